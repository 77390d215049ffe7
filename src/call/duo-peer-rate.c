/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-peer-private.h"
#include "duo-rate-feedback.h"
#include "duo-tuning.h"

/* One is enough: the sound's, which is there whatever becomes of the picture. */
void
duo_peer_watch_rate (DuoPeer *self)
{
  g_autoptr (GstPad) pad = duo_media_sender_dup_pad (self->sender, DUO_LINE_SOUND);

  duo_rate_feedback_watch (pad, self->mailbox);
}

/* The camera's part where a screen is shared, else all. */
static guint
share_out (DuoPeer *self, guint target)
{
  DuoRateShare share = duo_rate_share (target);

  if (!self->sharing)
    return target;
  duo_media_sender_set_screen_rate (self->sender, &share);
  return share.camera;
}

void
duo_peer_share_rate (DuoPeer *self, gint64 time)
{
  guint target = duo_rate_control_get_target (self->rate);
  guint camera = share_out (self, target);
  DuoRung rung = duo_rate_ladder_follow (self->ladder, camera, time);

  duo_media_sender_set_rate (self->sender, camera, rung);
  if (rung.height != self->rung.height || rung.rate != self->rung.rate)
    duo_tuning_set_rate (self->webrtcbin, target + DUO_RATE_SOUND);
  self->rung = rung;
}

void
duo_peer_on_feedback (DuoPeer *self, GBytes *packets, gint64 time)
{
  gsize size;
  const DuoRatePacket *first = g_bytes_get_data (packets, &size);

  duo_rate_control_feed (self->rate, first, size / sizeof *first, time);
  duo_peer_share_rate (self, time);
}

void
duo_peer_await_feedback (DuoPeer *self, gint64 now)
{
  guint before = duo_rate_control_get_target (self->rate);
  DuoPacketCounts packets;

  duo_packet_counter_get (self->counter, &packets);
  duo_rate_control_wait (self->rate, packets.sent > self->packets_sent, now);
  self->packets_sent = packets.sent;
  if (duo_rate_control_get_target (self->rate) != before)
    duo_peer_share_rate (self, now);
}
