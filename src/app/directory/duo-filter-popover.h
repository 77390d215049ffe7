/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-person-filter.h"

G_BEGIN_DECLS

#define DUO_TYPE_FILTER_POPOVER (duo_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (DuoFilterPopover, duo_filter_popover, DUO, FILTER_POPOVER, GtkPopover)

/**
 * DuoFilterPopover:
 *
 * What a chip opens: the values of one facet with counts, of which any number can be chosen. Signals:
 *
 *  - `chosen ()`: other values are chosen
 *  - `cleared ()`: none is to be chosen any more
 */
GtkWidget *duo_filter_popover_new (DuoFacet facet);
/* Lists the values of @people (nullable) anew, with @chosen (nullable) ticked. */
void duo_filter_popover_count (DuoFilterPopover *self, GListModel *people, const char *const *chosen);
/* (nullable) */
const char *const *duo_filter_popover_get_chosen (DuoFilterPopover *self);

G_END_DECLS
