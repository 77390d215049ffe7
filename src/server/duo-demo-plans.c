/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-demo-private.h"

#define N_BOOKED_RECRUITERS 60
#define LIMIT_PER_TALENT 4
#define SOON (2 * 3600)

typedef struct
{
  DuoDemoCast *cast;
  GRand *random;
  GArray *plans;
  GHashTable *pairs; /* "talent recruiter" */
  gint64 now;
  guint next_talent;
} Planner;

static gboolean
is_free (const DuoDemoPerson *person, DuoTimeRange range)
{
  for (guint i = 0; i < person->busy->len; i++)
    if (duo_time_range_overlaps (g_array_index (person->busy, DuoTimeRange, i), range))
      return FALSE;

  return TRUE;
}

static gboolean
claim_pair (Planner *self, const DuoDemoPerson *talent, const DuoDemoPerson *recruiter)
{
  return g_hash_table_add (self->pairs, g_strconcat (talent->person, " ", recruiter->person, NULL));
}

static gboolean
has_pair (Planner *self, const DuoDemoPerson *talent, const DuoDemoPerson *recruiter)
{
  g_autofree char *key = g_strconcat (talent->person, " ", recruiter->person, NULL);

  return g_hash_table_contains (self->pairs, key);
}

static void
add_plan (Planner *self, DuoDemoPlan plan)
{
  claim_pair (self, plan.talent, plan.recruiter);
  if (plan.range.start != 0)
    {
      g_array_append_val (plan.talent->busy, plan.range);
      g_array_append_val (plan.recruiter->busy, plan.range);
    }
  g_array_append_val (self->plans, plan);
}

static GArray *
list_slots (Planner *self, const DuoDemoPerson *recruiter, guint day)
{
  DuoSlotRules rules = {
      .minutes = duo_demo_get_minutes (recruiter->traits, day),
      .now = self->now + 60,
      .busy = recruiter->busy,
  };

  return duo_slot_grid_new (self->cast->event->days->pdata[day], self->cast->zone, &rules);
}

/* The first talent is left out: what that one has is told by hand. */
static DuoDemoPerson *
find_talent (Planner *self, const DuoDemoPerson *recruiter, DuoTimeRange range, gboolean requests)
{
  guint n = self->cast->talents->len;

  for (guint tries = 0; n > 1 && tries < n; tries++)
    {
      DuoDemoPerson *talent = self->cast->talents->pdata[1 + self->next_talent++ % (n - 1)];

      if (has_pair (self, talent, recruiter) || (requests && talent->n_open >= LIMIT_PER_TALENT))
        continue;
      if (range.start == 0 || is_free (talent, range))
        return talent;
    }

  return NULL;
}

static const char *
pick_message (Planner *self)
{
  return duo_demo_messages[g_rand_int_range (self->random, 0, g_strv_length ((char **) duo_demo_messages))];
}

static void
book_slot (Planner *self, DuoDemoPerson *recruiter, DuoTimeRange range)
{
  DuoDemoPerson *talent = find_talent (self, recruiter, range, FALSE);

  if (talent)
    add_plan (self, (DuoDemoPlan) {talent, recruiter, DUO_DEMO_BOOKED, range, pick_message (self), NULL});
}

static double
get_share (const DuoDemoPerson *recruiter)
{
  if (recruiter->traits & DUO_DEMO_FULL)
    return 1.1;

  return recruiter->traits & DUO_DEMO_BUSY ? 0.35 : 0.06;
}

static void
book_day (Planner *self, DuoDemoPerson *recruiter, guint day)
{
  g_autoptr (GArray) slots = list_slots (self, recruiter, day);
  double share = get_share (recruiter);

  for (guint i = 0; i < slots->len; i++)
    {
      const DuoSlot *slot = &g_array_index (slots, DuoSlot, i);
      /* The quick ones stay free soon, for a chat that begins at once. */
      gboolean kept = (recruiter->traits & DUO_DEMO_QUICK) && slot->range.start < self->now + SOON;

      if (slot->state == DUO_SLOT_OPEN && !kept && g_rand_double (self->random) < share)
        book_slot (self, recruiter, slot->range);
    }
}

static void
add_requests (Planner *self, DuoDemoPerson *recruiter)
{
  static const DuoDemoStory stories[] = {DUO_DEMO_REQUESTED, DUO_DEMO_REQUESTED, DUO_DEMO_REQUESTED,
                                         DUO_DEMO_ACCEPTED, DUO_DEMO_DECLINED};
  guint n = g_rand_int_range (self->random, 2, 10);

  for (guint i = 0; i < n; i++)
    {
      DuoDemoStory story = stories[g_rand_int_range (self->random, 0, G_N_ELEMENTS (stories))];
      DuoDemoPerson *talent = find_talent (self, recruiter, (DuoTimeRange) {0, 0}, TRUE);
      const char *reply =
          story == DUO_DEMO_ACCEPTED ? "Take any slot that suits you." : "We have filled this one.";

      if (talent == NULL)
        return;
      talent->n_open += story != DUO_DEMO_DECLINED;
      add_plan (self, (DuoDemoPlan) {talent, recruiter, story, {0, 0}, pick_message (self), reply});
    }
}

/* ── the first talent ──────────────────────────────────────────────────────────────────────── */

static void
tell_first (Planner *self, guint recruiter, DuoDemoStory story, const char *message, const char *reply)
{
  if (recruiter < self->cast->recruiters->len)
    add_plan (self, (DuoDemoPlan) {self->cast->talents->pdata[0],
                                   self->cast->recruiters->pdata[recruiter],
                                   story,
                                   {0, 0},
                                   message,
                                   reply});
}

static void
book_first (Planner *self, guint number, guint day, guint nth)
{
  DuoDemoPerson *talent = self->cast->talents->pdata[0];
  DuoDemoPerson *recruiter;
  g_autoptr (GArray) slots = NULL;

  if (number >= self->cast->recruiters->len)
    return;
  recruiter = self->cast->recruiters->pdata[number];
  slots = list_slots (self, recruiter, day);
  for (guint i = nth; i < slots->len; i++)
    {
      const DuoSlot *slot = &g_array_index (slots, DuoSlot, i);

      if (slot->state != DUO_SLOT_OPEN || !is_free (talent, slot->range) ||
          slot->range.start < self->now + SOON)
        continue;
      add_plan (self, (DuoDemoPlan) {talent, recruiter, DUO_DEMO_BOOKED, slot->range, NULL, NULL});
      return;
    }
}

static void
plan_first (Planner *self)
{
  tell_first (self, 1, DUO_DEMO_ACCEPTED, "My thesis is on storage for turbines. Is there a place for that?",
              "Good timing, we have just opened two thesis positions. Take any slot.");
  tell_first (self, 13, DUO_DEMO_INVITED, NULL,
              "Your poster on protein folding is close to what my team does. Fifteen minutes?");
  tell_first (self, 5, DUO_DEMO_REQUESTED, "I would like to hear how you test a protocol from 1974.", NULL);
  tell_first (
      self, 3, DUO_DEMO_REQUESTED,
      "I built a log-structured store for my thesis and would like to hear how your team keeps forty million "
      "meter readings a day queryable.",
      NULL);
  book_first (self, 6, 0, 0);
  book_first (self, 7, 1, 4);
  book_first (self, 10, 1, 12);
  book_first (self, 14, 1, 20);
  book_first (self, 15, 2, 3);
  book_first (self, 18, 2, 18);
}

GArray *
duo_demo_plan_chats (DuoDemoCast *cast, guint seed, gint64 now)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed + 1);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Planner planner = {cast, random, g_array_new (FALSE, FALSE, sizeof (DuoDemoPlan)), pairs, now, 0};

  if (cast->talents->len > 0)
    plan_first (&planner);
  for (guint i = 0; i < MIN (cast->recruiters->len, N_BOOKED_RECRUITERS); i++)
    {
      DuoDemoPerson *recruiter = cast->recruiters->pdata[i];

      if (recruiter->traits & DUO_DEMO_DIRECT)
        for (guint day = 0; day < cast->event->days->len; day++)
          book_day (&planner, recruiter, day);
      else if (!(recruiter->traits & DUO_DEMO_PAUSED))
        add_requests (&planner, recruiter);
    }

  return planner.plans;
}
