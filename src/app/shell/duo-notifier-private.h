/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-notifier.h"

G_BEGIN_DECLS

struct _DuoNotifier
{
  GObject parent_instance;

  DuoSession *session;
  GSettings *settings;
  DuoNotifierLooks looks;
  gpointer looks_data;

  GCancellable *cancellable; /* of the account's marks, while they are read and afterwards */
  GHashTable *marks;         /* (nullable): chat → DuoChatMark; NULL until they are read */
  gint64 since;
  GPtrArray *watches;  /* of DuoChatWatch, one an event */
  GHashTable *answers; /* of duo-notifier-answers.c: by chat, what can be taken back */
  gboolean has_summary;
  guint timer;
  guint idle;
};

void duo_notifier_tell (DuoNotifier *self, const DuoNotice *notice);
/* Takes away what is told of the chat, whether this run of the program told it or another. */
void duo_notifier_withdraw (DuoNotifier *self, const char *chat);

/* duo-notifier-answers.c: (transfer full): for DuoNotifier.answers */
GHashTable *duo_notifier_new_answers (void);
/* The command with @key is on disk: where it is an answer given on the desktop, the desktop says so. */
void duo_notifier_say_answered (DuoNotifier *self, const char *key);
/* A command about @chat failed: an answer to it that can be taken back is none any more. */
void duo_notifier_drop_answer (DuoNotifier *self, DuoChat *chat);

G_END_DECLS
