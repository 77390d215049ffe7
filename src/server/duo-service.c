/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-service.h"

#include <string.h>

#include "duo-api.h"
#include "duo-scheduler.h"

#define DRAIN_LOOK_MS 20

struct _DuoService
{
  const DuoConfig *config;
  DuoClock *clock;
  DuoStore *store;
  DuoLiveHub *hub;
  DuoApi *api;
  DuoHttpServer *http;
  DuoScheduler *scheduler;
  char *address;
  guint drain_id;
  gint64 drain_until;
  GFunc drained;
  gpointer drained_data;
};

/* A departure that was on its way when the service drained comes after the scheduler. */
static void
on_left (gpointer unused, gpointer data)
{
  DuoService *self = data;

  if (self->scheduler)
    duo_scheduler_kick (self->scheduler);
}

/* Visits that a crash left open end here; those who come back enter again. */
static void
on_visits_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  DuoService *self = data;
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    {
      g_warning ("the service cannot begin: %s", error->message);
      return;
    }
  if (self->drain_id == 0)
    duo_api_set_ready (self->api, TRUE);
}

static void
end_old_visits (DuoService *self)
{
  g_autoptr (DuoWrite) write = duo_write_new ();

  duo_write_leave_all_rooms (write, duo_clock_now (self->clock));
  duo_store_write_async (self->store, g_steal_pointer (&write), NULL, on_visits_ended, self);
}

static gboolean
start_listening (DuoService *self, GError **error)
{
  guint16 port = self->config->port;
  int listener = duo_http_listen (self->config->listen, &port, error);
  gboolean v6 = strchr (self->config->listen, ':') != NULL;

  if (listener < 0)
    return FALSE;
  self->http =
      duo_http_server_new (listener, &self->config->http, self->clock, duo_api_handle, self->api, error);
  if (self->http)
    duo_http_server_set_body_judge (self->http, duo_api_judge_body);
  self->address = g_strdup_printf (v6 ? "http://[%s]:%u" : "http://%s:%u", self->config->listen, port);

  return self->http != NULL;
}

DuoService *
duo_service_new (const DuoConfig *config, DuoClock *clock, DuoStore *store, GError **error)
{
  g_autoptr (DuoService) self = g_new0 (DuoService, 1);

  self->config = config;
  self->clock = duo_clock_ref (clock);
  self->store = g_object_ref (store);
  self->hub = duo_live_hub_new (config, clock, store, error);
  if (self->hub)
    self->api = duo_api_new (config, clock, store, self->hub, error);
  if (self->api == NULL || !start_listening (self, error))
    return NULL;
  self->scheduler = duo_scheduler_new (store, clock);
  duo_live_hub_set_left_func (self->hub, on_left, self);
  end_old_visits (self);

  return g_steal_pointer (&self);
}

void
duo_service_free (DuoService *self)
{
  g_clear_handle_id (&self->drain_id, g_source_remove);
  g_clear_pointer (&self->scheduler, duo_scheduler_free);
  g_clear_pointer (&self->http, duo_http_server_free);
  g_clear_pointer (&self->api, duo_api_free);
  g_clear_pointer (&self->hub, duo_live_hub_free);
  g_object_unref (self->store);
  duo_clock_unref (self->clock);
  g_free (self->address);
  g_free (self);
}

const char *
duo_service_get_address (DuoService *self)
{
  return self->address;
}

void
duo_service_refresh (DuoService *self)
{
  on_left (NULL, self);
  duo_live_hub_refresh (self->hub);
}

static void
on_last_written (GObject *source, GAsyncResult *result, gpointer data)
{
  DuoService *self = data;
  g_autoptr (GError) error = NULL;

  if (!duo_store_write_finish (DUO_STORE (source), result, &error))
    g_message ("the last writes: %s", error->message);
  self->drained (NULL, self->drained_data);
}

/* The store answers in order: when this one has, all before it have. */
static void
write_last (DuoService *self)
{
  g_autoptr (DuoWrite) write = duo_write_new ();

  duo_write_leave_all_rooms (write, duo_clock_now (self->clock));
  duo_store_write_async (self->store, g_steal_pointer (&write), NULL, on_last_written, self);
}

static gboolean
on_drain_look (gpointer data)
{
  DuoService *self = data;
  gboolean late = g_get_monotonic_time () >= self->drain_until;

  if (!late && (duo_http_server_get_n_pending (self->http) > 0 || duo_live_hub_get_n_sockets (self->hub) > 0))
    return G_SOURCE_CONTINUE;
  self->drain_id = 0;
  duo_scheduler_free (g_steal_pointer (&self->scheduler));
  write_last (self);

  return G_SOURCE_REMOVE;
}

void
duo_service_drain (DuoService *self, GFunc done, gpointer data)
{
  if (self->drained)
    return;
  self->drained = done;
  self->drained_data = data;
  duo_api_set_ready (self->api, FALSE);
  duo_live_hub_set_left_func (self->hub, NULL, NULL);
  duo_http_server_drain (self->http);
  duo_live_hub_drain (self->hub);
  self->drain_until = g_get_monotonic_time () + self->config->drain_seconds * G_USEC_PER_SEC;
  self->drain_id = g_timeout_add (DRAIN_LOOK_MS, on_drain_look, self);
}
