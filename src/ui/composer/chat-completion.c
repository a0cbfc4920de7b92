/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be meant, in a list at the cursor of a text view, while a word after a sign is written.
 */

#include "chat-completion.h"

#include "chat-completion-list.h"

#define WIDTH       560
#define LEAST_WIDTH 280

/* Of the popover around the list, and of the window around that, on one side. */
#define PADDING 7
#define MARGIN  12

/* What Page Up and Page Down move over. */
#define PAGE 8

typedef enum
{
  STATE_IDLE,       /* nothing to complete */
  STATE_ACTIVE,     /* the list is shown if there is something in it */
  STATE_DISMISSED,  /* not again before there was nothing to complete */
} State;

typedef enum
{
  VERB_NONE,
  VERB_ACCEPT,
  VERB_WRITE_OUT,
  VERB_DISMISS,
  VERB_NEXT,
  VERB_PREVIOUS,
  VERB_NEXT_PAGE,
  VERB_PREVIOUS_PAGE,
} Verb;

typedef struct
{
  const ChatCompletionSource *functions;
  gpointer                    user_data;
} Source;

struct _ChatCompletion
{
  GtkPopover          parent_instance;

  GtkTextView        *view;        /* borrowed: in the same parent, which lets go of both */
  GSignalGroup       *buffer;      /* of the view */
  GArray             *sources;     /* (element-type Source) */
  guint               source;      /* that is active */
  char               *words;       /* what the list is for, or NULL */
  State               state;
  gboolean            typed;       /* the change that is under way is one character */
  gboolean            frozen;      /* the text is being changed otherwise than by keys */
  gboolean            composing;   /* an input method shows text that is not in the buffer yet */

  ChatCompletionList *list;        /* or NULL while there was nothing yet */
};

G_DEFINE_FINAL_TYPE (ChatCompletion, chat_completion, GTK_TYPE_POPOVER)


static Source *
get_source (ChatCompletion *self)
{
  return &g_array_index (self->sources, Source, self->source);
}


/* The text keeps the focus, so the choice is told as what is said about it. */
static void
tell (ChatCompletion *self,
      GtkWidget      *row)
{
  GtkAccessible *view = GTK_ACCESSIBLE (self->view);
  g_autofree char *name = NULL;

  gtk_accessible_update_state (view, GTK_ACCESSIBLE_STATE_EXPANDED, row != NULL, -1);
  if (row == NULL)
    {
      gtk_accessible_reset_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      gtk_accessible_reset_relation (view, GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
      gtk_accessible_reset_relation (view, GTK_ACCESSIBLE_RELATION_CONTROLS);
      return;
    }

  name = chat_completion_item_dup_name (chat_completion_get_choice (self));
  gtk_accessible_update_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  gtk_accessible_update_relation (view,
                                  GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row,
                                  GTK_ACCESSIBLE_RELATION_CONTROLS, gtk_widget_get_parent (row),
                                  NULL, -1);
}


static void
get_cursor (ChatCompletion *self,
            GtkTextIter    *cursor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_text_buffer_get_iter_at_mark (buffer, cursor, gtk_text_buffer_get_insert (buffer));
}


/* In the coordinates of @widget. */
static GdkRectangle
locate (ChatCompletion    *self,
        const GtkTextIter *start,
        GtkWidget         *widget)
{
  GdkRectangle at;
  double x, y;

  gtk_text_view_get_iter_location (self->view, start, &at);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, at.x, at.y,
                                         &at.x, &at.y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), widget, at.x, at.y, &x, &y);

  return (GdkRectangle) { (int) x, (int) y, 1, at.height };
}


/* Over the place where the words begin, so that it stays there while they are written, and within
 * the window if that leaves it wide enough. */
static void
place (ChatCompletion    *self,
       const GtkTextIter *start)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  GdkRectangle in_root = locate (self, start, root);
  GdkRectangle at = locate (self, start, gtk_widget_get_parent (GTK_WIDGET (self)));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (root) - MARGIN - 2 * PADDING;
  int room = mirrored ? in_root.x - MARGIN - 2 * PADDING : width - in_root.x;

  gtk_popover_set_pointing_to (GTK_POPOVER (self), &at);
  chat_completion_list_set_width (self->list,
                                  MIN (room >= LEAST_WIDTH ? room : width - MARGIN, WIDTH));
}


static void
hide (ChatCompletion *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  tell (self, NULL);
}


/* Shown as long as there is something to be seen. */
static void
list_changed_cb (ChatCompletion *self)
{
  if (!chat_completion_is_open (self))
    {
      hide (self);
      return;
    }

  gtk_popover_popup (GTK_POPOVER (self));
  tell (self, chat_completion_list_get_row (self->list));
}


/* What was chosen may be completed further. */
static void accept (ChatCompletion *self,
                    gboolean        writes_out);


static void
activated_cb (ChatCompletion *self)
{
  accept (self, FALSE);
}


static void
create_list (ChatCompletion *self)
{
  if (self->list != NULL)
    return;

  self->list = CHAT_COMPLETION_LIST (chat_completion_list_new ());
  g_signal_connect_object (self->list, "changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->list));
}


static void
set_state (ChatCompletion *self,
           State           state)
{
  self->state = state;
  if (state != STATE_ACTIVE)
    {
      g_clear_pointer (&self->words, g_free);
      if (self->list != NULL)
        chat_completion_list_set_items (self->list, NULL);
    }
}


static gboolean
find_source (ChatCompletion    *self,
             const GtkTextIter *cursor,
             GtkTextIter       *start)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = &g_array_index (self->sources, Source, i);

      if (!source->functions->find (cursor, start, source->user_data))
        continue;
      /* Another one's list is another matter. */
      if (i != self->source)
        set_state (self, STATE_IDLE);
      self->source = i;
      return TRUE;
    }

  return FALSE;
}


static void
update (ChatCompletion *self,
        gboolean        typed)
{
  g_autofree char *words = NULL;
  g_autoptr(GListModel) items = NULL;
  GtkTextIter cursor, start;
  gboolean opening;
  Source *source;

  get_cursor (self, &cursor);
  if (!find_source (self, &cursor, &start))
    {
      if (self->state != STATE_IDLE)
        set_state (self, STATE_IDLE);
      return;
    }
  opening = self->state == STATE_IDLE && typed;
  if (opening)
    self->state = STATE_ACTIVE;
  if (self->state != STATE_ACTIVE)
    return;

  source = get_source (self);
  words = gtk_text_iter_get_slice (&start, &cursor);
  if (g_strcmp0 (words, self->words) == 0)
    return;

  g_free (self->words);
  self->words = g_steal_pointer (&words);
  create_list (self);
  place (self, &start);
  items = source->functions->list (self->words, opening, source->user_data);
  chat_completion_list_set_items (self->list, items);
}


/* What the input method shows is not in the buffer. */
static void
preedit_changed_cb (ChatCompletion *self,
                    const char     *preedit)
{
  self->composing = *preedit != '\0';
}


static void
insert_text_cb (ChatCompletion *self,
                GtkTextIter    *at,
                const char     *text,
                int             length)
{
  self->typed = g_utf8_strlen (text, length) == 1;
}


static void
changed_cb (ChatCompletion *self)
{
  gboolean typed = self->typed && gtk_widget_has_focus (GTK_WIDGET (self->view));

  self->typed = FALSE;
  if (!self->frozen)
    update (self, typed);
}


/* Arrows and clicks lead away from the words, or within them. */
static void
cursor_moved_cb (ChatCompletion *self)
{
  if (self->state != STATE_IDLE && !self->frozen)
    update (self, FALSE);
}


static void
focus_cb (ChatCompletion *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self->view)) && self->state == STATE_ACTIVE)
    set_state (self, STATE_DISMISSED);
}


/* The window may do it, too. */
static void
closed_cb (ChatCompletion *self)
{
  if (chat_completion_is_open (self))
    set_state (self, STATE_DISMISSED);
}


/* Without a look at what is there between taking out and putting in: a popover whose list becomes
 * long and short again within a frame stays as high as the long one. */
static void
replace_words (ChatCompletion *self,
               GtkTextIter    *start,
               GtkTextIter    *end,
               const char     *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  chat_completion_freeze (self);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, start, end);
  gtk_text_buffer_insert (buffer, start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  chat_completion_thaw (self);
}


static void
accept (ChatCompletion *self,
        gboolean        writes_out)
{
  g_autoptr(ChatCompletionItem) item = g_object_ref (chat_completion_get_choice (self));
  g_autoptr(ChatCompletion) kept G_GNUC_UNUSED = g_object_ref (self);
  const Source source = *get_source (self);
  GtkTextIter start, end;

  get_cursor (self, &end);
  if (!source.functions->find (&end, &start, source.user_data))
    return;

  if (item->text != NULL && (writes_out || item->goes_on))
    {
      replace_words (self, &start, &end, item->text);
      return;
    }

  set_state (self, STATE_IDLE);
  source.functions->accept (item, &start, &end, source.user_data);
}


static Verb
get_verb (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return VERB_ACCEPT;

    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return VERB_WRITE_OUT;

    case GDK_KEY_Escape:
      return VERB_DISMISS;

    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return VERB_NEXT;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return VERB_PREVIOUS;

    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return VERB_NEXT_PAGE;

    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return VERB_PREVIOUS_PAGE;

    default:
      return VERB_NONE;
    }
}


static void
act (ChatCompletion *self,
     Verb            verb)
{
  static const int steps[] = {
    [VERB_NEXT] = 1, [VERB_PREVIOUS] = -1, [VERB_NEXT_PAGE] = PAGE, [VERB_PREVIOUS_PAGE] = -PAGE,
  };

  if (verb == VERB_DISMISS)
    set_state (self, STATE_DISMISSED);
  else if (verb == VERB_ACCEPT || verb == VERB_WRITE_OUT)
    accept (self, verb == VERB_WRITE_OUT);
  else
    chat_completion_list_move (self->list, steps[verb]);
}


static gboolean
key_pressed_cb (GtkEventController *controller,
                guint               keyval,
                guint               keycode,
                GdkModifierType     modifiers,
                ChatCompletion     *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  Verb verb = get_verb (keyval);

  if (!chat_completion_is_open (self) || self->composing || verb == VERB_NONE ||
      (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  /* The input method comes first, also where it shows nothing. */
  if (!gtk_text_view_im_context_filter_keypress (self->view, event))
    act (self, verb);

  return GDK_EVENT_STOP;
}


static void
chat_completion_dispose (GObject *object)
{
  ChatCompletion *self = CHAT_COMPLETION (object);

  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (chat_completion_parent_class)->dispose (object);
}


static void
chat_completion_finalize (GObject *object)
{
  ChatCompletion *self = CHAT_COMPLETION (object);

  g_array_unref (self->sources);
  g_free (self->words);

  G_OBJECT_CLASS (chat_completion_parent_class)->finalize (object);
}


static void
chat_completion_class_init (ChatCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_completion_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_completion_finalize;
}


static void
chat_completion_init (ChatCompletion *self)
{
  self->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_object_set (self,
                "autohide", FALSE,
                "can-focus", FALSE,
                "has-arrow", FALSE,
                "halign", GTK_ALIGN_START,
                "position", GTK_POS_TOP,
                NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "completion");
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}


static void
watch (ChatCompletion *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->buffer = g_signal_group_new (GTK_TYPE_TEXT_BUFFER);
  g_signal_group_connect_swapped (self->buffer, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_group_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->buffer, "notify::cursor-position",
                                  G_CALLBACK (cursor_moved_cb), self);
  g_object_bind_property (self->view, "buffer", self->buffer, "target", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->view, "preedit-changed", G_CALLBACK (preedit_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::has-focus", G_CALLBACK (focus_cb), self,
                           G_CONNECT_SWAPPED);
  /* Before the view's own keys. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}


ChatCompletion *
chat_completion_new (GtkTextView *view,
                     GtkWidget   *parent)
{
  ChatCompletion *self = g_object_new (CHAT_TYPE_COMPLETION, NULL);

  self->view = view;
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE,
                                  GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST,
                                  -1);
  watch (self);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);

  return self;
}


void
chat_completion_add_source (ChatCompletion             *self,
                            const ChatCompletionSource *source,
                            gpointer                    user_data)
{
  const Source added = { source, user_data };

  g_return_if_fail (CHAT_IS_COMPLETION (self));

  g_array_append_val (self->sources, added);
}


gboolean
chat_completion_is_open (ChatCompletion *self)
{
  return chat_completion_get_choice (self) != NULL;
}


ChatCompletionItem *
chat_completion_get_choice (ChatCompletion *self)
{
  g_return_val_if_fail (CHAT_IS_COMPLETION (self), NULL);

  return self->list != NULL ? chat_completion_list_get_choice (self->list) : NULL;
}


void
chat_completion_freeze (ChatCompletion *self)
{
  g_return_if_fail (CHAT_IS_COMPLETION (self));

  self->frozen = TRUE;
}


void
chat_completion_thaw (ChatCompletion *self)
{
  g_return_if_fail (CHAT_IS_COMPLETION (self));

  self->frozen = FALSE;
  update (self, FALSE);
}


void
chat_completion_take_out (GtkTextIter *start,
                          GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_iter_get_buffer (start);

  gtk_text_iter_backward_char (start);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, start, end);
  gtk_text_buffer_end_user_action (buffer);
}
