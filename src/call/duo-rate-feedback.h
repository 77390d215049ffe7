/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-mailbox.h"
#include "duo-rate-control.h"

G_BEGIN_DECLS

/* Posts a DUO_LETTER_FEEDBACK for each that the peer sends about our packets: its bytes are DuoRatePackets, in the order
 * of sending. @pad: any that sends into webrtcbin; feedback is of the whole bundle and comes up all of them (CALL §5). */
void duo_rate_feedback_watch (GstPad *pad, DuoMailbox *box);

/* (transfer full) (nullable): the packets of an event of rtpsession's; NULL where it is another one, or has none that we know */
GBytes *duo_rate_feedback_read (const GstStructure *event);

G_END_DECLS
