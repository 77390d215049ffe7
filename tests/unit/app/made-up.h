/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-session.h"

G_BEGIN_DECLS

/* The event of the design's pictures: Stockholm, 3 to 5 November 2026, seen on the 3rd at 14:17. */

#define MADE_UP_NOW "2026-11-03T13:17:00Z"

typedef struct
{
  DuoClock *clock;
  DuoEvent *event;
  DuoSession *session;
} MadeUp;

/* @role: who looks at it */
MadeUp *made_up_new (DuoRole role);
/* With the people of the first picture, or as many talents. */
MadeUp *made_up_new_peopled (DuoRole role);
void made_up_free (MadeUp *self);
void made_up_set_now (MadeUp *self, const char *time);
/* Takes over a changed record of the event. */
void made_up_set_format (MadeUp *self, DuoRequestsBy by, const char *opens);

void made_up_set_gap (MadeUp *self, guint minutes);
void made_up_set_notice (MadeUp *self, guint minutes);
void made_up_set_closes (MadeUp *self, guint minutes);

typedef struct
{
  const char *id;
  const char *name;
  const char *title;
  const char *company;   /* its name, or NULL */
  const char *topics;    /* separated by commas */
  const char *languages; /* separated by commas */
  const char *question;
  guint open_slots;
  guint requests;
  gboolean direct;
  gboolean paused;
} MadeUpPerson;

void made_up_add_people (MadeUp *self, const MadeUpPerson *people, gsize n_people);
DuoPerson *made_up_find (MadeUp *self, const char *id); /* borrowed */

typedef struct
{
  const char *id;
  const char *peer;
  DuoChatState state;
  const char *start; /* or NULL */
  guint minutes;
  const char *message;
  const char *reason;
  const char *changed; /* or NULL: at the present moment */
  const char *answer;
  DuoRole moved_by;
  gint64 rev;
} MadeUpChat;

void made_up_add_chats (MadeUp *self, const MadeUpChat *chats, gsize n_chats);
/* The chats of the fourth picture. */
void made_up_add_usual_chats (MadeUp *self);

/* A recruiter's own side: "me" is who looks at it. */
void made_up_add_colleague (MadeUp *self, const char *id, const char *name);
/* A confirmed one of @colleague's with @talent. */
void made_up_add_others_chat (
    MadeUp *self, const char *colleague, const char *talent, const char *start, guint minutes);
/* A recruiter's: the requests of the seventh picture, with colleagues, and fewer slots than were promised. */
void made_up_add_usual_requests (MadeUp *self);

DuoTimeRange made_up_range (const char *start, guint minutes);
/* The slots of the second picture: @taken of the 3rd are booked besides. */
DuoSlots *made_up_slots_new (const char *recruiter);
/* @n of the afternoon of the 3rd, all open */
DuoSlots *made_up_few_slots_new (const char *recruiter, guint n);
void made_up_set_slot (DuoSlots *slots, const char *date, const char *start, DuoSlotState state);

/* The event of the sixth picture, by whom it is set up: "me" is Oluwaseun Adeyemi, with a colleague "kaisa", eight chats
 * and slots of 15, 20 and 30 minutes, the last day in person. Seen on the 3rd at 9:00. */
MadeUp *made_up_new_availability (void);
/* On the first day some chats are shorter than its slots, and beside their grid. */
void made_up_shorten_chats (MadeUp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MadeUp, made_up_free)

G_END_DECLS
