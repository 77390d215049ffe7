/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-company.h"

struct _DuoCompany
{
  GObject parent_instance;

  char *id;
  char *name;
  char *field;
  char *size;
  char **languages;
  char *website;
  gint64 rev;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_FIELD,
  PROP_SIZE,
  PROP_LANGUAGES,
  PROP_WEBSITE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoCompany, duo_company, G_TYPE_OBJECT)

static const char *const no_words[] = {NULL};

static void
duo_company_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoCompany *self = DUO_COMPANY (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_FIELD:
      g_value_set_string (value, self->field);
      break;
    case PROP_SIZE:
      g_value_set_string (value, self->size);
      break;
    case PROP_LANGUAGES:
      g_value_set_boxed (value, duo_company_get_languages (self));
      break;
    case PROP_WEBSITE:
      g_value_set_string (value, self->website);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_company_finalize (GObject *object)
{
  DuoCompany *self = DUO_COMPANY (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->field);
  g_free (self->size);
  g_strfreev (self->languages);
  g_free (self->website);
  G_OBJECT_CLASS (duo_company_parent_class)->finalize (object);
}

static GParamSpec *
text_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
duo_company_class_init (DuoCompanyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = duo_company_get_property;
  object_class->finalize = duo_company_finalize;

  properties[PROP_ID] = text_property ("id");
  properties[PROP_NAME] = text_property ("name");
  properties[PROP_FIELD] = text_property ("field");
  properties[PROP_SIZE] = text_property ("size");
  properties[PROP_LANGUAGES] =
      g_param_spec_boxed ("languages", NULL, NULL, G_TYPE_STRV, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WEBSITE] = text_property ("website");
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_company_init (DuoCompany *self)
{
}

DuoCompany *
duo_company_new (const DuoCompanyRecord *record)
{
  DuoCompany *self = g_object_new (DUO_TYPE_COMPANY, NULL);

  self->id = g_strdup (record->id);
  self->name = g_strdup (record->name ? record->name : "");
  self->field = g_strdup (record->field ? record->field : "");
  self->size = g_strdup (record->size ? record->size : "");
  self->languages = g_strdupv (record->languages);
  self->website = g_strdup (record->website);
  self->rev = record->rev;
  return self;
}

const char *
duo_company_get_id (DuoCompany *self)
{
  g_return_val_if_fail (DUO_IS_COMPANY (self), NULL);
  return self->id;
}

const char *
duo_company_get_name (DuoCompany *self)
{
  g_return_val_if_fail (DUO_IS_COMPANY (self), NULL);
  return self->name;
}

const char *
duo_company_get_field (DuoCompany *self)
{
  g_return_val_if_fail (DUO_IS_COMPANY (self), NULL);
  return self->field;
}

const char *
duo_company_get_size (DuoCompany *self)
{
  g_return_val_if_fail (DUO_IS_COMPANY (self), NULL);
  return self->size;
}

const char *const *
duo_company_get_languages (DuoCompany *self)
{
  g_return_val_if_fail (DUO_IS_COMPANY (self), NULL);
  return self->languages ? (const char *const *) self->languages : no_words;
}

const char *
duo_company_get_website (DuoCompany *self)
{
  g_return_val_if_fail (DUO_IS_COMPANY (self), NULL);
  return self->website;
}

gint64
duo_company_get_rev (DuoCompany *self)
{
  g_return_val_if_fail (DUO_IS_COMPANY (self), 0);
  return self->rev;
}
