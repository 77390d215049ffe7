/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @widget has the class from now on, or has it no more. */
void duo_css_class_set (GtkWidget *widget, const char *name, gboolean on);

G_END_DECLS
