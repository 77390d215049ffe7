/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-format-change.h"

G_BEGIN_DECLS

/* An event's format as lines of KEY=VALUE, for whoever runs the service: what is shown can be set again. */

/* (transfer full): a line for each key */
char *duo_format_text_write (const DuoEventRecord *event);

/**
 * duo_format_text_read:
 * @event: the event as it is, which @change begins from
 * @word: "KEY=VALUE"
 *
 * Adds it to @change.
 *
 * Errors: DUO_SERVER_ERROR_CONFIG, naming the key and what is allowed.
 */
gboolean
duo_format_text_read (DuoFormatChange *change, const DuoEventRecord *event, const char *word, GError **error);

G_END_DECLS
