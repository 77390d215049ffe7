/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-server-error.h"

G_DEFINE_QUARK (duo - server - error - quark, duo_server_error)
