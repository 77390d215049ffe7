/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A relay of the bench stands between two processes and changes the candidates that pass (networks-relay.c). What is signed
 * it cannot change, so a restart's candidates are replaced here, behind the check of the signature, by the one that the
 * relay gave before. The linker puts these in the real ones' place. */

#include "duo-peer.h"

gboolean __real_duo_peer_add_candidate (DuoPeer *self, guint mline, const char *candidate, GError **error);
gboolean __wrap_duo_peer_add_candidate (DuoPeer *self, guint mline, const char *candidate, GError **error);
gboolean __real_duo_peer_take_restart (DuoPeer *self, const DuoIce *theirs, GError **error);
gboolean __wrap_duo_peer_take_restart (DuoPeer *self, const DuoIce *theirs, GError **error);

static char *relayed;

gboolean
__wrap_duo_peer_add_candidate (DuoPeer *self, guint mline, const char *candidate, GError **error)
{
  g_set_str (&relayed, candidate);
  return __real_duo_peer_add_candidate (self, mline, candidate, error);
}

gboolean
__wrap_duo_peer_take_restart (DuoPeer *self, const DuoIce *theirs, GError **error)
{
  g_autofree char *known = g_strdup (relayed);
  char *candidates[] = {known, NULL};
  DuoIce changed = {.ufrag = theirs->ufrag, .pwd = theirs->pwd, .candidates = candidates};

  return __real_duo_peer_take_restart (self, &changed, error);
}
