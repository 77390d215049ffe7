/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-format-saver.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-format-merge.h"
#include "duo-touched-dialog.h"
#include "shell/duo-window.h"

/* Who turns a number by several steps means the last one. */
#define SAVE_MS 600

typedef struct
{
  DuoEventRecord *seen;   /* what it was made from */
  DuoEventRecord *wanted; /* what was made of it */
  char *said;             /* (nullable): what the toast says; none: it takes back */
} Edit;

struct _DuoFormatSaver
{
  GObject parent_instance;

  DuoSession *session;
  DuoEvent *event;
  GtkWidget *page; /* weak */
  guint timer;
  Edit *turning;           /* (nullable): until the timer */
  GQueue waiting;          /* Edit: what came while another was on its way */
  Edit *edit;              /* (nullable): on its way, or asked about */
  DuoFormatChange *change; /* (nullable): what @edit says to the service */
  Edit *undo;              /* (nullable): what takes the last one back */
  AdwToast *toast;         /* (nullable): the last that offers to undo */
};

enum
{
  REFUSED,
  SETTLED,
  UNDO_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoFormatSaver, duo_format_saver, G_TYPE_OBJECT)

static void send_next (DuoFormatSaver *self);

static Edit *
edit_new (const DuoEventRecord *seen, const DuoEventRecord *wanted, const char *said)
{
  Edit *edit = g_new0 (Edit, 1);

  *edit = (Edit) {duo_event_record_copy (seen), duo_event_record_copy (wanted), g_strdup (said)};
  return edit;
}

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  duo_event_record_free (edit->seen);
  duo_event_record_free (edit->wanted);
  g_free (edit->said);
  g_free (edit);
}

static void
take (DuoEventRecord **record, DuoEventRecord *other)
{
  duo_event_record_free (*record);
  *record = other;
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
show_toast (DuoFormatSaver *self, const char *title)
{
  if (self->page && gtk_widget_get_root (self->page))
    duo_window_add_toast (self->page,
                          g_object_new (ADW_TYPE_TOAST, "title", title, "use-markup", FALSE, NULL));
}

static void
take_undo (DuoFormatSaver *self, Edit *undo)
{
  g_clear_pointer (&self->undo, edit_free);
  self->undo = undo;
  g_signal_emit (self, signals[UNDO_CHANGED], 0);
}

/* Only the last change is undone. */
static void
clear_undo (DuoFormatSaver *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  take_undo (self, NULL);
  if (toast)
    adw_toast_dismiss (toast);
}

/* ── what waits ── */

static void
lay_over (DuoEventRecord **record, const Edit *edit)
{
  if (edit)
    take (record, duo_event_record_merge (edit->seen, edit->wanted, *record, NULL));
}

/* (transfer full): the event with all but what is being turned */
static DuoEventRecord *
dup_queued (DuoFormatSaver *self)
{
  DuoEventRecord *record = duo_event_record_copy (duo_event_get_record (self->event));

  lay_over (&record, self->edit);
  for (GList *link = self->waiting.head; link; link = link->next)
    lay_over (&record, link->data);
  return record;
}

/* Lays @edit over the event as it is @now, and says so where somebody else was faster. */
static void
rebase (DuoFormatSaver *self, Edit *edit, const DuoEventRecord *now)
{
  gboolean clash;
  DuoEventRecord *merged = duo_event_record_merge (edit->seen, edit->wanted, now, &clash);

  take (&edit->seen, duo_event_record_copy (now));
  take (&edit->wanted, merged);
  if (clash)
    show_toast (self, _ ("Somebody else changed the event meanwhile. This is how it is now."));
}

/* What waits was made from an event in which the one on its way was done: it is not. */
static void
give_up (DuoFormatSaver *self)
{
  const Edit *failed = self->edit;

  for (GList *link = self->waiting.head; link; link = link->next)
    {
      Edit *edit = link->data;

      take (&edit->seen, duo_event_record_merge (failed->wanted, failed->seen, edit->seen, NULL));
      take (&edit->wanted, duo_event_record_merge (failed->wanted, failed->seen, edit->wanted, NULL));
    }
}

static void
queue_turned (DuoFormatSaver *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->turning)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&self->turning));
}

static void
turned_cb (gpointer data)
{
  DuoFormatSaver *self = data;

  self->timer = 0;
  duo_format_saver_flush (self);
}

/* ── what comes back ── */

static void
settle (DuoFormatSaver *self, DuoFormatFault fault)
{
  g_clear_pointer (&self->change, duo_format_change_free);
  g_clear_pointer (&self->edit, edit_free);
  g_signal_emit (self, signals[SETTLED], 0);
  if (fault != DUO_FORMAT_FINE)
    g_signal_emit (self, signals[REFUSED], 0, (int) fault);
  send_next (self);
}

/* A state cannot be put back, and neither can a chat that was cancelled. */
static void
say_saved (DuoFormatSaver *self)
{
  const Edit *edit = self->edit;

  if (!edit->said || self->change->has_state || cancels (self->change) || self->turning ||
      !g_queue_is_empty (&self->waiting) || !self->page || !gtk_widget_get_root (self->page))
    {
      show_toast (self, edit->said ? edit->said : _ ("Undone"));
      return;
    }
  take_undo (self, edit_new (edit->wanted, edit->seen, NULL));
  self->toast = adw_toast_new (edit->said);
  adw_toast_set_use_markup (self->toast, FALSE);
  adw_toast_set_button_label (self->toast, _ ("_Undo"));
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (duo_format_saver_undo), self,
                           G_CONNECT_SWAPPED);
  duo_window_add_toast (self->page, g_object_ref (self->toast));
}

static void send_edit (DuoFormatSaver *self);

static void
on_touched_answered (DuoTouchedDialog *dialog, gboolean apply, DuoFormatSaver *self)
{
  if (!self->change)
    return;
  if (!apply)
    {
      give_up (self);
      settle (self, DUO_FORMAT_FINE);
      return;
    }
  duo_touched_dialog_answer (dialog, self->change);
  send_edit (self);
}

/* The page may go to another event while the question is open. */
static void
ask (DuoFormatSaver *self, GPtrArray *touched)
{
  GtkWidget *dialog;

  if (!self->page || !gtk_widget_get_root (self->page))
    {
      give_up (self);
      settle (self, DUO_FORMAT_FINE);
      return;
    }
  dialog = duo_touched_dialog_new (self->event, self->change, touched);
  g_signal_connect_data (dialog, "answered", G_CALLBACK (on_touched_answered), g_object_ref (self),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  adw_dialog_present (ADW_DIALOG (dialog), self->page);
}

static void
fail (DuoFormatSaver *self, const GError *error)
{
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE))
    {
      /* What somebody else did meanwhile may well be about something else. */
      if (duo_event_get_record (self->event)->changed != self->change->seen)
        {
          send_edit (self);
          return;
        }
      show_toast (self, _ ("Somebody else changed the event meanwhile. This is how it is now."));
    }
  else if (self->page && gtk_widget_get_root (self->page))
    {
      duo_window_add_error_toast (self->page, error);
    }
  give_up (self);
  settle (self, DUO_FORMAT_FINE);
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
  else
    give_up (self);
  settle (self, answer->fault);
}

static void
send_edit (DuoFormatSaver *self)
{
  g_autoptr (DuoFormatChange) answered = g_steal_pointer (&self->change);

  rebase (self, self->edit, duo_event_get_record (self->event));
  self->change = duo_format_change_new_between (self->edit->seen, self->edit->wanted);
  if (!self->change)
    {
      settle (self, DUO_FORMAT_FINE);
      return;
    }
  if (answered)
    {
      g_ptr_array_unref (self->change->touched);
      self->change->touched = g_ptr_array_ref (answered->touched);
      g_set_str (&self->change->reason, answered->reason);
    }
  duo_session_change_format_async (self->session, self->event, self->change, NULL, changed_cb,
                                   g_object_ref (self));
}

static void
send_next (DuoFormatSaver *self)
{
  if (self->edit || g_queue_is_empty (&self->waiting))
    return;
  clear_undo (self);
  self->edit = g_queue_pop_head (&self->waiting);
  send_edit (self);
}

static void
duo_format_saver_dispose (GObject *object)
{
  DuoFormatSaver *self = DUO_FORMAT_SAVER (object);

  clear_undo (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->turning, edit_free);
  g_queue_clear_full (&self->waiting, edit_free);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->change, duo_format_change_free);
  g_clear_pointer (&self->edit, edit_free);
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
  signals[UNDO_CHANGED] = g_signal_new ("undo-changed", DUO_TYPE_FORMAT_SAVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
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

DuoEventRecord *
duo_format_saver_dup_wanted (DuoFormatSaver *self)
{
  DuoEventRecord *record;

  g_return_val_if_fail (DUO_IS_FORMAT_SAVER (self), NULL);

  record = dup_queued (self);
  lay_over (&record, self->turning);
  return record;
}

void
duo_format_saver_turn (DuoFormatSaver *self, const DuoFormat *format, DuoFormatMembers turned)
{
  g_autoptr (DuoEventRecord) queued = NULL;

  g_return_if_fail (DUO_IS_FORMAT_SAVER (self));

  queued = dup_queued (self);
  if (self->turning)
    rebase (self, self->turning, queued);
  else
    self->turning = edit_new (queued, queued, _ ("Saved"));
  duo_format_lay (&self->turning->wanted->format, format, turned);
  clear_undo (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (SAVE_MS, turned_cb, self);
}

void
duo_format_saver_save (DuoFormatSaver *self,
                       const DuoEventRecord *seen,
                       const DuoEventRecord *wanted,
                       const char *said)
{
  g_return_if_fail (DUO_IS_FORMAT_SAVER (self));
  g_return_if_fail (said != NULL);

  queue_turned (self);
  g_queue_push_tail (&self->waiting, edit_new (seen, wanted, said));
  send_next (self);
}

gboolean
duo_format_saver_can_undo (DuoFormatSaver *self)
{
  g_return_val_if_fail (DUO_IS_FORMAT_SAVER (self), FALSE);

  return self->undo != NULL;
}

void
duo_format_saver_undo (DuoFormatSaver *self)
{
  g_return_if_fail (DUO_IS_FORMAT_SAVER (self));

  if (!self->undo)
    return;
  g_queue_push_tail (&self->waiting, g_steal_pointer (&self->undo));
  g_signal_emit (self, signals[UNDO_CHANGED], 0);
  send_next (self);
}

void
duo_format_saver_flush (DuoFormatSaver *self)
{
  g_return_if_fail (DUO_IS_FORMAT_SAVER (self));

  queue_turned (self);
  send_next (self);
}
