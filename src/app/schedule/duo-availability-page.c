/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-availability-page-private.h"

#include <glib/gi18n.h>

#include "duo-opening-head.h"
#include "shell/duo-css-class.h"
#include "shell/duo-loading.h"
#include "shell/duo-text.h"
#include "shell/duo-undo.h"
#include "shell/duo-window.h"

/* Pixels of an hour; a slot of five minutes has 34 (design/NOTES, 06). */
#define HOUR_HEIGHT 144
#define SHEET_WIDTH 400
#define EXPLAINED "slots-explained"

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_TIGHT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoAvailabilityPage, duo_availability_page, ADW_TYPE_BIN)

gboolean
duo_availability_page_can_edit (DuoAvailabilityPage *self)
{
  return self->edits && duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
}

DuoDayColumn *
duo_availability_page_find_column (DuoAvailabilityPage *self, const char *date)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);

  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (duo_day_column_get_date (columns->pdata[i]), date))
      return columns->pdata[i];

  return NULL;
}

/* ── heads ── */

static void
on_minutes_chosen (DuoAvailabilityPage *self, guint minutes, DuoOpeningHead *head)
{
  duo_availability_page_set_minutes (self, duo_day_get_date (duo_opening_head_get_day (head)), minutes);
}

static GtkWidget *
make_head (DuoDayColumn *column, gpointer data)
{
  DuoAvailabilityPage *self = data;
  GtkWidget *head = duo_opening_head_new (self->event, duo_day_column_get_day (column));

  g_signal_connect_object (head, "minutes-chosen", G_CALLBACK (on_minutes_chosen), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (column), "head", head);
  return head;
}

static DuoSlotTally
count (DuoAvailabilityPage *self, DuoDayColumn *column)
{
  DuoSlotTally tally = {0};

  if (self->edits)
    duo_availability_page_count (self, column, &tally);
  return tally;
}

static char *
describe_open (DuoDayColumn *column, gpointer data)
{
  guint open = count (data, column).open;

  return g_strdup_printf (ngettext ("%u open", "%u open", open), open);
}

/* "15 open, 4 booked" */
static char *
describe (DuoDayColumn *column, gpointer data)
{
  DuoSlotTally tally = count (data, column);
  g_autofree char *open = describe_open (column, data);

  /* TRANSLATORS: of a day: "15 open", and how many slots are booked */
  return g_strdup_printf (ngettext ("%s, %u booked", "%s, %u booked", tally.booked), open, tally.booked);
}

static void
update_head (DuoAvailabilityPage *self, DuoDayColumn *column)
{
  const char *date = duo_day_column_get_date (column);
  g_autofree char *counts = describe (column, self);

  duo_opening_head_update (g_object_get_data (G_OBJECT (column), "head"),
                           duo_day_edits_get_opening (self->edits, date), counts,
                           duo_availability_page_can_edit (self));
}

/* ── the pane ── */

static void
update_pane (DuoAvailabilityPage *self, DuoSettingsPane *pane, const DuoSlotTally *tally)
{
  if (!pane)
    return;

  duo_settings_pane_set_recruiter (pane, self->recruiter);
  duo_settings_pane_set_capacity (pane, tally);
  duo_settings_pane_set_online (pane, duo_availability_page_can_edit (self));
}

static void choose_recruiter (DuoAvailabilityPage *self, DuoPerson *recruiter);

static DuoSettingsPane *
make_pane (DuoAvailabilityPage *self)
{
  GtkWidget *pane = duo_settings_pane_new (self->session, self->event);

  g_signal_connect_object (pane, "calendar-chosen", G_CALLBACK (choose_recruiter), self, G_CONNECT_SWAPPED);
  return DUO_SETTINGS_PANE (pane);
}

/* What only a wide page has is made when the page is wide for the first time. */
static void
show_pane (DuoAvailabilityPage *self)
{
  gboolean shown = !self->folded && self->event;

  if (shown && !self->pane)
    {
      self->pane = make_pane (self);
      adw_bin_set_child (self->pane_place, GTK_WIDGET (self->pane));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->pane_place), shown);
  gtk_widget_set_visible (self->pane_edge, shown);
  gtk_widget_set_visible (self->fold_bar, self->folded);
}

void
duo_availability_page_show_settings (DuoAvailabilityPage *self)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  if (!self->recruiter)
    return;

  g_set_weak_pointer (&self->sheet_pane, make_pane (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->sheet_pane));
  adw_dialog_set_title (dialog, _ ("Booking Settings"));
  adw_dialog_set_content_width (dialog, SHEET_WIDTH);
  adw_dialog_set_child (dialog, view);
  duo_availability_page_update (self);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
update_fold_label (DuoAvailabilityPage *self)
{
  const char *mode = duo_person_get_direct (self->recruiter) ? _ ("Direct") : _ ("Selective");
  /* TRANSLATORS: whose calendar it is, and how talents book: "Oluwaseun Adeyemi · Direct" */
  g_autofree char *text = g_strdup_printf (_ ("%s · %s"), duo_person_get_name (self->recruiter),
                                           duo_person_get_paused (self->recruiter) ? _ ("Paused") : mode);

  gtk_label_set_label (self->fold_label, text);
}

/* ── all of it ── */

static GtkWidget *
choose_child (DuoAvailabilityPage *self)
{
  gboolean offline = duo_session_get_state (self->session) == DUO_SESSION_OFFLINE;

  if (self->event && duo_event_calendar_get_columns (self->calendar)->len == 0)
    return self->empty;

  return self->edits && (offline || duo_slots_get_loaded (self->slots)) ? self->editor
                                                                        : GTK_WIDGET (self->loading);
}

static void
update_columns (DuoAvailabilityPage *self)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);
  DuoSlotTally tally = {0};

  for (guint i = 0; i < columns->len; i++)
    {
      duo_availability_page_fill_column (self, columns->pdata[i]);
      duo_availability_page_count (self, columns->pdata[i], &tally);
      update_head (self, columns->pdata[i]);
    }
  tally.waiting = duo_event_get_capacity (self->event, duo_person_get_id (self->recruiter), NULL).waiting;
  update_pane (self, self->pane, &tally);
  update_pane (self, self->sheet_pane, &tally);
  duo_event_calendar_set_scale (self->calendar, HOUR_HEIGHT, duo_availability_page_get_shortest (self));
}

/* Nothing on a calendar says what a press does: said until it is understood. */
static void
update_hint (DuoAvailabilityPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  gtk_widget_set_visible (self->hint, settings && duo_availability_page_can_edit (self) &&
                                          !g_settings_get_boolean (settings, EXPLAINED));
}

static void
on_understood (DuoAvailabilityPage *self)
{
  GSettings *settings = duo_window_get_settings (GTK_WIDGET (self));

  if (settings)
    g_settings_set_boolean (settings, EXPLAINED, TRUE);
  update_hint (self);
}

static void
on_updated (DuoAvailabilityPage *self)
{
  gtk_stack_set_visible_child (self->stack, choose_child (self));
  if (!self->edits)
    return;

  update_columns (self);
  update_fold_label (self);
  update_hint (self);
  duo_availability_page_update_bar (self);
  gtk_widget_set_sensitive (self->undo,
                            duo_day_edits_can_undo (self->edits) && duo_availability_page_can_edit (self));
}

void
duo_availability_page_update (DuoAvailabilityPage *self)
{
  if (self->event)
    duo_event_calendar_update (self->calendar);
}

static gboolean
is_narrow (DuoAvailabilityPage *self)
{
  gboolean narrow;

  g_object_get (self->calendar, "narrow", &narrow, NULL);
  return narrow;
}

/* Where the window is small the calendar keeps most of it: what is above a day fits one line. */
static void
lay_out_heads (DuoAvailabilityPage *self)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);
  const char *layout = self->tight ? "tight" : is_narrow (self) ? "narrow" : "wide";

  for (guint i = 0; i < columns->len; i++)
    duo_opening_head_set_layout (g_object_get_data (columns->pdata[i], "head"), layout);
}

static void
on_days_made (DuoAvailabilityPage *self)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);

  for (guint i = 0; i < columns->len; i++)
    duo_availability_page_watch_column (self, columns->pdata[i]);
  lay_out_heads (self);
}

static void
on_narrow_changed (DuoAvailabilityPage *self)
{
  gboolean narrow = is_narrow (self);

  lay_out_heads (self);
  gtk_widget_set_visible (self->fold_button, !narrow);
  duo_css_class_set (GTK_WIDGET (self->fold_label), "caption", narrow);
  duo_availability_page_clear_selection (self);
}

static void
on_cancelled (DuoAvailabilityPage *self)
{
  duo_availability_page_clear_selection (self);
}

static void
on_chosen (DuoAvailabilityPage *self, gboolean block)
{
  duo_availability_page_set_selected (self, block);
}

/* ── whose ── */

static void
let_go_of_recruiter (DuoAvailabilityPage *self)
{
  duo_availability_page_forget_lost (self);
  if (self->edits)
    g_signal_handlers_disconnect_by_data (self->edits, self);
  if (self->recruiter)
    g_signal_handlers_disconnect_by_data (self->recruiter, self);
  g_clear_object (&self->edits);
  g_clear_object (&self->slots);
  g_clear_object (&self->recruiter);
  g_clear_pointer (&self->selection.date, g_free);
}

static void
choose_recruiter (DuoAvailabilityPage *self, DuoPerson *recruiter)
{
  g_autoptr (DuoPerson) held = g_object_ref (recruiter);

  if (self->recruiter == recruiter)
    return;

  let_go_of_recruiter (self);
  self->recruiter = g_steal_pointer (&held);
  self->slots = duo_session_watch_slots (self->session, recruiter);
  self->edits = duo_day_edits_new (self->session, recruiter, self->slots);
  g_signal_connect_swapped (self->edits, "changed", G_CALLBACK (duo_availability_page_update), self);
  g_signal_connect_swapped (self->edits, "failed", G_CALLBACK (duo_availability_page_say_failed), self);
  g_signal_connect_swapped (recruiter, "notify", G_CALLBACK (duo_availability_page_update), self);
  duo_event_calendar_set_recruiter (self->calendar, duo_person_get_id (recruiter));
  duo_availability_page_update (self);
}

/* I am one of the people of my company, who come some time after the event. */
static void
find_myself (DuoAvailabilityPage *self)
{
  DuoPerson *me = duo_event_find_person (self->event, duo_event_get_record (self->event)->me);

  if (me && !self->recruiter)
    choose_recruiter (self, me);
}

static void
on_event_changed (DuoAvailabilityPage *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (event == self->event)
    return;

  if (self->event)
    g_signal_handlers_disconnect_by_data (duo_event_get_colleagues (self->event), self);
  let_go_of_recruiter (self);
  adw_bin_set_child (self->pane_place, NULL);
  self->pane = NULL;
  g_set_object (&self->event, event);
  duo_event_calendar_show_event (self->calendar, event);
  if (!event)
    return;

  g_signal_connect_swapped (duo_event_get_colleagues (event), "items-changed", G_CALLBACK (find_myself),
                            self);
  show_pane (self);
  find_myself (self);
}

static void
duo_availability_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoAvailabilityPage *self = DUO_AVAILABILITY_PAGE (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_TIGHT:
      g_value_set_boolean (value, self->tight);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_folded (DuoAvailabilityPage *self, gboolean folded)
{
  if (self->folded == folded)
    return;

  self->folded = folded;
  show_pane (self);
  duo_availability_page_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
set_tight (DuoAvailabilityPage *self, gboolean tight)
{
  if (self->tight == tight)
    return;

  self->tight = tight;
  lay_out_heads (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIGHT]);
}

static void
duo_availability_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLDED:
      set_folded (DUO_AVAILABILITY_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_TIGHT:
      set_tight (DUO_AVAILABILITY_PAGE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_availability_page_dispose (GObject *object)
{
  DuoAvailabilityPage *self = DUO_AVAILABILITY_PAGE (object);

  if (self->event)
    g_signal_handlers_disconnect_by_data (duo_event_get_colleagues (self->event), self);
  let_go_of_recruiter (self);
  g_clear_weak_pointer (&self->sheet_pane);
  g_clear_pointer (&self->chat_menu, gtk_widget_unparent);
  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_AVAILABILITY_PAGE);
  g_clear_object (&self->undo);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_availability_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-availability-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, empty);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, loading);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, editor);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, pane_place);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, pane_edge);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, hint);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, fold_bar);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, fold_label);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, fold_button);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, DuoAvailabilityPage, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_days_made);
  gtk_widget_class_bind_template_callback (widget_class, on_updated);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancelled);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_understood);
}

static void
duo_availability_page_class_init (DuoAvailabilityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_availability_page_dispose;
  object_class->get_property = duo_availability_page_get_property;
  object_class->set_property = duo_availability_page_set_property;

  properties[PROP_FOLDED] = g_param_spec_boolean (
      "folded", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TIGHT] = g_param_spec_boolean (
      "tight", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DUO_TYPE_EVENT_CALENDAR);
  g_type_ensure (DUO_TYPE_SELECTION_BAR);
  bind_template (widget_class);
  duo_availability_page_install_actions (widget_class);
}

static void
duo_availability_page_init (DuoAvailabilityPage *self)
{
  static const DuoEventCalendarHeads heads = {make_head, describe_open};

  gtk_widget_init_template (GTK_WIDGET (self));
  duo_loading_add_spinner (self->loading);
  duo_event_calendar_set_heads (self->calendar, &heads, self);
  duo_availability_page_install_selection (self);
  self->undo = duo_undo_button_new (GTK_WIDGET (self), G_CALLBACK (duo_availability_page_undo));
}

GtkWidget *
duo_availability_page_new (DuoSession *session)
{
  DuoAvailabilityPage *self = g_object_new (DUO_TYPE_AVAILABILITY_PAGE, NULL);

  self->session = g_object_ref (session);
  duo_event_calendar_set_session (self->calendar, session);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (on_event_changed), self, G_CONNECT_SWAPPED);
  on_event_changed (self);
  return GTK_WIDGET (self);
}

GtkWidget *
duo_availability_page_get_undo_button (DuoAvailabilityPage *self)
{
  g_return_val_if_fail (DUO_IS_AVAILABILITY_PAGE (self), NULL);

  return self->undo;
}
