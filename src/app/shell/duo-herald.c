/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-herald.h"

#include "duo-notice-actions.h"
#include "duo-window.h"

struct _DuoHerald
{
  GObject parent_instance;

  GtkApplication *application; /* borrowed: it owns this */
  GSettings *settings;
  DuoNoticeActions *actions;
  DuoNotifier *notifier; /* (nullable) */
  gboolean holds;
};

G_DEFINE_FINAL_TYPE (DuoHerald, duo_herald, G_TYPE_OBJECT)

static gboolean
looks (DuoChat *chat, gpointer data)
{
  DuoHerald *self = data;
  GtkWindow *window = gtk_application_get_active_window (self->application);

  if (!DUO_IS_WINDOW (window) || !gtk_window_is_active (window))
    return FALSE;

  return !chat || duo_window_shows_chat (DUO_WINDOW (window), chat);
}

static void
on_tell (DuoHerald *self, DuoNotice *notice)
{
  g_autoptr (GNotification) notification = duo_notice_to_notification (notice);

  g_application_send_notification (G_APPLICATION (self->application), notice->id, notification);
}

static void
on_withdraw (DuoHerald *self, const char *id)
{
  g_application_withdraw_notification (G_APPLICATION (self->application), id);
}

static void
on_looks_changed (DuoHerald *self)
{
  if (self->notifier)
    duo_notifier_look_again (self->notifier);
}

static void
on_window_added (DuoHerald *self, GtkWindow *window)
{
  if (!DUO_IS_WINDOW (window))
    return;

  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_looks_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "looks-changed", G_CALLBACK (on_looks_changed), self, G_CONNECT_SWAPPED);
}

static void
set_holds (DuoHerald *self, gboolean holds)
{
  if (self->holds == holds)
    return;

  self->holds = holds;
  if (holds)
    g_application_hold (G_APPLICATION (self->application));
  else
    g_application_release (G_APPLICATION (self->application));
}

static void
on_background_changed (DuoHerald *self)
{
  set_holds (self, g_settings_get_boolean (self->settings, "background"));
}

static void
duo_herald_dispose (GObject *object)
{
  DuoHerald *self = DUO_HERALD (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->notifier);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (duo_herald_parent_class)->dispose (object);
}

static void
duo_herald_class_init (DuoHeraldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = duo_herald_dispose;
}

static void
duo_herald_init (DuoHerald *self)
{
}

DuoHerald *
duo_herald_new (GtkApplication *application, GSettings *settings)
{
  DuoHerald *self = g_object_new (DUO_TYPE_HERALD, NULL);

  self->application = application;
  self->actions = duo_notice_actions_new (application);
  g_signal_connect_object (application, "window-added", G_CALLBACK (on_window_added), self,
                           G_CONNECT_SWAPPED);
  if (!settings)
    return self;

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::background", G_CALLBACK (on_background_changed), self,
                           G_CONNECT_SWAPPED);
  on_background_changed (self);
  return self;
}

void
duo_herald_set_session (DuoHerald *self, DuoSession *session)
{
  g_return_if_fail (DUO_IS_HERALD (self));

  if (self->notifier)
    duo_notifier_end (self->notifier);
  g_clear_object (&self->notifier);
  self->notifier = duo_notifier_new (session, self->settings, looks, self);
  g_signal_connect_object (self->notifier, "tell", G_CALLBACK (on_tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "withdraw", G_CALLBACK (on_withdraw), self, G_CONNECT_SWAPPED);
  duo_notice_actions_begin (self->actions, session, self->notifier);
}

void
duo_herald_let_go (DuoHerald *self)
{
  g_return_if_fail (DUO_IS_HERALD (self));
  set_holds (self, FALSE);
}
