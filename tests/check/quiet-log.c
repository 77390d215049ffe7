/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quiet-log.h"

gboolean
quiet_log_is_complaint (GLogLevelFlags level)
{
  return (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0;
}

GLogWriterOutput
quiet_log_write (GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
  if (!quiet_log_is_complaint (level) && g_getenv ("G_MESSAGES_DEBUG") == NULL)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, count, data);
}
