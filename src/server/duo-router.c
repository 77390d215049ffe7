/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-router.h"

#include <string.h>

static void
clear_parameters (char **parameters)
{
  for (guint i = 0; i < DUO_ROUTE_MAX_PARAMETERS; i++)
    g_clear_pointer (&parameters[i], g_free);
}

static gboolean
take_segment (const char *text, gsize length, char **parameter)
{
  *parameter = g_uri_unescape_segment (text, text + length, NULL);

  return *parameter != NULL && **parameter != '\0' && g_utf8_validate (*parameter, -1, NULL);
}

static gboolean
match (const char *pattern, const char *path, char **parameters)
{
  guint n = 0;

  while (*pattern)
    {
      gsize length = strcspn (path, "/");

      if (g_str_has_prefix (pattern, "{}"))
        {
          if (n == DUO_ROUTE_MAX_PARAMETERS || !take_segment (path, length, &parameters[n++]))
            return FALSE;
          pattern += 2;
          path += length;
        }
      else if (*pattern++ != *path++)
        {
          return FALSE;
        }
    }

  return *path == '\0';
}

static gboolean
method_fits (const DuoRoute *route, const char *method)
{
  return g_str_equal (route->method, method) ||
         (g_str_equal (route->method, "GET") && g_str_equal (method, "HEAD"));
}

DuoRouteResult
duo_route_find (const DuoRoute *routes,
                const char *method,
                const char *path,
                const DuoRoute **route,
                char *parameters[DUO_ROUTE_MAX_PARAMETERS],
                char **allow)
{
  g_autoptr (GPtrArray) methods = g_ptr_array_new ();

  memset (parameters, 0, DUO_ROUTE_MAX_PARAMETERS * sizeof (char *));
  *allow = NULL;
  for (*route = routes; (*route)->pattern; (*route)++)
    {
      gboolean fits = match ((*route)->pattern, path, parameters);

      if (fits && method_fits (*route, method))
        return DUO_ROUTE_FOUND;
      if (fits)
        g_ptr_array_add (methods, (gpointer) (*route)->method);
      clear_parameters (parameters);
    }
  *route = NULL;
  if (methods->len == 0)
    return DUO_ROUTE_UNKNOWN;
  g_ptr_array_add (methods, NULL);
  *allow = g_strjoinv (", ", (char **) methods->pdata);

  return DUO_ROUTE_OTHER_METHOD;
}
