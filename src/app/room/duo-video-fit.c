/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-fit.h"

/* At the sides there is a wall, at the upper edge somebody's hair: of a picture that is too wide as much goes as may, of one
 * that is too high nothing where that would not make it fit. */
static double
choose_scale (double across, double down, double largest_cut)
{
  double cover = MAX (across, down), contain = MIN (across, down);

  if (across < down)
    return largest_cut < 1 ? MIN (cover, contain / (1 - largest_cut)) : cover;

  return 1 - contain / cover > largest_cut + 1e-9 ? contain : cover;
}

graphene_rect_t
duo_video_fit (
    double area_width, double area_height, double picture_width, double picture_height, double largest_cut)
{
  double scale, width, height;

  if (picture_width <= 0 || picture_height <= 0 || area_width <= 0 || area_height <= 0)
    return GRAPHENE_RECT_INIT (0, 0, (float) MAX (area_width, 0), (float) MAX (area_height, 0));

  scale = choose_scale (area_width / picture_width, area_height / picture_height, largest_cut);
  width = picture_width * scale;
  height = picture_height * scale;

  return GRAPHENE_RECT_INIT ((float) ((area_width - width) / 2), (float) ((area_height - height) / 2),
                             (float) width, (float) height);
}

graphene_rect_t
duo_video_raise (graphene_rect_t place, double area_height, double inset)
{
  double room = area_height - place.size.height;

  if (room > 0)
    place.origin.y = (float) CLAMP (room - inset, 0, room / 2);
  return place;
}
