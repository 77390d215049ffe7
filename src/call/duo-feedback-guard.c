/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-feedback-guard.h"

/* RFC 3550 §6.5; RFC 4585 §6.1: the kind, in the place of a count, and two sources before what is told. */
#define SDES 202
#define RTPFB 205
#define MISSED 1 /* §6.2.1: a number, and a bit for each of the sixteen behind it */
#define TRANSPORT_WIDE 15
#define HEADER 12
#define FIRST_CHUNK 8

static const DuoBucketSize reports = {DUO_FEEDBACK_REPORTS, 2 * DUO_FEEDBACK_REPORTS};
static const DuoBucketSize bytes = {DUO_FEEDBACK_BYTES, 2 * DUO_FEEDBACK_BYTES};
static const DuoBucketSize told = {DUO_FEEDBACK_TOLD, 2 * DUO_FEEDBACK_MAX};
static const DuoBucketSize missed = {DUO_FEEDBACK_MISSED, 2 * DUO_FEEDBACK_MISSED};

enum
{
  NOT_RECEIVED,
  SMALL,
  LARGE,
};

typedef struct
{
  const guint8 *data; /* what is told */
  gsize size;
  guint16 base;
  guint16 count;
  guint8 number;
} Feedback;

typedef struct
{
  guint packets;
  gsize times; /* bytes that their times take */
} Tally;

static guint16
read_16 (const guint8 *data)
{
  return (guint16) (data[0] << 8 | data[1]);
}

static void
tally (Tally *tally, guint status, guint packets, guint most)
{
  packets = MIN (packets, most - tally->packets);
  tally->packets += packets;
  if (status == SMALL)
    tally->times += packets;
  else if (status == LARGE)
    tally->times += 2 * packets;
}

/* A run of one status, or fourteen of one bit, or seven of two. */
static void
read_chunk (Tally *sum, guint16 chunk, guint most)
{
  gboolean is_vector = (chunk & 0x8000) != 0;
  guint bits = (chunk & 0x4000) != 0 ? 2 : 1;

  if (!is_vector)
    {
      tally (sum, chunk >> 13 & 3, chunk & 0x1fff, most);
      return;
    }
  for (guint i = 1; i <= 14 / bits; i++)
    tally (sum, chunk >> (14 - i * bits) & ((1u << bits) - 1), 1, most);
}

/* Whether it has room for the packets that it says it tells of. */
static gboolean
is_whole (const Feedback *feedback)
{
  Tally sum = {0};
  gsize at = FIRST_CHUNK;

  for (; sum.packets < feedback->count && at + 2 <= feedback->size; at += 2)
    read_chunk (&sum, read_16 (feedback->data + at), feedback->count);
  return sum.packets == feedback->count && at + sum.times <= feedback->size;
}

/* Those that it tells of, and those between it and the one before, for which the reader makes entries, too. */
static gboolean
afford (DuoFeedbackGuard *self, const Feedback *feedback, gint64 now)
{
  gboolean follows = self->begun && feedback->number == self->number && feedback->base > self->expected;
  guint entries = feedback->count + (follows ? (guint) (feedback->base - self->expected) : 0);

  if (!duo_bucket_has (&self->told, &told, entries, now))
    return FALSE;
  duo_bucket_take (&self->told, entries);
  return TRUE;
}

/* As the reader's own _check_for_lost_packets(): what is older or out of turn changes nothing for it, what jumps ahead makes
 * it begin anew, and only what follows has it fill the gap. */
static gboolean
follow (DuoFeedbackGuard *self, const Feedback *feedback)
{
  gint8 ahead = (gint8) (feedback->number - self->number);

  if (self->begun && (ahead < 0 || (ahead == 0 && feedback->base < self->expected)))
    return TRUE;
  if (self->begun && ahead == 0 && feedback->base - self->expected > DUO_FEEDBACK_MAX)
    return FALSE;
  self->begun = TRUE;
  self->expected = (guint16) (feedback->base + feedback->count);
  self->number = (guint8) (feedback->number + 1);
  return TRUE;
}

static gboolean
take_feedback (DuoFeedbackGuard *self, const guint8 *data, gsize size, gint64 now)
{
  Feedback feedback = {.data = data, .size = size};

  if (size < FIRST_CHUNK)
    return FALSE;
  feedback.base = read_16 (data);
  feedback.count = read_16 (data + 2);
  feedback.number = data[7];
  return feedback.count <= DUO_FEEDBACK_MAX && is_whole (&feedback) && afford (self, &feedback, now) &&
         follow (self, &feedback);
}

/* RFC 3550 §6.5: chunks of a source and items, each a kind, a length and a text; behind the last a zero, and more to the
 * next word. Found (1.26.2): the reader warns of a text that is no UTF-8 as of a mistake of GStreamer's. */
static gboolean
take_names (const guint8 *data, gsize size)
{
  gsize at = 4;

  while (at < size)
    {
      gsize length = at + 1 < size ? data[at + 1] : 0;

      if (data[at] == 0)
        {
          at = (at / 4 + 1) * 4 + 4;
          continue;
        }
      if (at + 2 + length > size || !g_utf8_validate_len ((const char *) data + at + 2, length, NULL))
        return FALSE;
      at += 2 + length;
    }
  return TRUE;
}

/* What it asks for again, we send again, each a packet as large as it was. */
static gboolean
take_missed (DuoFeedbackGuard *self, const guint8 *data, gsize size, gint64 now)
{
  guint packets = 0;

  for (gsize at = 0; at + 4 <= size; at += 4)
    packets += 1 + (guint) __builtin_popcount (read_16 (data + at + 2));
  if (!duo_bucket_has (&self->missed, &missed, packets, now))
    return FALSE;
  duo_bucket_take (&self->missed, packets);
  return TRUE;
}

static gboolean
take_told (DuoFeedbackGuard *self, guint kind, const guint8 *data, gsize size, gint64 now)
{
  if (kind == MISSED)
    return take_missed (self, data, size, now);
  return kind != TRANSPORT_WIDE || take_feedback (self, data, size, now);
}

static gboolean
take_packet (DuoFeedbackGuard *self, const guint8 *data, gsize length, gint64 now)
{
  if (data[1] == SDES)
    return take_names (data + 4, length - 4);
  if (data[1] != RTPFB)
    return TRUE;
  return length >= HEADER && take_told (self, data[0] & 0x1f, data + HEADER, length - HEADER, now);
}

static gboolean
take_report (DuoFeedbackGuard *self, gsize size, gint64 now)
{
  gboolean has_report = duo_bucket_has (&self->reports, &reports, 1, now);

  if (!duo_bucket_has (&self->bytes, &bytes, (double) size, now) || !has_report)
    return FALSE;
  duo_bucket_take (&self->reports, 1);
  duo_bucket_take (&self->bytes, (double) size);
  return TRUE;
}

/* What does not hold together otherwise, GStreamer refuses. */
gboolean
duo_feedback_guard_take (DuoFeedbackGuard *self, const guint8 *data, gsize size, gint64 now)
{
  gboolean is_affordable = take_report (self, size, now);
  DuoFeedbackGuard next = *self;
  gsize length;

  if (!is_affordable)
    return FALSE;
  for (gsize at = 0; at + 4 <= size; at += length)
    {
      length = 4 * ((gsize) read_16 (data + at + 2) + 1);
      if (length > size - at)
        break;
      if (!take_packet (&next, data + at, length, now))
        return FALSE;
    }
  *self = next;
  return TRUE;
}

/* ── on the way ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
take_buffer (DuoFeedbackGuard *self, GstBuffer *buffer)
{
  GstMapInfo map;
  gboolean taken;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;
  taken = duo_feedback_guard_take (self, map.data, map.size, g_get_monotonic_time ());
  gst_buffer_unmap (buffer, &map);
  return taken;
}

/* Streaming thread. */
static GstPadProbeReturn
on_report (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBufferList *list;

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    return take_buffer (data, GST_PAD_PROBE_INFO_BUFFER (info)) ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
  list = GST_PAD_PROBE_INFO_BUFFER_LIST (info);
  for (guint i = 0; i < gst_buffer_list_length (list); i++)
    if (!take_buffer (data, gst_buffer_list_get (list, i)))
      return GST_PAD_PROBE_DROP;
  return GST_PAD_PROBE_OK;
}

void
duo_feedback_guard_watch (GstElement *element)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "rtcp_src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_report,
                     g_new0 (DuoFeedbackGuard, 1), g_free);
}
