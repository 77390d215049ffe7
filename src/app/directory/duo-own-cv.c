/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-own-cv.h"

#include <glib/gi18n.h>

#include "duo-cv-file.h"
#include "duo-cv-upload.h"
#include "shell/duo-announce.h"
#include "shell/duo-cv-open.h"
#include "shell/duo-window.h"

#define UNDO_SECONDS 5

struct _DuoOwnCv
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  GCancellable *sending; /* (nullable) */
  GCancellable *opening; /* (nullable) */
  char *name;            /* of the file that is sent */
  guint wait;            /* seconds until that is tried again; 0: it is on its way */
  AdwToast *held;        /* (nullable): as long as it is there, what was removed can be brought back */
  guint undo_seconds;    /* how long that is */
  gboolean removing;     /* the service is told */
  GFile *next;           /* (nullable): to be sent when it has answered */
  GtkWidget *window;     /* weak: where it is shown, or was shown last */
  GApplication *program; /* weak: whose window that is */
  GApplication *keeper;  /* (nullable): does not end before the service has answered */

  AdwActionRow *row;
  GtkProgressBar *progress;
  GtkLabel *problem;
  GtkWidget *add;
  GtkWidget *open;
  GtkWidget *replace;
  GtkWidget *remove;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (DuoOwnCv, duo_own_cv, ADW_TYPE_BIN)

/* ── what there is ── */

/* (nullable): NULL also while one is being taken away */
static const DuoCvRecord *
get_cv (DuoOwnCv *self)
{
  const DuoWireMe *me = duo_session_get_me (self->session, self->event);

  return me && !self->held && !self->removing ? me->cv : NULL;
}

static char *
dup_sending (DuoOwnCv *self)
{
  if (self->wait == 0)
    return g_strdup (_ ("Sending…"));

  return g_strdup_printf (ngettext ("The service is busy. Trying again in %u second…",
                                    "The service is busy. Trying again in %u seconds…", self->wait),
                          self->wait);
}

static char *
dup_invitation (void)
{
  g_autofree char *most = g_format_size (DUO_MAX_CV);

  /* TRANSLATORS: %s is a size: "5.2 MB" */
  return g_strdup_printf (_ ("A PDF of up to %s. Choose it, or drop it here."), most);
}

static void
show_row (DuoOwnCv *self, const DuoCvRecord *cv)
{
  g_autofree char *sending = self->sending ? dup_sending (self) : NULL;
  g_autofree char *size = cv ? g_format_size (cv->size) : dup_invitation ();
  const char *title = cv ? cv->name : _ ("No CV Yet");
  const char *subtitle = size;

  if (self->sending)
    {
      title = self->name;
      subtitle = sending;
    }
  else if (self->opening)
    subtitle = _ ("Opening…");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_subtitle (self->row, subtitle);
}

static void
enable (DuoOwnCv *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

static void
update_actions (DuoOwnCv *self, const DuoCvRecord *cv)
{
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;

  enable (self, "cv.choose", online && !self->sending);
  enable (self, "cv.open", online && cv && !self->opening);
  enable (self, "cv.remove", online && cv && !self->sending);
  enable (self, "cv.cancel", self->sending != NULL);
}

static void
update (DuoOwnCv *self)
{
  const DuoCvRecord *cv = get_cv (self);
  gboolean sending = self->sending != NULL;

  show_row (self, cv);
  update_actions (self, cv);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), sending);
  gtk_widget_set_visible (self->add, !sending && !cv);
  gtk_widget_set_visible (self->open, !sending && cv);
  gtk_widget_set_visible (self->replace, !sending && cv);
  gtk_widget_set_visible (self->remove, !sending && cv);
  gtk_widget_set_visible (self->cancel, sending);
}

/* ── what went wrong ── */

/* @sentence: (nullable): nothing is wrong any more */
static void
set_problem (DuoOwnCv *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (sentence)
    duo_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Whoever has closed the page meanwhile hears of it in the window. */
static void
say_problem (DuoOwnCv *self, const char *sentence)
{
  AdwToast *toast;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      set_problem (self, sentence);
      return;
    }
  if (!self->window)
    return;
  toast = adw_toast_new (sentence);
  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (self->window, toast);
}

static void
say_error (DuoOwnCv *self, const GError *error)
{
  g_autofree char *sentence = duo_cv_format_error (error);

  say_problem (self, sentence);
}

static char *
dup_too_large (void)
{
  g_autofree char *most = g_format_size (DUO_MAX_CV);

  /* TRANSLATORS: %s is a size: "5.2 MB" */
  return g_strdup_printf (
      _ ("This file is larger than %s. Save your CV with smaller pictures, then choose it again."), most);
}

static void
say_fault (DuoOwnCv *self, DuoCvFault fault)
{
  g_autofree char *too_large = dup_too_large ();

  if (fault == DUO_CV_TOO_LARGE)
    say_problem (self, too_large);
  else
    say_problem (self, _ ("This file is not a PDF. Save or export your CV as a PDF, then choose that file."));
}

/* ── the program ── */

/* What is under way is not broken off because the last window was closed. */
static void
hold_program (DuoOwnCv *self)
{
  if (g_set_object (&self->keeper, self->program))
    g_application_hold (self->keeper);
}

static void
release_program (DuoOwnCv *self)
{
  if (self->keeper)
    g_application_release (self->keeper);
  g_clear_object (&self->keeper);
}

/* ── sending ── */

static void take_back_removal (DuoOwnCv *self);

static void
end_sending (DuoOwnCv *self)
{
  g_clear_object (&self->sending);
  self->wait = 0;
  release_program (self);
  update (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!duo_session_load_me_finish (DUO_SESSION (source), result, &error))
    g_message ("It is not known which CV there is: %s", error->message);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoOwnCv) self = data;
  g_autoptr (GError) error = NULL;

  duo_cv_upload_finish (result, &error);
  end_sending (self);
  if (!error)
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_error (self, error);
  else if (duo_session_get_state (self->session) != DUO_SESSION_SIGNED_OUT)
    /* It may have been too late for that. */
    duo_session_load_me_async (self->session, self->event, NULL, looked_cb, NULL);
}

static void
on_progress (double fraction, guint wait, gpointer data)
{
  DuoOwnCv *self = data;
  gboolean begins = wait > 0 && self->wait == 0;

  gtk_progress_bar_set_fraction (self->progress, fraction);
  if (wait == self->wait)
    return;
  self->wait = wait;
  show_row (self, get_cv (self));
  if (begins)
    duo_announce (GTK_WIDGET (self), adw_action_row_get_subtitle (self->row),
                  GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoOwnCv) self = data;
  g_autoptr (GError) error = NULL;
  DuoCvFault fault;
  g_autoptr (GBytes) body = duo_cv_file_load_finish (G_FILE (source), result, &fault, &error);

  if (body)
    {
      duo_cv_upload_async (self->session, self->name, body, on_progress, self, self->sending, sent_cb,
                           g_object_ref (self));
      return;
    }
  end_sending (self);
  if (fault != DUO_CV_FINE)
    say_fault (self, fault);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_problem (self, _ ("This file cannot be read. Choose another one."));
}

static gboolean
may_send (DuoOwnCv *self)
{
  return !self->sending && duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
}

static void
send (DuoOwnCv *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  g_free (self->name);
  self->name = duo_cv_dup_name (name);
  self->sending = g_cancellable_new ();
  hold_program (self);
  gtk_progress_bar_set_fraction (self->progress, 0);
  set_problem (self, NULL);
  update (self);
  gtk_widget_grab_focus (self->cancel);
  duo_cv_file_load_async (file, self->sending, loaded_cb, g_object_ref (self));
}

void
duo_own_cv_take_file (DuoOwnCv *self, GFile *file)
{
  g_return_if_fail (DUO_IS_OWN_CV (self));

  if (!may_send (self))
    return;
  /* It takes the place of the other one in any case; what the service is told at once may come in any order. */
  take_back_removal (self);
  if (self->removing)
    g_set_object (&self->next, file);
  else
    send (self, file);
}

/* (nullable), borrowed: file managers drop a list, some programs a file; of several nobody knows which is meant */
static GFile *
get_dropped (const GValue *value)
{
  g_autoptr (GSList) files = NULL;

  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    return g_value_get_object (value);
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  return files && !files->next ? files->data : NULL;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  GFile *file = get_dropped (value);

  if (!may_send (data))
    return FALSE;
  if (file)
    duo_own_cv_take_file (data, file);
  else
    say_problem (data, _ ("Only one file can be your CV. Drop that one alone."));
  return file != NULL;
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoOwnCv) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file)
    duo_own_cv_take_file (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    say_error (self, error);
}

static GListModel *
make_filters (void)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("PDF Files"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

static void
on_choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = make_filters ();

  gtk_file_dialog_set_title (dialog, _ ("Choose Your CV"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb,
                        g_object_ref (widget));
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (DUO_OWN_CV (widget)->sending);
}

/* ── opening ── */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DuoOwnCv *self = DUO_OWN_CV (source);
  g_autoptr (GError) error = NULL;

  duo_cv_open_finish (result, &error);
  g_clear_object (&self->opening);
  if (!self->session)
    return;
  update (self);
  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_error (self, error);
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoOwnCv *self = DUO_OWN_CV (widget);

  self->opening = g_cancellable_new ();
  set_problem (self, NULL);
  update (self);
  duo_cv_open_async (widget, self->session, duo_event_get_record (self->event)->me, get_cv (self),
                     self->opening, opened_cb, NULL);
}

/* ── removing ── */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoOwnCv) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) next = g_steal_pointer (&self->next);

  duo_session_remove_cv_finish (DUO_SESSION (source), result, &error);
  self->removing = FALSE;
  release_program (self);
  update (self);
  if (next && may_send (self))
    send (self, next);
  else if (error)
    say_error (self, error);
}

/* (transfer full) (nullable): from now on it is only a toast */
static AdwToast *
steal_held (DuoOwnCv *self)
{
  if (self->held)
    g_signal_handlers_disconnect_by_data (self->held, self);
  return g_steal_pointer (&self->held);
}

/* What was removed goes as soon as nobody can bring it back any more. */
static void
let_go (DuoOwnCv *self)
{
  g_autoptr (AdwToast) toast = steal_held (self);

  if (!toast)
    return;
  self->removing = TRUE;
  hold_program (self);
  duo_session_remove_cv_async (self->session, NULL, removed_cb, g_object_ref (self));
}

/* Before its time: the toast would keep what lies below it. */
static void
hurry_held (DuoOwnCv *self)
{
  g_autoptr (AdwToast) toast = self->held ? g_object_ref (self->held) : NULL;

  let_go (self);
  if (toast)
    adw_toast_dismiss (toast);
}

static void
take_back_removal (DuoOwnCv *self)
{
  g_autoptr (AdwToast) toast = steal_held (self);

  if (toast)
    adw_toast_dismiss (toast);
}

static void
on_undo (DuoOwnCv *self)
{
  g_autoptr (AdwToast) toast = steal_held (self);

  update (self);
  gtk_widget_grab_focus (self->remove);
}

static void
on_remove (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoOwnCv *self = DUO_OWN_CV (widget);
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  g_return_if_fail (overlay != NULL && !self->held);

  self->held = adw_toast_new (_ ("CV removed"));
  adw_toast_set_button_label (self->held, _ ("Undo"));
  adw_toast_set_timeout (self->held, self->undo_seconds);
  g_signal_connect_swapped (self->held, "button-clicked", G_CALLBACK (on_undo), self);
  g_signal_connect_swapped (self->held, "dismissed", G_CALLBACK (let_go), self);
  set_problem (self, NULL);
  update (self);
  gtk_widget_grab_focus (self->add);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), g_object_ref (self->held));
}

/* ── life ── */

/* Whoever signs in next is somebody else. */
static void
on_state (DuoOwnCv *self)
{
  if (duo_session_get_state (self->session) == DUO_SESSION_SIGNED_OUT)
    g_cancellable_cancel (self->sending);
  update (self);
}

static void
duo_own_cv_map (GtkWidget *widget)
{
  DuoOwnCv *self = DUO_OWN_CV (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  if (self->window)
    g_signal_handlers_disconnect_by_func (self->window, duo_own_cv_leave, self);
  g_set_weak_pointer (&self->window, GTK_WIDGET (window));
  g_set_weak_pointer (&self->program, G_APPLICATION (gtk_window_get_application (window)));
  g_signal_connect_object (window, "unmap", G_CALLBACK (duo_own_cv_leave), self, G_CONNECT_SWAPPED);
  GTK_WIDGET_CLASS (duo_own_cv_parent_class)->map (widget);
}

static void
duo_own_cv_dispose (GObject *object)
{
  DuoOwnCv *self = DUO_OWN_CV (object);

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->program);
  g_clear_object (&self->sending);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->next);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_OWN_CV);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_own_cv_parent_class)->dispose (object);
}

static void
duo_own_cv_finalize (GObject *object)
{
  g_free (DUO_OWN_CV (object)->name);

  G_OBJECT_CLASS (duo_own_cv_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "cv.choose", NULL, on_choose);
  gtk_widget_class_install_action (widget_class, "cv.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "cv.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "cv.remove", NULL, on_remove);
}

static void
duo_own_cv_class_init (DuoOwnCvClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_own_cv_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_own_cv_finalize;
  widget_class->map = duo_own_cv_map;

  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duologue/Duologue/ui/duo-own-cv.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, row);
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, progress);
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, problem);
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, add);
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, open);
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, replace);
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, remove);
  gtk_widget_class_bind_template_child (widget_class, DuoOwnCv, cancel);
}

static void
duo_own_cv_init (DuoOwnCv *self)
{
  GType types[] = {GDK_TYPE_FILE_LIST, G_TYPE_FILE};
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  self->undo_seconds = UNDO_SECONDS;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
duo_own_cv_new (DuoSession *session, DuoEvent *event)
{
  DuoOwnCv *self = g_object_new (DUO_TYPE_OWN_CV, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (event);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "me-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
duo_own_cv_set_undo_seconds (DuoOwnCv *self, guint seconds)
{
  g_return_if_fail (DUO_IS_OWN_CV (self));

  self->undo_seconds = seconds;
}

void
duo_own_cv_leave (DuoOwnCv *self)
{
  g_return_if_fail (DUO_IS_OWN_CV (self));

  g_cancellable_cancel (self->opening);
  hurry_held (self);
}
