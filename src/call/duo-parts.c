/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-parts.h"
#include "duo-call.h"
#include "duo-errand.h"

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

/* Thread. */
static void
on_warm_up (gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts) && !duo_errand_is_awaited (); i++)
    {
      GstElement *element = gst_element_factory_make (parts[i], NULL);

      if (element != NULL)
        gst_object_unref (gst_object_ref_sink (element));
    }
}

static void
free_nothing (gpointer data)
{
}

void
duo_parts_warm_up (void)
{
  duo_errand_run (on_warm_up, NULL, free_nothing);
}
