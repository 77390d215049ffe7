/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-local-database-private.h"

G_BEGIN_DECLS

#define DUO_TYPE_KNOWN_KEYS (duo_known_keys_get_type ())
G_DECLARE_FINAL_TYPE (DuoKnownKeys, duo_known_keys, DUO, KNOWN_KEYS, GObject)

/**
 * DuoKnownKeys:
 *
 * The device keys with which each person has been talked to, by account, in a file of its own (CALL §2, "Whose key is
 * it?"). What cannot be read is an error and never "nobody is known": that would make a false key a first one.
 *
 * Signal: `unwritten ()` where a key could not be remembered or forgotten, as on a full disk.
 */
DuoKnownKeys *duo_known_keys_new (const char *path);
/* @seen: UNIX seconds. A key that is known already stays as it is. */
void duo_known_keys_remember (
    DuoKnownKeys *self, const char *account, const char *person, GBytes *key, gint64 seen);
/* What is not known stays so. */
void duo_known_keys_forget (DuoKnownKeys *self, const char *account, const char *person, GBytes *key);
/* Returns (element-type GBytes) to @task, which it takes over: the first seen first, none where @person was never talked
 * to. */
void duo_known_keys_load (DuoKnownKeys *self, const char *account, const char *person, GTask *task);
/* Waits until everything is on disk. */
void duo_known_keys_flush (DuoKnownKeys *self);
/* Borrowed: it says when the file was damaged. */
DuoLocalDatabase *duo_known_keys_get_database (DuoKnownKeys *self);

G_END_DECLS
