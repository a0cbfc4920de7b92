/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search of a window: it comes in front of the conversation, and leads to others.
 */

#include "chat-window-search.h"

#include "chat-history-trash.h"
#include "chat-search-page.h"
#include "chat-toast.h"

#include <glib/gi18n.h>

struct _ChatWindowSearch
{
  GObject         parent_instance;

  ChatWindow     *window;         /* borrowed: it owns us */
  ChatHistory    *history;        /* nullable */
  ChatSearchPage *page;           /* once it was wanted, or NULL */
  GtkWidget      *former_focus;   /* weak: where to go back to, or NULL */
};

G_DEFINE_FINAL_TYPE (ChatWindowSearch, chat_window_search, G_TYPE_OBJECT)

/* Where a hit leads. */
typedef struct
{
  ChatWindowSearch *search;
  char             *message;   /* uid, or NULL: only the title matched */
  char             *words;     /* to be looked for there, or NULL */
} Way;


static void
way_free (Way *way)
{
  g_object_unref (way->search);
  g_free (way->message);
  g_free (way->words);
  g_free (way);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Way, way_free)


static GtkWidget *
get_sidebar_entry (ChatWindowSearch *self)
{
  return GTK_WIDGET (chat_sidebar_get_search_entry (chat_window_get_sidebar (self->window)));
}


static gboolean
is_shown (ChatWindowSearch *self)
{
  return self->page != NULL && chat_window_get_page (self->window) == GTK_WIDGET (self->page);
}


static void
remember_focus (ChatWindowSearch *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  if (focus == NULL || !(gtk_widget_is_ancestor (focus, get_sidebar_entry (self)) ||
                         gtk_widget_is_ancestor (focus, GTK_WIDGET (self->page))))
    g_set_weak_pointer (&self->former_focus, focus);
}


static void
present (ChatWindowSearch *self)
{
  chat_window_show_page (self->window, GTK_WIDGET (self->page), _("Search"),
                         chat_search_page_get_summary (self->page));
}


/* Where the sidebar lies over the page, the list could not be seen behind it. */
static void
uncover (ChatWindowSearch *self)
{
  GtkWidget *flap = gtk_widget_get_ancestor (get_sidebar_entry (self), ADW_TYPE_FLAP);

  if (flap == NULL || !adw_flap_get_folded (ADW_FLAP (flap)))
    return;

  adw_flap_set_reveal_flap (ADW_FLAP (flap), FALSE);
  g_object_set (self->page, "show-entry", TRUE, NULL);
  chat_search_page_focus (self->page);
}


static void
query_changed_cb (ChatWindowSearch *self)
{
  if (*chat_search_page_get_query (self->page) == '\0' || is_shown (self))
    return;

  remember_focus (self);
  present (self);
  uncover (self);
}


static void
summary_changed_cb (ChatWindowSearch *self)
{
  if (is_shown (self))
    present (self);
}


static void
update_entry (ChatWindowSearch *self)
{
  GtkWidget *flap = gtk_widget_get_ancestor (get_sidebar_entry (self), ADW_TYPE_FLAP);
  gboolean beside = flap != NULL && adw_flap_get_reveal_flap (ADW_FLAP (flap)) &&
                    !adw_flap_get_folded (ADW_FLAP (flap));

  if (self->page != NULL)
    g_object_set (self->page, "show-entry", !beside, NULL);
}


static void
close_cb (ChatWindowSearch *self)
{
  chat_window_show_page (self->window, NULL, NULL, NULL);
  chat_search_page_set_query (self->page, "");
  if (self->former_focus == NULL || !gtk_widget_get_mapped (self->former_focus) ||
      !gtk_widget_grab_focus (self->former_focus))
    chat_view_focus_composer (chat_window_get_view (self->window));
}


/* Of a branch that was deleted: there it can be restored, unless it has gone for good. */
static void
has_removed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ChatView) view = user_data;
  g_autoptr(GError) error = NULL;
  gboolean any = chat_history_has_removed_finish (CHAT_HISTORY (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));

  /* Somebody has gone on to another conversation. */
  if (root == NULL || chat_window_get_view (CHAT_WINDOW (root)) != view)
    return;

  if (any || error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (view), "chat.show-branches", NULL);
  else
    chat_view_tell_state (view, chat_toast_new (_("The message is no longer there.")));
}


static void
go (Way      *way,
    ChatView *view)
{
  ChatConversation *conversation = chat_view_get_conversation (view);
  ChatMessage *message =
    way->message != NULL ? chat_conversation_lookup (conversation, way->message) : NULL;

  if (message == NULL && way->message != NULL && way->search->history != NULL)
    chat_history_has_removed_async (way->search->history, conversation, NULL, has_removed_cb,
                                    g_object_ref (view));
  if (message == NULL)
    return;

  if (!chat_conversation_find (conversation, message, NULL))
    {
      chat_conversation_select (conversation, message);
      chat_history_save_path (way->search->history, conversation);
    }
  chat_view_show_message (view, message, way->words);
}


static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Way) way = user_data;
  ChatView *view = chat_window_show_conversation_finish (CHAT_WINDOW (source), result);

  if (view != NULL)
    go (way, view);
}


static void
open_cb (ChatWindowSearch *self,
         ChatSearchItem   *item)
{
  const ChatSearchHit *hit = chat_search_item_get_hit (item);
  g_autofree char *words = hit->message != NULL ? chat_search_item_dup_words (item) : NULL;

  chat_window_search_go (self, hit->conversation, hit->message, words);
}


/* Most windows are never searched in. What stands in the sidebar's entry by then is the query. */
static void
make_page (ChatWindowSearch *self)
{
  GtkSearchEntry *entry = GTK_SEARCH_ENTRY (get_sidebar_entry (self));

  if (self->page != NULL)
    return;

  self->page = g_object_ref_sink (g_object_new (CHAT_TYPE_SEARCH_PAGE, NULL));
  chat_search_page_set_history (self->page, self->history);
  chat_search_page_set_query (self->page, gtk_editable_get_text (GTK_EDITABLE (entry)));
  chat_search_page_add_entry (self->page, entry);
  g_signal_connect_object (self->page, "notify::query", G_CALLBACK (query_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "notify::summary", G_CALLBACK (summary_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  update_entry (self);
  query_changed_cb (self);
}


static void
chat_window_search_dispose (GObject *object)
{
  ChatWindowSearch *self = CHAT_WINDOW_SEARCH (object);

  g_clear_weak_pointer (&self->former_focus);
  g_clear_object (&self->page);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (chat_window_search_parent_class)->dispose (object);
}


static void
chat_window_search_class_init (ChatWindowSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_window_search_dispose;
}


static void
chat_window_search_init (ChatWindowSearch *self)
{
}


static void
follow_entry (ChatWindowSearch *self)
{
  GtkWidget *entry = get_sidebar_entry (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "enter", G_CALLBACK (make_page), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (make_page), self, G_CONNECT_SWAPPED);
}


static void
follow_sidebar (ChatWindowSearch *self)
{
  GtkWidget *flap = gtk_widget_get_ancestor (get_sidebar_entry (self), ADW_TYPE_FLAP);

  g_signal_connect_object (flap, "notify::folded", G_CALLBACK (update_entry), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (flap, "notify::reveal-flap", G_CALLBACK (update_entry), self,
                           G_CONNECT_SWAPPED);
}


ChatWindowSearch *
chat_window_search_new (ChatWindow  *window,
                        ChatHistory *history)
{
  ChatWindowSearch *self = g_object_new (CHAT_TYPE_WINDOW_SEARCH, NULL);

  self->window = window;
  g_set_object (&self->history, history);
  follow_entry (self);
  follow_sidebar (self);

  return self;
}


void
chat_window_search_show (ChatWindowSearch *self)
{
  g_return_if_fail (CHAT_IS_WINDOW_SEARCH (self));

  make_page (self);
  if (!is_shown (self))
    {
      remember_focus (self);
      present (self);
    }
  update_entry (self);
  chat_search_page_focus (self->page);
}


void
chat_window_search_look_for (ChatWindowSearch *self,
                             const char       *query)
{
  g_return_if_fail (CHAT_IS_WINDOW_SEARCH (self));

  chat_window_search_show (self);
  chat_search_page_set_query (self->page, query);
}


void
chat_window_search_go (ChatWindowSearch *self,
                       const char       *conversation,
                       const char       *message,
                       const char       *words)
{
  Way *way = g_new0 (Way, 1);

  g_return_if_fail (CHAT_IS_WINDOW_SEARCH (self));

  way->search = g_object_ref (self);
  way->message = g_strdup (message);
  way->words = g_strdup (words);
  chat_window_show_conversation_async (self->window, conversation, shown_cb, way);
}
