/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "duo-person-record.h"

G_BEGIN_DECLS

#define DUO_TYPE_COMPANY (duo_company_get_type ())
G_DECLARE_FINAL_TYPE (DuoCompany, duo_company, DUO, COMPANY, GObject)

/**
 * DuoCompany:
 *
 * A company that takes part. Immutable: a changed company is a new object. Properties, all read-only: id, name, field,
 * size, languages (GStrv), website. May be made in any thread.
 */
DuoCompany *duo_company_new (const DuoCompanyRecord *record);
const char *duo_company_get_id (DuoCompany *self);
const char *duo_company_get_name (DuoCompany *self);
const char *duo_company_get_field (DuoCompany *self);
const char *duo_company_get_size (DuoCompany *self);
const char *const *duo_company_get_languages (DuoCompany *self);
const char *duo_company_get_website (DuoCompany *self); /* (nullable) */
gint64 duo_company_get_rev (DuoCompany *self);

G_END_DECLS
