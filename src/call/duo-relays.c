/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-relays.h"
#include "duo-errand.h"
#include "duo-ice-server.h"
#include "duo-relay-tunnel.h"
#include "duo-timer.h"

#include <nice/agent.h>
#include <string.h>

/* libnice gives up after four seconds on a relay that does not answer. */
#define GIVE_BACK_US (10 * G_USEC_PER_SEC)
#define LAST_MOMENT_US G_USEC_PER_SEC
#define GLANCE_MS 50

/* All lines share one. */
#define STREAM 1

/* Twice there and back, and once more for a packet that is lost. */
#define HEAD_START_MS 1000
/* For TCP, TLS and what is asked by them, on a slow path. */
#define PATIENCE_US (3 * G_USEC_PER_SEC)

struct _DuoRelays
{
  GPtrArray *servers; /* DuoIceServer */
  guint told;         /* of them */
  gint64 told_at;     /* the last, where there were others before; monotonic, else 0 */
  GPtrArray *tunnels; /* DuoRelayTunnel */
  gboolean only;
  gboolean answered;
  GstElement *webrtcbin; /* not owned */
  GSource *timer;
};

static char *
make_uri (const DuoIceServer *server, const char *host, guint16 port)
{
  gboolean bracketed = strchr (host, ':') != NULL;
  g_autofree char *user = g_uri_escape_string (server->user, NULL, FALSE);
  g_autofree char *password = g_uri_escape_string (server->password, NULL, FALSE);

  return g_strdup_printf ("turn://%s:%s@%s%s%s:%u?transport=%s", user, password, bracketed ? "[" : "", host,
                          bracketed ? "]" : "", port, server->kind == DUO_ICE_TURN_UDP ? "udp" : "tcp");
}

static void
tell_stun (const DuoIceServer *server, GstElement *webrtcbin)
{
  g_autofree char *uri = g_strdup_printf ("stun://%s:%u", server->host, server->port);

  g_object_set (webrtcbin, "stun-server", uri, NULL);
}

static void
tell_relay (GstElement *webrtcbin, char *uri)
{
  g_autofree char *taken = uri;
  gboolean added = FALSE;

  g_signal_emit_by_name (webrtcbin, "add-turn-server", taken, &added);
}

static void
tell_tunnel (DuoRelays *self, const DuoIceServer *server)
{
  g_autoptr (GError) error = NULL;
  DuoRelayTunnel *tunnel = duo_relay_tunnel_new (server->host, server->port, &error);

  if (tunnel == NULL)
    {
      g_message ("relay: no way to %s by TLS: %s", server->host, error->message);
      return;
    }
  g_ptr_array_add (self->tunnels, tunnel);
  tell_relay (self->webrtcbin,
              make_uri (server, duo_relay_tunnel_get_address (tunnel), duo_relay_tunnel_get_port (tunnel)));
}

static void
tell (DuoRelays *self, const DuoIceServer *server)
{
  if (server->kind == DUO_ICE_STUN)
    tell_stun (server, self->webrtcbin);
  else if (server->kind == DUO_ICE_TURN_TLS)
    tell_tunnel (self, server);
  else
    tell_relay (self->webrtcbin, make_uri (server, server->host, server->port));
}

static DuoIceServer *
get_next (DuoRelays *self)
{
  return self->told < self->servers->len ? g_ptr_array_index (self->servers, self->told) : NULL;
}

/* All of the next kind. */
static void
tell_kind (DuoRelays *self)
{
  const DuoIceServer *server = get_next (self);
  DuoIceKind kind = server->kind;

  for (; server != NULL && server->kind == kind; server = get_next (self))
    {
      tell (self, server);
      self->told++;
    }
}

static void
stop (DuoRelays *self)
{
  duo_timer_stop (&self->timer);
}

static gboolean
on_head_start (gpointer data)
{
  duo_relays_go_on (data);
  return G_SOURCE_REMOVE;
}

DuoRelays *
duo_relays_new (const char *const *uris, gboolean only)
{
  DuoRelays *self = g_new0 (DuoRelays, 1);

  self->servers = duo_ice_servers_read (uris);
  self->tunnels = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_relay_tunnel_free);
  self->only = only;
  return self;
}

void
duo_relays_free (DuoRelays *self)
{
  stop (self);
  g_ptr_array_unref (self->servers);
  g_ptr_array_unref (self->tunnels);
  g_free (self);
}

void
duo_relays_tell (DuoRelays *self, GstElement *webrtcbin)
{
  self->webrtcbin = webrtcbin;
  if (self->only)
    gst_util_set_object_arg (G_OBJECT (webrtcbin), "ice-transport-policy", "relay");
  if (get_next (self) != NULL && get_next (self)->kind == DUO_ICE_STUN)
    tell_kind (self);
  if (get_next (self) != NULL)
    tell_kind (self);
}

void
duo_relays_begin (DuoRelays *self)
{
  stop (self);
  if (self->answered || get_next (self) == NULL)
    return;
  duo_timer_start (&self->timer, HEAD_START_MS, on_head_start, self);
}

/* Found: that all were asked is said before what was found. */
static gboolean
has_answer (DuoRelays *self)
{
  g_autoptr (GObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;
  GSList *candidates;
  gboolean found = FALSE;

  g_object_get (self->webrtcbin, "ice-agent", &ice, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  candidates = nice_agent_get_local_candidates (NICE_AGENT (agent), STREAM, NICE_COMPONENT_TYPE_RTP);
  for (GSList *item = candidates; item != NULL; item = item->next)
    found |= ((NiceCandidate *) item->data)->type == NICE_CANDIDATE_TYPE_RELAYED;
  g_slist_free_full (candidates, (GDestroyNotify) nice_candidate_free);
  return found;
}

gboolean
duo_relays_go_on (DuoRelays *self)
{
  self->answered = self->answered || has_answer (self);
  if (self->answered)
    return TRUE;
  if (get_next (self) == NULL)
    return FALSE;
  tell_kind (self);
  self->told_at = g_get_monotonic_time ();
  duo_relays_begin (self);
  return TRUE;
}

guint
duo_relays_get_patience (DuoRelays *self)
{
  gint64 left = self->told_at != 0 ? self->told_at + PATIENCE_US - g_get_monotonic_time () : 0;

  return (guint) (MAX (left, 0) / 1000);
}

gboolean
duo_relays_are_asking_tcp (DuoRelays *self)
{
  const DuoIceServer *last = self->told > 0 ? g_ptr_array_index (self->servers, self->told - 1) : NULL;

  return last != NULL && last->kind > DUO_ICE_TURN_UDP;
}

void
duo_relays_take_candidate (DuoRelays *self, const char *candidate)
{
  if (strstr (candidate, " typ relay ") == NULL)
    return;
  self->answered = TRUE;
  stop (self);
}

/* Found: beside its own address a candidate of a relay names the one from which the relay was asked. */
char *
duo_relays_dup_shown (DuoRelays *self, const char *candidate)
{
  g_autoptr (GRegex) asked_from = NULL;

  if (!self->only)
    return g_strdup (candidate);
  asked_from = g_regex_new (" raddr \\S+ rport \\S+", 0, 0, NULL);
  return g_regex_replace_literal (asked_from, candidate, -1, 0, " raddr 0.0.0.0 rport 0", 0, NULL);
}

/* ── giving back ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoRelays *relays;
  GObject *ice; /* keeps the thread of its agent running */
  gboolean done;
} Giving;

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Giving *giving = data;

  giving->done = TRUE;
}

static gboolean
on_glance (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_time_up (gint64 begun)
{
  gint64 taken = g_get_monotonic_time () - begun;

  return taken > GIVE_BACK_US || (taken > LAST_MOMENT_US && duo_errand_is_awaited ());
}

/* Thread. */
static void
on_give_back (gpointer data)
{
  Giving *giving = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) glance = g_timeout_source_new (GLANCE_MS);
  g_autoptr (GObject) agent = NULL;
  gint64 begun = g_get_monotonic_time ();

  g_main_context_push_thread_default (context);
  g_source_set_callback (glance, on_glance, NULL, NULL);
  g_source_attach (glance, context);
  g_object_get (giving->ice, "agent", &agent, NULL);
  nice_agent_close_async (NICE_AGENT (agent), closed_cb, giving);
  while (!giving->done && !is_time_up (begun))
    g_main_context_iteration (context, TRUE);
  if (!giving->done)
    g_info ("relay: what was given back is not confirmed");
  g_source_destroy (glance);
  g_main_context_pop_thread_default (context);
}

/* Who has not answered by then may still do: what it finds must be there. */
static void
free_giving (gpointer data)
{
  Giving *giving = data;

  g_object_unref (giving->ice);
  duo_relays_free (giving->relays);
  if (giving->done)
    g_free (giving);
}

void
duo_relays_give_back (DuoRelays *self, GObject *ice)
{
  Giving *giving;

  if (!duo_ice_servers_include_relay (self->servers))
    {
      duo_relays_free (self);
      return;
    }
  giving = g_new0 (Giving, 1);
  stop (self);
  self->webrtcbin = NULL;
  *giving = (Giving) {.relays = self, .ice = g_object_ref (ice)};
  duo_errand_run (on_give_back, giving, free_giving);
}
