/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-length-chips.h"

#include <glib/gi18n.h>

static const guint usual[] = {10, 15, 20, 30, 45, 60};

struct _DuoLengthChips
{
  AdwBin parent_instance;

  AdwWrapBox *box;
  GPtrArray *chips; /* GtkToggleButton, shortest first; borrowed */
  GtkWidget *other; /* the last chip: any length that is allowed */
  GtkSpinButton *minutes;
  gboolean showing;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DuoLengthChips, duo_length_chips, ADW_TYPE_BIN)

static guint
get_minutes (gpointer chip)
{
  return GPOINTER_TO_UINT (g_object_get_data (chip, "minutes"));
}

static guint
count_on (DuoLengthChips *self)
{
  guint n = 0;

  for (guint i = 0; i < self->chips->len; i++)
    n += gtk_toggle_button_get_active (self->chips->pdata[i]);
  return n;
}

static void
show_tick (GtkToggleButton *chip)
{
  GtkWidget *tick = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (chip)));

  gtk_widget_set_visible (tick, gtk_toggle_button_get_active (chip));
}

/* Somebody must be able to offer something. */
static void
on_toggled (DuoLengthChips *self, GtkToggleButton *chip)
{
  if (!self->showing && count_on (self) == 0)
    {
      gtk_toggle_button_set_active (chip, TRUE);
      return;
    }
  show_tick (chip);
  if (!self->showing)
    g_signal_emit (self, changed_signal, 0);
}

static GtkWidget *
make_chip (DuoLengthChips *self, guint minutes)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autofree char *text = g_strdup_printf ("%u", minutes);
  g_autofree char *name = g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);

  gtk_box_append (GTK_BOX (box), tick);
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_widget_set_visible (tick, FALSE);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), "minutes", GUINT_TO_POINTER (minutes));
  g_signal_connect_object (chip, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  return chip;
}

static void
add_chip (DuoLengthChips *self, guint minutes)
{
  guint at = 0;
  GtkWidget *chip;

  while (at < self->chips->len && get_minutes (self->chips->pdata[at]) < minutes)
    at++;
  if (at < self->chips->len && get_minutes (self->chips->pdata[at]) == minutes)
    return;
  chip = make_chip (self, minutes);
  adw_wrap_box_insert_child_after (self->box, chip, at > 0 ? self->chips->pdata[at - 1] : NULL);
  g_ptr_array_insert (self->chips, (int) at, chip);
}

/* ── any other length ── */

static void
choose (DuoLengthChips *self, guint minutes)
{
  add_chip (self, minutes);
  for (guint i = 0; i < self->chips->len; i++)
    if (get_minutes (self->chips->pdata[i]) == minutes)
      gtk_toggle_button_set_active (self->chips->pdata[i], TRUE);
}

static void
on_other_added (DuoLengthChips *self)
{
  gtk_spin_button_update (self->minutes);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->other));
  choose (self, (guint) gtk_spin_button_get_value_as_int (self->minutes));
}

static GtkWidget *
make_minutes (DuoLengthChips *self)
{
  GtkWidget *minutes =
      gtk_spin_button_new_with_range (DUO_STEP_MINUTES, DUO_LONGEST_MINUTES, DUO_STEP_MINUTES);

  self->minutes = GTK_SPIN_BUTTON (minutes);
  gtk_spin_button_set_snap_to_ticks (self->minutes, TRUE);
  gtk_spin_button_set_value (self->minutes, 25);
  gtk_accessible_update_property (GTK_ACCESSIBLE (minutes), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Length in minutes"), -1);
  g_signal_connect_object (minutes, "activate", G_CALLBACK (on_other_added), self, G_CONNECT_SWAPPED);
  return minutes;
}

static GtkWidget *
make_popover (DuoLengthChips *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));

  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_other_added), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), make_minutes (self));
  gtk_box_append (GTK_BOX (box), add);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
add_other (DuoLengthChips *self)
{
  self->other = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->other), _ ("Other…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->other), make_popover (self));
  gtk_widget_add_css_class (self->other, "chip");
  adw_wrap_box_append (self->box, self->other);
}

static void
duo_length_chips_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_LENGTH_CHIPS (object)->chips);

  G_OBJECT_CLASS (duo_length_chips_parent_class)->finalize (object);
}

static void
duo_length_chips_class_init (DuoLengthChipsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = duo_length_chips_finalize;

  changed_signal =
      g_signal_new ("changed", DUO_TYPE_LENGTH_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_length_chips_init (DuoLengthChips *self)
{
  self->chips = g_ptr_array_new ();
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    add_chip (self, usual[i]);
  add_other (self);
}

void
duo_length_chips_set_format (DuoLengthChips *self, const DuoFormat *format)
{
  g_return_if_fail (DUO_IS_LENGTH_CHIPS (self));

  self->showing = TRUE;
  for (guint i = 0; i < format->n_durations; i++)
    add_chip (self, format->durations[i]);
  for (guint i = 0; i < self->chips->len; i++)
    {
      gboolean on = duo_format_allows_duration (format, get_minutes (self->chips->pdata[i]));

      gtk_toggle_button_set_active (self->chips->pdata[i], on);
    }
  self->showing = FALSE;
}

void
duo_length_chips_get_format (DuoLengthChips *self, DuoFormat *format)
{
  g_return_if_fail (DUO_IS_LENGTH_CHIPS (self));

  format->n_durations = 0;
  for (guint i = 0; i < self->chips->len && format->n_durations < DUO_MAX_DURATIONS; i++)
    if (gtk_toggle_button_get_active (self->chips->pdata[i]))
      format->durations[format->n_durations++] = get_minutes (self->chips->pdata[i]);
}
