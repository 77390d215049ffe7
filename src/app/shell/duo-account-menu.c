/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-account-menu.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-event-list.h"

struct _DuoAccountMenu
{
  GtkPopover parent_instance;

  gboolean show_events;

  GtkWidget *account_box;
  GtkWidget *events_box;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *email_label;
  DuoEventList *event_list;
  GtkWidget *profile_button;
  GtkButton *leave_button;
  GtkLabel *leave_label;
};

enum
{
  PROP_0,
  PROP_SHOW_EVENTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoAccountMenu, duo_account_menu, GTK_TYPE_POPOVER)

static void
on_done (DuoAccountMenu *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

void
duo_account_menu_set_session (DuoAccountMenu *self, DuoSession *session, gboolean demo)
{
  g_object_bind_property (session, "account-name", self->name_label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "account-name", self->avatar, "text", G_BINDING_SYNC_CREATE);
  if (demo)
    gtk_label_set_label (self->email_label, _ ("In the demo event"));
  else
    g_object_bind_property (session, "account-email", self->email_label, "label", G_BINDING_SYNC_CREATE);
  duo_event_list_set_session (self->event_list, session);
  gtk_widget_set_visible (self->account_box, TRUE);
  gtk_widget_set_visible (self->profile_button, TRUE);

  gtk_label_set_label (self->leave_label, demo ? _ ("End Demo") : _ ("Sign Out"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->leave_button),
                                  demo ? "app.end-demo" : "win.sign-out");
  gtk_widget_set_visible (GTK_WIDGET (self->leave_button), TRUE);
}

static void
duo_account_menu_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoAccountMenu *self = DUO_ACCOUNT_MENU (object);

  switch (id)
    {
    case PROP_SHOW_EVENTS:
      g_value_set_boolean (value, self->show_events);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_account_menu_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoAccountMenu *self = DUO_ACCOUNT_MENU (object);
  gboolean show;

  switch (id)
    {
    case PROP_SHOW_EVENTS:
      show = g_value_get_boolean (value);
      if (show == self->show_events)
        return;
      self->show_events = show;
      gtk_widget_set_visible (self->events_box, show);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_account_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_ACCOUNT_MENU);

  G_OBJECT_CLASS (duo_account_menu_parent_class)->dispose (object);
}

static void
duo_account_menu_class_init (DuoAccountMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_account_menu_dispose;
  object_class->get_property = duo_account_menu_get_property;
  object_class->set_property = duo_account_menu_set_property;

  properties[PROP_SHOW_EVENTS] = g_param_spec_boolean (
      "show-events", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DUO_TYPE_EVENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-account-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, account_box);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, events_box);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, name_label);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, email_label);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, event_list);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, profile_button);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, leave_button);
  gtk_widget_class_bind_template_child (widget_class, DuoAccountMenu, leave_label);
  gtk_widget_class_bind_template_callback (widget_class, on_done);
}

static void
duo_account_menu_init (DuoAccountMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
