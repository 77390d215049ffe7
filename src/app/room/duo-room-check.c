/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-check.h"

#include <glib/gi18n.h>

#include "duo-chime.h"
#include "duo-room-controls.h"
#include "duo-room-text.h"
#include "duo-video-view.h"
#include "shell/duo-late.h"
#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

struct _DuoRoomCheck
{
  AdwBin parent_instance;

  DuoMediaSource *source;
  DuoDeviceMonitor *monitor;
  char *wanted[DUO_DEVICE_SPEAKER + 1]; /* (nullable): ids that were chosen, here now or not */
  gboolean settling;                    /* what is selected changes by itself */
  char *first_name;
  DuoRoomPeer peer;
  char *late_title; /* (nullable): of a peer who is away */
  char *late_body;

  AdwWindowTitle *title;
  GtkLabel *when;
  DuoVideoView *video;
  GtkWidget *notice;
  GtkImage *notice_icon;
  GtkLabel *notice_title;
  GtkLabel *notice_body;
  GtkWidget *microphone_button;
  GtkWidget *camera_button;
  AdwAvatar *peer_avatar;
  GtkLabel *peer_title;
  GtkLabel *peer_body;
  GtkWidget *join_button;
  GtkLabel *join_text;
  GtkMenuButton *late_button;
  GtkLabel *late_label;
  GtkLabel *unseen_text;
  AdwComboRow *camera_row;
  AdwComboRow *microphone_row;
  AdwActionRow *level_row;
  GtkLevelBar *level;
  AdwComboRow *speaker_row;
  GtkWidget *test_sound_button;
  AdwActionRow *network_row;
  GtkImage *network_icon;
  GtkWidget *network_mark;
  GtkWidget *network_mark_icon;
  GtkLabel *network_word;
  DuoNetworkRow *connection_row;
  AdwActionRow *encryption_row;
};

enum
{
  DEVICES_CHANGED,
  DEVICE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoRoomCheck, duo_room_check, ADW_TYPE_BIN)

static AdwComboRow *
get_row (DuoRoomCheck *self, DuoDeviceKind kind)
{
  if (kind == DUO_DEVICE_SPEAKER)
    return self->speaker_row;
  return kind == DUO_DEVICE_CAMERA ? self->camera_row : self->microphone_row;
}

static guint
count_devices (DuoRoomCheck *self, DuoDeviceKind kind)
{
  /* A drawn person is always there. */
  return self->monitor != NULL
             ? g_list_model_get_n_items (duo_device_monitor_get_devices (self->monitor, kind))
             : 1;
}

static GError *
dup_source_error (DuoRoomCheck *self)
{
  GError *error = NULL;

  if (self->source != NULL)
    g_object_get (self->source, "error", &error, NULL);

  return error;
}

static void
show_notice (DuoRoomCheck *self, const char *icon, const char *title, const char *body)
{
  gtk_image_set_from_icon_name (self->notice_icon, icon);
  gtk_label_set_label (self->notice_title, title);
  gtk_label_set_label (self->notice_body, body);
}

/* Somebody may go in like that, but not without knowing. */
static void
update_unseen (DuoRoomCheck *self)
{
  gboolean seen = self->source != NULL && duo_media_source_get_camera (self->source);
  gboolean heard = self->source != NULL && duo_media_source_get_microphone (self->source);
  g_autofree char *text = g_strdup_printf (seen ? _ ("%s will see you, but not hear you")
                                                : _ ("%s will neither see nor hear you"),
                                           self->first_name);

  gtk_label_set_label (self->unseen_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->unseen_text), !heard);
}

/* What is left to whoever has no camera. */
static char *
dup_without_camera (DuoRoomCheck *self)
{
  gboolean talks = count_devices (self, DUO_DEVICE_MICROPHONE) > 0;
  gboolean listens = count_devices (self, DUO_DEVICE_SPEAKER) > 0;

  if (talks && listens)
    return g_strdup_printf (_ ("%s sees your initials. You can still talk and listen"), self->first_name);
  if (listens)
    return g_strdup_printf (_ ("%s sees your initials. You can still listen"), self->first_name);
  if (talks)
    return g_strdup_printf (_ ("%s sees your initials. You can still talk"), self->first_name);

  return g_strdup_printf (_ ("%s sees your initials. You can still write to each other"), self->first_name);
}

static char *
dup_without_microphone (DuoRoomCheck *self)
{
  if (count_devices (self, DUO_DEVICE_SPEAKER) > 0)
    return g_strdup_printf (_ ("%s cannot hear you. You can still listen"), self->first_name);

  return g_strdup_printf (_ ("%s cannot hear you. You can still write to each other"), self->first_name);
}

static void
update_camera (DuoRoomCheck *self)
{
  gboolean on = self->source != NULL && duo_media_source_get_camera (self->source);
  g_autoptr (GError) error = dup_source_error (self);
  g_autofree char *initials =
      g_strdup_printf (_ ("%s sees your initials until you turn it on"), self->first_name);
  g_autofree char *none = dup_without_camera (self);

  update_unseen (self);
  gtk_widget_set_visible (self->notice, !on);
  duo_video_view_set_feed (self->video, on ? duo_media_source_get_self_feed (self->source) : NULL);
  duo_room_controls_show_camera (self->camera_button, on);
  if (error != NULL)
    {
      g_autofree char *sentence = duo_sentence_for_error (error);

      show_notice (self, "dialog-warning-symbolic", _ ("This Device Does Not Work"), sentence);
      gtk_widget_set_visible (self->notice, TRUE);
    }
  else if (count_devices (self, DUO_DEVICE_CAMERA) == 0)
    show_notice (self, "camera-hardware-disabled-symbolic", _ ("No Camera Found"), none);
  else
    show_notice (self, "camera-disabled-symbolic", _ ("Camera Is Off"), initials);
}

static void
update_microphone (DuoRoomCheck *self)
{
  gboolean on = self->source != NULL && duo_media_source_get_microphone (self->source);
  g_autofree char *none = dup_without_microphone (self);
  const char *hint = on ? _ ("Say a few words") : _ ("Turn the microphone on to see it");

  update_unseen (self);
  duo_room_controls_show_microphone (self->microphone_button, on);
  gtk_level_bar_set_value (self->level, on ? duo_media_source_get_level (self->source) : 0);
  adw_action_row_set_subtitle (self->level_row,
                               count_devices (self, DUO_DEVICE_MICROPHONE) == 0 ? none : hint);
}

static char *
dup_peer_title (DuoRoomCheck *self)
{
  if (self->peer == DUO_ROOM_PEER_UNKNOWN)
    return g_strdup (adw_avatar_get_text (self->peer_avatar));
  if (self->peer == DUO_ROOM_PEER_HERE)
    return g_strdup_printf (_ ("%s is here"), self->first_name);
  if (self->late_title != NULL)
    return g_strdup (self->late_title);

  return g_strdup_printf (_ ("%s has not joined yet"), self->first_name);
}

/* (nullable) */
static const char *
get_peer_body (DuoRoomCheck *self)
{
  if (self->peer == DUO_ROOM_PEER_HERE)
    return _ ("Waiting in the room");
  if (self->peer == DUO_ROOM_PEER_UNKNOWN)
    return NULL;
  if (self->late_body != NULL)
    return self->late_body;

  return count_devices (self, DUO_DEVICE_SPEAKER) > 0 ? _ ("You will hear a chime") : NULL;
}

static void
show_peer (DuoRoomCheck *self)
{
  gboolean here = self->peer == DUO_ROOM_PEER_HERE;
  const char *body = get_peer_body (self);
  g_autofree char *title = dup_peer_title (self);
  g_autofree char *encryption =
      here ? g_strdup (_ ("End to end, checked when you join"))
           : g_strdup_printf (_ ("End to end, checked when %s joins"), self->first_name);

  gtk_label_set_label (self->peer_title, title);
  gtk_label_set_label (self->peer_body, body != NULL ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->peer_body), body != NULL);
  adw_action_row_set_subtitle (self->encryption_row, encryption);
}

/* A sandbox hides what it does not allow. */
static gboolean
is_confined (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
say_missing (AdwComboRow *row, gboolean there, const char *plain, const char *confined)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), there ? NULL : is_confined () ? confined : plain);
}

static void
update_devices (DuoRoomCheck *self)
{
  gboolean camera = count_devices (self, DUO_DEVICE_CAMERA) > 0;
  gboolean microphone = count_devices (self, DUO_DEVICE_MICROPHONE) > 0;
  gboolean speaker = count_devices (self, DUO_DEVICE_SPEAKER) > 0;

  /* Not insensitive: what to do about it has to be readable. */
  say_missing (self->camera_row, camera, _ ("No camera found. Plug one in"),
               _ ("No camera found. Plug one in, or allow it in Settings › Apps › Duologue"));
  say_missing (self->microphone_row, microphone, _ ("No microphone found. Plug one in"),
               _ ("No microphone found. Plug one in, or allow it in Settings › Apps › Duologue"));
  say_missing (self->speaker_row, speaker, _ ("No speakers found. Plug some in"),
               _ ("No speakers found. Plug some in, or allow sound in Settings › Apps › Duologue"));
  gtk_widget_set_sensitive (self->test_sound_button, speaker);
  update_camera (self);
  update_microphone (self);
  show_peer (self);
}

static guint
find_wanted (DuoRoomCheck *self, DuoDeviceKind kind)
{
  GListModel *model = adw_combo_row_get_model (get_row (self, kind));

  for (guint i = 0; self->wanted[kind] != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if (DUO_IS_DEVICE (item) && g_str_equal (duo_device_get_id (DUO_DEVICE (item)), self->wanted[kind]))
        return i;
    }
  return 0;
}

/* A device that was chosen is taken again as soon as it is there. */
static void
select_wanted (DuoRoomCheck *self)
{
  self->settling = TRUE;
  for (int kind = DUO_DEVICE_CAMERA; kind <= DUO_DEVICE_SPEAKER; kind++)
    adw_combo_row_set_selected (get_row (self, (DuoDeviceKind) kind),
                                find_wanted (self, (DuoDeviceKind) kind));
  self->settling = FALSE;
}

/* The rows hear of it between this and on_devices_changed(), and select something else where the selected one went. */
static void
on_devices_changing (DuoRoomCheck *self)
{
  self->settling = TRUE;
}

static void
on_devices_changed (DuoRoomCheck *self)
{
  select_wanted (self);
  update_devices (self);
  g_signal_emit (self, signals[DEVICES_CHANGED], 0);
}

static DuoDeviceKind
get_kind (DuoRoomCheck *self, AdwComboRow *row)
{
  if (row == self->speaker_row)
    return DUO_DEVICE_SPEAKER;
  return row == self->camera_row ? DUO_DEVICE_CAMERA : DUO_DEVICE_MICROPHONE;
}

static void
on_device_selected (DuoRoomCheck *self, GParamSpec *pspec, AdwComboRow *row)
{
  DuoDeviceKind kind = get_kind (self, row);

  if (self->settling || self->monitor == NULL)
    return;
  g_set_str (&self->wanted[kind], duo_room_check_get_device (self, kind));
  g_signal_emit (self, signals[DEVICE_CHOSEN], 0, (int) kind);
  g_signal_emit (self, signals[DEVICES_CHANGED], 0);
}

/* Two zones do not fit beside the buttons of a narrow header: they get a line of their own. */
static void
on_narrow (DuoRoomCheck *self)
{
  adw_window_title_set_subtitle (self->title, "");
}

static void
on_wide (DuoRoomCheck *self)
{
  adw_window_title_set_subtitle (self->title, gtk_label_get_label (self->when));
}

static void
on_test_sound_clicked (DuoRoomCheck *self)
{
  duo_chime_play (duo_room_check_get_device (self, DUO_DEVICE_SPEAKER));
}

static void
on_level (DuoRoomCheck *self)
{
  gtk_level_bar_set_value (self->level, duo_media_source_get_level (self->source));
}

static void
duo_room_check_dispose (GObject *object)
{
  DuoRoomCheck *self = DUO_ROOM_CHECK (object);

  if (self->monitor != NULL)
    for (int kind = DUO_DEVICE_CAMERA; kind <= DUO_DEVICE_SPEAKER; kind++)
      g_signal_handlers_disconnect_by_data (duo_device_monitor_get_devices (self->monitor, kind), self);
  g_clear_object (&self->monitor);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_ROOM_CHECK);

  G_OBJECT_CLASS (duo_room_check_parent_class)->dispose (object);
}

static void
duo_room_check_finalize (GObject *object)
{
  DuoRoomCheck *self = DUO_ROOM_CHECK (object);

  g_free (self->first_name);
  g_free (self->late_title);
  g_free (self->late_body);
  for (guint i = 0; i < G_N_ELEMENTS (self->wanted); i++)
    g_free (self->wanted[i]);

  G_OBJECT_CLASS (duo_room_check_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, when);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, video);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice_title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, notice_body);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, microphone_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, camera_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, peer_avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, peer_title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, peer_body);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, join_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, join_text);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, late_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, late_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, unseen_text);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, camera_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, level_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, level);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, speaker_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, test_sound_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_mark);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_mark_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, network_word);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, connection_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCheck, encryption_row);
}

static void
duo_room_check_class_init (DuoRoomCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_room_check_dispose;
  object_class->finalize = duo_room_check_finalize;

  signals[DEVICES_CHANGED] = g_signal_new ("devices-changed", DUO_TYPE_ROOM_CHECK, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);

  signals[DEVICE_CHOSEN] = g_signal_new ("device-chosen", DUO_TYPE_ROOM_CHECK, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (DUO_TYPE_VIDEO_VIEW);
  g_type_ensure (DUO_TYPE_NETWORK_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-check.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_device_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_wide);
  gtk_widget_class_bind_template_callback (widget_class, on_test_sound_clicked);
}

static void
add_late_choices (DuoRoomCheck *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (const guint *minutes = duo_chat_record_get_latenesses (); *minutes > 0; minutes++)
    {
      g_autofree char *label = duo_late_text_choice (*minutes);
      g_autofree char *action = g_strdup_printf ("room.late(uint32 %u)", *minutes);

      g_menu_append (menu, label, action);
    }
  gtk_menu_button_set_menu_model (self->late_button, G_MENU_MODEL (menu));
}

static void
duo_room_check_init (DuoRoomCheck *self)
{
  self->first_name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_level_bar_remove_offset_value (self->level, NULL);
  add_late_choices (self);
}

void
duo_room_check_set_chat (DuoRoomCheck *self, const char *peer_name, const char *when)
{
  g_autofree char *title = g_strdup_printf (_ ("1-1 Chat with %s"), peer_name);

  g_free (self->first_name);
  self->first_name = duo_text_first_name (peer_name);

  adw_window_title_set_title (self->title, title);
  gtk_label_set_label (self->when, when);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->when)))
    adw_window_title_set_subtitle (self->title, when);
  adw_avatar_set_text (self->peer_avatar, peer_name);
  update_devices (self);
}

/* The system's own comes first: it follows what is plugged in. @devices: (nullable) */
static GListModel *
new_speakers (GListModel *devices)
{
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkStringList) first = gtk_string_list_new ((const char *const[]) {_ ("System Default"), NULL});

  g_list_store_append (models, first);
  if (devices != NULL)
    g_list_store_append (models, devices);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (models)));
}

static char *
dup_item_name (GObject *item, gpointer data)
{
  return g_strdup (DUO_IS_DEVICE (item) ? duo_device_get_name (DUO_DEVICE (item))
                                        : gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

static void
show_drawn (DuoRoomCheck *self)
{
  g_autoptr (GtkStringList) person = gtk_string_list_new ((const char *const[]) {_ ("Drawn Person"), NULL});
  g_autoptr (GtkStringList) voice = gtk_string_list_new ((const char *const[]) {_ ("Made-Up Voice"), NULL});

  g_autoptr (GListModel) speakers = new_speakers (NULL);

  adw_combo_row_set_model (self->camera_row, G_LIST_MODEL (person));
  adw_combo_row_set_model (self->speaker_row, speakers);
  adw_combo_row_set_model (self->microphone_row, G_LIST_MODEL (voice));
}

static void
show_devices (DuoRoomCheck *self, DuoDeviceKind kind)
{
  g_autoptr (GtkExpression) name =
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_item_name), NULL, NULL);
  GListModel *devices = duo_device_monitor_get_devices (self->monitor, kind);
  g_autoptr (GListModel) model = kind == DUO_DEVICE_SPEAKER ? new_speakers (devices) : g_object_ref (devices);

  adw_combo_row_set_expression (get_row (self, kind), name);
  adw_combo_row_set_model (get_row (self, kind), model);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (on_devices_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
duo_room_check_set_wanted (DuoRoomCheck *self, DuoDeviceKind kind, const char *id)
{
  g_return_if_fail (self->monitor == NULL);

  g_set_str (&self->wanted[kind], id);
}

void
duo_room_check_set_monitor (DuoRoomCheck *self, DuoDeviceMonitor *monitor)
{
  g_return_if_fail (self->monitor == NULL);

  if (monitor == NULL)
    {
      show_drawn (self);
    }
  else
    {
      self->monitor = g_object_ref (monitor);
      for (int kind = DUO_DEVICE_CAMERA; kind <= DUO_DEVICE_SPEAKER; kind++)
        g_signal_connect_swapped (duo_device_monitor_get_devices (monitor, kind), "items-changed",
                                  G_CALLBACK (on_devices_changing), self);
      self->settling = TRUE;
      for (int kind = DUO_DEVICE_CAMERA; kind <= DUO_DEVICE_SPEAKER; kind++)
        show_devices (self, (DuoDeviceKind) kind);
      select_wanted (self);
    }
  update_devices (self);
}

void
duo_room_check_set_source (DuoRoomCheck *self, DuoMediaSource *source)
{
  if (self->source == source)
    return;

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    {
      g_signal_connect_swapped (source, "notify::camera", G_CALLBACK (update_camera), self);
      g_signal_connect_swapped (source, "notify::error", G_CALLBACK (update_camera), self);
      g_signal_connect_swapped (source, "notify::microphone", G_CALLBACK (update_microphone), self);
      g_signal_connect_swapped (source, "notify::level", G_CALLBACK (on_level), self);
    }
  update_camera (self);
  update_microphone (self);
}

void
duo_room_check_set_peer (DuoRoomCheck *self, DuoRoomPeer peer)
{
  if (self->peer == peer)
    return;

  self->peer = peer;
  show_peer (self);
  if (peer == DUO_ROOM_PEER_UNKNOWN)
    return;

  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->peer_title),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_check_set_peer_late (DuoRoomCheck *self, const char *title, const char *body)
{
  gboolean changed = g_set_str (&self->late_title, title);

  changed |= g_set_str (&self->late_body, body);
  if (!changed)
    return;

  show_peer (self);
  if (title != NULL && self->peer == DUO_ROOM_PEER_AWAY)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
duo_room_check_set_mine_late (DuoRoomCheck *self, gboolean offered, const char *said)
{
  const char *label = said != NULL ? said : _ ("Running Late");

  gtk_widget_set_visible (GTK_WIDGET (self->late_button), offered);
  if (g_strcmp0 (gtk_label_get_label (self->late_label), label) == 0)
    return;

  gtk_label_set_label (self->late_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->late_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
duo_room_check_set_join_text (DuoRoomCheck *self, const char *text, gboolean alert)
{
  if (g_strcmp0 (gtk_label_get_label (self->join_text), text) == 0)
    return;

  gtk_label_set_label (self->join_text, text);
  if (alert)
    gtk_widget_add_css_class (GTK_WIDGET (self->join_text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->join_text), "error");
  if (alert)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

void
duo_room_check_set_network (DuoRoomCheck *self, int milliseconds)
{
  g_autofree char *answer = milliseconds == 0
                                ? g_strdup (_ ("The service answers at once"))
                                : g_strdup_printf (_ ("The service answers in %d ms"), milliseconds);
  gboolean reached = milliseconds >= 0;

  adw_action_row_set_subtitle (self->network_row, reached ? answer : _ ("The service does not answer"));
  gtk_image_set_from_icon_name (self->network_icon, reached ? "network-wireless-signal-excellent-symbolic"
                                                            : "network-wireless-offline-symbolic");
  gtk_widget_set_visible (self->network_mark, reached);
  gtk_label_set_label (self->network_word, duo_room_answer_word (milliseconds));
  gtk_widget_set_visible (self->network_mark_icon, duo_room_answer_is_good (milliseconds));
  if (duo_room_answer_is_good (milliseconds))
    gtk_widget_add_css_class (self->network_mark, "success");
  else
    gtk_widget_remove_css_class (self->network_mark, "success");
}

DuoNetworkRow *
duo_room_check_get_network_row (DuoRoomCheck *self)
{
  return self->connection_row;
}

const char *
duo_room_check_get_device (DuoRoomCheck *self, DuoDeviceKind kind)
{
  GObject *item = adw_combo_row_get_selected_item (get_row (self, kind));

  return DUO_IS_DEVICE (item) ? duo_device_get_id (DUO_DEVICE (item)) : NULL;
}

gboolean
duo_room_check_has_device (DuoRoomCheck *self, DuoDeviceKind kind)
{
  return count_devices (self, kind) > 0;
}

void
duo_room_check_focus_join (DuoRoomCheck *self)
{
  gtk_widget_grab_focus (self->join_button);
}
