/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"
#include "duo-id.h"

G_BEGIN_DECLS

/* The paths of the API (DESIGN §3, "API"); {e}vent, {r}ecruiter, {c}hat, {s}ession. */
typedef enum
{
  DUO_PATH_HEALTH,          /* /healthz: it runs */
  DUO_PATH_READY,           /* /readyz: it can do its work */
  DUO_PATH_SERVICE,         /* /v1/service */
  DUO_PATH_SESSIONS,        /* /v1/sessions */
  DUO_PATH_CURRENT_SESSION, /* /v1/sessions/current */
  DUO_PATH_VOUCH,           /* /v1/sessions/{s}/vouch */
  DUO_PATH_EVENTS,          /* /v1/events */
  DUO_PATH_EVENT,           /* /v1/events/{e} */
  DUO_PATH_ME,              /* /v1/events/{e}/me */
  DUO_PATH_FORMAT,          /* /v1/events/{e}/format */
  DUO_PATH_CHANGES,         /* /v1/events/{e}/changes */
  DUO_PATH_CHATS,           /* /v1/events/{e}/chats */
  DUO_PATH_SLOTS,           /* /v1/events/{e}/recruiters/{r}/slots */
  DUO_PATH_AVAILABILITY,    /* /v1/events/{e}/recruiters/{r}/availability */
  DUO_PATH_SETTINGS,        /* /v1/events/{e}/recruiters/{r}/settings */
  DUO_PATH_ROOM,            /* /v1/chats/{c}/room */
  DUO_PATH_NOTE,            /* /v1/chats/{c}/note */
  DUO_PATH_VERB,            /* /v1/chats/{c}/{verb} */
  DUO_PATH_MY_CV,           /* /v1/me/cv */
  DUO_PATH_CV,              /* /v1/people/{p}/cv */
  DUO_PATH_LIVE,            /* /v1/live */
  DUO_N_PATHS,
} DuoPath;

/**
 * DuoPathMatch:
 * @path: which
 * @first: the event's id, the chat's, the person's or the session's; "" where there is none
 * @second: the recruiter's id; "" where there is none
 * @verb: with DUO_PATH_VERB
 */
typedef struct
{
  DuoPath path;
  char first[DUO_ID_LENGTH + 1];
  char second[DUO_ID_LENGTH + 1];
  DuoVerb verb;
} DuoPathMatch;

/* As "/v1/events/{}/chats": {} stands for an id, {verb} for a verb. */
const char *duo_path_get_pattern (DuoPath path);
/* @text: a path without its query. FALSE where there is no such path; ids are looked at, and so are verbs. */
gboolean duo_path_match (const char *text, DuoPathMatch *match);
/* @first, @second: (nullable): what stands in it; for DUO_PATH_VERB @second is the verb's word */
char *duo_path_build (DuoPath path, const char *first, const char *second);
char *duo_path_build_verb (const char *chat, DuoVerb verb);
char *duo_path_build_changes (const char *event, gint64 since);
/* @date: (nullable): "2026-11-03" */
char *duo_path_build_slots (const char *event, const char *recruiter, const char *date);

G_END_DECLS
