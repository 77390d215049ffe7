/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-api-private.h"

G_BEGIN_DECLS

typedef enum
{
  DUO_ROUTE_OPEN = 1 << 0,    /* needs no sign-in */
  DUO_ROUTE_COMMAND = 1 << 1, /* counts as a command */
} DuoRouteFlags;

typedef struct
{
  DuoPath path;
  const char *method;
  DuoApiHandler handler;
  DuoRouteFlags flags;
} DuoRoute;

/* All there is: what data/openapi.yaml describes. */
const DuoRoute *duo_routes_get_all (gsize *n_routes);
/* (nullable): HEAD finds what GET finds. */
const DuoRoute *duo_routes_find (DuoPath path, const char *method);
/* (transfer full): "GET, PUT" */
char *duo_routes_dup_methods (DuoPath path);

G_END_DECLS
