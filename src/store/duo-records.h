/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-time-range.h"

G_BEGIN_DECLS

/* An account with its password hash (argon2id text, made and checked by the service). */
typedef struct
{
  char *id;
  char *email; /* lower case */
  char *name;
  char *password;
} DuoAccountRecord;
DuoAccountRecord *duo_account_record_new (void);
void duo_account_record_free (DuoAccountRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoAccountRecord, duo_account_record_free)

/* A device's session: only the token's SHA-256 is kept. */
typedef struct
{
  char *id;
  char *account;
  guint8 token_hash[32];
  guint8 device_key[32];
  char *device_name;
  gint64 expires;
} DuoSessionRecord;
DuoSessionRecord *duo_session_record_new (void);
void duo_session_record_free (DuoSessionRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSessionRecord, duo_session_record_free)

/* A recruiter's day: the duration that is offered, the place, and what is blocked. */
typedef struct
{
  char *date;
  guint minutes;
  char *place;     /* (nullable) */
  GArray *blocked; /* DuoTimeRange */
} DuoAvailability;
DuoAvailability *duo_availability_new (const char *date, guint minutes);
void duo_availability_free (DuoAvailability *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoAvailability, duo_availability_free)

/* What a recruiter sets for themselves beside the days. */
typedef struct
{
  gboolean direct;
  gboolean paused;
  char *question; /* (nullable) */
} DuoSettings;

G_END_DECLS
