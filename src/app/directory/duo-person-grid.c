/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-person-grid.h"

#include "duo-person-card.h"
#include "duo-seats.h"
#include "shell/duo-css-class.h"

#define GAP 18
#define ROWS_AROUND 1
/* Until it is known how many there are: as many as a window of the usual height shows. */
#define ROWS_AT_FIRST 5

/* GtkGridView keeps ninety rows alive whatever is on screen. To root, style and fill as many cards for each key of a
 * search costs a tenth of a second, so its children are empty frames of a card's height, and cards are put into those
 * that are on screen or next to it. */
struct _DuoPersonGrid
{
  AdwBin parent_instance;

  DuoSession *session;
  DuoSeats *seats;
  GPtrArray *frames; /* of GtkListItem, borrowed: those that are bound */
  GPtrArray *spare;  /* of DuoPersonCard */
  int card_height;
  guint around; /* rows beside those on screen that have cards: none before the first frame */
  guint painted;
  guint columns;
  gboolean narrow;
  gboolean stacked;

  GtkScrolledWindow *scroller;
  GtkGridView *grid;
};

enum
{
  PROP_0,
  PROP_COLUMNS,
  PROP_NARROW,
  PROP_STACKED,
  N_PROPS,
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoPersonGrid, duo_person_grid, ADW_TYPE_BIN)

static GtkWidget *
take_card (DuoPersonGrid *self)
{
  GtkWidget *card = self->spare->len > 0 ? g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1)
                                         : g_object_ref_sink (duo_person_card_new (self->session));

  duo_person_card_set_stacked (DUO_PERSON_CARD (card), self->stacked);
  return card;
}

static void
fill_frame (DuoPersonGrid *self, GtkListItem *item)
{
  AdwBin *frame = ADW_BIN (gtk_list_item_get_child (item));
  g_autoptr (GtkWidget) card = NULL;

  if (adw_bin_get_child (frame))
    return;

  card = take_card (self);
  g_object_set_data (
      G_OBJECT (frame), "seat",
      g_object_bind_property (gtk_list_item_get_item (item), "item", card, "person", G_BINDING_SYNC_CREATE));
  g_object_set_data (
      G_OBJECT (frame), "name",
      g_object_bind_property (card, "name-and-place", item, "accessible-label", G_BINDING_SYNC_CREATE));
  gtk_widget_set_size_request (GTK_WIDGET (frame), -1, -1);
  adw_bin_set_child (frame, card);
}

static void
empty_frame (DuoPersonGrid *self, GtkListItem *item)
{
  AdwBin *frame = ADW_BIN (gtk_list_item_get_child (item));
  GtkWidget *card = adw_bin_get_child (frame);

  if (!card)
    return;

  g_binding_unbind (g_object_steal_data (G_OBJECT (frame), "seat"));
  g_binding_unbind (g_object_steal_data (G_OBJECT (frame), "name"));
  g_ptr_array_add (self->spare, g_object_ref (card));
  adw_bin_set_child (frame, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (frame), -1, self->card_height);
}

/* Every card is as high as every other, so one tells the height of all. */
static void
measure_card (DuoPersonGrid *self)
{
  g_autoptr (GtkWidget) card = take_card (self);

  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, NULL, &self->card_height, NULL, NULL);
  g_ptr_array_add (self->spare, g_steal_pointer (&card));
}

static gboolean
is_near (DuoPersonGrid *self, guint position)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (adjustment);
  double height = self->card_height + GAP;
  double seen = page > 0 ? page : ROWS_AT_FIRST * height - 1;
  int first = (int) (gtk_adjustment_get_value (adjustment) / height) - (int) self->around;
  int last = (int) ((gtk_adjustment_get_value (adjustment) + seen) / height) + (int) self->around;
  int row = position / self->columns;

  return row >= first && row <= last;
}

static gboolean
is_taken (GtkListItem *item)
{
  return duo_seat_get_item (gtk_list_item_get_item (item)) != NULL;
}

static void
update_frame (DuoPersonGrid *self, GtkListItem *item)
{
  if (is_near (self, gtk_list_item_get_position (item)) && is_taken (item))
    fill_frame (self, item);
  else
    empty_frame (self, item);
}

static void
update_frames (DuoPersonGrid *self)
{
  for (guint i = 0; i < self->frames->len; i++)
    update_frame (self, self->frames->pdata[i]);
}

/* Before it has a window a card does not know all its fonts, so its height is a guess until one is on screen. */
static void
learn_height (DuoPersonGrid *self, GtkWidget *card)
{
  int height;

  gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  if (height == self->card_height)
    return;

  self->card_height = height;
  for (guint i = 0; i < self->frames->len; i++)
    {
      GtkWidget *frame = gtk_list_item_get_child (self->frames->pdata[i]);

      if (!adw_bin_get_child (ADW_BIN (frame)))
        gtk_widget_set_size_request (frame, -1, height);
    }
}

static void
on_page_size_changed (DuoPersonGrid *self)
{
  for (guint i = 0; i < self->frames->len; i++)
    {
      GtkWidget *card = adw_bin_get_child (ADW_BIN (gtk_list_item_get_child (self->frames->pdata[i])));

      if (card)
        {
          learn_height (self, card);
          break;
        }
    }
  update_frames (self);
}

static void
on_frame_setup (GtkSignalListItemFactory *factory, GtkListItem *item, DuoPersonGrid *self)
{
  GtkWidget *frame = adw_bin_new ();

  gtk_widget_set_size_request (frame, -1, self->card_height);
  gtk_list_item_set_child (item, frame);
}

static void
on_frame_bind (GtkSignalListItemFactory *factory, GtkListItem *item, DuoPersonGrid *self)
{
  g_ptr_array_add (self->frames, item);
  update_frame (self, item);
}

static void
on_frame_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, DuoPersonGrid *self)
{
  g_ptr_array_remove_fast (self->frames, item);
  if (gtk_list_item_get_child (item))
    empty_frame (self, item);
}

static gboolean
on_painted (gpointer data)
{
  DuoPersonGrid *self = data;

  self->painted = 0;
  self->around = ROWS_AROUND;
  update_frames (self);
  return G_SOURCE_REMOVE;
}

/* Cards that come into sight next are made once there is nothing to paint. */
static void
duo_person_grid_map (GtkWidget *widget)
{
  DuoPersonGrid *self = DUO_PERSON_GRID (widget);

  GTK_WIDGET_CLASS (duo_person_grid_parent_class)->map (widget);
  if (self->around == 0 && !self->painted)
    self->painted = g_idle_add_full (G_PRIORITY_LOW, on_painted, self, NULL);
}

static void
on_activate (DuoPersonGrid *self, guint position)
{
  g_autoptr (DuoSeat) seat =
      g_list_model_get_item (G_LIST_MODEL (gtk_grid_view_get_model (self->grid)), position);

  if (seat && duo_seat_get_item (seat))
    g_signal_emit (self, signals[ACTIVATED], 0, duo_seat_get_item (seat));
}

static void
duo_person_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoPersonGrid *self = DUO_PERSON_GRID (object);

  switch (id)
    {
    case PROP_COLUMNS:
      g_value_set_uint (value, self->columns);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_STACKED:
      g_value_set_boolean (value, self->stacked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_person_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DuoPersonGrid *self = DUO_PERSON_GRID (object);

  switch (id)
    {
    case PROP_COLUMNS:
      duo_person_grid_set_columns (self, g_value_get_uint (value));
      break;
    case PROP_NARROW:
      duo_person_grid_set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_STACKED:
      duo_person_grid_set_stacked (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_person_grid_dispose (GObject *object)
{
  DuoPersonGrid *self = DUO_PERSON_GRID (object);

  g_clear_handle_id (&self->painted, g_source_remove);
  if (self->grid)
    gtk_grid_view_set_model (self->grid, NULL);
  /* The bin would unparent a child that the template has already let go of. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_PERSON_GRID);
  g_ptr_array_set_size (self->spare, 0);
  g_clear_object (&self->seats);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_person_grid_parent_class)->dispose (object);
}

static void
duo_person_grid_finalize (GObject *object)
{
  DuoPersonGrid *self = DUO_PERSON_GRID (object);

  g_ptr_array_unref (self->frames);
  g_ptr_array_unref (self->spare);

  G_OBJECT_CLASS (duo_person_grid_parent_class)->finalize (object);
}

static void
duo_person_grid_class_init (DuoPersonGridClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_person_grid_get_property;
  object_class->set_property = duo_person_grid_set_property;
  object_class->dispose = duo_person_grid_dispose;
  object_class->finalize = duo_person_grid_finalize;
  widget_class->map = duo_person_grid_map;

  properties[PROP_COLUMNS] = g_param_spec_uint ("columns", NULL, NULL, 1, 6, 3, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_STACKED] = g_param_spec_boolean ("stacked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATED] = g_signal_new ("activated", DUO_TYPE_PERSON_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, DUO_TYPE_PERSON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-person-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoPersonGrid, scroller);
  gtk_widget_class_bind_template_child (widget_class, DuoPersonGrid, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_frame_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_frame_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_frame_unbind);
}

static void
duo_person_grid_init (DuoPersonGrid *self)
{
  GtkAdjustment *adjustment;

  self->columns = 3;
  self->frames = g_ptr_array_new ();
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));

  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (update_frames), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (on_page_size_changed), self,
                           G_CONNECT_SWAPPED);
}

void
duo_person_grid_set_up (DuoPersonGrid *self, DuoSession *session, GListModel *people)
{
  g_autoptr (GtkNoSelection) model = NULL;

  g_return_if_fail (DUO_IS_PERSON_GRID (self));
  g_return_if_fail (!self->session);

  self->session = g_object_ref (session);
  measure_card (self);
  self->seats = duo_seats_new (people);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->seats)));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (model));
}

void
duo_person_grid_set_least (DuoPersonGrid *self, guint least)
{
  g_return_if_fail (DUO_IS_PERSON_GRID (self));

  duo_seats_set_least (self->seats, least);
  update_frames (self);
}

void
duo_person_grid_set_columns (DuoPersonGrid *self, guint columns)
{
  g_return_if_fail (DUO_IS_PERSON_GRID (self));

  if (self->columns == columns)
    return;

  self->columns = columns;
  gtk_grid_view_set_min_columns (self->grid, MIN (columns, gtk_grid_view_get_max_columns (self->grid)));
  gtk_grid_view_set_max_columns (self->grid, columns);
  gtk_grid_view_set_min_columns (self->grid, columns);
  update_frames (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMNS]);
}

void
duo_person_grid_set_narrow (DuoPersonGrid *self, gboolean narrow)
{
  g_return_if_fail (DUO_IS_PERSON_GRID (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  duo_css_class_set (GTK_WIDGET (self->grid), "narrow", narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

void
duo_person_grid_set_stacked (DuoPersonGrid *self, gboolean stacked)
{
  g_return_if_fail (DUO_IS_PERSON_GRID (self));

  if (self->stacked == !!stacked)
    return;

  self->stacked = !!stacked;
  for (guint i = 0; i < self->frames->len; i++)
    {
      GtkWidget *card = adw_bin_get_child (ADW_BIN (gtk_list_item_get_child (self->frames->pdata[i])));

      if (card)
        duo_person_card_set_stacked (DUO_PERSON_CARD (card), stacked);
    }
  on_page_size_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACKED]);
}

void
duo_person_grid_look_again (DuoPersonGrid *self)
{
  g_return_if_fail (DUO_IS_PERSON_GRID (self));

  for (guint i = 0; i < self->frames->len; i++)
    {
      GtkWidget *card = adw_bin_get_child (ADW_BIN (gtk_list_item_get_child (self->frames->pdata[i])));

      if (card)
        duo_person_card_look_again (DUO_PERSON_CARD (card));
    }
}

void
duo_person_grid_scroll_to_top (DuoPersonGrid *self)
{
  g_return_if_fail (DUO_IS_PERSON_GRID (self));

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
