/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-clock-file.h"

#define LOOK_MS 50

struct _DuoClockFile
{
  char *path;
  DuoClock *clock;
  GFunc changed;
  gpointer data;
  guint id;
};

/* A file that is missing or half written moves nothing. */
static gboolean
read_offset (DuoClockFile *self, gint64 *offset_us)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (self->path, &text, NULL, NULL) && duo_clock_file_parse (text, offset_us);
}

static gboolean
on_look (gpointer data)
{
  DuoClockFile *self = data;
  gint64 offset_us;

  if (!read_offset (self, &offset_us) || offset_us == duo_clock_get_offset_us (self->clock))
    return G_SOURCE_CONTINUE;
  duo_clock_set_offset_us (self->clock, offset_us);
  g_message ("clock: moved by %" G_GINT64_FORMAT " s", offset_us / G_USEC_PER_SEC);
  if (self->changed)
    self->changed (self->clock, self->data);

  return G_SOURCE_CONTINUE;
}

gboolean
duo_clock_file_parse (const char *text, gint64 *offset_us)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *end = NULL;
  double seconds = g_ascii_strtod (trimmed, &end);

  if (*trimmed == '\0' || *end != '\0' || !(seconds >= -1e10 && seconds <= 1e10))
    return FALSE;
  *offset_us = seconds * G_USEC_PER_SEC;

  return TRUE;
}

DuoClockFile *
duo_clock_file_new (const char *path, DuoClock *clock, GFunc changed, gpointer data)
{
  DuoClockFile *self = g_new0 (DuoClockFile, 1);

  self->path = g_strdup (path);
  self->clock = duo_clock_ref (clock);
  self->changed = changed;
  self->data = data;
  on_look (self);
  self->id = g_timeout_add (LOOK_MS, on_look, self);

  return self;
}

void
duo_clock_file_free (DuoClockFile *self)
{
  g_source_remove (self->id);
  duo_clock_unref (self->clock);
  g_free (self->path);
  g_free (self);
}
