/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-session.h"

/* What a session is asked to set hangs on it, by these names. */
#define OPENINGS "fake-openings"
#define WAITING "fake-availability-task"
#define SETTINGS "fake-settings"
#define SEEN "fake-settings-seen"
#define FAILURE "fake-settings-failure"

static GPtrArray *
copy_openings (const GPtrArray *openings)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_opening_free);

  for (guint i = 0; i < openings->len; i++)
    g_ptr_array_add (copy, duo_opening_copy (openings->pdata[i]));
  return copy;
}

void
duo_session_set_availability_async (DuoSession *self,
                                    DuoPerson *recruiter,
                                    const GPtrArray *openings,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  g_assert_false (fake_session_is_setting_availability (self));
  g_object_set_data_full (G_OBJECT (self), OPENINGS, copy_openings (openings),
                          (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (self), WAITING, g_task_new (self, cancellable, callback, data));
}

gboolean
duo_session_set_availability_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
fake_session_is_setting_availability (DuoSession *self)
{
  return g_object_get_data (G_OBJECT (self), WAITING) != NULL;
}

const GPtrArray *
fake_session_get_availability (DuoSession *self)
{
  return g_object_get_data (G_OBJECT (self), OPENINGS);
}

static GTask *
steal_task (DuoSession *self)
{
  GTask *task = g_object_steal_data (G_OBJECT (self), WAITING);

  g_assert_nonnull (task);
  return task;
}

/* The same slots, or those of another length, opened and blocked as asked; chats stay booked. */
static void
take_over (DuoSession *self, const DuoOpening *opening)
{
  DuoEvent *event = duo_session_get_event (self);
  DuoSlots *slots = fake_session_get_slots (self);
  DuoDay *day = duo_event_record_find_day (duo_event_get_record (event), opening->date);
  g_autoptr (GArray) busy = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  g_autoptr (GArray) grid = NULL;
  GListModel *chats = duo_event_get_chats (event);

  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);
      DuoTimeRange range = duo_chat_get_range (chat);

      if (duo_chat_state_holds_time (duo_chat_get_state (chat)))
        g_array_append_val (busy, range);
    }
  grid = duo_slot_grid_new (day, duo_event_get_zone (event),
                            &(DuoSlotRules) {.minutes = opening->minutes,
                                             .now = duo_clock_now (duo_session_get_clock (self)),
                                             .blocked = opening->blocked,
                                             .busy = busy});
  duo_slots_take_opening (slots, duo_opening_copy (opening));
  duo_slots_set_day (slots, opening->date, grid);
}

void
fake_session_accept_availability (DuoSession *self)
{
  g_autoptr (GTask) task = steal_task (self);
  const GPtrArray *openings = fake_session_get_availability (self);

  for (guint i = 0; i < openings->len; i++)
    take_over (self, openings->pdata[i]);
  g_task_return_boolean (task, TRUE);
}

void
fake_session_refuse_availability (DuoSession *self, DuoClientError code)
{
  g_autoptr (GTask) task = steal_task (self);

  g_task_return_new_error (task, DUO_CLIENT_ERROR, code, "made up");
}

void
duo_session_change_settings_async (DuoSession *self,
                                   DuoPerson *recruiter,
                                   const DuoWireSettings *settings,
                                   gint64 seen,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  int code = GPOINTER_TO_INT (g_object_steal_data (G_OBJECT (self), FAILURE)) - 1;
  g_autoptr (DuoPersonRecord) record = duo_person_record_copy (duo_person_get_record (recruiter));

  g_object_set_data_full (G_OBJECT (self), SETTINGS, duo_wire_settings_copy (settings),
                          (GDestroyNotify) duo_wire_settings_free);
  g_object_set_data (G_OBJECT (self), SEEN, GINT_TO_POINTER (seen));
  if (code >= 0)
    {
      g_task_return_new_error (task, DUO_CLIENT_ERROR, code, "made up");
      return;
    }
  duo_wire_settings_apply (settings, record);
  duo_person_update (recruiter, record, duo_person_get_company (recruiter));
  g_task_return_boolean (task, TRUE);
}

gboolean
duo_session_change_settings_finish (DuoSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const DuoWireSettings *
fake_session_get_settings (DuoSession *self, gint64 *seen)
{
  *seen = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self), SEEN));
  return g_object_get_data (G_OBJECT (self), SETTINGS);
}

void
fake_session_fail_settings (DuoSession *self, DuoClientError code)
{
  g_object_set_data (G_OBJECT (self), FAILURE, GINT_TO_POINTER (code + 1));
}
