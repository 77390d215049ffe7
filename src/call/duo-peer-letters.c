/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-peer-letters.h"
#include "duo-word-budget.h"

#include <string.h>

static void
release_box (gpointer data)
{
  duo_mailbox_unref (data);
}

static void
release_closure (gpointer data, GClosure *closure)
{
  duo_mailbox_unref (data);
}

static void
post (DuoMailbox *box, DuoLetterKind kind, gulong number, const char *text, gpointer object)
{
  DuoLetter letter = {.kind = kind, .number = number, .text = (char *) text, .object = object};

  duo_mailbox_queue (box, &letter);
}

/* ── promises ─────────────────────────────────────────────────────────────────────────────────── */

/* A promise that was interrupted or expired belongs to a connection that is being torn down. */
static const GstStructure *
read_reply (GstPromise *promise, GError **error)
{
  const GstStructure *reply;

  if (gst_promise_wait (promise) != GST_PROMISE_RESULT_REPLIED)
    return NULL;
  reply = gst_promise_get_reply (promise);
  return reply != NULL && gst_structure_get (reply, "error", G_TYPE_ERROR, error, NULL) ? NULL : reply;
}

/* Without what was promised there is no call. */
static const GstStructure *
check_reply (GstPromise *promise, DuoMailbox *box)
{
  g_autoptr (GError) error = NULL;
  const GstStructure *reply = read_reply (promise, &error);

  if (error != NULL)
    post (box, DUO_LETTER_FAILED, 0, error->message, NULL);
  return reply;
}

typedef struct
{
  DuoMailbox *box;
  DuoLetterKind then;
} Then;

static void
free_then (gpointer data)
{
  Then *then = data;

  duo_mailbox_unref (then->box);
  g_free (then);
}

static void
on_done (GstPromise *promise, gpointer data)
{
  Then *then = data;
  gboolean replied = gst_promise_wait (promise) == GST_PROMISE_RESULT_REPLIED;
  const GstStructure *reply = check_reply (promise, then->box);

  /* A reply without a structure is success. */
  if (replied && (reply != NULL || gst_promise_get_reply (promise) == NULL))
    post (then->box, then->then, 0, NULL, NULL);
  gst_promise_unref (promise);
}

static void
on_description (GstPromise *promise, gpointer data)
{
  const GstStructure *reply = check_reply (promise, data);
  GstWebRTCSessionDescription *description = NULL;
  g_autofree char *sdp = NULL;

  if (reply != NULL &&
      (gst_structure_get (reply, "offer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, NULL) ||
       gst_structure_get (reply, "answer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, NULL)))
    {
      sdp = gst_sdp_message_as_text (description->sdp);
      gst_webrtc_session_description_free (description);
      post (data, DUO_LETTER_CREATED, 0, sdp, NULL);
    }
  gst_promise_unref (promise);
}

static void
read_remote (const GstStructure *stat, DuoPeerReport *report)
{
  double round_trip, lost;

  if (gst_structure_get_double (stat, "round-trip-time", &round_trip))
    report->round_trip_ms = (int) (round_trip * 1000);
  if (gst_structure_get_double (stat, "fraction-lost", &lost))
    report->lost = MAX (report->lost, lost);
}

static void
read_inbound (const GstStructure *stat, DuoPeerReport *report)
{
  double jitter;
  gint64 lost;

  if (gst_structure_get_double (stat, "jitter", &jitter))
    report->jitter_ms = MAX (report->jitter_ms, jitter * 1000);
  if (gst_structure_get_int64 (stat, "packets-lost", &lost))
    report->packets_lost += (guint64) MAX (lost, 0);
}

static gboolean
read_stat (const GstIdStr *field, const GValue *value, gpointer data)
{
  const GstStructure *stat = GST_VALUE_HOLDS_STRUCTURE (value) ? gst_value_get_structure (value) : NULL;
  GstWebRTCStatsType type;

  if (stat == NULL || !gst_structure_get (stat, "type", GST_TYPE_WEBRTC_STATS_TYPE, &type, NULL))
    return TRUE;
  if (type == GST_WEBRTC_STATS_REMOTE_INBOUND_RTP)
    read_remote (stat, data);
  else if (type == GST_WEBRTC_STATS_INBOUND_RTP)
    read_inbound (stat, data);
  return TRUE;
}

static void
on_stats (GstPromise *promise, gpointer data)
{
  g_autoptr (GError) error = NULL;
  const GstStructure *reply = read_reply (promise, &error);
  DuoPeerReport report = {.round_trip_ms = -1};

  if (reply != NULL)
    {
      g_autoptr (GBytes) bytes = NULL;

      gst_structure_foreach_id_str (reply, read_stat, &report);
      bytes = g_bytes_new (&report, sizeof report);
      duo_mailbox_queue (data, &(DuoLetter) {.kind = DUO_LETTER_STATS, .bytes = bytes});
    }
  else if (error != NULL)
    g_info ("call: nothing is measured: %s", error->message);
  gst_promise_unref (promise);
}

GstPromise *
duo_peer_promise (DuoMailbox *box, DuoLetterKind then)
{
  Then *data = g_new0 (Then, 1);

  data->box = duo_mailbox_ref (box);
  data->then = then;
  return gst_promise_new_with_change_func (on_done, data, free_then);
}

GstPromise *
duo_peer_promise_description (DuoMailbox *box)
{
  return gst_promise_new_with_change_func (on_description, duo_mailbox_ref (box), release_box);
}

GstPromise *
duo_peer_promise_stats (DuoMailbox *box)
{
  return gst_promise_new_with_change_func (on_stats, duo_mailbox_ref (box), release_box);
}

/* ── signals ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoMailbox *box;
  DuoLetterKind kind;
} Notify;

static void
free_notify (gpointer data, GClosure *closure)
{
  duo_mailbox_unref (((Notify *) data)->box);
  g_free (data);
}

typedef struct
{
  DuoMailbox *box;
  DuoPadHold *hold;
} PadWatch;

static void
free_pad_watch (gpointer data, GClosure *closure)
{
  PadWatch *watch = data;

  duo_mailbox_unref (watch->box);
  duo_pad_hold_unref (watch->hold);
  g_free (watch);
}

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  Notify *notify = data;

  post (notify->box, notify->kind, 0, NULL, NULL);
}

static void
on_candidate (GstElement *webrtcbin, guint mline, const char *candidate, gpointer data)
{
  if (candidate != NULL && candidate[0] != '\0')
    post (data, DUO_LETTER_CANDIDATE, mline, candidate, NULL);
}

/* It waits for its letter to be read: an unlinked pad would stop the thread that it comes from. */
static void
on_pad_added (GstElement *webrtcbin, GstPad *pad, gpointer data)
{
  PadWatch *watch = data;

  if (GST_PAD_DIRECTION (pad) != GST_PAD_SRC)
    return;
  duo_pad_hold_add (watch->hold, pad);
  post (watch->box, DUO_LETTER_PAD, 0, NULL, pad);
}

typedef struct
{
  DuoMailbox *box;
  DuoWordBudget budget;
  gboolean over; /* it said more, and is no longer heard */
} Ear;

static void
free_ear (gpointer data, GClosure *closure)
{
  duo_mailbox_unref (((Ear *) data)->box);
  g_free (data);
}

/* Before anything is copied: the main context may be busy, and its mailbox has no bound. */
static void
on_words (GObject *channel, const char *text, gpointer data)
{
  Ear *ear = data;

  if (text == NULL || ear->over)
    return;
  ear->over = !duo_word_budget_take (&ear->budget, strlen (text), g_get_monotonic_time ());
  if (ear->over)
    post (ear->box, DUO_LETTER_FAILED, 0, "more words than allowed", NULL);
  else
    post (ear->box, DUO_LETTER_HEARD, 0, text, NULL);
}

typedef struct
{
  DuoMailbox *box;
  gboolean found;
} ChannelWait;

static void
free_channel_wait (gpointer data, GClosure *closure)
{
  duo_mailbox_unref (((ChannelWait *) data)->box);
  g_free (data);
}

static void
on_data_channel (GstElement *webrtcbin, GObject *channel, gpointer data)
{
  ChannelWait *wait = data;
  g_autofree char *label = NULL;

  g_object_get (channel, "label", &label, NULL);
  if (wait->found || g_strcmp0 (label, DUO_PEER_CHANNEL) != 0)
    return;
  wait->found = TRUE;
  duo_peer_watch_channel (channel, wait->box);
  post (wait->box, DUO_LETTER_CHANNEL, 0, NULL, channel);
}

void
duo_peer_watch (GObject *object, const char *property, DuoMailbox *box, DuoLetterKind kind)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);
  Notify *notify = g_new0 (Notify, 1);

  notify->box = duo_mailbox_ref (box);
  notify->kind = kind;
  g_signal_connect_data (object, signal, G_CALLBACK (on_notify), notify, free_notify, G_CONNECT_DEFAULT);
}

void
duo_peer_watch_channel (GObject *channel, DuoMailbox *box)
{
  Ear *ear = g_new0 (Ear, 1);

  ear->box = duo_mailbox_ref (box);
  duo_peer_watch (channel, "ready-state", box, DUO_LETTER_CHANNEL_STATE);
  g_signal_connect_data (channel, "on-message-string", G_CALLBACK (on_words), ear, free_ear,
                         G_CONNECT_DEFAULT);
}

void
duo_peer_await_channel (GstElement *webrtcbin, DuoMailbox *box)
{
  ChannelWait *wait = g_new0 (ChannelWait, 1);

  wait->box = duo_mailbox_ref (box);
  g_signal_connect_data (webrtcbin, "on-data-channel", G_CALLBACK (on_data_channel), wait, free_channel_wait,
                         G_CONNECT_DEFAULT);
}

void
duo_peer_watch_webrtcbin (GstElement *webrtcbin, DuoMailbox *box, DuoPadHold *hold)
{
  PadWatch *watch = g_new0 (PadWatch, 1);

  watch->box = duo_mailbox_ref (box);
  watch->hold = duo_pad_hold_ref (hold);
  g_signal_connect_data (webrtcbin, "on-ice-candidate", G_CALLBACK (on_candidate), duo_mailbox_ref (box),
                         release_closure, G_CONNECT_DEFAULT);
  g_signal_connect_data (webrtcbin, "pad-added", G_CALLBACK (on_pad_added), watch, free_pad_watch,
                         G_CONNECT_DEFAULT);
}

GstWebRTCDTLSTransport *
duo_peer_find_transport (GstElement *webrtcbin)
{
  g_autoptr (GArray) transceivers = NULL;
  g_autoptr (GstWebRTCRTPReceiver) receiver = NULL;
  GstWebRTCDTLSTransport *transport = NULL;

  g_signal_emit_by_name (webrtcbin, "get-transceivers", &transceivers);
  if (transceivers == NULL || transceivers->len == 0)
    return NULL;
  g_object_get (g_array_index (transceivers, GstWebRTCRTPTransceiver *, 0), "receiver", &receiver, NULL);
  if (receiver != NULL)
    g_object_get (receiver, "transport", &transport, NULL);
  return transport;
}
