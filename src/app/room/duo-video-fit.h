/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <graphene.h>

G_BEGIN_DECLS

/**
 * duo_video_fit:
 * @picture_width: of the source picture; 0 where it is not known yet
 *
 * Where a picture lies in an area (design/NOTES §2.09): it covers all of it, unless more than a third of the picture
 * would be cut away; then it is shown whole, and the rest stays black. Without a size it takes the area.
 *
 * Returns: the picture's place in the area's coordinates; it may reach beyond the area
 */
graphene_rect_t
duo_video_fit (double area_width, double area_height, double picture_width, double picture_height);

G_END_DECLS
