/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The made-up people of the demo event. Lists are written with "|" between their items. */

typedef struct
{
  const char *name;
  const char *host; /* of its e-mail addresses and website */
  const char *field;
  const char *size;
  const char *languages;
} DuoDemoCompany;

typedef enum
{
  DUO_DEMO_DIRECT = 1 << 0,
  DUO_DEMO_PAUSED = 1 << 1,
  DUO_DEMO_FULL = 1 << 2,  /* nothing is left to book */
  DUO_DEMO_BUSY = 1 << 3,  /* a third is booked */
  DUO_DEMO_QUICK = 1 << 4, /* five-minute slots on the first day, so that a chat can begin at once */
  DUO_DEMO_LONG = 1 << 5,  /* half an hour each */
} DuoDemoTraits;

typedef struct
{
  const char *name;
  const char *title;
  guint company;
  DuoDemoTraits traits;
  const char *topics;
  const char *languages;
  const char *about;
  const char *question;
} DuoDemoRecruiter;

typedef struct
{
  const char *name;
  const char *title;
  const char *topics;
  const char *languages;
  const char *about;
} DuoDemoTalent;

/* Names that belong together: a given name and a family name of one column make a likely person. */
typedef struct
{
  const char *given;
  const char *family;
  const char *languages;
  gboolean family_first;
} DuoDemoNames;

const DuoDemoCompany *duo_demo_get_companies (guint *n);
const DuoDemoRecruiter *duo_demo_get_recruiters (guint *n);
const DuoDemoTalent *duo_demo_get_talents (guint *n);
const DuoDemoNames *duo_demo_get_names (guint *n);

/* Parts that generated people are put together from. */
extern const char *const duo_demo_titles[];  /* of recruiters */
extern const char *const duo_demo_studies[]; /* titles of talents, each with "%s" for the place */
extern const char *const duo_demo_places[];
extern const char *const duo_demo_topics[];
extern const char *const duo_demo_recruiter_texts[]; /* each with "%s" for a topic */
extern const char *const duo_demo_talent_texts[];    /* each with "%s" for a topic */
extern const char *const duo_demo_questions[];
extern const char *const duo_demo_messages[];

G_END_DECLS
