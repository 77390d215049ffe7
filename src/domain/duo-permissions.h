/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-life.h"

G_BEGIN_DECLS

/* Who may see and do what beside the verbs on a chat, which duo_chat_life_judge() knows (PRODUCT §2, §3, §8). */

typedef enum
{
  DUO_RIGHT_SEE_RECRUITERS,
  DUO_RIGHT_SEE_TALENTS,
  DUO_RIGHT_SEE_SLOTS,
  DUO_RIGHT_SEE_CHAT,         /* who, when and in which state */
  DUO_RIGHT_SEE_CHAT_CONTENT, /* messages and answers */
  DUO_RIGHT_EDIT_AVAILABILITY,
  DUO_RIGHT_ENTER_ROOM,
  DUO_RIGHT_EDIT_FORMAT, /* of the event, and who may say so */
  DUO_RIGHT_WRITE_NOTE,  /* on a chat, for oneself */
  DUO_RIGHT_READ_CV,     /* of the talent */
  DUO_RIGHT_MARK,        /* say what one thinks of the talent, and share it with colleagues */
  DUO_N_RIGHTS,
} DuoRight;

/* @role is the role towards the thing: the recruiter *of that chat*, a colleague of that recruiter, a stranger to it. */
gboolean duo_role_has_right (DuoRole role, DuoRight right);

G_END_DECLS
