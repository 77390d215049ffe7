/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DuoHttpResponse:
 *
 * What is answered to one request. Owned by whoever made it until it is given to duo_http_request_respond().
 */
typedef struct
{
  guint status;
  GBytes *body;
  const char *type;   /* a literal, NULL where there is no body */
  GPtrArray *headers; /* name, value, name, value … */
} DuoHttpResponse;

/* @body is taken and may be NULL. */
DuoHttpResponse *duo_http_response_new (guint status, const char *type, GBytes *body);
DuoHttpResponse *duo_http_response_new_json (guint status, char *json); /* takes @json */
void duo_http_response_add_header (DuoHttpResponse *self, const char *name, const char *value);
void duo_http_response_free (DuoHttpResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoHttpResponse, duo_http_response_free)

G_END_DECLS
