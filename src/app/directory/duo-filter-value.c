/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-filter-value.h"

struct _DuoFilterValue
{
  GObject parent_instance;

  char *text;
  guint count;
  gboolean chosen;
};

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_COUNT,
  PROP_CHOSEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoFilterValue, duo_filter_value, G_TYPE_OBJECT)

static void
duo_filter_value_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoFilterValue *self = DUO_FILTER_VALUE (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_CHOSEN:
      g_value_set_boolean (value, self->chosen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_filter_value_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CHOSEN:
      duo_filter_value_set_chosen (DUO_FILTER_VALUE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_filter_value_finalize (GObject *object)
{
  g_free (DUO_FILTER_VALUE (object)->text);

  G_OBJECT_CLASS (duo_filter_value_parent_class)->finalize (object);
}

static void
duo_filter_value_class_init (DuoFilterValueClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_filter_value_get_property;
  object_class->set_property = duo_filter_value_set_property;
  object_class->finalize = duo_filter_value_finalize;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", read);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE, read | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_filter_value_init (DuoFilterValue *self)
{
}

DuoFilterValue *
duo_filter_value_new (const char *text, guint count, gboolean chosen)
{
  DuoFilterValue *self = g_object_new (DUO_TYPE_FILTER_VALUE, NULL);

  self->text = g_strdup (text);
  self->count = count;
  self->chosen = !!chosen;
  return self;
}

const char *
duo_filter_value_get_text (DuoFilterValue *self)
{
  g_return_val_if_fail (DUO_IS_FILTER_VALUE (self), NULL);

  return self->text;
}

guint
duo_filter_value_get_count (DuoFilterValue *self)
{
  g_return_val_if_fail (DUO_IS_FILTER_VALUE (self), 0);

  return self->count;
}

gboolean
duo_filter_value_get_chosen (DuoFilterValue *self)
{
  g_return_val_if_fail (DUO_IS_FILTER_VALUE (self), FALSE);

  return self->chosen;
}

void
duo_filter_value_set_chosen (DuoFilterValue *self, gboolean chosen)
{
  g_return_if_fail (DUO_IS_FILTER_VALUE (self));

  if (self->chosen == !!chosen)
    return;

  self->chosen = !!chosen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}
