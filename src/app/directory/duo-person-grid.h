/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_PERSON_GRID (duo_person_grid_get_type ())
G_DECLARE_FINAL_TYPE (DuoPersonGrid, duo_person_grid, DUO, PERSON_GRID, AdwBin)

/**
 * DuoPersonGrid:
 *
 * Cards in columns, for any number of people. Properties: columns (uint), narrow, stacked (see DuoCardLayout). Signals:
 *
 *  - `activated (DuoPerson *person)`: a card was pressed
 */

/* Before anything else. @people: (element-type DuoPerson) */
void duo_person_grid_set_up (DuoPersonGrid *self, DuoSession *session, GListModel *people);
/* There is room for as many even where fewer people are known: frames without cards. */
void duo_person_grid_set_least (DuoPersonGrid *self, guint least);
void duo_person_grid_set_columns (DuoPersonGrid *self, guint columns);
void duo_person_grid_set_narrow (DuoPersonGrid *self, gboolean narrow);
void duo_person_grid_set_stacked (DuoPersonGrid *self, gboolean stacked);
/* As duo_person_card_look_again() of all that have a card. */
void duo_person_grid_look_again (DuoPersonGrid *self);
void duo_person_grid_scroll_to_top (DuoPersonGrid *self);

G_END_DECLS
