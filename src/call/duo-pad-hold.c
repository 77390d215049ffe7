/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-pad-hold.h"

struct _DuoPadHold
{
  GMutex mutex;
  GHashTable *probes; /* GstPad → probe id; NULL once given up */
};

static void
clear (gpointer data)
{
  DuoPadHold *self = data;

  g_clear_pointer (&self->probes, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
}

static GstPadProbeReturn
on_blocked (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  return GST_PAD_PROBE_OK;
}

DuoPadHold *
duo_pad_hold_new (void)
{
  DuoPadHold *self = g_atomic_rc_box_new0 (DuoPadHold);

  g_mutex_init (&self->mutex);
  self->probes = g_hash_table_new_full (NULL, NULL, gst_object_unref, NULL);
  return self;
}

DuoPadHold *
duo_pad_hold_ref (DuoPadHold *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
duo_pad_hold_unref (DuoPadHold *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
duo_pad_hold_add (DuoPadHold *self, GstPad *pad)
{
  GstPadProbeType type =
      GST_PAD_PROBE_TYPE_BLOCK | GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST;

  g_mutex_lock (&self->mutex);
  if (self->probes != NULL)
    g_hash_table_insert (self->probes, gst_object_ref (pad),
                         GSIZE_TO_POINTER (gst_pad_add_probe (pad, type, on_blocked, NULL, NULL)));
  g_mutex_unlock (&self->mutex);
}

void
duo_pad_hold_release (DuoPadHold *self, GstPad *pad)
{
  gpointer probe = NULL;

  g_mutex_lock (&self->mutex);
  if (self->probes != NULL && (probe = g_hash_table_lookup (self->probes, pad)) != NULL)
    {
      gst_pad_remove_probe (pad, GPOINTER_TO_SIZE (probe));
      g_hash_table_remove (self->probes, pad);
    }
  g_mutex_unlock (&self->mutex);
}

void
duo_pad_hold_give_up (DuoPadHold *self)
{
  GHashTableIter iter;
  gpointer pad, probe;

  g_mutex_lock (&self->mutex);
  if (self->probes != NULL)
    {
      g_hash_table_iter_init (&iter, self->probes);
      while (g_hash_table_iter_next (&iter, &pad, &probe))
        gst_pad_remove_probe (pad, GPOINTER_TO_SIZE (probe));
      g_clear_pointer (&self->probes, g_hash_table_unref);
    }
  g_mutex_unlock (&self->mutex);
}
