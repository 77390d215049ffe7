/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-schedule-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-day-column.h"
#include "duo-day-head.h"
#include "duo-schedule-focus.h"
#include "duo-time-axis.h"
#include "shell/duo-chat-watch.h"
#include "shell/duo-text.h"

#define TICK_SECONDS 5
/* Minutes of empty calendar after the last hour, so that it ends visibly. */
#define ROOM_BELOW 60
#define AXIS_WIDTH 140
#define AXIS_WIDTH_ONE_ZONE 84

struct _DuoSchedulePage
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChatWatch *watch;
  GTimeZone *mine; /* NULL where it does not differ */
  GPtrArray *columns;
  char *shown_date; /* the one day that narrow shows */
  gboolean narrow;
  gboolean scrolled;
  guint tick;
  guint refill;

  GtkStack *stack;
  GtkWidget *empty;
  AdwStatusPage *loading;
  GtkButton *empty_button;
  GtkWidget *calendar;
  GtkWidget *narrow_head;
  GtkLabel *narrow_zones;
  AdwToggleGroup *day_toggles;
  GtkWidget *wide_head;
  GtkWidget *zones_box;
  GtkLabel *zone_label;
  GtkLabel *my_zone_label;
  GtkBox *heads;
  GtkBox *columns_box;
  GtkScrolledWindow *scroller;
  DuoTimeAxis *axis;
  GtkSizeGroup *axis_widths;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoSchedulePage, duo_schedule_page, ADW_TYPE_BIN)

static gint64
get_now (DuoSchedulePage *self)
{
  return duo_clock_now (duo_session_get_clock (self->session));
}

static char *
dup_today (DuoSchedulePage *self)
{
  return duo_text_date (get_now (self), duo_event_get_zone (self->event));
}

/* What moves with the time --------------------------------------------------------------------------------------- */

static gboolean
is_shown (DuoSchedulePage *self, const char *date)
{
  return !self->narrow || g_strcmp0 (date, self->shown_date) == 0;
}

static void
update_now (DuoSchedulePage *self, gint64 now)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *today = dup_today (self);
  g_autofree char *text = duo_text_time (now, zone);
  gboolean on_screen = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *date = duo_day_column_get_date (self->columns->pdata[i]);

      on_screen |= g_str_equal (date, today) && is_shown (self, date);
    }
  duo_time_axis_set_now (
      self->axis,
      on_screen ? duo_day_plan_get_minutes ((DuoTimeRange) {now, now + 60}, today, zone).start : -1, text);
}

static void
update (DuoSchedulePage *self)
{
  gint64 now = get_now (self);
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (self->heads));
  g_autofree char *today = dup_today (self);

  for (guint i = 0; i < self->columns->len; i++)
    {
      DuoDayColumn *column = self->columns->pdata[i];
      const char *date = duo_day_column_get_date (column);
      g_autofree char *text = duo_day_column_describe (column);
      AdwToggle *toggle = adw_toggle_group_get_toggle_by_name (self->day_toggles, date);

      duo_day_column_update (column, now, online);
      duo_day_head_update (DUO_DAY_HEAD (head), text, g_str_equal (date, today));
      duo_day_head_update (DUO_DAY_HEAD (adw_toggle_get_child (toggle)), text, g_str_equal (date, today));
      head = gtk_widget_get_next_sibling (head);
    }
  update_now (self, now);
  duo_schedule_focus_settle (self->columns, now);
}

static gboolean
on_tick (gpointer data)
{
  update (data);
  return G_SOURCE_CONTINUE;
}

/* Opening -------------------------------------------------------------------------------------------------------- */

/* The minute of the first chat ahead on the days that are shown; -1 where there is none */
static int
find_ahead (DuoSchedulePage *self, gint64 now)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      DuoDayColumn *column = self->columns->pdata[i];
      GPtrArray *blocks = duo_day_column_get_blocks (column);

      for (guint j = 0; is_shown (self, duo_day_column_get_date (column)) && j < blocks->len; j++)
        if (duo_chat_get_range (duo_chat_block_get_chat (blocks->pdata[j])).end > now)
          return duo_day_column_get_start (column, blocks->pdata[j]);
    }

  return -1;
}

/* Now, on a day of the event; else the first chat ahead; -1 where there is neither */
static int
get_opening (DuoSchedulePage *self)
{
  gint64 now = get_now (self);
  g_autofree char *today = dup_today (self);

  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (duo_day_column_get_date (self->columns->pdata[i]), today))
      return duo_day_plan_get_minutes ((DuoTimeRange) {now, now + 60}, today,
                                       duo_event_get_zone (self->event))
          .start;

  return find_ahead (self, now);
}

/* Once, with what matters in the upper third, as soon as the hours are laid out: before that there is no height to
 * scroll in, and afterwards it is the user who scrolls. */
static void
open_calendar (DuoSchedulePage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (adjustment);
  int minute;

  if (self->scrolled || !self->event || gtk_stack_get_visible_child (self->stack) != self->calendar ||
      gtk_adjustment_get_upper (adjustment) <= page)
    return;

  self->scrolled = TRUE;
  minute = get_opening (self);
  if (minute >= 0)
    gtk_adjustment_set_value (adjustment, duo_time_axis_get_y (self->axis, minute) - page / 3);
}

/* What there is --------------------------------------------------------------------------------------------------- */

static void
show_days (DuoSchedulePage *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    gtk_widget_set_visible (self->columns->pdata[i],
                            is_shown (self, duo_day_column_get_date (self->columns->pdata[i])));
  gtk_widget_set_visible (self->narrow_head, self->narrow);
  gtk_widget_set_visible (self->wide_head, !self->narrow);
  gtk_size_group_set_mode (self->axis_widths, self->narrow ? GTK_SIZE_GROUP_NONE : GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_set_margin_end (GTK_WIDGET (self->columns_box), self->narrow ? 6 : 24);
  gtk_widget_set_size_request (
      GTK_WIDGET (self->axis),
      self->narrow ? (self->mine ? 114 : 64) : (self->mine ? AXIS_WIDTH : AXIS_WIDTH_ONE_ZONE), -1);
  if (self->narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static gboolean
has_chats (DuoSchedulePage *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (duo_day_column_get_blocks (self->columns->pdata[i])->len > 0)
      return TRUE;

  return FALSE;
}

/* Minutes from one chat to the next, where they are closest. */
static guint
get_closest (DuoSchedulePage *self)
{
  int closest = 60;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GPtrArray *blocks = duo_day_column_get_blocks (self->columns->pdata[i]);

      for (guint j = 1; j < blocks->len; j++)
        {
          int before = duo_day_column_get_start (self->columns->pdata[i], blocks->pdata[j - 1]);
          int start = duo_day_column_get_start (self->columns->pdata[i], blocks->pdata[j]);

          if (start > before)
            closest = MIN (closest, start - before);
        }
    }

  return closest;
}

/* A short chat is as high as its line, over the time that is free after it: only neighbours stretch the hours. */
static void
stretch_hours (DuoSchedulePage *self)
{
  guint closest = get_closest (self);

  for (guint i = 0; i < self->columns->len; i++)
    duo_day_column_set_closest (self->columns->pdata[i], closest);
  duo_time_axis_set_closest (self->axis, closest);
}

static GtkWidget *
choose_child (DuoSchedulePage *self)
{
  if (has_chats (self))
    return self->calendar;

  return duo_session_get_synced_at (self->session) > 0 ? self->empty : GTK_WIDGET (self->loading);
}

static gboolean
on_refill (gpointer data)
{
  DuoSchedulePage *self = data;

  self->refill = 0;
  for (guint i = 0; i < self->columns->len; i++)
    duo_day_column_fill (self->columns->pdata[i]);
  stretch_hours (self);
  gtk_stack_set_visible_child (self->stack, choose_child (self));
  if (!self->scrolled)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  update (self);
  return G_SOURCE_REMOVE;
}

/* A batch of changes is one rearrangement. */
static void
queue_refill (DuoSchedulePage *self)
{
  if (!self->refill)
    self->refill = g_idle_add (on_refill, self);
}

static void
add_day (DuoSchedulePage *self, DuoDay *day, DuoMinutes hours, DuoMinutes shown)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  const char *date = duo_day_get_date (day);
  gint64 noon = duo_text_date_noon (date, zone);
  g_autofree char *full = duo_text_day (noon, zone);
  g_autofree char *brief = duo_text_day_short (noon, zone);
  GtkWidget *column = duo_day_column_new (self->event, day, hours, shown);
  AdwToggle *toggle = adw_toggle_new ();

  g_ptr_array_add (self->columns, column);
  gtk_box_append (self->columns_box, column);
  gtk_box_append (self->heads, duo_day_head_new (full, FALSE));

  adw_toggle_set_name (toggle, date);
  adw_toggle_set_label (toggle, full);
  adw_toggle_set_child (toggle, duo_day_head_new (brief, TRUE));
  adw_toggle_set_tooltip (toggle, full);
  adw_toggle_group_add (self->day_toggles, toggle);
}

static void
update_zones (DuoSchedulePage *self)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *city = duo_text_city (zone);
  g_autofree char *my_city = self->mine ? duo_text_city (self->mine) : g_strdup ("");
  /* Columns as narrow as a time have no room for cities above them.
   * TRANSLATORS: whose times stand where: "Stockholm time, New York time beside it" */
  g_autofree char *both = g_strdup_printf (_ ("%s time, %s time beside it"), city, my_city);

  gtk_label_set_label (self->zone_label, city);
  gtk_label_set_label (self->narrow_zones, both);
  gtk_label_set_label (self->my_zone_label, my_city);
  gtk_widget_set_visible (GTK_WIDGET (self->my_zone_label), self->mine != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_zones), self->mine != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->zone_label), self->mine ? 1 : 0);
  gtk_widget_set_size_request (self->zones_box, self->mine ? AXIS_WIDTH : AXIS_WIDTH_ONE_ZONE, -1);
}

static void
clear_days (DuoSchedulePage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->heads))))
    gtk_box_remove (self->heads, child);
  for (guint i = 0; i < self->columns->len; i++)
    gtk_box_remove (self->columns_box, self->columns->pdata[i]);
  g_ptr_array_set_size (self->columns, 0);
  adw_toggle_group_remove_all (self->day_toggles);
}

/* The day to open with: today, else the next one, else the last. */
static const char *
choose_date (DuoSchedulePage *self)
{
  g_autofree char *today = dup_today (self);
  const char *date = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      date = duo_day_column_get_date (self->columns->pdata[i]);
      if (strcmp (date, today) >= 0)
        return date;
    }

  return date;
}

static void
make_days (DuoSchedulePage *self)
{
  const DuoEventRecord *record = duo_event_get_record (self->event);
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  DuoMinutes hours = duo_day_plan_get_hours (self->event);
  DuoMinutes shown = {hours.start, MIN (hours.end + ROOM_BELOW, 24 * 60)};
  gboolean talent = duo_event_get_role (self->event) == DUO_ROLE_TALENT;

  clear_days (self);
  for (guint i = 0; record->days && i < record->days->len; i++)
    add_day (self, record->days->pdata[i], hours, shown);

  g_clear_pointer (&self->mine, g_time_zone_unref);
  if (duo_text_zones_differ (zone, local, duo_event_record_get_span (record).start))
    self->mine = g_time_zone_ref (local);
  update_zones (self);
  gtk_button_set_label (self->empty_button, talent ? _ ("Find Recruiters") : _ ("Find Talents"));
  if (self->columns->len == 0)
    return;

  g_set_str (&self->shown_date, choose_date (self));
  adw_toggle_group_set_active_name (self->day_toggles, self->shown_date);
  duo_time_axis_set_day (self->axis, self->shown_date, zone, self->mine, shown);
}

static void
on_event_changed (DuoSchedulePage *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  g_clear_object (&self->watch);
  if (!g_set_object (&self->event, event) && !event)
    return;
  if (!event)
    {
      clear_days (self);
      return;
    }

  make_days (self);
  self->watch = duo_chat_watch_new (event);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (queue_refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "removed", G_CALLBACK (queue_refill), self, G_CONNECT_SWAPPED);
  show_days (self);
  on_refill (self);
}

static void
on_day_chosen (DuoSchedulePage *self)
{
  const char *date = adw_toggle_group_get_active_name (self->day_toggles);

  if (!date || g_strcmp0 (date, self->shown_date) == 0)
    return;

  g_set_str (&self->shown_date, date);
  show_days (self);
  update (self);
}

static gboolean
on_key_pressed (DuoSchedulePage *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return duo_schedule_focus_move (self->columns, GTK_DIR_UP);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return duo_schedule_focus_move (self->columns, GTK_DIR_DOWN);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return duo_schedule_focus_move (self->columns, mirrored ? GTK_DIR_RIGHT : GTK_DIR_LEFT);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return duo_schedule_focus_move (self->columns, mirrored ? GTK_DIR_LEFT : GTK_DIR_RIGHT);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static GtkSizeRequestMode
duo_schedule_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
duo_schedule_page_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, NULL,
                      NULL);
}

static void
duo_schedule_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (adw_bin_get_child (ADW_BIN (widget)), &(GtkAllocation) {0, 0, width, height}, -1);
  open_calendar (DUO_SCHEDULE_PAGE (widget));
}

static void
duo_schedule_page_map (GtkWidget *widget)
{
  DuoSchedulePage *self = DUO_SCHEDULE_PAGE (widget);

  GTK_WIDGET_CLASS (duo_schedule_page_parent_class)->map (widget);

  if (self->event)
    update (self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static void
duo_schedule_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DUO_SCHEDULE_PAGE (widget)->tick, g_source_remove);

  GTK_WIDGET_CLASS (duo_schedule_page_parent_class)->unmap (widget);
}

static void
duo_schedule_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, DUO_SCHEDULE_PAGE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_narrow (DuoSchedulePage *self, gboolean narrow)
{
  if (narrow == self->narrow)
    return;

  self->narrow = narrow;
  show_days (self);
  if (self->event)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
duo_schedule_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      set_narrow (DUO_SCHEDULE_PAGE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_schedule_page_dispose (GObject *object)
{
  DuoSchedulePage *self = DUO_SCHEDULE_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->refill, g_source_remove);
  g_clear_object (&self->watch);
  if (self->columns)
    g_ptr_array_set_size (self->columns, 0);
  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_SCHEDULE_PAGE);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_schedule_page_parent_class)->dispose (object);
}

static void
duo_schedule_page_finalize (GObject *object)
{
  DuoSchedulePage *self = DUO_SCHEDULE_PAGE (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_time_zone_unref);
  g_free (self->shown_date);

  G_OBJECT_CLASS (duo_schedule_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, empty);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, loading);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, calendar);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, narrow_head);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, narrow_zones);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, day_toggles);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, wide_head);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, zones_box);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, zone_label);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, my_zone_label);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, heads);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, columns_box);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, axis);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, axis_widths);
}

static void
duo_schedule_page_class_init (DuoSchedulePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_schedule_page_dispose;
  object_class->finalize = duo_schedule_page_finalize;
  object_class->get_property = duo_schedule_page_get_property;
  object_class->set_property = duo_schedule_page_set_property;
  widget_class->get_request_mode = duo_schedule_page_get_request_mode;
  widget_class->measure = duo_schedule_page_measure;
  widget_class->size_allocate = duo_schedule_page_size_allocate;
  widget_class->map = duo_schedule_page_map;
  widget_class->unmap = duo_schedule_page_unmap;

  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DUO_TYPE_TIME_AXIS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-schedule-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_day_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
duo_schedule_page_init (DuoSchedulePage *self)
{
  g_autoptr (AdwSpinnerPaintable) spinner = NULL;

  self->columns = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Whoever allocates knows first when there is something to scroll. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  spinner = adw_spinner_paintable_new (GTK_WIDGET (self->loading));
  adw_status_page_set_paintable (self->loading, GDK_PAINTABLE (spinner));
}

GtkWidget *
duo_schedule_page_new (DuoSession *session)
{
  DuoSchedulePage *self = g_object_new (DUO_TYPE_SCHEDULE_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (on_event_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (queue_refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::synced-at", G_CALLBACK (queue_refill), self, G_CONNECT_SWAPPED);
  on_event_changed (self);
  return GTK_WIDGET (self);
}
