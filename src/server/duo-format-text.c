/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-format-text.h"

#include <string.h>

#include "duo-free-text.h"
#include "duo-server-error.h"
#include "duo-wire.h"

static const struct
{
  const char *word;
  guint value;
} expiry_words[] = {{"never", DUO_EXPIRY_NEVER},
                    {"6h", DUO_EXPIRY_SIX_HOURS},
                    {"1d", DUO_EXPIRY_ONE_DAY},
                    {"3d", DUO_EXPIRY_THREE_DAYS}};

static const struct
{
  const char *word;
  DuoRequestsBy value;
} requests_words[] = {
    {"talents", DUO_REQUESTS_BY_TALENTS},
    {"recruiters", DUO_REQUESTS_BY_RECRUITERS},
    {"both", DUO_REQUESTS_BY_TALENTS | DUO_REQUESTS_BY_RECRUITERS},
};

/* ── writing ───────────────────────────────────────────────────────────────────────────────── */

static void
write_limit (GString *text, const char *key, guint limit)
{
  if (limit == DUO_NO_LIMIT)
    g_string_append_printf (text, "%s=none\n", key);
  else
    g_string_append_printf (text, "%s=%u\n", key, limit);
}

static void
write_day (GString *text, DuoDay *day)
{
  gsize n_windows;
  const DuoDayWindow *windows = duo_day_get_windows (day, &n_windows);

  g_string_append_printf (text, "%s %s", duo_day_get_date (day),
                          duo_day_get_kind (day) == DUO_DAY_IN_PERSON ? "in-person" : "virtual");
  for (gsize i = 0; i < n_windows; i++)
    g_string_append_printf (text, " %02u:%02u-%02u:%02u", windows[i].start / 60, windows[i].start % 60,
                            windows[i].end / 60, windows[i].end % 60);
}

static void
write_days (GString *text, const GPtrArray *days)
{
  g_string_append (text, "days=");
  for (guint i = 0; i < days->len; i++)
    {
      g_string_append (text, i ? "; " : "");
      write_day (text, days->pdata[i]);
    }
  g_string_append_c (text, '\n');
}

static void
write_words (GString *text, const DuoFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (requests_words); i++)
    if (requests_words[i].value == format->requests_by)
      g_string_append_printf (text, "requests-by=%s\n", requests_words[i].word);
  g_string_append (text, "durations=");
  for (guint i = 0; i < format->n_durations; i++)
    g_string_append_printf (text, "%s%u", i ? "," : "", format->durations[i]);
  g_string_append_c (text, '\n');
}

static void
write_expiry (GString *text, guint minutes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expiry_words); i++)
    if (expiry_words[i].value == minutes)
      {
        g_string_append_printf (text, "expiry=%s\n", expiry_words[i].word);
        return;
      }
  g_string_append_printf (text, "expiry=%umin\n", minutes);
}

char *
duo_format_text_write (const DuoEventRecord *event)
{
  const DuoFormat *format = &event->format;
  g_autofree char *opens = format->opens > 0 ? duo_time_format (format->opens) : g_strdup ("at-once");
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "state=%s\nzone=%s\ncontact=%s\n", duo_event_state_to_string (event->state),
                          event->zone, event->contact ? event->contact : "");
  write_days (text, event->days);
  write_words (text, format);
  write_limit (text, "limit-per-talent", format->limit_per_talent);
  write_limit (text, "limit-per-company", format->limit_per_company);
  g_string_append_printf (text, "gap=%u\nopens=%s\ncloses=%u\n", format->gap, opens, format->closes);
  write_expiry (text, format->expiry);
  g_string_append_printf (text, "notice=%u\nroom-early=%u\nroom-late=%u\n", format->notice,
                          format->room_early, format->room_late);

  return g_string_free (text, FALSE);
}

/* ── reading ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse (GError **error, const char *key, const char *value, const char *allowed)
{
  g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, "%s: “%s” is not allowed; write %s", key,
               value, allowed);

  return FALSE;
}

static gboolean
read_number (const char *text, guint least, guint most, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, least, most, &value, NULL))
    return FALSE;
  *number = (guint) value;

  return TRUE;
}

static gboolean
read_state (DuoFormatChange *change, const char *value)
{
  change->has_state = TRUE;

  return duo_event_state_from_string (value, &change->state);
}

static gboolean
read_zone (DuoFormatChange *change, const char *value)
{
  g_set_str (&change->zone, value);

  return *value != '\0';
}

static gboolean
read_contact (DuoFormatChange *change, const char *value)
{
  g_clear_pointer (&change->contact, g_free);
  change->contact = duo_free_text_dup_written (value, DUO_MAX_TEXT);

  return change->contact != NULL;
}

static gboolean
read_clock (const char *text, guint *minutes)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint hour, minute;

  if (g_strv_length (parts) != 2 || !read_number (parts[0], 0, 24, &hour) ||
      !read_number (parts[1], 0, 59, &minute))
    return FALSE;
  *minutes = hour * 60 + minute;

  return TRUE;
}

static gboolean
read_window (const char *text, GArray *windows)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);
  DuoDayWindow window;

  if (g_strv_length (parts) != 2 || !read_clock (parts[0], &window.start) ||
      !read_clock (parts[1], &window.end))
    return FALSE;
  g_array_append_val (windows, window);

  return TRUE;
}

static DuoDay *
read_day (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (DuoDayWindow));
  gboolean in_person;

  if (g_strv_length (words) < 3)
    return NULL;
  in_person = g_str_equal (words[1], "in-person");
  if (!in_person && !g_str_equal (words[1], "virtual"))
    return NULL;
  for (guint i = 2; words[i]; i++)
    if (*words[i] != '\0' && !read_window (words[i], windows))
      return NULL;

  return duo_day_new (words[0], in_person ? DUO_DAY_IN_PERSON : DUO_DAY_VIRTUAL,
                      (const DuoDayWindow *) (gpointer) windows->data, windows->len, NULL);
}

static gboolean
read_days (DuoFormatChange *change, const char *value)
{
  g_auto (GStrv) texts = g_strsplit (value, ";", -1);

  g_clear_pointer (&change->days, g_ptr_array_unref);
  for (guint i = 0; texts[i]; i++)
    {
      g_autoptr (DuoDay) day = read_day (g_strstrip (texts[i]));

      if (day == NULL)
        return FALSE;
      duo_format_change_add_day (change, day);
    }

  return change->days != NULL;
}

static gboolean
read_requests_by (DuoFormatChange *change, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (requests_words); i++)
    if (g_str_equal (requests_words[i].word, value))
      {
        change->format.requests_by = requests_words[i].value;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_durations (DuoFormatChange *change, const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  DuoFormat format = change->format;

  format.n_durations = g_strv_length (words);
  if (format.n_durations > DUO_MAX_DURATIONS)
    return FALSE;
  for (guint i = 0; i < format.n_durations; i++)
    if (!read_number (g_strstrip (words[i]), DUO_STEP_MINUTES, DUO_LONGEST_MINUTES, &format.durations[i]))
      return FALSE;
  change->format = format;

  return duo_format_validate (&format, NULL);
}

static gboolean
read_limit (const char *value, guint *limit)
{
  *limit = DUO_NO_LIMIT;

  return g_str_equal (value, "none") || read_number (value, 1, G_MAXINT, limit);
}

static gboolean
read_limit_per_talent (DuoFormatChange *change, const char *value)
{
  return read_limit (value, &change->format.limit_per_talent);
}

static gboolean
read_limit_per_company (DuoFormatChange *change, const char *value)
{
  return read_limit (value, &change->format.limit_per_company);
}

static gboolean
read_opens (DuoFormatChange *change, const char *value)
{
  change->format.opens = 0;

  return g_str_equal (value, "at-once") ||
         (duo_time_parse (value, &change->format.opens) && change->format.opens > 0);
}

static gboolean
read_expiry (DuoFormatChange *change, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expiry_words); i++)
    if (g_str_equal (expiry_words[i].word, value))
      {
        change->format.expiry = expiry_words[i].value;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_gap (DuoFormatChange *change, const char *value)
{
  return read_number (value, 0, DUO_MAX_GAP_MINUTES, &change->format.gap) &&
         change->format.gap % DUO_STEP_MINUTES == 0;
}

static gboolean
read_closes (DuoFormatChange *change, const char *value)
{
  return read_number (value, 0, DUO_MAX_AHEAD_MINUTES, &change->format.closes);
}

static gboolean
read_notice (DuoFormatChange *change, const char *value)
{
  return read_number (value, 0, DUO_MAX_AHEAD_MINUTES, &change->format.notice);
}

static gboolean
read_room_early (DuoFormatChange *change, const char *value)
{
  return read_number (value, 0, DUO_MAX_ROOM_MINUTES, &change->format.room_early);
}

static gboolean
read_room_late (DuoFormatChange *change, const char *value)
{
  return read_number (value, 0, DUO_MAX_ROOM_MINUTES, &change->format.room_late);
}

static const struct
{
  const char *key;
  gboolean (*read) (DuoFormatChange *change, const char *value);
  gboolean of_format;
  const char *allowed;
} keys[] = {
    {"state", read_state, FALSE, "draft, open or closed"},
    {"zone", read_zone, FALSE, "an IANA name as Europe/Stockholm"},
    {"contact", read_contact, FALSE, "an e-mail address, or nothing"},
    {"days", read_days, FALSE,
     "days apart by “;”, each as “2026-11-03 virtual 10:00-12:00 13:00-17:00” or “… in-person …”, windows in "
     "order, on five minutes, within the day"},
    {"requests-by", read_requests_by, TRUE, "talents, recruiters or both"},
    {"durations", read_durations, TRUE, "ascending multiples of 5 minutes from 5 to 120, as 15,20,30"},
    {"limit-per-talent", read_limit_per_talent, TRUE, "a number from 1, or none"},
    {"limit-per-company", read_limit_per_company, TRUE, "a number from 1, or none"},
    {"gap", read_gap, TRUE, "minutes, a multiple of 5, a day at most"},
    {"opens", read_opens, TRUE, "at-once, or a moment as 2026-11-02T09:00:00Z"},
    {"closes", read_closes, TRUE, "minutes before a slot, a year at most"},
    {"expiry", read_expiry, TRUE, "never, 6h, 1d or 3d"},
    {"notice", read_notice, TRUE, "minutes before a chat, a year at most"},
    {"room-early", read_room_early, TRUE, "minutes from 0 to 60"},
    {"room-late", read_room_late, TRUE, "minutes from 0 to 60"},
};

/* @key: (nullable): what stands before the sign */
static gboolean
refuse_key (GError **error, const char *key, const char *word)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_string_append_printf (all, "%s%s", i ? ", " : "", keys[i].key);
  if (key)
    g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, "There is no key “%s”; the keys are: %s",
                 key, all->str);
  else
    g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, "“%s” is no KEY=VALUE; the keys are: %s",
                 word, all->str);

  return FALSE;
}

gboolean
duo_format_text_read (DuoFormatChange *change, const DuoEventRecord *event, const char *word, GError **error)
{
  const char *sign = strchr (word, '=');
  g_autofree char *key = sign ? g_strndup (word, sign - word) : NULL;

  for (gsize i = 0; sign && i < G_N_ELEMENTS (keys); i++)
    {
      if (!g_str_equal (keys[i].key, key))
        continue;
      if (keys[i].of_format && !change->has_format)
        change->format = event->format;
      change->has_format = change->has_format || keys[i].of_format;
      return keys[i].read (change, sign + 1) || refuse (error, key, sign + 1, keys[i].allowed);
    }

  return refuse_key (error, key, word);
}
