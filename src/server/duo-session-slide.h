/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-config.h"
#include "duo-store.h"

G_BEGIN_DECLS

/* A session in use is prolonged, on disk and in @session; called with each use of it. */
void duo_session_slide (DuoSessionRecord *session, const DuoConfig *config, DuoClock *clock, DuoStore *store);

G_END_DECLS
