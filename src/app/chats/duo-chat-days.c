/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-chat-days.h"

#include "duo-chat-row.h"
#include "shell/duo-text.h"

struct _DuoChatDays
{
  GtkBox parent_instance;

  DuoSession *session;
  DuoEvent *event;
  GListModel *chats;
  GSignalGroup *chats_signals;
  GPtrArray *days; /* of Day */
  GtkSizeGroup *times;
  gboolean narrow;
};

/* A list of its own, so that a changed chat is a changed row and nothing else. */
typedef struct
{
  char *date;
  GtkWidget *box;
  GtkLabel *heading;
  GtkListBox *list;
} Day;

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoChatDays, duo_chat_days, GTK_TYPE_BOX)

static void
day_free (Day *day)
{
  g_free (day->date);
  g_free (day);
}

static char *
dup_date (DuoChatDays *self, guint position)
{
  g_autoptr (DuoChat) chat = g_list_model_get_item (self->chats, position);

  return duo_text_date (duo_chat_get_range (chat).start, duo_event_get_zone (self->event));
}

static gboolean
is_on_date (gpointer chat, gpointer data)
{
  GtkWidget *box = data;
  DuoChatDays *self = DUO_CHAT_DAYS (g_object_get_data (G_OBJECT (box), "days"));
  g_autofree char *date = duo_text_date (duo_chat_get_range (chat).start, duo_event_get_zone (self->event));

  return g_str_equal (date, g_object_get_data (G_OBJECT (box), "date"));
}

static GtkWidget *
create_row (gpointer chat, gpointer data)
{
  DuoChatDays *self = DUO_CHAT_DAYS (data);
  GtkWidget *row = duo_chat_row_new (self->session, chat);

  duo_chat_row_set_narrow (DUO_CHAT_ROW (row), self->narrow);
  duo_chat_row_set_times_group (DUO_CHAT_ROW (row), self->times);
  return row;
}

static void
on_row_activated (DuoChatDays *self, DuoChatRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s",
                              duo_chat_get_peer_id (duo_chat_row_get_chat (row)));
}

static void
update_heading (DuoChatDays *self, Day *day)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  gint64 now = duo_clock_now (duo_event_get_clock (self->event));
  g_autofree char *text = duo_text_day_head (duo_text_date_noon (day->date, zone), zone, now);

  gtk_label_set_label (day->heading, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (day->list), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
fill_day (DuoChatDays *self, Day *day)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_on_date, day->box, NULL));
  g_autoptr (GtkFilterListModel) model = gtk_filter_list_model_new (g_object_ref (self->chats), filter);

  gtk_list_box_bind_model (day->list, G_LIST_MODEL (model), create_row, self, NULL);
}

static Day *
add_day (DuoChatDays *self, char *date)
{
  Day *day = g_new0 (Day, 1);

  day->date = date;
  day->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  day->heading = GTK_LABEL (gtk_label_new (NULL));
  day->list = GTK_LIST_BOX (gtk_list_box_new ());
  g_object_set_data (G_OBJECT (day->box), "days", self);
  g_object_set_data_full (G_OBJECT (day->box), "date", g_strdup (date), g_free);

  gtk_label_set_xalign (day->heading, 0);
  gtk_label_set_wrap (day->heading, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (day->heading), "heading");
  gtk_list_box_set_selection_mode (day->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (day->list), "boxed-list");
  g_signal_connect_object (day->list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (day->box), GTK_WIDGET (day->heading));
  gtk_box_append (GTK_BOX (day->box), GTK_WIDGET (day->list));
  fill_day (self, day);
  update_heading (self, day);
  return day;
}

static Day *
find_day (DuoChatDays *self, const char *date)
{
  for (guint i = 0; i < self->days->len; i++)
    {
      Day *day = self->days->pdata[i];

      if (g_str_equal (day->date, date))
        return day;
    }
  return NULL;
}

/* The days that there are, in the order of time; each once. */
static char **
dup_dates (DuoChatDays *self)
{
  g_autoptr (GStrvBuilder) dates = g_strv_builder_new ();
  g_autofree char *last = NULL;

  for (guint i = 0; self->chats && i < g_list_model_get_n_items (self->chats); i++)
    {
      g_autofree char *date = dup_date (self, i);

      if (g_strcmp0 (date, last) != 0)
        g_strv_builder_add (dates, date);
      g_set_str (&last, date);
    }
  return g_strv_builder_end (dates);
}

static void
remove_day (DuoChatDays *self, Day *day)
{
  gtk_list_box_bind_model (day->list, NULL, NULL, NULL, NULL);
  gtk_box_remove (GTK_BOX (self), day->box);
  g_ptr_array_remove (self->days, day);
}

static void
update_days (DuoChatDays *self)
{
  g_auto (GStrv) dates = dup_dates (self);
  GtkWidget *last = NULL;

  for (guint i = self->days->len; i-- > 0;)
    if (!g_strv_contains ((const char *const *) dates, ((Day *) self->days->pdata[i])->date))
      remove_day (self, self->days->pdata[i]);

  for (char **date = dates; *date; date++)
    {
      Day *day = find_day (self, *date);

      if (!day)
        {
          day = add_day (self, g_strdup (*date));
          g_ptr_array_add (self->days, day);
          gtk_box_insert_child_after (GTK_BOX (self), day->box, last);
        }
      last = day->box;
    }
}

static void
clear_days (DuoChatDays *self)
{
  while (self->days->len > 0)
    remove_day (self, self->days->pdata[0]);
}

static void
for_each_row (DuoChatDays *self, void (*visit) (DuoChatRow *row, DuoChatDays *self))
{
  for (guint i = 0; i < self->days->len; i++)
    {
      Day *day = self->days->pdata[i];

      for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (day->list)); row;
           row = gtk_widget_get_next_sibling (row))
        visit (DUO_CHAT_ROW (row), self);
    }
}

static void
visit_narrow (DuoChatRow *row, DuoChatDays *self)
{
  duo_chat_row_set_narrow (row, self->narrow);
}

static void
visit_update (DuoChatRow *row, DuoChatDays *self)
{
  duo_chat_row_update (row);
}

static void
duo_chat_days_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, DUO_CHAT_DAYS (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_chat_days_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      duo_chat_days_set_narrow (DUO_CHAT_DAYS (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_chat_days_dispose (GObject *object)
{
  DuoChatDays *self = DUO_CHAT_DAYS (object);

  clear_days (self);
  g_clear_object (&self->times);
  g_clear_object (&self->chats_signals);
  g_clear_object (&self->chats);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_chat_days_parent_class)->dispose (object);
}

static void
duo_chat_days_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_CHAT_DAYS (object)->days);

  G_OBJECT_CLASS (duo_chat_days_parent_class)->finalize (object);
}

static void
duo_chat_days_class_init (DuoChatDaysClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = duo_chat_days_get_property;
  object_class->set_property = duo_chat_days_set_property;
  object_class->dispose = duo_chat_days_dispose;
  object_class->finalize = duo_chat_days_finalize;

  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_chat_days_init (DuoChatDays *self)
{
  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) day_free);
  self->times = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->chats_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->chats_signals, "items-changed", G_CALLBACK (update_days), self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);
}

void
duo_chat_days_set_chats (DuoChatDays *self, DuoSession *session, GListModel *chats)
{
  g_return_if_fail (DUO_IS_CHAT_DAYS (self));

  clear_days (self);
  g_set_object (&self->session, session);
  g_set_object (&self->event, duo_session_get_event (session));
  g_set_object (&self->chats, chats);
  g_signal_group_set_target (self->chats_signals, chats);
  update_days (self);
}

void
duo_chat_days_set_narrow (DuoChatDays *self, gboolean narrow)
{
  g_return_if_fail (DUO_IS_CHAT_DAYS (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  for_each_row (self, visit_narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

void
duo_chat_days_update (DuoChatDays *self)
{
  g_return_if_fail (DUO_IS_CHAT_DAYS (self));

  for (guint i = 0; i < self->days->len; i++)
    update_heading (self, self->days->pdata[i]);
  for_each_row (self, visit_update);
}
