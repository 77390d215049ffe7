/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-call-quality.h"
#include "duo-spare-memory.h"
#include "duo-video-feed-private.h"

/* Of a camera that was turned on. */
#define FIRST_PICTURE_SECONDS 2

/* duo_call_init() is the layer's, so the type's own functions have another prefix. */
GType duo_call_object_get_type (void);
G_DEFINE_FINAL_TYPE (DuoCall, duo_call_object, G_TYPE_OBJECT)

GType
duo_call_get_type (void)
{
  return duo_call_object_get_type ();
}

enum
{
  PROP_STATE = 1,
  PROP_MICROPHONE,
  PROP_CAMERA,
  PROP_SCREEN,
  PROP_PEER_MICROPHONE,
  PROP_PEER_CAMERA,
  PROP_PEER_SCREEN,
  PROP_KEY_TRUST,
  PROP_CODE,
  PROP_QUALITY,
  PROP_SPEAKER_PROBLEM,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static const char *const names[] = {"idle",      "preparing", "waiting",      "asking", "negotiating",
                                    "verifying", "talking",   "reconnecting", "ended"};

#define TO(state) (1u << DUO_CALL_##state)

/* The peer may come, go and come back at any time; from the end there is no way. */
static const guint transitions[] = {
    [DUO_CALL_IDLE] = TO (PREPARING) | TO (ENDED),
    [DUO_CALL_PREPARING] = TO (WAITING) | TO (ENDED),
    [DUO_CALL_WAITING] = TO (ASKING) | TO (NEGOTIATING) | TO (ENDED),
    [DUO_CALL_ASKING] = TO (NEGOTIATING) | TO (WAITING) | TO (ENDED),
    [DUO_CALL_NEGOTIATING] = TO (VERIFYING) | TO (WAITING) | TO (ENDED),
    [DUO_CALL_VERIFYING] = TO (TALKING) | TO (WAITING) | TO (ENDED),
    [DUO_CALL_TALKING] = TO (RECONNECTING) | TO (WAITING) | TO (ENDED),
    [DUO_CALL_RECONNECTING] = TO (TALKING) | TO (WAITING) | TO (ENDED),
    [DUO_CALL_ENDED] = 0,
};

void
duo_call_set_state (DuoCall *self, DuoCallState state)
{
  if (self->state == state)
    return;
  g_assert (transitions[self->state] & (1u << state));
  g_message ("call: %s (was %s)", names[state], names[self->state]);
  self->state = state;
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  duo_call_update_quality (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
duo_call_update_quality (DuoCall *self)
{
  DuoCallQuality quality;
  DuoCallStats stats;

  duo_call_get_stats (self, &stats);
  /* A camera that was turned on just now has not had its time, and one beside a screen may have to make room. */
  quality = duo_call_quality_judge (self->quality, self->state, &stats, duo_call_get_camera (self),
                                    self->camera_ticks > FIRST_PICTURE_SECONDS && !self->peer_screen);
  if (quality == self->quality)
    return;
  self->quality = quality;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUALITY]);
}

void
duo_call_set_code (DuoCall *self, const char *code)
{
  if (g_set_str (&self->code, code))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CODE]);
}

void
duo_call_set_key_trust (DuoCall *self, DuoKeyTrust trust)
{
  if (self->key_trust == trust)
    return;
  self->key_trust = trust;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEY_TRUST]);
}

void
duo_call_set_peer_devices (DuoCall *self, DuoPeerDevice microphone, DuoPeerDevice camera)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->peer_microphone != microphone)
    {
      self->peer_microphone = microphone;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PEER_MICROPHONE]);
    }
  if (self->peer_camera != camera)
    {
      self->peer_camera = camera;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PEER_CAMERA]);
    }
  g_object_thaw_notify (G_OBJECT (self));
  /* The word is quicker than the last pictures, which nobody is meant to see. */
  duo_video_feed_set_live (self->remote_feed, camera == DUO_PEER_DEVICE_ON);
}

void
duo_call_set_peer_screen (DuoCall *self, gboolean shares)
{
  if (self->peer_screen == shares)
    return;
  self->peer_screen = shares;
  duo_video_feed_set_live (self->screen_feed, shares);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PEER_SCREEN]);
}

void
duo_call_notify_speaker_problem (DuoCall *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPEAKER_PROBLEM]);
}

void
duo_call_notify_screen (DuoCall *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCREEN]);
}

/* What the other side is told of why; it cannot tell a lie from a fault and shows its own words. */
static const char *
reason_for (const GError *error)
{
  if (error == NULL)
    return DUO_BYE_LEFT;
  return g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED) ? DUO_BYE_UNVERIFIED
                                                                            : DUO_BYE_FAILED;
}

void
duo_call_end (DuoCall *self, GError *error)
{
  g_autoptr (DuoCall) alive = g_object_ref (self);
  const char *reason = reason_for (error);
  g_autoptr (DuoSignal) bye = duo_signal_new_bye (reason);

  if (self->state == DUO_CALL_ENDED)
    {
      g_clear_error (&error);
      return;
    }
  g_signal_handlers_disconnect_by_data (self->signaling, self);
  /* First the words: the peer need not wait for our threads to be joined. */
  if (self->nonce != NULL)
    {
      if (self->peer_here)
        duo_signaling_send (self->signaling, bye);
      duo_signaling_leave (self->signaling);
    }
  /* The service may be away, or slower than the way between the two. */
  duo_call_tell_bye (self, reason);
  duo_call_disconnect (self);
  duo_call_unwatch_network (self);
  self->error = error;
  if (error != NULL)
    g_message ("call: %s", error->message);
  duo_call_set_state (self, DUO_CALL_ENDED);
  if (error != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  duo_call_stop_screen (self);
  duo_call_set_peer_devices (self, DUO_PEER_DEVICE_UNTOLD, DUO_PEER_DEVICE_UNTOLD);
  duo_call_set_peer_screen (self, FALSE);
}

static void
on_microphone (DuoCall *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MICROPHONE]);
  duo_call_tell_devices (self);
}

/* Nobody has seen the frames that a new one is told apart from. */
static void
on_camera (DuoCall *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAMERA]);
  if (self->peer != NULL && duo_call_get_camera (self))
    duo_peer_request_key_frame (self->peer);
  duo_call_tell_devices (self);
}

static void
duo_call_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoCall *self = DUO_CALL (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_MICROPHONE:
      g_value_set_boolean (value, duo_call_get_microphone (self));
      break;
    case PROP_CAMERA:
      g_value_set_boolean (value, duo_call_get_camera (self));
      break;
    case PROP_SCREEN:
      g_value_set_boolean (value, self->screen != NULL);
      break;
    case PROP_PEER_SCREEN:
      g_value_set_boolean (value, self->peer_screen);
      break;
    case PROP_PEER_MICROPHONE:
      g_value_set_int (value, (int) self->peer_microphone);
      break;
    case PROP_PEER_CAMERA:
      g_value_set_int (value, (int) self->peer_camera);
      break;
    case PROP_KEY_TRUST:
      g_value_set_int (value, (int) self->key_trust);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_QUALITY:
      g_value_set_int (value, (int) self->quality);
      break;
    case PROP_SPEAKER_PROBLEM:
      g_value_set_boxed (value, self->speaker_problem);
      break;
    default:
      g_value_set_boxed (value, self->error);
      break;
    }
}

static void
duo_call_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MICROPHONE)
    duo_call_set_microphone (DUO_CALL (object), g_value_get_boolean (value));
  else
    duo_call_set_camera (DUO_CALL (object), g_value_get_boolean (value));
}

static void
duo_call_dispose (GObject *object)
{
  DuoCall *self = DUO_CALL (object);

  if (self->signaling != NULL)
    duo_call_end (self, NULL);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
  g_clear_object (&self->signaling);
  g_clear_object (&self->signer);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (duo_call_object_parent_class)->dispose (object);
}

static void
duo_call_finalize (GObject *object)
{
  DuoCall *self = DUO_CALL (object);

  g_clear_object (&self->remote_feed);
  g_clear_object (&self->screen_feed);
  g_clear_object (&self->network);
  g_ptr_array_unref (self->past);
  g_ptr_array_unref (self->known);
  g_hash_table_unref (self->met);
  g_ptr_array_unref (self->unread);
  g_clear_error (&self->error);
  g_clear_error (&self->speaker_problem);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_clear_pointer (&self->nonce_before, g_bytes_unref);
  g_clear_pointer (&self->nonce_met, g_bytes_unref);
  g_strfreev (self->ice_servers);
  g_free (self->speaker);
  g_free (self->code);
  G_OBJECT_CLASS (duo_call_object_parent_class)->finalize (object);
  /* Found: the C library keeps some 40 MB of a call's threads, and the app may stay in the background for days. */
  duo_spare_memory_return ();
}

static void
duo_call_object_class_init (DuoCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_READABLE;

  object_class->get_property = duo_call_get_property;
  object_class->set_property = duo_call_set_property;
  object_class->dispose = duo_call_dispose;
  object_class->finalize = duo_call_finalize;
  props[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, DUO_CALL_IDLE, DUO_CALL_ENDED, DUO_CALL_IDLE, readable);
  props[PROP_MICROPHONE] =
      g_param_spec_boolean ("microphone", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  props[PROP_CAMERA] = g_param_spec_boolean ("camera", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  props[PROP_SCREEN] = g_param_spec_boolean ("screen", NULL, NULL, FALSE, readable);
  props[PROP_PEER_SCREEN] = g_param_spec_boolean ("peer-screen", NULL, NULL, FALSE, readable);
  props[PROP_PEER_MICROPHONE] = g_param_spec_int ("peer-microphone", NULL, NULL, DUO_PEER_DEVICE_UNTOLD,
                                                  DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_UNTOLD, readable);
  props[PROP_PEER_CAMERA] = g_param_spec_int ("peer-camera", NULL, NULL, DUO_PEER_DEVICE_UNTOLD,
                                              DUO_PEER_DEVICE_ON, DUO_PEER_DEVICE_UNTOLD, readable);
  props[PROP_KEY_TRUST] = g_param_spec_int ("key-trust", NULL, NULL, DUO_KEY_TRUST_NONE, DUO_KEY_TRUST_AGREED,
                                            DUO_KEY_TRUST_NONE, readable);
  props[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, readable);
  props[PROP_QUALITY] = g_param_spec_int ("quality", NULL, NULL, DUO_CALL_QUALITY_UNKNOWN,
                                          DUO_CALL_QUALITY_LOST, DUO_CALL_QUALITY_UNKNOWN, readable);
  props[PROP_SPEAKER_PROBLEM] = g_param_spec_boxed ("speaker-problem", NULL, NULL, G_TYPE_ERROR, readable);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
duo_call_object_init (DuoCall *self)
{
  self->remote_feed = duo_video_feed_new ();
  self->screen_feed = duo_video_feed_new_sharp ();
  duo_video_feed_set_live (self->screen_feed, FALSE);
  self->past = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_fingerprint_free);
  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->met = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_signal_unref);
  self->last = (DuoCallStats) {.round_trip_ms = -1, .first_frame_us = -1};
}

DuoCall *
duo_call_new (DuoSignaling *signaling,
              DuoSigner *signer,
              DuoMediaSource *source,
              DuoCallSide side,
              const char *const *ice_servers)
{
  DuoCall *self = g_object_new (DUO_TYPE_CALL, NULL);

  self->signaling = g_object_ref (signaling);
  self->signer = g_object_ref (signer);
  self->source = g_object_ref (source);
  self->side = side;
  self->ice_servers = g_strdupv ((char **) ice_servers);
  g_signal_connect_object (source, "notify::microphone", G_CALLBACK (on_microphone), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notify::camera", G_CALLBACK (on_camera), self, G_CONNECT_SWAPPED);
  return self;
}

void
duo_call_start (DuoCall *self)
{
  GError *error = NULL;

  g_return_if_fail (DUO_IS_CALL (self));
  g_return_if_fail (self->state == DUO_CALL_IDLE);
  duo_call_set_state (self, DUO_CALL_PREPARING);
  /* Whoever is told of a state may hang up. */
  if (self->state != DUO_CALL_PREPARING)
    return;
  duo_call_watch_network (self);
  if (!duo_call_connect (self, &error))
    {
      duo_call_end (self, error);
      return;
    }
  duo_call_set_state (self, DUO_CALL_WAITING);
  if (self->state != DUO_CALL_WAITING)
    return;
  duo_call_listen (self);
  duo_call_join (self);
}

void
duo_call_hang_up (DuoCall *self)
{
  g_return_if_fail (DUO_IS_CALL (self));
  duo_call_end (self, NULL);
}

gboolean
duo_call_state_is_together (DuoCallState state)
{
  return state == DUO_CALL_TALKING || state == DUO_CALL_RECONNECTING;
}

DuoCallState
duo_call_get_state (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), DUO_CALL_IDLE);
  return self->state;
}

const GError *
duo_call_get_error (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), NULL);
  return self->error;
}

const char *
duo_call_get_code (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), NULL);
  return self->code;
}

DuoCallQuality
duo_call_get_quality (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), DUO_CALL_QUALITY_UNKNOWN);
  return self->quality;
}

gboolean
duo_call_get_microphone (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), FALSE);
  return duo_media_source_get_microphone (self->source);
}

void
duo_call_set_microphone (DuoCall *self, gboolean on)
{
  g_return_if_fail (DUO_IS_CALL (self));
  duo_media_source_set_microphone (self->source, on);
}

gboolean
duo_call_get_camera (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), FALSE);
  return duo_media_source_get_camera (self->source);
}

void
duo_call_set_network (DuoCall *self, DuoNetwork *network)
{
  g_return_if_fail (DUO_IS_CALL (self));
  g_return_if_fail (self->state == DUO_CALL_IDLE);
  g_set_object (&self->network, network);
}

void
duo_call_set_camera (DuoCall *self, gboolean on)
{
  g_return_if_fail (DUO_IS_CALL (self));
  duo_media_source_set_camera (self->source, on);
}

DuoPeerDevice
duo_call_get_peer_microphone (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), DUO_PEER_DEVICE_UNTOLD);
  return self->peer_microphone;
}

DuoPeerDevice
duo_call_get_peer_camera (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), DUO_PEER_DEVICE_UNTOLD);
  return self->peer_camera;
}

DuoVideoFeed *
duo_call_get_remote_feed (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), NULL);
  return self->remote_feed;
}

void
duo_call_get_stats (DuoCall *self, DuoCallStats *stats)
{
  g_return_if_fail (DUO_IS_CALL (self));
  *stats = self->last;
  if (self->peer == NULL)
    return;
  duo_peer_get_stats (self->peer, stats);
  stats->video_frames += self->carried.video_frames;
  stats->screen_frames += self->carried.screen_frames;
  stats->audio_ms += self->carried.audio_ms;
  stats->packets_received += self->carried.packets_received;
  stats->packets_sent += self->carried.packets_sent;
  stats->first_frame_us = stats->first_frame_us > 0 ? stats->first_frame_us - self->link->offered : -1;
}
