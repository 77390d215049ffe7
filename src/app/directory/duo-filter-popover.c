/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-filter-popover.h"

#include <glib/gi18n.h>

#include "duo-filter-value.h"

struct _DuoFilterPopover
{
  GtkPopover parent_instance;

  DuoFacet facet;
  GListModel *people; /* (nullable): those who were counted last */
  GStrv chosen;       /* (nullable): NULL where nothing is */
  GListStore *values;

  GtkSearchEntry *search;
  GtkWidget *clear;
  GtkStringFilter *filter;
  GtkStack *stack;
  GtkFilterListModel *shown;
};

enum
{
  CHOSEN,
  CLEARED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoFilterPopover, duo_filter_popover, GTK_TYPE_POPOVER)

static const char *
get_search_hint (DuoFacet facet)
{
  if (facet == DUO_FACET_TOPIC)
    return _ ("Find topic");
  if (facet == DUO_FACET_COMPANY)
    return _ ("Find company");

  return _ ("Find language");
}

static void
take_chosen (DuoFilterPopover *self, char **chosen)
{
  g_strfreev (self->chosen);
  self->chosen = chosen;
  gtk_widget_set_sensitive (self->clear, chosen != NULL && *chosen);
}

static void
on_value_chosen (DuoFilterPopover *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->values)); i++)
    {
      g_autoptr (DuoFilterValue) value = g_list_model_get_item (G_LIST_MODEL (self->values), i);

      if (duo_filter_value_get_chosen (value))
        g_strv_builder_add (chosen, duo_filter_value_get_text (value));
    }
  take_chosen (self, g_strv_builder_end (chosen));
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* What is chosen first, then what most people have. */
static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  DuoFilterValue *left = *(DuoFilterValue **) a;
  DuoFilterValue *right = *(DuoFilterValue **) b;

  if (duo_filter_value_get_chosen (left) != duo_filter_value_get_chosen (right))
    return duo_filter_value_get_chosen (left) ? -1 : 1;
  if (duo_filter_value_get_count (left) != duo_filter_value_get_count (right))
    return duo_filter_value_get_count (left) > duo_filter_value_get_count (right) ? -1 : 1;

  return g_utf8_collate (duo_filter_value_get_text (left), duo_filter_value_get_text (right));
}

static void
count_person (GHashTable *counts, DuoPerson *person, DuoFacet facet)
{
  g_autofree const char **values = duo_person_dup_facet (person, facet);

  for (const char **value = values; *value; value++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *value));

      g_hash_table_replace (counts, (gpointer) *value, GUINT_TO_POINTER (n + 1));
    }
}

static GPtrArray *
make_values (DuoFilterPopover *self, GHashTable *counts)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer text, count;

  /* Somebody who alone had a chosen value may be gone; it must stay there to be taken back. */
  for (char **chosen = self->chosen; chosen && *chosen; chosen++)
    if (!g_hash_table_contains (counts, *chosen))
      g_hash_table_insert (counts, *chosen, NULL);

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &count))
    {
      gboolean chosen = self->chosen && g_strv_contains ((const char *const *) self->chosen, text);
      DuoFilterValue *value = duo_filter_value_new (text, GPOINTER_TO_UINT (count), chosen);

      g_signal_connect_object (value, "notify::chosen", G_CALLBACK (on_value_chosen), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (values, value);
    }
  g_ptr_array_sort_with_data (values, compare_values, NULL);
  return values;
}

/* Counted when one looks, not while people come and go. */
static void
count_values (DuoFilterPopover *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) values = NULL;

  for (guint i = 0; self->people && i < g_list_model_get_n_items (self->people); i++)
    {
      DuoPerson *person = g_list_model_get_item (self->people, i);

      g_ptr_array_add (people, person);
      count_person (counts, person, self->facet);
    }
  values = make_values (self, counts);
  g_list_store_splice (self->values, 0, g_list_model_get_n_items (G_LIST_MODEL (self->values)), values->pdata,
                       values->len);
}

static void
update_found (DuoFilterPopover *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "values" : "nothing");
}

static void
on_search_changed (DuoFilterPopover *self)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  update_found (self);
}

static void
on_clear_clicked (DuoFilterPopover *self)
{
  g_signal_emit (self, signals[CLEARED], 0);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static char *
format_count (GtkListItem *item, guint count)
{
  return g_strdup_printf ("%u", count);
}

static void
on_row_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *count = gtk_label_new (NULL);
  GtkExpression *value = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");
  GtkExpression *params[] = {
      gtk_property_expression_new (DUO_TYPE_FILTER_VALUE, gtk_expression_ref (value), "count")};

  gtk_widget_set_hexpand (check, TRUE);
  gtk_widget_add_css_class (count, "dimmed");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), count);

  gtk_expression_bind (gtk_property_expression_new (DUO_TYPE_FILTER_VALUE, value, "text"), check, "label",
                       item);
  gtk_expression_bind (
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 1, params, G_CALLBACK (format_count), NULL, NULL),
      count, "label", item);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_focusable (item, FALSE);
  gtk_list_item_set_child (item, row);
}

static void
on_row_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_last_child (check);
  GBinding *binding = g_object_bind_property (gtk_list_item_get_item (item), "chosen", check, "active",
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  g_object_set_data (G_OBJECT (item), "binding", binding);
  /* A company's name may be wider than a narrow window. */
  if (GTK_IS_LABEL (label))
    g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
}

static void
on_row_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_binding_unbind (g_object_steal_data (G_OBJECT (item), "binding"));
}

static void
duo_filter_popover_dispose (GObject *object)
{
  DuoFilterPopover *self = DUO_FILTER_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_FILTER_POPOVER);
  g_clear_object (&self->people);
  g_clear_pointer (&self->chosen, g_strfreev);

  G_OBJECT_CLASS (duo_filter_popover_parent_class)->dispose (object);
}

static void
duo_filter_popover_class_init (DuoFilterPopoverClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_filter_popover_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", DUO_TYPE_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CLEARED] = g_signal_new ("cleared", DUO_TYPE_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (DUO_TYPE_FILTER_VALUE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoFilterPopover, values);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterPopover, search);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterPopover, clear);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterPopover, filter);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterPopover, shown);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_row_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_row_unbind);
}

static void
duo_filter_popover_init (DuoFilterPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_filter_popover_new (DuoFacet facet)
{
  DuoFilterPopover *self = g_object_new (DUO_TYPE_FILTER_POPOVER, NULL);

  self->facet = facet;
  g_object_set (self->search, "placeholder-text", get_search_hint (facet), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_search_hint (facet), -1);
  return GTK_WIDGET (self);
}

void
duo_filter_popover_count (DuoFilterPopover *self, GListModel *people, const char *const *chosen)
{
  g_return_if_fail (DUO_IS_FILTER_POPOVER (self));

  g_set_object (&self->people, people);
  take_chosen (self, g_strdupv ((char **) chosen));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  count_values (self);
  update_found (self);
}

const char *const *
duo_filter_popover_get_chosen (DuoFilterPopover *self)
{
  g_return_val_if_fail (DUO_IS_FILTER_POPOVER (self), NULL);

  return (const char *const *) self->chosen;
}
