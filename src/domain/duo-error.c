/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-error.h"

G_DEFINE_QUARK (duo - domain - error - quark, duo_domain_error)
