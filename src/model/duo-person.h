/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-person-record.h"

G_BEGIN_DECLS

#define DUO_TYPE_COMPANY (duo_company_get_type ())
G_DECLARE_FINAL_TYPE (DuoCompany, duo_company, DUO, COMPANY, GObject)

/* Properties, all read-only: id, name, field, size, languages (GStrv), website. */
DuoCompany *duo_company_new (const DuoCompanyRecord *record);
const char *duo_company_get_id (DuoCompany *self);
const char *duo_company_get_name (DuoCompany *self);
const char *duo_company_get_field (DuoCompany *self);
const char *duo_company_get_size (DuoCompany *self);
const char *const *duo_company_get_languages (DuoCompany *self);
const char *duo_company_get_website (DuoCompany *self);

#define DUO_TYPE_CHAT (duo_chat_get_type ())
typedef struct _DuoChat DuoChat;

#define DUO_TYPE_PERSON (duo_person_get_type ())
G_DECLARE_FINAL_TYPE (DuoPerson, duo_person, DUO, PERSON, GObject)

/**
 * DuoPerson:
 *
 * A recruiter or talent as the directory shows them. Properties that notify: name, title, company-name, topics,
 * languages, about, question, direct, paused, open-slots, requests, bookmarked (writable), chat (my open chat with
 * them, or NULL).
 */
DuoPerson *duo_person_new (const DuoPersonRecord *record, DuoCompany *company);
/* Takes over what @record says; the id stays. Notifies only what changed. */
void duo_person_update (DuoPerson *self, const DuoPersonRecord *record, DuoCompany *company);
void duo_person_set_counts (DuoPerson *self, guint open_slots, guint requests);
void duo_person_set_chat (DuoPerson *self, DuoChat *chat);

const char *duo_person_get_id (DuoPerson *self);
DuoRole duo_person_get_role (DuoPerson *self);
const char *duo_person_get_name (DuoPerson *self);
const char *duo_person_get_title (DuoPerson *self);
DuoCompany *duo_person_get_company (DuoPerson *self); /* (nullable) */
const char *duo_person_get_company_name (DuoPerson *self); /* "" where there is none */
const char *duo_person_get_about (DuoPerson *self);
const char *const *duo_person_get_topics (DuoPerson *self);
const char *const *duo_person_get_languages (DuoPerson *self);
const char *duo_person_get_question (DuoPerson *self); /* (nullable) */
gboolean duo_person_get_direct (DuoPerson *self);
gboolean duo_person_get_paused (DuoPerson *self);
guint duo_person_get_open_slots (DuoPerson *self);
guint duo_person_get_requests (DuoPerson *self);
gboolean duo_person_get_bookmarked (DuoPerson *self);
void duo_person_set_bookmarked (DuoPerson *self, gboolean bookmarked);
DuoChat *duo_person_get_chat (DuoPerson *self); /* (nullable) */
/* Case-folded, without accents: name, title, company, topics; made once, for the search. Borrowed. */
const char *duo_person_get_search_text (DuoPerson *self);

G_END_DECLS
