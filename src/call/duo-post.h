/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * duo_post:
 * @data: (transfer full): freed by @release, also where @context does not run any more
 *
 * How any thread has something done on @context, in the order of posting: @callback gets @data, once. Of the default
 * priority, since an idle one is starved by frames.
 */
void duo_post (GMainContext *context, GSourceFunc callback, gpointer data, GDestroyNotify release);

G_END_DECLS
