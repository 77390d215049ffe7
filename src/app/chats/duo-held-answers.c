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
  GPtrArray *held; /* of Held */
};

typedef struct
{
  DuoHeldAnswers *owner; /* borrowed: it owns this */
  DuoChat *chat;
  DuoVerb verb;
  AdwToast *toast;
} Held;

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoHeldAnswers, duo_held_answers, G_TYPE_OBJECT)

static void
held_free (Held *held)
{
  g_signal_handlers_disconnect_by_data (held->toast, held);
  g_object_unref (held->toast);
  g_object_unref (held->chat);
  g_free (held);
}

static void
command_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoHeldAnswers) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (object), result, &error);

  /* One that waits for the connection is shown as such in its row. */
  if (!chat && self->page && gtk_widget_get_root (self->page) &&
      !g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    duo_window_add_error_toast (self->page, error);
}

static void
send (Held *held)
{
  duo_session_command_async (held->owner->session, held->verb, NULL, held->chat, (DuoTimeRange) {0, 0}, NULL,
                             NULL, NULL, command_cb, g_object_ref (held->owner));
}

static void
let_go (Held *held)
{
  DuoHeldAnswers *self = held->owner;

  g_ptr_array_remove (self->held, held);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_undone (Held *held)
{
  let_go (held);
}

static void
on_toast_gone (Held *held)
{
  send (held);
  let_go (held);
}

static void
duo_held_answers_dispose (GObject *object)
{
  DuoHeldAnswers *self = DUO_HELD_ANSWERS (object);

  g_ptr_array_set_size (self->held, 0);
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

  signals[CHANGED] =
      g_signal_new ("changed", DUO_TYPE_HELD_ANSWERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

void
duo_held_answers_hold (DuoHeldAnswers *self, DuoChat *chat, DuoVerb verb, const char *title)
{
  Held *held;

  g_return_if_fail (DUO_IS_HELD_ANSWERS (self));

  if (duo_held_answers_contain (self, chat))
    return;

  held = g_new0 (Held, 1);
  held->owner = self;
  held->chat = g_object_ref (chat);
  held->verb = verb;
  held->toast = adw_toast_new (title);
  adw_toast_set_use_markup (held->toast, FALSE);
  adw_toast_set_button_label (held->toast, _ ("Undo"));
  adw_toast_set_timeout (held->toast, 5);
  g_signal_connect_swapped (held->toast, "button-clicked", G_CALLBACK (on_undone), held);
  g_signal_connect_swapped (held->toast, "dismissed", G_CALLBACK (on_toast_gone), held);
  g_ptr_array_add (self->held, held);
  g_signal_emit (self, signals[CHANGED], 0);
  duo_window_add_toast (self->page, g_object_ref (held->toast));
}

gboolean
duo_held_answers_contain (DuoHeldAnswers *self, DuoChat *chat)
{
  g_return_val_if_fail (DUO_IS_HELD_ANSWERS (self), FALSE);

  for (guint i = 0; i < self->held->len; i++)
    if (((Held *) self->held->pdata[i])->chat == chat)
      return TRUE;
  return FALSE;
}

void
duo_held_answers_send_all (DuoHeldAnswers *self)
{
  g_return_if_fail (DUO_IS_HELD_ANSWERS (self));

  for (guint i = 0; i < self->held->len; i++)
    send (self->held->pdata[i]);
  g_ptr_array_set_size (self->held, 0);
}
