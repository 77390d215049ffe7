/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-held-answers.h"

#include <glib/gi18n.h>

#include "shell/duo-window.h"

struct _DuoHeldAnswers
{
  GObject parent_instance;

  DuoSession *session;
  GtkWidget *page; /* weak */
  GPtrArray *keys; /* of the commands that the toast takes back */
  AdwToast *toast; /* (nullable): the one on screen */
  guint timer;
};

G_DEFINE_FINAL_TYPE (DuoHeldAnswers, duo_held_answers, G_TYPE_OBJECT)

static void
clear_toast (DuoHeldAnswers *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!toast)
    return;
  g_signal_handlers_disconnect_by_data (toast, self);
  adw_toast_dismiss (toast);
}

static void
on_time_over (gpointer data)
{
  DuoHeldAnswers *self = data;

  self->timer = 0;
  g_ptr_array_set_size (self->keys, 0);
  clear_toast (self);
}

static void
say_too_late (DuoHeldAnswers *self)
{
  AdwToast *toast = adw_toast_new (_ ("Too late to undo: it was already sent"));

  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (self->page, toast);
}

static void
on_undone (DuoHeldAnswers *self)
{
  gboolean undone = TRUE;

  for (guint i = 0; i < self->keys->len; i++)
    undone &= duo_session_undo (self->session, self->keys->pdata[i]);
  g_ptr_array_set_size (self->keys, 0);
  if (!undone && self->page)
    say_too_late (self);
}

static void
duo_held_answers_dispose (GObject *object)
{
  DuoHeldAnswers *self = DUO_HELD_ANSWERS (object);

  clear_toast (self);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_held_answers_parent_class)->dispose (object);
}

static void
duo_held_answers_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_HELD_ANSWERS (object)->keys);

  G_OBJECT_CLASS (duo_held_answers_parent_class)->finalize (object);
}

static void
duo_held_answers_class_init (DuoHeldAnswersClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_held_answers_dispose;
  G_OBJECT_CLASS (class)->finalize = duo_held_answers_finalize;
}

static void
duo_held_answers_init (DuoHeldAnswers *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
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
  for (guint i = self->keys->len; i-- > 0;)
    if (!duo_session_hold_back (self->session, self->keys->pdata[i]))
      g_ptr_array_remove_index (self->keys, i);
}

static void
show_toast (DuoHeldAnswers *self, const char *title)
{
  guint n = self->keys->len;
  g_autofree char *several = g_strdup_printf (ngettext ("%u answer", "%u answers", n), n);

  clear_toast (self);
  self->toast = adw_toast_new (n > 1 ? several : title);
  adw_toast_set_use_markup (self->toast, FALSE);
  adw_toast_set_button_label (self->toast, _ ("Undo"));
  /* The outbox's time counts, not that of the toast, which stands still under a pointer. */
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_priority (self->toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_swapped (self->toast, "button-clicked", G_CALLBACK (on_undone), self);
  self->timer = g_timeout_add_once (DUO_SESSION_UNDO_SECONDS * 1000, on_time_over, self);
  duo_window_add_toast (self->page, g_object_ref (self->toast));
}

void
duo_held_answers_hold (DuoHeldAnswers *self, DuoChat *chat, DuoVerb verb, const char *title)
{
  g_autofree char *key = NULL;

  g_return_if_fail (DUO_IS_HELD_ANSWERS (self));

  key = duo_session_command_undoable (self->session, verb, chat);
  if (!key)
    return;
  hold_earlier_back (self);
  g_ptr_array_add (self->keys, g_steal_pointer (&key));
  show_toast (self, title);
}
