/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-touched-dialog.h"

#include <glib/gi18n.h>

#include "duo-format-words.h"
#include "duo-free-text.h"
#include "duo-touched-row.h"
#include "shell/duo-text.h"

struct _DuoTouchedDialog
{
  AdwDialog parent_instance;

  gboolean answered;

  AdwToolbarView *toolbar;
  GtkLabel *explanation;
  GtkListBox *list;
  GtkEditable *reason;
  GtkWidget *reason_box;
  GtkWidget *apply;
};

static guint answered_signal;

G_DEFINE_FINAL_TYPE (DuoTouchedDialog, duo_touched_dialog, ADW_TYPE_DIALOG)

static char *
dup_reason (DuoTouchedDialog *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));

  return !duo_free_text_is_blank (reason) ? g_steal_pointer (&reason) : NULL;
}

static void
count_choices (DuoTouchedDialog *self, gboolean *chosen, gboolean *cancelled)
{
  *chosen = TRUE;
  *cancelled = FALSE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row;
       row = gtk_widget_get_next_sibling (row))
    {
      DuoTouchedChoice choice = duo_touched_row_get_choice (DUO_TOUCHED_ROW (row));

      *chosen &= choice != DUO_TOUCHED_OPEN;
      *cancelled |= choice == DUO_TOUCHED_CANCEL;
    }
}

/* The first one that is cancelled asks why: Apply waits for it. */
static void
show_reason (DuoTouchedDialog *self, gboolean cancelled)
{
  gboolean first = cancelled && !adw_toolbar_view_get_reveal_bottom_bars (self->toolbar);

  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar, cancelled);
  if (first)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
update (DuoTouchedDialog *self)
{
  g_autofree char *reason = dup_reason (self);
  gboolean chosen, cancelled;

  count_choices (self, &chosen, &cancelled);
  show_reason (self, cancelled);
  gtk_widget_set_sensitive (self->apply, chosen && (!cancelled || reason));
}

static void
answer (DuoTouchedDialog *self, gboolean apply)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  g_signal_emit (self, answered_signal, 0, apply);
}

static void
on_apply (DuoTouchedDialog *self)
{
  answer (self, TRUE);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_cancel (DuoTouchedDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_closed (DuoTouchedDialog *self)
{
  answer (self, FALSE);
}

static void
choose_all (DuoTouchedDialog *self, DuoTouchedChoice choice)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row;
       row = gtk_widget_get_next_sibling (row))
    duo_touched_row_choose (DUO_TOUCHED_ROW (row), choice);
}

static void
on_keep_all (DuoTouchedDialog *self)
{
  choose_all (self, DUO_TOUCHED_KEEP);
}

static void
on_cancel_all (DuoTouchedDialog *self)
{
  choose_all (self, DUO_TOUCHED_CANCEL);
}

static void
duo_touched_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_TOUCHED_DIALOG);

  G_OBJECT_CLASS (duo_touched_dialog_parent_class)->dispose (object);
}

static void
duo_touched_dialog_class_init (DuoTouchedDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_touched_dialog_dispose;

  answered_signal = g_signal_new ("answered", DUO_TYPE_TOUCHED_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-touched-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedDialog, toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedDialog, list);
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedDialog, reason_box);
  gtk_widget_class_bind_template_child (widget_class, DuoTouchedDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_all);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_all);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
duo_touched_dialog_init (DuoTouchedDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The room of the reason is there from the beginning: no row moves when it comes. */
static void
reserve_room (DuoTouchedDialog *self)
{
  int width = adw_dialog_get_content_width (ADW_DIALOG (self)), height, reason;

  gtk_widget_measure (GTK_WIDGET (self->toolbar), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_measure (self->reason_box, GTK_ORIENTATION_VERTICAL, width, NULL, &reason, NULL, NULL);
  adw_dialog_set_content_height (ADW_DIALOG (self), height + reason);
}

GtkWidget *
duo_touched_dialog_new (DuoEvent *event, const DuoFormatChange *change, GPtrArray *chats)
{
  DuoTouchedDialog *self = g_object_new (DUO_TYPE_TOUCHED_DIALOG, NULL);
  const DuoEventRecord *record = duo_event_get_record (event);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *zone =
      duo_text_zone_note (duo_event_get_zone (event), local, duo_event_record_get_span (record).start);
  g_autofree char *explanation = duo_format_words_affects (record, change, chats->len);
  g_autofree char *whole = zone ? g_strconcat (explanation, "\n", zone, NULL) : g_strdup (explanation);

  gtk_label_set_label (self->explanation, whole);
  for (guint i = 0; i < chats->len; i++)
    {
      GtkWidget *row = duo_touched_row_new (event, chats->pdata[i]);

      g_signal_connect_object (row, "chosen", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
  update (self);
  reserve_room (self);
  return GTK_WIDGET (self);
}

void
duo_touched_dialog_answer (DuoTouchedDialog *self, DuoFormatChange *change)
{
  g_autofree char *reason = NULL;

  g_return_if_fail (DUO_IS_TOUCHED_DIALOG (self));

  reason = dup_reason (self);
  g_ptr_array_set_size (change->touched, 0);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row;
       row = gtk_widget_get_next_sibling (row))
    {
      DuoTouchedRow *touched = DUO_TOUCHED_ROW (row);

      duo_format_change_answer (change, duo_chat_get_id (duo_touched_row_get_chat (touched)),
                                duo_touched_row_get_rev (touched),
                                duo_touched_row_get_choice (touched) == DUO_TOUCHED_CANCEL);
    }
  g_set_str (&change->reason, reason);
}
