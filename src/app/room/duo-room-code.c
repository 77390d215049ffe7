/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-code.h"

#include "duo-room-text.h"
#include "shell/duo-privacy.h"

struct _DuoRoomCode
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *code;
  GtkLabel *trust;
  GtkWidget *same;
};

G_DEFINE_FINAL_TYPE (DuoRoomCode, duo_room_code, GTK_TYPE_WIDGET)

static char *
format_service (gpointer item)
{
  return g_strdup (duo_privacy_text_service ());
}

static void
on_answered (DuoRoomCode *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
duo_room_code_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_ROOM_CODE);

  G_OBJECT_CLASS (duo_room_code_parent_class)->dispose (object);
}

static void
duo_room_code_class_init (DuoRoomCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_room_code_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-code.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCode, content);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCode, code);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCode, trust);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomCode, same);
  gtk_widget_class_bind_template_callback (widget_class, format_service);
  gtk_widget_class_bind_template_callback (widget_class, on_answered);
}

static void
duo_room_code_init (DuoRoomCode *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_room_code_show (DuoRoomCode *self, const char *code, DuoKeyTrust trust, const char *first_name)
{
  g_autofree char *text = duo_room_code_text (code);
  g_autofree char *spoken = duo_room_code_spoken (code);
  g_autofree char *why = duo_room_trust_text (trust, first_name);
  g_autofree char *name = g_strdup_printf ("%s. %s", spoken, why);

  gtk_label_set_label (self->code, text);
  gtk_label_set_label (self->trust, why);
  /* There is nothing left to say of who is known. */
  gtk_widget_set_visible (self->same, trust != DUO_KEY_TRUST_KNOWN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
