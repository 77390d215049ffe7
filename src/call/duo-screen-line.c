/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-screen-line.h"
#include "duo-gate.h"
#include "duo-pacer.h"
#include "duo-packet-chain.h"
#include "duo-rate-control.h"
#include "duo-regulator.h"
#include "duo-screen-private.h"

#include <gst/video/video.h>

/* How much quicker than on average a picture may leave: all of it in time for the next, mostly. */
#define PACE_PERCENT 150
#define PACE_LEAST 200000

struct _DuoScreenLine
{
  GstBin *bin;
  GstElement *gate;
  guint32 source;
  DuoMediaFormat format;
  GstElement *chain;
  GstAppSrc *in;       /* (nullable): before the first share */
  GstElement *encoder; /* (nullable): the same */
  DuoRegulator *regulator;
  DuoPacer *pacer;
  guint bitrate;
  DuoScreen *screen; /* (nullable) */
  gboolean opened;
};

static void
drop_chain (DuoScreenLine *self)
{
  gst_element_set_state (self->chain, GST_STATE_NULL);
  gst_bin_remove (self->bin, self->chain);
}

static void
add_chain (DuoScreenLine *self, GstElement *chain)
{
  self->chain = chain;
  gst_bin_add (self->bin, chain);
  gst_element_link (chain, self->gate);
  gst_element_sync_state_with_parent (chain);
}

static GstElement *
new_empty (DuoScreenLine *self)
{
  g_autoptr (GstCaps) caps = duo_media_format_new_caps (&self->format, self->source);
  GstElement *chain = gst_element_factory_make ("appsrc", NULL);

  g_object_set (chain, "is-live", TRUE, "format", GST_FORMAT_TIME, "caps", caps, NULL);
  return chain;
}

static GstElement *
new_encoder (DuoScreenLine *self)
{
  g_autofree char *encoder = duo_video_codec_describe_screen_encoder (self->format.codec, self->bitrate);
  g_autofree char *text = g_strdup_printf (
      "appsrc name=in is-live=true format=time max-buffers=1 max-bytes=0 max-time=0 leaky-type=downstream "
      "! videoscale add-borders=false method=bilinear2 n-threads=1 ! capsfilter name=size ! %s "
      "! queue max-size-buffers=0 max-size-bytes=0 max-size-time=0 ! identity name=last",
      encoder);

  return duo_packet_chain_new (text, &self->format, DUO_LINE_SCREEN, self->source);
}

/* Found: a base transform takes the packets of a picture one by one, and hands them on so. */
static void
watch_pace (DuoScreenLine *self, GstElement *chain)
{
  g_autoptr (GstElement) last = gst_bin_get_by_name (GST_BIN (chain), "last");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (last, "src");

  duo_pacer_watch (self->pacer, pad);
}

static void
make_encoder (DuoScreenLine *self)
{
  GstElement *chain = new_encoder (self);
  g_autoptr (GstElement) size = gst_bin_get_by_name (GST_BIN (chain), "size");
  g_autoptr (GstPad) pad = NULL;

  self->in = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (chain), "in"));
  self->encoder = gst_bin_get_by_name (GST_BIN (chain), "encoder");
  pad = gst_element_get_static_pad (GST_ELEMENT (self->in), "src");
  duo_regulator_watch (self->regulator, pad, size, self->encoder, self->format.codec);
  watch_pace (self, chain);
  drop_chain (self);
  add_chain (self, chain);
}

static void
begin (DuoScreenLine *self)
{
  if (self->in == NULL)
    make_encoder (self);
  duo_gate_open (self->gate);
  duo_screen_line_request_key_frame (self);
  duo_screen_plug (self->screen, self->in);
}

static void
end (DuoScreenLine *self)
{
  duo_gate_shut (self->gate);
  duo_screen_unplug (self->screen, self->in);
  g_clear_object (&self->screen);
}

DuoScreenLine *
duo_screen_line_new (GstBin *bin, GstElement *gate, guint32 source, const DuoMediaFormat *format)
{
  DuoScreenLine *self = g_new0 (DuoScreenLine, 1);
  DuoRateShare share = duo_rate_share (DUO_RATE_START);

  self->bin = bin;
  self->gate = gate;
  self->source = source;
  self->format = *format;
  self->regulator = duo_regulator_new ();
  self->pacer = duo_pacer_new ();
  duo_screen_line_set_rate (self, &share);
  add_chain (self, new_empty (self));
  return self;
}

void
duo_screen_line_free (DuoScreenLine *self)
{
  duo_screen_line_share (self, NULL);
  gst_clear_object (&self->in);
  gst_clear_object (&self->encoder);
  duo_regulator_unref (self->regulator);
  duo_pacer_unref (self->pacer);
  g_free (self);
}

void
duo_screen_line_set_format (DuoScreenLine *self, const DuoMediaFormat *format)
{
  g_return_if_fail (!self->opened);
  self->format = *format;
  drop_chain (self);
  add_chain (self, new_empty (self));
}

void
duo_screen_line_open (DuoScreenLine *self)
{
  self->opened = TRUE;
  if (self->screen != NULL)
    begin (self);
}

void
duo_screen_line_share (DuoScreenLine *self, DuoScreen *screen)
{
  if (self->screen == screen)
    return;
  if (self->screen != NULL)
    end (self);
  g_set_object (&self->screen, screen);
  if (screen != NULL && self->opened)
    begin (self);
}

void
duo_screen_line_set_rate (DuoScreenLine *self, const DuoRateShare *share)
{
  DuoRegulation regulation = {DUO_SCREEN_WIDTH, DUO_SCREEN_HEIGHT, share->screen_rate, share->screen};

  if (share->screen == 0)
    regulation.bitrate = self->bitrate;
  self->bitrate = regulation.bitrate;
  duo_pacer_set_rate (self->pacer, MAX (PACE_LEAST, self->bitrate / 100 * PACE_PERCENT));
  duo_regulator_set (self->regulator, &regulation);
}

void
duo_screen_line_request_key_frame (DuoScreenLine *self)
{
  if (self->encoder != NULL)
    gst_element_send_event (self->encoder,
                            gst_video_event_new_upstream_force_key_unit (GST_CLOCK_TIME_NONE, TRUE, 0));
}
