/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-wire.h"

static void
write_range (DuoJsonWriter *writer, DuoTimeRange range, const char *state)
{
  duo_json_writer_begin_array (writer, NULL);
  duo_json_writer_add_time (writer, NULL, range.start);
  duo_json_writer_add_time (writer, NULL, range.end);
  if (state != NULL)
    duo_json_writer_add_string (writer, NULL, state);
  duo_json_writer_end_array (writer);
}

void
duo_wire_begin_slots (DuoJsonWriter *writer, const char *recruiter, gint64 rev)
{
  duo_json_writer_add_string (writer, "recruiter", recruiter);
  duo_json_writer_add_int (writer, "rev", rev);
  duo_json_writer_begin_array (writer, "days");
}

void
duo_wire_write_day (DuoJsonWriter *writer,
                    const char *date,
                    guint minutes,
                    const char *place,
                    const GArray *slots,
                    const GArray *blocked,
                    gboolean hide_blocked)
{
  duo_json_writer_begin_object (writer, NULL);
  duo_json_writer_add_string (writer, "date", date);
  duo_json_writer_add_int (writer, "minutes", minutes);
  duo_json_writer_add_optional_string (writer, "place", place);
  duo_json_writer_begin_array (writer, "slots");
  for (guint i = 0; i < slots->len; i++)
    {
      const DuoSlot *slot = &g_array_index (slots, DuoSlot, i);
      gboolean hide = hide_blocked && slot->state == DUO_SLOT_BLOCKED;

      write_range (writer, slot->range, duo_slot_state_to_string (hide ? DUO_SLOT_BOOKED : slot->state));
    }
  duo_json_writer_end_array (writer);
  if (blocked != NULL && !hide_blocked)
    duo_json_writer_add_ranges (writer, "blocked", blocked);
  duo_json_writer_end_object (writer);
}

void
duo_wire_end_slots (DuoJsonWriter *writer)
{
  duo_json_writer_end_array (writer);
}

void
duo_wire_write_slots (DuoJsonWriter *writer, const DuoWireSlots *slots)
{
  duo_wire_begin_slots (writer, slots->recruiter, slots->rev);
  for (guint i = 0; i < slots->days->len; i++)
    {
      const DuoWireDay *day = g_ptr_array_index (slots->days, i);

      duo_wire_write_day (writer, day->date, day->minutes, day->place, day->slots, day->blocked, FALSE);
    }
  duo_wire_end_slots (writer);
}

static DuoSlot
read_slot (const DuoJson *json)
{
  DuoJson state = duo_json_get_element (json, 2);
  DuoSlot slot = {duo_json_as_range (json), DUO_SLOT_BOOKED};

  duo_slot_state_from_string (duo_json_as_string (&state), &slot.state); /* else: not to be had */
  return slot;
}

static DuoWireDay *
read_day (const DuoJson *json)
{
  DuoWireDay *day = duo_wire_day_new ();
  DuoJson slots = duo_json_get_array (json, "slots");
  guint length = duo_json_get_length (&slots);

  day->date = duo_json_dup_string (json, "date");
  day->minutes = (guint) duo_json_get_int (json, "minutes", DUO_STEP_MINUTES, DUO_LONGEST_MINUTES);
  day->place = duo_json_dup_optional_string (json, "place");
  day->blocked = duo_json_dup_optional_ranges (json, "blocked", DUO_MAX_BLOCKED);
  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&slots, i);
      DuoSlot slot = read_slot (&element);

      g_array_append_val (day->slots, slot);
    }
  return day;
}

DuoWireSlots *
duo_wire_read_slots (const DuoJson *json)
{
  g_autoptr (DuoWireSlots) slots = duo_wire_slots_new ();
  DuoJson days = duo_json_get_array (json, "days");
  guint length = duo_json_get_length (&days);

  slots->recruiter = duo_json_dup_id (json, "recruiter");
  slots->rev = duo_json_get_int (json, "rev", 0, G_MAXINT64);
  for (guint i = 0; i < length; i++)
    {
      DuoJson element = duo_json_get_element (&days, i);

      g_ptr_array_add (slots->days, read_day (&element));
    }
  return duo_json_failed (json) ? NULL : g_steal_pointer (&slots);
}

DuoWireDay *
duo_wire_day_new (void)
{
  DuoWireDay *self = g_new0 (DuoWireDay, 1);

  self->slots = g_array_new (FALSE, FALSE, sizeof (DuoSlot));
  return self;
}

void
duo_wire_day_free (DuoWireDay *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_free (self->place);
  g_array_unref (self->slots);
  g_clear_pointer (&self->blocked, g_array_unref);
  g_free (self);
}

DuoWireSlots *
duo_wire_slots_new (void)
{
  DuoWireSlots *self = g_new0 (DuoWireSlots, 1);

  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_wire_day_free);
  return self;
}

void
duo_wire_slots_free (DuoWireSlots *self)
{
  if (self == NULL)
    return;

  g_free (self->recruiter);
  g_ptr_array_unref (self->days);
  g_free (self);
}
