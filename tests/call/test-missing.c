/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An installation that lacks a part of GStreamer: each in a process of its own, since the part is gone for all of it. */

#include "duo-call-private.h"
#include "duo-media-format.h"
#include "duo-network-probe.h"
#include "duo-peer-private.h"
#include "duo-sound-trial.h"
#include "pair.h"

/* Plugins of which a call, with devices, has elements; and whether a device alone has. */
static const struct
{
  const char *name;
  gboolean devices;
} needed[] = {
    {"coreelements", TRUE}, {"app", TRUE},      {"audioconvert", TRUE}, {"audioresample", TRUE},
    {"videorate", TRUE},    {"playback", TRUE}, {"videocrop", TRUE},    {"videoconvertscale", TRUE},
    {"webrtc", FALSE},      {"nice", FALSE},    {"dtls", FALSE},        {"srtp", FALSE},
    {"sctp", FALSE},        {"opus", FALSE},    {"vpx", FALSE},         {"rtp", FALSE},
    {"rtpmanager", FALSE},
};

/* The whole plugin: loading it for another element would bring the one back. */
static void
remove_plugin (const char *name)
{
  GstRegistry *registry = gst_registry_get ();
  g_autoptr (GstPlugin) plugin = gst_registry_find_plugin (registry, name);

  g_assert_nonnull (plugin);
  gst_registry_remove_plugin (registry, plugin);
}

/* TRUE in a process of its own, where the test goes on. */
static gboolean
is_apart (void)
{
  if (g_test_subprocess ())
    return TRUE;
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

/* The talent has devices, or would, if there were any here. */
static void
set_up (Pair *pair)
{
  Party *talent = &pair->talent;

  pair_set_up (pair);
  g_assert_finalize_object (talent->call);
  g_assert_finalize_object (talent->source);
  talent->source = duo_media_source_new_devices (NULL, NULL);
  talent->call =
      duo_call_new (DUO_SIGNALING (talent->room), talent->signer, talent->source, DUO_CALL_ANSWERS, NULL);
}

static void
assert_missing (const GError *error)
{
  g_autoptr (GstElementFactory) factory = NULL;

  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_MISSING_PLUGIN);
  factory = gst_element_factory_find (error->message);
  g_assert_null (factory);
}

static void
assert_no_device (DuoMediaSource *source)
{
  duo_media_source_set_camera (source, TRUE);
  g_assert_false (duo_media_source_get_camera (source));
  assert_missing (duo_media_source_get_problem (source, DUO_DEVICE_CAMERA));
  duo_media_source_set_microphone (source, TRUE);
  g_assert_false (duo_media_source_get_microphone (source));
  assert_missing (duo_media_source_get_problem (source, DUO_DEVICE_MICROPHONE));
}

static void
assert_no_trial (void)
{
  DuoSoundTrial *trial = duo_sound_trial_new ();
  DuoDeviceKind kind;

  duo_sound_trial_start (trial, NULL, NULL);
  g_assert_cmpint (duo_sound_trial_get_state (trial), ==, DUO_SOUND_TRIAL_IDLE);
  assert_missing (duo_sound_trial_get_problem (trial, &kind));
  g_assert_finalize_object (trial);
}

static void
assert_no_probe (void)
{
  static const char *const servers[] = {"turn://name:word@127.0.0.1:9", NULL};
  DuoNetworkProbe *probe = duo_network_probe_new (servers);

  duo_network_probe_start (probe);
  g_assert_cmpint (duo_network_probe_get_state (probe), !=, DUO_NETWORK_TESTING);
  g_assert_finalize_object (probe);
}

static void
test_needed (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  Pair pair;

  if (!is_apart ())
    return;
  remove_plugin (needed[i].name);
  set_up (&pair);
  if (needed[i].devices)
    {
      assert_no_device (pair.talent.source);
      assert_no_trial ();
    }
  assert_no_probe ();
  duo_call_start (pair.talent.call);
  g_assert_cmpint (duo_call_get_state (pair.talent.call), ==, DUO_CALL_ENDED);
  assert_missing (duo_call_get_error (pair.talent.call));
  pair_tear_down (&pair);
}

/* Which installation has which loudspeaker says nothing of a call; and what GStreamer itself is made of is in no file. */
static void
note_plugin (const GValue *item, gpointer plugins)
{
  GstElementFactory *factory = gst_element_get_factory (g_value_get_object (item));
  g_autoptr (GstPlugin) plugin =
      factory != NULL ? gst_plugin_feature_get_plugin (GST_PLUGIN_FEATURE (factory)) : NULL;

  if (plugin != NULL && gst_plugin_get_filename (plugin) != NULL &&
      !gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_AUDIOVIDEO_SINKS))
    g_hash_table_add (plugins, g_strdup (gst_plugin_get_name (plugin)));
}

/* The plugins of all that a call is made of, however deep: those that webrtcbin takes by itself as well. */
static GHashTable *
find_plugins (DuoCall *call)
{
  g_autoptr (GstIterator) all = gst_bin_iterate_recurse (GST_BIN (call->peer->pipeline));
  GHashTable *plugins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  while (gst_iterator_foreach (all, note_plugin, plugins) == GST_ITERATOR_RESYNC)
    gst_iterator_resync (all);
  return plugins;
}

static gboolean
is_needed (const char *plugin)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (g_str_equal (plugin, needed[i].name))
      return TRUE;
  return FALSE;
}

/* What a call begins to use is to be in the table above. */
static void
test_table (void)
{
  g_autoptr (GHashTable) plugins = NULL;
  GHashTableIter iter;
  gpointer plugin;
  Pair pair;

  set_up (&pair);
  pair_talk (&pair);
  plugins = find_plugins (pair.talent.call);
  g_assert_true (g_hash_table_contains (plugins, "webrtcdsp"));
  g_hash_table_remove (plugins, "webrtcdsp");
  g_hash_table_iter_init (&iter, plugins);
  while (g_hash_table_iter_next (&iter, &plugin, NULL))
    if (!is_needed (plugin))
      g_error ("%s is missing in the table", (const char *) plugin);
  pair_tear_down (&pair);
}

/* Its echo is not cancelled then, but two can talk. */
static void
test_missing_echo (void)
{
  g_autoptr (GHashTable) plugins = NULL;
  Pair pair;

  if (!is_apart ())
    return;
  remove_plugin ("webrtcdsp");
  set_up (&pair);
  pair_talk (&pair);
  plugins = find_plugins (pair.talent.call);
  g_assert_false (g_hash_table_contains (plugins, "webrtcdsp"));
  duo_media_source_set_voice (pair.talent.source, DUO_VOICE_PLAIN);
  pair_tear_down (&pair);
}

static gboolean
is_off (gpointer data)
{
  return !duo_media_source_get_camera (data);
}

/* The drawn person needs its pictures decoded; without, it is a camera that failed. */
static void
test_missing_decoder (void)
{
  DuoMediaSource *source;

  if (!is_apart ())
    return;
  remove_plugin ("png");
  source = duo_media_source_new_drawn (DUO_PORTRAIT_TALENT, 320, 180, 15, FALSE);
  duo_media_source_set_camera (source, TRUE);
  pair_wait (is_off, source, 20);
  g_assert_error (duo_media_source_get_problem (source, DUO_DEVICE_CAMERA), DUO_CALL_ERROR,
                  DUO_CALL_ERROR_DEVICE);
  g_assert_finalize_object (source);
}

/* Without H.264 here nobody is told that there is. */
static void
test_missing_h264 (gconstpointer plugin)
{
  static const char offer[] = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
                              "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n"
                              "m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rtpmap:102 H264/90000\r\n"
                              "a=fmtp:102 packetization-mode=1;profile-level-id=42e01f\r\n";
  g_autofree char *extended = NULL;
  g_autoptr (GError) error = NULL;
  DuoMediaFormat format;

  if (!is_apart ())
    return;
  g_assert_true (duo_media_format_read (&format, offer, NULL));
  g_assert_cmpint (format.codec, ==, DUO_VIDEO_CODEC_H264);
  remove_plugin (plugin);
  g_assert_false (duo_media_format_read (&format, offer, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  extended = duo_media_format_extend (offer);
  g_assert_cmpstr (extended, ==, offer);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *path = g_strconcat ("/call/missing/plugin-", needed[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_needed);
    }
  g_test_add_func ("/call/parts/table", test_table);
  g_test_add_func ("/call/missing/echo", test_missing_echo);
  g_test_add_func ("/call/missing/decoder", test_missing_decoder);
  g_test_add_data_func ("/call/missing/h264-encoder", "openh264", test_missing_h264);
  g_test_add_data_func ("/call/missing/h264-parser", "videoparsersbad", test_missing_h264);
  return pair_run ();
}
