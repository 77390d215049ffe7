/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-person-filter.h"

G_BEGIN_DECLS

#define DUO_TYPE_FILTER_CHIP (duo_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (DuoFilterChip, duo_filter_chip, DUO, FILTER_CHIP, AdwBin)

/**
 * DuoFilterChip:
 *
 * A chip over a popover of values with counts, of which any number can be chosen. Says what is chosen: "Topic",
 * "Language: English", "Topics: 2". Properties: facet (int, DuoFacet), people (GListModel of DuoPerson). Signals:
 *
 *  - `changed ()`: other values are chosen
 */
GtkWidget *duo_filter_chip_new (DuoFacet facet);
void duo_filter_chip_set_people (DuoFilterChip *self, GListModel *people);
/* Everybody has come: what is open is counted anew. */
void duo_filter_chip_look_again (DuoFilterChip *self);
/* (transfer full): NULL where nothing is chosen */
char **duo_filter_chip_dup_values (DuoFilterChip *self);
void duo_filter_chip_set_values (DuoFilterChip *self, const char *const *values);
void duo_filter_chip_clear (DuoFilterChip *self);

G_END_DECLS
