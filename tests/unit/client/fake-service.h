/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A service that says what it is told to say: the network border of these tests. */
typedef struct _FakeService FakeService;

/* One request as it came. */
typedef struct
{
  char *method;
  char *path;
  char *body;
  char *key;    /* Idempotency-Key */
  char *seen;   /* If-Match */
  char *bearer; /* Authorization */
  char *agent;  /* User-Agent */
} FakeRequest;

FakeService *fake_service_new (void);
void fake_service_free (FakeService *self);
const char *fake_service_get_address (FakeService *self);
/* Goes off the network and comes back at the same port. */
void fake_service_hide (FakeService *self);
void fake_service_show (FakeService *self);
/* @path with its query; may end with "*". Answers of one path are given in order, the last again and again.
 * @status 0: the connection is cut after the request was read, as by a crash. */
void
fake_service_answer (FakeService *self, const char *method, const char *path, guint status, const char *body);
void fake_service_forget_answers (FakeService *self, const char *method, const char *path);
/* Requests are held back until fake_service_let_go(). */
void fake_service_hold (FakeService *self, const char *method, const char *path);
void fake_service_let_go (FakeService *self);
void fake_service_set_date (FakeService *self, gint64 date);
void fake_service_set_retry_after (FakeService *self, guint seconds);
/* (nullable): gzipped bytes that are the body of each answer from now on */
void fake_service_set_zipped (FakeService *self, GBytes *zipped);
void fake_service_refuse_live (FakeService *self, guint status);

/* The requests whose path begins with @path. */
guint fake_service_count (FakeService *self, const char *method, const char *path);
/* The @index-th of them; waits for it. Borrowed. */
const FakeRequest *
fake_service_wait_request (FakeService *self, const char *method, const char *path, guint index);

guint fake_service_get_n_sockets (FakeService *self); /* how often the live socket was opened */
void fake_service_wait_sockets (FakeService *self, guint n);
void fake_service_say (FakeService *self, const char *text);
void fake_service_drop_socket (FakeService *self);
/* Waits for the @index-th text that contains @part. Borrowed. */
const char *fake_service_wait_text (FakeService *self, const char *part, guint index);
guint fake_service_count_texts (FakeService *self, const char *part);
/* Answers "ping" with "pong" or stays silent. */
void fake_service_set_mute (FakeService *self, gboolean mute);

/* What a service with one event, Ada and me (a talent) says. */
void fake_service_furnish (FakeService *self);
#define FAKE_EVENT "EVENTEVENTEVENTEVENTEV"
#define FAKE_ME "MEMEMEMEMEMEMEMEMEMEME"
#define FAKE_ADA "ADAADAADAADAADAADAADAA"
#define FAKE_BEN "BENBENBENBENBENBENBENB"
#define FAKE_CHAT "CHATCHATCHATCHATCHATCH"
/* (transfer full): a chat of Ada and me */
char *fake_chat (const char *state, gint64 rev);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeService, fake_service_free)

/* Runs the main loop until @condition; nothing in these tests takes this long. */
#define WAIT_SECONDS 20
#define wait_until(condition)                                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gboolean timed_out = FALSE;                                                                              \
    guint timer = g_timeout_add_seconds_once (WAIT_SECONDS, wait_timed_out, &timed_out);                     \
    while (!(condition) && !timed_out)                                                                       \
      g_main_context_iteration (NULL, TRUE);                                                                 \
    if (timed_out)                                                                                           \
      g_error ("%s:%d: waited in vain for " #condition, __FILE__, __LINE__);                                 \
    g_source_remove (timer);                                                                                 \
  }                                                                                                          \
  G_STMT_END
void wait_timed_out (gpointer flag);
/* Runs what is ready now; for things that must not happen. */
void settle (void);

/* A callback that keeps its result. */
void take_result (GObject *source, GAsyncResult *result, gpointer data);
#define wait_result(variable) wait_until ((variable) != NULL)

G_END_DECLS
