/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-call.h"

G_DEFINE_QUARK (duo - call - error - quark, duo_call_error)
