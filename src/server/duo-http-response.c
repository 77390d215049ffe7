/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-http-response.h"

#include <string.h>

DuoHttpResponse *
duo_http_response_new (guint status, const char *type, GBytes *body)
{
  DuoHttpResponse *self = g_new0 (DuoHttpResponse, 1);

  self->status = status;
  self->type = type;
  self->body = body;
  self->headers = g_ptr_array_new_with_free_func (g_free);

  return self;
}

DuoHttpResponse *
duo_http_response_new_json (guint status, char *json)
{
  return duo_http_response_new (status, "application/json", g_bytes_new_take (json, strlen (json)));
}

void
duo_http_response_add_header (DuoHttpResponse *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
duo_http_response_free (DuoHttpResponse *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_ptr_array_unref (self->headers);
  g_free (self);
}
