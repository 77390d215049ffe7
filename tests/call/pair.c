/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pair.h"

#define WIDTH 320
#define HEIGHT 180
#define RATE 15
#define LINGER 5
#define ON_ITS_WAY_OUT (100 * 1000)
#define THREADS_THAT_STAY 4 /* the main one, GLib's two and GStreamer's clock */
#define PATIENCE 30         /* seconds; the sanitized call on two busy cores is slow */

static void
set_up_party (Party *self, DuoCallSide side, guint width, guint height, guint rate)
{
  DuoPortrait portrait = side == DUO_CALL_OFFERS ? DUO_PORTRAIT_RECRUITER : DUO_PORTRAIT_TALENT;

  self->signer = loopback_signer_new ();
  self->source = duo_media_source_new_drawn (portrait, width, height, rate, TRUE);
  duo_media_source_set_camera (self->source, TRUE);
  duo_media_source_set_microphone (self->source, TRUE);
  self->call = duo_call_new (DUO_SIGNALING (self->room), self->signer, self->source, side, NULL);
}

static void
tear_down_party (Party *self)
{
  duo_call_hang_up (self->call);
  g_assert_cmpint (duo_call_get_state (self->call), ==, DUO_CALL_ENDED);
  g_assert_finalize_object (self->call);
  g_assert_finalize_object (self->source);
  g_assert_finalize_object (self->signer);
}

void
pair_set_up_large (Pair *self, guint width, guint height, guint rate)
{
  loopback_room_new_pair (&self->recruiter.room, &self->talent.room);
  set_up_party (&self->recruiter, DUO_CALL_OFFERS, width, height, rate);
  set_up_party (&self->talent, DUO_CALL_ANSWERS, WIDTH, HEIGHT, RATE);
}

void
pair_set_up (Pair *self)
{
  pair_set_up_large (self, WIDTH, HEIGHT, RATE);
}

void
pair_start (Pair *self)
{
  duo_call_start (self->recruiter.call);
  duo_call_start (self->talent.call);
}

void
pair_talk (Pair *self)
{
  pair_start (self);
  pair_wait_state (self->recruiter.call, DUO_CALL_TALKING);
  pair_wait_state (self->talent.call, DUO_CALL_TALKING);
}

void
pair_tear_down (Pair *self)
{
  tear_down_party (&self->recruiter);
  tear_down_party (&self->talent);
  /* News under way hold the rooms. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->recruiter.room);
  g_assert_finalize_object (self->talent.room);
}

gboolean
pair_accept_key (DuoCall *call)
{
  g_autoptr (GBytes) key = duo_call_dup_peer_key (call);

  return key != NULL && duo_call_accept_key (call, key);
}

void
party_renew (Party *self, DuoCallSide side)
{
  g_assert_finalize_object (self->call);
  self->call = duo_call_new (DUO_SIGNALING (self->room), self->signer, self->source, side, NULL);
}

static gboolean
on_look_again (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
on_time_up (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
pair_wait_ms (PairCondition condition, gpointer data, guint milliseconds)
{
  gboolean up = FALSE;
  guint timer = g_timeout_add (milliseconds, on_time_up, &up);
  /* What a streaming thread counts does not wake the main loop. */
  guint glance = g_timeout_add (10, on_look_again, NULL);
  gboolean holds;

  while (!(holds = condition (data)) && !up)
    g_main_context_iteration (NULL, TRUE);
  if (!up)
    g_source_remove (timer);
  g_source_remove (glance);
  return holds;
}

gboolean
pair_wait_or (PairCondition condition, gpointer data, guint seconds)
{
  return pair_wait_ms (condition, data, seconds * 1000);
}

void
pair_wait_at (const char *place, const char *name, PairCondition condition, gpointer data, guint seconds)
{
  if (!pair_wait_or (condition, data, seconds))
    g_error ("%s: %s() has not come true within %u s", place, name, seconds);
}

typedef struct
{
  DuoCall *call;
  DuoCallState state;
} Wanted;

static gboolean
is_state (gpointer data)
{
  Wanted *wanted = data;

  return duo_call_get_state (wanted->call) == wanted->state;
}

void
pair_wait_state (DuoCall *call, DuoCallState state)
{
  Wanted wanted = {call, state};

  pair_wait (is_state, &wanted, PATIENCE);
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

guint
pair_count_threads (void)
{
  g_thread_pool_stop_unused_threads ();
  return count_entries ("/proc/self/task");
}

guint
pair_count_descriptors (void)
{
  return count_entries ("/proc/self/fd");
}

typedef struct
{
  guint threads;
  guint descriptors;
} Left;

static gboolean
is_left (gpointer data)
{
  Left *left = data;

  return pair_count_threads () <= left->threads && pair_count_descriptors () <= left->descriptors;
}

void
pair_wait_left (guint threads, guint descriptors)
{
  Left left = {threads, descriptors};

  pair_wait (is_left, &left, 5);
}

typedef struct
{
  guint threads;
  gint64 since; /* when there were so many for the first time */
} Quiet;

/* Few may be too many still: one that has nothing more to do is on its way out. */
static gboolean
is_quiet (gpointer data)
{
  Quiet *quiet = data;
  guint threads = pair_count_threads ();
  gint64 now = g_get_monotonic_time ();

  if (threads != quiet->threads)
    *quiet = (Quiet) {threads, now};
  return threads <= THREADS_THAT_STAY && now >= quiet->since + ON_ITS_WAY_OUT;
}

/* Found: what OpenSSL keeps for a thread is lost where the thread ends while the program does, and a connection leaves
 * more threads than GLib keeps for the next one. */
void
pair_linger (void)
{
  Quiet quiet = {0, 0};

  duo_call_settle ();
  pair_wait_or (is_quiet, &quiet, LINGER);
}

int
pair_run (void)
{
  int status = g_test_run ();

  pair_linger ();
  return status;
}
