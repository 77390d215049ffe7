/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"

struct _DuoCall
{
  GObject parent_instance;
  DuoSignaling *signaling;
  DuoSigner *signer;
  DuoMediaSource *source;
  DuoVideoFeed *remote_feed;
  DuoCallSide side;
  DuoCallState state;
  GError *error;
  char *code;
  gboolean peer_microphone;
  gboolean peer_camera;
};

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
  PROP_PEER_MICROPHONE,
  PROP_PEER_CAMERA,
  PROP_CODE,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static const char *const names[] = {"idle",      "preparing", "waiting",      "negotiating",
                                    "verifying", "talking",   "reconnecting", "ended"};

static void
set_state (DuoCall *self, DuoCallState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
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
    case PROP_PEER_MICROPHONE:
      g_value_set_boolean (value, self->peer_microphone);
      break;
    case PROP_PEER_CAMERA:
      g_value_set_boolean (value, self->peer_camera);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
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
duo_call_finalize (GObject *object)
{
  DuoCall *self = DUO_CALL (object);

  g_clear_object (&self->signaling);
  g_clear_object (&self->signer);
  g_clear_object (&self->source);
  g_clear_object (&self->remote_feed);
  g_clear_error (&self->error);
  g_free (self->code);
  G_OBJECT_CLASS (duo_call_object_parent_class)->finalize (object);
}

static void
duo_call_object_class_init (DuoCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_READABLE;

  object_class->get_property = duo_call_get_property;
  object_class->set_property = duo_call_set_property;
  object_class->finalize = duo_call_finalize;
  props[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, DUO_CALL_IDLE, DUO_CALL_ENDED, DUO_CALL_IDLE, readable);
  props[PROP_MICROPHONE] =
      g_param_spec_boolean ("microphone", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  props[PROP_CAMERA] = g_param_spec_boolean ("camera", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  props[PROP_PEER_MICROPHONE] = g_param_spec_boolean ("peer-microphone", NULL, NULL, FALSE, readable);
  props[PROP_PEER_CAMERA] = g_param_spec_boolean ("peer-camera", NULL, NULL, FALSE, readable);
  props[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, readable);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
duo_call_object_init (DuoCall *self)
{
  self->remote_feed = g_object_new (DUO_TYPE_VIDEO_FEED, NULL);
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
  return self;
}

void
duo_call_start (DuoCall *self)
{
  g_return_if_fail (DUO_IS_CALL (self));
  set_state (self, DUO_CALL_PREPARING);
}

void
duo_call_hang_up (DuoCall *self)
{
  g_return_if_fail (DUO_IS_CALL (self));
  set_state (self, DUO_CALL_ENDED);
}

DuoCallState
duo_call_get_state (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), DUO_CALL_IDLE);
  return self->state;
}

const char *
duo_call_state_to_string (DuoCallState state)
{
  return names[state];
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
duo_call_set_camera (DuoCall *self, gboolean on)
{
  g_return_if_fail (DUO_IS_CALL (self));
  duo_media_source_set_camera (self->source, on);
}

gboolean
duo_call_get_peer_microphone (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), FALSE);
  return self->peer_microphone;
}

gboolean
duo_call_get_peer_camera (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), FALSE);
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
  *stats = (DuoCallStats) {.round_trip_ms = -1, .first_frame_us = -1};
}
