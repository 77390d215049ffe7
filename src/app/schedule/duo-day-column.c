/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-day-column.h"

#include <glib/gi18n.h>

#include "duo-day-layout.h"
#include "duo-slot-toggle.h"
#include "shell/duo-text.h"

/* A gap that is shorter has no room for words. */
#define WORDS_MINUTES 10

struct _DuoDayColumn
{
  GtkWidget parent_instance;

  DuoEvent *event;
  DuoDay *day;
  DuoDayLayout *layout;
  char *recruiter; /* (nullable): whose chats, where they need not be mine */
  GPtrArray *blocks;
  GPtrArray *cells;
  GArray *gaps;      /* (element-type DuoTimeRange) */
  GPtrArray *shades; /* (element-type GtkLabel): one for each gap */
};

G_DEFINE_FINAL_TYPE (DuoDayColumn, duo_day_column, GTK_TYPE_WIDGET)

/* Under everything else. */
static GtkWidget *
make_shade (DuoDayColumn *self, DuoMinutes minutes, const char *name)
{
  GtkWidget *shade = gtk_label_new (name);

  gtk_widget_add_css_class (shade, "shade");
  gtk_widget_add_css_class (shade, "caption");
  gtk_widget_set_can_target (shade, FALSE);
  gtk_widget_insert_after (shade, GTK_WIDGET (self), NULL);
  duo_day_layout_place (self->layout, shade, minutes);
  return shade;
}

static void
add_shade (DuoDayColumn *self, DuoMinutes minutes, const char *name)
{
  if (minutes.start < minutes.end)
    make_shade (self, minutes, name);
}

static void
add_shades (DuoDayColumn *self, DuoMinutes hours)
{
  g_autoptr (GArray) breaks = duo_day_plan_dup_breaks (self->day);
  gsize n_windows;
  const DuoDayWindow *windows = duo_day_get_windows (self->day, &n_windows);

  for (guint i = 0; i < breaks->len; i++)
    {
      DuoMinutes minutes = g_array_index (breaks, DuoMinutes, i);

      add_shade (self, minutes, duo_day_plan_name_break (minutes));
    }
  if (n_windows == 0)
    return;

  add_shade (self, (DuoMinutes) {hours.start, windows[0].start}, NULL);
  add_shade (self, (DuoMinutes) {windows[n_windows - 1].end, hours.end}, NULL);
}

DuoDay *
duo_day_column_get_day (DuoDayColumn *self)
{
  return self->day;
}

const char *
duo_day_column_get_date (DuoDayColumn *self)
{
  return duo_day_get_date (self->day);
}

GPtrArray *
duo_day_column_get_blocks (DuoDayColumn *self)
{
  return self->blocks;
}

int
duo_day_column_get_start (DuoDayColumn *self, GtkWidget *child)
{
  return duo_day_layout_get_place (self->layout, child).start;
}

gboolean
duo_day_column_wants (DuoDayColumn *self, DuoChat *chat)
{
  g_autofree char *date = NULL;

  if (!duo_day_plan_shows (duo_chat_get_state (chat)))
    return FALSE;
  if (self->recruiter && g_strcmp0 (duo_chat_get_record (chat)->recruiter, self->recruiter) != 0)
    return FALSE;

  date = duo_text_date (duo_chat_get_range (chat).start, duo_event_get_zone (self->event));
  return g_str_equal (date, duo_day_column_get_date (self));
}

static DuoMinutes
get_minutes (DuoDayColumn *self, DuoTimeRange range)
{
  return duo_day_plan_get_minutes (range, duo_day_column_get_date (self), duo_event_get_zone (self->event));
}

static int
compare_chats (gconstpointer a, gconstpointer b)
{
  gint64 first = duo_chat_get_range (*(DuoChat *const *) a).start;
  gint64 second = duo_chat_get_range (*(DuoChat *const *) b).start;

  return (first > second) - (first < second);
}

static void
add_wanted (DuoDayColumn *self, GListModel *all, GPtrArray *chats)
{
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (all, i);

      if (duo_day_column_wants (self, chat))
        g_ptr_array_add (chats, g_steal_pointer (&chat));
    }
}

static GPtrArray *
dup_chats (DuoDayColumn *self)
{
  GPtrArray *chats = g_ptr_array_new_with_free_func (g_object_unref);

  add_wanted (self, duo_event_get_chats (self->event), chats);
  if (self->recruiter)
    add_wanted (self, duo_event_get_other_chats (self->event), chats);
  g_ptr_array_sort (chats, compare_chats);
  return chats;
}

/* (nullable): takes the block of @chat out of @blocks, so that a chat keeps its widget, and with it the focus. */
static GtkWidget *
steal_block (GPtrArray *blocks, DuoChat *chat)
{
  for (guint i = 0; i < blocks->len; i++)
    if (duo_chat_block_get_chat (blocks->pdata[i]) == chat)
      return g_ptr_array_steal_index (blocks, i);

  return NULL;
}

void
duo_day_column_fill (DuoDayColumn *self)
{
  g_autoptr (GPtrArray) chats = dup_chats (self);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->blocks);

  self->blocks = g_ptr_array_new ();
  for (guint i = 0; i < chats->len; i++)
    {
      GtkWidget *block = steal_block (old, chats->pdata[i]);

      if (!block)
        {
          block = duo_chat_block_new (self->event, chats->pdata[i]);
          gtk_widget_set_parent (block, GTK_WIDGET (self));
        }
      gtk_widget_insert_before (block, GTK_WIDGET (self), NULL);
      duo_day_layout_place (self->layout, block, get_minutes (self, duo_chat_get_range (chats->pdata[i])));
      g_ptr_array_add (self->blocks, block);
    }

  for (guint i = 0; i < old->len; i++)
    gtk_widget_unparent (old->pdata[i]);
}

void
duo_day_column_set_recruiter (DuoDayColumn *self, const char *recruiter)
{
  g_set_str (&self->recruiter, recruiter);
}

/* Under the chats, and before them for whoever goes from one to the next. */
static void
adopt_cell (DuoDayColumn *self, GtkWidget *cell)
{
  GtkWidget *first_block = self->blocks->len > 0 ? self->blocks->pdata[0] : NULL;

  gtk_widget_insert_before (cell, GTK_WIDGET (self), first_block);
  duo_day_layout_place (self->layout, cell,
                        get_minutes (self, duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (cell))));
}

void
duo_day_column_set_cells (DuoDayColumn *self, GPtrArray *cells)
{
  g_autoptr (GPtrArray) old = self->cells;

  self->cells = g_ptr_array_ref (cells);
  for (guint i = 0; i < cells->len; i++)
    adopt_cell (self, cells->pdata[i]);
  for (guint i = 0; i < old->len; i++)
    if (!g_ptr_array_find (cells, old->pdata[i], NULL))
      gtk_widget_unparent (old->pdata[i]);
}

GPtrArray *
duo_day_column_get_cells (DuoDayColumn *self)
{
  return self->cells;
}

GPtrArray *
duo_day_column_dup_stops (DuoDayColumn *self)
{
  GPtrArray *stops = g_ptr_array_new ();
  guint next = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      int start = duo_day_column_get_start (self, self->blocks->pdata[i]);

      for (; next < self->cells->len && duo_day_column_get_start (self, self->cells->pdata[next]) < start;
           next++)
        g_ptr_array_add (stops, self->cells->pdata[next]);
      g_ptr_array_add (stops, self->blocks->pdata[i]);
    }
  for (; next < self->cells->len; next++)
    g_ptr_array_add (stops, self->cells->pdata[next]);
  return stops;
}

static DuoTimeRange
get_range (GtkWidget *stop)
{
  return DUO_IS_SLOT_TOGGLE (stop) ? duo_slot_toggle_get_range (DUO_SLOT_TOGGLE (stop))
                                   : duo_chat_get_range (duo_chat_block_get_chat (DUO_CHAT_BLOCK (stop)));
}

static void
add_gaps (GPtrArray *stops, DuoTimeRange window, GArray *gaps)
{
  DuoTimeRange gap = {window.start, window.start};

  for (guint i = 0; i < stops->len; i++)
    {
      DuoTimeRange range = get_range (stops->pdata[i]);

      if (!duo_time_range_overlaps (range, window))
        continue;
      gap.end = range.start;
      if (gap.start < gap.end)
        g_array_append_val (gaps, gap);
      gap.start = MAX (gap.start, range.end);
    }
  gap.end = window.end;
  if (gap.start < gap.end)
    g_array_append_val (gaps, gap);
}

/* Nothing is known of a day without slots. */
static GArray *
dup_gaps (DuoDayColumn *self)
{
  g_autoptr (GArray) windows = duo_day_dup_ranges (self->day, duo_event_get_zone (self->event));
  g_autoptr (GPtrArray) stops = duo_day_column_dup_stops (self);
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));

  for (guint i = 0; self->cells->len > 0 && i < windows->len; i++)
    add_gaps (stops, g_array_index (windows, DuoTimeRange, i), gaps);
  return gaps;
}

static GtkWidget *
make_gap (DuoDayColumn *self, DuoTimeRange range)
{
  g_autofree char *times = duo_text_range_spoken (range, duo_event_get_zone (self->event));
  /* TRANSLATORS: of a time in a recruiter's calendar in which no whole slot fits: "14:05 to 14:20, not offered" */
  g_autofree char *name = g_strdup_printf (_ ("%s, not offered"), times);
  gboolean room = range.end - range.start >= WORDS_MINUTES * 60;
  GtkWidget *shade = make_shade (self, get_minutes (self, range), room ? _ ("Not Offered") : NULL);

  gtk_label_set_yalign (GTK_LABEL (shade), 1);
  gtk_widget_add_css_class (shade, "gap");
  gtk_accessible_update_property (GTK_ACCESSIBLE (shade), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return shade;
}

static gboolean
same_gaps (const GArray *a, const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (DuoTimeRange)) == 0);
}

void
duo_day_column_shade_gaps (DuoDayColumn *self)
{
  g_autoptr (GArray) gaps = dup_gaps (self);

  if (same_gaps (self->gaps, gaps))
    return;

  for (guint i = 0; i < self->shades->len; i++)
    gtk_widget_unparent (self->shades->pdata[i]);
  g_ptr_array_set_size (self->shades, 0);
  for (guint i = 0; i < gaps->len; i++)
    g_ptr_array_add (self->shades, make_gap (self, g_array_index (gaps, DuoTimeRange, i)));
  g_array_unref (self->gaps);
  self->gaps = g_steal_pointer (&gaps);
}

GtkWidget *
duo_day_column_find_cell (DuoDayColumn *self, double y)
{
  GtkWidget *found = NULL;
  double distance = G_MAXDOUBLE;

  for (guint i = 0; i < self->cells->len; i++)
    {
      DuoMinutes place = duo_day_layout_get_place (self->layout, self->cells->pdata[i]);
      double top = duo_day_layout_get_y (self->layout, place.start);
      double bottom = duo_day_layout_get_y (self->layout, place.end);
      double away = MAX (MAX (top - y, y - bottom), 0);

      if (away >= distance)
        continue;
      found = self->cells->pdata[i];
      distance = away;
    }

  return found;
}

void
duo_day_column_set_scale (DuoDayColumn *self, guint hour_height, guint closest)
{
  duo_day_layout_set_scale (self->layout, hour_height, closest);
}

void
duo_day_column_update (DuoDayColumn *self, gint64 now, gboolean online)
{
  for (guint i = 0; i < self->blocks->len; i++)
    duo_chat_block_update (self->blocks->pdata[i], now, online);
}

char *
duo_day_column_describe (DuoDayColumn *self)
{
  g_autofree char *chats = duo_text_chats (self->blocks->len);
  guint done = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    done += duo_chat_get_state (duo_chat_block_get_chat (self->blocks->pdata[i])) == DUO_CHAT_COMPLETED;
  if (done == 0)
    return g_steal_pointer (&chats);

  /* TRANSLATORS: of the chats of a day: "4 chats, 1 done" */
  return g_strdup_printf (_ ("%s, %u done"), chats, done);
}

static void
append_line (GtkSnapshot *snapshot, GdkRGBA color, double y, double width, float alpha)
{
  color.alpha *= alpha;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, (float) y, (float) width, 1));
}

/* Inside a break there is nothing to measure, only its name to read. */
static gboolean
is_resting (DuoDayColumn *self, int minute)
{
  g_autoptr (GArray) breaks = duo_day_plan_dup_breaks (self->day);

  for (guint i = 0; i < breaks->len; i++)
    {
      DuoMinutes gap = g_array_index (breaks, DuoMinutes, i);

      if (minute > gap.start && minute < gap.end)
        return TRUE;
    }

  return FALSE;
}

/* The lines are scenery; what a screen reader reads are the blocks. */
static void
duo_day_column_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DuoDayColumn *self = DUO_DAY_COLUMN (widget);
  DuoMinutes hours = duo_day_layout_get_hours (self->layout);
  int width = gtk_widget_get_width (widget);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  for (int minute = hours.start; minute < hours.end; minute += 30)
    if (!is_resting (self, minute))
      append_line (snapshot, color, duo_day_layout_get_y (self->layout, minute), width,
                   minute % 60 == 0 ? .12F : .06F);

  GTK_WIDGET_CLASS (duo_day_column_parent_class)->snapshot (widget, snapshot);
}

static void
duo_day_column_dispose (GObject *object)
{
  DuoDayColumn *self = DUO_DAY_COLUMN (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->blocks, 0);
  g_ptr_array_set_size (self->shades, 0);
  g_ptr_array_unref (self->cells);
  self->cells = g_ptr_array_new ();
  g_clear_object (&self->event);

  G_OBJECT_CLASS (duo_day_column_parent_class)->dispose (object);
}

static void
duo_day_column_finalize (GObject *object)
{
  DuoDayColumn *self = DUO_DAY_COLUMN (object);

  g_clear_pointer (&self->day, duo_day_unref);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->cells);
  g_array_unref (self->gaps);
  g_ptr_array_unref (self->shades);
  g_free (self->recruiter);

  G_OBJECT_CLASS (duo_day_column_parent_class)->finalize (object);
}

static void
duo_day_column_class_init (DuoDayColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_day_column_dispose;
  object_class->finalize = duo_day_column_finalize;
  widget_class->snapshot = duo_day_column_snapshot;
  gtk_widget_class_set_css_name (widget_class, "daycolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
duo_day_column_init (DuoDayColumn *self)
{
  self->blocks = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  self->gaps = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  self->shades = g_ptr_array_new ();
  self->layout = DUO_DAY_LAYOUT (duo_day_layout_new ());
  gtk_widget_set_layout_manager (GTK_WIDGET (self), GTK_LAYOUT_MANAGER (self->layout));
}

GtkWidget *
duo_day_column_new (DuoEvent *event, DuoDay *day, DuoMinutes hours, DuoMinutes shown)
{
  DuoDayColumn *self = g_object_new (DUO_TYPE_DAY_COLUMN, NULL);
  GTimeZone *zone = duo_event_get_zone (event);
  g_autofree char *name = duo_text_day (duo_text_date_noon (duo_day_get_date (day), zone), zone);

  self->event = g_object_ref (event);
  self->day = duo_day_ref (day);
  duo_day_layout_set_hours (self->layout, shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  add_shades (self, hours);
  duo_day_column_fill (self);
  return GTK_WIDGET (self);
}
