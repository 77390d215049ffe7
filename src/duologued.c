/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon.h"

int
main (int argc, char **argv)
{
  return duo_daemon_run (argc, argv);
}
