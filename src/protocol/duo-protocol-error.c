/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-protocol-error.h"

G_DEFINE_QUARK (duo - protocol - error - quark, duo_protocol_error)
