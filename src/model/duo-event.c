/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-event-private.h"

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_ZONE,
  PROP_ROLE,
  PROP_PEOPLE,
  PROP_CHATS,
  PROP_OPEN_REQUESTS,
  PROP_COMPLETE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;
static guint counts_changed_signal;

G_DEFINE_FINAL_TYPE (DuoEvent, duo_event, G_TYPE_OBJECT)

/* "America/Argentina/Buenos_Aires" → "Buenos Aires" */
static char *
make_zone_name (const char *zone)
{
  const char *slash = zone ? strrchr (zone, '/') : NULL;
  char *name = g_strdup (slash ? slash + 1 : zone);

  return name ? g_strdelimit (name, "_", ' ') : g_strdup ("UTC");
}

static void
notify_if (DuoEvent *self, gboolean changed, guint property)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
take_record (DuoEvent *self, DuoEventRecord *record)
{
  g_clear_pointer (&self->record, duo_event_record_free);
  self->record = record;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = duo_event_record_dup_zone (record);
  g_free (self->zone_name);
  self->zone_name = make_zone_name (record->zone);
}

static void
duo_event_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoEvent *self = DUO_EVENT (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->record->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->record->name);
      break;
    case PROP_ZONE:
      g_value_set_boxed (value, self->zone);
      break;
    case PROP_ROLE:
      g_value_set_int (value, self->record->role);
      break;
    case PROP_PEOPLE:
      g_value_set_object (value, self->people);
      break;
    case PROP_CHATS:
      g_value_set_object (value, self->chats);
      break;
    case PROP_OPEN_REQUESTS:
      g_value_set_uint (value, self->open_requests);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, !self->awaits_people);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_event_finalize (GObject *object)
{
  DuoEvent *self = DUO_EVENT (object);

  g_clear_pointer (&self->chat_by_peer, g_hash_table_unref);
  g_clear_object (&self->chats);
  g_clear_object (&self->other_chats);
  g_clear_object (&self->notes);
  g_clear_object (&self->people);
  g_clear_object (&self->colleagues);
  g_clear_object (&self->others);
  g_clear_pointer (&self->companies, g_hash_table_unref);
  g_clear_pointer (&self->record, duo_event_record_free);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->zone_name);
  G_OBJECT_CLASS (duo_event_parent_class)->finalize (object);
}

static void
duo_event_class_init (DuoEventClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_event_get_property;
  object_class->finalize = duo_event_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read);
  properties[PROP_ZONE] = g_param_spec_boxed ("zone", NULL, NULL, G_TYPE_TIME_ZONE, read);
  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, 0, DUO_N_ROLES - 1, DUO_ROLE_STRANGER, read);
  properties[PROP_PEOPLE] = g_param_spec_object ("people", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_CHATS] = g_param_spec_object ("chats", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_OPEN_REQUESTS] = g_param_spec_uint ("open-requests", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, TRUE, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  changed_signal =
      g_signal_new ("changed", DUO_TYPE_EVENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  counts_changed_signal =
      g_signal_new ("counts-changed", DUO_TYPE_EVENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_event_init (DuoEvent *self)
{
  self->companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->people = duo_keyed_list_new (DUO_TYPE_PERSON);
  self->colleagues = duo_keyed_list_new (DUO_TYPE_PERSON);
  self->others = duo_keyed_list_new (DUO_TYPE_PERSON);
  self->chats = duo_keyed_list_new (DUO_TYPE_CHAT);
  self->other_chats = duo_keyed_list_new (DUO_TYPE_CHAT);
  self->notes = duo_keyed_list_new (DUO_TYPE_NOTE);
  self->chat_by_peer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

void
duo_event_set_open_requests (DuoEvent *self, guint open_requests)
{
  if (self->open_requests == open_requests)
    return;
  self->open_requests = open_requests;
  notify_if (self, TRUE, PROP_OPEN_REQUESTS);
}

void
duo_event_emit_counts_changed (DuoEvent *self)
{
  g_signal_emit (self, counts_changed_signal, 0);
}

DuoEvent *
duo_event_new (const DuoEventRecord *record, DuoClock *clock)
{
  DuoEvent *self;

  g_return_val_if_fail (record != NULL && record->id != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (DUO_TYPE_EVENT, NULL);
  self->clock = duo_clock_ref (clock);
  take_record (self, duo_event_record_copy (record));
  return self;
}

void
duo_event_update (DuoEvent *self, const DuoEventRecord *record)
{
  gboolean changed, name_changed, zone_changed, role_changed;

  g_return_if_fail (DUO_IS_EVENT (self));
  g_return_if_fail (record != NULL && g_strcmp0 (record->id, self->record->id) == 0);

  changed = !duo_event_record_equal (self->record, record);
  name_changed = g_strcmp0 (self->record->name, record->name) != 0;
  zone_changed = g_strcmp0 (self->record->zone, record->zone) != 0;
  role_changed = self->record->role != record->role;
  take_record (self, duo_event_record_copy (record));
  notify_if (self, name_changed, PROP_NAME);
  notify_if (self, zone_changed, PROP_ZONE);
  notify_if (self, role_changed, PROP_ROLE);
  duo_event_refresh (self);
  if (changed)
    g_signal_emit (self, changed_signal, 0);
}

void
duo_event_update_details (DuoEvent *self, const DuoEventRecord *details)
{
  g_autoptr (DuoEventRecord) record = NULL;

  g_return_if_fail (DUO_IS_EVENT (self));
  g_return_if_fail (details != NULL);

  record = duo_event_record_copy (details);
  record->role = self->record->role;
  g_set_str (&record->me, self->record->me);
  g_strfreev (record->my_topics);
  record->my_topics = g_strdupv (self->record->my_topics);
  g_strfreev (record->my_languages);
  record->my_languages = g_strdupv (self->record->my_languages);
  duo_event_update (self, record);
}

const char *
duo_event_get_id (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return self->record->id;
}

const char *
duo_event_get_name (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return self->record->name;
}

const DuoEventRecord *
duo_event_get_record (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return self->record;
}

GTimeZone *
duo_event_get_zone (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return self->zone;
}

const char *
duo_event_get_zone_name (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return self->zone_name;
}

DuoRole
duo_event_get_role (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), DUO_ROLE_STRANGER);
  return self->record->role;
}

DuoClock *
duo_event_get_clock (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return self->clock;
}

GListModel *
duo_event_get_people (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return G_LIST_MODEL (self->people);
}

GListModel *
duo_event_get_colleagues (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return G_LIST_MODEL (self->colleagues);
}

GListModel *
duo_event_get_chats (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return G_LIST_MODEL (self->chats);
}

GListModel *
duo_event_get_other_chats (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);
  return G_LIST_MODEL (self->other_chats);
}

guint
duo_event_get_open_requests (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), 0);
  return self->open_requests;
}

static void
set_awaits (DuoEvent *self, gboolean awaits_people, guint n_expected)
{
  gboolean changed = self->awaits_people != awaits_people;

  self->awaits_people = awaits_people;
  self->n_expected = n_expected;
  notify_if (self, changed, PROP_COMPLETE);
}

void
duo_event_await_people (DuoEvent *self, guint n_expected)
{
  g_return_if_fail (DUO_IS_EVENT (self));
  set_awaits (self, TRUE, n_expected);
}

void
duo_event_end_wait (DuoEvent *self)
{
  g_return_if_fail (DUO_IS_EVENT (self));
  set_awaits (self, FALSE, 0);
}

gboolean
duo_event_get_complete (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), TRUE);
  return !self->awaits_people;
}

guint
duo_event_get_n_expected (DuoEvent *self)
{
  g_return_val_if_fail (DUO_IS_EVENT (self), 0);
  return self->n_expected;
}

DuoPerson *
duo_event_find_person (DuoEvent *self, const char *id)
{
  DuoPerson *person;

  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);

  person = duo_keyed_list_lookup (self->people, id);
  if (!person)
    person = duo_keyed_list_lookup (self->colleagues, id);
  return person ? person : duo_keyed_list_lookup (self->others, id);
}

DuoChat *
duo_event_find_chat (DuoEvent *self, const char *id)
{
  DuoChat *chat;

  g_return_val_if_fail (DUO_IS_EVENT (self), NULL);

  chat = duo_keyed_list_lookup (self->chats, id);
  return chat ? chat : duo_keyed_list_lookup (self->other_chats, id);
}
