/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What "@" offers in the message box: files, and earlier conversations to be attached as text.
 */

#include "chat-view-private.h"

#include "chat-transfer.h"

#include <glib/gi18n.h>

/* As many as are seen without scrolling much. */
#define MAX_CONVERSATIONS 8

/* A list that is being filled. */
typedef struct
{
  GListStore       *items;
  ChatConversation *own;     /* which is not offered to itself */
  char             *words;
} Search;

/* A conversation on its way into an attachment, through a file of ours. */
typedef struct
{
  ChatAttachmentItem *item;
  GFile              *file;
} Errand;


static void
free_search (Search *search)
{
  g_object_unref (search->items);
  g_object_unref (search->own);
  g_free (search->words);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, free_search)


static void
free_errand (Errand *errand)
{
  g_file_delete_async (errand->file, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_object_unref (errand->file);
  g_object_unref (errand->item);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, free_errand)


/* A word that begins with the sign: within one it belongs to an address. */
static gboolean
find_cb (const GtkTextIter *cursor,
         GtkTextIter       *start,
         gpointer           user_data)
{
  GtkTextIter before;

  *start = *cursor;
  while (gtk_text_iter_backward_char (start))
    {
      gunichar character = gtk_text_iter_get_char (start);

      if (g_unichar_isspace (character))
        return FALSE;
      if (character != '@')
        continue;

      before = *start;
      if (gtk_text_iter_backward_char (&before)
          && !g_unichar_isspace (gtk_text_iter_get_char (&before)))
        return FALSE;
      gtk_text_iter_forward_char (start);
      return TRUE;
    }

  return FALSE;
}


static void
add (GListStore *items,
     const char *title,
     const char *note,
     const char *icon_name,
     gpointer    data)
{
  g_autoptr(ChatCompletionItem) item = chat_completion_item_new (title, note);

  item->icon_name = g_strdup (icon_name);
  g_set_object (&item->data, data);
  g_list_store_append (items, item);
}


/* Less forgiving than the palette: a name that is mentioned must not become an attachment. */
static gboolean
matches (const char *words,
         const char *title)
{
  return *words == '\0' || g_str_match_string (words, title, TRUE);
}


static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Search) search = user_data;
  g_autoptr(GPtrArray) infos =
    chat_history_find_titles_finish (CHAT_HISTORY (source), result, NULL);

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      ChatConversationInfo *info = g_ptr_array_index (infos, i);
      const char *title = chat_conversation_info_get_title (info);

      if (title != NULL && matches (search->words, title)
          && !g_str_equal (chat_conversation_info_get_uid (info),
                           chat_conversation_get_uid (search->own)))
        add (search->items, title, _("Earlier conversation"), "user-available-symbolic", info);
    }
}


static GListModel *
list_cb (const char *words,
         gboolean    opening,
         gpointer    user_data)
{
  ChatView *self = user_data;
  ChatHistory *history = chat_engine_get_history (self->engine);
  GListStore *items = g_list_store_new (CHAT_TYPE_COMPLETION_ITEM);
  Search *search;

  if (matches (words, _("Attach files")))
    add (items, _("Attach files"), _("Pictures, PDF and text"), "list-add-symbolic", NULL);
  if (history != NULL)
    {
      search = g_new0 (Search, 1);
      search->items = g_object_ref (items);
      search->own = g_object_ref (self->conversation);
      search->words = g_strdup (words);
      chat_history_find_titles_async (history, words, MAX_CONVERSATIONS, NULL, found_cb, search);
    }

  return G_LIST_MODEL (items);
}


static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Errand) errand = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  const char *name = chat_attachment_item_get_name (errand->item);

  if (bytes != NULL)
    chat_attachment_item_read (errand->item, chat_attachment_source_new_bytes (bytes, name));
  else
    chat_attachment_item_fail (errand->item, error);
}


static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Errand) errand = user_data;
  GFile *file = errand->file;
  g_autoptr(GError) error = NULL;

  if (!chat_transfer_export_finish (CHAT_HISTORY (source), result, NULL, &error))
    chat_attachment_item_fail (errand->item, error);
  else
    g_file_load_bytes_async (file, NULL, read_cb, g_steal_pointer (&errand));
}


static void
attach_conversation (ChatView             *self,
                     ChatConversationInfo *info)
{
  const char *uids[] = { chat_conversation_info_get_uid (info), NULL };
  g_autofree char *name = g_strconcat (chat_conversation_info_get_title (info), ".md", NULL);
  g_autoptr(ChatAttachmentItem) item = chat_attachment_item_new_kept (name, NULL);
  g_autoptr(GFileIOStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  GFile *file = g_file_new_tmp ("claude-chat-XXXXXX.md", &stream, &error);
  Errand *errand;

  chat_attachment_row_append (chat_composer_get_attachments (self->composer), item);
  if (file == NULL)
    {
      chat_attachment_item_fail (item, error);
      return;
    }

  errand = g_new0 (Errand, 1);
  errand->item = g_object_ref (item);
  errand->file = file;
  chat_transfer_export_async (chat_engine_get_history (self->engine), uids, CHAT_EXPORT_MARKDOWN,
                              file, NULL, NULL, NULL, exported_cb, errand);
}


static void
accept_cb (ChatCompletionItem *item,
           GtkTextIter        *start,
           GtkTextIter        *end,
           gpointer            user_data)
{
  ChatView *self = user_data;

  chat_completion_take_out (start, end);
  if (item->data != NULL)
    attach_conversation (self, CHAT_CONVERSATION_INFO (item->data));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "chat.attach", NULL);
}


void
chat_view_offer_mentions (ChatView *self)
{
  static const ChatCompletionSource source = { find_cb, list_cb, accept_cb };

  chat_completion_add_source (chat_composer_get_completion (self->composer), &source, self);
}
