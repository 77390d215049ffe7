/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (nullable): @text as markup in which every address of the web can be opened, and says where it leads; NULL where it has
 * none. Whoever wrote it need not be trusted. */
char *duo_link_text_dup (const char *text);

G_END_DECLS
