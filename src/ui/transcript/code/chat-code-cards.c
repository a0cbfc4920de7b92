/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The buttons of the blocks of code that are in view or near.
 */

#include "chat-code-cards-private.h"

#include "chat-column-private.h"
#include "chat-page-views.h"

#include <string.h>

/* A button is there before its card comes into view. */
#define NEAR_PX     200
#define MAX_BUTTONS 20
/* From the end of the card. */
#define BUTTON_END  10

G_DEFINE_FINAL_TYPE (ChatCodeCards, chat_code_cards, G_TYPE_OBJECT)

static void
release (gpointer data)
{
  ChatPlacedButton *placed = data;

  chat_column_release_slot (placed->cards->column, placed->slot);
  gtk_text_buffer_delete_mark (placed->cards->page->buffer, placed->line);
  g_free (placed);
}

static int
get_above (ChatCodeCards *self,
           ChatCodeBlock *block)
{
  return chat_tags_get_middle (self->page->tags, CHAT_STYLE_CODE_HEAD,
                               chat_code_block_get_leaf (block)->gap) -
         CHAT_CODE_BUTTON_HEIGHT / 2;
}

/* The card reaches out of the text by the gutter. */
static int
get_width (ChatCodeCards *self,
           ChatCodeBlock *block)
{
  const ChatLeaf *leaf = chat_code_block_get_leaf (block);
  int inset = leaf->rtl ? chat_tags_scale (self->page->tags, leaf->margin) : 0;

  return chat_column_get_text_width (self->column) + chat_column_get_gutter (self->column) -
         BUTTON_END - inset;
}

static ChatCodeLines
get_lines (ChatCodeCards *self,
           ChatCodeBlock *block)
{
  const ChatLeaf *leaf = chat_code_block_get_leaf (block);
  int room = chat_column_get_text_width (self->column) -
             chat_tags_scale (self->page->tags, leaf->margin);

  if (leaf->unwrapped)
    return CHAT_CODE_UNWRAPPED;

  return chat_tags_get_code_width (self->page->tags, leaf->widest.columns) > room
         ? CHAT_CODE_WRAPPED : CHAT_CODE_FITS;
}

static ChatPlacedButton *
claim (ChatCodeCards *self,
       ChatCodeBlock *block)
{
  ChatPlacedButton *placed = g_new0 (ChatPlacedButton, 1);
  GtkTextIter start;
  GtkTextIter end;

  chat_code_block_get_bounds (block, &start, &end);
  placed->cards = self;
  placed->button = CHAT_CODE_BUTTON (chat_code_button_new ());
  placed->line = gtk_text_buffer_create_mark (self->page->buffer, NULL, &start, TRUE);
  placed->slot = chat_column_claim_slot (self->column, GTK_WIDGET (placed->button), placed->line,
                                         get_above (self, block));
  return placed;
}

/* Where the text above has changed, the line may be another one. */
static void
follow_line (ChatCodeCards    *self,
             ChatPlacedButton *placed,
             ChatCodeBlock    *block)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter line;

  chat_code_block_get_bounds (block, &start, &end);
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &line, placed->line);
  if (!gtk_text_iter_equal (&start, &line))
    {
      gtk_text_buffer_move_mark (self->page->buffer, placed->line, &start);
      chat_column_queue_allocate (self->column);
    }
  chat_column_move_slot (self->column, placed->slot, get_above (self, block));
}

static gboolean
is_near (ChatCodeCards *self,
         ChatCodeBlock *block)
{
  GdkRectangle visible;
  GtkTextIter start;
  GtkTextIter end;
  int top;

  chat_code_block_get_bounds (block, &start, &end);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->column), &visible);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->column), &start, &top, NULL);

  return top > visible.y - NEAR_PX && top < visible.y + visible.height + NEAR_PX;
}

char *
chat_code_cards_dup_key (const ChatCodePlace *place)
{
  return g_strdup_printf ("%s %u", chat_message_get_uid (place->message), place->number);
}

/* Once a frame while text streams: what is as it was costs little. */
static void
show_button_cb (ChatCodeBlock       *block,
                const ChatCodePlace *place,
                gpointer             user_data)
{
  ChatCodeCards *self = user_data;
  g_autofree char *key = chat_code_cards_dup_key (place);
  ChatPlacedButton *placed = g_hash_table_lookup (self->buttons, key);
  int width = get_width (self, block);
  gboolean changed;

  if (!is_near (self, block) ||
      (placed == NULL && g_hash_table_size (self->buttons) >= MAX_BUTTONS))
    return;

  if (placed == NULL)
    {
      placed = claim (self, block);
      g_hash_table_insert (self->buttons, g_steal_pointer (&key), placed);
    }
  changed = chat_code_button_set (placed->button, place,
                                  chat_code_block_get_leaf (block)->head->text->str,
                                  get_lines (self, block), self->cursor == place->message);
  if (changed || placed->width != width)
    chat_slot_fit (placed->slot, width);
  placed->width = width;
  follow_line (self, placed, block);
  placed->wanted = TRUE;
}

static gboolean
is_below (ChatCodeCards   *self,
          ChatMessageView *view,
          int              bottom)
{
  GtkTextIter start;
  int top;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &start,
                                    chat_message_view_get_start (view));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->column), &start, &top, NULL);
  return top >= bottom;
}

static void
show_near (ChatCodeCards *self)
{
  GdkRectangle visible;
  GtkTextIter iter;
  guint first = 0;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->column), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->column), &iter, visible.y - NEAR_PX, NULL);
  chat_page_find_view (self->page, &iter, &first);

  for (guint i = first; i < self->page->views->len; i++)
    {
      ChatMessageView *view = chat_page_get_view (self->page, i);

      if (is_below (self, view, visible.y + visible.height + NEAR_PX))
        break;
      chat_code_find_each (view, show_button_cb, self);
    }
}

/* One that has the focus stays as long as its block does: it follows the block. */
static gboolean
is_unwanted (gpointer key,
             gpointer value,
             gpointer user_data)
{
  ChatPlacedButton *placed = value;

  return !placed->wanted && !chat_code_button_is_in_use (placed->button);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatCodeCards *self = data;
  GHashTableIter iter;
  gpointer placed;

  self->tick = 0;
  g_hash_table_iter_init (&iter, self->buttons);
  while (g_hash_table_iter_next (&iter, NULL, &placed))
    ((ChatPlacedButton *) placed)->wanted = FALSE;

  show_near (self);
  g_hash_table_foreach_remove (self->buttons, is_unwanted, NULL);
  return G_SOURCE_REMOVE;
}

void
chat_code_cards_queue (ChatCodeCards *self)
{
  if (self->tick == 0 && self->page != NULL)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->column), tick_cb, self, NULL);
}

static void
chat_code_cards_dispose (GObject *object)
{
  ChatCodeCards *self = CHAT_CODE_CARDS (object);

  chat_code_cards_set_page (self, NULL);
  g_clear_object (&self->cursor);
  g_clear_pointer (&self->buttons, g_hash_table_unref);

  G_OBJECT_CLASS (chat_code_cards_parent_class)->dispose (object);
}

static void
chat_code_cards_class_init (ChatCodeCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_code_cards_dispose;
}

static void
chat_code_cards_init (ChatCodeCards *self)
{
  self->buttons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, release);
}

ChatCodeCards *
chat_code_cards_new (ChatColumn *column)
{
  ChatCodeCards *self = g_object_new (CHAT_TYPE_CODE_CARDS, NULL);

  self->column = column;
  g_signal_connect_object (column, "resized", G_CALLBACK (chat_code_cards_queue), self,
                           G_CONNECT_SWAPPED);
  chat_code_cards_add_verbs (self);
  return self;
}

void
chat_code_cards_set_page (ChatCodeCards *self,
                          ChatPage      *page)
{
  g_return_if_fail (CHAT_IS_CODE_CARDS (self));

  if (self->page == page)
    return;

  if (self->page != NULL)
    g_hash_table_remove_all (self->buttons);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->column), self->tick);
  self->tick = 0;
  self->page = page;
  chat_code_cards_queue (self);
}

void
chat_code_cards_set_cursor (ChatCodeCards *self,
                            ChatMessage   *message)
{
  g_return_if_fail (CHAT_IS_CODE_CARDS (self));

  g_set_object (&self->cursor, message);
  chat_code_cards_queue (self);
}
