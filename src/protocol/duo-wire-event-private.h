/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-wire.h"

G_BEGIN_DECLS

/* What an event and a change of it have in common: members `days` and `format` of an object. */

void duo_wire_write_event_day (DuoJsonWriter *writer, DuoDay *day);
void duo_wire_read_event_days (const DuoJson *json, GPtrArray *days);
void duo_wire_write_format (DuoJsonWriter *writer, const DuoFormat *format);
void duo_wire_read_format (const DuoJson *json, DuoFormat *format);

G_END_DECLS
