/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "freed.h"

#include <string.h>

/* Of AddressSanitizer, where the program is built with it. */
extern int
__sanitizer_install_malloc_and_free_hooks (void (*on_malloc) (const volatile void *, gsize),
                                           void (*on_free) (const volatile void *)) __attribute__ ((weak));
extern gsize __sanitizer_get_allocated_size (const volatile void *memory) __attribute__ ((weak));

static __thread const char *watched;
static guint found;

static void
on_malloc (const volatile void *memory, gsize size)
{
}

static void
on_free (const volatile void *memory)
{
  const char *text = watched;

  if (text == NULL || memory == NULL)
    return;
  watched = NULL;
  if (memmem ((const void *) memory, __sanitizer_get_allocated_size (memory), text, strlen (text)) != NULL)
    found++;
  watched = text;
}

gboolean
freed_watch (const char *text)
{
  static gboolean installed;

  if (__sanitizer_install_malloc_and_free_hooks == NULL)
    return FALSE;
  if (!installed)
    g_assert_true (__sanitizer_install_malloc_and_free_hooks (on_malloc, on_free) != 0);
  installed = TRUE;
  found = 0;
  watched = text;
  return TRUE;
}

guint
freed_stop (void)
{
  watched = NULL;
  return found;
}
