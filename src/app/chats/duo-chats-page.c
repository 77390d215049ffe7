/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chats-page-private.h"

#include <glib/gi18n.h>

#include "duo-history-row.h"
#include "duo-request-card.h"
#include "shell/duo-loading.h"
#include "shell/duo-minute.h"
#include "shell/duo-text.h"

/* More cards than these are work for the page of requests. */
#define MOST_CARDS 3

G_DEFINE_FINAL_TYPE (DuoChatsPage, duo_chats_page, ADW_TYPE_BREAKPOINT_BIN)

static const DuoChatShelf history_shelves[] = {DUO_SHELF_SENT, DUO_SHELF_DECLINED, DUO_SHELF_CANCELLED,
                                               DUO_SHELF_EXPIRED};

static guint
count (DuoChatsPage *self, DuoChatShelf shelf)
{
  return self->shelves[shelf] ? g_list_model_get_n_items (self->shelves[shelf]) : 0;
}

static DuoChatShelf
get_history_shelf (DuoChatsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->history_choice);

  return selected < G_N_ELEMENTS (history_shelves) ? history_shelves[selected] : DUO_SHELF_SENT;
}

static gboolean
shows_completed (DuoChatsPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->when), "completed") == 0;
}

static const char *
get_state (DuoChatsPage *self)
{
  if (self->event && g_list_model_get_n_items (duo_event_get_chats (self->event)) > 0)
    return "chats";

  return duo_session_get_synced_at (self->session) > 0 ? "empty" : "loading";
}

static char *
dup_history_name (DuoChatsPage *self, guint i)
{
  /* TRANSLATORS: Chats that came to nothing, or wait for an answer, with how many there are: "Sent (3)" */
  static const char *const names[] = {N_ ("Sent (%s)"), N_ ("Declined (%s)"), N_ ("Cancelled (%s)"),
                                      N_ ("Expired (%s)")};
  /* A recruiter waits for answers to invitations, and for talents to pick a time. */
  gboolean waiting = history_shelves[i] == DUO_SHELF_SENT && self->event &&
                     duo_event_get_role (self->event) == DUO_ROLE_RECRUITER;
  g_autofree char *number = g_strdup_printf ("%u", count (self, history_shelves[i]));
  g_auto (GStrv) parts = g_strsplit (waiting ? _ ("Waiting (%s)") : _ (names[i]), "%s", 2);

  return g_strjoinv (number, parts);
}

/* The words of a drop-down are its items: changing them must not change what is chosen. */
static void
update_history_names (DuoChatsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->history_choice);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->history_names));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (history_shelves); i++)
    g_strv_builder_take (builder, dup_history_name (self, i));
  names = g_strv_builder_end (builder);

  self->naming = TRUE;
  gtk_string_list_splice (self->history_names, 0, n, (const char *const *) names);
  gtk_drop_down_set_selected (self->history_choice, selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
  self->naming = FALSE;
}

static gboolean
has_history (DuoChatsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (history_shelves); i++)
    if (count (self, history_shelves[i]) > 0)
      return TRUE;
  return FALSE;
}

static void
update_no_days (DuoChatsPage *self)
{
  gboolean completed = shows_completed (self);
  guint n = count (self, completed ? DUO_SHELF_COMPLETED : DUO_SHELF_UPCOMING);

  adw_status_page_set_title (self->no_days, completed ? _ ("Nothing Completed Yet") : _ ("Nothing Booked"));
  adw_status_page_set_description (self->no_days, completed ? _ ("Chats that took place appear here")
                                                            : _ ("Chats with a time appear here"));
  gtk_widget_set_visible (GTK_WIDGET (self->no_days), n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->days), n > 0);
}

static void
update_zones (DuoChatsPage *self)
{
  gint64 now = duo_clock_now (duo_event_get_clock (self->event));
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *here = duo_text_city (local);
  /* TRANSLATORS: whose times stand where: "Stockholm time, New York time below" */
  g_autofree char *text =
      g_strdup_printf (_ ("%s time, %s time below"), duo_event_get_zone_name (self->event), here);

  gtk_label_set_label (self->zones_label, text);
  gtk_widget_set_visible (self->zones, duo_text_zones_differ (duo_event_get_zone (self->event), local, now));
}

static void
update_review (DuoChatsPage *self, guint n)
{
  gboolean recruiter = self->event && duo_event_get_role (self->event) == DUO_ROLE_RECRUITER;
  g_autofree char *review = g_strdup_printf (ngettext ("Review %u Request", "Review %u Requests", n), n);

  gtk_button_set_label (self->review, review);
  gtk_widget_set_visible (GTK_WIDGET (self->review), recruiter && n > 0);
}

static void
update_all (DuoChatsPage *self)
{
  guint n = count (self, DUO_SHELF_OPEN);
  /* TRANSLATORS: a switch on narrow windows, with how many need an answer: "Requests (2)" */
  g_autofree char *requests = n > 0 ? g_strdup_printf (_ ("Requests (%u)"), n) : g_strdup (_ ("Requests"));

  adw_toggle_set_label (self->side_requests, requests);
  gtk_widget_set_visible (self->nothing_open, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->open), n > 0);
  update_review (self, n);
  gtk_widget_set_visible (self->history_box, has_history (self));
  gtk_widget_set_visible (self->nothing_there, count (self, get_history_shelf (self)) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->history), count (self, get_history_shelf (self)) > 0);
  update_history_names (self);
  update_no_days (self);
  gtk_stack_set_visible_child_name (self->stack, get_state (self));
}

static GtkWidget *
create_card (gpointer chat, gpointer data)
{
  return duo_request_card_new (DUO_CHATS_PAGE (data)->session, chat);
}

static GtkWidget *
create_history_row (gpointer chat, gpointer data)
{
  return duo_history_row_new (DUO_CHATS_PAGE (data)->session, chat);
}

static void
show_cards (DuoChatsPage *self)
{
  gboolean recruiter = duo_event_get_role (self->event) == DUO_ROLE_RECRUITER;
  GListModel *all = g_object_ref (self->shelves[DUO_SHELF_OPEN]);

  self->cards = G_LIST_MODEL (gtk_slice_list_model_new (all, 0, recruiter ? MOST_CARDS : G_MAXUINT));
  gtk_list_box_bind_model (self->open, self->cards, create_card, self, NULL);
}

static void
show_history (DuoChatsPage *self)
{
  gtk_list_box_bind_model (self->history, self->shelves[get_history_shelf (self)], create_history_row, self,
                           NULL);
}

static void
show_days (DuoChatsPage *self)
{
  DuoChatShelf shelf = shows_completed (self) ? DUO_SHELF_COMPLETED : DUO_SHELF_UPCOMING;

  if (self->event)
    duo_chat_days_set_chats (self->days, self->session, self->shelves[shelf]);
}

static void
on_history_chosen (DuoChatsPage *self)
{
  if (self->naming || !self->event)
    return;

  show_history (self);
  update_all (self);
}

static void
on_when_chosen (DuoChatsPage *self)
{
  if (!self->session)
    return;

  show_days (self);
  update_no_days (self);
}

static void
on_card_activated (DuoChatsPage *self, DuoRequestCard *card)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s",
                              duo_chat_get_peer_id (duo_request_card_get_chat (card)));
}

static void
on_history_activated (DuoChatsPage *self, DuoHistoryRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s",
                              duo_chat_get_peer_id (duo_history_row_get_chat (row)));
}

static void
make_shelves (DuoChatsPage *self)
{
  for (DuoChatShelf shelf = 0; shelf < DUO_N_SHELVES; shelf++)
    {
      self->shelves[shelf] = duo_chat_shelf_new_model (duo_event_get_chats (self->event), shelf);
      g_signal_connect_object (self->shelves[shelf], "items-changed", G_CALLBACK (update_all), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
clear_event (DuoChatsPage *self)
{
  if (self->open)
    gtk_list_box_bind_model (self->open, NULL, NULL, NULL, NULL);
  if (self->history)
    gtk_list_box_bind_model (self->history, NULL, NULL, NULL, NULL);
  for (DuoChatShelf shelf = 0; shelf < DUO_N_SHELVES; shelf++)
    g_clear_object (&self->shelves[shelf]);
  g_clear_object (&self->cards);
  g_clear_object (&self->held);
  g_clear_object (&self->event);
}

static void
update_words (DuoChatsPage *self)
{
  gboolean recruiter = duo_event_get_role (self->event) == DUO_ROLE_RECRUITER;

  gtk_button_set_label (self->find, recruiter ? _ ("Find Talents") : _ ("Find Recruiters"));
}

static void
on_event_changed (DuoChatsPage *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (event == self->event && event)
    return;

  clear_event (self);
  if (event)
    {
      self->event = g_object_ref (event);
      self->held = duo_held_answers_new (self->session, GTK_WIDGET (self));
      make_shelves (self);
      show_cards (self);
      show_history (self);
      show_days (self);
      update_zones (self);
      update_words (self);
    }
  update_all (self);
}

static void
visit_rows (GtkListBox *list, GType type, void (*update) (gpointer row))
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row;
       row = gtk_widget_get_next_sibling (row))
    if (G_TYPE_CHECK_INSTANCE_TYPE (row, type))
      update (row);
}

static void
look_at_clock (DuoChatsPage *self)
{
  if (!self->event)
    return;

  duo_chat_days_update (self->days);
  visit_rows (self->open, DUO_TYPE_REQUEST_CARD, (void (*) (gpointer)) duo_request_card_update);
  visit_rows (self->history, DUO_TYPE_HISTORY_ROW, (void (*) (gpointer)) duo_history_row_update);
}

static void
on_minute (gpointer data)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (data);

  look_at_clock (self);
  self->tick = duo_minute_add (duo_session_get_clock (self->session), on_minute, self);
}

static void
duo_chats_page_map (GtkWidget *widget)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (widget);

  GTK_WIDGET_CLASS (duo_chats_page_parent_class)->map (widget);
  on_minute (self);
}

static void
duo_chats_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DUO_CHATS_PAGE (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (duo_chats_page_parent_class)->unmap (widget);
}

static void
duo_chats_page_dispose (GObject *object)
{
  DuoChatsPage *self = DUO_CHATS_PAGE (object);

  clear_event (self);
  /* The parent class would let go of it once more. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_CHATS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_chats_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-chats-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, find);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, loading);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, side);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, side_requests);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, review);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, open);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, nothing_open);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, history_box);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, history_choice);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, history_names);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, history);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, nothing_there);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, zones);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, zones_label);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, when);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, days);
  gtk_widget_class_bind_template_child (widget_class, DuoChatsPage, no_days);
  gtk_widget_class_bind_template_callback (widget_class, on_history_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_when_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_card_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_history_activated);
}

static void
duo_chats_page_class_init (DuoChatsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_chats_page_dispose;
  widget_class->map = duo_chats_page_map;
  widget_class->unmap = duo_chats_page_unmap;

  g_type_ensure (DUO_TYPE_CHAT_DAYS);
  bind_template (widget_class);
  duo_chats_page_install_actions (widget_class);
}

static void
duo_chats_page_init (DuoChatsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  duo_loading_add_spinner (self->loading);
}

GtkWidget *
duo_chats_page_new (DuoSession *session)
{
  DuoChatsPage *self = g_object_new (DUO_TYPE_CHATS_PAGE, NULL);

  self->session = g_object_ref (session);
  duo_loading_follow (self, session, G_CALLBACK (on_event_changed), G_CALLBACK (update_all));
  on_event_changed (self);
  return GTK_WIDGET (self);
}
