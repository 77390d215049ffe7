/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <adwaita.h>

#include "chats/duo-chats-page.h"
#include "chats/duo-inbox-page.h"
#include "directory/duo-directory-page.h"
#include "directory/duo-my-profile-dialog.h"
#include "directory/duo-own-cv.h"
#include "directory/duo-person-page.h"
#include "directory/duo-request-dialog.h"
#include "fake-session-cv.h"
#include "fake-session-devices.h"
#include "made-up.h"
#include "organizer/duo-day-dialog.h"
#include "organizer/duo-event-chats-page.h"
#include "organizer/duo-format-page.h"
#include "organizer/duo-opening-dialog.h"
#include "organizer/duo-touched-dialog.h"
#include "page-preview.h"
#include "page-test.h"
#include "schedule/duo-availability-page.h"
#include "schedule/duo-schedule-page.h"
#include "shell/duo-preferences-dialog.h"

/* Shows one page of the made-up event in a window, to be looked at:
 *
 *   preview PAGE [WIDTHxHEIGHT] [dark] [rtl] [recruiter | organizer] [waited | late] [offline] [large] [short] [check]
 *           [press=PLACE] [do=ACTION[:TARGET]]...
 *
 * Also my-profile, with -none, -drop, -sending, -busy and -problem, and cv, of who has one.
 *
 * PLACE is what the page's template calls it, its first button is meant; ACTION is the page's. More: page-preview.h */

static GtkWidget *
show_in_view (AdwNavigationPage *page)
{
  GtkWidget *view = adw_navigation_view_new ();
  AdwNavigationPage *root = adw_navigation_page_new (gtk_label_new (NULL), "Duologue");

  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), root);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
  return view;
}

static GtkWidget *
with_header (GtkWidget *page)
{
  GtkWidget *toolbar = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), page);
  return toolbar;
}

/* Five minutes each, on both sides of a break, among my own chats. */
static GtkWidget *
make_short_slots (MadeUp *made_up)
{
  static const DuoDayWindow windows[] = {{600, 780}, {840, 1020}};
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Stockholm");
  g_autoptr (DuoDay) day = duo_day_new ("2026-11-03", DUO_DAY_VIRTUAL, windows, G_N_ELEMENTS (windows), NULL);
  const DuoSlotRules rules = {.minutes = 5};
  g_autoptr (GArray) grid = duo_slot_grid_new (day, zone, &rules);
  const MadeUpChat other = {"other", "oluwaseun", DUO_CHAT_CONFIRMED, "2026-11-03T10:20:00Z", 15};
  DuoSlots *slots = fake_session_get_slots (made_up->session);
  AdwNavigationPage *page;

  made_up_set_now (made_up, "2026-11-03T09:17:00Z");
  made_up_set_gap (made_up, 5);
  made_up_add_chats (made_up, &other, 1);
  duo_slots_set_day (slots, "2026-11-03", grid);
  page = duo_person_page_new (made_up->session, made_up_find (made_up, "rosa"));
  duo_person_page_show_slots (DUO_PERSON_PAGE (page));
  return show_in_view (page);
}

static AdwNavigationPage *
new_inbox (MadeUp *made_up)
{
  g_autoptr (DuoHeldAnswers) held = duo_held_answers_new (made_up->session, NULL);

  return duo_inbox_page_new (made_up->session, held);
}

static void
add_cv (MadeUp *made_up, DuoChat *chat)
{
  g_autoptr (DuoCvRecord) cv =
      duo_cv_record_new ("Curriculum vitae, with all publications, in English.pdf", 214000, 1793700000);

  duo_event_set_peer_cv (made_up->event, chat, cv);
}

static AdwNavigationPage *
make_inbox (MadeUp *made_up, gboolean detail)
{
  AdwNavigationPage *page;

  made_up_add_usual_requests (made_up);
  page = new_inbox (made_up);
  if (!detail)
    return page;
  add_cv (made_up, duo_event_find_chat (made_up->event, "c-long"));
  duo_inbox_page_show_chat (DUO_INBOX_PAGE (page), duo_event_find_chat (made_up->event, "c-long"));
  return page;
}

/* As in the window: undo stands in the header. */
static GtkWidget *
make_availability (MadeUp *made_up)
{
  GtkWidget *page = duo_availability_page_new (made_up->session);
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_pack_end (ADW_HEADER_BAR (header),
                           duo_availability_page_get_undo_button (DUO_AVAILABILITY_PAGE (page)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), page);
  return toolbar;
}

/* Others took all slots of who accepted and of who invites. */
static GtkWidget *
make_full_chats (MadeUp *made_up)
{
  static const MadeUpChat chats[] = {
      {"c-mateusz", "mateusz", DUO_CHAT_ACCEPTED, NULL, 0, "May I?", "Good timing, take any slot."},
      {"c-yuki", "yuki", DUO_CHAT_INVITED, NULL, 0, "Your poster is close to what my team does."},
      {"c-chen", "chen", DUO_CHAT_CONFIRMED, "2026-11-03T14:00:00Z", 20}};
  static const DuoPersonCounts taken = {"yuki", 0, 3};

  made_up_add_chats (made_up, chats, G_N_ELEMENTS (chats));
  duo_event_set_counts (made_up->event, &taken, 1);
  made_up_set_notice (made_up, 60);
  return with_header (duo_chats_page_new (made_up->session));
}

/* Who has a chat with me, a recruiter, and a CV. */
static AdwNavigationPage *
make_talent (MadeUp *made_up)
{
  DuoPerson *person;

  made_up_add_usual_requests (made_up);
  person = made_up_find (made_up, "yuki");
  add_cv (made_up, duo_person_get_chat (person));
  return duo_person_page_new (made_up->session, person);
}

static GtkWidget *
make_page (const char *name, MadeUp *made_up)
{
  g_autoptr (DuoSlots) slots = NULL;

  if (g_str_equal (name, "availability"))
    return make_availability (made_up);
  slots = made_up_slots_new ("ada");
  if (g_str_equal (name, "slots") || g_str_equal (name, "move"))
    made_up_set_now (made_up, "2026-11-03T08:30:00Z");
  fake_session_set_slots (made_up->session, slots);
  if (g_str_equal (name, "offline"))
    {
      g_autoptr (DuoSlots) none = duo_slots_new ("ada");
      AdwNavigationPage *page;

      fake_session_set_slots (made_up->session, none);
      fake_session_set_state (made_up->session, DUO_SESSION_OFFLINE);
      page = duo_person_page_new (made_up->session, made_up_find (made_up, "ada"));
      duo_person_page_show_slots (DUO_PERSON_PAGE (page));
      return show_in_view (page);
    }
  if (g_str_equal (name, "chats") || g_str_equal (name, "move") || g_str_equal (name, "directory-chats"))
    made_up_add_usual_chats (made_up);
  if (g_str_equal (name, "inbox") || g_str_equal (name, "request-detail"))
    return show_in_view (make_inbox (made_up, g_str_equal (name, "request-detail")));
  if (g_str_equal (name, "no-inbox"))
    return show_in_view (new_inbox (made_up));
  if (g_str_equal (name, "chats") || g_str_equal (name, "no-chats"))
    return with_header (duo_chats_page_new (made_up->session));
  if (g_str_equal (name, "schedule"))
    {
      made_up_add_usual_chats (made_up);
      return with_header (duo_schedule_page_new (made_up->session));
    }
  if (g_str_has_prefix (name, "format"))
    return with_header (duo_format_page_new (made_up->session));
  if (g_str_equal (name, "event-chats"))
    {
      made_up_add_usual_chats (made_up);
      return with_header (duo_event_chats_page_new (made_up->session));
    }
  if (g_str_equal (name, "full"))
    return make_full_chats (made_up);
  if (g_str_equal (name, "short-slots"))
    return make_short_slots (made_up);
  if (g_str_equal (name, "person") || g_str_equal (name, "slots"))
    {
      AdwNavigationPage *page = duo_person_page_new (made_up->session, made_up_find (made_up, "ada"));

      if (g_str_equal (name, "slots"))
        duo_person_page_show_slots (DUO_PERSON_PAGE (page));
      return show_in_view (page);
    }
  if (g_str_equal (name, "cv"))
    return show_in_view (make_talent (made_up));
  if (g_str_equal (name, "selective"))
    return show_in_view (duo_person_page_new (made_up->session, made_up_find (made_up, "ingrid")));
  if (g_str_equal (name, "move"))
    return show_in_view (
        duo_person_page_new_move (made_up->session, duo_event_find_chat (made_up->event, "c-chen")));

  return with_header (duo_directory_page_new (made_up->session));
}

/* What the real window does, so that buttons look as if they could be pressed. */
static void
add_actions (GtkWidget *window)
{
  static const char *const names[] = {"show-person", "pick-time", "request", "move-chat", "join", "view"};
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) reconnect = g_simple_action_new ("reconnect", NULL);
  g_autoptr (GSimpleAction) inbox = g_simple_action_new ("inbox", NULL);

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (reconnect));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (inbox));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], G_VARIANT_TYPE_STRING);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
}

/* Three minutes before a chat the other side is in its room. */
static void
await (MadeUp *made_up)
{
  static const MadeUpChat about_to_begin = {"c-ada", "ada",   DUO_CHAT_CONFIRMED, "2026-11-03T13:20:00Z",
                                            15,      .rev = 2};

  made_up_add_chats (made_up, &about_to_begin, 1);
  duo_chat_set_peer_present (duo_event_find_chat (made_up->event, "c-ada"), TRUE);
}

/* It is about to begin, and the other said to be late. */
static void
delay (MadeUp *made_up)
{
  g_autoptr (DuoChatRecord) record = NULL;
  DuoChat *chat;

  await (made_up);
  chat = duo_event_find_chat (made_up->event, "c-ada");
  duo_chat_set_peer_present (chat, FALSE);
  record = duo_chat_record_copy (duo_chat_get_record (chat));
  record->late = 5;
  record->acted = duo_chat_get_my_role (chat) == DUO_ROLE_TALENT ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT;
  duo_chat_update (chat, record);
}

/* (nullable): what lies over the page */
static GtkWidget *
make_format_dialog (const char *name, MadeUp *made_up)
{
  const DuoEventRecord *event = duo_event_get_record (made_up->event);
  g_autoptr (GPtrArray) touched = g_ptr_array_new ();
  g_autoptr (DuoFormatChange) change = duo_format_change_new ();

  if (g_str_equal (name, "format-day"))
    return duo_day_dialog_new (event, event->days->pdata[1], 0);
  if (g_str_equal (name, "format-opens"))
    return duo_opening_dialog_new (made_up_range ("2026-11-02T08:00:00Z", 5).start,
                                   duo_event_get_zone (made_up->event), 0);
  if (!g_str_equal (name, "format-touched"))
    return NULL;
  made_up_add_usual_chats (made_up);
  g_ptr_array_add (touched, duo_event_find_chat (made_up->event, "c-ada"));
  g_ptr_array_add (touched, duo_event_find_chat (made_up->event, "c-chen"));
  g_ptr_array_add (touched, duo_event_find_chat (made_up->event, "c-nilufar"));
  change->has_format = TRUE;
  change->format = event->format;
  change->format.durations[0] = 30;
  return duo_touched_dialog_new (made_up->event, change, touched);
}

static GFile *
make_file (const char *name, const char *text)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, -1, NULL);
  return g_file_new_for_path (path);
}

static gboolean
is_put (gpointer session)
{
  return fake_session_get_put (session) != NULL;
}

/* In the states of a CV: "my-profile", "-none", "-drop", "-sending", "-busy" and "-problem". */
static void
show_my_profile (const char *name, MadeUp *made_up, GtkWidget *window)
{
  const char *state = name + strlen ("my-profile");
  gboolean recruiter = duo_event_get_role (made_up->event) == DUO_ROLE_RECRUITER;
  gboolean sends = g_str_equal (state, "-sending") || g_str_equal (state, "-busy");
  gboolean drops = g_str_equal (state, "-drop");
  gboolean has = !drops && !g_str_equal (state, "-none");
  g_autoptr (GFile) file = NULL;

  fake_session_set_me (made_up->session, recruiter ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT,
                       has ? "Amara Okafor, curriculum vitae in English.pdf" : NULL);
  adw_dialog_present (duo_my_profile_dialog_new (made_up->session), window);
  fake_session_answer_me (made_up->session, NULL);
  page_settle (window);
  if (drops)
    gtk_widget_set_state_flags (page_get (window, DUO_TYPE_OWN_CV, NULL), GTK_STATE_FLAG_DROP_ACTIVE, FALSE);
  if (!sends && !g_str_equal (state, "-problem"))
    return;
  file = make_file ("Amara Okafor, curriculum vitae in English.pdf", sends ? "%PDF-" : "Dear all");
  duo_own_cv_take_file (DUO_OWN_CV (page_get (window, DUO_TYPE_OWN_CV, NULL)), file);
  if (!sends)
    return;
  page_wait_until (is_put, made_up->session);
  if (g_str_equal (state, "-busy"))
    fake_session_answer_put (made_up->session, fake_session_new_busy (12));
  else
    fake_session_progress (made_up->session, 2, 5);
}

/* (nullable) */
static AdwDialog *
make_dialog (const char *name, MadeUp *made_up)
{
  g_autoptr (GSettings) settings = NULL;
  GtkWidget *dialog;

  if (g_str_equal (name, "request"))
    return duo_request_dialog_new (made_up->session, made_up_find (made_up, "ingrid"));
  if (g_str_equal (name, "preferences"))
    {
      settings = page_settings_new ();
      fake_session_add_device (made_up->session, 0, "amara-laptop");
      fake_session_add_device (made_up->session, 2, "amara-tablet");
      fake_session_add_device (made_up->session, 3, "old-desktop");
      fake_session_add_device (made_up->session, 4, "amara-phone");
      fake_session_add_device (made_up->session, 0, "amara-laptop");
      fake_session_vouch (made_up->session, 0, 3);
      fake_session_vouch (made_up->session, 3, 4);
      return duo_preferences_dialog_new (settings, made_up->session);
    }
  dialog = make_format_dialog (name, made_up);
  return dialog ? ADW_DIALOG (dialog) : NULL;
}

static GtkWidget *
get_page (GtkWidget *content)
{
  return ADW_IS_NAVIGATION_VIEW (content)
             ? GTK_WIDGET (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (content)))
             : adw_toolbar_view_get_content (ADW_TOOLBAR_VIEW (content));
}

/* The first button in what the page's template calls @id, where that shows. */
static void
press (GtkWidget *page, const char *id)
{
  GObject *place = gtk_widget_get_template_child (page, G_OBJECT_TYPE (page), id);
  g_autoptr (GPtrArray) buttons = page_find_all (GTK_WIDGET (place), GTK_TYPE_BUTTON);

  if (buttons->len > 0)
    g_signal_emit_by_name (buttons->pdata[0], "clicked");
}

static void
act (GtkWidget *page, const char *word)
{
  g_auto (GStrv) parts = g_strsplit_set (word, "=:", 3);

  if (g_str_has_prefix (word, "press="))
    press (page, parts[1]);
  else if (g_str_has_prefix (word, "do="))
    gtk_widget_activate_action (page, parts[1], parts[2] ? "s" : NULL, parts[2]);
}

static MadeUp *
make_up (const PagePreview *preview)
{
  MadeUp *made_up;

  if (page_preview_is (preview, "availability"))
    {
      made_up = made_up_new_availability ();
      if (page_preview_has (preview, "short"))
        made_up_shorten_chats (made_up);
      return made_up;
    }
  if (page_preview_has (preview, "organizer"))
    return made_up_new_peopled (DUO_ROLE_ORGANIZER);

  return made_up_new_peopled (page_preview_has (preview, "recruiter") ? DUO_ROLE_RECRUITER : DUO_ROLE_TALENT);
}

static GtkWidget *
show (const PagePreview *preview, MadeUp **made_up)
{
  MadeUp *self = *made_up = make_up (preview);
  GtkWidget *content = make_page (preview->name, self), *window = adw_window_new ();
  AdwDialog *dialog;

  if (page_preview_has (preview, "waited"))
    await (self);
  if (page_preview_has (preview, "late"))
    delay (self);
  if (page_preview_has (preview, "offline"))
    fake_session_set_state (self->session, DUO_SESSION_OFFLINE);
  add_actions (window);
  adw_window_set_content (ADW_WINDOW (window), content);
  page_preview_present (preview, window);
  page_settle (window);
  for (const char *const *word = preview->words; *word; word++)
    act (get_page (content), *word);
  if (g_str_has_prefix (preview->name, "my-profile"))
    show_my_profile (preview->name, self, window);
  dialog = make_dialog (preview->name, self);
  if (dialog)
    adw_dialog_present (dialog, window);
  return window;
}

int
main (int argc, char **argv)
{
  return page_preview_run (argc, argv, show);
}
