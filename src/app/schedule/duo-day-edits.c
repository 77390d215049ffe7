/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-day-edits.h"

/* One edit: the days as they were, and what it made of them, in the same order. */
typedef struct
{
  GPtrArray *before;
  GPtrArray *after;
} Step;

struct _DuoDayEdits
{
  GObject parent_instance;

  DuoSession *session;
  DuoPerson *recruiter;
  DuoSlots *slots;
  GHashTable *wanted; /* date → DuoOpening that the service has not confirmed yet */
  GHashTable *bases;  /* date → DuoOpening that it was made from */
  GPtrArray *sent;    /* (nullable): DuoOpening, on their way */
  Step *lost;         /* (nullable): what others were faster than */
  GPtrArray *steps;   /* Step: what can be undone */
  GPtrArray *known;   /* Step: the same, as far as the service has confirmed it */
  gboolean sending;
  gboolean again; /* there was another edit meanwhile */
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoDayEdits, duo_day_edits, G_TYPE_OBJECT)

static GPtrArray *
openings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) duo_opening_free);
}

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_ptr_array_unref (step->before);
  g_ptr_array_unref (step->after);
}

static void
step_release (gpointer data)
{
  g_rc_box_release_full (data, step_clear);
}

static Step *
step_new (void)
{
  Step *step = g_rc_box_new0 (Step);

  step->before = openings_new ();
  step->after = openings_new ();
  return step;
}

static GPtrArray *
steps_new (void)
{
  return g_ptr_array_new_with_free_func (step_release);
}

/* (transfer full) */
static GPtrArray *
copy_steps (GPtrArray *steps)
{
  GPtrArray *copy = steps_new ();

  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (copy, g_rc_box_acquire (steps->pdata[i]));
  return copy;
}

static void
set_steps (GPtrArray **steps, GPtrArray *other)
{
  g_ptr_array_unref (*steps);
  *steps = copy_steps (other);
}

/* A table of days by their dates. */
static GHashTable *
days_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) duo_opening_free);
}

static void
put_day (GHashTable *days, const DuoOpening *opening)
{
  DuoOpening *copy = duo_opening_copy (opening);

  g_hash_table_replace (days, copy->date, copy);
}

/* ── on its way ── */

static void send (DuoDayEdits *self);

/* What is sent is made from the days as they are known now: what others did since it was wanted stays. */
static void
rebase (DuoDayEdits *self)
{
  g_autoptr (GPtrArray) wanted = g_hash_table_get_values_as_ptr_array (self->wanted);

  for (guint i = 0; i < wanted->len; i++)
    {
      const DuoOpening *opening = wanted->pdata[i];
      const DuoOpening *base = g_hash_table_lookup (self->bases, opening->date);
      const DuoOpening *now = duo_slots_get_opening (self->slots, opening->date);
      g_autoptr (DuoOpening) rebased = NULL;

      if (!base || !now || duo_opening_equal (base, now))
        continue;
      rebased = duo_opening_new_rebased (base, opening, now);
      put_day (self->bases, now);
      put_day (self->wanted, rebased);
    }
}

static void
forget_wanted (DuoDayEdits *self)
{
  g_hash_table_remove_all (self->wanted);
  g_hash_table_remove_all (self->bases);
}

static void
keep_lost (DuoDayEdits *self)
{
  GHashTableIter iter;
  gpointer date, base;

  g_clear_pointer (&self->lost, step_release);
  self->lost = step_new ();
  g_hash_table_iter_init (&iter, self->bases);
  while (g_hash_table_iter_next (&iter, &date, &base))
    {
      g_ptr_array_add (self->lost->before, duo_opening_copy (base));
      g_ptr_array_add (self->lost->after, duo_opening_copy (g_hash_table_lookup (self->wanted, date)));
    }
}

static void
take_back (DuoDayEdits *self)
{
  forget_wanted (self);
  set_steps (&self->steps, self->known);
  self->again = FALSE;
}

/* What was wanted since was made from it. */
static void
confirm_sent (DuoDayEdits *self)
{
  for (guint i = 0; i < self->sent->len; i++)
    put_day (self->bases, self->sent->pdata[i]);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoDayEdits) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = duo_session_set_availability_finish (DUO_SESSION (source), result, &error);

  self->sending = FALSE;
  if (!done)
    {
      if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE))
        keep_lost (self);
      take_back (self);
    }
  else if (self->again)
    {
      confirm_sent (self);
      send (self);
      return;
    }
  else
    {
      forget_wanted (self);
      set_steps (&self->known, self->steps);
    }
  g_signal_emit (self, signals[CHANGED], 0);
  if (error)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
send (DuoDayEdits *self)
{
  g_autoptr (GPtrArray) wanted = NULL;

  self->again = self->sending;
  if (self->sending)
    return;

  self->sending = TRUE;
  rebase (self);
  wanted = g_hash_table_get_values_as_ptr_array (self->wanted);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = openings_new ();
  for (guint i = 0; i < wanted->len; i++)
    g_ptr_array_add (self->sent, duo_opening_copy (wanted->pdata[i]));
  /* Whoever leaves the page has still pressed the button. */
  duo_session_set_availability_async (self->session, self->recruiter, self->sent, NULL, sent_cb,
                                      g_object_ref (self));
}

const DuoOpening *
duo_day_edits_get_opening (DuoDayEdits *self, const char *date)
{
  const DuoOpening *wanted;

  g_return_val_if_fail (DUO_IS_DAY_EDITS (self), NULL);

  wanted = g_hash_table_lookup (self->wanted, date);
  return wanted ? wanted : duo_slots_get_opening (self->slots, date);
}

gboolean
duo_day_edits_is_waiting (DuoDayEdits *self, const char *date)
{
  g_return_val_if_fail (DUO_IS_DAY_EDITS (self), FALSE);

  return g_hash_table_contains (self->wanted, date);
}

/* (transfer full): what of @openings says something new, beside how those days are now */
static Step *
new_step (DuoDayEdits *self, const GPtrArray *openings)
{
  Step *step = step_new ();

  for (guint i = 0; i < openings->len; i++)
    {
      const DuoOpening *after = openings->pdata[i];
      const DuoOpening *before = duo_day_edits_get_opening (self, after->date);

      if (!before || duo_opening_equal (before, after))
        continue;
      g_ptr_array_add (step->before, duo_opening_copy (before));
      g_ptr_array_add (step->after, duo_opening_copy (after));
    }
  return step;
}

static void
want (DuoDayEdits *self, const GPtrArray *openings)
{
  for (guint i = 0; i < openings->len; i++)
    {
      const DuoOpening *opening = openings->pdata[i];
      const DuoOpening *now = duo_day_edits_get_opening (self, opening->date);

      if (now && !duo_day_edits_is_waiting (self, opening->date))
        put_day (self->bases, now);
      put_day (self->wanted, opening);
    }
  send (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
duo_day_edits_apply (DuoDayEdits *self, const GPtrArray *openings)
{
  Step *step;

  g_return_if_fail (DUO_IS_DAY_EDITS (self));

  step = new_step (self, openings);
  if (step->after->len == 0)
    {
      step_release (step);
      return;
    }

  g_ptr_array_add (self->steps, step);
  want (self, step->after);
}

gboolean
duo_day_edits_can_undo (DuoDayEdits *self)
{
  g_return_val_if_fail (DUO_IS_DAY_EDITS (self), FALSE);

  return self->steps->len > 0;
}

GPtrArray *
duo_day_edits_dup_undone (DuoDayEdits *self)
{
  const Step *step;
  GPtrArray *undone;

  g_return_val_if_fail (DUO_IS_DAY_EDITS (self), NULL);

  if (self->steps->len == 0)
    return NULL;

  step = self->steps->pdata[self->steps->len - 1];
  undone = openings_new ();
  for (guint i = 0; i < step->after->len; i++)
    {
      const DuoOpening *after = step->after->pdata[i];
      const DuoOpening *now = duo_day_edits_get_opening (self, after->date);

      g_ptr_array_add (undone, duo_opening_new_undone (step->before->pdata[i], after, now ? now : after));
    }
  return undone;
}

void
duo_day_edits_undo (DuoDayEdits *self)
{
  g_autoptr (GPtrArray) undone = NULL;

  g_return_if_fail (DUO_IS_DAY_EDITS (self));

  undone = duo_day_edits_dup_undone (self);
  if (!undone)
    return;

  g_ptr_array_remove_index (self->steps, self->steps->len - 1);
  want (self, undone);
}

GPtrArray *
duo_day_edits_dup_lost (DuoDayEdits *self)
{
  GPtrArray *openings;

  g_return_val_if_fail (DUO_IS_DAY_EDITS (self), NULL);

  if (!self->lost)
    return NULL;

  openings = openings_new ();
  for (guint i = 0; i < self->lost->after->len; i++)
    {
      const DuoOpening *after = self->lost->after->pdata[i];
      const DuoOpening *now = duo_day_edits_get_opening (self, after->date);

      g_ptr_array_add (openings,
                       duo_opening_new_rebased (self->lost->before->pdata[i], after, now ? now : after));
    }
  return openings;
}

static void
on_slots_changed (DuoDayEdits *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
duo_day_edits_dispose (GObject *object)
{
  DuoDayEdits *self = DUO_DAY_EDITS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->recruiter);
  g_clear_object (&self->slots);

  G_OBJECT_CLASS (duo_day_edits_parent_class)->dispose (object);
}

static void
duo_day_edits_finalize (GObject *object)
{
  DuoDayEdits *self = DUO_DAY_EDITS (object);

  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->bases);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_clear_pointer (&self->lost, step_release);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->known);

  G_OBJECT_CLASS (duo_day_edits_parent_class)->finalize (object);
}

static void
duo_day_edits_class_init (DuoDayEditsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_day_edits_dispose;
  object_class->finalize = duo_day_edits_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", DUO_TYPE_DAY_EDITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", DUO_TYPE_DAY_EDITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
duo_day_edits_init (DuoDayEdits *self)
{
  self->wanted = days_new ();
  self->bases = days_new ();
  self->steps = steps_new ();
  self->known = steps_new ();
}

DuoDayEdits *
duo_day_edits_new (DuoSession *session, DuoPerson *recruiter, DuoSlots *slots)
{
  DuoDayEdits *self = g_object_new (DUO_TYPE_DAY_EDITS, NULL);

  self->session = g_object_ref (session);
  self->recruiter = g_object_ref (recruiter);
  self->slots = g_object_ref (slots);
  g_signal_connect_object (slots, "changed", G_CALLBACK (on_slots_changed), self, G_CONNECT_SWAPPED);
  return self;
}
