/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <graphene.h>

G_BEGIN_DECLS

#define DUO_VIDEO_FIT_LARGEST_CUT (1.0 / 3.0)
#define DUO_VIDEO_FIT_ANY_CUT 1.0

/**
 * duo_video_fit:
 * @picture_width: of the source picture; 0 where it is not known yet
 * @largest_cut: the share of the picture that may be cut away
 *
 * Where a picture lies in an area (design/NOTES §2.09): it covers all of it, unless more than @largest_cut of the
 * picture would be cut away. Then one that is too wide loses that much at its sides, so that the bars above and below it
 * are no higher than they must be, and one that is too high is shown whole; the rest stays black. Without a size it
 * takes the area.
 *
 * Returns: the picture's place in the area's coordinates; it may reach beyond the area
 */
graphene_rect_t duo_video_fit (
    double area_width, double area_height, double picture_width, double picture_height, double largest_cut);

/**
 * duo_video_raise:
 * @place: as duo_video_fit() has it
 * @inset: how much of the lower edge something else lies on
 *
 * Moves a picture that leaves black above and below up, as far as it is covered and there is room.
 */
graphene_rect_t duo_video_raise (graphene_rect_t place, double area_height, double inset);

G_END_DECLS
