/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"

/* (nullable): borrowed */
static DuoSpeaker *
get_speaker (DuoLink *link)
{
  return link != NULL ? duo_peer_get_speaker (link->peer) : NULL;
}

static gboolean
is_known (DuoCall *self, const GError *problem, DuoStandIn stand_in)
{
  if (problem == NULL || self->speaker_problem == NULL)
    return problem == self->speaker_problem;
  return problem->code == self->speaker_problem->code && stand_in == self->stand_in;
}

/* What is tried again and fails as before is no news. @problem: (nullable) */
static void
note (DuoCall *self, const GError *problem, DuoStandIn stand_in)
{
  if (is_known (self, problem, stand_in))
    return;
  g_clear_error (&self->speaker_problem);
  self->speaker_problem = problem != NULL ? g_error_copy (problem) : NULL;
  self->stand_in = stand_in;
  duo_call_notify_speaker_problem (self);
}

/* Some can be used by one at a time, and the connection before may have it still. */
void
duo_call_follow_speaker (DuoCall *self)
{
  DuoSpeaker *speaker = get_speaker (self->link);
  const GError *problem;
  DuoStandIn stand_in;

  if (speaker == NULL || !duo_speaker_is_judged (speaker, &problem, &stand_in) ||
      (problem != NULL && self->old != NULL))
    return;
  if (!is_known (self, problem, stand_in))
    g_message ("call: %s", problem != NULL ? problem->message : "the speaker plays");
  note (self, problem, stand_in);
}

void
duo_call_retry_speaker (DuoCall *self)
{
  if (!self->speaker_lost && get_speaker (self->link) != NULL)
    duo_speaker_set_device (get_speaker (self->link), self->speaker);
}

void
duo_call_set_speaker (DuoCall *self, const char *id)
{
  DuoLink *links[] = {self->link, self->next};
  gboolean changed;

  g_return_if_fail (DUO_IS_CALL (self));
  changed = g_set_str (&self->speaker, id);
  self->speaker_lost = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (get_speaker (links[i]) != NULL)
      duo_speaker_set_device (get_speaker (links[i]), id);
  if (changed)
    note (self, NULL, DUO_STAND_IN_NONE);
}

void
duo_call_lose_speaker (DuoCall *self)
{
  DuoLink *links[] = {self->link, self->next};

  g_return_if_fail (DUO_IS_CALL (self));
  self->speaker_lost = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (get_speaker (links[i]) != NULL)
      duo_speaker_lose_device (get_speaker (links[i]));
  note (self, NULL, DUO_STAND_IN_NONE);
}

const GError *
duo_call_get_speaker_problem (DuoCall *self, DuoStandIn *stand_in)
{
  g_return_val_if_fail (DUO_IS_CALL (self), NULL);
  *stand_in = self->stand_in;
  return self->speaker_problem;
}
