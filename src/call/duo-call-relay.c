/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-ice-server.h"
#include "duo-timer.h"

#define RELAY_SECONDS 10

gboolean
duo_call_check_relay (DuoCall *self, GError **error)
{
  if (!self->relay_only || duo_ice_servers_have_relay ((const char *const *) self->ice_servers))
    return TRUE;
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_NO_RELAY, "the service has no relay");
  return FALSE;
}

/* Found: libnice asks for minutes where TCP is answered by nobody, or shut. */
static gboolean
on_no_relay (gpointer data)
{
  DuoCall *self = data;

  if (self->peer == NULL || !duo_peer_has_way (self->peer))
    duo_call_end (self, duo_call_new_unreachable (self, "no relay in time"));
  return G_SOURCE_REMOVE;
}

void
duo_call_await_relay (DuoCall *self)
{
  if (self->relay_only)
    duo_timer_start (&self->relay_deadline, RELAY_SECONDS * 1000, on_no_relay, self);
}

GError *
duo_call_new_unreachable (DuoCall *self, const char *why)
{
  gboolean no_relay = self->relay_only && self->peer != NULL && !duo_peer_has_way (self->peer);

  return g_error_new_literal (DUO_CALL_ERROR, no_relay ? DUO_CALL_ERROR_NO_RELAY : DUO_CALL_ERROR_UNREACHABLE,
                              no_relay ? "no relay answers" : why);
}

void
duo_call_set_relay_only (DuoCall *self, gboolean relay_only)
{
  g_return_if_fail (DUO_IS_CALL (self));
  g_return_if_fail (self->state == DUO_CALL_IDLE);
  self->relay_only = relay_only;
}

void
duo_call_set_ice_servers (DuoCall *self, const char *const *ice_servers)
{
  g_auto (GStrv) before = NULL;

  g_return_if_fail (DUO_IS_CALL (self));
  before = g_steal_pointer (&self->ice_servers);
  self->ice_servers = g_strdupv ((char **) ice_servers);
}
