/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-window-private.h"

#include <glib/gi18n.h>

#include "chats/duo-inbox.h"
#include "chats/duo-inbox-page.h"
#include "duo-reminders.h"
#include "duo-sentence.h"
#include "duo-toast.h"

enum
{
  LOOKS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoWindow, duo_window, ADW_TYPE_APPLICATION_WINDOW)

static void
on_looks_changed (DuoWindow *self)
{
  g_signal_emit (self, signals[LOOKS_CHANGED], 0);
}

static void
show_root (DuoWindow *self, AdwNavigationPage *page)
{
  AdwNavigationPage *pages[] = {page};

  self->sign_in_page = DUO_IS_SIGN_IN_PAGE (page) ? DUO_SIGN_IN_PAGE (page) : NULL;
  self->shell_page = DUO_IS_SHELL_PAGE (page) ? DUO_SHELL_PAGE (page) : NULL;
  /* A window holds on to what has its focus when that is taken out of it. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_navigation_view_replace (self->navigation, pages, G_N_ELEMENTS (pages));
}

static void
on_incompatible (DuoWindow *self)
{
  self->incompatible = TRUE;
  duo_window_update_root (self);
}

static void
show_sign_in (DuoWindow *self)
{
  g_autofree char *address = g_steal_pointer (&self->address);
  DuoSignInPage *page;

  if (self->sign_in_page)
    return;

  page = duo_sign_in_page_new (self->session, self->settings);
  g_signal_connect_swapped (page, "incompatible", G_CALLBACK (on_incompatible), self);
  if (address)
    duo_sign_in_page_set_address (page, address);
  show_root (self, ADW_NAVIGATION_PAGE (page));
  if (self->was_signed_in && !self->signing_out)
    duo_sign_in_page_say (page, _ ("You were signed out. Sign in again to continue."));
}

static void
show_built (DuoWindow *self, const char *path)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (path);

  show_root (self, ADW_NAVIGATION_PAGE (gtk_builder_get_object (builder, "page")));
}

void
duo_window_update_root (DuoWindow *self)
{
  gboolean signed_in = duo_session_get_state (self->session) != DUO_SESSION_SIGNED_OUT;

  if (!self->settled)
    return;

  if (self->incompatible)
    show_built (self, "/io/github/duologue/Duologue/ui/duo-incompatible-page.ui");
  else if (!signed_in)
    show_sign_in (self);
  else if (!self->shell_page)
    {
      show_root (self, ADW_NAVIGATION_PAGE (duo_shell_page_new (self->session, self->demo)));
      g_signal_connect_object (self->shell_page, "view-shown", G_CALLBACK (on_looks_changed), self,
                               G_CONNECT_SWAPPED);
    }

  if (self->shell_page)
    duo_held_questions_begin (self->questions);
  /* Not each time: the service hangs up before it says that one is signed out. */
  if (signed_in && !self->was_signed_in)
    self->signing_out = FALSE;
  self->was_signed_in = signed_in;
  duo_window_update_actions (self);
}

/* Once, after what the banner said: a start is no return. */
static void
say_connected (DuoWindow *self)
{
  DuoSessionState state = duo_session_get_state (self->session);
  gboolean again = self->was_lost && state == DUO_SESSION_ONLINE;
  AdwToast *toast;

  if (state == DUO_SESSION_OFFLINE)
    self->was_lost = self->was_online;
  else if (state != DUO_SESSION_CONNECTING)
    self->was_lost = FALSE;
  self->was_online = state == DUO_SESSION_ONLINE || (self->was_online && state != DUO_SESSION_SIGNED_OUT);
  if (!again)
    return;

  toast = adw_toast_new (_ ("The service can be reached again"));
  adw_toast_set_use_markup (toast, FALSE);
  duo_window_show_toast (self, toast);
}

static void
on_state_changed (DuoWindow *self)
{
  duo_window_update_root (self);
  say_connected (self);
}

static gboolean
is_narrow (DuoWindow *self)
{
  return duo_toast_is_narrow (gtk_widget_get_width (GTK_WIDGET (self)));
}

static gboolean
has_shell_on_screen (DuoWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  return self->shell_page && page == ADW_NAVIGATION_PAGE (self->shell_page);
}

gboolean
duo_window_shows_chat (DuoWindow *self, DuoChat *chat)
{
  DuoEvent *event;

  g_return_val_if_fail (DUO_IS_WINDOW (self) && DUO_IS_CHAT (chat), FALSE);

  if (duo_window_is_in_room (self))
    return g_strcmp0 (self->room_chat, duo_chat_get_id (chat)) == 0;

  event = duo_session_get_event (self->session);
  if (!event || duo_event_find_chat (event, duo_chat_get_id (chat)) != chat)
    return FALSE;
  if (DUO_IS_INBOX_PAGE (adw_navigation_view_get_visible_page (self->navigation)))
    return duo_chat_get_state (chat) == DUO_CHAT_REQUESTED;
  if (!has_shell_on_screen (self))
    return FALSE;

  return duo_shell_page_shows_view (self->shell_page, "chats") ||
         (duo_shell_page_shows_view (self->shell_page, "schedule") &&
          duo_reminders_are_seen_in_calendar (duo_chat_get_state (chat), duo_chat_get_room_open (chat)));
}

/* Where the shell is on screen its toasts keep off its switcher bar. */
void
duo_window_show_toast (DuoWindow *self, AdwToast *toast)
{
  g_autofree char *title = duo_toast_wrap (toast, gtk_widget_get_width (GTK_WIDGET (self)));

  /* Adwaita itself reads out only titles of its own. */
  if (title != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);

  if (has_shell_on_screen (self))
    duo_shell_page_add_toast (self->shell_page, toast);
  else
    adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The page of a chat's room says itself that the other is late, and a toast would lie on its buttons. */
static gboolean
is_said_by_room (DuoWindow *self, DuoChat *chat)
{
  return duo_window_is_in_room (self) && g_strcmp0 (self->room_chat, duo_chat_get_id (chat)) == 0 &&
         duo_chat_get_record (chat)->late > 0;
}

static void
on_news (DuoWindow *self, const char *text, const char *brief, DuoChat *chat)
{
  const char *words = is_narrow (self) ? brief : text;
  /* Who looks at the chats sees it already. */
  gboolean seen = has_shell_on_screen (self) && duo_shell_page_shows_view (self->shell_page, "chats");

  if (is_said_by_room (self, chat))
    return;
  /* The requests on screen get a row; a toast for each would keep other words waiting. */
  if (DUO_IS_INBOX_PAGE (adw_navigation_view_get_visible_page (self->navigation)) &&
      duo_inbox_is_waiting (chat))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  else if (!seen && duo_inbox_is_waiting (chat))
    duo_window_show_toast (self, duo_toast_new_request (words, duo_chat_get_id (chat)));
  else
    duo_window_show_toast (self, duo_toast_new_news (words, seen ? NULL : "chats"));
}

/* A command whose page was left and that failed, or that waited for days and went: said wherever one is now. */
static void
on_outcome (DuoWindow *self, DuoChat *chat, const GError *error)
{
  AdwToast *toast = duo_toast_new_outcome (chat, error);

  if (toast)
    duo_window_show_toast (self, toast);
}

/* Said once: what is on screen comes anew from the service. */
static void
on_cache_lost (DuoWindow *self)
{
  if (self->shell_page && duo_session_get_cache_lost (self->session))
    duo_window_show_toast (self, duo_toast_new_cache_lost ());
}

/* Once for each; what is lost while nobody looks is said to whoever does. */
static void
on_lost (DuoWindow *self)
{
  static const DuoLost kinds[] = {DUO_LOST_COMMANDS, DUO_LOST_KEYS, DUO_LOST_BOOKMARKS, DUO_LOST_KEY_CHANGES};
  DuoLost lost = self->settled ? duo_session_take_lost (self->session) : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (lost & kinds[i])
      duo_window_show_toast (self, duo_toast_new_lost (kinds[i]));
}

/* Why the service ended the session, in its own words rather than in general ones. */
static void
on_ended (DuoWindow *self, const GError *error)
{
  g_autofree char *sentence = error ? duo_sentence_for_error (error) : NULL;

  if (self->sign_in_page && sentence)
    duo_sign_in_page_say (self->sign_in_page, sentence);
}

static void
leave_session (DuoWindow *self)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->answers);
  g_clear_object (&self->news);
  g_clear_object (&self->questions);
  g_clear_object (&self->session);
}

static void
enter_session (DuoWindow *self, DuoSession *session)
{
  self->session = g_object_ref (session);
  self->was_online = duo_session_get_state (session) == DUO_SESSION_ONLINE;
  self->was_lost = FALSE;
  self->news = duo_news_new (session);
  self->questions = duo_held_questions_new (session, GTK_WIDGET (self));
  g_signal_connect_object (self->news, "news", G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (duo_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "outcome", G_CALLBACK (on_outcome), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::cache-lost", G_CALLBACK (on_cache_lost), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lost", G_CALLBACK (on_lost), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
}

void
duo_window_set_session (DuoWindow *self, DuoSession *session, DuoDemo *demo)
{
  if (session == self->session)
    {
      if (self->sign_in_page)
        duo_sign_in_page_say (self->sign_in_page, NULL);
      return;
    }

  leave_session (self);
  enter_session (self, session);
  self->demo = demo != NULL;
  self->incompatible = FALSE;
  self->was_signed_in = FALSE;
  self->sign_in_page = NULL;
  self->shell_page = NULL;
  duo_window_update_root (self);
}

void
duo_window_wait (DuoWindow *self)
{
  if (!self->settled && !adw_navigation_view_get_visible_page (self->navigation))
    show_built (self, "/io/github/duologue/Duologue/ui/duo-opening-page.ui");
}

void
duo_window_settle (DuoWindow *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  self->settled = TRUE;
  self->incompatible = g_error_matches (error, DUO_CLIENT_ERROR, DUO_CLIENT_ERROR_INCOMPATIBLE);
  duo_window_update_root (self);
  on_cache_lost (self);
  on_lost (self);
  if (error && self->sign_in_page && !self->incompatible)
    {
      sentence = duo_sentence_for_error (error);
      duo_sign_in_page_say (self->sign_in_page, sentence);
    }
}

void
duo_window_set_address (DuoWindow *self, const char *address)
{
  if (self->sign_in_page)
    duo_sign_in_page_set_address (self->sign_in_page, address);
  else
    g_set_str (&self->address, address);
}

void
duo_window_open_link (DuoWindow *self, const char *address)
{
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (!self->settled || self->sign_in_page)
    {
      duo_window_set_address (self, address);
      return;
    }

  text = g_strdup_printf (_ ("This link is for %s. Sign out first to open it"), address);
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  duo_window_show_toast (self, toast);
}

void
duo_window_demo_failed (DuoWindow *self, const GError *error)
{
  g_autofree char *sentence = duo_sentence_for_error (error);

  if (self->sign_in_page)
    duo_sign_in_page_say (self->sign_in_page, sentence);
  else if (sentence)
    duo_window_add_error_toast (GTK_WIDGET (self), error);
}

static DuoWindow *
find_window (GtkWidget *child)
{
  GtkRoot *root = gtk_widget_get_root (child);

  return DUO_IS_WINDOW (root) ? DUO_WINDOW (root) : NULL;
}

void
duo_window_add_toast (GtkWidget *any_child, AdwToast *toast)
{
  DuoWindow *self = find_window (any_child);

  /* What somebody did a moment ago is answered first; what others do waits. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (self)
    duo_window_show_toast (self, toast);
  else
    g_object_unref (toast);
}

void
duo_window_add_error_toast (GtkWidget *any_child, const GError *error)
{
  g_autofree char *sentence = duo_sentence_for_error (error);
  AdwToast *toast;

  if (!sentence)
    return;

  toast = adw_toast_new (sentence);
  adw_toast_set_use_markup (toast, FALSE);
  duo_window_add_toast (any_child, toast);
}

gboolean
duo_window_get_test_source (GtkWidget *any_child, DuoTestSource *test)
{
  DuoWindow *self = find_window (any_child);

  if (!self || !self->has_test)
    return FALSE;

  *test = self->test;
  return TRUE;
}

GSettings *
duo_window_get_settings (GtkWidget *any_child)
{
  DuoWindow *self = find_window (any_child);

  return self ? self->settings : NULL;
}

gboolean
duo_test_source_parse (const char *text, DuoTestSource *test)
{
  DuoTestSource parsed;
  int length = 0;

  if (!*text)
    {
      *test = (DuoTestSource) {640, 360, 15};
      return TRUE;
    }
  if (sscanf (text, "%4ux%4u@%3u%n", &parsed.width, &parsed.height, &parsed.rate, &length) != 3 ||
      text[length] || parsed.width < 16 || parsed.height < 16 || parsed.rate < 1)
    return FALSE;

  *test = parsed;
  return TRUE;
}

static gboolean
duo_window_close_request (GtkWindow *window)
{
  return duo_window_ask_for_background (DUO_WINDOW (window)) ||
         GTK_WINDOW_CLASS (duo_window_parent_class)->close_request (window);
}

static void
duo_window_dispose (GObject *object)
{
  DuoWindow *self = DUO_WINDOW (object);

  leave_session (self);
  self->sign_in_page = NULL;
  self->shell_page = NULL;
  g_clear_weak_pointer (&self->room);
  g_clear_pointer (&self->hold, duo_dialog_hold_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_WINDOW);
  g_clear_object (&self->monitor);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (duo_window_parent_class)->dispose (object);
}

static void
duo_window_finalize (GObject *object)
{
  DuoWindow *self = DUO_WINDOW (object);

  g_free (self->address);
  g_free (self->room_chat);

  G_OBJECT_CLASS (duo_window_parent_class)->finalize (object);
}

static void
duo_window_class_init (DuoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = duo_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = duo_window_close_request;

  signals[LOOKS_CHANGED] =
      g_signal_new ("looks-changed", DUO_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/duologue/Duologue/ui/duo-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DuoWindow, navigation);
  duo_window_install_actions (widget_class);
}

static void
duo_window_init (DuoWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->hold = duo_dialog_hold_new (ADW_APPLICATION_WINDOW (self));
  g_signal_connect_object (self->navigation, "notify::visible-page", G_CALLBACK (on_looks_changed), self,
                           G_CONNECT_SWAPPED);
}

DuoWindow *
duo_window_new (GtkApplication *application,
                DuoSession *session,
                GSettings *settings,
                const DuoTestSource *test)
{
  DuoWindow *self = g_object_new (DUO_TYPE_WINDOW, "application", application, NULL);

  if (settings)
    {
      self->settings = g_object_ref (settings);
      g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
    }
  else
    gtk_window_set_default_size (GTK_WINDOW (self), 1200, 840);

  self->has_test = test != NULL;
  if (test)
    self->test = *test;
  enter_session (self, session);
  duo_window_update_actions (self);
  return self;
}
