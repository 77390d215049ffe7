/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-conversation.h"
#include "duo-media-source.h"
#include "duo-network.h"
#include "duo-screen.h"
#include "duo-video-feed.h"
#include "duo-signaling.h"
#include "duo-signer.h"

G_BEGIN_DECLS

/**
 * DuoCallError:
 * @DUO_CALL_ERROR_UNVERIFIED: the peer's certificate or signature is not the peer's; nothing was sent or shown
 * @DUO_CALL_ERROR_UNREACHABLE: no path between the two
 * @DUO_CALL_ERROR_DEVICE: camera, microphone or speaker failed; the message names which
 * @DUO_CALL_ERROR_PEER: the peer sent what the protocol forbids
 * @DUO_CALL_ERROR_MISSING_PLUGIN: this installation lacks a part; the message names it
 * @DUO_CALL_ERROR_DEVICE_MISSING: the device is not there, or not any more: it may be plugged in
 * @DUO_CALL_ERROR_DEVICE_BUSY: another program uses it: that may be closed
 * @DUO_CALL_ERROR_DEVICE_DENIED: the system does not let this program use it: that may be allowed
 * @DUO_CALL_ERROR_NO_RELAY: the call was to go by a relay alone, and there is none, or it does not answer
 * @DUO_CALL_ERROR_PART: a part of the media system failed, and what was made in its place did, too; the message names it
 */
typedef enum
{
  DUO_CALL_ERROR_UNVERIFIED,
  DUO_CALL_ERROR_UNREACHABLE,
  DUO_CALL_ERROR_DEVICE,
  DUO_CALL_ERROR_PEER,
  DUO_CALL_ERROR_MISSING_PLUGIN,
  DUO_CALL_ERROR_DEVICE_MISSING,
  DUO_CALL_ERROR_DEVICE_BUSY,
  DUO_CALL_ERROR_DEVICE_DENIED,
  DUO_CALL_ERROR_NO_RELAY,
  DUO_CALL_ERROR_PART,
} DuoCallError;

#define DUO_CALL_ERROR (duo_call_error_quark ())
GQuark duo_call_error_quark (void);

/* CALL §1: one transition table in duo-call.c. */
typedef enum
{
  DUO_CALL_IDLE,
  DUO_CALL_PREPARING,
  DUO_CALL_WAITING, /* the peer is not here */
  DUO_CALL_ASKING,  /* a known peer is here with a new key: see duo_call_accept_key() */
  DUO_CALL_NEGOTIATING,
  DUO_CALL_VERIFYING,
  DUO_CALL_TALKING,
  DUO_CALL_RECONNECTING,
  DUO_CALL_ENDED,
} DuoCallState;

/* What the peer says of one of its devices; before it has said anything, nothing is known of it. */
typedef enum
{
  DUO_PEER_DEVICE_UNTOLD,
  DUO_PEER_DEVICE_OFF,
  DUO_PEER_DEVICE_ON,
} DuoPeerDevice;

/**
 * DuoKeyTrust:
 * @DUO_KEY_TRUST_NONE: nobody is here, or the user has not agreed to the key
 * @DUO_KEY_TRUST_NEW: nobody of that name was talked to before
 * @DUO_KEY_TRUST_KNOWN: somebody was, with this key, or the code was compared
 * @DUO_KEY_TRUST_VOUCHED: another key was known, and that device says that this one is the same person's
 * @DUO_KEY_TRUST_AGREED: another key was known, and the user goes on with this one, for this stay
 *
 * Why the peer's device key is trusted (CALL §2, "Whose key is it?").
 */
typedef enum
{
  DUO_KEY_TRUST_NONE,
  DUO_KEY_TRUST_NEW,
  DUO_KEY_TRUST_KNOWN,
  DUO_KEY_TRUST_VOUCHED,
  DUO_KEY_TRUST_AGREED,
} DuoKeyTrust;

/* Whether the two are in a conversation, though its path may be broken just now. */
gboolean duo_call_state_is_together (DuoCallState state);

/* The recruiter offers, the talent answers (CALL §1). */
typedef enum
{
  DUO_CALL_OFFERS,
  DUO_CALL_ANSWERS,
} DuoCallSide;

/**
 * DuoCallQuality:
 * @DUO_CALL_QUALITY_UNKNOWN: nobody to talk to, or nothing measured yet
 * @DUO_CALL_QUALITY_SOUND_ONLY: there is no room for a picture, one way or the other
 * @DUO_CALL_QUALITY_LOST: nothing comes
 *
 * How it is to talk, the worse of both ways.
 */
typedef enum
{
  DUO_CALL_QUALITY_UNKNOWN,
  DUO_CALL_QUALITY_GOOD,
  DUO_CALL_QUALITY_FAIR,
  DUO_CALL_QUALITY_POOR,
  DUO_CALL_QUALITY_SOUND_ONLY,
  DUO_CALL_QUALITY_LOST,
} DuoCallQuality;

/**
 * DuoStandIn:
 * @DUO_STAND_IN_NONE: nothing; what was asked for is tried again until it plays
 * @DUO_STAND_IN_DEFAULT: the system's default
 * @DUO_STAND_IN_BEFORE: the one before goes on; what was asked for is tried again meanwhile
 *
 * What plays in the place of a loudspeaker that cannot be used.
 */
typedef enum
{
  DUO_STAND_IN_NONE,
  DUO_STAND_IN_DEFAULT,
  DUO_STAND_IN_BEFORE,
} DuoStandIn;

/**
 * DuoCallPicture:
 * @width: 0 where there is none
 * @height: 0 where there is none
 * @rate: pictures a second, in the last one
 */
typedef struct
{
  guint width;
  guint height;
  double rate;
} DuoCallPicture;

/**
 * DuoCallStats:
 * @video_frames: remote frames decoded
 * @audio_ms: milliseconds of remote sound decoded
 * @packets_received: RTP packets that came, both media
 * @packets_sent: RTP packets that left, both media
 * @round_trip_ms: last measured, -1 where unknown
 * @lost: share of our packets that the peer misses, 0 to 1, of its last report
 * @lost_here: share of the peer's packets that are missed here, 0 to 1, of the last seconds
 * @jitter_ms: of what comes, the worse of both media
 * @send_rate: bit/s of both media that left in the last second
 * @receive_rate: bit/s of both media that came in the last second
 * @allowed_rate: bit/s that our picture may take; 0 where there is room for the sound only
 * @sent: our picture
 * @received: the peer's
 * @screen_frames: of the peer's screen that were decoded
 * @still: seconds in which something came and no picture
 * @first_frame_us: from offer sent or received to the first decoded remote frame, -1 before it; of the connection that is
 * there now, while what is counted is of the whole conversation
 */
typedef struct
{
  guint64 video_frames;
  guint64 audio_ms;
  guint64 packets_received;
  guint64 packets_sent;
  int round_trip_ms;
  double lost;
  double lost_here;
  double jitter_ms;
  guint send_rate;
  guint receive_rate;
  guint allowed_rate;
  DuoCallPicture sent;
  DuoCallPicture received;
  guint64 screen_frames;
  guint still;
  gint64 first_frame_us;
} DuoCallStats;

/* Once, before anything else: the bounds of the allocator (CALL §3, "app"). */
void duo_call_bound_memory (void);

/* Before anything of GStreamer: the allocator and plugins. Again does nothing. */
void duo_call_init (void);

/**
 * duo_call_settle:
 *
 * Waits for the threads that make parts and open devices, for two seconds at most: those that outlive the program work
 * on what is gone. Before main() returns, since OpenSSL is taken apart in front of everything that exit() calls for us;
 * whoever forgets is waited for there.
 */
void duo_call_settle (void);

#define DUO_TYPE_CALL (duo_call_get_type ())
G_DECLARE_FINAL_TYPE (DuoCall, duo_call, DUO, CALL, GObject)

/**
 * DuoCall:
 *
 * One call in one room. Properties that notify, all on the main context: state, microphone (gboolean, writable),
 * camera (gboolean, writable), screen (gboolean: we share one), peer-microphone, peer-camera (DuoPeerDevice), peer-screen
 * (whether the peer says that it shares one), key-trust (DuoKeyTrust), code (short code of CALL §2, NULL before it is
 * verified), quality (DuoCallQuality, judged once a
 * second), speaker-problem (GError: as duo_call_get_speaker_problem()), error (GError, why it ended; NULL where somebody
 * left).
 *
 * duo_call_new:
 * @source: camera and microphone, or the drawn person; taken over as it is (the check page may have it running)
 * @ice_servers: (nullable): as in DuoRoomPass
 */
DuoCall *duo_call_new (DuoSignaling *signaling,
                       DuoSigner *signer,
                       DuoMediaSource *source,
                       DuoCallSide side,
                       const char *const *ice_servers);

/* @id: (nullable): of a DuoDevice, NULL for the system's default. At any time; again where it failed or was gone. */
void duo_call_set_speaker (DuoCall *self, const char *id);
/* There is none any more, until one is set. */
void duo_call_lose_speaker (DuoCall *self);
/* (nullable): what is wrong with the one that was asked for, DUO_CALL_ERROR_DEVICE or of its kind. The call goes on, and so
 * does the sound, as soon as it can. Borrowed. @stand_in: (out): what plays meanwhile */
const GError *duo_call_get_speaker_problem (DuoCall *self, DuoStandIn *stand_in);
/* What the two write to each other; it outlives the call. Before duo_call_start(); without it, words are passed over. */
void duo_call_set_conversation (DuoCall *self, DuoConversation *conversation);
/* By relays alone, so that the peer learns no address of this machine (DuoRelays). Before duo_call_start(); where no
 * relay is among the servers, or none answers, the call ends with DUO_CALL_ERROR_NO_RELAY. */
void duo_call_set_relay_only (DuoCall *self, gboolean relay_only);
/* Others than it was made with, as their credentials last for a while (DuoRoomPass): for connections from now on. */
void duo_call_set_ice_servers (DuoCall *self, const char *const *ice_servers);
/* (element-type GBytes): the keys with which the peer has been talked to; any is welcome where there is none. Before
 * duo_call_start(). A peer with another key is asked about: state asking; nothing is sent before it is accepted. */
void duo_call_set_known_keys (DuoCall *self, GPtrArray *keys);
/* The user agrees to @key, which was asked about, for this stay. FALSE: it is not the key of who is here, or nothing is
 * asked. */
gboolean duo_call_accept_key (DuoCall *self, GBytes *key);
/* The user has compared the code, and it is the same for both: the peer's key is known from now on. Where there is no code
 * it does nothing. */
void duo_call_confirm_code (DuoCall *self);
/* It is not: ends the call with DUO_CALL_ERROR_UNVERIFIED, and tells the peer. Where there is no code it does nothing. */
void duo_call_reject_code (DuoCall *self);
/* Settled before anything is sent to the peer. */
DuoKeyTrust duo_call_get_key_trust (DuoCall *self);
/* (transfer full) (nullable): the device key of who is here, proven once the state is talking. */
GBytes *duo_call_dup_peer_key (DuoCall *self);

/* Where this machine is, while there is a call; without it, what the system says. Before duo_call_start(). */
void duo_call_set_network (DuoCall *self, DuoNetwork *network);

/* Prepares and joins the room: idle → preparing → waiting or negotiating. */
void duo_call_start (DuoCall *self);
/* Says bye, tears down, leaves the room: → ended. Any moment, any number of times. */
void duo_call_hang_up (DuoCall *self);

DuoCallState duo_call_get_state (DuoCall *self);
const GError *duo_call_get_error (DuoCall *self);
const char *duo_call_get_code (DuoCall *self);
DuoCallQuality duo_call_get_quality (DuoCall *self);
gboolean duo_call_get_microphone (DuoCall *self);
void duo_call_set_microphone (DuoCall *self, gboolean on);
gboolean duo_call_get_camera (DuoCall *self);
void duo_call_set_camera (DuoCall *self, gboolean on);
DuoPeerDevice duo_call_get_peer_microphone (DuoCall *self);
DuoPeerDevice duo_call_get_peer_camera (DuoCall *self);
/* The remote picture; frames come only in state talking. Borrowed. */
DuoVideoFeed *duo_call_get_remote_feed (DuoCall *self);

/* From now on, or from when the peer is verified, until it is stopped, ends by itself or the peer leaves: who comes back
 * later is not shown what was begun for somebody else. */
void duo_call_share_screen (DuoCall *self, DuoScreen *screen);
/* Where none is shared it does nothing. */
void duo_call_stop_screen (DuoCall *self);
gboolean duo_call_get_screen (DuoCall *self);
gboolean duo_call_get_peer_screen (DuoCall *self);
/* The peer's screen; empty where it says that it shares none, whatever it sends. Borrowed. */
DuoVideoFeed *duo_call_get_screen_feed (DuoCall *self);
void duo_call_get_stats (DuoCall *self, DuoCallStats *stats);

G_END_DECLS
