/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "preview-room.h"

#include "duo-call.h"
#include "page-test.h"
#include "room/duo-device-toasts.h"
#include "room/duo-devices-dialog.h"
#include "room/duo-room-after.h"
#include "room/duo-room-panel.h"
#include "room/duo-room-question.h"
#include "room/duo-room-stage.h"
#include "room/duo-text-panel.h"

#include <string.h>

/* Shows one view of the room of the made-up event in a window, to be looked at:
 *
 *   preview-room PAGE [WIDTHxHEIGHT] [dark] [rtl] [long] [large] [recruiter] [check]
 *
 * PAGE: check[-on|-late|-here|-full|-denied|-busy|-record|-encryption|-elsewhere|-good|-tcp|-blocked] devices
 * devices-dialog leave no-screen lost-device lost-devices code code-agreed code-known person notes text text-empty after after-missed, or a
 * state of preview-room-stage.c. More: page-preview.h */

static void
add_cv (DuoEvent *event, DuoChat *chat)
{
  g_autoptr (DuoCvRecord) cv =
      duo_cv_record_new ("Curriculum vitae, with all publications, in English.pdf", 214000, 1793700000);

  duo_event_set_peer_cv (event, chat, cv);
}

static DuoChat *
add_chat (MadeUp *made_up)
{
  const MadeUpChat chat = {.id = "c-room",
                           .peer = "ada",
                           .state = DUO_CHAT_CONFIRMED,
                           .start = "2026-11-03T13:15:00Z",
                           .minutes = 15,
                           .message = "I would like to hear how the archive moves.",
                           .answer = "The log-structured store from my thesis"};

  made_up_add_chats (made_up, &chat, 1);
  if (duo_event_get_role (made_up->event) == DUO_ROLE_RECRUITER)
    add_cv (made_up->event, duo_event_find_chat (made_up->event, chat.id));
  return duo_event_find_chat (made_up->event, chat.id);
}

static void
note_something (MadeUp *made_up, DuoChat *chat)
{
  DuoNote *note = duo_event_get_note (made_up->event, duo_chat_get_id (chat));
  g_autoptr (DuoNoteRecord) wanted = duo_note_record_copy (duo_note_get_record (note));
  g_autoptr (DuoNoteRecord) theirs = NULL;
  g_autoptr (GPtrArray) shared = g_ptr_array_new ();

  g_set_str (&wanted->text,
             "Explains compaction trade-offs without a prompt. Owned the benchmark harness, knew "
             "where it lied.\n\nWants Uppsala from December.\n\nAsked about on-call.");
  if (duo_event_get_role (made_up->event) == DUO_ROLE_RECRUITER)
    {
      made_up_add_colleague (made_up, "kai", "Kai Nowak");
      made_up_add_colleague (made_up, "marta", "Marta Wolska");
      wanted->mark = DUO_MARK_YES;
      wanted->shared = TRUE;
      g_set_str (&wanted->next_step, "Technical interview with Kai");
    }
  wanted->rev = 7;
  duo_note_set_saved (note, wanted);
  if (duo_event_get_role (made_up->event) != DUO_ROLE_RECRUITER)
    return;
  theirs = duo_note_record_new (duo_event_get_id (made_up->event), duo_chat_get_id (chat), "kai");
  g_set_str (&theirs->text, "I would like to hear how the archive moves.");
  theirs->mark = DUO_MARK_STRONG_YES;
  theirs->shared = TRUE;
  theirs->rev = 6;
  g_ptr_array_add (shared, theirs);
  duo_event_take_notes (made_up->event, shared);
}

static GtkWidget *
make_after (MadeUp *made_up, gboolean missed)
{
  DuoRoomAfter *after = g_object_new (DUO_TYPE_ROOM_AFTER, NULL);
  DuoChat *chat = add_chat (made_up);

  if (!missed)
    note_something (made_up, chat);
  duo_room_after_set_chat (after, duo_chat_get_peer_name (chat), missed ? 0 : 16 * 60, 960,
                           made_up_range ("2026-11-03T13:15:00Z", 16), "14:15–14:31");
  duo_room_after_set_next (after, "14:35", TRUE);
  duo_room_after_set_note (after, made_up->session, made_up->event, chat);
  return GTK_WIDGET (after);
}

static void
leave_off (DuoDeviceKind kind, gpointer data)
{
}

/* How wide a toast may be depends on the window, once it has its size. */
static void
lose_devices (GtkWidget *stage, gboolean both)
{
  DuoDeviceToasts *toasts = duo_device_toasts_new (stage, leave_off, NULL);

  while (gtk_widget_get_width (stage) == 0)
    g_main_context_iteration (NULL, TRUE);

  duo_device_toasts_lose (toasts, DUO_DEVICE_CAMERA, "Logitech HD Pro Webcam C920");
  if (both)
    duo_device_toasts_lose (toasts, DUO_DEVICE_MICROPHONE, "Jabra Evolve2 65 Mono Headset");
  g_object_set_data_full (G_OBJECT (stage), "toasts", toasts, (GDestroyNotify) duo_device_toasts_free);
}

static gboolean
on_code (gpointer stage)
{
  GtkWidget *code = page_get (stage, GTK_TYPE_MENU_BUTTON, "Code to compare: W, 7, Q, 2, M, X");

  gtk_menu_button_popup (GTK_MENU_BUTTON (code));
  return G_SOURCE_REMOVE;
}

static void
show_code (const PagePreview *preview, GtkWidget *stage)
{
  if (page_preview_is (preview, "code-agreed"))
    duo_room_stage_set_code (DUO_ROOM_STAGE (stage), "W7Q2MX", DUO_KEY_TRUST_AGREED);
  else if (page_preview_is (preview, "code-known"))
    duo_room_stage_set_code (DUO_ROOM_STAGE (stage), "W7Q2MX", DUO_KEY_TRUST_KNOWN);
  g_idle_add_full (G_PRIORITY_LOW, on_code, stage, NULL);
}

/* What comes over a stage on which two talk. */
static const char *const covers[] = {"devices-dialog", "leave",        "no-screen",
                                     "lost-device",    "lost-devices", "code",
                                     "code-agreed",    "code-known",   NULL};

/* What the page's buttons would do is not there, but they look as if it were. */
static void
add_actions (GtkWidget *window)
{
  static const char *const toggles[] = {"screen", "text", "panel"};
  static const char *const plain[] = {"microphone", "camera",      "leave",         "devices", "fullscreen",
                                      "extend",     "stop-screen", "book-again",    "rejoin",  "close",
                                      "accept-key", "code-same",   "code-different"};
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    {
      g_autoptr (GSimpleAction) action =
          g_simple_action_new_stateful (toggles[i], NULL, g_variant_new_boolean (FALSE));

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (plain[i], NULL);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (window, "room", G_ACTION_GROUP (group));
}

static void
show_devices (GtkWidget *stage, gboolean long_names)
{
  g_autoptr (DuoDeviceMonitor) monitor = duo_device_monitor_new ();
  g_autoptr (DuoDeviceChoices) choices = duo_device_choices_new (monitor);
  g_autoptr (GSettings) settings = page_settings_new ();

  preview_room_plug (monitor, long_names);
  adw_dialog_present (duo_devices_dialog_new (choices, settings), stage);
}

static void
write_some (DuoConversation *conversation)
{
  static const char *const words[] = {
      "{\"message\": {\"number\": 1, \"text\": \"Hello Amara! Can you hear me?\"}}",
      "{\"message\": {\"number\": 2, \"text\": \"The post I spoke of: "
      "https://example.org/jobs/distributed-systems\"}, \"got\": 1}",
      "{\"draft\": \"And the team that you would\"}",
  };

  duo_conversation_set_open (conversation, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = duo_json_parse (words[i], strlen (words[i]), 4096, &error);
      DuoJson root = duo_json_root (node, &error);

      if (i == 1)
        duo_conversation_write (conversation, "Yes, but your microphone is very quiet");
      if (i == 2)
        duo_conversation_write (conversation, "Thank you, I'll read it tonight");
      duo_conversation_hear (conversation, &root);
    }
}

/* The stage with the panel, as the page has them. */
static GtkWidget *
beside (DuoRoomPanel *panel, GtkWidget *stage, gboolean collapsed)
{
  AdwOverlaySplitView *split = ADW_OVERLAY_SPLIT_VIEW (adw_overlay_split_view_new ());

  adw_overlay_split_view_set_sidebar_position (split, GTK_PACK_END);
  adw_overlay_split_view_set_min_sidebar_width (split, collapsed ? 0 : 320);
  adw_overlay_split_view_set_max_sidebar_width (split, 360);
  adw_overlay_split_view_set_sidebar_width_fraction (split, collapsed ? 1 : 0.3);
  g_object_set (panel, "over", collapsed, NULL);
  adw_overlay_split_view_set_collapsed (split, collapsed);
  adw_overlay_split_view_set_content (split, stage);
  adw_overlay_split_view_set_sidebar (split, GTK_WIDGET (panel));
  adw_overlay_split_view_set_show_sidebar (split, TRUE);
  return GTK_WIDGET (split);
}

static GtkWidget *
make_panel (MadeUp *made_up, const PagePreview *preview)
{
  g_autoptr (DuoConversation) conversation = duo_conversation_new (duo_session_get_clock (made_up->session));
  DuoRoomPanel *panel = g_object_new (DUO_TYPE_ROOM_PANEL, NULL);
  DuoTextPanel *text = duo_room_panel_get_text (panel);
  DuoChat *chat = add_chat (made_up);
  gboolean long_names = page_preview_has (preview, "long");
  gboolean writes = g_str_has_prefix (preview->name, "text");

  note_something (made_up, chat);
  duo_room_panel_set_chat (panel, made_up->session, made_up->event, chat);
  duo_room_panel_set_page (panel, writes ? DUO_ROOM_PANEL_TEXT : preview->name);
  duo_text_panel_set_first_name (text, long_names ? "Maximiliane-Alexandra" : "Ada");
  duo_text_panel_set_conversation (text, conversation, duo_event_get_zone (made_up->event));
  duo_text_panel_set_reading (text, writes);
  if (page_preview_is (preview, "text"))
    write_some (conversation);
  else
    duo_text_panel_set_peer_here (text, FALSE);
  /* The shadow of what lies over the picture reaches out of the window. */
  if (page_preview_has (preview, "check"))
    return GTK_WIDGET (panel);
  return beside (panel, preview_room_stage_new ("talking", long_names),
                 preview->width < (page_preview_has (preview, "large") ? 1520 : 760));
}

static gboolean
has_panel (const char *name)
{
  return g_str_has_prefix (name, "text") || g_str_equal (name, DUO_ROOM_PANEL_PERSON) ||
         g_str_equal (name, DUO_ROOM_PANEL_NOTES);
}

static GtkWidget *
make_view (const PagePreview *preview, MadeUp *made_up)
{
  const char *name = preview->name;

  if (g_str_has_prefix (name, "check") || g_str_equal (name, "devices"))
    return preview_room_check_new (preview, made_up);
  if (g_str_has_prefix (name, "after"))
    return make_after (made_up, g_str_equal (name, "after-missed"));
  if (has_panel (name))
    return make_panel (made_up, preview);
  if (g_strv_contains (covers, name))
    name = "talking";

  return preview_room_stage_new (name, page_preview_has (preview, "long"));
}

static void
cover (const PagePreview *preview, GtkWidget *stage)
{
  gboolean long_names = page_preview_has (preview, "long");
  const char *first_name = long_names ? "Maximiliane-Alexandra" : "Ada";

  if (page_preview_is (preview, "devices-dialog"))
    show_devices (stage, long_names);
  else if (page_preview_is (preview, "leave"))
    adw_dialog_present (duo_room_question_new_leave (first_name), stage);
  else if (page_preview_is (preview, "no-screen"))
    adw_dialog_present (duo_room_question_new_no_screen (), stage);
  else if (g_str_has_prefix (preview->name, "lost-device"))
    lose_devices (stage, page_preview_is (preview, "lost-devices"));
  else if (g_str_has_prefix (preview->name, "code"))
    show_code (preview, stage);
}

/* As long as names are that somebody has. */
static void
lengthen (MadeUp *made_up)
{
  DuoPerson *ada = made_up_find (made_up, "ada");
  g_autoptr (DuoPersonRecord) record = duo_person_record_copy (duo_person_get_record (ada));

  g_set_str (&record->name, "Maximiliane-Alexandra von Hohenstein-Wittelsbacher");
  g_set_str (&record->title, "Stellvertretende Bereichsleiterin Forschungsdateninfrastruktur");
  duo_person_update (ada, record, duo_person_get_company (ada));
}

static GtkWidget *
show (const PagePreview *preview, MadeUp **made_up)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *toasts;
  GtkWidget *view;

  *made_up =
      made_up_new_peopled (page_preview_has (preview, "recruiter") ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT);
  made_up_set_now (*made_up, "2026-11-03T13:12:10Z");
  if (page_preview_has (preview, "long"))
    lengthen (*made_up);
  view = make_view (preview, *made_up);
  if (view == NULL)
    g_error ("there is no %s", preview->name);
  if (!g_str_has_prefix (preview->name, "check"))
    add_actions (window);
  toasts = adw_toast_overlay_new ();
  gtk_widget_add_css_class (toasts, "over-pages");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), view);
  adw_window_set_content (ADW_WINDOW (window), toasts);
  page_preview_present (preview, window);
  cover (preview, view);
  return window;
}

int
main (int argc, char **argv)
{
  int status;

  duo_call_init ();
  status = page_preview_run (argc, argv, show);
  duo_call_settle ();
  return status;
}
