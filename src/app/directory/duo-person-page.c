/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-person-page.h"

struct _DuoPersonPage
{
  AdwNavigationPage parent_instance;

  DuoSession *session;
};

G_DEFINE_FINAL_TYPE (DuoPersonPage, duo_person_page, ADW_TYPE_NAVIGATION_PAGE)

static void
duo_person_page_dispose (GObject *object)
{
  DuoPersonPage *self = DUO_PERSON_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_person_page_parent_class)->dispose (object);
}

static void
duo_person_page_class_init (DuoPersonPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = duo_person_page_dispose;
}

static void
duo_person_page_init (DuoPersonPage *self)
{
}

AdwNavigationPage *
duo_person_page_new (DuoSession *session, DuoPerson *person)
{
  DuoPersonPage *self = g_object_new (DUO_TYPE_PERSON_PAGE, "title", duo_person_get_name (person), NULL);

  self->session = g_object_ref (session);
  return ADW_NAVIGATION_PAGE (self);
}

AdwNavigationPage *
duo_person_page_new_move (DuoSession *session, DuoChat *chat)
{
  DuoPersonPage *self = g_object_new (DUO_TYPE_PERSON_PAGE, "title", duo_chat_get_peer_name (chat), NULL);

  self->session = g_object_ref (session);
  return ADW_NAVIGATION_PAGE (self);
}

void
duo_person_page_show_slots (DuoPersonPage *self)
{
}
