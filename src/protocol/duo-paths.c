/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-paths.h"

#include <string.h>

/* Of two that match, the earlier is meant. */
static const char *const patterns[DUO_N_PATHS] = {
    [DUO_PATH_HEALTH] = "/healthz",
    [DUO_PATH_READY] = "/readyz",
    [DUO_PATH_SERVICE] = "/v1/service",
    [DUO_PATH_SESSIONS] = "/v1/sessions",
    [DUO_PATH_CURRENT_SESSION] = "/v1/sessions/current",
    [DUO_PATH_VOUCH] = "/v1/sessions/{}/vouch",
    [DUO_PATH_EVENTS] = "/v1/events",
    [DUO_PATH_EVENT] = "/v1/events/{}",
    [DUO_PATH_ME] = "/v1/events/{}/me",
    [DUO_PATH_FORMAT] = "/v1/events/{}/format",
    [DUO_PATH_CHANGES] = "/v1/events/{}/changes",
    [DUO_PATH_CHATS] = "/v1/events/{}/chats",
    [DUO_PATH_SLOTS] = "/v1/events/{}/recruiters/{}/slots",
    [DUO_PATH_AVAILABILITY] = "/v1/events/{}/recruiters/{}/availability",
    [DUO_PATH_SETTINGS] = "/v1/events/{}/recruiters/{}/settings",
    [DUO_PATH_ROOM] = "/v1/chats/{}/room",
    [DUO_PATH_NOTE] = "/v1/chats/{}/note",
    [DUO_PATH_VERB] = "/v1/chats/{}/{verb}",
    [DUO_PATH_MY_CV] = "/v1/me/cv",
    [DUO_PATH_CV] = "/v1/people/{}/cv",
    [DUO_PATH_LIVE] = "/v1/live",
};

const char *
duo_path_get_pattern (DuoPath path)
{
  return patterns[path];
}

static gboolean
take_id (const char **text, DuoPathMatch *match)
{
  char *into = match->first[0] == '\0' ? match->first : match->second;
  gsize length = strcspn (*text, "/");

  if (length != DUO_ID_LENGTH)
    return FALSE;
  memcpy (into, *text, length);
  into[length] = '\0';
  *text += length;
  return duo_id_is_valid (into);
}

static gboolean
matches (const char *pattern, const char *text, DuoPathMatch *match)
{
  while (*pattern != '\0')
    {
      if (g_str_equal (pattern, "{verb}"))
        return duo_verb_from_string (text, &match->verb);
      if (g_str_has_prefix (pattern, "{}"))
        {
          if (!take_id (&text, match))
            return FALSE;
          pattern += 2;
        }
      else if (*pattern++ != *text++)
        return FALSE;
    }
  return *text == '\0';
}

gboolean
duo_path_match (const char *text, DuoPathMatch *match)
{
  for (guint i = 0; i < DUO_N_PATHS; i++)
    {
      *match = (DuoPathMatch) {.path = i};
      if (matches (patterns[i], text, match))
        return TRUE;
    }
  return FALSE;
}

char *
duo_path_build (DuoPath path, const char *first, const char *second)
{
  g_auto (GStrv) parts = g_strsplit (patterns[path], "/", -1);
  const char *values[] = {first, second};
  guint used = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (parts[i][0] != '{' || used == G_N_ELEMENTS (values))
        continue;
      g_free (parts[i]);
      parts[i] = g_uri_escape_string (values[used] != NULL ? values[used] : "", NULL, FALSE);
      used++;
    }
  return g_strjoinv ("/", parts);
}

char *
duo_path_build_verb (const char *chat, DuoVerb verb)
{
  return duo_path_build (DUO_PATH_VERB, chat, duo_verb_to_string (verb));
}

char *
duo_path_build_changes (const char *event, gint64 since)
{
  g_autofree char *path = duo_path_build (DUO_PATH_CHANGES, event, NULL);

  return g_strdup_printf ("%s?since=%" G_GINT64_FORMAT, path, since);
}

char *
duo_path_build_slots (const char *event, const char *recruiter, const char *date)
{
  g_autofree char *path = duo_path_build (DUO_PATH_SLOTS, event, recruiter);

  return date != NULL ? g_strdup_printf ("%s?day=%s", path, date) : g_steal_pointer (&path);
}
