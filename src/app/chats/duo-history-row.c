/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-history-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-chat-words.h"

struct _DuoHistoryRow
{
  GtkListBoxRow parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChat *chat;

  GtkLabel *subtitle;
  GtkLabel *reason;
  GtkMenuButton *menu;
  GtkPopover *popover;
  GtkWidget *withdraw;
};

enum
{
  PROP_0,
  PROP_CHAT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoHistoryRow, duo_history_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_menu (DuoHistoryRow *self)
{
  const char *name = duo_chat_get_peer_name (self->chat);
  g_autofree char *menu = g_strdup_printf (_ ("More: %s"), name);
  DuoRefusal refusal =
      duo_event_judge (self->event, DUO_VERB_WITHDRAW, duo_chat_get_peer (self->chat), self->chat).refusal;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->withdraw), "s", duo_chat_get_id (self->chat));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->withdraw), "chats.withdraw");
  gtk_widget_set_visible (GTK_WIDGET (self->menu),
                          refusal == DUO_REFUSAL_NONE && !duo_chat_get_pending (self->chat));
}

void
duo_history_row_update (DuoHistoryRow *self)
{
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  gint64 now = duo_clock_now (duo_event_get_clock (self->event));
  const DuoChatRecord *record = duo_chat_get_record (self->chat);
  g_autofree char *subtitle = duo_chat_words_history (self->chat, now, online);
  g_autofree char *reason = record->reason ? g_strdup_printf (_ ("“%s”"), record->reason) : NULL;
  g_autofree char *name = g_strdup_printf (_ ("%s, %s"), duo_chat_get_peer_name (self->chat), subtitle);

  gtk_label_set_label (self->subtitle, subtitle);
  gtk_label_set_label (self->reason, reason ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  update_menu (self);
}

static void
on_item_clicked (DuoHistoryRow *self)
{
  gtk_popover_popdown (self->popover);
}

static void
duo_history_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CHAT:
      g_value_set_object (value, DUO_HISTORY_ROW (object)->chat);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_history_row_dispose (GObject *object)
{
  DuoHistoryRow *self = DUO_HISTORY_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_HISTORY_ROW);
  g_clear_object (&self->chat);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_history_row_parent_class)->dispose (object);
}

static void
duo_history_row_class_init (DuoHistoryRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_history_row_get_property;
  object_class->dispose = duo_history_row_dispose;

  properties[PROP_CHAT] = g_param_spec_object (
      "chat", NULL, NULL, DUO_TYPE_CHAT, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoHistoryRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, DuoHistoryRow, reason);
  gtk_widget_class_bind_template_child (widget_class, DuoHistoryRow, menu);
  gtk_widget_class_bind_template_child (widget_class, DuoHistoryRow, popover);
  gtk_widget_class_bind_template_child (widget_class, DuoHistoryRow, withdraw);
  gtk_widget_class_bind_template_callback (widget_class, on_item_clicked);
}

static void
duo_history_row_init (DuoHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_history_row_new (DuoSession *session, DuoChat *chat)
{
  static const char *const notes[] = {"notify::state", "notify::pending", "notify::peer-company-name"};
  DuoHistoryRow *self = g_object_new (DUO_TYPE_HISTORY_ROW, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  self->chat = g_object_ref (chat);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_connect_object (chat, notes[i], G_CALLBACK (duo_history_row_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (duo_history_row_update), self,
                           G_CONNECT_SWAPPED);
  duo_history_row_update (self);
  return GTK_WIDGET (self);
}

DuoChat *
duo_history_row_get_chat (DuoHistoryRow *self)
{
  g_return_val_if_fail (DUO_IS_HISTORY_ROW (self), NULL);

  return self->chat;
}
