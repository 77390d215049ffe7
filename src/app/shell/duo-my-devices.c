/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-my-devices.h"

#include <glib/gi18n.h>

#include "duo-button-name.h"
#include "duo-client-error.h"
#include "duo-device-confirmed.h"
#include "duo-sentence.h"
#include "duo-session-devices.h"
#include "duo-vouch.h"

struct _DuoMyDevices
{
  AdwPreferencesGroup parent_instance;

  DuoSession *session;
  GCancellable *loading; /* (nullable) */
  GPtrArray *shown;      /* (element-type Shown) */

  AdwPreferencesRow *status;
};

/* One row: of one session and one key as long as it lasts, so that what somebody is asked about stays what it was. */
typedef struct
{
  grefcount refs;
  DuoDeviceRecord *device;
  AdwActionRow *row;
  GtkWidget *confirm;
  gboolean listed;
} Shown;

typedef struct
{
  DuoMyDevices *self;
  Shown *shown;
} Errand;

G_DEFINE_FINAL_TYPE (DuoMyDevices, duo_my_devices, ADW_TYPE_PREFERENCES_GROUP)

static Shown *
shown_ref (Shown *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

static void
shown_unref (Shown *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  duo_device_record_free (self->device);
  g_object_unref (self->row);
  g_free (self);
}

static Errand *
errand_new (DuoMyDevices *self, Shown *shown)
{
  Errand *errand = g_new0 (Errand, 1);

  *errand = (Errand) {g_object_ref (self), shown_ref (shown)};
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->self);
  shown_unref (errand->shown);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
say (DuoMyDevices *self, const char *text)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (!dialog)
    return;
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

/* ── what there is ── */

static const char *
get_name (const DuoDeviceRecord *device)
{
  return device->name && *device->name ? device->name : _ ("Device Without a Name");
}

static gboolean
has_others (DuoMyDevices *self, const guint8 *own)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (!duo_device_record_has_key (((const Shown *) self->shown->pdata[i])->device, own))
      return TRUE;
  return FALSE;
}

/* Of a session with this device's key. The key is no secret: another may have signed in with it, so it has to be this
 * session, too; and the service may not say that another device is this one. */
static char *
dup_own_state (DuoMyDevices *self, const DuoDeviceRecord *device)
{
  g_autofree char *code = duo_vouch_dup_code (device->key);

  if (!device->current)
    return g_strdup (
        _ ("Signed in once more with the key of this device. If that was not you, ask the organizer "
           "for a new password."));
  if (has_others (self, device->key))
    /* TRANSLATORS: a code such as "ABCD-EFGH-JKLM" */
    return g_strdup_printf (_ ("This device\nCode: %s"), code);
  return g_strdup (_ ("This device"));
}

/* What others said is worth something to who knows them; this device only knows itself. @confirmed: by this device */
static char *
dup_state (DuoMyDevices *self, const DuoDeviceRecord *device, const guint8 *own, gboolean confirmed)
{
  g_autofree char *code = duo_vouch_dup_code (device->key);

  if (duo_device_record_has_key (device, own))
    return dup_own_state (self, device);
  if (confirmed)
    return g_strdup (_ ("Confirmed"));
  if (duo_device_is_confirmed (device, NULL))
    /* TRANSLATORS: a code such as "ABCD-EFGH-JKLM" */
    return g_strdup_printf (_ ("Confirmed by another device\nCode: %s"), code);
  /* TRANSLATORS: a code such as "ABCD-EFGH-JKLM" */
  return g_strdup_printf (_ ("Not confirmed\nCode: %s"), code);
}

/* ── the focus ── */

/* (nullable) */
static GtkWidget *
get_focus (DuoMyDevices *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root ? gtk_root_get_focus (root) : NULL;
}

/* Before the button is hidden, which would leave the focus nowhere. Who is elsewhere stays there. */
static void
hide_button (DuoMyDevices *self, const Shown *shown)
{
  if (get_focus (self) == shown->confirm)
    gtk_widget_grab_focus (GTK_WIDGET (shown->row));
  gtk_widget_set_visible (shown->confirm, FALSE);
}

static void
update (DuoMyDevices *self)
{
  g_autoptr (GBytes) key = duo_signer_dup_public_key (duo_session_get_signer (self->session));
  const guint8 *own = g_bytes_get_data (key, NULL);

  for (guint i = 0; i < self->shown->len; i++)
    {
      const Shown *shown = self->shown->pdata[i];
      gboolean confirmed = duo_device_is_confirmed (shown->device, own);
      g_autofree char *state = dup_state (self, shown->device, own, confirmed);

      adw_action_row_set_subtitle (shown->row, state);
      if (duo_device_record_may_be_vouched (shown->device, own) && !confirmed)
        gtk_widget_set_visible (shown->confirm, TRUE);
      else
        hide_button (self, shown);
    }
}

/* Asks for the list anew. */
static void load (DuoMyDevices *self);

/* ── confirming ── */

/* (transfer full) (nullable): nothing where nothing is to be said */
static char *
dup_sentence (const GError *error)
{
  if (!error)
    return g_strdup (_ ("The device is confirmed"));
  if (duo_client_error_get_refusal (error) == DUO_REFUSAL_NOT_FOUND)
    return g_strdup (_ ("That device is no longer signed in"));
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_STALE))
    return g_strdup (_ ("Your devices cannot confirm any more. Ask the organizer for a new password."));
  return duo_sentence_for_error (error);
}

static void
vouched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  DuoMyDevices *self = errand->self;

  duo_session_vouch_finish (DUO_SESSION (source), result, &error);
  if (!self->session)
    return;
  gtk_widget_set_sensitive (errand->shown->confirm, TRUE);
  sentence = dup_sentence (error);
  if (sentence)
    say (self, sentence);
  load (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  const DuoDeviceRecord *device = errand->shown->device;
  DuoMyDevices *self = errand->self;

  if (!self->session)
    return;
  if (!g_str_equal (response, "confirm"))
    {
      load (self);
      return;
    }
  gtk_widget_set_sensitive (errand->shown->confirm, FALSE);
  duo_session_vouch_async (self->session, device, NULL, vouched_cb, g_steal_pointer (&errand));
}

static AdwAlertDialog *
make_question (const DuoDeviceRecord *device)
{
  g_autofree char *code = duo_vouch_dup_code (device->key);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));

  /* TRANSLATORS: the name of a computer */
  adw_alert_dialog_format_heading (alert, _ ("Is “%s” Yours?"), get_name (device));
  adw_alert_dialog_format_body (alert,
                                /* TRANSLATORS: a code such as "ABCD-EFGH-JKLM" */
                                _ ("Open Preferences on that device. It is yours if this code is "
                                   "there:\n\n%s\n\nWhoever you have talked to is "
                                   "then not asked about it. If you do not know the device, ask the "
                                   "organizer for a new password: that signs "
                                   "you out everywhere."),
                                code);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "confirm", _ ("It Is _Mine"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "confirm", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (alert, "cancel");
  adw_alert_dialog_set_default_response (alert, "cancel");
  return alert;
}

static void
on_confirm (DuoMyDevices *self, GtkWidget *button)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = self->shown->pdata[i];

      if (shown->confirm != button)
        continue;
      /* Where the focus is when the question is gone: by then the button may be, too. */
      gtk_widget_grab_focus (GTK_WIDGET (shown->row));
      adw_alert_dialog_choose (make_question (shown->device), GTK_WIDGET (self), NULL, asked_cb,
                               errand_new (self, shown));
      return;
    }
}

/* ── loading ── */

/* Takes @device. Returns: (transfer none) */
static Shown *
add_row (DuoMyDevices *self, DuoDeviceRecord *device)
{
  Shown *shown = g_new0 (Shown, 1);
  /* TRANSLATORS: the name of a computer */
  g_autofree char *name = g_strdup_printf (_ ("It Is Mine: %s"), get_name (device));

  g_ref_count_init (&shown->refs);
  shown->device = device;
  shown->row = g_object_ref_sink (ADW_ACTION_ROW (adw_action_row_new ()));
  shown->confirm = gtk_button_new_with_label (_ ("It Is Mine…"));
  gtk_widget_set_valign (shown->confirm, GTK_ALIGN_CENTER);
  duo_button_name_set (shown->confirm, name);
  g_signal_connect_object (shown->confirm, "clicked", G_CALLBACK (on_confirm), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (shown->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (shown->row), get_name (device));
  adw_action_row_add_suffix (shown->row, shown->confirm);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (shown->row));
  g_ptr_array_add (self->shown, shown);
  return shown;
}

static gboolean
is_shown_as (const Shown *shown, const DuoDeviceRecord *device)
{
  return g_str_equal (shown->device->session, device->session) &&
         duo_device_record_has_key (shown->device, device->key);
}

/* Takes @device. A row that is there stays where it is, and so does the focus. */
static void
show (DuoMyDevices *self, DuoDeviceRecord *device)
{
  Shown *shown = NULL;

  for (guint i = 0; i < self->shown->len && !shown; i++)
    if (is_shown_as (self->shown->pdata[i], device))
      shown = self->shown->pdata[i];
  if (shown)
    {
      duo_device_record_free (shown->device);
      shown->device = device;
    }
  else
    shown = add_row (self, device);
  shown->listed = TRUE;
}

/* Those that are not listed any more; @focus: (nullable): where it was, for which the next best is found. */
static void
remove_others (DuoMyDevices *self, GtkWidget *focus)
{
  gboolean lost = FALSE;

  for (guint i = self->shown->len; i-- > 0;)
    {
      Shown *shown = self->shown->pdata[i];
      GtkWidget *row = GTK_WIDGET (shown->row);

      if (shown->listed)
        continue;
      lost |= focus && (focus == row || gtk_widget_is_ancestor (focus, row));
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_remove_index (self->shown, i);
    }
  if (lost && self->shown->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (((Shown *) self->shown->pdata[0])->row));
}

static void
show_all (DuoMyDevices *self, GPtrArray *devices)
{
  for (guint i = 0; i < self->shown->len; i++)
    ((Shown *) self->shown->pdata[i])->listed = FALSE;
  g_ptr_array_set_free_func (devices, NULL);
  for (guint i = 0; i < devices->len; i++)
    show (self, devices->pdata[i]);
  remove_others (self, get_focus (self));
  update (self);
}

static void
set_status (DuoMyDevices *self, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->status), text != NULL);
  adw_preferences_row_set_title (self->status, text ? text : "");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoMyDevices) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = duo_session_load_devices_finish (DUO_SESSION (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (!devices)
    {
      sentence = duo_sentence_for_error (error);
      set_status (self, sentence);
      return;
    }
  set_status (self, NULL);
  show_all (self, devices);
}

/* What is under way may have been answered before what is to be seen now. */
static void
load (DuoMyDevices *self)
{
  if (!self->session || duo_session_get_state (self->session) != DUO_SESSION_ONLINE)
    return;
  if (self->shown->len == 0)
    set_status (self, _ ("Looking…"));
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  duo_session_load_devices_async (self->session, self->loading, loaded_cb, g_object_ref (self));
}

static void
on_state_changed (DuoMyDevices *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), duo_session_get_state (self->session) != DUO_SESSION_SIGNED_OUT);
  load (self);
}

/* Whoever confirms a device looks at another one meanwhile, and comes back. */
static void
on_active_changed (DuoMyDevices *self, GParamSpec *pspec, GtkWindow *window)
{
  if (gtk_window_is_active (window))
    load (self);
}

static void
duo_my_devices_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (duo_my_devices_parent_class)->root (widget);

  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (on_active_changed),
                           widget, G_CONNECT_SWAPPED);
}

static void
duo_my_devices_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_active_changed, widget);

  GTK_WIDGET_CLASS (duo_my_devices_parent_class)->unroot (widget);
}

static void
duo_my_devices_dispose (GObject *object)
{
  DuoMyDevices *self = DUO_MY_DEVICES (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_ptr_array_set_size (self->shown, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_MY_DEVICES);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_my_devices_parent_class)->dispose (object);
}

static void
duo_my_devices_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_MY_DEVICES (object)->shown);

  G_OBJECT_CLASS (duo_my_devices_parent_class)->finalize (object);
}

static void
duo_my_devices_class_init (DuoMyDevicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_my_devices_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_my_devices_finalize;
  widget_class->root = duo_my_devices_root;
  widget_class->unroot = duo_my_devices_unroot;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-my-devices.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoMyDevices, status);
}

static void
duo_my_devices_init (DuoMyDevices *self)
{
  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) shown_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_my_devices_set_session (DuoMyDevices *self, DuoSession *session)
{
  g_return_if_fail (DUO_IS_MY_DEVICES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  set_status (self, _ ("The list is there once you are connected."));
  on_state_changed (self);
}
