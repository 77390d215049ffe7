/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DUO_TYPE_APPLICATION (duo_application_get_type ())
G_DECLARE_FINAL_TYPE (DuoApplication, duo_application, DUO, APPLICATION, AdwApplication)

/* The application of one profile; `--profile NAME` makes a second one beside it. */
DuoApplication *duo_application_new (const char *profile);

/* (transfer full): what `--profile` says among the arguments, "default" without one; NULL and @error for a bad name */
char *duo_application_dup_profile (const char *const *arguments, GError **error);

G_END_DECLS
