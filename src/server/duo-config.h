/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-http-server.h"

G_BEGIN_DECLS

/* A rate: @burst at once, then @per_minute. */
typedef struct
{
  guint burst;
  guint per_minute;
} DuoRate;

/**
 * DuoConfig:
 *
 * What an operator can say. Every key has a default with which the service runs on loopback; duo_config_sample() is
 * the documentation.
 */
typedef struct
{
  char *name;
  char *listen;
  guint16 port;
  char *data;
  gboolean behind_proxy;
  guint drain_seconds;
  guint session_days;
  guint hash_threads;
  guint hash_queue;
  char **ice;
  char *turn_secret; /* (nullable) */
  guint turn_seconds;
  DuoHttpLimits http;
  guint live_sockets_per_account;
  guint cvs;
  guint cvs_per_account;
  DuoRate sign_in_per_address;
  DuoRate sign_in_per_account;
  DuoRate sign_in_per_email;
  DuoRate requests_per_account;
  DuoRate commands_per_account;
  DuoRate cvs_up_per_account;
  DuoRate cvs_down_per_account;
  DuoRate live_per_account;
} DuoConfig;

DuoConfig *duo_config_new (void);
void duo_config_free (DuoConfig *self);

/* Errors: DUO_SERVER_ERROR_CONFIG, naming file, group and key, what is wrong there and what to write instead. */
DuoConfig *duo_config_load (const char *path, GError **error);
DuoConfig *duo_config_parse (const char *text, const char *path, GError **error);

/* What the command line says of one key, by the same rules as the file. Errors: as above, naming --NAME. */
gboolean
duo_config_set (DuoConfig *self, const char *group, const char *name, const char *text, GError **error);

/* (transfer full): a file with every key, its default and what it means; what `duologued init` writes. */
char *duo_config_sample (void);

/* The embedded default: $XDG_DATA_HOME/duologue/service */
char *duo_config_default_directory (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoConfig, duo_config_free)

G_END_DECLS
