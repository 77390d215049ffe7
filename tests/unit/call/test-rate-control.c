/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rate-path.h"

#define MS 1000
#define SEEDS 5

typedef struct
{
  const char *name;
  RatePath path;
} Case;

/* From where the sender begins, which is too much for some of them, it gets to what the link carries and stays there. */
static const Case cases[] = {
    {"wide", {.capacity = 2500000, .queue = 500 * MS, .delay = 20 * MS}},
    {"half", {.capacity = 500000, .queue = 500 * MS, .delay = 20 * MS}},
    {"quarter", {.capacity = 250000, .queue = 500 * MS, .delay = 20 * MS}},
    {"narrow", {.capacity = 150000, .queue = 500 * MS, .delay = 20 * MS}},
    {"lossy", {.capacity = 2500000, .queue = 500 * MS, .delay = 50 * MS, .loss = 0.05}},
    {"lossy-half", {.capacity = 500000, .queue = 500 * MS, .delay = 50 * MS, .loss = 0.05}},
    {"noisy", {.capacity = 1000000, .queue = 500 * MS, .delay = 30 * MS, .jitter = 15 * MS, .loss = 0.01}},
    {"far", {.capacity = 500000, .queue = 1000 * MS, .delay = 150 * MS, .jitter = 5 * MS}},
    {"shallow", {.capacity = 500000, .queue = 60 * MS, .delay = 20 * MS}},
};

#define SETTLE 15
#define STRETCH 40

static gboolean
is_good (const RateFigures *figures, const RatePath *path)
{
  return figures->target >= 0.8 * path->capacity && figures->target <= path->capacity &&
         figures->queued <= 250 * MS && figures->queued_mostly <= 150 * MS && figures->blank == 0;
}

static void
test_converge (gconstpointer data)
{
  const Case *one = data;

  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (RateRun) run = rate_run_new (seed);
      RateFigures figures;

      rate_run_for (run, &one->path, SETTLE);
      figures = rate_run_for (run, &one->path, STRETCH);
      g_assert_true (is_good (&figures, &one->path));
    }
}

/* The control of these tests: who is told that all is well fills the queue, and that is found. */
static void
test_deaf (void)
{
  g_autoptr (RateRun) run = rate_run_new (1);
  RateFigures figures;

  rate_run_deafen (run);
  rate_run_for (run, &cases[1].path, SETTLE);
  figures = rate_run_for (run, &cases[1].path, STRETCH);
  g_assert_false (is_good (&figures, &cases[1].path));
  g_assert_cmpint (figures.queued_mostly, >, 400 * MS);
}

static void
test_steps (void)
{
  static const struct
  {
    double from, to;
  } steps[] = {{2500000, 500000}, {2500000, 1000000}, {500000, 250000}, {500000, 2500000}, {250000, 2500000}};

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint seed = 1; seed <= SEEDS; seed++)
      {
        g_autoptr (RateRun) run = rate_run_new (seed);
        RatePath path = {.capacity = steps[i].from, .queue = 500 * MS, .delay = 20 * MS};
        RateFigures figures;
        double taken;

        rate_run_for (run, &path, 30);
        path.capacity = steps[i].to;
        if (steps[i].to < steps[i].from)
          g_assert_cmpfloat (rate_run_until_under (run, &path, path.capacity, 10), <=, 2);
        taken = rate_run_until_over (run, &path, 0.8 * path.capacity, 60);
        g_test_message ("to four fifths after %.1f s", taken);
        g_assert_cmpfloat (taken, <=, 30);
        rate_run_for (run, &path, 5);
        figures = rate_run_for (run, &path, 20);
        g_assert_true (is_good (&figures, &path));
      }
}

/* What is lost by chance, on a link that is wide enough, takes no rate away. */
static void
test_losses_alone (void)
{
  static const double losses[] = {0.02, 0.05, 0.1};

  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    for (guint seed = 1; seed <= SEEDS; seed++)
      {
        g_autoptr (RateRun) run = rate_run_new (seed);
        RatePath path = {.capacity = 1e7, .queue = 500 * MS, .delay = 50 * MS, .loss = losses[i]};
        RateFigures first = rate_run_for (run, &path, 15);
        RateFigures then = rate_run_for (run, &path, 20);

        g_assert_cmpfloat (first.lowest, >, 0.6 * DUO_RATE_START);
        g_assert_cmpfloat (then.target, >, 0.9 * DUO_RATE_MAX);
      }
}

/* Losses that come with the rate are another matter: a link that throws away what is too much, with no queue. */
static void
test_policed (void)
{
  g_autoptr (RateRun) run = rate_run_new (1);
  RatePath path = {.capacity = 500000, .queue = 15 * MS, .delay = 20 * MS};

  rate_run_for (run, &path, SETTLE);
  g_assert_cmpfloat (rate_run_for (run, &path, STRETCH).target, <, 550000);
}

/* Not even the smallest picture fits: the sound goes on, and the picture comes back with the link. */
static void
test_sound_only (void)
{
  g_autoptr (RateRun) run = rate_run_new (1);
  RatePath path = {.capacity = 70000, .queue = 500 * MS, .delay = 20 * MS};
  RateFigures figures;

  g_assert_cmpfloat (rate_run_until_under (run, &path, DUO_RATE_SOUND, 10), <, 10);
  g_assert_cmpuint (rate_run_for (run, &path, 60).blank > 0.7, ==, TRUE);
  path.capacity = 1000000;
  g_assert_cmpfloat (rate_run_until_over (run, &path, DUO_RATE_SOUND + DUO_RATE_MIN, 60), <, 45);
  rate_run_for (run, &path, 60);
  figures = rate_run_for (run, &path, 20);
  g_assert_true (is_good (&figures, &path));
}

/* Nor are they forgiven for what the link has carried before. */
static void
test_losses_of_known_link (void)
{
  g_autoptr (RateRun) run = rate_run_new (1);
  RatePath path = {.capacity = 2500000, .queue = 500 * MS, .delay = 20 * MS};

  rate_run_for (run, &path, 30);
  path.loss = 0.8;
  g_assert_cmpfloat (rate_run_until_under (run, &path, DUO_RATE_START / 2, 10), <=, 4);
}

static void
lie_ahead (RateRun *run, const RatePath *path)
{
  rate_run_lie (run, G_TIME_SPAN_HOUR);
}

static void
lie_back (RateRun *run, const RatePath *path)
{
  rate_run_lie (run, -G_TIME_SPAN_HOUR);
}

static void
wrap (RateRun *run, const RatePath *path)
{
  rate_run_jump (run, -RATE_RUN_WRAP);
}

static void
jump_ahead (RateRun *run, const RatePath *path)
{
  rate_run_jump (run, RATE_RUN_WRAP);
}

static void
stay (RateRun *run, const RatePath *path)
{
}

/* No step of it is a jump; what is left of it then is less than one, and passes. */
static void
creep_back (RateRun *run, const RatePath *path)
{
  for (guint i = 0; i < 5; i++)
    {
      rate_run_jump (run, -9 * G_USEC_PER_SEC);
      rate_run_until_under (run, path, 0, 0.2);
    }
  rate_run_until_under (run, path, 0, 10);
}

typedef void (*Upset) (RateRun *run, const RatePath *path);
static const Upset upsets[] = {stay, lie_ahead, lie_back, wrap, jump_ahead, creep_back};

/* A peer that lies once, or whose count of time begins again, is as good as any a moment later. */
static void
test_jumps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (upsets); i++)
    for (guint seed = 1; seed <= SEEDS; seed++)
      {
        g_autoptr (RateRun) run = rate_run_new (seed);
        RatePath path = {.capacity = 2500000, .queue = 500 * MS, .delay = 20 * MS};
        RateFigures figures;

        rate_run_for (run, &path, 30);
        upsets[i](run, &path);
        figures = rate_run_for (run, &path, 2);
        g_assert_cmpfloat (figures.lowest, >, 0.8 * path.capacity);
        path.capacity = 500000;
        g_assert_cmpfloat (rate_run_until_under (run, &path, path.capacity, 10), <=, 2);
        g_assert_cmpfloat (rate_run_until_over (run, &path, 0.8 * path.capacity, 60), <=, 30);
        rate_run_for (run, &path, 5);
        figures = rate_run_for (run, &path, 20);
        g_assert_true (is_good (&figures, &path));
      }
}

/* More in one moment than is remembered, and ever later: nobody knows how much comes through, but half is lost. */
static void
test_losses_of_one_moment (void)
{
  g_autoptr (DuoRateControl) control = duo_rate_control_new ();
  gint64 start = 100 * G_USEC_PER_SEC;

  for (gint64 passed = 0; passed < 3 * G_USEC_PER_SEC; passed += MS / 10)
    {
      DuoRatePacket packet = {
          .sent = start + passed, .arrived = start + 2 * passed, .size = 100, .lost = passed % (MS / 5) == 0};

      duo_rate_control_feed (control, &packet, 1, start + passed + 20 * MS);
    }
  g_assert_cmpuint (duo_rate_control_get_target (control), <, DUO_RATE_START / 2);
}

/* A still room needs little; that is no reason to allow less, nor to believe in more than fits. */
static void
test_easy_pictures (void)
{
  g_autoptr (RateRun) run = rate_run_new (1);
  RatePath path = {.capacity = 1e7, .queue = 500 * MS, .delay = 20 * MS, .easy = 0.2};
  RatePath narrow = {.capacity = 500000, .queue = 500 * MS, .delay = 20 * MS};

  g_assert_cmpfloat (rate_run_for (run, &path, 30).lowest, >=, DUO_RATE_START);
  g_assert_cmpfloat (rate_run_until_under (run, &narrow, narrow.capacity, 10), <=, 2);
}

/* A cut says nothing of what the path carries: it is back with the path; and what is narrower then is found out. */
static void
test_cut (void)
{
  static const struct
  {
    double before, after;
  } cuts[] = {{2500000, 2500000}, {1e7, 1e7}, {2500000, 500000}, {1e7, 500000}};

  for (guint seed = 1; seed <= SEEDS; seed++)
    for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
      {
        g_autoptr (RateRun) run = rate_run_new (seed);
        RatePath path = {.capacity = cuts[i].before, .queue = 500 * MS, .delay = 20 * MS};
        double before = rate_run_for (run, &path, 30).target;
        RateFigures figures;

        rate_run_cut (run, &path, 10);
        path.capacity = cuts[i].after;
        if (path.capacity > before)
          g_assert_cmpfloat (rate_run_until_over (run, &path, 0.8 * before, 10), <=, 1);
        rate_run_for (run, &path, 15);
        figures = rate_run_for (run, &path, 20);
        g_assert_cmpfloat (figures.target, >=, MIN (0.8 * path.capacity, 0.9 * before));
        g_assert_cmpint (figures.queued_mostly, <=, 150 * MS);
      }
}

/* Less than a cut may be a queue, which is not to be filled again. */
static void
test_pause (void)
{
  g_autoptr (RateRun) run = rate_run_new (1);
  RatePath path = {.capacity = 1e7, .queue = 500 * MS, .delay = 20 * MS};
  double before = rate_run_for (run, &path, 30).target;

  rate_run_cut (run, &path, 2.5);
  g_assert_cmpfloat (rate_run_until_over (run, &path, 0.8 * before, 10), >, 0.8);
}

/* Another way that is longer by more than a queue would be let grow. */
static void
test_longer_way (void)
{
  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (RateRun) run = rate_run_new (seed);
      RatePath path = {.capacity = 1e7, .queue = 500 * MS, .delay = 1 * MS, .easy = 0.3};

      double before = rate_run_for (run, &path, 30).target;

      path.delay = 51 * MS;
      rate_run_for (run, &path, 1);
      g_assert_cmpfloat (rate_run_until_over (run, &path, 0.8 * before, 20), <=, 3);
    }
}

/* What was given up for a way that is longer comes back with it, whatever is given up meanwhile for a pause. */
static void
test_pause_on_longer_way (void)
{
  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (RateRun) run = rate_run_new (seed);
      RatePath path = {.capacity = 1e7, .queue = 500 * MS, .delay = 1 * MS, .easy = 0.3};
      double before = rate_run_for (run, &path, 30).target;

      path.delay = 51 * MS;
      g_assert_cmpfloat (rate_run_until_under (run, &path, 0.8 * before, 2), <, 2);
      rate_run_cut (run, &path, 2);
      g_assert_cmpfloat (rate_run_until_over (run, &path, 0.8 * before, 20), <=, 3);
    }
}

/* Where the peer's words are lost, what they did not tell of may have come. */
static void
test_untold (void)
{
  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (RateRun) run = rate_run_new (seed);
      RatePath path = {.capacity = 500000, .queue = 500 * MS, .delay = 20 * MS, .untold = 0.3};
      RateFigures figures;

      rate_run_for (run, &path, SETTLE);
      figures = rate_run_for (run, &path, STRETCH);
      g_assert_cmpfloat (figures.target, >=, 0.75 * path.capacity);
      g_assert_cmpfloat (figures.lowest, >=, 0.45 * path.capacity);
    }
}

/* It begins with much too much. The queue that this makes drains, and nobody has to do without a picture for that. */
static void
test_first_queue (void)
{
  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      g_autoptr (RateRun) run = rate_run_new (seed);
      RatePath path = {.capacity = 160000, .queue = 2000 * MS, .delay = 20 * MS};

      g_assert_cmpfloat (rate_run_for (run, &path, 20).blank, ==, 0);
    }
}

/* Everything comes, at once, and is told of at once. */
static void
send_for (DuoRateControl *control, gint64 *now, gint64 duration)
{
  for (gint64 end = *now + duration; *now < end; *now += 50 * MS)
    {
      DuoRatePacket packet = {.sent = *now, .arrived = *now + 5 * MS, .size = 1000};

      duo_rate_control_feed (control, &packet, 1, *now + 10 * MS);
      duo_rate_control_wait (control, TRUE, *now + 10 * MS);
    }
}

static void
wait_for (DuoRateControl *control, gboolean sending, gint64 *now, gint64 duration)
{
  for (gint64 end = *now + duration; *now < end; *now += 100 * MS)
    duo_rate_control_wait (control, sending, *now);
}

/* Who hears nothing of what it sends sends less and less, and never nothing; who sends nothing has nothing to hear. */
static void
test_silence (void)
{
  g_autoptr (DuoRateControl) control = duo_rate_control_new ();
  gint64 now = 100 * G_USEC_PER_SEC;
  guint before;

  /* A peer that never says anything has its reasons. */
  wait_for (control, TRUE, &now, 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (duo_rate_control_get_target (control), ==, DUO_RATE_START);
  send_for (control, &now, 2 * G_USEC_PER_SEC);
  before = duo_rate_control_get_target (control);
  g_assert_cmpuint (before, >=, DUO_RATE_START);
  wait_for (control, FALSE, &now, 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (duo_rate_control_get_target (control), ==, before);
  wait_for (control, TRUE, &now, 900 * MS);
  g_assert_cmpuint (duo_rate_control_get_target (control), ==, before);
  wait_for (control, TRUE, &now, 2200 * MS);
  g_assert_cmpuint (duo_rate_control_get_target (control), <, before / 2);
  g_assert_cmpuint (duo_rate_control_get_target (control), >, before / 4);
  wait_for (control, TRUE, &now, 30 * G_USEC_PER_SEC);
  g_assert_cmpuint (duo_rate_control_get_target (control), ==, DUO_RATE_MIN);
  send_for (control, &now, 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (duo_rate_control_get_target (control), >, DUO_RATE_MIN);
}

static void
test_bounds (void)
{
  g_autoptr (DuoRateControl) control = duo_rate_control_new ();
  DuoRatePacket packets[] = {{.sent = 5, .arrived = 3, .size = 100}, {.sent = 4, .arrived = 9, .size = 100}};

  g_assert_cmpuint (duo_rate_control_get_target (control), ==, DUO_RATE_START);
  duo_rate_control_feed (control, NULL, 0, 1);
  g_assert_cmpuint (duo_rate_control_get_target (control), ==, DUO_RATE_START);
  /* What no path does is no reason to fall over: times that run backwards, and everything at one time. */
  for (guint i = 0; i < 500; i++)
    duo_rate_control_feed (control, packets, G_N_ELEMENTS (packets), (gint64) (i % 7));
  g_assert_cmpuint (duo_rate_control_get_target (control), <=, DUO_RATE_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rate-control/converge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_converge);
    }
  g_test_add_func ("/rate-control/deaf", test_deaf);
  g_test_add_func ("/rate-control/steps", test_steps);
  g_test_add_func ("/rate-control/losses-alone", test_losses_alone);
  g_test_add_func ("/rate-control/policed", test_policed);
  g_test_add_func ("/rate-control/sound-only", test_sound_only);
  g_test_add_func ("/rate-control/losses-of-known-link", test_losses_of_known_link);
  g_test_add_func ("/rate-control/jumps", test_jumps);
  g_test_add_func ("/rate-control/losses-of-one-moment", test_losses_of_one_moment);
  g_test_add_func ("/rate-control/easy-pictures", test_easy_pictures);
  g_test_add_func ("/rate-control/silence", test_silence);
  g_test_add_func ("/rate-control/cut", test_cut);
  g_test_add_func ("/rate-control/pause", test_pause);
  g_test_add_func ("/rate-control/longer-way", test_longer_way);
  g_test_add_func ("/rate-control/pause-on-longer-way", test_pause_on_longer_way);
  g_test_add_func ("/rate-control/untold", test_untold);
  g_test_add_func ("/rate-control/first-queue", test_first_queue);
  g_test_add_func ("/rate-control/bounds", test_bounds);
  return g_test_run ();
}
