/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The real duologued with a demo event, in a directory of its own. */
typedef struct
{
  GSubprocess *process;
  char *directory;
  char *clock_file;
  char *address;
  guint port;
  char *password;
  char *event;
  char **talents;
  char **recruiters;
  GHashTable *emails; /* participation id → e-mail address */
} RealService;

RealService *real_service_new (guint recruiters, guint talents);
void real_service_free (RealService *self);
/* kill -9; what was acknowledged is in its database. */
void real_service_kill (RealService *self);
/* The same data at the same port; returns when it listens. */
void real_service_restart (RealService *self);
/* It is there but says nothing, as behind a dead network. */
void real_service_freeze (RealService *self, gboolean frozen);
void real_service_move_clock (RealService *self, gint64 seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RealService, real_service_free)

G_END_DECLS
