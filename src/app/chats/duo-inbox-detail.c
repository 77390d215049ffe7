/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-inbox-detail.h"

#include <glib/gi18n.h>

#include "duo-chat-words.h"
#include "shell/duo-cv-row.h"
#include "shell/duo-tags.h"
#include "shell/duo-text.h"

struct _DuoInboxDetail
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoChat *chat;

  GtkScrolledWindow *scroller;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *title;
  GtkLabel *ago;
  GtkWidget *message_box;
  GtkLabel *message;
  GtkWidget *answer_box;
  GtkLabel *question;
  GtkLabel *answer;
  GtkWidget *topics_box;
  AdwWrapBox *topics;
  GtkWidget *profile_box;
  GtkListBox *profile;
  GtkWidget *cv_row; /* (nullable): of this chat's talent */
  AdwActionRow *about;
  AdwActionRow *languages;
  AdwActionRow *whole;
};

G_DEFINE_FINAL_TYPE (DuoInboxDetail, duo_inbox_detail, ADW_TYPE_BIN)

static gboolean
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  return text && *text;
}

static void
set_property (AdwActionRow *row, const char *value)
{
  adw_action_row_set_subtitle (row, value ? value : "");
  gtk_widget_set_visible (GTK_WIDGET (row), value && *value);
}

static void
update_topics (DuoInboxDetail *self, DuoPerson *person)
{
  const char *const *topics = person ? duo_person_get_topics (person) : NULL;

  duo_tags_show (self->topics, topics);
  gtk_widget_set_visible (self->topics_box, topics && *topics);
}

static void
update_person (DuoInboxDetail *self)
{
  DuoPerson *person = duo_chat_get_peer (self->chat);
  g_autofree char *languages = person ? duo_text_list (duo_person_get_languages (person)) : NULL;

  update_topics (self, person);
  gtk_widget_set_visible (self->profile_box, person || duo_chat_get_peer_cv (self->chat));
  gtk_widget_set_visible (GTK_WIDGET (self->whole), person != NULL);
  set_property (self->about, person ? duo_person_get_record (person)->about : NULL);
  set_property (self->languages, languages);
  if (!person)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->whole), "s", duo_person_get_id (person));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->whole), "win.show-person");
}

/* A row of its own for each talent: what was being opened of another goes with that one's. */
static void
renew_cv_row (DuoInboxDetail *self)
{
  if (self->cv_row)
    {
      duo_cv_row_show (DUO_CV_ROW (self->cv_row), NULL, NULL);
      gtk_list_box_remove (self->profile, self->cv_row);
    }
  self->cv_row = duo_cv_row_new (self->session);
  gtk_list_box_insert (self->profile, self->cv_row,
                       gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->whole)));
}

static void
update_cv (DuoInboxDetail *self)
{
  duo_cv_row_show (DUO_CV_ROW (self->cv_row), duo_chat_get_peer_id (self->chat),
                   duo_chat_get_peer_cv (self->chat));
  update_person (self);
}

void
duo_inbox_detail_update (DuoInboxDetail *self)
{
  const DuoChatRecord *record;
  gboolean online;
  gint64 now;
  g_autofree char *answered = NULL;
  g_autofree char *ago = NULL;
  g_autofree char *requested = NULL;

  g_return_if_fail (DUO_IS_INBOX_DETAIL (self));

  if (!self->chat)
    return;

  record = duo_chat_get_record (self->chat);
  online = duo_session_get_state (self->session) == DUO_SESSION_ONLINE;
  now = duo_clock_now (duo_session_get_clock (self->session));
  answered = duo_chat_words_answered (self->chat, online);
  ago = duo_text_ago (record->changed, now);
  /* TRANSLATORS: the placeholder is like "20 min ago" or "yesterday" */
  requested = duo_text_fill (_ ("Requested %s"), ago, NULL);
  gtk_label_set_label (self->ago, answered ? answered : requested);
  adw_avatar_set_text (self->avatar, duo_chat_get_peer_name (self->chat));
  gtk_label_set_label (self->name, duo_chat_get_peer_name (self->chat));
  gtk_widget_set_visible (GTK_WIDGET (self->title),
                          set_text (self->title, duo_chat_get_peer_title (self->chat)));
  gtk_widget_set_visible (self->message_box, set_text (self->message, record->message));
  gtk_label_set_label (self->question, record->question ? record->question : "");
  gtk_widget_set_visible (self->answer_box, set_text (self->answer, record->answer));
  update_cv (self);
}

static void
duo_inbox_detail_dispose (GObject *object)
{
  DuoInboxDetail *self = DUO_INBOX_DETAIL (object);

  if (self->chat)
    g_signal_handlers_disconnect_by_data (self->chat, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_INBOX_DETAIL);
  g_clear_object (&self->chat);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_inbox_detail_parent_class)->dispose (object);
}

static void
duo_inbox_detail_class_init (DuoInboxDetailClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_inbox_detail_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-inbox-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, scroller);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, name);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, title);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, ago);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, message_box);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, message);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, answer_box);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, question);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, answer);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, topics_box);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, topics);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, profile_box);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, profile);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, about);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, languages);
  gtk_widget_class_bind_template_child (widget_class, DuoInboxDetail, whole);
}

static void
duo_inbox_detail_init (DuoInboxDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
change_chat (DuoInboxDetail *self, DuoChat *chat)
{
  if (self->chat)
    g_signal_handlers_disconnect_by_data (self->chat, self);
  g_set_object (&self->chat, chat);
  g_signal_connect_swapped (chat, "notify::peer-cv", G_CALLBACK (update_cv), self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  renew_cv_row (self);
}

void
duo_inbox_detail_set_chat (DuoInboxDetail *self, DuoSession *session, DuoChat *chat)
{
  g_return_if_fail (DUO_IS_INBOX_DETAIL (self));

  g_set_object (&self->session, session);
  if (self->chat != chat)
    change_chat (self, chat);
  duo_inbox_detail_update (self);
}
