/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-time.h"

#include <glib/gi18n.h>

#include "shell/duo-announce.h"

struct _DuoRoomTime
{
  AdwBin parent_instance;

  GtkLabel *next;
  GtkLabel *note;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (DuoRoomTime, duo_room_time, ADW_TYPE_BIN)

static void
announce (DuoRoomTime *self, const char *text)
{
  duo_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Returns: whether it comes in place of nothing */
static gboolean
show_text (GtkLabel *label, const char *text)
{
  gboolean came = text != NULL && !gtk_widget_get_visible (GTK_WIDGET (label));

  if (text != NULL && g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  return came;
}

static void
duo_room_time_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_ROOM_TIME);

  G_OBJECT_CLASS (duo_room_time_parent_class)->dispose (object);
}

static void
duo_room_time_class_init (DuoRoomTimeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_room_time_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-time.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoRoomTime, next);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomTime, note);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomTime, more);
}

static void
duo_room_time_init (DuoRoomTime *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_room_time_set_next (DuoRoomTime *self, const char *text)
{
  if (show_text (self->next, text))
    announce (self, text);
}

void
duo_room_time_set_note (DuoRoomTime *self, const char *text)
{
  if (show_text (self->note, text))
    announce (self, text);
}

void
duo_room_time_set_more (DuoRoomTime *self, gboolean offered, const char *description)
{
  gboolean came = offered && !gtk_widget_get_visible (self->more);

  gtk_widget_set_visible (self->more, offered);
  gtk_widget_set_tooltip_text (self->more, description);
  if (came)
    announce (self, _ ("5 more minutes can be added"));
}
