/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-offline-banner.h"

#include <glib/gi18n.h>

#include "duo-text.h"

/* (nullable) */
static char *
dup_title (DuoSession *session)
{
  gint64 synced = duo_session_get_synced_at (session);
  DuoEvent *event = duo_session_get_event (session);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  GTimeZone *zone = event ? duo_event_get_zone (event) : local;
  g_autofree char *when = NULL;

  if (duo_session_get_state (session) != DUO_SESSION_OFFLINE)
    return NULL;
  if (synced <= 0)
    return g_strdup (_ ("Offline. Nothing is known yet"));

  /* As on everything below the banner the event's time comes first: two clocks without names contradict each other. */
  when = duo_text_with_my_time (
      duo_text_moment (synced, zone, duo_clock_now (duo_session_get_clock (session))), synced, zone, local);
  /* TRANSLATORS: the placeholder is a time, "14:05", or a day and a time */
  return g_strdup_printf (_ ("Offline. Last updated %s"), when);
}

/* Folded away it would still have its title as its name, for a screen reader to find. */
static void
on_session_changed (DuoSession *session, GParamSpec *pspec, AdwBanner *banner)
{
  g_autofree char *title = dup_title (session);

  adw_banner_set_title (banner, title ? title : "");
  adw_banner_set_revealed (banner, title != NULL);
}

GtkWidget *
duo_offline_banner_new (DuoSession *session)
{
  static const char *const notes[] = {"notify::state", "notify::event", "notify::synced-at"};
  GtkWidget *banner = adw_banner_new ("");

  g_return_val_if_fail (DUO_IS_SESSION (session), NULL);

  adw_banner_set_button_label (ADW_BANNER (banner), _ ("Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), "win.reconnect");
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_connect_object (session, notes[i], G_CALLBACK (on_session_changed), banner, G_CONNECT_DEFAULT);
  on_session_changed (session, NULL, ADW_BANNER (banner));
  return banner;
}

void
duo_offline_banner_add (DuoSession *session, AdwToolbarView *view)
{
  adw_toolbar_view_add_top_bar (view, duo_offline_banner_new (session));
}

void
duo_offline_banner_add_to_sidebar (DuoSession *session, AdwToolbarView *view, AdwNavigationSplitView *split)
{
  GtkWidget *banner = duo_offline_banner_new (session);

  adw_toolbar_view_add_top_bar (view, banner);
  g_object_bind_property (split, "collapsed", banner, "visible", G_BINDING_SYNC_CREATE);
}
