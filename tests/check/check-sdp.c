/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a peer says is refused or survived: descriptions and candidates with something wrong in them, signed by whom may
 * sign; packets that the network adds, before and after it is known who talks; and a peer who is known and sends nonsense.
 * Built with the sanitizers: see sdp. --control: one guard is taken out, and what it is for has to be noticed. */

#include "hostile.h"

#include "duo-call-private.h"
#include "duo-feedback-guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DESCRIPTIONS 10000
#define CALLS 60
#define SHORT_DESCRIPTIONS 40
#define SHORT_CALLS 2
#define MAX_HANG_UP_MS 500
#define SHORT_FACTOR 20 /* one test among many, on a busy machine */
/* A feedback that tells of as much as it may, behind as large a gap. */
#define MOST_TOLD (2 * DUO_FEEDBACK_MAX)

guint hostile_complaints;

static gboolean unguarded;

void __real_duo_feedback_guard_watch (GstElement *element);
void __wrap_duo_feedback_guard_watch (GstElement *element);

void
__wrap_duo_feedback_guard_watch (GstElement *element)
{
  if (!unguarded)
    __real_duo_feedback_guard_watch (element);
}

/* Returns whether it held. */
static gboolean
report (const char *what, HostileSum *sum, gint64 most_ms)
{
  gboolean holds =
      lateness_holds (&sum->ends, most_ms) && sum->most_told <= MOST_TOLD && hostile_complaints == 0;

  printf ("%-32s %5u calls, %6u lies: %u ended by themselves, %u went on; hung up: ", what, sum->calls,
          sum->lies, sum->refused, sum->survived);
  lateness_print (&sum->ends, most_ms);
  if (sum->most_told > 0)
    printf ("; at most %u packets in one feedback", sum->most_told);
  if (hostile_complaints > 0)
    printf ("; %u complaints of a library", hostile_complaints);
  printf ("\n");
  fflush (stdout);
  hostile_complaints = 0;
  return holds;
}

/* Whom nobody knows can say nothing that ends a call. */
static gboolean
went_on (const char *what, const HostileSum *sum)
{
  if (sum->refused > 0)
    printf ("%-32s %u calls were ended by a stranger\n", what, sum->refused);
  return sum->refused == 0;
}

typedef void (*Hostile) (HostileSum *sum, GRand *chance, guint count);

static gboolean
run (const char *what, Hostile hostile, GRand *chance, guint count, gint64 most_ms)
{
  gboolean strange = hostile == hostile_path || hostile == hostile_network;
  HostileSum sum = {0};

  hostile (&sum, chance, count);
  return report (what, &sum, most_ms) && (!strange || went_on (what, &sum));
}

static int
check (GRand *chance, guint descriptions, guint calls, gint64 most_ms)
{
  gboolean holds = TRUE;

  holds &= run ("descriptions and candidates", hostile_descriptions, chance, descriptions, most_ms);
  holds &= run ("packets within the handshake", hostile_handshake, chance, calls, most_ms);
  holds &= run ("packets beside the handshake", hostile_path, chance, calls, most_ms);
  holds &= run ("packets once they talk", hostile_network, chance, calls, most_ms);
  holds &= run ("packets of the peer", hostile_peer, chance, calls, most_ms);
  printf ("sdp: everything was refused or survived: %s\n", holds ? "ok" : "short of it");
  fflush (stdout);
  return holds ? 0 : 1;
}

static int
check_control (GRand *chance)
{
  HostileSum sum = {0};
  gboolean noticed;

  unguarded = TRUE;
  hostile_peer (&sum, chance, SHORT_CALLS);
  noticed = sum.most_told > MOST_TOLD;
  report ("packets of the peer, unguarded", &sum, G_MAXINT64);
  printf ("sdp: feedback without bounds is noticed: %s\n", noticed ? "ok" : "short of it");
  return noticed ? 0 : 1;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
  gboolean complains = (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0;

  hostile_complaints += complains;
  if (!complains && g_getenv ("G_MESSAGES_DEBUG") == NULL)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, count, data);
}

static gboolean
read_number (const char *argument, const char *name, guint32 *number)
{
  if (!g_str_has_prefix (argument, name))
    return FALSE;
  *number = (guint32) strtoul (argument + strlen (name), NULL, 10);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) chance = NULL;
  gboolean quick = FALSE, control = FALSE;
  guint32 seed = g_random_int (), descriptions = DESCRIPTIONS, calls = CALLS;
  int result;

  for (int i = 1; i < argc; i++)
    {
      quick |= strcmp (argv[i], "--short") == 0;
      control |= strcmp (argv[i], "--control") == 0;
      if (!read_number (argv[i], "--seed=", &seed) &&
          !read_number (argv[i], "--descriptions=", &descriptions))
        read_number (argv[i], "--calls=", &calls);
    }
  printf ("sdp: --seed=%u\n", seed);
  fflush (stdout);
  chance = g_rand_new_with_seed (seed);
  g_log_set_writer_func (write_log, NULL, NULL);
  duo_call_init ();
  if (control)
    result = check_control (chance);
  else if (quick)
    result = check (chance, SHORT_DESCRIPTIONS, SHORT_CALLS, SHORT_FACTOR * MAX_HANG_UP_MS);
  else
    result = check (chance, descriptions, calls, MAX_HANG_UP_MS);
  pair_linger ();
  return result;
}
