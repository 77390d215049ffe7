/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-person-sorter.h"

#include <glib/gi18n.h>

typedef struct
{
  char **topics;
  char **languages;
} Wishes;

static gint64
get_match (DuoPerson *person, const Wishes *wishes)
{
  return duo_person_get_match (person, wishes->topics, wishes->languages);
}

/* Begins with the name, and is folded already: comparing its bytes orders by name well enough for a last key. */
static char *
dup_search_text (DuoPerson *person, gpointer data)
{
  return g_strdup (duo_person_get_search_text (person));
}

static void
free_wishes (gpointer data, GClosure *closure)
{
  Wishes *wishes = data;

  g_strfreev (wishes->topics);
  g_strfreev (wishes->languages);
  g_free (wishes);
}

static void
add_match (GtkMultiSorter *sorter, char **topics, char **languages)
{
  Wishes *wishes = g_new0 (Wishes, 1);
  GtkNumericSorter *number;

  *wishes = (Wishes) {g_strdupv (topics), g_strdupv (languages)};
  number = gtk_numeric_sorter_new (
      gtk_cclosure_expression_new (G_TYPE_INT64, NULL, 0, NULL, G_CALLBACK (get_match), wishes, free_wishes));
  gtk_numeric_sorter_set_sort_order (number, GTK_SORT_DESCENDING);
  gtk_multi_sorter_append (sorter, GTK_SORTER (number));
}

static void
add_name (GtkMultiSorter *sorter)
{
  GtkStringSorter *name = gtk_string_sorter_new (
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_search_text), NULL, NULL));

  gtk_string_sorter_set_ignore_case (name, FALSE);
  gtk_string_sorter_set_collation (name, GTK_COLLATION_NONE);
  gtk_multi_sorter_append (sorter, GTK_SORTER (name));
}

/* As the user's language orders words, which costs too much for the last key of every list. */
static void
add_words (GtkMultiSorter *sorter, const char *property)
{
  GtkExpression *words = gtk_property_expression_new (DUO_TYPE_PERSON, NULL, property);

  gtk_multi_sorter_append (sorter, GTK_SORTER (gtk_string_sorter_new (words)));
}

const char *
duo_person_order_get_label (DuoPersonOrder order)
{
  switch (order)
    {
    case DUO_ORDER_NAME:
      return _ ("Name");
    case DUO_ORDER_COMPANY:
      return _ ("Company");
    case DUO_ORDER_OPEN_SLOTS:
      return _ ("Most Open Slots");
    case DUO_ORDER_BEST_MATCH:
    case DUO_N_ORDERS:
    default:
      return _ ("Best Match");
    }
}

GtkSorter *
duo_person_sorter_new (DuoPersonOrder order, char **topics, char **languages)
{
  GtkMultiSorter *sorter = gtk_multi_sorter_new ();

  if (order == DUO_ORDER_BEST_MATCH)
    add_match (sorter, topics, languages);
  if (order == DUO_ORDER_OPEN_SLOTS)
    add_match (sorter, NULL, NULL);
  if (order == DUO_ORDER_COMPANY)
    add_words (sorter, "company-name");
  if (order == DUO_ORDER_NAME || order == DUO_ORDER_COMPANY)
    add_words (sorter, "name");
  else
    add_name (sorter);
  return GTK_SORTER (sorter);
}
