/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The app without its windows: a session that does what it is told. `./run check restart` puts a service in its way
 * that is killed under it.
 *
 *   restart-app ADDRESS E-MAIL PASSWORD
 *
 * Reads a line at a time and answers each with a line of JSON:
 *
 *   do VERB PERSON CHAT START END   ("-" for who or what is not meant): {"told": "done"}, or why not
 *   settings PERSON QUESTION        the same
 *   availability PERSON DATE MINUTES
 *   format CONTACT                  whom to ask of the event
 *   watch PERSON DATE               from now on "look" says how that day is set
 *   look                            what is known: {"online": …, "pending": n, "contact": …, "question": …, "minutes": n,
 *                                   "chats": [[id, state, rev, start, end], …]} */

#include <gio/gunixinputstream.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "duo-json-writer.h"
#include "duo-session.h"

typedef struct
{
  DuoSession *session;
  GDataInputStream *lines;
  GMainLoop *loop;
  DuoSlots *slots; /* (nullable): of whom is watched */
  DuoPerson *watched;
  char *date;
} App;

static void read_line (App *self);

static void
say (const char *text)
{
  g_print ("%s\n", text);
  fflush (stdout);
}

static void
say_told (const GError *error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  duo_json_writer_add_string (&writer, "told", error ? error->message : "done");
  duo_json_writer_add_boolean (&writer, "offline",
                               g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE));
  duo_json_writer_end_object (&writer);
  say (text->str);
}

static void
write_chats (DuoJsonWriter *writer, GListModel *chats)
{
  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      duo_json_writer_begin_array (writer, NULL);
      duo_json_writer_add_string (writer, NULL, duo_chat_get_id (chat));
      duo_json_writer_add_string (writer, NULL, duo_chat_state_to_string (duo_chat_get_state (chat)));
      duo_json_writer_add_int (writer, NULL, duo_chat_get_rev (chat));
      duo_json_writer_add_int (writer, NULL, duo_chat_get_range (chat).start);
      duo_json_writer_add_int (writer, NULL, duo_chat_get_range (chat).end);
      duo_json_writer_end_array (writer);
    }
}

static void
write_watched (App *self, DuoJsonWriter *writer)
{
  const DuoOpening *opening = duo_slots_get_opening (self->slots, self->date);

  duo_json_writer_add_optional_string (writer, "question", duo_person_get_question (self->watched));
  duo_json_writer_add_int (writer, "minutes", opening ? opening->minutes : 0);
}

static void
watch (App *self, char **words)
{
  self->watched = g_object_ref (duo_event_find_person (duo_session_get_event (self->session), words[1]));
  self->date = g_strdup (words[2]);
  self->slots = duo_session_watch_slots (self->session, self->watched);
}

static void
look (App *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DuoEvent *event = duo_session_get_event (self->session);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, text);
  duo_json_writer_begin_object (&writer, NULL);
  duo_json_writer_add_boolean (&writer, "online",
                               duo_session_get_state (self->session) == DUO_SESSION_ONLINE);
  duo_json_writer_add_int (&writer, "pending", duo_session_get_n_pending (self->session));
  if (event)
    duo_json_writer_add_optional_string (&writer, "contact", duo_event_get_record (event)->contact);
  if (self->slots)
    write_watched (self, &writer);
  duo_json_writer_begin_array (&writer, "chats");
  if (event)
    {
      write_chats (&writer, duo_event_get_chats (event));
      write_chats (&writer, duo_event_get_other_chats (event));
    }
  duo_json_writer_end_array (&writer);
  duo_json_writer_end_object (&writer);
  say (text->str);
}

static void
command_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoChat) chat = duo_session_command_finish (DUO_SESSION (source), result, &error);

  say_told (error);
}

/* What was told as not sent failed after all. */
static void
on_outcome (DuoSession *session, DuoChat *chat, const GError *error, gpointer data)
{
  say_told (error);
}

static void
command (App *self, char **words)
{
  DuoEvent *event = duo_session_get_event (self->session);
  DuoPerson *person = duo_event_find_person (event, words[2]);
  DuoChat *chat = duo_event_find_chat (event, words[3]);
  DuoTimeRange range = {g_ascii_strtoll (words[4], NULL, 10), g_ascii_strtoll (words[5], NULL, 10)};
  DuoVerb verb = DUO_N_VERBS;

  if (!duo_verb_from_string (words[1], &verb) || (!person && !chat))
    g_error ("nothing to %s", words[1]);
  duo_session_command_async (self->session, verb, person, chat, range, "Because.", NULL, NULL, command_cb,
                             self);
}

static void
settings_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  duo_session_change_settings_finish (DUO_SESSION (source), result, &error);
  say_told (error);
}

static void
set_question (App *self, char **words)
{
  DuoWireSettings settings = {.has_question = TRUE, .question = words[2]};

  duo_session_change_settings_async (self->session, self->watched, &settings,
                                     duo_person_get_rev (self->watched), NULL, settings_cb, NULL);
}

static void
availability_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  duo_session_set_availability_finish (DUO_SESSION (source), result, &error);
  say_told (error);
}

static void
set_minutes (App *self, char **words)
{
  g_autoptr (GPtrArray) openings = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_opening_free);

  g_ptr_array_add (openings, duo_opening_new (words[2], (guint) g_ascii_strtoull (words[3], NULL, 10)));
  duo_session_set_availability_async (self->session, self->watched, openings, NULL, availability_cb, NULL);
}

static void
format_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoFormatAnswer) answer =
      duo_session_change_format_finish (DUO_SESSION (source), result, &error);

  say_told (error);
}

static void
set_contact (App *self, char **words)
{
  DuoEvent *event = duo_session_get_event (self->session);
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();

  change->contact = g_strdup (words[1]);
  change->seen = duo_event_get_record (event)->changed;
  duo_session_change_format_async (self->session, event, change, NULL, format_cb, NULL);
}

static void
obey (App *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (g_strv_length (words) == 6 && g_str_equal (words[0], "do"))
    command (self, words);
  else if (g_strv_length (words) == 3 && g_str_equal (words[0], "watch"))
    watch (self, words);
  else if (g_strv_length (words) == 3 && g_str_equal (words[0], "settings"))
    set_question (self, words);
  else if (g_strv_length (words) == 2 && g_str_equal (words[0], "format"))
    set_contact (self, words);
  else if (g_strv_length (words) == 4 && g_str_equal (words[0], "availability"))
    set_minutes (self, words);
  else if (g_str_equal (line, "look"))
    look (self);
  else
    g_error ("not understood: %s", line);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  App *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->lines, result, NULL, &error);

  if (!line)
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

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  duo_session_sign_in_finish (DUO_SESSION (source), result, &error);
  say_told (error);
  read_line (data);
}

int
main (int argc, char **argv)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (DuoSession) session = NULL;
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  App self;

  if (argc != 4)
    g_error ("restart-app ADDRESS E-MAIL PASSWORD");
  session = duo_session_new ("restart", clock, g_network_monitor_get_default ());
  self = (App) {session, lines, loop, NULL, NULL, NULL};
  duo_session_leave_keyring (session);
  g_signal_connect (session, "outcome", G_CALLBACK (on_outcome), NULL);
  duo_session_sign_in_async (session, argv[1], argv[2], argv[3], NULL, signed_in_cb, &self);
  g_main_loop_run (loop);
  g_clear_object (&self.slots);
  g_clear_object (&self.watched);
  g_free (self.date);
  return 0;
}
