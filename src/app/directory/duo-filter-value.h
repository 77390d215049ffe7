/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define DUO_TYPE_FILTER_VALUE (duo_filter_value_get_type ())
G_DECLARE_FINAL_TYPE (DuoFilterValue, duo_filter_value, DUO, FILTER_VALUE, GObject)

/* A value that a chip offers. Properties: text, count (uint), chosen (writable). */
DuoFilterValue *duo_filter_value_new (const char *text, guint count, gboolean chosen);
const char *duo_filter_value_get_text (DuoFilterValue *self);
guint duo_filter_value_get_count (DuoFilterValue *self);
gboolean duo_filter_value_get_chosen (DuoFilterValue *self);
void duo_filter_value_set_chosen (DuoFilterValue *self, gboolean chosen);

G_END_DECLS
