/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-asked.h"

static void
free_closure (gpointer data, GClosure *closure)
{
  DuoAsked *asked = data;

  g_object_unref (asked->page);
  g_ptr_array_unref (asked->chats);
  g_free (asked);
}

void
duo_asked_connect (
    gpointer dialog, const char *signal, GCallback answered, gpointer page, GPtrArray *chats, DuoVerb verb)
{
  DuoAsked *asked = g_new0 (DuoAsked, 1);

  *asked = (DuoAsked) {g_object_ref (page), g_ptr_array_ref (chats), verb};
  g_signal_connect_data (dialog, signal, answered, asked, free_closure, 0);
}

GPtrArray *
duo_asked_about (DuoChat *chat)
{
  GPtrArray *chats = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (chats, g_object_ref (chat));
  return chats;
}
