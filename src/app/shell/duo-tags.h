/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows @words (nullable: none) as the tags in @box, and nothing else. */
void duo_tags_show (AdwWrapBox *box, const char *const *words);

G_END_DECLS
