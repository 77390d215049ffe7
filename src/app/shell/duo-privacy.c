/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-privacy.h"

#include <glib/gi18n.h>

const char *
duo_privacy_text_code (void)
{
  return _ (
      "If it is your first chat, compare the code in the room: only that shows that not even the service "
      "stands between you.");
}

const char *
duo_privacy_text_service (void)
{
  return _ ("Whoever runs the service can read profiles, requests and what is sent before joining.");
}
