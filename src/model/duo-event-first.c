/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-event-private.h"

typedef struct
{
  DuoPerson *person;
  gint64 match;
} Place;

static gboolean
comes_before (const Place *a, const Place *b)
{
  if (a->match != b->match)
    return a->match > b->match;
  return strcmp (duo_person_get_search_text (a->person), duo_person_get_search_text (b->person)) < 0;
}

/* Few of ten thousand come this far: nearly all stop at the last place. Of two that are equal the first stays first. */
static void
take_place (GArray *places, guint n, const Place *place)
{
  guint i = places->len;

  while (i > 0 && comes_before (place, &g_array_index (places, Place, i - 1)))
    i--;
  if (i >= n)
    return;
  g_array_insert_val (places, i, *place);
  if (places->len > n)
    g_array_set_size (places, n);
}

GPtrArray *
duo_event_dup_first_people (DuoEvent *self, guint n)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (DUO_IS_EVENT (self), people);

  for (guint i = 0; i < duo_keyed_list_get_length (self->people); i++)
    {
      DuoPerson *person = duo_keyed_list_get (self->people, i);
      Place place = {person,
                     duo_person_get_match (person, self->record->my_topics, self->record->my_languages)};

      take_place (places, n, &place);
    }
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (people, g_object_ref (g_array_index (places, Place, i).person));
  return people;
}
