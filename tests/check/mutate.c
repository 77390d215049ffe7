/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mutate.h"

#include <string.h>

#define MOST_CHANGES 4
#define FAR_TOO_LONG 9000

static const char *const odd_words[] = {"0",
                                        "-1",
                                        "1",
                                        "127",
                                        "128",
                                        "255",
                                        "65535",
                                        "65536",
                                        "2147483647",
                                        "2147483648",
                                        "4294967295",
                                        "18446744073709551616",
                                        "1e999",
                                        "nan",
                                        "",
                                        "*",
                                        "%s%n",
                                        "::",
                                        "224.0.0.1",
                                        "255.255.255.255",
                                        "rtx",
                                        "VP8/90000",
                                        "opus/48000/2",
                                        "red/90000",
                                        "ulpfec/90000",
                                        "H264/90000",
                                        "apt=96",
                                        "apt=97",
                                        "inactive",
                                        "recvonly",
                                        "webrtc-datachannel",
                                        "application",
                                        "video",
                                        "audio",
                                        "UDP/TLS/RTP/SAVPF"};
static const char *const odd_lines[] = {
    "m=video 9 UDP/TLS/RTP/SAVPF 96",
    "m=audio 0 RTP/AVP 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "m= ",
    "a=rtpmap:96 VP8/90000",
    "a=rtpmap:97 rtx/90000",
    "a=fmtp:97 apt=97",
    "a=rtcp-fb:* nack pli",
    "a=extmap:15 urn:ietf:params:rtp-hdrext:sdes:mid",
    "a=extmap:1 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    "a=ssrc:1 cname:x",
    "a=ssrc-group:FID 1 1",
    "a=rid:a send",
    "a=simulcast:send a;b",
    "a=group:BUNDLE a a a",
    "a=mid:",
    "a=setup:holdconn",
    "a=ice-lite",
    "a=ice-ufrag:x",
    "a=ice-pwd:",
    "a=sctp-port:65536",
    "a=max-message-size:0",
    "a=candidate:1 1 UDP 1 127.0.0.1 9 typ host",
    "a=end-of-candidates",
    "a=bundle-only",
    "c=IN IP6 ::",
    "b=AS:0",
};

static gboolean
one_in (GRand *chance, int times)
{
  return g_rand_int_range (chance, 0, times) == 0;
}

static const char *
any (GRand *chance, const char *const *words, gsize count)
{
  return words[g_rand_int_range (chance, 0, (gint32) count)];
}

/* In the place of one of its words. */
static char *
replace_word (GRand *chance, const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " :=;/", -1);
  const char *word = words[g_rand_int_range (chance, 0, (gint32) MAX (1, g_strv_length (words)))];
  const char *at = word != NULL ? strstr (line, word) : NULL;
  g_autofree char *longer = g_strnfill (FAR_TOO_LONG, 'A');
  const char *other = one_in (chance, 12) ? longer : any (chance, odd_words, G_N_ELEMENTS (odd_words));

  if (at == NULL)
    return g_strdup (other);
  return g_strdup_printf ("%.*s%s%s", (int) (at - line), line, other, at + strlen (word));
}

static char *
change_byte (GRand *chance, const char *line)
{
  char *changed = g_strdup (line);
  gsize length = strlen (line);

  if (length > 0)
    changed[g_rand_int_range (chance, 0, (gint32) length)] = (char) g_rand_int_range (chance, 1, 127);
  return changed;
}

char *
mutate_line (GRand *chance, const char *line)
{
  switch (g_rand_int_range (chance, 0, 5))
    {
    case 0:
      return change_byte (chance, line);
    case 1:
      return g_strndup (line, (gsize) g_rand_int_range (chance, 0, (gint32) strlen (line) + 1));
    case 2:
      return g_strconcat (line, " ", any (chance, odd_words, G_N_ELEMENTS (odd_words)), NULL);
    default:
      return replace_word (chance, line);
    }
}

static void
change_line (GRand *chance, GPtrArray *lines)
{
  guint one = (guint) g_rand_int_range (chance, 0, (gint32) lines->len);
  guint other = (guint) g_rand_int_range (chance, 0, (gint32) lines->len);
  const char *line = g_ptr_array_index (lines, one);

  if (g_str_has_prefix (line, "a=fingerprint") && !one_in (chance, 10))
    return;
  switch (g_rand_int_range (chance, 0, 8))
    {
    case 0:
      g_ptr_array_remove_index (lines, one);
      break;
    case 1:
      g_ptr_array_insert (lines, (gint) other, g_strdup (line));
      break;
    case 2:
      g_ptr_array_insert (lines, (gint) other, g_strdup (any (chance, odd_lines, G_N_ELEMENTS (odd_lines))));
      break;
    case 3:
      g_ptr_array_insert (lines, (gint) other, g_ptr_array_steal_index (lines, one));
      break;
    default:
      g_ptr_array_insert (lines, (gint) one, mutate_line (chance, line));
      g_ptr_array_remove_index (lines, one + 1);
      break;
    }
}

char *
mutate_lines (GRand *chance, const char *const *texts)
{
  const char *text = any (chance, texts, g_strv_length ((char **) texts));
  g_auto (GStrv) split = g_strsplit (text, "\r\n", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  int changes = g_rand_int_range (chance, 1, MOST_CHANGES + 1);
  g_autofree char *changed = NULL;

  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (lines, g_strdup (split[i]));
  while (changes-- > 0 && lines->len > 0)
    change_line (chance, lines);
  g_ptr_array_add (lines, NULL);
  changed = g_strjoinv ("\r\n", (char **) lines->pdata);
  if (one_in (chance, 20))
    changed[g_rand_int_range (chance, 0, (gint32) strlen (changed) + 1)] = '\0';
  return g_steal_pointer (&changed);
}

void
mutate_bytes (GRand *chance, guint8 *data, gsize *size, gsize room)
{
  int changes = g_rand_int_range (chance, 1, 8);

  if (one_in (chance, 8))
    *size = (gsize) g_rand_int_range (chance, 0, (gint32) room);
  while (changes-- > 0 && *size > 0)
    {
      guint8 *at = &data[g_rand_int_range (chance, 0, (gint32) *size)];

      if (one_in (chance, 2))
        *at ^= (guint8) (1 << g_rand_int_range (chance, 0, 8));
      else
        *at = (guint8) g_rand_int (chance);
    }
}
