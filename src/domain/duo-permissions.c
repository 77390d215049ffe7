/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-permissions.h"

#define TALENT (1 << DUO_ROLE_TALENT)
#define RECRUITER (1 << DUO_ROLE_RECRUITER)
#define COMPANY (RECRUITER | 1 << DUO_ROLE_COLLEAGUE)
#define ORGANIZER (1 << DUO_ROLE_ORGANIZER)

/* Organizers see who, when and in which state, never what was written (PRODUCT §2); colleagues may do all but enter
 * the room (§3); nobody else than the two may enter it, and a CV is read by whom it shares a chat with and their
 * colleagues (§8). */
static const guint rights[DUO_N_RIGHTS] = {
    [DUO_RIGHT_SEE_RECRUITERS] = TALENT | COMPANY | ORGANIZER,
    [DUO_RIGHT_SEE_TALENTS] = COMPANY | ORGANIZER,
    [DUO_RIGHT_SEE_SLOTS] = TALENT | COMPANY | ORGANIZER,
    [DUO_RIGHT_SEE_CHAT] = TALENT | COMPANY | ORGANIZER,
    [DUO_RIGHT_SEE_CHAT_CONTENT] = TALENT | COMPANY,
    [DUO_RIGHT_EDIT_AVAILABILITY] = COMPANY,
    [DUO_RIGHT_ENTER_ROOM] = TALENT | RECRUITER,
    [DUO_RIGHT_EDIT_FORMAT] = ORGANIZER,
    [DUO_RIGHT_WRITE_NOTE] = TALENT | COMPANY,
    [DUO_RIGHT_READ_CV] = TALENT | COMPANY,
    [DUO_RIGHT_MARK] = COMPANY,
};

gboolean
duo_role_has_right (DuoRole role, DuoRight right)
{
  return role < DUO_N_ROLES && right < DUO_N_RIGHTS && (rights[right] & (1u << role)) != 0;
}
