/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-event-calendar-private.h"

#include "duo-day-head.h"
#include "duo-schedule-focus.h"
#include "shell/duo-text.h"

#define TICK_SECONDS 5

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_STACKED,
  N_PROPS,
};

enum
{
  DAYS_MADE,
  FILLED,
  UPDATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoEventCalendar, duo_event_calendar, ADW_TYPE_BIN)

gint64
duo_event_calendar_get_now (DuoEventCalendar *self)
{
  return duo_clock_now (duo_session_get_clock (self->session));
}

char *
duo_event_calendar_dup_today (DuoEventCalendar *self)
{
  return duo_text_date (duo_event_calendar_get_now (self), duo_event_get_zone (self->event));
}

gboolean
duo_event_calendar_is_shown (DuoEventCalendar *self, const char *date)
{
  return !self->narrow || g_strcmp0 (date, self->shown_date) == 0;
}

static char *
describe (DuoEventCalendar *self, DuoDayColumn *column)
{
  return self->maker.describe ? self->maker.describe (column, self->maker_data)
                              : duo_day_column_describe (column);
}

void
duo_event_calendar_update (DuoEventCalendar *self)
{
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (self->heads));
  g_autofree char *today = NULL;
  gboolean online;
  gint64 now;

  if (!self->event)
    return;

  now = duo_event_calendar_get_now (self);
  online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  today = duo_event_calendar_dup_today (self);
  for (guint i = 0; i < self->columns->len; i++)
    {
      DuoDayColumn *column = self->columns->pdata[i];
      const char *date = duo_day_column_get_date (column);
      g_autofree char *text = describe (self, column);
      AdwToggle *toggle = adw_toggle_group_get_toggle_by_name (self->day_toggles, date);

      duo_day_column_update (column, now, online);
      if (DUO_IS_DAY_HEAD (head))
        duo_day_head_update (DUO_DAY_HEAD (head), text, g_str_equal (date, today));
      duo_day_head_update (DUO_DAY_HEAD (adw_toggle_get_child (toggle)), text, g_str_equal (date, today));
      head = gtk_widget_get_next_sibling (head);
    }
  duo_event_calendar_mark_now (self);
  g_signal_emit (self, signals[UPDATED], 0);
  duo_schedule_focus_settle (self->columns, now);
}

static gboolean
on_tick (gpointer data)
{
  duo_event_calendar_update (data);
  return G_SOURCE_CONTINUE;
}

gboolean
duo_event_calendar_has_chats (DuoEventCalendar *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (duo_day_column_get_blocks (self->columns->pdata[i])->len > 0)
      return TRUE;

  return FALSE;
}

/* Minutes from one chat or slot to the next, where they are closest. */
static guint
get_closest (DuoEventCalendar *self)
{
  int closest = 60;

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autoptr (GPtrArray) stops = duo_day_column_dup_stops (self->columns->pdata[i]);

      for (guint j = 1; j < stops->len; j++)
        {
          int before = duo_day_column_get_start (self->columns->pdata[i], stops->pdata[j - 1]);
          int start = duo_day_column_get_start (self->columns->pdata[i], stops->pdata[j]);

          if (start > before)
            closest = MIN (closest, start - before);
        }
    }

  return closest;
}

/* A short chat is as high as its line, over the time that is free after it: only neighbours stretch the hours. */
static void
stretch_hours (DuoEventCalendar *self)
{
  guint closest = self->hour_height ? MIN (self->closest, get_closest (self)) : get_closest (self);
  double hour = duo_time_axis_get_y (self->axis, 60) - duo_time_axis_get_y (self->axis, 0);
  double minute = duo_event_calendar_get_minute (self);

  for (guint i = 0; i < self->columns->len; i++)
    duo_day_column_set_scale (self->columns->pdata[i], self->hour_height, closest);
  duo_time_axis_set_scale (self->axis, self->hour_height, closest);
  if (self->scrolled && self->kept < 0 &&
      duo_time_axis_get_y (self->axis, 60) - duo_time_axis_get_y (self->axis, 0) != hour)
    self->kept = minute;
}

void
duo_event_calendar_set_scale (DuoEventCalendar *self, guint hour_height, guint closest)
{
  self->hour_height = hour_height;
  self->closest = closest;
  stretch_hours (self);
}

/* What was queued is done with it. */
static void
fill (DuoEventCalendar *self)
{
  g_clear_handle_id (&self->refill, g_source_remove);
  for (guint i = 0; i < self->columns->len; i++)
    duo_day_column_fill (self->columns->pdata[i]);
  g_signal_emit (self, signals[FILLED], 0);
  stretch_hours (self);
  if (!self->scrolled)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  duo_event_calendar_update (self);
}

static gboolean
on_refill (gpointer data)
{
  DuoEventCalendar *self = data;

  self->refill = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

/* A batch of changes is one rearrangement. */
void
duo_event_calendar_queue_fill (DuoEventCalendar *self)
{
  if (!self->refill)
    self->refill = g_idle_add (on_refill, self);
}

static void
renew_days (DuoEventCalendar *self)
{
  duo_event_calendar_make_days (self);
  g_signal_emit (self, signals[DAYS_MADE], 0);
  duo_event_calendar_show_days (self);
  fill (self);
}

/* Organizers change days while people look at them. */
static void
on_event_changed (DuoEventCalendar *self)
{
  if (!duo_event_calendar_has_days_of_event (self))
    renew_days (self);
}

static DuoChatWatch *
watch (DuoEventCalendar *self, GListModel *chats)
{
  DuoChatWatch *made = duo_chat_watch_new_for_list (chats);

  g_signal_connect_object (made, "changed", G_CALLBACK (duo_event_calendar_queue_fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (made, "removed", G_CALLBACK (duo_event_calendar_queue_fill), self,
                           G_CONNECT_SWAPPED);
  return made;
}

void
duo_event_calendar_show_event (DuoEventCalendar *self, DuoEvent *event)
{
  g_return_if_fail (DUO_IS_EVENT_CALENDAR (self));

  g_clear_object (&self->watch);
  g_clear_object (&self->others_watch);
  if (self->event)
    g_clear_signal_handler (&self->event_changed, self->event);
  g_set_object (&self->event, event);
  if (!event)
    {
      duo_event_calendar_clear_days (self);
      return;
    }

  self->event_changed = g_signal_connect_swapped (event, "changed", G_CALLBACK (on_event_changed), self);
  self->watch = watch (self, duo_event_get_chats (event));
  if (self->recruiter)
    self->others_watch = watch (self, duo_event_get_other_chats (event));
  renew_days (self);
}

void
duo_event_calendar_set_recruiter (DuoEventCalendar *self, const char *recruiter)
{
  if (!g_set_str (&self->recruiter, recruiter))
    return;

  for (guint i = 0; i < self->columns->len; i++)
    duo_day_column_set_recruiter (self->columns->pdata[i], recruiter);
  if (self->event && !self->others_watch)
    self->others_watch = watch (self, duo_event_get_other_chats (self->event));
  duo_event_calendar_queue_fill (self);
}

static void
on_day_chosen (DuoEventCalendar *self)
{
  const char *date = adw_toggle_group_get_active_name (self->day_toggles);

  if (!date || g_strcmp0 (date, self->shown_date) == 0)
    return;

  g_set_str (&self->shown_date, date);
  duo_event_calendar_show_days (self);
  duo_event_calendar_update (self);
}

static gboolean
on_key_pressed (DuoEventCalendar *self, guint key, guint code, GdkModifierType modifiers)
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
duo_event_calendar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
duo_event_calendar_measure (GtkWidget *widget,
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
duo_event_calendar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (adw_bin_get_child (ADW_BIN (widget)), &(GtkAllocation) {0, 0, width, height}, -1);
  duo_event_calendar_open (DUO_EVENT_CALENDAR (widget));
}

static void
duo_event_calendar_map (GtkWidget *widget)
{
  DuoEventCalendar *self = DUO_EVENT_CALENDAR (widget);

  GTK_WIDGET_CLASS (duo_event_calendar_parent_class)->map (widget);

  duo_event_calendar_update (self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static void
duo_event_calendar_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DUO_EVENT_CALENDAR (widget)->tick, g_source_remove);

  GTK_WIDGET_CLASS (duo_event_calendar_parent_class)->unmap (widget);
}

static void
duo_event_calendar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, DUO_EVENT_CALENDAR (object)->narrow);
      break;
    case PROP_STACKED:
      g_value_set_boolean (value, DUO_EVENT_CALENDAR (object)->stacked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_narrow (DuoEventCalendar *self, gboolean narrow)
{
  if (narrow == self->narrow)
    return;

  self->narrow = narrow;
  duo_event_calendar_show_days (self);
  if (self->event)
    duo_event_calendar_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
set_stacked (DuoEventCalendar *self, gboolean stacked)
{
  if (stacked == self->stacked)
    return;

  self->stacked = stacked;
  duo_time_axis_set_stacked (self->axis, stacked);
  duo_event_calendar_show_days (self);
  if (self->event)
    {
      duo_event_calendar_update_zones (self);
      duo_event_calendar_update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACKED]);
}

static void
duo_event_calendar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      set_narrow (DUO_EVENT_CALENDAR (object), g_value_get_boolean (value));
      break;
    case PROP_STACKED:
      set_stacked (DUO_EVENT_CALENDAR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_event_calendar_dispose (GObject *object)
{
  DuoEventCalendar *self = DUO_EVENT_CALENDAR (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->refill, g_source_remove);
  g_clear_object (&self->watch);
  g_clear_object (&self->others_watch);
  if (self->event)
    g_clear_signal_handler (&self->event_changed, self->event);
  if (self->columns)
    g_ptr_array_set_size (self->columns, 0);
  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_EVENT_CALENDAR);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_event_calendar_parent_class)->dispose (object);
}

static void
duo_event_calendar_finalize (GObject *object)
{
  DuoEventCalendar *self = DUO_EVENT_CALENDAR (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_time_zone_unref);
  g_free (self->shown_date);
  g_free (self->recruiter);

  G_OBJECT_CLASS (duo_event_calendar_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, narrow_head);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, narrow_zones);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, day_toggles);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, wide_head);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, zones_box);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, zone_label);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, my_zone_label);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, heads);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, columns_box);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, scroller);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, axis);
  gtk_widget_class_bind_template_child (widget_class, DuoEventCalendar, axis_widths);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, DUO_TYPE_EVENT_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_event_calendar_class_init (DuoEventCalendarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = duo_event_calendar_dispose;
  object_class->finalize = duo_event_calendar_finalize;
  object_class->get_property = duo_event_calendar_get_property;
  object_class->set_property = duo_event_calendar_set_property;
  widget_class->get_request_mode = duo_event_calendar_get_request_mode;
  widget_class->measure = duo_event_calendar_measure;
  widget_class->size_allocate = duo_event_calendar_size_allocate;
  widget_class->map = duo_event_calendar_map;
  widget_class->unmap = duo_event_calendar_unmap;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_STACKED] = g_param_spec_boolean ("stacked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[DAYS_MADE] = new_signal ("days-made");
  signals[FILLED] = new_signal ("filled");
  signals[UPDATED] = new_signal ("updated");

  g_type_ensure (DUO_TYPE_TIME_AXIS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-event-calendar.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_day_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
duo_event_calendar_init (DuoEventCalendar *self)
{
  self->columns = g_ptr_array_new ();
  self->kept = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Whoever allocates knows first when there is something to scroll. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

void
duo_event_calendar_set_session (DuoEventCalendar *self, DuoSession *session)
{
  g_return_if_fail (DUO_IS_EVENT_CALENDAR (self));

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (duo_event_calendar_queue_fill), self,
                           G_CONNECT_SWAPPED);
}

void
duo_event_calendar_set_heads (DuoEventCalendar *self, const DuoEventCalendarHeads *heads, gpointer data)
{
  g_return_if_fail (DUO_IS_EVENT_CALENDAR (self));

  self->maker = *heads;
  self->maker_data = data;
}

GPtrArray *
duo_event_calendar_get_columns (DuoEventCalendar *self)
{
  g_return_val_if_fail (DUO_IS_EVENT_CALENDAR (self), NULL);

  return self->columns;
}
