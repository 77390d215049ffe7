/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-video-feed-private.h"

static void
drop_screen (DuoCall *self)
{
  g_signal_handlers_disconnect_by_data (self->screen, self);
  g_clear_object (&self->screen);
}

static void
give_to_peer (DuoCall *self)
{
  if (self->peer != NULL)
    duo_peer_share (self->peer, self->screen);
}

static void
on_ended (DuoCall *self)
{
  duo_call_stop_screen (self);
}

void
duo_call_share_screen (DuoCall *self, DuoScreen *screen)
{
  g_return_if_fail (DUO_IS_CALL (self));
  g_return_if_fail (DUO_IS_SCREEN (screen));
  if (self->state == DUO_CALL_ENDED || self->screen == screen)
    return;
  if (self->screen != NULL)
    drop_screen (self);
  self->screen = g_object_ref (screen);
  g_signal_connect_swapped (screen, "ended", G_CALLBACK (on_ended), self);
  /* First the word, so that the first picture finds its place. */
  duo_call_tell_devices (self);
  give_to_peer (self);
  duo_call_notify_screen (self);
}

void
duo_call_stop_screen (DuoCall *self)
{
  g_return_if_fail (DUO_IS_CALL (self));
  if (self->screen == NULL)
    return;
  drop_screen (self);
  give_to_peer (self);
  duo_call_tell_devices (self);
  duo_call_notify_screen (self);
}

gboolean
duo_call_get_screen (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), FALSE);
  return self->screen != NULL;
}

gboolean
duo_call_get_peer_screen (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), FALSE);
  return self->peer_screen;
}

DuoVideoFeed *
duo_call_get_screen_feed (DuoCall *self)
{
  g_return_val_if_fail (DUO_IS_CALL (self), NULL);
  return self->screen_feed;
}
