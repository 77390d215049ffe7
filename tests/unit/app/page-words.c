/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "directory/duo-line.h"
#include "duo-session-cv.h"
#include "duo-vouch.h"
#include "fake-session-devices.h"
#include "page-test.h"
#include "shell/duo-text.h"

/* The letters that po/pseudo accents: one that is left belongs to a word that it did not see. */
#define PLAIN "ABCDEGHIKLNORSTUYacdeghiklnorstuy"
#define BRACKET "⟦"
/* GTK's word for a name that nobody gave. */
#define UNSET "undefined"
/* What GTK keeps around a window for its shadow, and to get hold of it. */
#define BORDER 5.5

typedef struct
{
  GtkWidget *window;
  GPtrArray *known; /* texts of the event, the longest first */
  GPtrArray *faults;
} Search;

gboolean
page_words_is_pseudo (void)
{
  return g_str_has_prefix (_ ("Join"), BRACKET);
}

static void
add_text (GPtrArray *known, const char *text)
{
  if (text && *text)
    g_ptr_array_add (known, g_strdup (text));
}

static void
add_name (GPtrArray *known, const char *name)
{
  add_text (known, name);
  g_ptr_array_add (known, duo_text_first_name (name));
  g_ptr_array_add (known, duo_text_short_name (name));
}

static void
add_property (GPtrArray *known, GObject *object, GParamSpec *pspec)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (object, pspec->name, &value);
  if (pspec->value_type == G_TYPE_STRING)
    add_text (known, g_value_get_string (&value));
  for (char **word = pspec->value_type == G_TYPE_STRV ? g_value_get_boxed (&value) : NULL; word && *word;
       word++)
    add_text (known, *word);
}

/* Every text that an object of the model has. */
static void
add_texts (GPtrArray *known, gpointer object)
{
  guint n = 0;
  g_autofree GParamSpec **properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);

  for (guint i = 0; i < n; i++)
    if (properties[i]->flags & G_PARAM_READABLE)
      add_property (known, object, properties[i]);
}

static void
add_company (GPtrArray *known, DuoCompany *company)
{
  g_autoptr (GUri) website = g_uri_parse (duo_company_get_website (company), G_URI_FLAGS_NONE, NULL);

  add_texts (known, company);
  add_text (known, g_uri_get_host (website));
}

static void
add_person (GPtrArray *known, DuoPerson *person)
{
  const DuoPersonRecord *record = duo_person_get_record (person);

  add_texts (known, person);
  add_name (known, record->name);
  add_text (known, record->about);
  add_text (known, record->question);
  if (duo_person_get_company (person))
    add_company (known, duo_person_get_company (person));
}

/* A file's name is its owner's; how large it is, GLib writes. */
static void
add_cv (GPtrArray *known, const DuoCvRecord *cv)
{
  if (!cv)
    return;
  add_text (known, cv->name);
  g_ptr_array_add (known, g_format_size (cv->size));
}

static void
add_chat (GPtrArray *known, DuoChat *chat)
{
  const DuoChatRecord *record = duo_chat_get_record (chat);

  add_texts (known, chat);
  add_text (known, record->message);
  add_text (known, record->question);
  add_text (known, record->reason);
  add_text (known, record->answer);
  add_cv (known, duo_chat_get_peer_cv (chat));
}

static void
add_me (GPtrArray *known, const DuoWireMe *me)
{
  g_autoptr (DuoPerson) person = me ? duo_person_new (me->person, NULL) : NULL;

  if (!person)
    return;
  add_person (known, person);
  add_cv (known, me->cv);
}

/* (nullable): a computer's name is its owner's. */
static void
add_devices (GPtrArray *known, GPtrArray *devices)
{
  for (guint i = 0; devices && i < devices->len; i++)
    {
      const DuoDeviceRecord *device = devices->pdata[i];

      add_text (known, device->name);
      g_ptr_array_add (known, duo_vouch_dup_code (device->key));
    }
}

/* They come from the locale, not from us. */
static void
add_days_and_months (GPtrArray *known)
{
  for (int i = 1; i <= 12; i++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2026, i, i, 0, 0, 0);
      static const char *const patterns[] = {"%A", "%a", "%B", "%b"};

      for (guint j = 0; j < G_N_ELEMENTS (patterns); j++)
        g_ptr_array_add (known, g_date_time_format (date, patterns[j]));
    }
}

static void
add_people (GPtrArray *known, GListModel *people)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (people, i);

      add_person (known, person);
    }
}

/* Some of their words stand on widgets of ours. */
static void
add_words_of_toolkit (GPtrArray *known)
{
  static const char *const theirs[] = {"Show Password", "Shortcuts", "Search Shortcuts", "Preferences",
                                       "Close"};

  for (guint i = 0; i < G_N_ELEMENTS (theirs); i++)
    add_text (known, theirs[i]);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  return (int) strlen (*(char *const *) b) - (int) strlen (*(char *const *) a);
}

static GPtrArray *
list_known (MadeUp *made_up)
{
  GPtrArray *known = g_ptr_array_new_with_free_func (g_free);
  GListModel *chats = duo_event_get_chats (made_up->event);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();

  add_texts (known, made_up->event);
  add_texts (known, made_up->session);
  add_text (known, duo_event_get_zone_name (made_up->event));
  g_ptr_array_add (known, duo_text_city (local));
  add_text (known, "Hall B, stand 14");                /* the place of made-up-availability.c */
  g_ptr_array_add (known, g_format_size (DUO_MAX_CV)); /* GLib's to translate */
  add_me (known, duo_session_get_me (made_up->session, made_up->event));
  add_devices (known, fake_session_get_devices (made_up->session));
  add_people (known, duo_event_get_people (made_up->event));
  add_people (known, duo_event_get_colleagues (made_up->event));
  for (guint i = 0; i < g_list_model_get_n_items (chats); i++)
    {
      g_autoptr (DuoChat) chat = g_list_model_get_item (chats, i);

      add_chat (known, chat);
    }
  add_days_and_months (known);
  add_words_of_toolkit (known);
  g_ptr_array_sort (known, compare_lengths);
  return known;
}

static gboolean
is_whole_word (const char *text, const char *place, gsize length)
{
  const char *before = place > text ? g_utf8_find_prev_char (text, place) : NULL;

  return (!before || !g_unichar_isalnum (g_utf8_get_char (before))) &&
         !g_unichar_isalnum (g_utf8_get_char (place + length));
}

static void
take_out (GString *text, const char *known)
{
  gsize length = strlen (known);
  const char *place = text->str;

  while ((place = strstr (place, known)))
    if (is_whole_word (text->str, place, length))
      place = g_string_erase (text, place - text->str, length)->str;
    else
      place++;
}

static char *
dup_own_words (Search *self, const char *text)
{
  g_autoptr (GString) rest = g_string_new (text);

  for (guint i = 0; i < self->known->len; i++)
    take_out (rest, self->known->pdata[i]);
  return g_string_free_and_steal (g_steal_pointer (&rest));
}

static void
check_text (Search *self, GtkWidget *widget, const char *text)
{
  g_autofree char *rest = dup_own_words (self, text);

  if (strpbrk (rest, PLAIN))
    g_ptr_array_add (self->faults, g_strdup_printf ("%s says “%s”, which cannot be translated",
                                                    G_OBJECT_TYPE_NAME (widget), text));
}

/* What GTK and libadwaita say themselves is theirs to translate; initials are a name. */
static gboolean
is_of_toolkit (GtkWidget *widget)
{
  static const char *const theirs[] = {"GtkWindowControls", "AdwBackButton", "AdwAvatar", "GtkEmojiChooser",
                                       "GtkShortcutLabel"};

  for (; widget; widget = gtk_widget_get_parent (widget))
    if (g_strv_contains (theirs, G_OBJECT_TYPE_NAME (widget)))
      return TRUE;

  return FALSE;
}

static const char *
get_shown (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));

  return DUO_IS_LINE (widget) ? duo_line_get_text (DUO_LINE (widget)) : NULL;
}

static void
check_words (Search *self, GtkWidget *widget)
{
  g_autofree char *name = page_dup_name (widget);
  const char *texts[] = {gtk_widget_get_tooltip_text (widget), name, get_shown (widget)};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] && !g_str_equal (texts[i], UNSET) && (i == 0 || g_strcmp0 (texts[i], texts[i - 1]) != 0))
      check_text (self, widget, texts[i]);
}

/* A name may be cut, a word of ours not. */
static void
check_button (Search *self, GtkWidget *widget)
{
  g_autofree char *own = NULL;

  if (!GTK_IS_LABEL (widget) || !gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) ||
      !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    return;

  own = dup_own_words (self, get_shown (widget));
  if (*own)
    g_ptr_array_add (self->faults, g_strdup_printf ("The button “%s” is cut", get_shown (widget)));
}

static void
check_place (Search *self, GtkWidget *widget)
{
  graphene_rect_t bounds;
  float width = gtk_widget_get_width (self->window);
  int least;

  if (!gtk_widget_compute_bounds (widget, self->window, &bounds))
    return;
  if (bounds.origin.x >= -BORDER && bounds.origin.x + bounds.size.width <= width + BORDER)
    return;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_ptr_array_add (
      self->faults,
      g_strdup_printf ("%s “%s” asks for %d and reaches from %.0f to %.0f, where the window has %.0f",
                       G_OBJECT_TYPE_NAME (widget), get_shown (widget) ? get_shown (widget) : "", least,
                       bounds.origin.x, bounds.origin.x + bounds.size.width, width));
}

/* A popover is a surface of its own and finds its place by itself, if the window is wide enough. */
static void
check_popover (Search *self, GtkWidget *widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > gtk_widget_get_width (self->window))
    g_ptr_array_add (self->faults,
                     g_strdup_printf ("%s asks for %d, where the window has %d", G_OBJECT_TYPE_NAME (widget),
                                      least, gtk_widget_get_width (self->window)));
}

/* What lies in it may be wider than what one sees of it. */
static gboolean
scrolls_sideways (GtkWidget *widget)
{
  GtkPolicyType policy = GTK_POLICY_NEVER;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
  return policy != GTK_POLICY_NEVER;
}

static void
check (Search *self, GtkWidget *widget, gboolean sideways)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return;
  if (page_words_is_pseudo () && !is_of_toolkit (widget))
    check_words (self, widget);
  check_button (self, widget);
  if (GTK_IS_POPOVER (widget))
    check_popover (self, widget);
  else if (!sideways)
    check_place (self, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    check (self, child, sideways || GTK_IS_POPOVER (widget) || scrolls_sideways (widget));
}

GPtrArray *
page_words_find_faults (GtkWidget *window, MadeUp *made_up)
{
  g_autoptr (GPtrArray) known = list_known (made_up);
  Search self = {window, known, g_ptr_array_new_with_free_func (g_free)};

  check (&self, window, FALSE);
  return self.faults;
}

int
page_words_tell (GtkWidget *window, MadeUp *made_up, int width)
{
  g_autoptr (GPtrArray) faults = NULL;
  int asked, height, taken;

  page_settle (window);
  gtk_window_get_default_size (GTK_WINDOW (window), &asked, &height);
  taken = asked - gtk_widget_get_width (window);
  gtk_window_set_default_size (GTK_WINDOW (window), MAX (width + taken, width), height);
  page_settle (window);
  faults = page_words_find_faults (window, made_up);
  for (guint i = 0; i < faults->len; i++)
    g_print ("%s\n", (char *) faults->pdata[i]);
  page_window_close (window);
  return faults->len > 0;
}
