/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-cv-record.h"

#include <string.h>

#include "duo-free-text.h"

#define SIGNATURE "%PDF-"
#define SUFFIX ".pdf"
#define NO_NAME "CV"
/* File systems count bytes, and 255 of them; a download may get a number, or a suffix while it lasts. */
#define MAX_STEM_BYTES 200

DuoCvFault
duo_cv_judge (gconstpointer data, gsize length)
{
  if (length > DUO_MAX_CV)
    return DUO_CV_TOO_LARGE;
  if (length < strlen (SIGNATURE) || memcmp (data, SIGNATURE, strlen (SIGNATURE)) != 0)
    return DUO_CV_NOT_PDF;
  return DUO_CV_FINE;
}

/* Of either kind of folders. */
static const char *
skip_folders (const char *name)
{
  for (const char *next = name; *next; next++)
    if (*next == '/' || *next == '\\')
      name = next + 1;
  return name;
}

static gboolean
has_suffix (const char *name)
{
  gsize length = strlen (name);

  return length >= strlen (SUFFIX) && g_ascii_strcasecmp (name + length - strlen (SUFFIX), SUFFIX) == 0;
}

/* What one of the usual file systems does not take in a name. */
static void
replace_reserved (char *name)
{
  g_strdelimit (name, "\"*:<>?|", '_');
}

/* @stem: without dots in front and without blanks around, cut where it is too long */
static char *
cut (const char *stem)
{
  glong most = DUO_MAX_CV_NAME - (glong) strlen (SUFFIX);
  g_autofree char *few = NULL;

  stem += strspn (stem, ". ");
  few = g_utf8_substring (stem, 0, MIN (g_utf8_strlen (stem, -1), most));
  if (strlen (few) > MAX_STEM_BYTES)
    *g_utf8_find_prev_char (few, few + MAX_STEM_BYTES + 1) = '\0';
  return g_strdup (g_strchomp (few));
}

char *
duo_cv_dup_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name ? skip_folders (name) : "", -1);
  g_autofree char *clean = duo_free_text_dup_clean (valid, FALSE);
  g_autofree char *stem = NULL;

  if (has_suffix (clean))
    clean[strlen (clean) - strlen (SUFFIX)] = '\0';
  replace_reserved (clean);
  stem = cut (clean);
  return g_strconcat (duo_free_text_is_blank (stem) ? NO_NAME : stem, SUFFIX, NULL);
}

DuoCvRecord *
duo_cv_record_new (const char *name, guint64 size, gint64 uploaded)
{
  DuoCvRecord *self = g_new0 (DuoCvRecord, 1);

  self->name = g_strdup (name);
  self->size = size;
  self->uploaded = uploaded;
  return self;
}

DuoCvRecord *
duo_cv_record_copy (const DuoCvRecord *self)
{
  return self ? duo_cv_record_new (self->name, self->size, self->uploaded) : NULL;
}

void
duo_cv_record_free (DuoCvRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

gboolean
duo_cv_record_equal (const DuoCvRecord *self, const DuoCvRecord *other)
{
  if (self == NULL || other == NULL)
    return self == other;
  return self->size == other->size && self->uploaded == other->uploaded &&
         g_strcmp0 (self->name, other->name) == 0;
}
