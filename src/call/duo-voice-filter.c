/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-voice-filter.h"

#define BEFORE "before-voice"
#define FILTER "voice"

typedef struct
{
  GstElement *filter;
  DuoVoice voice;
} Change;

static void
set_up (GstElement *filter, DuoVoice voice)
{
  gboolean quiet = (voice & DUO_VOICE_NOISE_SUPPRESSED) != 0;

  /* Who wants neither plays an instrument, or has a desk that does it: nothing is touched. */
  g_object_set (filter, "echo-cancel", (voice & DUO_VOICE_ECHO_CANCELLED) != 0, "noise-suppression", quiet,
                "high-pass-filter", quiet, "gain-control", voice != DUO_VOICE_PLAIN, NULL);
}

/* Found (1.26.2): webrtcdsp reads its properties when it starts and when it is told its caps, so it starts anew, and
 * its link, being new, tells them. Between two buffers. */
static GstPadProbeReturn
on_idle (GstPad *before, GstPadProbeInfo *info, gpointer data)
{
  Change *change = data;
  g_autoptr (GstPad) sink = gst_element_get_static_pad (change->filter, "sink");

  gst_pad_unlink (before, sink);
  gst_element_set_state (change->filter, GST_STATE_READY);
  set_up (change->filter, change->voice);
  gst_element_sync_state_with_parent (change->filter);
  gst_pad_link (before, sink);
  return GST_PAD_PROBE_REMOVE;
}

static void
free_change (gpointer data)
{
  Change *change = data;

  gst_object_unref (change->filter);
  g_free (change);
}

char *
duo_voice_filter_describe (const char *probe, DuoVoice voice)
{
  const char *echo = (voice & DUO_VOICE_ECHO_CANCELLED) != 0 ? "true" : "false";
  const char *quiet = (voice & DUO_VOICE_NOISE_SUPPRESSED) != 0 ? "true" : "false";

  return g_strdup_printf ("identity name=" BEFORE " silent=true ! webrtcdsp name=" FILTER " probe=%s "
                          "echo-cancel=%s noise-suppression=%s high-pass-filter=%s gain-control=%s "
                          "! audioconvert",
                          probe, echo, quiet, quiet, voice != DUO_VOICE_PLAIN ? "true" : "false");
}

void
duo_voice_filter_set (GstBin *chain, DuoVoice voice)
{
  g_autoptr (GstElement) before = gst_bin_get_by_name (chain, BEFORE);
  g_autoptr (GstElement) filter = gst_bin_get_by_name (chain, FILTER);
  g_autoptr (GstPad) pad = before != NULL ? gst_element_get_static_pad (before, "src") : NULL;
  Change *change;

  if (pad == NULL || filter == NULL)
    return;
  change = g_new0 (Change, 1);
  *change = (Change) {g_steal_pointer (&filter), voice};
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_IDLE, on_idle, change, free_change);
}
