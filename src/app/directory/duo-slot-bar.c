/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-slot-bar.h"

#include <glib/gi18n.h>

#include "shell/duo-announce.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

/* After that it is the service that one waits for. */
#define PATIENCE_MS 2000

struct _DuoSlotBar
{
  AdwBin parent_instance;

  char *when_free; /* what the subtitle says while nothing is on its way */
  gboolean busy;
  guint patience;

  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkButton *confirm;
  GtkLabel *confirm_label;
  GtkWidget *spinner;
  GtkBox *lost;
  GtkImage *lost_icon;
  GtkLabel *lost_title;
  GtkLabel *lost_subtitle;
  GtkBox *nearby;
};

enum
{
  CONFIRMED,
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSlotBar, duo_slot_bar, ADW_TYPE_BIN)

static void
on_confirm_clicked (DuoSlotBar *self)
{
  g_signal_emit (self, signals[CONFIRMED], 0);
}

static const DuoTimeRange *
get_range (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "range");
}

static void
on_nearby_clicked (DuoSlotBar *self, GtkWidget *button)
{
  const DuoTimeRange *range = get_range (button);

  g_signal_emit (self, signals[PICKED], 0, range->start, range->end);
}

static void
add_nearby (DuoSlotBar *self, DuoTimeRange range, GTimeZone *zone)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *label = duo_text_weekday_time (range.start, zone);
  g_autofree char *when = duo_text_with_my_range (duo_text_when (range, zone), range, zone, local);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "numeric");
  gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
  gtk_widget_set_tooltip_text (button, when);
  g_object_set_data_full (G_OBJECT (button), "range", g_memdup2 (&range, sizeof range), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_nearby_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->nearby, button);
}

/* No spinner without a word. */
static void
update_subtitle (DuoSlotBar *self)
{
  const char *text = !self->busy      ? self->when_free
                     : self->patience ? _ ("Being sent…")
                                      : _ ("Waiting for the service…");

  gtk_label_set_label (self->subtitle, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), text && *text);
}

static void
on_patience_over (gpointer data)
{
  DuoSlotBar *self = data;

  self->patience = 0;
  update_subtitle (self);
  duo_announce (GTK_WIDGET (self), gtk_label_get_label (self->subtitle),
                GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
duo_slot_bar_dispose (GObject *object)
{
  DuoSlotBar *self = DUO_SLOT_BAR (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_SLOT_BAR);
  g_clear_pointer (&self->when_free, g_free);

  G_OBJECT_CLASS (duo_slot_bar_parent_class)->dispose (object);
}

static void
duo_slot_bar_class_init (DuoSlotBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_slot_bar_dispose;

  signals[CONFIRMED] =
      g_signal_new ("confirmed", DUO_TYPE_SLOT_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PICKED] = g_signal_new ("picked", DUO_TYPE_SLOT_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-slot-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, title);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, subtitle);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, confirm);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, confirm_label);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, lost);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, lost_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, lost_title);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, lost_subtitle);
  gtk_widget_class_bind_template_child (widget_class, DuoSlotBar, nearby);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked);
}

static void
duo_slot_bar_init (DuoSlotBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_slot_bar_set_verb (DuoSlotBar *self, const char *label)
{
  g_return_if_fail (DUO_IS_SLOT_BAR (self));

  gtk_label_set_label (self->confirm_label, label);
}

void
duo_slot_bar_show_chosen (DuoSlotBar *self, const char *title, const char *subtitle)
{
  g_return_if_fail (DUO_IS_SLOT_BAR (self));

  gtk_label_set_label (self->title, title);
  g_set_str (&self->when_free, subtitle);
  update_subtitle (self);
  gtk_stack_set_visible_child_name (self->stack, "chosen");
}

static gboolean
shows_nearby (DuoSlotBar *self, const GArray *nearby)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->nearby));

  for (guint i = 0; i < nearby->len; i++)
    {
      if (!button || !duo_time_range_equal (*get_range (button), g_array_index (nearby, DuoSlot, i).range))
        return FALSE;
      button = gtk_widget_get_next_sibling (button);
    }
  return button == NULL;
}

/* What stays the same keeps its buttons, and with them the focus. */
static void
set_nearby (DuoSlotBar *self, const GArray *nearby, GTimeZone *zone)
{
  GtkWidget *child;

  if (shows_nearby (self, nearby))
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->nearby))))
    gtk_box_remove (self->nearby, child);
  for (guint i = 0; i < nearby->len; i++)
    add_nearby (self, g_array_index (nearby, DuoSlot, i).range, zone);
}

void
duo_slot_bar_show_lost (
    DuoSlotBar *self, const char *title, gboolean race, const GArray *nearby, GTimeZone *zone)
{
  g_return_if_fail (DUO_IS_SLOT_BAR (self));

  set_nearby (self, nearby, zone);
  gtk_image_set_from_icon_name (self->lost_icon,
                                race ? "dialog-warning-symbolic" : "preferences-system-time-symbolic");
  duo_css_class_set (GTK_WIDGET (self->lost_icon), "warning", race);
  gtk_label_set_label (self->lost_title, title);
  gtk_label_set_label (self->lost_subtitle,
                       nearby->len > 0 ? _ ("Here is what is left nearby") : _ ("No other slot is free now"));
  gtk_stack_set_visible_child_name (self->stack, "lost");
}

void
duo_slot_bar_set_busy (DuoSlotBar *self, gboolean busy)
{
  g_return_if_fail (DUO_IS_SLOT_BAR (self));

  g_clear_handle_id (&self->patience, g_source_remove);
  self->busy = busy;
  if (busy)
    self->patience = g_timeout_add_once (PATIENCE_MS, on_patience_over, self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm), !busy);
  gtk_widget_set_visible (self->spinner, busy);
  update_subtitle (self);
}

void
duo_slot_bar_set_narrow (DuoSlotBar *self, gboolean narrow)
{
  g_return_if_fail (DUO_IS_SLOT_BAR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lost),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->nearby, narrow);
  duo_css_class_set (GTK_WIDGET (self->nearby), "narrow", narrow);
}
