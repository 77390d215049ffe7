/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-selection-bar.h"
#include "shell/duo-css-class.h"

#include <glib/gi18n.h>

struct _DuoSelectionBar
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *when;
  GtkButton *open;
  GtkButton *block;
};

enum
{
  CANCELLED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSelectionBar, duo_selection_bar, ADW_TYPE_BIN)

static void
on_cancel (DuoSelectionBar *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
on_open (DuoSelectionBar *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, FALSE);
}

static void
on_block (DuoSelectionBar *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, TRUE);
}

static void
show_button (GtkButton *button, char *label, gboolean shown, gboolean suggested)
{
  g_autofree char *taken = label;

  gtk_button_set_label (button, taken);
  gtk_widget_set_visible (GTK_WIDGET (button), shown);
  duo_css_class_set (GTK_WIDGET (button), "suggested-action", suggested);
}

void
duo_selection_bar_show (DuoSelectionBar *self, guint open, guint blocked, const char *when)
{
  guint all = open + blocked;
  g_autofree char *title = g_strdup_printf (ngettext ("%u slot selected", "%u slots selected", all), all);

  g_return_if_fail (DUO_IS_SELECTION_BAR (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->when, when);
  show_button (self->block, g_strdup_printf (ngettext ("Block %u Slot", "Block %u Slots", open), open),
               open > 0, TRUE);
  show_button (self->open, g_strdup_printf (ngettext ("Open %u Slot", "Open %u Slots", blocked), blocked),
               blocked > 0, open == 0);
}

static void
duo_selection_bar_dispose (GObject *object)
{
  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_SELECTION_BAR);

  G_OBJECT_CLASS (duo_selection_bar_parent_class)->dispose (object);
}

static void
duo_selection_bar_class_init (DuoSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_selection_bar_dispose;

  signals[CANCELLED] = g_signal_new ("cancelled", DUO_TYPE_SELECTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", DUO_TYPE_SELECTION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoSelectionBar, title);
  gtk_widget_class_bind_template_child (widget_class, DuoSelectionBar, when);
  gtk_widget_class_bind_template_child (widget_class, DuoSelectionBar, open);
  gtk_widget_class_bind_template_child (widget_class, DuoSelectionBar, block);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_block);
}

static void
duo_selection_bar_init (DuoSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
