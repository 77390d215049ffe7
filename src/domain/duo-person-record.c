/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "duo-person-record.h"

DuoPersonRecord *
duo_person_record_new (void)
{
  return g_new0 (DuoPersonRecord, 1);
}

DuoPersonRecord *
duo_person_record_copy (const DuoPersonRecord *self)
{
  DuoPersonRecord *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->event = g_strdup (self->event);
  copy->account = g_strdup (self->account);
  copy->company = g_strdup (self->company);
  copy->name = g_strdup (self->name);
  copy->title = g_strdup (self->title);
  copy->about = g_strdup (self->about);
  copy->topics = g_strdupv (self->topics);
  copy->languages = g_strdupv (self->languages);
  copy->question = g_strdup (self->question);
  return copy;
}

gboolean
duo_person_record_is_colleague (const DuoPersonRecord *self, const DuoPersonRecord *other)
{
  return self->role == DUO_ROLE_RECRUITER && self->company != NULL &&
         g_strcmp0 (self->company, other->company) == 0;
}

DuoRole
duo_person_record_get_role (const DuoPersonRecord *self, const DuoPersonRecord *other)
{
  if (g_strcmp0 (self->event, other->event) != 0 || other->role != DUO_ROLE_RECRUITER)
    return DUO_ROLE_STRANGER;
  if (g_strcmp0 (self->id, other->id) == 0)
    return DUO_ROLE_RECRUITER;
  if (self->role != DUO_ROLE_RECRUITER)
    return self->role;
  return duo_person_record_is_colleague (self, other) ? DUO_ROLE_COLLEAGUE : DUO_ROLE_STRANGER;
}

DuoRole
duo_person_record_get_role_to_talent (const DuoPersonRecord *self,
                                      const DuoPersonRecord *talent,
                                      gboolean met)
{
  if (g_strcmp0 (self->event, talent->event) != 0 || talent->role != DUO_ROLE_TALENT)
    return DUO_ROLE_STRANGER;
  if (self->role == DUO_ROLE_ORGANIZER)
    return DUO_ROLE_ORGANIZER;
  if (self->role == DUO_ROLE_RECRUITER)
    return met ? DUO_ROLE_RECRUITER : DUO_ROLE_STRANGER;
  return g_strcmp0 (self->id, talent->id) == 0 ? DUO_ROLE_TALENT : DUO_ROLE_STRANGER;
}

static guint
count_shared (char **mine, char **theirs)
{
  guint n = 0;

  for (; mine != NULL && *mine != NULL; mine++)
    for (char **word = theirs; word != NULL && *word != NULL; word++)
      if (g_ascii_strcasecmp (*mine, *word) == 0)
        {
          n++;
          break;
        }
  return n;
}

guint
duo_person_record_count_shared (const DuoPersonRecord *self, char **topics, char **languages)
{
  return count_shared (topics, self->topics) + count_shared (languages, self->languages);
}

void
duo_person_record_free (DuoPersonRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->event);
  g_free (self->account);
  g_free (self->company);
  g_free (self->name);
  g_free (self->title);
  g_free (self->about);
  g_strfreev (self->topics);
  g_strfreev (self->languages);
  g_free (self->question);
  g_free (self);
}

DuoCompanyRecord *
duo_company_record_new (void)
{
  return g_new0 (DuoCompanyRecord, 1);
}

void
duo_company_record_free (DuoCompanyRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->event);
  g_free (self->name);
  g_free (self->field);
  g_free (self->size);
  g_strfreev (self->languages);
  g_free (self->website);
  g_free (self);
}
