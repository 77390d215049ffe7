/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-person.h"

#include <glib/gi18n.h>

#include "shell/duo-cv-row.h"
#include "shell/duo-tags.h"
#include "shell/duo-text.h"

struct _DuoRoomPerson
{
  AdwBin parent_instance;

  DuoChat *chat;
  GSignalGroup *peer; /* DuoPerson */

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *title;
  GtkListBox *cv_list;
  GtkWidget *cv_row;
  GtkWidget *topics_box;
  GtkLabel *topics_label;
  AdwWrapBox *topics;
  GtkWidget *answer_box;
  GtkLabel *answer_label;
  GtkLabel *question;
  GtkLabel *answer;
  GtkWidget *message_box;
  GtkLabel *message;
  GtkWidget *about_box;
  GtkLabel *about_label;
  GtkLabel *about;
  GtkWidget *facts_box;
  GtkLabel *facts_label;
  GtkListBox *facts;
};

G_DEFINE_FINAL_TYPE (DuoRoomPerson, duo_room_person, ADW_TYPE_BIN)

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
show_text (GtkWidget *box, GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, is_text (text) ? text : "");
  gtk_widget_set_visible (box, is_text (text));
}

/* ── rows ── */

static GtkWidget *
add_row (DuoRoomPerson *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
      gtk_widget_add_css_class (row, "property");
    }
  gtk_list_box_append (self->facts, row);

  return row;
}

static void
add_fact (DuoRoomPerson *self, const char *title, const char *value)
{
  if (is_text (value))
    add_row (self, title, value);
}

static void
on_website (DuoRoomPerson *self)
{
  DuoPerson *peer = duo_chat_get_peer (self->chat);
  DuoCompany *company = peer != NULL ? duo_person_get_company (peer) : NULL;
  const char *website = company != NULL ? duo_company_get_website (company) : NULL;
  g_autoptr (GtkUriLauncher) launcher = NULL;

  if (website == NULL)
    return;
  launcher = gtk_uri_launcher_new (website);
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

/* Only what a browser is meant for is opened. */
static void
add_website (DuoRoomPerson *self, const char *website)
{
  g_autoptr (GUri) uri = website != NULL ? g_uri_parse (website, G_URI_FLAGS_NONE, NULL) : NULL;
  GtkWidget *row, *icon;

  if (uri == NULL || g_uri_get_host (uri) == NULL || !g_str_has_prefix (g_uri_get_scheme (uri), "http"))
    return;

  row = add_row (self, g_uri_get_host (uri), NULL);
  icon = gtk_image_new_from_icon_name ("adw-external-link-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_website), self, G_CONNECT_SWAPPED);
}

static void
show_facts (DuoRoomPerson *self, DuoPerson *peer)
{
  DuoCompany *company = peer != NULL ? duo_person_get_company (peer) : NULL;
  g_autofree char *languages = company != NULL
                                   ? duo_text_list (duo_company_get_languages (company))
                                   : duo_text_list (peer != NULL ? duo_person_get_languages (peer) : NULL);

  gtk_list_box_remove_all (self->facts);
  gtk_label_set_label (self->facts_label, company != NULL ? duo_company_get_name (company) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->facts_label), company != NULL);
  if (company != NULL)
    {
      add_fact (self, _ ("Field"), duo_company_get_field (company));
      add_fact (self, _ ("People"), duo_company_get_size (company));
    }
  add_fact (self, _ ("Languages"), languages);
  if (company != NULL)
    add_website (self, duo_company_get_website (company));
  gtk_widget_set_visible (self->facts_box, gtk_list_box_get_row_at_index (self->facts, 0) != NULL);
}

/* ── who, and what was said ── */

static void
show_peer (DuoRoomPerson *self)
{
  DuoPerson *peer = duo_chat_get_peer (self->chat);
  const char *name = duo_chat_get_peer_name (self->chat);
  const char *title = duo_chat_get_peer_title (self->chat);
  g_autofree char *first_name = duo_text_first_name (name);
  /* TRANSLATORS: heads what somebody wrote about themselves: "About Ada" */
  g_autofree char *about = g_strdup_printf (_ ("About %s"), first_name);
  const char *const *topics = peer != NULL ? duo_person_get_topics (peer) : NULL;

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  show_text (GTK_WIDGET (self->title), self->title, title);
  gtk_label_set_label (self->topics_label, duo_chat_get_my_role (self->chat) == DUO_ROLE_TALENT
                                               ? _ ("Looking For")
                                               : _ ("Topics"));
  duo_tags_show (self->topics, topics);
  gtk_widget_set_visible (self->topics_box, topics != NULL && topics[0] != NULL);
  gtk_label_set_label (self->about_label, about);
  show_text (self->about_box, self->about, peer != NULL ? duo_person_get_record (peer)->about : NULL);
  show_facts (self, peer);
}

static gboolean
is_message_mine (DuoRoomPerson *self)
{
  return duo_chat_get_my_role (self->chat) == DUO_ROLE_TALENT;
}

static void
show_said (DuoRoomPerson *self)
{
  const DuoChatRecord *record = duo_chat_get_record (self->chat);
  g_autofree char *first_name = duo_text_first_name (duo_chat_get_peer_name (self->chat));
  /* TRANSLATORS: heads the answer to a recruiter's question; %s is a first name */
  g_autofree char *answered = g_strdup_printf (_ ("%s Answered"), first_name);

  gtk_label_set_label (self->answer_label, is_message_mine (self) ? _ ("You Answered") : answered);
  show_text (GTK_WIDGET (self->question), self->question, record->question);
  show_text (self->answer_box, self->answer, record->answer);
  show_text (self->message_box, self->message, record->message);
}

static void
show_cv (DuoRoomPerson *self)
{
  const DuoCvRecord *cv = duo_chat_get_peer_cv (self->chat);

  duo_cv_row_show (DUO_CV_ROW (self->cv_row), duo_chat_get_peer_id (self->chat), cv);
  gtk_widget_set_visible (GTK_WIDGET (self->cv_list), cv != NULL);
}

static void
show (DuoRoomPerson *self)
{
  show_peer (self);
  show_said (self);
}

static void
on_peer (DuoRoomPerson *self)
{
  g_signal_group_set_target (self->peer, duo_chat_get_peer (self->chat));
  show (self);
}

/* ── life ── */

static void
duo_room_person_dispose (GObject *object)
{
  DuoRoomPerson *self = DUO_ROOM_PERSON (object);

  if (self->chat != NULL)
    g_signal_handlers_disconnect_by_data (self->chat, self);
  g_clear_object (&self->chat);
  g_clear_object (&self->peer);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_ROOM_PERSON);

  G_OBJECT_CLASS (duo_room_person_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, avatar);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, name);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, title);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, cv_list);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, topics_box);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, topics_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, topics);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, answer_box);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, answer_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, question);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, answer);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, message_box);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, message);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, about_box);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, about_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, about);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, facts_box);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, facts_label);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPerson, facts);
}

static void
duo_room_person_class_init (DuoRoomPersonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_room_person_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-person.ui");
  bind_children (widget_class);
}

static void
duo_room_person_init (DuoRoomPerson *self)
{
  static const char *const properties[] = {"notify::topics", "notify::languages", "notify::about",
                                           "notify::company"};

  self->peer = g_signal_group_new (DUO_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_signal_group_connect_swapped (self->peer, properties[i], G_CALLBACK (show_peer), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_room_person_set_chat (DuoRoomPerson *self, DuoSession *session, DuoChat *chat)
{
  g_return_if_fail (self->chat == NULL);

  self->chat = g_object_ref (chat);
  self->cv_row = duo_cv_row_new (session);
  gtk_list_box_append (self->cv_list, self->cv_row);
  g_signal_connect_swapped (chat, "notify::peer-cv", G_CALLBACK (show_cv), self);
  show_cv (self);
  g_signal_connect_swapped (chat, "notify::peer", G_CALLBACK (on_peer), self);
  g_signal_connect_swapped (chat, "notify::peer-name", G_CALLBACK (show), self);
  on_peer (self);
}
