/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-picker-private.h"

#include <glib/gi18n.h>

#include "shell/duo-loading.h"
#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SHOW_BACK_BUTTON,
  N_PROPS,
};

enum
{
  DONE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSlotPicker, duo_slot_picker, ADW_TYPE_BIN)

static const DuoTimeRange nothing = {0, 0};

DuoSlotContext
duo_slot_picker_get_context (DuoSlotPicker *self)
{
  const char *peer = self->person ? duo_person_get_id (self->person) : duo_chat_get_peer_id (self->move);
  DuoTimeRange lost = self->loss == DUO_SLOT_LOSS_TAKEN ? self->lost : nothing;
  gint64 now = duo_clock_now (duo_event_get_clock (self->event));

  return (DuoSlotContext) {self->event, peer, self->local, self->chosen, lost, self->move, now};
}

const char *
duo_slot_picker_get_peer_name (DuoSlotPicker *self)
{
  return self->person ? duo_person_get_name (self->person) : duo_chat_get_peer_name (self->move);
}

static guint
count_free (const DuoSlotContext *context, const GArray *day)
{
  guint n = 0;

  for (guint i = 0; i < day->len; i++)
    {
      DuoSlotLook look = duo_slot_look (context, &g_array_index (day, DuoSlot, i));

      n += look == DUO_SLOT_LOOK_FREE || look == DUO_SLOT_LOOK_CHOSEN;
    }
  return n;
}

/* Open to others, and in the way of a chat that I have. */
static guint
count_mine (const DuoSlotContext *context, const GArray *day)
{
  guint n = 0;

  for (guint i = 0; i < day->len; i++)
    {
      const DuoSlot *slot = &g_array_index (day, DuoSlot, i);

      n += duo_slot_get_state_now (context, slot) == DUO_SLOT_OPEN &&
           duo_slot_look (context, slot) == DUO_SLOT_LOOK_CONFLICT;
    }
  return n;
}

static gboolean
zones_differ (DuoSlotPicker *self, gint64 moment)
{
  return duo_text_zones_differ (duo_event_get_zone (self->event), self->local, moment);
}

/* (nullable): where the zones do not differ that day */
static char *
dup_zones (DuoSlotPicker *self, const char *date)
{
  gint64 noon = duo_text_date_noon (date, duo_event_get_zone (self->event));
  const char *there = duo_event_get_zone_name (self->event);
  g_autofree char *here = duo_text_city (self->local);

  if (!zones_differ (self, noon))
    return NULL;
  if (self->narrow)
    /* TRANSLATORS: whose times stand where: "Stockholm, New York below" */
    return g_strdup_printf (_ ("%s, %s below"), there, here);

  return g_strdup_printf (_ ("Event time (%s), with your time (%s) below"), there, here);
}

/* (nullable): days differ in it, and nobody picks a time without knowing for how long */
static char *
dup_length (DuoSlotPicker *self, const char *date)
{
  const GArray *day = duo_slots_get_day (self->slots, date);
  guint minutes = day ? duo_slot_grid_get_minutes (day) : 0;

  if (minutes == 0)
    return NULL;

  /* TRANSLATORS: how long the slots of a day are: "15 minutes each" */
  return g_strdup_printf (ngettext ("%u minute each", "%u minutes each", minutes), minutes);
}

/* What holds for all slots of the day, above them. */
static void
update_facts (DuoSlotPicker *self)
{
  const char *date = duo_day_switch_get_date (self->days);
  g_autofree char *length = date ? dup_length (self, date) : NULL;
  g_autofree char *zones = date ? dup_zones (self, date) : NULL;
  g_autofree char *text =
      g_strconcat (length ? length : "", length && zones ? " · " : "", zones ? zones : "", NULL);

  gtk_label_set_label (self->facts_label, text);
  gtk_widget_set_visible (self->facts, *text != 0);
}

static int
get_hour (gconstpointer view)
{
  return ((const DuoSlotView *) view)->minute / 60;
}

static gint64
find_present_hour (GPtrArray *views)
{
  guint n = 0;

  while (n < views->len && ((DuoSlotView *) views->pdata[n])->look == DUO_SLOT_LOOK_PAST)
    n++;
  if (n == views->len)
    return 0;
  while (n > 0 && get_hour (views->pdata[n - 1]) == get_hour (views->pdata[n]))
    n--;
  return n > 0 ? ((DuoSlotView *) views->pdata[n])->range.start : 0;
}

/* Hours that are over would only push down what can still be chosen; the present one shows where now is. Those that
 * pass while one looks stay: no row moves under the pointer. */
static void
drop_past_hours (DuoSlotPicker *self, const char *date, GPtrArray *views)
{
  guint n = 0;

  if (g_strcmp0 (self->shown_date, date) != 0)
    {
      g_set_str (&self->shown_date, date);
      self->shown_from = find_present_hour (views);
    }
  while (n < views->len && ((DuoSlotView *) views->pdata[n])->range.start < self->shown_from)
    n++;
  g_ptr_array_remove_range (views, 0, n);
}

static void
update_table (DuoSlotPicker *self)
{
  DuoSlotContext context = duo_slot_picker_get_context (self);
  const char *date = duo_day_switch_get_date (self->days);
  g_autoptr (GPtrArray) views =
      duo_slot_views_new (&context, date ? duo_slots_get_day (self->slots, date) : NULL);

  drop_past_hours (self, date, views);
  duo_slot_table_set_views (self->table, views, duo_event_get_zone (self->event));
}

static char *
dup_chosen_title (DuoSlotPicker *self)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autofree char *day = NULL;
  g_autofree char *range = NULL;

  if (!self->narrow)
    return duo_text_when (self->chosen, zone);

  day = duo_text_day_short (self->chosen.start, zone);
  range = duo_text_range (self->chosen, zone);
  return g_strdup_printf (_ ("%s, %s"), day, range);
}

static char *
dup_instead (DuoSlotPicker *self)
{
  GTimeZone *zone = duo_event_get_zone (self->event);
  DuoTimeRange before = duo_chat_get_range (self->move);
  g_autofree char *time = duo_text_time (before.start, zone);
  g_autofree char *day = duo_text_day_short (before.start, zone);

  if (duo_text_same_day (before.start, self->chosen.start, zone))
    return g_strdup_printf (_ ("Instead of %s"), time);

  /* TRANSLATORS: a day and a time: "Instead of Tue 3, 14:15" */
  return g_strdup_printf (_ ("Instead of %s, %s"), day, time);
}

static char *
dup_chosen_subtitle (DuoSlotPicker *self)
{
  gboolean differ = zones_differ (self, self->chosen.start);
  g_autofree char *instead = self->move ? dup_instead (self) : NULL;
  g_autofree char *city = duo_text_city (self->local);
  g_autofree char *mine = duo_text_my_range (self->chosen, duo_event_get_zone (self->event), self->local);

  if (instead && differ)
    /* TRANSLATORS: "Instead of 14:15 · in New York 09:45–10:00" */
    return g_strdup_printf (_ ("%s · in %s %s"), instead, city, mine);
  if (instead)
    return g_steal_pointer (&instead);

  /* TRANSLATORS: "In New York 08:15–08:30" */
  return differ ? g_strdup_printf (_ ("In %s %s"), city, mine) : g_strdup ("");
}

static void
update_bar (DuoSlotPicker *self)
{
  gboolean chosen = self->chosen.start != 0;

  if (chosen)
    {
      g_autofree char *title = dup_chosen_title (self);
      g_autofree char *subtitle = dup_chosen_subtitle (self);

      duo_slot_bar_show_chosen (self->bar, title, subtitle);
    }
  else if (self->lost.start != 0)
    duo_slot_picker_show_loss (self);
  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar, chosen || self->lost.start != 0);
}

static void
update_question (DuoSlotPicker *self)
{
  gboolean needed = duo_slot_picker_needs_answer (self);
  gboolean reason = duo_slot_picker_needs_reason (self);

  gtk_widget_set_visible (GTK_WIDGET (self->question_group), needed || reason);
  if (reason)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->question), _ ("Reason (required)"));
  else if (needed)
    {
      g_autofree char *first = duo_text_first_name (duo_slot_picker_get_peer_name (self));
      g_autofree char *title = g_strdup_printf (_ ("%s Asks"), first);
      g_autofree char *escaped = g_markup_escape_text (title, -1);

      g_autofree char *whole = g_markup_escape_text (duo_person_get_question (self->person), -1);

      adw_preferences_group_set_title (self->question_group, escaped);
      adw_preferences_group_set_description (self->question_group, whole);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->question), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      duo_person_get_question (self->person), -1);
    }
}

/* The day of the chat that is moved, else the first on which something is free. */
static const char *
get_first_date (DuoSlotPicker *self, const char *const *dates, const guint *n_free)
{
  if (self->move)
    {
      g_autofree char *date =
          duo_text_date (duo_chat_get_range (self->move).start, duo_event_get_zone (self->event));

      for (guint i = 0; dates[i]; i++)
        if (g_str_equal (dates[i], date))
          return dates[i];
    }
  for (guint i = 0; dates[i]; i++)
    if (n_free[i] > 0)
      return dates[i];
  return dates[0];
}

/* The directory counts what the recruiter has open; days count what I can have of it. */
static char *
dup_hint (guint n_free, guint n_mine)
{
  if (n_mine > 0)
    return g_strdup_printf (ngettext ("%u more slot is open, but you have a chat at that time.",
                                      "%u more slots are open, but you have chats at those times.", n_mine),
                            n_mine);

  return g_strdup (n_free == 0 ? duo_sentence_for_lack_of_slots () : "");
}

/* Of the day that is shown; that nothing is left of any day is said on each. */
static void
update_hint (DuoSlotPicker *self)
{
  DuoSlotContext context = duo_slot_picker_get_context (self);
  const char *date = duo_day_switch_get_date (self->days);
  const GArray *day = date ? duo_slots_get_day (self->slots, date) : NULL;
  g_autofree char *hint = dup_hint (self->n_free, day ? count_mine (&context, day) : 0);

  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *hint != 0);
}

static void
update_days (DuoSlotPicker *self)
{
  DuoSlotContext context = duo_slot_picker_get_context (self);
  g_auto (GStrv) dates = duo_slots_dup_dates (self->slots);
  g_autofree guint *n_free = g_new0 (guint, g_strv_length (dates) + 1);

  self->n_free = 0;
  for (guint i = 0; dates[i]; i++)
    {
      n_free[i] = count_free (&context, duo_slots_get_day (self->slots, dates[i]));
      self->n_free += n_free[i];
    }
  duo_day_switch_set_days (self->days, (const char *const *) dates, n_free, duo_event_get_zone (self->event));
  /* They come day by day: the first on which something is free is known once all are there. */
  if (!self->shows_days && dates[0])
    {
      self->shows_days = duo_slots_get_loaded (self->slots);
      duo_day_switch_set_date (self->days, get_first_date (self, (const char *const *) dates, n_free));
    }
}

static const char *
get_state (DuoSlotPicker *self)
{
  g_auto (GStrv) dates = duo_slots_dup_dates (self->slots);

  if (*dates)
    return "slots";
  if (duo_slots_get_loaded (self->slots))
    return "none";

  /* They are not kept on this computer, so nothing would end the waiting. */
  return duo_session_get_state (self->session) == DUO_SESSION_OFFLINE ? "offline" : "loading";
}

static void
update_state (DuoSlotPicker *self)
{
  gtk_stack_set_visible_child_name (self->stack, get_state (self));
}

static void
give_focus (DuoSlotPicker *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->wants_focus || !self->shows_days || root == NULL)
    return;

  self->wants_focus = FALSE;
  if (gtk_root_get_focus (root) == self->focus_before)
    gtk_widget_child_focus (GTK_WIDGET (self->days), GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&self->focus_before);
}

void
duo_slot_picker_update (DuoSlotPicker *self)
{
  update_days (self);
  update_table (self);
  update_hint (self);
  update_facts (self);
  update_question (self);
  update_bar (self);
  update_state (self);
  give_focus (self);
}

static void
on_slot_chosen (DuoSlotPicker *self, gint64 start, gint64 end)
{
  g_autofree char *date = NULL;

  if (self->busy)
    return;

  self->chosen = (DuoTimeRange) {start, end};
  self->lost = nothing;
  date = duo_text_date (start, duo_event_get_zone (self->event));
  duo_day_switch_set_date (self->days, date);
  duo_slot_picker_update (self);
}

static void
on_day_changed (DuoSlotPicker *self)
{
  if (!self->slots)
    return;

  update_table (self);
  update_hint (self);
  update_facts (self);
}

static void
on_confirmed (DuoSlotPicker *self)
{
  duo_slot_picker_confirm (self);
}

static void
on_answer_changed (DuoSlotPicker *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->question), "error");
}

/* Beside the profile one way back is enough. */
static void
set_show_back_button (DuoSlotPicker *self, gboolean show)
{
  if (self->show_back_button == !!show)
    return;

  self->show_back_button = !!show;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_BACK_BUTTON]);
}

static void
duo_slot_picker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, DUO_SLOT_PICKER (object)->narrow);
      break;
    case PROP_SHOW_BACK_BUTTON:
      g_value_set_boolean (value, DUO_SLOT_PICKER (object)->show_back_button);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_slot_picker_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      duo_slot_picker_set_narrow (DUO_SLOT_PICKER (object), g_value_get_boolean (value));
      break;
    case PROP_SHOW_BACK_BUTTON:
      set_show_back_button (DUO_SLOT_PICKER (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_slot_picker_dispose (GObject *object)
{
  DuoSlotPicker *self = DUO_SLOT_PICKER (object);

  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_SLOT_PICKER);
  g_clear_handle_id (&self->passing, g_source_remove);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_pointer (&self->shown_date, g_free);
  g_clear_object (&self->slots);
  g_clear_object (&self->move);
  g_clear_object (&self->person);
  g_clear_object (&self->event);
  g_clear_object (&self->session);
  g_clear_pointer (&self->local, g_time_zone_unref);

  G_OBJECT_CLASS (duo_slot_picker_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-slot-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, title);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, loading);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, days);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, facts);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, facts_label);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, hint);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, table);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, question_group);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, question);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotPicker, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_slot_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_day_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_confirmed);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_changed);
}

static void
duo_slot_picker_class_init (DuoSlotPickerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_slot_picker_get_property;
  object_class->set_property = duo_slot_picker_set_property;
  object_class->dispose = duo_slot_picker_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_BACK_BUTTON] = g_param_spec_boolean ("show-back-button", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[DONE] =
      g_signal_new ("done", DUO_TYPE_SLOT_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DUO_TYPE_DAY_SWITCH);
  g_type_ensure (DUO_TYPE_SLOT_BAR);
  g_type_ensure (DUO_TYPE_SLOT_TABLE);
  bind_template (GTK_WIDGET_CLASS (class));
}

static void
duo_slot_picker_init (DuoSlotPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  duo_loading_add_spinner (self->loading);
  self->local = g_time_zone_new_local ();
}

/* Whoever moves a chat as a recruiter picks among their own slots. */
static DuoPerson *
dup_recruiter (DuoSlotPicker *self)
{
  const char *me = duo_event_get_record (self->event)->me;
  g_autoptr (DuoPersonRecord) record = NULL;
  DuoPerson *person = self->person;

  if (duo_event_get_role (self->event) == DUO_ROLE_RECRUITER)
    person = duo_event_find_person (self->event, me);
  if (person)
    return g_object_ref (person);

  record = duo_person_record_new ();
  record->id = g_strdup (self->move ? duo_chat_get_record (self->move)->recruiter : me);
  record->role = DUO_ROLE_RECRUITER;
  return duo_person_new (record, NULL);
}

void
duo_slot_picker_set_up (DuoSlotPicker *self, DuoSession *session, DuoPerson *person, DuoChat *move)
{
  g_autoptr (DuoPerson) recruiter = NULL;

  g_return_if_fail (DUO_IS_SLOT_PICKER (self));
  g_return_if_fail (!self->session && (person || move));

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  g_set_object (&self->person, person);
  g_set_object (&self->move, move);
  recruiter = dup_recruiter (self);
  self->slots = duo_session_watch_slots (session, recruiter);
  g_signal_connect_object (self->slots, "changed", G_CALLBACK (duo_slot_picker_follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (duo_event_get_chats (self->event), "items-changed",
                           G_CALLBACK (duo_slot_picker_follow), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);

  adw_window_title_set_title (self->title, move ? _ ("Move 1-1 Chat") : _ ("Pick a Time"));
  duo_slot_bar_set_verb (self->bar, duo_slot_picker_get_verb_label (self));
  duo_slot_picker_follow (self);
}

void
duo_slot_picker_set_narrow (DuoSlotPicker *self, gboolean narrow)
{
  g_return_if_fail (DUO_IS_SLOT_PICKER (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  duo_day_switch_set_narrow (self->days, narrow);
  duo_slot_table_set_narrow (self->table, narrow);
  duo_slot_bar_set_narrow (self->bar, narrow);
  if (self->session)
    {
      adw_window_title_set_subtitle (self->title, narrow ? duo_slot_picker_get_peer_name (self) : "");
      update_facts (self);
      update_bar (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

AdwToolbarView *
duo_slot_picker_get_toolbar (DuoSlotPicker *self)
{
  g_return_val_if_fail (DUO_IS_SLOT_PICKER (self), NULL);

  return self->toolbar;
}

void
duo_slot_picker_take_focus (DuoSlotPicker *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (DUO_IS_SLOT_PICKER (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  /* Somebody was faster and is among the slots already. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack)))
    return;

  self->wants_focus = TRUE;
  g_set_weak_pointer (&self->focus_before, focus);
  give_focus (self);
}
