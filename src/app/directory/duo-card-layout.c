/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-card-layout.h"

#include "duo-line.h"

#define SPACING 12
#define AVATAR_SPACING 14

/* Boxes in boxes would be five more widgets a card, each with a style of its own, and cost as much as what they hold. */
struct _DuoCardLayout
{
  GtkLayoutManager parent_instance;

  gboolean stacked;
};

G_DEFINE_FINAL_TYPE (DuoCardLayout, duo_card_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  GtkWidget *child[DUO_CARD_N_CHILDREN];
  int size[DUO_CARD_N_CHILDREN]; /* natural, in one direction */
  int minimum[DUO_CARD_N_CHILDREN];
} Card;

static void
collect (GtkWidget *widget, GtkOrientation orientation, Card *card)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (int i = 0; i < DUO_CARD_N_CHILDREN; i++, child = gtk_widget_get_next_sibling (child))
    {
      card->child[i] = child;
      gtk_widget_measure (child, orientation, -1, &card->minimum[i], &card->size[i], NULL, NULL);
    }
}

static int
get_largest (const int *sizes, int first, int last)
{
  int largest = 0;

  for (int i = first; i <= last; i++)
    largest = MAX (largest, sizes[i]);
  return largest;
}

static int
get_sum (const int *sizes, int first, int last)
{
  int sum = 0;

  for (int i = first; i <= last; i++)
    sum += sizes[i];
  return sum;
}

static int
get_stacked_width (const int *widths)
{
  int top = widths[DUO_CARD_AVATAR] + AVATAR_SPACING + widths[DUO_CARD_BOOKMARK];
  int words = get_largest (widths, DUO_CARD_NAME, DUO_CARD_COMPANY);

  return MAX (MAX (top, words), get_largest (widths, DUO_CARD_TAGS, DUO_CARD_ACTION));
}

static int
get_width (const int *widths)
{
  int words = get_largest (widths, DUO_CARD_NAME, DUO_CARD_COMPANY);
  int counts = get_largest (widths, DUO_CARD_HEADLINE, DUO_CARD_CAPTION);
  int top = widths[DUO_CARD_AVATAR] + words + widths[DUO_CARD_BOOKMARK] + 2 * AVATAR_SPACING;

  return MAX (MAX (top, widths[DUO_CARD_TAGS]), counts + SPACING + widths[DUO_CARD_ACTION]);
}

static int
get_top_height (const int *heights)
{
  return MAX (MAX (heights[DUO_CARD_AVATAR], heights[DUO_CARD_BOOKMARK]),
              get_sum (heights, DUO_CARD_NAME, DUO_CARD_COMPANY));
}

static int
get_bottom_height (const int *heights)
{
  return MAX (get_sum (heights, DUO_CARD_HEADLINE, DUO_CARD_CAPTION), heights[DUO_CARD_ACTION]);
}

static int
get_stacked_height (const int *heights)
{
  return MAX (heights[DUO_CARD_AVATAR], heights[DUO_CARD_BOOKMARK]) + SPACING +
         get_sum (heights, DUO_CARD_NAME, DUO_CARD_COMPANY) + SPACING + heights[DUO_CARD_TAGS] + SPACING +
         get_sum (heights, DUO_CARD_HEADLINE, DUO_CARD_CAPTION) + SPACING + heights[DUO_CARD_ACTION];
}

static int
get_height (const int *heights)
{
  return get_top_height (heights) + SPACING + heights[DUO_CARD_TAGS] + SPACING + get_bottom_height (heights);
}

static void
duo_card_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  gboolean stacked = DUO_CARD_LAYOUT (manager)->stacked;
  Card card;

  collect (widget, orientation, &card);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = stacked ? get_stacked_width (card.minimum) : get_width (card.minimum);
      *natural = stacked ? get_stacked_width (card.size) : get_width (card.size);
    }
  else
    *minimum = *natural = stacked ? get_stacked_height (card.size) : get_height (card.size);
}

static void
place (GtkWidget *child, int full_width, int x, int y, int width, int height)
{
  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    x = full_width - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation) {x, y, MAX (width, 0), height}, -1);
}

static int
get_natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static gboolean
is_empty (const Card *card, int i)
{
  return DUO_IS_LINE (card->child[i]) && *duo_line_get_text (DUO_LINE (card->child[i])) == '\0';
}

/* What says nothing keeps its height, half above those that speak and half below. */
static void
place_lines (const Card *card, int first, int last, int full_width, int x, int y, int width)
{
  int spare = 0;

  for (int i = first; i <= last; i++)
    spare += is_empty (card, i) ? card->size[i] : 0;
  y += spare / 2;
  for (int i = first; i <= last; i++)
    {
      place (card->child[i], full_width, x, y, width, card->size[i]);
      y += is_empty (card, i) ? 0 : card->size[i];
    }
}

static void
stack (const Card *card, int width)
{
  int bookmark = get_natural_width (card->child[DUO_CARD_BOOKMARK]);
  int y = MAX (card->size[DUO_CARD_AVATAR], card->size[DUO_CARD_BOOKMARK]) + SPACING;

  place (card->child[DUO_CARD_AVATAR], width, 0, 0, get_natural_width (card->child[DUO_CARD_AVATAR]),
         card->size[DUO_CARD_AVATAR]);
  place (card->child[DUO_CARD_BOOKMARK], width, width - bookmark, 0, bookmark, card->size[DUO_CARD_BOOKMARK]);
  place_lines (card, DUO_CARD_NAME, DUO_CARD_COMPANY, width, 0, y, width);
  y += get_sum (card->size, DUO_CARD_NAME, DUO_CARD_COMPANY) + SPACING;
  place (card->child[DUO_CARD_TAGS], width, 0, y, width, card->size[DUO_CARD_TAGS]);
  y += card->size[DUO_CARD_TAGS] + SPACING;
  place_lines (card, DUO_CARD_HEADLINE, DUO_CARD_CAPTION, width, 0, y, width);
  y += get_sum (card->size, DUO_CARD_HEADLINE, DUO_CARD_CAPTION) + SPACING;
  place (card->child[DUO_CARD_ACTION], width, 0, y, width, card->size[DUO_CARD_ACTION]);
}

static void
lay_out (const Card *card, int width)
{
  int avatar = get_natural_width (card->child[DUO_CARD_AVATAR]);
  int bookmark = get_natural_width (card->child[DUO_CARD_BOOKMARK]);
  int action = get_natural_width (card->child[DUO_CARD_ACTION]);
  int y, bottom;

  place (card->child[DUO_CARD_AVATAR], width, 0, 0, avatar, card->size[DUO_CARD_AVATAR]);
  place_lines (card, DUO_CARD_NAME, DUO_CARD_COMPANY, width, avatar + AVATAR_SPACING, 0,
               width - avatar - bookmark - 2 * AVATAR_SPACING);
  place (card->child[DUO_CARD_BOOKMARK], width, width - bookmark, 0, bookmark, card->size[DUO_CARD_BOOKMARK]);

  y = get_top_height (card->size) + SPACING;
  place (card->child[DUO_CARD_TAGS], width, 0, y, width, card->size[DUO_CARD_TAGS]);

  y += card->size[DUO_CARD_TAGS] + SPACING;
  bottom = get_bottom_height (card->size);
  place_lines (card, DUO_CARD_HEADLINE, DUO_CARD_CAPTION, width, 0,
               y + (bottom - get_sum (card->size, DUO_CARD_HEADLINE, DUO_CARD_CAPTION)) / 2,
               width - action - SPACING);
  place (card->child[DUO_CARD_ACTION], width, width - action, y + (bottom - card->size[DUO_CARD_ACTION]) / 2,
         action, card->size[DUO_CARD_ACTION]);
}

static void
duo_card_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  Card card;

  collect (widget, GTK_ORIENTATION_VERTICAL, &card);
  if (DUO_CARD_LAYOUT (manager)->stacked)
    stack (&card, width);
  else
    lay_out (&card, width);
}

static void
duo_card_layout_class_init (DuoCardLayoutClass *class)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (class);

  layout_class->measure = duo_card_layout_measure;
  layout_class->allocate = duo_card_layout_allocate;
}

static void
duo_card_layout_init (DuoCardLayout *self)
{
}

GtkLayoutManager *
duo_card_layout_new (void)
{
  return g_object_new (DUO_TYPE_CARD_LAYOUT, NULL);
}

void
duo_card_layout_set_stacked (DuoCardLayout *self, gboolean stacked)
{
  g_return_if_fail (DUO_IS_CARD_LAYOUT (self));

  if (self->stacked == !!stacked)
    return;

  self->stacked = !!stacked;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
