/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-network-row.h"

#include <glib/gi18n.h>

#include "shell/duo-announce.h"
#include "shell/duo-css-class.h"

struct _DuoNetworkRow
{
  AdwActionRow parent_instance;

  DuoNetworkProbe *probe; /* (nullable) */
  DuoNetworkState state;
  gboolean online;
  gboolean open;
  gboolean asked; /* by the user, who hears what comes of it */

  GtkWidget *spinner;
  GtkWidget *mark;
  GtkImage *mark_icon;
  GtkLabel *word;
  GtkWidget *button;
};

enum
{
  WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoNetworkRow, duo_network_row, ADW_TYPE_ACTION_ROW)

static const char *
untried_sentence (gboolean online, gboolean open)
{
  if (!online)
    return _ ("Tried once the service answers");

  return open ? _ ("Not tried") : _ ("Tried once the room is open");
}

const char *
duo_network_row_get_sentence (DuoNetworkState state, gboolean online, gboolean open)
{
  switch (state)
    {
    case DUO_NETWORK_TESTING:
      return _ ("Trying the ways that a call can take…");
    case DUO_NETWORK_GOOD:
      return _ ("A call gets through, even where there is no direct way");
    case DUO_NETWORK_TCP_ONLY:
      return _ ("Only TCP gets through, and a call may falter. Another network may help");
    case DUO_NETWORK_NO_RELAY:
      return _ ("The relay does not answer, and a call may not come about. Another network may help");
    case DUO_NETWORK_NONE_OFFERED:
      return _ ("The service has no relay: a call needs a direct way");
    case DUO_NETWORK_OFFLINE:
      return _ ("This computer is in no network");
    case DUO_NETWORK_UNTRIED:
    default:
      return untried_sentence (online, open);
    }
}

/* (nullable): nothing is good or bad that was not found out. A colour alone says nothing to many. */
static const char *
get_word (DuoNetworkState state)
{
  switch (state)
    {
    case DUO_NETWORK_GOOD:
      return _ ("Good");
    case DUO_NETWORK_TCP_ONLY:
      /* TRANSLATORS: the connection: a call may falter; “Uncertain”: it may not come about */
      return C_ ("connection", "Weak");
    case DUO_NETWORK_NO_RELAY:
      return C_ ("connection", "Uncertain");
    case DUO_NETWORK_OFFLINE:
      return C_ ("connection", "Offline");
    case DUO_NETWORK_NONE_OFFERED:
    case DUO_NETWORK_TESTING:
    case DUO_NETWORK_UNTRIED:
    default:
      return NULL;
    }
}

static void
show_mark (DuoNetworkRow *self)
{
  const char *word = get_word (self->state);
  gboolean good = self->state == DUO_NETWORK_GOOD;
  gboolean bad = word != NULL && !good;

  gtk_widget_set_visible (self->mark, word != NULL);
  gtk_label_set_label (self->word, word != NULL ? word : "");
  gtk_image_set_from_icon_name (self->mark_icon, good ? "object-select-symbolic" : "dialog-warning-symbolic");
  duo_css_class_set (self->mark, "success", good);
  duo_css_class_set (self->mark, "warning", bad);
}

static void
show_button (DuoNetworkRow *self)
{
  gboolean testing = self->state == DUO_NETWORK_TESTING;

  gtk_widget_set_visible (self->spinner, testing);
  gtk_widget_set_visible (self->button, testing || (self->online && self->open));
  gtk_button_set_icon_name (GTK_BUTTON (self->button),
                            testing ? "process-stop-symbolic" : "view-refresh-symbolic");
  gtk_widget_set_tooltip_text (self->button, testing ? _ ("Stop the Test") : _ ("Test the Connection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  testing ? _ ("Stop the Test") : _ ("Test the Connection"), -1);
}

static void
update (DuoNetworkRow *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               duo_network_row_get_sentence (self->state, self->online, self->open));
  show_mark (self);
  show_button (self);
}

static void
set_state (DuoNetworkRow *self, DuoNetworkState state)
{
  gboolean said = self->asked && state != DUO_NETWORK_TESTING && state != DUO_NETWORK_UNTRIED;

  if (self->state == state)
    return;

  self->state = state;
  update (self);
  if (!said)
    return;

  self->asked = FALSE;
  duo_announce (GTK_WIDGET (self), adw_action_row_get_subtitle (ADW_ACTION_ROW (self)),
                GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
drop_probe (DuoNetworkRow *self)
{
  if (self->probe == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->probe, self);
  duo_network_probe_cancel (self->probe);
  g_clear_object (&self->probe);
}

static void
on_probe_state (DuoNetworkRow *self)
{
  set_state (self, duo_network_probe_get_state (self->probe));
}

static void
on_clicked (DuoNetworkRow *self)
{
  if (self->state == DUO_NETWORK_TESTING)
    {
      duo_network_row_cancel (self);
      return;
    }

  self->asked = TRUE;
  g_signal_emit (self, signals[WANTED], 0);
}

static void
duo_network_row_dispose (GObject *object)
{
  drop_probe (DUO_NETWORK_ROW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), DUO_TYPE_NETWORK_ROW);

  G_OBJECT_CLASS (duo_network_row_parent_class)->dispose (object);
}

static void
duo_network_row_class_init (DuoNetworkRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_network_row_dispose;

  signals[WANTED] =
      g_signal_new ("wanted", DUO_TYPE_NETWORK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-network-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoNetworkRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, DuoNetworkRow, mark);
  gtk_widget_class_bind_template_child (widget_class, DuoNetworkRow, mark_icon);
  gtk_widget_class_bind_template_child (widget_class, DuoNetworkRow, word);
  gtk_widget_class_bind_template_child (widget_class, DuoNetworkRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
duo_network_row_init (DuoNetworkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
duo_network_row_set_possible (DuoNetworkRow *self, gboolean online, gboolean open)
{
  if (self->online == online && self->open == open)
    return;

  self->online = online;
  self->open = open;
  update (self);
}

void
duo_network_row_begin (DuoNetworkRow *self)
{
  drop_probe (self);
  set_state (self, DUO_NETWORK_TESTING);
}

void
duo_network_row_test (DuoNetworkRow *self, const char *const *ice_servers)
{
  /* What is known at once was tried all the same, and is said. */
  duo_network_row_begin (self);
  self->probe = duo_network_probe_new (ice_servers);
  g_signal_connect_swapped (self->probe, "notify::state", G_CALLBACK (on_probe_state), self);
  duo_network_probe_start (self->probe);
}

void
duo_network_row_cancel (DuoNetworkRow *self)
{
  drop_probe (self);
  self->asked = FALSE;
  if (self->state == DUO_NETWORK_TESTING)
    set_state (self, DUO_NETWORK_UNTRIED);
}

void
duo_network_row_forget (DuoNetworkRow *self)
{
  duo_network_row_cancel (self);
  set_state (self, DUO_NETWORK_UNTRIED);
}

DuoNetworkState
duo_network_row_get_state (DuoNetworkRow *self)
{
  return self->state;
}
