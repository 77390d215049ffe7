/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-peer-private.h"

static void
read_counts (DuoPeer *self, DuoMeterCounts *counts)
{
  DuoPacketCounts packets;

  duo_packet_counter_get (self->counter, &packets);
  *counts = (DuoMeterCounts) {
      .pictures_received = duo_media_sink_get_frames (self->sink),
      .pictures_sent = duo_media_sender_get_sent (self->sender).pictures,
      .bytes_received = packets.received_bytes,
      .bytes_sent = packets.sent_bytes,
      .packets_received = packets.received,
      .packets_lost = self->report.packets_lost,
  };
}

void
duo_peer_on_report (DuoPeer *self, GBytes *report)
{
  self->report = *(const DuoPeerReport *) g_bytes_get_data (report, NULL);
}

static void
fill_pictures (DuoPeer *self, DuoCallStats *stats)
{
  DuoSent sent = duo_media_sender_get_sent (self->sender);

  stats->video_frames = duo_media_sink_get_frames (self->sink);
  stats->screen_frames = duo_media_sink_get_screen_frames (self->sink);
  stats->audio_ms = duo_media_sink_get_audio_ms (self->sink);
  stats->first_frame_us = duo_media_sink_get_first_frame (self->sink);
  stats->sent = (DuoCallPicture) {sent.width, sent.height, self->meter.pictures_sent};
  stats->received.rate = self->meter.pictures_received;
  duo_media_sink_get_size (self->sink, &stats->received.width, &stats->received.height);
}

void
duo_peer_get_stats (DuoPeer *self, DuoCallStats *stats)
{
  DuoPacketCounts packets;

  if (self->sink != NULL)
    fill_pictures (self, stats);
  duo_packet_counter_get (self->counter, &packets);
  stats->packets_received = packets.received;
  stats->packets_sent = packets.sent;
  stats->round_trip_ms = self->report.round_trip_ms;
  stats->lost = self->report.lost;
  stats->jitter_ms = self->report.jitter_ms;
  stats->lost_here = self->meter.lost;
  stats->still = self->meter.still;
  stats->receive_rate = (guint) self->meter.bits_received;
  stats->send_rate = (guint) self->meter.bits_sent;
  stats->allowed_rate = duo_rate_control_get_target (self->rate);
}

void
duo_peer_measure (DuoPeer *self)
{
  DuoMeterCounts counts;

  if (self->webrtcbin == NULL)
    return;
  read_counts (self, &counts);
  duo_meter_read (&self->meter, &counts, g_get_monotonic_time ());
  g_signal_emit_by_name (self->webrtcbin, "get-stats", NULL, duo_peer_promise_stats (self->mailbox));
}
