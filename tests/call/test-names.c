/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a call says of the machine that it runs on: nothing. */

#include "duo-call-private.h"
#include "duo-peer-private.h"
#include "pair.h"

#include <string.h>

#define PATIENCE 30

/* 96 random bits and nothing else (RFC 7022 §4.2). */
static gboolean
is_nameless (const char *name)
{
  return name != NULL && g_regex_match_simple ("^[A-Za-z0-9+/]{16}$", name, 0, 0);
}

/* The control: names as others make them. */
static void
test_names_of_others (void)
{
  static const char *const names[] = {"amara@laptop", "user1208310771@host-b6544dfd", "amara", "", NULL};

  for (const char *const *name = names; *name != NULL; name++)
    g_assert_false (is_nameless (*name));
  g_assert_false (is_nameless (NULL));
  g_assert_true (is_nameless ("4TOk42mSjMCkVIa6"));
}

/* Every name of a description; (transfer full) (element-type utf8) */
static GPtrArray *
names_of (const char *sdp)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRegex) regex = g_regex_new ("cname:([^\r\n ]*)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, sdp, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (names, g_match_info_fetch (match, 1));
  return names;
}

static char *
description (DuoPeer *peer)
{
  GstWebRTCSessionDescription *local = NULL;
  char *sdp;

  g_object_get (peer->webrtcbin, "local-description", &local, NULL);
  g_assert_nonnull (local);
  sdp = gst_sdp_message_as_text (local->sdp);
  gst_webrtc_session_description_free (local);
  return sdp;
}

/* A short host name may stand in what is drawn by lot: the names above are that, and so is how ICE signs in. */
static char *
without_lots (const char *sdp)
{
  g_autoptr (GRegex) lots = g_regex_new ("(cname|msid|ice-ufrag|ice-pwd):[^\r\n]*", 0, 0, NULL);

  return g_regex_replace_literal (lots, sdp, -1, 0, "", 0, NULL);
}

static char *
own_name (DuoCall *call)
{
  g_autofree char *sdp = description (call->peer);
  g_autoptr (GPtrArray) names = names_of (sdp);
  g_autofree char *chosen = without_lots (sdp);

  g_assert_cmpuint (names->len, >=, 2);
  for (guint i = 0; i < names->len; i++)
    {
      g_assert_true (is_nameless (g_ptr_array_index (names, i)));
      /* One name for all, or sound and picture could not be put together. */
      g_assert_cmpstr (g_ptr_array_index (names, i), ==, g_ptr_array_index (names, 0));
    }
  g_assert_null (strstr (chosen, g_get_host_name ()));
  return g_strdup (g_ptr_array_index (names, 0));
}

static void
test_descriptions (void)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  first = own_name (pair.recruiter.call);
  second = own_name (pair.talent.call);
  g_assert_cmpstr (first, !=, second);
  pair_tear_down (&pair);
  pair_set_up (&pair);
  pair_talk (&pair);
  again = own_name (pair.recruiter.call);
  g_assert_cmpstr (first, !=, again);
  pair_tear_down (&pair);
}

/* ── reports ──────────────────────────────────────────────────────────────────────────────────── */

/* Who listens, and to whom. */
typedef struct
{
  DuoPeer *peer;
  guint source;
} Listener;

static guint
first_source (DuoPeer *peer)
{
  g_autofree char *sdp = description (peer);
  const char *line = strstr (sdp, "a=ssrc:");

  g_assert_nonnull (line);
  return (guint) g_ascii_strtoull (line + strlen ("a=ssrc:"), NULL, 10);
}

/* What the peer's reports have said of it so far; NULL before. */
static GstStructure *
dup_reported (Listener *self)
{
  g_autoptr (GstElement) rtpbin = gst_bin_get_by_name (GST_BIN (self->peer->webrtcbin), "rtpbin");
  g_autoptr (GObject) session = NULL;
  g_autoptr (GObject) source = NULL;
  g_autoptr (GstStructure) said = NULL;

  g_signal_emit_by_name (rtpbin, "get-internal-session", 0, &session);
  g_assert_nonnull (session);
  g_signal_emit_by_name (session, "get-source-by-ssrc", self->source, &source);
  if (source != NULL)
    g_object_get (source, "sdes", &said, NULL);
  return said != NULL && gst_structure_has_field (said, "cname") ? g_steal_pointer (&said) : NULL;
}

static gboolean
has_reported (gpointer data)
{
  g_autoptr (GstStructure) said = dup_reported (data);

  return said != NULL;
}

static void
test_reports (void)
{
  g_autoptr (GstStructure) said = NULL;
  g_autofree char *name = NULL;
  g_autofree char *all = NULL;
  Listener listener;
  Pair pair;

  pair_set_up (&pair);
  pair_talk (&pair);
  name = own_name (pair.recruiter.call);
  listener = (Listener) {pair.talent.call->peer, first_source (pair.recruiter.call->peer)};
  pair_wait (has_reported, &listener, PATIENCE);
  said = dup_reported (&listener);
  g_assert_cmpstr (gst_structure_get_string (said, "cname"), ==, name);
  gst_structure_remove_field (said, "cname"); /* drawn by lot, as above */
  all = gst_structure_to_string (said);
  g_assert_null (strstr (all, "tool"));
  g_assert_null (strstr (all, "GStreamer"));
  g_assert_null (strstr (all, g_get_host_name ()));
  pair_tear_down (&pair);
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/names/of-others", test_names_of_others);
  g_test_add_func ("/call/names/descriptions", test_descriptions);
  g_test_add_func ("/call/names/reports", test_reports);
  return pair_run ();
}
