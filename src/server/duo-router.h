/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_ROUTE_MAX_PARAMETERS 4

typedef enum
{
  DUO_ROUTE_OPEN = 1 << 0, /* needs no sign-in */
} DuoRouteFlags;

/**
 * DuoRoute:
 * @method: "GET" also answers HEAD
 * @pattern: "/v1/events/{}/chats": each {} is one segment and becomes a parameter
 */
typedef struct
{
  const char *method;
  const char *pattern;
  void (*handler) (gpointer call);
  DuoRouteFlags flags;
} DuoRoute;

typedef enum
{
  DUO_ROUTE_FOUND,
  DUO_ROUTE_UNKNOWN,
  DUO_ROUTE_OTHER_METHOD,
} DuoRouteResult;

/**
 * duo_route_find:
 * @routes: ends with one whose pattern is NULL
 * @parameters: (out): unescaped segments, DUO_ROUTE_MAX_PARAMETERS of them, to be freed
 * @allow: (out): the methods there are, where it is another one; to be freed
 */
DuoRouteResult duo_route_find (const DuoRoute *routes,
                               const char *method,
                               const char *path,
                               const DuoRoute **route,
                               char *parameters[DUO_ROUTE_MAX_PARAMETERS],
                               char **allow);

G_END_DECLS
