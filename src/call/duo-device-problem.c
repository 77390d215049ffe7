/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-problem.h"

#include <errno.h>
#include <string.h>

/* Where an element has the right code itself. */
static const struct
{
  int code;
  DuoCallError problem;
} codes[] = {
    {GST_RESOURCE_ERROR_BUSY, DUO_CALL_ERROR_DEVICE_BUSY},
    {GST_RESOURCE_ERROR_NOT_AUTHORIZED, DUO_CALL_ERROR_DEVICE_DENIED},
    {GST_RESOURCE_ERROR_NOT_FOUND, DUO_CALL_ERROR_DEVICE_MISSING},
};

/* What the system calls it: V4L2's elements and PipeWire pass its words on. */
static const struct
{
  int number;
  DuoCallError problem;
} numbers[] = {
    {EBUSY, DUO_CALL_ERROR_DEVICE_BUSY},       {EACCES, DUO_CALL_ERROR_DEVICE_DENIED},
    {EPERM, DUO_CALL_ERROR_DEVICE_DENIED},     {ENODEV, DUO_CALL_ERROR_DEVICE_MISSING},
    {ENOENT, DUO_CALL_ERROR_DEVICE_MISSING},   {ENXIO, DUO_CALL_ERROR_DEVICE_MISSING},
    {ENOTCONN, DUO_CALL_ERROR_DEVICE_MISSING},
};

/* What PulseAudio and PipeWire call it; both have no code for it that GStreamer would pass on. */
static const struct
{
  const char *words;
  DuoCallError problem;
} sentences[] = {
    {"Access denied", DUO_CALL_ERROR_DEVICE_DENIED},
    {"No such entity", DUO_CALL_ERROR_DEVICE_MISSING},
    {"Connection refused", DUO_CALL_ERROR_DEVICE_MISSING},
    {"Connection terminated", DUO_CALL_ERROR_DEVICE_MISSING},
    {"Entity killed", DUO_CALL_ERROR_DEVICE_MISSING},
    {"target not found", DUO_CALL_ERROR_DEVICE_MISSING},
    {"no target node available", DUO_CALL_ERROR_DEVICE_MISSING},
};

static gboolean
says (const char *text, const char *words)
{
  return text != NULL && strstr (text, words) != NULL;
}

static gboolean
judge_words (const char *text, DuoCallError *problem)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (says (text, g_strerror (numbers[i].number)))
      {
        *problem = numbers[i].problem;
        return TRUE;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (says (text, sentences[i].words))
      {
        *problem = sentences[i].problem;
        return TRUE;
      }
  return FALSE;
}

DuoCallError
duo_device_problem_judge (const GError *error, const char *debug)
{
  DuoCallError problem;

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, GST_RESOURCE_ERROR, codes[i].code))
      return codes[i].problem;
  if (judge_words (debug, &problem) || judge_words (error->message, &problem))
    return problem;
  return DUO_CALL_ERROR_DEVICE;
}

GError *
duo_device_problem_read (GstMessage *message, DuoDeviceKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  gst_message_parse_error (message, &error, &debug);
  return g_error_new (DUO_CALL_ERROR, (int) duo_device_problem_judge (error, debug), "%s: %s",
                      duo_device_kind_get_name (kind), error->message);
}
