/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-person-page.h"

#include <glib/gi18n.h>

#include "duo-person-action.h"
#include "duo-profile.h"
#include "duo-slot-picker.h"
#include "shell/duo-sentence.h"
#include "shell/duo-offline-banner.h"

struct _DuoPersonPage
{
  AdwNavigationPage parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoPerson *person; /* (nullable): whose chat is moved may be listed no more */
  DuoChat *move;     /* (nullable) */
  GSignalGroup *person_signals;
  GSignalGroup *chat_signals;
  gboolean picks;
  guint entering; /* until it is known how wide the page is */
  gboolean entered;
  gboolean over_profile; /* the slots lie over the profile wherever the two do not stand beside each other */

  AdwToolbarView *other_toolbar;
  AdwNavigationSplitView *split;
  AdwNavigationPage *content;
  GtkStack *content_stack;
  DuoProfile *profile;
  DuoSlotPicker *picker;
  AdwToolbarView *sidebar_toolbar;
  GtkLabel *headline;
  GtkLabel *caption;
  GtkButton *action;
  AdwStatusPage *other;
  GtkButton *other_action;
};

G_DEFINE_FINAL_TYPE (DuoPersonPage, duo_person_page, ADW_TYPE_NAVIGATION_PAGE)

static DuoRefusal
judge (DuoPersonPage *self, DuoVerb verb, DuoChat *chat)
{
  return duo_event_judge (self->event, verb, self->person, chat).refusal;
}

/* Whether choosing a slot here could book anything. */
static gboolean
can_pick (DuoPersonPage *self)
{
  DuoChat *chat = self->person ? duo_person_get_chat (self->person) : NULL;

  if (self->move)
    return TRUE;
  if (chat && judge (self, DUO_VERB_PICK, chat) == DUO_REFUSAL_NONE)
    return TRUE;

  return judge (self, DUO_VERB_BOOK, NULL) == DUO_REFUSAL_NONE;
}

static void
set_action (GtkButton *button, const DuoPersonAction *action)
{
  gtk_button_set_label (button, action->label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", action->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action->enabled ? action->action : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (button), action->enabled);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), action->enabled ? NULL : action->explanation);
}

/* Why no slot can be picked here, and if it can be asked for, what comes first. */
static const char *
get_reason (DuoPersonPage *self, const DuoPersonAction *action)
{
  const char *reason = action->explanation;

  if (!reason && duo_event_get_role (self->event) == DUO_ROLE_TALENT)
    reason = duo_sentence_for_refusal (judge (self, DUO_VERB_BOOK, NULL), DUO_ROLE_TALENT);
  /* Whoever asks is in the title. */
  if (!reason && g_str_equal (action->action, "win.show-request"))
    return "";

  return reason ? reason : action->caption;
}

static void
update_other (DuoPersonPage *self, const DuoPersonAction *action)
{
  g_autofree char *escaped = g_markup_escape_text (get_reason (self, action), -1);
  g_autofree char *title = g_markup_escape_text (action->title, -1);

  adw_status_page_set_title (self->other, title);
  adw_status_page_set_description (self->other, escaped);
  set_action (self->other_action, action);
}

static void
update_action (DuoPersonPage *self)
{
  g_autoptr (DuoPersonAction) action = NULL;

  if (!self->person)
    return;

  action = duo_person_action_new (self->event, self->person);
  duo_person_action_heed_state (action, duo_session_get_state (self->session));
  gtk_label_set_label (self->headline, action->headline);
  gtk_label_set_label (self->caption, action->caption);
  set_action (self->action, action);
  if (action->enabled && g_str_equal (action->action, "win.pick-time"))
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), "person.show-slots");
  update_other (self, action);
}

/* Nobody loses the slots under their eyes because a rule changed: the service will say no, with its reason. */
static void
update_content (DuoPersonPage *self)
{
  if (self->picks || !can_pick (self))
    return;

  self->picks = TRUE;
  duo_slot_picker_set_up (self->picker, self->session, self->person, self->move);
  gtk_stack_set_visible_child_name (self->content_stack, "slots");
}

static void
on_person_changed (DuoPersonPage *self)
{
  update_content (self);
  update_action (self);
}

static void
on_chat_replaced (DuoPersonPage *self)
{
  g_signal_group_set_target (self->chat_signals, duo_person_get_chat (self->person));
  on_person_changed (self);
}

/* Beside the profile nothing lies over it: a way back that only takes off what is not seen would seem dead. */
static void
update_split (DuoPersonPage *self)
{
  gboolean collapsed = adw_navigation_split_view_get_collapsed (self->split);

  adw_navigation_split_view_set_show_content (self->split, collapsed && self->over_profile);
}

/* Whoever comes to pick a time wants the days, not the bookmark in front of them. */
static gboolean
on_entered (gpointer data)
{
  DuoPersonPage *self = data;
  gboolean covered = adw_navigation_split_view_get_collapsed (self->split) &&
                     !adw_navigation_split_view_get_show_content (self->split);

  self->entering = 0;
  if (self->picks && !covered)
    duo_slot_picker_take_focus (self->picker);
  return G_SOURCE_REMOVE;
}

static void
on_page_shown (DuoPersonPage *self)
{
  update_split (self);
  if (self->entered)
    return;

  self->entered = TRUE;
  self->entering = g_idle_add_full (G_PRIORITY_LOW, on_entered, self, NULL);
}

static void
on_content_shown (DuoPersonPage *self)
{
  if (adw_navigation_split_view_get_collapsed (self->split))
    self->over_profile = adw_navigation_split_view_get_show_content (self->split);
}

static void
on_show_slots (GtkWidget *widget, const char *name, GVariant *parameter)
{
  duo_person_page_show_slots (DUO_PERSON_PAGE (widget));
}

static void
on_done (DuoPersonPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static void
duo_person_page_dispose (GObject *object)
{
  DuoPersonPage *self = DUO_PERSON_PAGE (object);

  g_clear_handle_id (&self->entering, g_source_remove);
  g_clear_object (&self->person_signals);
  g_clear_object (&self->chat_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_PERSON_PAGE);
  g_clear_object (&self->move);
  g_clear_object (&self->person);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_person_page_parent_class)->dispose (object);
}

static void
duo_person_page_class_init (DuoPersonPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_person_page_dispose;

  g_type_ensure (DUO_TYPE_PROFILE);
  g_type_ensure (DUO_TYPE_SLOT_PICKER);
  gtk_widget_class_install_action (widget_class, "person.show-slots", "s", on_show_slots);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, other_toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, split);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, content);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, profile);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, picker);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, sidebar_toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, headline);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, caption);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, action);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, other);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonPage, other_action);
  gtk_widget_class_bind_template_callback (widget_class, on_done);
  gtk_widget_class_bind_template_callback (widget_class, update_split);
  gtk_widget_class_bind_template_callback (widget_class, on_page_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_content_shown);
}

static void
duo_person_page_init (DuoPersonPage *self)
{
  static const char *const notes[] = {"notify::open-slots", "notify::requests", "notify::direct",
                                      "notify::paused", "notify::pending"};
  static const char *const chat_notes[] = {"notify::state",     "notify::start",   "notify::end",
                                           "notify::room-open", "notify::pending", "notify::peer-present"};

  self->person_signals = g_signal_group_new (DUO_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_group_connect_swapped (self->person_signals, notes[i], G_CALLBACK (on_person_changed), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::chat", G_CALLBACK (on_chat_replaced), self);
  self->chat_signals = g_signal_group_new (DUO_TYPE_CHAT);
  for (guint i = 0; i < G_N_ELEMENTS (chat_notes); i++)
    g_signal_group_connect_swapped (self->chat_signals, chat_notes[i], G_CALLBACK (on_person_changed), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AdwNavigationPage *
person_page_new (DuoSession *session, DuoPerson *person, DuoChat *move)
{
  DuoPersonPage *self = g_object_new (DUO_TYPE_PERSON_PAGE, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  g_set_object (&self->person, person);
  g_set_object (&self->move, move);
  duo_offline_banner_add (session, self->other_toolbar);
  duo_offline_banner_add (session, duo_slot_picker_get_toolbar (self->picker));
  duo_offline_banner_add_to_sidebar (session, self->sidebar_toolbar, self->split);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_action), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->event, "changed", G_CALLBACK (on_person_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (duo_event_get_chats (self->event), "items-changed", G_CALLBACK (update_action),
                           self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (self->person_signals, person);
  g_signal_group_set_target (self->chat_signals, person ? duo_person_get_chat (person) : NULL);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 person ? duo_person_get_name (person) : duo_chat_get_peer_name (move));
  if (person)
    duo_profile_set_up (self->profile, session, person);
  adw_navigation_page_set_title (self->content, move ? _ ("Move 1-1 Chat") : _ ("Pick a Time"));
  update_content (self);
  update_action (self);
  return ADW_NAVIGATION_PAGE (self);
}

AdwNavigationPage *
duo_person_page_new (DuoSession *session, DuoPerson *person)
{
  return person_page_new (session, person, NULL);
}

AdwNavigationPage *
duo_person_page_new_move (DuoSession *session, DuoChat *chat)
{
  AdwNavigationPage *page = person_page_new (session, duo_chat_get_peer (chat), chat);

  duo_person_page_show_slots (DUO_PERSON_PAGE (page));
  return page;
}

void
duo_person_page_show_slots (DuoPersonPage *self)
{
  g_return_if_fail (DUO_IS_PERSON_PAGE (self));

  self->over_profile = TRUE;
  /* How wide the page is shows once it has its place: until then nothing may slide. */
  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    adw_navigation_split_view_set_show_content (self->split, TRUE);
  else
    update_split (self);
}
