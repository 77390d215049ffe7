/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-line-layout.h"

#include <adwaita.h>

#define SPACING 6
/* A company cut shorter than this says nothing. */
#define SECOND_MINIMUM 56
/* As much of a name as still says who it is: until then it gives way to the time. */
#define NAME_MINIMUM 72
#define TWO_LINES 52

struct _DuoLineLayout
{
  GtkLayoutManager parent_instance;

  int reserve;
  gboolean keeps_second;
};

G_DEFINE_FINAL_TYPE (DuoLineLayout, duo_line_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  GtkWidget *child[DUO_LINE_N_CHILDREN];
  int width[DUO_LINE_N_CHILDREN]; /* 0 where it is not shown */
} Line;

static void
collect (GtkWidget *widget, Line *line)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *line = (Line) {0};
  for (int i = 0; i < DUO_LINE_N_CHILDREN && child; i++, child = gtk_widget_get_next_sibling (child))
    {
      line->child[i] = child;
      if (gtk_widget_should_layout (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &line->width[i], NULL, NULL);
    }
}

static int
get_used (const Line *line)
{
  int used = 0;

  for (int i = 0; i < DUO_LINE_N_CHILDREN; i++)
    used += line->width[i] > 0 ? line->width[i] + SPACING : 0;

  return MAX (used - SPACING, 0);
}

static void
cut_second (Line *line, int width)
{
  int over = get_used (line) - width;
  int left = line->width[DUO_LINE_SECOND] - over;

  if (over > 0)
    line->width[DUO_LINE_SECOND] = left >= SECOND_MINIMUM ? left : 0;
}

/* The avatar, then what the name can @spare, then the time: where it goes, the avatar may have room again. */
static void
drop_ends (Line *line, int width, int spare)
{
  int avatar = line->width[DUO_LINE_AVATAR];

  if (get_used (line) > width)
    line->width[DUO_LINE_AVATAR] = 0;
  if (get_used (line) - spare <= width)
    return;

  line->width[DUO_LINE_TIME] = 0;
  line->width[DUO_LINE_AVATAR] = avatar;
  if (get_used (line) > width)
    line->width[DUO_LINE_AVATAR] = 0;
}

/* How much of the name goes before the time does: none beside a button, whose chat is now, whenever that is. */
static int
get_spare (DuoLineLayout *self, const Line *line)
{
  return self->reserve > 0 ? 0 : MAX (line->width[DUO_LINE_NAME] - NAME_MINIMUM, 0);
}

/* Takes away until it fits, in the order of what can be missed. */
static void
fit (Line *line, int width, int spare, gboolean keeps_second)
{
  Line kept = *line;
  int over;

  drop_ends (&kept, width, 0);
  cut_second (&kept, width);
  if (keeps_second && kept.width[DUO_LINE_SECOND] > 0)
    *line = kept;
  cut_second (line, width);
  drop_ends (line, width, spare);

  over = get_used (line) - width;
  if (over > 0)
    line->width[DUO_LINE_NAME] = MAX (line->width[DUO_LINE_NAME] - over, 1);
}

static void
place (GtkWidget *child, int x, int y, int width, int height, int full_width)
{
  int natural, minimum;

  gtk_widget_set_child_visible (child, width > 0);
  if (width <= 0)
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    x = full_width - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation) {x, y + (height - natural) / 2, width, natural}, -1);
}

static int
measure_height (const Line *line)
{
  int height = 0;

  for (int i = 0; i < DUO_LINE_N_CHILDREN; i++)
    {
      int natural = 0;

      if (line->child[i] && gtk_widget_should_layout (line->child[i]))
        gtk_widget_measure (line->child[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }

  return height;
}

static void
duo_line_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  Line line;

  collect (widget, &line);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = 0;
      *natural = measure_height (&line);
      return;
    }

  *minimum = line.width[DUO_LINE_TIME] + SPACING + 40 + line.width[DUO_LINE_END];
  *natural = get_used (&line) + DUO_LINE_LAYOUT (manager)->reserve;
}

static void
duo_line_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  DuoLineLayout *self = DUO_LINE_LAYOUT (manager);
  int room = width - self->reserve;
  Line line;
  int line_height, second, top, x = 0;
  gboolean two_lines;

  collect (widget, &line);
  line_height = measure_height (&line);
  two_lines = height >= (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, TWO_LINES, NULL) &&
              line.width[DUO_LINE_SECOND] > 0;
  second = line.width[DUO_LINE_SECOND];
  top = two_lines ? MAX ((height - 2 * line_height) / 2, 0) : 0;
  if (two_lines)
    line.width[DUO_LINE_SECOND] = 0;
  else
    line_height = height;
  fit (&line, room, get_spare (self, &line), self->keeps_second);

  for (int i = 0; i < DUO_LINE_N_CHILDREN; i++)
    {
      gboolean last = i == DUO_LINE_END && line.width[i] > 0;

      if (!line.child[i] || (i == DUO_LINE_SECOND && two_lines))
        continue;
      if (i == DUO_LINE_NAME && two_lines)
        place (line.child[DUO_LINE_SECOND], x, top + line_height, MIN (second, MAX (room - x, 1)),
               line_height, width);
      place (line.child[i], last ? room - line.width[i] : x, top, line.width[i], line_height, width);
      x += line.width[i] > 0 ? line.width[i] + SPACING : 0;
    }
}

static void
duo_line_layout_class_init (DuoLineLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = duo_line_layout_measure;
  layout_class->allocate = duo_line_layout_allocate;
}

static void
duo_line_layout_init (DuoLineLayout *self)
{
}

GtkLayoutManager *
duo_line_layout_new (void)
{
  return g_object_new (DUO_TYPE_LINE_LAYOUT, NULL);
}

void
duo_line_layout_set_keeps_second (DuoLineLayout *self, gboolean keeps)
{
  if (keeps == self->keeps_second)
    return;

  self->keeps_second = keeps;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

void
duo_line_layout_set_reserve (DuoLineLayout *self, int reserve)
{
  if (reserve == self->reserve)
    return;

  self->reserve = reserve;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
