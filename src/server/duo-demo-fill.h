/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-store.h"

G_BEGIN_DECLS

/**
 * DuoDemoOptions:
 * @recruiters: how many; the first 40 have a face
 * @talents: how many
 * @seed: the same seed makes the same people
 * @chats: whether some have chats already
 */
typedef struct
{
  guint recruiters;
  guint talents;
  guint seed;
  gboolean chats;
} DuoDemoOptions;

/**
 * DuoDemoResult:
 * @event: its id
 * @talents: e-mail addresses
 * @recruiters: e-mail addresses
 * @talent_ids: the same people's ids in the event
 * @recruiter_ids: the same people's ids in the event
 * @organizer: e-mail address
 */
typedef struct
{
  char *event;
  char **talents;
  char **recruiters;
  char **talent_ids;
  char **recruiter_ids;
  char *organizer;
} DuoDemoResult;

void duo_demo_result_free (DuoDemoResult *self);

/* Fills @store with a made-up event. Everybody's password is @password, hashed once. */
void duo_demo_fill_async (DuoStore *store,
                          DuoClock *clock,
                          const DuoDemoOptions *options,
                          const char *password,
                          GAsyncReadyCallback callback,
                          gpointer data);
DuoDemoResult *duo_demo_fill_finish (DuoStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDemoResult, duo_demo_result_free)

G_END_DECLS
