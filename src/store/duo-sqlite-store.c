/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-sqlite-store.h"

struct _DuoSqliteStore
{
  GObject parent_instance;

  DuoClock *clock;
};

static void
duo_sqlite_store_iface_init (DuoStoreInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DuoSqliteStore,
                               duo_sqlite_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DUO_TYPE_STORE, duo_sqlite_store_iface_init))

static void
duo_sqlite_store_class_init (DuoSqliteStoreClass *klass)
{
}

static void
duo_sqlite_store_init (DuoSqliteStore *self)
{
}

DuoStore *
duo_sqlite_store_new (const char *path, DuoClock *clock, GError **error)
{
  g_set_error (error, DUO_STORE_ERROR, DUO_STORE_ERROR_IO, "%s cannot be opened", path);
  return NULL;
}
