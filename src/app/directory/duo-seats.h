/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DUO_TYPE_SEAT (duo_seat_get_type ())
G_DECLARE_FINAL_TYPE (DuoSeat, duo_seat, DUO, SEAT, GObject)

/* A place in a list. Property that notifies: item, whoever sits there, or NULL. */
GObject *duo_seat_get_item (DuoSeat *self);

#define DUO_TYPE_SEATS (duo_seats_get_type ())
G_DECLARE_FINAL_TYPE (DuoSeats, duo_seats, DUO, SEATS, GObject)

/**
 * DuoSeats:
 *
 * A list of the places of another list. GTK's views keep a widget for each item and make new ones where others come; a
 * search in ten thousand replaces nearly all at once, with each key. Here the place is the item: it stays, and only
 * who sits there changes.
 */
DuoSeats *duo_seats_new (GListModel *items);
/* As many seats are there even where fewer items are: the last stay empty until somebody comes. */
void duo_seats_set_least (DuoSeats *self, guint least);

G_END_DECLS
