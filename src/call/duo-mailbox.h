/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* What GStreamer's threads have to say to a DuoPeer. */
typedef enum
{
  DUO_LETTER_CAPS,      /* a pad to the network has its caps */
  DUO_LETTER_CREATED,   /* text: our description, not yet set */
  DUO_LETTER_LOCAL_SET, /* our description is in force */
  DUO_LETTER_REMOTE_SET,
  DUO_LETTER_CANDIDATE, /* number: m-line, text */
  DUO_LETTER_GATHERING, /* ICE has asked whom it asks, or all have answered */
  DUO_LETTER_TRANSPORT, /* DTLS has changed its state */
  DUO_LETTER_CONNECTION,
  DUO_LETTER_PAD,           /* object: a pad with the peer's packets, held */
  DUO_LETTER_CHANNEL,       /* object: the peer's data channel */
  DUO_LETTER_CHANNEL_STATE, /* ours or the peer's has changed its state */
  DUO_LETTER_HEARD,         /* text that came over it */
  DUO_LETTER_STATS,         /* bytes: a DuoPeerReport */
  DUO_LETTER_FEEDBACK,      /* bytes: DuoRatePackets; time: when the peer's word of them came */
  DUO_LETTER_FAILED,        /* text: why */
} DuoLetterKind;

typedef struct
{
  DuoLetterKind kind;
  gulong number;
  char *text;
  GObject *object;
  GBytes *bytes;
  gint64 time; /* monotonic */
} DuoLetter;

/**
 * DuoMailbox:
 *
 * The one way from a streaming thread to the main context: whoever holds the box may post, and letters are read in
 * order there, until it is shut. So no callback needs to hold what it talks to.
 */
typedef struct _DuoMailbox DuoMailbox;

typedef void (*DuoMailboxReader) (const DuoLetter *letter, gpointer data);

DuoMailbox *duo_mailbox_new (DuoMailboxReader reader, gpointer data);
DuoMailbox *duo_mailbox_ref (DuoMailbox *self);
void duo_mailbox_unref (DuoMailbox *self);
/* On the main context: nothing is read any more. */
void duo_mailbox_shut (DuoMailbox *self);

/* Any thread. @letter: its text is copied, its object and bytes are referenced */
void duo_mailbox_queue (DuoMailbox *self, const DuoLetter *letter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoMailbox, duo_mailbox_unref)

G_END_DECLS
