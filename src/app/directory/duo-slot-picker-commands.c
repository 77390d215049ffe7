/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-picker-private.h"

#include <glib/gi18n.h>

#include "duo-free-text.h"
#include "shell/duo-text.h"
#include "shell/duo-window.h"

/* What was asked for; outlives the page that asked. */
typedef struct
{
  DuoSlotPicker *picker;
  DuoTimeRange range;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->picker);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static DuoChat *
get_open_chat (DuoSlotPicker *self)
{
  return self->person ? duo_person_get_chat (self->person) : NULL;
}

/* Who was accepted or invited picks; who was not, books. */
static DuoVerb
get_verb (DuoSlotPicker *self)
{
  DuoChat *chat = get_open_chat (self);

  if (self->move)
    return DUO_VERB_RESCHEDULE;
  if (chat && duo_event_judge (self->event, DUO_VERB_PICK, self->person, chat).refusal == DUO_REFUSAL_NONE)
    return DUO_VERB_PICK;

  return DUO_VERB_BOOK;
}

const char *
duo_slot_picker_get_verb_label (DuoSlotPicker *self)
{
  return self->move ? _ ("Move Chat") : _ ("Book 1-1 Chat");
}

gboolean
duo_slot_picker_needs_answer (DuoSlotPicker *self)
{
  DuoChat *chat = get_open_chat (self);

  return self->person &&
         duo_chat_record_lacks_answer (chat ? duo_chat_get_record (chat) : NULL, get_verb (self),
                                       duo_person_get_question (self->person));
}

gboolean
duo_slot_picker_needs_reason (DuoSlotPicker *self)
{
  return self->move && duo_verb_needs_reason (DUO_VERB_RESCHEDULE, duo_chat_get_my_role (self->move));
}

/* (nullable): what has to be said with it: the answer to a question, or the reason for a move */
static char *
dup_words (DuoSlotPicker *self)
{
  if (!duo_slot_picker_needs_answer (self) && !duo_slot_picker_needs_reason (self))
    return NULL;

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->question))));
}

static void
set_busy (DuoSlotPicker *self, gboolean busy)
{
  self->busy = busy;
  duo_slot_bar_set_busy (self->bar, busy);
}

/* The page goes first, so that the toast lies where one is then. */
static void
finish (DuoSlotPicker *self, AdwToast *toast)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  g_signal_emit_by_name (self, "done");
  duo_window_add_toast (window, toast);
}

/* A toast breaks its line where it is narrow: not within the day or the times. */
static char *
dup_when (DuoSlotPicker *self, DuoTimeRange range)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *day =
      self->narrow ? duo_text_day_short (range.start, zone) : duo_text_day_medium (range.start, zone);
  g_autofree char *times = duo_text_range (range, zone);
  /* TRANSLATORS: A day and a range of time: "Tue 3 November, 14:15–14:30" */
  g_autofree char *when = g_strdup_printf (_ ("%s, %s"), day, times);
  g_auto (GStrv) words = g_strsplit (when, " ", -1);

  return duo_text_with_my_range (g_strjoinv ("\u00a0", words), range, zone, self->local);
}

static char *
dup_done (DuoSlotPicker *self, DuoTimeRange range)
{
  g_autofree char *when = dup_when (self, range);

  if (self->move)
    /* TRANSLATORS: whose chat, and where it is now: "Moved Ada Lindqvist to Tue 3 November, 14:15–14:30" */
    return g_strdup_printf (_ ("Moved %s to %s"), duo_slot_picker_get_peer_name (self), when);

  /* TRANSLATORS: with whom, and when: "Booked Ada Lindqvist, Tue 3 November, 14:15–14:30" */
  return g_strdup_printf (_ ("Booked %s, %s"), duo_slot_picker_get_peer_name (self), when);
}

static AdwToast *
make_done_toast (DuoSlotPicker *self, DuoTimeRange range)
{
  g_autofree char *text = dup_done (self, range);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  /* Whoever moves a chat comes back to where it stands. */
  if (self->move)
    return toast;

  adw_toast_set_button_label (toast, _ ("Show"));
  adw_toast_set_action_name (toast, "win.view");
  adw_toast_set_action_target (toast, "s", "chats");
  return toast;
}

/* It is in the outbox, and shown as such where the chat will be. */
static AdwToast *
make_later_toast (DuoSlotPicker *self, DuoTimeRange range)
{
  g_autofree char *when = dup_when (self, range);
  /* TRANSLATORS: with whom, and when: "Will be sent when you are online: Ada Lindqvist, Tue 3 November, 14:15–14:30" */
  g_autofree char *text = g_strdup_printf (_ ("Will be sent when you are online: %s, %s"),
                                           duo_slot_picker_get_peer_name (self), when);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  return toast;
}

static void
fail (DuoSlotPicker *self, DuoTimeRange range, const GError *error)
{
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SLOT_TAKEN))
    {
      duo_slot_picker_lose (self, range);
      return;
    }
  if (!g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    {
      duo_window_add_error_toast (GTK_WIDGET (self), error);
      /* What changed meanwhile was kept back. */
      duo_slot_picker_follow (self);
      return;
    }
  finish (self, make_later_toast (self, range));
}

static void
command_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (object), result, &error);
  DuoSlotPicker *self = asked->picker;

  /* Who left the page hears of it where the session says it. */
  if (!gtk_widget_get_root (GTK_WIDGET (self)))
    return;

  set_busy (self, FALSE);
  if (!chat)
    {
      fail (self, asked->range, error);
      return;
    }
  finish (self, make_done_toast (self, asked->range));
}

void
duo_slot_picker_confirm (DuoSlotPicker *self)
{
  DuoVerb verb = get_verb (self);
  DuoChat *chat = verb == DUO_VERB_PICK ? get_open_chat (self) : self->move;
  gboolean reason = duo_slot_picker_needs_reason (self);
  g_autofree char *words = dup_words (self);
  Asked *asked;

  if (self->busy || self->chosen.start == 0)
    return;
  if (words && duo_free_text_is_blank (words))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->question), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->question));
      return;
    }

  asked = g_new0 (Asked, 1);
  asked->picker = g_object_ref (self);
  asked->range = self->chosen;
  set_busy (self, TRUE);
  duo_session_command_async (self->session, verb, verb == DUO_VERB_BOOK ? self->person : NULL, chat,
                             self->chosen, reason ? words : NULL, reason ? NULL : words, NULL, command_cb,
                             asked);
}
