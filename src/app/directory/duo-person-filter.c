/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-person-filter.h"

#include <string.h>

/* Ten thousand people are looked at for each key that is pressed, so what is asked for is prepared once and what is
 * looked at, a person's search text, exists already. The hint of each change lets the list look only at those who
 * could have changed sides. */
struct _DuoPersonFilter
{
  GtkFilter parent_instance;

  char *text;   /* folded */
  char **words; /* of it */
  gboolean open_only;
  gboolean bookmarked_only;
  GStrv facets[DUO_N_FACETS]; /* NULL where everything will do */
};

G_DEFINE_FINAL_TYPE (DuoPersonFilter, duo_person_filter, GTK_TYPE_FILTER)

/* As duo_person_get_search_text() folds. */
static char *
fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = decomposed ? g_utf8_casefold (decomposed, -1) : g_strdup ("");
  GString *plain = g_string_new (NULL);

  for (const char *p = folded; *p; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  return g_string_free_and_steal (plain);
}

static char **
split_words (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n,", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (char **part = parts; *part; part++)
    if (**part)
      g_strv_builder_add (words, *part);
  return g_strv_builder_end (words);
}

const char **
duo_person_dup_facet (DuoPerson *person, DuoFacet facet)
{
  const char *const *values = NULL;
  const char *company[] = {duo_person_get_company_name (person), NULL};
  const char **copy;
  guint n;

  if (facet == DUO_FACET_TOPIC)
    values = duo_person_get_topics (person);
  else if (facet == DUO_FACET_LANGUAGE)
    values = duo_person_get_languages (person);
  else
    values = *company[0] ? company : company + 1;

  n = g_strv_length ((char **) values);
  copy = g_new0 (const char *, n + 1);
  memcpy (copy, values, n * sizeof (char *));
  return copy;
}

static gboolean
has_word (const char *const *words, const char *word)
{
  for (; *words; words++)
    if (g_str_equal (*words, word))
      return TRUE;
  return FALSE;
}

static gboolean
has_any (const char *const *words, const char *const *wanted)
{
  for (; *wanted; wanted++)
    if (has_word (words, *wanted))
      return TRUE;
  return FALSE;
}

static gboolean
passes_facets (DuoPersonFilter *self, DuoPerson *person)
{
  const char *const *company = (const char *const *) self->facets[DUO_FACET_COMPANY];
  const char *const *topics = (const char *const *) self->facets[DUO_FACET_TOPIC];
  const char *const *languages = (const char *const *) self->facets[DUO_FACET_LANGUAGE];

  return (!company || has_word (company, duo_person_get_company_name (person))) &&
         (!topics || has_any (duo_person_get_topics (person), topics)) &&
         (!languages || has_any (duo_person_get_languages (person), languages));
}

static gboolean
passes_words (DuoPersonFilter *self, DuoPerson *person)
{
  const char *text;

  if (!self->words || !*self->words)
    return TRUE;

  text = duo_person_get_search_text (person);
  for (char **word = self->words; *word; word++)
    if (!strstr (text, *word))
      return FALSE;
  return TRUE;
}

static gboolean
duo_person_filter_match (GtkFilter *filter, gpointer item)
{
  DuoPersonFilter *self = DUO_PERSON_FILTER (filter);
  DuoPerson *person = DUO_PERSON (item);

  return (!self->open_only || duo_person_get_open_slots (person) > 0) &&
         (!self->bookmarked_only || duo_person_get_bookmarked (person)) && passes_words (self, person) &&
         passes_facets (self, person);
}

static GtkFilterMatch
duo_person_filter_get_strictness (GtkFilter *filter)
{
  return duo_person_filter_is_empty (DUO_PERSON_FILTER (filter)) ? GTK_FILTER_MATCH_ALL
                                                                 : GTK_FILTER_MATCH_SOME;
}

static void
duo_person_filter_finalize (GObject *object)
{
  DuoPersonFilter *self = DUO_PERSON_FILTER (object);

  g_free (self->text);
  g_strfreev (self->words);
  for (guint i = 0; i < DUO_N_FACETS; i++)
    g_strfreev (self->facets[i]);

  G_OBJECT_CLASS (duo_person_filter_parent_class)->finalize (object);
}

static void
duo_person_filter_class_init (DuoPersonFilterClass *class)
{
  GTK_FILTER_CLASS (class)->match = duo_person_filter_match;
  GTK_FILTER_CLASS (class)->get_strictness = duo_person_filter_get_strictness;
  G_OBJECT_CLASS (class)->finalize = duo_person_filter_finalize;
}

static void
duo_person_filter_init (DuoPersonFilter *self)
{
  self->text = g_strdup ("");
}

static GtkFilterChange
change_of_flag (gboolean now)
{
  return now ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT;
}

/* A word more, or a longer word, can only take people away: "en" → "eng" → "eng ru". */
static GtkFilterChange
change_of_text (const char *before, const char *now)
{
  if (g_str_has_prefix (now, before))
    return GTK_FILTER_CHANGE_MORE_STRICT;
  if (g_str_has_prefix (before, now))
    return GTK_FILTER_CHANGE_LESS_STRICT;
  return GTK_FILTER_CHANGE_DIFFERENT;
}

static gboolean
contains_all (const char *const *words, const char *const *others)
{
  for (; *others; others++)
    if (!has_word (words, *others))
      return FALSE;
  return TRUE;
}

/* One value more lets more through, except the first. */
static GtkFilterChange
change_of_values (const char *const *before, const char *const *now)
{
  if (!before)
    return GTK_FILTER_CHANGE_MORE_STRICT;
  if (!now || contains_all (now, before))
    return GTK_FILTER_CHANGE_LESS_STRICT;
  if (contains_all (before, now))
    return GTK_FILTER_CHANGE_MORE_STRICT;
  return GTK_FILTER_CHANGE_DIFFERENT;
}

DuoPersonFilter *
duo_person_filter_new (void)
{
  return g_object_new (DUO_TYPE_PERSON_FILTER, NULL);
}

void
duo_person_filter_set_text (DuoPersonFilter *self, const char *text)
{
  g_autofree char *folded = fold (text ? text : "");
  GtkFilterChange change;

  g_return_if_fail (DUO_IS_PERSON_FILTER (self));

  if (g_str_equal (self->text, folded))
    return;

  change = change_of_text (self->text, folded);
  g_set_str (&self->text, folded);
  g_strfreev (self->words);
  self->words = split_words (folded);
  gtk_filter_changed (GTK_FILTER (self), change);
}

void
duo_person_filter_set_open_only (DuoPersonFilter *self, gboolean open_only)
{
  g_return_if_fail (DUO_IS_PERSON_FILTER (self));

  if (self->open_only == !!open_only)
    return;

  self->open_only = !!open_only;
  gtk_filter_changed (GTK_FILTER (self), change_of_flag (self->open_only));
}

void
duo_person_filter_set_bookmarked_only (DuoPersonFilter *self, gboolean bookmarked_only)
{
  g_return_if_fail (DUO_IS_PERSON_FILTER (self));

  if (self->bookmarked_only == !!bookmarked_only)
    return;

  self->bookmarked_only = !!bookmarked_only;
  gtk_filter_changed (GTK_FILTER (self), change_of_flag (self->bookmarked_only));
}

void
duo_person_filter_set_facet (DuoPersonFilter *self, DuoFacet facet, const char *const *values)
{
  const char *const *now = values && *values ? values : NULL;
  g_auto (GStrv) before = NULL;

  g_return_if_fail (DUO_IS_PERSON_FILTER (self));
  g_return_if_fail (facet < DUO_N_FACETS);

  before = g_steal_pointer (&self->facets[facet]);
  self->facets[facet] = g_strdupv ((char **) now);
  if (!before && !now)
    return;
  if (before && now && g_strv_equal ((const char *const *) before, now))
    return;

  gtk_filter_changed (GTK_FILTER (self), change_of_values ((const char *const *) before, now));
}

guint
duo_person_filter_get_n_chips (DuoPersonFilter *self)
{
  guint n;

  g_return_val_if_fail (DUO_IS_PERSON_FILTER (self), 0);

  n = self->open_only + self->bookmarked_only;
  for (guint i = 0; i < DUO_N_FACETS; i++)
    n += self->facets[i] != NULL;
  return n;
}

gboolean
duo_person_filter_is_empty (DuoPersonFilter *self)
{
  g_return_val_if_fail (DUO_IS_PERSON_FILTER (self), TRUE);

  return duo_person_filter_get_n_chips (self) == 0 && (!self->words || !*self->words);
}

void
duo_person_filter_look_again (DuoPersonFilter *self)
{
  g_return_if_fail (DUO_IS_PERSON_FILTER (self));

  if (self->open_only || self->bookmarked_only)
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}
