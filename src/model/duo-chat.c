/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-chat.h"

struct _DuoChat
{
  GObject parent_instance;

  DuoChatRecord *record;
  DuoRole my_role;
  DuoPerson *peer;
  gulong peer_changed;
  char *peer_name;
  char *peer_title;
  char *peer_company_name;
  DuoCvRecord *peer_cv;
  gboolean pending;
  DuoVerb pending_verb;
  gboolean room_open;
  gboolean peer_present;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_STATE,
  PROP_START,
  PROP_END,
  PROP_PEER,
  PROP_PEER_NAME,
  PROP_PEER_TITLE,
  PROP_PEER_COMPANY_NAME,
  PROP_PEER_CV,
  PROP_PENDING,
  PROP_ROOM_OPEN,
  PROP_PEER_PRESENT,
  PROP_LATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoChat, duo_chat, G_TYPE_OBJECT)

static void
notify (DuoChat *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_flag (DuoChat *self, gboolean *flag, gboolean value, guint property)
{
  if (*flag == !!value)
    return;
  *flag = !!value;
  notify (self, property);
}

static void
notify_peer_texts (DuoChat *self)
{
  notify (self, PROP_PEER_NAME);
  notify (self, PROP_PEER_TITLE);
  notify (self, PROP_PEER_COMPANY_NAME);
}

/* One handler for all of it: a directory links thousands of chats at once. */
static void
on_peer_changed (DuoPerson *peer, GParamSpec *pspec, DuoChat *self)
{
  if (g_str_equal (pspec->name, "name"))
    notify (self, PROP_PEER_NAME);
  else if (g_str_equal (pspec->name, "title"))
    notify (self, PROP_PEER_TITLE);
  else if (g_str_equal (pspec->name, "company-name"))
    notify (self, PROP_PEER_COMPANY_NAME);
}

static void
take_peer (DuoChat *self, DuoPerson *peer)
{
  if (self->peer)
    g_clear_signal_handler (&self->peer_changed, self->peer);
  g_set_object (&self->peer, peer);
  if (peer)
    self->peer_changed = g_signal_connect (peer, "notify", G_CALLBACK (on_peer_changed), self);
}

static void
duo_chat_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoChat *self = DUO_CHAT (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->record->id);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->record->state);
      break;
    case PROP_START:
      g_value_set_int64 (value, self->record->range.start);
      break;
    case PROP_END:
      g_value_set_int64 (value, self->record->range.end);
      break;
    case PROP_PEER:
      g_value_set_object (value, self->peer);
      break;
    case PROP_PEER_NAME:
      g_value_set_string (value, duo_chat_get_peer_name (self));
      break;
    case PROP_PEER_TITLE:
      g_value_set_string (value, duo_chat_get_peer_title (self));
      break;
    case PROP_PEER_COMPANY_NAME:
      g_value_set_string (value, duo_chat_get_peer_company_name (self));
      break;
    case PROP_PEER_CV:
      g_value_set_pointer (value, self->peer_cv);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    case PROP_ROOM_OPEN:
      g_value_set_boolean (value, self->room_open);
      break;
    case PROP_PEER_PRESENT:
      g_value_set_boolean (value, self->peer_present);
      break;
    case PROP_LATE:
      g_value_set_uint (value, self->record->late);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_chat_finalize (GObject *object)
{
  DuoChat *self = DUO_CHAT (object);

  g_clear_pointer (&self->record, duo_chat_record_free);
  take_peer (self, NULL);
  g_free (self->peer_name);
  g_free (self->peer_title);
  g_free (self->peer_company_name);
  duo_cv_record_free (self->peer_cv);
  G_OBJECT_CLASS (duo_chat_parent_class)->finalize (object);
}

static void
duo_chat_class_init (DuoChatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_chat_get_property;
  object_class->finalize = duo_chat_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, DUO_CHAT_N_STATES - 1, DUO_CHAT_NONE, read);
  properties[PROP_START] = g_param_spec_int64 ("start", NULL, NULL, G_MININT64, G_MAXINT64, 0, read);
  properties[PROP_END] = g_param_spec_int64 ("end", NULL, NULL, G_MININT64, G_MAXINT64, 0, read);
  properties[PROP_PEER] = g_param_spec_object ("peer", NULL, NULL, DUO_TYPE_PERSON, read);
  properties[PROP_PEER_NAME] = g_param_spec_string ("peer-name", NULL, NULL, "", read);
  properties[PROP_PEER_TITLE] = g_param_spec_string ("peer-title", NULL, NULL, "", read);
  properties[PROP_PEER_COMPANY_NAME] = g_param_spec_string ("peer-company-name", NULL, NULL, "", read);
  properties[PROP_PEER_CV] = g_param_spec_pointer ("peer-cv", NULL, NULL, read);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, read);
  properties[PROP_ROOM_OPEN] = g_param_spec_boolean ("room-open", NULL, NULL, FALSE, read);
  properties[PROP_PEER_PRESENT] = g_param_spec_boolean ("peer-present", NULL, NULL, FALSE, read);
  properties[PROP_LATE] = g_param_spec_uint ("late", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_chat_init (DuoChat *self)
{
  self->pending_verb = DUO_N_VERBS;
}

static gboolean
is_late_otherwise (const DuoChatRecord *old, const DuoChatRecord *record)
{
  return old->late != record->late || (record->late != 0 && old->changed != record->changed);
}

DuoChat *
duo_chat_new (const DuoChatRecord *record, DuoRole my_role)
{
  DuoChat *self;

  g_return_val_if_fail (record != NULL && record->id != NULL, NULL);

  self = g_object_new (DUO_TYPE_CHAT, NULL);
  self->record = duo_chat_record_copy (record);
  self->my_role = my_role;
  return self;
}

void
duo_chat_update (DuoChat *self, const DuoChatRecord *record)
{
  g_autoptr (DuoChatRecord) old = NULL;

  g_return_if_fail (DUO_IS_CHAT (self));
  g_return_if_fail (record != NULL && g_strcmp0 (record->id, self->record->id) == 0);

  old = g_steal_pointer (&self->record);
  self->record = duo_chat_record_copy (record);
  g_object_freeze_notify (G_OBJECT (self));
  if (old->state != record->state)
    notify (self, PROP_STATE);
  if (old->range.start != record->range.start)
    notify (self, PROP_START);
  if (old->range.end != record->range.end)
    notify (self, PROP_END);
  if (is_late_otherwise (old, record))
    notify (self, PROP_LATE);
  g_object_thaw_notify (G_OBJECT (self));
}

void
duo_chat_set_peer (DuoChat *self, DuoPerson *peer)
{
  g_return_if_fail (DUO_IS_CHAT (self));

  if (self->peer == peer)
    return;
  take_peer (self, peer);
  g_object_freeze_notify (G_OBJECT (self));
  notify (self, PROP_PEER);
  notify_peer_texts (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
duo_chat_set_peer_names (DuoChat *self, const char *name, const char *title, const char *company)
{
  gboolean changed;

  g_return_if_fail (DUO_IS_CHAT (self));

  changed = g_set_str (&self->peer_name, name);
  changed |= g_set_str (&self->peer_title, title);
  changed |= g_set_str (&self->peer_company_name, company);
  if (changed && !self->peer)
    notify_peer_texts (self);
}

void
duo_chat_set_peer_cv (DuoChat *self, const DuoCvRecord *cv)
{
  g_return_if_fail (DUO_IS_CHAT (self));

  if (duo_cv_record_equal (self->peer_cv, cv))
    return;
  g_clear_pointer (&self->peer_cv, duo_cv_record_free);
  self->peer_cv = duo_cv_record_copy (cv);
  notify (self, PROP_PEER_CV);
}

void
duo_chat_set_pending (DuoChat *self, gboolean pending)
{
  g_return_if_fail (DUO_IS_CHAT (self));
  self->pending_verb = DUO_N_VERBS;
  set_flag (self, &self->pending, pending, PROP_PENDING);
}

void
duo_chat_set_pending_verb (DuoChat *self, DuoVerb verb)
{
  g_return_if_fail (DUO_IS_CHAT (self));
  g_return_if_fail (verb < DUO_N_VERBS);

  if (self->pending && self->pending_verb == verb)
    return;
  self->pending_verb = verb;
  self->pending = TRUE;
  notify (self, PROP_PENDING);
}

void
duo_chat_set_peer_present (DuoChat *self, gboolean present)
{
  g_return_if_fail (DUO_IS_CHAT (self));
  set_flag (self, &self->peer_present, present, PROP_PEER_PRESENT);
}

void
duo_chat_set_room_open (DuoChat *self, gboolean open)
{
  g_return_if_fail (DUO_IS_CHAT (self));
  set_flag (self, &self->room_open, open, PROP_ROOM_OPEN);
}

const char *
duo_chat_get_id (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);
  return self->record->id;
}

const DuoChatRecord *
duo_chat_get_record (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);
  return self->record;
}

DuoChatState
duo_chat_get_state (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), DUO_CHAT_NONE);
  return self->record->state;
}

DuoTimeRange
duo_chat_get_range (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), ((DuoTimeRange) {0, 0}));
  return self->record->range;
}

DuoRole
duo_chat_get_my_role (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), DUO_ROLE_STRANGER);
  return self->my_role;
}

DuoPerson *
duo_chat_get_peer (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);
  return self->peer;
}

const char *
duo_chat_get_peer_name (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);

  if (self->peer)
    return duo_person_get_name (self->peer);
  return self->peer_name ? self->peer_name : "";
}

const char *
duo_chat_get_peer_title (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);

  if (self->peer)
    return duo_person_get_title (self->peer);
  return self->peer_title ? self->peer_title : "";
}

const char *
duo_chat_get_peer_company_name (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);

  if (self->peer)
    return duo_person_get_company_name (self->peer);
  return self->peer_company_name ? self->peer_company_name : "";
}

const DuoCvRecord *
duo_chat_get_peer_cv (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);
  return self->peer_cv;
}

const char *
duo_chat_get_peer_id (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), NULL);
  return self->my_role == DUO_ROLE_TALENT ? self->record->recruiter : self->record->talent;
}

gboolean
duo_chat_get_pending (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), FALSE);
  return self->pending;
}

DuoVerb
duo_chat_get_pending_verb (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), DUO_N_VERBS);
  return self->pending_verb;
}

gboolean
duo_chat_get_room_open (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), FALSE);
  return self->room_open;
}

gboolean
duo_chat_get_peer_present (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), FALSE);
  return self->peer_present;
}

gint64
duo_chat_get_rev (DuoChat *self)
{
  g_return_val_if_fail (DUO_IS_CHAT (self), 0);
  return self->record->rev;
}
