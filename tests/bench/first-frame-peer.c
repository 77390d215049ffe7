/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One party of a measured call: `first-frame-peer offers|answers WIDTH HEIGHT RATE`. It talks to the other through its
 * pipes (tests/call/pipe-room.h) and says `first-frame MICROSECONDS` once it has decoded one, then `code CODE`. It ends
 * when its input does. */

#include "duo-call.h"
#include "loopback.h"
#include "pipe-room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gboolean
on_look (gpointer data)
{
  DuoCall *call = data;
  DuoCallStats stats;

  duo_call_get_stats (call, &stats);
  if (stats.first_frame_us < 0)
    return G_SOURCE_CONTINUE;
  printf ("first-frame %" G_GINT64_FORMAT "\ncode %s\n", stats.first_frame_us, duo_call_get_code (call));
  fflush (stdout);
  return G_SOURCE_REMOVE;
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

static gboolean
is_over (DuoCall *call)
{
  return duo_call_get_state (call) == DUO_CALL_ENDED;
}

int
main (int argc, char **argv)
{
  g_autoptr (DuoSignaling) room = NULL;
  g_autoptr (DuoSigner) signer = NULL;
  g_autoptr (DuoMediaSource) source = NULL;
  g_autoptr (DuoCall) call = NULL;
  gboolean offers = argc == 5 && strcmp (argv[1], "offers") == 0;

  if (argc != 5)
    return 2;
  /* Standard output carries the protocol. */
  g_log_writer_default_set_use_stderr (TRUE);
  duo_call_init ();
  room = pipe_room_new ();
  signer = loopback_signer_new ();
  source = duo_media_source_new_drawn (offers ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT,
                                       (guint) atoi (argv[2]), (guint) atoi (argv[3]), (guint) atoi (argv[4]),
                                       FALSE);
  open_devices (source);
  call = duo_call_new (room, signer, source, offers ? DUO_CALL_OFFERS : DUO_CALL_ANSWERS, NULL);
  duo_call_start (call);
  g_timeout_add (5, on_look, call);
  while (!is_over (call))
    g_main_context_iteration (NULL, TRUE);
  return duo_call_get_error (call) != NULL ? 1 : 0;
}
