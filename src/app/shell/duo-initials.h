/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DUO_TYPE_INITIALS (duo_initials_get_type ())
G_DECLARE_FINAL_TYPE (DuoInitials, duo_initials, DUO, INITIALS, GtkWidget)

/**
 * DuoInitials:
 *
 * An AdwAvatar that shows nothing but initials, for where there are many. Properties: size (int), name.
 */
GtkWidget *duo_initials_new (int size);
void duo_initials_set_name (DuoInitials *self, const char *name);
const char *duo_initials_get_initials (DuoInitials *self); /* "AL" for "Ada Lindqvist" */

G_END_DECLS
