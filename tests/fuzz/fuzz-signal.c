/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-signal.h"

#include <string.h>

/* Says the same once more with our own maker. */
static DuoSignal *
say_again (DuoSignal *signal)
{
  switch (duo_signal_get_kind (signal))
    {
    case DUO_SIGNAL_OFFER:
      return duo_signal_new_offer (duo_signal_get_sdp (signal), duo_signal_get_commitment (signal),
                                   duo_signal_get_signature (signal));
    case DUO_SIGNAL_ANSWER:
      return duo_signal_new_answer (duo_signal_get_sdp (signal), duo_signal_get_nonce (signal),
                                    duo_signal_get_signature (signal));
    case DUO_SIGNAL_CONFIRM:
      return duo_signal_new_confirm (duo_signal_get_nonce (signal), duo_signal_get_signature (signal));
    case DUO_SIGNAL_CANDIDATE:
      return duo_signal_new_candidate (duo_signal_get_mline (signal), duo_signal_get_candidate (signal));
    case DUO_SIGNAL_RESTART:
      return duo_signal_new_restart (duo_signal_get_counter (signal), duo_signal_get_ufrag (signal),
                                     duo_signal_get_pwd (signal), duo_signal_get_candidates (signal),
                                     duo_signal_get_signature (signal));
    case DUO_SIGNAL_BYE:
    default:
      return duo_signal_new_bye (duo_signal_get_reason (signal));
    }
}

/* What came is kept to the byte; said again and read again, it is the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (DuoSignal) signal = duo_signal_new_from_json ((const char *) data, size, NULL);
  g_autoptr (DuoSignal) again = NULL;
  g_autoptr (DuoSignal) read = NULL;
  const char *text;

  if (signal == NULL)
    return 0;

  g_assert_cmpmem (duo_signal_get_text (signal), strlen (duo_signal_get_text (signal)), data, size);
  again = say_again (signal);
  text = duo_signal_get_text (again);
  read = duo_signal_new_from_json (text, strlen (text), NULL);
  /* Our own escapes may be longer than those that came. */
  g_assert_true (read != NULL || strlen (text) > size);
  if (read != NULL)
    g_assert_cmpint (duo_signal_get_kind (read), ==, duo_signal_get_kind (signal));
  return 0;
}
