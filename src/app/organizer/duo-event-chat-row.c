/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-event-chat-row.h"

#include <glib/gi18n.h>

#include "duo-pair-words.h"
#include "shell/duo-text.h"

struct _DuoEventChatRow
{
  GtkBox parent_instance;

  DuoSession *session;
  DuoChat *chat; /* (nullable) */
  gboolean narrow;

  GtkLabel *names;
  GtkLabel *details;
  GtkLabel *state;
  GtkMenuButton *menu;
  GtkPopover *popover;
  GtkWidget *move;
  GtkWidget *cancel;
};

enum
{
  PROP_NARROW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoEventChatRow, duo_event_chat_row, GTK_TYPE_BOX)

static gboolean
may (DuoEvent *event, DuoVerb verb, DuoChat *chat)
{
  return duo_event_judge (event, verb, NULL, chat).refusal == DUO_REFUSAL_NONE;
}

static void
update_menu (DuoEventChatRow *self, DuoEvent *event, const char *names)
{
  gboolean moves = may (event, DUO_VERB_RESCHEDULE, self->chat);
  gboolean cancels = may (event, DUO_VERB_CANCEL, self->chat);
  g_autofree char *menu = g_strdup_printf (_ ("More: %s"), names);

  gtk_widget_set_visible (self->move, moves);
  gtk_widget_set_visible (self->cancel, cancels);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), (moves || cancels) && !duo_chat_get_pending (self->chat));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->move), "s", duo_chat_get_id (self->chat));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->cancel), "s", duo_chat_get_id (self->chat));
  /* An action without its target would warn. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->move), "win.move-chat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->cancel), "event-chats.cancel");
}

static void
add_part (GString *parts, const char *part)
{
  if (part && *part)
    g_string_append_printf (parts, "%s%s", parts->len > 0 ? " · " : "", part);
}

/* "Tue 3 November, 14:15–14:30 · Kvarken Systems"; without a time the company alone. A narrow row has no other place for
 * @state, which is its first word then. */
static char *
dup_details (DuoEventChatRow *self, DuoEvent *event, const char *state)
{
  DuoTimeRange range = duo_chat_get_range (self->chat);
  g_autofree char *company = duo_pair_words_company (event, self->chat);
  g_autofree char *when = range.start > 0 ? duo_text_when (range, duo_event_get_zone (event)) : NULL;
  GString *parts = g_string_new (NULL);

  if (self->narrow)
    add_part (parts, state);
  add_part (parts, when);
  add_part (parts, company);
  return g_string_free_and_steal (parts);
}

static void
update (DuoEventChatRow *self)
{
  DuoEvent *event = duo_session_get_event (self->session);
  const char *state;
  g_autofree char *names = NULL;
  g_autofree char *details = NULL;

  if (!event || !self->chat)
    return;
  state = duo_chat_get_pending (self->chat) ? _ ("Sending…")
                                            : duo_pair_words_state (duo_chat_get_state (self->chat));
  names = duo_pair_words_names (event, self->chat);
  details = dup_details (self, event, state);
  gtk_label_set_label (self->names, names);
  gtk_label_set_label (self->details, details);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !self->narrow);
  update_menu (self, event, names);
}

static void
on_item_clicked (DuoEventChatRow *self)
{
  gtk_popover_popdown (self->popover);
}

static void
duo_event_chat_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  DuoEventChatRow *self = DUO_EVENT_CHAT_ROW (object);

  if (property != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
      return;
    }
  self->narrow = g_value_get_boolean (value);
  update (self);
}

static void
duo_event_chat_row_dispose (GObject *object)
{
  DuoEventChatRow *self = DUO_EVENT_CHAT_ROW (object);

  duo_event_chat_row_set_chat (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_EVENT_CHAT_ROW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_event_chat_row_parent_class)->dispose (object);
}

static void
duo_event_chat_row_class_init (DuoEventChatRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_event_chat_row_dispose;
  G_OBJECT_CLASS (class)->set_property = duo_event_chat_row_set_property;

  /* Whether the state stands among the details, as there is no room beside them. */
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-event-chat-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatRow, names);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatRow, details);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatRow, state);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatRow, menu);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatRow, popover);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatRow, move);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatRow, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_item_clicked);
}

static void
duo_event_chat_row_init (DuoEventChatRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_event_chat_row_new (DuoSession *session)
{
  DuoEventChatRow *self = g_object_new (DUO_TYPE_EVENT_CHAT_ROW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
duo_event_chat_row_set_chat (DuoEventChatRow *self, DuoChat *chat)
{
  g_return_if_fail (DUO_IS_EVENT_CHAT_ROW (self));

  if (self->chat)
    g_signal_handlers_disconnect_by_data (self->chat, self);
  if (!g_set_object (&self->chat, chat) || !chat)
    return;
  g_signal_connect_object (chat, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
