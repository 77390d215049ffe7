/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-http-server-private.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* Nobody is slow so soon. Who comes back at once holds a place for no longer than this, as often as the rates of CVs
 * allow. */
#define QUICK_US (2 * G_USEC_PER_SEC)

/* What the other end has sent of a body, or its kernel has confirmed of an answer, in the kernel's own count: what waits
 * in a buffer of ours, however large that has become, was taken by nobody, and what else it sends meanwhile is no reason
 * to wait for it. FALSE where there is no such count: some kernels fill in zeros, though a head has come in. */
static gboolean
count_moved (DuoHttpConnection *self, guint64 *moved)
{
  struct tcp_info info = {0};
  socklen_t length = sizeof info;

  if (getsockopt (self->fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0 ||
      length < G_STRUCT_OFFSET (struct tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received)
    return FALSE;
  *moved = self->phase == DUO_HTTP_PHASE_BODY ? info.tcpi_bytes_received : info.tcpi_bytes_acked;

  return info.tcpi_bytes_received > 0 || info.tcpi_bytes_acked > 0;
}

void
duo_http_pace_begin (DuoHttpConnection *self)
{
  self->began = (DuoHttpMark) {g_get_monotonic_time (), 0};
  count_moved (self, &self->began.moved);
  self->looked = self->began;
}

static gboolean
has_pace (DuoHttpConnection *self)
{
  return self->server->limits.pace_bytes > 0 &&
         (self->phase == DUO_HTTP_PHASE_BODY || self->phase == DUO_HTTP_PHASE_REPLY);
}

gboolean
duo_http_pace_is_slow (DuoHttpConnection *self, gint64 now)
{
  const DuoHttpLimits *limits = &self->server->limits;
  guint64 before = self->looked.moved, least = (guint64) limits->pace_bytes * limits->pace_seconds;
  guint64 moved;

  if (!has_pace (self) || now < self->looked.at + limits->pace_seconds * G_USEC_PER_SEC ||
      !count_moved (self, &moved))
    return FALSE;
  self->looked = (DuoHttpMark) {now, moved};

  return moved - before < least;
}

gboolean
duo_http_pace_was_slow (DuoHttpConnection *self, gint64 now)
{
  gint64 took = now - self->began.at;
  guint64 moved;

  if (!has_pace (self) || took < QUICK_US || !count_moved (self, &moved))
    return FALSE;

  return (double) (moved - self->began.moved) * G_USEC_PER_SEC <
         (double) self->server->limits.pace_bytes * (double) took;
}
