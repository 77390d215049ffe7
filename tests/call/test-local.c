/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the two find each other: addresses of IPv6, and names that only their own network knows. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "pair.h"

#include <nice/agent.h>
#include <string.h>

#define PATIENCE 60
#define NAME "6a5f1a6e-0f6c-4a0e-8b0e-0000000000%02u.local"

/* ── who answers ──────────────────────────────────────────────────────────────────────────────── */

/* Knows one name, and all others never. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
  char *address; /* (nullable): of NAME 0 */
  guint asked;
  GPtrArray *open; /* GTask */
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer data)
{
  g_resolver_free_addresses (data);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  TestResolver *self = g_task_get_source_object (data);
  g_autoptr (GTask) task = g_object_ref (data);

  g_ptr_array_remove (self->open, data);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
test_resolver_lookup_by_name_async (GResolver *resolver,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data)
{
  TestResolver *self = TEST_RESOLVER (resolver);
  GTask *task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GSource) source = g_cancellable_source_new (cancellable);
  g_autofree char *known = g_strdup_printf (NAME, 0);

  self->asked++;
  if (self->address != NULL && g_str_equal (name, known))
    {
      g_task_return_pointer (task, g_list_append (NULL, g_inet_address_new_from_string (self->address)),
                             free_addresses);
      g_object_unref (task);
      return;
    }
  g_ptr_array_add (self->open, task);
  g_task_attach_source (task, source, G_SOURCE_FUNC (on_cancelled));
}

static GList *
test_resolver_lookup_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_finalize (GObject *object)
{
  g_free (TEST_RESOLVER (object)->address);
  g_ptr_array_unref (TEST_RESOLVER (object)->open);
  G_OBJECT_CLASS (test_resolver_parent_class)->finalize (object);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_resolver_finalize;
  G_RESOLVER_CLASS (klass)->lookup_by_name_async = test_resolver_lookup_by_name_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_finish = test_resolver_lookup_by_name_finish;
}

static void
test_resolver_init (TestResolver *self)
{
  self->open = g_ptr_array_new_with_free_func (g_object_unref);
}

static TestResolver *
set_up_resolver (const char *address)
{
  TestResolver *self = g_object_new (TEST_TYPE_RESOLVER, NULL);

  self->address = g_strdup (address);
  g_resolver_set_default (G_RESOLVER (self));
  return self;
}

/* ── names ────────────────────────────────────────────────────────────────────────────────────── */

/* As a browser does it: the address of the first candidate of IPv4 is known by a name, and nothing else is said. */
typedef struct
{
  char *address; /* of the first */
  guint said;
} Hiding;

static char *
change_address (DuoSignal *signal, const char *address)
{
  g_auto (GStrv) words = g_strsplit (duo_signal_get_candidate (signal), " ", -1);
  g_autofree char *text = NULL;
  g_autoptr (DuoSignal) changed = NULL;

  g_free (words[4]);
  words[4] = g_strdup (address);
  text = g_strjoinv (" ", words);
  changed = duo_signal_new_candidate (duo_signal_get_mline (signal), text);
  return g_strdup (duo_signal_get_text (changed));
}

static char *
hide (DuoSignal *signal, gpointer data)
{
  g_autofree char *name = g_strdup_printf (NAME, 0);

  if (duo_signal_get_kind (signal) != DUO_SIGNAL_CANDIDATE)
    return g_strdup (duo_signal_get_text (signal));
  if (strstr (duo_signal_get_candidate (signal), ((Hiding *) data)->address) == NULL)
    return NULL;
  ((Hiding *) data)->said++;
  return change_address (signal, name);
}

static char *
say_nothing (DuoSignal *signal, gpointer data)
{
  return duo_signal_get_kind (signal) == DUO_SIGNAL_CANDIDATE ? NULL
                                                              : g_strdup (duo_signal_get_text (signal));
}

/* (transfer full) (nullable): one of this machine's, of IPv4 */
static char *
dup_own_address (void)
{
  g_autoptr (DuoNetwork) network = duo_network_new_system (g_network_monitor_get_default ());
  g_auto (GStrv) addresses = duo_network_dup_addresses (network);

  for (guint i = 0; addresses[i] != NULL; i++)
    if (strchr (addresses[i], ':') == NULL)
      return g_strdup (addresses[i]);
  return NULL;
}

static void
test_known_name (void)
{
  g_autofree char *address = dup_own_address ();
  g_autoptr (TestResolver) resolver = NULL;
  Hiding hiding = {address, 0};
  Pair pair;

  if (address == NULL)
    {
      g_test_skip ("this machine has no address");
      return;
    }
  resolver = set_up_resolver (address);
  pair_set_up (&pair);
  loopback_room_set_tamper (pair.recruiter.room, hide, &hiding);
  loopback_room_set_tamper (pair.talent.room, say_nothing, NULL);
  pair_talk (&pair);
  g_assert_cmpuint (hiding.said, >, 0);
  g_assert_cmpuint (resolver->asked, >, 0);
  pair_tear_down (&pair);
}

static void
say (Party *party, const char *name)
{
  g_autofree char *text = g_strdup_printf ("candidate:1 1 UDP 2015363327 %s 40000 typ host", name);
  g_autoptr (DuoSignal) signal = duo_signal_new_candidate (0, text);

  duo_signaling_emit_received (DUO_SIGNALING (party->room), signal);
}

/* Names that nobody knows, more than allowed, and such as are none of this network: the call goes on, and ends at once. */
static void
test_other_names (void)
{
  static const char *const foreign[] = {"www.example.org", "a.b.local", ".local",     "local",
                                        "a b.local",       "x.local.",  "x.localhost"};
  g_autoptr (TestResolver) resolver = set_up_resolver (NULL);
  guint threads, descriptors;
  Pair pair;

  pair_set_up (&pair);
  pair_start (&pair);
  pair_wait_state (pair.talent.call, DUO_CALL_NEGOTIATING);
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    say (&pair.talent, foreign[i]);
  g_assert_cmpuint (resolver->asked, ==, 0);
  for (guint i = 0; i < 2 * DUO_LOCAL_NAME_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf (NAME, i);

      say (&pair.talent, name);
    }
  g_assert_cmpuint (resolver->asked, ==, DUO_LOCAL_NAME_MAX);
  pair_wait_state (pair.talent.call, DUO_CALL_TALKING);
  pair_wait_state (pair.recruiter.call, DUO_CALL_TALKING);
  g_assert_cmpuint (resolver->open->len, ==, DUO_LOCAL_NAME_MAX);
  threads = pair_count_threads ();
  descriptors = pair_count_descriptors ();
  pair_tear_down (&pair);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (resolver->open->len, ==, 0);
  pair_wait_left (threads, descriptors);
}

/* A connection that nobody is at the other end of. */
typedef struct
{
  DuoMediaSource *source;
  DuoVideoFeed *feed;
  DuoPeer *peer;
  char *sdp;
} Lone;

static void
on_described (Lone *self, const char *sdp)
{
  self->sdp = g_strdup (sdp);
}

static gboolean
is_described (gpointer data)
{
  return ((Lone *) data)->sdp != NULL;
}

static void
lone_open (Lone *self, gboolean relay_only)
{
  *self = (Lone) {.source = duo_media_source_new_drawn (DUO_PORTRAIT_RECRUITER, 320, 180, 15, FALSE),
                  .feed = g_object_new (DUO_TYPE_VIDEO_FEED, NULL)};
  self->peer = duo_peer_new (DUO_CALL_OFFERS, self->source, self->feed, NULL, NULL, relay_only, NULL);
  g_signal_connect_swapped (self->peer, "described", G_CALLBACK (on_described), self);
  pair_wait (is_described, self, PATIENCE);
}

static void
lone_close (Lone *self)
{
  duo_peer_close (self->peer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->peer);
  g_assert_finalize_object (self->feed);
  g_assert_finalize_object (self->source);
  g_free (self->sdp);
}

/* The answer to what was offered, with more names in it than allowed. */
static char *
answer_in_names (Lone *self)
{
  g_autoptr (GString) answer = g_string_new (self->sdp);

  g_string_replace (answer, "a=setup:actpass", "a=setup:active", 0);
  for (guint i = 0; i < 2 * DUO_LOCAL_NAME_MAX; i++)
    g_string_append_printf (answer, "a=candidate:1 1 UDP 2015363327 " NAME " 40000 typ host\r\n", i);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static gboolean
is_remote_set (gpointer data)
{
  return ((Lone *) data)->peer->remote_set;
}

/* webrtcbin would look up all of them, by means of its own. */
static void
test_names_in_a_description (void)
{
  static const guint asked[] = {DUO_LOCAL_NAME_MAX, 0};

  for (gsize relay_only = 0; relay_only < G_N_ELEMENTS (asked); relay_only++)
    {
      g_autoptr (TestResolver) resolver = set_up_resolver (NULL);
      g_autofree char *answer = NULL;
      Lone lone;

      lone_open (&lone, relay_only == 1);
      answer = answer_in_names (&lone);
      g_assert_true (duo_peer_take_answer (lone.peer, answer, NULL));
      g_assert_cmpuint (resolver->asked, ==, asked[relay_only]);
      pair_wait (is_remote_set, &lone, PATIENCE);
      g_assert_cmpuint (resolver->asked, ==, asked[relay_only]);
      lone_close (&lone);
    }
}

/* Whoever goes by a relay alone says nothing on the network that he is in. */
static void
test_hidden (void)
{
  g_autoptr (TestResolver) resolver = set_up_resolver (NULL);
  g_autofree char *name = g_strdup_printf ("candidate:1 1 UDP 2015363327 " NAME " 40000 typ host", 0);
  Lone lone;

  lone_open (&lone, TRUE);
  g_assert_true (duo_peer_add_candidate (lone.peer, 0, name, NULL));
  g_assert_cmpuint (resolver->asked, ==, 0);
  lone_close (&lone);
  lone_open (&lone, FALSE);
  g_assert_true (duo_peer_add_candidate (lone.peer, 0, name, NULL));
  g_assert_cmpuint (resolver->asked, ==, 1);
  lone_close (&lone);
}

/* ── IPv6 ─────────────────────────────────────────────────────────────────────────────────────── */

static char *
only_v6 (DuoSignal *signal, gpointer data)
{
  g_auto (GStrv) words = NULL;

  if (duo_signal_get_kind (signal) != DUO_SIGNAL_CANDIDATE)
    return g_strdup (duo_signal_get_text (signal));
  words = g_strsplit (duo_signal_get_candidate (signal), " ", -1);
  return strchr (words[4], ':') != NULL ? g_strdup (duo_signal_get_text (signal)) : NULL;
}

static NiceAgent *
dup_agent (DuoCall *call)
{
  g_autoptr (GObject) ice = NULL;
  NiceAgent *agent = NULL;

  g_object_get (call->peer->webrtcbin, "ice-agent", &ice, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  return agent;
}

/* The one address that every machine with IPv6 has; before the first candidates are looked for. */
static gboolean
begin_on_loopback (DuoCall *call)
{
  NiceAddress address;
  NiceAgent *agent;

  duo_call_start (call);
  nice_address_init (&address);
  if (!nice_address_set_from_string (&address, "::1"))
    return FALSE;
  agent = dup_agent (call);
  nice_agent_add_local_address (agent, &address);
  g_object_unref (agent);
  return TRUE;
}

static void
assert_v6 (DuoCall *call)
{
  NiceAgent *agent = dup_agent (call);
  NiceCandidate *local, *remote;

  g_assert_true (nice_agent_get_selected_pair (agent, 1, NICE_COMPONENT_TYPE_RTP, &local, &remote));
  g_assert_cmpint (nice_address_ip_version (&local->addr), ==, 6);
  g_assert_cmpint (nice_address_ip_version (&remote->addr), ==, 6);
  g_object_unref (agent);
}

static gboolean
has_talked (gpointer data)
{
  DuoCallStats stats;

  duo_call_get_stats (data, &stats);
  return stats.video_frames >= 5 && stats.audio_ms >= 200;
}

static gboolean
has_ipv6 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("::1", 0);

  return socket != NULL && g_socket_bind (socket, address, FALSE, NULL);
}

static void
test_ipv6 (void)
{
  Pair pair;

  if (!has_ipv6 ())
    {
      g_test_skip ("this machine has no IPv6");
      return;
    }
  pair_set_up (&pair);
  loopback_room_set_tamper (pair.recruiter.room, only_v6, NULL);
  loopback_room_set_tamper (pair.talent.room, only_v6, NULL);
  g_assert_true (begin_on_loopback (pair.recruiter.call));
  g_assert_true (begin_on_loopback (pair.talent.call));
  pair_wait (has_talked, pair.recruiter.call, PATIENCE);
  pair_wait (has_talked, pair.talent.call, PATIENCE);
  assert_v6 (pair.recruiter.call);
  assert_v6 (pair.talent.call);
  pair_tear_down (&pair);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/local/ipv6", test_ipv6);
  g_test_add_func ("/call/local/known-name", test_known_name);
  g_test_add_func ("/call/local/other-names", test_other_names);
  g_test_add_func ("/call/local/names-in-a-description", test_names_in_a_description);
  g_test_add_func ("/call/local/hidden", test_hidden);
  return pair_run ();
}
