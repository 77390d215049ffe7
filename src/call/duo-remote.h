/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* A connection to PipeWire that was opened by somebody else, as a desktop's portal gives it to a sandbox. Its users are
 * on threads and may end late; the last one closes it. */
typedef struct _DuoRemote DuoRemote;

/* @fd: taken over */
DuoRemote *duo_remote_new (int fd);
DuoRemote *duo_remote_ref (DuoRemote *self);
void duo_remote_unref (DuoRemote *self);

/* Lets @element, of PipeWire's, use it for as long as that lives. */
void duo_remote_lend (DuoRemote *self, GstElement *element);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoRemote, duo_remote_unref)

G_END_DECLS
