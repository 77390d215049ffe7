/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"
#include "duo-cv-record.h"
#include "duo-database-private.h"
#include "duo-device-record.h"
#include "duo-effects-private.h"
#include "duo-event-record.h"
#include "duo-note-record.h"
#include "duo-person-record.h"
#include "duo-records.h"

G_BEGIN_DECLS

/* Rows become records and records become parameters here, and nowhere else. */

DuoAccountRecord *duo_rows_read_account (DuoQuery *row);
DuoSessionRecord *duo_rows_read_session (DuoQuery *row);
DuoPersonRecord *duo_rows_read_person (DuoQuery *row);
DuoCompanyRecord *duo_rows_read_company (DuoQuery *row);
DuoChatRecord *duo_rows_read_chat (DuoQuery *row);

/* Each NULL where there is none. */
DuoEventRecord *duo_rows_load_event (DuoDatabase *database, const char *id);
DuoPersonRecord *duo_rows_load_person (DuoDatabase *database, const char *id);
DuoPersonRecord *duo_rows_load_participation (DuoDatabase *database, const char *event, const char *account);
/* @planned: (out) (optional): the end before any extension */
DuoChatRecord *duo_rows_load_chat (DuoDatabase *database, const char *id, gint64 *planned);
GArray *duo_rows_load_visits (DuoDatabase *database, const char *chat);

void duo_rows_bind_person (DuoQuery *query, const DuoPersonRecord *person, gint64 rev);
void duo_rows_bind_company (DuoQuery *query, const DuoCompanyRecord *company, gint64 rev);
/* With its days, at a rev of its own. */
void duo_rows_save_event (DuoDatabase *database, const DuoEventRecord *event, DuoEffects *effects);
/* @is_new: whether it is inserted. A second open chat of the pair is an error: the rules have refused it before. */
void duo_rows_save_chat (DuoDatabase *database, const DuoChatRecord *chat, gint64 planned, gboolean is_new);

/* duo-note-rows.c */
DuoNoteRecord *duo_rows_read_note (DuoQuery *row);
/* NULL where there is none. */
DuoNoteRecord *duo_rows_load_note (DuoDatabase *database, const char *chat, const char *author);
/* As it is from now on, at a new rev of its event, unless it says what is there already. @seen: the rev of the one that
 * was seen, 0 where none was; DUO_STORE_ERROR_STALE where another is there. */
void duo_rows_save_note (
    DuoDatabase *database, const DuoNoteRecord *note, gint64 seen, gint64 now, DuoEffects *effects);

/* duo-cv-rows.c: each NULL where @person, a talent, has none. */
DuoCvRecord *duo_rows_load_cv (DuoDatabase *database, const char *person);
GBytes *duo_rows_load_cv_body (DuoDatabase *database, const char *person);
DuoRole duo_rows_load_role_to_talent (DuoDatabase *database, const char *person, const char *account);
/* @cv: (nullable), with @body: none from now on. DUO_STORE_ERROR_NOT_FOUND where the account is no talent's. */
void duo_rows_save_cv (
    DuoDatabase *database, const char *account, const DuoCvRecord *cv, GBytes *body, DuoEffects *effects);

/* duo-device-rows.c: (element-type DuoDeviceRecord): those on which @account is signed in; @own: a key whose word for
 * others is told before all else */
GPtrArray *duo_rows_load_devices (DuoDatabase *database, const char *account, const guint8 *own, gint64 now);
void
duo_rows_load_vouches (DuoDatabase *database, const char *account, const guint8 *key, DuoVouches *vouches);
/* Leaves @session and as many others as an account may have. */
void duo_rows_end_other_sessions (DuoDatabase *database, const char *account, const char *session);
/* Nothing changes where it is said already. Errors: as duo_write_vouch() */
void duo_rows_save_vouch (DuoDatabase *database, const char *account, const DuoVouch *vouch, gint64 now);
void duo_rows_forget_vouches (DuoDatabase *database, gint64 now);

/* Pairs of numbers as text, "540-720 780-1020". */
char *duo_rows_format_blocked (const GArray *blocked);
GArray *duo_rows_parse_blocked (const char *text);

G_END_DECLS
