/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-schedule-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "duo-event-calendar.h"
#include "shell/duo-loading.h"

struct _DuoSchedulePage
{
  AdwBin parent_instance;

  DuoSession *session;

  GtkStack *stack;
  GtkWidget *empty;
  AdwStatusPage *loading;
  GtkButton *empty_button;
  DuoEventCalendar *calendar;
};

G_DEFINE_FINAL_TYPE (DuoSchedulePage, duo_schedule_page, ADW_TYPE_BIN)

static GtkWidget *
choose_child (DuoSchedulePage *self)
{
  if (duo_event_calendar_has_chats (self->calendar))
    return GTK_WIDGET (self->calendar);

  return duo_session_get_synced_at (self->session) > 0 ? self->empty : GTK_WIDGET (self->loading);
}

static void
update_child (DuoSchedulePage *self)
{
  gtk_stack_set_visible_child (self->stack, choose_child (self));
}

static void
on_event_changed (DuoSchedulePage *self)
{
  DuoEvent *event = duo_session_get_event (self->session);
  gboolean talent = event && duo_event_get_role (event) == DUO_ROLE_TALENT;

  gtk_button_set_label (self->empty_button, talent ? _ ("Find Recruiters") : _ ("Find Talents"));
  duo_event_calendar_show_event (self->calendar, event);
}

static void
duo_schedule_page_dispose (GObject *object)
{
  DuoSchedulePage *self = DUO_SCHEDULE_PAGE (object);

  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_SCHEDULE_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_schedule_page_parent_class)->dispose (object);
}

static void
duo_schedule_page_class_init (DuoSchedulePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_schedule_page_dispose;

  g_type_ensure (DUO_TYPE_EVENT_CALENDAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-schedule-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, empty);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, loading);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, DuoSchedulePage, calendar);
  gtk_widget_class_bind_template_callback (widget_class, update_child);
}

static void
duo_schedule_page_init (DuoSchedulePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  duo_loading_add_spinner (self->loading);
}

GtkWidget *
duo_schedule_page_new (DuoSession *session)
{
  DuoSchedulePage *self = g_object_new (DUO_TYPE_SCHEDULE_PAGE, NULL);

  self->session = g_object_ref (session);
  duo_event_calendar_set_session (self->calendar, session);
  duo_loading_follow (self, session, G_CALLBACK (on_event_changed), G_CALLBACK (update_child));
  on_event_changed (self);
  return GTK_WIDGET (self);
}
