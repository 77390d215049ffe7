/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose key is it? What the user is asked and told of it, and what the user says. */

#include "duo-room-page-private.h"

#include <glib/gi18n.h>

#include "shell/duo-window.h"

static void
add_toast (DuoRoomPage *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (GTK_WIDGET (self), toast);
}

/* An answer is for the key that was asked about. */
void
duo_room_page_keep_asked_key (DuoRoomPage *self)
{
  g_clear_pointer (&self->asked_key, g_bytes_unref);
  self->asked_key = duo_call_dup_peer_key (duo_room_page_get_call (self));
}

/* CALL §2: a key that is new for a known person is said, even where there is nothing to decide. */
void
duo_room_page_say_vouched (DuoRoomPage *self)
{
  DuoKeyTrust trust = duo_call_get_key_trust (duo_room_page_get_call (self));
  g_autofree char *text = duo_room_trust_text (trust, self->first_name);

  if (trust == DUO_KEY_TRUST_VOUCHED)
    add_toast (self, text);
}

static void
on_accept_key (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);
  DuoCall *call = duo_room_page_get_call (self);

  if (call == NULL || self->asked_key == NULL)
    return;
  if (!duo_call_accept_key (call, self->asked_key))
    duo_room_page_show_scene (self);
}

static void
on_code_same (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);
  DuoCall *call = duo_room_page_get_call (self);
  /* TRANSLATORS: %s is a first name */
  g_autofree char *text =
      g_strdup_printf (_ ("The code is the same. %s’s key is remembered"), self->first_name);

  if (call == NULL || duo_call_get_code (call) == NULL)
    return;
  duo_call_confirm_code (call);
  add_toast (self, text);
}

static void
on_code_different (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoRoomPage *self = DUO_ROOM_PAGE (widget);

  if (self->visit != NULL)
    duo_room_visit_reject_code (self->visit);
}

void
duo_room_page_install_key_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "room.accept-key", NULL, on_accept_key);
  gtk_widget_class_install_action (widget_class, "room.code-same", NULL, on_code_same);
  gtk_widget_class_install_action (widget_class, "room.code-different", NULL, on_code_different);
}
