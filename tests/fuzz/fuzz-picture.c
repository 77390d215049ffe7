/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-call.h"
#include "duo-picture-guard.h"

static void
drop_words (const char *domain, GLogLevelFlags level, const char *words, gpointer data)
{
}

static void
begin (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      duo_call_init ();
      g_log_set_handler ("duo-call", G_LOG_LEVEL_MESSAGE, drop_words, NULL);
      g_once_init_leave (&once, 1);
    }
}

/* A codec and a frame of it: it is taken or refused, again the same way, and neither is read beyond its end. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  DuoVideoCodec codec = size > 0 && data[0] % 2 == 1 ? DUO_VIDEO_CODEC_H264 : DUO_VIDEO_CODEC_VP8;
  g_autofree guint8 *frame = size > 1 ? g_memdup2 (data + 1, size - 1) : NULL;
  g_autoptr (DuoPictureGuard) guard = NULL;
  gboolean taken;

  begin ();
  guard = duo_picture_guard_new (codec);
  taken = duo_picture_guard_take (guard, frame, frame != NULL ? size - 1 : 0, 0);
  g_assert_true (duo_picture_guard_take (guard, frame, frame != NULL ? size - 1 : 0, 0) == taken);
  return 0;
}
