/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small window for one question among the windows of the program.
 */

#include "chat-quick-ask.h"

#include "chat-quick-window.h"

struct _ChatQuickAsk
{
  GObject           parent_instance;

  GtkApplication   *application;   /* borrowed */
  ChatEngine       *engine;
  GSettings        *settings;
  ChatOpenWindows  *windows;
  GtkWindow        *quick;         /* while it is open; weak */
  ChatConversation *asked;         /* what it was closed with, for its next time, or NULL */
  char             *asked_draft;   /* and what stood in its composer, or NULL */
};

G_DEFINE_FINAL_TYPE (ChatQuickAsk, chat_quick_ask, G_TYPE_OBJECT)


static void
opened_cb (ChatQuickAsk *self,
           const char   *uid,
           const char   *draft)
{
  ChatWindow *window = chat_open_windows_get (self->windows);

  if (uid != NULL)
    chat_window_show_conversation (window, uid);
  else
    chat_window_begin_with_draft (window, draft);
}


static void
left_cb (ChatQuickAsk     *self,
         ChatConversation *conversation,
         const char       *draft)
{
  g_set_object (&self->asked, conversation);
  g_free (self->asked_draft);
  self->asked_draft = g_strdup (draft);
}


static void
wanted_cb (ChatQuickAsk *self,
           const char   *action_name)
{
  gtk_widget_activate_action (GTK_WIDGET (chat_open_windows_get (self->windows)), action_name,
                              NULL);
}


static void
make_window (ChatQuickAsk *self)
{
  g_autoptr(ChatConversation) asked = g_steal_pointer (&self->asked);
  g_autofree char *draft = g_steal_pointer (&self->asked_draft);

  g_set_weak_pointer (&self->quick,
                      GTK_WINDOW (chat_quick_window_new (self->application, self->engine,
                                                         self->settings, asked, draft)));
  g_signal_connect_object (self->quick, "opened", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->quick, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->quick, "wanted", G_CALLBACK (wanted_cb), self,
                           G_CONNECT_SWAPPED);
}


static void
chat_quick_ask_dispose (GObject *object)
{
  ChatQuickAsk *self = CHAT_QUICK_ASK (object);

  g_clear_weak_pointer (&self->quick);
  g_clear_object (&self->asked);
  g_clear_pointer (&self->asked_draft, g_free);
  g_clear_object (&self->windows);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_quick_ask_parent_class)->dispose (object);
}


static void
chat_quick_ask_class_init (ChatQuickAskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_quick_ask_dispose;
}


static void
chat_quick_ask_init (ChatQuickAsk *self)
{
}


ChatQuickAsk *
chat_quick_ask_new (GtkApplication  *application,
                    ChatEngine      *engine,
                    GSettings       *settings,
                    ChatOpenWindows *windows)
{
  ChatQuickAsk *self = g_object_new (CHAT_TYPE_QUICK_ASK, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  self->windows = g_object_ref (windows);

  return self;
}


void
chat_quick_ask_present (ChatQuickAsk *self,
                        const char   *token)
{
  g_return_if_fail (CHAT_IS_QUICK_ASK (self));

  if (self->quick == NULL)
    make_window (self);
  if (token != NULL)
    gtk_window_set_startup_id (self->quick, token);
  gtk_window_present (self->quick);
}
