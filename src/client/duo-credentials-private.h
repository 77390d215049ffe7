/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-secret-private.h"

G_BEGIN_DECLS

/**
 * DuoKept:
 * @token: (nullable): the session's token
 * @seed: (nullable): the device key
 * @address: (nullable): the service of the token
 * @account: (nullable): its account's id
 * @email: (nullable): its e-mail address
 * @name: (nullable): its name
 *
 * What the keyring has of a profile.
 */
typedef struct
{
  DuoSecret *token;
  DuoSecret *seed;
  char *address;
  char *account;
  char *email;
  char *name;
} DuoKept;

DuoKept *duo_kept_new (void);
void duo_kept_free (DuoKept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoKept, duo_kept_free)

#define DUO_TYPE_CREDENTIALS (duo_credentials_get_type ())
G_DECLARE_FINAL_TYPE (DuoCredentials, duo_credentials, DUO, CREDENTIALS, GObject)

/**
 * DuoCredentials:
 *
 * Token and device key of a profile in the keyring. A missing or locked keyring is an error here and nowhere else: who
 * signs in goes on without it.
 */
DuoCredentials *duo_credentials_new (const char *profile);
/* From now on the keyring is not touched: nothing is found, and keeping and forgetting do nothing. */
void duo_credentials_leave_keyring (DuoCredentials *self);
gboolean duo_credentials_get_uses_keyring (DuoCredentials *self);

/* Finishes with what there is; with an error where there is no keyring. */
void duo_credentials_load_async (DuoCredentials *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
DuoKept *duo_credentials_load_finish (DuoCredentials *self, GAsyncResult *result, GError **error);
/* Keeps what of @kept is not NULL. */
void duo_credentials_store_async (DuoCredentials *self,
                                  const DuoKept *kept,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
gboolean duo_credentials_store_finish (DuoCredentials *self, GAsyncResult *result, GError **error);
/* Forgets the token; the device stays known. */
void duo_credentials_forget_async (DuoCredentials *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
gboolean duo_credentials_forget_finish (DuoCredentials *self, GAsyncResult *result, GError **error);

G_END_DECLS
