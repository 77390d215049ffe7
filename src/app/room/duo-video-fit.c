/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-video-fit.h"

graphene_rect_t
duo_video_fit (
    double area_width, double area_height, double picture_width, double picture_height, double largest_cut)
{
  double cover, contain, scale, width, height;

  if (picture_width <= 0 || picture_height <= 0 || area_width <= 0 || area_height <= 0)
    return GRAPHENE_RECT_INIT (0, 0, (float) MAX (area_width, 0), (float) MAX (area_height, 0));

  cover = MAX (area_width / picture_width, area_height / picture_height);
  contain = MIN (area_width / picture_width, area_height / picture_height);
  /* One side fits exactly, so what is cut is what the other has too much. */
  scale = 1 - contain / cover > largest_cut + 1e-9 ? contain : cover;
  width = picture_width * scale;
  height = picture_height * scale;

  return GRAPHENE_RECT_INIT ((float) ((area_width - width) / 2), (float) ((area_height - height) / 2),
                             (float) width, (float) height);
}
