/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-sdp.h"

DuoSdp *
duo_sdp_parse (const char *text)
{
  GstSDPMessage *message = NULL;

  /* GStreamer takes an empty text for its caller's fault. */
  if (*text == '\0')
    return NULL;
  return gst_sdp_message_new_from_text (text, &message) == GST_SDP_OK ? message : NULL;
}

void
duo_sdp_free (DuoSdp *self)
{
  gst_sdp_message_free (self);
}
