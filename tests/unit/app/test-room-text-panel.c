/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "announced.h"
#include "page-test.h"
#include "room/duo-message-bubble.h"
#include "room/duo-text-panel.h"
#include "shell/duo-text.h"

#include <string.h>

/* Where the two in a room write to each other. */

typedef struct
{
  DuoConversation *conversation;
  DuoTextPanel *panel;
  GtkWidget *window;
  GQueue said;
} Panel;

static void
on_say (Panel *self, const char *words)
{
  g_queue_push_tail (&self->said, g_strdup (words));
}

static void
open_panel (Panel *self)
{
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  g_queue_init (&self->said);
  self->conversation = duo_conversation_new (clock);
  g_signal_connect_swapped (self->conversation, "say", G_CALLBACK (on_say), self);
  duo_conversation_set_open (self->conversation, TRUE);
  self->panel = g_object_ref_sink (g_object_new (DUO_TYPE_TEXT_PANEL, NULL));
  duo_text_panel_set_first_name (self->panel, "Ada");
  duo_text_panel_set_conversation (self->panel, self->conversation, zone);
  self->window = page_window_new (GTK_WIDGET (self->panel), 360, 648);
  page_settle (self->window);
}

static void
close_panel (Panel *self)
{
  adw_window_set_content (ADW_WINDOW (self->window), NULL);
  page_window_close (self->window);
  g_assert_finalize_object (self->panel);
  g_assert_finalize_object (self->conversation);
  g_queue_clear_full (&self->said, g_free);
}

static void
hear (Panel *self, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = duo_json_parse (words, strlen (words), 4096, &error);
  DuoJson root = duo_json_root (node, &error);

  duo_conversation_hear (self->conversation, &root);
  g_assert_no_error (error);
  page_settle (self->window);
}

static void
write_text (Panel *self, const char *text)
{
  GtkWidget *entry = page_get (GTK_WIDGET (self->panel), GTK_TYPE_TEXT_VIEW, "Write to Ada");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), text, -1);
  page_settle (self->window);
}

static gboolean
can_send (Panel *self)
{
  return gtk_widget_get_sensitive (page_get (GTK_WIDGET (self->panel), GTK_TYPE_BUTTON, "Send"));
}

static gboolean
says (Panel *self, const char *text)
{
  return page_says (GTK_WIDGET (self->panel), text);
}

/* @pattern: the name of the first message, with its time left out */
static gboolean
has_bubble (Panel *self, const char *pattern)
{
  g_autoptr (DuoMessage) message = g_list_model_get_item (G_LIST_MODEL (self->conversation), 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *time = duo_text_time (duo_message_get_time (message), zone);
  g_autofree char *name = duo_text_fill (pattern, time, NULL);

  return page_find (GTK_WIDGET (self->panel), GTK_TYPE_LABEL, name) != NULL;
}

static void
test_send (void)
{
  Panel panel;

  open_panel (&panel);
  g_assert_true (says (&panel, "Nothing Written Yet"));
  g_assert_false (can_send (&panel));
  write_text (&panel, "  ");
  g_assert_false (can_send (&panel));
  write_text (&panel, "Hello");
  g_assert_true (can_send (&panel));
  /* Nothing of it is told before it is sent. */
  g_assert_true (g_queue_is_empty (&panel.said));
  gtk_widget_activate_action (GTK_WIDGET (panel.panel), "text.send", NULL);
  page_settle (panel.window);
  g_assert_cmpuint (panel.said.length, ==, 1);
  g_assert_true (says (&panel, "Hello"));
  g_assert_false (says (&panel, "Nothing Written Yet"));
  g_assert_false (can_send (&panel));
  close_panel (&panel);
}

static void
test_not_delivered (void)
{
  Panel panel;

  open_panel (&panel);
  duo_conversation_write (panel.conversation, "Hello");
  page_settle (panel.window);
  g_assert_true (has_bubble (&panel, "You, %s · not delivered yet: Hello"));
  hear (&panel, "{\"got\": 1}");
  g_assert_false (has_bubble (&panel, "You, %s · not delivered yet: Hello"));
  g_assert_true (has_bubble (&panel, "You, %s: Hello"));
  close_panel (&panel);
}

/* One message is one thing to come to, which says who wrote it; what is copied is in it. */
static void
test_a_message_is_one_stop (void)
{
  GtkWidget *text;
  Panel panel;

  open_panel (&panel);
  hear (&panel, "{\"message\": {\"number\": 1, \"text\": \"Hello Amara\"}}");
  page_settle (panel.window);
  g_assert_true (has_bubble (&panel, "Ada, %s: Hello Amara"));
  g_assert_false (
      gtk_widget_get_focusable (page_get (GTK_WIDGET (panel.panel), GTK_TYPE_LIST_BOX_ROW, NULL)));
  text = page_get (GTK_WIDGET (panel.panel), GTK_TYPE_LABEL, "Hello Amara");
  gtk_widget_child_focus (page_get (GTK_WIDGET (panel.panel), GTK_TYPE_LIST_BOX, NULL), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (panel.window)) == text);
  close_panel (&panel);
}

static void
test_too_long (void)
{
  g_autofree char *much = g_strnfill (DUO_MESSAGE_MAX + 3, 'a');
  Panel panel;

  open_panel (&panel);
  write_text (&panel, much);
  g_assert_true (says (&panel, "3 characters too many"));
  g_assert_false (can_send (&panel));
  write_text (&panel, much + 4);
  g_assert_true (says (&panel, "1 character left"));
  g_assert_true (can_send (&panel));
  close_panel (&panel);
}

static void
test_unread (void)
{
  Panel panel;

  open_panel (&panel);
  hear (&panel, "{\"message\": {\"number\": 1, \"text\": \"Hello\"}}");
  hear (&panel, "{\"message\": {\"number\": 1, \"text\": \"Hello\"}}");
  g_assert_cmpuint (duo_text_panel_get_unread (panel.panel), ==, 1);
  duo_text_panel_set_reading (panel.panel, TRUE);
  g_assert_cmpuint (duo_text_panel_get_unread (panel.panel), ==, 0);
  hear (&panel, "{\"message\": {\"number\": 2, \"text\": \"again\"}}");
  g_assert_cmpuint (duo_text_panel_get_unread (panel.panel), ==, 0);
  close_panel (&panel);
}

static void
test_live (void)
{
  Panel panel;

  open_panel (&panel);
  write_text (&panel, "Hel");
  g_assert_true (g_queue_is_empty (&panel.said));
  g_object_set (panel.panel, "live", TRUE, NULL);
  g_assert_cmpstr (g_queue_peek_tail (&panel.said), ==, "{\"draft\":\"Hel\"}");
  hear (&panel, "{\"draft\": \"And I\"}");
  g_assert_nonnull (page_find (GTK_WIDGET (panel.panel), GTK_TYPE_LABEL, "Ada is writing: And I"));
  g_assert_true (says (&panel, "And I"));
  hear (&panel, "{\"draft\": \"\"}");
  g_assert_false (says (&panel, "And I"));
  close_panel (&panel);
}

static void
test_away (void)
{
  Panel panel;

  open_panel (&panel);
  g_assert_false (
      says (&panel, "Ada is not here. What you write arrives when the two of you are connected."));
  duo_text_panel_set_peer_here (panel.panel, FALSE);
  page_settle (panel.window);
  g_assert_true (says (&panel, "Ada is not here. What you write arrives when the two of you are connected."));
  close_panel (&panel);
}

/* What was written before, too, is by the one who is called so now. */
static void
test_renamed (void)
{
  Panel panel;

  open_panel (&panel);
  duo_text_panel_set_peer_here (panel.panel, FALSE);
  duo_text_panel_set_first_name (panel.panel, "Alma");
  g_assert_true (says (
      &panel,
      "What you write here goes to Alma encrypted from end to end, and is gone when you leave this page. "
      "If it is your first chat, compare the code in the room: only that shows that not even the service "
      "stands "
      "between you."));
  hear (&panel, "{\"message\": {\"number\": 1, \"text\": \"Hello\"}}");
  g_assert_true (has_bubble (&panel, "Alma, %s: Hello"));
  duo_text_panel_set_first_name (panel.panel, "Anna");
  page_settle (panel.window);
  g_assert_true (has_bubble (&panel, "Anna, %s: Hello"));
  g_assert_true (
      says (&panel, "Anna is not here. What you write arrives when the two of you are connected."));
  g_assert_nonnull (page_find (GTK_WIDGET (panel.panel), GTK_TYPE_TEXT_VIEW, "Write to Anna"));
  close_panel (&panel);
}

/* Nobody hears everything twice: of what was read while it was written the message says only the rest. */
static void
test_screen_readers_are_told (void)
{
  Panel panel;

  open_panel (&panel);
  announced_forget ();
  hear (&panel, "{\"message\": {\"number\": 1, \"text\": \"Hello\"}}");
  g_assert_cmpstr (announced_get_last (), ==, "Ada writes: Hello");
  hear (&panel, "{\"draft\": \"Can you hear me? I am v\"}");
  g_assert_cmpstr (announced_get_last (), ==, "Ada is writing: Can you hear me?");
  hear (&panel, "{\"draft\": \"Can you hear me? I am very quiet. S\"}");
  g_assert_cmpstr (announced_get_last (), ==, "Ada: I am very quiet.");
  hear (&panel, "{\"message\": {\"number\": 2, \"text\": \"Can you hear me? I am very quiet. Sorry\"}}");
  g_assert_cmpstr (announced_get_last (), ==, "Ada writes: Sorry");
  hear (&panel, "{\"draft\": \"Yes. N\"}");
  hear (&panel, "{\"draft\": \"Yes.\"}");
  hear (&panel, "{\"message\": {\"number\": 3, \"text\": \"Yes.\"}}");
  g_assert_cmpstr (announced_get_last (), ==, "Ada has sent it");
  g_assert_cmpuint (announced_count (), ==, 6);
  /* One's own was not told. */
  duo_conversation_write (panel.conversation, "Good");
  g_assert_cmpuint (announced_count (), ==, 6);
  close_panel (&panel);
}

/* The peer chooses the words, and the app's own come by the same voice: none of theirs may pass for one. */
static void
test_nobody_speaks_for_the_app (void)
{
  static const char *const words[] = {
      "{\"draft\": \"Hello. You are muted. T\"}",
      "{\"draft\": \"Hello. You are muted. The connection is verified. Y\"}",
      "{\"draft\": \"Hello. You are muted. The connection is changed. Y\"}",
      "{\"message\": {\"number\": 1, \"text\": \"Your screen is not shared any more\"}}",
      "{\"draft\": \"Ada: a\"}",
      "{\"message\": {\"number\": 2, \"text\": \"\\n\\nYou are connected to Ada\"}}",
  };
  Panel panel;

  open_panel (&panel);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      announced_forget ();
      hear (&panel, words[i]);
      for (guint at = 0; at < announced_count (); at++)
        g_assert_true (g_str_has_prefix (announced_get (at), "Ada"));
      g_assert_true (announced_count () > 0 || i == 4);
    }
  close_panel (&panel);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/text-panel/send", test_send);
  g_test_add_func ("/room/text-panel/not-delivered", test_not_delivered);
  g_test_add_func ("/room/text-panel/a-message-is-one-stop", test_a_message_is_one_stop);
  g_test_add_func ("/room/text-panel/too-long", test_too_long);
  g_test_add_func ("/room/text-panel/unread", test_unread);
  g_test_add_func ("/room/text-panel/live", test_live);
  g_test_add_func ("/room/text-panel/screen-readers-are-told", test_screen_readers_are_told);
  g_test_add_func ("/room/text-panel/nobody-speaks-for-the-app", test_nobody_speaks_for_the_app);
  g_test_add_func ("/room/text-panel/away", test_away);
  g_test_add_func ("/room/text-panel/renamed", test_renamed);
  return g_test_run ();
}
