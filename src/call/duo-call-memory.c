/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"

#include <malloc.h>

void
duo_call_bound_memory (void)
{
  /* Without a bound on arenas fifty calls cost 74 MB that never come back; a large trim threshold keeps the pages of
   * one picture for the next (CALL §3, §6). */
  mallopt (M_ARENA_MAX, 2);
  mallopt (M_MMAP_THRESHOLD, 64 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 128 * 1024 * 1024);
}
