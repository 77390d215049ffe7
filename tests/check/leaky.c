/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The service with one check taken out, which DUO_LEAK names. The linker puts these in the checks' place, so that
 * the service itself has no such switch. */

#include "duo-json.h"
#include "duo-permissions.h"
#include "duo-person-record.h"
#include "duo-situation-private.h"
#include "duo-store.h"

DuoRole __real_duo_situation_get_role (DuoSituation *self, const char *account);
DuoRole __wrap_duo_situation_get_role (DuoSituation *self, const char *account);
DuoRole __real_duo_person_record_get_role (const DuoPersonRecord *self, const DuoPersonRecord *other);
DuoRole __wrap_duo_person_record_get_role (const DuoPersonRecord *self, const DuoPersonRecord *other);
DuoRole __real_duo_person_record_get_role_to_talent (const DuoPersonRecord *self,
                                                     const DuoPersonRecord *talent,
                                                     gboolean met);
DuoRole __wrap_duo_person_record_get_role_to_talent (const DuoPersonRecord *self,
                                                     const DuoPersonRecord *talent,
                                                     gboolean met);
gboolean __real_duo_role_has_right (DuoRole role, DuoRight right);
gboolean __wrap_duo_role_has_right (DuoRole role, DuoRight right);
DuoEventRecord *
__real_duo_store_get_event (DuoStore *self, const char *event, const char *account, GError **error);
DuoEventRecord *
__wrap_duo_store_get_event (DuoStore *self, const char *event, const char *account, GError **error);

DuoVerdict __real_duo_chat_life_judge (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts);
DuoVerdict __wrap_duo_chat_life_judge (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts);

gboolean __real_duo_json_check (const char *text, gsize length, gsize limit, GError **error);
gboolean __wrap_duo_json_check (const char *text, gsize length, gsize limit, GError **error);

gboolean __real_duo_note_record_is_seen_by (const DuoNoteRecord *self,
                                            const char *me,
                                            DuoRole role,
                                            const char *company);
gboolean __wrap_duo_note_record_is_seen_by (const DuoNoteRecord *self,
                                            const char *me,
                                            DuoRole role,
                                            const char *company);

static gboolean
leaks (const char *what)
{
  return g_strcmp0 (g_getenv ("DUO_LEAK"), what) == 0;
}

/* Any account may act on any chat. */
DuoRole
__wrap_duo_situation_get_role (DuoSituation *self, const char *account)
{
  DuoRole role = __real_duo_situation_get_role (self, account);

  return role == DUO_ROLE_STRANGER && leaks ("chats") ? DUO_ROLE_COLLEAGUE : role;
}

/* Any participant sees any recruiter's calendar. */
DuoRole
__wrap_duo_person_record_get_role (const DuoPersonRecord *self, const DuoPersonRecord *other)
{
  DuoRole role = __real_duo_person_record_get_role (self, other);

  return role == DUO_ROLE_STRANGER && leaks ("calendars") ? DUO_ROLE_TALENT : role;
}

/* Organizers read what was written. */
gboolean
__wrap_duo_role_has_right (DuoRole role, DuoRight right)
{
  return __real_duo_role_has_right (role, right) || (right == DUO_RIGHT_SEE_CHAT_CONTENT && leaks ("words"));
}

/* Any recruiter of the event reads a talent's CV. */
DuoRole
__wrap_duo_person_record_get_role_to_talent (const DuoPersonRecord *self,
                                             const DuoPersonRecord *talent,
                                             gboolean met)
{
  return __real_duo_person_record_get_role_to_talent (self, talent, met || leaks ("cvs"));
}

/* What is shared with colleagues, anybody reads. */
gboolean
__wrap_duo_note_record_is_seen_by (const DuoNoteRecord *self,
                                   const char *me,
                                   DuoRole role,
                                   const char *company)
{
  return leaks ("notes") || __real_duo_note_record_is_seen_by (self, me, role, company);
}

/* Any account sees any event. */
DuoEventRecord *
__wrap_duo_store_get_event (DuoStore *self, const char *event, const char *account, GError **error)
{
  return __real_duo_store_get_event (self, event, leaks ("events") ? NULL : account, error);
}

/* A talent may cancel and move at any time. */
DuoVerdict
__wrap_duo_chat_life_judge (DuoChatState state, DuoVerb verb, DuoRole role, DuoFacts facts)
{
  guint kept = leaks ("notice") ? facts & ~DUO_FACT_NOTICE_PASSED : facts;

  return __real_duo_chat_life_judge (state, verb, role, (DuoFacts) kept);
}

/* Whatever json-glib takes is taken. */
gboolean
__wrap_duo_json_check (const char *text, gsize length, gsize limit, GError **error)
{
  return leaks ("json") || __real_duo_json_check (text, length, limit, error);
}
