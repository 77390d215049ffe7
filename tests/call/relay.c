/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "relay.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_PACKET 2048
#define QUEUE_MS 500

typedef struct
{
  gint64 due;
  gsize size;
  guint8 data[MAX_PACKET];
} Packet;

/* One of the two: the socket that it talks to, and the link that leads away from it. */
typedef struct
{
  LoopbackRoom *room;
  int socket;
  guint16 port;
  struct sockaddr_in address; /* where it is in truth; port 0 before that is known */
  RelayPath path;
  GQueue link; /* Packet, in the order of their times */
  gint64 busy_until;
  guint64 bytes;
} End;

struct _Relay
{
  GMutex mutex;
  GThread *thread;
  GRand *chance;
  End ends[2];
  int wake[2];
  gboolean stopped;
};

static void
open_end (End *end, LoopbackRoom *room)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_ANY)};
  socklen_t size = sizeof address;

  end->room = room;
  end->socket = socket (AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (end->socket, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (getsockname (end->socket, (struct sockaddr *) &address, &size), ==, 0);
  end->port = ntohs (address.sin_port);
  g_queue_init (&end->link);
}

/* ── the thread ───────────────────────────────────────────────────────────────────────────────── */

/* Returns whether it goes on, and when. */
static gboolean
enter_link (Relay *self, End *from, gsize size, gint64 now, gint64 *due)
{
  const RelayPath *path = &from->path;
  gint64 start = MAX (now, from->busy_until);
  guint queue_ms = path->queue_ms > 0 ? path->queue_ms : QUEUE_MS;

  if (path->cut || g_rand_double (self->chance) < path->loss || start - now > queue_ms * 1000)
    return FALSE;
  if (path->rate > 0)
    from->busy_until = start + (gint64) size * 8 * G_USEC_PER_SEC / path->rate;
  *due = (path->rate > 0 ? from->busy_until : now) + path->delay_ms * 1000;
  return TRUE;
}

static void
receive (Relay *self, End *from)
{
  gint64 now = g_get_monotonic_time ();
  Packet packet;
  gssize size;

  while ((size = recv (from->socket, packet.data, sizeof packet.data, 0)) >= 0)
    {
      packet.size = (gsize) size;
      if (enter_link (self, from, packet.size, now, &packet.due))
        g_queue_push_tail (&from->link, g_memdup2 (&packet, sizeof packet));
    }
}

/* Out of @to's socket, so that it comes from where @to was told that the other is. */
static gint64
deliver (End *from, End *to, gint64 now)
{
  Packet *packet;

  while ((packet = g_queue_peek_head (&from->link)) != NULL && packet->due <= now)
    {
      g_autofree Packet *taken = g_queue_pop_head (&from->link);

      if (to->address.sin_port != 0)
        sendto (to->socket, taken->data, taken->size, 0, (struct sockaddr *) &to->address,
                sizeof to->address);
      from->bytes += taken->size;
    }
  return packet != NULL ? packet->due : G_MAXINT64;
}

static gboolean
run_once (Relay *self, struct timespec *patience)
{
  gint64 now = g_get_monotonic_time ();
  gint64 next;
  gboolean goes_on;

  g_mutex_lock (&self->mutex);
  receive (self, &self->ends[0]);
  receive (self, &self->ends[1]);
  next = deliver (&self->ends[0], &self->ends[1], now);
  next = MIN (next, deliver (&self->ends[1], &self->ends[0], now));
  goes_on = !self->stopped;
  g_mutex_unlock (&self->mutex);
  next = CLAMP (next - now, 0, G_USEC_PER_SEC / 10);
  *patience = (struct timespec) {.tv_nsec = next * 1000};
  return goes_on;
}

static gpointer
run (gpointer data)
{
  Relay *self = data;
  struct timespec patience;
  struct pollfd polls[] = {
      {self->ends[0].socket, POLLIN, 0}, {self->ends[1].socket, POLLIN, 0}, {self->wake[0], POLLIN, 0}};

  while (run_once (self, &patience))
    ppoll (polls, G_N_ELEMENTS (polls), &patience, NULL);
  return NULL;
}

/* ── candidates ───────────────────────────────────────────────────────────────────────────────── */

/* "candidate:1 1 UDP 2015363327 192.0.2.1 40000 typ host …" */
static gboolean
read_address (char **words, struct sockaddr_in *address)
{
  guint64 port;

  *address = (struct sockaddr_in) {.sin_family = AF_INET};
  if (g_strv_length (words) < 8 || g_ascii_strcasecmp (words[2], "udp") != 0 ||
      strcmp (words[7], "host") != 0 || inet_pton (AF_INET, words[4], &address->sin_addr) != 1 ||
      !g_ascii_string_to_unsigned (words[5], 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;
  address->sin_port = htons ((guint16) port);
  return TRUE;
}

/* The first that both can have: the relay answers from the address that it was asked at. */
static gboolean
take_address (Relay *self, End *end, End *other, char **words)
{
  struct sockaddr_in address;
  gboolean taken;

  if (!read_address (words, &address))
    return FALSE;
  g_mutex_lock (&self->mutex);
  taken = end->address.sin_port == 0 &&
          (other->address.sin_port == 0 || other->address.sin_addr.s_addr == address.sin_addr.s_addr);
  if (taken)
    end->address = address;
  g_mutex_unlock (&self->mutex);
  return taken;
}

static char *
change_candidate (Relay *self, End *end, End *other, DuoSignal *signal)
{
  g_auto (GStrv) words = g_strsplit (duo_signal_get_candidate (signal), " ", -1);
  g_autofree char *text = NULL;
  g_autoptr (DuoSignal) changed = NULL;

  if (!take_address (self, end, other, words))
    return NULL;
  g_free (words[5]);
  words[5] = g_strdup_printf ("%u", other->port);
  text = g_strjoinv (" ", words);
  changed = duo_signal_new_candidate (duo_signal_get_mline (signal), text);
  return g_strdup (duo_signal_get_text (changed));
}

/* With an offer begins another connection. */
static void
forget_addresses (Relay *self)
{
  g_mutex_lock (&self->mutex);
  self->ends[0].address.sin_port = self->ends[1].address.sin_port = 0;
  g_mutex_unlock (&self->mutex);
}

static char *
on_signal (DuoSignal *signal, Relay *self, End *end, End *other)
{
  if (duo_signal_get_kind (signal) == DUO_SIGNAL_CANDIDATE)
    return change_candidate (self, end, other, signal);
  if (duo_signal_get_kind (signal) == DUO_SIGNAL_OFFER)
    forget_addresses (self);
  return g_strdup (duo_signal_get_text (signal));
}

static char *
on_recruiter_signal (DuoSignal *signal, gpointer data)
{
  Relay *self = data;

  return on_signal (signal, self, &self->ends[0], &self->ends[1]);
}

static char *
on_talent_signal (DuoSignal *signal, gpointer data)
{
  Relay *self = data;

  return on_signal (signal, self, &self->ends[1], &self->ends[0]);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

static End *
find_end (Relay *self, Party *party)
{
  return &self->ends[self->ends[0].room == party->room ? 0 : 1];
}

Relay *
relay_new (Pair *pair)
{
  Relay *self = g_new0 (Relay, 1);

  g_mutex_init (&self->mutex);
  self->chance = g_rand_new_with_seed (1);
  open_end (&self->ends[0], pair->recruiter.room);
  open_end (&self->ends[1], pair->talent.room);
  g_assert_cmpint (pipe2 (self->wake, O_CLOEXEC), ==, 0);
  loopback_room_set_tamper (pair->recruiter.room, on_recruiter_signal, self);
  loopback_room_set_tamper (pair->talent.room, on_talent_signal, self);
  self->thread = g_thread_new ("relay", run, self);
  return self;
}

void
relay_free (Relay *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_mutex_unlock (&self->mutex);
  close (self->wake[1]);
  g_thread_join (self->thread);
  close (self->wake[0]);
  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++)
    {
      close (self->ends[i].socket);
      g_queue_clear_full (&self->ends[i].link, g_free);
    }
  g_rand_free (self->chance);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
relay_set_path (Relay *self, Party *from, const RelayPath *path)
{
  g_mutex_lock (&self->mutex);
  find_end (self, from)->path = *path;
  g_mutex_unlock (&self->mutex);
}

guint64
relay_get_bytes (Relay *self, Party *from)
{
  guint64 bytes;

  g_mutex_lock (&self->mutex);
  bytes = find_end (self, from)->bytes;
  g_mutex_unlock (&self->mutex);
  return bytes;
}
