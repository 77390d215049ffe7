/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "turn-server.h"

#include <glib/gstdio.h>
#include <nice/interfaces.h>
#include <signal.h>
#include <string.h>

#define SECRET "a secret of a test"
#define NAME "a@b/c?d#e%f:g&h+i"
#define PATIENCE (20 * G_USEC_PER_SEC)
#define SHA1_BYTES 20
#define FIRST_PORT 49152

struct _TurnServer
{
  char *home;
  char *address;
  GSubprocess *process;
  guint16 port; /* UDP and TCP */
  guint16 tls_port;
};

guint16
turn_server_find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_assert_cmpuint (port, !=, 0);
  g_socket_listener_close (listener);
  return port;
}

/* Found: what libnice sends by UDP from the address of an interface leaves by it, and never comes to loopback. */
char *
turn_server_find_address (void)
{
  GList *addresses = nice_interfaces_get_local_ips (FALSE);
  char *found = NULL;

  for (GList *item = addresses; item != NULL && found == NULL; item = item->next)
    if (strchr (item->data, ':') == NULL)
      found = g_strdup (item->data);
  g_list_free_full (addresses, g_free);
  return found != NULL ? found : g_strdup ("127.0.0.1");
}

guint
turn_server_get_first (TurnWays ways)
{
  return FIRST_PORT + (guint) ways * TURN_PORTS;
}

static void
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

char *
turn_server_dup_certificate (TurnServer *self)
{
  return g_build_filename (self->home, "certificate.pem", NULL);
}

static void
make_certificate (TurnServer *self)
{
  g_autofree char *certificate = turn_server_dup_certificate (self);
  g_autofree char *key = g_build_filename (self->home, "key.pem", NULL);
  g_autofree char *name = g_strdup_printf ("subjectAltName=IP:%s", self->address);
  const char *const arguments[] = {
      "openssl",    "req",       "-x509",   "-newkey", "ec", "-nodes",   "-subj",
      "/CN=a test", "-addext",   name,      "-days",   "2",  "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-out",       certificate, "-keyout", key,       NULL};

  run (arguments);
}

/* Puts @line where the sample has a line that begins with @key. */
static void
put (char **text, const char *key, const char *line)
{
  g_autofree char *pattern = g_strdup_printf ("^%s.*$", key);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *before = g_steal_pointer (text);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_regex_match (regex, before, 0, NULL));
  *text = g_regex_replace_literal (regex, before, -1, 0, line, 0, &error);
  g_assert_no_error (error);
}

static void
put_number (char **text, const char *key, guint number)
{
  g_autofree char *line = g_strdup_printf ("%s%u", key, number);

  put (text, key, line);
}

/* What an organizer is told to run, but for names and ports, and that one may be relayed to this machine. */
static char *
read_sample (TurnServer *self, TurnWays ways)
{
  const char *source = g_getenv ("DUO_SOURCE");
  g_autofree char *path =
      g_build_filename (source != NULL ? source : ".", "data", "duologued.coturn.conf", NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  put (&text, "static-auth-secret=", "static-auth-secret=" SECRET);
  put_number (&text, "listening-port=", self->port);
  put_number (&text, "min-port=", turn_server_get_first (ways));
  put_number (&text, "max-port=", turn_server_get_first (ways) + TURN_PORTS - 1);
  if ((ways & TURN_TLS) != 0)
    put (&text, "no-tls", "");
  return text;
}

static char *
write_configuration (TurnServer *self, TurnWays ways)
{
  char *path = g_build_filename (self->home, "turnserver.conf", NULL);
  g_autofree char *sample = read_sample (self, ways);
  g_autofree char *text = g_strdup_printf (
      "%s\nallow-loopback-peers\nallowed-peer-ip=%s\nlistening-ip=%s\nrelay-ip=%s\ntls-listening-port=%u\n%s%"
      "s"
      "cert=%s/certificate.pem\npkey=%s/key.pem\npidfile=%s/pid\nuserdb=%s/db\nlog-file=%s/log\nsimple-log\n",
      sample, self->address, self->address, self->address, self->tls_port,
      (ways & TURN_UDP) != 0 ? "" : "no-udp\n", (ways & TURN_TCP) != 0 ? "" : "no-tcp\n", self->home,
      self->home, self->home, self->home, self->home);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* A binding request (RFC 8489 §5) that is answered. */
static gboolean
answers_udp (const char *host, guint16 port)
{
  static const guint8 request[] = {0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GSocket) packets =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  char answer[512];

  g_socket_connect (packets, address, NULL, NULL);
  return g_socket_send (packets, (const char *) request, sizeof request, NULL, NULL) > 0 &&
         g_socket_condition_timed_wait (packets, G_IO_IN, G_USEC_PER_SEC / 10, NULL, NULL) &&
         g_socket_receive (packets, answer, sizeof answer, NULL, NULL) > 0;
}

static gboolean
answers_tcp (const char *host, guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, host, port, NULL, NULL);
  return connection != NULL;
}

static void
wait_ready (TurnServer *self, TurnWays ways)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (((ways & TURN_UDP) != 0 && !answers_udp (self->address, self->port)) ||
         ((ways & TURN_TCP) != 0 && !answers_tcp (self->address, self->port)) ||
         ((ways & TURN_TLS) != 0 && !answers_tcp (self->address, self->tls_port)))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_poll (NULL, 0, 20);
    }
}

TurnServer *
turn_server_new (TurnWays ways)
{
  TurnServer *self = g_new0 (TurnServer, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->home = g_dir_make_tmp ("turn-XXXXXX", &error);
  g_assert_no_error (error);
  self->address = turn_server_find_address ();
  self->port = turn_server_find_port ();
  self->tls_port = turn_server_find_port ();
  if ((ways & TURN_TLS) != 0)
    make_certificate (self);
  path = write_configuration (self, ways);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                    &error, "turnserver", "-c", path, NULL);
  g_assert_no_error (error);
  wait_ready (self, ways);
  return self;
}

static void
remove_home (TurnServer *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->home, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->home, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->home);
}

void
turn_server_free (TurnServer *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  remove_home (self);
  g_free (self->address);
  g_free (self->home);
  g_free (self);
}

guint16
turn_server_get_port (TurnServer *self, TurnWays way)
{
  return way == TURN_TLS ? self->tls_port : self->port;
}

/* As the service does (draft-uberti-behave-turn-rest-00). */
char *
turn_server_dup_uri (TurnServer *self, TurnWays way)
{
  g_autofree char *user =
      g_strdup_printf ("%" G_GINT64_FORMAT ":%s", g_get_real_time () / G_USEC_PER_SEC + 600, NAME);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA1, (const guchar *) SECRET, strlen (SECRET));
  guint8 digest[SHA1_BYTES];
  gsize length = sizeof digest;
  g_autofree char *password = NULL, *user_part = NULL, *password_part = NULL;

  g_hmac_update (hmac, (const guchar *) user, strlen (user));
  g_hmac_get_digest (hmac, digest, &length);
  password = g_base64_encode (digest, length);
  user_part = g_uri_escape_string (user, NULL, FALSE);
  password_part = g_uri_escape_string (password, NULL, FALSE);
  return g_strdup_printf ("%s://%s:%s@%s:%u%s", way == TURN_TLS ? "turns" : "turn", user_part, password_part,
                          self->address, turn_server_get_port (self, way),
                          way == TURN_UDP   ? "?transport=udp"
                          : way == TURN_TCP ? "?transport=tcp"
                                            : "");
}
