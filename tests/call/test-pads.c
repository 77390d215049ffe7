/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-gate.h"
#include "duo-mailbox.h"
#include "duo-packet-counter.h"
#include "duo-pad-hold.h"
#include "duo-peer-letters.h"
#include "pair.h"

#define PATIENCE 20

/* ── a source that pushes as fast as it may, and what arrives ─────────────────────────────────── */

typedef struct
{
  GstElement *pipeline;
  GstElement *gate;
  GstPad *pad;
  gint arrived;
  gint caps;
} Stream;

static GstPadProbeReturn
on_arrived (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  g_atomic_int_inc (&((Stream *) data)->arrived);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_CAPS)
    g_atomic_int_inc (&((Stream *) data)->caps);
  return GST_PAD_PROBE_OK;
}

static void
stream_open (Stream *self)
{
  GstElement *source = gst_element_factory_make ("audiotestsrc", NULL);
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) end = gst_element_get_static_pad (sink, "sink");

  *self = (Stream) {.pipeline = gst_object_ref_sink (gst_pipeline_new (NULL)), .gate = duo_gate_new ()};
  g_object_set (source, "is-live", TRUE, "samplesperbuffer", 100, NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), source, self->gate, sink, NULL);
  gst_element_link_many (source, self->gate, sink, NULL);
  self->pad = gst_element_get_static_pad (source, "src");
  gst_pad_add_probe (end, GST_PAD_PROBE_TYPE_BUFFER, on_arrived, self, NULL);
  gst_pad_add_probe (end, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, self, NULL);
}

static void
stream_close (Stream *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->pad);
  gst_object_unref (self->pipeline);
}

static gboolean
has_arrived (gpointer data)
{
  return g_atomic_int_get (&((Stream *) data)->arrived) > 10;
}

static gboolean
is_blocked (gpointer data)
{
  return gst_pad_is_blocking (((Stream *) data)->pad);
}

/* ── gate ─────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_caps (gpointer data)
{
  return g_atomic_int_get (&((Stream *) data)->caps) > 0;
}

static void
test_gate (void)
{
  Stream stream;

  stream_open (&stream);
  gst_element_set_state (stream.pipeline, GST_STATE_PLAYING);
  pair_wait (has_caps, &stream, PATIENCE);
  g_assert_false (pair_wait_or (has_arrived, &stream, 1));
  g_assert_cmpint (g_atomic_int_get (&stream.arrived), ==, 0);
  duo_gate_open (stream.gate);
  pair_wait (has_arrived, &stream, PATIENCE);
  stream_close (&stream);
}

/* ── pads that wait ───────────────────────────────────────────────────────────────────────────── */

static void
test_hold_and_release (void)
{
  g_autoptr (DuoPadHold) hold = duo_pad_hold_new ();
  Stream stream;

  stream_open (&stream);
  duo_gate_open (stream.gate);
  duo_pad_hold_add (hold, stream.pad);
  gst_element_set_state (stream.pipeline, GST_STATE_PLAYING);
  pair_wait (is_blocked, &stream, PATIENCE);
  g_assert_cmpint (g_atomic_int_get (&stream.arrived), ==, 0);
  duo_pad_hold_release (hold, stream.pad);
  pair_wait (has_arrived, &stream, PATIENCE);
  duo_pad_hold_release (hold, stream.pad);
  stream_close (&stream);
}

static void
test_give_up_lets_go (void)
{
  g_autoptr (DuoPadHold) hold = duo_pad_hold_new ();
  Stream stream;

  stream_open (&stream);
  duo_gate_open (stream.gate);
  duo_pad_hold_add (hold, stream.pad);
  gst_element_set_state (stream.pipeline, GST_STATE_PLAYING);
  pair_wait (is_blocked, &stream, PATIENCE);
  duo_pad_hold_give_up (hold);
  pair_wait (has_arrived, &stream, PATIENCE);
  stream_close (&stream);
}

/* A pad that comes while the pipeline is being torn down: webrtcbin has flushed its pads by then, so whoever held this
 * one would hold it for ever, and the teardown with it. */
static void
test_give_up_holds_none (void)
{
  g_autoptr (DuoPadHold) hold = duo_pad_hold_new ();
  Stream stream;

  stream_open (&stream);
  duo_gate_open (stream.gate);
  duo_pad_hold_give_up (hold);
  duo_pad_hold_add (hold, stream.pad);
  gst_element_set_state (stream.pipeline, GST_STATE_PLAYING);
  pair_wait (has_arrived, &stream, PATIENCE);
  duo_pad_hold_give_up (hold);
  stream_close (&stream);
}

/* ── letters ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoMailbox *box;
  GString *read;
} Reader;

static void
on_letter (const DuoLetter *letter, gpointer data)
{
  g_string_append (((Reader *) data)->read, letter->text);
}

static gpointer
post_in_thread (gpointer data)
{
  g_autoptr (DuoMailbox) box = data;

  for (char c = 'a'; c <= 'e'; c++)
    {
      char text[] = {c, '\0'};
      DuoLetter letter = {.kind = DUO_LETTER_HEARD, .text = text};

      duo_mailbox_queue (box, &letter);
    }
  return NULL;
}

static gboolean
has_read_all (gpointer data)
{
  return ((Reader *) data)->read->len == 5;
}

static void
test_letters_in_order (void)
{
  Reader reader = {.read = g_string_new (NULL)};

  reader.box = duo_mailbox_new (on_letter, &reader);
  g_thread_join (g_thread_new ("poster", post_in_thread, duo_mailbox_ref (reader.box)));
  g_assert_cmpuint (reader.read->len, ==, 0);
  pair_wait (has_read_all, &reader, PATIENCE);
  g_assert_cmpstr (reader.read->str, ==, "abcde");
  duo_mailbox_unref (reader.box);
  g_string_free (reader.read, TRUE);
}

static void
test_shut_box (void)
{
  Reader reader = {.read = g_string_new (NULL)};

  reader.box = duo_mailbox_new (on_letter, &reader);
  g_thread_join (g_thread_new ("poster", post_in_thread, duo_mailbox_ref (reader.box)));
  duo_mailbox_shut (reader.box);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (reader.read->len, ==, 0);
  duo_mailbox_unref (reader.box);
  g_string_free (reader.read, TRUE);
}

static void
on_kind (const DuoLetter *letter, gpointer data)
{
  g_array_append_val (data, letter->kind);
}

static void
refuse (GstPromise *promise)
{
  g_autoptr (GError) error = g_error_new_literal (GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, "not now");

  gst_promise_reply (promise,
                     gst_structure_new ("application/x-gst-promise", "error", G_TYPE_ERROR, error, NULL));
}

/* What cannot be described ends the call; what cannot be measured does not. */
static void
test_refused_promises (void)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (DuoLetterKind));
  DuoMailbox *box = duo_mailbox_new (on_kind, kinds);

  refuse (duo_peer_promise_stats (box));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (kinds->len, ==, 0);
  refuse (duo_peer_promise_description (box));
  refuse (duo_peer_promise (box, DUO_LETTER_LOCAL_SET));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (kinds->len, ==, 2);
  g_assert_cmpint (g_array_index (kinds, DuoLetterKind, 0), ==, DUO_LETTER_FAILED);
  g_assert_cmpint (g_array_index (kinds, DuoLetterKind, 1), ==, DUO_LETTER_FAILED);
  duo_mailbox_unref (box);
}

/* ── counting ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_is_media (void)
{
  static const struct
  {
    guint8 head[2];
    gsize size;
    gboolean media;
  } packets[] = {
      {{0x80, 96}, 100, TRUE},    {{0x80, 0xE0}, 100, TRUE},  {{0xBF, 97}, 12, TRUE},
      {{0x80, 200}, 100, FALSE},  {{0x81, 206}, 100, FALSE},  {{0x80, 96}, 11, FALSE},
      {{0x00, 0x01}, 100, FALSE}, {{0x16, 0xFE}, 100, FALSE}, {{0xC0, 96}, 100, FALSE},
      {{0x40, 0x00}, 100, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      guint8 packet[100] = {packets[i].head[0], packets[i].head[1]};

      g_assert_true (duo_packet_counter_is_media (packet, packets[i].size) == packets[i].media);
    }
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/gate", test_gate);
  g_test_add_func ("/call/hold/release", test_hold_and_release);
  g_test_add_func ("/call/hold/give-up-lets-go", test_give_up_lets_go);
  g_test_add_func ("/call/hold/give-up-holds-none", test_give_up_holds_none);
  g_test_add_func ("/call/letters/in-order", test_letters_in_order);
  g_test_add_func ("/call/letters/shut-box", test_shut_box);
  g_test_add_func ("/call/letters/refused-promises", test_refused_promises);
  g_test_add_func ("/call/packets/is-media", test_is_media);
  return pair_run ();
}
