/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"
#include "duo-candidate.h"
#include "duo-description.h"

#include <string.h>

#define HEAD "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
#define GROUP "a=group:BUNDLE v a d\r\n"
#define VIDEO "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\na=sendrecv\r\n"
#define AUDIO "m=audio 9 UDP/TLS/RTP/SAVPF 97\r\na=mid:a\r\na=sendrecv\r\n"
#define DATA "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n"
#define OFFER HEAD GROUP VIDEO AUDIO DATA

static const struct
{
  const char *sdp;
  gboolean good;
} descriptions[] = {
    {OFFER, TRUE},
    {HEAD "a=group:BUNDLE v a\r\n" VIDEO AUDIO, TRUE},
    {HEAD "a=group:BUNDLE v\r\n" VIDEO "m=audio 0 UDP/TLS/RTP/SAVPF 97\r\na=mid:a\r\na=inactive\r\n", TRUE},
    {HEAD GROUP VIDEO AUDIO DATA "a=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\n", TRUE},
    {HEAD GROUP VIDEO AUDIO DATA "a=candidate:1 1 TCP 1 192.0.2.1 9 typ host tcptype active\r\n", TRUE},
    {HEAD GROUP "a=setup:active\r\n" VIDEO AUDIO DATA, TRUE},
    {HEAD GROUP VIDEO "a=setup:actpass\r\n" AUDIO DATA "a=setup:actpass\r\n", TRUE},
    {HEAD GROUP "a=ice-ufrag:u\r\na=ice-pwd:p\r\n" VIDEO AUDIO DATA, TRUE},
    {HEAD GROUP VIDEO "a=ice-ufrag:u\r\na=ice-pwd:p\r\n" AUDIO DATA, TRUE},
    {"", FALSE},
    {"nonsense", FALSE},
    {HEAD, FALSE},
    {HEAD VIDEO AUDIO DATA, FALSE},
    {HEAD "a=group:LS v a d\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD GROUP GROUP VIDEO AUDIO DATA, FALSE},
    {HEAD "a=group:BUNDLE a v d\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD "a=group:BUNDLE v a d x\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD "a=group:BUNDLE v a\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD "a=group:BUNDLE a d\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD GROUP AUDIO VIDEO DATA, FALSE},
    {HEAD GROUP VIDEO VIDEO AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=mid:x\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=recvonly\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=sendrecv\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP "m=video 9 RTP/AVP 96\r\na=mid:v\r\na=sendrecv\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=ssrc:4294967295 cname:name\r\n" AUDIO DATA, TRUE},
    {HEAD GROUP VIDEO "a=ssrc:0 cname:name\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=ssrc:4294967296 cname:name\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=ssrc:-1 cname:name\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=ssrc:1\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=ssrc:name\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP "a=setup:holdconn\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD GROUP "a=setup\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD GROUP VIDEO "a=setup:holdconn\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP "a=ice-pwd:p\r\n" VIDEO "a=ice-ufrag:u\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP "a=ice-ufrag:u\r\n" VIDEO AUDIO DATA, FALSE},
    {HEAD GROUP "a=ice-ufrag:u\r\na=ice-pwd:p\r\n" VIDEO "a=ice-pwd:p\r\n" AUDIO DATA, FALSE},
    {HEAD GROUP "m=text 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\na=sendrecv\r\n" AUDIO DATA, FALSE},
};

static void
test_descriptions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", (guint) i);
      g_assert_true (duo_description_check (descriptions[i].sdp, NULL, &error) == descriptions[i].good);
      if (descriptions[i].good)
        g_assert_no_error (error);
      else
        g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
    }
}

static void
test_too_many_lines (void)
{
  g_autoptr (GString) group = g_string_new (HEAD "a=group:BUNDLE");
  g_autoptr (GString) lines = g_string_new ("\r\n");

  for (guint i = 0; i <= DUO_DESCRIPTION_MAX_LINES; i++)
    {
      g_autofree char *sdp = g_strconcat (group->str, lines->str, NULL);

      g_assert_true (duo_description_check (sdp, NULL, NULL) == (i > 0));
      g_string_append_printf (group, " %u", i);
      g_string_append_printf (lines, "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:%u\r\na=sendrecv\r\n", i);
    }
  g_string_append (group, lines->str);
  g_assert_false (duo_description_check (group->str, NULL, NULL));
}

static void
test_answers (void)
{
  g_assert_true (duo_description_check (OFFER, OFFER, NULL));
  g_assert_false (duo_description_check (HEAD "a=group:BUNDLE v a\r\n" VIDEO AUDIO, OFFER, NULL));
  g_assert_false (duo_description_check (OFFER, HEAD "a=group:BUNDLE v a\r\n" VIDEO AUDIO, NULL));
  g_assert_false (duo_description_check (HEAD "a=group:BUNDLE a v d\r\n" AUDIO VIDEO DATA, OFFER, NULL));
}

static const struct
{
  const char *text;
  gboolean good;
} candidates[] = {
    {"candidate:1 1 UDP 2015363327 192.0.2.1 40000 typ host", TRUE},
    {"a=candidate:1 1 udp 2015363327 192.0.2.1 40000 typ host", TRUE},
    {"candidate:1 1 UDP 1 6a5f1a6e-0f6c-4a0e-8b0e-000000000001.local 9 typ host generation 0", TRUE},
    {"candidate:1 1 UDP 1 2001:db8::1 9 typ srflx raddr 192.0.2.1 rport 9", TRUE},
    {"candidate:1 1 UDP 1 10.1.2.3 9 typ host", TRUE},
    {"candidate:1 1 UDP 1 127.0.0.1 9 typ host", TRUE},
    {"candidate:1 1 UDP 1 ::1 9 typ host", TRUE},
    {"candidate:1 1 UDP 1 169.254.1.2 9 typ host", TRUE},
    {"candidate:1 1 UDP 1 fe80::1 9 typ host", TRUE},
    {"candidate:1 1 UDP 1 223.255.255.254 9 typ host", TRUE},
    {"candidate:1 1 UDP 1 224.0.0.251 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 239.255.255.250 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 255.255.255.255 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 240.0.0.1 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 0.0.0.0 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 0.1.2.3 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 :: 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 ff02::fb 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 ::ffff:192.0.2.1 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 fe80::1%1 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 ff02::1%1 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 ff02:0:0:0:0:0:0:fb%2 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 ::ffff:a00:1%1 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 0:0:0:0:0:0:0:0%1 9 typ host", FALSE},
    {"candidate:1 1 UDP 1  9 typ host", FALSE},
    {"candidate:1 2 UDP 1 192.0.2.1 9 typ host", FALSE},
    {"candidate:1 0 UDP 1 192.0.2.1 9 typ host", FALSE},
    {"candidate:1 4294967297 UDP 1 192.0.2.1 9 typ host", FALSE},
    {"candidate:1 1 TCP 1 192.0.2.1 9 typ host tcptype active", FALSE},
    {"candidate:1 1 UDP 4294967296 192.0.2.1 9 typ host", FALSE},
    {"candidate:1 1 UDP 1 192.0.2.1 65536 typ host", FALSE},
    {"candidate:1 1 UDP 1 192.0.2.1 9 host", FALSE},
    {"candidate:1 1 UDP 1 192.0.2.1 9 typ", FALSE},
    {"candidate: 1 UDP 1 192.0.2.1 9 typ host", FALSE},
    {"candidate:1  UDP 1 192.0.2.1 9 typ host", FALSE},
    {"1 1 UDP 1 192.0.2.1 9 typ host", FALSE},
    {"", FALSE},
};

static void
test_candidates (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_test_message ("case %u", (guint) i);
      g_assert_true (duo_candidate_check (candidates[i].text) == candidates[i].good);
    }
}

static void
test_names (void)
{
  g_assert_true (duo_candidate_has_name ("candidate:1 1 UDP 1 a.local 9 typ host"));
  g_assert_true (duo_candidate_has_name ("candidate:1 1 UDP 1 127.1 9 typ host"));
  g_assert_false (duo_candidate_has_name ("candidate:1 1 UDP 1 192.0.2.1 9 typ host"));
  g_assert_false (duo_candidate_has_name ("candidate:1 1 UDP 1 2001:db8::1 9 typ host"));
}

/* ── candidates in a description ──────────────────────────────────────────────────────────────── */

#define ONE "a=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\n"
#define OTHER "a=candidate:nonsense\r\n"
#define END "a=end-of-candidates\r\n"

typedef struct
{
  GString *said;
  guint bound;
} Taking;

static gboolean
take (const char *candidate, gpointer data, GError **error)
{
  Taking *self = data;

  g_string_append_printf (self->said, "%s\n", candidate);
  if (self->bound-- > 1)
    return TRUE;
  g_set_error_literal (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "enough");
  return FALSE;
}

static void
test_parted (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Taking taking = {said, 4};
  g_autofree char *rest = duo_description_part_candidates (HEAD GROUP VIDEO ONE END AUDIO DATA ONE OTHER END,
                                                           take, &taking, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rest, ==, OFFER);
  g_assert_cmpstr (said->str, ==,
                   "candidate:1 1 UDP 1 192.0.2.1 9 typ host\n"
                   "candidate:1 1 UDP 1 192.0.2.1 9 typ host\n"
                   "candidate:nonsense\n");
}

static void
test_too_many_parted (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Taking taking = {said, 2};

  g_assert_null (
      duo_description_part_candidates (HEAD GROUP VIDEO ONE ONE AUDIO ONE DATA, take, &taking, &error));
  g_assert_error (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER);
  g_assert_cmpstr (said->str, ==,
                   "candidate:1 1 UDP 1 192.0.2.1 9 typ host\n"
                   "candidate:1 1 UDP 1 192.0.2.1 9 typ host\n");
}

int
main (int argc, char **argv)
{
  duo_call_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/description/descriptions", test_descriptions);
  g_test_add_func ("/call/description/too-many-lines", test_too_many_lines);
  g_test_add_func ("/call/description/answers", test_answers);
  g_test_add_func ("/call/description/candidates", test_candidates);
  g_test_add_func ("/call/description/names", test_names);
  g_test_add_func ("/call/description/parted", test_parted);
  g_test_add_func ("/call/description/too-many-parted", test_too_many_parted);
  return g_test_run ();
}
