/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-device-choices.h"

#include <glib/gi18n.h>

#include "duo-device-list.h"

#define N_KINDS (DUO_DEVICE_SPEAKER + 1)

struct _DuoDeviceChoices
{
  GObject parent_instance;

  DuoDeviceMonitor *monitor;  /* (nullable) */
  GListModel *items[N_KINDS]; /* what a row shows: DuoDevice, or GtkStringObject for what is none */
  char *wanted[N_KINDS];      /* (nullable): here now or not */
};

enum
{
  CHANGED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoDeviceChoices, duo_device_choices, G_TYPE_OBJECT)

/* (transfer full) (nullable): NULL where it stands for something else */
static DuoDevice *
dup_device (GListModel *items, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (items, position);

  return DUO_IS_DEVICE (item) ? DUO_DEVICE (g_steal_pointer (&item)) : NULL;
}

static gboolean
find (DuoDeviceChoices *self, DuoDeviceKind kind, const char *id, guint *position)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (self->items[kind]); i++)
    {
      g_autoptr (DuoDevice) device = dup_device (self->items[kind], i);

      *position = i;
      if (device != NULL && g_str_equal (duo_device_get_id (device), id))
        return TRUE;
    }
  return FALSE;
}

static guint
get_position (DuoDeviceChoices *self, DuoDeviceKind kind)
{
  guint position;

  return find (self, kind, self->wanted[kind], &position) ? position : 0;
}

static void
choose (DuoDeviceChoices *self, DuoDeviceKind kind, guint position)
{
  g_autoptr (DuoDevice) device = dup_device (self->items[kind], position);

  if (self->monitor == NULL ||
      !g_set_str (&self->wanted[kind], device != NULL ? duo_device_get_id (device) : NULL))
    return;
  g_signal_emit (self, signals[CHOSEN], 0, (int) kind);
  g_signal_emit (self, signals[CHANGED], 0, (int) kind);
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  DuoDeviceChoices *choices;
  DuoDeviceKind kind;
  AdwComboRow *row;  /* borrowed: it has this */
  gboolean settling; /* what is selected changes by itself */
} Binding;

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_signal_handlers_disconnect_by_data (binding->choices->items[binding->kind], binding);
  g_signal_handlers_disconnect_by_data (binding->choices, binding);
  g_object_unref (binding->choices);
  g_free (binding);
}

static void
select_used (Binding *binding)
{
  binding->settling = TRUE;
  adw_combo_row_set_selected (binding->row, get_position (binding->choices, binding->kind));
  binding->settling = FALSE;
}

/* The row hears of it after this, and selects something else where the selected one went. */
static void
on_items_changing (Binding *binding)
{
  binding->settling = TRUE;
}

static void
on_changed (DuoDeviceChoices *choices, int kind, Binding *binding)
{
  if (kind == (int) binding->kind)
    select_used (binding);
}

static void
on_selected (Binding *binding)
{
  if (!binding->settling)
    choose (binding->choices, binding->kind, adw_combo_row_get_selected (binding->row));
}

static const char *
get_name (DuoDevice *device)
{
  return g_str_equal (duo_device_get_id (device), DUO_DEVICE_REMOTE_CAMERA) ? _ ("Camera")
                                                                            : duo_device_get_name (device);
}

static char *
dup_item_name (GObject *item, gpointer data)
{
  return g_strdup (DUO_IS_DEVICE (item) ? get_name (DUO_DEVICE (item))
                                        : gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

void
duo_device_choices_bind (DuoDeviceChoices *self, DuoDeviceKind kind, AdwComboRow *row)
{
  Binding *binding = g_new0 (Binding, 1);
  g_autoptr (GtkExpression) name =
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_item_name), NULL, NULL);

  *binding = (Binding) {g_object_ref (self), kind, row, TRUE};
  g_object_set_data_full (G_OBJECT (row), "duo-device-binding", binding, binding_free);
  g_signal_connect_swapped (self->items[kind], "items-changed", G_CALLBACK (on_items_changing), binding);
  adw_combo_row_set_expression (row, name);
  duo_device_list_set_up (row);
  adw_combo_row_set_model (row, self->items[kind]);
  g_signal_connect_swapped (self->items[kind], "items-changed", G_CALLBACK (select_used), binding);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), binding);
  g_signal_connect_swapped (row, "notify::selected-item", G_CALLBACK (on_selected), binding);
  select_used (binding);
}

/* ── what there is ────────────────────────────────────────────────────────────────────────────── */

static void
on_items_changed (DuoDeviceChoices *self, guint position, guint removed, guint added, GListModel *items)
{
  for (int kind = 0; kind < N_KINDS; kind++)
    if (self->items[kind] == items)
      g_signal_emit (self, signals[CHANGED], 0, kind);
}

/* The system's own comes first: it follows what is plugged in. @devices: (nullable) (transfer full) */
static GListModel *
new_speakers (GListModel *devices)
{
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkStringList) first = gtk_string_list_new ((const char *const[]) {_ ("System Default"), NULL});

  g_list_store_append (models, first);
  if (devices != NULL)
    g_list_store_append (models, devices);
  g_clear_object (&devices);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (models)));
}

static GListModel *
new_one (const char *name)
{
  return G_LIST_MODEL (gtk_string_list_new ((const char *const[]) {name, NULL}));
}

static void
show_drawn (DuoDeviceChoices *self)
{
  self->items[DUO_DEVICE_CAMERA] = new_one (_ ("Drawn Person"));
  self->items[DUO_DEVICE_MICROPHONE] = new_one (_ ("Made-Up Voice"));
  self->items[DUO_DEVICE_SPEAKER] = new_speakers (NULL);
}

static void
show_devices (DuoDeviceChoices *self)
{
  for (int kind = 0; kind < N_KINDS; kind++)
    {
      GListModel *devices =
          g_object_ref (duo_device_monitor_get_devices (self->monitor, (DuoDeviceKind) kind));

      self->items[kind] = kind == DUO_DEVICE_SPEAKER ? new_speakers (devices) : devices;
      /* After the rows, which select anew. */
      g_signal_connect_data (self->items[kind], "items-changed", G_CALLBACK (on_items_changed), self, NULL,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
}

static void
duo_device_choices_finalize (GObject *object)
{
  DuoDeviceChoices *self = DUO_DEVICE_CHOICES (object);

  for (guint i = 0; i < N_KINDS; i++)
    {
      g_signal_handlers_disconnect_by_data (self->items[i], self);
      g_clear_object (&self->items[i]);
      g_free (self->wanted[i]);
    }
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (duo_device_choices_parent_class)->finalize (object);
}

static void
duo_device_choices_class_init (DuoDeviceChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = duo_device_choices_finalize;

  signals[CHANGED] = g_signal_new ("changed", DUO_TYPE_DEVICE_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);
  signals[CHOSEN] = g_signal_new ("chosen", DUO_TYPE_DEVICE_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
duo_device_choices_init (DuoDeviceChoices *self)
{
}

DuoDeviceChoices *
duo_device_choices_new (DuoDeviceMonitor *monitor)
{
  DuoDeviceChoices *self = g_object_new (DUO_TYPE_DEVICE_CHOICES, NULL);

  g_set_object (&self->monitor, monitor);
  if (monitor != NULL)
    show_devices (self);
  else
    show_drawn (self);
  return self;
}

void
duo_device_choices_set_wanted (DuoDeviceChoices *self, DuoDeviceKind kind, const char *id)
{
  if (g_set_str (&self->wanted[kind], id))
    g_signal_emit (self, signals[CHANGED], 0, (int) kind);
}

const char *
duo_device_choices_get_id (DuoDeviceChoices *self, DuoDeviceKind kind)
{
  g_autoptr (DuoDevice) device = dup_device (self->items[kind], get_position (self, kind));

  /* The list has it, too. */
  return device != NULL ? duo_device_get_id (device) : NULL;
}

char *
duo_device_choices_dup_name (DuoDeviceChoices *self, DuoDeviceKind kind)
{
  g_autoptr (DuoDevice) device = dup_device (self->items[kind], get_position (self, kind));

  return device != NULL ? g_strdup (get_name (device)) : NULL;
}

gboolean
duo_device_choices_has (DuoDeviceChoices *self, DuoDeviceKind kind, const char *id)
{
  guint position;

  return find (self, kind, id, &position);
}

guint
duo_device_choices_count (DuoDeviceChoices *self, DuoDeviceKind kind)
{
  return self->monitor != NULL
             ? g_list_model_get_n_items (duo_device_monitor_get_devices (self->monitor, kind))
             : 1;
}
