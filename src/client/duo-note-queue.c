/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-note-queue-private.h"
#include "duo-client-error-private.h"
#include "duo-paths.h"
#include "duo-reader-private.h"

#define TYPING_MS 500
#define FIRST_RETRY_MS 1000
#define LAST_RETRY_MS 30000

/* One chat's. */
typedef struct
{
  DuoNoteQueue *queue;
  DuoDraft *draft;
  gboolean dirty;   /* not asked to be put on disk yet */
  gboolean writing; /* on its way to the disk */
  gboolean sending;
  DuoNoteState state; /* once it is on disk */
  guint retry;        /* of it alone: what is wrong with one note says nothing of the others */
  guint tries;
} Entry;

struct _DuoNoteQueue
{
  GObject parent_instance;

  DuoOutbox *outbox;
  DuoHttp *http;
  DuoNoteOwner owner;
  GPtrArray *entries;
  GCancellable *cancellable;
  guint typing; /* the timer until what was typed is put on disk */
  guint retry;
  guint tries;
};

/* What is on its way, and what it said when it left. */
typedef struct
{
  DuoNoteQueue *queue;
  DuoNoteRecord *note;
} Errand;

G_DEFINE_FINAL_TYPE (DuoNoteQueue, duo_note_queue, G_TYPE_OBJECT)

static void send_ready (DuoNoteQueue *self);

static void
entry_free (Entry *entry)
{
  g_clear_handle_id (&entry->retry, g_source_remove);
  duo_draft_free (entry->draft);
  g_free (entry);
}

static Errand *
errand_new (DuoNoteQueue *self, const DuoNoteRecord *note)
{
  Errand *errand = g_new0 (Errand, 1);

  *errand = (Errand) {g_object_ref (self), duo_note_record_copy (note)};
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->queue);
  duo_note_record_free (errand->note);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static Entry *
find (DuoNoteQueue *self, const DuoNoteRecord *note)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (g_str_equal (entry->draft->note->chat, note->chat))
        return entry;
    }
  return NULL;
}

static DuoNote *
find_model (DuoNoteQueue *self, const DuoNoteRecord *note)
{
  return self->owner.find ? self->owner.find (note, self->owner.data) : NULL;
}

static void
show (DuoNoteQueue *self, const Entry *entry)
{
  DuoNote *model = find_model (self, entry->draft->note);

  if (model)
    duo_note_set_draft (model, entry->draft->note,
                        entry->dirty || entry->writing ? DUO_NOTE_EDITED : entry->state);
}

/* ── to the disk ── */

static void
typing_cb (gpointer data)
{
  DuoNoteQueue *self = data;

  self->typing = 0;
  duo_note_queue_put_down (self);
}

static void
touch (DuoNoteQueue *self, Entry *entry)
{
  entry->dirty = TRUE;
  if (self->typing == 0)
    self->typing = g_timeout_add_once (TYPING_MS, typing_cb, self);
}

/* A full disk: it is sent all the same, and tried again with the next letter. */
static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  DuoNoteQueue *self = errand->queue;
  gboolean kept = duo_outbox_put_draft_finish (DUO_OUTBOX (source), result, &error);
  Entry *entry = find (self, errand->note);

  if (!kept)
    g_message ("A note is not kept on this computer: %s", error->message);
  if (!entry)
    return;
  entry->writing = FALSE;
  if (entry->dirty)
    touch (self, entry);
  else if (kept)
    show (self, entry);
  send_ready (self);
}

void
duo_note_queue_put_down (DuoNoteQueue *self)
{
  g_clear_handle_id (&self->typing, g_source_remove);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (!entry->dirty || entry->writing)
        continue;
      entry->dirty = FALSE;
      entry->writing = TRUE;
      duo_outbox_put_draft_async (self->outbox, entry->draft, put_cb, errand_new (self, entry->draft->note));
    }
}

/* ── to the service ── */

static void
retry_cb (gpointer data)
{
  DuoNoteQueue *self = data;

  self->retry = 0;
  send_ready (self);
}

static void
retry_entry_cb (gpointer data)
{
  Entry *entry = data;

  entry->retry = 0;
  send_ready (entry->queue);
}

/* In milliseconds; counts the try. */
static guint
next_delay (guint *tries, const GError *error)
{
  const DuoClientErrorPrivate *details = duo_client_error_get_details (error);
  guint delay = MIN (FIRST_RETRY_MS << MIN (*tries, 10), LAST_RETRY_MS);

  (*tries)++;
  delay = (guint) (delay * g_random_double_range (0.5, 1.5));
  return MAX (delay, details ? details->retry_after * 1000 : 0);
}

static void
retry_later (DuoNoteQueue *self, const GError *error)
{
  g_clear_handle_id (&self->retry, g_source_remove);
  self->retry = g_timeout_add_once (next_delay (&self->tries, error), retry_cb, self);
}

static void
retry_entry_later (Entry *entry, const GError *error)
{
  g_clear_handle_id (&entry->retry, g_source_remove);
  entry->retry = g_timeout_add_once (next_delay (&entry->tries, error), retry_entry_cb, entry);
}

static void
drop (DuoNoteQueue *self, Entry *entry)
{
  duo_outbox_remove_draft (self->outbox, entry->draft);
  g_ptr_array_remove (self->entries, entry);
}

static DuoNoteRecord *
read_note (const DuoHttpAnswer *answer, const char *event, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  GError *local = NULL;
  g_autoptr (JsonNode) node = duo_json_parse (text ? text : "", length, DUO_MAX_BODY, &local);
  DuoJson json = duo_json_root (node, &local);
  DuoNoteRecord *note = node ? duo_wire_read_note (&json, event) : NULL;

  if (local)
    g_propagate_error (error, local);
  return note;
}

/* What was typed while it was on its way goes next. */
static void
take_saved (DuoNoteQueue *self, Entry *entry, const Errand *errand, const DuoNoteRecord *saved)
{
  DuoNote *model = find_model (self, saved);

  self->tries = 0;
  entry->tries = 0;
  entry->draft->forbidden = FALSE;
  entry->draft->note->rev = saved->rev;
  entry->state = DUO_NOTE_KEPT;
  if (!duo_note_record_says_same (entry->draft->note, errand->note))
    {
      touch (self, entry);
      return;
    }
  if (model)
    duo_note_set_saved (model, saved);
  drop (self, entry);
}

static void
tell_refused (DuoNoteQueue *self, const Entry *entry, const GError *error)
{
  if (self->owner.refused)
    self->owner.refused (entry->draft->note, error, self->owner.data);
}

/* The same person wrote on another device: both stay. */
static void
merge (DuoNoteQueue *self, Entry *entry, const DuoNoteRecord *theirs)
{
  g_autoptr (GError) long_error =
      g_error_new_literal (DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_TOO_LONG, "too long with what is there");

  duo_note_record_merge (entry->draft->note, theirs);
  entry->state = DUO_NOTE_KEPT;
  touch (self, entry);
  show (self, entry);
  duo_note_queue_put_down (self);
  if (!duo_note_record_fits (entry->draft->note))
    tell_refused (self, entry, long_error);
}

static DuoNoteState
judge_refusal (const GError *error)
{
  if (!g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_REFUSED))
    return DUO_NOTE_NOT_TAKEN;
  return duo_client_error_get_refusal (error) == DUO_REFUSAL_NOT_FOUND ? DUO_NOTE_GONE : DUO_NOTE_FORBIDDEN;
}

/* Once, however often it is changed and sent again. */
static void
forbid (DuoNoteQueue *self, Entry *entry, const GError *error)
{
  if (entry->draft->forbidden)
    return;
  entry->draft->forbidden = TRUE;
  tell_refused (self, entry, error);
  entry->dirty = TRUE;
  duo_note_queue_put_down (self);
}

/* What is written stays on screen in any case, and on disk as long as there is a chat that it is about. */
static void
refuse (DuoNoteQueue *self, Entry *entry, const GError *error)
{
  entry->state = judge_refusal (error);
  show (self, entry);
  if (entry->state == DUO_NOTE_NOT_TAKEN)
    {
      g_message ("A note is not taken, and sent again: %s", error->message);
      retry_entry_later (entry, error);
    }
  else if (entry->state == DUO_NOTE_FORBIDDEN)
    forbid (self, entry, error);
  else
    {
      tell_refused (self, entry, error);
      drop (self, entry);
    }
}

/* Nothing is wrong with the note: it waits as the others do. */
static void
wait_for_service (DuoNoteQueue *self, Entry *entry, const GError *error)
{
  if (entry->state == DUO_NOTE_NOT_TAKEN)
    {
      entry->state = DUO_NOTE_KEPT;
      show (self, entry);
    }
  retry_later (self, error);
}

static gboolean
is_no_answer (const GError *error)
{
  return g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE) ||
         g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_BUSY);
}

static void
handle_refusal (DuoNoteQueue *self, Entry *entry, const DuoHttpAnswer *answer, const GError *error)
{
  g_autoptr (DuoWireProblem) problem = answer ? duo_http_answer_dup_problem (answer) : NULL;

  if (is_no_answer (error))
    wait_for_service (self, entry, error);
  else if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_SIGNED_OUT))
    {
      if (self->owner.signed_out)
        self->owner.signed_out (error, self->owner.data);
    }
  else if (problem && problem->note)
    merge (self, entry, problem->note);
  else
    refuse (self, entry, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DuoHttpAnswer) answer = duo_http_send_finish (DUO_HTTP (source), result, &error);
  g_autoptr (DuoNoteRecord) saved = NULL;
  DuoNoteQueue *self = errand->queue;
  Entry *entry = find (self, errand->note);

  if (!entry || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  entry->sending = FALSE;
  if (answer && duo_http_answer_check (answer, &error))
    saved = read_note (answer, errand->note->event, &error);
  if (saved)
    take_saved (self, entry, errand, saved);
  else
    handle_refusal (self, entry, answer, error);
}

static void
send_entry (DuoNoteQueue *self, Entry *entry)
{
  const DuoNoteRecord *note = entry->draft->note;
  g_autofree char *path = duo_path_build (DUO_PATH_NOTE, note->chat, NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  DuoJsonWriter writer;

  duo_json_writer_init (&writer, body);
  duo_wire_write_noted (&writer, note);
  entry->sending = TRUE;
  duo_http_send_async (
      self->http, &(DuoHttpRequest) {.method = "PUT", .path = path, .body = body->str, .seen = note->rev},
      self->cancellable, sent_cb, errand_new (self, note));
}

static gboolean
is_ready (const Entry *entry)
{
  return !entry->sending && !entry->dirty && !entry->writing && entry->retry == 0 &&
         entry->state != DUO_NOTE_FORBIDDEN && duo_note_record_fits (entry->draft->note);
}

static void
send_ready (DuoNoteQueue *self)
{
  if (self->retry != 0 || !duo_http_has_token (self->http))
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (is_ready (entry))
        send_entry (self, entry);
    }
}

/* ── object ── */

static void
duo_note_queue_dispose (GObject *object)
{
  DuoNoteQueue *self = DUO_NOTE_QUEUE (object);

  g_clear_handle_id (&self->typing, g_source_remove);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->entries, 0);
  G_OBJECT_CLASS (duo_note_queue_parent_class)->dispose (object);
}

static void
duo_note_queue_finalize (GObject *object)
{
  DuoNoteQueue *self = DUO_NOTE_QUEUE (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->http);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (duo_note_queue_parent_class)->finalize (object);
}

static void
duo_note_queue_class_init (DuoNoteQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = duo_note_queue_dispose;
  object_class->finalize = duo_note_queue_finalize;
}

static void
duo_note_queue_init (DuoNoteQueue *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->cancellable = g_cancellable_new ();
}

DuoNoteQueue *
duo_note_queue_new (DuoOutbox *outbox, DuoHttp *http, const DuoNoteOwner *owner)
{
  DuoNoteQueue *self = g_object_new (DUO_TYPE_NOTE_QUEUE, NULL);

  self->outbox = g_object_ref (outbox);
  self->http = g_object_ref (http);
  self->owner = *owner;
  return self;
}

/* Takes @draft. */
static Entry *
add (DuoNoteQueue *self, DuoDraft *draft)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->queue = self;
  entry->draft = draft;
  entry->state = draft && draft->forbidden ? DUO_NOTE_FORBIDDEN : DUO_NOTE_KEPT;
  g_ptr_array_add (self->entries, entry);
  return entry;
}

void
duo_note_queue_edit (DuoNoteQueue *self, const char *account, const DuoNoteRecord *wanted)
{
  Entry *entry = find (self, wanted);
  DuoNote *model = find_model (self, wanted);
  g_autoptr (DuoNoteRecord) note = duo_note_record_copy (wanted);
  gboolean forbidden = entry && entry->draft->forbidden;

  if (entry)
    note->rev = entry->draft->note->rev;
  else if (model)
    note->rev = duo_note_get_record (model)->rev;
  if (entry)
    duo_draft_free (entry->draft);
  else
    entry = add (self, NULL);
  entry->draft = duo_draft_new (account, note);
  entry->draft->forbidden = forbidden;
  entry->state = DUO_NOTE_KEPT;
  touch (self, entry);
  show (self, entry);
}

void
duo_note_queue_take_left (DuoNoteQueue *self, GPtrArray *drafts)
{
  g_autoptr (GPtrArray) owned = drafts;

  g_ptr_array_set_free_func (drafts, NULL);
  for (guint i = 0; i < drafts->len; i++)
    {
      DuoDraft *draft = drafts->pdata[i];

      if (find (self, draft->note))
        duo_draft_free (draft);
      else
        show (self, add (self, draft));
    }
  send_ready (self);
}

void
duo_note_queue_show (DuoNoteQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    show (self, self->entries->pdata[i]);
}

void
duo_note_queue_hurry (DuoNoteQueue *self)
{
  g_clear_handle_id (&self->retry, g_source_remove);
  for (guint i = 0; i < self->entries->len; i++)
    g_clear_handle_id (&((Entry *) self->entries->pdata[i])->retry, g_source_remove);
  send_ready (self);
}

void
duo_note_queue_clear (DuoNoteQueue *self)
{
  duo_note_queue_put_down (self);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->tries = 0;
  g_ptr_array_set_size (self->entries, 0);
}

void
duo_note_queue_disown (DuoNoteQueue *self)
{
  self->owner = (DuoNoteOwner) {NULL};
}
