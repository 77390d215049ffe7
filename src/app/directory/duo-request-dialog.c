/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-request-dialog.h"

struct _DuoRequestDialog
{
  AdwDialog parent_instance;

  DuoSession *session;
};

G_DEFINE_FINAL_TYPE (DuoRequestDialog, duo_request_dialog, ADW_TYPE_DIALOG)

static void
duo_request_dialog_dispose (GObject *object)
{
  DuoRequestDialog *self = DUO_REQUEST_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_request_dialog_parent_class)->dispose (object);
}

static void
duo_request_dialog_class_init (DuoRequestDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_request_dialog_dispose;
}

static void
duo_request_dialog_init (DuoRequestDialog *self)
{
}

AdwDialog *
duo_request_dialog_new (DuoSession *session, DuoPerson *person)
{
  DuoRequestDialog *self = g_object_new (DUO_TYPE_REQUEST_DIALOG, NULL);

  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}
