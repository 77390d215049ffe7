/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-availability-page-private.h"

#include <glib/gi18n.h>

#include "shell/duo-menu-names.h"
#include "shell/duo-text.h"

static void
add_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static gboolean
may (DuoAvailabilityPage *self, DuoVerb verb, DuoChat *chat)
{
  return duo_event_judge (self->event, verb, duo_chat_get_peer (chat), chat).refusal == DUO_REFUSAL_NONE;
}

/* What can be done about it now, under who and when it is. */
static GMenuModel *
make_menu (DuoAvailabilityPage *self, DuoChat *chat)
{
  const char *id = duo_chat_get_id (chat);
  gboolean confirmed = duo_chat_get_state (chat) == DUO_CHAT_CONFIRMED;
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  DuoTimeRange range = duo_chat_get_range (chat);
  g_autofree char *times = duo_text_with_my_range (duo_text_range (range, zone), range, zone, local);
  g_autofree char *title = g_strdup_printf ("%s, %s", duo_chat_get_peer_name (chat), times);
  g_autoptr (GMenu) items = g_menu_new ();
  GMenu *menu = g_menu_new ();

  if (confirmed && duo_chat_get_my_role (chat) == DUO_ROLE_RECRUITER && may (self, DUO_VERB_JOIN, chat))
    add_item (items, _ ("Join"), "win.join", id);
  if (duo_chat_get_peer (chat))
    add_item (items, _ ("Show Profile"), "win.show-person", duo_chat_get_peer_id (chat));
  if (confirmed && may (self, DUO_VERB_RESCHEDULE, chat))
    add_item (items, _ ("Move…"), "win.move-chat", id);
  if (confirmed && may (self, DUO_VERB_CANCEL, chat))
    add_item (items, _ ("Cancel…"), "availability.cancel-chat", id);
  g_menu_append_section (menu, title, G_MENU_MODEL (items));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
find_block (DuoAvailabilityPage *self, DuoChat *chat)
{
  GPtrArray *columns = duo_event_calendar_get_columns (self->calendar);

  for (guint i = 0; i < columns->len; i++)
    {
      GPtrArray *blocks = duo_day_column_get_blocks (columns->pdata[i]);

      for (guint j = 0; j < blocks->len; j++)
        if (duo_chat_block_get_chat (blocks->pdata[j]) == chat)
          return blocks->pdata[j];
    }

  return NULL;
}

/* The menu is the page's: the block may go while it is open. It stays until the next one, since the item that closed it is
 * activated after it has closed. */
void
duo_availability_page_show_chat (DuoAvailabilityPage *self, const char *id)
{
  DuoChat *chat = duo_event_find_chat (self->event, id);
  GtkWidget *block = chat ? find_block (self, chat) : NULL;
  g_autoptr (GMenuModel) menu = NULL;
  graphene_rect_t bounds;

  if (!block || !gtk_widget_compute_bounds (block, GTK_WIDGET (self->editor), &bounds))
    return;

  menu = make_menu (self, chat);
  g_clear_pointer (&self->chat_menu, gtk_widget_unparent);
  self->chat_menu = gtk_popover_menu_new_from_model (menu);
  duo_menu_names_follow (GTK_POPOVER (self->chat_menu));
  gtk_widget_set_parent (self->chat_menu, self->editor);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->chat_menu),
                               &(GdkRectangle) {(int) bounds.origin.x, (int) bounds.origin.y,
                                                (int) bounds.size.width, (int) bounds.size.height});
  gtk_popover_popup (GTK_POPOVER (self->chat_menu));
}
