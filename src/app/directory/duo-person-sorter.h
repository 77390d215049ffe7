/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-person.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_ORDER_BEST_MATCH, /* shared topics and languages, then open slots, then name */
  DUO_ORDER_NAME,
  DUO_ORDER_COMPANY,
  DUO_ORDER_OPEN_SLOTS,
  DUO_N_ORDERS,
} DuoPersonOrder;

const char *duo_person_order_get_label (DuoPersonOrder order);

/**
 * duo_person_sorter_new:
 * @topics: (nullable): of who looks at the list
 * @languages: (nullable): the same
 *
 * Sorts a list of DuoPerson. Made of GTK's own sorters, which keep their keys: what is compared is computed once for
 * each person, not for each comparison.
 */
GtkSorter *duo_person_sorter_new (DuoPersonOrder order, char **topics, char **languages);

G_END_DECLS
