/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a keystroke in the directory's search costs the main loop outside painting, with 10,000 recruiters. Prints
 * one line a keystroke: its milliseconds. With an argument, of one word only. */

#include "config.h"

#include "directory/duo-directory-page.h"
#include "duologue-resources.h"

#define N_PEOPLE 10000

static struct
{
  gint64 busy_since;
  gint64 busy;
  gint64 paint_since;
  gint64 painting;
} meter;

/* The thread's own time: on a machine that others use too, the wall's would measure them. */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* The main loop is busy from where a poll returns to where the next begins. */
static int
metered_poll (GPollFD *fds, guint n_fds, int timeout)
{
  int answer;

  if (meter.busy_since)
    meter.busy += get_time () - meter.busy_since;
  answer = g_poll (fds, n_fds, timeout);
  meter.busy_since = get_time ();
  return answer;
}

static void
on_before_paint (GdkFrameClock *clock, gpointer data)
{
  meter.paint_since = get_time ();
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  meter.painting += get_time () - meter.paint_since;
}

static DuoPersonRecord *
make_person (guint i)
{
  static const char *const given[] = {"Ada", "Ingrid", "Mateusz", "Priya", "Tuomas", "Leïla", "Chen", "Jón"};
  static const char *const family[] = {"Lindqvist",   "Solberg",   "Kowalczyk",
                                       "Raghunathan", "Heikkinen", "Benhaddou"};
  static const char *const topics[] = {"Rust", "Distributed systems", NULL};
  DuoPersonRecord *record = duo_person_record_new ();

  record->id = g_strdup_printf ("person%016u", i);
  record->event = g_strdup ("event");
  record->role = DUO_ROLE_RECRUITER;
  record->name =
      g_strdup_printf ("%s %s %u", given[i % G_N_ELEMENTS (given)], family[i % G_N_ELEMENTS (family)], i);
  record->title = g_strdup ("Engineering Manager");
  g_strfreev (record->topics);
  record->topics = g_strdupv ((char **) topics);
  record->direct = i % 2;
  record->listed = TRUE;
  record->open_slots = i % 17;
  return record;
}

static DuoEvent *
make_event (DuoClock *clock)
{
  g_autoptr (DuoEventRecord) record = duo_event_record_new ();
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) duo_person_record_free);
  DuoEvent *event;

  record->id = g_strdup ("event");
  record->name = g_strdup ("Ten Thousand");
  record->zone = g_strdup ("UTC");
  record->state = DUO_EVENT_OPEN;
  record->role = DUO_ROLE_TALENT;
  event = duo_event_new (record, clock);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_ptr_array_add (people, make_person (i));
  duo_event_take_people (event, people);
  return event;
}

static GtkWidget *
find_search (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_search (child);

      if (found)
        return found;
    }
  return NULL;
}

static gboolean
on_enough (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

/* Everything that a change sets off: idle work too. */
static void
settle (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_enough, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static double
type (GtkWidget *search, const char *text)
{
  int position = *text ? (int) g_utf8_strlen (text, -1) - 1 : 0;
  gint64 started;

  settle (200);
  meter.busy = meter.painting = 0;
  started = get_time ();
  meter.busy_since = started;
  /* One letter more, as a key does it: the text before is there. */
  if (*text)
    gtk_editable_insert_text (GTK_EDITABLE (search), text + position, -1, &position);
  else
    gtk_editable_set_text (GTK_EDITABLE (search), "");
  settle (400);
  return (double) (meter.busy - meter.painting) / 1000;
}

int
main (int argc, char **argv)
{
  static const char *const words[] = {"lindqvist", "engineering", "zzz", "ada 1"};
  g_autoptr (DuoClock) clock = duo_clock_new ();
  g_autoptr (DuoSession) session = NULL;
  g_autoptr (DuoEvent) event = NULL;
  GtkWidget *window, *search;

  g_resources_register (duologue_get_resource ());
  adw_init ();
  session = duo_session_new ("bench", clock, g_network_monitor_get_default ());
  event = make_event (clock);
  duo_session_set_event (session, event);
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 900);
  adw_window_set_content (ADW_WINDOW (window), duo_directory_page_new (session));
  gtk_window_present (GTK_WINDOW (window));
  settle (1000);
  g_main_context_set_poll_func (NULL, metered_poll);
  g_signal_connect (gtk_widget_get_frame_clock (window), "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), NULL);
  search = find_search (window);
  g_assert_nonnull (search);
  for (guint word = argc > 1 ? G_N_ELEMENTS (words) - 1 : 0; word < G_N_ELEMENTS (words); word++)
    {
      for (gsize length = 1; length <= strlen (words[word]); length++)
        {
          g_autofree char *text = g_strndup (words[word], length);

          g_print ("%.2f ms for “%s”\n", type (search, text), text);
        }
      type (search, "");
    }
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
