/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-conversation.h"

G_BEGIN_DECLS

#define DUO_TYPE_TEXT_PANEL (duo_text_panel_get_type ())
G_DECLARE_FINAL_TYPE (DuoTextPanel, duo_text_panel, DUO, TEXT_PANEL, AdwBin)

/**
 * DuoTextPanel:
 *
 * What the two in a room write to each other, beside the picture, and where one writes. Properties that notify: unread
 * (guint), messages of the peer's that came while the panel was not read; live (gboolean, writable), whether the peer
 * sees what is being written while it is; first-name (writable), the peer's. Screen readers are told what comes, and of
 * what is being written as much as they can follow (duo-draft-reader.h), wherever the focus is.
 */

/* Once, after the peer's name. @zone: in which times are written */
void duo_text_panel_set_conversation (DuoTextPanel *self, DuoConversation *conversation, GTimeZone *zone);
/* It may change, for what was written, too. */
void duo_text_panel_set_first_name (DuoTextPanel *self, const char *first_name);
/* Whether what is written arrives at once; where not, the panel says when. */
void duo_text_panel_set_peer_here (DuoTextPanel *self, gboolean here);
/* Whether the panel is in sight: nothing is unread then. */
void duo_text_panel_set_reading (DuoTextPanel *self, gboolean reading);
guint duo_text_panel_get_unread (DuoTextPanel *self);
/* Where one writes. */
void duo_text_panel_focus (DuoTextPanel *self);

G_END_DECLS
