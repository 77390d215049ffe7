/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loopback.h"

#include <sodium.h>
#include <string.h>

struct _LoopbackRoom
{
  GObject parent_instance;
  LoopbackRoom *other; /* weak */
  gboolean joined;
  DuoPeerHello hello;
  gboolean pretends;
  LoopbackTamper tamper;
  gpointer data;
  DuoSignal *sent[DUO_SIGNAL_BYE + 1];
  gboolean away;
  gboolean unseen; /* the other does not know of the last join */
  GQueue waiting;  /* texts that this end said while it was away */
  GQueue held;     /* News for it of that time */
};

static void loopback_room_iface_init (DuoSignalingInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoopbackRoom,
                               loopback_room,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNALING, loopback_room_iface_init))

typedef enum
{
  NEWS_JOINED,
  NEWS_LEFT,
  NEWS_SIGNAL,
} NewsKind;

typedef struct
{
  NewsKind kind;
  LoopbackRoom *to;
  DuoPeerHello hello;
  char *text;
} News;

static void
free_news (gpointer data)
{
  News *news = data;

  g_clear_object (&news->to);
  g_free (news->text);
  g_free (news);
}

static void
deliver_signal (News *news)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoSignal) signal = duo_signal_new_from_json (news->text, strlen (news->text), &error);

  if (signal == NULL)
    g_info ("loopback: not delivered: %s", error->message);
  else
    duo_signaling_emit_received (DUO_SIGNALING (news->to), signal);
}

static gboolean
on_deliver (gpointer data)
{
  News *news = data;

  if (!news->to->joined)
    return G_SOURCE_REMOVE;
  if (news->kind == NEWS_JOINED)
    duo_signaling_emit_peer_joined (DUO_SIGNALING (news->to), &news->hello);
  else if (news->kind == NEWS_LEFT)
    duo_signaling_emit_peer_left (DUO_SIGNALING (news->to));
  else
    deliver_signal (news);
  return G_SOURCE_REMOVE;
}

/* Of the default priority, so that it cannot overtake or be starved by frames. */
static void
attach (News *news)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_deliver, news, free_news);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
post (LoopbackRoom *to, NewsKind kind, const DuoPeerHello *hello, const char *text)
{
  News *news = g_new0 (News, 1);

  news->kind = kind;
  news->to = g_object_ref (to);
  news->text = g_strdup (text);
  if (hello != NULL)
    news->hello = *hello;
  if (to->away)
    g_queue_push_tail (&to->held, news);
  else
    attach (news);
}

static void
announce (LoopbackRoom *self)
{
  self->unseen = FALSE;
  if (self->other == NULL || !self->other->joined)
    return;
  post (self->other, NEWS_JOINED, &self->hello, NULL);
  post (self, NEWS_JOINED, &self->other->hello, NULL);
}

static void
loopback_room_join (DuoSignaling *signaling, GBytes *key, GBytes *nonce)
{
  LoopbackRoom *self = LOOPBACK_ROOM (signaling);

  if (!self->pretends)
    {
      memcpy (self->hello.key, g_bytes_get_data (key, NULL), sizeof self->hello.key);
      memcpy (self->hello.nonce, g_bytes_get_data (nonce, NULL), sizeof self->hello.nonce);
    }
  self->joined = TRUE;
  g_queue_clear_full (&self->waiting, g_free);
  g_queue_clear_full (&self->held, free_news);
  if (self->away)
    self->unseen = TRUE;
  else
    announce (self);
}

static void
loopback_room_leave (DuoSignaling *signaling)
{
  LoopbackRoom *self = LOOPBACK_ROOM (signaling);

  self->joined = FALSE;
  if (!self->away && self->other != NULL && self->other->joined)
    post (self->other, NEWS_LEFT, NULL, NULL);
}

static void
deliver (LoopbackRoom *self, const char *text)
{
  if (self->other != NULL && self->other->joined)
    post (self->other, NEWS_SIGNAL, NULL, text);
}

static void
loopback_room_send (DuoSignaling *signaling, DuoSignal *signal)
{
  LoopbackRoom *self = LOOPBACK_ROOM (signaling);
  DuoSignal **slot = &self->sent[duo_signal_get_kind (signal)];
  g_autofree char *text = NULL;

  g_clear_pointer (slot, duo_signal_unref);
  *slot = duo_signal_ref (signal);
  text = self->tamper != NULL ? self->tamper (signal, self->data) : g_strdup (duo_signal_get_text (signal));
  if (text != NULL && self->away)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&text));
  else if (text != NULL)
    deliver (self, text);
}

static const char *
loopback_room_get_chat (DuoSignaling *signaling)
{
  return "chat-of-the-loopback-1";
}

static void
loopback_room_iface_init (DuoSignalingInterface *iface)
{
  iface->join = loopback_room_join;
  iface->leave = loopback_room_leave;
  iface->send = loopback_room_send;
  iface->get_chat = loopback_room_get_chat;
}

static void
loopback_room_finalize (GObject *object)
{
  LoopbackRoom *self = LOOPBACK_ROOM (object);

  g_clear_weak_pointer (&self->other);
  g_queue_clear_full (&self->waiting, g_free);
  g_queue_clear_full (&self->held, free_news);
  for (guint i = 0; i < G_N_ELEMENTS (self->sent); i++)
    g_clear_pointer (&self->sent[i], duo_signal_unref);
  G_OBJECT_CLASS (loopback_room_parent_class)->finalize (object);
}

static void
loopback_room_class_init (LoopbackRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loopback_room_finalize;
}

static void
loopback_room_init (LoopbackRoom *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->held);
}

void
loopback_room_new_pair (LoopbackRoom **one, LoopbackRoom **two)
{
  *one = g_object_new (LOOPBACK_TYPE_ROOM, NULL);
  *two = g_object_new (LOOPBACK_TYPE_ROOM, NULL);
  g_set_weak_pointer (&(*one)->other, *two);
  g_set_weak_pointer (&(*two)->other, *one);
}

void
loopback_room_set_tamper (LoopbackRoom *self, LoopbackTamper tamper, gpointer data)
{
  self->tamper = tamper;
  self->data = data;
}

void
loopback_room_inject (LoopbackRoom *self, DuoSignal *signal)
{
  post (self, NEWS_SIGNAL, NULL, duo_signal_get_text (signal));
}

void
loopback_room_cut (LoopbackRoom *self)
{
  g_clear_weak_pointer (&self->other->other);
  g_clear_weak_pointer (&self->other);
}

void
loopback_room_set_away (LoopbackRoom *self, gboolean away)
{
  gpointer item;

  self->away = away;
  if (away)
    return;
  if (self->unseen)
    announce (self);
  while ((item = g_queue_pop_head (&self->waiting)) != NULL)
    {
      deliver (self, item);
      g_free (item);
    }
  while ((item = g_queue_pop_head (&self->held)) != NULL)
    attach (item);
}

void
loopback_room_lose (LoopbackRoom *self)
{
  self->unseen = TRUE;
  post (self->other, NEWS_LEFT, NULL, NULL);
}

DuoSignal *
loopback_room_get_sent (LoopbackRoom *self, DuoSignalKind kind)
{
  return self->sent[kind];
}

void
loopback_room_pretend (LoopbackRoom *self, const DuoPeerHello *hello)
{
  self->hello = *hello;
  self->pretends = TRUE;
}

void
loopback_room_set_vouches (LoopbackRoom *self, const DuoVouches *vouches)
{
  self->hello.vouches = *vouches;
}

const DuoPeerHello *
loopback_room_get_hello (LoopbackRoom *self)
{
  return &self->hello;
}

const DuoPeerHello *
loopback_room_get_peer (LoopbackRoom *self)
{
  return &self->other->hello;
}

/* ── signer ───────────────────────────────────────────────────────────────────────────────────── */

struct _LoopbackSigner
{
  GObject parent_instance;
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  guint8 secret_key[crypto_sign_SECRETKEYBYTES];
};

static void loopback_signer_iface_init (DuoSignerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoopbackSigner,
                               loopback_signer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_SIGNER, loopback_signer_iface_init))

static GBytes *
loopback_signer_dup_public_key (DuoSigner *signer)
{
  return g_bytes_new (LOOPBACK_SIGNER (signer)->public_key, crypto_sign_PUBLICKEYBYTES);
}

static GBytes *
loopback_signer_sign (DuoSigner *signer, GBytes *message)
{
  guint8 signature[crypto_sign_BYTES];

  crypto_sign_detached (signature, NULL, g_bytes_get_data (message, NULL), g_bytes_get_size (message),
                        LOOPBACK_SIGNER (signer)->secret_key);
  return g_bytes_new (signature, sizeof signature);
}

static void
loopback_signer_iface_init (DuoSignerInterface *iface)
{
  iface->dup_public_key = loopback_signer_dup_public_key;
  iface->sign = loopback_signer_sign;
}

static void
loopback_signer_class_init (LoopbackSignerClass *klass)
{
}

static void
loopback_signer_init (LoopbackSigner *self)
{
  crypto_sign_keypair (self->public_key, self->secret_key);
}

DuoSigner *
loopback_signer_new (void)
{
  return DUO_SIGNER (g_object_new (LOOPBACK_TYPE_SIGNER, NULL));
}

DuoSigner *
loopback_signer_new_pretender (DuoSigner *other)
{
  LoopbackSigner *self = g_object_new (LOOPBACK_TYPE_SIGNER, NULL);

  memcpy (self->public_key, LOOPBACK_SIGNER (other)->public_key, sizeof self->public_key);
  return DUO_SIGNER (self);
}
