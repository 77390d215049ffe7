/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-demo-people.h"
#include "duo-demo-fill.h"

G_BEGIN_DECLS

/* Somebody of the demo with what the plans need. */
typedef struct
{
  char *account;
  char *person;
  char *email;
  DuoDemoTraits traits;
  gboolean asks; /* a recruiter with a question */
  guint n_open;  /* a talent's open requests */
  GArray *busy;  /* DuoTimeRange */
} DuoDemoPerson;

typedef struct
{
  DuoEventRecord *event;
  GTimeZone *zone;
  GPtrArray *recruiters; /* DuoDemoPerson, in the order of their making */
  GPtrArray *talents;
  DuoDemoPerson *organizer;
} DuoDemoCast;

/* An event whose zone has midday now, with three days from today. */
DuoEventRecord *duo_demo_event_new (gint64 now);

/* Adds everybody to @write. */
DuoDemoCast *
duo_demo_cast_new (const DuoDemoOptions *options, gint64 now, const char *password_hash, DuoWrite *write);
void duo_demo_cast_free (DuoDemoCast *self);
guint duo_demo_get_minutes (DuoDemoTraits traits, guint day);

typedef enum
{
  DUO_DEMO_BOOKED,
  DUO_DEMO_REQUESTED,
  DUO_DEMO_ACCEPTED,
  DUO_DEMO_DECLINED,
  DUO_DEMO_INVITED,
} DuoDemoStory;

/* One chat that is there already when the demo begins. */
typedef struct
{
  DuoDemoPerson *talent;
  DuoDemoPerson *recruiter;
  DuoDemoStory story;
  DuoTimeRange range;
  const char *message;
  const char *reply;
} DuoDemoPlan;

/* (element-type DuoDemoPlan) */
GArray *duo_demo_plan_chats (DuoDemoCast *cast, guint seed, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDemoCast, duo_demo_cast_free)

G_END_DECLS
