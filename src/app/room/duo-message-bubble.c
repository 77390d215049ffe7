/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-message-bubble.h"

#include <glib/gi18n.h>

#include "duo-link-text.h"
#include "shell/duo-text.h"

struct _DuoMessageBubble
{
  GtkListBoxRow parent_instance;

  DuoMessage *message;
  char *first_name;
  char *time;

  GtkWidget *box;
  GtkLabel *text;
  GtkLabel *facts;
};

enum
{
  PROP_FIRST_NAME = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoMessageBubble, duo_message_bubble, GTK_TYPE_LIST_BOX_ROW)

static void
update (DuoMessageBubble *self)
{
  gboolean waits = !duo_message_get_delivered (self->message);
  const char *who = duo_message_is_mine (self->message) ? _ ("You") : self->first_name;
  /* TRANSLATORS: when a message was written, and that it has not arrived: "14:15 · not delivered yet" */
  g_autofree char *facts =
      waits ? g_strdup_printf (_ ("%s · not delivered yet"), self->time) : g_strdup (self->time);
  /* TRANSLATORS: read aloud: who wrote, when, what: "Ada, 14:15: Hello" */
  g_autofree char *name =
      g_strdup_printf (_ ("%s, %s: %s"), who, facts, duo_message_get_text (self->message));

  gtk_label_set_label (self->facts, facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
duo_message_bubble_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, DUO_MESSAGE_BUBBLE (object)->first_name);
}

static void
duo_message_bubble_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoMessageBubble *self = DUO_MESSAGE_BUBBLE (object);

  if (!g_set_str (&self->first_name, g_value_get_string (value)))
    return;

  update (self);
  g_object_notify_by_pspec (object, properties[PROP_FIRST_NAME]);
}

static void
duo_message_bubble_dispose (GObject *object)
{
  DuoMessageBubble *self = DUO_MESSAGE_BUBBLE (object);

  g_clear_object (&self->message);
  /* The template lets go of what is bound, and the parent class would unparent it once more. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_MESSAGE_BUBBLE);

  G_OBJECT_CLASS (duo_message_bubble_parent_class)->dispose (object);
}

static void
duo_message_bubble_finalize (GObject *object)
{
  DuoMessageBubble *self = DUO_MESSAGE_BUBBLE (object);

  g_free (self->first_name);
  g_free (self->time);

  G_OBJECT_CLASS (duo_message_bubble_parent_class)->finalize (object);
}

static void
duo_message_bubble_class_init (DuoMessageBubbleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = duo_message_bubble_get_property;
  object_class->set_property = duo_message_bubble_set_property;
  object_class->dispose = duo_message_bubble_dispose;
  object_class->finalize = duo_message_bubble_finalize;

  properties[PROP_FIRST_NAME] = g_param_spec_string (
      "first-name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-message-bubble.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoMessageBubble, box);
  gtk_widget_class_bind_template_child (widget_class, DuoMessageBubble, text);
  gtk_widget_class_bind_template_child (widget_class, DuoMessageBubble, facts);
}

static void
duo_message_bubble_init (DuoMessageBubble *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_message_bubble_new (DuoMessage *message, const char *first_name, GTimeZone *zone)
{
  DuoMessageBubble *self = g_object_new (DUO_TYPE_MESSAGE_BUBBLE, NULL);
  gboolean mine = duo_message_is_mine (message);
  g_autofree char *links = duo_link_text_dup (duo_message_get_text (message));

  self->message = g_object_ref (message);
  self->first_name = g_strdup (first_name);
  self->time = duo_text_time (duo_message_get_time (message), zone);
  if (links != NULL)
    gtk_label_set_markup (self->text, links);
  else
    gtk_label_set_text (self->text, duo_message_get_text (message));
  gtk_widget_set_halign (self->box, mine ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_widget_set_halign (GTK_WIDGET (self->facts), mine ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), mine ? "mine" : "theirs");
  g_signal_connect_object (message, "notify::delivered", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
