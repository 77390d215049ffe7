/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-device-text.h"

#include <glib/gi18n.h>

#include "duo-call.h"

static const char *
text_missing (DuoDeviceKind kind)
{
  if (kind == DUO_DEVICE_CAMERA)
    return _ ("The camera is not there. Plug it in, or choose another one");
  if (kind == DUO_DEVICE_MICROPHONE)
    return _ ("The microphone is not there. Plug it in, or choose another one");
  return _ ("The speakers are not there. Plug them in, or choose others");
}

static const char *
text_busy (DuoDeviceKind kind)
{
  if (kind == DUO_DEVICE_CAMERA)
    return _ ("Another program is using the camera. Close it there, then turn the camera on again");
  if (kind == DUO_DEVICE_MICROPHONE)
    return _ ("Another program is using the microphone. Close it there, then turn the microphone on again");
  return _ ("Another program is using the speakers. Close it, then try again");
}

/* Where it can be allowed depends on who forbids it. */
static const char *
text_denied (DuoDeviceKind kind)
{
  gboolean confined = duo_device_text_is_confined ();

  if (kind == DUO_DEVICE_CAMERA)
    return confined
               ? _ ("Duologue may not use the camera. Allow it in Settings › Apps › Duologue, then turn the "
                    "camera on again")
               : _ ("Your account may not use the camera. Whoever looks after this computer can allow it");
  if (kind == DUO_DEVICE_MICROPHONE)
    return confined ? _ ("Duologue may not use the microphone. Allow it in Settings › Apps › Duologue, then "
                         "turn the "
                         "microphone on again")
                    : _ ("Your account may not use the microphone. Whoever looks after this computer can "
                         "allow it");
  return confined ? _ ("Duologue may not play sound. Allow it in Settings › Apps › Duologue, then try again")
                  : _ ("Your account may not play sound. Whoever looks after this computer can allow it");
}

static const char *
text_failed (DuoDeviceKind kind)
{
  if (kind == DUO_DEVICE_CAMERA)
    return _ ("The camera gives no picture. Unplug it and plug it in again, or choose another one");
  if (kind == DUO_DEVICE_MICROPHONE)
    return _ ("The microphone gives no sound. Unplug it and plug it in again, or choose another one");
  return _ ("The speakers play nothing. Unplug them and plug them in again, or choose others");
}

char *
duo_device_text_problem (DuoDeviceKind kind, const GError *error)
{
  switch (error->code)
    {
    case DUO_CALL_ERROR_DEVICE_MISSING:
      return g_strdup (text_missing (kind));
    case DUO_CALL_ERROR_DEVICE_BUSY:
      return g_strdup (text_busy (kind));
    case DUO_CALL_ERROR_DEVICE_DENIED:
      return g_strdup (text_denied (kind));
    case DUO_CALL_ERROR_MISSING_PLUGIN:
      return g_strdup_printf (_ ("A part that calls need is not installed: %s"), error->message);
    default:
      return g_strdup (text_failed (kind));
    }
}

char *
duo_device_text_lost (DuoDeviceKind kind, const char *name)
{
  /* TRANSLATORS: the placeholder is what a camera or microphone calls itself */
  if (name != NULL)
    return g_strdup_printf (_ ("%s was unplugged. It goes on again when it is back"), name);
  if (kind == DUO_DEVICE_CAMERA)
    return g_strdup (_ ("The camera was unplugged. It goes on again when it is back"));
  if (kind == DUO_DEVICE_MICROPHONE)
    return g_strdup (_ ("The microphone was unplugged. It goes on again when it is back"));
  return g_strdup (_ ("The speakers were unplugged. You hear the other again when they are back"));
}

char *
duo_device_text_lost_both (void)
{
  return g_strdup (_ ("Camera and microphone were unplugged. They go on again when they are back"));
}

char *
duo_device_text_replaced (const char *name, const char *other)
{
  if (other == NULL)
    return g_strdup_printf (_ ("%s was unplugged. The system’s speakers are used now"), name);
  /* TRANSLATORS: the placeholders are what devices call themselves */
  return g_strdup_printf (_ ("%s was unplugged. %s is used now"), name, other);
}

char *
duo_device_text_instead (const char *name)
{
  /* TRANSLATORS: the placeholder is what speakers call themselves */
  return g_strdup_printf (_ ("%s cannot be used. The system’s speakers are used now"), name);
}

char *
duo_device_text_still (const char *name)
{
  /* TRANSLATORS: the placeholder is what speakers call themselves */
  return g_strdup_printf (_ ("%s cannot be used. The speakers from before are still used"), name);
}

char *
duo_device_text_again (const char *name)
{
  return g_strdup_printf (_ ("%s is used again"), name);
}

gboolean
duo_device_text_is_confined (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ||
         g_strcmp0 (g_getenv ("DUO_CONFINED"), "1") == 0;
}
