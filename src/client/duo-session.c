/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-session-private.h"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ADDRESS,
  PROP_ACCOUNT_NAME,
  PROP_ACCOUNT_EMAIL,
  PROP_EVENT,
  PROP_EVENTS,
  PROP_SYNCED_AT,
  PROP_KEYRING,
  PROP_CACHE_LOST,
  N_PROPS,
};

enum
{
  OUTCOME,
  HELD,
  KEPT,
  LOST,
  ENDED,
  ME_CHANGED,
  N_SIGNALS,
};

struct _DuoSessionRef
{
  GWeakRef session;
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSession, duo_session, G_TYPE_OBJECT)

#define N_STATES (DUO_SESSION_OFFLINE + 1)

static const char *const state_names[N_STATES] = {"signed out", "connecting", "online", "offline"};

/* from × to */
static const gboolean transitions[N_STATES][N_STATES] = {
    [DUO_SESSION_SIGNED_OUT] = {[DUO_SESSION_CONNECTING] = TRUE},
    [DUO_SESSION_CONNECTING] =
        {[DUO_SESSION_SIGNED_OUT] = TRUE, [DUO_SESSION_ONLINE] = TRUE, [DUO_SESSION_OFFLINE] = TRUE},
    [DUO_SESSION_ONLINE] = {[DUO_SESSION_SIGNED_OUT] = TRUE, [DUO_SESSION_OFFLINE] = TRUE},
    [DUO_SESSION_OFFLINE] = {[DUO_SESSION_SIGNED_OUT] = TRUE, [DUO_SESSION_ONLINE] = TRUE},
};

DuoSessionRef *
duo_session_ref_new (DuoSession *self)
{
  DuoSessionRef *ref = g_new0 (DuoSessionRef, 1);

  g_weak_ref_init (&ref->session, self);
  return ref;
}

DuoSession *
duo_session_ref_take (DuoSessionRef *ref)
{
  DuoSession *self = g_weak_ref_get (&ref->session);

  g_weak_ref_clear (&ref->session);
  g_free (ref);
  return self;
}

static void
notify (DuoSession *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
duo_session_set_state (DuoSession *self, DuoSessionState state)
{
  if (self->state == state)
    return;
  g_return_if_fail (transitions[self->state][state]);
  g_debug ("session: %s → %s", state_names[self->state], state_names[state]);
  self->state = state;
  notify (self, PROP_STATE);
}

void
duo_session_set_address (DuoSession *self, const char *address)
{
  duo_http_set_address (self->http, address);
  if (g_set_str (&self->address, address))
    notify (self, PROP_ADDRESS);
}

void
duo_session_set_identity (DuoSession *self, const char *account, const char *name, const char *email)
{
  g_set_str (&self->account, account);
  if (g_set_str (&self->account_name, name))
    notify (self, PROP_ACCOUNT_NAME);
  if (g_set_str (&self->account_email, email))
    notify (self, PROP_ACCOUNT_EMAIL);
}

void
duo_session_set_keyring (DuoSession *self, gboolean keyring)
{
  if (self->keyring == keyring)
    return;
  self->keyring = keyring;
  notify (self, PROP_KEYRING);
}

void
duo_session_set_synced_at (DuoSession *self, gint64 synced_at)
{
  if (self->synced_at == synced_at)
    return;
  self->synced_at = synced_at;
  notify (self, PROP_SYNCED_AT);
}

void
duo_session_set_cache_lost (DuoSession *self)
{
  if (self->cache_lost)
    return;
  self->cache_lost = TRUE;
  notify (self, PROP_CACHE_LOST);
}

void
duo_session_emit_outcome (DuoSession *self, DuoChat *chat, const GError *error)
{
  g_signal_emit (self, signals[OUTCOME], 0, chat, error);
}

void
duo_session_emit_held (DuoSession *self, const char *key, DuoVerb verb, DuoChat *chat, DuoPerson *person)
{
  g_signal_emit (self, signals[HELD], 0, key, (int) verb, chat, person);
}

void
duo_session_emit_kept (DuoSession *self, const char *key)
{
  g_signal_emit (self, signals[KEPT], 0, key);
}

void
duo_session_emit_lost (DuoSession *self)
{
  g_signal_emit (self, signals[LOST], 0);
}

void
duo_session_emit_ended (DuoSession *self, const GError *error)
{
  g_signal_emit (self, signals[ENDED], 0, error);
}

void
duo_session_emit_me_changed (DuoSession *self)
{
  g_signal_emit (self, signals[ME_CHANGED], 0);
}

static void
on_applied (DuoSync *sync, DuoSession *self)
{
  duo_command_queue_show_pending (self->queue);
  duo_note_queue_show (self->notes);
  duo_session_look_at_clock (self);
  duo_session_note_people (self);
  duo_session_look_at_cvs (self);
}

static void
on_time_followed (DuoHttp *http, DuoSession *self)
{
  duo_session_look_at_clock (self);
}

static void
duo_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoSession *self = DUO_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->account_name);
      break;
    case PROP_ACCOUNT_EMAIL:
      g_value_set_string (value, self->account_email);
      break;
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_EVENTS:
      g_value_set_object (value, duo_sync_get_events (self->sync));
      break;
    case PROP_SYNCED_AT:
      g_value_set_int64 (value, self->synced_at);
      break;
    case PROP_KEYRING:
      g_value_set_boolean (value, self->keyring);
      break;
    case PROP_CACHE_LOST:
      g_value_set_boolean (value, self->cache_lost);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EVENT)
    duo_session_set_event (DUO_SESSION (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_session_dispose (GObject *object)
{
  DuoSession *self = DUO_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_timer, g_source_remove);
  if (self->live)
    duo_session_dispose_live (self);
  if (self->queue)
    duo_command_queue_disown (self->queue);
  if (self->notes)
    duo_note_queue_disown (self->notes);
  if (self->cache)
    duo_session_flush (self);
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  g_clear_object (&self->queue);
  g_clear_object (&self->notes);
  g_clear_object (&self->live);
  g_clear_object (&self->event);
  g_clear_object (&self->sync);
  g_clear_object (&self->cache);
  g_clear_object (&self->outbox);
  g_clear_object (&self->bookmarks);
  g_clear_object (&self->known_keys);
  g_clear_object (&self->told);
  g_clear_object (&self->credentials);
  g_clear_object (&self->signer);
  g_clear_object (&self->http);
  g_clear_object (&self->network);
  G_OBJECT_CLASS (duo_session_parent_class)->dispose (object);
}

static void
duo_session_finalize (GObject *object)
{
  DuoSession *self = DUO_SESSION (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cvs, duo_cv_shelf_free);
  g_clear_pointer (&self->mes, g_hash_table_unref);
  g_clear_pointer (&self->clock, duo_clock_unref);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_clear_pointer (&self->rooms, g_hash_table_unref);
  g_free (self->profile);
  g_free (self->address);
  g_free (self->account);
  g_free (self->account_name);
  g_free (self->account_email);
  g_free (self->wanted_event);
  G_OBJECT_CLASS (duo_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags write = read | G_PARAM_WRITABLE;

  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, N_STATES - 1, DUO_SESSION_SIGNED_OUT, read);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, read);
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, NULL, read);
  properties[PROP_ACCOUNT_EMAIL] = g_param_spec_string ("account-email", NULL, NULL, NULL, read);
  properties[PROP_EVENT] = g_param_spec_object ("event", NULL, NULL, DUO_TYPE_EVENT, write);
  properties[PROP_EVENTS] = g_param_spec_object ("events", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_SYNCED_AT] = g_param_spec_int64 ("synced-at", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_KEYRING] = g_param_spec_boolean ("keyring", NULL, NULL, TRUE, read);
  properties[PROP_CACHE_LOST] = g_param_spec_boolean ("cache-lost", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_session_class_init (DuoSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = duo_session_get_property;
  object_class->set_property = duo_session_set_property;
  object_class->dispose = duo_session_dispose;
  object_class->finalize = duo_session_finalize;
  install_properties (object_class);

  signals[OUTCOME] = g_signal_new ("outcome", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, DUO_TYPE_CHAT, G_TYPE_ERROR);
  signals[HELD] = g_signal_new ("held", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                4, G_TYPE_STRING, G_TYPE_INT, DUO_TYPE_CHAT, DUO_TYPE_PERSON);
  signals[KEPT] = g_signal_new ("kept", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[LOST] =
      g_signal_new ("lost", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ME_CHANGED] =
      g_signal_new ("me-changed", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", DUO_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
duo_session_init (DuoSession *self)
{
  self->keyring = TRUE;
  self->cancellable = g_cancellable_new ();
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->mes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) duo_wire_me_free);
}

static char *
make_path (const char *base, const char *profile, const char *file)
{
  return g_build_filename (base, "duologue", profile, file, NULL);
}

static void
open_stores (DuoSession *self)
{
  g_autofree char *cache = make_path (g_get_user_cache_dir (), self->profile, "cache.sqlite");
  g_autofree char *outbox = make_path (g_get_user_data_dir (), self->profile, "outbox.sqlite");
  g_autofree char *bookmarks = make_path (g_get_user_data_dir (), self->profile, "bookmarks.sqlite");
  g_autofree char *known_keys = make_path (g_get_user_data_dir (), self->profile, "known-keys.sqlite");
  g_autofree char *told = make_path (g_get_user_data_dir (), self->profile, "told.sqlite");
  g_autofree char *cvs = make_path (g_get_user_cache_dir (), self->profile, "cvs");

  self->cache = duo_cache_new (cache);
  self->outbox = duo_outbox_new (outbox);
  self->bookmarks = duo_bookmarks_new (bookmarks);
  self->known_keys = duo_known_keys_new (known_keys);
  self->told = duo_told_new (told);
  duo_session_watch_stores (self);
  self->credentials = duo_credentials_new (self->profile);
  self->cvs = duo_cv_shelf_new (cvs);
}

DuoSession *
duo_session_new (const char *profile, DuoClock *clock, GNetworkMonitor *network)
{
  DuoSession *self;

  g_return_val_if_fail (profile != NULL && clock != NULL, NULL);
  g_return_val_if_fail (G_IS_NETWORK_MONITOR (network), NULL);

  self = g_object_new (DUO_TYPE_SESSION, NULL);
  self->profile = g_strdup (profile);
  self->clock = duo_clock_ref (clock);
  self->network = g_object_ref (network);
  open_stores (self);
  self->http = duo_http_new (clock);
  self->sync = duo_sync_new (self->http, self->cache, clock);
  self->signer = duo_device_signer_new ();
  self->live = duo_live_socket_new (self->http);
  self->queue = duo_session_make_queue (self);
  self->notes = duo_session_make_note_queue (self);
  duo_session_init_live (self);
  g_signal_connect_object (self->sync, "applied", G_CALLBACK (on_applied), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->http, "time-followed", G_CALLBACK (on_time_followed), self,
                           G_CONNECT_DEFAULT);
  return self;
}

void
duo_session_leave_keyring (DuoSession *self)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  duo_credentials_leave_keyring (self->credentials);
}

DuoSessionState
duo_session_get_state (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), DUO_SESSION_SIGNED_OUT);
  return self->state;
}

const char *
duo_session_get_address (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  return self->address;
}

const char *
duo_session_get_account_name (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  return self->account_name;
}

DuoClock *
duo_session_get_clock (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  return self->clock;
}

GListModel *
duo_session_get_events (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  return duo_sync_get_events (self->sync);
}

DuoEvent *
duo_session_get_event (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  return self->event;
}

void
duo_session_set_event (DuoSession *self, DuoEvent *event)
{
  g_return_if_fail (DUO_IS_SESSION (self));
  g_return_if_fail (event == NULL || DUO_IS_EVENT (event));

  if (!g_set_object (&self->event, event))
    return;
  if (event)
    {
      duo_cache_put_shown (self->cache, duo_event_get_id (event));
      duo_session_note_people (self);
    }
  notify (self, PROP_EVENT);
}

gint64
duo_session_get_synced_at (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), 0);
  return self->synced_at;
}

gboolean
duo_session_get_keyring (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), FALSE);
  return self->keyring;
}

gboolean
duo_session_get_cache_lost (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), FALSE);
  return self->cache_lost;
}

void
duo_session_flush (DuoSession *self)
{
  g_return_if_fail (DUO_IS_SESSION (self));

  duo_session_keep_noted (self);
  if (self->notes)
    duo_note_queue_put_down (self->notes);
  duo_outbox_flush (self->outbox);
  duo_bookmarks_flush (self->bookmarks);
  duo_known_keys_flush (self->known_keys);
  duo_told_flush (self->told);
  duo_cache_flush (self->cache);
}

DuoSigner *
duo_session_get_signer (DuoSession *self)
{
  g_return_val_if_fail (DUO_IS_SESSION (self), NULL);
  return DUO_SIGNER (self->signer);
}
