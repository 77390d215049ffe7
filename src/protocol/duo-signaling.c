/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-signaling.h"

#include <string.h>

enum
{
  PEER_JOINED,
  PEER_LEFT,
  RECEIVED,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (DuoSignaling, duo_signaling, G_TYPE_OBJECT)

gboolean
duo_peer_hello_equal (const DuoPeerHello *self, const DuoPeerHello *other)
{
  return memcmp (self->key, other->key, sizeof self->key) == 0 &&
         memcmp (self->nonce, other->nonce, sizeof self->nonce) == 0;
}

static guint
add_signal (const char *name, guint n_parameters, GType parameter)
{
  return g_signal_new (name, DUO_TYPE_SIGNALING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_parameters, parameter);
}

static void
duo_signaling_default_init (DuoSignalingInterface *iface)
{
  signals[PEER_JOINED] = add_signal ("peer-joined", 1, G_TYPE_POINTER);
  signals[PEER_LEFT] = add_signal ("peer-left", 0, G_TYPE_NONE);
  signals[RECEIVED] = add_signal ("received", 1, DUO_TYPE_SIGNAL | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[CLOSED] = add_signal ("closed", 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

void
duo_signaling_join (DuoSignaling *self, GBytes *key, GBytes *nonce)
{
  DUO_SIGNALING_GET_IFACE (self)->join (self, key, nonce);
}

void
duo_signaling_leave (DuoSignaling *self)
{
  DUO_SIGNALING_GET_IFACE (self)->leave (self);
}

void
duo_signaling_send (DuoSignaling *self, DuoSignal *signal)
{
  DUO_SIGNALING_GET_IFACE (self)->send (self, signal);
}

const char *
duo_signaling_get_chat (DuoSignaling *self)
{
  return DUO_SIGNALING_GET_IFACE (self)->get_chat (self);
}

void
duo_signaling_emit_peer_joined (DuoSignaling *self, const DuoPeerHello *hello)
{
  g_signal_emit (self, signals[PEER_JOINED], 0, hello);
}

void
duo_signaling_emit_peer_left (DuoSignaling *self)
{
  g_signal_emit (self, signals[PEER_LEFT], 0);
}

void
duo_signaling_emit_received (DuoSignaling *self, DuoSignal *signal)
{
  g_signal_emit (self, signals[RECEIVED], 0, signal);
}

void
duo_signaling_emit_closed (DuoSignaling *self, const GError *error)
{
  g_signal_emit (self, signals[CLOSED], 0, error);
}
