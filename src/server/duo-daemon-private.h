/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-clock-file.h"
#include "duo-config.h"
#include "duo-daemon.h"
#include "duo-service.h"

G_BEGIN_DECLS

#define DUO_DATABASE_NAME "duologue.db"

/* A running service with its signals and its clock. */
typedef struct
{
  GMainLoop *loop;
  DuoConfig *config;
  DuoClock *clock;
  DuoClockFile *clock_file;
  DuoStore *store;
  DuoService *service;
  guint term_id;
  guint int_id;
  gboolean ending;
  int status;
} DuoRunner;

/* Takes @config. @clock_file: (nullable) */
DuoRunner *duo_runner_new (DuoConfig *config, const char *clock_file, GError **error);
void duo_runner_free (DuoRunner *self);
gboolean duo_runner_listen (DuoRunner *self, GError **error);
/* Drains and quits. */
void duo_runner_end (DuoRunner *self);

int duo_daemon_demo (int argc, char **argv);
int duo_daemon_event (int argc, char **argv);
int duo_daemon_format (int argc, char **argv);
int duo_daemon_people (int argc, char **argv);
int duo_daemon_help (int argc, char **argv);

/* (nullable): what “duologued help” says of @verb */
const char *duo_daemon_get_usage (const char *verb);
char *duo_daemon_dup_usage (void);

/* @path: (nullable): the usual one, or the defaults where there is none */
DuoConfig *duo_daemon_load_config (const char *path, GError **error);

/* The database that the configuration or @data names; made where the directory is there and has none. Both are nullable. */
DuoStore *duo_daemon_open_store (const char *config_path, const char *data, GError **error);
/* (element-type DuoEventRecord); none at all is an error, which says what to do */
GPtrArray *duo_daemon_list_events (DuoStore *store, GError **error);
/* @word: an id, or a name that only one has */
DuoEventRecord *duo_daemon_find_event (DuoStore *store, const char *word, GError **error);
/* Takes @write and waits until it is on disk. */
gboolean duo_daemon_write (DuoStore *store, DuoWrite *write, GError **error);
/* @data: (type GAsyncResult**): for who waits */
void duo_daemon_keep_result_cb (GObject *source, GAsyncResult *result, gpointer data);

/* A change of one event by words of duo-format-text.h, with what “format set” asks and says. */
typedef struct
{
  gboolean dry;
  gboolean keep;
  const char *reason; /* (nullable): with which touched chats are cancelled */
} DuoFormatWish;
int duo_daemon_change_format (DuoStore *store, const char *event, char **words, const DuoFormatWish *wish);

/* A directory that only its owner can look into. */
gboolean duo_daemon_make_directory (const char *path, GError **error);
int duo_daemon_fail (const GError *error);
gboolean duo_daemon_parse (GOptionEntry *entries, int *argc, char ***argv);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRunner, duo_runner_free)

G_END_DECLS
