/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A path that broke (CALL §7):
 *
 *     it comes back by itself ─── within patience ──▶ nothing is done
 *     same addresses ──────────── after it ─────────▶ new credentials for the same connection, every few seconds
 *     that did not help, or other addresses ────────▶ another connection, behind the same picture, besides
 *
 * Where a part of a connection fails, an encoder for one, another connection has one of its own; but not twice. Nobody
 * notices where that is there soon; where it is not, this is a break like the others.
 *
 * The service is needed for these; where it is away, too, what is to be sent waits for it. */

#include "duo-call-private.h"
#include "duo-timer.h"

/* Measured: untouched, media is back 0.1 s after a cut of ten seconds; restarted during it, after more than two. */
#define PATIENCE_MS 12000
/* Both see it at once; the talent leaves the recruiter the first word. */
#define DEFER_MS 1500
#define AGAIN_MS 3000
/* After another connection that did not come about; twice as long after each. */
#define FIRST_PAUSE_MS 1000
#define LAST_PAUSE_MS 16000
#define RESTARTS 3
#define GIVE_UP_SECONDS 120
#define GLANCE_MS 50
/* As long as a broken path may take to be seen: meanwhile the peer sees a still picture, at worst. */
#define GRACE_MS 3000
/* Changes come in swarms: an address goes, routes follow, another one comes. */
#define SETTLE_MS 100
/* For the peer to be heard on a new connection before the old one goes. */
#define RETIRE_SECONDS 2
/* What fails for the first time in so long may do so no more. */
#define PART_SECONDS 60

static void act (DuoCall *self);

/* ── looking ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
on_glance (gpointer data)
{
  g_autoptr (DuoCall) self = g_object_ref (data);

  duo_peer_glance (self->peer);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_mend (gpointer data)
{
  g_autoptr (DuoCall) self = g_object_ref (data);

  act (self);
  return G_SOURCE_REMOVE;
}

static void
wait (DuoCall *self, guint milliseconds)
{
  duo_timer_start (&self->mend, milliseconds, on_mend, self);
}

void
duo_call_stop_mending (DuoCall *self)
{
  duo_timer_stop (&self->glance);
  duo_timer_stop (&self->mend);
}

/* ── mending ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_moved (DuoCall *self, const char *const *now)
{
  const char *const *was = (const char *const *) self->link->addresses;

  return duo_network_has_lost (was, now) || duo_network_has_lost (now, was);
}

/* Whoever has come in anew and has not been answered is waited for. */
static void
begin_anew (DuoCall *self)
{
  if (self->next == NULL && self->nonce_met == self->nonce && g_get_monotonic_time () >= self->anew_at)
    duo_call_join (self);
}

static void
forget_pause (DuoCall *self)
{
  self->misses = 0;
  self->anew_at = 0;
}

/* A peer who does not answer may be talked to over another connection already. */
static void
mend (DuoCall *self, const char *const *addresses)
{
  gboolean useless = self->link->failed || has_moved (self, addresses);

  if (useless || duo_call_is_unanswered (self) || self->attempts >= RESTARTS)
    begin_anew (self);
  if (useless || !duo_call_may_restart (self))
    return;
  self->attempts++;
  duo_call_restart (self);
}

/* One of the two has left, and could not say so; or there is no way any more. */
static gboolean
give_up (DuoCall *self)
{
  if (!self->peer_here)
    {
      duo_call_join (self);
      duo_call_renew (self);
      return TRUE;
    }
  if (g_get_monotonic_time () - self->broken_at < GIVE_UP_SECONDS * G_USEC_PER_SEC)
    return FALSE;
  duo_call_end (self, g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE,
                                           "no path between the two for too long"));
  return TRUE;
}

/* Without an address there is nothing to be said; another change of the network follows. */
static void
act (DuoCall *self)
{
  g_auto (GStrv) addresses = duo_network_dup_addresses (self->network);

  if (self->state != DUO_CALL_RECONNECTING || give_up (self))
    return;
  if (addresses[0] != NULL)
    mend (self, (const char *const *) addresses);
  wait (self, AGAIN_MS);
}

static void
begin_to_mend (DuoCall *self)
{
  g_auto (GStrv) addresses = duo_network_dup_addresses (self->network);
  gboolean lasts = self->link->failed || has_moved (self, (const char *const *) addresses);

  self->broken_at = g_get_monotonic_time ();
  self->attempts = 0;
  forget_pause (self);
  duo_timer_start (&self->glance, GLANCE_MS, on_glance, self);
  wait (self, (lasts ? 0 : self->patience) + (self->side == DUO_CALL_ANSWERS ? DEFER_MS : 0));
}

/* The path that there was is mended meanwhile as before. */
void
duo_call_mend_again (DuoCall *self)
{
  guint pause;

  if (self->state != DUO_CALL_RECONNECTING)
    return;
  pause = MIN (FIRST_PAUSE_MS << MIN (self->misses, 10), LAST_PAUSE_MS);
  pause += self->side == DUO_CALL_ANSWERS ? DEFER_MS : 0;
  self->misses++;
  self->anew_at = g_get_monotonic_time () + (gint64) pause * 1000;
  wait (self, MIN (pause, AGAIN_MS));
}

/* Nobody has seen what was lost meanwhile. */
void
duo_call_on_path (DuoCall *self, gboolean there)
{
  if (there && self->state == DUO_CALL_RECONNECTING && !self->link->failed)
    {
      duo_call_stop_mending (self);
      duo_peer_request_key_frames (self->peer);
      duo_call_set_state (self, DUO_CALL_TALKING);
    }
  else if (!there && self->state == DUO_CALL_TALKING)
    {
      begin_to_mend (self);
      duo_call_set_state (self, DUO_CALL_RECONNECTING);
    }
}

/* ── another network ──────────────────────────────────────────────────────────────────────────── */

/* What was prepared for who comes would offer addresses that are none any more. */
static void
prepare_anew (DuoCall *self)
{
  g_autoptr (GError) error = NULL;
  DuoLink *stale = self->link;

  if (duo_call_connect (self, &error))
    duo_link_drop (stale);
  else
    {
      self->link = stale;
      self->peer = stale->peer;
      g_message ("call: no other connection: %s", error->message);
      if (stale->failed)
        duo_call_end (self, g_steal_pointer (&error));
    }
}

/* Where it is known which of our addresses the path uses, only that one matters. */
static gboolean
is_cut_off (DuoCall *self, const char *const *addresses)
{
  const char *const *was = (const char *const *) self->link->addresses;
  g_autofree char *used = duo_peer_dup_own_address (self->peer);

  if (used == NULL || was == NULL || !g_strv_contains (was, used))
    return duo_network_has_lost (was, addresses);
  return !g_strv_contains (addresses, used);
}

/* What it does without does not count where the path breaks later. */
static void
forget_lost (DuoLink *link, const char *const *addresses)
{
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();

  for (guint i = 0; link->addresses != NULL && link->addresses[i] != NULL; i++)
    if (g_strv_contains (addresses, link->addresses[i]))
      g_strv_builder_add (left, link->addresses[i]);
  g_strfreev (link->addresses);
  link->addresses = g_strv_builder_end (left);
}

/* What only came to what there was may be of no use; a path that carries is left alone. */
static gboolean
is_left_behind (DuoCall *self, const char *const *addresses)
{
  return self->state == DUO_CALL_TALKING ? is_cut_off (self, addresses) : has_moved (self, addresses);
}

static void
stay (DuoCall *self, const char *const *addresses)
{
  if (self->state == DUO_CALL_TALKING)
    forget_lost (self->link, addresses);
  else if (self->state == DUO_CALL_RECONNECTING && self->next == NULL && self->attempts == 0)
    act (self);
}

static void
begin_again (DuoCall *self)
{
  duo_call_renew (self);
  if (self->state == DUO_CALL_WAITING)
    duo_call_join (self);
}

/* Another connection in the place of the link, in each state's way. */
static void
replace (DuoCall *self)
{
  if (duo_call_state_is_together (self->state))
    {
      forget_pause (self);
      begin_anew (self);
    }
  else if (self->state == DUO_CALL_WAITING || self->state == DUO_CALL_ASKING)
    prepare_anew (self);
  else
    begin_again (self);
}

static gboolean
on_settled (gpointer data)
{
  g_autoptr (DuoCall) self = g_object_ref (data);
  g_auto (GStrv) addresses = duo_network_dup_addresses (self->network);

  if (addresses[0] == NULL)
    return G_SOURCE_REMOVE;
  if (is_left_behind (self, (const char *const *) addresses))
    replace (self);
  else
    stay (self, (const char *const *) addresses);
  return G_SOURCE_REMOVE;
}

static void
on_network_changed (DuoCall *self)
{
  duo_timer_start (&self->settle, SETTLE_MS, on_settled, self);
}

void
duo_call_watch_network (DuoCall *self)
{
  if (self->network == NULL)
    self->network = duo_network_new_system (g_network_monitor_get_default ());
  if (self->patience == 0)
    self->patience = PATIENCE_MS;
  if (self->grace == 0)
    self->grace = GRACE_MS;
  g_signal_connect_swapped (self->network, "changed", G_CALLBACK (on_network_changed), self);
}

void
duo_call_unwatch_network (DuoCall *self)
{
  duo_timer_stop (&self->settle);
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);
}

/* ── a part that failed ───────────────────────────────────────────────────────────────────────── */

gboolean
duo_call_forgives_part (DuoCall *self)
{
  gint64 now = g_get_monotonic_time ();

  return self->part_failed_at == 0 || now - self->part_failed_at > PART_SECONDS * G_USEC_PER_SEC;
}

static gboolean
on_not_replaced (gpointer data)
{
  g_autoptr (DuoCall) self = g_object_ref (data);

  duo_call_on_path (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* The path may be fine, so that nothing else says that the peer sees a still picture. */
void
duo_call_replace (DuoCall *self)
{
  replace (self);
  if (self->state == DUO_CALL_TALKING)
    duo_timer_start (&self->mend, self->grace, on_not_replaced, self);
}

/* ── the connection before ────────────────────────────────────────────────────────────────────── */

void
duo_call_drop_old (DuoCall *self)
{
  DuoLink *old = g_steal_pointer (&self->old);

  duo_timer_stop (&self->retire);
  if (old != NULL)
    duo_link_drop (old);
}

static void
retire (DuoCall *self)
{
  duo_call_drop_old (self);
  duo_call_retry_speaker (self);
}

static gboolean
on_retire (gpointer data)
{
  g_autoptr (DuoCall) self = g_object_ref (data);

  if (!duo_peer_is_heard (self->peer) && g_get_monotonic_time () < self->retire_at)
    return G_SOURCE_CONTINUE;
  retire (self);
  return G_SOURCE_REMOVE;
}

/* One whose path broke has nothing more to give. */
void
duo_call_retire_old (DuoCall *self)
{
  if (self->state == DUO_CALL_RECONNECTING)
    {
      retire (self);
      return;
    }
  self->retire_at = g_get_monotonic_time () + RETIRE_SECONDS * G_USEC_PER_SEC;
  duo_timer_start (&self->retire, GLANCE_MS, on_retire, self);
}
