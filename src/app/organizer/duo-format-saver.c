/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-saver.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-touched-dialog.h"
#include "shell/duo-window.h"

struct _DuoFormatSaver
{
  GObject parent_instance;

  DuoSession *session;
  DuoEvent *event;
  GtkWidget *page;         /* weak */
  DuoFormatChange *change; /* (nullable): what is on its way */
  DuoFormatChange *undo;   /* (nullable): what takes the last one back */
  char *said;
  AdwToast *toast; /* (nullable): the last that offers to undo */
};

enum
{
  REFUSED,
  SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoFormatSaver, duo_format_saver, G_TYPE_OBJECT)

static void send_change (DuoFormatSaver *self);

/* What puts back what @change changes. A state cannot be put back, and neither can a chat that was cancelled. */
static DuoFormatChange *
make_undo (DuoFormatSaver *self)
{
  const DuoEventRecord *before = duo_event_get_record (self->event);
  DuoFormatChange *undo = duo_format_change_new ();

  if (self->change->contact)
    undo->contact = g_strdup (before->contact ? before->contact : "");
  for (guint i = 0; self->change->days && i < before->days->len; i++)
    duo_format_change_add_day (undo, before->days->pdata[i]);
  undo->has_format = self->change->has_format;
  undo->format = before->format;
  return undo;
}

static gboolean
cancels (const DuoFormatChange *change)
{
  for (guint i = 0; i < change->touched->len; i++)
    if (((DuoTouched *) change->touched->pdata[i])->cancel)
      return TRUE;
  return FALSE;
}

static void
settle (DuoFormatSaver *self)
{
  g_clear_pointer (&self->change, duo_format_change_free);
  g_signal_emit (self, signals[SETTLED], 0);
}

static void
show_toast (DuoFormatSaver *self, const char *title)
{
  if (self->page && gtk_widget_get_root (self->page))
    duo_window_add_toast (self->page,
                          g_object_new (ADW_TYPE_TOAST, "title", title, "use-markup", FALSE, NULL));
}

/* Only the last change is undone. */
static void
clear_toast (DuoFormatSaver *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  if (toast)
    adw_toast_dismiss (toast);
}

static void
on_undone (DuoFormatSaver *self)
{
  if (self->undo && !self->change)
    duo_format_saver_save (self, g_steal_pointer (&self->undo), NULL);
}

static void
say_saved (DuoFormatSaver *self)
{
  if (!self->said)
    g_clear_pointer (&self->undo, duo_format_change_free);
  if (!self->undo || !self->page || !gtk_widget_get_root (self->page))
    {
      show_toast (self, self->said ? self->said : _ ("Undone"));
      return;
    }
  self->toast = adw_toast_new (self->said);
  adw_toast_set_use_markup (self->toast, FALSE);
  adw_toast_set_button_label (self->toast, _ ("_Undo"));
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (on_undone), self, G_CONNECT_SWAPPED);
  duo_window_add_toast (self->page, g_object_ref (self->toast));
}

static void
on_touched_answered (DuoFormatSaver *self, gboolean apply, DuoTouchedDialog *dialog)
{
  if (!apply || !self->change)
    {
      settle (self);
      return;
    }
  duo_touched_dialog_answer (dialog, self->change);
  send_change (self);
}

static void
ask (DuoFormatSaver *self, GPtrArray *touched)
{
  GtkWidget *dialog;

  if (!self->page || !gtk_widget_get_root (self->page))
    {
      settle (self);
      return;
    }
  dialog = duo_touched_dialog_new (self->event, self->change, touched);
  g_signal_connect_object (dialog, "answered", G_CALLBACK (on_touched_answered), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), self->page);
}

static void
fail (DuoFormatSaver *self, const GError *error)
{
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE))
    show_toast (self, _ ("Somebody else changed the event meanwhile. This is how it is now."));
  else if (self->page && gtk_widget_get_root (self->page))
    duo_window_add_error_toast (self->page, error);
  settle (self);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoFormatSaver) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatAnswer) answer =
      duo_session_change_format_finish (DUO_SESSION (source), result, &error);

  if (!answer)
    {
      fail (self, error);
      return;
    }
  if (answer->touched->len > 0)
    {
      ask (self, answer->touched);
      return;
    }
  if (answer->fault == DUO_FORMAT_FINE)
    say_saved (self);
  settle (self);
  if (answer->fault != DUO_FORMAT_FINE)
    g_signal_emit (self, signals[REFUSED], 0, (int) answer->fault);
}

static void
send_change (DuoFormatSaver *self)
{
  clear_toast (self);
  g_clear_pointer (&self->undo, duo_format_change_free);
  if (!self->change->has_state && !cancels (self->change))
    self->undo = make_undo (self);
  duo_session_change_format_async (self->session, self->event, self->change, NULL, changed_cb,
                                   g_object_ref (self));
}

static void
duo_format_saver_dispose (GObject *object)
{
  DuoFormatSaver *self = DUO_FORMAT_SAVER (object);

  clear_toast (self);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->change, duo_format_change_free);
  g_clear_pointer (&self->undo, duo_format_change_free);
  g_clear_pointer (&self->said, g_free);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_format_saver_parent_class)->dispose (object);
}

static void
duo_format_saver_class_init (DuoFormatSaverClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_format_saver_dispose;

  signals[REFUSED] = g_signal_new ("refused", DUO_TYPE_FORMAT_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SETTLED] =
      g_signal_new ("settled", DUO_TYPE_FORMAT_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_format_saver_init (DuoFormatSaver *self)
{
}

DuoFormatSaver *
duo_format_saver_new (DuoSession *session, DuoEvent *event, GtkWidget *page)
{
  DuoFormatSaver *self = g_object_new (DUO_TYPE_FORMAT_SAVER, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (event);
  g_set_weak_pointer (&self->page, page);
  return self;
}

gboolean
duo_format_saver_is_busy (DuoFormatSaver *self)
{
  g_return_val_if_fail (DUO_IS_FORMAT_SAVER (self), FALSE);

  return self->change != NULL;
}

void
duo_format_saver_save (DuoFormatSaver *self, DuoFormatChange *change, const char *said)
{
  g_return_if_fail (DUO_IS_FORMAT_SAVER (self));
  g_return_if_fail (self->change == NULL);

  self->change = change;
  g_set_str (&self->said, said);
  send_change (self);
}
