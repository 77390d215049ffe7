/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DUO_TYPE_DAY_HEAD (duo_day_head_get_type ())
G_DECLARE_FINAL_TYPE (DuoDayHead, duo_day_head, DUO, DAY_HEAD, GtkBox)

/* The head of a day: its name, and under it whether it is today and what is on it. @centred: for a toggle. */
GtkWidget *duo_day_head_new (const char *day, gboolean centred);
void duo_day_head_update (DuoDayHead *self, const char *text, gboolean today);

G_END_DECLS
