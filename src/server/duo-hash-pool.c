/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-hash-pool.h"

#include <sodium.h>
#include <string.h>

#include "duo-server-error.h"
#include "duo-token.h"

#define OPERATIONS 2
#define MEMORY (19 * 1024 * 1024)

struct _DuoHashPool
{
  GThreadPool *threads;
  guint queue;
  char *nobody; /* the hash of a password that nobody has */
};

typedef struct
{
  char *hash;
  char *password;
  gboolean exists;
} DuoVerification;

static void
verification_free (DuoVerification *self)
{
  g_free (self->hash);
  duo_token_free (self->password);
  g_free (self);
}

char *
duo_password_hash (const char *password, GError **error)
{
  g_autofree char *text = g_malloc0 (crypto_pwhash_STRBYTES);

  if (crypto_pwhash_str_alg (text, password, strlen (password), OPERATIONS, MEMORY,
                             crypto_pwhash_ALG_ARGON2ID13) != 0)
    {
      g_set_error_literal (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_FAILED,
                           "There is not enough memory to hash a password (19 MiB are needed).");
      return NULL;
    }

  return g_steal_pointer (&text);
}

static void
verify (gpointer item, gpointer data)
{
  g_autoptr (GTask) task = item;
  DuoVerification *work = g_task_get_task_data (task);
  gboolean same = crypto_pwhash_str_verify (work->hash, work->password, strlen (work->password)) == 0;

  g_task_return_boolean (task, same && work->exists);
}

DuoHashPool *
duo_hash_pool_new (guint threads, guint queue, GError **error)
{
  DuoHashPool *self = g_new0 (DuoHashPool, 1);
  char *password = duo_token_new ();

  self->nobody = duo_password_hash (password, error);
  duo_token_free (password);
  self->queue = queue;
  if (self->nobody)
    self->threads = g_thread_pool_new (verify, self, threads, TRUE, error);
  if (self->threads == NULL)
    g_clear_pointer (&self, duo_hash_pool_free);

  return self;
}

void
duo_hash_pool_free (DuoHashPool *self)
{
  if (self->threads)
    g_thread_pool_free (self->threads, FALSE, TRUE);
  g_free (self->nobody);
  g_free (self);
}

void
duo_hash_pool_verify_async (
    DuoHashPool *self, const char *hash, char *password, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  DuoVerification *work = g_new0 (DuoVerification, 1);

  g_task_set_source_tag (task, duo_hash_pool_verify_async);
  work->hash = g_strdup (hash ? hash : self->nobody);
  work->password = password;
  work->exists = hash != NULL;
  g_task_set_task_data (task, work, (GDestroyNotify) verification_free);
  if (g_thread_pool_unprocessed (self->threads) >= self->queue)
    g_task_return_new_error_literal (task, DUO_SERVER_ERROR, DUO_SERVER_ERROR_BUSY,
                                     "Too many people sign in at this moment.");
  else
    g_thread_pool_push (self->threads, g_steal_pointer (&task), NULL);
}

gboolean
duo_hash_pool_verify_finish (DuoHashPool *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
