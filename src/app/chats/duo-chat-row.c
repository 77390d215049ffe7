/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chat-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-chat-words.h"
#include "shell/duo-button-name.h"
#include "shell/duo-css-class.h"
#include "shell/duo-late.h"
#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

struct _DuoChatRow
{
  GtkListBoxRow parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChat *chat;
  GTimeZone *local;
  gboolean narrow;

  GtkWidget *times;
  GtkLabel *time;
  GtkLabel *my_time;
  GtkLabel *place;
  GtkLabel *both_times;
  GtkLabel *status;
  GtkWidget *join;
  GtkWidget *notes;
  AdwAvatar *avatar;
  GtkMenuButton *menu;
  GtkPopover *popover;
  GtkWidget *late;
  GtkLabel *late_title;
  GtkWidget *late_choices;
  GtkButton *notes_item;
  GtkButton *move;
  GtkButton *hand_over;
  GtkButton *cancel;
  GtkLabel *why;
};

enum
{
  PROP_0,
  PROP_CHAT,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoChatRow, duo_chat_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
zones_differ (DuoChatRow *self)
{
  return duo_text_zones_differ (duo_event_get_zone (self->event), self->local,
                                duo_chat_get_range (self->chat).start);
}

static char *
dup_both_times (DuoChatRow *self)
{
  DuoTimeRange range = duo_chat_get_range (self->chat);
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *there = duo_text_range (range, zone);
  g_autofree char *here = duo_text_my_time (range.start, zone, self->local);
  g_autofree char *city = duo_text_city (self->local);

  if (!zones_differ (self))
    return g_steal_pointer (&there);

  /* TRANSLATORS: the event's time, then mine: "14:15–14:30 · 08:15 New York" */
  return g_strdup_printf (_ ("%s · %s %s"), there, here, city);
}

/* "14:15 to 14:30", and where mine differ "14:15 to 14:30 (Monday 23:15 New York)" */
static char *
dup_times_spoken (DuoChatRow *self)
{
  DuoTimeRange range = duo_chat_get_range (self->chat);
  GTimeZone *zone = duo_event_get_zone (self->event);

  return duo_text_with_my_time_spoken (duo_text_range_spoken (range, zone), range.start, zone, self->local);
}

static void
update_times (DuoChatRow *self)
{
  DuoTimeRange range = duo_chat_get_range (self->chat);
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *there = duo_text_range (range, zone);
  g_autofree char *here = duo_text_my_range (range, zone, self->local);
  g_autofree char *both = dup_both_times (self);

  gtk_label_set_label (self->time, there);
  gtk_label_set_label (self->my_time, here);
  gtk_widget_set_visible (GTK_WIDGET (self->my_time), zones_differ (self));
  gtk_label_set_label (self->both_times, both);
  gtk_widget_set_visible (self->times, !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->both_times), self->narrow);
  /* What it gives up is what both times need beside Join. */
  adw_avatar_set_size (self->avatar, self->narrow ? 32 : 40);
}

static DuoRefusal
judge (DuoChatRow *self, DuoVerb verb)
{
  return duo_event_judge (self->event, verb, duo_chat_get_peer (self->chat), self->chat).refusal;
}

static void
update_item (DuoChatRow *self, GtkButton *item, const char *action, DuoVerb verb)
{
  DuoRefusal refusal = judge (self, verb);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (item), "s", duo_chat_get_id (self->chat));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (item), refusal == DUO_REFUSAL_NONE ? action : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (item), refusal == DUO_REFUSAL_NONE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (item),
                               duo_sentence_for_refusal (refusal, duo_chat_get_my_role (self->chat)));
}

/* What is off in the menu says why below, where keyboard and screen reader come to it, too. */
static void
update_why (DuoChatRow *self)
{
  DuoRefusal move = judge (self, DUO_VERB_RESCHEDULE);
  DuoRefusal refusal = move != DUO_REFUSAL_NONE ? move : judge (self, DUO_VERB_CANCEL);
  const char *why = duo_sentence_for_refusal (refusal, duo_chat_get_my_role (self->chat));

  gtk_label_set_label (self->why, why ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), why != NULL);
  if (why)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static gboolean
offers_late (DuoChatRow *self)
{
  return judge (self, DUO_VERB_LATE) == DUO_REFUSAL_NONE &&
         duo_chat_record_offers_late (duo_chat_get_record (self->chat),
                                      duo_clock_now (duo_event_get_clock (self->event)));
}

/* It is about this moment, so it does not wait for a connection. */
static void
update_late (DuoChatRow *self, gboolean online)
{
  g_autofree char *said = duo_late_text_mine (self->chat);

  gtk_widget_set_visible (self->late, offers_late (self));
  gtk_widget_set_sensitive (self->late_choices, online);
  gtk_widget_set_tooltip_text (self->late_choices, online ? NULL : _ ("No connection"));
  gtk_label_set_label (self->late_title, said ? said : _ ("Running Late"));
}

static void
add_late_choices (DuoChatRow *self)
{
  for (const guint *minutes = duo_chat_record_get_latenesses (); *minutes > 0; minutes++)
    {
      g_autofree char *label = g_strdup_printf (_ ("%d min"), (int) *minutes);
      g_autofree char *name = duo_late_text_choice (*minutes);
      GtkWidget *button = gtk_button_new_with_label (label);

      gtk_widget_set_tooltip_text (button, name);
      gtk_widget_set_hexpand (button, TRUE);
      duo_button_name_set (button, name);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", duo_chat_get_id (self->chat),
                                        *minutes);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chats.late");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_popover_popdown), self->popover);
      gtk_box_append (GTK_BOX (self->late_choices), button);
    }
}

static void
update_actions (DuoChatRow *self)
{
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  gboolean joins = judge (self, DUO_VERB_JOIN) == DUO_REFUSAL_NONE;
  gboolean confirmed = duo_chat_get_state (self->chat) == DUO_CHAT_CONFIRMED;
  gboolean can = joins && online;
  /* A room opens some minutes before the chat begins, until when it can still be moved or cancelled. */
  gboolean changes = judge (self, DUO_VERB_RESCHEDULE) == DUO_REFUSAL_NONE ||
                     judge (self, DUO_VERB_CANCEL) == DUO_REFUSAL_NONE;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->join), "s", duo_chat_get_id (self->chat));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->join), can ? "win.join" : NULL);
  gtk_widget_set_visible (self->join, joins);
  gtk_widget_set_sensitive (self->join, can);
  gtk_widget_set_tooltip_text (self->join, joins && !online ? _ ("No connection") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), confirmed && (!joins || changes || offers_late (self)));
  gtk_widget_set_visible (self->notes, !confirmed);
  update_late (self, online);
  update_item (self, self->move, "win.move-chat", DUO_VERB_RESCHEDULE);
  update_item (self, self->hand_over, "chats.hand-over", DUO_VERB_HAND_OVER);
  gtk_widget_set_visible (GTK_WIDGET (self->hand_over), duo_chat_get_my_role (self->chat) != DUO_ROLE_TALENT);
  update_item (self, self->cancel, "chats.cancel", DUO_VERB_CANCEL);
  update_why (self);
}

/* Beside Join there is no room for words, so in a narrow row they stand where the company does, and whole. */
static void
update_place (DuoChatRow *self, const char *pressing)
{
  g_autofree char *place = duo_chat_words_place (self->chat);
  gboolean pressed = pressing && self->narrow;

  gtk_label_set_label (self->place, pressed ? pressing : place);
  gtk_label_set_wrap (self->place, pressed);
  gtk_label_set_ellipsize (self->place, pressed ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  duo_css_class_set (GTK_WIDGET (self->place), "status", pressed);
  duo_css_class_set (GTK_WIDGET (self->place), "dimmed", !pressed);
}

/* Its time is up and another one's room is open: that one is now. */
static gboolean
is_outdone (DuoChatRow *self, gint64 now)
{
  GListModel *chats = duo_event_get_chats (self->event);
  gint64 end = duo_chat_get_range (self->chat).end;

  for (guint i = 0; now >= end && i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) other = g_list_model_get_item (chats, i);

      if (duo_chat_get_state (other) == DUO_CHAT_CONFIRMED && duo_chat_get_range (other).start >= end &&
          duo_time_range_contains (duo_event_get_room (self->event, other), now))
        return TRUE;
    }
  return FALSE;
}

static void
update_status (DuoChatRow *self)
{
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  gint64 now = duo_clock_now (duo_event_get_clock (self->event));
  g_autofree char *pressing = duo_chat_words_pressing (self->chat, now, online);
  g_autofree char *status = duo_chat_words_status (self->chat, now, online);
  gboolean today =
      duo_text_same_day (now, duo_chat_get_range (self->chat).start, duo_event_get_zone (self->event));
  gboolean over = duo_chat_get_state (self->chat) != DUO_CHAT_CONFIRMED;
  gboolean current = duo_chat_get_room_open (self->chat) && !is_outdone (self, now);

  gtk_label_set_label (self->status, status);
  /* The day's heading says enough of later ones. */
  gtk_widget_set_visible (GTK_WIDGET (self->status),
                          self->narrow ? over && !pressing : over || pressing || today);
  duo_css_class_set (GTK_WIDGET (self), "now", current);
  duo_css_class_set (self->join, "suggested-action", current);
  duo_css_class_set (GTK_WIDGET (self), "offline", !online);
  update_place (self, pressing);
}

static void
update_name (DuoChatRow *self)
{
  const char *name = duo_chat_get_peer_name (self->chat);
  g_autofree char *range = dup_times_spoken (self);
  /* TRANSLATORS: A chat for screen readers: who, time, what of it: "Ada Lindqvist, 14:15 to 14:30, in 43 min" */
  g_autofree char *row = g_strdup_printf (_ ("%s, %s, %s"), name, range, gtk_label_get_label (self->status));
  g_autofree char *join = g_strdup_printf (_ ("Join: %s"), name);
  g_autofree char *menu = g_strdup_printf (_ ("More: %s"), name);
  /* TRANSLATORS: a button's name; %s is whom the chat was with */
  g_autofree char *notes = g_strdup_printf (_ ("Notes: %s"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, row, -1);
  duo_button_name_set (self->join, join);
  duo_button_name_set (self->notes, notes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu);
}

void
duo_chat_row_update (DuoChatRow *self)
{
  g_return_if_fail (DUO_IS_CHAT_ROW (self));

  update_times (self);
  update_status (self);
  update_actions (self);
  update_name (self);
}

static void
on_item_clicked (DuoChatRow *self)
{
  gtk_popover_popdown (self->popover);
}

static void
duo_chat_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoChatRow *self = DUO_CHAT_ROW (object);

  switch (id)
    {
    case PROP_CHAT:
      g_value_set_object (value, self->chat);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_chat_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      duo_chat_row_set_narrow (DUO_CHAT_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_chat_row_dispose (GObject *object)
{
  DuoChatRow *self = DUO_CHAT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_CHAT_ROW);
  g_clear_object (&self->chat);
  g_clear_object (&self->event);
  g_clear_object (&self->session);
  g_clear_pointer (&self->local, g_time_zone_unref);

  G_OBJECT_CLASS (duo_chat_row_parent_class)->dispose (object);
}

static void
duo_chat_row_class_init (DuoChatRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_chat_row_get_property;
  object_class->set_property = duo_chat_row_set_property;
  object_class->dispose = duo_chat_row_dispose;

  properties[PROP_CHAT] = g_param_spec_object (
      "chat", NULL, NULL, DUO_TYPE_CHAT, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-chat-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, times);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, time);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, my_time);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, place);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, both_times);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, status);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, join);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, notes);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, notes_item);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, menu);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, popover);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, late);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, late_title);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, late_choices);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, move);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, hand_over);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, DuoChatRow, why);
  gtk_widget_class_bind_template_callback (widget_class, on_item_clicked);
}

static void
duo_chat_row_init (DuoChatRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->local = g_time_zone_new_local ();
}

GtkWidget *
duo_chat_row_new (DuoSession *session, DuoChat *chat)
{
  static const char *const notes[] = {"notify::state",        "notify::start",   "notify::end",
                                      "notify::room-open",    "notify::pending", "notify::peer-company-name",
                                      "notify::peer-present", "notify::late"};
  DuoChatRow *self = g_object_new (DUO_TYPE_CHAT_ROW, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  self->chat = g_object_ref (chat);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
  add_late_choices (self);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->notes), "s", duo_chat_get_id (chat));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->notes_item), "s", duo_chat_get_id (chat));
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_connect_object (chat, notes[i], G_CALLBACK (duo_chat_row_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (duo_chat_row_update), self,
                           G_CONNECT_SWAPPED);
  duo_chat_row_update (self);
  return GTK_WIDGET (self);
}

DuoChat *
duo_chat_row_get_chat (DuoChatRow *self)
{
  g_return_val_if_fail (DUO_IS_CHAT_ROW (self), NULL);

  return self->chat;
}

void
duo_chat_row_set_narrow (DuoChatRow *self, gboolean narrow)
{
  g_return_if_fail (DUO_IS_CHAT_ROW (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  duo_chat_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

void
duo_chat_row_set_times_group (DuoChatRow *self, GtkSizeGroup *group)
{
  g_return_if_fail (DUO_IS_CHAT_ROW (self));

  gtk_size_group_add_widget (group, self->times);
}
