/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-person-record.h"

G_BEGIN_DECLS

/* Who comes to an event, as an organizer lists them: a line for each company, recruiter, talent and organizer, with these
 * columns (PRODUCT §2). What a line may say is said here, whatever the list was read from. */

typedef enum
{
  DUO_ROSTER_ROLE,
  DUO_ROSTER_NAME,
  DUO_ROSTER_EMAIL,
  DUO_ROSTER_COMPANY,
  DUO_ROSTER_TITLE,
  DUO_ROSTER_ABOUT,
  DUO_ROSTER_TOPICS,
  DUO_ROSTER_LANGUAGES,
  DUO_ROSTER_QUESTION,
  DUO_ROSTER_MODE,
  DUO_ROSTER_ADMIN,
  DUO_ROSTER_LISTED,
  DUO_ROSTER_FIELD,
  DUO_ROSTER_SIZE,
  DUO_ROSTER_WEBSITE,
  DUO_N_ROSTER_COLUMNS,
} DuoRosterColumn;

const char *duo_roster_column_to_string (DuoRosterColumn column);
gboolean duo_roster_column_from_string (const char *text, DuoRosterColumn *column);
/* Whether a list without that column says nothing of anybody. */
gboolean duo_roster_column_is_needed (DuoRosterColumn column);

/**
 * DuoRosterEntry:
 * @line: where it stands
 * @email: (nullable): in lower case; a company has none
 * @employer: (nullable): the name of a recruiter's company
 * @person: (nullable): whom the line is about, without ids
 * @company: (nullable): or which company, without ids
 */
typedef struct
{
  guint line;
  char *email;
  char *employer;
  DuoPersonRecord *person;
  DuoCompanyRecord *company;
} DuoRosterEntry;

/**
 * DuoRoster:
 *
 * The lines that can be so, each person and each company once.
 */
typedef struct _DuoRoster DuoRoster;

DuoRoster *duo_roster_new (void);
void duo_roster_free (DuoRoster *self);

/**
 * duo_roster_add:
 * @line: where it stands, for who reads of it
 * @cells: (array length=DUO_N_ROSTER_COLUMNS) (nullable elements): UTF-8 by column; NULL is as ""
 *
 * Errors: DUO_DOMAIN_ERROR_INVALID, naming the column and what to write there.
 */
gboolean duo_roster_add (DuoRoster *self, guint line, const char *const *cells, GError **error);

/* (element-type DuoRosterEntry): in the order of the lines. Borrowed. */
GPtrArray *duo_roster_get_entries (DuoRoster *self);

/**
 * duo_roster_entry_check_role:
 * @present: what that account is in the event already
 *
 * Nobody is two things in one event (PRODUCT §1).
 *
 * Errors: DUO_DOMAIN_ERROR_INVALID.
 */
gboolean duo_roster_entry_check_role (const DuoRosterEntry *self, DuoRole present, GError **error);

/* (transfer full): by what two names of companies are the same: small and large letters are. */
char *duo_roster_dup_company_key (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRoster, duo_roster_free)

G_END_DECLS
