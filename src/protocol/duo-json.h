/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include "duo-protocol-error.h"
#include "duo-time-range.h"

G_BEGIN_DECLS

/* An object may have this many members: looking for one that came twice stays cheap whoever sends it. */
#define DUO_MAX_JSON_MEMBERS 512

/**
 * duo_json_parse:
 * @text: (array length=length): one JSON value; need not end with a NUL
 * @limit: bytes that are allowed, %DUO_MAX_BODY or %DUO_MAX_LIVE_MESSAGE
 *
 * Reads strictly (RFC 8259): UTF-8, size, depth (%DUO_MAX_JSON_DEPTH), the grammar, NUL, lone surrogates, numbers that
 * do not fit and names that come twice are looked at before anything is built.
 *
 * Errors: DUO_PROTOCOL_ERROR_MALFORMED, DUO_PROTOCOL_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full) (nullable): the value; json_node_unref() it
 */
JsonNode *duo_json_parse (const char *text, gsize length, gsize limit, GError **error);

/* What duo_json_parse() looks at, without building anything. */
gboolean duo_json_check (const char *text, gsize length, gsize limit, GError **error);

/**
 * DuoJson:
 *
 * A place in a parsed value: it lives on the stack, borrows everything, and knows how it was reached, so that an error
 * names the path ("chats[2].start"). The first error of a walk stays: getters after it return nothing, 0 or FALSE, and
 * whoever walks asks duo_json_failed() once at the end.
 */
typedef struct _DuoJson DuoJson;
struct _DuoJson
{
  JsonNode *node; /* NULL: there is nothing here */
  const DuoJson *parent;
  const char *member; /* NULL: element @index of an array */
  guint index;
  GError **error;
};

/* @error: (not nullable): where the first error goes; must point to NULL. */
DuoJson duo_json_root (JsonNode *node, GError **error);
gboolean duo_json_failed (const DuoJson *self);
/* Says that what stands here is wrong: "path: what". Does nothing after the first error. */
void duo_json_fail (const DuoJson *self, const char *what);
void duo_json_fail_member (const DuoJson *self, const char *member, const char *what);

/* Whether the member is there and not null. */
gboolean duo_json_has (const DuoJson *self, const char *member);
/* An error where it is not there. */
DuoJson duo_json_get_member (const DuoJson *self, const char *member);
DuoJson duo_json_get_object (const DuoJson *self, const char *member);
/* An empty place where it is not there: its length is 0. */
DuoJson duo_json_get_array (const DuoJson *self, const char *member);
guint duo_json_get_length (const DuoJson *self);
DuoJson duo_json_get_element (const DuoJson *self, guint index);

/* What stands at a place. Strings are borrowed from the node; never NULL without an error. */
const char *duo_json_as_string (const DuoJson *self);
gint64 duo_json_as_int (const DuoJson *self, gint64 min, gint64 max);
gint64 duo_json_as_time (const DuoJson *self);
gboolean duo_json_as_boolean (const DuoJson *self);

/* Members that must be there. */
const char *duo_json_get_string (const DuoJson *self, const char *member);
char *duo_json_dup_string (const DuoJson *self, const char *member);
char *duo_json_dup_id (const DuoJson *self, const char *member);
gint64 duo_json_get_int (const DuoJson *self, const char *member, gint64 min, gint64 max);
gint64 duo_json_get_time (const DuoJson *self, const char *member);
gboolean duo_json_get_boolean (const DuoJson *self, const char *member);
/* Base64url; @size is how many bytes it must be, 0 for any number. */
GBytes *duo_json_dup_bytes (const DuoJson *self, const char *member, gsize size);

/* Members that may be missing or null. */
char *duo_json_dup_optional_string (const DuoJson *self, const char *member);
/* As above, at most @max characters; cleaned by duo_free_text_dup_clean(). */
char *duo_json_dup_optional_text (const DuoJson *self, const char *member, glong max);
char *duo_json_dup_optional_id (const DuoJson *self, const char *member);
gint64
duo_json_get_optional_int (const DuoJson *self, const char *member, gint64 min, gint64 max, gint64 fallback);
gint64 duo_json_get_optional_time (const DuoJson *self, const char *member); /* 0 where it is missing */
gboolean duo_json_get_optional_boolean (const DuoJson *self, const char *member, gboolean fallback);
/* Never NULL: an array of no strings where it is missing. */
char **duo_json_dup_strings (const DuoJson *self, const char *member);

/* @start and @end of one object; both or neither, and a valid range. */
DuoTimeRange duo_json_get_optional_range (const DuoJson *self);
/* An array of [start, end, …]. */
DuoTimeRange duo_json_as_range (const DuoJson *self);
/* (transfer full) (nullable) (element-type DuoTimeRange): an array of them, at most @most; NULL where it is missing. */
GArray *duo_json_dup_optional_ranges (const DuoJson *self, const char *member, guint most);

/* Base64url without padding, as keys and nonces travel. NULL where @text is none. */
GBytes *duo_base64url_decode (const char *text);
char *duo_base64url_encode (GBytes *bytes);

G_END_DECLS
