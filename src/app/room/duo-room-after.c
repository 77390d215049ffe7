/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-after.h"

#include <glib/gi18n.h>

#include "chats/duo-note-pad.h"
#include "duo-room-text.h"
#include "shell/duo-text.h"

/* Two columns beside each other, and one that is no wider than text may be. */
#define WIDE 900
#define NARROW 560

struct _DuoRoomAfter
{
  AdwBin parent_instance;

  AdwWindowTitle *header;
  GtkWidget *done_button;
  AdwAvatar *avatar;
  GtkLabel *title;
  GtkLabel *facts;
  AdwClamp *columns;
  DuoNotePad *notes;
  GtkWidget *next;
  GtkWidget *rejoin_row;
  GtkWidget *book_row;
};

G_DEFINE_FINAL_TYPE (DuoRoomAfter, duo_room_after, ADW_TYPE_BIN)

static void
duo_room_after_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_ROOM_AFTER);

  G_OBJECT_CLASS (duo_room_after_parent_class)->dispose (object);
}

static void
duo_room_after_class_init (DuoRoomAfterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_room_after_dispose;

  g_type_ensure (DUO_TYPE_NOTE_PAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-after.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, header);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, done_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, facts);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, columns);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, notes);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, next);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, rejoin_row);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomAfter, book_row);
}

static void
duo_room_after_init (DuoRoomAfter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
facts_text (const char *first_name, gint64 talked, gint64 waited, DuoTimeRange span, const char *when)
{
  g_autofree char *length = duo_room_length_text (waited);
  g_autofree char *about = duo_room_talk_text (talked, span);

  if (talked > 0 && about == NULL)
    return g_strdup (when);
  /* TRANSLATORS: when, how long: "14:15–14:31 · about 3 minutes" */
  if (talked > 0)
    return g_strdup_printf (_ ("%s · %s"), when, about);

  /* TRANSLATORS: when, how long, who: "14:15–14:31 · you waited 5 minutes · Ada did not join" */
  return g_strdup_printf (_ ("%s · you waited %s · %s did not join"), when, length, first_name);
}

static void
show (DuoRoomAfter *self, const char *header, const char *peer_name, const char *title, const char *facts)
{
  adw_window_title_set_title (self->header, header);
  adw_avatar_set_text (self->avatar, peer_name);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->facts, facts);
}

void
duo_room_after_set_chat (DuoRoomAfter *self,
                         const char *peer_name,
                         gint64 talked,
                         gint64 waited,
                         DuoTimeRange span,
                         const char *when)
{
  g_autofree char *first_name = duo_text_first_name (peer_name);
  g_autofree char *facts = facts_text (first_name, talked, waited, span, when);
  g_autofree char *title = talked > 0 ? g_strdup_printf (_ ("You talked with %s"), peer_name)
                                      : g_strdup_printf (_ ("You did not meet %s"), peer_name);

  show (self, _ ("After the Chat"), peer_name, title, facts);
}

void
duo_room_after_set_ahead (DuoRoomAfter *self, const char *peer_name, const char *begins)
{
  g_autofree char *title = g_strdup_printf (_ ("The chat begins at %s"), begins);
  g_autofree char *facts = g_strdup_printf (_ ("1-1 Chat with %s"), peer_name);

  show (self, _ ("Before the Chat"), peer_name, title, facts);
}

void
duo_room_after_set_next (DuoRoomAfter *self, const char *rejoin_until, gboolean can_book)
{
  g_autofree char *title =
      g_strdup_printf (_ ("The room is open until %s"), rejoin_until ? rejoin_until : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rejoin_row), title);
  gtk_widget_set_visible (self->rejoin_row, rejoin_until != NULL);
  gtk_widget_set_visible (self->book_row, can_book);
  gtk_widget_set_visible (self->next, rejoin_until != NULL || can_book);
  adw_clamp_set_maximum_size (self->columns, rejoin_until != NULL || can_book ? WIDE : NARROW);
}

void
duo_room_after_set_note (DuoRoomAfter *self, DuoSession *session, DuoEvent *event, DuoChat *chat)
{
  duo_note_pad_set_chat (self->notes, session, event, chat);
}

void
duo_room_after_focus_done (DuoRoomAfter *self)
{
  gtk_widget_grab_focus (self->done_button);
}
