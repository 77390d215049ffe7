/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-inbox-page-private.h"

#include <glib/gi18n.h>

#include "duo-asked.h"
#include "duo-hand-over-dialog.h"
#include "duo-reason-dialog.h"
#include "shell/duo-sentence.h"

/* ── what a verb is about ── */

GPtrArray *
duo_inbox_page_dup_meant (DuoInboxPage *self)
{
  DuoChat *current = duo_inbox_page_get_current (self);
  GPtrArray *meant;

  if (duo_inbox_get_selecting (self->inbox))
    return duo_inbox_dup_marked (self->inbox);

  meant = g_ptr_array_new_with_free_func (g_object_unref);
  if (current && duo_inbox_is_waiting (current))
    g_ptr_array_add (meant, g_object_ref (current));
  return meant;
}

static DuoRefusal
judge_all (DuoInboxPage *self, DuoVerb verb, GPtrArray *chats)
{
  for (guint i = 0; i < chats->len; i++)
    {
      DuoChat *chat = chats->pdata[i];
      DuoRefusal refusal = duo_event_judge (self->event, verb, duo_chat_get_peer (chat), chat).refusal;

      if (refusal != DUO_REFUSAL_NONE)
        return refusal;
    }
  return DUO_REFUSAL_NONE;
}

/* Somebody may have answered while a dialog was open. */
static void
drop_answered (GPtrArray *chats)
{
  for (guint i = chats->len; i-- > 0;)
    if (!duo_inbox_is_waiting (chats->pdata[i]))
      g_ptr_array_remove_index (chats, i);
}

/* ── answers ── */

static const char *
get_title (DuoVerb verb)
{
  if (verb == DUO_VERB_ACCEPT)
    return _ ("Accepted %s");

  return verb == DUO_VERB_HAND_OVER ? _ ("Handed over %s") : _ ("Declined %s");
}

static void
answer (DuoInboxPage *self, GPtrArray *chats, const DuoAnswer *what)
{
  /* The page may be gone, as after signing out, when its dialog is answered. */
  if (!self->inbox)
    return;

  drop_answered (chats);
  self->answering = TRUE;
  if (chats->len == 1)
    duo_held_answers_hold (self->held, chats->pdata[0], what, get_title (what->verb));
  else if (chats->len > 1)
    duo_held_answers_hold_all (self->held, chats, what);
  duo_inbox_set_selecting (self->inbox, FALSE);
  self->answering = FALSE;
  duo_inbox_page_advance (self);
}

static void
on_capacity_response (AdwAlertDialog *dialog, const char *response, DuoAsked *asked)
{
  const DuoAnswer accept = {asked->verb, NULL, NULL};

  if (g_str_equal (response, "open-slots"))
    gtk_widget_activate_action (asked->page, "win.view", "s", "schedule");
  if (!g_str_equal (response, "accept"))
    return;

  DUO_INBOX_PAGE (asked->page)->warned = TRUE;
  answer (DUO_INBOX_PAGE (asked->page), asked->chats, &accept);
}

static char *
dup_capacity_words (DuoCapacity capacity, guint more)
{
  guint excess = duo_capacity_get_excess (capacity, more);
  g_autofree char *waiting =
      g_strdup_printf (ngettext ("%u talent who was accepted still has to pick a time",
                                 "%u talents who were accepted still have to pick a time", capacity.waiting),
                       capacity.waiting);
  g_autofree char *open = g_strdup_printf (
      ngettext ("you have %u open slot", "you have %u open slots", capacity.open), capacity.open);

  /* TRANSLATORS: "4 talents who were accepted still have to pick a time, and you have 3 open slots. 2 will find none." */
  return g_strdup_printf (
      ngettext ("%s, and %s. %u will find none.", "%s, and %s. %u will find none.", excess), waiting, open,
      excess);
}

static void
ask_about_capacity (DuoInboxPage *self, GPtrArray *chats, DuoCapacity capacity)
{
  g_autofree char *body = dup_capacity_words (capacity, chats->len);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("More Talents Than Slots"), body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "open-slots", _ ("_Open Slots"), "accept",
                                  _ ("_Accept Anyway"), NULL);
  adw_alert_dialog_set_default_response (alert, "accept");
  adw_alert_dialog_set_close_response (alert, "cancel");
  duo_asked_connect (dialog, "response", G_CALLBACK (on_capacity_response), self, chats, DUO_VERB_ACCEPT);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_accept (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);
  g_autoptr (GPtrArray) chats = duo_inbox_page_dup_meant (self);
  DuoCapacity capacity = duo_inbox_page_get_capacity (self);
  const DuoAnswer accept = {DUO_VERB_ACCEPT, NULL, NULL};

  if (duo_capacity_get_excess (capacity, chats->len) > 0 && !self->warned)
    ask_about_capacity (self, chats, capacity);
  else
    answer (self, chats, &accept);
}

static void
on_words_response (DuoReasonDialog *dialog, const char *response, DuoAsked *asked)
{
  g_autofree char *words = duo_reason_dialog_dup_reason (dialog);
  const DuoAnswer with_words = {asked->verb, NULL, words};

  if (g_str_equal (response, "do"))
    answer (DUO_INBOX_PAGE (asked->page), asked->chats, &with_words);
}

static void
on_accept_with_words (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);
  g_autoptr (GPtrArray) chats = duo_inbox_page_dup_meant (self);
  DuoCapacity capacity = duo_inbox_page_get_capacity (self);
  gboolean is_short = duo_capacity_get_excess (capacity, chats->len) > 0;
  g_autofree char *warning = is_short ? dup_capacity_words (capacity, chats->len) : NULL;
  DuoReasonDialog *dialog =
      duo_reason_dialog_new_accept (duo_chat_get_peer_name (chats->pdata[0]), chats->len, warning);

  duo_asked_connect (dialog, "response", G_CALLBACK (on_words_response), self, chats, DUO_VERB_ACCEPT);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_decline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);
  g_autoptr (GPtrArray) chats = duo_inbox_page_dup_meant (self);
  const DuoAnswer decline = {DUO_VERB_DECLINE, NULL, NULL};

  answer (self, chats, &decline);
}

static void
on_decline_with_words (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);
  g_autoptr (GPtrArray) chats = duo_inbox_page_dup_meant (self);
  DuoReasonDialog *dialog =
      duo_reason_dialog_new_decline (self->event, duo_chat_get_peer_name (chats->pdata[0]), chats->len);

  duo_asked_connect (dialog, "response", G_CALLBACK (on_words_response), self, chats, DUO_VERB_DECLINE);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_colleague_chosen (AdwDialog *dialog, DuoPerson *colleague, const char *message, DuoAsked *asked)
{
  const DuoAnswer hand_over = {asked->verb, colleague, message};

  answer (DUO_INBOX_PAGE (asked->page), asked->chats, &hand_over);
}

static void
on_hand_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);
  g_autoptr (GPtrArray) chats = duo_inbox_page_dup_meant (self);
  AdwDialog *dialog = duo_hand_over_dialog_new (self->session, self->event, chats->pdata[0]);

  duo_asked_connect (dialog, "chosen", G_CALLBACK (on_colleague_chosen), self, chats, DUO_VERB_HAND_OVER);
  adw_dialog_present (dialog, widget);
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  duo_held_answers_undo_last (DUO_INBOX_PAGE (widget)->held);
}

/* ── moving ── */

static void
move (DuoInboxPage *self, int by)
{
  GListModel *chats = duo_inbox_get_chats (self->inbox);
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n = g_list_model_get_n_items (chats);
  gboolean list = !adw_navigation_split_view_get_collapsed (self->split) ||
                  !adw_navigation_split_view_get_show_content (self->split);
  g_autoptr (DuoChat) chat = NULL;

  if (n == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    position = by > 0 ? 0 : n - 1;
  else
    position = (guint) CLAMP ((int) position + by, 0, (int) n - 1);
  chat = g_list_model_get_item (chats, position);
  duo_inbox_page_set_current (self, chat, list);
}

static void
on_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (DUO_INBOX_PAGE (widget), 1);
}

static void
on_previous (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (DUO_INBOX_PAGE (widget), -1);
}

/* ── picking out several ── */

static void
toggle_mark (DuoInboxPage *self, DuoChat *chat)
{
  duo_inbox_set_marked (self->inbox, chat, !duo_inbox_get_marked (self->inbox, chat));
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);
  DuoChat *chat = duo_event_find_chat (self->event, g_variant_get_string (parameter, NULL));

  if (!chat || !duo_inbox_find (self->inbox, chat, NULL))
    return;
  if (duo_inbox_get_selecting (self->inbox))
    {
      toggle_mark (self, chat);
      return;
    }
  duo_inbox_page_show_chat (self, chat);
}

static void
on_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);
  DuoChat *current = duo_inbox_page_get_current (self);

  duo_inbox_set_selecting (self->inbox, TRUE);
  if (current)
    toggle_mark (self, current);
}

static void
on_select (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  duo_inbox_set_selecting (self->inbox, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);

  duo_inbox_set_selecting (self->inbox, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* ── which of it can be done ── */

static void
enable (DuoInboxPage *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

void
duo_inbox_page_update_actions (DuoInboxPage *self)
{
  g_autoptr (GPtrArray) meant = duo_inbox_page_dup_meant (self);
  gboolean selecting = duo_inbox_get_selecting (self->inbox);
  DuoRefusal accept = judge_all (self, DUO_VERB_ACCEPT, meant);
  DuoRefusal hand_over = judge_all (self, DUO_VERB_HAND_OVER, meant);
  gboolean some = meant->len > 0;

  enable (self, "inbox.accept", some && accept == DUO_REFUSAL_NONE);
  enable (self, "inbox.accept-with-words", some && accept == DUO_REFUSAL_NONE);
  enable (self, "inbox.decline", some && judge_all (self, DUO_VERB_DECLINE, meant) == DUO_REFUSAL_NONE);
  enable (self, "inbox.decline-with-words",
          some && judge_all (self, DUO_VERB_DECLINE, meant) == DUO_REFUSAL_NONE);
  enable (self, "inbox.hand-over", meant->len == 1 && !selecting && hand_over == DUO_REFUSAL_NONE);
  enable (self, "inbox.select", duo_inbox_count_waiting (self->inbox) > 0);
  enable (self, "inbox.mark", duo_inbox_page_get_current (self) != NULL);
  enable (self, "inbox.leave", selecting);
  gtk_widget_set_tooltip_text (self->accept, duo_sentence_for_refusal (accept, DUO_ROLE_RECRUITER));
}

static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
  guint keys[2];
  GdkModifierType modifiers;
} actions[] = {
    {"inbox.accept", NULL, on_accept, {GDK_KEY_a}},
    {"inbox.accept-with-words", NULL, on_accept_with_words, {GDK_KEY_a}, GDK_SHIFT_MASK},
    {"inbox.decline", NULL, on_decline, {GDK_KEY_d}},
    {"inbox.decline-with-words", NULL, on_decline_with_words, {GDK_KEY_d}, GDK_SHIFT_MASK},
    {"inbox.hand-over", NULL, on_hand_over, {GDK_KEY_h}},
    {"inbox.undo", NULL, on_undo, {GDK_KEY_u}},
    {"inbox.next", NULL, on_next, {GDK_KEY_j, GDK_KEY_Down}},
    {"inbox.previous", NULL, on_previous, {GDK_KEY_k, GDK_KEY_Up}},
    {"inbox.mark", NULL, on_mark, {GDK_KEY_x}},
    {"inbox.select", NULL, on_select},
    {"inbox.leave", NULL, on_leave, {GDK_KEY_Escape}},
    {"inbox.open", "s", on_open},
};

/* Plain letters reach a page only where no entry takes them, and no dialog over it has the focus. */
void
duo_inbox_page_install_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                       actions[i].activate);
      for (gsize j = 0; j < G_N_ELEMENTS (actions[i].keys) && actions[i].keys[j]; j++)
        gtk_widget_class_add_binding_action (widget_class, actions[i].keys[j], actions[i].modifiers,
                                             actions[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "inbox.undo", NULL);
}
