/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the room says of speakers that do not play. They are made up, and so is who is on the other side; both calls are
 * real. */

#include "fake-room.h"
#include "made-up.h"
#include "page-test.h"
#include "pair.h"
#include "room/duo-room-page.h"
#include "stuck-sink.h"

#define BUSY "Another program is using the speakers. Close it, then try again"
#define STILL "Headphones cannot be used. The speakers from before are still used"
/* Chosen the last time, and not there at first. */
#define HEADPHONES "pulsesink:"
#define INSTEAD "Desk Speakers cannot be used. The system’s speakers are used now"
#define SILENT "The speakers play nothing. Unplug them and plug them in again, or choose others"

typedef struct
{
  MadeUp *made_up;
  DuoDeviceMonitor *monitor;
  GSettings *settings;
  DuoSigner *signer;
  LoopbackRoom *mine;
  Party ada;
  GtkWidget *window;
  GtkWidget *page;
} Room;

static void
plug (Room *room, const char *id, const char *name)
{
  g_autoptr (DuoDevice) device =
      g_object_new (DUO_TYPE_DEVICE, "id", id, "name", name, "kind", (int) DUO_DEVICE_SPEAKER, NULL);

  g_list_store_append (G_LIST_STORE (duo_device_monitor_get_devices (room->monitor, DUO_DEVICE_SPEAKER)),
                       device);
}

static void
open_room (Room *room, GstResourceError refusal, const char *chosen)
{
  GtkWidget *view = adw_navigation_view_new ();

  stuck_sink_begin ();
  stuck_sink_refuse (refusal);
  stuck_sink_answer ();
  *room = (Room) {.made_up = made_up_new_peopled (DUO_ROLE_TALENT), .settings = page_settings_new ()};
  fake_window_set_test_source (NULL);
  fake_window_set_settings (room->settings);
  g_settings_set_string (room->settings, "speaker", chosen);
  made_up_set_now (room->made_up, "2026-11-03T13:16:00Z");
  made_up_add_usual_chats (room->made_up);
  room->monitor = duo_device_monitor_new ();
  plug (room, "pulsesink:desk", "Desk Speakers");
  loopback_room_new_pair (&room->mine, &room->ada.room);
  room->signer = loopback_signer_new ();
  room->ada.signer = loopback_signer_new ();
  room->ada.source = duo_media_source_new_drawn (DUO_PORTRAIT_RECRUITER, 320, 180, 15, TRUE);
  duo_media_source_set_microphone (room->ada.source, TRUE);
  fake_session_set_room (room->made_up->session, DUO_SIGNALING (room->mine), room->signer);
  room->page = GTK_WIDGET (duo_room_page_new (
      room->made_up->session, duo_event_find_chat (room->made_up->event, "c-ada"), room->monitor));
  g_object_add_weak_pointer (G_OBJECT (room->page), (gpointer *) &room->page);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (room->page));
  room->window = page_window_new (view, 1280, 840);
  g_free (fake_window_steal_toast ());
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
close_room (Room *room)
{
  adw_window_set_content (ADW_WINDOW (room->window), NULL);
  page_window_close (room->window);
  page_wait_until (is_null, &room->page);
  fake_window_set_settings (NULL);
  g_object_run_dispose (G_OBJECT (room->made_up->session));
  made_up_free (room->made_up);
  g_object_unref (room->settings);
  g_object_unref (room->monitor);
  /* News under way hold the rooms. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (room->ada.source);
  g_assert_finalize_object (room->ada.signer);
  g_assert_finalize_object (room->signer);
  g_assert_finalize_object (room->ada.room);
  g_assert_finalize_object (room->mine);
}

static void
talk (Room *room)
{
  page_press (page_get (room->page, GTK_TYPE_BUTTON, "_Join"));
  fake_session_admit (room->made_up->session);
  room->ada.call = duo_call_new (DUO_SIGNALING (room->ada.room), room->ada.signer, room->ada.source,
                                 DUO_CALL_OFFERS, NULL);
  duo_call_start (room->ada.call);
  pair_wait_state (room->ada.call, DUO_CALL_TALKING);
}

static void
hang_up (Room *room)
{
  duo_call_hang_up (room->ada.call);
  g_assert_finalize_object (g_steal_pointer (&room->ada.call));
}

/* Of what is said, only what the speakers have to do with. */
static gboolean
says_of_speakers (gpointer data)
{
  g_autofree char *toast = fake_window_steal_toast ();
  const char *text = data;

  return toast != NULL && (text != NULL ? g_str_equal (toast, text) : strstr (toast, "speakers") != NULL);
}

static gboolean
is_heard (gpointer data)
{
  return stuck_sink_get_heard () >= 50;
}

/* By each of the two, at first and twice more. */
static gboolean
is_tried_again (gpointer data)
{
  return stuck_sink_get_asked () >= 7;
}

/* Once, however often they are tried; what breaks later is news. */
static void
test_busy (void)
{
  Room room;

  open_room (&room, GST_RESOURCE_ERROR_BUSY, "");
  talk (&room);
  pair_wait (says_of_speakers, (gpointer) BUSY, STUCK_SINK_PATIENCE);
  pair_wait (is_tried_again, NULL, STUCK_SINK_PATIENCE);
  g_assert_false (says_of_speakers (NULL));
  stuck_sink_refuse (0);
  pair_wait (is_heard, NULL, STUCK_SINK_PATIENCE);
  g_assert_false (says_of_speakers (NULL));
  stuck_sink_set_breaks (TRUE);
  pair_wait (says_of_speakers, (gpointer) SILENT, STUCK_SINK_PATIENCE);
  hang_up (&room);
  close_room (&room);
}

/* The control. */
static void
test_fine (void)
{
  Room room;

  open_room (&room, 0, "");
  talk (&room);
  pair_wait (is_heard, NULL, STUCK_SINK_PATIENCE);
  g_assert_false (says_of_speakers (NULL));
  hang_up (&room);
  close_room (&room);
}

/* What is plugged in cannot be used, nor can the system's own any more: that is not what is heard. */
static void
test_before_goes_on (void)
{
  Room room;

  open_room (&room, 0, HEADPHONES);
  talk (&room);
  pair_wait (is_heard, NULL, STUCK_SINK_PATIENCE);
  stuck_sink_refuse (GST_RESOURCE_ERROR_BUSY);
  plug (&room, HEADPHONES, "Headphones");
  pair_wait (says_of_speakers, (gpointer) STILL, STUCK_SINK_PATIENCE);
  hang_up (&room);
  close_room (&room);
}

/* The user's choice, which alone refuses; the system's own plays in its place. */
static void
open_room_with_desk (Room *room, GstResourceError refusal)
{
  open_room (room, refusal, "pulsesink:desk");
  stuck_sink_refuse_only ("desk");
}

static void
test_replaced (void)
{
  Room room;

  open_room_with_desk (&room, GST_RESOURCE_ERROR_BUSY);
  talk (&room);
  pair_wait (says_of_speakers, (gpointer) INSTEAD, STUCK_SINK_PATIENCE);
  pair_wait (is_heard, NULL, STUCK_SINK_PATIENCE);
  g_assert_false (says_of_speakers (NULL));
  hang_up (&room);
  close_room (&room);
}

static gboolean
is_desk_tried (gpointer data)
{
  return stuck_sink_get_refused () > 0;
}

/* That it is gone is said where it goes. */
static void
test_replaced_where_it_is_gone (void)
{
  Room room;

  open_room_with_desk (&room, GST_RESOURCE_ERROR_NOT_FOUND);
  talk (&room);
  pair_wait (is_desk_tried, NULL, STUCK_SINK_PATIENCE);
  pair_wait (is_heard, NULL, STUCK_SINK_PATIENCE);
  g_assert_false (says_of_speakers (NULL));
  hang_up (&room);
  close_room (&room);
}

static gboolean
row_says (gpointer data)
{
  return page_says (((Room *) data)->page, BUSY);
}

static gboolean
row_is_silent (gpointer data)
{
  return !row_says (data);
}

/* Who tries them before the call reads it beside the button, until they play. */
static void
test_tried_before (void)
{
  Room room;
  GtkWidget *button;

  open_room (&room, GST_RESOURCE_ERROR_BUSY, "");
  button = page_get (room.page, GTK_TYPE_BUTTON, "Play Test Sound");
  g_assert_false (row_says (&room));
  page_press (button);
  pair_wait (row_says, &room, STUCK_SINK_PATIENCE);
  stuck_sink_refuse (0);
  page_press (button);
  pair_wait (row_is_silent, &room, STUCK_SINK_PATIENCE);
  g_assert_cmpuint (stuck_sink_get_heard (), >, 0);
  close_room (&room);
}

/* The echo probe forgets something (leaks.supp), which is only told by stacks that here take too long to read. */
static void
do_without_echo (void)
{
  g_autoptr (GstPlugin) plugin = gst_registry_find_plugin (gst_registry_get (), "webrtcdsp");

  if (plugin != NULL)
    gst_registry_remove_plugin (gst_registry_get (), plugin);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  do_without_echo ();
  page_test_init_test (&argc, &argv);
  stuck_sink_install ();
  g_test_add_func ("/room/speaker/fine", test_fine);
  g_test_add_func ("/room/speaker/busy", test_busy);
  g_test_add_func ("/room/speaker/before-goes-on", test_before_goes_on);
  g_test_add_func ("/room/speaker/replaced", test_replaced);
  g_test_add_func ("/room/speaker/replaced-where-it-is-gone", test_replaced_where_it_is_gone);
  g_test_add_func ("/room/speaker/tried-before", test_tried_before);
  return page_test_run_calls ();
}
