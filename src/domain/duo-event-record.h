/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"
#include "duo-day.h"
#include "duo-format.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_EVENT_DRAFT,
  DUO_EVENT_OPEN,
  DUO_EVENT_CLOSED,
} DuoEventState;

/**
 * DuoEventRecord:
 * @id: the event's id
 * @name: its name
 * @description: (nullable): a text
 * @contact: (nullable): e-mail address of the organizer
 * @zone: IANA name: "Europe/Stockholm"
 * @days: (element-type DuoDay): in the order of their dates
 * @format: the 1-1 Chat format
 * @me: (nullable): my participation in it, where asked for by somebody
 * @role: my role in it; DUO_ROLE_STRANGER where nobody asks
 * @my_topics: (nullable): what my own profile there says
 * @my_languages: (nullable): the same
 * @rev: the event's counter
 * @changed: the @rev at which the event itself, its days or its format changed last: what one saw who changes it
 *
 * Owns all it points to.
 */
typedef struct
{
  char *id;
  char *name;
  char *description;
  char *contact;
  char *zone;
  DuoEventState state;
  GPtrArray *days;
  DuoFormat format;
  char *me;
  DuoRole role;
  char **my_topics;
  char **my_languages;
  gint64 rev;
  gint64 changed;
} DuoEventRecord;

DuoEventRecord *duo_event_record_new (void);
DuoEventRecord *duo_event_record_copy (const DuoEventRecord *self);
void duo_event_record_free (DuoEventRecord *self);
/* Whether all but @rev, which counts what happens in the event, is the same. */
gboolean duo_event_record_equal (const DuoEventRecord *a, const DuoEventRecord *b);

/* (nullable): the day of @date ("2026-11-03"). Borrowed. */
DuoDay *duo_event_record_find_day (const DuoEventRecord *self, const char *date);
/* (nullable): the day on whose date @moment lies in the event's zone, whether in one of its windows or not. Borrowed. */
DuoDay *duo_event_record_find_day_at (const DuoEventRecord *self, gint64 moment);
/* Whether a chat that begins at @moment is in person. */
gboolean duo_event_record_is_in_person (const DuoEventRecord *self, gint64 moment);
/* The zone, or UTC where the name is unknown here. */
GTimeZone *duo_event_record_dup_zone (const DuoEventRecord *self);
/* From the start of the first day's first window to the end of the last's last (PRODUCT §1: live between them). */
DuoTimeRange duo_event_record_get_span (const DuoEventRecord *self);

/* Whether an event can be called that: something that can be read, on one line, DUO_MAX_WORD characters at most. */
gboolean duo_event_name_is_valid (const char *name);

const char *duo_event_state_to_string (DuoEventState state);
gboolean duo_event_state_from_string (const char *text, DuoEventState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoEventRecord, duo_event_record_free)

G_END_DECLS
