/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-inbox-page-private.h"

#include <glib/gi18n.h>

#include "duo-inbox-row.h"
#include "shell/duo-css-class.h"
#include "shell/duo-offline-banner.h"

#define TICK_SECONDS 30

G_DEFINE_FINAL_TYPE (DuoInboxPage, duo_inbox_page, ADW_TYPE_NAVIGATION_PAGE)

DuoChat *
duo_inbox_page_get_current (DuoInboxPage *self)
{
  return self->selection ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/* ── what is shown ── */

static void
update_titles (DuoInboxPage *self)
{
  gboolean selecting = duo_inbox_get_selecting (self->inbox);
  g_autoptr (GPtrArray) marked = duo_inbox_dup_marked (self->inbox);
  guint n = duo_inbox_count_waiting (self->inbox);
  g_autofree char *waiting =
      g_strdup_printf (ngettext ("%u waiting for an answer", "%u waiting for an answer", n), n);
  g_autofree char *selected =
      g_strdup_printf (ngettext ("%u Selected", "%u Selected", marked->len), marked->len);

  adw_window_title_set_title (self->list_title, selecting ? selected : _ ("Requests"));
  adw_window_title_set_subtitle (self->list_title, selecting ? "" : waiting);
  adw_header_bar_set_show_back_button (self->header, !selecting);
  gtk_widget_set_visible (self->select, !selecting);
  gtk_widget_set_visible (self->leave, selecting);
  gtk_revealer_set_reveal_child (self->several, selecting);
}

DuoCapacity
duo_inbox_page_get_capacity (DuoInboxPage *self)
{
  return duo_event_get_capacity (self->event, duo_event_get_record (self->event)->me, self->slots);
}

/* (nullable): of @capacity only what there is: nobody waits, or nothing is known, is not said */
static char *
dup_capacity (DuoCapacity capacity)
{
  g_autofree char *accepted =
      g_strdup_printf (ngettext ("%u accepted has not picked a time yet",
                                 "%u accepted have not picked a time yet", capacity.waiting),
                       capacity.waiting);
  g_autofree char *open = NULL;

  if (capacity.open == DUO_CAPACITY_UNKNOWN)
    return capacity.waiting > 0 ? g_steal_pointer (&accepted) : NULL;

  open = capacity.open > 0
             ? g_strdup_printf (ngettext ("%u slot open", "%u slots open", capacity.open), capacity.open)
             : g_strdup (_ ("No slots open"));
  if (capacity.waiting == 0)
    return g_steal_pointer (&open);

  /* TRANSLATORS: "4 accepted have not picked a time yet · 3 slots open" */
  return g_strdup_printf (_ ("%s · %s"), accepted, open);
}

static void
update_capacity (DuoInboxPage *self)
{
  DuoCapacity capacity = duo_inbox_page_get_capacity (self);
  gboolean is_short = duo_capacity_get_excess (capacity, 0) > 0;
  g_autofree char *text = dup_capacity (capacity);

  gtk_label_set_label (self->capacity_label, text ? text : "");
  gtk_image_set_from_icon_name (self->capacity_icon,
                                is_short ? "dialog-warning-symbolic" : "x-office-calendar-symbolic");
  duo_css_class_set (self->capacity, "tight", is_short);
  self->warned = self->warned && duo_capacity_get_excess (capacity, 1) > 0;
}

/* The ellipsis says that a question follows. */
static void
update_accept (DuoInboxPage *self)
{
  g_autoptr (GPtrArray) meant = duo_inbox_page_dup_meant (self);
  guint n = meant->len;
  gboolean asks = duo_capacity_get_excess (duo_inbox_page_get_capacity (self), n) > 0 && !self->warned;
  g_autofree char *several =
      asks ? g_strdup_printf (_ ("Accept %u…"), n) : g_strdup_printf (_ ("Accept %u"), n);

  gtk_button_set_label (self->accept_several, n > 0 ? several : _ ("Accept"));
}

static const char *
get_empty_words (DuoInboxPage *self, gboolean invites)
{
  DuoPerson *me = duo_event_find_person (self->event, duo_event_get_record (self->event)->me);

  if (me && duo_person_get_direct (me))
    return _ ("Talents book your open slots directly, so nobody has to ask you.");
  if (invites)
    return _ ("Nobody is waiting for your answer. You can invite talents yourself.");

  return _ ("Nobody is waiting for your answer. New requests appear here by themselves.");
}

static void
update_empty (DuoInboxPage *self)
{
  gboolean invites = duo_event_judge (self->event, DUO_VERB_INVITE, NULL, NULL).refusal == DUO_REFUSAL_NONE;

  adw_status_page_set_description (self->empty, get_empty_words (self, invites));
  gtk_button_set_label (self->empty_action, invites ? _ ("Find Talents") : _ ("My Schedule"));
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->empty_action)), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->empty_action), "s",
                                    invites ? "directory" : "schedule");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_action), "win.view");
}

static void
update_content (DuoInboxPage *self)
{
  DuoChat *chat = duo_inbox_page_get_current (self);

  if (chat)
    {
      duo_inbox_detail_set_chat (self->detail, self->session, chat);
      adw_navigation_page_set_title (self->content, duo_chat_get_peer_name (chat));
    }
  gtk_stack_set_visible_child_name (self->content_stack, chat ? "request" : "nothing");
  adw_toolbar_view_set_reveal_bottom_bars (self->content_toolbar,
                                           chat && !duo_inbox_get_selecting (self->inbox));
}

/* The keys of the page work where the focus is in it. */
static void
show_state (DuoInboxPage *self, const char *name, GtkWidget *focus)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, name);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (focus);
}

static void
update_all (DuoInboxPage *self)
{
  if (self->answering)
    return;

  if (g_list_model_get_n_items (duo_inbox_get_chats (self->inbox)) > 0)
    show_state (self, "requests", GTK_WIDGET (self->list));
  else
    show_state (self, "empty", GTK_WIDGET (self->empty_action));
  update_titles (self);
  update_capacity (self);
  update_accept (self);
  update_empty (self);
  update_content (self);
  duo_inbox_page_update_actions (self);
}

/* ── what is looked at ── */

void
duo_inbox_page_set_current (DuoInboxPage *self, DuoChat *chat, gboolean focus)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (chat && duo_inbox_find (self->inbox, chat, &position))
    gtk_list_view_scroll_to (self->list, position, focus ? GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_NONE,
                             NULL);
  gtk_single_selection_set_selected (self->selection, position);
}

/* On a narrow window a row that is marked says that it is open: none is until somebody goes there. */
static gboolean
shows_list_only (DuoInboxPage *self)
{
  return adw_navigation_split_view_get_collapsed (self->split) &&
         !adw_navigation_split_view_get_show_content (self->split);
}

void
duo_inbox_page_advance (DuoInboxPage *self)
{
  DuoChat *current = duo_inbox_page_get_current (self);
  gboolean focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  guint position = 0;
  DuoChat *next;

  if (current ? duo_inbox_is_waiting (current) : shows_list_only (self))
    {
      update_all (self);
      return;
    }
  if (current)
    duo_inbox_find (self->inbox, current, &position);
  next = duo_inbox_find_next (self->inbox, position);
  if (next != current)
    duo_inbox_page_set_current (self, next, focus);
  update_all (self);
  if (next)
    return;

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_selected (DuoInboxPage *self)
{
  duo_inbox_set_current (self->inbox, duo_inbox_page_get_current (self));
  update_all (self);
}

/* Where nothing is looked at, whatever comes next is. */
static void
on_inbox_changed (DuoInboxPage *self)
{
  update_all (self);
  if (!self->answering && !duo_inbox_page_get_current (self) && duo_inbox_count_waiting (self->inbox) > 0)
    duo_inbox_page_advance (self);
}

static void
on_undone (DuoInboxPage *self, DuoChat *chat)
{
  if (duo_inbox_find (self->inbox, chat, NULL))
    duo_inbox_page_set_current (self, chat, gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL);
}

/* By Enter, or by a screen reader. */
static void
on_activated (DuoInboxPage *self, guint position)
{
  g_autoptr (DuoChat) chat = g_list_model_get_item (duo_inbox_get_chats (self->inbox), position);

  if (chat)
    gtk_widget_activate_action (GTK_WIDGET (self), "inbox.open", "s", duo_chat_get_id (chat));
}

static void
on_pointer_moved (DuoInboxPage *self)
{
  if (self->inbox)
    duo_inbox_set_still (self->inbox, gtk_event_controller_motion_contains_pointer (self->motion));
}

/* Whoever comes to it by a narrow window sees the list first. */
static void
on_shape_changed (DuoInboxPage *self)
{
  if (!self->inbox)
    return;
  if (shows_list_only (self))
    duo_inbox_page_set_current (self, NULL, FALSE);
  else if (!duo_inbox_page_get_current (self))
    duo_inbox_page_advance (self);
  duo_inbox_page_update_actions (self);
}

static gboolean
on_tick (gpointer data)
{
  duo_inbox_update (DUO_INBOX_PAGE (data)->inbox);
  return G_SOURCE_CONTINUE;
}

/* ── rows ── */

static void
on_row_setup (GtkSignalListItemFactory *factory, GtkListItem *item, DuoInboxPage *self)
{
  gtk_list_item_set_child (item, GTK_WIDGET (duo_inbox_row_new (self->session, self->inbox, item)));
}

static void
on_row_bound (GtkSignalListItemFactory *factory, GtkListItem *item, DuoInboxPage *self)
{
  duo_inbox_row_set_chat (DUO_INBOX_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
on_row_unbound (GtkSignalListItemFactory *factory, GtkListItem *item, DuoInboxPage *self)
{
  duo_inbox_row_set_chat (DUO_INBOX_ROW (gtk_list_item_get_child (item)), NULL);
}

/* The service tells a recruiter no numbers of others, so what is open is counted in the grid itself. */
static void
watch_slots (DuoInboxPage *self)
{
  DuoPerson *me = duo_event_find_person (self->event, duo_event_get_record (self->event)->me);

  if (!me)
    return;
  self->slots = duo_session_watch_slots (self->session, me);
  g_signal_connect_object (self->slots, "changed", G_CALLBACK (update_all), self, G_CONNECT_SWAPPED);
}

static void
make_list (DuoInboxPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bound), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbound), self, G_CONNECT_DEFAULT);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, duo_inbox_get_chats (self->inbox));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
}

/* ── page ── */

static void
duo_inbox_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (DUO_INBOX_PAGE (page)->list));
}

static void
duo_inbox_page_map (GtkWidget *widget)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);

  GTK_WIDGET_CLASS (duo_inbox_page_parent_class)->map (widget);
  duo_inbox_update (self->inbox);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static void
duo_inbox_page_unmap (GtkWidget *widget)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (widget);

  g_clear_handle_id (&self->tick, g_source_remove);
  duo_inbox_set_still (self->inbox, FALSE);
  GTK_WIDGET_CLASS (duo_inbox_page_parent_class)->unmap (widget);
}

static void
duo_inbox_page_dispose (GObject *object)
{
  DuoInboxPage *self = DUO_INBOX_PAGE (object);

  if (self->selection)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->inbox)
    g_signal_handlers_disconnect_by_data (self->inbox, self);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_INBOX_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->held);
  g_clear_object (&self->slots);
  g_clear_object (&self->inbox);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_inbox_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, empty_toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, list_toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, empty);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, empty_action);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, split);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, header);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, list_title);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, select);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, leave);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, capacity);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, capacity_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, capacity_label);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, motion);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, several);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, accept_several);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, content);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, content_toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, detail);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxPage, accept);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_pointer_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_shape_changed);
}

static void
duo_inbox_page_class_init (DuoInboxPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_inbox_page_dispose;
  widget_class->map = duo_inbox_page_map;
  widget_class->unmap = duo_inbox_page_unmap;
  ADW_NAVIGATION_PAGE_CLASS (class)->shown = duo_inbox_page_shown;

  g_type_ensure (DUO_TYPE_INBOX_DETAIL);
  duo_inbox_page_install_actions (widget_class);
  bind_template (widget_class);
}

static void
duo_inbox_page_init (DuoInboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
duo_inbox_page_new (DuoSession *session, DuoHeldAnswers *held)
{
  DuoInboxPage *self = g_object_new (DUO_TYPE_INBOX_PAGE, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  self->inbox = duo_inbox_new (self->event);
  self->held = g_object_ref (held);
  g_signal_connect_object (self->held, "undone", G_CALLBACK (on_undone), self, G_CONNECT_SWAPPED);
  duo_offline_banner_add (session, self->empty_toolbar);
  duo_offline_banner_add (session, self->content_toolbar);
  duo_offline_banner_add_to_sidebar (session, self->list_toolbar, self->split);
  make_list (self);
  g_signal_connect_object (self->inbox, "changed", G_CALLBACK (on_inbox_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->event, "changed", G_CALLBACK (update_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_all), self, G_CONNECT_SWAPPED);
  watch_slots (self);
  duo_inbox_page_advance (self);
  update_all (self);
  return ADW_NAVIGATION_PAGE (self);
}

void
duo_inbox_page_show_chat (DuoInboxPage *self, DuoChat *chat)
{
  g_return_if_fail (DUO_IS_INBOX_PAGE (self));

  if (!duo_inbox_find (self->inbox, chat, NULL))
    return;
  duo_inbox_page_set_current (self, chat, FALSE);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}
