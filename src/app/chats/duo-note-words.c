/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-note-words.h"

#include <glib/gi18n.h>

const char *
duo_note_words_mark (DuoMark mark)
{
  switch (mark)
    {
    case DUO_MARK_STRONG_YES:
      return _ ("Strong Yes");
    case DUO_MARK_YES:
      return C_ ("mark", "Yes");
    case DUO_MARK_MAYBE:
      return C_ ("mark", "Maybe");
    case DUO_MARK_NO:
      return C_ ("mark", "No");
    case DUO_MARK_NONE:
    case DUO_N_MARKS:
    default:
      return NULL;
    }
}

static const char *
say_waiting (const DuoNoteRecord *note, const char *otherwise)
{
  return duo_note_record_fits (note) ? otherwise
                                     : _ ("Too long to save. Shorten it; it is kept on this device");
}

static const char *
say_kept (const DuoNoteRecord *note, gboolean online)
{
  return say_waiting (note, online ? _ ("Saving…") : _ ("Saved on this device; it will be sent later"));
}

gboolean
duo_note_words_is_bad (DuoNoteState state, const DuoNoteRecord *note, gboolean online)
{
  if (state == DUO_NOTE_NOT_TAKEN && online)
    return TRUE;
  return state > DUO_NOTE_NOT_TAKEN || (state != DUO_NOTE_SAVED && !duo_note_record_fits (note));
}

const char *
duo_note_words_state (DuoNoteState state, const DuoNoteRecord *note, gboolean online)
{
  switch (state)
    {
    case DUO_NOTE_SAVED:
      return note->rev > 0 ? _ ("Saved") : "";
    case DUO_NOTE_EDITED:
      return say_waiting (note, _ ("Saving…"));
    case DUO_NOTE_KEPT:
      return say_kept (note, online);
    case DUO_NOTE_NOT_TAKEN:
      return online ? _ ("The service has a problem. Saved on this device; it will be sent later")
                    : say_kept (note, FALSE);
    case DUO_NOTE_FORBIDDEN:
      return _ ("Not sent: you cannot add notes to this chat. It is kept on this device");
    case DUO_NOTE_GONE:
      return _ ("Not saved: this chat is no longer yours. Copy what you want to keep");
    case DUO_NOTE_N_STATES:
    default:
      return "";
    }
}

char *
duo_note_words_readers (const char *const *names, gboolean shared)
{
  guint n = g_strv_length ((char **) names);

  if (!shared)
    return g_strdup (_ ("Only you see this. Whoever runs the service could read it."));
  /* TRANSLATORS: %s is a name */
  if (n == 1)
    return g_strdup_printf (_ ("%s can read this"), names[0]);
  /* TRANSLATORS: both are names */
  if (n == 2)
    return g_strdup_printf (_ ("%s and %s can read this"), names[0], names[1]);

  return g_strdup_printf (ngettext ("%u colleague can read this", "%u colleagues of yours can read this", n),
                          n);
}

char *
duo_note_words_body (const DuoNoteRecord *note)
{
  g_autofree char *next = NULL;

  if (note->next_step[0] == '\0')
    return g_strdup (note->text);
  /* TRANSLATORS: what a recruiter does next about a talent */
  next = g_strdup_printf (_ ("Next step: %s"), note->next_step);

  return note->text[0] != '\0' ? g_strconcat (note->text, "\n", next, NULL) : g_steal_pointer (&next);
}

char *
duo_note_words_title (const char *name, DuoMark mark)
{
  const char *word = duo_note_words_mark (mark);

  /* TRANSLATORS: a colleague's name and what they think of a talent: "Piotr Zieliński: Strong Yes" */
  return word != NULL ? g_strdup_printf (_ ("%s: %s"), name, word) : g_strdup (name);
}
