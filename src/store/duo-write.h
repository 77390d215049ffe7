/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"
#include "duo-cv-record.h"
#include "duo-device-record.h"
#include "duo-event-record.h"
#include "duo-note-record.h"
#include "duo-person-record.h"
#include "duo-records.h"

G_BEGIN_DECLS

/**
 * DuoWrite:
 *
 * Everything that is written beside commands on chats, as one unit: it is done in the order in which it was added, all
 * of it or nothing. A whole demo event is one of these, and so is a sign-in.
 */
typedef struct _DuoWrite DuoWrite;

DuoWrite *duo_write_new (void);
void duo_write_free (DuoWrite *self);

/* A new record, or the one of that id as it is from now on. All of them take the record. */
void duo_write_take_account (DuoWrite *self, DuoAccountRecord *account);
void duo_write_take_event (DuoWrite *self, DuoEventRecord *event);
void duo_write_take_company (DuoWrite *self, DuoCompanyRecord *company);
void duo_write_take_person (DuoWrite *self, DuoPersonRecord *person);

/* As duo_write_take_person() of somebody who is there, but only as long as the record's own `rev` is still the one that
 * was read: else DUO_STORE_ERROR_STALE. */
void duo_write_change_person (DuoWrite *self, DuoPersonRecord *person);

/* Its account is signed in with it from now on, and with %DUO_MAX_DEVICES - 1 others at most. */
void duo_write_take_session (DuoWrite *self, DuoSessionRecord *session);
void duo_write_touch_session (DuoWrite *self, const char *session, gint64 expires);
/* What was said of its device stays true. */
void duo_write_revoke_session (DuoWrite *self, const char *session);
/* All of @account, and all that its devices said of each other: one of them may be in wrong hands. */
void duo_write_revoke_sessions (DuoWrite *self, const char *account);
/* All that have expired by @when, and what was said long before of devices that are gone. */
void duo_write_forget_sessions (DuoWrite *self, gint64 when);

/* @vouch: between two devices of @account, checked by the caller (duo_device_record_may_be_vouched(), duo_vouch_check()).
 * DUO_STORE_ERROR_NOT_FOUND where one of them is not signed in, DUO_STORE_ERROR_CONFLICT where the account has
 * %DUO_MAX_ACCOUNT_VOUCHES. */
void duo_write_vouch (DuoWrite *self, const char *account, const DuoVouch *vouch);

/* @day: (transfer full): one day of a recruiter; other days stay as they are. */
void duo_write_take_availability (DuoWrite *self, const char *person, DuoAvailability *day);
/* The same, but only as long as nobody has set that day since the event was at @seen: else DUO_STORE_ERROR_STALE. */
void duo_write_change_availability (DuoWrite *self, const char *person, DuoAvailability *day, gint64 seen);
void duo_write_set_settings (DuoWrite *self, const char *person, const DuoSettings *settings);

/* @note: (transfer full): as its author wants it, whoever may write that; its `changed`, `company` and `rev` are the store's.
 * @seen: the `rev` of the note that was seen, 0 where there was none: else DUO_STORE_ERROR_STALE, unless it says what is
 * there already, which changes nothing. */
void duo_write_change_note (DuoWrite *self, DuoNoteRecord *note, gint64 seen);

/* @cv: (transfer full) (nullable): the CV of @account from now on, or none any more; @body: (nullable): its bytes.
 * DUO_STORE_ERROR_NOT_FOUND where the account is a talent in no event. Removing what is not there changes nothing. */
void duo_write_take_cv (DuoWrite *self, const char *account, DuoCvRecord *cv, GBytes *body);

/* @side: DUO_ROLE_RECRUITER or DUO_ROLE_TALENT. Visits survive a restart of the service (PRODUCT §5). */
void duo_write_enter_room (DuoWrite *self, const char *chat, DuoRole side, gint64 when);
void duo_write_leave_room (DuoWrite *self, const char *chat, DuoRole side, gint64 when);
/* Ends all visits that are still open: what a service does that starts after a crash. */
void duo_write_leave_all_rooms (DuoWrite *self, gint64 when);

/* A line of the hash-chained log. @account: (nullable): who; @detail: (nullable): never a secret. */
void duo_write_audit (DuoWrite *self, const char *account, const char *action, const char *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWrite, duo_write_free)

G_END_DECLS
