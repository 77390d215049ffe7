/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bad network of tests/call/relay.h between any two processes that say their signals here. Reads a line at a time:
 *
 *   offers JSON      a signal of the side that offers; what the other is to be told comes out as `answers JSON`
 *   answers JSON     the other way round
 *   path RATE QUEUE-MS DELAY-MS LOSS CUT    of both ways, as RelayPath
 *   move             one of the two has another address: it goes on with the next offer
 *   bytes            answered with `bytes N N`: what has come out of the link from either side so far
 *
 * It ends when its input does. */

#include "loopback.h"
#include "pair.h"
#include "relay.h"

#include <gio/gunixinputstream.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  Pair pair;
  Relay *relay;
  GDataInputStream *lines;
  GMainLoop *loop;
} App;

static void read_line (App *self);

static void
say (const char *side, const char *text)
{
  printf ("%s %s\n", side, text);
  fflush (stdout);
}

static void
on_received (DuoSignaling *room, DuoSignal *signal, const char *side)
{
  say (side, duo_signal_get_text (signal));
}

static void
enter (LoopbackRoom *room, const char *side)
{
  g_autoptr (GBytes) nothing = g_bytes_new_take (g_new0 (guint8, 32), 32);

  g_signal_connect (room, "received", G_CALLBACK (on_received), (gpointer) side);
  duo_signaling_join (DUO_SIGNALING (room), nothing, nothing);
}

static void
pass_on (LoopbackRoom *room, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSignal) signal = duo_signal_new_from_json (text, strlen (text), &error);

  if (signal == NULL)
    g_error ("%s: %s", error->message, text);
  duo_signaling_send (DUO_SIGNALING (room), signal);
}

static void
set_path (App *self, const char *text)
{
  RelayPath path = {0};
  int cut;

  if (sscanf (text, "%u %u %u %lf %d", &path.rate, &path.queue_ms, &path.delay_ms, &path.loss, &cut) != 5)
    g_error ("no path: %s", text);
  path.cut = cut != 0;
  relay_set_path (self->relay, &self->pair.recruiter, &path);
  relay_set_path (self->relay, &self->pair.talent, &path);
}

static void
say_bytes (App *self)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT,
                                           relay_get_bytes (self->relay, &self->pair.recruiter),
                                           relay_get_bytes (self->relay, &self->pair.talent));

  say ("bytes", text);
}

static void
obey (App *self, const char *line)
{
  if (g_str_has_prefix (line, "offers "))
    pass_on (self->pair.recruiter.room, line + strlen ("offers "));
  else if (g_str_has_prefix (line, "answers "))
    pass_on (self->pair.talent.room, line + strlen ("answers "));
  else if (g_str_has_prefix (line, "path "))
    set_path (self, line + strlen ("path "));
  else if (strcmp (line, "move") == 0)
    relay_move (self->relay);
  else if (strcmp (line, "bytes") == 0)
    say_bytes (self);
  else
    g_error ("not understood: %s", line);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  App *self = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->lines, result, NULL, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (self->loop);
      return;
    }
  obey (self, line);
  read_line (self);
}

static void
read_line (App *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  App self = {.lines = lines, .loop = loop};

  duo_call_init ();
  loopback_room_new_pair (&self.pair.recruiter.room, &self.pair.talent.room);
  self.relay = relay_new (&self.pair);
  enter (self.pair.recruiter.room, "offers");
  enter (self.pair.talent.room, "answers");
  read_line (&self);
  g_main_loop_run (loop);
  relay_free (self.relay);
  return 0;
}
