/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-demo-cv.h"

#include <string.h>

/* A PDF by hand (ISO 32000-1 §7.5): five objects, of which each reader has the two fonts. A4 in points:
 *
 *   842 ┌──────────────────┐
 *   TOP │ Name             │  down by what each line takes
 *       │ Title            │
 *       └──────────────────┘ 0 */

#define LEFT 72
#define TOP 760
#define LINE_CHARACTERS 78
#define N_OBJECTS 6

typedef enum
{
  FONT_PLAIN,
  FONT_BOLD,
} Font;

typedef struct
{
  GString *text;
  int y;
} Page;

/* A PDF's fonts know Latin 1; of other letters what is nearest. */
static void
append_letter (GString *out, gunichar c)
{
  char letter[7] = "";
  g_autofree char *plain = NULL;

  if (c < 256 && !g_unichar_iscntrl (c))
    {
      g_string_append_printf (out, strchr ("()\\", (int) c) || c > 126 ? "\\%03o" : "%c", c);
      return;
    }
  g_unichar_to_utf8 (c, letter);
  plain = g_str_to_ascii (letter, "C");
  g_string_append (out, plain);
}

static void
add_line (Page *page, Font font, int size, const char *line)
{
  page->y -= size + size / 2;
  g_string_append_printf (page->text, "BT /F%d %d Tf %d %d Td (", font, size, LEFT, page->y);
  for (const char *next = line; *next; next = g_utf8_next_char (next))
    append_letter (page->text, g_utf8_get_char (next));
  g_string_append (page->text, ") Tj ET\n");
}

static void
add_text (Page *page, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (char **word = words; *word; word++)
    {
      if (line->len > 0 && g_utf8_strlen (line->str, -1) + g_utf8_strlen (*word, -1) >= LINE_CHARACTERS)
        {
          add_line (page, FONT_PLAIN, 11, line->str);
          g_string_truncate (line, 0);
        }
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", *word);
    }
  add_line (page, FONT_PLAIN, 11, line->str);
}

static void
add_section (Page *page, const char *title, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);
  g_autofree char *text = g_strjoinv (", ", parts);

  page->y -= 18;
  add_line (page, FONT_BOLD, 13, title);
  add_text (page, text);
}

static char *
write_page (const DuoDemoTalent *talent)
{
  Page page = {g_string_new (NULL), TOP};

  add_line (&page, FONT_BOLD, 24, talent->name);
  add_line (&page, FONT_PLAIN, 13, talent->title);
  add_section (&page, "Profile", talent->about);
  add_section (&page, "Topics", talent->topics);
  add_section (&page, "Languages", talent->languages);
  add_section (&page, "Please note", "This person and this CV are made up for the demo event.");
  return g_string_free_and_steal (page.text);
}

static void
add_object (GString *out, gsize *offsets, guint *n, const char *object)
{
  offsets[*n] = out->len;
  *n += 1;
  g_string_append_printf (out, "%u 0 obj\n%s\nendobj\n", *n, object);
}

static void
add_table (GString *out, const gsize *offsets, guint n)
{
  gsize start = out->len;

  g_string_append_printf (out, "xref\n0 %u\n0000000000 65535 f \n", n + 1);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%010" G_GSIZE_FORMAT " 00000 n \n", offsets[i]);
  g_string_append_printf (
      out, "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", n + 1, start);
}

GBytes *
duo_demo_cv_new (const DuoDemoTalent *talent)
{
  GString *out = g_string_new ("%PDF-1.4\n");
  g_autofree char *page = write_page (talent);
  g_autofree char *content =
      g_strdup_printf ("<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream", strlen (page), page);
  gsize offsets[N_OBJECTS];
  guint n = 0;

  add_object (out, offsets, &n, "<< /Type /Catalog /Pages 2 0 R >>");
  add_object (out, offsets, &n, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  add_object (out, offsets, &n,
              "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
              " /Resources << /Font << /F0 5 0 R /F1 6 0 R >> >> >>");
  add_object (out, offsets, &n, content);
  add_object (out, offsets, &n,
              "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  add_object (out, offsets, &n,
              "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
  add_table (out, offsets, n);
  return g_string_free_to_bytes (out);
}
