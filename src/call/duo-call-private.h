/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"
#include "duo-fingerprint.h"
#include "duo-network.h"
#include "duo-peer.h"

G_BEGIN_DECLS

/**
 * DuoLink:
 *
 * One peer connection of a call, and the handshake of CALL §2 over it. A call has one from the start, and for a while
 * another one behind it, which takes its place once it is verified (CALL §7). Main context; a reference keeps it in memory,
 * not its connection.
 */
typedef struct
{
  DuoCall *call; /* NULL once it was dropped */
  DuoPeer *peer;
  DuoFingerprint *fingerprint; /* (nullable): once somebody is here */
  char *offer;                 /* made, waiting for somebody to be sent to */
  gint64 offered;              /* sent or received, monotonic; 0 before */
  GPtrArray *candidates;       /* DuoSignal: ours, waiting for the offer to go first */
  GSource *deadline;
  char **addresses; /* ours when it was made, without those that went and were not in use */
  gboolean verified;
  gboolean failed;     /* a part of it did: another one is to be made */
  guint asked;         /* number of the last restart that was ours or that we joined */
  guint obeyed;        /* number of the last restart of the peer's; the same where ours was answered */
  gint64 obeyed_at;    /* when we joined one, monotonic */
  gint64 restarted_at; /* when there was one of either kind, monotonic */
} DuoLink;

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
  gboolean speaker_lost;   /* there is none, until one is set */
  GError *speaker_problem; /* (nullable) */
  DuoStandIn stand_in;     /* where there is a problem */
  char **ice_servers;
  gboolean relay_only;
  DuoConversation *conversation; /* (nullable) */

  DuoCallState state;
  GError *error;
  char *code;
  DuoCallQuality quality;
  guint camera_ticks; /* seconds that the peer's camera has been on */
  DuoPeerDevice peer_microphone;
  DuoPeerDevice peer_camera;
  gboolean peer_screen;

  /* Of this stay in the room. */
  GBytes *nonce;
  GBytes *nonce_before; /* (nullable) */
  GBytes *nonce_met;    /* (nullable): ours when @hello came */
  gboolean peer_here;
  DuoPeerHello hello;
  GPtrArray *known;      /* GBytes: keys of the peer from before this stay */
  GHashTable *met;       /* GBytes to DuoKeyTrust: keys of this stay that need no asking */
  DuoKeyTrust key_trust; /* of @hello's */
  GPtrArray *unread;     /* DuoSignal: what came while the user is asked */

  DuoLink *link;
  DuoPeer *peer;           /* of @link, borrowed: what is shown, said and sent */
  DuoLink *next;           /* (nullable): not verified yet */
  DuoLink *old;            /* (nullable): until the peer is heard on @link */
  GPtrArray *past;         /* DuoFingerprint: handshakes that were given up; their messages may be late */
  DuoCallStats last;       /* of the connection before */
  DuoCallStats carried;    /* what was counted on the links before @link, of one conversation */
  GSource *relay_deadline; /* (nullable) */
  GSource *ticker;

  /* Where the path broke. */
  DuoNetwork *network;
  GSource *settle;  /* until a network has stopped changing */
  GSource *glance;  /* looks whether a broken path is back */
  GSource *mend;    /* until something is done about it */
  GSource *retire;  /* looks whether @old can go */
  gint64 retire_at; /* when it goes in any case, monotonic */
  guint patience;   /* ms in which a path may come back by itself */
  guint grace;      /* ms in which a link that failed in part may be replaced before that is said */
  gint64 broken_at; /* monotonic */
  guint attempts;
  guint misses;          /* other connections that did not come about, since it broke */
  gint64 anew_at;        /* when the next may be begun, monotonic */
  gint64 part_failed_at; /* the last that did, monotonic; 0 before */
};

/* duo-call.c: the state, and the words about it */
void duo_call_set_state (DuoCall *self, DuoCallState state);
void duo_call_set_code (DuoCall *self, const char *code);
/* Judges how it is to talk now. */
void duo_call_update_quality (DuoCall *self);
void duo_call_set_peer_devices (DuoCall *self, DuoPeerDevice microphone, DuoPeerDevice camera);
void duo_call_set_peer_screen (DuoCall *self, gboolean shares);
void duo_call_set_key_trust (DuoCall *self, DuoKeyTrust trust);
void duo_call_notify_screen (DuoCall *self);
void duo_call_notify_speaker_problem (DuoCall *self);
/* Ends it; @error: (nullable) (transfer full): NULL where somebody left */
void duo_call_end (DuoCall *self, GError *error);

/* duo-call-link.c: one connection */
DuoLink *duo_link_new (DuoCall *call, GError **error);
DuoLink *duo_link_ref (DuoLink *self);
void duo_link_unref (DuoLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoLink, duo_link_unref)
/* Ends the connection, and the reference. */
void duo_link_drop (DuoLink *self);
/* Somebody is here, and may be talked to. @seconds: for all of it; 0: each step has its own time */
void duo_link_negotiate (DuoLink *self, guint seconds);
/* Sends the offer where it is ready; else it is sent once it is. */
void duo_link_offer (DuoLink *self);
/* Offer, answer, confirm, or candidate */
void duo_link_read (DuoLink *self, DuoSignal *signal);

/* duo-call-connection.c: the links of a call, and the room */
gboolean duo_call_connect (DuoCall *self, GError **error);
void duo_call_disconnect (DuoCall *self);
void duo_call_listen (DuoCall *self);
/* Enters the room, anew where it was in it: the peer is told, and begins another connection. */
void duo_call_join (DuoCall *self);
/* The peer is here, and may be talked to. */
void duo_call_negotiate (DuoCall *self);
/* One message of the peer's. */
void duo_call_read (DuoCall *self, DuoSignal *signal);
/* The peer ends it, and says why. */
void duo_call_take_bye (DuoCall *self, const char *reason);
/* Nobody is here any more: waits for whoever comes, with a connection that is warm again. */
void duo_call_renew (DuoCall *self);
void duo_call_on_verified (DuoCall *self, DuoLink *link);
/* @error: (transfer full) */
void duo_call_on_failed (DuoCall *self, DuoLink *link, GError *error);

/* duo-call-speaker.c: what the peer is heard through */
/* Takes over what the link's says of itself. */
void duo_call_follow_speaker (DuoCall *self);
/* No other link has it any more: where it could not be used, it is tried at once. */
void duo_call_retry_speaker (DuoCall *self);

/* duo-call-reconnect.c: what is done about a path that broke, or may */
void duo_call_watch_network (DuoCall *self);
void duo_call_unwatch_network (DuoCall *self);
void duo_call_on_path (DuoCall *self, gboolean there);
/* Another connection did not come about; where the path is broken there has to be one, after a pause that grows. */
void duo_call_mend_again (DuoCall *self);
/* Whether a part of a connection may fail now. FALSE: one has of late, so that another connection is of no use. */
gboolean duo_call_forgives_part (DuoCall *self);
/* Makes another connection in the place of the link, which has failed in part. Where that takes its time, it is a break. */
void duo_call_replace (DuoCall *self);
/* There is a link that works, or none that could be mended. */
void duo_call_stop_mending (DuoCall *self);
/* @old goes once the peer is heard on the link. */
void duo_call_retire_old (DuoCall *self);
void duo_call_drop_old (DuoCall *self);

/* duo-call-restart.c: new ICE credentials for the link */
void duo_call_restart (DuoCall *self);
/* Whether the last one, if any, had its time. */
gboolean duo_call_may_restart (DuoCall *self);
/* Whether the peer has not joined the last one yet. */
gboolean duo_call_is_unanswered (DuoCall *self);
void duo_call_take_restart (DuoCall *self, DuoSignal *signal);

/* duo-call-words.c: what goes through the data channel */
/* @link: that they came over */
void duo_call_hear (DuoCall *self, DuoLink *link, const char *words);
/* Tells the peer which of our devices are on. */
void duo_call_tell_devices (DuoCall *self);
/* Tells the peer that we end it, where it is at the other end of the connection. @reason: as DuoSignal's */
void duo_call_tell_bye (DuoCall *self, const char *reason);

/* duo-call-relay.c: by which ways it may go. Errors: DUO_CALL_ERROR_NO_RELAY */
gboolean duo_call_check_relay (DuoCall *self, GError **error);
/* Ends the call where no relay answers in time, and it may go by no other way. */
void duo_call_await_relay (DuoCall *self);
/* (transfer full): why there is no connection */
GError *duo_call_new_unreachable (DuoCall *self, const char *why);

/* duo-call-keys.c: whose key is it? */
/* The peer is new, or its key is known, or valid signatures lead from a known key to it: sets why it is trusted. */
gboolean duo_call_trusts_peer (DuoCall *self);
/* The peer has proven its key. */
void duo_call_learn_key (DuoCall *self);
/* FALSE: more than a peer may say */
gboolean duo_call_keep_unread (DuoCall *self, DuoSignal *signal);

G_END_DECLS
