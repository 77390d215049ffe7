/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-message.h"

struct _DuoMessage
{
  GObject parent_instance;

  char *text;
  gboolean mine;
  gint64 time;
  gboolean delivered;
};

enum
{
  PROP_DELIVERED = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoMessage, duo_message, G_TYPE_OBJECT)

static void
duo_message_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, DUO_MESSAGE (object)->delivered);
}

static void
duo_message_finalize (GObject *object)
{
  g_free (DUO_MESSAGE (object)->text);
  G_OBJECT_CLASS (duo_message_parent_class)->finalize (object);
}

static void
duo_message_class_init (DuoMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = duo_message_get_property;
  object_class->finalize = duo_message_finalize;
  props[PROP_DELIVERED] = g_param_spec_boolean (
      "delivered", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
duo_message_init (DuoMessage *self)
{
}

DuoMessage *
duo_message_new (const char *text, gboolean mine, gint64 time)
{
  DuoMessage *self = g_object_new (DUO_TYPE_MESSAGE, NULL);

  self->text = g_strdup (text);
  self->mine = mine;
  self->time = time;
  self->delivered = !mine;
  return self;
}

const char *
duo_message_get_text (DuoMessage *self)
{
  return self->text;
}

gboolean
duo_message_is_mine (DuoMessage *self)
{
  return self->mine;
}

gint64
duo_message_get_time (DuoMessage *self)
{
  return self->time;
}

gboolean
duo_message_get_delivered (DuoMessage *self)
{
  return self->delivered;
}

void
duo_message_set_delivered (DuoMessage *self)
{
  if (self->delivered)
    return;
  self->delivered = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DELIVERED]);
}
