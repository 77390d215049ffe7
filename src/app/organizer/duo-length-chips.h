/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-format.h"

G_BEGIN_DECLS

#define DUO_TYPE_LENGTH_CHIPS (duo_length_chips_get_type ())
G_DECLARE_FINAL_TYPE (DuoLengthChips, duo_length_chips, DUO, LENGTH_CHIPS, AdwBin)

/**
 * DuoLengthChips:
 *
 * The lengths that slots may have, a chip for each: the usual ones, and whatever else the event has; a last chip adds any
 * other that is allowed. The last one that is on cannot be put off. Signal: `changed ()`: by the user.
 */
void duo_length_chips_set_format (DuoLengthChips *self, const DuoFormat *format);
/* Writes what is on into @format. */
void duo_length_chips_get_format (DuoLengthChips *self, DuoFormat *format);

G_END_DECLS
