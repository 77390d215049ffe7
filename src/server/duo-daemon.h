/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* `duologued VERB …`: what the program does. Returns its exit status: 0, 1 for a failure, 2 for a wrong command line. */
int duo_daemon_run (int argc, char **argv);

G_END_DECLS
