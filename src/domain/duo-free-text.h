/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_MAX_TEXT 4000 /* characters of a message, an answer, a reason */
#define DUO_MAX_LINE 200  /* characters of a title, or of what a company does */
#define DUO_MAX_WORD 100  /* characters of a name, a topic, a language, the name of a device */
#define DUO_MAX_WORDS 32  /* topics or languages of one person */

/**
 * duo_free_text_dup_clean:
 * @text: UTF-8 that somebody wrote for somebody else
 * @lines: whether it may have several lines; else what ends one becomes a space
 *
 * Leaves out what nobody can see and what changes how the text around it is shown: control characters, and the
 * embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9), by which a text can pass for
 * another. The marks U+200E, U+200F and U+061C stay: who writes right to left needs them, and they end with their word.
 *
 * Returns: (transfer full): what is left, with lines that end in "\n"
 */
char *duo_free_text_dup_clean (const char *text, gboolean lines);

/**
 * duo_free_text_dup_written:
 * @text: UTF-8 that somebody wrote for somebody else
 * @max: how many characters it may have
 *
 * What every way in takes of a text of several lines.
 *
 * Returns: (transfer full) (nullable): as duo_free_text_dup_clean(); NULL where @text is longer
 */
char *duo_free_text_dup_written (const char *text, glong max);

/* @text: (nullable): whether it says nothing to whoever reads it: no character of it prints */
gboolean duo_free_text_is_blank (const char *text);

G_END_DECLS
