/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Camera, microphone and loudspeaker of the talent are pulled out in the middle of a call and plugged in again, at a real
 * sound server. Counted is from where the device begins to start, which takes a part of a second itself, until the
 * recruiter sees or hears the talent again, or the talent's loudspeaker plays (2 s: issue of the call, devices), and how
 * soon it is known that one is gone. With --control nobody follows what is plugged in, and that has to show. */

#include "lateness.h"
#include "pair.h"
#include "plug.h"
#include "quiet-log.h"

#include <stdio.h>
#include <string.h>

#define ROUNDS 20
#define SHORT_ROUNDS 2
#define MOST_MS 2000
/* A short run shares its machine with other tests, and shows that it happens. */
#define SHORT_MOST_MS 20000
#define PATIENCE 30
#define SHORT_PATIENCE 5
#define FRAMES 3
#define SOUND_MS 100
#define LOUD 0.05
#define N_KINDS (DUO_DEVICE_SPEAKER + 1)

static const struct
{
  const char *name;
  const char *id;
} gear[N_KINDS] = {{"Eye", "pipewiresrc:Eye"}, {"Ear", "pulsesrc:Ear"}, {"Desk", "pulsesink:Desk"}};

/* @before: pictures, or ms of sound, that the recruiter had got; for a loudspeaker of no use */
typedef struct
{
  Pair pair;
  DuoDeviceMonitor *monitor;
  DuoMediaSource *ear; /* at what the loudspeaker plays */
  Plug *plugs[N_KINDS];
  gboolean there[N_KINDS];
  gboolean follows;
  DuoDeviceKind kind;
  guint64 before;
} Desk;

/* ── following what is plugged in, as the room does ───────────────────────────────────────────── */

static gboolean
has_device (Desk *self, DuoDeviceKind kind)
{
  GListModel *devices = duo_device_monitor_get_devices (self->monitor, kind);
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DuoDevice) device = g_list_model_get_item (devices, i);

      found |= g_str_equal (duo_device_get_name (device), gear[kind].name);
    }
  return found;
}

static void
follow_speaker (Desk *self)
{
  if (self->there[DUO_DEVICE_SPEAKER])
    duo_call_set_speaker (self->pair.talent.call, gear[DUO_DEVICE_SPEAKER].id);
  else
    duo_call_lose_speaker (self->pair.talent.call);
}

static void
follow (Desk *self, DuoDeviceKind kind)
{
  if (kind == DUO_DEVICE_SPEAKER)
    follow_speaker (self);
  else if (self->there[kind])
    duo_media_source_set_device (self->pair.talent.source, kind, gear[kind].id, NULL);
  else
    duo_media_source_lose_device (self->pair.talent.source, kind);
}

static void
on_devices_changed (Desk *self)
{
  for (DuoDeviceKind kind = DUO_DEVICE_CAMERA; kind < N_KINDS; kind++)
    {
      gboolean there = has_device (self, kind);

      if (there == self->there[kind])
        continue;
      self->there[kind] = there;
      if (self->follows)
        follow (self, kind);
    }
}

/* ── what is waited for ───────────────────────────────────────────────────────────────────────── */

static gboolean
is_gone (gpointer data)
{
  Desk *self = data;

  return !self->there[self->kind];
}

static guint64
get_sound (Desk *self)
{
  DuoCallStats stats;

  duo_call_get_stats (self->pair.recruiter.call, &stats);
  return stats.audio_ms;
}

static guint64
get_pictures (Desk *self)
{
  return duo_video_feed_get_frames (duo_call_get_remote_feed (self->pair.recruiter.call));
}

static gboolean
is_back (gpointer data)
{
  Desk *self = data;

  if (self->kind == DUO_DEVICE_CAMERA)
    return get_pictures (self) >= self->before + FRAMES;
  if (self->kind == DUO_DEVICE_MICROPHONE)
    return get_sound (self) >= self->before + SOUND_MS;
  return duo_media_source_get_level (self->ear) > LOUD;
}

static void
remember (Desk *self)
{
  self->before = self->kind == DUO_DEVICE_CAMERA ? get_pictures (self) : get_sound (self);
}

/* ms since @started, µs; G_MAXINT64: not within @patience seconds from now */
static gint64
wait_since (Desk *self, PairCondition condition, guint patience, gint64 started)
{
  return pair_wait_or (condition, self, patience) ? (g_get_monotonic_time () - started) / 1000 : G_MAXINT64;
}

/* ── one device ───────────────────────────────────────────────────────────────────────────────── */

static void
plug (Desk *self, DuoDeviceKind kind)
{
  self->plugs[kind] =
      kind == DUO_DEVICE_MICROPHONE ? plug_in_tone (gear[kind].name) : plug_in (kind, gear[kind].name);
}

/* A monitor of a loudspeaker that is gone is gone, too. */
static void
set_ear (Desk *self, gboolean on)
{
  if (self->kind != DUO_DEVICE_SPEAKER)
    return;
  if (on)
    duo_media_source_set_device (self->ear, DUO_DEVICE_MICROPHONE, "pulsesrc:Desk.monitor", NULL);
  duo_media_source_set_microphone (self->ear, on);
}

static gboolean
is_there (gpointer data)
{
  Desk *self = data;

  return self->there[self->kind];
}

static void
pull_and_plug (Desk *self, Lateness *gone, Lateness *back, guint patience)
{
  gint64 started = g_get_monotonic_time ();

  set_ear (self, FALSE);
  plug_pull (g_steal_pointer (&self->plugs[self->kind]));
  lateness_add (gone, wait_since (self, is_gone, PATIENCE, started));
  remember (self);
  started = g_get_monotonic_time ();
  plug (self, self->kind);
  pair_wait_or (is_there, self, PATIENCE);
  set_ear (self, TRUE);
  lateness_add (back, wait_since (self, is_back, patience, started));
}

/* ── the whole ────────────────────────────────────────────────────────────────────────────────── */

static void
open_desk (Desk *self, gboolean follows)
{
  DuoMediaSource *source =
      duo_media_source_new_devices (gear[DUO_DEVICE_CAMERA].id, gear[DUO_DEVICE_MICROPHONE].id);

  *self = (Desk) {.monitor = duo_device_monitor_new (), .ear = duo_media_source_new_devices (NULL, NULL)};
  for (DuoDeviceKind kind = DUO_DEVICE_CAMERA; kind < N_KINDS; kind++)
    {
      plug (self, kind);
      plug_wait (self->monitor, kind, gear[kind].name, TRUE);
      self->there[kind] = TRUE;
    }
  pair_set_up (&self->pair);
  g_set_object (&self->pair.talent.source, source);
  g_object_unref (source);
  party_renew (&self->pair.talent, DUO_CALL_ANSWERS);
  duo_call_set_speaker (self->pair.talent.call, gear[DUO_DEVICE_SPEAKER].id);
  duo_media_source_set_camera (source, TRUE);
  duo_media_source_set_microphone (source, TRUE);
  duo_video_feed_set_target (duo_call_get_remote_feed (self->pair.recruiter.call), 160, 90);
  self->follows = follows;
  for (DuoDeviceKind kind = DUO_DEVICE_CAMERA; kind < N_KINDS; kind++)
    g_signal_connect_swapped (duo_device_monitor_get_devices (self->monitor, kind), "items-changed",
                              G_CALLBACK (on_devices_changed), self);
  pair_talk (&self->pair);
}

static void
close_desk (Desk *self)
{
  for (DuoDeviceKind kind = DUO_DEVICE_CAMERA; kind < N_KINDS; kind++)
    {
      g_signal_handlers_disconnect_by_data (duo_device_monitor_get_devices (self->monitor, kind), self);
      plug_pull (self->plugs[kind]);
    }
  pair_tear_down (&self->pair);
  g_assert_finalize_object (self->ear);
  g_assert_finalize_object (self->monitor);
}

static gboolean
check_kind (Desk *self, DuoDeviceKind kind, guint rounds, gboolean quick)
{
  gint64 most = quick ? SHORT_MOST_MS : MOST_MS;
  Lateness gone = {0}, back = {0};
  gboolean in_time;

  self->kind = kind;
  self->before = 0;
  pair_wait_or (kind == DUO_DEVICE_SPEAKER ? is_there : is_back, self, PATIENCE);
  for (guint i = 0; i < rounds; i++)
    pull_and_plug (self, &gone, &back, PATIENCE);
  in_time = lateness_holds (&gone, most, FALSE) && lateness_holds (&back, most, FALSE);
  printf ("devices: %s, %u times: gone: ", duo_device_kind_get_name (kind), rounds);
  lateness_print (&gone, MOST_MS);
  printf ("; back: ");
  lateness_print (&back, MOST_MS);
  printf ("\n");
  fflush (stdout);
  return in_time;
}

static int
check (gboolean quick)
{
  gboolean all = TRUE, talks;
  Desk desk;

  open_desk (&desk, TRUE);
  for (DuoDeviceKind kind = DUO_DEVICE_CAMERA; kind < N_KINDS; kind++)
    all &= check_kind (&desk, kind, quick ? SHORT_ROUNDS : ROUNDS, quick);
  talks = duo_call_get_state (desk.pair.talent.call) == DUO_CALL_TALKING;
  close_desk (&desk);
  printf ("devices: used again within %u ms of being plugged in: %s\n", quick ? SHORT_MOST_MS : MOST_MS,
          all ? "ok" : "short of it");
  printf ("devices: the call goes on meanwhile: %s\n", talks ? "ok" : "short of it");
  return all && talks ? 0 : 1;
}

/* Of a camera: a sound server moves the streams of the other two to whatever else there is by itself. */
static int
check_control (void)
{
  Lateness gone = {0}, back = {0};
  gboolean noticed;
  Desk desk;

  open_desk (&desk, FALSE);
  desk.kind = DUO_DEVICE_CAMERA;
  pair_wait_or (is_back, &desk, PATIENCE);
  pull_and_plug (&desk, &gone, &back, SHORT_PATIENCE);
  noticed = !lateness_holds (&back, MOST_MS, FALSE);
  g_clear_pointer (&gone.times, g_array_unref);
  g_clear_pointer (&back.times, g_array_unref);
  close_desk (&desk);
  printf ("devices: that nobody follows what is plugged in is noticed: %s\n", noticed ? "ok" : "short of it");
  return noticed ? 0 : 1;
}

int
main (int argc, char **argv)
{
  gboolean quick = FALSE, control = FALSE;
  int result;

  for (int i = 1; i < argc; i++)
    {
      quick |= strcmp (argv[i], "--short") == 0;
      control |= strcmp (argv[i], "--control") == 0;
    }
  g_log_set_writer_func (quiet_log_write, NULL, NULL);
  duo_call_init ();
  result = control ? check_control () : check (quick);
  pair_linger ();
  return result;
}
