/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-event-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-text.h"

struct _DuoEventList
{
  GtkWidget parent_instance;

  DuoSession *session;
  GtkWidget *box;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoEventList, duo_event_list, GTK_TYPE_WIDGET)

static const char *
describe_role (DuoRole role)
{
  switch (role)
    {
    case DUO_ROLE_TALENT:
      return _ ("as talent");
    case DUO_ROLE_RECRUITER:
    case DUO_ROLE_COLLEAGUE:
      return _ ("as recruiter");
    case DUO_ROLE_ORGANIZER:
      return _ ("as organizer");
    case DUO_ROLE_STRANGER:
    case DUO_ROLE_SERVICE:
    case DUO_N_ROLES:
    default:
      return NULL;
    }
}

static char *
describe_days (DuoEvent *event)
{
  const GPtrArray *days = duo_event_get_record (event)->days;
  GTimeZone *zone = duo_event_get_zone (event);

  if (!days || days->len == 0)
    return g_strdup ("");

  return duo_text_days (duo_text_date_noon (duo_day_get_date (days->pdata[0]), zone),
                        duo_text_date_noon (duo_day_get_date (days->pdata[days->len - 1]), zone), zone);
}

char *
duo_event_list_describe (DuoEvent *event)
{
  g_autofree char *days = describe_days (event);
  g_autofree char *city = duo_text_city (duo_event_get_zone (event));
  const char *role = describe_role (duo_event_get_role (event));

  if (role)
    return g_strdup_printf ("%s · %s · %s", days, city, role);

  return g_strdup_printf ("%s · %s", days, city);
}

static void
on_clicked (GtkButton *button, DuoEventList *self)
{
  DuoEvent *event = g_object_get_data (G_OBJECT (button), "event");

  duo_session_set_event (self->session, event);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_button (DuoEventList *self, DuoEvent *event)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  gboolean current = event == duo_session_get_event (self->session);
  g_autofree char *details = duo_event_list_describe (event);
  GtkWidget *second = make_label (details, "caption");

  gtk_widget_add_css_class (second, "dimmed");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (duo_event_get_name (event), NULL));
  gtk_box_append (GTK_BOX (texts), second);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), tick);
  gtk_widget_set_opacity (tick, current ? 1 : 0);

  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "menu-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  duo_event_get_name (event), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "event", g_object_ref (event), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  return button;
}

static void
fill (DuoEventList *self)
{
  GListModel *events = self->session ? duo_session_get_events (self->session) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)))
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; events && i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);

      gtk_box_append (GTK_BOX (self->box), make_button (self, event));
    }
}

void
duo_event_list_set_session (DuoEventList *self, DuoSession *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_connect_object (duo_session_get_events (session), "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

static void
duo_event_list_dispose (GObject *object)
{
  DuoEventList *self = DUO_EVENT_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (duo_event_list_parent_class)->dispose (object);
}

static void
duo_event_list_class_init (DuoEventListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_event_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", DUO_TYPE_EVENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_event_list_init (DuoEventList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
