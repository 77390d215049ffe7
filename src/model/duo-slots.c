/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-slots.h"

struct _DuoSlots
{
  GObject parent_instance;

  char *recruiter;
  GHashTable *days;     /* date → GArray of DuoSlot */
  GHashTable *openings; /* date → DuoOpening */
  gboolean loaded;
  gint64 rev;
};

enum
{
  PROP_0,
  PROP_RECRUITER,
  PROP_LOADED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (DuoSlots, duo_slots, G_TYPE_OBJECT)

static gboolean
slots_equal (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const DuoSlot *left = &g_array_index (a, DuoSlot, i);
      const DuoSlot *right = &g_array_index (b, DuoSlot, i);

      if (left->state != right->state || !duo_time_range_equal (left->range, right->range))
        return FALSE;
    }
  return TRUE;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
duo_slots_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoSlots *self = DUO_SLOTS (object);

  switch (id)
    {
    case PROP_RECRUITER:
      g_value_set_string (value, self->recruiter);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_slots_finalize (GObject *object)
{
  DuoSlots *self = DUO_SLOTS (object);

  g_free (self->recruiter);
  g_hash_table_unref (self->days);
  g_hash_table_unref (self->openings);
  G_OBJECT_CLASS (duo_slots_parent_class)->finalize (object);
}

static void
duo_slots_class_init (DuoSlotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_slots_get_property;
  object_class->finalize = duo_slots_finalize;

  properties[PROP_RECRUITER] = g_param_spec_string ("recruiter", NULL, NULL, NULL, read);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  changed_signal =
      g_signal_new ("changed", DUO_TYPE_SLOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_slots_init (DuoSlots *self)
{
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->openings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) duo_opening_free);
}

DuoSlots *
duo_slots_new (const char *recruiter)
{
  DuoSlots *self = g_object_new (DUO_TYPE_SLOTS, NULL);

  self->recruiter = g_strdup (recruiter);
  return self;
}

const char *
duo_slots_get_recruiter (DuoSlots *self)
{
  g_return_val_if_fail (DUO_IS_SLOTS (self), NULL);
  return self->recruiter;
}

gboolean
duo_slots_get_loaded (DuoSlots *self)
{
  g_return_val_if_fail (DUO_IS_SLOTS (self), FALSE);
  return self->loaded;
}

const GArray *
duo_slots_get_day (DuoSlots *self, const char *date)
{
  g_return_val_if_fail (DUO_IS_SLOTS (self), NULL);
  return g_hash_table_lookup (self->days, date);
}

char **
duo_slots_dup_dates (DuoSlots *self)
{
  g_autoptr (GStrvBuilder) dates = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer date;
  char **sorted;

  g_return_val_if_fail (DUO_IS_SLOTS (self), NULL);

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, &date, NULL))
    g_strv_builder_add (dates, date);
  sorted = g_strv_builder_end (dates);
  qsort (sorted, g_strv_length (sorted), sizeof (char *), compare_dates);
  return sorted;
}

static guint
count_open (const GArray *day, guint closes, gint64 now)
{
  guint n = 0;

  for (guint i = 0; i < day->len; i++)
    n += duo_slot_get_state_at (&g_array_index (day, DuoSlot, i), closes, now) == DUO_SLOT_OPEN;
  return n;
}

guint
duo_slots_count_open (DuoSlots *self, guint closes, gint64 now)
{
  GHashTableIter iter;
  gpointer day;
  guint n = 0;

  g_return_val_if_fail (DUO_IS_SLOTS (self), 0);

  g_hash_table_iter_init (&iter, self->days);
  while (self->loaded && g_hash_table_iter_next (&iter, NULL, &day))
    n += count_open (day, closes, now);
  return n;
}

void
duo_slots_set_day (DuoSlots *self, const char *date, const GArray *slots)
{
  const GArray *old;

  g_return_if_fail (DUO_IS_SLOTS (self));
  g_return_if_fail (date != NULL && slots != NULL);

  old = g_hash_table_lookup (self->days, date);
  if (old && slots_equal (old, slots))
    return;
  g_hash_table_replace (self->days, g_strdup (date), g_array_copy ((GArray *) slots));
  g_signal_emit (self, changed_signal, 0);
}

const DuoOpening *
duo_slots_get_opening (DuoSlots *self, const char *date)
{
  g_return_val_if_fail (DUO_IS_SLOTS (self), NULL);
  return g_hash_table_lookup (self->openings, date);
}

void
duo_slots_take_opening (DuoSlots *self, DuoOpening *opening)
{
  g_autoptr (DuoOpening) taken = opening;
  const DuoOpening *old;

  g_return_if_fail (DUO_IS_SLOTS (self));
  g_return_if_fail (opening != NULL);

  old = g_hash_table_lookup (self->openings, opening->date);
  if (old && duo_opening_equal (old, opening))
    return;
  g_hash_table_replace (self->openings, opening->date, opening);
  taken = NULL;
  g_signal_emit (self, changed_signal, 0);
}

void
duo_slots_set_loaded (DuoSlots *self)
{
  g_return_if_fail (DUO_IS_SLOTS (self));

  if (self->loaded)
    return;
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_signal_emit (self, changed_signal, 0);
}

void
duo_slots_set_rev (DuoSlots *self, gint64 rev)
{
  g_return_if_fail (DUO_IS_SLOTS (self));
  self->rev = rev;
}

gint64
duo_slots_get_rev (DuoSlots *self)
{
  g_return_val_if_fail (DUO_IS_SLOTS (self), 0);
  return self->rev;
}
