/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-request-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-chat-words.h"
#include "shell/duo-button-name.h"
#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

struct _DuoRequestCard
{
  GtkListBoxRow parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChat *chat;
  GSignalGroup *peer_signals;

  GtkLabel *place;
  GtkLabel *ago;
  GtkLabel *message;
  GtkLabel *lack;
  GtkLabel *question;
  GtkLabel *answer;
  GtkWidget *no;
  GtkWidget *yes;
};

enum
{
  PROP_0,
  PROP_CHAT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoRequestCard, duo_request_card, GTK_TYPE_LIST_BOX_ROW)

/* (nullable): why there is nothing to choose from, though I may. */
static const char *
get_lack (DuoRequestCard *self, DuoVerb verb)
{
  return duo_event_lacks_slots (self->event, verb, duo_chat_get_peer (self->chat))
             ? duo_sentence_for_lack_of_slots ()
             : NULL;
}

/* A verb that is refused stays in its place, off, and says why. */
static void
set_button (DuoRequestCard *self,
            GtkWidget *button,
            DuoVerb verb,
            const char *label,
            const char *action,
            const char *target)
{
  DuoRefusal refusal =
      duo_event_judge (self->event, verb, duo_chat_get_peer (self->chat), self->chat).refusal;
  const char *lack = refusal == DUO_REFUSAL_NONE ? get_lack (self, verb) : NULL;
  gboolean can = refusal == DUO_REFUSAL_NONE && !lack && !duo_chat_get_pending (self->chat);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), label, duo_chat_get_peer_name (self->chat));

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), can ? action : NULL);
  gtk_widget_set_sensitive (button, can);
  gtk_widget_set_tooltip_text (
      button, lack ? lack : duo_sentence_for_refusal (refusal, duo_chat_get_my_role (self->chat)));
  duo_button_name_set (button, name);
}

static void
update_buttons (DuoRequestCard *self)
{
  const char *id = duo_chat_get_id (self->chat);
  gboolean accepted = duo_chat_get_state (self->chat) == DUO_CHAT_ACCEPTED;

  if (duo_chat_get_my_role (self->chat) != DUO_ROLE_TALENT)
    {
      set_button (self, self->no, DUO_VERB_DECLINE, _ ("Decline…"), "chats.decline", id);
      set_button (self, self->yes, DUO_VERB_ACCEPT, _ ("Accept"), "chats.accept", id);
      return;
    }
  set_button (self, self->no, accepted ? DUO_VERB_WITHDRAW : DUO_VERB_DECLINE, _ ("Reject"), "chats.reject",
              id);
  set_button (self, self->yes, DUO_VERB_PICK, _ ("Pick a Time"), "win.pick-time",
              duo_chat_get_peer_id (self->chat));
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

/* Others were faster than who was accepted or invited: said here, and taken back as soon as a slot opens again. */
static void
update_lack (DuoRequestCard *self)
{
  gboolean talent = duo_chat_get_my_role (self->chat) == DUO_ROLE_TALENT;

  set_text (self->lack, talent ? get_lack (self, DUO_VERB_PICK) : NULL);
}

void
duo_request_card_update (DuoRequestCard *self)
{
  gint64 now;
  const DuoChatRecord *record;
  g_autofree char *ago = NULL;
  g_autofree char *place = NULL;
  g_autofree char *message = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (DUO_IS_REQUEST_CARD (self));

  record = duo_chat_get_record (self->chat);
  now = duo_clock_now (duo_event_get_clock (self->event));
  ago = duo_text_ago_alone (record->changed, now);
  place = duo_chat_words_open (self->chat, duo_session_get_state (self->session) == DUO_SESSION_ONLINE);
  message = duo_chat_words_message (self->chat);
  name = g_strdup_printf (_ ("%s, %s, %s"), duo_chat_get_peer_name (self->chat), place, ago);

  gtk_label_set_label (self->ago, ago);
  set_text (self->place, place);
  set_text (self->message, message);
  update_lack (self);
  set_text (self->question, record->state == DUO_CHAT_REQUESTED ? record->question : NULL);
  set_text (self->answer, record->state == DUO_CHAT_REQUESTED ? record->answer : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  update_buttons (self);
}

static void
on_peer_changed (DuoRequestCard *self)
{
  g_signal_group_set_target (self->peer_signals, duo_chat_get_peer (self->chat));
  duo_request_card_update (self);
}

static void
duo_request_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CHAT:
      g_value_set_object (value, DUO_REQUEST_CARD (object)->chat);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_request_card_dispose (GObject *object)
{
  DuoRequestCard *self = DUO_REQUEST_CARD (object);

  g_clear_object (&self->peer_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_REQUEST_CARD);
  g_clear_object (&self->chat);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_request_card_parent_class)->dispose (object);
}

static void
duo_request_card_class_init (DuoRequestCardClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_request_card_get_property;
  object_class->dispose = duo_request_card_dispose;

  properties[PROP_CHAT] = g_param_spec_object (
      "chat", NULL, NULL, DUO_TYPE_CHAT, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-request-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, place);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, ago);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, message);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, lack);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, question);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, answer);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, no);
  gtk_widget_class_bind_template_child (widget_class, DuoRequestCard, yes);
}

static void
duo_request_card_init (DuoRequestCard *self)
{
  self->peer_signals = g_signal_group_new (DUO_TYPE_PERSON);
  g_signal_group_connect_swapped (self->peer_signals, "notify::open-slots",
                                  G_CALLBACK (duo_request_card_update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_request_card_new (DuoSession *session, DuoChat *chat)
{
  static const char *const notes[] = {"notify::state", "notify::pending", "notify::peer-company-name"};
  DuoRequestCard *self = g_object_new (DUO_TYPE_REQUEST_CARD, NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  self->chat = g_object_ref (chat);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_connect_object (chat, notes[i], G_CALLBACK (duo_request_card_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (duo_request_card_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chat, "notify::peer", G_CALLBACK (on_peer_changed), self, G_CONNECT_SWAPPED);
  on_peer_changed (self);
  return GTK_WIDGET (self);
}

DuoChat *
duo_request_card_get_chat (DuoRequestCard *self)
{
  g_return_val_if_fail (DUO_IS_REQUEST_CARD (self), NULL);

  return self->chat;
}
