/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-roster.h"
#include "duo-store.h"

G_BEGIN_DECLS

/**
 * DuoPeopleImport:
 *
 * A file of companies and people on its way into an event. It adds who is not there yet and leaves everybody else as they
 * are, so that the same file again does nothing. First it is read, then compared with what is in the store; either names
 * every line that cannot be, and as long as there is one, nothing is to be written.
 */
typedef struct _DuoPeopleImport DuoPeopleImport;

/**
 * DuoPeopleFault:
 * @line: on which line
 * @what: what is wrong there and what to do, without a period
 */
typedef struct
{
  guint line;
  char *what;
} DuoPeopleFault;

/**
 * DuoPeopleCounts:
 *
 * What would be added, and what is there already.
 */
typedef struct
{
  guint companies;
  guint organizers;
  guint recruiters;
  guint talents;
  guint accounts;
  guint present;
} DuoPeopleCounts;

/* @text: a file as of duo-csv.h, whose first line names columns of duo-roster.h */
DuoPeopleImport *duo_people_import_new (const char *text, gsize length);
void duo_people_import_free (DuoPeopleImport *self);

/* Who of them is in @event already. Errors: those of the store. */
gboolean
duo_people_import_compare (DuoPeopleImport *self, DuoStore *store, const char *event, GError **error);

/* (element-type DuoPeopleFault): of each line that is wrong, in their order. Borrowed. */
GPtrArray *duo_people_import_get_faults (DuoPeopleImport *self);
/* After duo_people_import_compare(). */
const DuoPeopleCounts *duo_people_import_get_counts (DuoPeopleImport *self);

/**
 * duo_people_import_make_write:
 * @passwords: the initial passwords of new accounts are added here, as a file of their own
 *
 * After duo_people_import_compare() without faults.
 *
 * Returns: (transfer full): all that is to be added, as one unit
 *
 * Errors: DUO_SERVER_ERROR_FAILED
 */
DuoWrite *duo_people_import_make_write (DuoPeopleImport *self, GString *passwords, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPeopleImport, duo_people_import_free)

G_END_DECLS
