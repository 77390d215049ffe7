/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-media-source.h"
#include "duo-session.h"
#include "duo-demo.h"

G_BEGIN_DECLS

/**
 * DuoTestSource:
 *
 * What `--test-source` says: a drawn person of this size and rate takes the place of camera and microphone.
 */
typedef struct
{
  guint width;
  guint height;
  guint rate;
} DuoTestSource;

/* Reads "640x360@15"; "" is a usual size. FALSE where it is neither. */
gboolean duo_test_source_parse (const char *text, DuoTestSource *test);

#define DUO_TYPE_WINDOW (duo_window_get_type ())
G_DECLARE_FINAL_TYPE (DuoWindow, duo_window, DUO, WINDOW, AdwApplicationWindow)

/**
 * DuoWindow:
 *
 * The one window: sign-in or shell, with pages pushed over it. Class actions for all pages, parameter a string id:
 * win.show-person, win.pick-time (person), win.request (person), win.move-chat (chat), win.join (chat),
 * win.show-request (chat); and win.inbox.
 * Signal: `looks-changed ()`: another page or view is on screen.
 *
 * duo_window_new:
 * @settings: (nullable): where the window's size is remembered
 * @test: (nullable): a drawn person instead of devices
 */
DuoWindow *duo_window_new (GtkApplication *application,
                           DuoSession *session,
                           GSettings *settings,
                           const DuoTestSource *test);

/* Says that it is still opening, where it is shown before it is settled. */
void duo_window_wait (DuoWindow *self);
/* The profile's session knows by now whether somebody is signed in: shows what that means, or what went wrong. */
void duo_window_settle (DuoWindow *self, const GError *error);
/* Shows another session; @demo (nullable) is the demo event that it belongs to. */
void duo_window_set_session (DuoWindow *self, DuoSession *session, DuoDemo *demo);
/* The service to sign in to, as `--address` or a link says it. */
void duo_window_set_address (DuoWindow *self, const char *address);
void duo_window_open_link (DuoWindow *self, const char *address);
void duo_window_demo_failed (DuoWindow *self, const GError *error);

/* Whether what is on screen in it shows how @chat is. */
gboolean duo_window_shows_chat (DuoWindow *self, DuoChat *chat);

/* Whether a call goes on in it; then it asks first whether to leave, and closes after a yes. */
gboolean duo_window_ask_to_close (DuoWindow *self);

/* Shows @toast (taken over) in the window of @any_child. */
void duo_window_add_toast (GtkWidget *any_child, AdwToast *toast);
/* Says the sentence of @error there; nothing where it was cancelled. */
void duo_window_add_error_toast (GtkWidget *any_child, const GError *error);
/* Whether, and how, a drawn person takes the place of devices in the window of @any_child. */
gboolean duo_window_get_test_source (GtkWidget *any_child, DuoTestSource *test);

/* (nullable): what the profile of @any_child's window remembers; NULL where nothing is. Borrowed. */
GSettings *duo_window_get_settings (GtkWidget *any_child);

G_END_DECLS
