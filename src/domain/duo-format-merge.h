/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-format-change.h"

G_BEGIN_DECLS

/* Two organizers change one event at once: what each of them turned is laid over what the other did. */

/* The members of a DuoFormat, a bit for each; the lengths are one. */
typedef guint DuoFormatMembers;

/* In which members @a and @b differ; 0 where they are equal. */
DuoFormatMembers duo_format_compare (const DuoFormat *a, const DuoFormat *b);
/* Writes @members of @from over those of @format. */
void duo_format_lay (DuoFormat *format, const DuoFormat *from, DuoFormatMembers members);

/**
 * duo_event_record_merge:
 * @seen: the event that somebody looked at
 * @wanted: what they made of it
 * @now: the event as it is
 * @clash: (out) (optional): whether somebody else made something else of what they changed
 *
 * Lays over @now what differs between @seen and @wanted: single members of the format, single days, the contact, the
 * state. Of what clashes, @now stays; days that clash stay all as they are, so that a day that moves is never half moved.
 * Merging (wanted, seen, now) takes a change back.
 *
 * Returns: (transfer full): otherwise as @now
 */
DuoEventRecord *duo_event_record_merge (const DuoEventRecord *seen,
                                        const DuoEventRecord *wanted,
                                        const DuoEventRecord *now,
                                        gboolean *clash);

/* (transfer full): the names, as they travel, of what differs between @before and @after: "contact days limit_per_talent" */
char *duo_event_record_name_changes (const DuoEventRecord *before, const DuoEventRecord *after);

/* (transfer full) (nullable): what makes @after of @before, the event that was seen; NULL where there is nothing to do. */
DuoFormatChange *duo_format_change_new_between (const DuoEventRecord *before, const DuoEventRecord *after);

G_END_DECLS
