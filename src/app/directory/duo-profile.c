/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-profile.h"

#include <glib/gi18n.h>

#include "shell/duo-cv-row.h"
#include "shell/duo-tags.h"
#include "shell/duo-text.h"

#define MOST_COLLEAGUES 5

struct _DuoProfile
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoEvent *event; /* of the person: the session may show another by and by */
  DuoPerson *person;
  GSignalGroup *person_signals;
  gboolean shows_all; /* colleagues */

  GtkWidget *bookmark;
  AdwBin *cv_place;
  GtkWidget *cv_row; /* (nullable) */
  AdwWrapBox *topics;
  GtkListBox *company;
  GtkListBox *colleagues;
  GtkWidget *about;
};

enum
{
  PROP_0,
  PROP_PERSON,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoProfile, duo_profile, ADW_TYPE_BIN)

static char *
format_about (DuoProfile *self, const char *name)
{
  g_autofree char *first = duo_text_first_name (name ? name : "");

  /* TRANSLATORS: heads what somebody wrote about themselves: "About Ada" */
  return g_strdup_printf (_ ("About %s"), first);
}

static char *
format_topics (DuoProfile *self, DuoPerson *person)
{
  gboolean recruiter = person && duo_person_get_role (person) == DUO_ROLE_RECRUITER;

  return g_strdup (recruiter ? _ ("Looking For") : _ ("Topics"));
}

static gboolean
format_has_text (DuoProfile *self, const char *text)
{
  return text && *text;
}

static char *
format_bookmark (DuoProfile *self, gboolean bookmarked)
{
  return g_strdup (bookmarked ? _ ("Bookmarked") : _ ("Bookmark"));
}

static char *
format_bookmark_icon (DuoProfile *self, gboolean bookmarked)
{
  return g_strdup (bookmarked ? "starred-symbolic" : "non-starred-symbolic");
}

static void
on_bookmark_clicked (DuoProfile *self, GtkToggleButton *button)
{
  if (self->person)
    duo_session_set_bookmarked (self->session, self->person, gtk_toggle_button_get_active (button));
}

static void
clear_list (GtkListBox *list)
{
  gtk_list_box_remove_all (list);
  gtk_widget_set_visible (GTK_WIDGET (list), FALSE);
}

static void
add_row (GtkListBox *list, GtkWidget *row)
{
  gtk_list_box_append (list, row);
  gtk_widget_set_visible (GTK_WIDGET (list), TRUE);
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  /* Text from others is never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_property (GtkListBox *list, const char *title, const char *value)
{
  GtkWidget *row;

  if (!value || !*value)
    return;

  row = new_row (title, value);
  gtk_widget_add_css_class (row, "property");
  add_row (list, row);
}

static void
add_icon (GtkWidget *row, const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
}

static void
on_website_activated (DuoProfile *self)
{
  DuoCompany *company = duo_person_get_company (self->person);
  g_autoptr (GtkUriLauncher) launcher = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!company || !duo_company_get_website (company))
    return;

  launcher = gtk_uri_launcher_new (duo_company_get_website (company));
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (root), NULL, NULL, NULL);
}

/* Only what a browser is meant for is opened. */
static void
add_website (DuoProfile *self, const char *website)
{
  g_autoptr (GUri) uri = website ? g_uri_parse (website, G_URI_FLAGS_NONE, NULL) : NULL;
  GtkWidget *row;

  if (!uri || !g_uri_get_host (uri) || !g_str_has_prefix (g_uri_get_scheme (uri), "http"))
    return;

  row = new_row (g_uri_get_host (uri), NULL);
  add_icon (row, "adw-external-link-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_website_activated), self, G_CONNECT_SWAPPED);
  add_row (self->company, row);
}

static void
update_company (DuoProfile *self)
{
  DuoCompany *company = duo_person_get_company (self->person);
  g_autofree char *languages = NULL;

  clear_list (self->company);
  /* A company's heading keeps its distance. */
  gtk_widget_set_margin_top (GTK_WIDGET (self->company), company ? 0 : 24);
  if (!company)
    {
      languages = duo_text_list (duo_person_get_languages (self->person));
      add_property (self->company, _ ("Languages"), languages);
      return;
    }
  languages = duo_text_list (duo_company_get_languages (company));
  add_property (self->company, _ ("Field"), duo_company_get_field (company));
  add_property (self->company, _ ("People"), duo_company_get_size (company));
  add_property (self->company, _ ("Languages"), languages);
  add_website (self, duo_company_get_website (company));
}

static void
update_topics (DuoProfile *self)
{
  duo_tags_show (self->topics, duo_person_get_topics (self->person));
}

static void
update_cv (DuoProfile *self)
{
  const DuoCvRecord *cv = duo_person_get_cv (self->person);

  if (!self->cv_row)
    return;
  duo_cv_row_show (DUO_CV_ROW (self->cv_row), duo_person_get_id (self->person), cv);
  gtk_widget_set_visible (GTK_WIDGET (self->cv_place), cv != NULL);
}

static void
add_cv (DuoProfile *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->cv_row = duo_cv_row_new (self->session);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("CV"), -1);
  gtk_list_box_append (GTK_LIST_BOX (list), self->cv_row);
  adw_bin_set_child (self->cv_place, list);
  update_cv (self);
}

static char *
dup_colleague_subtitle (DuoPerson *colleague)
{
  g_autofree char *slots = duo_text_open_slots (duo_person_get_open_slots (colleague));

  if (!*duo_person_get_title (colleague))
    return g_steal_pointer (&slots);

  return g_strdup_printf ("%s · %s", duo_person_get_title (colleague), slots);
}

static void on_rest_activated (DuoProfile *self);

static void
add_rest (DuoProfile *self, guint n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("Show %u More", "Show %u More", n), n);
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_rest_activated), self, G_CONNECT_SWAPPED);
  add_row (self->colleagues, row);
}

static void
add_colleague (DuoProfile *self, DuoPerson *colleague)
{
  g_autofree char *subtitle = dup_colleague_subtitle (colleague);
  GtkWidget *row = new_row (duo_person_get_name (colleague), subtitle);
  GtkWidget *avatar = adw_avatar_new (32, duo_person_get_name (colleague), TRUE);

  gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  add_icon (row, "go-next-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", duo_person_get_id (colleague));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-person");
  add_row (self->colleagues, row);
}

static GPtrArray *
find_colleagues (DuoProfile *self)
{
  GListModel *people = duo_event_get_people (self->event);
  const char *company = duo_person_get_company_id (self->person);
  GPtrArray *colleagues = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; company && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DuoPerson) other = g_list_model_get_item (people, i);

      if (other != self->person && g_strcmp0 (duo_person_get_company_id (other), company) == 0)
        g_ptr_array_add (colleagues, g_steal_pointer (&other));
    }
  return colleagues;
}

static void
update_colleagues (DuoProfile *self)
{
  g_autoptr (GPtrArray) colleagues = find_colleagues (self);
  guint n = colleagues->len;

  /* One that is left would take as much room as the row that says so. */
  if (!self->shows_all && n > MOST_COLLEAGUES + 1)
    n = MOST_COLLEAGUES;
  clear_list (self->colleagues);
  for (guint i = 0; i < n; i++)
    add_colleague (self, colleagues->pdata[i]);
  if (n < colleagues->len)
    add_rest (self, colleagues->len - n);
}

/* The row that was pressed is gone: the first of those that came has its place. */
static void
on_rest_activated (DuoProfile *self)
{
  self->shows_all = TRUE;
  update_colleagues (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->colleagues, MOST_COLLEAGUES)));
}

static void
duo_profile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PERSON:
      g_value_set_object (value, DUO_PROFILE (object)->person);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_profile_dispose (GObject *object)
{
  DuoProfile *self = DUO_PROFILE (object);

  g_clear_object (&self->person_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_PROFILE);
  g_clear_object (&self->person);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_profile_parent_class)->dispose (object);
}

static void
duo_profile_class_init (DuoProfileClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = duo_profile_get_property;
  object_class->dispose = duo_profile_dispose;

  properties[PROP_PERSON] =
      g_param_spec_object ("person", NULL, NULL, DUO_TYPE_PERSON,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-profile.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoProfile, bookmark);
  gtk_widget_class_bind_template_child (widget_class, DuoProfile, cv_place);
  gtk_widget_class_bind_template_child (widget_class, DuoProfile, topics);
  gtk_widget_class_bind_template_child (widget_class, DuoProfile, about);
  gtk_widget_class_bind_template_child (widget_class, DuoProfile, company);
  gtk_widget_class_bind_template_child (widget_class, DuoProfile, colleagues);
  gtk_widget_class_bind_template_callback (widget_class, format_about);
  gtk_widget_class_bind_template_callback (widget_class, format_topics);
  gtk_widget_class_bind_template_callback (widget_class, format_has_text);
  gtk_widget_class_bind_template_callback (widget_class, format_bookmark);
  gtk_widget_class_bind_template_callback (widget_class, format_bookmark_icon);
  gtk_widget_class_bind_template_callback (widget_class, on_bookmark_clicked);
}

static void
duo_profile_init (DuoProfile *self)
{
  self->person_signals = g_signal_group_new (DUO_TYPE_PERSON);
  g_signal_group_connect_swapped (self->person_signals, "notify::topics", G_CALLBACK (update_topics), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::company", G_CALLBACK (update_company), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::cv", G_CALLBACK (update_cv), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_profile_set_up (DuoProfile *self, DuoSession *session, DuoPerson *person)
{
  g_return_if_fail (DUO_IS_PROFILE (self));
  g_return_if_fail (!self->session);

  self->session = g_object_ref (session);
  self->event = g_object_ref (duo_session_get_event (session));
  self->person = g_object_ref (person);
  g_signal_group_set_target (self->person_signals, person);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
  if (duo_person_get_role (person) == DUO_ROLE_TALENT)
    add_cv (self);
  update_topics (self);
  update_company (self);
  update_colleagues (self);
  g_signal_connect_object (self->event, "notify::complete", G_CALLBACK (update_colleagues), self,
                           G_CONNECT_SWAPPED);
}

void
duo_profile_set_own (DuoProfile *self, GtkWidget *cv)
{
  GtkWidget *scroller = adw_bin_get_child (ADW_BIN (self));

  g_return_if_fail (DUO_IS_PROFILE (self));

  /* Where there is nothing to press the focus would come to this text, and select all of it; the page takes it, and the
   * keys scroll it. */
  gtk_widget_set_focusable (self->about, FALSE);
  gtk_widget_set_focusable (scroller, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("My Profile"),
                                  -1);

  gtk_widget_set_visible (self->bookmark, FALSE);
  self->cv_row = NULL;
  adw_bin_set_child (self->cv_place, cv);
  gtk_widget_set_visible (GTK_WIDGET (self->cv_place), cv != NULL);
}
