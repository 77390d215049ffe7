/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-settings-dialog.h"

#include <glib/gi18n.h>

#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

/* Pixels of the banner and of a line or two under a field. */
#define WORDS_HEIGHT 120

struct _DuoSettingsDialog
{
  AdwDialog parent_instance;

  DuoSession *session;
  DuoPerson *recruiter;
  DuoSettingsTexts texts;
  gint64 seen;     /* the revision of what was filled in, or is shown beside it */
  gboolean beside; /* what somebody else wrote meanwhile is shown */

  GtkWidget *save;
  AdwBanner *banner;
  GtkWidget *question_group;
  GtkEditable *question;
  GtkWidget *about_group;
  GtkTextView *about;
  GtkWidget *words_group;
  GtkEditable *topics;
  GtkEditable *languages;
  GtkLabel *question_theirs;
  GtkLabel *about_theirs;
  GtkLabel *topics_theirs;
  GtkLabel *languages_theirs;
};

G_DEFINE_FINAL_TYPE (DuoSettingsDialog, duo_settings_dialog, ADW_TYPE_DIALOG)

static char *
dup_entry (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static char *
dup_about (DuoSettingsDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->about);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* (transfer full): "Rust,  Go,,": {"Rust", "Go"} */
static char **
dup_words (GtkEditable *entry)
{
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (entry), ",", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (char **part = parts; *part; part++)
    if (*g_strstrip (*part))
      g_strv_builder_add (words, *part);
  return g_strv_builder_end (words);
}

/* As they are split again, whatever separates words in the user's language. */
static char *
join (char **words)
{
  return words ? g_strjoinv (", ", words) : g_strdup ("");
}

static DuoWireSettings *
new_settings (DuoSettingsDialog *self)
{
  DuoWireSettings *settings = g_new0 (DuoWireSettings, 1);

  if (self->texts == DUO_SETTINGS_QUESTION)
    {
      settings->has_question = TRUE;
      settings->question = dup_entry (self->question);
      return settings;
    }

  settings->has_about = TRUE;
  settings->about = dup_about (self);
  settings->topics = dup_words (self->topics);
  settings->languages = dup_words (self->languages);
  return settings;
}

static void
say (DuoSettingsDialog *self, const char *text)
{
  adw_banner_set_title (self->banner, text ? text : "");
  adw_banner_set_revealed (self->banner, text != NULL);
}

/* @pattern: of what they wrote, @empty: where they took it away */
static void
show_theirs (GtkLabel *label, const char *pattern, const char *empty, const char *theirs, const char *mine)
{
  g_autofree char *text = *theirs ? duo_text_fill (pattern, theirs, NULL) : g_strdup (empty);

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), !g_str_equal (theirs, mine));
}

/* From now on somebody else's words have been seen: the next press overwrites them. They may come after the answer that
 * there are some. */
static void
update_theirs (DuoSettingsDialog *self)
{
  const DuoPersonRecord *record = duo_person_get_record (self->recruiter);
  g_autofree char *topics = join (record->topics);
  g_autofree char *languages = join (record->languages);
  g_autofree char *question = dup_entry (self->question);
  g_autofree char *about = dup_about (self);

  if (!self->beside)
    return;

  self->seen = duo_person_get_rev (self->recruiter);
  show_theirs (self->question_theirs, _ ("Now it says: “%s”"), _ ("Now it is empty"),
               record->question ? record->question : "", question);
  show_theirs (self->about_theirs, _ ("Now it says: “%s”"), _ ("Now it is empty"),
               record->about ? record->about : "", about);
  show_theirs (self->topics_theirs, _ ("Topics now: %s"), _ ("Now there are no topics"), topics,
               gtk_editable_get_text (self->topics));
  show_theirs (self->languages_theirs, _ ("Languages now: %s"), _ ("Now there are no languages"), languages,
               gtk_editable_get_text (self->languages));
}

/* A dialog keeps the height it opened with; what is said and shown now would hide the fields. */
static void
make_room (DuoSettingsDialog *self)
{
  int height = gtk_widget_get_height (adw_dialog_get_child (ADW_DIALOG (self)));

  adw_dialog_set_content_height (ADW_DIALOG (self), height + WORDS_HEIGHT);
}

static void
fail (DuoSettingsDialog *self, const GError *error)
{
  g_autofree char *sentence = duo_sentence_for_error (error);

  if (!g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE))
    {
      say (self, sentence);
      return;
    }
  if (!self->beside)
    make_room (self);
  self->beside = TRUE;
  update_theirs (self);
  say (self, _ ("Somebody else changed these settings meanwhile. Save again to replace what they wrote."));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSettingsDialog) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->save, TRUE);
  if (duo_session_change_settings_finish (DUO_SESSION (source), result, &error))
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    fail (self, error);
}

static void
on_save (DuoSettingsDialog *self)
{
  g_autoptr (DuoWireSettings) settings = new_settings (self);

  if (!gtk_widget_get_sensitive (self->save))
    return;

  say (self, NULL);
  gtk_widget_set_sensitive (self->save, FALSE);
  duo_session_change_settings_async (self->session, self->recruiter, settings, self->seen, NULL, saved_cb,
                                     g_object_ref (self));
}

static void
fill (DuoSettingsDialog *self)
{
  const DuoPersonRecord *record = duo_person_get_record (self->recruiter);
  g_autofree char *topics = join (record->topics);
  g_autofree char *languages = join (record->languages);

  self->seen = duo_person_get_rev (self->recruiter);
  gtk_editable_set_text (self->question, record->question ? record->question : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->about), record->about ? record->about : "", -1);
  gtk_editable_set_text (self->topics, topics);
  gtk_editable_set_text (self->languages, languages);
}

static void
duo_settings_dialog_dispose (GObject *object)
{
  DuoSettingsDialog *self = DUO_SETTINGS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_SETTINGS_DIALOG);
  g_clear_object (&self->recruiter);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_settings_dialog_parent_class)->dispose (object);
}

static void
duo_settings_dialog_class_init (DuoSettingsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_settings_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-settings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, save);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, question_group);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, question);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, about_group);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, about);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, words_group);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, topics);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, languages);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, question_theirs);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, about_theirs);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, topics_theirs);
  gtk_widget_class_bind_template_child (widget_class, DuoSettingsDialog, languages_theirs);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
duo_settings_dialog_init (DuoSettingsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
duo_settings_dialog_new (DuoSession *session, DuoPerson *recruiter, DuoSettingsTexts texts)
{
  DuoSettingsDialog *self = g_object_new (DUO_TYPE_SETTINGS_DIALOG, NULL);
  gboolean question = texts == DUO_SETTINGS_QUESTION;

  self->session = g_object_ref (session);
  self->recruiter = g_object_ref (recruiter);
  g_signal_connect_object (recruiter, "notify", G_CALLBACK (update_theirs), self, G_CONNECT_SWAPPED);
  self->texts = texts;
  adw_dialog_set_title (ADW_DIALOG (self), question ? _ ("Question") : _ ("What Talents Read About You"));
  gtk_widget_set_visible (self->question_group, question);
  gtk_widget_set_visible (self->about_group, !question);
  gtk_widget_set_visible (self->words_group, !question);
  fill (self);
  adw_dialog_set_focus (ADW_DIALOG (self), question ? GTK_WIDGET (self->question) : GTK_WIDGET (self->about));
  return ADW_DIALOG (self);
}
