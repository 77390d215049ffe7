/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-dialog-hold.h"

struct _DuoDialogHold
{
  GListModel *dialogs;
  GPtrArray *held;
};

static GPtrArray *
list_dialogs (GListModel *dialogs)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    g_ptr_array_add (all, g_list_model_get_item (dialogs, i));
  return all;
}

static gboolean
on_let_go (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
free_held (gpointer data)
{
  g_ptr_array_unref (data);
}

/* One that closes is not among them any more, and is let go once it has. */
static void
on_changed (DuoDialogHold *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_let_go, g_steal_pointer (&self->held), free_held);
  self->held = list_dialogs (self->dialogs);
}

DuoDialogHold *
duo_dialog_hold_new (AdwApplicationWindow *window)
{
  DuoDialogHold *self = g_new0 (DuoDialogHold, 1);

  self->dialogs = adw_application_window_get_dialogs (window);
  self->held = list_dialogs (self->dialogs);
  g_signal_connect_swapped (self->dialogs, "items-changed", G_CALLBACK (on_changed), self);
  return self;
}

void
duo_dialog_hold_free (DuoDialogHold *self)
{
  g_signal_handlers_disconnect_by_data (self->dialogs, self);
  g_object_unref (self->dialogs);
  g_ptr_array_unref (self->held);
  g_free (self);
}
