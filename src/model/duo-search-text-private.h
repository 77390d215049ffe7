/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-person-record.h"

G_BEGIN_DECLS

/* (transfer full): what a search looks at, folded: name, title, company and topics. Any thread. */
char *duo_search_text_new (const DuoPersonRecord *record, const char *company);

G_END_DECLS
