/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-password.h"

#include <sodium.h>

#include "duo-hash-pool.h"

#define LENGTH 12

typedef struct
{
  const char *password;
  char *hash;
  GError *error;
} Work;

char *
duo_password_new (void)
{
  static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  char *password = g_malloc0 (LENGTH + 1);

  for (guint i = 0; i < LENGTH; i++)
    password[i] = letters[randombytes_uniform (sizeof letters - 1)];

  return password;
}

static void
hash (gpointer item, gpointer data)
{
  Work *work = item;

  work->hash = duo_password_hash (work->password, &work->error);
}

/* The first error is told, the others are the same. */
static GPtrArray *
collect (Work *works, guint n, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  gboolean failed = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (hashes, works[i].hash);
      if (works[i].error && !failed)
        g_propagate_error (error, g_steal_pointer (&works[i].error));
      failed = failed || works[i].hash == NULL;
      g_clear_error (&works[i].error);
    }

  return failed ? NULL : g_steal_pointer (&hashes);
}

GPtrArray *
duo_passwords_hash (const GPtrArray *passwords, GError **error)
{
  g_autofree Work *works = g_new0 (Work, passwords->len);
  GThreadPool *pool = g_thread_pool_new (hash, NULL, (gint) g_get_num_processors (), FALSE, error);

  if (pool == NULL)
    return NULL;
  for (guint i = 0; i < passwords->len; i++)
    {
      works[i].password = passwords->pdata[i];
      g_thread_pool_push (pool, &works[i], NULL);
    }
  g_thread_pool_free (pool, FALSE, TRUE);

  return collect (works, passwords->len, error);
}
