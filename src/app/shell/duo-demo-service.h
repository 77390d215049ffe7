/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DuoDemoPlan:
 * @address: of the service, on loopback
 * @password: the one that all made-up people have
 * @talents: their e-mail addresses
 * @recruiters: theirs
 * @organizer: the organizer's
 * @emails: (element-type utf8 utf8): the e-mail address of each person's id
 *
 * What `duologued demo` says when it is ready.
 */
typedef struct
{
  char *address;
  char *password;
  char **talents;
  char **recruiters;
  char *organizer;
  GHashTable *emails;
} DuoDemoPlan;

/* Errors: DUO_DEMO_ERROR_START, where a part is missing or of another kind. */
DuoDemoPlan *duo_demo_plan_parse (const char *line, GError **error);
void duo_demo_plan_free (DuoDemoPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDemoPlan, duo_demo_plan_free)

/* (transfer full) (nullable): a program of ours: beside the running one, or where it was installed */
char *duo_demo_find_program (const char *name);
/* A new private directory in the user's cache, locked as long as the descriptor @lock is open. Those of demos that were
 * killed are removed before. Errors: of the file system. */
char *duo_demo_make_directory (int *lock, GError **error);
/* Removes the directory with all that is in it; symbolic links are not followed. */
void duo_demo_remove_directory (const char *path);

G_END_DECLS
