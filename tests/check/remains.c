/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remains.h"

#include "duo-spare-memory.h"
#include "pair.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_GROWTH_KB (5 * 1024)
#define PATIENCE 20 /* seconds */
#define KEPT_BYTES (16 * 1024 * 1024)
#define KEPT_BY_GSTREAMER "GstDtlsAgent"

static struct
{
  int descriptor;
  char *memory;
  GThread *thread;
  GMutex mutex;
} kept;

void
remains_watch (void)
{
  g_setenv ("GST_TRACERS", "leaks", TRUE);
}

static gboolean
is_sanitized (void)
{
#ifdef __SANITIZE_ADDRESS__
  return TRUE;
#else
  return FALSE;
#endif
}

guint
remains_get_count (void)
{
  return is_sanitized () ? 3 : 4;
}

static guint64
read_resident_kb (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtoull (words[1], NULL, 10) * (guint64) sysconf (_SC_PAGESIZE) / 1024;
}

/* ── GStreamer's objects ──────────────────────────────────────────────────────────────────────── */

static GstTracer *
find_tracer (void)
{
  GList *tracers = gst_tracing_get_active_tracers ();
  GstTracer *found = NULL;

  for (GList *i = tracers; i != NULL && found == NULL; i = i->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (i->data), "GstLeaksTracer"))
      found = gst_object_ref (i->data);
  g_list_free_full (tracers, gst_object_unref);
  g_assert_nonnull (found);
  return found;
}

/* What it is called below: of caps, which all look alike, also what they say. */
static char *
describe (const GValue *object)
{
  g_autofree char *caps = NULL;

  if (!GST_VALUE_HOLDS_CAPS (object))
    return g_strdup (G_VALUE_TYPE_NAME (object));
  caps = gst_caps_to_string (gst_value_get_caps (object));
  return g_strdup_printf ("GstCaps %.240s", caps);
}

/* The tracer hands over references that are not its own: they are forgotten, not given back. */
static void
add_object (GHashTable *objects, const GValue *value)
{
  const GstStructure *alive = gst_value_get_structure (value);
  GValue *object = (GValue *) gst_structure_get_value (alive, "object");
  char *name = describe (object);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (objects, name));

  g_hash_table_insert (objects, name, GUINT_TO_POINTER (count + 1));
  *object = (GValue) G_VALUE_INIT;
}

static GHashTable *
list_objects (void)
{
  GHashTable *objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GstTracer) tracer = find_tracer ();
  GstStructure *info = NULL;
  const GValue *list;

  g_signal_emit_by_name (tracer, "get-live-objects", &info);
  list = gst_structure_get_value (info, "live-objects-list");
  for (guint i = 0; i < gst_value_list_get_size (list); i++)
    add_object (objects, gst_value_list_get_value (list, i));
  gst_structure_free (info);
  return objects;
}

static gboolean
is_known (gpointer type, gpointer count)
{
  return g_str_equal (type, KEPT_BY_GSTREAMER) && GPOINTER_TO_UINT (count) == 1;
}

static gboolean
are_known (GHashTable *objects)
{
  GHashTableIter iter;
  gpointer type, count;
  gboolean clean = TRUE;

  g_hash_table_iter_init (&iter, objects);
  while (g_hash_table_iter_next (&iter, &type, &count))
    clean &= is_known (type, count);
  return clean;
}

static void
print_objects (GHashTable *objects)
{
  GHashTableIter iter;
  gpointer type, count;

  g_hash_table_iter_init (&iter, objects);
  while (g_hash_table_iter_next (&iter, &type, &count))
    printf ("  alive: %u %s%s\n", GPOINTER_TO_UINT (count), (char *) type,
            is_known (type, count) ? ", which its plugin keeps" : "");
}

static gboolean
is_empty (gpointer data)
{
  Remains *self = data;

  g_clear_pointer (&self->objects, g_hash_table_unref);
  self->objects = list_objects ();
  return are_known (self->objects);
}

/* Which one is too many is seen by its name. */
static void
print_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;

  printf ("  threads:");
  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "comm", NULL);
      g_autofree char *name = NULL;

      if (g_file_get_contents (path, &name, NULL, NULL))
        printf (" %s", g_strchomp (name));
    }
  printf ("\n");
}

/* ── everything ───────────────────────────────────────────────────────────────────────────────── */

void
remains_count (Remains *self)
{
  self->objects = NULL;
  pair_linger ();
  /* Found: a connection that ends within its DTLS handshake lives until its next retransmission would be due. */
  pair_wait_or (is_empty, self, PATIENCE);
  self->threads = pair_count_threads ();
  self->descriptors = pair_count_descriptors ();
  /* As after each call; what the C library keeps of the last one's threads is another amount each time. */
  duo_spare_memory_return ();
  duo_call_settle ();
  self->memory = read_resident_kb ();
}

void
remains_print_memory (guint calls)
{
  printf ("  after %u calls resident %" G_GUINT64_FORMAT " KB\n", calls, read_resident_kb ());
  fflush (stdout);
}

RemainsKind
remains_compare (Remains *before, Remains *after)
{
  gint64 growth = (gint64) after->memory - (gint64) before->memory;
  RemainsKind more = 0;

  printf ("  threads %u, then %u; descriptors %u, then %u; resident %" G_GUINT64_FORMAT
          " KB, then %" G_GUINT64_FORMAT " KB (%+" G_GINT64_FORMAT ")\n",
          before->threads, after->threads, before->descriptors, after->descriptors, before->memory,
          after->memory, growth);
  if (after->threads > before->threads)
    {
      more |= REMAINS_THREADS;
      print_threads ();
    }
  if (after->descriptors > before->descriptors)
    more |= REMAINS_DESCRIPTORS;
  if (growth > MAX_GROWTH_KB && !is_sanitized ())
    more |= REMAINS_MEMORY;
  if (!are_known (after->objects))
    more |= REMAINS_OBJECTS;
  print_objects (after->objects);
  g_clear_pointer (&before->objects, g_hash_table_unref);
  g_clear_pointer (&after->objects, g_hash_table_unref);
  return more;
}

static gpointer
wait_for_release (gpointer data)
{
  g_mutex_lock (&kept.mutex);
  g_mutex_unlock (&kept.mutex);
  return NULL;
}

void
remains_keep (void)
{
  g_mutex_lock (&kept.mutex);
  kept.thread = g_thread_new ("kept", wait_for_release, NULL);
  kept.descriptor = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  kept.memory = g_malloc (KEPT_BYTES);
  memset (kept.memory, 1, KEPT_BYTES);
}

void
remains_let_go (void)
{
  g_mutex_unlock (&kept.mutex);
  g_thread_join (kept.thread);
  close (kept.descriptor);
  g_free (kept.memory);
}
