/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-draft-reader.h"

#include <pango/pango.h>
#include <string.h>

#include "duo-free-text.h"

struct _DuoDraftReader
{
  GObject parent_instance;

  char *draft;      /* without blanks before it */
  gsize read;       /* bytes of it that were read */
  gboolean begun;   /* something of it was read, whatever it is now */
  gboolean changed; /* something that was read is not so any more */
  guint pause;
};

static guint read_signal;

G_DEFINE_FINAL_TYPE (DuoDraftReader, duo_draft_reader, G_TYPE_OBJECT)

/* ── where words and sentences end ────────────────────────────────────────────────────────────── */

/* (transfer full): one for each place between characters, both ends included */
static PangoLogAttr *
get_places (const char *text, glong *last)
{
  PangoLogAttr *places;

  *last = g_utf8_strlen (text, -1);
  places = g_new0 (PangoLogAttr, *last + 1);
  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), places, *last + 1);
  return places;
}

/* The byte at or before @at that is not within a word. */
static gsize
find_word (const char *text, gsize at)
{
  glong last;
  g_autofree PangoLogAttr *places = get_places (text, &last);
  glong place = g_utf8_pointer_to_offset (text, text + at);

  while (place > 0 && !places[place].is_word_boundary)
    place--;
  return (gsize) (g_utf8_offset_to_pointer (text, place) - text);
}

/* The byte at which the last sentence begins: all before it are whole. */
static gsize
find_last_sentence (const char *text)
{
  glong last;
  g_autofree PangoLogAttr *places = get_places (text, &last);
  glong place = MAX (last - 1, 0);

  while (place > 0 && !places[place].is_sentence_boundary)
    place--;
  return (gsize) (g_utf8_offset_to_pointer (text, place) - text);
}

/* The byte up to which words are whole: one that ends the text may go on. */
static gsize
find_whole_words (const char *text)
{
  glong last;
  g_autofree PangoLogAttr *places = get_places (text, &last);
  glong place = last;

  while (place > 0 && places[last].is_word_end && !places[place].is_word_start)
    place--;
  return (gsize) (g_utf8_offset_to_pointer (text, place) - text);
}

/* How many bytes at the beginning are the same characters. */
static gsize
count_same (const char *a, const char *b)
{
  const char *start = a;

  while (*a != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
  return (gsize) (a - start);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────────── */

/* Blanks at the end are left: who takes one back changes nothing that was heard. */
static void
read_to (DuoDraftReader *self, gsize end)
{
  g_autofree char *words = end > self->read ? g_strndup (self->draft + self->read, end - self->read) : NULL;

  if (duo_free_text_is_blank (words))
    return;

  self->read += strlen (g_strchomp (words));
  g_signal_emit (self, read_signal, 0, g_strchug (words), !self->begun);
  self->begun = TRUE;
}

static gboolean
on_long_pause (gpointer data)
{
  DuoDraftReader *self = data;

  self->pause = 0;
  read_to (self, strlen (self->draft));
  return G_SOURCE_REMOVE;
}

static gboolean
on_pause (gpointer data)
{
  DuoDraftReader *self = data;

  self->pause = 0;
  read_to (self, find_whole_words (self->draft));
  if (self->draft[self->read] != '\0')
    self->pause = g_timeout_add (DUO_DRAFT_READER_REST_MS, on_long_pause, self);
  return G_SOURCE_REMOVE;
}

static void
forget (DuoDraftReader *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_set_str (&self->draft, "");
  self->read = 0;
  self->begun = FALSE;
  self->changed = FALSE;
}

static void
take_draft (DuoDraftReader *self, char *draft)
{
  gsize same = count_same (self->draft, draft);

  self->changed |= same < self->read;
  self->read = find_word (draft, MIN (same, self->read));
  g_free (self->draft);
  self->draft = draft;
}

/* ── the type ─────────────────────────────────────────────────────────────────────────────────── */

static void
duo_draft_reader_finalize (GObject *object)
{
  DuoDraftReader *self = DUO_DRAFT_READER (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_free (self->draft);

  G_OBJECT_CLASS (duo_draft_reader_parent_class)->finalize (object);
}

static void
duo_draft_reader_class_init (DuoDraftReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_draft_reader_finalize;

  read_signal = g_signal_new ("read", DUO_TYPE_DRAFT_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
duo_draft_reader_init (DuoDraftReader *self)
{
  self->draft = g_strdup ("");
}

DuoDraftReader *
duo_draft_reader_new (void)
{
  return g_object_new (DUO_TYPE_DRAFT_READER, NULL);
}

void
duo_draft_reader_follow (DuoDraftReader *self, const char *draft)
{
  g_return_if_fail (DUO_IS_DRAFT_READER (self));

  if (duo_free_text_is_blank (draft))
    {
      forget (self);
      return;
    }

  take_draft (self, g_strchug (g_strdup (draft)));
  read_to (self, find_last_sentence (self->draft));
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (DUO_DRAFT_READER_WORDS_MS, on_pause, self);
}

char *
duo_draft_reader_dup_rest (DuoDraftReader *self, const char *message)
{
  g_autofree char *read = NULL;

  g_return_val_if_fail (DUO_IS_DRAFT_READER (self), NULL);

  read = g_strndup (self->draft, self->read);
  if (self->changed || !g_str_has_prefix (message, read))
    return g_strdup (message);

  return g_strstrip (g_strdup (message + find_word (message, self->read)));
}
