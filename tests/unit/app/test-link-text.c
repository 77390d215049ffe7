/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room/duo-link-text.h"

#include <gtk/gtk.h>

static void
test_links (void)
{
  static const struct
  {
    const char *text;
    const char *markup; /* NULL: nothing to open */
  } cases[] = {
      {"Hello Amara! Can you hear me?", NULL},
      {"", NULL},
      {"xhttps://example.org", NULL},
      {"javascript:alert(1)", NULL},
      {"file:///etc/passwd", NULL},
      {"https://", NULL},
      {"https://example.org", "<a href=\"https://example.org\">https://example.org</a>"},
      {"The post (http://example.org/a?b=1&c=2).",
       "The post (<a href=\"http://example.org/a?b=1&amp;c=2\">http://example.org/a?b=1&amp;c=2</a>)."},
      {"<b>HTTPS://a.example, https://b.example/é",
       "&lt;b&gt;<a href=\"HTTPS://a.example\">HTTPS://a.example</a>, "
       "<a href=\"https://b.example/é\">https://b.example/é</a>"},
      {"https://a.example\"><a href=\"file:///",
       "<a href=\"https://a.example\">https://a.example</a>&quot;&gt;"
       "&lt;a href=&quot;file:///"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = duo_link_text_dup (cases[i].text);

      g_assert_cmpstr (markup, ==, cases[i].markup);
    }
}

/* What anybody may write is what anybody reads, and breaks nothing. */
static void
test_says_the_same (void)
{
  static const char *const texts[] = {"https://a.example/<i>&amp;</i>' x", "\n\thttps://é.example/%20#x;",
                                      "https://a.example/a)b](c"};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *markup = duo_link_text_dup (texts[i]);
      g_autofree char *read = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GRegex) tags = g_regex_new ("</?a[^>]*>", 0, 0, NULL);
      g_autofree char *without = g_regex_replace_literal (tags, markup, -1, 0, "", 0, NULL);

      g_assert_true (pango_parse_markup (without, -1, 0, NULL, &read, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (read, ==, texts[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-text/links", test_links);
  g_test_add_func ("/link-text/says-the-same", test_says_the_same);
  return g_test_run ();
}
