/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-event-chats-page.h"

#include <glib/gi18n.h>

#include "chats/duo-chat-question.h"
#include "duo-event-chat-row.h"
#include "duo-pair-words.h"
#include "shell/duo-loading.h"
#include "shell/duo-text.h"

struct _DuoEventChatsPage
{
  AdwBreakpointBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  GtkFilterListModel *filtered;
  GtkFilter *filter;
  gboolean narrow;

  GtkStack *stack;
  AdwStatusPage *loading;
  GtkEditable *search;
  GtkDropDown *which;
  GtkLabel *count;
  GtkListView *list;
};

enum
{
  PROP_NARROW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoEventChatsPage, duo_event_chats_page, ADW_TYPE_BREAKPOINT_BIN)

/* ── which, and in which order ── */

typedef enum
{
  WHICH_ALL,
  WHICH_UPCOMING,
  WHICH_REQUESTS,
  WHICH_OVER,
  WHICH_ENDED,
} Which;

static gboolean
is_of (DuoChatState state, Which which)
{
  switch (which)
    {
    case WHICH_UPCOMING:
      return state == DUO_CHAT_CONFIRMED;
    case WHICH_REQUESTS:
      return state == DUO_CHAT_REQUESTED || state == DUO_CHAT_INVITED || state == DUO_CHAT_ACCEPTED;
    case WHICH_OVER:
      return state == DUO_CHAT_COMPLETED || state == DUO_CHAT_NO_SHOW;
    case WHICH_ENDED:
      return state == DUO_CHAT_DECLINED || state == DUO_CHAT_CANCELLED || state == DUO_CHAT_EXPIRED;
    case WHICH_ALL:
    default:
      return TRUE;
    }
}

static gboolean
is_wanted (gpointer item, gpointer data)
{
  DuoEventChatsPage *self = data;
  DuoChat *chat = item;
  const char *wanted = gtk_editable_get_text (self->search);
  g_autofree char *names = NULL;
  g_autofree char *company = NULL;
  g_autofree char *all = NULL;

  if (!is_of (duo_chat_get_state (chat), (Which) gtk_drop_down_get_selected (self->which)))
    return FALSE;
  if (!*wanted)
    return TRUE;
  names = duo_pair_words_names (self->event, chat);
  company = duo_pair_words_company (self->event, chat);
  all = g_strconcat (names, " ", company, NULL);
  return g_str_match_string (wanted, all, TRUE);
}

/* Those with a time by it; then those without, the latest change first. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const DuoChatRecord *one = duo_chat_get_record ((DuoChat *) a);
  const DuoChatRecord *other = duo_chat_get_record ((DuoChat *) b);
  gboolean timed = one->range.start > 0, other_timed = other->range.start > 0;

  if (timed != other_timed)
    return timed ? -1 : 1;
  if (timed)
    return (one->range.start > other->range.start) - (one->range.start < other->range.start);
  return (one->changed < other->changed) - (one->changed > other->changed);
}

/* ── what is shown ── */

static const char *
get_state (DuoEventChatsPage *self)
{
  if (!self->event || duo_session_get_synced_at (self->session) <= 0)
    return "loading";
  if (g_list_model_get_n_items (duo_event_get_other_chats (self->event)) == 0)
    return "empty";
  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0 ? "chats" : "nothing";
}

/* "173 chats", and where the times in the list are not those of my clock, whose they are: "173 chats · Stockholm time" */
static char *
dup_count (DuoEventChatsPage *self)
{
  gint64 start = duo_event_record_get_span (duo_event_get_record (self->event)).start;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *zone = duo_text_zone_note (duo_event_get_zone (self->event), local, start);
  g_autofree char *chats = duo_text_chats (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)));

  return zone ? g_strconcat (chats, " · ", zone, NULL) : g_steal_pointer (&chats);
}

static void
update (DuoEventChatsPage *self)
{
  g_autofree char *count = self->event ? dup_count (self) : NULL;

  gtk_label_set_label (self->count, count ? count : "");
  gtk_stack_set_visible_child_name (self->stack, get_state (self));
}

static void
on_wanted_changed (DuoEventChatsPage *self)
{
  if (self->filter)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
on_show_all (DuoEventChatsPage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_drop_down_set_selected (self->which, WHICH_ALL);
}

static void
on_row_setup (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = duo_event_chat_row_new (DUO_EVENT_CHATS_PAGE (data)->session);

  g_object_bind_property (data, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_row_bind (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  DuoEventChatsPage *self = data;
  DuoChat *chat = gtk_list_item_get_item (item);
  g_autofree char *names = duo_pair_words_names (self->event, chat);

  duo_event_chat_row_set_chat (DUO_EVENT_CHAT_ROW (gtk_list_item_get_child (item)), chat);
  gtk_list_item_set_accessible_label (item, names);
}

static void
on_row_unbind (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  duo_event_chat_row_set_chat (DUO_EVENT_CHAT_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
show_event (DuoEventChatsPage *self)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  GListModel *chats = g_object_ref (duo_event_get_other_chats (self->event));
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (gtk_sort_list_model_new (chats, sorter)),
                                              g_object_ref (self->filter));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbind), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (
      self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)))));
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
clear_event (DuoEventChatsPage *self)
{
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->event);
}

static void
on_event_changed (DuoEventChatsPage *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (event == self->event && event)
    return;
  clear_event (self);
  if (event)
    {
      self->event = g_object_ref (event);
      show_event (self);
    }
  update (self);
}

/* ── cancelling ── */

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoEventChatsPage *self = DUO_EVENT_CHATS_PAGE (widget);
  DuoChat *chat =
      self->event ? duo_event_find_chat (self->event, g_variant_get_string (parameter, NULL)) : NULL;
  g_autofree char *names = chat ? duo_pair_words_names (self->event, chat) : NULL;
  g_autofree char *body = NULL;

  if (!chat)
    return;
  /* TRANSLATORS: two names: "Amara Okafor and Ada Lindqvist are told at once, …" */
  body = g_strdup_printf (_ ("%s are told at once, with your reason, and the slot opens again."), names);
  duo_chat_question_ask (widget, self->session, chat, body,
                         duo_verb_needs_reason (DUO_VERB_CANCEL, DUO_ROLE_ORGANIZER));
}

/* ── object ── */

static void
duo_event_chats_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_NARROW)
    g_value_set_boolean (value, DUO_EVENT_CHATS_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
duo_event_chats_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  DuoEventChatsPage *self = DUO_EVENT_CHATS_PAGE (object);

  if (property != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = !self->narrow;
  g_object_notify_by_pspec (object, pspec);
}

static void
duo_event_chats_page_dispose (GObject *object)
{
  DuoEventChatsPage *self = DUO_EVENT_CHATS_PAGE (object);

  clear_event (self);
  /* The parent class would let go of it once more. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_EVENT_CHATS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_event_chats_page_parent_class)->dispose (object);
}

static void
duo_event_chats_page_class_init (DuoEventChatsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_event_chats_page_dispose;
  G_OBJECT_CLASS (class)->get_property = duo_event_chats_page_get_property;
  G_OBJECT_CLASS (class)->set_property = duo_event_chats_page_set_property;

  /* Whether rows have no room for a state beside their names. */
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-event-chats-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatsPage, loading);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatsPage, search);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatsPage, which);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatsPage, count);
  gtk_widget_class_bind_template_child (widget_class, DuoEventChatsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_wanted_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_install_action (widget_class, "event-chats.cancel", "s", on_cancel);
}

static void
duo_event_chats_page_init (DuoEventChatsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  duo_loading_add_spinner (self->loading);
}

GtkWidget *
duo_event_chats_page_new (DuoSession *session)
{
  DuoEventChatsPage *self = g_object_new (DUO_TYPE_EVENT_CHATS_PAGE, NULL);

  self->session = g_object_ref (session);
  duo_loading_follow (self, session, G_CALLBACK (on_event_changed), G_CALLBACK (update));
  on_event_changed (self);
  return GTK_WIDGET (self);
}
