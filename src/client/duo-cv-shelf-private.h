/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where CVs lie while somebody looks at them: a folder that only this user may enter. In the cache, which is where a
 * program outside a sandbox finds what one inside has written. */
typedef struct _DuoCvShelf DuoCvShelf;

/* Takes away what a run before has left. */
DuoCvShelf *duo_cv_shelf_new (const char *directory);
/* Takes everything away. */
void duo_cv_shelf_free (DuoCvShelf *self);
/* (transfer full) (nullable): a place for a file of that name of @person; its folder is there, and nothing else in it */
GFile *duo_cv_shelf_make_place (DuoCvShelf *self, const char *person, const char *name, GError **error);
/* Whether @person still has the CV that is here. */
typedef gboolean (*DuoCvShelfWants) (const char *person, gpointer data);
/* Takes away those that @wants does not. */
void duo_cv_shelf_keep (DuoCvShelf *self, DuoCvShelfWants wants, gpointer data);
/* Takes everything away. */
void duo_cv_shelf_clear (DuoCvShelf *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCvShelf, duo_cv_shelf_free)

G_END_DECLS
