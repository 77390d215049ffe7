/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-session.h"
#include "shell/duo-window.h"

G_BEGIN_DECLS

/* The rooms of a session without a service. */

/* What duo_window_get_test_source() says from now on; NULL: devices. */
/* (nullable): what the window's profile remembers */
void fake_window_set_settings (GSettings *remembered);
void fake_window_set_test_source (const DuoTestSource *test);
/* What duo_session_open_room() gives; without it, a room in which nobody else is. */
void fake_session_set_room (DuoSession *self, DuoSignaling *room, DuoSigner *signer);
/* Whether somebody waits at the door. */
gboolean fake_session_is_entering (DuoSession *self);
void fake_session_admit (DuoSession *self);
/* What whoever enters or looks is told from now on. */
void fake_session_tell_room (DuoSession *self, DuoTimeRange room);
/* Whether another device of mine is inside, as whoever enters is told from now on. */
void fake_session_set_elsewhere (DuoSession *self, gboolean elsewhere);
/* By which servers they go from now on, and when what is in those ends. */
void fake_session_offer_servers (DuoSession *self, const char *const *servers, gint64 until);
/* How often somebody inside asked for servers again. */
guint fake_session_get_n_renewals (DuoSession *self);
/* Of everybody; as if they had been talked to with it. */
void fake_session_know_key (DuoSession *self, DuoSigner *signer);
gboolean fake_session_knows_key (DuoSession *self, DuoSigner *signer);
void fake_session_turn_away (DuoSession *self, DuoClientError code, const char *message);
/* The service does not answer probes from now on. */
void fake_session_set_silent (DuoSession *self);

#define FAKE_TYPE_ROOM (fake_room_get_type ())
G_DECLARE_FINAL_TYPE (FakeRoom, fake_room, FAKE, ROOM, GObject)

/* A room in which nobody else is, whose peer the test plays by the duo_signaling_emit_…() functions. */
FakeRoom *fake_room_new (void);
gboolean fake_room_is_joined (FakeRoom *self);

#define FAKE_TYPE_SIGNER (fake_signer_get_type ())
G_DECLARE_FINAL_TYPE (FakeSigner, fake_signer, FAKE, SIGNER, GObject)

/* Signs with zeros: good for whoever never gets as far as a signature. */
FakeSigner *fake_signer_new (void);

G_END_DECLS
