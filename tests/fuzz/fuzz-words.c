/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "duo-conversation.h"
#include "duo-free-text.h"
#include "duo-peer.h"

static void
on_say (gpointer data, const char *words)
{
  (*(guint *) data)++;
}

/* Whatever the peer says, what is shown of it is clean and bounded, and each message is answered once. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) node = duo_json_parse ((const char *) data, size, DUO_PEER_MAX_WORDS, NULL);
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (DuoConversation) conversation = duo_conversation_new (clock);
  g_autoptr (GError) error = NULL;
  guint said = 0;
  DuoJson words;

  if (node == NULL)
    return 0;

  words = duo_json_root (node, &error);
  g_signal_connect_swapped (conversation, "say", G_CALLBACK (on_say), &said);
  duo_conversation_set_open (conversation, TRUE);
  duo_conversation_hear (conversation, &words);
  duo_conversation_hear (conversation, &words);
  g_assert_cmpuint (said, <=, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), <=, 1);
  if (g_list_model_get_n_items (G_LIST_MODEL (conversation)) == 1)
    {
      g_autoptr (DuoMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), 0);
      const char *text = duo_message_get_text (message);
      g_autofree char *clean = duo_free_text_dup_written (text, DUO_MESSAGE_MAX);

      g_assert_cmpstr (text, ==, clean);
      g_assert_false (duo_free_text_is_blank (text));
    }
  return 0;
}
