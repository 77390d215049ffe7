/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chats/duo-note-pad.h"
#include "chats/duo-notes-dialog.h"
#include "made-up.h"
#include "page-test.h"

/* Where one notes something on a chat: it saves itself and says so; the rest is for recruiters. */

typedef struct
{
  MadeUp *made_up;
  DuoChat *chat;
  DuoNote *note;
  DuoNotePad *pad;
  GtkWidget *window;
} Pad;

static void
open_pad (Pad *self, DuoRole role)
{
  const MadeUpChat chat = {.id = "c-room",
                           .peer = "ada",
                           .state = DUO_CHAT_COMPLETED,
                           .start = "2026-11-03T09:00:00Z",
                           .minutes = 15};

  self->made_up = made_up_new_peopled (role);
  made_up_add_chats (self->made_up, &chat, 1);
  if (role == DUO_ROLE_RECRUITER)
    {
      made_up_add_colleague (self->made_up, "kai", "Kai Nowak");
      made_up_add_colleague (self->made_up, "marta", "Marta Wolska");
    }
  self->chat = duo_event_find_chat (self->made_up->event, "c-room");
  self->note = duo_event_get_note (self->made_up->event, "c-room");
  self->pad = g_object_ref_sink (g_object_new (DUO_TYPE_NOTE_PAD, NULL));
  duo_note_pad_set_chat (self->pad, self->made_up->session, self->made_up->event, self->chat);
  self->window = page_window_new (GTK_WIDGET (self->pad), 480, 800);
  page_settle (self->window);
}

static void
close_pad (Pad *self)
{
  adw_window_set_content (ADW_WINDOW (self->window), NULL);
  page_window_close (self->window);
  g_assert_finalize_object (self->pad);
  made_up_free (self->made_up);
}

static GtkTextBuffer *
get_buffer (Pad *self)
{
  g_autoptr (GPtrArray) views = page_find_all (GTK_WIDGET (self->pad), GTK_TYPE_TEXT_VIEW);

  /* The first is the note's. */
  g_assert_cmpuint (views->len, >=, 1);

  return gtk_text_view_get_buffer (views->pdata[0]);
}

static void
type (Pad *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static const DuoNoteRecord *
noted (Pad *self)
{
  return duo_note_get_record (self->note);
}

static gboolean
says (Pad *self, const char *text)
{
  page_settle (self->window);

  return page_says (GTK_WIDGET (self->pad), text);
}

static void
test_saves_itself (void)
{
  Pad pad;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  g_assert_false (says (&pad, "Saved"));
  type (&pad, "Knows compaction");
  g_assert_cmpuint (fake_session_get_n_noted (pad.made_up->session), ==, 1);
  g_assert_cmpstr (noted (&pad)->text, ==, "Knows compaction");
  g_assert_true (says (&pad, "Saving…"));
  fake_session_set_state (pad.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_true (says (&pad, "Saved on this device; it will be sent later"));
  fake_session_set_state (pad.made_up->session, DUO_SESSION_ONLINE);
  fake_session_save_note (pad.made_up->session, pad.note, 7);
  g_assert_true (says (&pad, "Saved"));
  g_assert_cmpuint (fake_session_get_n_noted (pad.made_up->session), ==, 1);
  close_pad (&pad);
}

/* Each says what is wrong, and what becomes of the text, which stays. */
static void
test_refused (void)
{
  static const struct
  {
    DuoNoteState state;
    const char *sentence;
  } cases[] = {
      {DUO_NOTE_GONE, "Not saved: this chat is no longer yours. Copy what you want to keep"},
      {DUO_NOTE_FORBIDDEN, "Not sent: you cannot add notes to this chat. It is kept on this device"},
      {DUO_NOTE_NOT_TAKEN, "The service has a problem. Saved on this device; it will be sent later"},
  };
  Pad pad;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  type (&pad, "Too late");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DuoNoteRecord) note = duo_note_record_copy (noted (&pad));

      duo_note_set_draft (pad.note, note, cases[i].state);
      g_assert_true (says (&pad, cases[i].sentence));
      g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (&pad)), ==, strlen ("Too late"));
    }
  /* The control: without a connection nobody knows what the service has. */
  fake_session_set_state (pad.made_up->session, DUO_SESSION_OFFLINE);
  g_assert_true (says (&pad, "Saved on this device; it will be sent later"));
  close_pad (&pad);
}

static AdwToggleGroup *
get_marks (Pad *self)
{
  g_autoptr (GPtrArray) groups = page_find_all (GTK_WIDGET (self->pad), ADW_TYPE_TOGGLE_GROUP);

  g_assert_cmpuint (groups->len, ==, 1);

  return groups->pdata[0];
}

static void
test_mark (void)
{
  Pad pad;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  g_assert_true (says (&pad, "Ada never sees this"));
  g_assert_null (page_find (GTK_WIDGET (pad.pad), GTK_TYPE_BUTTON, "Remove the Mark"));
  adw_toggle_group_set_active_name (get_marks (&pad), "maybe");
  g_assert_cmpint (noted (&pad)->mark, ==, DUO_MARK_MAYBE);
  page_settle (pad.window);
  page_press (page_get (GTK_WIDGET (pad.pad), GTK_TYPE_BUTTON, "Remove the Mark"));
  g_assert_cmpint (noted (&pad)->mark, ==, DUO_MARK_NONE);
  g_assert_null (adw_toggle_group_get_active_name (get_marks (&pad)));
  close_pad (&pad);
}

static void
test_next_step_and_sharing (void)
{
  Pad pad;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  gtk_editable_set_text (GTK_EDITABLE (page_get (GTK_WIDGET (pad.pad), ADW_TYPE_ENTRY_ROW, "Next Step")),
                         "Second talk");
  g_assert_cmpstr (noted (&pad)->next_step, ==, "Second talk");
  g_assert_false (noted (&pad)->shared);
  g_assert_true (says (&pad, "Only you see this. Whoever runs the service could read it."));
  adw_switch_row_set_active (
      ADW_SWITCH_ROW (page_get (GTK_WIDGET (pad.pad), ADW_TYPE_SWITCH_ROW, "Share with Colleagues")), TRUE);
  g_assert_true (noted (&pad)->shared);
  g_assert_true (says (&pad, "Kai Nowak and Marta Wolska can read this"));
  close_pad (&pad);
}

static void
test_talent (void)
{
  Pad pad;

  open_pad (&pad, DUO_ROLE_TALENT);
  g_assert_null (page_find (GTK_WIDGET (pad.pad), ADW_TYPE_TOGGLE_GROUP, NULL));
  g_assert_false (says (&pad, "Mark"));
  g_assert_null (page_find (GTK_WIDGET (pad.pad), ADW_TYPE_SWITCH_ROW, "Share with Colleagues"));
  g_assert_true (says (&pad, "Only you see this. Whoever runs the service could read it."));
  type (&pad, "Ask about the team");
  g_assert_cmpstr (noted (&pad)->text, ==, "Ask about the team");
  close_pad (&pad);
}

/* What does not fit is kept, and said to be; so is what has become too long with another device's. */
static void
test_too_long (void)
{
  g_autofree char *most = g_strnfill (DUO_MAX_NOTE, 'x');
  g_autoptr (DuoNoteRecord) merged = NULL;
  Pad pad;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  type (&pad, most);
  g_assert_true (says (&pad, "0 characters left"));
  type (&pad, "yz");
  g_assert_true (says (&pad, "2 characters too many"));
  g_assert_true (says (&pad, "Too long to save. Shorten it; it is kept on this device"));
  g_assert_cmpint (g_utf8_strlen (noted (&pad)->text, -1), ==, DUO_MAX_NOTE + 2);
  close_pad (&pad);

  open_pad (&pad, DUO_ROLE_RECRUITER);
  type (&pad, "mine");
  merged = duo_note_record_copy (noted (&pad));
  g_set_str (&merged->text, most);
  duo_note_record_merge (merged, noted (&pad));
  duo_note_set_draft (pad.note, merged, DUO_NOTE_KEPT);
  g_assert_true (says (&pad, "6 characters too many"));
  g_assert_true (says (&pad, "Too long to save. Shorten it; it is kept on this device"));
  close_pad (&pad);
}

/* The next letter is written to what both devices wrote, also where there was too much of it before. */
static void
test_merged_while_too_long (void)
{
  g_autofree char *more = g_strnfill (DUO_MAX_NOTE + 1, 'x');
  g_autoptr (DuoNoteRecord) theirs = NULL;
  g_autoptr (DuoNoteRecord) merged = NULL;
  Pad pad;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  type (&pad, more);
  theirs = duo_note_record_copy (noted (&pad));
  g_set_str (&theirs->text, "From the phone");
  merged = duo_note_record_copy (noted (&pad));
  duo_note_record_merge (merged, theirs);
  duo_note_set_draft (pad.note, merged, DUO_NOTE_KEPT);
  type (&pad, "y");
  g_assert_nonnull (strstr (noted (&pad)->text, "From the phone"));
  g_assert_true (g_str_has_suffix (noted (&pad)->text, "xy"));
  close_pad (&pad);
}

static DuoNoteRecord *
note_on (Pad *self, const char *chat, const char *author, const char *text, gint64 rev)
{
  DuoNoteRecord *note = duo_note_record_new (duo_event_get_id (self->made_up->event), chat, author);

  g_set_str (&note->text, text);
  note->mark = DUO_MARK_STRONG_YES;
  note->rev = rev;

  return note;
}

static DuoNoteRecord *
other_note (Pad *self, const char *author, const char *text, gint64 rev)
{
  return note_on (self, "c-room", author, text, rev);
}

static void
bring (Pad *self, DuoNoteRecord *note)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_note_record_free);

  g_ptr_array_add (notes, note);
  duo_event_take_notes (self->made_up->event, notes);
}

static void
test_another_device (void)
{
  Pad pad;
  g_autofree char *text = NULL;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  bring (&pad, other_note (&pad, duo_event_get_record (pad.made_up->event)->me, "From the phone", 9));
  g_object_get (get_buffer (&pad), "text", &text, NULL);
  g_assert_cmpstr (text, ==, "From the phone");
  g_assert_cmpstr (adw_toggle_group_get_active_name (get_marks (&pad)), ==, "strong-yes");
  g_assert_cmpuint (fake_session_get_n_noted (pad.made_up->session), ==, 0);
  close_pad (&pad);
}

static void
test_colleagues (void)
{
  Pad pad;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  g_assert_false (says (&pad, "From Colleagues"));
  bring (&pad, other_note (&pad, "kai", "Met at the stand", 9));
  g_assert_true (says (&pad, "From Colleagues"));
  g_assert_true (says (&pad, "Kai Nowak: Strong Yes"));
  g_assert_true (says (&pad, "Met at the stand"));
  bring (&pad, other_note (&pad, "kai", "Met twice", 10));
  g_assert_true (says (&pad, "Met twice"));
  duo_event_remove_note (pad.made_up->event, "c-room/kai");
  g_assert_false (says (&pad, "From Colleagues"));
  close_pad (&pad);
}

/* What a colleague noted after their own chat with the same talent; of another talent it is none of this pad's. */
static void
test_colleagues_own_chat (void)
{
  Pad pad;
  GListModel *others;
  g_autoptr (DuoChat) same = NULL, another = NULL;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  made_up_add_others_chat (pad.made_up, "kai", "ada", "2026-11-03T10:00:00Z", 15);
  made_up_add_others_chat (pad.made_up, "marta", "ingrid", "2026-11-03T10:30:00Z", 15);
  others = duo_event_get_other_chats (pad.made_up->event);
  same = g_list_model_get_item (others, 0);
  another = g_list_model_get_item (others, 1);
  bring (&pad, note_on (&pad, duo_chat_get_id (another), "marta", "Of Ingrid", 8));
  g_assert_false (says (&pad, "From Colleagues"));
  bring (&pad, note_on (&pad, duo_chat_get_id (same), "kai", "Of Ada", 9));
  g_assert_true (says (&pad, "Of Ada"));
  g_assert_false (says (&pad, "Of Ingrid"));
  close_pad (&pad);
}

static void
test_dialog (void)
{
  Pad pad;
  AdwDialog *dialog;

  open_pad (&pad, DUO_ROLE_RECRUITER);
  dialog = duo_notes_dialog_new (pad.made_up->session, pad.made_up->event, pad.chat);
  adw_dialog_present (dialog, pad.window);
  page_settle (pad.window);
  g_assert_true (page_says (GTK_WIDGET (dialog), "Ada Lindqvist"));
  adw_dialog_force_close (dialog);
  close_pad (&pad);
}

int
main (int argc, char **argv)
{
  page_test_init_test (&argc, &argv);
  g_test_add_func ("/note-pad/saves-itself", test_saves_itself);
  g_test_add_func ("/note-pad/refused", test_refused);
  g_test_add_func ("/note-pad/mark", test_mark);
  g_test_add_func ("/note-pad/next-step-and-sharing", test_next_step_and_sharing);
  g_test_add_func ("/note-pad/talent", test_talent);
  g_test_add_func ("/note-pad/too-long", test_too_long);
  g_test_add_func ("/note-pad/merged-while-too-long", test_merged_while_too_long);
  g_test_add_func ("/note-pad/another-device", test_another_device);
  g_test_add_func ("/note-pad/colleagues", test_colleagues);
  g_test_add_func ("/note-pad/colleagues-own-chat", test_colleagues_own_chat);
  g_test_add_func ("/note-pad/dialog", test_dialog);
  return g_test_run ();
}
