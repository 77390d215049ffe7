/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-keyed-list-private.h"

struct _DuoKeyedList
{
  GObject parent_instance;

  GType type;
  GPtrArray *objects; /* shown ones first, then the staged ones */
  GPtrArray *keys;    /* beside the objects; owned by @positions */
  GHashTable *positions;
  guint n_shown;
  guint first_touched; /* G_MAXUINT where none is */
  guint last_touched;
};

static GType
duo_keyed_list_get_item_type (GListModel *model)
{
  return DUO_KEYED_LIST (model)->type;
}

static guint
duo_keyed_list_get_n_items (GListModel *model)
{
  return DUO_KEYED_LIST (model)->n_shown;
}

static gpointer
duo_keyed_list_get_item (GListModel *model, guint position)
{
  DuoKeyedList *self = DUO_KEYED_LIST (model);

  return position < self->n_shown ? g_object_ref (self->objects->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = duo_keyed_list_get_item_type;
  iface->get_n_items = duo_keyed_list_get_n_items;
  iface->get_item = duo_keyed_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoKeyedList,
                               duo_keyed_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
find_position (DuoKeyedList *self, const char *id, guint *position)
{
  gpointer found = id ? g_hash_table_lookup (self->positions, id) : NULL;

  *position = GPOINTER_TO_UINT (found) - 1;
  return found != NULL;
}

static void
duo_keyed_list_finalize (GObject *object)
{
  DuoKeyedList *self = DUO_KEYED_LIST (object);

  g_ptr_array_unref (self->objects);
  g_ptr_array_unref (self->keys);
  g_hash_table_unref (self->positions);
  G_OBJECT_CLASS (duo_keyed_list_parent_class)->finalize (object);
}

static void
duo_keyed_list_class_init (DuoKeyedListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_keyed_list_finalize;
}

static void
duo_keyed_list_init (DuoKeyedList *self)
{
  self->objects = g_ptr_array_new_with_free_func (g_object_unref);
  self->keys = g_ptr_array_new ();
  self->positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->first_touched = G_MAXUINT;
}

DuoKeyedList *
duo_keyed_list_new (GType type)
{
  DuoKeyedList *self = g_object_new (DUO_TYPE_KEYED_LIST, NULL);

  self->type = type;
  return self;
}

gpointer
duo_keyed_list_lookup (DuoKeyedList *self, const char *id)
{
  guint position;

  return find_position (self, id, &position) ? self->objects->pdata[position] : NULL;
}

guint
duo_keyed_list_get_length (DuoKeyedList *self)
{
  return self->n_shown;
}

gpointer
duo_keyed_list_get (DuoKeyedList *self, guint position)
{
  return self->objects->pdata[position];
}

void
duo_keyed_list_stage (DuoKeyedList *self, const char *id, gpointer object)
{
  char *key = g_strdup (id);

  g_ptr_array_add (self->objects, g_object_ref (object));
  g_ptr_array_add (self->keys, key);
  g_hash_table_insert (self->positions, key, GUINT_TO_POINTER (self->objects->len));
}

void
duo_keyed_list_touch (DuoKeyedList *self, const char *id)
{
  guint position;

  if (!find_position (self, id, &position) || position >= self->n_shown)
    return;
  self->last_touched = self->first_touched == G_MAXUINT ? position : MAX (self->last_touched, position);
  self->first_touched = MIN (self->first_touched, position);
}

void
duo_keyed_list_commit (DuoKeyedList *self)
{
  guint before = self->n_shown;
  guint added = self->objects->len - before;
  guint first = MIN (self->first_touched, before);
  guint touched = self->first_touched == G_MAXUINT ? 0 : self->last_touched - first + 1;

  if (added > 0)
    touched = before - first;
  self->n_shown = self->objects->len;
  self->first_touched = G_MAXUINT;
  if (touched + added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), first, touched, touched + added);
}

gboolean
duo_keyed_list_remove (DuoKeyedList *self, const char *id)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (ids, (gpointer) id);
  return duo_keyed_list_lookup (self, id) && duo_keyed_list_remove_all (self, ids, TRUE);
}

static void
renumber (DuoKeyedList *self, guint from)
{
  for (guint i = from; i < self->keys->len; i++)
    {
      gpointer key;

      g_hash_table_steal_extended (self->positions, self->keys->pdata[i], &key, NULL);
      g_hash_table_insert (self->positions, key, GUINT_TO_POINTER (i + 1));
    }
}

/* What stays moves to the front; the objects that go are handed over, so that they live until everybody knows. */
static guint
move_up (DuoKeyedList *self, GHashTable *ids, gboolean inside, GPtrArray *gone, guint *last)
{
  guint kept = 0, first = G_MAXUINT;

  for (guint i = 0; i < self->keys->len; i++)
    {
      if (g_hash_table_contains (ids, self->keys->pdata[i]) == inside)
        {
          g_hash_table_remove (self->positions, self->keys->pdata[i]);
          g_ptr_array_add (gone, self->objects->pdata[i]);
          first = MIN (first, i);
          *last = i;
          continue;
        }
      self->keys->pdata[kept] = self->keys->pdata[i];
      self->objects->pdata[kept++] = self->objects->pdata[i];
    }
  return first;
}

gboolean
duo_keyed_list_remove_all (DuoKeyedList *self, GHashTable *ids, gboolean inside)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);
  guint first, last = 0;

  duo_keyed_list_commit (self);
  first = move_up (self, ids, inside, gone, &last);
  if (gone->len == 0)
    return FALSE;
  g_ptr_array_set_free_func (self->objects, NULL);
  g_ptr_array_set_size (self->objects, self->objects->len - gone->len);
  g_ptr_array_set_free_func (self->objects, g_object_unref);
  g_ptr_array_set_size (self->keys, self->objects->len);
  renumber (self, first);
  self->n_shown = self->objects->len;
  g_list_model_items_changed (G_LIST_MODEL (self), first, last - first + 1, last - first + 1 - gone->len);
  return TRUE;
}
