/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The palette: over the window, an entry and below it all that can be done, narrowed as one types.
 */

#include "chat-command-palette.h"

#include "chat-command-list.h"
#include "chat-command-row.h"
#include "chat-command-search.h"
#include "chat-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH  600
#define TOP    70
#define MARGIN 12

/* What Page Up and Page Down move over. */
#define PAGE 10

typedef enum
{
  STEP_FIRST,
  STEP_CHOICE,
  STEP_TEXT,
} Step;

struct _ChatCommandPalette
{
  GtkWidget           parent_instance;

  ChatCommandSearch  *search;
  GPtrArray          *commands;        /* of the first step, or NULL */
  GPtrArray          *choices;         /* of the second step, or NULL */
  ChatCommand        *text_command;    /* of a second step that asks for a text, or NULL */
  char               *first_words;     /* typed in the first step, while the second is shown */
  Step                step;
  ChatCommand        *choice;          /* the one that is selected, or NULL */
  gboolean            moved;           /* it was chosen, not only the first */
  GtkWidget          *former_focus;    /* weak: where to go back to, or NULL */

  GtkWidget          *shade;
  GtkWidget          *box;
  GtkEditable        *entry;
  ChatCommandList    *list;
  GtkLabel           *note;            /* when there is nothing */
};

G_DEFINE_FINAL_TYPE (ChatCommandPalette, chat_command_palette, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ASKS,
  SIGNAL_CHOSEN,
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


/* The entry keeps the focus, so the choice is told as what is said about it. */
static void
selected_cb (ChatCommandPalette *self)
{
  ChatCommand *command = chat_command_list_get_selected (self->list);
  g_autofree char *name = command != NULL ? chat_command_row_dup_name (command) : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name,
                                  -1);
}


/* @selected (nullable): stays the choice, if it is still there. */
static void
update_choice (ChatCommandPalette *self,
               ChatCommand        *selected)
{
  GListModel *results = chat_command_search_get_results (self->search);
  gboolean any = g_list_model_get_n_items (results) > 0;
  guint position = 0;

  if (selected == NULL || !g_list_store_find (G_LIST_STORE (results), selected, &position))
    position = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->list), any && self->step != STEP_TEXT);
  gtk_widget_set_visible (GTK_WIDGET (self->note), !any && self->step != STEP_TEXT);
  chat_command_list_select (self->list, position);
  selected_cb (self);
}


/* Whoever has moved the choice keeps it. */
static void
found_cb (ChatCommandPalette *self)
{
  update_choice (self, self->moved ? self->choice : NULL);
}


static void
changed_cb (ChatCommandPalette *self)
{
  GPtrArray *commands = self->step == STEP_FIRST ? self->commands : self->choices;

  self->moved = FALSE;
  if (commands != NULL)
    chat_command_search_run (self->search, gtk_editable_get_text (self->entry), commands,
                             self->step == STEP_FIRST);
  else
    chat_command_search_stop (self->search);
  update_choice (self, NULL);
}


static void
set_step (ChatCommandPalette *self,
          Step                step,
          const char         *prompt,
          const char         *text)
{
  self->step = step;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, prompt,
                                  -1);
  g_object_set (self->entry, "placeholder-text", prompt, NULL);
  chat_words_fit (GTK_WIDGET (self->entry));
  g_signal_handlers_block_by_func (self->entry, changed_cb, self);
  gtk_editable_set_text (self->entry, text);
  g_signal_handlers_unblock_by_func (self->entry, changed_cb, self);
  gtk_editable_select_region (self->entry, step == STEP_TEXT ? 0 : -1, -1);
  changed_cb (self);
}


static void
go_first (ChatCommandPalette *self,
          const char         *text)
{
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->text_command);
  set_step (self, STEP_FIRST, _("Search for an action, a conversation, a model…"), text);
}


static void
hide (ChatCommandPalette *self)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_root (GTK_WIDGET (self)), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  chat_command_search_stop (self->search);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->text_command);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
}


void
chat_command_palette_close (ChatCommandPalette *self)
{
  g_autoptr(GtkWidget) focus = NULL;

  g_return_if_fail (CHAT_IS_COMMAND_PALETTE (self));

  if (!chat_command_palette_is_open (self))
    return;

  g_set_object (&focus, self->former_focus);
  g_clear_weak_pointer (&self->former_focus);
  hide (self);
  if (focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_widget_grab_focus (focus))
    g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}


static void
choose (ChatCommandPalette *self,
        ChatCommand        *command)
{
  g_autoptr(ChatCommand) chosen = g_object_ref (command);

  if (command->kind != CHAT_COMMAND_RUNS)
    {
      g_free (self->first_words);
      self->first_words = g_strdup (gtk_editable_get_text (self->entry));
      g_signal_emit (self, signals[SIGNAL_ASKS], 0, chosen);
      return;
    }

  chat_command_search_note_use (self->search, chosen);
  chat_command_palette_close (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, chosen);
}


static void
enter_text (ChatCommandPalette *self)
{
  ChatCommand *command = self->text_command;

  g_clear_pointer (&command->target, g_variant_unref);
  command->target = g_variant_ref_sink (g_variant_new_string (gtk_editable_get_text (self->entry)));
  choose (self, command);
}


static void
activate_cb (ChatCommandPalette *self)
{
  ChatCommand *command = chat_command_list_get_selected (self->list);

  if (self->step == STEP_TEXT)
    enter_text (self);
  else if (command != NULL)
    choose (self, command);
}


static void
go_back (ChatCommandPalette *self)
{
  if (self->step == STEP_FIRST)
    chat_command_palette_close (self);
  else
    go_first (self, self->first_words);
}


static void
move (ChatCommandPalette *self,
      int                 step)
{
  if (!chat_command_list_move (self->list, step))
    return;

  self->moved = TRUE;
  g_set_object (&self->choice, chat_command_list_get_selected (self->list));
}


static gboolean
key_cb (ChatCommandPalette *self,
        guint               keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Escape:
      go_back (self);
      return GDK_EVENT_STOP;

    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move (self, PAGE);
      return GDK_EVENT_STOP;

    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move (self, -PAGE);
      return GDK_EVENT_STOP;

    /* There is nowhere else to go. */
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}


/* Somebody else needs it. */
static void
focus_moved_cb (ChatCommandPalette *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  g_clear_weak_pointer (&self->former_focus);
  hide (self);
}


static void
chat_command_palette_dispose (GObject *object)
{
  ChatCommandPalette *self = CHAT_COMMAND_PALETTE (object);

  g_clear_pointer (&self->shade, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_weak_pointer (&self->former_focus);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->text_command);
  g_clear_pointer (&self->first_words, g_free);
  g_clear_object (&self->choice);
  g_clear_object (&self->search);

  G_OBJECT_CLASS (chat_command_palette_parent_class)->dispose (object);
}


static void
chat_command_palette_class_init (ChatCommandPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_command_palette_dispose;

  signals[SIGNAL_ASKS] =
    g_signal_new ("asks", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_COMMAND);
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_COMMAND);
  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "palette");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_DIALOG);
}


static GtkWidget *
new_entry (ChatCommandPalette *self)
{
  GtkWidget *entry = gtk_search_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  return entry;
}


static GtkWidget *
new_list (ChatCommandPalette *self)
{
  GtkWidget *list = chat_command_list_new (chat_command_search_get_results (self->search));

  self->list = CHAT_COMMAND_LIST (list);
  g_signal_connect_object (list, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "activate", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);

  return list;
}


static GtkWidget *
new_box (ChatCommandPalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *clamp = adw_clamp_new ();

  self->note = GTK_LABEL (gtk_label_new (_("Nothing of that name")));
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_widget_add_css_class (box, "palette-box");
  gtk_box_append (GTK_BOX (box), new_entry (self));
  gtk_box_append (GTK_BOX (box), new_list (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  chat_words_fit (GTK_WIDGET (self->note));
  gtk_widget_set_valign (clamp, GTK_ALIGN_START);
  gtk_widget_set_margin_top (clamp, TOP);
  gtk_widget_set_margin_bottom (clamp, MARGIN);
  gtk_widget_set_margin_start (clamp, MARGIN);
  gtk_widget_set_margin_end (clamp, MARGIN);

  return clamp;
}


static void
chat_command_palette_init (ChatCommandPalette *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Palette"),
                                  -1);
}


static void
build (ChatCommandPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->shade = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->box = new_box (self);
  gtk_widget_add_css_class (self->shade, "palette-shade");
  gtk_widget_set_parent (self->shade, GTK_WIDGET (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  g_signal_connect_object (click, "pressed", G_CALLBACK (chat_command_palette_close), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->shade, GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}


GtkWidget *
chat_command_palette_new (GSettings *settings)
{
  ChatCommandPalette *self = g_object_new (CHAT_TYPE_COMMAND_PALETTE, NULL);

  self->search = chat_command_search_new (settings);
  g_signal_connect_object (self->search, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  build (self);

  return GTK_WIDGET (self);
}


void
chat_command_palette_set_history (ChatCommandPalette *self,
                                  ChatHistory        *history)
{
  g_return_if_fail (CHAT_IS_COMMAND_PALETTE (self));

  chat_command_search_set_history (self->search, history);
}


gboolean
chat_command_palette_is_open (ChatCommandPalette *self)
{
  g_return_val_if_fail (CHAT_IS_COMMAND_PALETTE (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}


void
chat_command_palette_open (ChatCommandPalette *self,
                           GPtrArray          *commands)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_if_fail (CHAT_IS_COMMAND_PALETTE (self));
  g_return_if_fail (!chat_command_palette_is_open (self));

  g_clear_pointer (&self->commands, g_ptr_array_unref);
  self->commands = commands;
  g_set_weak_pointer (&self->former_focus, gtk_root_get_focus (root));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_moved_cb), self,
                           G_CONNECT_SWAPPED);
  go_first (self, "");
}


void
chat_command_palette_add (ChatCommandPalette *self,
                          GPtrArray          *commands)
{
  g_return_if_fail (CHAT_IS_COMMAND_PALETTE (self));

  if (!chat_command_palette_is_open (self))
    {
      g_ptr_array_unref (commands);
      return;
    }

  g_ptr_array_extend_and_steal (self->commands, commands);
  if (self->step == STEP_FIRST)
    changed_cb (self);
}


void
chat_command_palette_ask (ChatCommandPalette *self,
                          const char         *prompt,
                          GPtrArray          *commands)
{
  g_return_if_fail (CHAT_IS_COMMAND_PALETTE (self));

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = commands;
  set_step (self, STEP_CHOICE, prompt, "");
}


void
chat_command_palette_ask_text (ChatCommandPalette *self,
                               const char         *prompt,
                               const char         *text,
                               ChatCommand        *command)
{
  g_return_if_fail (CHAT_IS_COMMAND_PALETTE (self));

  g_set_object (&self->text_command, command);
  set_step (self, STEP_TEXT, prompt, text);
}
