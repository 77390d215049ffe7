/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-repair-guard.h"

static const DuoBucketSize again = {DUO_REPAIR_AGAIN, DUO_REPAIR_AGAIN_AT_ONCE};

gboolean
duo_repair_guard_take (DuoRepairGuard *self, guint source, guint16 number, gint64 now)
{
  typeof (&self->copies[0]) copy = &self->copies[number % DUO_REPAIR_MEMORY];
  gboolean on_its_way = copy->sent != 0 && copy->source == source && copy->number == number &&
                        now < copy->sent + DUO_REPAIR_SPACING;

  if (on_its_way && !duo_bucket_has (&self->again, &again, 1, now))
    return FALSE;
  if (on_its_way)
    duo_bucket_take (&self->again, 1);
  copy->source = source;
  copy->number = number;
  copy->sent = now;
  return TRUE;
}

/* The thread that hears reports. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  const GstStructure *said = gst_event_get_structure (GST_PAD_PROBE_INFO_EVENT (info));
  guint source, number;

  if (said == NULL || !gst_structure_has_name (said, "GstRTPRetransmissionRequest") ||
      !gst_structure_get (said, "ssrc", G_TYPE_UINT, &source, "seqnum", G_TYPE_UINT, &number, NULL))
    return GST_PAD_PROBE_OK;
  return duo_repair_guard_take (data, source, (guint16) number, g_get_monotonic_time ()) ? GST_PAD_PROBE_OK
                                                                                         : GST_PAD_PROBE_DROP;
}

void
duo_repair_guard_watch (GstElement *element)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, on_event, g_new0 (DuoRepairGuard, 1), g_free);
}
