/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Lets @row, whose expression says what its items are called, say long names whole: in lines of their own below the title,
 * and in as many as they take in the list that it opens. */
void duo_device_list_set_up (AdwComboRow *row);
/* @hint: (nullable): what is said in the place of a name that would say less */
void duo_device_list_set_hint (AdwComboRow *row, const char *hint);

G_END_DECLS
