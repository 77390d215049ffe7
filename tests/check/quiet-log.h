/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A GLogWriterFunc. The check's own lines are what is read: of the engines' words only complaints are shown, and all of
 * them where G_MESSAGES_DEBUG is set. */
GLogWriterOutput quiet_log_write (GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data);
/* TRUE: an error, a critical or a warning */
gboolean quiet_log_is_complaint (GLogLevelFlags level);

G_END_DECLS
