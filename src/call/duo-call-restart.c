/* SPDX-License-Identifier: GPL-3.0-or-later */

/* New ICE credentials for the link (CALL §7), wanted by either side, or by both at once:
 *
 *     one                                 other
 *      │ ── restart n: credentials ───────▶ │  n is more than it has seen: it joins
 *      │ ◀─────── restart n: credentials ── │  both check with the new ones
 *
 * Where both begin, each takes the other's n for the answer to its own. A message without the peer's signature, of another
 * connection or with a number that was there before has no effect: it can be no more than a nuisance. */

#include "duo-call-private.h"

/* Each costs the other side a round of checks. */
#define REST (G_USEC_PER_SEC / 2)
/* For the checks of one, and for the service to bring one there. */
#define CHECKING (5 * G_USEC_PER_SEC / 2)
#define ON_ITS_WAY (10 * G_USEC_PER_SEC)

/* Returns whether ours has gone out. */
static gboolean
announce (DuoCall *self, guint counter)
{
  DuoLink *link = self->link;
  g_auto (DuoIce) ours = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSignal) restart = NULL;

  if (duo_peer_restart (link->peer, &ours, &error))
    restart = duo_fingerprint_make_restart (link->fingerprint, counter, ours.ufrag, ours.pwd,
                                            (const char *const *) ours.candidates);
  if (restart == NULL)
    {
      g_message ("call: no restart: %s", error != NULL ? error->message : "nothing is confirmed");
      return FALSE;
    }
  link->asked = counter;
  link->restarted_at = g_get_monotonic_time ();
  duo_signaling_send (self->signaling, restart);
  return TRUE;
}

void
duo_call_restart (DuoCall *self)
{
  DuoLink *link = self->link;

  if (link->verified)
    announce (self, MAX (link->asked, link->obeyed) + 1);
}

gboolean
duo_call_is_unanswered (DuoCall *self)
{
  return self->link->asked > self->link->obeyed;
}

gboolean
duo_call_may_restart (DuoCall *self)
{
  gint64 patience = duo_call_is_unanswered (self) ? ON_ITS_WAY : CHECKING;

  return self->link->restarted_at == 0 || g_get_monotonic_time () - self->link->restarted_at >= patience;
}

static gboolean
is_acceptable (DuoCall *self, DuoSignal *restart)
{
  DuoLink *link = self->link;

  return link->verified && duo_fingerprint_check_restart (link->fingerprint, restart) &&
         duo_signal_get_counter (restart) > link->obeyed && duo_signal_get_counter (restart) >= link->asked;
}

/* FALSE where the peer wants it more often than sensible. */
static gboolean
join_in (DuoCall *self, guint counter)
{
  DuoLink *link = self->link;
  gint64 now = g_get_monotonic_time ();

  if (counter == link->asked)
    return TRUE;
  if (link->obeyed_at != 0 && now - link->obeyed_at < REST)
    return FALSE;
  link->obeyed_at = now;
  return announce (self, counter);
}

void
duo_call_take_restart (DuoCall *self, DuoSignal *signal)
{
  guint counter = duo_signal_get_counter (signal);
  g_autoptr (GError) error = NULL;
  DuoIce theirs = {
      .ufrag = (char *) duo_signal_get_ufrag (signal),
      .pwd = (char *) duo_signal_get_pwd (signal),
      .candidates = (char **) duo_signal_get_candidates (signal),
  };

  if (!is_acceptable (self, signal) || !join_in (self, counter))
    {
      g_message ("call: a restart that has no effect");
      return;
    }
  self->link->obeyed = counter;
  if (!duo_peer_take_restart (self->link->peer, &theirs, &error))
    duo_call_end (self, g_steal_pointer (&error));
}
