/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call-private.h"
#include "duo-json.h"

#include <string.h>

static void
hear_bye (DuoCall *self, const DuoJson *root)
{
  const char *reason = duo_json_get_string (root, "bye");

  if (!duo_json_failed (root))
    duo_call_take_bye (self, reason);
}

static DuoPeerDevice
to_device (gboolean on)
{
  return on ? DUO_PEER_DEVICE_ON : DUO_PEER_DEVICE_OFF;
}

static void
hear_devices (DuoCall *self, const DuoJson *root)
{
  gboolean microphone = duo_json_get_boolean (root, "microphone");
  gboolean camera = duo_json_get_boolean (root, "camera");
  gboolean screen = duo_json_has (root, "screen") && duo_json_get_boolean (root, "screen");

  if (duo_json_failed (root))
    return;
  duo_call_set_peer_devices (self, to_device (microphone), to_device (camera));
  duo_call_set_peer_screen (self, screen);
}

/* A side says its devices once it has verified the other, so who says anything over the link can hear over it. */
static void
hear_conversation (DuoCall *self, gboolean late, const DuoJson *root)
{
  if (self->conversation == NULL)
    return;
  if (!late)
    duo_conversation_set_open (self->conversation, TRUE);
  duo_conversation_hear (self->conversation, root);
}

/* Words of a later version are passed over; what is no JSON is no peer of ours. What comes late, over the connection
 * before, says nothing of how it is now. */
void
duo_call_hear (DuoCall *self, DuoLink *link, const char *words)
{
  gboolean late = link != self->link;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = duo_json_parse (words, strlen (words), DUO_PEER_MAX_WORDS, &error);
  DuoJson root;

  if (node == NULL)
    {
      duo_call_end (self, g_error_new (DUO_CALL_ERROR, DUO_CALL_ERROR_PEER, "%s", error->message));
      return;
    }
  root = duo_json_root (node, &error);
  if (duo_json_has (&root, "bye"))
    {
      hear_bye (self, &root);
      return;
    }
  if (!late && duo_json_has (&root, "microphone") && duo_json_has (&root, "camera"))
    hear_devices (self, &root);
  hear_conversation (self, late, &root);
  if (error != NULL)
    g_info ("call: words that are not understood: %s", error->message);
}

static gboolean
say (DuoCall *self, const char *words)
{
  return self->peer != NULL && duo_peer_say (self->peer, words);
}

/* What does not go out is said again where the peer is heard once more. */
static void
on_say (DuoCall *self, const char *words)
{
  if (!say (self, words))
    duo_conversation_set_open (self->conversation, FALSE);
}

void
duo_call_tell_devices (DuoCall *self)
{
  g_autofree char *words = g_strdup_printf (
      "{\"microphone\":%s,\"camera\":%s,\"screen\":%s}", duo_call_get_microphone (self) ? "true" : "false",
      duo_call_get_camera (self) ? "true" : "false", self->screen != NULL ? "true" : "false");

  say (self, words);
}

void
duo_call_tell_bye (DuoCall *self, const char *reason)
{
  g_autofree char *words = g_strdup_printf ("{\"bye\":\"%s\"}", reason);

  if (self->peer != NULL)
    duo_peer_say_last (self->peer, words);
}

void
duo_call_set_conversation (DuoCall *self, DuoConversation *conversation)
{
  g_return_if_fail (DUO_IS_CALL (self));
  g_return_if_fail (self->state == DUO_CALL_IDLE);
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  g_signal_connect_swapped (conversation, "say", G_CALLBACK (on_say), self);
}
