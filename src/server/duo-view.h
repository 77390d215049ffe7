/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-store.h"
#include "duo-wire.h"

G_BEGIN_DECLS

/* What one participation sees of records: the other side of a chat, what is masked, what is left out. */

/* Whatever reads says so where it could not; what it has written into @writer until then is good for nothing. */

/* (transfer full) (nullable): @chat as @viewer sees it. Organizers see who, when and in which state; never what was
 * written. */
DuoWireChat *
duo_view_dup_chat (DuoStore *store, const DuoPersonRecord *viewer, const DuoChatRecord *chat, GError **error);
gboolean duo_view_write_chat (DuoStore *store,
                              const DuoPersonRecord *viewer,
                              const DuoChatRecord *chat,
                              DuoJsonWriter *writer,
                              const char *name,
                              GError **error);
void duo_view_write_wire_chat (const DuoWireChat *chat, DuoJsonWriter *writer, const char *name);

/* (transfer full): as the recruiter sees them */
DuoWireSlots *duo_view_dup_slots (DuoStore *store, const char *recruiter, GError **error);
/* The members of Slots, in an object that is open already; @role: what the viewer is to @recruiter */
gboolean duo_view_write_slots (DuoStore *store,
                               const char *recruiter,
                               const char *date,
                               DuoRole role,
                               DuoJsonWriter *writer,
                               GError **error);

/* (transfer full): who sees the same people: all talents, and the recruiters of one company. */
char *duo_view_dup_class (const DuoPersonRecord *viewer);
gboolean duo_view_sees_counts (const DuoPersonRecord *viewer);

/* The members of Changes, in an object that is open already. @counts: (nullable) (element-type DuoCount) */
gboolean duo_view_write_changes (DuoStore *store,
                                 const DuoPersonRecord *viewer,
                                 gint64 since,
                                 const DuoChanges *changes,
                                 const GArray *counts,
                                 DuoJsonWriter *writer,
                                 GError **error);
/* Some of them: companies, people and gone; chats. */
void duo_view_write_directory (const DuoChanges *changes, DuoJsonWriter *writer);
gboolean duo_view_write_chats (DuoStore *store,
                               const DuoPersonRecord *viewer,
                               const GPtrArray *chats,
                               DuoJsonWriter *writer,
                               GError **error);

G_END_DECLS
