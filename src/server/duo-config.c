/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-config.h"

#include <string.h>

#include "duo-server-error.h"

typedef enum
{
  KIND_TEXT,
  KIND_LIST,
  KIND_NUMBER,
  KIND_PORT,
  KIND_SIZE,
  KIND_BOOLEAN,
  KIND_RATE,
} Kind;

/* One key: where it goes, which values it may have, its default as it is written, and what it means. */
typedef struct
{
  const char *group;
  const char *key;
  Kind kind;
  gsize offset;
  gint64 min;
  gint64 max;
  const char *fallback;
  const char *meaning;
} Key;

#define AT(field) G_STRUCT_OFFSET (DuoConfig, field)

static const Key keys[] = {
    {"service", "name", KIND_TEXT, AT (name), 0, 0, "Duologue", "What people see before they sign in."},
    {"service", "listen", KIND_TEXT, AT (listen), 0, 0, "127.0.0.1",
     "The IP address to listen on. Anything but loopback belongs behind a proxy that speaks TLS."},
    {"service", "port", KIND_PORT, AT (port), 0, 65535, "8440", "The TCP port; 0 takes a free one."},
    {"service", "data", KIND_TEXT, AT (data), 0, 0, "",
     "The directory of the database; made if it is not there."},
    {"service", "behind-proxy", KIND_BOOLEAN, AT (behind_proxy), 0, 0, "false",
     "Take a client's address from the last item of X-Forwarded-For. Only with a proxy that sets it."},
    {"service", "drain-seconds", KIND_NUMBER, AT (drain_seconds), 0, 600, "10",
     "How long requests under way may take to end after SIGTERM."},
    {"accounts", "session-days", KIND_NUMBER, AT (session_days), 1, 365, "30",
     "A device that is not used for so many days has to sign in again."},
    {"accounts", "hash-threads", KIND_NUMBER, AT (hash_threads), 1, 64, "2",
     "How many passwords are checked at one time; each needs 19 MiB."},
    {"accounts", "hash-queue", KIND_NUMBER, AT (hash_queue), 1, 100000, "256",
     "How many sign-ins may wait for that; more are told to come back."},
    {"rooms", "ice", KIND_LIST, AT (ice), 0, 0, "",
     "STUN and TURN servers, separated by semicolons: stun://host:3478;turn://host:3478"},
    {"rooms", "turn-secret", KIND_TEXT, AT (turn_secret), 0, 0, "",
     "The static-auth-secret of coturn. With it each turn:// server without a user gets credentials of its "
     "own."},
    {"rooms", "turn-seconds", KIND_NUMBER, AT (turn_seconds), 60, 600, "600",
     "How long such credentials hold."},
    {"limits", "connections", KIND_NUMBER, AT (http.connections), 16, 1000000, "20000",
     "Open connections in all."},
    {"limits", "connections-per-address", KIND_NUMBER, AT (http.connections_per_address), 1, 1000000, "10000",
     "Open connections of one address. A campus is one address."},
    {"limits", "live-sockets-per-account", KIND_NUMBER, AT (live_sockets_per_account), 1, 1000, "8",
     "Live sockets of one account; the oldest ends for a new one."},
    {"limits", "cvs", KIND_NUMBER, AT (cvs), 1, 100000, "32",
     "CVs under way at one time, to the service or from it; each takes 5 to 10 MiB of memory."},
    {"limits", "cvs-per-account", KIND_NUMBER, AT (cvs_per_account), 1, 1000, "2", "Those of one account."},
    {"limits", "cv-bytes-per-second", KIND_NUMBER, AT (http.pace_bytes), 0, 10485760, "4096",
     "Whoever sends or takes a CV more slowly is cut off, and may again after half a minute; 0: nobody is."},
    {"limits", "cv-pace-seconds", KIND_NUMBER, AT (http.pace_seconds), 1, 600, "10",
     "Over how long that is looked at."},
    {"limits", "header-bytes", KIND_SIZE, AT (http.header_bytes), 1024, 32768, "16384",
     "Of a request's head."},
    {"limits", "body-bytes", KIND_SIZE, AT (http.body_bytes), 1024, 1048576, "1048576",
     "Of a request's body."},
    {"limits", "header-seconds", KIND_NUMBER, AT (http.header_seconds), 1, 600, "10",
     "In which a request's head must come."},
    {"limits", "body-seconds", KIND_NUMBER, AT (http.body_seconds), 1, 3600, "30",
     "In which a request's body must come."},
    {"limits", "idle-seconds", KIND_NUMBER, AT (http.idle_seconds), 1, 3600, "75",
     "How long a connection may wait between requests."},
    {"limits", "reply-seconds", KIND_NUMBER, AT (http.reply_seconds), 1, 3600, "120",
     "In which a client must have taken an answer."},
    {"rates", "sign-in-per-address", KIND_RATE, AT (sign_in_per_address), 0, 0, "300/600",
     "Rates are written as at-once/per-minute."},
    {"rates", "sign-in-per-account", KIND_RATE, AT (sign_in_per_account), 0, 0, "10/10",
     "For one account, whether there is one or not, from one address."},
    {"rates", "sign-in-per-email", KIND_RATE, AT (sign_in_per_email), 0, 0, "100/100",
     "For one account from all addresses together."},
    {"rates", "requests-per-account", KIND_RATE, AT (requests_per_account), 0, 0, "600/3000",
     "All requests."},
    {"rates", "commands-per-account", KIND_RATE, AT (commands_per_account), 0, 0, "120/240",
     "Commands on chats, settings and availability."},
    {"rates", "cvs-up-per-account", KIND_RATE, AT (cvs_up_per_account), 0, 0, "12/6", "CVs that are put."},
    {"rates", "cvs-down-per-account", KIND_RATE, AT (cvs_down_per_account), 0, 0, "60/30",
     "CVs that are read."},
    {"rates", "live-per-account", KIND_RATE, AT (live_per_account), 0, 0, "400/3000",
     "Messages on the live socket, signalling included."},
};

/* ── values ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
parse_number (const char *text, gint64 min, gint64 max, gint64 *number, GError **error)
{
  return g_ascii_string_to_signed (text, 10, min, max, number, error);
}

static gboolean
parse_boolean (const char *text, gboolean *value, GError **error)
{
  *value = g_str_equal (text, "true");
  if (*value || g_str_equal (text, "false"))
    return TRUE;
  g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, "“%s” is neither true nor false", text);

  return FALSE;
}

static gboolean
parse_rate (const char *text, DuoRate *rate, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  gint64 burst = 0, per_minute = 0;

  if (g_strv_length (parts) != 2 || !parse_number (g_strstrip (parts[0]), 1, 1000000, &burst, NULL) ||
      !parse_number (g_strstrip (parts[1]), 1, 1000000, &per_minute, NULL))
    {
      g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                   "“%s” is not a rate: write at-once/per-minute, for example 10/60", text);
      return FALSE;
    }
  rate->burst = burst;
  rate->per_minute = per_minute;

  return TRUE;
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = *text ? g_strdup (text) : NULL;
}

static void
set_list (char ***field, const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i]; i++)
    if (*g_strstrip (parts[i]))
      g_strv_builder_add (builder, parts[i]);
  g_strfreev (*field);
  *field = g_strv_builder_end (builder);
}

static gboolean
set_number (gpointer field, const Key *key, const char *text, GError **error)
{
  gint64 number;

  if (!parse_number (text, key->min, key->max, &number, error))
    return FALSE;
  if (key->kind == KIND_PORT)
    *(guint16 *) field = number;
  else if (key->kind == KIND_SIZE)
    *(gsize *) field = number;
  else
    *(guint *) field = number;

  return TRUE;
}

static gboolean
set_value (DuoConfig *self, const Key *key, const char *text, GError **error)
{
  gpointer field = G_STRUCT_MEMBER_P (self, key->offset);

  switch (key->kind)
    {
    case KIND_TEXT:
      set_text (field, text);
      return TRUE;
    case KIND_LIST:
      set_list (field, text);
      return TRUE;
    case KIND_BOOLEAN:
      return parse_boolean (text, field, error);
    case KIND_RATE:
      return parse_rate (text, field, error);
    case KIND_NUMBER:
    case KIND_PORT:
    case KIND_SIZE:
    default:
      return set_number (field, key, text, error);
    }
}

/* ── files ─────────────────────────────────────────────────────────────────────────────────── */

static const Key *
find_key (const char *group, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group) && g_str_equal (keys[i].key, name))
      return &keys[i];

  return NULL;
}

static gboolean
read_key (
    DuoConfig *self, GKeyFile *file, const char *path, const char *group, const char *name, GError **error)
{
  const Key *key = find_key (group, name);
  g_autofree char *text = NULL;
  g_autoptr (GError) why = NULL;

  if (key == NULL)
    {
      g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                   "%s: there is no key “%s” in a group [%s]. Remove it, or compare with what “duologued "
                   "init” writes.",
                   path, name, group);
      return FALSE;
    }
  text = g_key_file_get_string (file, group, name, &why);
  if (text != NULL && set_value (self, key, g_strstrip (text), &why))
    return TRUE;
  g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, "%s: [%s] %s: %s. The default is “%s”.",
               path, group, name, why->message, key->fallback);

  return FALSE;
}

static gboolean
read_group (DuoConfig *self, GKeyFile *file, const char *path, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; names && names[i]; i++)
    if (!read_key (self, file, path, group, names[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
check_whole (DuoConfig *self, const char *path, GError **error)
{
  for (guint i = 0; self->ice[i]; i++)
    if (!g_str_has_prefix (self->ice[i], "stun://") && !g_str_has_prefix (self->ice[i], "turn://") &&
        !g_str_has_prefix (self->ice[i], "turns://"))
      {
        g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                     "%s: [rooms] ice: “%s” is not a server: write stun://host:port or turn://host:port.",
                     path, self->ice[i]);
        return FALSE;
      }
  if (self->listen == NULL || !g_hostname_is_ip_address (self->listen))
    {
      g_set_error (
          error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
          "%s: [service] listen: “%s” is not an IP address. Write for example 127.0.0.1, or :: for all.",
          path, self->listen ? self->listen : "");
      return FALSE;
    }

  return TRUE;
}

DuoConfig *
duo_config_new (void)
{
  DuoConfig *self = g_new0 (DuoConfig, 1);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!set_value (self, &keys[i], keys[i].fallback, NULL))
      g_error ("the default of %s is no value", keys[i].key);
  self->data = duo_config_default_directory ();

  return self;
}

gboolean
duo_config_set (DuoConfig *self, const char *group, const char *name, const char *text, GError **error)
{
  const Key *key = find_key (group, name);
  g_autofree char *where = g_strconcat ("--", name, NULL);
  g_autoptr (GError) why = NULL;

  g_return_val_if_fail (key != NULL, FALSE);

  if (set_value (self, key, text, &why))
    return check_whole (self, where, error);
  g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG, "%s: %s. The default is “%s”.", where,
               why->message, key->fallback);

  return FALSE;
}

void
duo_config_free (DuoConfig *self)
{
  g_free (self->name);
  g_free (self->listen);
  g_free (self->data);
  g_free (self->turn_secret);
  g_strfreev (self->ice);
  g_free (self);
}

static gboolean
read_all (DuoConfig *self, GKeyFile *file, const char *path, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i]; i++)
    if (!read_group (self, file, path, groups[i], error))
      return FALSE;
  if (self->data == NULL)
    self->data = duo_config_default_directory ();
  if (self->name == NULL)
    self->name = g_strdup ("Duologue");

  return check_whole (self, path, error);
}

DuoConfig *
duo_config_parse (const char *text, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (DuoConfig) self = duo_config_new ();
  g_autoptr (GError) why = NULL;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, &why))
    {
      g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                   "%s: %s. A line is “key = value”, under a “[group]”; comments begin with #.", path,
                   why->message);
      return NULL;
    }
  if (!read_all (self, file, path, error))
    return NULL;

  return g_steal_pointer (&self);
}

DuoConfig *
duo_config_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) why = NULL;

  if (!g_file_get_contents (path, &text, NULL, &why))
    {
      g_set_error (error, DUO_SERVER_ERROR, DUO_SERVER_ERROR_CONFIG,
                   "The configuration cannot be read: %s. “duologued init” writes one.", why->message);
      return NULL;
    }

  return duo_config_parse (text, path, error);
}

char *
duo_config_sample (void)
{
  GString *text =
      g_string_new ("# Configuration of duologued. Every line that is commented out shows the default.\n");
  const char *group = "";

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *fallback =
          keys[i].offset == AT (data) ? "$XDG_DATA_HOME/duologue/service" : keys[i].fallback;

      if (!g_str_equal (keys[i].group, group))
        g_string_append_printf (text, "\n[%s]\n", keys[i].group);
      group = keys[i].group;
      g_string_append_printf (text, "# %s\n#%s = %s\n", keys[i].meaning, keys[i].key, fallback);
    }

  return g_string_free (text, FALSE);
}

char *
duo_config_default_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "duologue", "service", NULL);
}
