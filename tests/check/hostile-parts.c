/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-parts.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

void
hostile_part_begin (HostilePart *self, guint part, HostileWork work, gpointer data)
{
  int ends[2];

  g_assert_no_errno (pipe (ends));
  self->pid = fork ();
  g_assert_no_errno (self->pid);
  if (self->pid == 0)
    {
      close (ends[0]);
      exit (work (part, fdopen (ends[1], "w"), data));
    }
  close (ends[1]);
  self->told = fdopen (ends[0], "r");
}

void
hostile_part_tell (FILE *to, HostileSum *sum)
{
  GArray *times = sum->ends.times;
  guint count = times != NULL ? times->len : 0;

  fwrite (sum, sizeof *sum, 1, to);
  fwrite (&count, sizeof count, 1, to);
  if (count > 0)
    fwrite (times->data, sizeof (gint64), count, to);
  fflush (to);
  g_clear_pointer (&sum->ends.times, g_array_unref);
  *sum = (HostileSum) {0};
}

static void
add (HostileSum *self, const HostileSum *other)
{
  self->calls += other->calls;
  self->refused += other->refused;
  self->failed += other->failed;
  self->survived += other->survived;
  self->slipped += other->slipped;
  self->lies += other->lies;
  self->candidates += other->candidates;
  self->barred += other->barred;
  self->complaints += other->complaints;
  self->most_told = MAX (self->most_told, other->most_told);
}

gboolean
hostile_part_hear (HostilePart *self, HostileSum *sum)
{
  HostileSum told;
  guint count;
  gint64 time;

  if (fread (&told, sizeof told, 1, self->told) != 1 || fread (&count, sizeof count, 1, self->told) != 1)
    return FALSE;
  add (sum, &told);
  while (count > 0 && fread (&time, sizeof time, 1, self->told) == 1)
    {
      lateness_add (&sum->ends, time);
      count--;
    }
  return count == 0;
}

gboolean
hostile_part_end (HostilePart *self)
{
  int status = 0;

  fclose (self->told);
  return waitpid (self->pid, &status, 0) == self->pid && WIFEXITED (status) && WEXITSTATUS (status) == 0;
}
