/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rate-limit.h"

/* How many keys there may be before idle ones are looked for. */
#define SWEEP_FROM 1024

struct _DuoRateLimit
{
  gint64 interval;
  gint64 tolerance;
  GHashTable *times; /* key → gint64: the theoretical arrival time of the next one */
  guint sweep_at;
};

DuoRateLimit *
duo_rate_limit_new (gint64 interval_us, guint burst)
{
  DuoRateLimit *self = g_new0 (DuoRateLimit, 1);

  self->interval = interval_us;
  self->tolerance = interval_us * (gint64) (MAX (burst, 1) - 1);
  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sweep_at = SWEEP_FROM;

  return self;
}

void
duo_rate_limit_free (DuoRateLimit *self)
{
  g_hash_table_unref (self->times);
  g_free (self);
}

static gboolean
is_idle (gpointer key, gpointer value, gpointer data)
{
  return *(gint64 *) value <= *(gint64 *) data;
}

static void
sweep (DuoRateLimit *self, gint64 now_us)
{
  if (g_hash_table_size (self->times) < self->sweep_at)
    return;
  g_hash_table_foreach_remove (self->times, is_idle, &now_us);
  self->sweep_at = MAX (SWEEP_FROM, 2 * g_hash_table_size (self->times));
}

gint64
duo_rate_limit_take (DuoRateLimit *self, const char *key, gint64 now_us)
{
  return duo_rate_limit_take_many (self, key, 1, now_us);
}

gint64
duo_rate_limit_take_many (DuoRateLimit *self, const char *key, guint n, gint64 now_us)
{
  gint64 *time = g_hash_table_lookup (self->times, key);
  gint64 start = time ? MAX (*time, now_us) : now_us;

  if (start - now_us > self->tolerance)
    return start - now_us - self->tolerance;
  if (time == NULL)
    {
      sweep (self, now_us);
      time = g_new (gint64, 1);
      g_hash_table_insert (self->times, g_strdup (key), time);
    }
  *time = start + n * self->interval;

  return 0;
}

guint
duo_rate_limit_get_n_keys (DuoRateLimit *self)
{
  return g_hash_table_size (self->times);
}
