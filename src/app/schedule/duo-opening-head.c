/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-opening-head.h"

#include <glib/gi18n.h>

#include "shell/duo-menu-names.h"
#include "shell/duo-text.h"

struct _DuoOpeningHead
{
  AdwBin parent_instance;

  DuoEvent *event;
  DuoDay *day;
  GArray *durations; /* guint: what the drop-down offers */
  gboolean filling;
  char *length; /* "Length of slots, Tuesday 3 November" */

  AdwMultiLayoutView *layout;
  GtkLabel *name;
  GtkLabel *place;
  GtkMenuButton *menu;
  GtkDropDown *minutes;
  GtkLabel *counts;
};

enum
{
  MINUTES_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoOpeningHead, duo_opening_head, ADW_TYPE_BIN)

static void
on_selected (DuoOpeningHead *self)
{
  guint selected = gtk_drop_down_get_selected (self->minutes);

  if (!self->filling && selected < self->durations->len)
    g_signal_emit (self, signals[MINUTES_CHOSEN], 0, g_array_index (self->durations, guint, selected));
}

/* GTK says of it only what it shows, and of the toggle inside, on which a screen reader lands, the same as of it. */
static void
name_minutes (DuoOpeningHead *self, guint minutes)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self->minutes);
  g_autofree char *now = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  /* TRANSLATORS: for a screen reader: "Length of slots, Tuesday 3 November: 15 minutes" */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), self->length, now);

  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  minutes > 0 ? name : self->length, -1);
}

static guint
find_duration (DuoOpeningHead *self, guint minutes)
{
  for (guint i = 0; i < self->durations->len; i++)
    if (g_array_index (self->durations, guint, i) == minutes)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/* What the format offers, and what is set even if it is no longer offered. */
static GArray *
list_durations (DuoOpeningHead *self, guint set)
{
  const DuoFormat *format = &duo_event_get_record (self->event)->format;
  GArray *durations = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_vals (durations, format->durations, format->n_durations);
  if (set > 0 && !duo_format_allows_duration (format, set))
    g_array_append_val (durations, set);
  return durations;
}

static gboolean
is_same (const GArray *a, const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint)) == 0);
}

static void
offer_durations (DuoOpeningHead *self, guint set)
{
  g_autoptr (GArray) durations = list_durations (self, set);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (is_same (durations, self->durations))
    return;

  for (guint i = 0; i < durations->len; i++)
    {
      guint n = g_array_index (durations, guint, i);

      gtk_string_list_take (names, g_strdup_printf (ngettext ("%u minute", "%u minutes", n), n));
    }
  g_array_unref (self->durations);
  self->durations = g_steal_pointer (&durations);
  gtk_drop_down_set_model (self->minutes, G_LIST_MODEL (names));
}

static char *
dup_place (DuoOpeningHead *self, const char *place)
{
  if (duo_day_get_kind (self->day) == DUO_DAY_VIRTUAL)
    return g_strdup (_ ("Virtual"));
  if (!place)
    return g_strdup (_ ("In person, no place yet"));

  /* TRANSLATORS: where a day is: "In person, Hall B, stand 14" */
  return g_strdup_printf (_ ("In person, %s"), place);
}

void
duo_opening_head_update (DuoOpeningHead *self,
                         const DuoOpening *opening,
                         const char *counts,
                         gboolean editable)
{
  guint minutes = opening ? opening->minutes : 0;
  g_autofree char *place = dup_place (self, opening ? opening->place : NULL);

  self->filling = TRUE;
  offer_durations (self, minutes);
  gtk_drop_down_set_selected (self->minutes, find_duration (self, minutes));
  self->filling = FALSE;
  name_minutes (self, minutes);
  gtk_label_set_label (self->place, place);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->place), place);
  gtk_label_set_label (self->counts, counts);
  gtk_widget_set_sensitive (GTK_WIDGET (self->minutes), editable && opening && self->durations->len > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu), editable && opening);
}

void
duo_opening_head_set_layout (DuoOpeningHead *self, const char *name)
{
  g_return_if_fail (DUO_IS_OPENING_HEAD (self));

  adw_multi_layout_view_set_layout_name (self->layout, name);
}

DuoDay *
duo_opening_head_get_day (DuoOpeningHead *self)
{
  g_return_val_if_fail (DUO_IS_OPENING_HEAD (self), NULL);

  return self->day;
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *date)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", date);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (DuoDay *day)
{
  const char *date = duo_day_get_date (day);
  g_autoptr (GMenu) slots = g_menu_new ();
  g_autoptr (GMenu) whole = g_menu_new ();
  GMenu *menu = g_menu_new ();

  add_item (slots, _ ("Block Whole Day"), "availability.block-day", date);
  add_item (slots, _ ("Open Whole Day"), "availability.open-day", date);
  add_item (slots, _ ("Block Morning"), "availability.block-morning", date);
  add_item (slots, _ ("Block Afternoon"), "availability.block-afternoon", date);
  if (duo_day_get_kind (day) == DUO_DAY_IN_PERSON)
    add_item (whole, _ ("Set Place…"), "availability.set-place", date);
  else
    add_item (whole, _ ("Copy to Other Days…"), "availability.copy-day", date);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (slots));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (whole));
  return G_MENU_MODEL (menu);
}

static void
duo_opening_head_dispose (GObject *object)
{
  DuoOpeningHead *self = DUO_OPENING_HEAD (object);

  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_OPENING_HEAD);
  g_clear_object (&self->event);
  g_clear_pointer (&self->day, duo_day_unref);
  g_clear_pointer (&self->durations, g_array_unref);

  G_OBJECT_CLASS (duo_opening_head_parent_class)->dispose (object);
}

static void
duo_opening_head_finalize (GObject *object)
{
  g_free (DUO_OPENING_HEAD (object)->length);

  G_OBJECT_CLASS (duo_opening_head_parent_class)->finalize (object);
}

static void
duo_opening_head_class_init (DuoOpeningHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_opening_head_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_opening_head_finalize;

  signals[MINUTES_CHOSEN] = g_signal_new ("minutes-chosen", DUO_TYPE_OPENING_HEAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-opening-head.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningHead, layout);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningHead, name);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningHead, place);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningHead, menu);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningHead, minutes);
  gtk_widget_class_bind_template_child (widget_class, DuoOpeningHead, counts);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
duo_opening_head_init (DuoOpeningHead *self)
{
  self->durations = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_opening_head_new (DuoEvent *event, DuoDay *day)
{
  DuoOpeningHead *self = g_object_new (DUO_TYPE_OPENING_HEAD, NULL);
  GTimeZone *zone = duo_event_get_zone (event);
  g_autofree char *name = duo_text_day (duo_text_date_noon (duo_day_get_date (day), zone), zone);
  /* TRANSLATORS: the menu of a day: "More for Tuesday 3 November" */
  g_autofree char *more = g_strdup_printf (_ ("More for %s"), name);
  g_autoptr (GMenuModel) menu = make_menu (day);

  self->event = g_object_ref (event);
  self->day = duo_day_ref (day);
  /* TRANSLATORS: for a screen reader: "Length of slots, Tuesday 3 November" */
  self->length = g_strdup_printf (_ ("Length of slots, %s"), name);
  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), more);
  gtk_menu_button_set_menu_model (self->menu, menu);
  duo_menu_names_follow (gtk_menu_button_get_popover (self->menu));
  /* A screen reader lands on the toggle inside. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->menu))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, more, -1);
  return GTK_WIDGET (self);
}
