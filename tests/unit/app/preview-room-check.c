/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "preview-room.h"

#include "duo-call.h"
#include "duo-sound-player.h"
#include "fake-room.h"
#include "page-test.h"
#include "room/duo-room-check.h"
#include "room/duo-room-page.h"
#include "room/duo-trial-row.h"
#include "turn-server.h"

static void
plug (DuoDeviceMonitor *monitor, DuoDeviceKind kind, const char *id, const char *name)
{
  g_autoptr (DuoDevice) device =
      g_object_new (DUO_TYPE_DEVICE, "id", id, "name", name, "kind", (int) kind, NULL);

  g_list_store_append (G_LIST_STORE (duo_device_monitor_get_devices (monitor, kind)), device);
}

void
preview_room_plug (DuoDeviceMonitor *monitor, gboolean long_names)
{
  plug (monitor, DUO_DEVICE_CAMERA, "v4l2src:/dev/null",
        long_names ? "Bang & Olufsen Conferencing Camera 4K Ultra HD (0bda:58f4:01)"
                   : "Logitech HD Pro Webcam C920");
  plug (monitor, DUO_DEVICE_CAMERA, "v4l2src:/dev/zero", "Built-in Camera");
  plug (monitor, DUO_DEVICE_MICROPHONE, "pulsesrc:head", "Jabra Evolve2 65 Mono Headset");
  plug (monitor, DUO_DEVICE_SPEAKER, "pulsesink:desk", "Built-in Speakers");
  plug (monitor, DUO_DEVICE_SPEAKER, "pulsesink:head", "Jabra Evolve2 65 Mono Headset");
}

/* The servers that they need end with the window. */
static void
offer (MadeUp *made_up, TurnWays ways)
{
  g_autofree char *address = turn_server_find_address ();
  g_autofree char *dead = g_strdup_printf ("turn://a:b@%s:%u", address, turn_server_find_port ());
  g_autofree char *closed = g_strdup_printf ("%s?transport=udp", dead);
  TurnServer *server = ways != 0 ? turn_server_new (ways) : NULL;
  g_autofree char *uri = server != NULL ? turn_server_dup_uri (server, ways) : g_strdup (dead);
  const char *const servers[] = {ways == TURN_TCP ? closed : uri, uri, NULL};

  if (server != NULL)
    g_object_set_data_full (G_OBJECT (made_up->session), "relay", server, (GDestroyNotify) turn_server_free);
  fake_session_offer_servers (made_up->session, servers, 0);
}

static void
say_late (DuoChat *chat, DuoRole who, guint minutes)
{
  g_autoptr (DuoChatRecord) record = duo_chat_record_copy (duo_chat_get_record (chat));

  record->late = minutes;
  record->acted = who;
  duo_chat_update (chat, record);
}

static DuoRoomCheck *
get_check (GtkWidget *page)
{
  g_autoptr (GPtrArray) found = page_find_all (page, DUO_TYPE_ROOM_CHECK);

  return found->pdata[0];
}

static void
refuse_camera (GtkWidget *page, DuoCallError code)
{
  g_autoptr (DuoMediaSource) source = duo_media_source_new_drawn (DUO_PORTRAIT_TALENT, 640, 360, 15, FALSE);
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, (int) code, "not given");

  duo_room_check_set_source (get_check (page), source);
  duo_media_source_refuse_device (source, DUO_DEVICE_CAMERA, error);
}

static void
turn_on (GtkWidget *page)
{
  gtk_widget_activate_action (page, "room.camera", NULL);
  gtk_widget_activate_action (page, "room.microphone", NULL);
}

/* Once the service was asked it says that another device is inside. */
static void
join (GtkWidget *page, DuoSession *session)
{
  gtk_widget_activate_action (page, "room.join", NULL);
  while (!fake_session_is_entering (session))
    g_main_context_iteration (NULL, TRUE);
  fake_session_admit (session);
}

/* Those whose row has to be in sight. */
static gboolean
is_of_network (const char *name)
{
  return g_str_equal (name, "check-good") || g_str_equal (name, "check-tcp") ||
         g_str_equal (name, "check-blocked");
}

static void
scroll_to (GtkWidget *page, GtkWidget *row)
{
  g_autoptr (GPtrArray) views = page_find_all (page, GTK_TYPE_VIEWPORT);

  while (gtk_widget_get_height (row) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_viewport_scroll_to (views->pdata[0], row, NULL);
}

static GtkWidget *
get_trial_row (GtkWidget *page)
{
  g_autoptr (GPtrArray) rows = page_find_all (page, DUO_TYPE_TRIAL_ROW);

  return rows->pdata[0];
}

/* As loudspeakers play that nobody hears, in the place of the real ones, which a virtual desktop does not have. */
struct _DuoSoundPlayer
{
  int nothing;
};

DuoSoundPlayer *
duo_sound_player_new (GBytes *sound, const char *speaker, DuoSoundPlayed played, gpointer data)
{
  return g_new0 (DuoSoundPlayer, 1);
}

DuoSoundPlayer *
duo_sound_player_new_ringing (GBytes *sound, const char *speaker, DuoSoundPlayed played, gpointer data)
{
  return duo_sound_player_new (sound, speaker, played, data);
}

void
duo_sound_player_free (DuoSoundPlayer *self)
{
  g_free (self);
}

void
duo_sound_player_ring (GBytes *sound, const char *speaker)
{
}

static void
record (GtkWidget *page)
{
  page_press (page_get (get_trial_row (page), GTK_TYPE_BUTTON, "_Record"));
  scroll_to (page, GTK_WIDGET (duo_room_check_get_network_row (get_check (page))));
}

static void
show_last_row (GtkWidget *page)
{
  g_autoptr (GPtrArray) rows = page_find_all (page, ADW_TYPE_ACTION_ROW);

  scroll_to (page, rows->pdata[rows->len - 1]);
}

/* What is done with the page once it is there. */
static void
act (const char *name, GtkWidget *page, DuoSession *session)
{
  if (g_str_equal (name, "check-on"))
    turn_on (page);
  else if (g_str_equal (name, "check-denied"))
    refuse_camera (page, DUO_CALL_ERROR_DEVICE_DENIED);
  else if (g_str_equal (name, "check-busy"))
    refuse_camera (page, DUO_CALL_ERROR_DEVICE_BUSY);
  else if (g_str_equal (name, "check-record"))
    record (page);
  else if (g_str_equal (name, "check-encryption"))
    show_last_row (page);
  else if (g_str_equal (name, "check-elsewhere"))
    join (page, session);
  else if (is_of_network (name))
    scroll_to (page, GTK_WIDGET (duo_room_check_get_network_row (get_check (page))));
}

static void
prepare (const char *name, MadeUp *made_up)
{
  if (g_str_equal (name, "check-good"))
    offer (made_up, TURN_UDP);
  else if (g_str_equal (name, "check-tcp"))
    offer (made_up, TURN_TCP);
  else if (g_str_equal (name, "check-blocked"))
    offer (made_up, 0);
  fake_session_set_elsewhere (made_up->session, g_str_equal (name, "check-elsewhere"));
}

typedef struct
{
  const char *name;
  GtkWidget *page;
  DuoSession *session;
} Act;

static gboolean
on_shown (gpointer data)
{
  Act *self = data;

  act (self->name, self->page, self->session);
  return G_SOURCE_REMOVE;
}

GtkWidget *
preview_room_check_new (const PagePreview *preview, MadeUp *made_up)
{
  static const DuoTestSource test = {640, 360, 15};
  const char *name = g_intern_string (preview->name);
  gboolean drawn = !g_str_equal (name, "devices") && !g_str_equal (name, "check-full");
  g_autoptr (DuoDeviceMonitor) monitor = NULL;
  GtkWidget *view = adw_navigation_view_new ();
  AdwNavigationPage *page;
  DuoChat *chat;
  Act *self;

  monitor = duo_device_monitor_new ();
  fake_window_set_test_source (drawn ? &test : NULL);
  if (g_str_equal (name, "check-full"))
    preview_room_plug (monitor, page_preview_has (preview, "long"));
  made_up_add_usual_chats (made_up);
  prepare (name, made_up);
  chat = duo_event_find_chat (made_up->event, "c-ada");
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view),
                           adw_navigation_page_new (gtk_label_new (NULL), "Duologue"));
  page = duo_room_page_new (made_up->session, chat, monitor);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
  self = g_new (Act, 1);
  *self = (Act) {name, GTK_WIDGET (page), made_up->session};
  g_idle_add_full (G_PRIORITY_LOW, on_shown, self, g_free);
  duo_chat_set_peer_present (chat, g_str_equal (name, "check-here"));
  if (g_str_equal (name, "check-late"))
    say_late (chat, page_preview_has (preview, "long") ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT, 5);
  return view;
}
