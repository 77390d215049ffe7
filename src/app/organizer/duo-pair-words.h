/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-event.h"

G_BEGIN_DECLS

/* What an organizer reads of two others' chat. Pure; all results are the caller's to free. */

/* "Amara Okafor and Ada Lindqvist": the talent first */
char *duo_pair_words_names (DuoEvent *event, DuoChat *chat);
/* "Kvarken Systems"; "" where nobody knows */
char *duo_pair_words_company (DuoEvent *event, DuoChat *chat);
/* "Confirmed", "Requested" … */
const char *duo_pair_words_state (DuoChatState state);

G_END_DECLS
