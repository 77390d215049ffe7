/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-held-answers.h"

#include <glib/gi18n.h>

#include "shell/duo-text.h"
#include "shell/duo-window.h"

typedef struct
{
  DuoHeldAnswer *answer;
  guint step; /* what was answered with one click goes back with one */
} Held;

struct _DuoHeldAnswers
{
  GObject parent_instance;

  DuoSession *session;
  GtkWidget *page; /* weak */
  GPtrArray *held; /* (element-type Held) */
  guint step;
  AdwToast *toast; /* (nullable): the one on screen */
};

enum
{
  UNDONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoHeldAnswers, duo_held_answers, G_TYPE_OBJECT)

static void
held_free (Held *held)
{
  duo_held_answer_free (held->answer);
  g_free (held);
}

static void
clear_toast (DuoHeldAnswers *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  if (!toast)
    return;
  g_signal_handlers_disconnect_by_data (toast, self);
  adw_toast_dismiss (toast);
}

/* All that share the toast share its time. */
static void
on_time_over (DuoHeldAnswer *answer, gpointer data)
{
  DuoHeldAnswers *self = data;

  g_ptr_array_set_size (self->held, 0);
  clear_toast (self);
}

static void
say (DuoHeldAnswers *self, const char *title)
{
  AdwToast *toast;

  if (!self->page)
    return;
  toast = adw_toast_new (title);
  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (self->page, toast);
}

/* Takes back what was answered at @step or later. */
static void
undo_since (DuoHeldAnswers *self, guint step)
{
  g_autoptr (DuoChat) first = NULL;
  gboolean undone = TRUE;

  for (guint i = self->held->len; i-- > 0;)
    {
      Held *held = self->held->pdata[i];

      if (held->step < step)
        break;
      if (duo_held_answer_undo (held->answer))
        g_set_object (&first, duo_held_answer_get_chat (held->answer));
      else
        undone = FALSE;
      g_ptr_array_remove_index (self->held, i);
    }
  if (!undone)
    say (self, duo_held_answer_get_too_late ());
  if (first)
    g_signal_emit (self, signals[UNDONE], 0, first);
}

static void
on_undone (DuoHeldAnswers *self)
{
  undo_since (self, 0);
}

static void
duo_held_answers_dispose (GObject *object)
{
  DuoHeldAnswers *self = DUO_HELD_ANSWERS (object);

  g_ptr_array_set_size (self->held, 0);
  clear_toast (self);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_held_answers_parent_class)->dispose (object);
}

static void
duo_held_answers_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_HELD_ANSWERS (object)->held);

  G_OBJECT_CLASS (duo_held_answers_parent_class)->finalize (object);
}

static void
duo_held_answers_class_init (DuoHeldAnswersClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_held_answers_dispose;
  G_OBJECT_CLASS (class)->finalize = duo_held_answers_finalize;

  signals[UNDONE] = g_signal_new ("undone", DUO_TYPE_HELD_ANSWERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, DUO_TYPE_CHAT);
}

static void
duo_held_answers_init (DuoHeldAnswers *self)
{
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);
}

DuoHeldAnswers *
duo_held_answers_new (DuoSession *session, GtkWidget *page)
{
  DuoHeldAnswers *self = g_object_new (DUO_TYPE_HELD_ANSWERS, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->page, page);
  return self;
}

/* The answers of a moment ago get the time of the new one; those that went are no longer the toast's. */
static void
hold_earlier_back (DuoHeldAnswers *self)
{
  for (guint i = self->held->len; i-- > 0;)
    if (!duo_held_answer_hold_back (((Held *) self->held->pdata[i])->answer))
      g_ptr_array_remove_index (self->held, i);
}

/* @title: (nullable): what was answered, where it is one */
static void
show_toast (DuoHeldAnswers *self, const char *title)
{
  guint n = self->held->len;
  g_autofree char *several = g_strdup_printf (ngettext ("Sending %u answer", "Sending %u answers", n), n);

  clear_toast (self);
  self->toast = adw_toast_new (n == 1 && title ? title : several);
  adw_toast_set_use_markup (self->toast, FALSE);
  adw_toast_set_button_label (self->toast, _ ("Undo"));
  /* The outbox's time counts, not that of the toast, which stands still under a pointer. */
  adw_toast_set_timeout (self->toast, 0);
  g_signal_connect_swapped (self->toast, "button-clicked", G_CALLBACK (on_undone), self);
  if (self->page)
    duo_window_add_toast (self->page, g_object_ref (self->toast));
}

static void
hold_one (DuoHeldAnswers *self, DuoChat *chat, const DuoAnswer *answer)
{
  DuoHeldAnswer *answered = duo_held_answer_new (self->session, chat, answer, on_time_over, self);
  Held *held;

  if (!answered)
    return;
  held = g_new0 (Held, 1);
  *held = (Held) {answered, self->step};
  g_ptr_array_add (self->held, held);
}

void
duo_held_answers_hold (DuoHeldAnswers *self, DuoChat *chat, const DuoAnswer *answer, const char *title)
{
  g_autofree char *first = duo_text_first_name (duo_chat_get_peer_name (chat));
  g_autofree char *whole = duo_text_fill (title, first, NULL);

  g_return_if_fail (DUO_IS_HELD_ANSWERS (self));

  hold_earlier_back (self);
  self->step++;
  hold_one (self, chat, answer);
  if (self->held->len > 0)
    show_toast (self, whole);
}

void
duo_held_answers_hold_all (DuoHeldAnswers *self, GPtrArray *chats, const DuoAnswer *answer)
{
  g_return_if_fail (DUO_IS_HELD_ANSWERS (self));

  hold_earlier_back (self);
  self->step++;
  for (guint i = 0; i < chats->len; i++)
    hold_one (self, chats->pdata[i], answer);
  if (self->held->len > 0)
    show_toast (self, NULL);
}

gboolean
duo_held_answers_undo_last (DuoHeldAnswers *self)
{
  const Held *last;

  g_return_val_if_fail (DUO_IS_HELD_ANSWERS (self), FALSE);

  if (self->held->len == 0)
    return FALSE;
  last = self->held->pdata[self->held->len - 1];
  undo_since (self, last->step);
  clear_toast (self);
  hold_earlier_back (self);
  if (self->held->len > 0)
    show_toast (self, NULL);
  return TRUE;
}
