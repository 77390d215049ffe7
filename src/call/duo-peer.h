/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"
#include "duo-certificate.h"
#include "duo-screen.h"
#include "duo-speaker.h"

G_BEGIN_DECLS

#define DUO_TYPE_PEER (duo_peer_get_type ())
G_DECLARE_FINAL_TYPE (DuoPeer, duo_peer, DUO, PEER, GObject)

/**
 * DuoPeer:
 *
 * One peer connection: webrtcbin and what is before and after it. It knows how to negotiate, not whom to trust: nothing
 * passes its gates before duo_peer_open(). Built and running before the peer is there, used for one connection, then
 * closed. Signals, all on the main context:
 *
 *  - `described (const char *sdp)`: our offer, once, by itself; or the answer to the offer taken
 *  - `candidate (guint mline, const char *candidate)`
 *  - `connected ()`: DTLS is; see duo_peer_get_certificates()
 *  - `path (gboolean there)`: the path broke or is back, after it was connected; a broken one may come back by itself
 *  - `channel-open ()`: duo_peer_say() works from now on
 *  - `heard (const char *text)`: only once opened
 *  - `speaker ()`: the loudspeaker was judged, see duo_speaker_is_judged()
 *  - `failed (const GError *error)`: with DUO_CALL_ERROR_PART what else there is may go on, and fail for the same reason; else
 *    nothing follows
 */

/* Builds and starts it. @speaker: (nullable): a DuoDevice's id; @relay_only: see DuoRelays, fails with
 * DUO_CALL_ERROR_NO_RELAY where none answers. Returns NULL with DUO_CALL_ERROR_MISSING_PLUGIN or _PART. */
DuoPeer *duo_peer_new (DuoCallSide side,
                       DuoMediaSource *source,
                       DuoVideoFeed *feed,
                       const char *speaker,
                       const char *const *ice_servers,
                       gboolean relay_only,
                       GError **error);
/* Whether there is a way by which the peer may come: with @relay_only, whether a relay has answered. */
gboolean duo_peer_has_way (DuoPeer *self);

/* Where the peer's screen is shown; before it is opened. */
void duo_peer_set_screen_feed (DuoPeer *self, DuoVideoFeed *feed);
/* @screen: (nullable): what we share, sent once it is opened; NULL ends it */
void duo_peer_share (DuoPeer *self, DuoScreen *screen);

/* What a peer may say at once, in bytes. */
#define DUO_PEER_MAX_WORDS (16 * 1024)

/* Whether @sdp is no longer than a peer's may be. Errors: DUO_CALL_ERROR_PEER */
gboolean duo_peer_check_length (const char *sdp, GError **error);
/* @sdp: of a peer whose signature over it is good. Errors: DUO_CALL_ERROR_PEER */
gboolean duo_peer_take_offer (DuoPeer *self, const char *sdp, GError **error);
gboolean duo_peer_take_answer (DuoPeer *self, const char *sdp, GError **error);
/* At any time; kept until there is a remote description. */
gboolean duo_peer_add_candidate (DuoPeer *self, guint mline, const char *candidate, GError **error);

/* The certificate that we show. */
gboolean duo_peer_get_own_certificate (DuoPeer *self, DuoDigest *own, GError **error);
gboolean duo_peer_get_certificates (DuoPeer *self, DuoDigest *own, DuoDigest *peer, GError **error);

/* The peer is verified: media and words may pass both ways. */
void duo_peer_open (DuoPeer *self);
/* Of several that show in @feed, this one follows its target. */
void duo_peer_show (DuoPeer *self, DuoVideoFeed *feed);
/* Of the camera; and of the screen, too. */
void duo_peer_request_key_frame (DuoPeer *self);
void duo_peer_request_key_frames (DuoPeer *self);
/* (nullable): what the peer is heard through, until it is closed. Borrowed. */
DuoSpeaker *duo_peer_get_speaker (DuoPeer *self);
/* FALSE where the channel is not open. */
gboolean duo_peer_say (DuoPeer *self, const char *text);
/* The same before it is closed: waits a moment until the words have left. */
void duo_peer_say_last (DuoPeer *self, const char *text);
/* Tears it down and joins its threads. Any number of times. */
void duo_peer_close (DuoPeer *self);

/* first_frame_us is here the monotonic time of the first decoded frame, 0 before it. */
void duo_peer_get_stats (DuoPeer *self, DuoCallStats *stats);
/* Asks for round trip and loss; duo_peer_get_stats() has them soon. */
void duo_peer_measure (DuoPeer *self);
/* Once a second: a path on which no packet of picture, sound or RTCP that is the peer's came since is broken until one
 * does. */
void duo_peer_listen (DuoPeer *self);
/* At any time: sees whether a broken path is back. */
void duo_peer_glance (DuoPeer *self);
/* Whether it is broken, as signal `path` said last. */
gboolean duo_peer_is_broken (DuoPeer *self);
/* Whether anything of the peer's came so far. */
gboolean duo_peer_is_heard (DuoPeer *self);
/* (transfer full) (nullable): our address of the pair in use, before anything translates it; where a relay is asked for it,
 * it may be the relay's */
char *duo_peer_dup_own_address (DuoPeer *self);

/**
 * DuoIce:
 * @candidates: as of signal `candidate`, all for m-line 0
 *
 * One side of a path (RFC 8839).
 */
typedef struct
{
  char *ufrag;
  char *pwd;
  char **candidates;
} DuoIce;

void duo_ice_clear (DuoIce *ice);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DuoIce, duo_ice_clear)

/* CALL §7: makes new credentials for the path that is there; checks begin once both have the other's. What was sent goes on
 * as it did until then. @ours: (out). Errors: DUO_CALL_ERROR_UNREACHABLE before the descriptions */
gboolean duo_peer_restart (DuoPeer *self, DuoIce *ours, GError **error);
/* After duo_peer_restart(). Errors: DUO_CALL_ERROR_PEER */
gboolean duo_peer_take_restart (DuoPeer *self, const DuoIce *theirs, GError **error);

G_END_DECLS
