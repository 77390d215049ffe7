/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-call.h"
#include "duo-candidate.h"
#include "duo-certificate.h"
#include "duo-description.h"
#include "duo-media-format.h"

static void
begin (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      duo_call_init ();
      g_once_init_leave (&once, 1);
    }
}

/* Where libnice would go is where one may be: what is no name is an address that was looked at. */
static void
look_at (const char *candidate)
{
  g_autoptr (GInetAddress) address = NULL;
  g_auto (GStrv) words = NULL;

  if (!duo_candidate_check (candidate) || duo_candidate_has_name (candidate))
    return;
  words = g_strsplit (candidate, " ", -1);
  address = g_inet_address_new_from_string (words[4]);
  g_assert_true (address != NULL && duo_candidate_may_be_at (address));
}

static gboolean
count (const char *candidate, gpointer data, GError **error)
{
  g_assert_true (g_str_has_prefix (candidate, "candidate:"));
  look_at (candidate);
  (*(guint *) data)++;
  return TRUE;
}

/* Nothing of its candidates is left, whatever else is. */
static void
part (const char *sdp)
{
  g_autoptr (GError) error = NULL;
  guint first = 0, second = 0;
  g_autofree char *rest = duo_description_part_candidates (sdp, count, &first, &error);
  g_autofree char *again = NULL;

  if (rest == NULL)
    {
      g_assert_true (g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER));
      return;
    }
  again = duo_description_part_candidates (rest, count, &second, NULL);
  g_assert_cmpuint (second, ==, 0);
}

/* A peer's description: its certificate and its formats are read, or it is refused in words. What is said beside an
 * offer of ours changes neither. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *sdp = g_strndup ((const char *) data, size);
  g_autofree char *extended = NULL;
  g_autoptr (GError) error = NULL;
  DuoDigest digest, again;
  DuoMediaFormat format;

  begin ();
  if (!duo_certificate_digest_sdp (sdp, &digest, &error))
    g_assert_true (g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED));
  g_clear_error (&error);
  part (sdp);
  if (!duo_media_format_read (&format, sdp, &error))
    {
      g_assert_true (g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_PEER));
      return 0;
    }
  g_assert_cmpuint (format.video, <, 128);
  g_assert_cmpuint (format.audio, <, 128);
  extended = duo_media_format_extend (sdp);
  if (duo_certificate_digest_sdp (sdp, &digest, NULL))
    g_assert_true (duo_certificate_digest_sdp (extended, &again, NULL) && duo_digest_equal (&digest, &again));
  return 0;
}
