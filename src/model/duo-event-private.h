/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"
#include "duo-keyed-list-private.h"

G_BEGIN_DECLS

struct _DuoEvent
{
  GObject parent_instance;

  DuoEventRecord *record;
  DuoClock *clock;
  GTimeZone *zone;
  char *zone_name;

  GHashTable *companies;     /* id → DuoCompany */
  DuoKeyedList *people;      /* whom I may find */
  DuoKeyedList *colleagues;  /* of my own company */
  DuoKeyedList *others;      /* not listed, and known from a chat */
  DuoKeyedList *chats;       /* mine */
  DuoKeyedList *other_chats; /* those of colleagues; to an organizer all */
  DuoKeyedList *notes;       /* by duo_note_record_dup_key() */
  GHashTable *chat_by_peer;  /* peer id → DuoChat, what DuoPerson:chat shows */
  guint open_requests;
  gboolean awaits_people;
  guint n_expected;
};

void duo_event_set_open_requests (DuoEvent *self, guint open_requests);
void duo_event_emit_counts_changed (DuoEvent *self);
/* Links people and chats with each other and counts anew, after either changed. */
void duo_event_relink (DuoEvent *self);
/* duo-event-cv.c: the same for what people show to whom they talk to */
void duo_event_relink_cvs (DuoEvent *self);
/* Before chats go: those in @ids, or where not @inside all others */
void duo_event_unlink_cvs (DuoEvent *self, GHashTable *ids, gboolean inside);

G_END_DECLS
