/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chat-block.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "chats/duo-chat-words.h"
#include "duo-line-layout.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

struct _DuoChatBlock
{
  GtkWidget parent_instance;

  DuoEvent *event;
  DuoChat *chat;
  gboolean booked; /* it stands between slots: what matters is by whom it is booked */

  GtkWidget *button;
  GtkWidget *line;
  GtkWidget *join;
  GtkLabel *time;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *second;
  GtkWidget *tick;
};

G_DEFINE_FINAL_TYPE (DuoChatBlock, duo_chat_block, GTK_TYPE_WIDGET)

/* (nullable): what stands where the company does, as it is more pressing. */
static char *
dup_pressing (DuoChatBlock *self, gint64 now, gboolean online)
{
  char *pressing = duo_chat_words_pressing (self->chat, now, online);

  if (!pressing && duo_chat_get_state (self->chat) == DUO_CHAT_NO_SHOW)
    return g_strdup (_ ("Did not take place"));

  return pressing;
}

/* A room opens before its chat begins and closes after it ends: only in between the chat is now. */
static const char *
get_spoken_state (DuoChatBlock *self, gint64 now, gboolean current, gboolean past)
{
  if (past)
    return _ (", over");
  if (!current)
    return "";

  return duo_time_range_contains (duo_chat_get_range (self->chat), now) ? _ (", now") : _ (", room is open");
}

/* "Tuesday 3 November, 14:15 to 14:30, Ada Lindqvist, Kvarken Systems, now" */
static char *
dup_accessible_name (DuoChatBlock *self, const char *second, const char *state)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  DuoTimeRange range = duo_chat_get_range (self->chat);
  g_autofree char *day = duo_text_day (range.start, zone);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *times =
      duo_text_with_my_time_spoken (duo_text_range_spoken (range, zone), range.start, zone, local);
  g_autofree char *who = *second ? g_strdup_printf ("%s, %s", duo_chat_get_peer_name (self->chat), second)
                                 : g_strdup (duo_chat_get_peer_name (self->chat));

  if (self->booked)
    /* TRANSLATORS: day, times, by whom, and what is with it: "Tuesday 3 November, 14:15 to 14:30, booked by Minh Anh Trần, now" */
    return g_strdup_printf (_ ("%s, %s, booked by %s%s"), day, times, who, state);

  return g_strdup_printf ("%s, %s, %s%s", day, times, who, state);
}

static DuoLineLayout *
get_layout (DuoChatBlock *self)
{
  return DUO_LINE_LAYOUT (gtk_widget_get_layout_manager (self->line));
}

/* @pressing: (nullable) */
static void
update_texts (DuoChatBlock *self, const char *pressing, const char *state)
{
  g_autofree char *time =
      duo_text_time (duo_chat_get_range (self->chat).start, duo_event_get_zone (self->event));
  const char *name = duo_chat_get_peer_name (self->chat);
  g_autofree char *second = pressing ? g_strdup (pressing) : duo_chat_words_place (self->chat);
  g_autofree char *accessible = dup_accessible_name (self, second, state);
  g_autofree char *tip = *second ? g_strdup_printf ("%s\n%s", name, second) : g_strdup (name);

  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->second, second);
  gtk_widget_set_visible (GTK_WIDGET (self->second), *second);
  duo_line_layout_set_keeps_second (get_layout (self), pressing != NULL);
  adw_avatar_set_text (self->avatar, name);
  gtk_widget_set_tooltip_text (self->button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  -1);
}

static gboolean
may_join (DuoChatBlock *self)
{
  DuoVerdict verdict =
      duo_event_judge (self->event, DUO_VERB_JOIN, duo_chat_get_peer (self->chat), self->chat);

  return duo_chat_get_state (self->chat) == DUO_CHAT_CONFIRMED && verdict.refusal == DUO_REFUSAL_NONE;
}

/* Join lies over the end of the block, as high as all of it: what the block says ends before it. */
static void
show_join (DuoChatBlock *self, gboolean shown)
{
  int width = 0;

  gtk_widget_set_visible (self->join, shown);
  if (shown)
    gtk_widget_measure (self->join, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  duo_line_layout_set_reserve (get_layout (self), width);
}

void
duo_chat_block_update (DuoChatBlock *self, gint64 now, gboolean online)
{
  DuoTimeRange range = duo_chat_get_range (self->chat);
  DuoChatState state = duo_chat_get_state (self->chat);
  gboolean joinable = may_join (self);
  gboolean past = state != DUO_CHAT_CONFIRMED || (now >= range.end && !joinable);
  gboolean current = !past && (joinable || duo_time_range_contains (range, now));
  g_autofree char *pressing = dup_pressing (self, now, online);
  g_autofree char *label = g_strdup_printf (_ ("Join the chat with %s"), duo_chat_get_peer_name (self->chat));

  duo_css_class_set (GTK_WIDGET (self), "past", past);
  duo_css_class_set (GTK_WIDGET (self), "current", current);
  duo_css_class_set (GTK_WIDGET (self), "pending", duo_chat_get_pending (self->chat));
  gtk_widget_set_visible (self->tick, state == DUO_CHAT_COMPLETED);
  show_join (self, joinable);
  gtk_widget_set_sensitive (self->join, online);
  gtk_widget_set_tooltip_text (self->join, online ? NULL : _ ("No connection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->join), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_texts (self, pressing, get_spoken_state (self, now, current, past));
}

void
duo_chat_block_set_tab_stop (DuoChatBlock *self, gboolean stop)
{
  gtk_widget_set_focusable (self->button, stop);
}

void
duo_chat_block_set_action (DuoChatBlock *self, const char *action)
{
  if (self->booked)
    return;

  self->booked = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "booked");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", duo_chat_get_id (self->chat));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

DuoChat *
duo_chat_block_get_chat (DuoChatBlock *self)
{
  return self->chat;
}

static gboolean
duo_chat_block_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DUO_CHAT_BLOCK (widget)->button);
}

static void
duo_chat_block_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (DUO_CHAT_BLOCK (widget)->button, orientation, -1, minimum, natural, NULL, NULL);
}

static void
duo_chat_block_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DuoChatBlock *self = DUO_CHAT_BLOCK (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = {0, 0, 0, height};

  if (gtk_widget_should_layout (self->join))
    {
      gtk_widget_measure (self->join, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &place.width, NULL, NULL);
      place.x = mirrored ? 0 : width - place.width;
      gtk_widget_size_allocate (self->join, &place, -1);
    }

  gtk_widget_size_allocate (self->button, &(GtkAllocation) {0, 0, width, height}, -1);
}

static void
duo_chat_block_dispose (GObject *object)
{
  DuoChatBlock *self = DUO_CHAT_BLOCK (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->join, gtk_widget_unparent);
  g_clear_object (&self->chat);
  g_clear_object (&self->event);

  G_OBJECT_CLASS (duo_chat_block_parent_class)->dispose (object);
}

static void
duo_chat_block_class_init (DuoChatBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_chat_block_dispose;
  widget_class->grab_focus = duo_chat_block_grab_focus;
  widget_class->measure = duo_chat_block_measure;
  widget_class->size_allocate = duo_chat_block_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "chatblock");
}

static GtkLabel *
add_label (GtkWidget *parent, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (parent), label);
  return GTK_LABEL (label);
}

static void
duo_chat_block_init (DuoChatBlock *self)
{
  GtkWidget *pill;

  self->button = gtk_button_new ();
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->line, duo_line_layout_new ());
  gtk_widget_add_css_class (self->line, "line");
  self->time = add_label (self->line, "time");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  self->avatar = ADW_AVATAR (adw_avatar_new (22, NULL, TRUE));
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->avatar));
  self->name = add_label (self->line, "name");
  self->second = add_label (self->line, "company");
  self->tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_box_append (GTK_BOX (self->line), self->tick);

  gtk_button_set_child (GTK_BUTTON (self->button), self->line);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  /* A label of the button itself would be its name, however it is called. */
  self->join = gtk_button_new ();
  pill = gtk_label_new (_ ("Join"));
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (self->join), pill);
  gtk_widget_add_css_class (self->join, "join");
  gtk_widget_set_parent (self->join, GTK_WIDGET (self));
}

GtkWidget *
duo_chat_block_new (DuoEvent *event, DuoChat *chat)
{
  DuoChatBlock *self = g_object_new (DUO_TYPE_CHAT_BLOCK, NULL);
  const DuoChatRecord *record = duo_chat_get_record (chat);
  gboolean talent = duo_chat_get_my_role (chat) == DUO_ROLE_TALENT;

  self->event = g_object_ref (event);
  self->chat = g_object_ref (chat);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s",
                                    talent ? record->recruiter : record->talent);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-person");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->join), "s", record->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->join), "win.join");
  return GTK_WIDGET (self);
}
