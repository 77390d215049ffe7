/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-signaling.h"
#include "duo-signer.h"

/* The smallest thing that is both: what interfaces promise can be seen through it. */

#define TEST_TYPE_THING (test_thing_get_type ())
G_DECLARE_FINAL_TYPE (TestThing, test_thing, TEST, THING, GObject)

struct _TestThing
{
  GObject parent_instance;
  GString *calls;
};

static void
on_join (DuoSignaling *signaling, GBytes *key, GBytes *nonce)
{
  g_string_append_printf (TEST_THING (signaling)->calls, "join %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT ";",
                          g_bytes_get_size (key), g_bytes_get_size (nonce));
}

static void
on_leave (DuoSignaling *signaling)
{
  g_string_append (TEST_THING (signaling)->calls, "leave;");
}

static void
on_send (DuoSignaling *signaling, DuoSignal *signal)
{
  g_string_append_printf (TEST_THING (signaling)->calls, "send %s;", duo_signal_get_reason (signal));
}

static const char *
on_get_chat (DuoSignaling *signaling)
{
  return "chat";
}

static GBytes *
on_dup_public_key (DuoSigner *signer)
{
  return g_bytes_new_static ("key", 3);
}

static GBytes *
on_sign (DuoSigner *signer, GBytes *message)
{
  return g_bytes_ref (message);
}

static void
signaling_init (DuoSignalingInterface *iface)
{
  iface->join = on_join;
  iface->leave = on_leave;
  iface->send = on_send;
  iface->get_chat = on_get_chat;
}

static void
signer_init (DuoSignerInterface *iface)
{
  iface->dup_public_key = on_dup_public_key;
  iface->sign = on_sign;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestThing,
                               test_thing,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNALING, signaling_init)
                                   G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNER, signer_init))

static void
test_thing_finalize (GObject *object)
{
  g_string_free (TEST_THING (object)->calls, TRUE);
  G_OBJECT_CLASS (test_thing_parent_class)->finalize (object);
}

static void
test_thing_class_init (TestThingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_thing_finalize;
}

static void
test_thing_init (TestThing *self)
{
  self->calls = g_string_new (NULL);
}

static void
on_peer_joined (DuoSignaling *signaling, const DuoPeerHello *hello, GString *heard)
{
  g_string_append_printf (heard, "joined %u %u;", hello->key[0], hello->nonce[31]);
}

static void
on_peer_left (DuoSignaling *signaling, GString *heard)
{
  g_string_append (heard, "left;");
}

static void
on_received (DuoSignaling *signaling, DuoSignal *signal, GString *heard)
{
  g_string_append_printf (heard, "received %s;", duo_signal_get_reason (signal));
}

static void
on_closed (DuoSignaling *signaling, const GError *error, GString *heard)
{
  g_string_append_printf (heard, "closed %s;", error->message);
}

static void
test_calls (void)
{
  TestThing *thing = g_object_new (TEST_TYPE_THING, NULL);
  DuoSignaling *signaling = DUO_SIGNALING (thing);
  g_autoptr (GBytes) key = g_bytes_new_static ("k", 1);
  g_autoptr (GBytes) nonce = g_bytes_new_static ("no", 2);
  g_autoptr (DuoSignal) signal = duo_signal_new_bye ("left");

  duo_signaling_join (signaling, key, nonce);
  duo_signaling_send (signaling, signal);
  duo_signaling_leave (signaling);
  g_assert_cmpstr (thing->calls->str, ==, "join 1 2;send left;leave;");
  g_assert_cmpstr (duo_signaling_get_chat (signaling), ==, "chat");
  g_assert_finalize_object (thing);
}

static void
test_signals (void)
{
  TestThing *thing = g_object_new (TEST_TYPE_THING, NULL);
  DuoSignaling *signaling = DUO_SIGNALING (thing);
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (DuoSignal) signal = duo_signal_new_bye ("failed");
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "over");
  const DuoPeerHello hello = {.key = {7}, .nonce = {[31] = 9}};

  g_signal_connect (signaling, "peer-joined", G_CALLBACK (on_peer_joined), heard);
  g_signal_connect (signaling, "peer-left", G_CALLBACK (on_peer_left), heard);
  g_signal_connect (signaling, "received", G_CALLBACK (on_received), heard);
  g_signal_connect (signaling, "closed", G_CALLBACK (on_closed), heard);
  duo_signaling_emit_peer_joined (signaling, &hello);
  duo_signaling_emit_received (signaling, signal);
  duo_signaling_emit_peer_left (signaling);
  duo_signaling_emit_closed (signaling, error);
  g_assert_cmpstr (heard->str, ==, "joined 7 9;received failed;left;closed over;");
  g_assert_finalize_object (thing);
}

static void
test_signer (void)
{
  TestThing *thing = g_object_new (TEST_TYPE_THING, NULL);
  g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
  g_autoptr (GBytes) key = duo_signer_dup_public_key (DUO_SIGNER (thing));
  g_autoptr (GBytes) signature = duo_signer_sign (DUO_SIGNER (thing), message);

  g_assert_cmpuint (g_bytes_get_size (key), ==, 3);
  g_assert_true (g_bytes_equal (signature, message));
  g_assert_finalize_object (thing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/signaling/calls", test_calls);
  g_test_add_func ("/protocol/signaling/signals", test_signals);
  g_test_add_func ("/protocol/signer/calls", test_signer);
  return g_test_run ();
}
