/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DUO_TYPE_DAY_SWITCH (duo_day_switch_get_type ())
G_DECLARE_FINAL_TYPE (DuoDaySwitch, duo_day_switch, DUO, DAY_SWITCH, AdwBin)

/**
 * DuoDaySwitch:
 *
 * The days on which somebody has slots, with how many are open. Properties: date ("2026-11-03", notifies), narrow.
 */

/* @n_open: as many as @dates. Days that stay keep their toggle, so that counts change in place. */
void
duo_day_switch_set_days (DuoDaySwitch *self, const char *const *dates, const guint *n_open, GTimeZone *zone);
const char *duo_day_switch_get_date (DuoDaySwitch *self); /* (nullable) */
void duo_day_switch_set_date (DuoDaySwitch *self, const char *date);
void duo_day_switch_set_narrow (DuoDaySwitch *self, gboolean narrow);

G_END_DECLS
