/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-device-toasts.h"

#include <glib/gi18n.h>

#include "duo-device-text.h"
#include "shell/duo-window.h"

#define N_KINDS (DUO_DEVICE_MICROPHONE + 1)
#define BOTH (1u << DUO_DEVICE_CAMERA | 1u << DUO_DEVICE_MICROPHONE)
#define KINDS "duo-kinds"

struct _DuoDeviceToasts
{
  GtkWidget *widget;
  DuoDeviceLeftOff left_off;
  gpointer data;
  char *names[N_KINDS];
  AdwToast *lost;    /* (nullable) */
  AdwToast *said;    /* (nullable): weak */
  AdwToast *silence; /* (nullable): weak */
};

/* Those that a toast names, as bits. */
static guint
get_kinds (AdwToast *toast)
{
  return toast != NULL ? GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toast), KINDS)) : 0;
}

static void
forget_lost (DuoDeviceToasts *self)
{
  if (self->lost != NULL)
    g_signal_handlers_disconnect_by_data (self->lost, self);
  g_clear_object (&self->lost);
}

static void
on_leave_off (DuoDeviceToasts *self, AdwToast *toast)
{
  guint kinds = get_kinds (toast);

  for (guint kind = 0; kind < N_KINDS; kind++)
    if ((kinds & 1u << kind) != 0)
      self->left_off ((DuoDeviceKind) kind, self->data);
}

/* @toast: (nullable) */
static void
dismiss (AdwToast *toast)
{
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static char *
dup_lost_text (DuoDeviceToasts *self, guint kinds)
{
  DuoDeviceKind kind = kinds == 1u << DUO_DEVICE_CAMERA ? DUO_DEVICE_CAMERA : DUO_DEVICE_MICROPHONE;

  return kinds == BOTH ? duo_device_text_lost_both () : duo_device_text_lost (kind, self->names[kind]);
}

static void
dismiss_lost (DuoDeviceToasts *self)
{
  g_autoptr (AdwToast) lost = self->lost != NULL ? g_object_ref (self->lost) : NULL;

  forget_lost (self);
  dismiss (lost);
}

static void
show_lost (DuoDeviceToasts *self, guint kinds)
{
  g_autofree char *text = dup_lost_text (self, kinds);

  dismiss_lost (self);
  self->lost = adw_toast_new (text);
  g_object_set_data (G_OBJECT (self->lost), KINDS, GUINT_TO_POINTER (kinds));
  adw_toast_set_use_markup (self->lost, FALSE);
  adw_toast_set_button_label (self->lost, _ ("_Keep Off"));
  adw_toast_set_timeout (self->lost, 0);
  g_signal_connect_swapped (self->lost, "button-clicked", G_CALLBACK (on_leave_off), self);
  g_signal_connect_data (self->lost, "dismissed", G_CALLBACK (forget_lost), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  duo_window_add_toast (self->widget, g_object_ref (self->lost));
}

DuoDeviceToasts *
duo_device_toasts_new (GtkWidget *widget, DuoDeviceLeftOff left_off, gpointer data)
{
  DuoDeviceToasts *self = g_new0 (DuoDeviceToasts, 1);

  self->widget = widget;
  self->left_off = left_off;
  self->data = data;
  return self;
}

void
duo_device_toasts_free (DuoDeviceToasts *self)
{
  duo_device_toasts_forget (self);
  g_clear_weak_pointer (&self->said);
  g_clear_weak_pointer (&self->silence);
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_free (self->names[kind]);
  g_free (self);
}

void
duo_device_toasts_forget (DuoDeviceToasts *self)
{
  dismiss_lost (self);
  duo_device_toasts_end_silence (self);
}

void
duo_device_toasts_say (DuoDeviceToasts *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  dismiss (self->said);
  g_set_weak_pointer (&self->said, toast);
  duo_window_add_toast (self->widget, toast);
}

void
duo_device_toasts_say_silence (DuoDeviceToasts *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, 0);
  dismiss (self->silence);
  g_set_weak_pointer (&self->silence, toast);
  duo_window_add_toast (self->widget, toast);
}

void
duo_device_toasts_end_silence (DuoDeviceToasts *self)
{
  dismiss (self->silence);
  g_clear_weak_pointer (&self->silence);
}

void
duo_device_toasts_lose (DuoDeviceToasts *self, DuoDeviceKind kind, const char *name)
{
  g_return_if_fail (kind < N_KINDS);
  /* What broke because it was pulled out is said by that, and would come back once that is over. */
  dismiss (self->said);
  g_set_str (&self->names[kind], name);
  show_lost (self, get_kinds (self->lost) | 1u << kind);
}

void
duo_device_toasts_find (DuoDeviceToasts *self, DuoDeviceKind kind)
{
  guint kinds = get_kinds (self->lost);
  guint left = kinds & ~(1u << kind);

  if (left == kinds)
    return;
  if (left != 0)
    show_lost (self, left);
  else
    dismiss_lost (self);
}
