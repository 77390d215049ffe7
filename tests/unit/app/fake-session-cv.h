/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-session-cv.h"

G_BEGIN_DECLS

/* What of a session in tests of pages is about oneself and CVs. Each asks for one thing at a time and waits until the test
 * answers; @error (transfer full) (nullable). */

/* What is known of oneself from the start. (nullable): @cv: "NAME", of 214 kB */
void fake_session_set_me (DuoSession *self, DuoRole role, const char *cv);
void fake_session_answer_me (DuoSession *self, GError *error);

/* The name with which a CV is being put, or NULL; its length; says how far it is; ends it. */
const char *fake_session_get_put (DuoSession *self);
gsize fake_session_get_put_size (DuoSession *self);
void fake_session_progress (DuoSession *self, goffset current, goffset total);
void fake_session_answer_put (DuoSession *self, GError *error);
/* (transfer full): there is no place for it; @retry_after: seconds until it may be tried again, or 0 */
GError *fake_session_new_busy (guint retry_after);

guint fake_session_get_n_removed (DuoSession *self);
void fake_session_answer_removal (DuoSession *self, GError *error);

/* Whose CV is being fetched, or NULL; @file: what comes of it. */
const char *fake_session_get_fetched (DuoSession *self);
void fake_session_answer_fetch (DuoSession *self, GFile *file, GError *error);

G_END_DECLS
