/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-network.h"

#include <nice/nice.h>

G_DEFINE_INTERFACE (DuoNetwork, duo_network, G_TYPE_OBJECT)

static guint changed;

static void
duo_network_default_init (DuoNetworkInterface *iface)
{
  changed =
      g_signal_new ("changed", DUO_TYPE_NETWORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

char **
duo_network_dup_addresses (DuoNetwork *self)
{
  return DUO_NETWORK_GET_IFACE (self)->dup_addresses (self);
}

void
duo_network_emit_changed (DuoNetwork *self)
{
  g_signal_emit (self, changed, 0);
}

gboolean
duo_network_has_lost (const char *const *was, const char *const *now)
{
  for (guint i = 0; was != NULL && was[i] != NULL; i++)
    if (now == NULL || !g_strv_contains (now, was[i]))
      return TRUE;
  return FALSE;
}

/* ── the system's ─────────────────────────────────────────────────────────────────────────────── */

#define DUO_TYPE_SYSTEM_NETWORK (duo_system_network_get_type ())
G_DECLARE_FINAL_TYPE (DuoSystemNetwork, duo_system_network, DUO, SYSTEM_NETWORK, GObject)

struct _DuoSystemNetwork
{
  GObject parent_instance;
};

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Those of one link come and go with it, and lead no further. */
static char **
duo_system_network_dup_addresses (DuoNetwork *network)
{
  GPtrArray *addresses = g_ptr_array_new ();
  GList *found = nice_interfaces_get_local_ips (FALSE);

  for (GList *link = found; link != NULL; link = link->next)
    if (!g_str_has_prefix (link->data, "fe80:"))
      g_ptr_array_add (addresses, g_strdup (link->data));
  g_list_free_full (found, g_free);
  g_ptr_array_sort (addresses, compare);
  g_ptr_array_add (addresses, NULL);
  return (char **) g_ptr_array_free (addresses, FALSE);
}

static void
network_init (DuoNetworkInterface *iface)
{
  iface->dup_addresses = duo_system_network_dup_addresses;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoSystemNetwork,
                               duo_system_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_NETWORK, network_init))

static void
duo_system_network_class_init (DuoSystemNetworkClass *klass)
{
}

static void
duo_system_network_init (DuoSystemNetwork *self)
{
}

DuoNetwork *
duo_network_new_system (GNetworkMonitor *monitor)
{
  DuoNetwork *self = g_object_new (DUO_TYPE_SYSTEM_NETWORK, NULL);

  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (duo_network_emit_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
