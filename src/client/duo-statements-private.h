/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of the statement (or of several) that data/sql/client calls @name. NULL where there is none. Any thread. */
const char *duo_statements_find (const char *name);

G_END_DECLS
