/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-config.h"
#include "duo-store.h"

G_BEGIN_DECLS

/**
 * DuoLiveHub:
 *
 * All live sockets: who is there, what each one watches, the rooms; sends on what the store commits.
 */
typedef struct _DuoLiveHub DuoLiveHub;

DuoLiveHub *duo_live_hub_new (const DuoConfig *config, DuoClock *clock, DuoStore *store, GError **error);
void duo_live_hub_free (DuoLiveHub *self);

/* Called when somebody left a room, after that is on disk: a room may have to close now. */
void duo_live_hub_set_left_func (DuoLiveHub *self, GFunc func, gpointer data);

/* Takes @fd, an upgraded connection, and @session, with which it is signed in. */
void duo_live_hub_take (DuoLiveHub *self, int fd, GBytes *early, DuoSessionRecord *session);
/* Ends the sockets of a session that was revoked. */
void duo_live_hub_end_session (DuoLiveHub *self, const char *session);
/* Ends those of @account whose sessions are not on disk any more. */
void duo_live_hub_look_up_account (DuoLiveHub *self, const char *account);
/* Whether @side of @chat is in its room. */
gboolean duo_live_hub_is_present (DuoLiveHub *self, const char *chat, DuoRole side);
/* Whether whoever is signed in with @session is in that room as @side, on another device. */
gboolean
duo_live_hub_is_elsewhere (DuoLiveHub *self, const char *chat, DuoRole side, const DuoSessionRecord *session);
/* Time leapt: everything that depends on it is looked at again. */
void duo_live_hub_refresh (DuoLiveHub *self);
/* Says good-bye to everybody. */
void duo_live_hub_drain (DuoLiveHub *self);
guint duo_live_hub_get_n_sockets (DuoLiveHub *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoLiveHub, duo_live_hub_free)

G_END_DECLS
