/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-day-head.h"

#include <glib/gi18n.h>

struct _DuoDayHead
{
  GtkBox parent_instance;

  GtkWidget *today; /* (nullable) */
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (DuoDayHead, duo_day_head, GTK_TYPE_BOX)

static void
duo_day_head_class_init (DuoDayHeadClass *klass)
{
}

static void
duo_day_head_init (DuoDayHead *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "day-head");
}

void
duo_day_head_update (DuoDayHead *self, const char *text, gboolean today)
{
  gtk_label_set_label (self->text, text);
  if (self->today)
    gtk_widget_set_visible (self->today, today);
}

GtkWidget *
duo_day_head_new (const char *day, gboolean centred)
{
  DuoDayHead *self = g_object_new (DUO_TYPE_DAY_HEAD, NULL);
  GtkWidget *name = gtk_label_new (day);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkAlign align = centred ? GTK_ALIGN_CENTER : GTK_ALIGN_START;

  gtk_widget_add_css_class (name, "heading");
  gtk_widget_set_halign (name, align);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self), name);

  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "dimmed");
  gtk_widget_set_halign (second, align);
  /* A toggle of three days at 360 px has no room for both. */
  if (!centred)
    {
      self->today = gtk_label_new (_ ("Today"));
      gtk_widget_add_css_class (self->today, "caption-heading");
      gtk_widget_add_css_class (self->today, "accent");
      gtk_box_append (GTK_BOX (second), self->today);
      gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
    }
  else
    {
      gtk_label_set_wrap (self->text, TRUE);
      gtk_label_set_justify (self->text, GTK_JUSTIFY_CENTER);
    }
  gtk_box_append (GTK_BOX (second), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (self), second);
  return GTK_WIDGET (self);
}
