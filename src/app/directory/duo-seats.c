/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-seats.h"

struct _DuoSeat
{
  GObject parent_instance;

  DuoSeats *seats; /* weak */
  guint position;
  GObject *item;
};

struct _DuoSeats
{
  GObject parent_instance;

  GListModel *items;
  guint n_items;
  guint least;
  GHashTable *taken; /* position → DuoSeat that somebody holds */
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void duo_seats_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (DuoSeat, duo_seat, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (DuoSeats,
                               duo_seats,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, duo_seats_list_model_init))

static void
duo_seat_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ITEM:
      g_value_set_object (value, DUO_SEAT (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_seat_finalize (GObject *object)
{
  DuoSeat *self = DUO_SEAT (object);

  if (self->seats)
    g_hash_table_remove (self->seats->taken, GUINT_TO_POINTER (self->position));
  g_clear_weak_pointer (&self->seats);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (duo_seat_parent_class)->finalize (object);
}

static void
duo_seat_class_init (DuoSeatClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = duo_seat_get_property;
  object_class->finalize = duo_seat_finalize;

  properties[PROP_ITEM] = g_param_spec_object (
      "item", NULL, NULL, G_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_seat_init (DuoSeat *self)
{
}

GObject *
duo_seat_get_item (DuoSeat *self)
{
  g_return_val_if_fail (DUO_IS_SEAT (self), NULL);

  return self->item;
}

static guint
count_seats (DuoSeats *self)
{
  return MAX (self->n_items, self->least);
}

/* A seat that is gone from the list keeps who sat there until its holder lets go of it. */
static void
look_at_seat (DuoSeats *self, DuoSeat *seat)
{
  g_autoptr (GObject) item = NULL;

  if (seat->position >= count_seats (self))
    return;

  item = g_list_model_get_item (self->items, seat->position);
  if (g_set_object (&seat->item, item))
    g_object_notify_by_pspec (G_OBJECT (seat), properties[PROP_ITEM]);
}

static void
look_at_seats (DuoSeats *self, guint first, guint end)
{
  g_autoptr (GPtrArray) seats = g_hash_table_get_values_as_ptr_array (self->taken);

  for (guint i = 0; i < seats->len; i++)
    {
      DuoSeat *seat = seats->pdata[i];

      if (seat->position >= first && seat->position < end)
        look_at_seat (self, seat);
    }
}

static void
tell_difference (DuoSeats *self, guint before)
{
  guint now = count_seats (self);

  if (now > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, now - before);
  else if (now < before)
    g_list_model_items_changed (G_LIST_MODEL (self), now, before - now, 0);
}

static void
on_items_changed (DuoSeats *self, guint position, guint removed, guint added)
{
  guint before = count_seats (self);
  guint end = removed == added ? position + added : G_MAXUINT;

  self->n_items = self->n_items - removed + added;
  tell_difference (self, before);
  look_at_seats (self, position, end);
}

static GType
duo_seats_get_item_type (GListModel *model)
{
  return DUO_TYPE_SEAT;
}

static guint
duo_seats_get_n_items (GListModel *model)
{
  return count_seats (DUO_SEATS (model));
}

static gpointer
duo_seats_get_item (GListModel *model, guint position)
{
  DuoSeats *self = DUO_SEATS (model);
  DuoSeat *seat = g_hash_table_lookup (self->taken, GUINT_TO_POINTER (position));

  if (position >= count_seats (self))
    return NULL;
  if (seat)
    {
      look_at_seat (self, seat);
      return g_object_ref (seat);
    }

  seat = g_object_new (DUO_TYPE_SEAT, NULL);
  g_set_weak_pointer (&seat->seats, self);
  seat->position = position;
  seat->item = g_list_model_get_item (self->items, position);
  g_hash_table_insert (self->taken, GUINT_TO_POINTER (position), seat);
  return seat;
}

static void
duo_seats_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = duo_seats_get_item_type;
  iface->get_n_items = duo_seats_get_n_items;
  iface->get_item = duo_seats_get_item;
}

static void
duo_seats_finalize (GObject *object)
{
  DuoSeats *self = DUO_SEATS (object);

  g_hash_table_unref (self->taken);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (duo_seats_parent_class)->finalize (object);
}

static void
duo_seats_class_init (DuoSeatsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = duo_seats_finalize;
}

static void
duo_seats_init (DuoSeats *self)
{
  self->taken = g_hash_table_new (NULL, NULL);
}

DuoSeats *
duo_seats_new (GListModel *items)
{
  DuoSeats *self = g_object_new (DUO_TYPE_SEATS, NULL);

  self->items = g_object_ref (items);
  self->n_items = g_list_model_get_n_items (items);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
duo_seats_set_least (DuoSeats *self, guint least)
{
  guint before;

  g_return_if_fail (DUO_IS_SEATS (self));

  before = count_seats (self);
  self->least = least;
  tell_difference (self, before);
}
