/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-fader.h"

struct _DuoRoomFader
{
  GObject parent_instance;

  GtkWidget *stage; /* not owned: it owns this */
  GtkWidget *root;  /* (nullable): weak; hears the keys */
  GtkEventController *keys;
  GPtrArray *focuses;
  DuoScreenReader *reader;
  GtkWidget *overlooked; /* (nullable): weak; its focus keeps nothing */
  guint delay;
  guint first_delay;
  gint64 first_end; /* monotonic: of the first showing; 0 before it */
  guint timer;
  double x;
  double y;
  gboolean shown;
  gboolean may_fade;
};

enum
{
  PROP_SHOWN = 1,
  PROP_MAY_FADE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoRoomFader, duo_room_fader, G_TYPE_OBJECT)

static void
set_shown (DuoRoomFader *self, gboolean shown)
{
  if (self->shown == shown)
    return;

  self->shown = shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static GtkWidget *
get_focus (DuoRoomFader *self)
{
  return GTK_IS_ROOT (self->root) ? gtk_root_get_focus (GTK_ROOT (self->root)) : NULL;
}

static gboolean
has_focus (DuoRoomFader *self)
{
  if (self->overlooked && get_focus (self) == self->overlooked)
    return FALSE;

  for (guint i = 0; i < self->focuses->len; i++)
    if (gtk_event_controller_focus_contains_focus (g_ptr_array_index (self->focuses, i)))
      return TRUE;

  return FALSE;
}

static gboolean
must_stay (DuoRoomFader *self)
{
  return !self->may_fade || has_focus (self) || duo_screen_reader_get_active (self->reader);
}

static void
on_delay_over (gpointer data)
{
  DuoRoomFader *self = data;

  self->timer = 0;
  if (!must_stay (self))
    set_shown (self, FALSE);
}

static void
show_again (DuoRoomFader *self)
{
  gint64 first = (self->first_end - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;

  /* Whoever went elsewhere and comes back does so on purpose. */
  if (self->overlooked && get_focus (self) != self->overlooked)
    g_clear_weak_pointer (&self->overlooked);
  set_shown (self, TRUE);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once ((guint) MAX (self->delay, first), on_delay_over, self);
}

static void
on_motion (DuoRoomFader *self, double x, double y)
{
  /* GTK repeats the pointer's place when widgets change under it: that is no movement. */
  if (G_APPROX_VALUE (self->x, x, 0.5) && G_APPROX_VALUE (self->y, y, 0.5))
    return;

  self->x = x;
  self->y = y;
  show_again (self);
}

static gboolean
on_key_pressed (DuoRoomFader *self)
{
  show_again (self);

  return GDK_EVENT_PROPAGATE;
}

/* Keys come to the window: where nothing has the focus, they go no deeper. */
static void
set_root (DuoRoomFader *self, GtkWidget *root)
{
  if (self->root == root)
    return;

  if (self->root)
    gtk_widget_remove_controller (self->root, self->keys);
  g_set_weak_pointer (&self->root, root);
  if (root)
    gtk_widget_add_controller (root, g_object_ref (self->keys));
}

static void
on_root_changed (DuoRoomFader *self)
{
  set_root (self, GTK_WIDGET (gtk_widget_get_root (self->stage)));
}

static void
duo_room_fader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoRoomFader *self = DUO_ROOM_FADER (object);

  if (id == PROP_SHOWN)
    g_value_set_boolean (value, self->shown);
  else if (id == PROP_MAY_FADE)
    g_value_set_boolean (value, self->may_fade);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_room_fader_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MAY_FADE)
    duo_room_fader_set_may_fade (DUO_ROOM_FADER (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_room_fader_dispose (GObject *object)
{
  DuoRoomFader *self = DUO_ROOM_FADER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->overlooked);
  set_root (self, NULL);
  g_clear_object (&self->keys);
  for (guint i = 0; i < self->focuses->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->focuses, i), self);
  g_ptr_array_set_size (self->focuses, 0);
  if (self->reader != NULL)
    g_signal_handlers_disconnect_by_data (self->reader, self);
  g_clear_object (&self->reader);

  G_OBJECT_CLASS (duo_room_fader_parent_class)->dispose (object);
}

static void
duo_room_fader_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_ROOM_FADER (object)->focuses);

  G_OBJECT_CLASS (duo_room_fader_parent_class)->finalize (object);
}

static void
duo_room_fader_class_init (DuoRoomFaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_room_fader_dispose;
  object_class->finalize = duo_room_fader_finalize;
  object_class->get_property = duo_room_fader_get_property;
  object_class->set_property = duo_room_fader_set_property;

  properties[PROP_SHOWN] =
      g_param_spec_boolean ("shown", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAY_FADE] = g_param_spec_boolean (
      "may-fade", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_room_fader_init (DuoRoomFader *self)
{
  self->shown = TRUE;
  self->focuses = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Controllers live as long as the stage, which may outlive this object: so they hold no bare pointer to it. */
static void
watch_stage (DuoRoomFader *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *touch = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->stage, motion);

  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_static_name (self->keys, "room-keys");
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "notify::root", G_CALLBACK (on_root_changed), self,
                           G_CONNECT_SWAPPED);
  on_root_changed (self);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (touch), GTK_PHASE_CAPTURE);
  g_signal_connect_object (touch, "pressed", G_CALLBACK (show_again), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->stage, GTK_EVENT_CONTROLLER (touch));
}

DuoRoomFader *
duo_room_fader_new (GtkWidget *stage, DuoScreenReader *reader, guint delay, guint first_delay)
{
  DuoRoomFader *self = g_object_new (DUO_TYPE_ROOM_FADER, NULL);

  self->stage = stage;
  self->delay = delay;
  self->first_delay = first_delay;
  self->reader = g_object_ref (reader);
  g_signal_connect_swapped (reader, "notify::active", G_CALLBACK (show_again), self);
  watch_stage (self);

  return self;
}

void
duo_room_fader_add_controls (DuoRoomFader *self, GtkWidget *controls)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "notify::contains-focus", G_CALLBACK (show_again), self);
  g_ptr_array_add (self->focuses, g_object_ref (focus));
  gtk_widget_add_controller (controls, focus);
}

void
duo_room_fader_overlook_focus (DuoRoomFader *self, GtkWidget *widget)
{
  g_set_weak_pointer (&self->overlooked, widget);
}

gboolean
duo_room_fader_get_shown (DuoRoomFader *self)
{
  return self->shown;
}

void
duo_room_fader_set_may_fade (DuoRoomFader *self, gboolean may_fade)
{
  if (self->may_fade == may_fade)
    return;

  self->may_fade = may_fade;
  if (may_fade && self->first_end == 0)
    self->first_end = g_get_monotonic_time () + self->first_delay * G_TIME_SPAN_MILLISECOND;
  show_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAY_FADE]);
}
