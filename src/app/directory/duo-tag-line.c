/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-tag-line.h"

#define SPACING 6

/* A box that wraps would make cards of different heights, and a box that ellipsizes would cut each word; so the line
 * shows whole words only, as many as fit beside the count of the others. */
struct _DuoTagLine
{
  GtkWidget parent_instance;

  GStrv tags;
  GPtrArray *labels; /* borrowed children, one a tag */
  GtkWidget *rest;
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
get_natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
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
  DuoTagLine *self = DUO_TAG_LINE (widget);
  int height;

  gtk_widget_measure (self->rest, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || self->labels->len == 0)
    return;

  /* One is as high as another, and those that have no room are never laid out. */
  gtk_widget_measure (self->labels->pdata[0], orientation, -1, NULL, &height, NULL, NULL);
  *minimum = *natural = MAX (*natural, height);
}

/* How many of the tags fit in @width; with any left over, their count must fit too. */
static guint
count_fitting (DuoTagLine *self, int width)
{
  int rest = get_natural_width (self->rest) + SPACING;
  int used = 0;

  for (guint i = 0; i < self->labels->len; i++)
    {
      int child = get_natural_width (self->labels->pdata[i]);
      gboolean last = i + 1 == self->labels->len;

      if (used + child + (last ? 0 : rest) > width)
        return i;
      used += child + SPACING;
    }
  return self->labels->len;
}

static int
place (GtkWidget *line, GtkWidget *child, int x, int width, int height)
{
  int natural = get_natural_width (child);
  gboolean mirrored = gtk_widget_get_direction (line) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = {mirrored ? width - x - natural : x, 0, natural, height};

  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &allocation, -1);
  return x + natural + SPACING;
}

static void
duo_tag_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DuoTagLine *self = DUO_TAG_LINE (widget);
  guint n = count_fitting (self, width);
  int x = 0;

  self->n_hidden = self->labels->len - n;
  for (guint i = 0; i < n; i++)
    x = place (widget, self->labels->pdata[i], x, width, height);
  for (guint i = n; i < self->labels->len; i++)
    gtk_widget_set_child_visible (self->labels->pdata[i], FALSE);

  gtk_widget_set_child_visible (self->rest, self->n_hidden > 0);
  if (self->n_hidden > 0)
    {
      g_autofree char *count = g_strdup_printf ("\u2066+%u\u2069", self->n_hidden);

      /* An inscription is as wide as it is told, so that its words can change while the line is laid out. */
      gtk_inscription_set_text (GTK_INSCRIPTION (self->rest), count);
      place (widget, self->rest, x, width, height);
    }
}

static GtkWidget *
add_label (DuoTagLine *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "tag");
  gtk_widget_insert_before (label, GTK_WIDGET (self), self->rest);
  return label;
}

/* Cards are bound again all the time: labels stay and only their words change. */
static void
update_labels (DuoTagLine *self)
{
  guint n = self->tags ? g_strv_length (self->tags) : 0;

  while (self->labels->len > n)
    gtk_widget_unparent (g_ptr_array_steal_index (self->labels, self->labels->len - 1));
  for (guint i = 0; i < n; i++)
    {
      if (i < self->labels->len)
        gtk_label_set_text (self->labels->pdata[i], self->tags[i]);
      else
        g_ptr_array_add (self->labels, add_label (self, self->tags[i]));
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
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
duo_tag_line_dispose (GObject *object)
{
  DuoTagLine *self = DUO_TAG_LINE (object);

  while (self->labels->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->labels, self->labels->len - 1));
  g_clear_pointer (&self->rest, gtk_widget_unparent);

  G_OBJECT_CLASS (duo_tag_line_parent_class)->dispose (object);
}

static void
duo_tag_line_finalize (GObject *object)
{
  DuoTagLine *self = DUO_TAG_LINE (object);

  g_ptr_array_unref (self->labels);
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
  object_class->dispose = duo_tag_line_dispose;
  object_class->finalize = duo_tag_line_finalize;
  widget_class->measure = duo_tag_line_measure;
  widget_class->size_allocate = duo_tag_line_size_allocate;

  properties[PROP_TAGS] = g_param_spec_boxed (
      "tags", NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "tagline");
}

static void
duo_tag_line_init (DuoTagLine *self)
{
  self->labels = g_ptr_array_new ();
  self->rest = g_object_new (GTK_TYPE_INSCRIPTION, "min-chars", 2, "nat-chars", 2, "min-lines", 1, "xalign",
                             0.5f, NULL);
  gtk_widget_add_css_class (self->rest, "tag");
  gtk_widget_set_parent (self->rest, GTK_WIDGET (self));
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

  g_return_if_fail (DUO_IS_TAG_LINE (self));

  if (self->tags && g_strv_equal ((const char *const *) self->tags, now))
    return;

  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) now);
  update_labels (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}

guint
duo_tag_line_get_n_hidden (DuoTagLine *self)
{
  g_return_val_if_fail (DUO_IS_TAG_LINE (self), 0);

  return self->n_hidden;
}
