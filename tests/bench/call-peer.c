/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One party of a measured call: `call-peer offers|answers WIDTH HEIGHT RATE [FILE [grain]]`. It talks to the other through its
 * pipes (tests/call/pipe-room.h), says `first-frame MICROSECONDS` once it has decoded one of a connection, then
 * `code CODE`. At SIGUSR2 it hangs up and comes in again; at SIGHUP it is told that
 * its address is another one. It ends when its input does.
 *
 * With `grain` its pictures are as a camera's (duo-frame-grain.h). With a FILE they are stamped, its voice is a tone with
 * a louder piece at each whole second of the monotonic clock, and what it gets is written down, a line each; times are
 * µs of that clock:
 *
 *   size WIDTH HEIGHT TIME          of what is decoded, where it changes
 *   decoded COUNT TIME              as many more pictures of the other than before, whoever looks at them
 *   reconnecting TIME               it says that it looks for the other again
 *   sent NUMBER TIME                out of our camera, after SIGUSR1: from then on pictures are read, and shown
 *   picture NUMBER TIME             of the other, handed out
 *   sound LEVEL LOUDER TIME         20 ms of it: peak in thousandths; µs to the louder piece's begin, or -1 */

#include "call-show.h"
#include "call-tone.h"
#include "duo-call.h"
#include "duo-frame-stamp.h"
#include "listening-sink.h"
#include "loopback.h"
#include "pipe-room.h"
#include "told-network.h"

#include <glib-unix.h>
#include <gst/app/gstappsink.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_WIDTH 640
#define SHOWN_HEIGHT 360
#define LOOK_MS 20 /* what the looking costs counts as the call's */
#define HERE "192.0.2.1"
#define ELSEWHERE "192.0.2.101"
#define ARGUMENTS 5

/* (nullable): where nothing is written down; stdio's own lock is between the threads. */
static FILE *notes;
static gint watching; /* atomic */

/* The linker puts it in the real one's place: the moments at which a picture leaves the camera, and the call. */
GstSample *__real_gst_app_sink_pull_sample (GstAppSink *sink);
GstSample *__wrap_gst_app_sink_pull_sample (GstAppSink *sink);

/* A camera's are I420; what is handed out is as it is shown. */
static void
note_picture (GstSample *sample, gint64 now)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  DuoFrameStamp stamp;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return;
  if (duo_frame_stamp_read (&stamp, &frame))
    fprintf (notes, "%s %u %" G_GINT64_FORMAT "\n",
             GST_VIDEO_INFO_FORMAT (&info) == GST_VIDEO_FORMAT_I420 ? "sent" : "picture",
             (guint) stamp.number, now);
  gst_video_frame_unmap (&frame);
}

GstSample *
__wrap_gst_app_sink_pull_sample (GstAppSink *sink)
{
  gint64 now = g_get_monotonic_time ();
  GstSample *sample = __real_gst_app_sink_pull_sample (sink);
  GstCaps *caps = sample != NULL ? gst_sample_get_caps (sample) : NULL;

  if (g_atomic_int_get (&watching) && caps != NULL &&
      gst_structure_has_name (gst_caps_get_structure (caps, 0), "video/x-raw"))
    note_picture (sample, now);
  return sample;
}

static void
on_sound (const ListeningSound *sound, gpointer data)
{
  gint64 louder = call_tone_find (sound);

  if (notes != NULL)
    fprintf (notes, "sound %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", call_tone_get_level (sound),
             louder, sound->time);
}

/* ── the call ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoCall *call;
  gboolean said; /* of this connection */
  guint width;
  guint64 decoded;
  DuoCallState state;
  gboolean again;
} Watch;

static void
note_size (Watch *self, const DuoCallStats *stats)
{
  if (stats->received.width == self->width)
    return;
  self->width = stats->received.width;
  if (notes != NULL)
    fprintf (notes, "size %u %u %" G_GINT64_FORMAT "\n", stats->received.width, stats->received.height,
             g_get_monotonic_time ());
}

static void
note_decoded (Watch *self, const DuoCallStats *stats)
{
  if (stats->video_frames == self->decoded)
    return;
  if (notes != NULL)
    fprintf (notes, "decoded %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT "\n",
             stats->video_frames - self->decoded, g_get_monotonic_time ());
  self->decoded = stats->video_frames;
}

static void
note_state (Watch *self)
{
  DuoCallState state = duo_call_get_state (self->call);

  if (notes != NULL && state == DUO_CALL_RECONNECTING && state != self->state)
    fprintf (notes, "reconnecting %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  self->state = state;
}

static gboolean
on_look (gpointer data)
{
  Watch *self = data;
  DuoCallStats stats;

  duo_call_get_stats (self->call, &stats);
  note_size (self, &stats);
  note_decoded (self, &stats);
  note_state (self);
  if (stats.first_frame_us < 0)
    self->said = FALSE;
  else if (!self->said)
    {
      self->said = TRUE;
      printf ("first-frame %" G_GINT64_FORMAT "\ncode %s\n", stats.first_frame_us,
              duo_call_get_code (self->call));
      fflush (stdout);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_show (gpointer data)
{
  Watch *self = data;

  duo_video_feed_set_target (duo_call_get_remote_feed (self->call), SHOWN_WIDTH, SHOWN_HEIGHT);
  g_atomic_int_set (&watching, notes != NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_again (gpointer data)
{
  Watch *self = data;

  self->again = TRUE;
  duo_call_hang_up (self->call);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_moved (gpointer data)
{
  told_network_change (data, ELSEWHERE);
  return G_SOURCE_CONTINUE;
}

static void
on_picture (DuoVideoFeed *feed, gboolean *seen)
{
  *seen = TRUE;
}

/* A camera is open once it has given a picture; only then is the call's own time what is measured. */
static void
open_devices (DuoMediaSource *source)
{
  DuoVideoFeed *feed = duo_media_source_get_self_feed (source);
  gboolean seen = FALSE;
  gulong handler = g_signal_connect (feed, "frame", G_CALLBACK (on_picture), &seen);

  duo_video_feed_set_target (feed, 160, 90);
  duo_media_source_set_camera (source, TRUE);
  duo_media_source_set_microphone (source, TRUE);
  while (!seen)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (feed, handler);
  duo_video_feed_set_target (feed, 0, 0);
}

static DuoMediaSource *
new_source (char **argv, gboolean offers)
{
  DuoMediaSource *source = duo_media_source_new_drawn (offers ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT,
                                                       (guint) atoi (argv[2]), (guint) atoi (argv[3]),
                                                       (guint) atoi (argv[4]), notes != NULL);

  duo_media_source_set_grain (source, notes != NULL && argv[ARGUMENTS + 1] != NULL);
  return source;
}

static void
open_notes (const char *path)
{
  notes = fopen (path, "w");
  if (notes == NULL)
    g_error ("%s: %s", path, g_strerror (errno));
  setvbuf (notes, NULL, _IOLBF, BUFSIZ);
  call_tone_install ();
}

/* Returns whether it is to talk again. */
static gboolean
talk (DuoCall *call, DuoMediaSource *source)
{
  Watch watch = {.call = call};
  g_autoptr (ToldNetwork) network = told_network_new (HERE);
  guint look = g_timeout_add (LOOK_MS, on_look, &watch);
  guint show = g_unix_signal_add (SIGUSR1, on_show, &watch);
  guint again = g_unix_signal_add (SIGUSR2, on_again, &watch);
  guint moved = g_unix_signal_add (SIGHUP, on_moved, network);

  duo_call_set_network (call, DUO_NETWORK (network));
  call_show_begin (call, source);
  duo_call_start (call);
  while (duo_call_get_state (call) != DUO_CALL_ENDED)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
  g_source_remove (show);
  g_source_remove (again);
  g_source_remove (moved);
  return watch.again;
}

int
main (int argc, char **argv)
{
  g_autoptr (DuoSignaling) room = NULL;
  g_autoptr (DuoSigner) signer = NULL;
  g_autoptr (DuoMediaSource) source = NULL;
  g_autoptr (DuoCall) call = NULL;
  DuoCallSide side;
  gboolean offers = argc >= ARGUMENTS && strcmp (argv[1], "offers") == 0;

  if (argc < ARGUMENTS || argc > ARGUMENTS + 2)
    return 2;
  /* Standard output carries the protocol. */
  g_log_writer_default_set_use_stderr (TRUE);
  duo_call_init ();
  call_show_init (&argc, &argv);
  if (argc > ARGUMENTS)
    open_notes (argv[ARGUMENTS]);
  listening_sink_install (on_sound, NULL);
  room = pipe_room_new ();
  signer = loopback_signer_new ();
  source = new_source (argv, offers);
  open_devices (source);
  side = offers ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS;
  do
    {
      g_clear_object (&call);
      call = duo_call_new (room, signer, source, side, NULL);
    }
  while (talk (call, source));
  return duo_call_get_error (call) != NULL ? 1 : 0;
}
