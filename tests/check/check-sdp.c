/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a peer says is refused or survived: descriptions and candidates with something wrong in them, signed by whom may
 * sign; packets that the network adds, before and after it is known who talks; and a peer who is known and sends nonsense.
 * Built with the sanitizers: see sdp. --control: a guard is taken out, and what it is for has to be noticed. */

#include "hostile-parts.h"

#include "duo-call-private.h"
#include "duo-feedback-guard.h"
#include "quiet-log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DESCRIPTIONS 10000
#define CALLS 60
#define SHORT_DESCRIPTIONS 40
#define SHORT_CALLS 2
#define CREDULOUS_DESCRIPTIONS 40
#define MOST_BARE_CALLS 30
#define MAX_HANG_UP_MS 500
#define SHORT_FACTOR 20 /* one test among many, on a busy machine */
/* A feedback that tells of as much as it may, behind as large a gap. */
#define MOST_TOLD (2 * DUO_FEEDBACK_MAX)

guint hostile_complaints;

static gboolean unguarded, bare, forgetful, credulous;

/* Of the sanitizer, where there is one. */
void __lsan_do_leak_check (void) __attribute__ ((weak));
void __real_duo_feedback_guard_watch (GstElement *element);
void __wrap_duo_feedback_guard_watch (GstElement *element);
void __real_duo_cipher_guard_watch (GstElement *element);
void __wrap_duo_cipher_guard_watch (GstElement *element);
gboolean __real_duo_description_check (const char *sdp, const char *offer, GError **error);
gboolean __wrap_duo_description_check (const char *sdp, const char *offer, GError **error);

void
__wrap_duo_feedback_guard_watch (GstElement *element)
{
  if (!unguarded)
    __real_duo_feedback_guard_watch (element);
}

void
__wrap_duo_cipher_guard_watch (GstElement *element)
{
  if (!bare)
    __real_duo_cipher_guard_watch (element);
}

gboolean
__wrap_duo_description_check (const char *sdp, const char *offer, GError **error)
{
  return credulous || __real_duo_description_check (sdp, offer, error);
}

gboolean
hostile_is_wrong (const char *sdp, const char *offer)
{
  return !__real_duo_description_check (sdp, offer, NULL);
}

/* Returns whether it held. */
static gboolean
report (const char *what, HostileSum *sum, gint64 most_ms, gboolean quick)
{
  gboolean holds = lateness_holds (&sum->ends, most_ms, quick) && sum->most_told <= MOST_TOLD &&
                   sum->complaints == 0 && sum->slipped == 0;

  printf ("%-32s %5u calls, %6u lies: %u refused by us, %u by GStreamer, %u went on; hung up: ", what,
          sum->calls, sum->lies, sum->refused, sum->failed, sum->survived);
  lateness_print (&sum->ends, most_ms);
  if (sum->candidates > 0)
    printf ("; %u of %u candidates refused by us", sum->barred, sum->candidates);
  if (sum->slipped > 0)
    printf ("; %u that we had to refuse went further", sum->slipped);
  if (sum->most_told > 0)
    printf ("; at most %u packets in one feedback", sum->most_told);
  if (sum->complaints > 0)
    printf ("; %u complaints of a library", sum->complaints);
  printf ("\n");
  fflush (stdout);
  return holds;
}

typedef void (*Hostile) (HostileSum *sum, GRand *chance, guint count);

static const struct
{
  const char *what;
  Hostile hostile;
  gboolean strange; /* whom nobody knows can say nothing that ends a call */
} kinds[] = {
    {"descriptions and candidates", hostile_descriptions, FALSE},
    {"packets within the handshake", hostile_handshake, FALSE},
    {"packets beside the handshake", hostile_path, TRUE},
    {"packets once they talk", hostile_network, TRUE},
    {"packets of the peer", hostile_peer, FALSE},
};

/* What is to be done, by @parts processes. */
typedef struct
{
  guint32 seed;
  guint descriptions;
  guint calls;
  guint parts;
  gint64 most_ms;
  gboolean quick;
} Plan;

static guint
share (guint whole, guint parts, guint part)
{
  return whole / parts + (part < whole % parts);
}

/* Of what was refused nothing is left. What is left of calls is the subject of check-hangup: a channel that is taken down in
 * a hurry forgets words (../call/meson.build). Once looked, the sanitizer does not look again at the end. */
static void
look_for_leaks (void)
{
  pair_linger ();
  for (guint i = 0; forgetful && i < 10; i++)
    g_strdup ("forgotten");
  if (__lsan_do_leak_check != NULL)
    __lsan_do_leak_check ();
}

static int
work (guint part, FILE *to, gpointer data)
{
  const Plan *plan = data;
  g_autoptr (GRand) chance = g_rand_new_with_seed (plan->seed + part);

  duo_call_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint whole = kinds[i].hostile == hostile_descriptions ? plan->descriptions : plan->calls;
      HostileSum sum = {0};

      kinds[i].hostile (&sum, chance, share (whole, plan->parts, part));
      sum.complaints = hostile_complaints;
      hostile_complaints = 0;
      hostile_part_tell (to, &sum);
      if (kinds[i].hostile == hostile_descriptions)
        look_for_leaks ();
    }
  pair_linger ();
  return 0;
}

/* How it is had again by itself. */
static void
print_part (const Plan *plan, guint part)
{
  printf ("--parts=1 --seed=%u --descriptions=%u --calls=%u ended as it should not\n", plan->seed + part,
          share (plan->descriptions, plan->parts, part), share (plan->calls, plan->parts, part));
}

static gboolean
hear (HostilePart *parts, gsize kind, const Plan *plan)
{
  HostileSum sum = {0};
  gboolean all = TRUE, holds;

  for (guint i = 0; i < plan->parts; i++)
    all &= hostile_part_hear (&parts[i], &sum);
  holds = report (kinds[kind].what, &sum, plan->most_ms, plan->quick);
  if (!kinds[kind].strange || sum.failed == 0)
    return all && holds;
  printf ("%-32s %u calls were ended by a stranger\n", kinds[kind].what, sum.failed);
  return FALSE;
}

static int
check (Plan *plan)
{
  g_autofree HostilePart *parts = g_new0 (HostilePart, plan->parts);
  gboolean holds = TRUE;

  for (guint i = 0; i < plan->parts; i++)
    hostile_part_begin (&parts[i], i, work, plan);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    holds &= hear (parts, i, plan);
  for (guint i = 0; i < plan->parts; i++)
    if (!hostile_part_end (&parts[i]))
      {
        print_part (plan, i);
        holds = FALSE;
      }
  printf ("sdp: everything was refused or survived: %s\n", holds ? "ok" : "short of it");
  fflush (stdout);
  return holds ? 0 : 1;
}

/* What a part forgets is seen by who waits for it, where there is a sanitizer. */
static gboolean
notices_leaks (guint32 seed)
{
  Plan plan = {seed, 1, 0, 1, G_MAXINT64, TRUE};
  HostileSum sum = {0};
  HostilePart part;

  if (__lsan_do_leak_check == NULL)
    return TRUE;
  forgetful = TRUE;
  hostile_part_begin (&part, 0, work, &plan);
  while (hostile_part_hear (&part, &sum))
    ;
  g_clear_pointer (&sum.ends.times, g_array_unref);
  return !hostile_part_end (&part);
}

static gboolean
notices_descriptions (guint32 seed)
{
  Plan plan = {seed, CREDULOUS_DESCRIPTIONS, 0, 1, G_MAXINT64, TRUE};
  HostileSum sum = {0};
  HostilePart part;

  credulous = TRUE;
  hostile_part_begin (&part, 0, work, &plan);
  credulous = FALSE;
  while (hostile_part_hear (&part, &sum))
    ;
  hostile_part_end (&part);
  report ("descriptions, unchecked", &sum, G_MAXINT64, TRUE);
  return sum.slipped > 0;
}

/* What a stranger's packets bring srtpdec to where nobody looks at them before it. */
static gboolean
notices_reports (guint32 seed)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  HostileSum sum = {0};

  bare = TRUE;
  for (guint i = 0; i < MOST_BARE_CALLS && hostile_complaints == 0; i++)
    hostile_network (&sum, chance, 1);
  bare = FALSE;
  sum.complaints = hostile_complaints;
  hostile_complaints = 0;
  report ("packets of a stranger, bare", &sum, G_MAXINT64, TRUE);
  return sum.complaints > 0;
}

static int
check_control (guint32 seed)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  gboolean descriptions = notices_descriptions (seed);
  gboolean leaks = notices_leaks (seed);
  HostileSum sum = {0};
  gboolean noticed, reports;

  duo_call_init ();
  reports = notices_reports (seed);
  unguarded = TRUE;
  hostile_peer (&sum, chance, SHORT_CALLS);
  noticed = sum.most_told > MOST_TOLD;
  report ("packets of the peer, unguarded", &sum, G_MAXINT64, TRUE);
  printf ("sdp: feedback without bounds is noticed: %s\n", noticed ? "ok" : "short of it");
  printf ("sdp: what is forgotten is noticed: %s\n", leaks ? "ok" : "short of it");
  printf ("sdp: descriptions that nobody looked at are noticed: %s\n", descriptions ? "ok" : "short of it");
  printf ("sdp: reports that nobody looked at are noticed: %s\n", reports ? "ok" : "short of it");
  pair_linger ();
  return noticed && leaks && descriptions && reports ? 0 : 1;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
  hostile_complaints += quiet_log_is_complaint (level);
  return quiet_log_write (level, fields, count, data);
}

static gboolean
read_number (const char *argument, const char *name, guint32 *number)
{
  if (!g_str_has_prefix (argument, name))
    return FALSE;
  *number = (guint32) strtoul (argument + strlen (name), NULL, 10);
  return TRUE;
}

static void
read_argument (Plan *plan, const char *argument)
{
  if (strcmp (argument, "--short") == 0)
    *plan = (Plan) {plan->seed, SHORT_DESCRIPTIONS, SHORT_CALLS, 1, SHORT_FACTOR * MAX_HANG_UP_MS, TRUE};
  else if (!read_number (argument, "--seed=", &plan->seed) &&
           !read_number (argument, "--descriptions=", &plan->descriptions) &&
           !read_number (argument, "--calls=", &plan->calls))
    read_number (argument, "--parts=", &plan->parts);
}

int
main (int argc, char **argv)
{
  Plan plan = {g_random_int (), DESCRIPTIONS, CALLS, g_get_num_processors (), MAX_HANG_UP_MS, FALSE};
  gboolean control = FALSE;

  for (int i = 1; i < argc; i++)
    {
      control |= strcmp (argv[i], "--control") == 0;
      read_argument (&plan, argv[i]);
    }
  plan.parts = MAX (plan.parts, 1);
  printf ("sdp: --seed=%u --parts=%u\n", plan.seed, plan.parts);
  fflush (stdout);
  g_log_set_writer_func (write_log, NULL, NULL);
  return control ? check_control (plan.seed) : check (&plan);
}
