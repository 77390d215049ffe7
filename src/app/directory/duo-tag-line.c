/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-tag-line.h"

#include "shell/duo-text.h"

#define SPACING 6
#define PADDING 10
#define PADDING_ABOVE 3
#define OPACITY 0.08

/* A box that wraps would make cards of different heights, and a box that ellipsizes would cut each word; so the line
 * shows whole words only, as many as fit beside the count of the others. It paints them as `.tag` has them: labels would
 * be half of what a card is made of. */
struct _DuoTagLine
{
  GtkWidget parent_instance;

  GStrv tags;
  GPtrArray *layouts; /* of PangoLayout, one a tag: from the first time there is a place for them */
  PangoLayout *rest;  /* (nullable): where some are hidden, how many */
  guint n_hidden;
};

enum
{
  PROP_0,
  PROP_TAGS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoTagLine, duo_tag_line, GTK_TYPE_WIDGET)

static int
get_text_width (PangoLayout *layout)
{
  PangoRectangle line;

  pango_layout_get_extents (layout, NULL, &line);
  return PANGO_PIXELS_CEIL (line.width);
}

/* As wide as two digits, whatever the count is. */
static int
get_rest_width (DuoTagLine *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                    pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (2 * letter) + 2 * PADDING;
}
static int
get_tags_width (DuoTagLine *self)
{
  int width = 0;

  for (guint i = 0; i < self->layouts->len; i++)
    width += get_text_width (self->layouts->pdata[i]) + 2 * PADDING + SPACING;
  return width - SPACING;
}

/* How many of the tags fit in @width; with any left over, their count must fit too. */
static guint
count_fitting (DuoTagLine *self, int width)
{
  int used;

  if (get_tags_width (self) <= width)
    return self->layouts->len;

  used = get_rest_width (self);
  for (guint i = 0; i < self->layouts->len; i++)
    {
      used += SPACING + get_text_width (self->layouts->pdata[i]) + 2 * PADDING;
      if (used > width)
        return i;
    }
  return self->layouts->len;
}

static void
duo_tag_line_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  g_autoptr (PangoLayout) empty = NULL;
  PangoRectangle line;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  empty = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_get_extents (empty, NULL, &line);
  *minimum = *natural = PANGO_PIXELS_CEIL (line.height) + 2 * PADDING_ABOVE;
}

/* A sign stands before its number in every direction. Isolates in the text would say so too, but most fonts lack them,
 * and the first frame would wait for another that draws boxes. */
static PangoLayout *
create_number (GtkWidget *widget, const char *text)
{
  g_autoptr (GObject) context = G_OBJECT (gtk_widget_create_pango_context (widget));
  PangoLayout *layout;

  pango_context_set_base_dir (PANGO_CONTEXT (context), PANGO_DIRECTION_LTR);
  layout = pango_layout_new (PANGO_CONTEXT (context));
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
duo_tag_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DuoTagLine *self = DUO_TAG_LINE (widget);
  g_autofree char *count = NULL;

  for (guint i = self->layouts->len; self->tags && self->tags[i]; i++)
    g_ptr_array_add (self->layouts, gtk_widget_create_pango_layout (widget, self->tags[i]));

  self->n_hidden = self->layouts->len - count_fitting (self, width);
  g_clear_object (&self->rest);
  if (self->n_hidden == 0)
    return;

  count = g_strdup_printf ("+%u", self->n_hidden);
  self->rest = create_number (widget, count);
}

/* Returns where the next one starts. */
static int
paint_tag (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout, int x, int width)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int left = mirrored ? gtk_widget_get_width (widget) - x - width : x;
  int height = gtk_widget_get_height (widget), text_height;
  GdkRGBA color, background;
  GskRoundedRect outline;

  gtk_widget_get_color (widget, &color);
  background = color;
  background.alpha *= OPACITY;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (left, 0, width, height), height / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &background, &outline.bounds);
  gtk_snapshot_pop (snapshot);

  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left + (width - get_text_width (layout)) / 2,
                                                          (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
  return x + width + SPACING;
}

static void
duo_tag_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DuoTagLine *self = DUO_TAG_LINE (widget);
  int x = 0;

  for (guint i = 0; i < self->layouts->len - self->n_hidden; i++)
    {
      PangoLayout *layout = self->layouts->pdata[i];

      x = paint_tag (widget, snapshot, layout, x, get_text_width (layout) + 2 * PADDING);
    }
  if (self->rest)
    paint_tag (widget, snapshot, self->rest, x, get_rest_width (self));
}

static void
duo_tag_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoTagLine *self = DUO_TAG_LINE (object);

  switch (id)
    {
    case PROP_TAGS:
      g_value_set_boxed (value, self->tags);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_tag_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TAGS:
      duo_tag_line_set_tags (DUO_TAG_LINE (object), g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_tag_line_finalize (GObject *object)
{
  DuoTagLine *self = DUO_TAG_LINE (object);

  g_ptr_array_unref (self->layouts);
  g_clear_object (&self->rest);
  g_strfreev (self->tags);

  G_OBJECT_CLASS (duo_tag_line_parent_class)->finalize (object);
}

static void
duo_tag_line_class_init (DuoTagLineClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_tag_line_get_property;
  object_class->set_property = duo_tag_line_set_property;
  object_class->finalize = duo_tag_line_finalize;
  widget_class->measure = duo_tag_line_measure;
  widget_class->size_allocate = duo_tag_line_size_allocate;
  widget_class->snapshot = duo_tag_line_snapshot;

  properties[PROP_TAGS] = g_param_spec_boxed (
      "tags", NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "tagline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
duo_tag_line_init (DuoTagLine *self)
{
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
duo_tag_line_new (void)
{
  return g_object_new (DUO_TYPE_TAG_LINE, NULL);
}

void
duo_tag_line_set_tags (DuoTagLine *self, const char *const *tags)
{
  const char *const none[] = {NULL};
  const char *const *now = tags ? tags : none;
  g_autofree char *name = NULL;

  g_return_if_fail (DUO_IS_TAG_LINE (self));

  if (self->tags && g_strv_equal ((const char *const *) self->tags, now))
    return;

  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) now);
  g_ptr_array_set_size (self->layouts, 0);
  name = duo_text_list (now);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}

guint
duo_tag_line_get_n_hidden (DuoTagLine *self)
{
  g_return_val_if_fail (DUO_IS_TAG_LINE (self), 0);

  return self->n_hidden;
}
