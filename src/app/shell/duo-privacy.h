/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands beside everything that the app calls encrypted, so that it claims no more than it can show (PRODUCT §8). */

/* What only the code shows: a sentence */
const char *duo_privacy_text_code (void);
/* Who reads what is not encrypted from end to end: a sentence */
const char *duo_privacy_text_service (void);

G_END_DECLS
