/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-filter-chip.h"

#include <glib/gi18n.h>

#include "duo-filter-value.h"

struct _DuoFilterChip
{
  AdwBin parent_instance;

  DuoFacet facet;
  GListModel *people;
  GStrv chosen; /* NULL where nothing is */
  GListStore *values;

  GtkMenuButton *button;
  GtkSearchEntry *search;
  GtkWidget *clear;
  GtkStringFilter *filter;
  GtkStack *stack;
  GtkFilterListModel *shown;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoFilterChip, duo_filter_chip, ADW_TYPE_BIN)

static char *
dup_label (DuoFilterChip *self)
{
  static const char *const names[] = {N_ ("Topic"), N_ ("Company"), N_ ("Language")};
  /* TRANSLATORS: What a chip says with one value chosen: "Language: English" */
  static const char *const one[] = {N_ ("Topic: %s"), N_ ("Company: %s"), N_ ("Language: %s")};
  /* TRANSLATORS: What a chip says with several chosen: "Topics: 2" */
  static const char *const many[] = {N_ ("Topics: %s"), N_ ("Companies: %s"), N_ ("Languages: %s")};
  guint n = self->chosen ? g_strv_length (self->chosen) : 0;
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_auto (GStrv) parts = NULL;

  if (n == 0)
    return g_strdup (_ (names[self->facet]));

  parts = g_strsplit (n == 1 ? _ (one[self->facet]) : _ (many[self->facet]), "%s", 2);
  return g_strjoinv (n == 1 ? self->chosen[0] : number, parts);
}

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
update_label (DuoFilterChip *self)
{
  g_autofree char *label = dup_label (self);

  gtk_menu_button_set_label (self->button, label);
  gtk_widget_set_sensitive (self->clear, self->chosen != NULL);
  if (self->chosen)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "on");
}

static void
take_chosen (DuoFilterChip *self, char **chosen)
{
  g_auto (GStrv) now = chosen;

  g_strfreev (self->chosen);
  self->chosen = now && *now ? g_steal_pointer (&now) : NULL;
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_value_chosen (DuoFilterChip *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->values)); i++)
    {
      g_autoptr (DuoFilterValue) value = g_list_model_get_item (G_LIST_MODEL (self->values), i);

      if (duo_filter_value_get_chosen (value))
        g_strv_builder_add (chosen, duo_filter_value_get_text (value));
    }
  take_chosen (self, g_strv_builder_end (chosen));
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
make_values (DuoFilterChip *self, GHashTable *counts)
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
count_values (DuoFilterChip *self)
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
update_found (DuoFilterChip *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "values" : "nothing");
}

static void
on_popover_shown (DuoFilterChip *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  count_values (self);
  update_found (self);
}

static void
on_search_changed (DuoFilterChip *self)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  update_found (self);
}

static void
on_clear_clicked (DuoFilterChip *self)
{
  duo_filter_chip_clear (self);
  gtk_menu_button_popdown (self->button);
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
  GBinding *binding = g_object_bind_property (gtk_list_item_get_item (item), "chosen", check, "active",
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  g_object_set_data (G_OBJECT (item), "binding", binding);
}

static void
on_row_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_binding_unbind (g_object_steal_data (G_OBJECT (item), "binding"));
}

static void
duo_filter_chip_dispose (GObject *object)
{
  DuoFilterChip *self = DUO_FILTER_CHIP (object);

  /* The parent class would let go of it once more. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_FILTER_CHIP);
  g_clear_object (&self->people);
  g_clear_pointer (&self->chosen, g_strfreev);

  G_OBJECT_CLASS (duo_filter_chip_parent_class)->dispose (object);
}

static void
duo_filter_chip_class_init (DuoFilterChipClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_filter_chip_dispose;

  signals[CHANGED] =
      g_signal_new ("changed", DUO_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DUO_TYPE_FILTER_VALUE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-filter-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoFilterChip, values);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterChip, button);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterChip, search);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterChip, clear);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterChip, filter);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterChip, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoFilterChip, shown);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_row_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_row_unbind);
}

static void
duo_filter_chip_init (DuoFilterChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
duo_filter_chip_new (DuoFacet facet)
{
  DuoFilterChip *self = g_object_new (DUO_TYPE_FILTER_CHIP, NULL);

  self->facet = facet;
  g_object_set (self->search, "placeholder-text", get_search_hint (facet), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_search_hint (facet), -1);
  update_label (self);
  return GTK_WIDGET (self);
}

void
duo_filter_chip_set_people (DuoFilterChip *self, GListModel *people)
{
  g_return_if_fail (DUO_IS_FILTER_CHIP (self));

  g_set_object (&self->people, people);
}

char **
duo_filter_chip_dup_values (DuoFilterChip *self)
{
  g_return_val_if_fail (DUO_IS_FILTER_CHIP (self), NULL);

  return g_strdupv (self->chosen);
}

void
duo_filter_chip_set_values (DuoFilterChip *self, const char *const *values)
{
  g_return_if_fail (DUO_IS_FILTER_CHIP (self));

  take_chosen (self, g_strdupv ((char **) values));
}

void
duo_filter_chip_clear (DuoFilterChip *self)
{
  g_return_if_fail (DUO_IS_FILTER_CHIP (self));

  if (self->chosen)
    duo_filter_chip_set_values (self, NULL);
}
