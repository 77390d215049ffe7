/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-cv-row.h"

#include <glib/gi18n.h>

#include "duo-cv-open.h"
#include "duo-window.h"

struct _DuoCvRow
{
  AdwActionRow parent_instance;

  DuoSession *session;
  char *person;
  DuoCvRecord *cv;
  GCancellable *opening; /* (nullable) */

  GtkWidget *icon;
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (DuoCvRow, duo_cv_row, ADW_TYPE_ACTION_ROW)

static void
update (DuoCvRow *self)
{
  g_autofree char *facts = self->cv ? duo_cv_format_facts (self->cv) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), self->opening ? _ ("Opening…") : facts);
  gtk_widget_set_visible (self->icon, self->opening == NULL);
  gtk_widget_set_visible (self->spinner, self->opening != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->cv != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, self->opening != NULL, -1);
}

/* A row that goes while it has the focus hands it on: GTK would keep the row, and all that the row keeps. */
static void
leave_focus (DuoCvRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root && gtk_root_get_focus (root) == GTK_WIDGET (self) &&
      !gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD))
    gtk_root_set_focus (root, NULL);
}

static void
say_error (DuoCvRow *self, const GError *error)
{
  g_autofree char *sentence = duo_cv_format_error (error);
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (GTK_WIDGET (self), toast);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DuoCvRow *self = DUO_CV_ROW (source);
  g_autoptr (GError) error = NULL;

  duo_cv_open_finish (result, &error);
  g_clear_object (&self->opening);
  update (self);
  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_error (self, error);
}

static void
on_activated (DuoCvRow *self)
{
  if (self->opening || !self->cv)
    return;
  self->opening = g_cancellable_new ();
  update (self);
  duo_cv_open_async (GTK_WIDGET (self), self->session, self->person, self->cv, self->opening, opened_cb,
                     NULL);
}

/* What is under way keeps the row: that it goes is seen here. */
static void
duo_cv_row_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (DUO_CV_ROW (widget)->opening);

  GTK_WIDGET_CLASS (duo_cv_row_parent_class)->unroot (widget);
}

static void
duo_cv_row_dispose (GObject *object)
{
  DuoCvRow *self = DUO_CV_ROW (object);

  g_clear_object (&self->opening);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_cv_row_parent_class)->dispose (object);
}

static void
duo_cv_row_finalize (GObject *object)
{
  DuoCvRow *self = DUO_CV_ROW (object);

  g_free (self->person);
  duo_cv_record_free (self->cv);

  G_OBJECT_CLASS (duo_cv_row_parent_class)->finalize (object);
}

static void
duo_cv_row_class_init (DuoCvRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_cv_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_cv_row_finalize;
  GTK_WIDGET_CLASS (klass)->unroot = duo_cv_row_unroot;
}

static GtkWidget *
add_suffix (DuoCvRow *self, GtkWidget *widget)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), widget);
  return widget;
}

static void
duo_cv_row_init (DuoCvRow *self)
{
  GtkWidget *page = gtk_image_new_from_icon_name ("x-office-document-symbolic");

  gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), page);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Open CV"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  self->icon = add_suffix (self, gtk_image_new_from_icon_name ("adw-external-link-symbolic"));
  self->spinner = add_suffix (self, adw_spinner_new ());
  g_signal_connect (self, "activated", G_CALLBACK (on_activated), NULL);
  update (self);
}

GtkWidget *
duo_cv_row_new (DuoSession *session)
{
  DuoCvRow *self = g_object_new (DUO_TYPE_CV_ROW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
duo_cv_row_show (DuoCvRow *self, const char *person, const DuoCvRecord *cv)
{
  g_return_if_fail (DUO_IS_CV_ROW (self));

  g_set_str (&self->person, person);
  duo_cv_record_free (self->cv);
  self->cv = duo_cv_record_copy (cv);
  if (!cv)
    leave_focus (self);
  update (self);
}
