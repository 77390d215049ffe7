/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The service, which also writes down when each commit was on disk: a line of "REV NANOSECONDS" (CLOCK_MONOTONIC, as
 * Python's time.monotonic_ns()) into the file that DUO_STAMPS names. The linker puts these in the real ones' place. */

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "duo-daemon.h"
#include "duo-database-private.h"
#include "duo-effects-private.h"

void __real_duo_database_run (DuoDatabase *self, const char *sql);
void __wrap_duo_database_run (DuoDatabase *self, const char *sql);
gint64 __real_duo_effects_bump (DuoEffects *self, DuoDatabase *database, const char *event);
gint64 __wrap_duo_effects_bump (DuoEffects *self, DuoDatabase *database, const char *event);

/* Both of the writer's thread only. */
static gint64 newest;
static int stamps = -1;

static void
stamp (void)
{
  struct timespec now;
  char line[64];
  int length;

  clock_gettime (CLOCK_MONOTONIC, &now);
  length = g_snprintf (line, sizeof line, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", newest,
                       (gint64) now.tv_sec * 1000000000 + now.tv_nsec);
  if (write (stamps, line, (size_t) length) != length)
    g_error ("stamps cannot be written");
}

gint64
__wrap_duo_effects_bump (DuoEffects *self, DuoDatabase *database, const char *event)
{
  newest = __real_duo_effects_bump (self, database, event);
  return newest;
}

void
__wrap_duo_database_run (DuoDatabase *self, const char *sql)
{
  __real_duo_database_run (self, sql);
  if (stamps < 0 || newest == 0 || !g_str_equal (sql, "COMMIT"))
    return;
  stamp ();
  newest = 0;
}

int
main (int argc, char **argv)
{
  const char *path = g_getenv ("DUO_STAMPS");

  if (path != NULL)
    stamps = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return duo_daemon_run (argc, argv);
}
