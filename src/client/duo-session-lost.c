/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

/* Files that were damaged, or not written: the session goes on, and whoever looks at it hears what that costs. */

static void
lose (DuoSession *self, DuoLost what)
{
  self->lost |= what;
  duo_session_emit_lost (self);
}

static void
on_outbox_put_aside (DuoSession *self)
{
  lose (self, DUO_LOST_COMMANDS);
}

static void
on_keys_put_aside (DuoSession *self)
{
  lose (self, DUO_LOST_KEYS);
}

static void
on_keys_unwritten (DuoSession *self)
{
  lose (self, DUO_LOST_KEY_CHANGES);
}

static void
on_bookmarks_put_aside (DuoSession *self)
{
  lose (self, DUO_LOST_BOOKMARKS);
}

static void
watch (DuoSession *self, DuoLocalDatabase *database, GCallback callback)
{
  g_signal_connect_object (database, "put-aside", callback, self, G_CONNECT_SWAPPED);
}

/* Of what was told nobody misses anything: it begins anew. */
void
duo_session_watch_stores (DuoSession *self)
{
  watch (self, duo_outbox_get_database (self->outbox), G_CALLBACK (on_outbox_put_aside));
  watch (self, duo_known_keys_get_database (self->known_keys), G_CALLBACK (on_keys_put_aside));
  g_signal_connect_object (self->known_keys, "unwritten", G_CALLBACK (on_keys_unwritten), self,
                           G_CONNECT_SWAPPED);
  watch (self, duo_bookmarks_get_database (self->bookmarks), G_CALLBACK (on_bookmarks_put_aside));
}

DuoLost
duo_session_take_lost (DuoSession *self)
{
  DuoLost lost;

  g_return_val_if_fail (DUO_IS_SESSION (self), 0);

  lost = self->lost;
  self->lost = 0;
  return lost;
}
