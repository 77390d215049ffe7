/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-text-panel.h"

#include <glib/gi18n.h>

#include "duo-draft-reader.h"
#include "duo-free-text.h"
#include "duo-message-bubble.h"
#include "shell/duo-announce.h"
#include "shell/duo-css-class.h"
#include "shell/duo-privacy.h"

/* What is left is said from here on. */
#define COUNT_FROM (DUO_MESSAGE_MAX - 200)

struct _DuoTextPanel
{
  AdwBin parent_instance;

  DuoConversation *conversation;
  DuoDraftReader *reader;
  char *first_name;
  GTimeZone *zone;
  guint unread;
  gboolean reading;
  gboolean live;
  gboolean at_end; /* the newest message is in sight, and has to stay there */

  GtkStack *pages;
  AdwStatusPage *empty;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkWidget *draft;
  GtkLabel *draft_label;
  GtkLabel *away;
  GtkTextView *entry;
  GtkLabel *placeholder;
  GtkLabel *counter;
};

enum
{
  PROP_UNREAD = 1,
  PROP_LIVE,
  PROP_FIRST_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoTextPanel, duo_text_panel, ADW_TYPE_BIN)

static char *
dup_written (DuoTextPanel *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->entry);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_unread (DuoTextPanel *self, guint unread)
{
  if (self->unread == unread)
    return;

  self->unread = unread;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
}

static void
update_pages (DuoTextPanel *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->conversation)) == 0 &&
                   duo_conversation_get_draft (self->conversation) == NULL;

  gtk_stack_set_visible_child_name (self->pages, empty ? "empty" : "messages");
}

static void
show_draft (DuoTextPanel *self)
{
  g_autofree char *written = dup_written (self);

  duo_conversation_show_draft (self->conversation, self->live ? written : NULL);
}

static void
update_entry (DuoTextPanel *self)
{
  g_autofree char *written = dup_written (self);
  glong length = g_utf8_strlen (written, -1);
  glong left = DUO_MESSAGE_MAX - length;
  g_autofree char *count =
      left >= 0
          ? g_strdup_printf (ngettext ("%ld character left", "%ld characters left", (gulong) left), left)
          : g_strdup_printf (ngettext ("%ld character too many", "%ld characters too many", (gulong) -left),
                             -left);

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), length == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->counter), length > COUNT_FROM);
  gtk_label_set_label (self->counter, count);
  duo_css_class_set (GTK_WIDGET (self->counter), "error", left < 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "text.send",
                                 left >= 0 && !duo_free_text_is_blank (written));
}

static void
on_entry_changed (DuoTextPanel *self)
{
  update_entry (self);
  if (self->conversation != NULL && self->live)
    show_draft (self);
}

static void
on_send (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoTextPanel *self = DUO_TEXT_PANEL (widget);
  g_autofree char *written = dup_written (self);

  /* One's own is what one wants to see, wherever one has read. */
  self->at_end = TRUE;
  if (duo_conversation_write (self->conversation, written))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), "", 0);
}

/* Enter sends; with Shift it is a line's end, and while an input method composes it is that one's. */
static gboolean
on_key (DuoTextPanel *self, guint key, guint code, GdkModifierType state, GtkEventController *controller)
{
  gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;

  if (!enter || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), "text.send", NULL);

  return GDK_EVENT_STOP;
}

static void
announce (DuoTextPanel *self, const char *text)
{
  duo_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* TRANSLATORS: read aloud: what somebody is writing at this moment: "Ada is writing: And the team" */
static char *
dup_writing (DuoTextPanel *self, const char *words)
{
  return g_strdup_printf (_ ("%s is writing: %s"), self->first_name, words);
}

/* Never bare: the same voice says what the app itself has to say, and the words are chosen by somebody else. */
static void
on_read (DuoTextPanel *self, const char *words, gboolean begins)
{
  /* TRANSLATORS: read aloud: how what somebody is writing goes on: "Ada: And the team" */
  g_autofree char *spoken =
      begins ? dup_writing (self, words) : g_strdup_printf (_ ("%s: %s"), self->first_name, words);

  announce (self, spoken);
}

static void
on_heard (DuoTextPanel *self, DuoMessage *message)
{
  g_autofree char *rest = duo_draft_reader_dup_rest (self->reader, duo_message_get_text (message));
  /* TRANSLATORS: read aloud when a message comes: "Ada writes: Hello"; and where all of it was read while Ada wrote it,
   * that it is a message now: "Ada has sent it" */
  g_autofree char *spoken = *rest != '\0' ? g_strdup_printf (_ ("%s writes: %s"), self->first_name, rest)
                                          : g_strdup_printf (_ ("%s has sent it"), self->first_name);

  announce (self, spoken);
  if (!self->reading)
    set_unread (self, self->unread + 1);
}

static void
on_draft (DuoTextPanel *self)
{
  const char *draft = duo_conversation_get_draft (self->conversation);
  g_autofree char *name = dup_writing (self, draft != NULL ? draft : "");

  duo_draft_reader_follow (self->reader, draft);
  gtk_label_set_label (self->draft_label, draft != NULL ? draft : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->draft_label), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_visible (self->draft, draft != NULL);
  update_pages (self);
}

static void
on_scrolled (DuoTextPanel *self, GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  self->at_end = gtk_adjustment_get_value (adjustment) >= end - 1;
}

/* Who reads further up stays there. */
static void
on_grown (DuoTextPanel *self, GtkAdjustment *adjustment)
{
  if (self->at_end)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static GtkWidget *
create_bubble (gpointer message, gpointer data)
{
  DuoTextPanel *self = data;
  GtkWidget *bubble = duo_message_bubble_new (message, self->first_name, self->zone);

  g_object_bind_property (self, "first-name", bubble, "first-name", G_BINDING_DEFAULT);

  return bubble;
}

static void
show_name (DuoTextPanel *self)
{
  /* TRANSLATORS: %s is a first name */
  g_autofree char *about = g_strdup_printf (
      _ ("What you write here goes to %s encrypted from end to end, and is gone when you leave this page."),
      self->first_name);
  g_autofree char *whole = g_strdup_printf ("%s %s", about, duo_privacy_text_code ());
  /* TRANSLATORS: %s is a first name */
  g_autofree char *away = g_strdup_printf (
      _ ("%s is not here. What you write arrives when the two of you are connected."), self->first_name);
  /* TRANSLATORS: where one writes; %s is a first name */
  g_autofree char *placeholder = g_strdup_printf (_ ("Write to %s"), self->first_name);
  g_autofree char *markup = g_markup_escape_text (whole, -1);

  adw_status_page_set_description (self->empty, markup);
  gtk_label_set_label (self->away, away);
  gtk_label_set_label (self->placeholder, placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder,
                                  -1);
}

static void
set_live (DuoTextPanel *self, gboolean live)
{
  if (self->live == live)
    return;

  self->live = live;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
  if (self->conversation != NULL)
    show_draft (self);
}

static void
duo_text_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoTextPanel *self = DUO_TEXT_PANEL (object);

  if (id == PROP_UNREAD)
    g_value_set_uint (value, self->unread);
  else if (id == PROP_FIRST_NAME)
    g_value_set_string (value, self->first_name);
  else
    g_value_set_boolean (value, self->live);
}

static void
duo_text_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoTextPanel *self = DUO_TEXT_PANEL (object);

  if (id == PROP_FIRST_NAME)
    duo_text_panel_set_first_name (self, g_value_get_string (value));
  else
    set_live (self, g_value_get_boolean (value));
}

static void
duo_text_panel_dispose (GObject *object)
{
  DuoTextPanel *self = DUO_TEXT_PANEL (object);

  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
  g_clear_object (&self->reader);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_TEXT_PANEL);

  G_OBJECT_CLASS (duo_text_panel_parent_class)->dispose (object);
}

static void
duo_text_panel_finalize (GObject *object)
{
  DuoTextPanel *self = DUO_TEXT_PANEL (object);

  g_free (self->first_name);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (duo_text_panel_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, list);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, draft);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, draft_label);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, away);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, entry);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, placeholder);
  gtk_widget_class_bind_template_child (widget_class, DuoTextPanel, counter);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

static void
duo_text_panel_class_init (DuoTextPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_text_panel_get_property;
  object_class->set_property = duo_text_panel_set_property;
  object_class->dispose = duo_text_panel_dispose;
  object_class->finalize = duo_text_panel_finalize;

  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_FIRST_NAME] =
      g_param_spec_string ("first-name", NULL, NULL, NULL, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-text-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "text.send", NULL, on_send);
  gtk_widget_class_install_property_action (widget_class, "text.live", "live");
}

static void
duo_text_panel_init (DuoTextPanel *self)
{
  GtkAdjustment *adjustment;

  self->at_end = TRUE;
  self->reader = duo_draft_reader_new ();
  g_signal_connect_object (self->reader, "read", G_CALLBACK (on_read), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_grown), self, G_CONNECT_SWAPPED);
  update_entry (self);
}

void
duo_text_panel_set_first_name (DuoTextPanel *self, const char *first_name)
{
  if (!g_set_str (&self->first_name, first_name))
    return;

  show_name (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_NAME]);
}

void
duo_text_panel_set_conversation (DuoTextPanel *self, DuoConversation *conversation, GTimeZone *zone)
{
  g_return_if_fail (self->conversation == NULL);

  self->conversation = g_object_ref (conversation);
  self->zone = g_time_zone_ref (zone);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (conversation), create_bubble, self, NULL);
  g_signal_connect_swapped (conversation, "heard", G_CALLBACK (on_heard), self);
  g_signal_connect_swapped (conversation, "notify::draft", G_CALLBACK (on_draft), self);
  g_signal_connect_swapped (conversation, "items-changed", G_CALLBACK (update_pages), self);
  on_draft (self);
}

void
duo_text_panel_set_peer_here (DuoTextPanel *self, gboolean here)
{
  gtk_widget_set_visible (GTK_WIDGET (self->away), !here);
}

void
duo_text_panel_set_reading (DuoTextPanel *self, gboolean reading)
{
  self->reading = reading;
  if (reading)
    set_unread (self, 0);
}

guint
duo_text_panel_get_unread (DuoTextPanel *self)
{
  return self->unread;
}

void
duo_text_panel_focus (DuoTextPanel *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
