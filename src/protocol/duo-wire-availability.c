/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-free-text.h"
#include "duo-wire.h"

static void
write_opening (DuoJsonWriter *writer, const DuoOpening *opening)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "date", opening->date);
  duo_json_writer_add_int (writer, "minutes", opening->minutes);
  duo_json_writer_add_optional_string (writer, "place", opening->place);
  duo_json_writer_add_ranges (writer, "blocked", opening->blocked);
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

static DuoOpening *
read_opening (const DuoJson *json)
{
  DuoOpening *opening = duo_opening_new (NULL, 0);
  g_autoptr (GArray) blocked = duo_json_dup_optional_ranges (json, "blocked", DUO_MAX_BLOCKED);

  opening->date = duo_json_dup_string (json, "date");
  opening->minutes = (guint) duo_json_get_int (json, "minutes", DUO_STEP_MINUTES, DUO_LONGEST_MINUTES);
  opening->place = duo_json_dup_optional_text (json, "place", DUO_MAX_TEXT);
  if (!duo_format_is_duration (opening->minutes))
    duo_json_fail_member (json, "minutes", "not a multiple of five");
  if (blocked != NULL)
    duo_opening_set_blocked (opening, blocked);
  return opening;
}

/* Which of two would hold is for nobody to guess. */
static gboolean
is_there_before (const GPtrArray *openings)
{
  const DuoOpening *last = openings->pdata[openings->len - 1];

  for (guint i = 0; i + 1 < openings->len; i++)
    if (g_strcmp0 (((DuoOpening *) openings->pdata[i])->date, last->date) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
duo_wire_read_availability (const DuoJson *json)
{
  g_autoptr (GPtrArray) openings = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_opening_free);
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

static void
apply_text (char **text, gboolean has, const char *changed)
{
  if (has)
    g_set_str (text, changed);
}

static void
apply_words (char ***words, char **changed)
{
  if (changed == NULL)
    return;
  g_strfreev (*words);
  *words = g_strdupv (changed);
}

void
duo_wire_settings_apply (const DuoWireSettings *self, DuoPersonRecord *person)
{
  if (self->has_direct)
    person->direct = self->direct;
  if (self->has_paused)
    person->paused = self->paused;
  apply_text (&person->question, self->has_question, self->question);
  apply_text (&person->about, self->has_about, self->about);
  apply_words (&person->topics, self->topics);
  apply_words (&person->languages, self->languages);
}

static gboolean
holds_text (gboolean has, const char *wanted, const char *text)
{
  g_autofree char *clean = wanted != NULL ? duo_free_text_dup_clean (wanted, TRUE) : NULL;

  return !has || g_strcmp0 (clean != NULL ? clean : "", text != NULL ? text : "") == 0;
}

static gboolean
hold_words (char **wanted, char **words)
{
  static const char *const none[] = {NULL};
  g_auto (GStrv) clean = g_strdupv (wanted);

  if (clean == NULL)
    return TRUE;
  clean_words (clean);
  return g_strv_equal ((const char *const *) clean, words != NULL ? (const char *const *) words : none);
}

gboolean
duo_wire_settings_hold (const DuoWireSettings *self, const DuoPersonRecord *person)
{
  return (!self->has_direct || self->direct == person->direct) &&
         (!self->has_paused || self->paused == person->paused) &&
         holds_text (self->has_question, self->question, person->question) &&
         holds_text (self->has_about, self->about, person->about) &&
         hold_words (self->topics, person->topics) && hold_words (self->languages, person->languages);
}

DuoWireSettings *
duo_wire_settings_copy (const DuoWireSettings *self)
{
  DuoWireSettings *copy = g_memdup2 (self, sizeof *self);

  copy->question = g_strdup (self->question);
  copy->about = g_strdup (self->about);
  copy->topics = g_strdupv (self->topics);
  copy->languages = g_strdupv (self->languages);
  return copy;
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
