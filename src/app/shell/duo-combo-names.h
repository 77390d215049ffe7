/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* From now on a screen reader is told what the lists inside @row are, and what each of their items says: libadwaita leaves
 * both without a name. */
void duo_combo_names_follow (AdwComboRow *row);

G_END_DECLS
