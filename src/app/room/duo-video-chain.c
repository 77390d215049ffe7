/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-chain.h"

#include <epoxy/gl.h>

#include "duo-video-feed.h"
#include "shell/duo-renderer.h"

gboolean
duo_video_chain_is_gl (const char *wanted, const char *painter, const char *card)
{
  if (g_strcmp0 (wanted, "gl") == 0)
    return TRUE;
  if (g_strcmp0 (wanted, "software") == 0 || g_strcmp0 (painter, "cairo") == 0)
    return FALSE;

  return !duo_renderer_is_software (card);
}

/* (nullable): NULL where there is no OpenGL */
static char *
dup_card (GdkDisplay *display)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkGLContext) context = gdk_display_create_gl_context (display, &error);
  char *name;

  if (context == NULL || !gdk_gl_context_realize (context, &error))
    {
      g_message ("video: no OpenGL: %s", error->message);
      return NULL;
    }

  gdk_gl_context_make_current (context);
  name = g_strdup ((const char *) glGetString (GL_RENDERER));
  gdk_gl_context_clear_current ();
  return name;
}

static char *
find_card (GdkDisplay *display)
{
  gint64 begun = g_get_monotonic_time ();
  char *card = dup_card (display);

  g_message ("video: %s; found out in %" G_GINT64_FORMAT " ms", card != NULL ? card : "no OpenGL",
             (g_get_monotonic_time () - begun) / 1000);
  return card;
}

/* Nothing is found out about a card that nobody will use. */
static gboolean
needs_card (const char *wanted, const char *painter)
{
  return wanted == NULL && g_strcmp0 (painter, "cairo") != 0;
}

void
duo_video_chain_choose (GdkDisplay *display)
{
  static gboolean chosen;
  const char *wanted = g_getenv ("DUO_VIDEO");
  const char *painter = g_getenv ("GSK_RENDERER");
  g_autofree char *card = NULL;

  if (chosen)
    return;

  chosen = TRUE;
  if (needs_card (wanted, painter))
    {
      card = find_card (display);
      duo_renderer_remember (duo_renderer_is_software (card));
    }
  if (!duo_video_feed_choose_gl (duo_video_chain_is_gl (wanted, painter, card)))
    g_message ("video: a part of GStreamer for OpenGL is missing");
}
