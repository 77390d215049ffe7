/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-filter-chip.h"

#include <glib/gi18n.h>

#include "duo-filter-popover.h"
#include "shell/duo-css-class.h"

struct _DuoFilterChip
{
  AdwBin parent_instance;

  DuoFacet facet;
  GListModel *people;
  GStrv chosen; /* NULL where nothing is */

  GtkMenuButton *button;
  GtkWidget *popover; /* (nullable): made when it is opened first */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoFilterChip, duo_filter_chip, ADW_TYPE_BIN)

static char *
dup_label (DuoFilterChip *self)
{
  static const char *const names[] = {N_ ("Topic"), N_ ("Company"), N_ ("Language")};
  /* TRANSLATORS: What a chip says with one value chosen: "Language: English" */
  static const char *const one[] = {N_ ("Topic: %s"), N_ ("Company: %s"), N_ ("Language: %s")};
  /* TRANSLATORS: What a chip says with several chosen: "Topics: 2" */
  static const char *const many[] = {N_ ("Topics: %s"), N_ ("Companies: %s"), N_ ("Languages: %s")};
  guint n = self->chosen ? g_strv_length (self->chosen) : 0;
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_auto (GStrv) parts = NULL;

  if (n == 0)
    return g_strdup (_ (names[self->facet]));

  parts = g_strsplit (n == 1 ? _ (one[self->facet]) : _ (many[self->facet]), "%s", 2);
  return g_strjoinv (n == 1 ? self->chosen[0] : number, parts);
}

static void
update_label (DuoFilterChip *self)
{
  g_autofree char *label = dup_label (self);

  gtk_menu_button_set_label (self->button, label);
  duo_css_class_set (GTK_WIDGET (self->button), "on", self->chosen != NULL);
}

static void
take_chosen (DuoFilterChip *self, char **chosen)
{
  g_auto (GStrv) now = chosen;

  g_strfreev (self->chosen);
  self->chosen = now && *now ? g_steal_pointer (&now) : NULL;
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_chosen (DuoFilterChip *self)
{
  take_chosen (self,
               g_strdupv ((char **) duo_filter_popover_get_chosen (DUO_FILTER_POPOVER (self->popover))));
}

static void
make_popover (DuoFilterChip *self)
{
  self->popover = duo_filter_popover_new (self->facet);
  g_signal_connect_object (self->popover, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "cleared", G_CALLBACK (duo_filter_chip_clear), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->button, self->popover);
}

static void
count (DuoFilterChip *self)
{
  duo_filter_popover_count (DUO_FILTER_POPOVER (self->popover), self->people,
                            (const char *const *) self->chosen);
}

/* Counted when one looks, not while people come and go. */
static void
on_opening (GtkMenuButton *button, gpointer data)
{
  DuoFilterChip *self = data;

  if (!self->popover)
    make_popover (self);
  count (self);
}

static void
duo_filter_chip_dispose (GObject *object)
{
  DuoFilterChip *self = DUO_FILTER_CHIP (object);

  self->popover = NULL;
  g_clear_object (&self->people);
  g_clear_pointer (&self->chosen, g_strfreev);

  G_OBJECT_CLASS (duo_filter_chip_parent_class)->dispose (object);
}

static void
duo_filter_chip_class_init (DuoFilterChipClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_filter_chip_dispose;

  signals[CHANGED] =
      g_signal_new ("changed", DUO_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
duo_filter_chip_init (DuoFilterChip *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  /* The name of a company may be longer than any line. */
  gtk_menu_button_set_can_shrink (self->button, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "chip");
  gtk_menu_button_set_create_popup_func (self->button, on_opening, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

GtkWidget *
duo_filter_chip_new (DuoFacet facet)
{
  DuoFilterChip *self = g_object_new (DUO_TYPE_FILTER_CHIP, NULL);

  self->facet = facet;
  update_label (self);
  return GTK_WIDGET (self);
}

void
duo_filter_chip_set_people (DuoFilterChip *self, GListModel *people)
{
  g_return_if_fail (DUO_IS_FILTER_CHIP (self));

  g_set_object (&self->people, people);
}

void
duo_filter_chip_look_again (DuoFilterChip *self)
{
  g_return_if_fail (DUO_IS_FILTER_CHIP (self));

  if (self->popover && gtk_widget_get_visible (self->popover))
    count (self);
}

char **
duo_filter_chip_dup_values (DuoFilterChip *self)
{
  g_return_val_if_fail (DUO_IS_FILTER_CHIP (self), NULL);

  return g_strdupv (self->chosen);
}

void
duo_filter_chip_set_values (DuoFilterChip *self, const char *const *values)
{
  g_return_if_fail (DUO_IS_FILTER_CHIP (self));

  take_chosen (self, g_strdupv ((char **) values));
}

void
duo_filter_chip_clear (DuoFilterChip *self)
{
  g_return_if_fail (DUO_IS_FILTER_CHIP (self));

  if (self->chosen)
    duo_filter_chip_set_values (self, NULL);
}
