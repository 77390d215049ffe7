/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_TYPE_KEYED_LIST (duo_keyed_list_get_type ())
G_DECLARE_FINAL_TYPE (DuoKeyedList, duo_keyed_list, DUO, KEYED_LIST, GObject)

/**
 * DuoKeyedList:
 *
 * A list of objects that are found by their id. What is staged and touched shows with one `items-changed` at
 * duo_keyed_list_commit(), so that ten thousand changes cost the models above it one look.
 */
DuoKeyedList *duo_keyed_list_new (GType type);
/* (nullable), borrowed; finds staged objects too */
gpointer duo_keyed_list_lookup (DuoKeyedList *self, const char *id);
guint duo_keyed_list_get_length (DuoKeyedList *self);
/* Borrowed. */
gpointer duo_keyed_list_get (DuoKeyedList *self, guint position);
/* @id must not be in the list. */
void duo_keyed_list_stage (DuoKeyedList *self, const char *id, gpointer object);
/* The object changed in a way that sorters and filters have to look at. */
void duo_keyed_list_touch (DuoKeyedList *self, const char *id);
void duo_keyed_list_commit (DuoKeyedList *self);
/* At once. FALSE where there is no such object. */
gboolean duo_keyed_list_remove (DuoKeyedList *self, const char *id);
/* All whose id is in (element-type utf8) @ids, or is not where @inside is FALSE; one change. FALSE where none was. */
gboolean duo_keyed_list_remove_all (DuoKeyedList *self, GHashTable *ids, gboolean inside);

G_END_DECLS
