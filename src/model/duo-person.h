/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-company.h"
#include "duo-cv-record.h"
#include "duo-person-record.h"

G_BEGIN_DECLS

#define DUO_TYPE_CHAT (duo_chat_get_type ())
typedef struct _DuoChat DuoChat;

#define DUO_TYPE_PERSON (duo_person_get_type ())
G_DECLARE_FINAL_TYPE (DuoPerson, duo_person, DUO, PERSON, GObject)

/**
 * DuoPerson:
 *
 * A recruiter or talent as the directory shows them. Properties that notify: name, title, company-name, topics,
 * languages, about, question, direct, paused, open-slots, requests, bookmarked (writable), chat (my open chat with
 * them, or NULL; a confirmed one until its room has closed), pending (a command that will make a chat with them is on
 * its way), cv (pointer: DuoCvRecord, of a talent who has one that I may read). May be made in any thread, and is then
 * handed to the main thread.
 */
DuoPerson *duo_person_new (const DuoPersonRecord *record, DuoCompany *company);
/* As duo_person_new() with a record that nobody else needs. @record: (transfer full) */
DuoPerson *duo_person_new_take (DuoPersonRecord *record, DuoCompany *company);
/* Takes over what @record says; the id stays. Notifies only what changed. */
void duo_person_update (DuoPerson *self, const DuoPersonRecord *record, DuoCompany *company);
void duo_person_set_counts (DuoPerson *self, guint open_slots, guint requests);
void duo_person_set_chat (DuoPerson *self, DuoChat *chat);
void duo_person_set_cv (DuoPerson *self, const DuoCvRecord *cv); /* (nullable); copied */
void duo_person_set_pending (DuoPerson *self, gboolean pending);
/* A changed company. */
void duo_person_set_company (DuoPerson *self, DuoCompany *company);
/* As duo_person_update() with what @fresh was made from; @fresh is used up and must not be shown. */
void duo_person_take_over (DuoPerson *self, DuoPerson *fresh);

const char *duo_person_get_id (DuoPerson *self);
const DuoPersonRecord *duo_person_get_record (DuoPerson *self); /* borrowed, until the next update */
gint64 duo_person_get_rev (DuoPerson *self);
gboolean duo_person_get_listed (DuoPerson *self);
const char *duo_person_get_company_id (DuoPerson *self); /* (nullable) */
DuoRole duo_person_get_role (DuoPerson *self);
const char *duo_person_get_name (DuoPerson *self);
const char *duo_person_get_title (DuoPerson *self);
DuoCompany *duo_person_get_company (DuoPerson *self);      /* (nullable) */
const char *duo_person_get_company_name (DuoPerson *self); /* "" where there is none */
const char *const *duo_person_get_topics (DuoPerson *self);
const char *const *duo_person_get_languages (DuoPerson *self);
const char *duo_person_get_question (DuoPerson *self); /* (nullable) */
gboolean duo_person_get_direct (DuoPerson *self);
gboolean duo_person_get_paused (DuoPerson *self);
guint duo_person_get_open_slots (DuoPerson *self);
guint duo_person_get_requests (DuoPerson *self);
gboolean duo_person_get_bookmarked (DuoPerson *self);
void duo_person_set_bookmarked (DuoPerson *self, gboolean bookmarked);
gboolean duo_person_get_pending (DuoPerson *self);
DuoChat *duo_person_get_chat (DuoPerson *self);         /* (nullable) */
const DuoCvRecord *duo_person_get_cv (DuoPerson *self); /* (nullable), borrowed until it changes */
/**
 * duo_person_get_match:
 * @topics: (nullable): of who looks for people
 * @languages: (nullable): the same
 *
 * Returns: how well they match: whoever shares more comes first, then who has more open slots (PRODUCT §4)
 */
gint64 duo_person_get_match (DuoPerson *self, char **topics, char **languages);
/* Case-folded, without accents: name, title, company, topics; made once, for the search. Borrowed. */
const char *duo_person_get_search_text (DuoPerson *self);
/* (transfer full): @text as the search texts are written, for what somebody types */
char *duo_person_fold_text (const char *text);

G_END_DECLS
