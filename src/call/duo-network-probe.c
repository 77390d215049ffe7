/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-network-probe.h"
#include "duo-ice-server.h"
#include "duo-parts.h"
#include "duo-peer-letters.h"
#include "duo-relays.h"
#include "duo-sdp.h"
#include "duo-timer.h"

#include <nice/interfaces.h>

#define PATIENCE_SECONDS 10

struct _DuoNetworkProbe
{
  GObject parent_instance;
  char **servers;
  DuoNetworkState state;
  /* While it tests. */
  DuoMailbox *mailbox;
  DuoPadHold *hold;
  GstElement *pipeline;
  GstElement *webrtcbin;
  DuoRelays *relays;
  GSource *deadline;
};

enum
{
  PROP_STATE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoNetworkProbe, duo_network_probe, G_TYPE_OBJECT)

static void
set_state (DuoNetworkProbe *self, DuoNetworkState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
stop (DuoNetworkProbe *self)
{
  g_autoptr (GObject) ice = NULL;

  duo_timer_stop (&self->deadline);
  if (self->pipeline == NULL)
    return;
  duo_mailbox_shut (self->mailbox);
  g_clear_pointer (&self->mailbox, duo_mailbox_unref);
  g_object_get (self->webrtcbin, "ice-agent", &ice, NULL);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  self->webrtcbin = NULL;
  gst_clear_object (&self->pipeline);
  g_clear_pointer (&self->hold, duo_pad_hold_unref);
  duo_relays_give_back (g_steal_pointer (&self->relays), ice);
}

static void
finish (DuoNetworkProbe *self, DuoNetworkState state)
{
  g_autoptr (DuoNetworkProbe) alive = g_object_ref (self);

  stop (self);
  set_state (self, state);
}

/* ── letters ──────────────────────────────────────────────────────────────────────────────────── */

static void
set_description (DuoNetworkProbe *self, const char *sdp)
{
  DuoSdp *message = duo_sdp_parse (sdp);
  GstWebRTCSessionDescription *description;

  if (message == NULL)
    {
      finish (self, DUO_NETWORK_UNTRIED);
      return;
    }
  description = gst_webrtc_session_description_new (GST_WEBRTC_SDP_TYPE_OFFER, message);
  g_signal_emit_by_name (self->webrtcbin, "set-local-description", description,
                         duo_peer_promise (self->mailbox, DUO_LETTER_LOCAL_SET));
  gst_webrtc_session_description_free (description);
}

static void
on_gathering (DuoNetworkProbe *self)
{
  GstWebRTCICEGatheringState state;

  g_object_get (self->webrtcbin, "ice-gathering-state", &state, NULL);
  if (state == GST_WEBRTC_ICE_GATHERING_STATE_GATHERING)
    duo_relays_begin (self->relays);
  else if (state == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE && !duo_relays_go_on (self->relays) &&
           !duo_relays_are_asking_tcp (self->relays))
    finish (self, DUO_NETWORK_NO_RELAY);
}

static void
on_letter (const DuoLetter *letter, gpointer data)
{
  g_autoptr (DuoNetworkProbe) self = g_object_ref (DUO_NETWORK_PROBE (data));

  if (letter->kind == DUO_LETTER_CREATED)
    set_description (self, letter->text);
  else if (letter->kind == DUO_LETTER_CANDIDATE)
    finish (self, duo_relays_are_asking_tcp (self->relays) ? DUO_NETWORK_TCP_ONLY : DUO_NETWORK_GOOD);
  else if (letter->kind == DUO_LETTER_GATHERING)
    on_gathering (self);
  else if (letter->kind == DUO_LETTER_FAILED)
    finish (self, DUO_NETWORK_UNTRIED);
}

static gboolean
on_time_up (gpointer data)
{
  finish (data, DUO_NETWORK_NO_RELAY);
  return G_SOURCE_REMOVE;
}

/* ── asking ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_in_a_network (void)
{
  GList *addresses = nice_interfaces_get_local_ips (FALSE);
  gboolean found = addresses != NULL;

  g_list_free_full (addresses, g_free);
  return found;
}

/* An offer of nothing but a data channel is enough for it to ask. */
static void
ask (DuoNetworkProbe *self)
{
  g_autoptr (GObject) channel = NULL;

  self->mailbox = duo_mailbox_new (on_letter, self);
  self->hold = duo_pad_hold_new ();
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  self->webrtcbin = gst_element_factory_make ("webrtcbin", NULL);
  gst_util_set_object_arg (G_OBJECT (self->webrtcbin), "bundle-policy", "max-bundle");
  gst_bin_add (GST_BIN (self->pipeline), self->webrtcbin);
  self->relays = duo_relays_new ((const char *const *) self->servers, TRUE);
  duo_relays_tell (self->relays, self->webrtcbin);
  duo_peer_watch (G_OBJECT (self->webrtcbin), "ice-gathering-state", self->mailbox, DUO_LETTER_GATHERING);
  duo_peer_watch_webrtcbin (self->webrtcbin, self->mailbox, self->hold);
  gst_element_set_state (self->pipeline, GST_STATE_READY);
  g_signal_emit_by_name (self->webrtcbin, "create-data-channel", "probe", NULL, &channel);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  g_signal_emit_by_name (self->webrtcbin, "create-offer", NULL, duo_peer_promise_description (self->mailbox));
}

static void
duo_network_probe_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, (int) DUO_NETWORK_PROBE (object)->state);
}

static void
duo_network_probe_dispose (GObject *object)
{
  stop (DUO_NETWORK_PROBE (object));
  G_OBJECT_CLASS (duo_network_probe_parent_class)->dispose (object);
}

static void
duo_network_probe_finalize (GObject *object)
{
  DuoNetworkProbe *self = DUO_NETWORK_PROBE (object);

  g_strfreev (self->servers);
  G_OBJECT_CLASS (duo_network_probe_parent_class)->finalize (object);
}

static void
duo_network_probe_class_init (DuoNetworkProbeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = duo_network_probe_get_property;
  object_class->dispose = duo_network_probe_dispose;
  object_class->finalize = duo_network_probe_finalize;
  props[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, DUO_NETWORK_UNTRIED, DUO_NETWORK_OFFLINE, DUO_NETWORK_UNTRIED,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
duo_network_probe_init (DuoNetworkProbe *self)
{
}

DuoNetworkProbe *
duo_network_probe_new (const char *const *ice_servers)
{
  DuoNetworkProbe *self = g_object_new (DUO_TYPE_NETWORK_PROBE, NULL);

  self->servers = g_strdupv ((char **) ice_servers);
  return self;
}

void
duo_network_probe_start (DuoNetworkProbe *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DUO_IS_NETWORK_PROBE (self));
  g_return_if_fail (self->state == DUO_NETWORK_UNTRIED && self->pipeline == NULL);

  if (!is_in_a_network ())
    set_state (self, DUO_NETWORK_OFFLINE);
  else if (!duo_ice_servers_have_relay ((const char *const *) self->servers))
    set_state (self, DUO_NETWORK_NONE_OFFERED);
  else if (!duo_parts_check (&error))
    g_message ("network: not tried: %s is missing", error->message);
  else
    {
      duo_timer_start (&self->deadline, PATIENCE_SECONDS * 1000, on_time_up, self);
      ask (self);
      set_state (self, DUO_NETWORK_TESTING);
    }
}

void
duo_network_probe_cancel (DuoNetworkProbe *self)
{
  g_return_if_fail (DUO_IS_NETWORK_PROBE (self));
  if (self->pipeline != NULL)
    finish (self, DUO_NETWORK_UNTRIED);
}

DuoNetworkState
duo_network_probe_get_state (DuoNetworkProbe *self)
{
  g_return_val_if_fail (DUO_IS_NETWORK_PROBE (self), DUO_NETWORK_UNTRIED);
  return self->state;
}
