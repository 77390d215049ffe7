/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * duo_beside_find:
 * @beside: a path from the folder of the running program
 * @installed: where the same lies once it is installed
 * @test: what it has to be
 *
 * Finds a file of ours: the one of the same build as the program, else the installed one, whether or not that is there.
 *
 * Returns: (transfer full): its path
 */
char *duo_beside_find (const char *beside, const char *installed, GFileTest test);

G_END_DECLS
