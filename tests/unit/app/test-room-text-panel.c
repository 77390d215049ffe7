/* SPDX-License-Identifier: GPL-3.0-or-later */

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
  duo_text_panel_set_conversation (self->panel, self->conversation, "Ada", zone);
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

  return page_find (GTK_WIDGET (self->panel), DUO_TYPE_MESSAGE_BUBBLE, name) != NULL;
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

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/room/text-panel/send", test_send);
  g_test_add_func ("/room/text-panel/not-delivered", test_not_delivered);
  g_test_add_func ("/room/text-panel/too-long", test_too_long);
  g_test_add_func ("/room/text-panel/unread", test_unread);
  g_test_add_func ("/room/text-panel/live", test_live);
  g_test_add_func ("/room/text-panel/away", test_away);
  return g_test_run ();
}
