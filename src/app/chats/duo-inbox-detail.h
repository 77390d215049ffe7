/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_INBOX_DETAIL (duo_inbox_detail_get_type ())
G_DECLARE_FINAL_TYPE (DuoInboxDetail, duo_inbox_detail, DUO, INBOX_DETAIL, AdwBin)

/* A request as a whole: what somebody writes, what they answered, and who they are. */
void duo_inbox_detail_set_chat (DuoInboxDetail *self, DuoSession *session, DuoChat *chat);
/* Looks at the clock and the chat again. */
void duo_inbox_detail_update (DuoInboxDetail *self);

G_END_DECLS
