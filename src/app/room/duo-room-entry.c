/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-room-entry.h"

#include "duo-call.h"
#include "duo-room-page.h"
#include "duo-video-chain.h"
#include "shell/duo-partner.h"

AdwNavigationPage *
duo_room_entry_new_page (DuoSession *session, DuoChat *chat, GObject **monitor)
{
  duo_call_init ();
  duo_video_chain_choose (gdk_display_get_default ());
  if (!*monitor)
    *monitor = G_OBJECT (duo_device_monitor_new ());

  return duo_room_page_new (session, chat, DUO_DEVICE_MONITOR (*monitor));
}

int
duo_room_entry_run_partner (void)
{
  int status;

  duo_call_init ();
  status = duo_partner_run ();
  duo_call_settle ();
  return status;
}

void
duo_room_entry_settle (void)
{
  duo_call_settle ();
}
