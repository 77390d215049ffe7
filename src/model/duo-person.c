/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-chat.h"
#include "duo-person.h"
#include "duo-search-text-private.h"

struct _DuoPerson
{
  GObject parent_instance;

  DuoPersonRecord *record;
  DuoCompany *company;
  DuoChat *chat; /* weak: the event owns both */
  char *search_text;
  gboolean bookmarked;
  gboolean pending;
  DuoCvRecord *cv;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_TITLE,
  PROP_COMPANY,
  PROP_COMPANY_NAME,
  PROP_TOPICS,
  PROP_LANGUAGES,
  PROP_ABOUT,
  PROP_QUESTION,
  PROP_DIRECT,
  PROP_PAUSED,
  PROP_OPEN_SLOTS,
  PROP_REQUESTS,
  PROP_BOOKMARKED,
  PROP_CHAT,
  PROP_PENDING,
  PROP_CV,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoPerson, duo_person, G_TYPE_OBJECT)

static const char *const no_words[] = {NULL};

static gboolean
words_equal (char **a, char **b)
{
  const char *const *left = a ? (const char *const *) a : no_words;
  const char *const *right = b ? (const char *const *) b : no_words;

  return g_strv_equal (left, right);
}

static void
notify_if (DuoPerson *self, gboolean changed, guint property)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_differences (DuoPerson *self, const DuoPersonRecord *old, const DuoPersonRecord *new)
{
  notify_if (self, g_strcmp0 (old->name, new->name) != 0, PROP_NAME);
  notify_if (self, g_strcmp0 (old->title, new->title) != 0, PROP_TITLE);
  notify_if (self, !words_equal (old->topics, new->topics), PROP_TOPICS);
  notify_if (self, !words_equal (old->languages, new->languages), PROP_LANGUAGES);
  notify_if (self, g_strcmp0 (old->about, new->about) != 0, PROP_ABOUT);
  notify_if (self, g_strcmp0 (old->question, new->question) != 0, PROP_QUESTION);
  notify_if (self, old->direct != new->direct, PROP_DIRECT);
  notify_if (self, old->paused != new->paused, PROP_PAUSED);
}

/* Counts travel apart from the record, so a new record leaves them as they are. */
static void
take_record (DuoPerson *self, DuoPersonRecord *fresh, DuoCompany *company)
{
  g_autoptr (DuoPersonRecord) old = self->record;

  fresh->open_slots = old->open_slots;
  fresh->requests = old->requests;
  self->record = fresh;
  g_clear_pointer (&self->search_text, g_free);
  g_object_freeze_notify (G_OBJECT (self));
  duo_person_set_company (self, company);
  notify_differences (self, old, fresh);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
get_profile_property (DuoPerson *self, guint id, GValue *value)
{
  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->record->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->record->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->record->title);
      break;
    case PROP_COMPANY:
      g_value_set_object (value, self->company);
      break;
    case PROP_COMPANY_NAME:
      g_value_set_string (value, duo_person_get_company_name (self));
      break;
    case PROP_TOPICS:
      g_value_set_boxed (value, duo_person_get_topics (self));
      break;
    case PROP_LANGUAGES:
      g_value_set_boxed (value, duo_person_get_languages (self));
      break;
    case PROP_ABOUT:
      g_value_set_string (value, self->record->about);
      break;
    default:
      g_value_set_string (value, self->record->question);
    }
}

static void
duo_person_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoPerson *self = DUO_PERSON (object);

  switch (id)
    {
    case PROP_DIRECT:
      g_value_set_boolean (value, self->record->direct);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->record->paused);
      break;
    case PROP_OPEN_SLOTS:
      g_value_set_uint (value, self->record->open_slots);
      break;
    case PROP_REQUESTS:
      g_value_set_uint (value, self->record->requests);
      break;
    case PROP_BOOKMARKED:
      g_value_set_boolean (value, self->bookmarked);
      break;
    case PROP_CHAT:
      g_value_set_object (value, self->chat);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    case PROP_CV:
      g_value_set_pointer (value, self->cv);
      break;
    default:
      get_profile_property (self, id, value);
    }
}

static void
duo_person_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_BOOKMARKED)
    duo_person_set_bookmarked (DUO_PERSON (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_person_finalize (GObject *object)
{
  DuoPerson *self = DUO_PERSON (object);

  g_clear_weak_pointer (&self->chat);
  g_clear_object (&self->company);
  g_clear_pointer (&self->record, duo_person_record_free);
  duo_cv_record_free (self->cv);
  g_free (self->search_text);
  G_OBJECT_CLASS (duo_person_parent_class)->finalize (object);
}

#define READ (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)
#define WRITE (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
install_text (guint property, const char *name)
{
  properties[property] = g_param_spec_string (name, NULL, NULL, NULL, READ);
}

static void
duo_person_class_init (DuoPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = duo_person_get_property;
  object_class->set_property = duo_person_set_property;
  object_class->finalize = duo_person_finalize;

  install_text (PROP_ID, "id");
  install_text (PROP_NAME, "name");
  install_text (PROP_TITLE, "title");
  install_text (PROP_COMPANY_NAME, "company-name");
  install_text (PROP_ABOUT, "about");
  install_text (PROP_QUESTION, "question");
  properties[PROP_COMPANY] = g_param_spec_object ("company", NULL, NULL, DUO_TYPE_COMPANY, READ);
  properties[PROP_TOPICS] = g_param_spec_boxed ("topics", NULL, NULL, G_TYPE_STRV, READ);
  properties[PROP_LANGUAGES] = g_param_spec_boxed ("languages", NULL, NULL, G_TYPE_STRV, READ);
  properties[PROP_DIRECT] = g_param_spec_boolean ("direct", NULL, NULL, FALSE, READ);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, READ);
  properties[PROP_OPEN_SLOTS] = g_param_spec_uint ("open-slots", NULL, NULL, 0, G_MAXUINT, 0, READ);
  properties[PROP_REQUESTS] = g_param_spec_uint ("requests", NULL, NULL, 0, G_MAXUINT, 0, READ);
  properties[PROP_BOOKMARKED] = g_param_spec_boolean ("bookmarked", NULL, NULL, FALSE, WRITE);
  properties[PROP_CHAT] = g_param_spec_object ("chat", NULL, NULL, DUO_TYPE_CHAT, READ);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, READ);
  properties[PROP_CV] = g_param_spec_pointer ("cv", NULL, NULL, READ);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_person_init (DuoPerson *self)
{
}

DuoPerson *
duo_person_new (const DuoPersonRecord *record, DuoCompany *company)
{
  g_return_val_if_fail (record != NULL && record->id != NULL, NULL);
  return duo_person_new_take (duo_person_record_copy (record), company);
}

DuoPerson *
duo_person_new_take (DuoPersonRecord *record, DuoCompany *company)
{
  DuoPerson *self;

  g_return_val_if_fail (record != NULL && record->id != NULL, NULL);

  self = g_object_new (DUO_TYPE_PERSON, NULL);
  self->record = record;
  g_set_object (&self->company, company);
  return self;
}

void
duo_person_update (DuoPerson *self, const DuoPersonRecord *record, DuoCompany *company)
{
  g_return_if_fail (DUO_IS_PERSON (self));
  g_return_if_fail (record != NULL && g_strcmp0 (record->id, self->record->id) == 0);

  take_record (self, duo_person_record_copy (record), company);
}

void
duo_person_take_over (DuoPerson *self, DuoPerson *fresh)
{
  g_return_if_fail (DUO_IS_PERSON (self) && DUO_IS_PERSON (fresh) && self != fresh);
  g_return_if_fail (fresh->record != NULL && g_strcmp0 (fresh->record->id, self->record->id) == 0);

  take_record (self, g_steal_pointer (&fresh->record), fresh->company);
  if (fresh->search_text)
    self->search_text = g_steal_pointer (&fresh->search_text);
}

void
duo_person_set_company (DuoPerson *self, DuoCompany *company)
{
  g_autofree char *old_name = NULL;

  g_return_if_fail (DUO_IS_PERSON (self));

  old_name = g_strdup (duo_person_get_company_name (self));
  if (!g_set_object (&self->company, company))
    return;
  g_clear_pointer (&self->search_text, g_free);
  notify_if (self, TRUE, PROP_COMPANY);
  notify_if (self, g_strcmp0 (old_name, duo_person_get_company_name (self)) != 0, PROP_COMPANY_NAME);
}

void
duo_person_set_counts (DuoPerson *self, guint open_slots, guint requests)
{
  gboolean more_slots, more_requests;

  g_return_if_fail (DUO_IS_PERSON (self));

  more_slots = self->record->open_slots != open_slots;
  more_requests = self->record->requests != requests;
  self->record->open_slots = open_slots;
  self->record->requests = requests;
  notify_if (self, more_slots, PROP_OPEN_SLOTS);
  notify_if (self, more_requests, PROP_REQUESTS);
}

void
duo_person_set_chat (DuoPerson *self, DuoChat *chat)
{
  g_return_if_fail (DUO_IS_PERSON (self));

  if (g_set_weak_pointer (&self->chat, chat))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
}

void
duo_person_set_cv (DuoPerson *self, const DuoCvRecord *cv)
{
  g_return_if_fail (DUO_IS_PERSON (self));

  if (duo_cv_record_equal (self->cv, cv))
    return;
  g_clear_pointer (&self->cv, duo_cv_record_free);
  self->cv = duo_cv_record_copy (cv);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CV]);
}

const DuoCvRecord *
duo_person_get_cv (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->cv;
}

void
duo_person_set_pending (DuoPerson *self, gboolean pending)
{
  g_return_if_fail (DUO_IS_PERSON (self));

  if (self->pending == !!pending)
    return;
  self->pending = !!pending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

void
duo_person_set_bookmarked (DuoPerson *self, gboolean bookmarked)
{
  g_return_if_fail (DUO_IS_PERSON (self));

  if (self->bookmarked == !!bookmarked)
    return;
  self->bookmarked = !!bookmarked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOOKMARKED]);
}

const char *
duo_person_get_id (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record->id;
}

const DuoPersonRecord *
duo_person_get_record (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record;
}

gint64
duo_person_get_rev (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), 0);
  return self->record->rev;
}

gboolean
duo_person_get_listed (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), FALSE);
  return self->record->listed;
}

const char *
duo_person_get_company_id (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record->company;
}

DuoRole
duo_person_get_role (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), DUO_ROLE_STRANGER);
  return self->record->role;
}

const char *
duo_person_get_name (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record->name;
}

const char *
duo_person_get_title (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record->title;
}

DuoCompany *
duo_person_get_company (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->company;
}

const char *
duo_person_get_company_name (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->company ? duo_company_get_name (self->company) : "";
}

const char *const *
duo_person_get_topics (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record->topics ? (const char *const *) self->record->topics : no_words;
}

const char *const *
duo_person_get_languages (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record->languages ? (const char *const *) self->record->languages : no_words;
}

const char *
duo_person_get_question (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->record->question;
}

gboolean
duo_person_get_direct (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), FALSE);
  return self->record->direct;
}

gboolean
duo_person_get_paused (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), FALSE);
  return self->record->paused;
}

guint
duo_person_get_open_slots (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), 0);
  return self->record->open_slots;
}

guint
duo_person_get_requests (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), 0);
  return self->record->requests;
}

gboolean
duo_person_get_bookmarked (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), FALSE);
  return self->bookmarked;
}

gboolean
duo_person_get_pending (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), FALSE);
  return self->pending;
}

DuoChat *
duo_person_get_chat (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);
  return self->chat;
}

/* One number for both, since a directory computes it ten thousand times. */
gint64
duo_person_get_match (DuoPerson *self, char **topics, char **languages)
{
  gint64 shared;

  g_return_val_if_fail (DUO_IS_PERSON (self), 0);

  shared = duo_person_record_count_shared (self->record, topics, languages);
  return (shared << 32) + self->record->open_slots;
}

const char *
duo_person_get_search_text (DuoPerson *self)
{
  g_return_val_if_fail (DUO_IS_PERSON (self), NULL);

  if (!self->search_text)
    self->search_text = duo_search_text_new (self->record, duo_person_get_company_name (self));
  return self->search_text;
}
