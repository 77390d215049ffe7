/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-line.h"

/* GtkLabel lays its text out twice more to measure it, and GtkInscription shapes a sentence of samples each time it is
 * asked how high it is. There are a hundred of these lines on a page of cards, and what they say does not change how
 * large they are. */
struct _DuoLine
{
  GtkWidget parent_instance;

  char *text;
  PangoLayout *layout; /* (nullable): from the first time it has a place */
};

enum
{
  PROP_0,
  PROP_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoLine, duo_line, GTK_TYPE_WIDGET)

/* Without words a layout is as high as its font: another script's, which a name may need, makes no card higher. */
static void
duo_line_measure (GtkWidget *widget,
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
  *minimum = *natural = PANGO_PIXELS_CEIL (line.height);
}

/* GTK gives a widget's text the font of its style, but not the features of that font. */
static void
set_features (DuoLine *self)
{
  gboolean numeric = gtk_widget_has_css_class (GTK_WIDGET (self), "numeric");
  g_autoptr (PangoAttrList) attributes = NULL;

  if (numeric == (pango_layout_get_attributes (self->layout) != NULL))
    return;

  attributes = numeric ? pango_attr_list_new () : NULL;
  if (numeric)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (self->layout, attributes);
}

static void
duo_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DuoLine *self = DUO_LINE (widget);

  if (!self->layout)
    {
      self->layout = gtk_widget_create_pango_layout (widget, self->text);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      set_features (self);
    }
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
}

static void
duo_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DuoLine *self = DUO_LINE (widget);
  GdkRGBA color;
  int height;

  if (!*self->text)
    return;

  gtk_widget_get_color (widget, &color);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (0, MAX ((gtk_widget_get_height (widget) - height) / 2, 0)));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
duo_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, duo_line_get_text (DUO_LINE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TEXT:
      duo_line_set_text (DUO_LINE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_line_finalize (GObject *object)
{
  DuoLine *self = DUO_LINE (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (duo_line_parent_class)->finalize (object);
}

static void
duo_line_class_init (DuoLineClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_line_get_property;
  object_class->set_property = duo_line_set_property;
  object_class->finalize = duo_line_finalize;
  widget_class->measure = duo_line_measure;
  widget_class->size_allocate = duo_line_size_allocate;
  widget_class->snapshot = duo_line_snapshot;

  properties[PROP_TEXT] = g_param_spec_string (
      "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "line");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
duo_line_init (DuoLine *self)
{
  self->text = g_strdup ("");
}

GtkWidget *
duo_line_new (void)
{
  return g_object_new (DUO_TYPE_LINE, NULL);
}

void
duo_line_set_text (DuoLine *self, const char *text)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean was_empty;

  g_return_if_fail (DUO_IS_LINE (self));

  was_empty = *self->text == '\0';
  if (!g_set_str (&self->text, text ? text : ""))
    return;

  if (self->layout)
    {
      pango_layout_set_text (self->layout, self->text, -1);
      set_features (self);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  /* Its size does not change; where others leave room for it does. */
  if (parent && was_empty != (*self->text == '\0'))
    gtk_widget_queue_allocate (parent);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

const char *
duo_line_get_text (DuoLine *self)
{
  g_return_val_if_fail (DUO_IS_LINE (self), NULL);

  return self->text;
}
