/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-local-name.h"
#include "duo-candidate.h"

#include <string.h>

#define ADDRESS 4 /* "candidate:1 1 UDP 2015363327 192.0.2.1 …" */
#define DOMAIN ".local"
#define LABEL_MAX 63

struct _DuoLocalNames
{
  DuoLocalNameFound found;
  gpointer data;
  GCancellable *cancellable;
  guint asked;
};

typedef struct
{
  DuoLocalNames *names; /* until it is cancelled */
  GCancellable *cancellable;
  guint mline;
  char **words;
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->cancellable);
  g_strfreev (self->words);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* One label, so that nobody has us ask the world for what he likes. */
static gboolean
is_local (const char *name)
{
  gsize length = strlen (name);
  gsize label = length > strlen (DOMAIN) ? length - strlen (DOMAIN) : 0;

  for (gsize i = 0; i < label; i++)
    if (!g_ascii_isalnum (name[i]) && name[i] != '-')
      return FALSE;
  return label > 0 && label <= LABEL_MAX && g_ascii_strcasecmp (name + label, DOMAIN) == 0;
}

static void
tell (Question *self, GInetAddress *address)
{
  g_autofree char *candidate = NULL;

  g_free (self->words[ADDRESS]);
  self->words[ADDRESS] = g_inet_address_to_string (address);
  candidate = g_strjoinv (" ", self->words);
  self->names->found (self->mline, candidate, self->names->data);
}

static void
look_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (addresses == NULL)
    g_info ("call: a name that is not known here: %s", error->message);
  else if (duo_candidate_may_be_at (addresses->data) && !g_cancellable_is_cancelled (question->cancellable))
    tell (question, addresses->data);
  g_resolver_free_addresses (addresses);
}

DuoLocalNames *
duo_local_names_new (DuoLocalNameFound found, gpointer data)
{
  DuoLocalNames *self = g_new0 (DuoLocalNames, 1);

  self->found = found;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  return self;
}

void
duo_local_names_free (DuoLocalNames *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
duo_local_names_look_up (DuoLocalNames *self, guint mline, const char *candidate)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (Question) question = g_new0 (Question, 1);
  const char *name;

  question->names = self;
  question->cancellable = g_object_ref (self->cancellable);
  question->mline = mline;
  question->words = g_strsplit (candidate, " ", -1);
  name = question->words[ADDRESS];
  if (!is_local (name) || self->asked >= DUO_LOCAL_NAME_MAX)
    {
      g_info ("call: a name that is not looked up: %s", name);
      return;
    }
  self->asked++;
  g_resolver_lookup_by_name_async (resolver, name, self->cancellable, look_up_cb,
                                   g_steal_pointer (&question));
}
