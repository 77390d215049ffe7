/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-call.h"

G_BEGIN_DECLS

/**
 * duo_call_quality_judge:
 * @before: what was said last
 * @camera: whether ours is on
 * @peer_camera: whether the peer says that its is on
 *
 * The quality in one word. It gets worse at once, and better only where all is better by a fifth, so that no word
 * flickers around a bound.
 */
DuoCallQuality duo_call_quality_judge (DuoCallQuality before,
                                       DuoCallState state,
                                       const DuoCallStats *stats,
                                       gboolean camera,
                                       gboolean peer_camera);

G_END_DECLS
