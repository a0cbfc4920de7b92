/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar over a transcript that looks for words in its conversation.
 */

#include "chat-find-bar.h"

#include "chat-find.h"
#include "chat-shortcuts.h"
#include "chat-side-box.h"
#include "chat-transcript-find.h"
#include "chat-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define UI "/org/example/ClaudeChat/ui/chat-find-bar.ui"

struct _ChatFindBar
{
  GtkWidget         parent_instance;

  ChatTranscript   *transcript;     /* borrowed */
  ChatConversation *conversation;
  ChatFind         *find;
  GtkWidget        *former_focus;   /* weak: where to go back to, or NULL */
  ChatMessage      *target;         /* to be brought into view, or NULL */
  char             *target_words;   /* or NULL */
  gboolean          anchored;       /* where the reader was is where the search begins */
  guint             tick;           /* until the transcript has a size */

  /* All NULL until it first opens. */
  GtkWidget        *clamp;          /* visible while it is open */
  GtkEntry         *entry;
  GtkLabel         *count;
  GtkWidget        *wrapped;
  GtkToggleButton  *match_case;
  GtkWidget        *previous;
  GtkWidget        *next;
  GtkWidget        *close;
};

G_DEFINE_FINAL_TYPE (ChatFindBar, chat_find_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static const char *
get_words (ChatFindBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}


static char *
describe_count (ChatFindBar *self)
{
  guint n_hits = chat_find_get_n_hits (self->find);
  guint position = chat_find_get_position (self->find);

  if (chat_find_get_needle (self->find) == NULL)
    return g_strdup ("");
  if (n_hits == 0)
    return g_strdup (chat_find_is_busy (self->find) ? "…" : _("No results"));
  if (position == 0)
    return g_strdup_printf (ngettext ("%u hit", "%u hits", n_hits), n_hits);

  /* Translators: which one it is of the places where the words were found: "3 of 17". */
  return g_strdup_printf (_("%u of %u"), position, n_hits);
}


static void
update_count (ChatFindBar *self)
{
  g_autofree char *words = describe_count (self);
  gboolean found = chat_find_get_n_hits (self->find) > 0;
  gboolean failed = !found && *words != '\0' && !chat_find_is_busy (self->find);

  if (self->clamp == NULL)
    return;

  if (g_strcmp0 (gtk_label_get_label (self->count), words) != 0)
    gtk_label_set_label (self->count, words);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}


static void
show_current (ChatFindBar *self)
{
  ChatFindHit hit;

  if (chat_find_get_current (self->find, &hit))
    chat_transcript_show_hit (self->transcript, &hit);
}


static void
found_cb (ChatFindBar *self)
{
  ChatFindHit hit;
  gboolean elsewhere = self->target != NULL && chat_find_get_current (self->find, &hit) &&
                       hit.message != self->target;

  if (!elsewhere)
    show_current (self);
  update_count (self);
}


static void
chosen_cb (ChatFindBar *self)
{
  g_clear_object (&self->target);
  self->anchored = FALSE;
  gtk_widget_set_visible (self->wrapped, FALSE);
  show_current (self);
}


static void
look_for (ChatFindBar *self)
{
  gboolean match_case = gtk_toggle_button_get_active (self->match_case);
  g_autoptr(ChatNeedle) needle = chat_needle_new (get_words (self), match_case);
  ChatMessage *message;
  guint block;
  guint ordinal;

  gtk_widget_set_visible (self->wrapped, FALSE);
  chat_transcript_set_needle (self->transcript, needle);
  if (self->anchored && chat_transcript_get_anchor (self->transcript, &message, &block, &ordinal))
    chat_find_set_origin (self->find, message, block, ordinal);
  chat_find_set_needle (self->find, needle);
  if (needle == NULL)
    update_count (self);
}


static void
entry_changed_cb (ChatFindBar *self)
{
  if (!chat_find_bar_is_open (self))
    return;

  g_clear_object (&self->target);
  look_for (self);
}


static void
entry_activate_cb (ChatFindBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.find-next", NULL);
}


static void
remember_focus (ChatFindBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    g_set_weak_pointer (&self->former_focus, focus);
}


static void
find_parts (ChatFindBar *self,
            GtkBuilder  *builder)
{
  self->clamp = GTK_WIDGET (gtk_builder_get_object (builder, "clamp"));
  self->entry = GTK_ENTRY (gtk_builder_get_object (builder, "entry"));
  self->count = GTK_LABEL (gtk_builder_get_object (builder, "count"));
  self->wrapped = GTK_WIDGET (gtk_builder_get_object (builder, "wrapped"));
  self->match_case = GTK_TOGGLE_BUTTON (gtk_builder_get_object (builder, "match_case"));
  self->previous = GTK_WIDGET (gtk_builder_get_object (builder, "previous"));
  self->next = GTK_WIDGET (gtk_builder_get_object (builder, "next"));
  self->close = GTK_WIDGET (gtk_builder_get_object (builder, "close"));
}


/* Most conversations are never searched. */
static void
build (ChatFindBar *self)
{
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->clamp != NULL)
    return;

  g_type_ensure (CHAT_TYPE_SIDE_BOX);
  builder = gtk_builder_new_from_resource (UI);
  find_parts (self, builder);
  chat_shortcuts_set_tooltip (self->previous, _("Previous hit"), "chat.find-previous");
  chat_shortcuts_set_tooltip (self->next, _("Next hit"), "chat.find-next");
  /* Translators: of a button, with its key. */
  gtk_widget_set_tooltip_text (self->close, _("Close (Esc)"));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->match_case, "toggled", G_CALLBACK (look_for), self,
                           G_CONNECT_SWAPPED);
  chat_words_fit (self->clamp);
  gtk_widget_set_parent (self->clamp, GTK_WIDGET (self));
}


static void
reveal (ChatFindBar *self)
{
  if (chat_find_bar_is_open (self))
    return;

  build (self);
  chat_find_set_conversation (self->find, self->conversation);
  chat_transcript_set_search (self->transcript, self->find);
  /* At once: what is not there yet would miss the first letters. */
  gtk_widget_set_visible (self->clamp, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}


static int
get_height (ChatFindBar *self)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}


/* Without looking for it yet. */
static void
set_words (ChatFindBar *self,
           const char  *words)
{
  g_signal_handlers_block_by_func (self->entry, entry_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  g_signal_handlers_unblock_by_func (self->entry, entry_changed_cb, self);
}


static void
show_target (ChatFindBar *self)
{
  chat_transcript_show_message (self->transcript, self->target);
  if (self->target_words == NULL)
    return;

  reveal (self);
  set_words (self, self->target_words);
  self->anchored = FALSE;
  chat_find_set_origin (self->find, self->target, 0, 0);
  look_for (self);
}


/* A transcript that has only just come has nothing yet that could be scrolled. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatFindBar *self = CHAT_FIND_BAR (widget);

  if (self->target != NULL && gtk_widget_get_height (GTK_WIDGET (self->transcript)) == 0)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  if (self->target != NULL)
    show_target (self);
  return G_SOURCE_REMOVE;
}


static void
chat_find_bar_dispose (GObject *object)
{
  ChatFindBar *self = CHAT_FIND_BAR (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_weak_pointer (&self->former_focus);
  if (self->find != NULL)
    chat_find_set_conversation (self->find, NULL);
  g_clear_object (&self->find);
  g_clear_object (&self->target);
  g_clear_object (&self->conversation);
  g_clear_pointer (&self->clamp, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_find_bar_parent_class)->dispose (object);
}


static void
chat_find_bar_finalize (GObject *object)
{
  g_free (CHAT_FIND_BAR (object)->target_words);

  G_OBJECT_CLASS (chat_find_bar_parent_class)->finalize (object);
}


static void
chat_find_bar_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, chat_find_bar_is_open (CHAT_FIND_BAR (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
add_bindings (GtkWidgetClass *widget_class)
{
  const guint enter_keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter };

  for (gsize i = 0; i < G_N_ELEMENTS (enter_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, enter_keys[i], GDK_SHIFT_MASK,
                                         "chat.find-previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "chat.escape", NULL);
}


static void
chat_find_bar_class_init (ChatFindBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_find_bar_dispose;
  object_class->finalize = chat_find_bar_finalize;
  object_class->get_property = chat_find_bar_get_property;

  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  add_bindings (widget_class);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "findbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}


static void
chat_find_bar_init (ChatFindBar *self)
{
  self->find = chat_find_new ();
  g_signal_connect_object (self->find, "changed", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}


void
chat_find_bar_set_transcript (ChatFindBar      *self,
                              ChatTranscript   *transcript,
                              ChatConversation *conversation)
{
  g_return_if_fail (CHAT_IS_FIND_BAR (self));

  self->transcript = transcript;
  g_set_object (&self->conversation, conversation);
}


gboolean
chat_find_bar_is_open (ChatFindBar *self)
{
  g_return_val_if_fail (CHAT_IS_FIND_BAR (self), FALSE);

  return self->clamp != NULL && gtk_widget_get_visible (self->clamp);
}


void
chat_find_bar_open (ChatFindBar *self,
                    const char  *words)
{
  g_autofree char *selected = NULL;

  g_return_if_fail (CHAT_IS_FIND_BAR (self));

  remember_focus (self);
  if (words == NULL)
    words = selected = chat_transcript_dup_selected (self->transcript);
  chat_transcript_set_anchor (self->transcript);
  self->anchored = TRUE;
  if (!chat_find_bar_is_open (self))
    {
      reveal (self);
      chat_transcript_make_room (self->transcript, get_height (self));
    }
  if (words != NULL && *words != '\0')
    set_words (self, words);
  g_clear_object (&self->target);
  look_for (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}


gboolean
chat_find_bar_close (ChatFindBar *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (CHAT_IS_FIND_BAR (self), FALSE);

  if (!chat_find_bar_is_open (self))
    return FALSE;

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  chat_transcript_select_hit (self->transcript);
  chat_transcript_set_needle (self->transcript, NULL);
  chat_transcript_set_search (self->transcript, NULL);
  chat_find_set_needle (self->find, NULL);
  chat_find_set_conversation (self->find, NULL);
  chat_transcript_make_room (self->transcript, -get_height (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    {
      if (self->former_focus == NULL || !gtk_widget_get_mapped (self->former_focus) ||
          !gtk_widget_grab_focus (self->former_focus))
        gtk_widget_activate_action (GTK_WIDGET (self), "chat.focus-composer", NULL);
    }
  gtk_widget_set_visible (self->clamp, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
  return TRUE;
}


void
chat_find_bar_move (ChatFindBar *self,
                    gboolean     back)
{
  gboolean wrapped = FALSE;

  g_return_if_fail (CHAT_IS_FIND_BAR (self));

  if (!chat_find_bar_is_open (self))
    {
      chat_find_bar_open (self, NULL);
      return;
    }

  g_clear_object (&self->target);
  self->anchored = FALSE;
  if (chat_find_move (self->find, back, &wrapped))
    show_current (self);
  gtk_widget_set_visible (self->wrapped, wrapped);
}


void
chat_find_bar_show (ChatFindBar *self,
                    ChatMessage *message,
                    const char  *words)
{
  g_return_if_fail (CHAT_IS_FIND_BAR (self));
  g_return_if_fail (CHAT_IS_MESSAGE (message));

  g_set_object (&self->target, message);
  g_free (self->target_words);
  self->target_words = g_strdup (words);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, self, NULL);
}
