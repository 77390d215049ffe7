/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-daemon-private.h"

static const struct
{
  const char *verb;
  const char *text;
} usages[] = {
    {"serve",
     "  serve          listen and serve; without a configuration on 127.0.0.1, with SQLite in the data "
     "directory\n"
     "    --config FILE              the configuration; “duologued init” writes one\n"
     "    --data DIR                 the directory of the database\n"
     "    --listen IP, --port N      where to listen; port 0 takes a free one\n"
     "    --clock-offset-file FILE   seconds by which to move the clock; watched\n"},
    {"init", "  init           write a commented configuration and make the data directory\n"
             "    --config FILE, --data DIR\n"},
    {"check-config", "  check-config   read a configuration and say what is wrong with it\n"
                     "    --config FILE\n"},
    {"event",
     "  event          the events there are\n"
     "    --config FILE, --data DIR  also of all that follow: which service is meant\n"
     "  event new NAME --zone ZONE [KEY=VALUE…]   begin one, as a draft; the keys are those of “format”\n"
     "    --contact EMAIL            whom people can write to\n"
     "    --dry-run                  say what it would be, and make none\n"
     "  event open EVENT, event close EVENT       EVENT is an id or a name\n"
     "    --dry-run, --keep-touched, --cancel-touched REASON   as of “format set”\n"},
    {"people",
     "  people import EVENT FILE.csv   add companies, recruiters, talents and organizers; who is there stays "
     "as "
     "they are\n"
     "    --passwords FILE           a new file for the passwords of new accounts, which only you can read\n"
     "    --dry-run                  say what would happen, and change nothing\n"
     "                               The first line names the columns: role (talent, recruiter, organizer, "
     "company),\n"
     "                               name, email, company (a recruiter's), title, about, topics and "
     "languages\n"
     "                               (apart by |), question, mode (direct, selective), admin and listed "
     "(yes, "
     "no);\n"
     "                               a company's: field, size, website\n"
     "  people password EMAIL          give an account a new password, and sign its devices out\n"
     "    --passwords FILE           a new file for it\n"},
    {"format",
     "  format show    the events, or with EVENT (its id or name) its days and format, as KEY=VALUE\n"
     "    --config FILE, --data DIR\n"
     "  format set EVENT KEY=VALUE…   change them, with the service running or not; it takes them over "
     "within a second\n"
     "    --dry-run                  say what would happen, and change nothing\n"
     "    --keep-touched             leave booked chats that the change touches at their time\n"
     "    --cancel-touched REASON    cancel them, and tell both sides why\n"},
    {"demo",
     "  demo           a made-up event on a free port of 127.0.0.1; says where in one line of JSON, ends "
     "with a\n"
     "                 stdin that is no terminal\n"
     "    --port N, --directory DIR, --recruiters N, --talents N, --seed N, --without-chats,\n"
     "    --clock-offset-file FILE\n"},
    {"help", "  help [VERB]    this text, or what it says of VERB; VERB --help does too\n"},
    {"version", "  version        which version this is\n"},
};

const char *
duo_daemon_get_usage (const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    if (g_str_equal (usages[i].verb, verb))
      return usages[i].text;

  return NULL;
}

char *
duo_daemon_dup_usage (void)
{
  GString *text = g_string_new ("duologued VERB [OPTION…]: the service of Duologue\n\n");

  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    g_string_append (text, usages[i].text);

  return g_string_free (text, FALSE);
}

int
duo_daemon_help (int argc, char **argv)
{
  const char *verb = argc > 1 ? argv[1] : NULL;
  const char *one = verb ? duo_daemon_get_usage (verb) : NULL;
  g_autofree char *all = duo_daemon_dup_usage ();

  if (verb && one == NULL)
    {
      g_printerr ("duologued: there is no verb “%s”. “duologued help” says what there is.\n", verb);
      return 2;
    }
  g_print ("%s", one ? one : all);

  return 0;
}
