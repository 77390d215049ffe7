/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-rows-private.h"
#include "duo-visits.h"

/* Words that stand for an enum. One that this program does not know fails the read: a record that is half understood is
 * worse than none. */
#define READ_ENUM(row, column, from_string, value)                                                           \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    if (!from_string (duo_query_get_text (row, column), value))                                              \
      duo_query_fail (row, column);                                                                          \
  }                                                                                                          \
  G_STMT_END

static DuoRole
read_role (DuoQuery *row, const char *column)
{
  DuoRole role = DUO_ROLE_STRANGER;

  READ_ENUM (row, column, duo_role_from_string, &role);
  return role;
}

static char **
read_lines (DuoQuery *row, const char *column)
{
  const char *text = duo_query_get_text (row, column);

  return g_strsplit (text != NULL ? text : "", "\n", -1);
}

static void
bind_lines (DuoQuery *query, const char *parameter, char **lines)
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", lines) : NULL;

  duo_query_bind_text (query, parameter, text != NULL ? text : "");
}

DuoAccountRecord *
duo_rows_read_account (DuoQuery *row)
{
  DuoAccountRecord *account = duo_account_record_new ();

  account->id = duo_query_dup_text (row, "id");
  account->email = duo_query_dup_text (row, "email");
  account->name = duo_query_dup_text (row, "name");
  account->password = duo_query_dup_text (row, "password");
  return account;
}

DuoSessionRecord *
duo_rows_read_session (DuoQuery *row)
{
  DuoSessionRecord *session = duo_session_record_new ();

  session->id = duo_query_dup_text (row, "id");
  session->account = duo_query_dup_text (row, "account");
  duo_query_get_blob (row, "token_hash", session->token_hash, sizeof session->token_hash);
  duo_query_get_blob (row, "device_key", session->device_key, sizeof session->device_key);
  session->device_name = duo_query_dup_text (row, "device_name");
  session->expires = duo_query_get_int (row, "expires");
  return session;
}

DuoPersonRecord *
duo_rows_read_person (DuoQuery *row)
{
  DuoPersonRecord *person = duo_person_record_new ();

  person->id = duo_query_dup_text (row, "id");
  person->event = duo_query_dup_text (row, "event");
  person->account = duo_query_dup_text (row, "account");
  person->company = duo_query_dup_text (row, "company");
  person->role = read_role (row, "role");
  person->name = duo_query_dup_text (row, "name");
  person->title = duo_query_dup_text (row, "title");
  person->about = duo_query_dup_text (row, "about");
  g_strfreev (person->topics);
  person->topics = read_lines (row, "topics");
  g_strfreev (person->languages);
  person->languages = read_lines (row, "languages");
  person->question = duo_query_dup_text (row, "question");
  person->direct = duo_query_get_int (row, "direct") != 0;
  person->paused = duo_query_get_int (row, "paused") != 0;
  person->listed = duo_query_get_int (row, "listed") != 0;
  person->admin = duo_query_get_int (row, "admin") != 0;
  person->requests = (guint) duo_query_get_int (row, "requests");
  person->rev = duo_query_get_int (row, "rev");
  return person;
}

void
duo_rows_bind_person (DuoQuery *query, const DuoPersonRecord *person, gint64 rev)
{
  duo_query_bind_text (query, ":id", person->id);
  duo_query_bind_text (query, ":event", person->event);
  duo_query_bind_text (query, ":account", person->account);
  duo_query_bind_text (query, ":company", person->company);
  duo_query_bind_text (query, ":role", duo_role_to_string (person->role));
  duo_query_bind_text (query, ":name", person->name);
  duo_query_bind_text (query, ":title", person->title != NULL ? person->title : "");
  duo_query_bind_text (query, ":about", person->about);
  bind_lines (query, ":topics", person->topics);
  bind_lines (query, ":languages", person->languages);
  duo_query_bind_text (query, ":question", person->question);
  duo_query_bind_int (query, ":direct", person->direct);
  duo_query_bind_int (query, ":paused", person->paused);
  duo_query_bind_int (query, ":listed", person->listed);
  duo_query_bind_int (query, ":admin", person->admin);
  duo_query_bind_int (query, ":requests", person->requests);
  duo_query_bind_int (query, ":rev", rev);
}

DuoCompanyRecord *
duo_rows_read_company (DuoQuery *row)
{
  DuoCompanyRecord *company = duo_company_record_new ();

  company->id = duo_query_dup_text (row, "id");
  company->event = duo_query_dup_text (row, "event");
  company->name = duo_query_dup_text (row, "name");
  company->field = duo_query_dup_text (row, "field");
  company->size = duo_query_dup_text (row, "size");
  g_strfreev (company->languages);
  company->languages = read_lines (row, "languages");
  company->website = duo_query_dup_text (row, "website");
  company->rev = duo_query_get_int (row, "rev");
  return company;
}

void
duo_rows_bind_company (DuoQuery *query, const DuoCompanyRecord *company, gint64 rev)
{
  duo_query_bind_text (query, ":id", company->id);
  duo_query_bind_text (query, ":event", company->event);
  duo_query_bind_text (query, ":name", company->name);
  duo_query_bind_text (query, ":field", company->field);
  duo_query_bind_text (query, ":size", company->size);
  bind_lines (query, ":languages", company->languages);
  duo_query_bind_text (query, ":website", company->website);
  duo_query_bind_int (query, ":rev", rev);
}

DuoChatRecord *
duo_rows_read_chat (DuoQuery *row)
{
  DuoChatRecord *chat = duo_chat_record_new ();

  chat->id = duo_query_dup_text (row, "id");
  chat->event = duo_query_dup_text (row, "event");
  chat->recruiter = duo_query_dup_text (row, "recruiter");
  chat->talent = duo_query_dup_text (row, "talent");
  READ_ENUM (row, "state", duo_chat_state_from_string, &chat->state);
  chat->range.start = duo_query_get_int (row, "starts");
  chat->range.end = duo_query_get_int (row, "ends");
  chat->message = duo_query_dup_text (row, "message");
  chat->question = duo_query_dup_text (row, "question");
  chat->answer = duo_query_dup_text (row, "answer");
  chat->reason = duo_query_dup_text (row, "reason");
  chat->acted = read_role (row, "acted");
  chat->moved_by = read_role (row, "moved_by");
  READ_ENUM (row, "absent", duo_absence_from_string, &chat->absent);
  chat->late = (guint) duo_query_get_int (row, "late");
  chat->extended = (guint) (MAX (chat->range.end - duo_query_get_int (row, "planned"), 0) / 60);
  chat->created = duo_query_get_int (row, "created");
  chat->changed = duo_query_get_int (row, "changed");
  chat->rev = duo_query_get_int (row, "rev");
  return chat;
}

static void
bind_chat (DuoQuery *query, const DuoChatRecord *chat, gint64 planned)
{
  duo_query_bind_text (query, ":id", chat->id);
  duo_query_bind_text (query, ":recruiter", chat->recruiter);
  duo_query_bind_text (query, ":state", duo_chat_state_to_string (chat->state));
  duo_query_bind_int (query, ":open", duo_chat_state_is_open (chat->state));
  duo_query_bind_int (query, ":starts", chat->range.start);
  duo_query_bind_int (query, ":ends", chat->range.end);
  duo_query_bind_int (query, ":planned", planned);
  duo_query_bind_text (query, ":message", chat->message);
  duo_query_bind_text (query, ":question", chat->question);
  duo_query_bind_text (query, ":answer", chat->answer);
  duo_query_bind_text (query, ":reason", chat->reason);
  duo_query_bind_text (query, ":acted", duo_role_to_string (chat->acted));
  duo_query_bind_text (query, ":moved_by", duo_role_to_string (chat->moved_by));
  duo_query_bind_text (query, ":absent", duo_absence_to_string (chat->absent));
  duo_query_bind_int (query, ":late", chat->late);
  duo_query_bind_int (query, ":changed", chat->changed);
  duo_query_bind_int (query, ":rev", chat->rev);
}

void
duo_rows_save_chat (DuoDatabase *database, const DuoChatRecord *chat, gint64 planned, gboolean is_new)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, is_new ? "add-chat" : "change-chat");

  bind_chat (query, chat, planned);
  if (is_new)
    {
      duo_query_bind_text (query, ":event", chat->event);
      duo_query_bind_text (query, ":talent", chat->talent);
      duo_query_bind_int (query, ":created", chat->created);
    }
  duo_query_run (query);
}

DuoPersonRecord *
duo_rows_load_person (DuoDatabase *database, const char *id)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "person-by-id");

  duo_query_bind_text (query, ":id", id);
  return duo_query_next (query) ? duo_rows_read_person (query) : NULL;
}

DuoPersonRecord *
duo_rows_load_participation (DuoDatabase *database, const char *event, const char *account)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "person-by-account");

  duo_query_bind_text (query, ":event", event);
  duo_query_bind_text (query, ":account", account);
  return duo_query_next (query) ? duo_rows_read_person (query) : NULL;
}

DuoChatRecord *
duo_rows_load_chat (DuoDatabase *database, const char *id, gint64 *planned)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "chat-by-id");

  duo_query_bind_text (query, ":id", id);
  if (!duo_query_next (query))
    return NULL;
  if (planned != NULL)
    *planned = duo_query_get_int (query, "planned");
  return duo_rows_read_chat (query);
}

GArray *
duo_rows_load_visits (DuoDatabase *database, const char *chat)
{
  g_autoptr (DuoQuery) query = duo_database_query (database, "visits-of-chat");
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (DuoVisit));

  duo_query_bind_text (query, ":chat", chat);
  while (duo_query_next (query))
    {
      DuoVisit visit = {read_role (query, "side"), duo_query_get_int (query, "entered"),
                        duo_query_get_int (query, "left_at")};

      g_array_append_val (visits, visit);
    }
  return visits;
}

char *
duo_rows_format_blocked (const GArray *blocked)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; blocked != NULL && i < blocked->len; i++)
    {
      DuoTimeRange range = g_array_index (blocked, DuoTimeRange, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, i > 0 ? " " : "", range.start,
                              range.end);
    }
  return g_string_free (text, FALSE);
}

GArray *
duo_rows_parse_blocked (const char *text)
{
  GArray *blocked = g_array_new (FALSE, FALSE, sizeof (DuoTimeRange));
  char *rest = (char *) text;

  while (rest != NULL && *rest != '\0')
    {
      DuoTimeRange range = {g_ascii_strtoll (rest, &rest, 10), 0};

      range.end = g_ascii_strtoll (*rest == '-' ? rest + 1 : rest, &rest, 10);
      if (range.start < range.end)
        g_array_append_val (blocked, range);
      rest += *rest == ' ' ? 1 : 0;
      if (*rest != '\0' && !g_ascii_isdigit (*rest))
        break;
    }
  return blocked;
}
