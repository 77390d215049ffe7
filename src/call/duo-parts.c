/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-parts.h"
#include "duo-call.h"

/* What webrtcbin takes at its first description comes first; the first dtlssrtpdec makes the certificate. */
static const char *const parts[] = {
    "dtlssrtpdec",     "dtlssrtpenc",  "srtpdec",      "srtpenc",      "nicesrc",       "nicesink",
    "sctpdec",         "sctpenc",      "rtpfunnel",    "rtprtxsend",   "rtprtxreceive", "rtpredenc",
    "rtpreddec",       "rtpulpfecenc", "rtpulpfecdec", "rtpssrcdemux", "rtpptdemux",    "rtpstorage",
    "rtpjitterbuffer", "clocksync",    "webrtcbin",    "vp8enc",       "vp8dec",        "rtpvp8pay",
    "rtpvp8depay",     "opusenc",      "opusdec",      "rtpopuspay",   "rtpopusdepay",  "audioconvert",
    "audioresample",   "videoscale",   "videoconvert", "videorate",    "appsrc",        "appsink",
    "fakesink",        "valve",        "capsfilter",   "queue",        "tee",
};

gboolean
duo_parts_check (GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (parts[i]);

      if (factory == NULL)
        {
          g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, parts[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static void
warm_up_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GstElement *element = gst_element_factory_make (parts[i], NULL);

      if (element != NULL)
        gst_object_unref (gst_object_ref_sink (element));
    }
  g_task_return_boolean (task, TRUE);
}

void
duo_parts_warm_up (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, duo_parts_warm_up);
  g_task_run_in_thread (task, warm_up_in_thread);
}
