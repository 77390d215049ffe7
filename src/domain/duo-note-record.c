/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-note-record.h"

#include <string.h>

#include "duo-names-private.h"
#include "duo-permissions.h"

static const char *const marks[DUO_N_MARKS] = {
    [DUO_MARK_NONE] = "none", [DUO_MARK_STRONG_YES] = "strong-yes",
    [DUO_MARK_YES] = "yes",   [DUO_MARK_MAYBE] = "maybe",
    [DUO_MARK_NO] = "no",
};

const char *
duo_mark_to_string (DuoMark mark)
{
  return duo_names_get (marks, DUO_N_MARKS, mark);
}

gboolean
duo_mark_from_string (const char *text, DuoMark *mark)
{
  guint value;

  if (!duo_names_find (marks, DUO_N_MARKS, text, &value))
    return FALSE;
  *mark = value;
  return TRUE;
}

DuoNoteRecord *
duo_note_record_new (const char *event, const char *chat, const char *author)
{
  DuoNoteRecord *self = g_new0 (DuoNoteRecord, 1);

  self->event = g_strdup (event);
  self->chat = g_strdup (chat);
  self->author = g_strdup (author);
  self->text = g_strdup ("");
  self->next_step = g_strdup ("");
  return self;
}

DuoNoteRecord *
duo_note_record_copy (const DuoNoteRecord *self)
{
  DuoNoteRecord *copy = g_memdup2 (self, sizeof *self);

  copy->event = g_strdup (self->event);
  copy->chat = g_strdup (self->chat);
  copy->author = g_strdup (self->author);
  copy->company = g_strdup (self->company);
  copy->withdrawn = g_strdup (self->withdrawn);
  copy->text = g_strdup (self->text);
  copy->next_step = g_strdup (self->next_step);
  return copy;
}

void
duo_note_record_free (DuoNoteRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_free (self->chat);
  g_free (self->author);
  g_free (self->company);
  g_free (self->withdrawn);
  g_free (self->text);
  g_free (self->next_step);
  g_free (self);
}

char *
duo_note_record_dup_key (const DuoNoteRecord *self)
{
  return g_strconcat (self->chat, "/", self->author, NULL);
}

gboolean
duo_note_record_is_empty (const DuoNoteRecord *self)
{
  return self->text[0] == '\0' && self->next_step[0] == '\0' && self->mark == DUO_MARK_NONE;
}

gboolean
duo_note_record_fits (const DuoNoteRecord *self)
{
  return g_utf8_strlen (self->text, -1) <= DUO_MAX_NOTE &&
         g_utf8_strlen (self->next_step, -1) <= DUO_MAX_NEXT_STEP;
}

gboolean
duo_note_record_says_same (const DuoNoteRecord *self, const DuoNoteRecord *other)
{
  return self->mark == other->mark && self->shared == other->shared &&
         g_str_equal (self->text, other->text) && g_str_equal (self->next_step, other->next_step);
}

gboolean
duo_note_record_is_seen_by (const DuoNoteRecord *self, const char *me, DuoRole role, const char *company)
{
  if (g_strcmp0 (self->author, me) == 0)
    return TRUE;
  return self->shared && role == DUO_ROLE_RECRUITER && company != NULL &&
         g_strcmp0 (self->company, company) == 0;
}

gboolean
duo_note_record_is_allowed (const DuoNoteRecord *self, DuoRole role)
{
  gboolean plain = self->mark == DUO_MARK_NONE && self->next_step[0] == '\0' && !self->shared;

  return duo_role_has_right (role, plain ? DUO_RIGHT_WRITE_NOTE : DUO_RIGHT_MARK);
}

static char *
join_texts (const char *theirs, const char *mine)
{
  if (strstr (mine, theirs) != NULL)
    return g_strdup (mine);
  if (strstr (theirs, mine) != NULL)
    return g_strdup (theirs);
  return g_strconcat (theirs, "\n\n", mine, NULL);
}

void
duo_note_record_merge (DuoNoteRecord *self, const DuoNoteRecord *theirs)
{
  char *text = join_texts (theirs->text, self->text);

  g_free (self->text);
  self->text = text;
  /* What was taken back is not shared again with what was written since. */
  self->shared = self->shared && theirs->shared;
  self->rev = theirs->rev;
}
