/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-parts.h"
#include "duo-call.h"
#include "duo-errand.h"

/* Of devices; what a call has beside them; and what it does without, where it must. */
typedef enum
{
  DEVICES,
  CALL,
  ECHO,
} Use;

/* What webrtcbin takes at its first description comes first; the first dtlssrtpdec makes the certificate. */
static const struct
{
  const char *name;
  Use use;
} parts[] = {
    {"dtlssrtpdec", CALL},      {"dtlssrtpenc", CALL},
    {"srtpdec", CALL},          {"srtpenc", CALL},
    {"nicesrc", CALL},          {"nicesink", CALL},
    {"sctpdec", CALL},          {"sctpenc", CALL},
    {"rtpbin", CALL},           {"rtpsession", CALL},
    {"rtpfunnel", CALL},        {"rtprtxsend", CALL},
    {"rtprtxreceive", CALL},    {"rtpredenc", CALL},
    {"rtpreddec", CALL},        {"rtpulpfecenc", CALL},
    {"rtpulpfecdec", CALL},     {"rtpssrcdemux", CALL},
    {"rtpptdemux", CALL},       {"rtpstorage", CALL},
    {"rtpjitterbuffer", CALL},  {"clocksync", CALL},
    {"webrtcbin", CALL},        {"vp8enc", CALL},
    {"vp8dec", CALL},           {"rtpvp8pay", CALL},
    {"rtpvp8depay", CALL},      {"opusenc", CALL},
    {"opusdec", CALL},          {"rtpopuspay", CALL},
    {"rtpopusdepay", CALL},     {"audioconvert", DEVICES},
    {"audioresample", DEVICES}, {"videoscale", DEVICES},
    {"videoconvert", DEVICES},  {"videorate", DEVICES},
    {"appsrc", DEVICES},        {"appsink", DEVICES},
    {"fakesink", DEVICES},      {"valve", DEVICES},
    {"capsfilter", DEVICES},    {"queue", DEVICES},
    {"tee", DEVICES},           {"identity", DEVICES},
    {"decodebin", DEVICES},     {"aspectratiocrop", DEVICES},
    {"webrtcdsp", ECHO},        {"webrtcechoprobe", ECHO},
};

static gboolean
is_there (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

/* (nullable): the first that is missing */
static const char *
find_missing (Use from, Use to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].use >= from && parts[i].use <= to && !is_there (parts[i].name))
      return parts[i].name;
  return NULL;
}

static gboolean
check (Use to, GError **error)
{
  const char *missing = find_missing (DEVICES, to);

  if (missing != NULL)
    g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN, missing);
  return missing == NULL;
}

gboolean
duo_parts_check (GError **error)
{
  return check (CALL, error);
}

gboolean
duo_parts_check_devices (GError **error)
{
  return check (DEVICES, error);
}

gboolean
duo_parts_have_echo (void)
{
  return find_missing (ECHO, ECHO) == NULL;
}

/* Thread. Found: a webrtcbin that finds no rtpbin does not take it well. */
static void
on_warm_up (gpointer data)
{
  if (find_missing (DEVICES, CALL) != NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (parts) && !duo_errand_is_awaited (); i++)
    {
      GstElement *element = gst_element_factory_make (parts[i].name, NULL);

      if (element != NULL)
        gst_object_unref (gst_object_ref_sink (element));
    }
}

void
duo_parts_warm_up (void)
{
  duo_errand_run (on_warm_up, NULL, NULL);
}
