/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire-event-private.h"

#define MAX_ZONE 64
#define MAX_TOUCHED 100000

static void
write_days (DuoJsonWriter *writer, const GPtrArray *days)
{
  duo_json_writer_begin_array (writer, "days");
  for (guint i = 0; i < days->len; i++)
    duo_wire_write_event_day (writer, days->pdata[i]);
  duo_json_writer_end_array (writer);
}

static void
write_touched (DuoJsonWriter *writer, const GPtrArray *answers)
{
  duo_json_writer_begin_array (writer, "touched");
  for (guint i = 0; i < answers->len; i++)
    {
      const DuoTouched *touched = answers->pdata[i];

      duo_json_writer_begin_object (writer, NULL);
      duo_json_writer_add_string (writer, "chat", touched->chat);
      duo_json_writer_add_int (writer, "rev", touched->rev);
      duo_json_writer_add_string (writer, "do", touched->cancel ? "cancel" : "keep");
      duo_json_writer_end_object (writer);
    }
  duo_json_writer_end_array (writer);
}

void
duo_wire_write_format_change (DuoJsonWriter *writer, const DuoFormatChange *change)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_optional_string (writer, "zone", change->zone);
  duo_json_writer_add_optional_string (writer, "contact", change->contact);
  if (change->has_state)
    duo_json_writer_add_string (writer, "state", duo_event_state_to_string (change->state));
  if (change->days != NULL)
    write_days (writer, change->days);
  if (change->has_format)
    duo_wire_write_format (writer, &change->format);
  if (change->touched->len > 0)
    write_touched (writer, change->touched);
  duo_json_writer_add_optional_string (writer, "reason", change->reason);
  duo_json_writer_end_object (writer);
}

static void
read_state (const DuoJson *json, DuoFormatChange *change)
{
  change->has_state = duo_json_has (json, "state");
  if (change->has_state && !duo_event_state_from_string (duo_json_get_string (json, "state"), &change->state))
    duo_json_fail_member (json, "state", "neither draft, open nor closed");
}

/* What is shown may be of a newer service; what is to be kept must be understood. */
static void
check_day (const DuoJson *json)
{
  const char *kind = duo_json_get_string (json, "kind");
  DuoJson windows = duo_json_get_array (json, "windows");
  guint length = duo_json_get_length (&windows);

  if (!duo_json_failed (json) && !g_str_equal (kind, "virtual") && !g_str_equal (kind, "in-person"))
    duo_json_fail_member (json, "kind", "neither virtual nor in-person");
  for (guint i = 0; i < length; i++)
    {
      DuoJson window = duo_json_get_element (&windows, i);

      if (duo_json_get_length (&window) != 2)
        duo_json_fail (&window, "a window has a start and an end");
    }
}

static void
read_days (const DuoJson *json, DuoFormatChange *change)
{
  DuoJson days;
  guint length;

  if (!duo_json_has (json, "days"))
    return;
  days = duo_json_get_array (json, "days");
  length = duo_json_get_length (&days);
  if (length > DUO_MAX_EVENT_DAYS)
    duo_json_fail (&days, "too many");
  for (guint i = 0; i < length; i++)
    {
      DuoJson day = duo_json_get_element (&days, i);

      check_day (&day);
    }
  change->days = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_day_unref);
  duo_wire_read_event_days (json, change->days);
}

static gboolean
read_answer (const DuoJson *json)
{
  const char *word = duo_json_get_string (json, "do");

  if (!duo_json_failed (json) && !g_str_equal (word, "cancel") && !g_str_equal (word, "keep"))
    duo_json_fail_member (json, "do", "neither keep nor cancel");
  return g_strcmp0 (word, "cancel") == 0;
}

static void
read_touched (const DuoJson *json, DuoFormatChange *change)
{
  DuoJson array = duo_json_get_array (json, "touched");
  guint length = duo_json_get_length (&array);

  if (length > MAX_TOUCHED)
    duo_json_fail (&array, "too many");
  for (guint i = 0; i < length && !duo_json_failed (json); i++)
    {
      DuoJson element = duo_json_get_element (&array, i);
      g_autofree char *chat = duo_json_dup_id (&element, "chat");
      gint64 rev = duo_json_get_int (&element, "rev", 1, G_MAXINT64);
      gboolean cancel = read_answer (&element);

      duo_format_change_answer (change, chat, rev, cancel);
    }
}

DuoFormatChange *
duo_wire_read_format_change (const DuoJson *json)
{
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();

  change->zone = duo_json_dup_optional_text (json, "zone", MAX_ZONE);
  change->contact = duo_json_dup_optional_text (json, "contact", DUO_MAX_TEXT);
  read_state (json, change);
  read_days (json, change);
  change->has_format = duo_json_has (json, "format");
  if (change->has_format)
    duo_wire_read_format (json, &change->format);
  read_touched (json, change);
  change->reason = duo_json_dup_optional_text (json, "reason", DUO_MAX_TEXT);
  return duo_json_failed (json) ? NULL : g_steal_pointer (&change);
}
