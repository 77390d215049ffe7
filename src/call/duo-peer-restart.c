/* SPDX-License-Identifier: GPL-3.0-or-later */

/* New ICE credentials for a connection that goes on (CALL §7). Found (GStreamer 1.26): webrtcbin has no such thing, but its
 * agent is libnice's, whose restart keeps the pair in use until there is a better one. */

#include "duo-peer-private.h"

#include <nice/agent.h>

/* With max-bundle there is one stream, and with RTCP multiplexed one component. */
#define STREAM 1

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NiceAgent, g_object_unref)

void
duo_ice_clear (DuoIce *ice)
{
  g_clear_pointer (&ice->ufrag, g_free);
  g_clear_pointer (&ice->pwd, g_free);
  g_clear_pointer (&ice->candidates, g_strfreev);
}

/* (transfer full) (nullable) */
static NiceAgent *
dup_agent (DuoPeer *self)
{
  g_autoptr (GObject) ice = NULL;
  NiceAgent *agent = NULL;

  if (self->webrtcbin == NULL)
    return NULL;
  g_object_get (self->webrtcbin, "ice-agent", &ice, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  return agent;
}

/* What the agent has learnt of a check is no address that it could be told. */
static char **
dup_candidates (DuoPeer *self, NiceAgent *agent)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  GSList *candidates = nice_agent_get_local_candidates (agent, STREAM, NICE_COMPONENT_TYPE_RTP);

  for (GSList *link = candidates; link != NULL; link = link->next)
    {
      NiceCandidate *candidate = link->data;
      g_autofree char *line = nice_agent_generate_local_candidate_sdp (agent, candidate);
      g_autofree char *shown = duo_relays_dup_shown (self->relays, line);

      if (candidate->type != NICE_CANDIDATE_TYPE_PEER_REFLEXIVE)
        g_strv_builder_add (lines, shown + strlen ("a="));
    }
  g_slist_free_full (candidates, (GDestroyNotify) nice_candidate_free);
  return g_strv_builder_end (lines);
}

gboolean
duo_peer_restart (DuoPeer *self, DuoIce *ours, GError **error)
{
  g_autoptr (NiceAgent) agent = dup_agent (self);

  if (agent != NULL && self->remote_set && nice_agent_restart_stream (agent, STREAM) &&
      nice_agent_get_local_credentials (agent, STREAM, &ours->ufrag, &ours->pwd))
    {
      ours->candidates = dup_candidates (self, agent);
      return TRUE;
    }
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE, "no path that could be restarted");
  return FALSE;
}

gboolean
duo_peer_take_restart (DuoPeer *self, const DuoIce *theirs, GError **error)
{
  g_autoptr (NiceAgent) agent = dup_agent (self);

  if (agent == NULL)
    return TRUE;
  nice_agent_set_remote_credentials (agent, STREAM, theirs->ufrag, theirs->pwd);
  self->taken = 0;
  for (guint i = 0; theirs->candidates[i] != NULL; i++)
    if (!duo_peer_add_candidate (self, 0, theirs->candidates[i], error))
      return FALSE;
  return TRUE;
}

char *
duo_peer_dup_own_address (DuoPeer *self)
{
  g_autoptr (NiceAgent) agent = dup_agent (self);
  NiceCandidate *ours, *theirs;
  char address[NICE_ADDRESS_STRING_LEN];

  if (agent == NULL || !nice_agent_get_selected_pair (agent, STREAM, NICE_COMPONENT_TYPE_RTP, &ours, &theirs))
    return NULL;
  nice_address_to_string (&ours->base_addr, address);
  return g_strdup (address);
}
