/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names that one peer may have looked up. */
#define DUO_LOCAL_NAME_MAX 8

/**
 * DuoLocalNames:
 *
 * Who hides his addresses gives each a random name that only his own network knows (draft-ietf-mmusic-mdns-ice-candidates).
 * Looked up here and not by webrtcbin: that knows neither how many there may be nor an end before their time. Main context;
 * what is looked up is looked up on the resolver's threads.
 */
typedef struct _DuoLocalNames DuoLocalNames;

/* @candidate: with an address in the place of the name */
typedef void (*DuoLocalNameFound) (guint mline, const char *candidate, gpointer data);

DuoLocalNames *duo_local_names_new (DuoLocalNameFound found, gpointer data);
/* Nothing is found any more. */
void duo_local_names_free (DuoLocalNames *self);

/* @candidate: with a name and no address. A name that is no ".local", one that is not known here, and any beyond
 * DUO_LOCAL_NAME_MAX are passed over. */
void duo_local_names_look_up (DuoLocalNames *self, guint mline, const char *candidate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoLocalNames, duo_local_names_free)

G_END_DECLS
