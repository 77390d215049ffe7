/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-device-record.h"
#include "duo-session.h"

G_BEGIN_DECLS

/* My sessions, this device's among them: which was used last first. Finishes with (element-type DuoDeviceRecord).
 * Errors: DUO_CLIENT_ERROR. */
void duo_session_load_devices_async (DuoSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
GPtrArray *duo_session_load_devices_finish (DuoSession *self, GAsyncResult *result, GError **error);

/**
 * duo_session_vouch_async:
 * @device: that its user has just recognized: nothing else may be signed, since the service says what devices there are
 *
 * This device says that @device is mine, too (CALL §2). Nothing of it waits in the outbox. Errors: DUO_CLIENT_ERROR;
 * _REFUSED as not found where it is signed out by now, _STALE where my devices have said as much as they may.
 */
void duo_session_vouch_async (DuoSession *self,
                              const DuoDeviceRecord *device,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
gboolean duo_session_vouch_finish (DuoSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
