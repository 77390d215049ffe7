/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

/* Days, spans and counts as German writes them: run by tests/harness/in-language. */

#define BEGIN 1793711700 /* 2026-11-03 14:15 in Stockholm */
#define HOUR 3600
#define DAY (24 * HOUR)

static GTimeZone *zone;
static const DuoTimeRange range = {BEGIN, BEGIN + 900};

static void
take (char *text, const char *expected)
{
  g_autofree char *taken = text;

  g_assert_cmpstr (taken, ==, expected);
}

static void
test_days (void)
{
  take (duo_text_day (BEGIN, zone), "Dienstag, 3. November");
  take (duo_text_day_short (BEGIN, zone), "Di 3.");
  take (duo_text_day_medium (BEGIN, zone), "Di, 3. November");
  take (duo_text_day_head (BEGIN, zone, BEGIN), "Heute, Dienstag, 3. November");
  take (duo_text_day_head (BEGIN + DAY, zone, BEGIN), "Morgen, Mittwoch, 4. November");
}

static void
test_spans (void)
{
  take (duo_text_days (BEGIN, BEGIN + 2 * DAY, zone), "3.–5. November");
  take (duo_text_days (BEGIN - 4 * DAY, BEGIN, zone), "30. Oktober – 3. November");
  take (duo_text_when (range, zone), "Dienstag, 3. November, \u206614:15\u2060–\u206014:30\u2069");
  take (duo_text_range_spoken (range, zone), "14:15 bis 14:30");
}

static void
test_counts (void)
{
  take (duo_text_open_slots (0), "Keine freien Termine");
  take (duo_text_open_slots (1), "1 freier Termin");
  take (duo_text_open_slots (2), "2 freie Termine");
  take (duo_text_ago (BEGIN - 3 * DAY, BEGIN), "vor 3 Tagen");
  take (duo_text_countdown (range, BEGIN - 2 * DAY), "in 2 Tagen");
}

/* Tables of sentences are translated when they are said. */
static void
test_sentences (void)
{
  g_assert_cmpstr (duo_sentence_for_refusal_short (DUO_REFUSAL_TOO_LATE), ==, "Zu spät");
}

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DUO_WORDS"));
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  zone = g_time_zone_new_identifier ("Europe/Stockholm");
  g_test_add_func ("/german/days", test_days);
  g_test_add_func ("/german/spans", test_spans);
  g_test_add_func ("/german/counts", test_counts);
  g_test_add_func ("/german/sentences", test_sentences);
  status = g_test_run ();
  g_time_zone_unref (zone);
  return status;
}
