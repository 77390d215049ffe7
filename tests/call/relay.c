/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "relay.h"
#include "duo-call-private.h"
#include "duo-packet-counter.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define QUEUE_MS 500
#define MAX_LINES 12
#define FORGE_US (20 * 1000)

typedef struct
{
  gint64 due;
  gsize size;
  guint8 data[RELAY_MAX_PACKET];
} Packet;

/* Where one of the two finds the other: a socket of its own for each line, and the link that leads away from it. */
typedef struct
{
  int socket;
  guint16 port;
  struct sockaddr_in address; /* where it is in truth; port 0 before that is known */
  GQueue link;                /* Packet, in the order of their times */
  gint64 busy_until;
  Packet last; /* of media that passed; size 0 before there was any */
  gint64 forged_at;
} End;

typedef struct
{
  End ends[2];
  gboolean dead;
} Line;

typedef struct
{
  Party *party;
  RelayPath path;
  guint64 bytes;
} Side;

struct _Relay
{
  GMutex mutex;
  GThread *thread;
  GRand *chance;
  RelayNoise noise;
  gpointer noise_data;
  int stranger; /* a socket that nobody was told of */
  Side sides[2];
  Line lines[MAX_LINES];
  guint n_lines;
  int wake[2];
  gboolean stopped;
};

static void
open_end (End *end)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_ANY)};
  socklen_t size = sizeof address;

  end->socket = socket (AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (end->socket, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (getsockname (end->socket, (struct sockaddr *) &address, &size), ==, 0);
  end->port = ntohs (address.sin_port);
  g_queue_init (&end->link);
}

/* With the mutex, or before there is a thread. */
static void
open_line (Relay *self)
{
  Line *line = &self->lines[self->n_lines];

  g_assert_cmpuint (self->n_lines, <, MAX_LINES);
  open_end (&line->ends[0]);
  open_end (&line->ends[1]);
  self->n_lines++;
}

/* ── the thread ───────────────────────────────────────────────────────────────────────────────── */

/* Returns whether it goes on, and when. */
static gboolean
enter_link (Relay *self, Side *side, End *from, const Packet *packet, gint64 now, gint64 *due)
{
  const RelayPath *path = &side->path;
  gsize size = packet->size;
  gint64 start = MAX (now, from->busy_until);
  guint queue_ms = path->queue_ms > 0 ? path->queue_ms : QUEUE_MS;

  if (path->cut || (path->shy && duo_packet_counter_is_rtp (packet->data, packet->size)) ||
      g_rand_double (self->chance) < path->loss || start - now > queue_ms * 1000)
    return FALSE;
  if (path->rate > 0)
    from->busy_until = start + (gint64) size * 8 * G_USEC_PER_SEC / path->rate;
  *due = (path->rate > 0 ? from->busy_until : now) + path->delay_ms * 1000;
  return TRUE;
}

static void
receive (Relay *self, Line *line, guint which, gint64 now)
{
  Side *side = &self->sides[which];
  End *from = &line->ends[which];
  Packet packet;
  gssize size;

  while ((size = recv (from->socket, packet.data, sizeof packet.data, 0)) >= 0)
    {
      packet.size = (gsize) size;
      if (duo_packet_counter_is_media (packet.data, packet.size) && !side->path.cut && !line->dead)
        from->last = packet;
      if (!line->dead && enter_link (self, side, from, &packet, now, &packet.due))
        g_queue_push_tail (&from->link, g_memdup2 (&packet, sizeof packet));
    }
}

static void
send_from (int socket, End *to, const Packet *packet)
{
  if (to->address.sin_port != 0)
    sendto (socket, packet->data, packet->size, 0, (struct sockaddr *) &to->address, sizeof to->address);
}

static void
send_to (End *to, const Packet *packet)
{
  send_from (to->socket, to, packet);
}

static void
add_noise (Relay *self, End *from, End *to, const Packet *packet)
{
  Packet added = *packet;

  if (self->noise == NULL || !self->noise (added.data, &added.size, self->noise_data))
    return;
  send_to (to, &added);
  send_to (from, &added);
  send_from (self->stranger, to, &added);
}

/* As anybody could who has seen one packet. */
static gint64
forge (const RelayPath *path, End *from, End *to, gint64 now)
{
  if (!path->forged || from->last.size == 0)
    return G_MAXINT64;
  if (now >= from->forged_at + FORGE_US)
    {
      send_to (to, &from->last);
      from->last.data[from->last.size - 1] ^= 1;
      send_to (to, &from->last);
      from->forged_at = now;
    }
  return from->forged_at + FORGE_US;
}

/* Out of @to's socket, so that it comes from where @to was told that the other is. */
static gint64
deliver (Relay *self, Line *line, guint which, gint64 now)
{
  End *from = &line->ends[which];
  End *to = &line->ends[1 - which];
  gint64 next = line->dead ? G_MAXINT64 : forge (&self->sides[which].path, from, to, now);
  Packet *packet;

  while ((packet = g_queue_peek_head (&from->link)) != NULL && packet->due <= now)
    {
      g_autofree Packet *taken = g_queue_pop_head (&from->link);

      if (!line->dead)
        {
          add_noise (self, from, to, taken);
          send_to (to, taken);
        }
      self->sides[which].bytes += taken->size;
    }
  return packet != NULL ? MIN (next, packet->due) : next;
}

/* Returns when there is something to do. */
static gint64
run_line (Relay *self, Line *line, gint64 now)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < 2; i++)
    receive (self, line, i, now);
  for (guint i = 0; i < 2; i++)
    next = MIN (next, deliver (self, line, i, now));
  return next;
}

/* @polls: what to wait for then */
static gboolean
run_once (Relay *self, struct pollfd *polls, guint *n_polls, struct timespec *patience)
{
  gint64 now = g_get_monotonic_time ();
  gint64 next = now + G_USEC_PER_SEC / 10;
  gboolean goes_on;

  g_mutex_lock (&self->mutex);
  *n_polls = 0;
  polls[(*n_polls)++] = (struct pollfd) {self->wake[0], POLLIN, 0};
  for (guint i = 0; i < self->n_lines; i++)
    {
      next = MIN (next, run_line (self, &self->lines[i], now));
      for (guint j = 0; j < 2; j++)
        polls[(*n_polls)++] = (struct pollfd) {self->lines[i].ends[j].socket, POLLIN, 0};
    }
  goes_on = !self->stopped;
  g_mutex_unlock (&self->mutex);
  *patience = (struct timespec) {.tv_nsec = MAX (next - now, 0) * 1000};
  return goes_on;
}

static gpointer
run (gpointer data)
{
  Relay *self = data;
  struct timespec patience;
  struct pollfd polls[2 * MAX_LINES + 1];
  guint n_polls;

  while (run_once (self, polls, &n_polls, &patience))
    ppoll (polls, n_polls, &patience, NULL);
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
replace_port (char **words, guint16 port)
{
  g_free (words[5]);
  words[5] = g_strdup_printf ("%u", port);
  return g_strjoinv (" ", words);
}

static char *
change_candidate (Relay *self, End *end, End *other, DuoSignal *signal)
{
  g_auto (GStrv) words = g_strsplit (duo_signal_get_candidate (signal), " ", -1);
  g_autofree char *text = NULL;
  g_autoptr (DuoSignal) changed = NULL;

  if (!take_address (self, end, other, words))
    return NULL;
  text = replace_port (words, other->port);
  changed = duo_signal_new_candidate (duo_signal_get_mline (signal), text);
  return g_strdup (duo_signal_get_text (changed));
}

/* (nullable): what the other is told of one that it may have heard of before */
static char *
change_known (Relay *self, guint which, const char *candidate)
{
  g_auto (GStrv) words = g_strsplit (candidate, " ", -1);
  struct sockaddr_in address;

  if (!read_address (words, &address))
    return NULL;
  for (guint i = self->n_lines; i > 0; i--)
    {
      End *end = &self->lines[i - 1].ends[which];

      if (end->address.sin_port == address.sin_port &&
          end->address.sin_addr.s_addr == address.sin_addr.s_addr)
        return replace_port (words, self->lines[i - 1].ends[1 - which].port);
    }
  return NULL;
}

/* What is signed can only be changed by who signed it. */
static char *
change_restart (Relay *self, guint which, DuoSignal *signal)
{
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();
  g_auto (GStrv) candidates = NULL;
  g_autoptr (DuoSignal) again = NULL;

  for (guint i = 0; duo_signal_get_candidates (signal)[i] != NULL; i++)
    {
      g_autofree char *one = change_known (self, which, duo_signal_get_candidates (signal)[i]);

      if (one != NULL)
        g_strv_builder_add (changed, one);
    }
  candidates = g_strv_builder_end (changed);
  again = duo_fingerprint_make_restart (self->sides[which].party->call->link->fingerprint,
                                        duo_signal_get_counter (signal), duo_signal_get_ufrag (signal),
                                        duo_signal_get_pwd (signal), (const char *const *) candidates);
  return g_strdup (duo_signal_get_text (again));
}

/* With an offer begins another connection. */
static void
begin_line (Relay *self)
{
  g_mutex_lock (&self->mutex);
  open_line (self);
  g_mutex_unlock (&self->mutex);
}

static char *
on_signal (DuoSignal *signal, Relay *self, guint which)
{
  Line *newest;

  if (duo_signal_get_kind (signal) == DUO_SIGNAL_OFFER)
    begin_line (self);
  newest = &self->lines[MAX (self->n_lines, 1) - 1];
  if (duo_signal_get_kind (signal) == DUO_SIGNAL_CANDIDATE)
    return change_candidate (self, &newest->ends[which], &newest->ends[1 - which], signal);
  if (duo_signal_get_kind (signal) == DUO_SIGNAL_RESTART)
    return change_restart (self, which, signal);
  return g_strdup (duo_signal_get_text (signal));
}

static char *
on_recruiter_signal (DuoSignal *signal, gpointer data)
{
  return on_signal (signal, data, 0);
}

static char *
on_talent_signal (DuoSignal *signal, gpointer data)
{
  return on_signal (signal, data, 1);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────────── */

static Side *
find_side (Relay *self, Party *party)
{
  return &self->sides[self->sides[0].party == party ? 0 : 1];
}

void
relay_watch (Relay *self)
{
  loopback_room_set_tamper (self->sides[0].party->room, on_recruiter_signal, self);
  loopback_room_set_tamper (self->sides[1].party->room, on_talent_signal, self);
}

Relay *
relay_new (Pair *pair)
{
  Relay *self = g_new0 (Relay, 1);

  g_mutex_init (&self->mutex);
  self->chance = g_rand_new_with_seed (1);
  self->stranger = socket (AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  self->sides[0].party = &pair->recruiter;
  self->sides[1].party = &pair->talent;
  g_assert_cmpint (pipe2 (self->wake, O_CLOEXEC), ==, 0);
  relay_watch (self);
  self->thread = g_thread_new ("relay", run, self);
  return self;
}

static void
close_end (End *end)
{
  close (end->socket);
  g_queue_clear_full (&end->link, g_free);
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
  close (self->stranger);
  for (guint i = 0; i < self->n_lines; i++)
    for (guint j = 0; j < 2; j++)
      close_end (&self->lines[i].ends[j]);
  g_rand_free (self->chance);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
relay_set_path (Relay *self, Party *from, const RelayPath *path)
{
  g_mutex_lock (&self->mutex);
  find_side (self, from)->path = *path;
  g_mutex_unlock (&self->mutex);
}

void
relay_set_noise (Relay *self, RelayNoise noise, gpointer data)
{
  g_mutex_lock (&self->mutex);
  self->noise = noise;
  self->noise_data = data;
  g_mutex_unlock (&self->mutex);
}

void
relay_move (Relay *self)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->n_lines; i++)
    self->lines[i].dead = TRUE;
  g_mutex_unlock (&self->mutex);
}

guint
relay_get_lines (Relay *self)
{
  guint lines;

  g_mutex_lock (&self->mutex);
  lines = self->n_lines;
  g_mutex_unlock (&self->mutex);
  return lines;
}

guint64
relay_get_bytes (Relay *self, Party *from)
{
  guint64 bytes;

  g_mutex_lock (&self->mutex);
  bytes = find_side (self, from)->bytes;
  g_mutex_unlock (&self->mutex);
  return bytes;
}
