/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-free-text.h"
#include "duo-wire.h"

static void
write_opening (DuoJsonWriter *writer, const DuoWireOpening *opening)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "date", opening->date);
  duo_json_writer_add_int (writer, "minutes", opening->minutes);
  duo_json_writer_add_optional_string (writer, "place", opening->place);
  duo_json_writer_begin_array (writer, "blocked");
  for (guint i = 0; i < opening->blocked->len; i++)
    {
      DuoTimeRange range = g_array_index (opening->blocked, DuoTimeRange, i);

      duo_json_writer_begin_array (writer, NULL);
      duo_json_writer_add_time (writer, NULL, range.start);
      duo_json_writer_add_time (writer, NULL, range.end);
      duo_json_writer_end_array (writer);
    }
  duo_json_writer_end_array (writer);
  duo_json_writer_end_object (writer);
}

void
duo_wire_write_availability (DuoJsonWriter *writer, const GPtrArray *openings)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_begin_array (writer, "days");
  for (guint i = 0; i < openings->len; i++)
    write_opening (writer, g_ptr_array_index (openings, i));
  duo_json_writer_end_array (writer);
  duo_json_writer_end_object (writer);
}

static DuoWireOpening *
read_opening (const DuoJson *json)
{
  DuoWireOpening *opening = duo_wire_opening_new ();
  DuoJson blocked = duo_json_get_array (json, "blocked");
  guint length = duo_json_get_length (&blocked);

  opening->date = duo_json_dup_string (json, "date");
  opening->minutes = (guint) duo_json_get_int (json, "minutes", DUO_STEP_MINUTES, DUO_LONGEST_MINUTES);
  opening->place = duo_json_dup_optional_text (json, "place", DUO_MAX_TEXT);
  if (length > DUO_MAX_BLOCKED)
    duo_json_fail_member (json, "blocked", "too many");
  if (!duo_format_is_duration (opening->minutes))
    duo_json_fail_member (json, "minutes", "not a multiple of five");
  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&blocked, i);
      DuoTimeRange range = duo_json_as_range (&element);

      g_array_append_val (opening->blocked, range);
    }
  return opening;
}

/* Which of two would hold is for nobody to guess. */
static gboolean
is_there_before (const GPtrArray *openings)
{
  const DuoWireOpening *last = openings->pdata[openings->len - 1];

  for (guint i = 0; i + 1 < openings->len; i++)
    if (g_strcmp0 (((DuoWireOpening *) openings->pdata[i])->date, last->date) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
duo_wire_read_availability (const DuoJson *json)
{
  g_autoptr (GPtrArray) openings = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_wire_opening_free);
  DuoJson days = duo_json_get_member (json, "days");
  guint length = duo_json_get_length (&days);

  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&days, i);

      g_ptr_array_add (openings, read_opening (&element));
      if (is_there_before (openings))
        duo_json_fail_member (&element, "date", "the same day is given twice");
    }
  return duo_json_failed (json) ? NULL : g_steal_pointer (&openings);
}

DuoWireOpening *
duo_wire_opening_new (void)
{
  DuoWireOpening *self = g_new0 (DuoWireOpening, 1);

  self->blocked = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  return self;
}

void
duo_wire_opening_free (DuoWireOpening *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_free (self->place);
  g_array_unref (self->blocked);
  g_free (self);
}

/* An empty text takes away what was there. */
static void
write_text (DuoJsonWriter *writer, const char *name, gboolean has, const char *text)
{
  if (has)
    duo_json_writer_add_string (writer, name, text != NULL ? text : "");
}

void
duo_wire_write_settings (DuoJsonWriter *writer, const DuoWireSettings *settings)
{
  duo_json_writer_begin_object (writer, NULL);
  if (settings->has_direct)
    duo_json_writer_add_string (writer, "mode", settings->direct ? "direct" : "selective");
  if (settings->has_paused)
    duo_json_writer_add_boolean (writer, "paused", settings->paused);
  write_text (writer, "question", settings->has_question, settings->question);
  write_text (writer, "about", settings->has_about, settings->about);
  if (settings->topics != NULL)
    duo_json_writer_add_strings (writer, "topics", (const char *const *) settings->topics);
  if (settings->languages != NULL)
    duo_json_writer_add_strings (writer, "languages", (const char *const *) settings->languages);
  duo_json_writer_end_object (writer);
}

static char *
read_text (const DuoJson *json, const char *name, gboolean *has)
{
  g_autofree char *text = duo_json_dup_optional_text (json, name, DUO_MAX_TEXT);

  *has = text != NULL;
  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
clean_words (char **words)
{
  for (; *words; words++)
    {
      g_autofree char *written = *words;

      *words = duo_free_text_dup_clean (written, FALSE);
    }
}

/* Everybody in the event is sent what one person writes here, so it has a measure. */
static char **
read_words (const DuoJson *json, const char *name)
{
  g_auto (GStrv) words = NULL;

  if (!duo_json_has (json, name))
    return NULL;
  words = duo_json_dup_strings (json, name);
  if (g_strv_length (words) > DUO_MAX_WORDS)
    duo_json_fail_member (json, name, "too many");
  for (guint i = 0; words[i]; i++)
    if (g_utf8_strlen (words[i], -1) > DUO_MAX_WORD)
      duo_json_fail_member (json, name, "too long");
  clean_words (words);
  return g_steal_pointer (&words);
}

static gboolean
read_mode (const DuoJson *json)
{
  g_autofree char *mode = duo_json_dup_optional_string (json, "mode");

  if (mode != NULL && !g_str_equal (mode, "direct") && !g_str_equal (mode, "selective"))
    duo_json_fail_member (json, "mode", "neither direct nor selective");
  return g_strcmp0 (mode, "direct") == 0;
}

DuoWireSettings *
duo_wire_read_settings (const DuoJson *json)
{
  g_autoptr (DuoWireSettings) settings = g_new0 (DuoWireSettings, 1);

  settings->has_direct = duo_json_has (json, "mode");
  settings->direct = read_mode (json);
  settings->has_paused = duo_json_has (json, "paused");
  settings->paused = duo_json_get_optional_boolean (json, "paused", FALSE);
  settings->question = read_text (json, "question", &settings->has_question);
  settings->about = read_text (json, "about", &settings->has_about);
  settings->topics = read_words (json, "topics");
  settings->languages = read_words (json, "languages");
  return duo_json_failed (json) ? NULL : g_steal_pointer (&settings);
}

void
duo_wire_settings_free (DuoWireSettings *self)
{
  if (self == NULL)
    return;

  g_free (self->question);
  g_free (self->about);
  g_strfreev (self->topics);
  g_strfreev (self->languages);
  g_free (self);
}
