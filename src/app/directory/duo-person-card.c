/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-person-card.h"

#include <glib/gi18n.h>

#include "duo-card-layout.h"
#include "duo-line.h"
#include "duo-person-action.h"
#include "duo-tag-line.h"
#include "shell/duo-button-name.h"
#include "shell/duo-css-class.h"
#include "shell/duo-initials.h"
#include "shell/duo-text.h"

/* A hundred cards get somebody else with one key in the search, so what they show is set here, where it differs, and
 * not through an expression for each label. A card is as high without a company or topics as with them. */
struct _DuoPersonCard
{
  GtkWidget parent_instance;

  DuoSession *session;
  DuoPerson *person;
  GSignalGroup *person_signals;
  GSignalGroup *chat_signals;
  char *explanation; /* (nullable): why the button is off */
  char *own_time;    /* (nullable): when our chat is where I am, if that is another time */

  DuoInitials *avatar;
  DuoLine *name;
  DuoLine *title;
  DuoLine *company;
  DuoLine *headline;
  DuoLine *caption;
  GtkWidget *action;
  GtkWidget *bookmark;
  DuoTagLine *tags;
};

enum
{
  PROP_0,
  PROP_PERSON,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoPersonCard, duo_person_card, GTK_TYPE_WIDGET)

static char *
dup_name (DuoPersonCard *self)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  const char *headline = duo_line_get_text (self->headline);

  if (!self->person)
    return g_strdup ("");

  g_strv_builder_add (parts, duo_person_get_name (self->person));
  if (*duo_person_get_title (self->person))
    g_strv_builder_add (parts, duo_person_get_title (self->person));
  if (*duo_person_get_company_name (self->person))
    g_strv_builder_add (parts, duo_person_get_company_name (self->person));
  if (*headline)
    g_strv_builder_add (parts, headline);
  if (self->own_time)
    g_strv_builder_add (parts, self->own_time);
  words = g_strv_builder_end (parts);
  return duo_text_list ((const char *const *) words);
}

/* The words on a button that stands on every card say nothing about whom it is for. */
static void
name_buttons (DuoPersonCard *self, const char *label)
{
  const char *name = duo_person_get_name (self->person);
  /* TRANSLATORS: Names a button of somebody's card for screen readers: "Book 1-1 Chat: Ada Lindqvist" */
  g_autofree char *action = g_strdup_printf (_ ("%s: %s"), label, name);
  g_autofree char *bookmark = g_strdup_printf (_ ("Bookmark %s"), name);

  duo_button_name_set (self->action, action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bookmark), GTK_ACCESSIBLE_PROPERTY_LABEL, bookmark,
                                  -1);
}

/* @text: (nullable) */
static void
explain_action (DuoPersonCard *self, const char *text)
{
  if (!g_set_str (&self->explanation, text))
    return;

  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->action), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->action), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
update_action (DuoPersonCard *self)
{
  DuoEvent *event = duo_session_get_event (self->session);
  g_autoptr (DuoPersonAction) action = NULL;

  if (!event || !self->person)
    return;

  action = duo_person_action_new (event, self->person);
  duo_person_action_heed_state (action, duo_session_get_state (self->session));
  duo_line_set_text (self->headline, action->headline);
  g_set_str (&self->own_time, action->own_time);
  /* Figures of one width would pull “1-1” apart. */
  duo_css_class_set (GTK_WIDGET (self->caption), "numeric", g_ascii_isdigit (*action->caption));
  duo_line_set_text (self->caption, action->caption);
  gtk_button_set_label (GTK_BUTTON (self->action), action->label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->action), "s", action->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), action->enabled ? action->action : NULL);
  gtk_widget_set_sensitive (self->action, action->enabled);
  explain_action (self, action->explanation);
  duo_css_class_set (self->action, "suggested-action", action->suggested);
  name_buttons (self, action->label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

static void
update_bookmark (DuoPersonCard *self)
{
  gboolean bookmarked = duo_person_get_bookmarked (self->person);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->bookmark), bookmarked);
  gtk_button_set_icon_name (GTK_BUTTON (self->bookmark),
                            bookmarked ? "starred-symbolic" : "non-starred-symbolic");
}

static void
update_profile (DuoPersonCard *self)
{
  duo_initials_set_name (self->avatar, duo_person_get_name (self->person));
  duo_line_set_text (self->name, duo_person_get_name (self->person));
  duo_line_set_text (self->title, duo_person_get_title (self->person));
  duo_line_set_text (self->company, duo_person_get_company_name (self->person));
  duo_tag_line_set_tags (self->tags, duo_person_get_topics (self->person));
  update_action (self);
}

static void
on_chat_replaced (DuoPersonCard *self)
{
  g_signal_group_set_target (self->chat_signals, duo_person_get_chat (self->person));
  update_action (self);
}

static void
on_bookmark_clicked (DuoPersonCard *self, GtkToggleButton *button)
{
  if (self->person)
    duo_session_set_bookmarked (self->session, self->person, gtk_toggle_button_get_active (button));
}

/* Asked for when it is shown: to set it makes GTK look for what is under the pointer, each time. */
static gboolean
on_query_action (DuoPersonCard *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, self->explanation);
  return self->explanation != NULL;
}

static gboolean
on_query_bookmark (DuoPersonCard *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = g_strdup_printf (_ ("Bookmark %s"), duo_person_get_name (self->person));

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
duo_person_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoPersonCard *self = DUO_PERSON_CARD (object);

  switch (id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_NAME:
      g_value_take_string (value, dup_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_person_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PERSON:
      duo_person_card_set_person (DUO_PERSON_CARD (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_person_card_dispose (GObject *object)
{
  DuoPersonCard *self = DUO_PERSON_CARD (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->chat_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_PERSON_CARD);
  g_clear_object (&self->person);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_person_card_parent_class)->dispose (object);
}

static void
duo_person_card_finalize (GObject *object)
{
  g_free (DUO_PERSON_CARD (object)->explanation);
  g_free (DUO_PERSON_CARD (object)->own_time);

  G_OBJECT_CLASS (duo_person_card_parent_class)->finalize (object);
}

static void
duo_person_card_class_init (DuoPersonCardClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_person_card_get_property;
  object_class->set_property = duo_person_card_set_property;
  object_class->dispose = duo_person_card_dispose;
  object_class->finalize = duo_person_card_finalize;

  properties[PROP_PERSON] =
      g_param_spec_object ("person", NULL, NULL, DUO_TYPE_PERSON,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
      g_param_spec_string ("name-and-place", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DUO_TYPE_INITIALS);
  g_type_ensure (DUO_TYPE_LINE);
  g_type_ensure (DUO_TYPE_TAG_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-person-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, name);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, title);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, company);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, headline);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, caption);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, action);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, bookmark);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonCard, tags);
  gtk_widget_class_bind_template_callback (widget_class, on_bookmark_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_query_action);
  gtk_widget_class_bind_template_callback (widget_class, on_query_bookmark);
  gtk_widget_class_set_layout_manager_type (widget_class, DUO_TYPE_CARD_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "personcard");
}

static void
duo_person_card_init (DuoPersonCard *self)
{
  static const char *const person_notes[] = {"notify::open-slots", "notify::requests", "notify::direct",
                                             "notify::paused", "notify::pending"};
  static const char *const profile_notes[] = {"notify::name", "notify::title", "notify::company-name",
                                              "notify::topics", "notify::languages"};
  static const char *const chat_notes[] = {"notify::state",     "notify::start",   "notify::end",
                                           "notify::room-open", "notify::pending", "notify::peer-present"};

  self->person_signals = g_signal_group_new (DUO_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (person_notes); i++)
    g_signal_group_connect_swapped (self->person_signals, person_notes[i], G_CALLBACK (update_action), self);
  for (guint i = 0; i < G_N_ELEMENTS (profile_notes); i++)
    g_signal_group_connect_swapped (self->person_signals, profile_notes[i], G_CALLBACK (update_profile),
                                    self);
  g_signal_group_connect_swapped (self->person_signals, "notify::bookmarked", G_CALLBACK (update_bookmark),
                                  self);
  g_signal_group_connect_swapped (self->person_signals, "notify::chat", G_CALLBACK (on_chat_replaced), self);

  self->chat_signals = g_signal_group_new (DUO_TYPE_CHAT);
  for (guint i = 0; i < G_N_ELEMENTS (chat_notes); i++)
    g_signal_group_connect_swapped (self->chat_signals, chat_notes[i], G_CALLBACK (update_action), self);

  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_person_card_new (DuoSession *session)
{
  DuoPersonCard *self = g_object_new (DUO_TYPE_PERSON_CARD, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_action), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
duo_person_card_set_person (DuoPersonCard *self, DuoPerson *person)
{
  g_return_if_fail (DUO_IS_PERSON_CARD (self));

  if (!g_set_object (&self->person, person))
    return;

  g_signal_group_set_target (self->person_signals, person);
  g_signal_group_set_target (self->chat_signals, person ? duo_person_get_chat (person) : NULL);
  if (person)
    {
      update_profile (self);
      update_bookmark (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

void
duo_person_card_look_again (DuoPersonCard *self)
{
  g_return_if_fail (DUO_IS_PERSON_CARD (self));

  update_action (self);
}

void
duo_person_card_set_stacked (DuoPersonCard *self, gboolean stacked)
{
  g_return_if_fail (DUO_IS_PERSON_CARD (self));

  duo_card_layout_set_stacked (DUO_CARD_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), stacked);
}

DuoPerson *
duo_person_card_get_person (DuoPersonCard *self)
{
  g_return_val_if_fail (DUO_IS_PERSON_CARD (self), NULL);

  return self->person;
}
