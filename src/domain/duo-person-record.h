/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"

G_BEGIN_DECLS

/**
 * DuoPersonRecord:
 * @id: participation id: what others call this person in this event
 * @event: the event's id
 * @account: (nullable): the account; known to the service and to oneself only
 * @company: (nullable): the company's id, for recruiters
 * @role: DUO_ROLE_TALENT, DUO_ROLE_RECRUITER or DUO_ROLE_ORGANIZER
 * @name: full name
 * @title: what they are: "Engineering Manager", "MSc student, Uppsala"
 * @about: (nullable): a text about them
 * @topics: what a recruiter looks for, or what a talent does
 * @languages: names of languages as people write them
 * @question: (nullable): what a recruiter asks before a request or booking
 * @direct: a recruiter's mode: TRUE for Direct, FALSE for Selective
 * @paused: a recruiter pauses requests
 * @listed: whether others find them in the directory
 * @admin: the company's admin
 * @open_slots: how many slots can be booked now
 * @requests: how many requests were received
 * @rev: the event's revision at the last change
 *
 * A participation: one account in one event (PRODUCT §1). Owns its strings.
 */
typedef struct
{
  char *id;
  char *event;
  char *account;
  char *company;
  DuoRole role;
  char *name;
  char *title;
  char *about;
  char **topics;
  char **languages;
  char *question;
  gboolean direct;
  gboolean paused;
  gboolean listed;
  gboolean admin;
  guint open_slots;
  guint requests;
  gint64 rev;
} DuoPersonRecord;

DuoPersonRecord *duo_person_record_new (void);
DuoPersonRecord *duo_person_record_copy (const DuoPersonRecord *self);
void duo_person_record_free (DuoPersonRecord *self);

/* Whether @self is a recruiter of the company that @other is of. Who has no company has no colleagues. */
gboolean duo_person_record_is_colleague (const DuoPersonRecord *self, const DuoPersonRecord *other);

/* What @self is to the recruiter @other: RECRUITER for oneself, COLLEAGUE, TALENT, ORGANIZER or STRANGER. */
DuoRole duo_person_record_get_role (const DuoPersonRecord *self, const DuoPersonRecord *other);

/**
 * duo_person_record_get_role_to_talent:
 * @talent: somebody of the same event, or of another
 * @met: whether there is any record of a chat between @talent and @self, or a recruiter of the same company
 *
 * What @self is to what @talent shows to those they talk to (PRODUCT §8): TALENT for oneself, RECRUITER for who shares a
 * record of a chat and for their colleagues, ORGANIZER, or STRANGER.
 */
DuoRole duo_person_record_get_role_to_talent (const DuoPersonRecord *self,
                                              const DuoPersonRecord *talent,
                                              gboolean met);

/**
 * duo_person_record_count_shared:
 * @topics: (nullable): of the other side
 * @languages: (nullable): of the other side
 *
 * Returns: how many topics and languages the two share, by which *Best match* orders (PRODUCT §4)
 */
guint duo_person_record_count_shared (const DuoPersonRecord *self, char **topics, char **languages);

/**
 * DuoCompanyRecord:
 * @field: what the company does, one line
 * @size: how many and where, one line
 * @website: (nullable): https address
 */
typedef struct
{
  char *id;
  char *event;
  char *name;
  char *field;
  char *size;
  char **languages;
  char *website;
  gint64 rev;
} DuoCompanyRecord;

DuoCompanyRecord *duo_company_record_new (void);
void duo_company_record_free (DuoCompanyRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoPersonRecord, duo_person_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCompanyRecord, duo_company_record_free)

G_END_DECLS
