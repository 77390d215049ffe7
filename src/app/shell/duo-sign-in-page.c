/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-sign-in-page.h"

#include <glib/gi18n.h>

#include "duo-account-menu.h"
#include "duo-announce.h"
#include "duo-css-class.h"
#include "duo-demo-service.h"
#include "duo-sentence.h"

/* An address is asked once the typing pauses. */
#define PROBE_PAUSE_MS 600

struct _DuoSignInPage
{
  AdwNavigationPage parent_instance;

  DuoSession *session;
  GSettings *settings;
  GCancellable *probing;
  GCancellable *signing_in;
  guint pause;
  gboolean starting_demo;

  GtkWidget *content;
  GtkEditable *address_row;
  GtkEditable *email_row;
  GtkEditable *password_row;
  GtkStack *probe_stack;
  GtkWidget *probe_nothing;
  GtkWidget *probe_busy;
  GtkWidget *probe_found;
  GtkLabel *address_label;
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkStack *progress_stack;
  GtkWidget *sign_in_button;
  GtkWidget *progress_box;
  GtkLabel *progress_label;
  GtkWidget *demo_group;
};

enum
{
  SIGNAL_INCOMPATIBLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoSignInPage, duo_sign_in_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_busy (DuoSignInPage *self)
{
  return self->signing_in || self->starting_demo;
}

static gboolean
is_filled (DuoSignInPage *self)
{
  return *gtk_editable_get_text (self->address_row) && *gtk_editable_get_text (self->email_row) &&
         *gtk_editable_get_text (self->password_row);
}

static void
update_actions (DuoSignInPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = is_busy (self);

  gtk_widget_action_set_enabled (widget, "sign-in.start", !busy && is_filled (self));
  gtk_widget_action_set_enabled (widget, "sign-in.cancel", busy);
  gtk_widget_action_set_enabled (widget, "sign-in.demo", !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address_row), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->email_row), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password_row), !busy);
  gtk_widget_set_sensitive (self->demo_group, !busy);
  gtk_label_set_label (self->progress_label,
                       self->starting_demo ? _ ("Starting the demo event…") : _ ("Signing in…"));
  gtk_stack_set_visible_child (self->progress_stack, busy ? self->progress_box : self->sign_in_button);
}

static void
set_wrong (GtkEditable *row, gboolean wrong)
{
  duo_css_class_set (GTK_WIDGET (row), "error", wrong);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
say_address (DuoSignInPage *self, const char *sentence)
{
  gtk_label_set_label (self->address_label, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_label), sentence != NULL);
  set_wrong (self->address_row, sentence != NULL);
}

void
duo_sign_in_page_say (DuoSignInPage *self, const char *sentence)
{
  self->starting_demo = FALSE;
  if (sentence)
    {
      gtk_label_set_label (self->error_label, sentence);
      duo_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  gtk_revealer_set_reveal_child (self->error_revealer, sentence != NULL);
  update_actions (self);
}

/* The service's address -------------------------------------------------------------------------------------- */

static void
show_probe (DuoSignInPage *self, GtkWidget *state, const char *name)
{
  g_autofree char *found = name ? g_strdup_printf (_ ("Found: %s"), name) : NULL;

  gtk_stack_set_visible_child (self->probe_stack, state);
  /* Room for nothing would push the pencil out of the line of the other rows. */
  gtk_widget_set_visible (GTK_WIDGET (self->probe_stack), state != self->probe_nothing);
  if (!found)
    return;

  gtk_widget_set_tooltip_text (self->probe_found, found);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->probe_found), GTK_ACCESSIBLE_PROPERTY_LABEL, found,
                                  -1);
}

static char *
sentence_for_address (DuoSignInPage *self, const GError *error)
{
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE))
    return g_strdup_printf (_ ("%s does not answer. Check the address and your connection."),
                            gtk_editable_get_text (self->address_row));

  return duo_sentence_for_error (error);
}

static void
probe_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSignInPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = duo_session_probe_finish (DUO_SESSION (object), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->probing);
  show_probe (self, name ? self->probe_found : self->probe_nothing, name);
  if (error)
    sentence = sentence_for_address (self, error);
  say_address (self, sentence);
}

static void
stop_probe (DuoSignInPage *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->probing);
  g_clear_object (&self->probing);
}

static void
start_probe (DuoSignInPage *self)
{
  const char *address = gtk_editable_get_text (self->address_row);

  stop_probe (self);
  if (!*address)
    return;

  self->probing = g_cancellable_new ();
  show_probe (self, self->probe_busy, NULL);
  duo_session_probe_async (self->session, address, self->probing, probe_cb, g_object_ref (self));
}

static gboolean
on_pause_over (gpointer data)
{
  DuoSignInPage *self = data;

  self->pause = 0;
  start_probe (self);
  return G_SOURCE_REMOVE;
}

static void
on_credentials_changed (DuoSignInPage *self)
{
  set_wrong (self->email_row, FALSE);
  set_wrong (self->password_row, FALSE);
  update_actions (self);
}

/* What one service refused says nothing about another. */
static void
on_address_changed (DuoSignInPage *self)
{
  stop_probe (self);
  show_probe (self, self->probe_nothing, NULL);
  say_address (self, NULL);
  on_credentials_changed (self);
  gtk_revealer_set_reveal_child (self->error_revealer, FALSE);
  self->pause = g_timeout_add (PROBE_PAUSE_MS, on_pause_over, self);
}

static gboolean
focus_empty_row (DuoSignInPage *self)
{
  GtkEditable *rows[] = {self->address_row, self->email_row, self->password_row};

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!*gtk_editable_get_text (rows[i]))
      return gtk_widget_grab_focus (GTK_WIDGET (rows[i]));

  return FALSE;
}

void
duo_sign_in_page_set_address (DuoSignInPage *self, const char *address)
{
  gtk_editable_set_text (self->address_row, address);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_empty_row (self);
  start_probe (self);
}

/* Signing in ------------------------------------------------------------------------------------------------- */

static void
remember (DuoSignInPage *self)
{
  if (!self->settings)
    return;

  g_settings_set_string (self->settings, "address", gtk_editable_get_text (self->address_row));
  g_settings_set_string (self->settings, "email", gtk_editable_get_text (self->email_row));
}

static void
show_failure (DuoSignInPage *self, const GError *error)
{
  gboolean credentials = g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_CREDENTIALS);
  gboolean address = g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_OFFLINE) ||
                     g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_ADDRESS);
  g_autofree char *sentence = sentence_for_address (self, error);

  duo_sign_in_page_say (self, sentence);
  set_wrong (self->email_row, credentials);
  set_wrong (self->password_row, credentials);
  set_wrong (self->address_row, address);
  gtk_widget_grab_focus (GTK_WIDGET (address ? self->address_row : self->password_row));
  if (g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE))
    g_signal_emit (self, signals[SIGNAL_INCOMPATIBLE], 0);
}

static void
sign_in_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSignInPage) self = data;
  g_autoptr (GError) error = NULL;

  duo_session_sign_in_finish (DUO_SESSION (object), result, &error);
  g_clear_object (&self->signing_in);
  if (!self->session)
    return;

  if (!error)
    {
      remember (self);
      gtk_editable_set_text (self->password_row, "");
      update_actions (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    duo_sign_in_page_say (self, NULL);
  else
    show_failure (self, error);
}

static void
sign_in (DuoSignInPage *self)
{
  stop_probe (self);
  say_address (self, NULL);
  on_credentials_changed (self);

  self->signing_in = g_cancellable_new ();
  duo_sign_in_page_say (self, NULL);
  duo_session_sign_in_async (
      self->session, gtk_editable_get_text (self->address_row), gtk_editable_get_text (self->email_row),
      gtk_editable_get_text (self->password_row), self->signing_in, sign_in_cb, g_object_ref (self));
}

static void
on_start (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sign_in (DUO_SIGN_IN_PAGE (widget));
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DuoSignInPage *self = DUO_SIGN_IN_PAGE (widget);

  if (self->starting_demo)
    {
      gtk_widget_activate_action (widget, "app.end-demo", NULL);
      duo_sign_in_page_say (self, NULL);
    }
  g_cancellable_cancel (self->signing_in);
}

/* Enter goes to the next empty row, and signs in from the last. */
static void
on_entry_activated (DuoSignInPage *self)
{
  if (!is_filled (self))
    focus_empty_row (self);
  else if (!is_busy (self))
    sign_in (self);
}

/* The demo event --------------------------------------------------------------------------------------------- */

static void
on_role_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DuoSignInPage) self = data;
  const char *role = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (!self->session || g_str_equal (role, "cancel"))
    return;

  self->starting_demo = TRUE;
  gtk_revealer_set_reveal_child (self->error_revealer, FALSE);
  update_actions (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.try-demo", "s", role);
}

static void
on_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Which Role Do You Want to Play?"), NULL);

  adw_alert_dialog_set_body (
      ADW_ALERT_DIALOG (dialog),
      _ ("Talents look for recruiters and book a time with them. Recruiters open "
         "their calendar and answer requests. Somebody made up plays the other side and comes to the chat. "
         "Organizers set the days and rules, and see every chat."));
  /* One above the other, and the last one on top. */
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "organizer",
                                  _ ("_Organizer"), "recruiter", _ ("_Recruiter"), "talent", _ ("_Talent"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "talent", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "talent");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_prefer_wide_layout (ADW_ALERT_DIALOG (dialog), FALSE);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), widget, NULL, on_role_chosen, g_object_ref (widget));
}

/* ------------------------------------------------------------------------------------------------------------- */

static void
duo_sign_in_page_shown (AdwNavigationPage *page)
{
  focus_empty_row (DUO_SIGN_IN_PAGE (page));
}

/* While a breakpoint changes the content is away, and libadwaita gives the focus back after it. A window that asks for
 * another place meanwhile would make it forget that, and take the first row there is. */
static gboolean
duo_sign_in_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (!gtk_widget_get_mapped (DUO_SIGN_IN_PAGE (widget)->content))
    return TRUE;

  return GTK_WIDGET_CLASS (duo_sign_in_page_parent_class)->focus (widget, direction);
}

/* What is asked keeps the page alive, so it ends when the page is taken away. */
static void
duo_sign_in_page_unroot (GtkWidget *widget)
{
  DuoSignInPage *self = DUO_SIGN_IN_PAGE (widget);

  stop_probe (self);
  /* Who is in by now is not to be called back. */
  if (duo_session_get_state (self->session) == DUO_SESSION_SIGNED_OUT)
    g_cancellable_cancel (self->signing_in);

  GTK_WIDGET_CLASS (duo_sign_in_page_parent_class)->unroot (widget);
}

static void
duo_sign_in_page_dispose (GObject *object)
{
  DuoSignInPage *self = DUO_SIGN_IN_PAGE (object);

  stop_probe (self);
  g_clear_object (&self->signing_in);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_SIGN_IN_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (duo_sign_in_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, content);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, email_row);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, probe_stack);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, probe_nothing);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, probe_busy);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, probe_found);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, address_label);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, progress_stack);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, DuoSignInPage, demo_group);
}

static void
duo_sign_in_page_class_init (DuoSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_sign_in_page_dispose;
  widget_class->focus = duo_sign_in_page_focus;
  widget_class->unroot = duo_sign_in_page_unroot;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = duo_sign_in_page_shown;

  signals[SIGNAL_INCOMPATIBLE] = g_signal_new ("incompatible", DUO_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DUO_TYPE_ACCOUNT_MENU);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-sign-in-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_credentials_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_install_action (widget_class, "sign-in.start", NULL, on_start);
  gtk_widget_class_install_action (widget_class, "sign-in.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "sign-in.demo", NULL, on_demo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sign-in.cancel", NULL);
}

static void
duo_sign_in_page_init (DuoSignInPage *self)
{
  g_autofree char *service = duo_demo_find_program ("duologued");

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A row that could only fail is left out. */
  gtk_widget_set_visible (self->demo_group, service != NULL);
  update_actions (self);
}

DuoSignInPage *
duo_sign_in_page_new (DuoSession *session, GSettings *settings)
{
  DuoSignInPage *self = g_object_new (DUO_TYPE_SIGN_IN_PAGE, NULL);
  g_autofree char *address = settings ? g_settings_get_string (settings, "address") : g_strdup ("");
  g_autofree char *email = settings ? g_settings_get_string (settings, "email") : g_strdup ("");

  self->session = g_object_ref (session);
  self->settings = settings ? g_object_ref (settings) : NULL;
  gtk_editable_set_text (self->email_row, email);
  if (*address)
    duo_sign_in_page_set_address (self, address);
  return self;
}
