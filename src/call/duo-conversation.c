/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-conversation.h"
#include "duo-free-text.h"
#include "duo-id.h"

#define DRAFT_MS 300

struct _DuoConversation
{
  GObject parent_instance;

  DuoClock *clock;
  char *id;             /* the peer tells by it whether it is still this one whose messages it counts */
  GListStore *messages; /* DuoMessage */
  GQueue unsaid;        /* DuoMessage: mine that the peer has not confirmed, the first is on its way */
  gint64 said;          /* number of the first of them */
  gint64 heard;         /* number of the peer's last */
  char *peer_id;        /* (nullable): the peer's conversation, where it says so */
  gboolean met;         /* somebody came in, and has written nothing yet */
  gboolean open;
  char *draft;    /* (nullable): the peer's */
  char *my_draft; /* (nullable): what the peer is shown, or will be when the timer ends */
  GSource *timer; /* (nullable): while no draft may be said */
  gboolean draft_due;
};

enum
{
  PROP_DRAFT = 1,
  N_PROPS
};

enum
{
  SAY,
  HEARD,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void duo_conversation_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoConversation,
                               duo_conversation,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, duo_conversation_iface_init))

/* ── saying ───────────────────────────────────────────────────────────────────────────────────── */

static void
say (DuoConversation *self, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *words = json_to_string (root, FALSE);

  g_signal_emit (self, signals[SAY], 0, words);
}

static JsonBuilder *
begin (const char *name)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  return builder;
}

static void
say_first (DuoConversation *self)
{
  DuoMessage *message = g_queue_peek_head (&self->unsaid);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!self->open || message == NULL)
    return;
  builder = begin ("message");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "from");
  json_builder_add_string_value (builder, self->id);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, self->said);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, duo_message_get_text (message));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  say (self, builder);
}

static void
say_got (DuoConversation *self, gint64 number)
{
  g_autoptr (JsonBuilder) builder = begin ("got");

  json_builder_add_int_value (builder, number);
  json_builder_end_object (builder);
  say (self, builder);
}

static void
stop_timer (DuoConversation *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void say_draft (DuoConversation *self);

static gboolean
on_draft_due (gpointer data)
{
  DuoConversation *self = data;

  stop_timer (self);
  if (self->draft_due)
    say_draft (self);
  return G_SOURCE_REMOVE;
}

static void
say_draft (DuoConversation *self)
{
  g_autoptr (JsonBuilder) builder = begin ("draft");

  self->draft_due = FALSE;
  json_builder_add_string_value (builder, self->my_draft != NULL ? self->my_draft : "");
  json_builder_end_object (builder);
  self->timer = g_timeout_source_new (DRAFT_MS);
  g_source_set_callback (self->timer, on_draft_due, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  say (self, builder);
}

/* The peer forgot it when it was shut; what is to be said first may have found that nothing goes out. */
static void
say_draft_again (DuoConversation *self)
{
  if (self->open && self->my_draft != NULL)
    say_draft (self);
}

/* ── hearing ──────────────────────────────────────────────────────────────────────────────────── */

static void
set_draft (DuoConversation *self, const char *draft)
{
  if (g_set_str (&self->draft, duo_free_text_is_blank (draft) ? NULL : draft))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DRAFT]);
}

static void
add (DuoConversation *self, DuoMessage *message)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->messages)) == DUO_CONVERSATION_MAX)
    g_list_store_remove (self->messages, 0);
  g_list_store_append (self->messages, message);
}

/* Who comes in may be the same app again, which goes on counting; an app that says no id is taken for a new one. */
static void
recognize (DuoConversation *self, const char *id)
{
  if (id != NULL ? g_strcmp0 (self->peer_id, id) != 0 : self->met)
    self->heard = 0;
  g_set_str (&self->peer_id, id);
  self->met = FALSE;
}

static void
hear_message (DuoConversation *self, const DuoJson *root)
{
  DuoJson place = duo_json_get_object (root, "message");
  gint64 number = duo_json_get_int (&place, "number", 1, G_MAXINT32);
  g_autofree char *text = duo_json_dup_optional_text (&place, "text", DUO_MESSAGE_MAX);
  g_autofree char *from = duo_json_dup_optional_id (&place, "from");
  g_autoptr (DuoMessage) message = NULL;

  if (duo_json_failed (root))
    return;
  recognize (self, from);
  say_got (self, number);
  /* What is said again was not confirmed in time. */
  if (number <= self->heard || duo_free_text_is_blank (text))
    return;
  self->heard = number;
  message = duo_message_new (text, FALSE, duo_clock_now (self->clock));
  add (self, message);
  g_signal_emit (self, signals[HEARD], 0, message);
  set_draft (self, NULL);
}

static void
hear_got (DuoConversation *self, const DuoJson *root)
{
  gint64 number = duo_json_get_int (root, "got", 1, G_MAXINT32);
  g_autoptr (DuoMessage) message = NULL;

  if (duo_json_failed (root) || number != self->said || g_queue_is_empty (&self->unsaid))
    return;
  message = g_queue_pop_head (&self->unsaid);
  self->said++;
  duo_message_set_delivered (message);
  say_first (self);
}

static void
hear_draft (DuoConversation *self, const DuoJson *root)
{
  g_autofree char *draft = duo_json_dup_optional_text (root, "draft", DUO_MESSAGE_MAX);

  /* While it is shut nobody says it anew, nor takes it back. */
  if (!duo_json_failed (root) && self->open)
    set_draft (self, draft);
}

/* ── a list ───────────────────────────────────────────────────────────────────────────────────── */

static GType
get_item_type (GListModel *model)
{
  return DUO_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DUO_CONVERSATION (model)->messages));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DUO_CONVERSATION (model)->messages), position);
}

static void
duo_conversation_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
duo_conversation_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, DUO_CONVERSATION (object)->draft);
}

static void
duo_conversation_finalize (GObject *object)
{
  DuoConversation *self = DUO_CONVERSATION (object);

  stop_timer (self);
  g_queue_clear_full (&self->unsaid, g_object_unref);
  g_object_unref (self->messages);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_free (self->id);
  g_free (self->peer_id);
  g_free (self->draft);
  g_free (self->my_draft);
  G_OBJECT_CLASS (duo_conversation_parent_class)->finalize (object);
}

static void
duo_conversation_class_init (DuoConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = duo_conversation_get_property;
  object_class->finalize = duo_conversation_finalize;
  props[PROP_DRAFT] = g_param_spec_string (
      "draft", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SAY] = g_signal_new ("say", DUO_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[HEARD] = g_signal_new ("heard", DUO_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, DUO_TYPE_MESSAGE);
}

static void
duo_conversation_init (DuoConversation *self)
{
  self->id = duo_id_new ();
  self->messages = g_list_store_new (DUO_TYPE_MESSAGE);
  self->said = 1;
  g_queue_init (&self->unsaid);
  g_signal_connect_swapped (self->messages, "items-changed", G_CALLBACK (g_list_model_items_changed), self);
}

DuoConversation *
duo_conversation_new (DuoClock *clock)
{
  DuoConversation *self = g_object_new (DUO_TYPE_CONVERSATION, NULL);

  self->clock = duo_clock_ref (clock);
  return self;
}

gboolean
duo_conversation_write (DuoConversation *self, const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *written = NULL;
  g_autoptr (DuoMessage) message = NULL;

  g_return_val_if_fail (DUO_IS_CONVERSATION (self), FALSE);
  clean = duo_free_text_dup_written (text, DUO_MESSAGE_MAX);
  if (duo_free_text_is_blank (clean))
    return FALSE;
  written = g_strdup (g_strstrip (clean));
  message = duo_message_new (written, TRUE, duo_clock_now (self->clock));
  /* The peer takes a draft back by itself where the message is. */
  g_clear_pointer (&self->my_draft, g_free);
  self->draft_due = FALSE;
  add (self, message);
  g_queue_push_tail (&self->unsaid, g_object_ref (message));
  if (self->unsaid.length == 1)
    say_first (self);
  return TRUE;
}

void
duo_conversation_show_draft (DuoConversation *self, const char *draft)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (DUO_IS_CONVERSATION (self));
  clean = duo_free_text_dup_written (draft != NULL ? draft : "", DUO_MESSAGE_MAX);
  if (clean == NULL || g_strcmp0 (clean, self->my_draft != NULL ? self->my_draft : "") == 0)
    return;
  g_set_str (&self->my_draft, clean);
  if (!self->open)
    return;
  if (self->timer == NULL)
    say_draft (self);
  else
    self->draft_due = TRUE;
}

const char *
duo_conversation_get_draft (DuoConversation *self)
{
  g_return_val_if_fail (DUO_IS_CONVERSATION (self), NULL);
  return self->draft;
}

void
duo_conversation_meet (DuoConversation *self)
{
  g_return_if_fail (DUO_IS_CONVERSATION (self));
  self->met = TRUE;
}

void
duo_conversation_set_open (DuoConversation *self, gboolean open)
{
  g_return_if_fail (DUO_IS_CONVERSATION (self));
  if (self->open == open)
    return;
  self->open = open;
  if (open)
    {
      say_first (self);
      say_draft_again (self);
      return;
    }
  stop_timer (self);
  self->draft_due = FALSE;
  set_draft (self, NULL);
}

void
duo_conversation_hear (DuoConversation *self, const DuoJson *words)
{
  g_return_if_fail (DUO_IS_CONVERSATION (self));
  if (duo_json_has (words, "message"))
    hear_message (self, words);
  if (duo_json_has (words, "got"))
    hear_got (self, words);
  if (duo_json_has (words, "draft"))
    hear_draft (self, words);
}
