/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-mailbox.h"
#include "duo-post.h"

struct _DuoMailbox
{
  GMainContext *context;
  DuoMailboxReader reader; /* main context only; NULL once shut */
  gpointer data;
};

typedef struct
{
  DuoMailbox *box;
  DuoLetter letter;
} Envelope;

static void
clear (gpointer data)
{
  g_main_context_unref (((DuoMailbox *) data)->context);
}

static void
free_envelope (gpointer data)
{
  Envelope *envelope = data;

  g_free (envelope->letter.text);
  g_clear_object (&envelope->letter.object);
  g_clear_pointer (&envelope->letter.bytes, g_bytes_unref);
  duo_mailbox_unref (envelope->box);
  g_free (envelope);
}

static gboolean
on_read (gpointer data)
{
  Envelope *envelope = data;

  if (envelope->box->reader != NULL)
    envelope->box->reader (&envelope->letter, envelope->box->data);
  return G_SOURCE_REMOVE;
}

DuoMailbox *
duo_mailbox_new (DuoMailboxReader reader, gpointer data)
{
  DuoMailbox *self = g_atomic_rc_box_new0 (DuoMailbox);

  self->context = g_main_context_ref_thread_default ();
  self->reader = reader;
  self->data = data;
  return self;
}

DuoMailbox *
duo_mailbox_ref (DuoMailbox *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
duo_mailbox_unref (DuoMailbox *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
duo_mailbox_shut (DuoMailbox *self)
{
  self->reader = NULL;
}

void
duo_mailbox_queue (DuoMailbox *self, const DuoLetter *letter)
{
  Envelope *envelope = g_new0 (Envelope, 1);

  envelope->box = duo_mailbox_ref (self);
  envelope->letter = *letter;
  envelope->letter.text = g_strdup (letter->text);
  envelope->letter.object = letter->object != NULL ? g_object_ref (letter->object) : NULL;
  envelope->letter.bytes = letter->bytes != NULL ? g_bytes_ref (letter->bytes) : NULL;
  duo_post (self->context, on_read, envelope, free_envelope);
}
