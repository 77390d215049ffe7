/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

/* More than a window shows, on any screen. */
#define N_FIRST 48
/* Counts change all the time, and all people are looked at. */
#define KEEP_SECONDS 5

static void
keep (DuoSession *self)
{
  g_autoptr (GPtrArray) first = NULL;

  if (!self->event || !duo_event_get_complete (self->event))
    return;
  first = duo_event_dup_first_people (self->event, N_FIRST);
  duo_cache_put_first (self->cache, duo_event_get_id (self->event),
                       g_list_model_get_n_items (duo_event_get_people (self->event)), first);
}

static gboolean
keep_cb (gpointer data)
{
  DuoSession *self = data;

  self->keep_timer = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

void
duo_session_note_people (DuoSession *self)
{
  if (!self->keep_timer)
    self->keep_timer = g_timeout_add_seconds_full (G_PRIORITY_LOW, KEEP_SECONDS, keep_cb, self, NULL);
}

void
duo_session_keep_noted (DuoSession *self)
{
  if (!self->keep_timer)
    return;
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  keep (self);
}
