/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-partner.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "duo-player.h"

typedef struct
{
  GMainLoop *loop;
  GDataInputStream *input;
  GPtrArray *players;
  char *address;
  char *password;
} Partner;

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static void
play (Partner *self, const char *email, const char *book)
{
  g_autofree char *profile = g_strdup_printf ("player-%u", self->players->len);
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (DuoSession) session = duo_session_new (profile, clock, g_network_monitor_get_default ());
  DuoPlayer *player = duo_player_new (session, book);

  duo_session_leave_keyring (session);
  g_ptr_array_add (self->players, player);
  duo_player_start (player, self->address, email, self->password);
}

static void
obey (Partner *self, const char *line)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *email = object ? get_text (object, "play") : NULL;

  if (!object)
    g_info ("partner: not understood: %s", line);
  else if (email && self->address && self->password)
    play (self, email, get_text (object, "book"));
  else if (get_text (object, "address") && get_text (object, "password"))
    {
      g_set_str (&self->address, get_text (object, "address"));
      g_set_str (&self->password, get_text (object, "password"));
    }
}

static void read_on (Partner *self);

static void
read_line_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Partner *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->input, result, NULL, &error);

  if (error)
    g_info ("partner: %s", error->message);
  if (!line)
    {
      g_main_loop_quit (self->loop);
      return;
    }

  obey (self, line);
  read_on (self);
}

static void
read_on (Partner *self)
{
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, read_line_cb, self);
}

int
duo_partner_run (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (stream);
  g_autoptr (GPtrArray) players = g_ptr_array_new_with_free_func (g_object_unref);
  Partner self = {loop, input, players, NULL, NULL};

  read_on (&self);
  g_main_loop_run (loop);

  g_free (self.address);
  g_free (self.password);
  return 0;
}
