/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-store.h"

G_BEGIN_DECLS

#define FAKE_TYPE_STORE (fake_store_get_type ())
G_DECLARE_FINAL_TYPE (FakeStore, fake_store, FAKE, STORE, GObject)

/* A store that knows what is due, counts, a session and nothing else; commands are answered when the test says so. */
FakeStore *fake_store_new (void);

/* What list_due() gives next, once: @n commands of @verb, and when to ask again. */
void fake_store_set_due (FakeStore *self, guint n, DuoVerb verb, gint64 next);
void fake_store_fail_due (FakeStore *self);
guint fake_store_get_n_asked (FakeStore *self);    /* how often list_due() was called */
guint fake_store_get_n_commands (FakeStore *self); /* commands that were handed over */
DuoVerb fake_store_get_last_verb (FakeStore *self);
/* Answers all commands that wait. */
void fake_store_answer (FakeStore *self, DuoOutcomeCode code);
void fake_store_answer_with_error (FakeStore *self);
void fake_store_emit_committed (FakeStore *self);

/* How often a session is still found, whichever token is asked for; it never expires by itself. */
void fake_store_set_sessions (FakeStore *self, guint n);
guint fake_store_get_n_writes (FakeStore *self); /* all of them succeed */

void fake_store_set_count (FakeStore *self, const char *id, guint open, guint requests);
void fake_store_remove_count (FakeStore *self, const char *id);

G_END_DECLS
