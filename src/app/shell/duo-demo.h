/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-session.h"

G_BEGIN_DECLS

/**
 * DuoDemoError:
 * @DUO_DEMO_ERROR_MISSING: the service's program is not installed
 * @DUO_DEMO_ERROR_START: it did not start; the message says why
 * @DUO_DEMO_ERROR_ENDED: it ended by itself
 */
typedef enum
{
  DUO_DEMO_ERROR_MISSING,
  DUO_DEMO_ERROR_START,
  DUO_DEMO_ERROR_ENDED,
} DuoDemoError;

#define DUO_DEMO_ERROR (duo_demo_error_quark ())
GQuark duo_demo_error_quark (void);

#define DUO_TYPE_DEMO (duo_demo_get_type ())
G_DECLARE_FINAL_TYPE (DuoDemo, duo_demo, DUO, DEMO, GObject)

/**
 * DuoDemo:
 *
 * The demo event (PRODUCT §6.1): a service of its own on loopback in a private directory, a session signed in as
 * somebody made up, and made-up partners who play the others. All of it ends with duo_demo_stop(), or with the
 * application. Signal: `ended ()` where the service ended by itself.
 *
 * duo_demo_new:
 * @profile: of the application; the demo's session has one of its own beside it
 * @role: DUO_ROLE_TALENT or DUO_ROLE_RECRUITER: which role the user plays
 */
DuoDemo *duo_demo_new (const char *profile, DuoRole role);

/* Starts the service, signs in, and brings the first partner. Once. */
void
duo_demo_start_async (DuoDemo *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean duo_demo_start_finish (DuoDemo *self, GAsyncResult *result, GError **error);
/* Ends service and partners and removes what they wrote. Any number of times. */
void duo_demo_stop (DuoDemo *self);

/* Borrowed. */
DuoSession *duo_demo_get_session (DuoDemo *self);

G_END_DECLS
