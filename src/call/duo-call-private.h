/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"
#include "duo-fingerprint.h"
#include "duo-peer.h"

G_BEGIN_DECLS

struct _DuoCall
{
  GObject parent_instance;
  DuoSignaling *signaling;
  DuoSigner *signer;
  DuoMediaSource *source;
  DuoVideoFeed *remote_feed;
  DuoVideoFeed *screen_feed;
  DuoScreen *screen; /* (nullable): ours */
  DuoCallSide side;
  char *speaker;
  char **ice_servers;
  DuoConversation *conversation; /* (nullable) */

  DuoCallState state;
  GError *error;
  char *code;
  DuoCallQuality quality;
  guint camera_ticks; /* seconds that the peer's camera has been on */
  gboolean peer_microphone;
  gboolean peer_camera;
  gboolean peer_screen;

  /* Of this stay in the room. */
  GBytes *nonce;
  gboolean peer_here;
  DuoPeerHello hello;
  GPtrArray *known;  /* GBytes: keys of the peer that need no asking */
  GPtrArray *unread; /* DuoSignal: what came while the user is asked */

  /* Of this connection. */
  DuoPeer *peer;
  DuoFingerprint *fingerprint;
  char *offer;           /* made, waiting for somebody to be sent to */
  gint64 offered;        /* sent or received, monotonic; 0 before */
  GPtrArray *candidates; /* DuoSignal: ours, waiting for the offer to go first */
  DuoCallStats last;     /* of the connection before */
  GSource *deadline;
  GSource *ticker;
};

/* duo-call.c: the state, and the words about it */
void duo_call_set_state (DuoCall *self, DuoCallState state);
void duo_call_set_code (DuoCall *self, const char *code);
/* Judges how it is to talk now. */
void duo_call_update_quality (DuoCall *self);
void duo_call_set_peer_devices (DuoCall *self, gboolean microphone, gboolean camera);
void duo_call_set_peer_screen (DuoCall *self, gboolean shares);
void duo_call_notify_screen (DuoCall *self);
/* Ends it; @error: (nullable) (transfer full): NULL where somebody left */
void duo_call_end (DuoCall *self, GError *error);

/* duo-call-connection.c: from "the peer is here" to "talking" */
gboolean duo_call_connect (DuoCall *self, GError **error);
void duo_call_disconnect (DuoCall *self);
void duo_call_listen (DuoCall *self);
/* The peer is here, and may be talked to. */
void duo_call_negotiate (DuoCall *self);
/* One message of the peer's. */
void duo_call_read (DuoCall *self, DuoSignal *signal);
/* The peer ends it, and says why. */
void duo_call_take_bye (DuoCall *self, const char *reason);
/* duo-call-words.c: what goes through the data channel */
void duo_call_hear (DuoCall *self, const char *words);
/* Tells the peer which of our devices are on. */
void duo_call_tell_devices (DuoCall *self);
/* Tells the peer that we end it, where it is at the other end of the connection. @reason: as DuoSignal's */
void duo_call_tell_bye (DuoCall *self, const char *reason);

/* duo-call-screen.c: for a new connection */
void duo_call_connect_screen (DuoCall *self);

/* duo-call-keys.c: whose key is it? */
gboolean duo_call_knows (DuoCall *self, const guint8 *key);
/* The peer has proven its key. */
void duo_call_learn_key (DuoCall *self);
/* FALSE: more than a peer may say */
gboolean duo_call_keep_unread (DuoCall *self, DuoSignal *signal);

G_END_DECLS
