/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-json.h"

#include <string.h>

/* json-glib forgives a good deal and keeps the last of two equal names, so what comes from outside is read once by this
 * small reader of the grammar, which builds nothing. */

typedef struct
{
  const char *text;
  gsize length;
} Name;

typedef struct
{
  const char *at;
  const char *end;
  const char *begin;
  guint depth;
  GArray *names;    /* of all objects that are open, innermost last */
  GPtrArray *plain; /* names that came with escapes, without them */
  GError **error;
} Reader;

static gboolean read_value (Reader *self);

static gboolean
fail (Reader *self, const char *what)
{
  g_set_error (self->error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED, "byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (self->at - self->begin), what);
  return FALSE;
}

static char
peek (Reader *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static void
skip_space (Reader *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL)
    self->at++;
}

static gboolean
take (Reader *self, char c)
{
  skip_space (self);
  if (peek (self) != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
read_hex (Reader *self, guint *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++, self->at++)
    {
      if (!g_ascii_isxdigit (peek (self)))
        return fail (self, "\\u wants four hexadecimal digits");
      *unit = *unit * 16 + (guint) g_ascii_xdigit_value (*self->at);
    }
  return TRUE;
}

static gboolean
read_unicode_escape (Reader *self, GString *plain)
{
  guint unit, low;

  if (!read_hex (self, &unit))
    return FALSE;
  if (unit == 0)
    return fail (self, "a NUL in a text");
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
        return fail (self, "half of a surrogate pair");
      self->at += 2;
      if (!read_hex (self, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (self, "half of a surrogate pair");
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (self, "half of a surrogate pair");
  if (plain != NULL)
    g_string_append_unichar (plain, unit);
  return TRUE;
}

static gboolean
read_escape (Reader *self, GString *plain)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;

  self->at++;
  if (peek (self) == 'u')
    {
      self->at++;
      return read_unicode_escape (self, plain);
    }
  letter = peek (self) != '\0' ? strchr (letters, *self->at) : NULL;
  if (letter == NULL)
    return fail (self, "an escape that there is not");
  if (plain != NULL)
    g_string_append_c (plain, meanings[letter - letters]);
  self->at++;
  return TRUE;
}

/* From after the opening quote to after the closing one. @plain: (nullable): the text without escapes is added to it */
static gboolean
read_string (Reader *self, GString *plain)
{
  while (self->at < self->end)
    {
      guchar c = (guchar) *self->at;

      if (c == '"')
        {
          self->at++;
          return TRUE;
        }
      if (c < 0x20)
        return fail (self, "a control character in a text");
      if (c == '\\')
        {
          if (!read_escape (self, plain))
            return FALSE;
          continue;
        }
      if (plain != NULL)
        g_string_append_c (plain, (char) c);
      self->at++;
    }
  return fail (self, "a text without an end");
}

static gboolean
read_digits (Reader *self)
{
  if (!g_ascii_isdigit (peek (self)))
    return fail (self, "a digit is missing");
  while (g_ascii_isdigit (peek (self)))
    self->at++;
  return TRUE;
}

/* Two digits are more than anything here is measured in, and no double is too small for them. */
static gboolean
read_exponent (Reader *self)
{
  const char *first;

  if (peek (self) == '+' || peek (self) == '-')
    self->at++;
  first = self->at;
  if (!read_digits (self))
    return FALSE;
  return self->at - first <= 2 || fail (self, "a number that is out of range");
}

static gboolean
read_number (Reader *self)
{
  const char *first;

  if (peek (self) == '-')
    self->at++;
  first = self->at;
  if (!read_digits (self))
    return FALSE;
  if (*first == '0' && self->at > first + 1)
    return fail (self, "a number that begins with 0");
  if (self->at - first > 18)
    return fail (self, "a number with more than 18 digits");
  if (peek (self) == '.')
    {
      self->at++;
      if (!read_digits (self))
        return FALSE;
    }
  if (g_ascii_toupper (peek (self)) != 'E')
    return TRUE;

  self->at++;
  return read_exponent (self);
}

static gboolean
read_word (Reader *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return fail (self, "no JSON value");
  self->at += length;
  return TRUE;
}

static gboolean
remember_name (Reader *self, guint base, const char *text, gsize length)
{
  Name name = {text, length};

  if (self->names->len - base >= DUO_MAX_JSON_MEMBERS)
    return fail (self, "an object with too many members");
  for (guint i = base; i < self->names->len; i++)
    {
      const Name *other = &g_array_index (self->names, Name, i);

      if (other->length == length && memcmp (other->text, text, length) == 0)
        return fail (self, "a name that the object has already");
    }
  g_array_append_val (self->names, name);
  return TRUE;
}

static gboolean
read_name (Reader *self, guint base)
{
  const char *start = self->at;
  GString *plain;

  if (!read_string (self, NULL))
    return FALSE;
  if (memchr (start, '\\', (gsize) (self->at - start)) == NULL)
    return remember_name (self, base, start, (gsize) (self->at - start) - 1);

  plain = g_string_new (NULL);
  g_ptr_array_add (self->plain, plain);
  self->at = start;
  return read_string (self, plain) && remember_name (self, base, plain->str, plain->len);
}

static gboolean
read_members (Reader *self, guint base)
{
  if (take (self, '}'))
    return TRUE;
  do
    {
      if (!take (self, '"'))
        return fail (self, "a name is missing");
      if (!read_name (self, base))
        return FALSE;
      if (!take (self, ':'))
        return fail (self, "a colon is missing");
      if (!read_value (self))
        return FALSE;
    }
  while (take (self, ','));
  return take (self, '}') || fail (self, "an object without an end");
}

static gboolean
read_object (Reader *self)
{
  guint base = self->names->len;
  gboolean read = read_members (self, base);

  g_array_set_size (self->names, base);
  return read;
}

static gboolean
read_array (Reader *self)
{
  if (take (self, ']'))
    return TRUE;
  do
    {
      if (!read_value (self))
        return FALSE;
    }
  while (take (self, ','));
  return take (self, ']') || fail (self, "an array without an end");
}

static gboolean
read_nested (Reader *self)
{
  gboolean is_object = *self->at++ == '{', read;

  if (++self->depth > DUO_MAX_JSON_DEPTH)
    {
      g_set_error (self->error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_TOO_LARGE, "deeper than %d levels",
                   DUO_MAX_JSON_DEPTH);
      return FALSE;
    }
  read = is_object ? read_object (self) : read_array (self);
  self->depth--;
  return read;
}

static gboolean
read_value (Reader *self)
{
  skip_space (self);
  switch (peek (self))
    {
    case '{':
    case '[':
      return read_nested (self);
    case '"':
      self->at++;
      return read_string (self, NULL);
    case 't':
      return read_word (self, "true");
    case 'f':
      return read_word (self, "false");
    case 'n':
      return read_word (self, "null");
    default:
      return read_number (self);
    }
}

static gboolean
read_document (Reader *self)
{
  if (!read_value (self))
    return FALSE;
  skip_space (self);
  return self->at == self->end || fail (self, "something after the end");
}

static void
free_string (gpointer data)
{
  g_string_free (data, TRUE);
}

gboolean
duo_json_check (const char *text, gsize length, gsize limit, GError **error)
{
  g_autoptr (GArray) names = NULL;
  g_autoptr (GPtrArray) plain = NULL;
  Reader reader = {.at = text, .end = text + length, .begin = text, .error = error};

  if (length > limit)
    {
      g_set_error (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes, where %" G_GSIZE_FORMAT " are allowed", length, limit);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, DUO_PROTOCOL_ERROR, DUO_PROTOCOL_ERROR_MALFORMED,
                           "not UTF-8, or with a NUL");
      return FALSE;
    }
  reader.names = names = g_array_new (FALSE, FALSE, sizeof (Name));
  reader.plain = plain = g_ptr_array_new_with_free_func (free_string);
  return read_document (&reader);
}
