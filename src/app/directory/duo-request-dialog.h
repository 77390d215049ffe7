/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "duo-session.h"

G_BEGIN_DECLS

#define DUO_TYPE_REQUEST_DIALOG (duo_request_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DuoRequestDialog, duo_request_dialog, DUO, REQUEST_DIALOG, AdwDialog)

/* Asks @person for a chat: a talent requests, a recruiter invites. */
AdwDialog *duo_request_dialog_new (DuoSession *session, DuoPerson *person);

G_END_DECLS
