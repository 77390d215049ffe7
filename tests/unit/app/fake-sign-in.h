/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-session.h"

G_BEGIN_DECLS

/* Signing in and out of a session without a service. What was asked for waits until the test says what comes of it. */

typedef struct
{
  char *address;
  char *email;
  char *password;
} FakeSignIn;

/* What was last asked to sign in with, or NULL where nobody waits. */
const FakeSignIn *fake_session_get_sign_in (DuoSession *self);
/* Ends the waiting: signed in, with @event (nullable) on screen. */
void fake_session_let_in (DuoSession *self, DuoEvent *event);
void fake_session_keep_out (DuoSession *self, DuoClientError code);

/* Whether a restore waits, and its end. @error may be NULL. */
gboolean fake_session_is_restoring (DuoSession *self);
void fake_session_restored (DuoSession *self, gboolean signed_in, GError *error);

guint fake_session_get_n_reconnects (DuoSession *self);
gboolean fake_session_left_keyring (DuoSession *self);
/* What a probe is answered from now on; NULL: "Made Up" is there. */
void fake_session_set_probe_error (DuoSession *self, const GError *error);

G_END_DECLS
