/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with a block of code, by button, key and context menu.
 */

#include "chat-code-cards-private.h"

#include "chat-code-save.h"
#include "chat-column-code.h"
#include "chat-page-views.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *label;
  const char *action;
} Verb;

static const Verb verbs[] = {
  { N_("Copy _code"), "code.copy" },
  { N_("_Save code as…"), "code.save" },
};

static const Verb wrap = { N_("_Wrap lines"), "code.wrap" };
static const Verb unwrap = { N_("_Don’t wrap lines"), "code.wrap" };

static const Verb fold = { N_("Show _less"), "code.fold" };
static const Verb unfold = { N_("Show _all lines"), "code.fold" };

/* (nullable) */
static ChatCodeBlock *
find_block (ChatCodeCards *self,
            GVariant      *parameter,
            ChatCodePlace *place)
{
  ChatMessageView *view;
  const char *uid;

  g_variant_get (parameter, "(&su)", &uid, &place->number);
  view = self->page != NULL ? chat_page_find_uid (self->page, uid) : NULL;
  if (view == NULL)
    return NULL;

  place->message = chat_message_view_get_message (view);
  return chat_code_find (view, place->number);
}

static void
copy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  ChatCodeCards *self = user_data;
  ChatCodePlace place;
  ChatCodeBlock *block = find_block (self, parameter, &place);
  g_autofree char *key = NULL;
  ChatPlacedButton *placed;

  if (block == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->column)),
                          chat_code_block_get_text (block)->str);
  key = chat_code_cards_dup_key (&place);
  placed = g_hash_table_lookup (self->buttons, key);
  if (placed != NULL && chat_column_shows_slot (self->column, placed->slot))
    chat_code_button_set_copied (placed->button);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->column), "view.tell", "s",
                                C_("button", "Copied"));
}

static void
save_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  ChatCodeCards *self = user_data;
  ChatCodePlace place;
  ChatCodeBlock *block = find_block (self, parameter, &place);

  if (block != NULL)
    chat_code_save (GTK_WIDGET (self->column), block);
}

static void
fold_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  ChatCodeCards *self = user_data;
  ChatCodePlace place;
  ChatCodeBlock *block = find_block (self, parameter, &place);

  if (block != NULL && chat_code_block_can_fold (block))
    chat_column_toggle_code (self->column, block);
}

static void
wrap_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  ChatCodeCards *self = user_data;
  ChatCodePlace place;
  ChatCodeBlock *block = find_block (self, parameter, &place);

  if (block != NULL)
    chat_column_rewrap_code (self->column, block);
}

typedef struct
{
  ChatColumn *column;
  gboolean    unwrap;
} Rewrap;

static void
find_wrapped_cb (ChatCodeBlock       *block,
                 const ChatCodePlace *place,
                 gpointer             user_data)
{
  Rewrap *rewrap = user_data;

  rewrap->unwrap = rewrap->unwrap || !chat_code_block_is_unwrapped (block);
}

static void
rewrap_block_cb (ChatCodeBlock       *block,
                 const ChatCodePlace *place,
                 gpointer             user_data)
{
  const Rewrap *rewrap = user_data;

  if (chat_code_block_is_unwrapped (block) != rewrap->unwrap)
    chat_column_rewrap_code (rewrap->column, block);
}

/* All code of a message: none of it wraps then, or all. */
static void
wrap_message_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  ChatCodeCards *self = user_data;
  const char *uid = g_variant_get_string (parameter, NULL);
  ChatMessageView *view = self->page != NULL ? chat_page_find_uid (self->page, uid) : NULL;
  Rewrap rewrap = { self->column };

  if (view == NULL)
    return;

  chat_code_find_each (view, find_wrapped_cb, &rewrap);
  chat_code_find_each (view, rewrap_block_cb, &rewrap);
}

static void
append_verb (GMenu               *menu,
             const Verb          *verb,
             const ChatCodePlace *place)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (_(verb->label), NULL);

  g_menu_item_set_action_and_target (item, verb->action, "(su)",
                                     chat_message_get_uid (place->message), place->number);
  g_menu_append_item (menu, item);
}

GMenuModel *
chat_code_cards_new_menu (ChatPage          *page,
                          const GtkTextIter *at)
{
  GMenu *menu;
  ChatCodePlace place;
  ChatCodeBlock *block;

  if (!chat_code_find_at (page, at, &place))
    return NULL;

  menu = g_menu_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    append_verb (menu, &verbs[i], &place);
  block = chat_code_find (chat_page_find_message (page, place.message), place.number);
  append_verb (menu, chat_code_block_is_unwrapped (block) ? &wrap : &unwrap, &place);
  if (chat_code_block_can_fold (block))
    append_verb (menu, chat_code_block_is_folded (block) ? &unfold : &fold, &place);

  return G_MENU_MODEL (menu);
}

void
chat_code_cards_add_verbs (ChatCodeCards *self)
{
  const GActionEntry entries[] = {
    { .name = "copy", .activate = copy_cb, .parameter_type = "(su)" },
    { .name = "save", .activate = save_cb, .parameter_type = "(su)" },
    { .name = "fold", .activate = fold_cb, .parameter_type = "(su)" },
    { .name = "wrap", .activate = wrap_cb, .parameter_type = "(su)" },
    { .name = "wrap-message", .activate = wrap_message_cb, .parameter_type = "s" },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->column), "code", G_ACTION_GROUP (group));
}
