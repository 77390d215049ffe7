/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-person.h"

G_BEGIN_DECLS

/* The facets of which one or more values can be asked for. */
typedef enum
{
  DUO_FACET_TOPIC,
  DUO_FACET_COMPANY,
  DUO_FACET_LANGUAGE,
  DUO_N_FACETS,
} DuoFacet;

#define DUO_TYPE_PERSON_FILTER (duo_person_filter_get_type ())
G_DECLARE_FINAL_TYPE (DuoPersonFilter, duo_person_filter, DUO, PERSON_FILTER, GtkFilter)

DuoPersonFilter *duo_person_filter_new (void);

/* Every word of @text must begin or lie in name, title, company or topics. Case and accents do not matter. */
void duo_person_filter_set_text (DuoPersonFilter *self, const char *text);
void duo_person_filter_set_open_only (DuoPersonFilter *self, gboolean open_only);
void duo_person_filter_set_bookmarked_only (DuoPersonFilter *self, gboolean bookmarked_only);
/* @values: (nullable): any of them will do; none at all lets everybody through */
void duo_person_filter_set_facet (DuoPersonFilter *self, DuoFacet facet, const char *const *values);
/* How many chips are on: what a *Filters* button counts. */
guint duo_person_filter_get_n_chips (DuoPersonFilter *self);
gboolean duo_person_filter_is_empty (DuoPersonFilter *self);
/* Looks again at people whose counts changed. */
void duo_person_filter_look_again (DuoPersonFilter *self);

/* What @person has of @facet. (transfer container): NULL-terminated */
const char **duo_person_dup_facet (DuoPerson *person, DuoFacet facet);

G_END_DECLS
