/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gi18n.h>

#include "shell/duo-late.h"
#include "shell/duo-text.h"

/* How long it is said that the end is another one. */
#define NOTE_SECONDS 12

/* "11:40", and where I am elsewhere "11:40 (22:40 UTC)" */
char *
duo_room_page_dup_moment (DuoRoomPage *self, gint64 moment)
{
  g_autoptr (GTimeZone) mine = g_time_zone_new_local ();
  GTimeZone *zone = duo_room_page_get_zone (self);
  g_autofree char *text = duo_text_with_my_time (duo_text_time (moment, zone), moment, zone, mine);
  g_autoptr (GString) whole = g_string_new (text);

  /* What stands in parentheses stays together at the end of a line. */
  g_string_replace (whole, " ", "\u00a0", 0);
  g_string_replace (whole, "\u00a0(", " (", 1);
  return g_string_free_and_steal (g_steal_pointer (&whole));
}

char *
duo_room_page_dup_expected (DuoRoomPage *self)
{
  const DuoChatRecord *record = duo_chat_get_record (self->chat);
  g_autofree char *moment = duo_room_page_dup_moment (self, duo_chat_record_get_expected (record));

  /* TRANSLATORS: of somebody who is late; the placeholder is a time: "Expected at 14:20" */
  return g_strdup_printf (_ ("Expected at %s"), moment);
}

DuoVerb
duo_room_page_get_again (DuoRoomPage *self)
{
  /* A recruiter books nothing: who wants to talk again invites. */
  static const DuoVerb of_talent[] = {DUO_VERB_BOOK, DUO_VERB_REQUEST, DUO_N_VERBS};
  static const DuoVerb of_recruiter[] = {DUO_VERB_INVITE, DUO_N_VERBS};
  gboolean talent = duo_chat_get_my_role (self->chat) == DUO_ROLE_TALENT;
  const DuoVerb *verb = talent ? of_talent : of_recruiter;
  DuoPerson *peer = duo_chat_get_peer (self->chat);

  if (peer == NULL)
    return DUO_N_VERBS;
  while (*verb != DUO_N_VERBS && duo_event_judge (self->event, *verb, peer, NULL).refusal != DUO_REFUSAL_NONE)
    verb++;

  return *verb;
}

static gboolean
is_together (DuoRoomPage *self)
{
  DuoCall *call = duo_room_page_get_call (self);

  return call != NULL && duo_call_state_is_together (duo_call_get_state (call));
}

static gboolean
is_online (DuoRoomPage *self)
{
  return duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
}

static void
update_check (DuoRoomPage *self, const char *late)
{
  gint64 now = duo_room_page_get_now (self);
  g_autofree char *expected = late != NULL ? duo_room_page_dup_expected (self) : NULL;
  g_autofree char *said = duo_late_text_mine (self->chat);
  gboolean offered =
      duo_event_judge (self->event, DUO_VERB_LATE, NULL, self->chat).refusal == DUO_REFUSAL_NONE &&
      duo_chat_record_offers_late (duo_chat_get_record (self->chat), now);

  duo_room_check_set_peer_late (self->check, late, expected);
  duo_room_check_set_mine_late (self->check, offered, said);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.late",
                                 offered && is_online (self) && !duo_chat_get_pending (self->chat));
}

/* Of all my events: nobody can be in two chats at one time. */
static DuoChat *
find_pressing (DuoRoomPage *self)
{
  GListModel *events = duo_session_get_events (self->session);
  DuoChat *found = duo_event_find_pressing (self->event, self->chat);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);
      DuoChat *other = duo_event_find_pressing (event, self->chat);

      if (other != NULL &&
          (found == NULL || duo_chat_get_range (other).start < duo_chat_get_range (found).start))
        found = other;
    }

  return found;
}

static void
update_next (DuoRoomPage *self)
{
  DuoChat *next = find_pressing (self);
  g_autofree char *first = next != NULL ? duo_text_first_name (duo_chat_get_peer_name (next)) : NULL;
  g_autofree char *text =
      next != NULL ? duo_room_next_text (first, duo_chat_get_range (next), duo_room_page_get_now (self))
                   : NULL;

  duo_room_time_set_next (duo_room_stage_get_time (self->stage), text);
}

static void
update_more (DuoRoomPage *self)
{
  DuoTimeRange chat = duo_chat_get_range (self->chat);
  gboolean together = is_together (self);
  guint minutes = together ? duo_event_get_extension (self->event, self->chat, TRUE) : 0;
  g_autofree char *end = duo_room_page_dup_moment (self, chat.end + (gint64) minutes * 60);
  /* TRANSLATORS: what comes of "5 More Minutes"; the placeholder is a time */
  g_autofree char *description = g_strdup_printf (_ ("The chat then ends at %s"), end);
  gboolean can = minutes > 0 && is_online (self) && !duo_chat_get_pending (self->chat);

  duo_room_time_set_more (duo_room_stage_get_time (self->stage), minutes > 0,
                          is_online (self) ? description : _ ("No connection"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.extend", can);
}

static char *
dup_note (DuoRoomPage *self)
{
  g_autofree char *end = duo_room_page_dup_moment (self, duo_chat_get_record (self->chat)->range.end);
  g_autofree char *first = duo_text_first_name (duo_chat_get_peer_name (self->chat));

  if (duo_chat_get_record (self->chat)->acted == duo_chat_get_my_role (self->chat))
    /* TRANSLATORS: after an extension; the placeholder is a time */
    return g_strdup_printf (_ ("The chat now ends at %s"), end);

  /* TRANSLATORS: a first name, a time: "Ada extended the chat. It now ends at 14:35" */
  return g_strdup_printf (_ ("%s extended the chat. It now ends at %s"), first, end);
}

/* Whoever of the two asked for it: both read it. */
static void
update_note (DuoRoomPage *self)
{
  const DuoChatRecord *record = duo_chat_get_record (self->chat);
  gint64 now = duo_room_page_get_now (self);
  g_autofree char *text = dup_note (self);

  if (record->extended > self->extended)
    self->note_until = now + NOTE_SECONDS;
  self->extended = record->extended;
  duo_room_time_set_note (duo_room_stage_get_time (self->stage), now < self->note_until ? text : NULL);
}

static const char *
get_again_label (DuoVerb verb)
{
  if (verb == DUO_VERB_REQUEST)
    return _ ("_Request Another Chat…");
  if (verb == DUO_VERB_INVITE)
    return _ ("_Invite Again…");

  return _ ("_Book Another Time…");
}

/* Who has waited for long enough, and who hears that the room is closed and that there are other times. */
static gboolean
wants_again (DuoRoomPage *self)
{
  return self->closed ||
         (self->scene == DUO_ROOM_SCENE_WAITING &&
          duo_chat_record_may_book_again (duo_chat_get_record (self->chat), duo_room_page_get_now (self)));
}

static void
update_again (DuoRoomPage *self)
{
  DuoVerb again = duo_room_page_get_again (self);
  gboolean may = again != DUO_N_VERBS && wants_again (self);

  duo_room_stage_set_again (self->stage, may ? get_again_label (again) : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.book-again", may);
}

static void
update_stage (DuoRoomPage *self, gboolean late_changed)
{
  if (late_changed)
    duo_room_page_show_scene (self);
  update_next (self);
  update_more (self);
  update_again (self);
}

void
duo_room_page_update_time (DuoRoomPage *self)
{
  g_autofree char *late = duo_late_text_peer (self->chat, duo_room_page_get_now (self));
  gboolean changed = g_set_str (&self->late, late);

  update_check (self, late);
  update_note (self);
  if (!duo_room_page_is_showing (self, "stage"))
    return;
  if (self->visit != NULL)
    update_stage (self, changed);
  else
    update_again (self);
}

static void
on_late (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  duo_late_say (widget, self->session, self->chat, g_variant_get_uint32 (parameter));
}

/* The button goes, or rests, and would take the focus with it. */
static void
on_extend (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);
  guint minutes = duo_event_get_extension (self->event, self->chat, is_together (self));

  if (minutes == 0)
    return;

  duo_room_stage_focus (self->stage);
  duo_late_extend (widget, self->session, self->chat, minutes);
}

void
duo_room_page_install_time_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "room.late", "u", on_late);
  gtk_widget_class_install_action (widget_class, "room.extend", NULL, on_extend);
}

void
duo_room_page_follow_time (DuoRoomPage *self)
{
  static const char *const notes[] = {"notify::late", "notify::end", "notify::pending", "notify::state"};

  self->extended = duo_chat_get_record (self->chat)->extended;
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_connect_swapped (self->chat, notes[i], G_CALLBACK (duo_room_page_update_time), self);
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (duo_room_page_update_time), self);
  duo_room_page_update_time (self);
}
