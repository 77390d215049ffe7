/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-page-private.h"

#include <glib/gi18n.h>

#include "duo-room-fader.h"
#include "duo-screen-reader.h"
#include "shell/duo-window.h"

#define PROBE_SECONDS 15

enum
{
  PROP_MICROPHONE = 1,
  PROP_CAMERA,
  PROP_SCREEN_SHARED,
  PROP_TEXT_SHOWN,
  PROP_NOTES_SHOWN,
  PROP_PANEL_SHOWN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoRoomPage, duo_room_page, ADW_TYPE_NAVIGATION_PAGE)

gboolean
duo_room_page_is_showing (DuoRoomPage *self, const char *view)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), view) == 0;
}

gint64
duo_room_page_get_now (DuoRoomPage *self)
{
  return duo_clock_now (duo_session_get_clock (self->session));
}

GTimeZone *
duo_room_page_get_zone (DuoRoomPage *self)
{
  return duo_event_get_zone (self->event);
}

DuoCall *
duo_room_page_get_call (DuoRoomPage *self)
{
  return self->visit != NULL ? duo_room_visit_get_call (self->visit) : NULL;
}

DuoRefusal
duo_room_page_judge_join (DuoRoomPage *self)
{
  return duo_event_judge (self->event, DUO_VERB_JOIN, NULL, self->chat).refusal;
}

void
duo_room_page_update_mine (DuoRoomPage *self)
{
  duo_room_stage_set_mine (self->stage, duo_room_page_get_microphone (self), duo_room_page_get_camera (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MICROPHONE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAMERA]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCREEN_SHARED]);
}

void
duo_room_page_notify_panel (DuoRoomPage *self)
{
  for (guint i = PROP_TEXT_SHOWN; i <= PROP_PANEL_SHOWN; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

void
duo_room_page_show_view (DuoRoomPage *self, const char *view)
{
  gtk_stack_set_visible_child_name (self->views, view);
  /* Back and Escape would hang up by accident. */
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), !duo_room_page_is_showing (self, "stage"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "room.leave", duo_room_page_is_showing (self, "stage"));
}

static void
on_tick_check (DuoRoomPage *self)
{
  duo_room_page_update_check (self);
  if (self->ticks % PROBE_SECONDS == 0)
    duo_room_page_probe (self);
}

static void
tick (DuoRoomPage *self)
{
  if (duo_room_page_is_showing (self, "check"))
    on_tick_check (self);
  else if (duo_room_page_is_showing (self, "after"))
    duo_room_page_update_after (self);
  else if (duo_room_page_get_call (self) != NULL)
    duo_room_page_update_stage (self);
  duo_room_stage_set_time (self->stage, duo_chat_get_range (self->chat), duo_room_page_get_now (self));
  duo_room_page_update_time (self);
  if (self->ticks % PROBE_SECONDS == 0)
    duo_room_page_look (self);
  self->ticks++;
}

static gboolean
on_tick (gpointer data)
{
  tick (data);

  return G_SOURCE_CONTINUE;
}

static void
on_join (GtkWidget *widget, const char *name, GVariant *parameter)
{
  duo_room_page_enter (DUO_ROOM_PAGE (widget));
}

static void
on_leave (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  if (self->visit != NULL)
    duo_room_visit_leave (self->visit);
}

static void
on_rejoin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  g_clear_error (&self->refusal);
  if (duo_room_page_resume_devices (self) && duo_session_get_state (self->session) == DUO_SESSION_ONLINE)
    {
      duo_room_page_enter (self);
      return;
    }
  duo_room_page_show_check (self);
}

gboolean
duo_room_page_leave_fullscreen (DuoRoomPage *self)
{
  if (self->window == NULL || !gtk_window_is_fullscreen (self->window))
    return FALSE;

  gtk_window_unfullscreen (self->window);

  return TRUE;
}

static void
close_page (DuoRoomPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  duo_room_page_end_visit (self);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), TRUE);
  duo_room_page_leave_fullscreen (self);
  if (view != NULL)
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
on_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_page (DUO_ROOM_PAGE (widget));
}

static void
on_book_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);
  g_autofree char *person = g_strdup (duo_person_get_id (duo_chat_get_peer (self->chat)));
  g_autoptr (GtkWidget) window = g_object_ref (GTK_WIDGET (self->window));
  gboolean books = duo_room_page_get_again (self) == DUO_VERB_BOOK;

  close_page (self);
  gtk_widget_activate_action (window, books ? "win.pick-time" : "win.request", "s", person);
}

static void
on_fullscreen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  if (!duo_room_page_leave_fullscreen (self) && self->window != NULL &&
      duo_room_page_is_showing (self, "stage"))
    gtk_window_fullscreen (self->window);
}

/* Escape belongs to whoever is open above the picture first; here it only leaves full screen. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return duo_room_page_leave_fullscreen (DUO_ROOM_PAGE (widget)) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
on_fullscreened (DuoRoomPage *self)
{
  duo_room_stage_set_fullscreen (self->stage, gtk_window_is_fullscreen (self->window));
}

static void
add_shortcuts (DuoRoomPage *self)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
      {GDK_KEY_d, GDK_CONTROL_MASK, "room.microphone"},
      {GDK_KEY_e, GDK_CONTROL_MASK, "room.camera"},
      {GDK_KEY_s, GDK_CONTROL_MASK, "room.screen"},
      {GDK_KEY_t, GDK_CONTROL_MASK, "room.text"},
      {GDK_KEY_n, GDK_CONTROL_MASK, "room.notes"},
      {GDK_KEY_F9, 0, "room.panel"},
      {GDK_KEY_F11, 0, "room.fullscreen"},
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* The whole window's, so that they work wherever the focus is while this page shows. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                          gtk_named_action_new (keys[i].action)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (on_escape, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
duo_room_page_root (GtkWidget *widget)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (duo_room_page_parent_class)->root (widget);

  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;

  self->window = GTK_WINDOW (root);
  g_signal_connect_swapped (root, "notify::fullscreened", G_CALLBACK (on_fullscreened), self);
  g_signal_connect_swapped (root, "close-request", G_CALLBACK (duo_room_page_ask_to_close), self);
  on_fullscreened (self);
  /* Only the window knows whether a drawn person takes the place of devices. */
  duo_room_page_begin_devices (self);
  duo_room_page_begin_text (self);
}

static void
duo_room_page_unroot (GtkWidget *widget)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  duo_room_page_end_visit (self);
  duo_room_page_drop_source (self);
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  self->window = NULL;

  GTK_WIDGET_CLASS (duo_room_page_parent_class)->unroot (widget);
}

static void
duo_room_page_map (GtkWidget *widget)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  GTK_WIDGET_CLASS (duo_room_page_parent_class)->map (widget);
  if (self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (1, on_tick, self);
  tick (self);
}

static void
duo_room_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DUO_ROOM_PAGE (widget)->tick_source, g_source_remove);
  GTK_WIDGET_CLASS (duo_room_page_parent_class)->unmap (widget);
}

static void
duo_room_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (object);

  if (id == PROP_MICROPHONE)
    g_value_set_boolean (value, duo_room_page_get_microphone (self));
  else if (id == PROP_CAMERA)
    g_value_set_boolean (value, duo_room_page_get_camera (self));
  else if (id == PROP_SCREEN_SHARED)
    g_value_set_boolean (value, duo_room_page_get_screen_shared (self));
  else if (id == PROP_TEXT_SHOWN)
    g_value_set_boolean (value, duo_room_page_get_text_shown (self));
  else if (id == PROP_NOTES_SHOWN)
    g_value_set_boolean (value, duo_room_page_get_notes_shown (self));
  else if (id == PROP_PANEL_SHOWN)
    g_value_set_boolean (value, duo_room_page_get_panel_shown (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_room_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (object);

  if (id == PROP_MICROPHONE)
    duo_room_page_set_microphone (self, g_value_get_boolean (value));
  else if (id == PROP_CAMERA)
    duo_room_page_set_camera (self, g_value_get_boolean (value));
  else if (id == PROP_SCREEN_SHARED)
    duo_room_page_set_screen_shared (self, g_value_get_boolean (value));
  else if (id == PROP_TEXT_SHOWN)
    duo_room_page_set_text_shown (self, g_value_get_boolean (value));
  else if (id == PROP_NOTES_SHOWN)
    duo_room_page_set_notes_shown (self, g_value_get_boolean (value));
  else if (id == PROP_PANEL_SHOWN)
    duo_room_page_set_panel_shown (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
drop_subjects (DuoRoomPage *self)
{
  if (self->chat != NULL)
    g_signal_handlers_disconnect_by_data (self->chat, self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->chat);
  g_clear_object (&self->session);
  g_clear_object (&self->event);
  g_clear_object (&self->conversation);
  g_clear_object (&self->monitor);
}

static void
duo_room_page_dispose (GObject *object)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->stage != NULL)
    {
      duo_room_page_end_visit (self);
      duo_room_page_drop_source (self);
    }
  duo_room_page_end_devices (self);
  drop_subjects (self);
  /* The template lets go of what is bound, and the parent class would unparent it once more. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_ROOM_PAGE);

  G_OBJECT_CLASS (duo_room_page_parent_class)->dispose (object);
}

static void
duo_room_page_finalize (GObject *object)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->asked_key, g_bytes_unref);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->servers, duo_room_pass_free);
  g_free (self->first_name);
  g_free (self->late);
  for (guint i = 0; i < G_N_ELEMENTS (self->used); i++)
    {
      g_free (self->used[i].id);
      g_free (self->used[i].name);
    }

  G_OBJECT_CLASS (duo_room_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "room.microphone", "microphone");
  gtk_widget_class_install_property_action (widget_class, "room.camera", "camera");
  gtk_widget_class_install_property_action (widget_class, "room.text", "text-shown");
  gtk_widget_class_install_property_action (widget_class, "room.notes", "notes-shown");
  gtk_widget_class_install_property_action (widget_class, "room.panel", "panel-shown");
  gtk_widget_class_install_action (widget_class, "room.join", NULL, on_join);
  gtk_widget_class_install_action (widget_class, "room.leave", NULL, on_leave);
  gtk_widget_class_install_action (widget_class, "room.rejoin", NULL, on_rejoin);
  gtk_widget_class_install_action (widget_class, "room.close", NULL, on_close);
  gtk_widget_class_install_action (widget_class, "room.book-again", NULL, on_book_again);
  gtk_widget_class_install_action (widget_class, "room.fullscreen", NULL, on_fullscreen);
  duo_room_page_install_device_actions (widget_class);
  duo_room_page_install_time_actions (widget_class);
  duo_room_page_install_share_actions (widget_class);
  duo_room_page_install_key_actions (widget_class);
}

static void
duo_room_page_class_init (DuoRoomPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = duo_room_page_dispose;
  object_class->finalize = duo_room_page_finalize;
  object_class->get_property = duo_room_page_get_property;
  object_class->set_property = duo_room_page_set_property;
  widget_class->root = duo_room_page_root;
  widget_class->unroot = duo_room_page_unroot;
  widget_class->map = duo_room_page_map;
  widget_class->unmap = duo_room_page_unmap;

  properties[PROP_MICROPHONE] = g_param_spec_boolean ("microphone", NULL, NULL, FALSE, flags);
  properties[PROP_CAMERA] = g_param_spec_boolean ("camera", NULL, NULL, FALSE, flags);
  properties[PROP_SCREEN_SHARED] = g_param_spec_boolean ("screen-shared", NULL, NULL, FALSE, flags);
  properties[PROP_TEXT_SHOWN] = g_param_spec_boolean ("text-shown", NULL, NULL, FALSE, flags);
  properties[PROP_NOTES_SHOWN] = g_param_spec_boolean ("notes-shown", NULL, NULL, FALSE, flags);
  properties[PROP_PANEL_SHOWN] = g_param_spec_boolean ("panel-shown", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_actions (widget_class);

  g_type_ensure (DUO_TYPE_ROOM_CHECK);
  g_type_ensure (DUO_TYPE_ROOM_STAGE);
  g_type_ensure (DUO_TYPE_ROOM_AFTER);
  g_type_ensure (DUO_TYPE_ROOM_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPage, views);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPage, check);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPage, split);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPage, stage);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPage, panel);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPage, after);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_panel_shown",
                                                G_CALLBACK (duo_room_page_on_panel_shown));
  gtk_widget_class_bind_template_callback_full (widget_class, "on_panel_page",
                                                G_CALLBACK (duo_room_page_on_panel_page));
  gtk_widget_class_bind_template_callback_full (widget_class, "on_panel_close",
                                                G_CALLBACK (duo_room_page_on_panel_close));
}

static void
duo_room_page_init (DuoRoomPage *self)
{
  g_autoptr (DuoScreenReader) reader = duo_screen_reader_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  duo_room_page_begin_panel (self);
  add_shortcuts (self);
  g_signal_connect_object (duo_room_check_get_network_row (self->check), "wanted",
                           G_CALLBACK (duo_room_page_test_network), self, G_CONNECT_SWAPPED);
  duo_room_stage_start_fading (self->stage, reader, DUO_ROOM_FADER_SECONDS * 1000,
                               DUO_ROOM_FADER_FIRST_SECONDS * 1000);
  duo_room_page_show_view (self, "check");
}

/* A chat may belong to another event than the one on screen. */
static DuoEvent *
find_event (DuoSession *session, DuoChat *chat)
{
  GListModel *events = duo_session_get_events (session);
  const char *id = duo_chat_get_record (chat)->event;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DuoEvent) event = g_list_model_get_item (events, i);

      if (g_strcmp0 (duo_event_get_id (event), id) == 0)
        return g_steal_pointer (&event);
    }

  return g_object_ref (duo_session_get_event (session));
}

static void
on_session_state (DuoRoomPage *self)
{
  duo_room_stage_set_service_away (self->stage, duo_session_get_state (self->session) == DUO_SESSION_OFFLINE);
  duo_room_page_update_check (self);
  duo_room_page_look (self);
}

static void
follow_subjects (DuoRoomPage *self)
{
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (on_session_state), self);
  g_signal_connect_swapped (self->chat, "notify::state", G_CALLBACK (duo_room_page_update_check), self);
  g_signal_connect_swapped (self->chat, "notify::start", G_CALLBACK (duo_room_page_show_chat), self);
  g_signal_connect_swapped (self->chat, "notify::end", G_CALLBACK (duo_room_page_show_chat), self);
  /* Another end is another end of the room, too. */
  g_signal_connect_swapped (self->chat, "notify::end", G_CALLBACK (duo_room_page_look), self);
  g_signal_connect_swapped (self->chat, "notify::peer-name", G_CALLBACK (duo_room_page_show_chat), self);
  g_signal_connect_swapped (self->chat, "notify::peer-present", G_CALLBACK (duo_room_page_show_presence),
                            self);
}

AdwNavigationPage *
duo_room_page_new (DuoSession *session, DuoChat *chat, DuoDeviceMonitor *monitor)
{
  DuoRoomPage *self = g_object_new (DUO_TYPE_ROOM_PAGE, NULL);

  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  self->event = find_event (session, chat);
  self->monitor = g_object_ref (monitor);
  follow_subjects (self);
  duo_room_page_show_chat (self);
  self->conversation = duo_conversation_new (duo_session_get_clock (session));
  duo_room_panel_set_chat (self->panel, session, self->event, chat);
  duo_room_after_set_note (self->after, session, self->event, chat);
  duo_text_panel_set_conversation (self->text, self->conversation, duo_room_page_get_zone (self));
  duo_room_page_show_presence (self);
  duo_room_page_follow_time (self);

  return ADW_NAVIGATION_PAGE (self);
}
