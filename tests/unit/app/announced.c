/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "announced.h"

#include <gtk/gtk.h>

static GPtrArray *announced;

static GPtrArray *
get_announced (void)
{
  if (announced == NULL)
    announced = g_ptr_array_new_with_free_func (g_free);
  return announced;
}

void
gtk_accessible_announce (GtkAccessible *self, const char *message, GtkAccessibleAnnouncementPriority priority)
{
  g_assert_true (GTK_IS_ACCESSIBLE (self));
  g_ptr_array_add (get_announced (), g_strdup (message));
}

void
announced_forget (void)
{
  g_ptr_array_set_size (get_announced (), 0);
}

gboolean
announced_has (const char *text)
{
  return g_ptr_array_find_with_equal_func (get_announced (), text, g_str_equal, NULL);
}

const char *
announced_get (guint at)
{
  g_assert_cmpuint (at, <, announced_count ());
  return g_ptr_array_index (announced, at);
}

const char *
announced_get_last (void)
{
  g_assert_cmpuint (announced_count (), >, 0);
  return g_ptr_array_index (announced, announced->len - 1);
}

guint
announced_count (void)
{
  return get_announced ()->len;
}
