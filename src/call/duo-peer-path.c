/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-peer-private.h"

/* CALL §7: a second without RTP and RTCP; a little less, since whoever looks once a second is not always in time. */
#define SILENCE (9 * G_USEC_PER_SEC / 10)
/* The other side may be verified later, and its first word takes the longest. */
#define FIRST_SILENCE (3 * G_USEC_PER_SEC)

static void
update_path (DuoPeer *self)
{
  gboolean broken = self->interrupted || self->silent;

  if (!self->connected || self->broken == broken)
    return;
  self->broken = broken;
  g_signal_emit_by_name (self, "path", !broken);
}

gboolean
duo_peer_is_broken (DuoPeer *self)
{
  return self->broken;
}

static guint64
count_heard (DuoPeer *self)
{
  DuoPacketCounts packets;

  duo_packet_counter_get (self->counter, &packets);
  return packets.heard;
}

/* Only what comes after it says that there is a path again. */
static void
interrupt (DuoPeer *self)
{
  self->heard = count_heard (self);
  self->interrupted = TRUE;
  update_path (self);
}

/* Found (libnice 0.1.22): a path that failed once is never said to be there again, though packets pass. */
void
duo_peer_on_connection (DuoPeer *self)
{
  GstWebRTCICEConnectionState state;

  g_object_get (self->webrtcbin, "ice-connection-state", &state, NULL);
  if (state == GST_WEBRTC_ICE_CONNECTION_STATE_CONNECTED ||
      state == GST_WEBRTC_ICE_CONNECTION_STATE_COMPLETED)
    {
      self->interrupted = FALSE;
      update_path (self);
    }
  else if (state == GST_WEBRTC_ICE_CONNECTION_STATE_FAILED && !self->connected)
    duo_peer_fail (self, DUO_CALL_ERROR_UNREACHABLE, "no path between the two");
  else if (state == GST_WEBRTC_ICE_CONNECTION_STATE_FAILED ||
           state == GST_WEBRTC_ICE_CONNECTION_STATE_DISCONNECTED)
    interrupt (self);
}

void
duo_peer_glance (DuoPeer *self)
{
  guint64 heard = count_heard (self);

  if (heard == self->heard)
    return;
  self->heard = heard;
  self->heard_at = g_get_monotonic_time ();
  self->silent = FALSE;
  self->interrupted = FALSE;
  update_path (self);
}

void
duo_peer_listen (DuoPeer *self)
{
  duo_peer_glance (self);
  if (!self->opened || g_get_monotonic_time () - self->heard_at < (self->heard > 0 ? SILENCE : FIRST_SILENCE))
    return;
  self->silent = TRUE;
  update_path (self);
}

gboolean
duo_peer_is_heard (DuoPeer *self)
{
  return count_heard (self) > 0;
}
