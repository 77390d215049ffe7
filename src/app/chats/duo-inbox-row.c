/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-inbox-row.h"

#include <glib/gi18n.h>

#include "duo-chat-words.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

struct _DuoInboxRow
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoInbox *inbox;
  GtkListItem *item; /* weak */
  DuoChat *chat;     /* (nullable) */

  GtkCheckButton *check;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *ago;
  GtkLabel *title;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (DuoInboxRow, duo_inbox_row, ADW_TYPE_BIN)

static char *
dup_line (const char *text)
{
  return text ? g_strdelimit (g_strdup (text), "\r\n", ' ') : g_strdup ("");
}

static void
update_check (DuoInboxRow *self, gboolean waiting)
{
  gboolean selecting = duo_inbox_get_selecting (self->inbox);
  /* TRANSLATORS: a check beside a request: whose it is */
  g_autofree char *name = g_strdup_printf (_ ("Select %s"), duo_chat_get_peer_name (self->chat));

  gtk_widget_set_visible (GTK_WIDGET (self->check), selecting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), waiting);
  gtk_check_button_set_active (self->check, duo_inbox_get_marked (self->inbox, self->chat));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_name (DuoInboxRow *self, const char *last)
{
  g_autofree char *name =
      g_strdup_printf (_ ("%s, %s, %s"), duo_chat_get_peer_name (self->chat), gtk_label_get_label (self->ago),
                       *last ? last : gtk_label_get_label (self->title));

  if (self->item)
    gtk_list_item_set_accessible_label (self->item, name);
}

static void
update (DuoInboxRow *self)
{
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  gint64 now = duo_clock_now (duo_session_get_clock (self->session));
  g_autofree char *answered = NULL;
  g_autofree char *message = NULL;
  g_autofree char *ago = NULL;

  if (!self->chat)
    return;

  answered = duo_chat_words_answered (self->chat, online);
  message = dup_line (duo_chat_get_record (self->chat)->message);
  ago = duo_text_ago_alone (duo_chat_get_record (self->chat)->changed, now);
  adw_avatar_set_text (self->avatar, duo_chat_get_peer_name (self->chat));
  gtk_label_set_label (self->name, duo_chat_get_peer_name (self->chat));
  gtk_label_set_label (self->title, duo_chat_get_peer_title (self->chat));
  gtk_label_set_label (self->ago, ago);
  gtk_label_set_label (self->message, answered ? answered : message);
  duo_css_class_set (GTK_WIDGET (self), "answered", answered != NULL);
  update_check (self, !answered);
  update_name (self, answered ? answered : message);
}

static void
on_toggled (DuoInboxRow *self)
{
  if (self->chat)
    duo_inbox_set_marked (self->inbox, self->chat, gtk_check_button_get_active (self->check));
}

static void
on_released (DuoInboxRow *self)
{
  if (self->chat)
    gtk_widget_activate_action (GTK_WIDGET (self), "inbox.open", "s", duo_chat_get_id (self->chat));
}

static void
duo_inbox_row_dispose (GObject *object)
{
  DuoInboxRow *self = DUO_INBOX_ROW (object);

  g_clear_object (&self->chat);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_INBOX_ROW);
  g_clear_weak_pointer (&self->item);
  g_clear_object (&self->inbox);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_inbox_row_parent_class)->dispose (object);
}

static void
duo_inbox_row_class_init (DuoInboxRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_inbox_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-inbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoInboxRow, check);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxRow, name);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxRow, ago);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxRow, message);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_released);
}

static void
duo_inbox_row_init (DuoInboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

DuoInboxRow *
duo_inbox_row_new (DuoSession *session, DuoInbox *inbox, GtkListItem *item)
{
  DuoInboxRow *self = g_object_new (DUO_TYPE_INBOX_ROW, NULL);

  self->session = g_object_ref (session);
  self->inbox = g_object_ref (inbox);
  g_set_weak_pointer (&self->item, item);
  g_signal_connect_object (inbox, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return self;
}

void
duo_inbox_row_set_chat (DuoInboxRow *self, DuoChat *chat)
{
  g_return_if_fail (DUO_IS_INBOX_ROW (self));

  g_set_object (&self->chat, chat);
  update (self);
}
