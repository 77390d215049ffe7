/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-day-switch.h"

#include <glib/gi18n.h>

#include "shell/duo-text.h"

struct _DuoDaySwitch
{
  AdwBin parent_instance;

  AdwToggleGroup *group;
  GTimeZone *zone;
  GStrv dates;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_DATE,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DuoDaySwitch, duo_day_switch, ADW_TYPE_BIN)

static char *
dup_open (guint n)
{
  if (n == 0)
    return g_strdup (C_ ("day", "Full"));

  return g_strdup_printf (ngettext ("%u open", "%u open", n), n);
}

static char *
dup_day (DuoDaySwitch *self, const char *date)
{
  gint64 noon = duo_text_date_noon (date, self->zone);

  return self->narrow ? duo_text_day_short (noon, self->zone) : duo_text_day_medium (noon, self->zone);
}

static GtkWidget *
new_label (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
new_content (void)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *open = new_label ("caption");

  gtk_widget_add_css_class (content, "day");
  gtk_widget_add_css_class (open, "dimmed");
  gtk_box_append (GTK_BOX (content), new_label ("heading"));
  gtk_box_append (GTK_BOX (content), open);
  return content;
}

static void
update_toggle (DuoDaySwitch *self, AdwToggle *toggle, guint n_open)
{
  GtkWidget *day = gtk_widget_get_first_child (adw_toggle_get_child (toggle));
  g_autofree char *text = dup_day (self, adw_toggle_get_name (toggle));
  g_autofree char *open = dup_open (n_open);
  g_autofree char *spoken =
      duo_text_day (duo_text_date_noon (adw_toggle_get_name (toggle), self->zone), self->zone);
  /* TRANSLATORS: A day for screen readers: "Tuesday 3 November, 5 open" */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s"), spoken, open);

  gtk_label_set_label (GTK_LABEL (day), text);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (day)), open);
  /* The toggle's own label is hidden by its child, and is its name. */
  adw_toggle_set_label (toggle, name);
  g_object_set_data (G_OBJECT (toggle), "open", GUINT_TO_POINTER (n_open));
}

static void
remake_toggles (DuoDaySwitch *self, const char *const *dates)
{
  g_autofree char *date = g_strdup (duo_day_switch_get_date (self));

  adw_toggle_group_remove_all (self->group);
  g_strfreev (self->dates);
  self->dates = g_strdupv ((char **) dates);
  for (const char *const *each = dates; *each; each++)
    {
      g_autoptr (AdwToggle) toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, *each);
      adw_toggle_set_child (toggle, new_content ());
      adw_toggle_group_add (self->group, g_object_ref (toggle));
    }
  if (date && g_strv_contains (dates, date))
    adw_toggle_group_set_active_name (self->group, date);
}

static void
on_active_changed (DuoDaySwitch *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static void
duo_day_switch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DuoDaySwitch *self = DUO_DAY_SWITCH (object);

  switch (id)
    {
    case PROP_DATE:
      g_value_set_string (value, duo_day_switch_get_date (self));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_day_switch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DATE:
      duo_day_switch_set_date (DUO_DAY_SWITCH (object), g_value_get_string (value));
      break;
    case PROP_NARROW:
      duo_day_switch_set_narrow (DUO_DAY_SWITCH (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
duo_day_switch_finalize (GObject *object)
{
  DuoDaySwitch *self = DUO_DAY_SWITCH (object);

  g_strfreev (self->dates);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (duo_day_switch_parent_class)->finalize (object);
}

static void
duo_day_switch_class_init (DuoDaySwitchClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = duo_day_switch_get_property;
  object_class->set_property = duo_day_switch_set_property;
  object_class->finalize = duo_day_switch_finalize;

  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, NULL, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
duo_day_switch_init (DuoDaySwitch *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->group = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  adw_toggle_group_set_homogeneous (self->group, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->group), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Day"), -1);
  g_signal_connect_object (self->group, "notify::active-name", G_CALLBACK (on_active_changed), self,
                           G_CONNECT_SWAPPED);

  /* An event of a week does not fit a telephone. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->group));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
duo_day_switch_set_days (DuoDaySwitch *self, const char *const *dates, const guint *n_open, GTimeZone *zone)
{
  g_return_if_fail (DUO_IS_DAY_SWITCH (self));

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (zone);
  if (!self->dates || !g_strv_equal ((const char *const *) self->dates, dates))
    remake_toggles (self, dates);
  for (guint i = 0; dates[i]; i++)
    update_toggle (self, adw_toggle_group_get_toggle (self->group, i), n_open[i]);
}

const char *
duo_day_switch_get_date (DuoDaySwitch *self)
{
  g_return_val_if_fail (DUO_IS_DAY_SWITCH (self), NULL);

  return adw_toggle_group_get_active_name (self->group);
}

void
duo_day_switch_set_date (DuoDaySwitch *self, const char *date)
{
  g_return_if_fail (DUO_IS_DAY_SWITCH (self));

  if (g_strcmp0 (date, duo_day_switch_get_date (self)) != 0)
    adw_toggle_group_set_active_name (self->group, date);
}

void
duo_day_switch_set_narrow (DuoDaySwitch *self, gboolean narrow)
{
  g_return_if_fail (DUO_IS_DAY_SWITCH (self));

  if (self->narrow == !!narrow)
    return;

  self->narrow = !!narrow;
  for (guint i = 0; i < adw_toggle_group_get_n_toggles (self->group); i++)
    {
      AdwToggle *toggle = adw_toggle_group_get_toggle (self->group, i);

      update_toggle (self, toggle, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "open")));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
