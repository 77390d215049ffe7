/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-my-profile-dialog.h"

#include <glib/gi18n.h>

#include "duo-own-cv.h"
#include "duo-profile.h"
#include "shell/duo-loading.h"
#include "shell/duo-offline-banner.h"
#include "shell/duo-sentence.h"

struct _DuoMyProfileDialog
{
  AdwDialog parent_instance;

  DuoSession *session;
  DuoEvent *event;
  GCancellable *loading; /* (nullable) */
  GtkWidget *cv;         /* (nullable) */

  AdwWindowTitle *title;
  AdwToolbarView *view;
  AdwToastOverlay *overlay;
};

G_DEFINE_FINAL_TYPE (DuoMyProfileDialog, duo_my_profile_dialog, ADW_TYPE_DIALOG)

static void load (DuoMyProfileDialog *self);

static void
set_content (DuoMyProfileDialog *self, GtkWidget *content)
{
  adw_toast_overlay_set_child (self->overlay, content);
}

/* A colleague's company is known; of a talent there is none to know. */
static DuoPerson *
dup_person (DuoMyProfileDialog *self, const DuoWireMe *me)
{
  DuoPerson *known = duo_event_find_person (self->event, me->person->id);

  return known ? g_object_ref (known) : duo_person_new (me->person, NULL);
}

/* Rebuilt only where it is not there yet: what the user is about to do with the CV stays. */
static void
show_profile (DuoMyProfileDialog *self)
{
  const DuoWireMe *me = duo_session_get_me (self->session, self->event);
  g_autoptr (DuoPerson) person = NULL;
  GtkWidget *profile;

  if (DUO_IS_PROFILE (adw_toast_overlay_get_child (self->overlay)))
    return;
  person = dup_person (self, me);
  profile = g_object_new (DUO_TYPE_PROFILE, NULL);
  if (me->person->role == DUO_ROLE_TALENT)
    self->cv = duo_own_cv_new (self->session, self->event);
  duo_profile_set_up (DUO_PROFILE (profile), self->session, person);
  duo_profile_set_own (DUO_PROFILE (profile), self->cv);
  gtk_widget_add_css_class (profile, "narrow");
  set_content (self, profile);
}

static void
show_error (DuoMyProfileDialog *self, const GError *error)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *again = gtk_button_new_with_label (_ ("Try Again"));
  g_autofree char *sentence = duo_sentence_for_error (error);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "avatar-default-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Your Profile Could Not Be Loaded"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  gtk_widget_add_css_class (page, "compact");
  gtk_widget_set_halign (again, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (again, "pill");
  g_signal_connect_object (again, "clicked", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), again);
  set_content (self, page);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoMyProfileDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean loaded = duo_session_load_me_finish (DUO_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  /* What was known before is better than nothing; the banner says that it may be old. */
  if (loaded || duo_session_get_me (self->session, self->event))
    show_profile (self);
  else
    show_error (self, error);
}

static void
load (DuoMyProfileDialog *self)
{
  if (self->loading)
    return;
  self->loading = g_cancellable_new ();
  if (duo_session_get_me (self->session, self->event))
    show_profile (self);
  else
    set_content (self, GTK_WIDGET (duo_loading_new (_ ("Loading Your Profile…"))));
  duo_session_load_me_async (self->session, self->event, self->loading, loaded_cb, g_object_ref (self));
}

static void
on_state (DuoMyProfileDialog *self)
{
  if (duo_session_get_state (self->session) == DUO_SESSION_ONLINE)
    load (self);
}

/* Another event is another participation, and nobody's profile is shown to who signed out. */
static void
on_event (DuoMyProfileDialog *self)
{
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
duo_my_profile_dialog_dispose (GObject *object)
{
  DuoMyProfileDialog *self = DUO_MY_PROFILE_DIALOG (object);

  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_my_profile_dialog_parent_class)->dispose (object);
}

static void
duo_my_profile_dialog_closed (AdwDialog *dialog)
{
  DuoMyProfileDialog *self = DUO_MY_PROFILE_DIALOG (dialog);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->cv)
    duo_own_cv_leave (DUO_OWN_CV (self->cv));
  /* libadwaita may keep the sheet for a while; what is on it goes now. */
  self->cv = NULL;
  adw_dialog_set_child (dialog, NULL);
}

static void
duo_my_profile_dialog_class_init (DuoMyProfileDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_my_profile_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = duo_my_profile_dialog_closed;
}

static void
duo_my_profile_dialog_init (DuoMyProfileDialog *self)
{
  AdwDialog *dialog = ADW_DIALOG (self);
  GtkWidget *header = adw_header_bar_new ();

  self->view = ADW_TOOLBAR_VIEW (adw_toolbar_view_new ());
  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("My Profile"), NULL));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_toolbar_view_add_top_bar (self->view, header);
  adw_toolbar_view_set_content (self->view, GTK_WIDGET (self->overlay));
  adw_dialog_set_title (dialog, _ ("My Profile"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 680);
  adw_dialog_set_child (dialog, GTK_WIDGET (self->view));
}

/* Of organizers there is no page that anybody else sees. */
static const char *
describe (DuoRole role)
{
  switch ((guint) role)
    {
    case DUO_ROLE_TALENT:
      return _ ("As recruiters see you");
    case DUO_ROLE_RECRUITER:
      return _ ("As talents see you");
    default:
      return NULL;
    }
}

AdwDialog *
duo_my_profile_dialog_new (DuoSession *session)
{
  DuoMyProfileDialog *self = g_object_new (DUO_TYPE_MY_PROFILE_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  adw_window_title_set_subtitle (self->title, describe (duo_event_get_role (self->event)));
  duo_offline_banner_add (session, self->view);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}
