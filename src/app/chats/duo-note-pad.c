/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-note-pad.h"

#include <glib/gi18n.h>

#include "duo-note-words.h"
#include "duo-permissions.h"
#include "shell/duo-css-class.h"
#include "shell/duo-text.h"

/* What is left is said from here on. */
#define COUNT_FROM (DUO_MAX_NOTE - 200)

struct _DuoNotePad
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChat *chat;
  DuoNote *note;
  GPtrArray *heard; /* DuoNote: those of colleagues that are on screen */
  gboolean showing; /* what is on screen changes because the note did */

  GtkWidget *mark_box;
  AdwToggleGroup *marks;
  GtkWidget *clear_mark;
  GtkLabel *never;
  GtkLabel *status;
  GtkTextView *text;
  GtkLabel *counter;
  GtkWidget *rows;
  AdwEntryRow *next_step;
  AdwSwitchRow *share;
  GtkLabel *only_me;
  GtkWidget *theirs;
  GtkListBox *theirs_list;
};

G_DEFINE_FINAL_TYPE (DuoNotePad, duo_note_pad, ADW_TYPE_BIN)

static char *
dup_written (DuoNotePad *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
may_mark (DuoNotePad *self)
{
  return duo_role_has_right (duo_chat_get_my_role (self->chat), DUO_RIGHT_MARK);
}

/* ── what is on screen ── */

static void
show_status (DuoNotePad *self)
{
  gboolean online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  DuoNoteState state = duo_note_get_state (self->note);

  gtk_label_set_label (self->status, duo_note_words_state (state, duo_note_get_record (self->note), online));
  if (duo_note_words_is_bad (state, duo_note_get_record (self->note), online))
    gtk_widget_set_css_classes (GTK_WIDGET (self->status), (const char *[]) {"caption", "error", NULL});
  else
    gtk_widget_set_css_classes (GTK_WIDGET (self->status), (const char *[]) {"caption", "dimmed", NULL});
}

static void
show_counter (DuoNotePad *self, const char *written)
{
  glong left = DUO_MAX_NOTE - g_utf8_strlen (written, -1);
  g_autofree char *count =
      left >= 0
          ? g_strdup_printf (ngettext ("%ld character left", "%ld characters left", (gulong) left), left)
          : g_strdup_printf (ngettext ("%ld character too many", "%ld characters too many", (gulong) -left),
                             -left);

  gtk_widget_set_visible (GTK_WIDGET (self->counter), DUO_MAX_NOTE - left > COUNT_FROM);
  gtk_label_set_label (self->counter, count);
  duo_css_class_set (GTK_WIDGET (self->counter), "error", left < 0);
}

/* Whoever writes stays where they write. */
static void
show_text (DuoNotePad *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *written = dup_written (self);
  GtkTextIter place;
  int offset;

  if (g_str_equal (written, text))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &place, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&place);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &place, offset);
  gtk_text_buffer_place_cursor (buffer, &place);
}

static void
update_counter (DuoNotePad *self)
{
  g_autofree char *written = dup_written (self);

  show_counter (self, written);
}

static void
show_mark (DuoNotePad *self, DuoMark mark)
{
  adw_toggle_group_set_active_name (self->marks, mark != DUO_MARK_NONE ? duo_mark_to_string (mark) : NULL);
  gtk_widget_set_visible (self->clear_mark, mark != DUO_MARK_NONE);
}

/* (transfer full): the names of those with whom it can be shared */
static char **
dup_readers (DuoNotePad *self)
{
  GListModel *colleagues = duo_event_get_colleagues (self->event);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (colleagues); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (colleagues, i);

      if (g_strcmp0 (duo_person_get_id (person), duo_event_get_record (self->event)->me) != 0)
        g_strv_builder_add (names, duo_person_get_name (person));
    }
  return g_strv_builder_end (names);
}

static void
show_share (DuoNotePad *self)
{
  g_auto (GStrv) names = dup_readers (self);
  gboolean shared = duo_note_get_record (self->note)->shared;
  g_autofree char *readers = duo_note_words_readers ((const char *const *) names, shared);

  adw_switch_row_set_active (self->share, shared);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->share), readers);
  gtk_widget_set_visible (GTK_WIDGET (self->share), may_mark (self) && (names[0] != NULL || shared));
  gtk_widget_set_visible (GTK_WIDGET (self->only_me), !gtk_widget_get_visible (GTK_WIDGET (self->share)));
}

static void
show (DuoNotePad *self)
{
  const DuoNoteRecord *record = duo_note_get_record (self->note);

  self->showing = TRUE;
  show_text (self, record->text);
  update_counter (self);
  show_mark (self, record->mark);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->next_step)), record->next_step))
    gtk_editable_set_text (GTK_EDITABLE (self->next_step), record->next_step);
  show_share (self);
  show_status (self);
  self->showing = FALSE;
}

/* ── what colleagues share ── */

static void show_theirs (DuoNotePad *self);

static void
forget_theirs (DuoNotePad *self)
{
  for (guint i = 0; i < self->heard->len; i++)
    g_signal_handlers_disconnect_by_func (self->heard->pdata[i], show_theirs, self);
  g_ptr_array_set_size (self->heard, 0);
}

static void
add_theirs (DuoNotePad *self, DuoNote *note)
{
  const DuoNoteRecord *record = duo_note_get_record (note);
  DuoPerson *author = duo_event_find_person (self->event, record->author);
  g_autofree char *title =
      duo_note_words_title (author != NULL ? duo_person_get_name (author) : _ ("A Colleague"), record->mark);
  g_autofree char *body = duo_note_words_body (record);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), body);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_list_box_append (self->theirs_list, row);
  g_ptr_array_add (self->heard, g_object_ref (note));
  g_signal_connect_swapped (note, "changed", G_CALLBACK (show_theirs), self);
}

static void
show_theirs (DuoNotePad *self)
{
  g_autoptr (GPtrArray) notes = duo_event_dup_shared_notes (self->event, self->chat);

  forget_theirs (self);
  gtk_list_box_remove_all (self->theirs_list);
  for (guint i = 0; i < notes->len; i++)
    add_theirs (self, notes->pdata[i]);
  gtk_widget_set_visible (self->theirs, notes->len > 0);
}

/* ── what is noted ── */

static DuoMark
get_mark (DuoNotePad *self)
{
  DuoMark mark = DUO_MARK_NONE;

  duo_mark_from_string (adw_toggle_group_get_active_name (self->marks), &mark);

  return mark;
}

/* A text that is too long is kept here, and said to be; the service has what it had until it is short enough. */
static void
save (DuoNotePad *self)
{
  g_autofree char *written = NULL;
  g_autoptr (DuoNoteRecord) wanted = NULL;

  if (self->showing || self->note == NULL)
    return;
  written = dup_written (self);
  show_counter (self, written);
  wanted = duo_note_record_copy (duo_note_get_record (self->note));
  g_set_str (&wanted->text, written);
  g_set_str (&wanted->next_step, gtk_editable_get_text (GTK_EDITABLE (self->next_step)));
  wanted->mark = get_mark (self);
  wanted->shared = adw_switch_row_get_active (self->share);
  if (!duo_note_record_says_same (wanted, duo_note_get_record (self->note)))
    duo_session_write_note (self->session, self->note, wanted);
}

static gboolean
resize_again (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_resize (widget);
  return G_SOURCE_REMOVE;
}

/* Found (libadwaita 1.7): a squeezer chooses while it is given its place, when GTK does not listen to what it needs now. */
static void
on_marks_squeezed (DuoNotePad *self, GParamSpec *pspec, GtkWidget *squeezer)
{
  gtk_widget_add_tick_callback (squeezer, resize_again, NULL, NULL);
}

static void
on_clear_mark (DuoNotePad *self)
{
  adw_toggle_group_set_active_name (self->marks, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->marks));
}

/* ── life ── */

static void
drop_subjects (DuoNotePad *self)
{
  forget_theirs (self);
  if (self->note != NULL)
    g_signal_handlers_disconnect_by_data (self->note, self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->event != NULL)
    {
      g_signal_handlers_disconnect_by_data (duo_event_get_notes (self->event), self);
      g_signal_handlers_disconnect_by_data (duo_event_get_other_chats (self->event), self);
      g_signal_handlers_disconnect_by_data (duo_event_get_colleagues (self->event), self);
    }
  g_clear_object (&self->note);
  g_clear_object (&self->chat);
  g_clear_object (&self->event);
  g_clear_object (&self->session);
}

static void
duo_note_pad_dispose (GObject *object)
{
  DuoNotePad *self = DUO_NOTE_PAD (object);

  drop_subjects (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_NOTE_PAD);

  G_OBJECT_CLASS (duo_note_pad_parent_class)->dispose (object);
}

static void
duo_note_pad_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_NOTE_PAD (object)->heard);

  G_OBJECT_CLASS (duo_note_pad_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, mark_box);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, marks);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, clear_mark);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, never);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, status);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, text);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, counter);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, rows);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, next_step);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, share);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, only_me);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, theirs);
  gtk_widget_class_bind_template_child (widget_class, DuoNotePad, theirs_list);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_edited", G_CALLBACK (save));
  gtk_widget_class_bind_template_callback (widget_class, on_clear_mark);
  gtk_widget_class_bind_template_callback (widget_class, on_marks_squeezed);
}

static void
duo_note_pad_class_init (DuoNotePadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = duo_note_pad_dispose;
  object_class->finalize = duo_note_pad_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-note-pad.ui");
  bind_children (widget_class);
}

static void
duo_note_pad_init (DuoNotePad *self)
{
  self->heard = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_people (DuoNotePad *self)
{
  g_autofree char *first_name = duo_text_first_name (duo_chat_get_peer_name (self->chat));
  /* TRANSLATORS: under a recruiter's mark; %s is the talent's first name */
  g_autofree char *never = g_strdup_printf (_ ("%s never sees this"), first_name);
  gboolean marks = may_mark (self);

  gtk_label_set_label (self->never, never);
  gtk_widget_set_visible (self->mark_box, marks);
  gtk_widget_set_visible (self->rows, marks);
}

void
duo_note_pad_set_chat (DuoNotePad *self, DuoSession *session, DuoEvent *event, DuoChat *chat)
{
  g_return_if_fail (self->note == NULL);

  self->session = g_object_ref (session);
  self->event = g_object_ref (event);
  self->chat = g_object_ref (chat);
  self->note = g_object_ref (duo_event_get_note (event, duo_chat_get_id (chat)));
  g_signal_connect_swapped (self->note, "changed", G_CALLBACK (show), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (show_status), self);
  g_signal_connect_swapped (duo_event_get_notes (event), "items-changed", G_CALLBACK (show_theirs), self);
  g_signal_connect_swapped (duo_event_get_other_chats (event), "items-changed", G_CALLBACK (show_theirs),
                            self);
  g_signal_connect_swapped (duo_event_get_colleagues (event), "items-changed", G_CALLBACK (show), self);
  show_people (self);
  show (self);
  show_theirs (self);
}

void
duo_note_pad_focus (DuoNotePad *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
