/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The addresses of a machine change in truth (CALL §7): in a network of its own, where this program may do that. It runs
 * itself there. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "pair.h"

#include <nice/agent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE 60
#define INSIDE "DUO_TEST_NETWORK"
#define FIRST "10.9.9.1"
#define SECOND "10.9.9.2"
#define SIXTH "fd09::9"

static gboolean
run (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *complained = NULL;
  int status = 0;

  if (g_spawn_command_line_sync (line, NULL, &complained, &status, &error) &&
      g_spawn_check_wait_status (status, NULL))
    return TRUE;
  g_printerr ("# %s: %s\n", line, error != NULL ? error->message : complained);
  return FALSE;
}

static void
ip (const char *arguments)
{
  g_autofree char *line = g_strconcat ("ip ", arguments, NULL);

  g_assert_true (run (line));
}

typedef struct
{
  DuoCall *call;
  const char *address;
} Place;

/* Ours of the pair of addresses in use. */
static gboolean
is_at (gpointer data)
{
  Place *place = data;
  g_autoptr (GObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;
  NiceCandidate *local, *remote;
  char address[NICE_ADDRESS_STRING_LEN];

  g_object_get (place->call->peer->webrtcbin, "ice-agent", &ice, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  if (!nice_agent_get_selected_pair ((NiceAgent *) agent, 1, NICE_COMPONENT_TYPE_RTP, &local, &remote))
    return FALSE;
  nice_address_to_string (&local->addr, address);
  return g_str_equal (address, place->address);
}

typedef struct
{
  DuoCall *call;
  DuoCallStats base;
} Mark;

static gboolean
has_more (gpointer data)
{
  Mark *mark = data;
  DuoCallStats stats;

  duo_call_get_stats (mark->call, &stats);
  return stats.video_frames >= mark->base.video_frames + 5 && stats.audio_ms >= mark->base.audio_ms + 100;
}

static void
wait_for_more (DuoCall *call)
{
  Mark mark = {.call = call};

  duo_call_get_stats (call, &mark.base);
  pair_wait (has_more, &mark, PATIENCE);
}

static void
wait_for_both (Pair *pair)
{
  wait_for_more (pair->recruiter.call);
  wait_for_more (pair->talent.call);
}

static void
wait_until_at (Pair *pair, const char *address)
{
  Place recruiter = {pair->recruiter.call, address};
  Place talent = {pair->talent.call, address};

  pair_wait (is_at, &recruiter, PATIENCE);
  pair_wait (is_at, &talent, PATIENCE);
}

static void
on_state (DuoCall *call, GParamSpec *pspec, gpointer data)
{
  DuoCallState state = duo_call_get_state (call);

  if (state != DUO_CALL_TALKING && state != DUO_CALL_RECONNECTING)
    *(gboolean *) data = TRUE;
}

/* From one network to another: the old address goes, nothing is there for a moment, then comes the new one. */
static void
test_another_address (void)
{
  Pair pair;
  gboolean disturbed = FALSE;
  gulong id;
  gint64 since;

  ip ("addr add " FIRST "/24 dev near");
  pair_set_up (&pair);
  pair_talk (&pair);
  wait_until_at (&pair, FIRST);
  wait_for_both (&pair);
  id = g_signal_connect (pair.talent.call, "notify::state", G_CALLBACK (on_state), &disturbed);
  ip ("addr del " FIRST "/24 dev near");
  pair_wait_state (pair.talent.call, DUO_CALL_RECONNECTING);
  ip ("addr add " SECOND "/24 dev near");
  since = g_get_monotonic_time ();
  wait_until_at (&pair, SECOND);
  wait_for_both (&pair);
  g_test_message ("back at another address: %.2f s",
                  (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC);
  pair_wait_state (pair.talent.call, DUO_CALL_TALKING);
  g_assert_false (disturbed);
  g_signal_handler_disconnect (pair.talent.call, id);
  pair_tear_down (&pair);
  ip ("addr del " SECOND "/24 dev near");
}

/* From a network of IPv4 to one that has only IPv6. */
static void
test_another_kind (void)
{
  Pair pair;

  ip ("addr add " FIRST "/24 dev near");
  pair_set_up (&pair);
  pair_talk (&pair);
  wait_until_at (&pair, FIRST);
  ip ("addr del " FIRST "/24 dev near");
  ip ("-6 addr add " SIXTH "/64 dev near nodad");
  wait_until_at (&pair, SIXTH);
  wait_for_both (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_TALKING);
  pair_tear_down (&pair);
  ip ("-6 addr del " SIXTH "/64 dev near");
}

/* Who waits for somebody is found at the address that is there then. */
static void
test_while_waiting (void)
{
  Pair pair;

  ip ("addr add " FIRST "/24 dev near");
  pair_set_up (&pair);
  duo_call_start (pair.recruiter.call);
  ip ("addr del " FIRST "/24 dev near");
  ip ("addr add " SECOND "/24 dev near");
  g_assert_false (pair_wait_or (is_at, &(Place) {pair.recruiter.call, SECOND}, 1));
  duo_call_start (pair.talent.call);
  wait_until_at (&pair, SECOND);
  wait_for_both (&pair);
  pair_tear_down (&pair);
  ip ("addr del " SECOND "/24 dev near");
}

/* Without an address of its link, over which the two would go on finding each other. */
static gboolean
set_up_network (void)
{
  return run ("ip link add near type veth peer name far") && run ("ip link set near addrgenmode none") &&
         run ("ip link set far addrgenmode none") && run ("ip link set lo up") &&
         run ("ip link set near up") && run ("ip link set far up");
}

/* Anew, in a network of our own; returns only where that is not to be had. */
static void
run_inside (char **argv)
{
  g_autoptr (GPtrArray) again = g_ptr_array_new ();

  if (!run ("unshare -rn ip link set lo up"))
    return;
  g_setenv (INSIDE, "1", TRUE);
  g_ptr_array_add (again, (gpointer) "unshare");
  g_ptr_array_add (again, (gpointer) "-rn");
  for (guint i = 0; argv[i] != NULL; i++)
    g_ptr_array_add (again, argv[i]);
  g_ptr_array_add (again, NULL);
  execvp ("unshare", (char **) again->pdata);
}

int
main (int argc, char **argv)
{
  if (g_getenv (INSIDE) == NULL)
    run_inside (argv);
  if (g_getenv (INSIDE) == NULL || !set_up_network ())
    {
      printf ("1..0 # SKIP there is no network of our own to be had\n");
      return 0;
    }
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/move/another-address", test_another_address);
  g_test_add_func ("/call/move/another-kind", test_another_kind);
  g_test_add_func ("/call/move/while-waiting", test_while_waiting);
  return pair_run ();
}
