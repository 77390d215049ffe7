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

void
duo_peer_on_feedback (DuoPeer *self, GBytes *packets, gint64 time)
{
  gsize size;
  const DuoRatePacket *first = g_bytes_get_data (packets, &size);
  DuoRung rung;
  guint target;

  duo_rate_control_feed (self->rate, first, size / sizeof *first, time);
  target = duo_rate_control_get_target (self->rate);
  rung = duo_rate_ladder_follow (self->ladder, target, time);
  duo_media_sender_set_rate (self->sender, target, rung);
  if (rung.height != self->rung.height || rung.rate != self->rung.rate)
    duo_tuning_set_rate (self->webrtcbin, target + DUO_RATE_SOUND);
  self->rung = rung;
}
