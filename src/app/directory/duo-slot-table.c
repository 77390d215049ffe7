/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-table.h"

#include <glib/gi18n.h>

#include "duo-slot-cell.h"
#include "duo-slot-layout.h"
#include "shell/duo-text.h"

#define MOST_WIDE 6
#define MOST_NARROW 4

struct _DuoSlotTable
{
  GtkWidget parent_instance;

  GPtrArray *cells; /* children, in the order of time */
  gboolean narrow;
  GtkWidget *last_focus; /* weak: where the tab stop is */
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSlotTable, duo_slot_table, GTK_TYPE_WIDGET)

static const char *
get_part_of_day (int minute)
{
  if (minute < 12 * 60)
    return _ ("Morning");

  return minute < 18 * 60 ? _ ("Afternoon") : _ ("Evening");
}

static void
on_cell_clicked (DuoSlotTable *self, DuoSlotCell *cell)
{
  DuoTimeRange range = duo_slot_cell_get_range (cell);

  if (duo_slot_cell_can_be_chosen (cell))
    g_signal_emit (self, signals[CHOSEN], 0, range.start, range.end);
  else
    gtk_widget_error_bell (GTK_WIDGET (cell));
}

/* Whether each slot begins at a mark of the hour; one window that begins at 10:10 would shift the columns. */
static gboolean
is_aligned (DuoSlotTable *self, guint minutes)
{
  if (minutes == 0 || 60 % minutes != 0)
    return FALSE;

  for (guint i = 0; i < self->cells->len; i++)
    if (duo_slot_cell_get_minute (self->cells->pdata[i]) % (int) minutes != 0)
      return FALSE;
  return TRUE;
}

static void
update_layout (DuoSlotTable *self)
{
  guint minutes =
      self->cells->len > 0 ? duo_time_range_get_minutes (duo_slot_cell_get_range (self->cells->pdata[0])) : 0;

  duo_slot_layout_set_up (DUO_SLOT_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                          is_aligned (self, minutes) ? minutes : 0, self->narrow ? MOST_NARROW : MOST_WIDE);
}

static void
add_line (DuoSlotTable *self, const char *text, const char *class)
{
  GtkWidget *line = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (line, class);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
}

/* Between two windows of the day nobody has slots, which a row like any other would hide. */
static void
add_break (DuoSlotTable *self, DuoTimeRange range, GTimeZone *zone)
{
  g_autofree char *times = duo_text_range (range, zone);
  /* TRANSLATORS: between the slots of a day, a range of time: "Break, 13:00–14:00" */
  g_autofree char *text = g_strdup_printf (_ ("Break, %s"), times);

  add_line (self, text, "dimmed");
}

static void
add_cell (DuoSlotTable *self, const DuoSlotView *view)
{
  GtkWidget *cell = duo_slot_cell_new (view);

  g_signal_connect_object (cell, "clicked", G_CALLBACK (on_cell_clicked), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->cells, g_object_ref_sink (cell));
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
}

static void
add_all (DuoSlotTable *self, GPtrArray *views, GTimeZone *zone)
{
  const char *part = NULL;
  gint64 end = 0;

  for (guint i = 0; i < views->len; i++)
    {
      const DuoSlotView *view = views->pdata[i];
      gboolean other_part = g_strcmp0 (part, get_part_of_day (view->minute)) != 0;
      gboolean after_break = !other_part && view->range.start > end;

      if (after_break)
        add_break (self, (DuoTimeRange) {end, view->range.start}, zone);
      if (other_part)
        {
          part = get_part_of_day (view->minute);
          add_line (self, part, "heading");
        }
      add_cell (self, view);
      end = view->range.end;
    }
}

static void
clear (DuoSlotTable *self)
{
  GtkWidget *child;

  g_clear_weak_pointer (&self->last_focus);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->cells, 0);
}

static gboolean
has_times_of (DuoSlotTable *self, GPtrArray *views)
{
  if (self->cells->len != views->len)
    return FALSE;

  for (guint i = 0; i < views->len; i++)
    {
      const DuoSlotView *view = views->pdata[i];

      if (!duo_time_range_equal (view->range, duo_slot_cell_get_range (self->cells->pdata[i])))
        return FALSE;
    }
  return TRUE;
}

/* Where Tab enters: where it was, else what is chosen, else the first free one. */
static GtkWidget *
get_tab_stop (DuoSlotTable *self)
{
  GtkWidget *free = NULL;

  if (self->last_focus)
    return self->last_focus;

  for (guint i = 0; i < self->cells->len; i++)
    {
      DuoSlotLook look = duo_slot_cell_get_look (self->cells->pdata[i]);

      if (look == DUO_SLOT_LOOK_CHOSEN)
        return self->cells->pdata[i];
      if (look == DUO_SLOT_LOOK_FREE && !free)
        free = self->cells->pdata[i];
    }
  return free || self->cells->len == 0 ? free : self->cells->pdata[0];
}

static void
remember_focus (DuoSlotTable *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    g_set_weak_pointer (&self->last_focus, focus);
}

static gboolean
duo_slot_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DuoSlotTable *self = DUO_SLOT_TABLE (widget);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);
  GtkWidget *stop;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (duo_slot_table_parent_class)->focus (widget, direction);
  if (inside)
    {
      remember_focus (self);
      return FALSE;
    }

  stop = get_tab_stop (self);
  return stop && gtk_widget_grab_focus (stop);
}

static void
duo_slot_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, DUO_SLOT_TABLE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_slot_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      duo_slot_table_set_narrow (DUO_SLOT_TABLE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_slot_table_dispose (GObject *object)
{
  clear (DUO_SLOT_TABLE (object));

  G_OBJECT_CLASS (duo_slot_table_parent_class)->dispose (object);
}

static void
duo_slot_table_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_SLOT_TABLE (object)->cells);

  G_OBJECT_CLASS (duo_slot_table_parent_class)->finalize (object);
}

static void
duo_slot_table_class_init (DuoSlotTableClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_slot_table_get_property;
  object_class->set_property = duo_slot_table_set_property;
  object_class->dispose = duo_slot_table_dispose;
  object_class->finalize = duo_slot_table_finalize;
  widget_class->focus = duo_slot_table_focus;

  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHOSEN] = g_signal_new ("chosen", DUO_TYPE_SLOT_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);

  gtk_widget_class_set_layout_manager_type (widget_class, DUO_TYPE_SLOT_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "slottable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
duo_slot_table_init (DuoSlotTable *self)
{
  self->cells = g_ptr_array_new_with_free_func (g_object_unref);
}

void
duo_slot_table_set_views (DuoSlotTable *self, GPtrArray *views, GTimeZone *zone)
{
  g_return_if_fail (DUO_IS_SLOT_TABLE (self));

  if (!has_times_of (self, views))
    {
      clear (self);
      add_all (self, views, zone);
      update_layout (self);
      return;
    }
  for (guint i = 0; i < views->len; i++)
    duo_slot_cell_set_view (self->cells->pdata[i], views->pdata[i]);
}

void
duo_slot_table_set_narrow (DuoSlotTable *self, gboolean narrow)
{
  g_return_if_fail (DUO_IS_SLOT_TABLE (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  update_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
