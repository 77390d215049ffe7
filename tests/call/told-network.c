/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "told-network.h"

struct _ToldNetwork
{
  GObject parent_instance;
  char **addresses;
};

static void told_network_iface_init (DuoNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToldNetwork,
                               told_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_NETWORK, told_network_iface_init))

static char **
told_network_dup_addresses (DuoNetwork *network)
{
  return g_strdupv (TOLD_NETWORK (network)->addresses);
}

static void
told_network_iface_init (DuoNetworkInterface *iface)
{
  iface->dup_addresses = told_network_dup_addresses;
}

static void
told_network_finalize (GObject *object)
{
  g_strfreev (TOLD_NETWORK (object)->addresses);
  G_OBJECT_CLASS (told_network_parent_class)->finalize (object);
}

static void
told_network_class_init (ToldNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = told_network_finalize;
}

static void
told_network_init (ToldNetwork *self)
{
}

static void
set_addresses (ToldNetwork *self, const char *addresses)
{
  g_strfreev (self->addresses);
  self->addresses = addresses[0] != '\0' ? g_strsplit (addresses, " ", -1) : g_new0 (char *, 1);
}

ToldNetwork *
told_network_new (const char *addresses)
{
  ToldNetwork *self = g_object_new (TOLD_TYPE_NETWORK, NULL);

  set_addresses (self, addresses);
  return self;
}

void
told_network_change (ToldNetwork *self, const char *addresses)
{
  if (addresses != NULL)
    set_addresses (self, addresses);
  duo_network_emit_changed (DUO_NETWORK (self));
}
