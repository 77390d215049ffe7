/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract.h"

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_ptr_array_add (data, g_object_ref (result));
}

static DuoFormatOutcome *
change_with_error (Contract *self, DuoFormatCommand *command, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);

  duo_store_change_format_async (self->store, command, NULL, keep_result_cb, results);
  wait_for (results, 1);
  return duo_store_change_format_finish (self->store, results->pdata[0], error);
}

static DuoFormatOutcome *
change (Contract *self, DuoFormatCommand *command)
{
  g_autoptr (GError) error = NULL;
  DuoFormatOutcome *outcome = change_with_error (self, command, &error);

  g_assert_no_error (error);
  return outcome;
}

static DuoFormatCommand *
say_format (const char *name, DuoFormatChange *what)
{
  g_autofree char *account = name != NULL ? g_strconcat ("a-", name, NULL) : NULL;
  g_autofree char *id = account != NULL ? id_of (account) : NULL;

  return duo_format_command_new (id, FAIR, what);
}

static DuoEventRecord *
get_fair (Contract *self)
{
  g_autoptr (GError) error = NULL;
  DuoEventRecord *event = duo_store_get_event (self->store, FAIR, NULL, &error);

  g_assert_no_error (error);
  return event;
}

static DuoChatRecord *
get_chat (Contract *self, const DuoChatRecord *chat)
{
  g_autoptr (GError) error = NULL;
  DuoRole role;
  DuoChatRecord *found = duo_store_get_chat (self->store, chat->id, chat->id, &role, &error);

  g_assert_no_error (error);
  return found;
}

/* The first day ends at noon: what is booked in the afternoon is touched. */
static DuoFormatChange *
end_at_noon (void)
{
  static const DuoDayWindow morning[] = {{540, 720}}, whole[] = {{540, 720}, {780, 1020}};
  DuoFormatChange *what = duo_format_change_new ();
  g_autoptr (DuoDay) first = duo_day_new (DAY1, DUO_DAY_VIRTUAL, morning, 1, NULL);
  g_autoptr (DuoDay) second = duo_day_new (DAY2, DUO_DAY_IN_PERSON, whole, 2, NULL);

  duo_format_change_add_day (what, first);
  duo_format_change_add_day (what, second);
  return what;
}

static DuoFormatChange *
durations (guint first, guint second)
{
  DuoFormatChange *what = duo_format_change_new ();

  what->has_format = TRUE;
  duo_format_init (&what->format);
  what->format.durations[0] = first;
  what->format.durations[1] = second;
  what->format.n_durations = second != 0 ? 2 : 1;
  return what;
}

static void
assert_code (Contract *self, DuoFormatCommand *command, DuoFormatCode code)
{
  g_autoptr (DuoFormatOutcome) outcome = change (self, command);

  g_assert_cmpint (outcome->code, ==, code);
}

static void
test_who (Contract *self)
{
  static const char *const others[] = {"ada", "amara"};
  g_autoptr (DuoFormatOutcome) outcome = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_code (self, say_format (others[i], durations (30, 0)), DUO_FORMAT_NOT_ALLOWED);
  assert_code (self, say_format ("nobody", durations (30, 0)), DUO_FORMAT_NOT_FOUND);
  assert_code (self, duo_format_command_new (NULL, EXPO "x", durations (30, 0)), DUO_FORMAT_NOT_FOUND);
  outcome = change (self, say_format ("olive", durations (30, 0)));
  g_assert_cmpint (outcome->code, ==, DUO_FORMAT_DONE);
  g_assert_cmpuint (outcome->event->format.durations[0], ==, 30);
}

static void
test_told (Contract *self)
{
  g_autoptr (DuoEventRecord) before = get_fair (self);
  g_autoptr (DuoEventRecord) after = NULL;
  g_autoptr (DuoChanges) changes = NULL, later = NULL;
  g_autofree char *amara = id_of ("a-amara");

  assert_code (self, say_format ("olive", durations (30, 0)), DUO_FORMAT_DONE);
  after = get_fair (self);
  g_assert_cmpint (after->changed, >, before->changed);
  g_assert_cmpint (after->changed, ==, after->rev);
  g_assert_true (contract_get_commit (self, FAIR)->directory);
  changes = duo_store_get_changes (self->store, FAIR, amara, before->rev, 100, NULL);
  g_assert_nonnull (changes->event);
  g_assert_cmpuint (changes->event->format.durations[0], ==, 30);
  g_assert_null (changes->event->me); /* the same for everybody */
  later = duo_store_get_changes (self->store, FAIR, amara, after->rev, 100, NULL);
  g_assert_null (later->event);
}

static void
test_nothing_new (Contract *self)
{
  g_autoptr (DuoEventRecord) before = get_fair (self);
  g_autoptr (DuoEventRecord) after = NULL;

  assert_code (self, say_format ("olive", duo_format_change_new ()), DUO_FORMAT_DONE);
  after = get_fair (self);
  g_assert_cmpint (after->rev, ==, before->rev);
}

/* Who changed which settings stands in the log; what changed nothing, or was refused, does not. */
static void
test_log (Contract *self)
{
  DuoFormatChange *several = durations (30, 0), *tried = durations (45, 0);
  g_autofree char *olive = id_of ("a-olive");
  g_autofree char *expected =
      g_strdup_printf ("%s format " FAIR " durations\n- format " FAIR " contact durations notice\n", olive);
  DuoFormatCommand *dry = say_format ("olive", durations (15, 0));
  g_autofree char *log = NULL;

  several->contact = g_strdup ("olive@fair.example");
  several->format.durations[0] = 20;
  several->format.notice = 60;
  dry->dry = TRUE;
  assert_code (self, say_format ("olive", durations (30, 0)), DUO_FORMAT_DONE);
  assert_code (self, say_format ("olive", durations (30, 0)), DUO_FORMAT_DONE);
  assert_code (self, say_format ("ada", tried), DUO_FORMAT_NOT_ALLOWED);
  assert_code (self, dry, DUO_FORMAT_DONE);
  assert_code (self, say_format (NULL, several), DUO_FORMAT_DONE);
  contract_close (self);
  log = self->kind->dup_log (self->path);
  g_assert_cmpstr (log, ==, expected);
}

static void
test_stale (Contract *self)
{
  g_autoptr (DuoEventRecord) before = get_fair (self);
  DuoFormatCommand *second = say_format ("olive", durations (15, 0));
  g_autoptr (DuoFormatOutcome) outcome = NULL;

  second->seen = before->changed;
  assert_code (self, say_format ("olive", durations (30, 0)), DUO_FORMAT_DONE);
  outcome = change (self, second);
  g_assert_cmpint (outcome->code, ==, DUO_FORMAT_STALE);
  g_assert_cmpuint (outcome->event->format.durations[0], ==, 30);
}

static void
test_zone_is_fixed (Contract *self)
{
  DuoFormatChange *zone = duo_format_change_new ();
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (9, 0, 15)));
  g_autoptr (DuoFormatOutcome) outcome = NULL;

  zone->zone = g_strdup ("Europe/Stockholm");
  outcome = change (self, say_format ("olive", zone));
  g_assert_cmpint (outcome->code, ==, DUO_FORMAT_REFUSED);
  g_assert_cmpint (outcome->fault, ==, DUO_FORMAT_ZONE_FIXED);
}

/* Nothing is done until it is said of each what happens to it. */
static void
test_asks (Contract *self)
{
  g_autoptr (DuoChatRecord) first = must (self, book ("amara", "ada", at (13, 0, 15)));
  g_autoptr (DuoChatRecord) second = must (self, book ("bo", "linus", at (14, 0, 15)));
  g_autoptr (DuoChatRecord) safe = must (self, book ("chloe", "ada", at (9, 0, 15)));
  g_autoptr (DuoEventRecord) before = get_fair (self);
  g_autoptr (DuoEventRecord) after = NULL;
  g_autoptr (DuoFormatOutcome) outcome = change (self, say_format ("olive", end_at_noon ()));
  DuoFormatChange *half = end_at_noon (), *old = end_at_noon (), *silent = end_at_noon ();

  g_assert_cmpint (outcome->code, ==, DUO_FORMAT_TOUCHES);
  g_assert_cmpuint (outcome->touched->len, ==, 2);
  g_assert_cmpstr (((DuoChatRecord *) outcome->touched->pdata[0])->id, ==, first->id);

  duo_format_change_answer (half, first->id, first->rev, FALSE);
  assert_code (self, say_format ("olive", half), DUO_FORMAT_TOUCHES);

  duo_format_change_answer (old, first->id, first->rev, FALSE);
  duo_format_change_answer (old, second->id, second->rev - 1, FALSE);
  assert_code (self, say_format ("olive", old), DUO_FORMAT_TOUCHES);

  duo_format_change_answer (silent, first->id, first->rev, FALSE);
  duo_format_change_answer (silent, second->id, second->rev, TRUE);
  assert_code (self, say_format ("olive", silent), DUO_FORMAT_REFUSED); /* without a reason */

  after = get_fair (self);
  g_assert_true (duo_event_record_equal (before, after));
}

static void
test_keeps_and_cancels (Contract *self)
{
  g_autoptr (DuoChatRecord) kept = must (self, book ("amara", "ada", at (13, 0, 15)));
  g_autoptr (DuoChatRecord) lost = must (self, book ("bo", "linus", at (9, 0, 15)));
  g_autoptr (DuoChatRecord) still = NULL, gone = NULL;
  DuoFormatChange *close = duo_format_change_new ();
  Commit *commit;

  close->has_state = TRUE;
  close->state = DUO_EVENT_CLOSED;
  close->reason = g_strdup ("The hall is flooded.");
  duo_format_change_answer (close, kept->id, kept->rev, FALSE);
  duo_format_change_answer (close, lost->id, lost->rev, TRUE);
  contract_forget_commits (self);
  assert_code (self, say_format ("olive", close), DUO_FORMAT_DONE);

  still = get_chat (self, kept);
  gone = get_chat (self, lost);
  g_assert_cmpint (still->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpint (still->rev, ==, kept->rev);
  g_assert_cmpint (gone->state, ==, DUO_CHAT_CANCELLED);
  g_assert_cmpint (gone->acted, ==, DUO_ROLE_ORGANIZER);
  g_assert_cmpstr (gone->reason, ==, "The hall is flooded.");
  commit = contract_get_commit (self, FAIR);
  g_assert_cmpuint (commit->outcomes->len, ==, 1); /* both sides are told */
  g_assert_cmpint (((DuoOutcome *) commit->outcomes->pdata[0])->verb, ==, DUO_VERB_CANCEL);
}

/* What is booked between the question and the answer does not begin it anew: whoever says it of all means that one too. */
static void
test_says_it_of_all (Contract *self)
{
  g_autoptr (DuoChatRecord) first = must (self, book ("amara", "ada", at (13, 0, 15)));
  g_autoptr (DuoFormatOutcome) asked = change (self, say_format ("olive", end_at_noon ()));
  g_autoptr (DuoChatRecord) later = must (self, book ("bo", "linus", at (13, 0, 15)));
  g_autoptr (DuoFormatOutcome) done = NULL;
  g_autoptr (DuoChatRecord) named = NULL, gone = NULL;
  DuoFormatCommand *all, *silent = say_format ("olive", end_at_noon ());

  g_assert_cmpuint (asked->touched->len, ==, 1);
  silent->rest = DUO_FORMAT_REST_CANCEL;
  assert_code (self, silent, DUO_FORMAT_REFUSED); /* without a reason */
  all = say_format ("olive", end_at_noon ());
  all->rest = DUO_FORMAT_REST_CANCEL;
  g_set_str (&all->change->reason, "A power cut.");
  duo_format_change_answer (all->change, first->id, first->rev, FALSE);
  done = change (self, all);
  g_assert_cmpint (done->code, ==, DUO_FORMAT_DONE);
  g_assert_cmpuint (done->touched->len, ==, 2);
  named = get_chat (self, first);
  gone = get_chat (self, later);
  g_assert_cmpint (named->state, ==, DUO_CHAT_CONFIRMED);
  g_assert_cmpint (gone->state, ==, DUO_CHAT_CANCELLED);
}

static void
test_keeps_all (Contract *self)
{
  g_autoptr (DuoChatRecord) chat = must (self, book ("amara", "ada", at (13, 0, 15)));
  g_autoptr (DuoChatRecord) kept = NULL;
  DuoFormatCommand *all = say_format ("olive", end_at_noon ());

  all->rest = DUO_FORMAT_REST_KEEP;
  assert_code (self, all, DUO_FORMAT_DONE);
  kept = get_chat (self, chat);
  g_assert_cmpint (kept->state, ==, DUO_CHAT_CONFIRMED);
}

static void
test_dry (Contract *self)
{
  DuoFormatCommand *dry = say_format ("olive", durations (30, 0));
  g_autoptr (DuoFormatOutcome) outcome = NULL;
  g_autoptr (DuoEventRecord) after = NULL;

  dry->dry = TRUE;
  outcome = change (self, dry);
  g_assert_cmpint (outcome->code, ==, DUO_FORMAT_DONE);
  g_assert_cmpuint (outcome->event->format.durations[0], ==, 30);
  after = get_fair (self);
  g_assert_cmpuint (after->format.durations[0], ==, 15);
}

/* Whoever runs the service cancels in the name of the event's organizer; without one there is nobody. */
static void
test_without_account (Contract *self)
{
  g_autoptr (DuoChatRecord) lost = must (self, book ("bo", "linus", at (13, 0, 15)));
  g_autoptr (DuoChatRecord) gone = NULL;
  DuoFormatChange *what = end_at_noon ();

  duo_format_change_answer (what, lost->id, lost->rev, TRUE);
  what->reason = g_strdup ("A power cut.");
  assert_code (self, say_format (NULL, what), DUO_FORMAT_DONE);
  gone = get_chat (self, lost);
  g_assert_cmpint (gone->acted, ==, DUO_ROLE_ORGANIZER);
}

static void
test_without_organizer (Contract *self)
{
  g_autoptr (DuoChatRecord) lost = must (self, book ("amara", "expo-ada", at (13, 0, 15)));
  g_autoptr (DuoChatRecord) still = NULL;
  g_autoptr (GError) error = NULL;
  DuoFormatChange *what = end_at_noon ();
  g_autoptr (DuoFormatOutcome) outcome = NULL;

  duo_format_change_answer (what, lost->id, lost->rev, TRUE);
  what->reason = g_strdup ("A power cut.");
  outcome = change_with_error (self, duo_format_command_new (NULL, EXPO, what), &error);
  g_assert_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_CONFLICT);
  still = get_chat (self, lost);
  g_assert_cmpint (still->state, ==, DUO_CHAT_CONFIRMED);
}

/* Who set a length that is gone has slots of the first that there is, and the old ones again when it comes back. */
static void
test_duration_falls_back (Contract *self)
{
  DuoWrite *write = duo_write_new ();
  g_autofree char *ada = id_of ("ada");

  duo_write_take_availability (write, ada, duo_availability_new (DAY1, 30));
  must_write (self, write);
  g_assert_cmpint (slot_state (self, "ada", at (9, 0, 30)), ==, DUO_SLOT_OPEN);
  assert_code (self, say_format ("olive", durations (20, 60)), DUO_FORMAT_DONE);
  g_assert_cmpint (slot_state (self, "ada", at (9, 20, 20)), ==, DUO_SLOT_OPEN);
  g_assert_cmpuint (open_slots (self, FAIR, "ada"), ==, 42); /* two days of seven hours */
  must_end (self, book ("amara", "ada", at (9, 0, 30)), DUO_OUTCOME_SLOT_UNKNOWN);
  assert_code (self, say_format ("olive", durations (15, 30)), DUO_FORMAT_DONE);
  g_assert_cmpint (slot_state (self, "ada", at (9, 0, 30)), ==, DUO_SLOT_OPEN);
}

/* Another program that writes into the same database is heard of, without anybody asking. */
static void
test_foreign (Contract *self)
{
  g_autoptr (DuoChatRecord) lost = must (self, book ("bo", "linus", at (13, 0, 15)));
  DuoFormatChange *what = end_at_noon ();
  g_autoptr (GError) error = NULL;
  Contract other = {.kind = self->kind, .path = self->path, .clock = self->clock};
  guint before;
  Commit *commit;

  duo_format_change_answer (what, lost->id, lost->rev, TRUE);
  what->reason = g_strdup ("A power cut.");
  other.store = self->kind->open (self->path, self->clock, &error);
  g_assert_no_error (error);
  contract_forget_commits (self);
  before = self->commits->len;
  assert_code (&other, say_format (NULL, what), DUO_FORMAT_DONE);
  wait_for (self->commits, before + 1);
  commit = contract_get_commit (self, FAIR);
  g_assert_true (commit->directory);
  g_assert_cmpuint (commit->outcomes->len, ==, 1);
  g_assert_cmpint (((DuoOutcome *) commit->outcomes->pdata[0])->chat->state, ==, DUO_CHAT_CANCELLED);
  g_assert_cmpuint (commit->recruiters->len, ==, 1);
  contract_close (&other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  contract_add ("/format/who", test_who);
  contract_add ("/format/told", test_told);
  contract_add ("/format/nothing-new", test_nothing_new);
  contract_add ("/format/log", test_log);
  contract_add ("/format/stale", test_stale);
  contract_add ("/format/zone-is-fixed", test_zone_is_fixed);
  contract_add ("/format/asks", test_asks);
  contract_add ("/format/keeps-and-cancels", test_keeps_and_cancels);
  contract_add ("/format/says-it-of-all", test_says_it_of_all);
  contract_add ("/format/keeps-all", test_keeps_all);
  contract_add ("/format/dry", test_dry);
  contract_add ("/format/without-account", test_without_account);
  contract_add ("/format/without-organizer", test_without_organizer);
  contract_add ("/format/duration-falls-back", test_duration_falls_back);
  contract_add ("/format/foreign", test_foreign);
  return g_test_run ();
}
