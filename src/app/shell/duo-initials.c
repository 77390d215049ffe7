/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-initials.h"

/* The colours are those of AdwAvatar, whose style knows so many. */
#define N_COLORS 14
/* Pixels */
#define STEP 2

/* Initials that fill the circle are of another size for each person. AdwAvatar has them set in a font of that size,
 * which is loaded and measured for two letters; here all share one font, and are scaled when they are painted. */
struct _DuoInitials
{
  GtkWidget parent_instance;

  int size;
  char *name;
  char *initials;
  guint color;
  PangoLayout *layout; /* (nullable): until it is painted */
};

enum
{
  PROP_0,
  PROP_SIZE,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoInitials, duo_initials, GTK_TYPE_WIDGET)

/* The first letter of the first word, and of the last. */
static char *
make_initials (const char *name)
{
  g_autofree char *capitals = g_strstrip (g_utf8_strup (name, -1));
  g_autofree char *composed = g_utf8_normalize (capitals, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *initials = g_string_new (NULL);
  const char *space;

  if (!composed || !*composed)
    return g_string_free_and_steal (initials);

  g_string_append_unichar (initials, g_utf8_get_char (composed));
  space = strrchr (composed, ' ');
  if (space)
    g_string_append_unichar (initials, g_utf8_get_char (space + 1));
  return g_string_free_and_steal (initials);
}

static void
duo_initials_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = DUO_INITIALS (widget)->size;
}

/* As AdwAvatar has it: as wide as the square inside the circle without its padding, and no higher than that; but in
 * steps, as letters of each size are drawn anew. */
static double
get_scale (DuoInitials *self, int width, int height)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  /* In pixels: GTK has scaled it. */
  int font = pango_font_description_get_size (pango_context_get_font_description (context));
  double room = self->size / 1.4142 - MAX (self->size * 0.4 - 5, 0);

  return round (MIN (height * room / width, room) / STEP) * STEP * PANGO_SCALE / font;
}

/* Whole pixels, as a label would have it. */
static float
get_start (int room, double size)
{
  return floor ((room - round (size)) / 2);
}

static void
duo_initials_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DuoInitials *self = DUO_INITIALS (widget);
  int width, height;
  double scale;
  GdkRGBA color;

  if (!*self->initials)
    return;

  if (!self->layout)
    self->layout = gtk_widget_create_pango_layout (widget, self->initials);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  scale = get_scale (self, width, height);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (get_start (self->size, width * scale),
                                                          get_start (self->size, height * scale)));
  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
duo_initials_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoInitials *self = DUO_INITIALS (object);

  switch (id)
    {
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_initials_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoInitials *self = DUO_INITIALS (object);

  switch (id)
    {
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      break;
    case PROP_NAME:
      duo_initials_set_name (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_initials_finalize (GObject *object)
{
  DuoInitials *self = DUO_INITIALS (object);

  g_clear_object (&self->layout);
  g_free (self->initials);
  g_free (self->name);

  G_OBJECT_CLASS (duo_initials_parent_class)->finalize (object);
}

static void
duo_initials_class_init (DuoInitialsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_initials_get_property;
  object_class->set_property = duo_initials_set_property;
  object_class->finalize = duo_initials_finalize;
  widget_class->measure = duo_initials_measure;
  widget_class->snapshot = duo_initials_snapshot;

  properties[PROP_SIZE] =
      g_param_spec_int ("size", NULL, NULL, 1, G_MAXINT, 48,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string (
      "name", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "avatar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
duo_initials_init (DuoInitials *self)
{
  self->name = g_strdup ("");
  self->initials = g_strdup ("");
}

GtkWidget *
duo_initials_new (int size)
{
  return g_object_new (DUO_TYPE_INITIALS, "size", size, NULL);
}

static void
update_color (DuoInitials *self)
{
  guint color = g_str_hash (self->name) % N_COLORS + 1;
  char class[16];

  if (color == self->color)
    return;

  g_snprintf (class, sizeof class, "color%u", self->color);
  gtk_widget_remove_css_class (GTK_WIDGET (self), class);
  self->color = color;
  g_snprintf (class, sizeof class, "color%u", self->color);
  gtk_widget_add_css_class (GTK_WIDGET (self), class);
}

void
duo_initials_set_name (DuoInitials *self, const char *name)
{
  g_return_if_fail (DUO_IS_INITIALS (self));

  if (!g_set_str (&self->name, name ? name : ""))
    return;

  g_free (self->initials);
  self->initials = make_initials (self->name);
  if (self->layout)
    pango_layout_set_text (self->layout, self->initials, -1);
  update_color (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

const char *
duo_initials_get_initials (DuoInitials *self)
{
  g_return_val_if_fail (DUO_IS_INITIALS (self), NULL);

  return self->initials;
}
