/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-spare-memory.h"
#include "duo-errand.h"

#include <malloc.h>

static void
on_return (gpointer data)
{
  malloc_trim (0);
}

void
duo_spare_memory_return (void)
{
  duo_errand_run (on_return, NULL, NULL);
}
