/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-shell-page.h"

#include <glib/gi18n.h>

#include "duo-account-menu.h"
#include "duo-initials.h"
#include "chats/duo-chats-page.h"
#include "directory/duo-directory-page.h"
#include "duo-event-list.h"
#include "duo-loading.h"
#include "duo-offline-banner.h"
#include "organizer/duo-event-chats-page.h"
#include "organizer/duo-format-page.h"
#include "schedule/duo-availability-page.h"
#include "schedule/duo-schedule-page.h"

struct _DuoShellPage
{
  AdwNavigationPage parent_instance;

  DuoSession *session;
  DuoEvent *event; /* the one whose views are shown */
  gboolean demo;
  gboolean keyring_understood;

  AdwViewStack *stack; /* of the event */
  AdwViewSwitcher *switcher;
  AdwViewSwitcherBar *switcher_bar; /* (nullable): until the page was narrow once */
  AdwToolbarView *toolbar_view;
  AdwHeaderBar *header;
  GtkWidget *undo; /* (nullable): of the view on screen, while it stands in the header */
  AdwToastOverlay *toasts;
  GtkStack *content;
  GtkStack *title_stack;
  AdwWindowTitle *window_title; /* (nullable): as the bar */
  GtkMenuButton *event_button;
  GtkLabel *event_label;
  GtkMenuButton *account_button;
  DuoInitials *avatar;
  GtkBox *banners;
  gboolean says_offline;     /* its banner is there */
  AdwBanner *keyring_banner; /* (nullable): until there was something to say */
};

enum
{
  VIEW_SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoShellPage, duo_shell_page, ADW_TYPE_NAVIGATION_PAGE)

typedef struct
{
  const char *name;
  const char *title;
  const char *title_recruiter;
  const char *icon;
  GtkWidget *(*make) (DuoSession *session);
} View;

/* Recruiters edit availability in the same calendar (PRODUCT §6.4). */
static GtkWidget *
make_schedule (DuoSession *session)
{
  DuoEvent *event = duo_session_get_event (session);

  return duo_event_get_role (event) == DUO_ROLE_RECRUITER ? duo_availability_page_new (session)
                                                          : duo_schedule_page_new (session);
}

static const View views[] = {
    {"directory", N_ ("1-1 Chat"), N_ ("Talents"), "system-users-symbolic", duo_directory_page_new},
    {"chats", N_ ("My 1-1 Chats"), NULL, "camera-video-symbolic", duo_chats_page_new},
    {"schedule", N_ ("My Schedule"), NULL, "x-office-calendar-symbolic", make_schedule},
};

/* An organizer looks after the event, and has no chats in it. */
static const View organizer_views[] = {
    {"format", N_ ("Format"), NULL, "preferences-system-time-symbolic", duo_format_page_new},
    {"event-chats", N_ ("Chats"), NULL, "camera-video-symbolic", duo_event_chats_page_new},
};

static const View *
get_views (DuoShellPage *self, gsize *n_views)
{
  gboolean organizer = self->event && duo_event_get_role (self->event) == DUO_ROLE_ORGANIZER;

  *n_views = !self->event ? 0 : organizer ? G_N_ELEMENTS (organizer_views) : G_N_ELEMENTS (views);
  return organizer ? organizer_views : views;
}

/* Said, since GTK would name it by all that its menu says, too, and then by its tooltip. */
static void
name_event_button (DuoShellPage *self, const char *name)
{
  g_autofree char *details = self->event ? duo_event_list_describe (self->event) : g_strdup ("");

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->event_button), *name ? name : _ ("Events"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->event_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details, -1);
}

static void
update_title (DuoShellPage *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->stack);
  AdwViewStackPage *page = child ? adw_view_stack_get_page (self->stack, child) : NULL;
  const char *name = self->event ? duo_event_get_name (self->event) : "";

  gtk_label_set_label (self->event_label, name);
  name_event_button (self, name);
  if (!self->window_title)
    return;

  adw_window_title_set_title (self->window_title,
                              page ? adw_view_stack_page_get_title (page) : _ ("Duologue"));
  adw_window_title_set_subtitle (self->window_title, name);
}

static void
add_view (DuoShellPage *self, const View *view)
{
  gboolean recruiter = duo_event_get_role (self->event) == DUO_ROLE_RECRUITER;
  const char *title = recruiter && view->title_recruiter ? view->title_recruiter : view->title;
  AdwViewStackPage *page =
      adw_view_stack_add_titled_with_icon (self->stack, adw_bin_new (), view->name, _ (title), view->icon);

  if (g_str_equal (view->name, "chats"))
    g_object_bind_property (self->event, "open-requests", page, "badge-number", G_BINDING_SYNC_CREATE);
}

/* A view is made when somebody looks at it for the first time: the first frame shows one of them. */
static void
make_visible_view (DuoShellPage *self)
{
  AdwBin *place = ADW_BIN (adw_view_stack_get_visible_child (self->stack));
  const char *name = adw_view_stack_get_visible_child_name (self->stack);
  gsize n_views;
  const View *mine = get_views (self, &n_views);

  for (gsize i = 0; place && i < n_views; i++)
    if (!adw_bin_get_child (place) && g_str_equal (name, mine[i].name))
      adw_bin_set_child (place, mine[i].make (self->session));
}

/* (nullable) */
static GtkWidget *
get_undo_button (GtkWidget *page)
{
  if (DUO_IS_AVAILABILITY_PAGE (page))
    return duo_availability_page_get_undo_button (DUO_AVAILABILITY_PAGE (page));

  return DUO_IS_FORMAT_PAGE (page) ? duo_format_page_get_undo_button (DUO_FORMAT_PAGE (page)) : NULL;
}

/* What a view undoes is undone in the header, as long as the view is on screen. */
static void
show_undo (DuoShellPage *self)
{
  GtkWidget *place = self->event ? adw_view_stack_get_visible_child (self->stack) : NULL;
  GtkWidget *page = place ? adw_bin_get_child (ADW_BIN (place)) : NULL;
  GtkWidget *undo = page ? get_undo_button (page) : NULL;

  if (undo == self->undo)
    return;

  if (self->undo)
    adw_header_bar_remove (self->header, self->undo);
  self->undo = undo;
  if (undo)
    adw_header_bar_pack_end (self->header, undo);
}

static void
on_visible_view_changed (DuoShellPage *self)
{
  make_visible_view (self);
  show_undo (self);
  update_title (self);
  g_signal_emit (self, signals[VIEW_SHOWN], 0);
}

/* Each event has views of its own: nothing of one is left in the other. */
static void
replace_views (DuoShellPage *self)
{
  AdwViewStack *old = self->stack;
  gsize n_views;
  const View *mine = get_views (self, &n_views);
  GtkRoot *root;

  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  gtk_stack_add_child (self->content, GTK_WIDGET (self->stack));
  for (gsize i = 0; i < n_views; i++)
    add_view (self, &mine[i]);
  make_visible_view (self);
  show_undo (self);
  adw_view_switcher_set_stack (self->switcher, self->stack);
  if (self->switcher_bar)
    adw_view_switcher_bar_set_stack (self->switcher_bar, self->stack);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (on_visible_view_changed), self,
                           G_CONNECT_SWAPPED);
  if (!old)
    return;

  /* A window holds on to what has its focus when that is taken out of it. */
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root && gtk_widget_get_focus_child (GTK_WIDGET (old)))
    gtk_root_set_focus (root, NULL);
  gtk_stack_remove (self->content, GTK_WIDGET (old));
}

static AdwStatusPage *
make_no_event (void)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (adw_status_page_new ());
  GtkWidget *again = gtk_button_new_with_label (_ ("Look Again"));

  gtk_widget_set_halign (again, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (again, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "win.reconnect");
  adw_status_page_set_icon_name (page, DUO_APP_ID "-symbolic");
  adw_status_page_set_title (page, _ ("No Event Yet"));
  adw_status_page_set_description (page,
                                   _ ("This account is not in any event yet. When an organizer adds you "
                                      "to one, it appears here by itself."));
  adw_status_page_set_child (page, again);
  return page;
}

static AdwStatusPage *
make_without_event (gboolean waiting)
{
  return waiting ? duo_loading_new (_ ("Getting Your Event…")) : make_no_event ();
}

/* What there is to say without an event is made when it is said first. */
static void
show_no_event (DuoShellPage *self)
{
  gboolean waiting = duo_session_get_state (self->session) == DUO_SESSION_CONNECTING;
  const char *name = waiting ? "loading" : "no-event";

  if (!gtk_stack_get_child_by_name (self->content, name))
    gtk_stack_add_named (self->content, GTK_WIDGET (make_without_event (waiting)), name);
  gtk_stack_set_visible_child_name (self->content, name);
}

static void
update_event (DuoShellPage *self)
{
  DuoEvent *event = duo_session_get_event (self->session);

  if (g_set_object (&self->event, event) || !self->stack)
    replace_views (self);

  if (event)
    gtk_stack_set_visible_child (self->content, GTK_WIDGET (self->stack));
  else
    show_no_event (self);
  gtk_widget_set_visible (GTK_WIDGET (self->title_stack), event != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->event_button), event ? 1 : 0);
  gtk_widget_set_can_target (GTK_WIDGET (self->event_button), event != NULL);
  update_title (self);
}

/* Folded away it still has its title as its name, for a screen reader to find. */
static void
reveal_banner (AdwBanner *banner, const char *title)
{
  adw_banner_set_title (banner, title ? title : "");
  adw_banner_set_revealed (banner, title != NULL);
}

/* A banner is made when it has something to say for the first time. */
static void
update_offline_banner (DuoShellPage *self)
{
  if (self->says_offline || duo_session_get_state (self->session) != DUO_SESSION_OFFLINE)
    return;

  self->says_offline = TRUE;
  gtk_box_prepend (self->banners, duo_offline_banner_new (self->session));
}

static void
on_demo_understood (AdwBanner *banner)
{
  reveal_banner (banner, NULL);
}

static void
on_name_changed (DuoSession *session, GParamSpec *pspec, AdwBanner *banner)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_object_get (session, "account-name", &name, NULL);
  /* TRANSLATORS: the placeholder is whom the user plays in the demo: "Demo event: you are Amara Okafor" */
  text = g_strdup_printf (_ ("Demo event: you are %s"), name ? name : "");
  adw_banner_set_use_markup (banner, FALSE);
  adw_banner_set_title (banner, name && *name ? text : "");
}

/* Nobody else is in it, and nobody looks like themselves. */
static void
say_demo (DuoShellPage *self)
{
  GtkWidget *banner = adw_banner_new ("");

  adw_banner_set_button_label (ADW_BANNER (banner), _ ("Understood"));
  adw_banner_set_revealed (ADW_BANNER (banner), TRUE);
  g_signal_connect (banner, "button-clicked", G_CALLBACK (on_demo_understood), NULL);
  g_signal_connect_object (self->session, "notify::account-name", G_CALLBACK (on_name_changed), banner,
                           G_CONNECT_DEFAULT);
  on_name_changed (self->session, NULL, ADW_BANNER (banner));
  gtk_box_append (self->banners, banner);
}

static void
on_keyring_understood (DuoShellPage *self)
{
  self->keyring_understood = TRUE;
  reveal_banner (self->keyring_banner, NULL);
}

static void
update_keyring_banner (DuoShellPage *self)
{
  gboolean missing = !duo_session_get_keyring (self->session) && !self->demo && !self->keyring_understood;

  if (missing && !self->keyring_banner)
    {
      self->keyring_banner = ADW_BANNER (adw_banner_new (""));
      adw_banner_set_button_label (self->keyring_banner, _ ("Understood"));
      g_signal_connect_object (self->keyring_banner, "button-clicked", G_CALLBACK (on_keyring_understood),
                               self, G_CONNECT_SWAPPED);
      gtk_box_append (self->banners, GTK_WIDGET (self->keyring_banner));
    }
  if (self->keyring_banner)
    reveal_banner (self->keyring_banner,
                   missing ? _ ("There is no keyring here: you stay signed in until you close Duologue")
                           : NULL);
}

static void
update_banners (DuoShellPage *self)
{
  update_offline_banner (self);
  update_keyring_banner (self);
}

static void
on_state_changed (DuoShellPage *self)
{
  update_banners (self);
  update_event (self);
}

/* What only a narrow page has is made when the page is narrow for the first time. */
static void
make_narrow (DuoShellPage *self)
{
  self->switcher_bar = ADW_VIEW_SWITCHER_BAR (adw_view_switcher_bar_new ());
  adw_view_switcher_bar_set_stack (self->switcher_bar, self->stack);
  adw_toolbar_view_add_bottom_bar (self->toolbar_view, GTK_WIDGET (self->switcher_bar));
  self->window_title = ADW_WINDOW_TITLE (adw_window_title_new (NULL, NULL));
  gtk_stack_add_child (self->title_stack, GTK_WIDGET (self->window_title));
  update_title (self);
}

static void
on_narrow (DuoShellPage *self)
{
  if (!self->switcher_bar)
    make_narrow (self);
  gtk_stack_set_visible_child (self->title_stack, GTK_WIDGET (self->window_title));
  adw_view_switcher_bar_set_reveal (self->switcher_bar, TRUE);
}

static void
on_wide (DuoShellPage *self)
{
  gtk_stack_set_visible_child (self->title_stack, GTK_WIDGET (self->switcher));
  adw_view_switcher_bar_set_reveal (self->switcher_bar, FALSE);
}

/* What a button opens is made when it is opened first. */
static void
on_events_opening (GtkMenuButton *button, gpointer data)
{
  DuoShellPage *self = data;
  DuoEventList *list;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button))
    return;

  popover = gtk_popover_new ();
  list = g_object_new (DUO_TYPE_EVENT_LIST, NULL);
  duo_event_list_set_session (list, self->session);
  g_signal_connect_object (list, "chosen", G_CALLBACK (gtk_popover_popdown), popover, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (list));
  gtk_menu_button_set_popover (button, popover);
}

/* The menu has the events where the header has no room for them. */
static void
on_account_opening (GtkMenuButton *button, gpointer data)
{
  DuoShellPage *self = data;
  DuoAccountMenu *menu;

  if (gtk_menu_button_get_popover (button))
    return;

  menu = g_object_new (DUO_TYPE_ACCOUNT_MENU, NULL);
  duo_account_menu_set_session (menu, self->session, self->demo);
  g_object_bind_property (self->event_button, "visible", menu, "show-events",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  gtk_menu_button_set_popover (button, GTK_WIDGET (menu));
}

void
duo_shell_page_show_view (DuoShellPage *self, const char *name)
{
  if (adw_view_stack_get_child_by_name (self->stack, name))
    adw_view_stack_set_visible_child_name (self->stack, name);
}

gboolean
duo_shell_page_shows_view (DuoShellPage *self, const char *name)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), name) == 0;
}

void
duo_shell_page_show_nth_view (DuoShellPage *self, guint number)
{
  gsize n_views;
  const View *mine = get_views (self, &n_views);

  if (number >= 1 && number <= n_views)
    duo_shell_page_show_view (self, mine[number - 1].name);
}

void
duo_shell_page_search (DuoShellPage *self)
{
  GtkWidget *directory;

  if (!self->event || duo_event_get_role (self->event) == DUO_ROLE_ORGANIZER)
    return;

  adw_view_stack_set_visible_child_name (self->stack, "directory");
  directory = adw_bin_get_child (ADW_BIN (adw_view_stack_get_visible_child (self->stack)));
  duo_directory_page_search (DUO_DIRECTORY_PAGE (directory));
}

void
duo_shell_page_add_toast (DuoShellPage *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
duo_shell_page_open_account (DuoShellPage *self)
{
  gtk_menu_button_popup (self->account_button);
}

static void
duo_shell_page_dispose (GObject *object)
{
  DuoShellPage *self = DUO_SHELL_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_SHELL_PAGE);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_shell_page_parent_class)->dispose (object);
}

static void
duo_shell_page_class_init (DuoShellPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = duo_shell_page_dispose;
  signals[VIEW_SHOWN] = g_signal_new ("view-shown", DUO_TYPE_SHELL_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 0);

  g_type_ensure (DUO_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-shell-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, content);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, header);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, banners);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, title_stack);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, event_button);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, event_label);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, account_button);
  gtk_widget_class_bind_template_child (widget_class, DuoShellPage, avatar);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_wide);
}

static void
duo_shell_page_init (DuoShellPage *self)
{
  GtkWidget *toggle;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A menu button with a child of its own does not name the toggle inside, which is where a screen reader lands. */
  toggle = gtk_widget_get_first_child (GTK_WIDGET (self->account_button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_widget_get_tooltip_text (GTK_WIDGET (self->account_button)), -1);
  gtk_menu_button_set_create_popup_func (self->event_button, on_events_opening, self, NULL);
  gtk_menu_button_set_create_popup_func (self->account_button, on_account_opening, self, NULL);
}

DuoShellPage *
duo_shell_page_new (DuoSession *session, gboolean demo)
{
  DuoShellPage *self = g_object_new (DUO_TYPE_SHELL_PAGE, NULL);

  self->session = g_object_ref (session);
  self->demo = demo;
  g_object_bind_property (session, "account-name", self->avatar, "name", G_BINDING_SYNC_CREATE);

  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::synced-at", G_CALLBACK (update_banners), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::keyring", G_CALLBACK (update_banners), self, G_CONNECT_SWAPPED);
  if (demo)
    say_demo (self);
  on_state_changed (self);
  return self;
}
