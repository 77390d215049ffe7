/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-routes.h"

static const DuoRoute routes[] = {
    {DUO_PATH_HEALTH, "GET", duo_api_get_health, DUO_ROUTE_OPEN},
    {DUO_PATH_READY, "GET", duo_api_get_ready, DUO_ROUTE_OPEN},
    {DUO_PATH_SERVICE, "GET", duo_api_get_service, DUO_ROUTE_OPEN},
    {DUO_PATH_SESSIONS, "POST", duo_api_post_session, DUO_ROUTE_OPEN},
    {DUO_PATH_SESSIONS, "GET", duo_api_get_sessions, 0},
    {DUO_PATH_CURRENT_SESSION, "DELETE", duo_api_delete_session, 0},
    {DUO_PATH_VOUCH, "PUT", duo_api_put_vouch, DUO_ROUTE_COMMAND},
    {DUO_PATH_EVENTS, "GET", duo_api_get_events, 0},
    {DUO_PATH_EVENT, "GET", duo_api_get_event, 0},
    {DUO_PATH_ME, "GET", duo_api_get_me, 0},
    {DUO_PATH_FORMAT, "PUT", duo_api_put_format, DUO_ROUTE_COMMAND},
    {DUO_PATH_CHANGES, "GET", duo_api_get_changes, 0},
    {DUO_PATH_CHATS, "POST", duo_api_post_chat, DUO_ROUTE_COMMAND},
    {DUO_PATH_SLOTS, "GET", duo_api_get_slots, 0},
    {DUO_PATH_AVAILABILITY, "PUT", duo_api_put_availability, DUO_ROUTE_COMMAND},
    {DUO_PATH_SETTINGS, "PUT", duo_api_put_settings, DUO_ROUTE_COMMAND},
    {DUO_PATH_ROOM, "GET", duo_api_get_room, 0},
    {DUO_PATH_ROOM, "POST", duo_api_post_room, 0},
    {DUO_PATH_NOTE, "PUT", duo_api_put_note, DUO_ROUTE_COMMAND},
    {DUO_PATH_VERB, "POST", duo_api_post_verb, DUO_ROUTE_COMMAND},
    {DUO_PATH_MY_CV, "PUT", duo_api_put_cv, DUO_ROUTE_COMMAND},
    {DUO_PATH_MY_CV, "DELETE", duo_api_delete_cv, DUO_ROUTE_COMMAND},
    {DUO_PATH_CV, "GET", duo_api_get_cv, 0},
    {DUO_PATH_LIVE, "GET", duo_api_get_live, 0},
};

const DuoRoute *
duo_routes_get_all (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);

  return routes;
}

const DuoRoute *
duo_routes_find (DuoPath path, const char *method)
{
  if (g_str_equal (method, "HEAD"))
    method = "GET";
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (routes[i].path == path && g_str_equal (routes[i].method, method))
      return &routes[i];

  return NULL;
}

char *
duo_routes_dup_methods (DuoPath path)
{
  GString *methods = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (routes[i].path == path)
      g_string_append_printf (methods, "%s%s", methods->len ? ", " : "", routes[i].method);

  return g_string_free (methods, FALSE);
}
