/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One GSource over many sockets: what is removed is not called any more, whoever removes it and when. */
#include "duo-socket-set.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#define MANY 600 /* more than one round of the set */

typedef struct _Item Item;

struct _Item
{
  DuoSocketSet *set;
  int ours;
  int theirs;
  guint calls;
  guint32 events;
  gboolean reads; /* takes what came */
  Item *victim;   /* removed when this one is called */
  gboolean removed;
};

static void
remove_item (Item *self)
{
  if (self->removed)
    return;
  self->removed = TRUE;
  duo_socket_set_remove (self->set, self->ours, self);
}

static void
on_events (gpointer data, guint32 events)
{
  Item *self = data;
  char buffer[64];

  g_assert_false (self->removed);
  self->calls++;
  self->events |= events;
  if (self->reads)
    g_assert_cmpint (recv (self->ours, buffer, sizeof buffer, MSG_DONTWAIT), >=, 0);
  if (self->victim)
    remove_item (self->victim);
}

static Item *
make_item (DuoSocketSet *set, guint32 events)
{
  Item *self = g_new0 (Item, 1);
  int pair[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), ==, 0);
  self->set = set;
  self->ours = pair[0];
  self->theirs = pair[1];
  self->reads = TRUE;
  g_assert_true (duo_socket_set_add (set, self->ours, events, self));

  return self;
}

static void
item_free (Item *self)
{
  remove_item (self);
  close (self->ours);
  close (self->theirs);
  g_free (self);
}

static void
poke (const Item *self)
{
  g_assert_cmpint (send (self->theirs, "x", 1, MSG_NOSIGNAL), ==, 1);
}

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static DuoSocketSet *
make_set (void)
{
  g_autoptr (GError) error = NULL;
  DuoSocketSet *set = duo_socket_set_new (on_events, &error);

  g_assert_no_error (error);

  return set;
}

static void
test_only_those_with_news_are_called (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *one = make_item (set, EPOLLIN), *other = make_item (set, EPOLLIN);

  iterate ();
  g_assert_cmpuint (one->calls + other->calls, ==, 0);
  poke (one);
  iterate ();
  g_assert_cmpuint (one->calls, ==, 1);
  g_assert_cmpuint (other->calls, ==, 0);
  item_free (one);
  item_free (other);
}

/* Level triggered: what was not taken is said again. */
static void
test_what_is_left_is_said_again (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *one = make_item (set, EPOLLIN);

  one->reads = FALSE;
  poke (one);
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (one->calls, >=, 3);
  one->reads = TRUE;
  iterate ();
  one->calls = 0;
  iterate ();
  g_assert_cmpuint (one->calls, ==, 0);
  item_free (one);
}

static void
test_interest_can_change (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *one = make_item (set, EPOLLIN);

  one->reads = FALSE;
  iterate ();
  g_assert_cmpuint (one->calls, ==, 0);
  duo_socket_set_change (set, one->ours, EPOLLOUT, one);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (one->events & EPOLLOUT, !=, 0);
  duo_socket_set_change (set, one->ours, EPOLLIN, one);
  one->calls = 0;
  iterate ();
  g_assert_cmpuint (one->calls, ==, 0);
  item_free (one);
}

/* The trap of every epoll loop: somebody frees another whose event is in the same round. */
static void
test_a_neighbour_is_removed_in_the_same_round (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *one = make_item (set, EPOLLIN), *other = make_item (set, EPOLLIN);

  one->victim = other;
  other->victim = one;
  poke (one);
  poke (other);
  iterate ();
  g_assert_cmpuint (one->calls + other->calls, ==, 1);
  g_assert_true (one->removed != other->removed);
  item_free (one);
  item_free (other);
}

static void
test_one_may_remove_itself (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *one = make_item (set, EPOLLIN);

  one->victim = one;
  poke (one);
  iterate ();
  g_assert_cmpuint (one->calls, ==, 1);
  poke (one);
  iterate ();
  g_assert_cmpuint (one->calls, ==, 1);
  item_free (one);
}

static void
test_more_than_one_round (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *items[MANY];

  for (guint i = 0; i < MANY; i++)
    items[i] = make_item (set, EPOLLIN);
  for (guint i = 0; i < MANY; i++)
    poke (items[i]);
  iterate ();
  for (guint i = 0; i < MANY; i++)
    {
      g_assert_cmpuint (items[i]->calls, ==, 1);
      item_free (items[i]);
    }
}

/* Other sources get their turn between two rounds, however much there is. */
static gboolean
on_other (gpointer data)
{
  (*(guint *) data)++;

  return G_SOURCE_CONTINUE;
}

static void
test_other_sources_are_not_starved (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *noisy = make_item (set, EPOLLIN);
  guint turns = 0;
  guint id = g_timeout_add (0, on_other, &turns);

  noisy->reads = FALSE;
  poke (noisy);
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (turns, >=, 20);
  g_assert_cmpuint (noisy->calls, >=, 20);
  g_source_remove (id);
  item_free (noisy);
}

static void
test_a_hang_up_is_said (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  Item *one = make_item (set, EPOLLIN | EPOLLRDHUP);

  one->victim = one;
  shutdown (one->theirs, SHUT_RDWR);
  iterate ();
  g_assert_cmpuint (one->events & (EPOLLHUP | EPOLLRDHUP), !=, 0);
  item_free (one);
}

static void
test_a_descriptor_that_is_none (void)
{
  g_autoptr (DuoSocketSet) set = make_set ();
  int nothing;

  g_assert_false (duo_socket_set_add (set, -1, EPOLLIN, &nothing));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/socket-set/news", test_only_those_with_news_are_called);
  g_test_add_func ("/socket-set/again", test_what_is_left_is_said_again);
  g_test_add_func ("/socket-set/change", test_interest_can_change);
  g_test_add_func ("/socket-set/neighbour", test_a_neighbour_is_removed_in_the_same_round);
  g_test_add_func ("/socket-set/itself", test_one_may_remove_itself);
  g_test_add_func ("/socket-set/rounds", test_more_than_one_round);
  g_test_add_func ("/socket-set/others", test_other_sources_are_not_starved);
  g_test_add_func ("/socket-set/hang-up", test_a_hang_up_is_said);
  g_test_add_func ("/socket-set/none", test_a_descriptor_that_is_none);

  return g_test_run ();
}
