/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duo-hand-over-dialog.h"

#include <glib/gi18n.h>

#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

#define AVATAR_SIZE 32
/* The service tells of so many calendars at once, and other pages want some of them. */
#define MOST_WATCHED 12

struct _DuoHandOverDialog
{
  AdwDialog parent_instance;

  DuoSession *session;
  DuoEvent *event;
  DuoChat *chat;
  GPtrArray *choices; /* (element-type Choice), in the order of the list */

  GtkStack *stack;
  GtkLabel *body;
  GtkListBox *list;
  GtkEditable *message;
};

typedef struct
{
  DuoPerson *colleague;
  DuoSlots *slots;       /* (nullable): where a time has to be found yet */
  AdwActionRow *row;     /* of the list */
  GtkCheckButton *check; /* of the row */
} Choice;

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DuoHandOverDialog, duo_hand_over_dialog, ADW_TYPE_DIALOG)

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->colleague);
  g_clear_object (&choice->slots);
  g_free (choice);
}

static Choice *
find_chosen (DuoHandOverDialog *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = self->choices->pdata[i];

      if (gtk_check_button_get_active (choice->check) &&
          duo_event_judge_hand_over (self->event, self->chat, choice->colleague) == DUO_REFUSAL_NONE)
        return choice;
    }
  return NULL;
}

static void
update_actions (DuoHandOverDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hand-over.do", find_chosen (self) != NULL);
}

/* What somebody does, and whether there is a time for the talent. */
static char *
dup_title_and_slots (DuoHandOverDialog *self, const Choice *choice)
{
  const char *title = duo_person_get_title (choice->colleague);
  DuoCapacity capacity =
      duo_event_get_capacity (self->event, duo_person_get_id (choice->colleague), choice->slots);
  g_autofree char *slots = NULL;

  if (capacity.open == DUO_CAPACITY_UNKNOWN)
    return g_strdup (title);

  slots = duo_text_open_slots (capacity.open);
  return *title ? g_strdup_printf (_ ("%s · %s"), title, slots) : g_steal_pointer (&slots);
}

/* What speaks for or against somebody. */
static char *
dup_state (DuoHandOverDialog *self, const Choice *choice, DuoRefusal refusal)
{
  DuoPerson *colleague = choice->colleague;
  gboolean booked = duo_chat_state_holds_time (duo_chat_get_state (self->chat));
  DuoChat *conflict =
      duo_event_find_colleague_conflict (self->event, colleague, duo_chat_get_range (self->chat));
  g_autofree char *first = duo_text_first_name (
      duo_chat_get_peer_name (refusal == DUO_REFUSAL_NOT_FREE && conflict ? conflict : self->chat));

  if (refusal == DUO_REFUSAL_NOT_FREE && conflict)
    /* TRANSLATORS: a first name: with whom a colleague has a chat at the time in question */
    return g_strdup_printf (_ ("Has a chat with %s then"), first);
  if (refusal == DUO_REFUSAL_PAIR_OPEN)
    /* TRANSLATORS: a first name */
    return g_strdup_printf (_ ("Already has a chat with %s"), first);
  if (refusal != DUO_REFUSAL_NONE)
    return g_strdup (duo_sentence_for_refusal_short (refusal));
  if (booked)
    return g_strdup (_ ("Free at that time"));

  return dup_title_and_slots (self, choice);
}

static void
update (DuoHandOverDialog *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = self->choices->pdata[i];
      DuoRefusal refusal = duo_event_judge_hand_over (self->event, self->chat, choice->colleague);
      g_autofree char *state = dup_state (self, choice, refusal);

      adw_action_row_set_subtitle (choice->row, state);
      gtk_widget_set_sensitive (GTK_WIDGET (choice->row), refusal == DUO_REFUSAL_NONE);
    }
  update_actions (self);
}

/* A chat that is booked has its time. */
static void
watch_slots (DuoHandOverDialog *self, Choice *choice)
{
  if (duo_chat_state_holds_time (duo_chat_get_state (self->chat)) || self->choices->len > MOST_WATCHED)
    return;

  choice->slots = duo_session_watch_slots (self->session, choice->colleague);
  g_signal_connect_object (choice->slots, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
add_choice (DuoHandOverDialog *self, DuoPerson *colleague)
{
  Choice *first = self->choices->len > 0 ? self->choices->pdata[0] : NULL;
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *avatar = adw_avatar_new (AVATAR_SIZE, duo_person_get_name (colleague), TRUE);

  choice->colleague = g_object_ref (colleague);
  choice->row = ADW_ACTION_ROW (adw_action_row_new ());
  choice->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_group (choice->check, first ? first->check : NULL);
  gtk_widget_set_valign (GTK_WIDGET (choice->check), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  duo_person_get_name (colleague), -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (choice->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->row), duo_person_get_name (colleague));
  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (choice->row, avatar);
  adw_action_row_add_prefix (choice->row, GTK_WIDGET (choice->check));
  adw_action_row_set_activatable_widget (choice->row, GTK_WIDGET (choice->check));
  g_signal_connect_object (choice->check, "toggled", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (choice->row));
  g_ptr_array_add (self->choices, choice);
  watch_slots (self, choice);
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (duo_person_get_name (*(DuoPerson **) a), duo_person_get_name (*(DuoPerson **) b));
}

static void
add_choices (DuoHandOverDialog *self)
{
  GListModel *all = duo_event_get_colleagues (self->event);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  const char *me = duo_event_get_record (self->event)->me;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (DuoPerson) person = g_list_model_get_item (all, i);

      if (g_strcmp0 (duo_person_get_id (person), me) != 0)
        g_ptr_array_add (people, g_steal_pointer (&person));
    }
  g_ptr_array_sort (people, compare_people);
  for (guint i = 0; i < people->len; i++)
    add_choice (self, people->pdata[i]);
  gtk_stack_set_visible_child_name (self->stack, people->len > 0 ? "colleagues" : "nobody");
}

static void
on_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
on_do (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DuoHandOverDialog *self = DUO_HAND_OVER_DIALOG (widget);
  Choice *choice = find_chosen (self);
  g_autofree char *message = g_strstrip (g_strdup (gtk_editable_get_text (self->message)));

  if (!choice)
    return;

  g_signal_emit (self, signals[CHOSEN], 0, choice->colleague, *message ? message : NULL);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
duo_hand_over_dialog_dispose (GObject *object)
{
  DuoHandOverDialog *self = DUO_HAND_OVER_DIALOG (object);

  g_ptr_array_set_size (self->choices, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), DUO_TYPE_HAND_OVER_DIALOG);
  g_clear_object (&self->chat);
  g_clear_object (&self->event);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (duo_hand_over_dialog_parent_class)->dispose (object);
}

static void
duo_hand_over_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (DUO_HAND_OVER_DIALOG (object)->choices);

  G_OBJECT_CLASS (duo_hand_over_dialog_parent_class)->finalize (object);
}

static void
duo_hand_over_dialog_class_init (DuoHandOverDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = duo_hand_over_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = duo_hand_over_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", DUO_TYPE_HAND_OVER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, DUO_TYPE_PERSON, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "hand-over.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "hand-over.do", NULL, on_do);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/duologue/Duologue/ui/duo-hand-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DuoHandOverDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DuoHandOverDialog, body);
  gtk_widget_class_bind_template_child (widget_class, DuoHandOverDialog, list);
  gtk_widget_class_bind_template_child (widget_class, DuoHandOverDialog, message);
}

static void
duo_hand_over_dialog_init (DuoHandOverDialog *self)
{
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_body (DuoHandOverDialog *self)
{
  g_autofree char *first = duo_text_first_name (duo_chat_get_peer_name (self->chat));
  GTimeZone *zone = duo_event_get_zone (self->event);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  DuoTimeRange range = duo_chat_get_range (self->chat);
  g_autofree char *when = NULL;

  if (!duo_chat_state_holds_time (duo_chat_get_state (self->chat)))
    /* TRANSLATORS: the first name of the same person, twice */
    return g_strdup_printf (_ ("Choose who answers %s’s request. %s will be told."), first, first);

  when = duo_text_with_my_range (duo_text_when (range, zone), range, zone, local);
  /* TRANSLATORS: a first name, a day and a time, then the first name again */
  return g_strdup_printf (_ ("Choose who has the chat with %s on %s. %s will be told, and may refuse."),
                          first, when, first);
}

/* One can choose at once, and Return hands nothing over. */
static void
focus_first (DuoHandOverDialog *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = self->choices->pdata[i];

      if (!gtk_widget_is_sensitive (GTK_WIDGET (choice->row)))
        continue;
      adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (choice->row));
      return;
    }
}

AdwDialog *
duo_hand_over_dialog_new (DuoSession *session, DuoEvent *event, DuoChat *chat)
{
  DuoHandOverDialog *self = g_object_new (DUO_TYPE_HAND_OVER_DIALOG, NULL);
  g_autofree char *body = NULL;

  self->session = g_object_ref (session);
  self->event = g_object_ref (event);
  self->chat = g_object_ref (chat);
  body = dup_body (self);
  gtk_label_set_label (self->body, body);
  add_choices (self);
  g_signal_connect_object (duo_event_get_other_chats (event), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chat, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  focus_first (self);
  return ADW_DIALOG (self);
}
