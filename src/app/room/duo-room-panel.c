/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-panel.h"

#include <glib/gi18n.h>

#include "chats/duo-note-pad.h"
#include "duo-room-person.h"

struct _DuoRoomPanel
{
  AdwBin parent_instance;

  gboolean over;

  GtkWidget *close_button;
  AdwViewStack *pages;
  GtkWidget *switcher;
  AdwViewStackPage *person_page;
  AdwViewStackPage *text_page;
  DuoRoomPerson *person;
  DuoNotePad *notes;
  DuoTextPanel *text;
};

enum
{
  PROP_PAGE = 1,
  PROP_OVER,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint close_signal;

G_DEFINE_FINAL_TYPE (DuoRoomPanel, duo_room_panel, ADW_TYPE_BIN)

static void
on_page (DuoRoomPanel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
on_unread (DuoRoomPanel *self)
{
  adw_view_stack_page_set_needs_attention (self->text_page, duo_text_panel_get_unread (self->text) > 0);
}

static void
on_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, close_signal, 0);
}

/* What covers the talk is gone back from. */
static void
set_over (DuoRoomPanel *self, gboolean over)
{
  if (self->over == over)
    return;

  self->over = over;
  gtk_button_set_icon_name (GTK_BUTTON (self->close_button),
                            over ? "go-previous-symbolic" : "sidebar-show-right-symbolic");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVER]);
}

static void
duo_room_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAGE)
    g_value_set_string (value, duo_room_panel_get_page (DUO_ROOM_PANEL (object)));
  else if (id == PROP_OVER)
    g_value_set_boolean (value, DUO_ROOM_PANEL (object)->over);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_room_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAGE)
    duo_room_panel_set_page (DUO_ROOM_PANEL (object), g_value_get_string (value));
  else if (id == PROP_OVER)
    set_over (DUO_ROOM_PANEL (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
duo_room_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_ROOM_PANEL);

  G_OBJECT_CLASS (duo_room_panel_parent_class)->dispose (object);
}

static void
duo_room_panel_class_init (DuoRoomPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = duo_room_panel_get_property;
  object_class->set_property = duo_room_panel_set_property;
  object_class->dispose = duo_room_panel_dispose;

  properties[PROP_PAGE] = g_param_spec_string (
      "page", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OVER] = g_param_spec_boolean (
      "over", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  close_signal =
      g_signal_new ("close", DUO_TYPE_ROOM_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DUO_TYPE_ROOM_PERSON);
  g_type_ensure (DUO_TYPE_NOTE_PAD);
  g_type_ensure (DUO_TYPE_TEXT_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-room-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, close_button);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, switcher);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, person_page);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, text_page);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, person);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, notes);
  gtk_widget_class_bind_template_child (widget_class, DuoRoomPanel, text);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_unread);
  gtk_widget_class_install_action (widget_class, "panel.close", NULL, on_close);
}

static void
duo_room_panel_init (DuoRoomPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
duo_room_panel_set_chat (DuoRoomPanel *self, DuoSession *session, DuoEvent *event, DuoChat *chat)
{
  gboolean talent = duo_chat_get_my_role (chat) == DUO_ROLE_TALENT;

  /* TRANSLATORS: of a panel: about the recruiter and the company that one talks to; about the talent */
  adw_view_stack_page_set_title (self->person_page,
                                 talent ? C_ ("panel", "Company") : C_ ("panel", "Talent"));
  duo_room_person_set_chat (self->person, session, chat);
  duo_note_pad_set_chat (self->notes, session, event, chat);
}

DuoTextPanel *
duo_room_panel_get_text (DuoRoomPanel *self)
{
  return self->text;
}

const char *
duo_room_panel_get_page (DuoRoomPanel *self)
{
  return adw_view_stack_get_visible_child_name (self->pages);
}

void
duo_room_panel_set_page (DuoRoomPanel *self, const char *page)
{
  adw_view_stack_set_visible_child_name (self->pages, page);
}

void
duo_room_panel_focus (DuoRoomPanel *self)
{
  const char *page = duo_room_panel_get_page (self);

  if (g_strcmp0 (page, DUO_ROOM_PANEL_TEXT) == 0)
    duo_text_panel_focus (self->text);
  else if (g_strcmp0 (page, DUO_ROOM_PANEL_NOTES) == 0)
    duo_note_pad_focus (self->notes);
  else
    gtk_widget_child_focus (self->switcher, GTK_DIR_TAB_FORWARD);
}
