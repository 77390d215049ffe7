/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "duo-chat.h"

G_BEGIN_DECLS

/**
 * DuoAsked:
 * @page: who asks
 * @chats: (element-type DuoChat): what it is about
 * @verb: what is done after a yes
 *
 * A question about chats, for as long as its dialog is there. Owns both.
 */
typedef struct
{
  GtkWidget *page;
  GPtrArray *chats;
  DuoVerb verb;
} DuoAsked;

/* Calls @answered with a new DuoAsked as its last argument when @dialog emits @signal. */
void duo_asked_connect (
    gpointer dialog, const char *signal, GCallback answered, gpointer page, GPtrArray *chats, DuoVerb verb);
/* (transfer container): of @chat alone */
GPtrArray *duo_asked_about (DuoChat *chat);

G_END_DECLS
