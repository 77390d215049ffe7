/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipe-room.h"

#include <gio/gunixinputstream.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct _PipeRoom
{
  GObject parent_instance;
  GDataInputStream *input;
  gboolean reading;
  gboolean joined;
};

static void pipe_room_iface_init (DuoSignalingInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PipeRoom,
                               pipe_room,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNALING, pipe_room_iface_init))

static void read_next (PipeRoom *self);

static void
on_joined (PipeRoom *self, const char *hex)
{
  DuoPeerHello hello = {0};
  gsize length = 0;
  g_auto (GStrv) parts = g_strsplit (hex, " ", 2);

  if (parts[0] == NULL || parts[1] == NULL ||
      sodium_hex2bin (hello.key, sizeof hello.key, parts[0], strlen (parts[0]), NULL, &length, NULL) != 0 ||
      sodium_hex2bin (hello.nonce, sizeof hello.nonce, parts[1], strlen (parts[1]), NULL, &length, NULL) != 0)
    g_error ("pipe: %s", hex);
  duo_signaling_emit_peer_joined (DUO_SIGNALING (self), &hello);
}

static void
on_signal (PipeRoom *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSignal) signal = duo_signal_new_from_json (text, strlen (text), &error);

  if (signal == NULL)
    g_error ("pipe: %s", error->message);
  duo_signaling_emit_received (DUO_SIGNALING (self), signal);
}

static void
dispatch (PipeRoom *self, const char *line)
{
  if (g_str_has_prefix (line, "joined "))
    on_joined (self, line + strlen ("joined "));
  else if (g_str_has_prefix (line, "signal "))
    on_signal (self, line + strlen ("signal "));
  else if (strcmp (line, "left") == 0)
    duo_signaling_emit_peer_left (DUO_SIGNALING (self));
}

static void
on_line (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (PipeRoom) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, &error);

  if (line != NULL)
    {
      /* What was meant for who has left may still be on its way. */
      if (self->joined)
        dispatch (self, line);
      read_next (self);
    }
  else if (self->joined)
    duo_signaling_emit_closed (DUO_SIGNALING (self), error);
}

static void
read_next (PipeRoom *self)
{
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, on_line, g_object_ref (self));
}

static void
print_hex (GBytes *bytes)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  for (gsize i = 0; i < g_bytes_get_size (bytes); i++)
    printf ("%02x", data[i]);
}

static void
pipe_room_join (DuoSignaling *signaling, GBytes *key, GBytes *nonce)
{
  PipeRoom *self = PIPE_ROOM (signaling);

  printf ("join ");
  print_hex (key);
  printf (" ");
  print_hex (nonce);
  printf ("\n");
  fflush (stdout);
  self->joined = TRUE;
  if (!self->reading)
    read_next (self);
  self->reading = TRUE;
}

static void
pipe_room_leave (DuoSignaling *signaling)
{
  PIPE_ROOM (signaling)->joined = FALSE;
  printf ("leave\n");
  fflush (stdout);
}

static void
pipe_room_send (DuoSignaling *signaling, DuoSignal *signal)
{
  printf ("signal %s\n", duo_signal_get_text (signal));
  fflush (stdout);
}

static const char *
pipe_room_get_chat (DuoSignaling *signaling)
{
  return "chat-of-the-two-pipes1";
}

static void
pipe_room_iface_init (DuoSignalingInterface *iface)
{
  iface->join = pipe_room_join;
  iface->leave = pipe_room_leave;
  iface->send = pipe_room_send;
  iface->get_chat = pipe_room_get_chat;
}

static void
pipe_room_finalize (GObject *object)
{
  PipeRoom *self = PIPE_ROOM (object);

  g_clear_object (&self->input);
  G_OBJECT_CLASS (pipe_room_parent_class)->finalize (object);
}

static void
pipe_room_class_init (PipeRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pipe_room_finalize;
}

static void
pipe_room_init (PipeRoom *self)
{
  g_autoptr (GInputStream) raw = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  self->input = g_data_input_stream_new (raw);
}

DuoSignaling *
pipe_room_new (void)
{
  return DUO_SIGNALING (g_object_new (PIPE_TYPE_ROOM, NULL));
}
