/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-directory-page.h"

#include <glib/gi18n.h>

#include "duo-filter-chip.h"
#include "duo-person-action.h"
#include "duo-person-filter.h"
#include "duo-person-grid.h"
#include "duo-person-sorter.h"
#include "shell/duo-loading.h"
#include "shell/duo-minute.h"

struct _DuoDirectoryPage
{
  AdwBreakpointBin parent_instance;

  DuoSession *session;
  DuoEvent *event;
  GSignalGroup *event_signals;
  GSignalGroup *chats_signals;
  DuoPersonOrder order;
  gboolean counted; /* the first counts have come */
  gulong painted;   /* until cards were on screen once */
  guint tick;

  GtkSortListModel *sorted;
  GtkFilterListModel *shown;
  DuoPersonFilter *filter;
  AdwBanner *banner; /* (nullable): until there was something to say */
  AdwMultiLayoutView *toolbar;
  GtkSearchEntry *search;
  GtkToggleButton *filters;
  AdwWrapBox *chips;
  GtkToggleButton *open_chip;
  GtkToggleButton *bookmarked_chip;
  DuoFilterChip *facets[DUO_N_FACETS];
  GtkLabel *count;
  GtkMenuButton *sort;
  GtkLabel *sort_label;
  DuoPersonGrid *grid;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (DuoDirectoryPage, duo_directory_page, ADW_TYPE_BREAKPOINT_BIN)

static gboolean
shows_talents (DuoDirectoryPage *self)
{
  return self->event && duo_event_get_role (self->event) == DUO_ROLE_RECRUITER;
}

static char *
dup_count (DuoDirectoryPage *self, guint n)
{
  if (shows_talents (self))
    return g_strdup_printf (ngettext ("%u talent", "%u talents", n), n);

  return g_strdup_printf (ngettext ("%u recruiter", "%u recruiters", n), n);
}

/* How many will be there at least, of people that are on their way and pass every filter. */
static guint
get_least (DuoDirectoryPage *self)
{
  return self->event && duo_person_filter_is_empty (self->filter) ? duo_event_get_n_expected (self->event)
                                                                  : 0;
}

static guint
count_shown (DuoDirectoryPage *self)
{
  return MAX (g_list_model_get_n_items (G_LIST_MODEL (self->shown)), get_least (self));
}

/* Before the first answer of the service, and while people are on their way, an empty list means nothing. */
static const char *
get_state (DuoDirectoryPage *self)
{
  gboolean any = self->event && g_list_model_get_n_items (duo_event_get_people (self->event)) > 0;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    return "people";
  if (self->event && !duo_event_get_complete (self->event))
    return "loading";
  if (any)
    return "nothing";

  return duo_session_get_synced_at (self->session) > 0 ? "empty" : "loading";
}

static void
clear_filters (DuoDirectoryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (self->open_chip, FALSE);
  gtk_toggle_button_set_active (self->bookmarked_chip, FALSE);
  for (DuoFacet facet = 0; facet < DUO_N_FACETS; facet++)
    duo_filter_chip_clear (self->facets[facet]);
}

static void
on_clear_clicked (DuoDirectoryPage *self)
{
  clear_filters (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static AdwStatusPage *
make_nothing (DuoDirectoryPage *self)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (adw_status_page_new ());
  GtkWidget *clear = gtk_button_new_with_label (_ ("Clear Search and Filters"));

  gtk_widget_set_halign (clear, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (clear, "pill");
  g_signal_connect_object (clear, "clicked", G_CALLBACK (on_clear_clicked), self, G_CONNECT_SWAPPED);
  adw_status_page_set_icon_name (page, "edit-find-symbolic");
  adw_status_page_set_title (page, _ ("Nobody Found"));
  adw_status_page_set_description (page, _ ("Try another word, or fewer filters"));
  adw_status_page_set_child (page, clear);
  return page;
}

static AdwStatusPage *
make_empty (void)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (adw_status_page_new ());

  adw_status_page_set_icon_name (page, DUO_APP_ID "-symbolic");
  return page;
}

static AdwStatusPage *
make_state (DuoDirectoryPage *self, const char *state)
{
  if (g_str_equal (state, "nothing"))
    return make_nothing (self);

  return g_str_equal (state, "loading") ? duo_loading_new (_ ("Getting the Directory…")) : make_empty ();
}

static void
update_empty (DuoDirectoryPage *self)
{
  gboolean talents = shows_talents (self);
  AdwStatusPage *page = ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "empty"));

  adw_status_page_set_title (page, talents ? _ ("No Talents Yet") : _ ("No Recruiters Yet"));
  adw_status_page_set_description (page, talents ? _ ("Talents who register for this event appear here")
                                                 : _ ("Recruiters who offer 1-1 Chats appear here"));
}

/* What there is to say in place of cards is made when it is said first: most starts show cards. */
static void
show_state (DuoDirectoryPage *self, const char *state)
{
  if (!gtk_stack_get_child_by_name (self->stack, state))
    gtk_stack_add_named (self->stack, GTK_WIDGET (make_state (self, state)), state);
  if (g_str_equal (state, "empty"))
    update_empty (self);
  gtk_stack_set_visible_child_name (self->stack, state);
}

static void
update_state (DuoDirectoryPage *self)
{
  g_autofree char *count = dup_count (self, count_shown (self));

  gtk_label_set_label (self->count, count);
  show_state (self, get_state (self));
}

static void
update_banner (DuoDirectoryPage *self)
{
  g_autofree char *text = self->event ? duo_person_action_dup_banner (self->event) : NULL;

  if (text && !self->banner)
    {
      self->banner = ADW_BANNER (adw_banner_new (text));
      gtk_box_prepend (GTK_BOX (adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (self))),
                       GTK_WIDGET (self->banner));
    }
  if (!self->banner)
    return;

  /* Folded away it would still have its title as its name, for a screen reader to find. */
  adw_banner_set_title (self->banner, text ? text : "");
  adw_banner_set_revealed (self->banner, text != NULL);
}

static void
update_words (DuoDirectoryPage *self)
{
  gboolean talents = shows_talents (self);
  const char *words = talents ? _ ("Search name or topic") : _ ("Search name, company or topic");

  if (g_strcmp0 (gtk_search_entry_get_placeholder_text (self->search), words) != 0)
    {
      gtk_search_entry_set_placeholder_text (self->search, words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                      -1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->open_chip), !talents);
  gtk_widget_set_visible (GTK_WIDGET (self->facets[DUO_FACET_COMPANY]), !talents);
}

static void
update_filters_button (DuoDirectoryPage *self)
{
  guint n = duo_person_filter_get_n_chips (self->filter);
  /* TRANSLATORS: A button that opens the filters, with how many of them are on: "Filters: 2" */
  g_autofree char *label = n > 0 ? g_strdup_printf (_ ("Filters: %u"), n) : g_strdup (_ ("Filters"));

  gtk_button_set_label (GTK_BUTTON (self->filters), label);
}

static void
on_filter_changed (DuoDirectoryPage *self)
{
  duo_person_grid_set_least (self->grid, get_least (self));
  duo_person_grid_scroll_to_top (self->grid);
  update_filters_button (self);
  update_state (self);
}

static void
on_search_changed (DuoDirectoryPage *self)
{
  duo_person_filter_set_text (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_chip_toggled (DuoDirectoryPage *self)
{
  duo_person_filter_set_open_only (self->filter, gtk_toggle_button_get_active (self->open_chip));
  duo_person_filter_set_bookmarked_only (self->filter, gtk_toggle_button_get_active (self->bookmarked_chip));
}

static void
on_facet_changed (DuoDirectoryPage *self, DuoFilterChip *chip)
{
  g_auto (GStrv) values = duo_filter_chip_dup_values (chip);

  for (DuoFacet facet = 0; facet < DUO_N_FACETS; facet++)
    if (self->facets[facet] == chip)
      duo_person_filter_set_facet (self->filter, facet, (const char *const *) values);
}

static void
sort_again (DuoDirectoryPage *self)
{
  const DuoEventRecord *record = self->event ? duo_event_get_record (self->event) : NULL;
  g_autoptr (GtkSorter) sorter = duo_person_sorter_new (self->order, record ? record->my_topics : NULL,
                                                        record ? record->my_languages : NULL);

  gtk_sort_list_model_set_sorter (self->sorted, sorter);
}

static void
set_order (DuoDirectoryPage *self, DuoPersonOrder order)
{
  const char *label = duo_person_order_get_label (order);
  /* TRANSLATORS: Names the sort button for screen readers: "Sort: Best Match" */
  g_autofree char *name = g_strdup_printf (_ ("Sort: %s"), label);

  self->order = order;
  gtk_label_set_label (self->sort_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sort), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  sort_again (self);
}

static void
on_order_toggled (DuoDirectoryPage *self, GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check))
    return;

  set_order (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "order")));
  gtk_menu_button_popdown (self->sort);
}

/* Cards do not change places under the pointer whenever somebody books; only the first counts, without which there
 * was no order yet, sort the list anew. */
static void
on_counts_changed (DuoDirectoryPage *self)
{
  if (self->counted)
    return;

  self->counted = TRUE;
  sort_again (self);
  duo_person_filter_look_again (self->filter);
}

static gboolean
has_counts (GListModel *people)
{
  for (guint i = 0; people && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (people, i);

      if (duo_person_get_open_slots (person) > 0 || duo_person_get_requests (person) > 0)
        return TRUE;
    }
  return FALSE;
}

static void
on_role_changed (DuoDirectoryPage *self)
{
  update_words (self);
  update_banner (self);
  update_state (self);
}

/* What I may do with somebody follows from the event's rules, from what I have with others, and from the time. */
static void
on_standing_changed (DuoDirectoryPage *self)
{
  update_banner (self);
  duo_person_grid_look_again (self->grid);
}

/* … and whom I share most with from my own profile. */
static void
on_record_changed (DuoDirectoryPage *self)
{
  sort_again (self);
  on_standing_changed (self);
}

static void
on_minute (gpointer data)
{
  DuoDirectoryPage *self = data;

  on_standing_changed (self);
  self->tick = duo_minute_add (duo_session_get_clock (self->session), on_minute, self);
}

static void
on_event_changed (DuoDirectoryPage *self)
{
  GListModel *people;

  if (!g_set_object (&self->event, duo_session_get_event (self->session)))
    return;

  people = self->event ? duo_event_get_people (self->event) : NULL;
  self->counted = has_counts (people);
  clear_filters (self);
  g_signal_group_set_target (self->event_signals, self->event);
  g_signal_group_set_target (self->chats_signals, self->event ? duo_event_get_chats (self->event) : NULL);
  for (DuoFacet facet = 0; facet < DUO_N_FACETS; facet++)
    duo_filter_chip_set_people (self->facets[facet], people);
  sort_again (self);
  gtk_sort_list_model_set_model (self->sorted, people);
  duo_person_grid_set_least (self->grid, get_least (self));
  on_role_changed (self);
}

/* Once cards were on screen and everybody is in the list. */
static void
say_complete (DuoDirectoryPage *self)
{
  if (!self->painted && duo_event_get_complete (self->event))
    g_info ("app: directory complete, %u people",
            g_list_model_get_n_items (duo_event_get_people (self->event)));
}

static void
on_complete_changed (DuoDirectoryPage *self)
{
  self->counted = self->counted || has_counts (duo_event_get_people (self->event));
  for (DuoFacet facet = 0; facet < DUO_N_FACETS; facet++)
    duo_filter_chip_look_again (self->facets[facet]);
  duo_person_grid_set_least (self->grid, get_least (self));
  update_state (self);
  say_complete (self);
}

static void
on_synced (DuoDirectoryPage *self)
{
  update_banner (self);
  update_state (self);
}

static void
on_activated (DuoDirectoryPage *self, DuoPerson *person)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "s", duo_person_get_id (person));
}

static void
add_facets (DuoDirectoryPage *self)
{
  GtkWidget *last = GTK_WIDGET (self->open_chip);

  for (DuoFacet facet = 0; facet < DUO_N_FACETS; facet++)
    {
      GtkWidget *chip = duo_filter_chip_new (facet);

      g_signal_connect_object (chip, "changed", G_CALLBACK (on_facet_changed), self, G_CONNECT_SWAPPED);
      adw_wrap_box_insert_child_after (self->chips, chip, last);
      self->facets[facet] = DUO_FILTER_CHIP (chip);
      last = chip;
    }
}

static GtkWidget *
make_orders (DuoDirectoryPage *self)
{
  GtkWidget *orders = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = NULL;

  for (DuoPersonOrder order = 0; order < DUO_N_ORDERS; order++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (duo_person_order_get_label (order));

      g_object_set_data (G_OBJECT (check), "order", GUINT_TO_POINTER (order));
      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), first ? GTK_CHECK_BUTTON (first) : NULL);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), order == self->order);
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_order_toggled), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (orders), check);
      first = first ? first : check;
    }
  return orders;
}

static void
on_sort_opening (GtkMenuButton *sort, gpointer data)
{
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (sort))
    return;

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), make_orders (data));
  gtk_menu_button_set_popover (sort, popover);
}

static void
on_after_paint (DuoDirectoryPage *self, GdkFrameClock *clock)
{
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "people"))
    return;

  g_info ("app: directory painted, %u people", count_shown (self));
  g_clear_signal_handler (&self->painted, clock);
  say_complete (self);
}

/* How long it takes from the start of the app to the first cards is measured by what this says. */
static void
duo_directory_page_realize (GtkWidget *widget)
{
  DuoDirectoryPage *self = DUO_DIRECTORY_PAGE (widget);

  GTK_WIDGET_CLASS (duo_directory_page_parent_class)->realize (widget);
  self->painted = g_signal_connect_swapped (gtk_widget_get_frame_clock (widget), "after-paint",
                                            G_CALLBACK (on_after_paint), self);
}

static void
duo_directory_page_unrealize (GtkWidget *widget)
{
  DuoDirectoryPage *self = DUO_DIRECTORY_PAGE (widget);

  g_clear_signal_handler (&self->painted, gtk_widget_get_frame_clock (widget));
  GTK_WIDGET_CLASS (duo_directory_page_parent_class)->unrealize (widget);
}

static void
duo_directory_page_map (GtkWidget *widget)
{
  DuoDirectoryPage *self = DUO_DIRECTORY_PAGE (widget);

  GTK_WIDGET_CLASS (duo_directory_page_parent_class)->map (widget);
  self->tick = duo_minute_add (duo_session_get_clock (self->session), on_minute, self);
}

static void
duo_directory_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DUO_DIRECTORY_PAGE (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (duo_directory_page_parent_class)->unmap (widget);
}

static void
duo_directory_page_dispose (GObject *object)
{
  DuoDirectoryPage *self = DUO_DIRECTORY_PAGE (object);

  g_clear_object (&self->event_signals);
  g_clear_object (&self->chats_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_DIRECTORY_PAGE);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_directory_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, sorted);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, shown);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, filter);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, toolbar);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, search);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, filters);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, chips);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, open_chip);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, bookmarked_chip);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, count);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, sort);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, sort_label);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, grid);
  gtk_widget_class_bind_template_child (widget_class, DuoDirectoryPage, stack);
}

static void
duo_directory_page_class_init (DuoDirectoryPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_directory_page_dispose;
  widget_class->realize = duo_directory_page_realize;
  widget_class->unrealize = duo_directory_page_unrealize;
  widget_class->map = duo_directory_page_map;
  widget_class->unmap = duo_directory_page_unmap;

  g_type_ensure (DUO_TYPE_PERSON_FILTER);
  g_type_ensure (DUO_TYPE_PERSON_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-directory-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chip_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
duo_directory_page_init (DuoDirectoryPage *self)
{
  self->event_signals = g_signal_group_new (DUO_TYPE_EVENT);
  g_signal_group_connect_swapped (self->event_signals, "counts-changed", G_CALLBACK (on_counts_changed),
                                  self);
  g_signal_group_connect_swapped (self->event_signals, "notify::complete", G_CALLBACK (on_complete_changed),
                                  self);
  g_signal_group_connect_swapped (self->event_signals, "changed", G_CALLBACK (on_record_changed), self);
  g_signal_group_connect_swapped (self->event_signals, "notify::role", G_CALLBACK (on_role_changed), self);

  self->chats_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->chats_signals, "items-changed", G_CALLBACK (on_standing_changed),
                                  self);

  gtk_widget_init_template (GTK_WIDGET (self));
  add_facets (self);
  gtk_menu_button_set_create_popup_func (self->sort, on_sort_opening, self, NULL);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (on_filter_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  update_filters_button (self);
}

GtkWidget *
duo_directory_page_new (DuoSession *session)
{
  DuoDirectoryPage *self = g_object_new (DUO_TYPE_DIRECTORY_PAGE, NULL);

  self->session = g_object_ref (session);
  duo_loading_follow (self, session, G_CALLBACK (on_event_changed), G_CALLBACK (on_synced));
  duo_person_grid_set_up (self->grid, session, G_LIST_MODEL (self->shown));
  set_order (self, DUO_ORDER_BEST_MATCH);
  on_event_changed (self);
  on_role_changed (self);
  return GTK_WIDGET (self);
}

void
duo_directory_page_search (DuoDirectoryPage *self)
{
  g_return_if_fail (DUO_IS_DIRECTORY_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
