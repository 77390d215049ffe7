/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-write.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_WRITE_ACCOUNT,
  DUO_WRITE_EVENT,
  DUO_WRITE_COMPANY,
  DUO_WRITE_PERSON,
  DUO_WRITE_CHANGED_PERSON,
  DUO_WRITE_SESSION,
  DUO_WRITE_TOUCH_SESSION,
  DUO_WRITE_REVOKE_SESSION,
  DUO_WRITE_REVOKE_SESSIONS,
  DUO_WRITE_FORGET_SESSIONS,
  DUO_WRITE_VOUCH,
  DUO_WRITE_AVAILABILITY,
  DUO_WRITE_SETTINGS,
  DUO_WRITE_NOTE,
  DUO_WRITE_CV,
  DUO_WRITE_ENTER_ROOM,
  DUO_WRITE_LEAVE_ROOM,
  DUO_WRITE_LEAVE_ALL_ROOMS,
  DUO_WRITE_AUDIT,
  DUO_N_WRITES,
} DuoWriteKind;

/* One thing of a unit of work. Which members are used depends on the kind; the others are empty. */
typedef struct
{
  DuoWriteKind kind;
  gpointer record; /* the record that was taken */
  GDestroyNotify free_record;
  char *id;
  char *action;
  char *detail;
  GBytes *body;
  gint64 when;
  gint64 seen; /* the event's rev; G_MAXINT64 does not mind what it meets */
  DuoRole side;
  DuoSettings settings; /* its question is owned */
} DuoWriteItem;

struct _DuoWrite
{
  GPtrArray *items; /* DuoWriteItem */
};

/* Of its bodies. */
gsize duo_write_get_bytes (const DuoWrite *self);

G_END_DECLS
