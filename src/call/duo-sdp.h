/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/sdp/gstsdpmessage.h>

G_BEGIN_DECLS

/* A description that is freed by itself. */
typedef GstSDPMessage DuoSdp;

/* (transfer full) (nullable): NULL where it is none */
DuoSdp *duo_sdp_parse (const char *text);
void duo_sdp_free (DuoSdp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoSdp, duo_sdp_free)

G_END_DECLS
