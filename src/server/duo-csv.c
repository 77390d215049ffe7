/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-csv.h"

#include <string.h>

#include "duo-server-error.h"

#define MARK "\xef\xbb\xbf"
#define MAX_CELLS 256

struct _DuoCsv
{
  const char *next;
  const char *end;
  guint line; /* of @next */
  char separator;
};

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, message);

  return FALSE;
}

/* What comes first of the three in the first line, outside of quotes. */
static char
find_separator (const DuoCsv *self)
{
  gboolean quoted = FALSE;

  for (const char *c = self->next; c < self->end && (*c != '\n' || quoted); c++)
    if (*c == '"')
      quoted = !quoted;
    else if (!quoted && (*c == ',' || *c == ';' || *c == '\t'))
      return *c;

  return ',';
}

DuoCsv *
duo_csv_new (const char *text, gsize length)
{
  DuoCsv *self = g_new0 (DuoCsv, 1);

  self->next = text;
  self->end = text + length;
  self->line = 1;
  if (length >= strlen (MARK) && memcmp (text, MARK, strlen (MARK)) == 0)
    self->next += strlen (MARK);
  self->separator = find_separator (self);

  return self;
}

void
duo_csv_free (DuoCsv *self)
{
  g_free (self);
}

/* At the end of a record, which is passed: LF, CRLF or the end of the file. */
static gboolean
pass_end (DuoCsv *self)
{
  const char *next = self->next;

  if (next == self->end)
    return TRUE;
  if (*next == '\r' && next + 1 < self->end && next[1] == '\n')
    next++;
  if (*next != '\n')
    return FALSE;
  self->next = next + 1;
  self->line++;

  return TRUE;
}

static void
pass_line (DuoCsv *self)
{
  const char *end = memchr (self->next, '\n', self->end - self->next);

  self->next = end ? end + 1 : self->end;
  self->line++;
}

static gboolean
ends_cell (const DuoCsv *self)
{
  return self->next == self->end || *self->next == self->separator || *self->next == '\n' ||
         *self->next == '\r';
}

static gboolean
read_quoted (DuoCsv *self, GString *cell, GError **error)
{
  const char *begin = self->next;
  guint line = self->line;

  for (self->next++; self->next < self->end; self->next++)
    {
      if (*self->next == '"' && (self->next + 1 == self->end || self->next[1] != '"'))
        {
          self->next++;
          return ends_cell (self) ||
                 refuse (error,
                         "something follows a cell's closing quote; write a quote within a cell twice");
        }
      if (*self->next == '"')
        self->next++;
      self->line += *self->next == '\n';
      g_string_append_c (cell, *self->next);
    }
  /* The rest of the file is not lost for it: what is wrong there is named too. */
  self->next = begin;
  self->line = line;

  return refuse (error, "a quote is opened and never closed; close it, or leave it out");
}

static gboolean
read_plain (DuoCsv *self, GString *cell, GError **error)
{
  for (; !ends_cell (self); self->next++)
    {
      if (*self->next == '"')
        return refuse (error, "there is a quote within a cell that has none around it; put the cell into "
                              "quotes and write that one twice");
      g_string_append_c (cell, *self->next);
    }

  return TRUE;
}

static gboolean
read_cell (DuoCsv *self, GStrvBuilder *cells, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = self->next < self->end && *self->next == '"';

  if (!(quoted ? read_quoted (self, cell, error) : read_plain (self, cell, error)))
    return FALSE;
  if (!g_utf8_validate (cell->str, (gssize) cell->len, NULL))
    return refuse (error, "it is not UTF-8; save the file as “CSV UTF-8”");
  g_strv_builder_add (cells, cell->str);

  return TRUE;
}

static gboolean
read_record (DuoCsv *self, GStrvBuilder *cells, GError **error)
{
  for (guint n = 0; n < MAX_CELLS; n++)
    {
      if (!read_cell (self, cells, error))
        return FALSE;
      if (pass_end (self))
        return TRUE;
      if (*self->next != self->separator)
        return refuse (error, "a carriage return stands alone; lines end in LF or CRLF");
      self->next++;
    }

  return refuse (error, "it has more than " G_STRINGIFY (MAX_CELLS) " cells");
}

static gboolean
is_empty (char **cells)
{
  for (; *cells; cells++)
    if (**cells != '\0')
      return FALSE;

  return TRUE;
}

char **
duo_csv_next (DuoCsv *self, guint *line, GError **error)
{
  while (self->next < self->end)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) cells = NULL;

      *line = self->line;
      if (!read_record (self, builder, error))
        {
          pass_line (self);
          return NULL;
        }
      cells = g_strv_builder_end (builder);
      if (!is_empty (cells))
        return g_steal_pointer (&cells);
    }

  return NULL;
}

/* A spreadsheet would reckon with it, and could send away what stands beside it (OWASP, "CSV Injection"). */
static gboolean
is_formula (const char *cell)
{
  return *cell != '\0' && strchr ("=+-@\t\r", *cell) != NULL;
}

static void
write_cell (GString *text, const char *cell)
{
  if (strpbrk (cell, "\",;\t\r\n") == NULL && !g_str_has_prefix (cell, MARK) && !is_formula (cell))
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  if (is_formula (cell))
    g_string_append_c (text, '\'');
  for (; *cell; cell++)
    {
      if (*cell == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *cell);
    }
  g_string_append_c (text, '"');
}

void
duo_csv_write (GString *text, const char *const *cells)
{
  for (guint i = 0; cells[i]; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      write_cell (text, cells[i]);
    }
  g_string_append (text, "\r\n");
}
