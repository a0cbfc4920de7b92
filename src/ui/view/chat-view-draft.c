/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is being written in a conversation, and how it is shown, kept in the history.
 */

#include "chat-view-private.h"

#include "chat-history-texts.h"


/* A conversation that is not begun shares one place with all others that are not. */
static ChatConversation *
get_place (ChatView *self)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  const char *uid = chat_conversation_get_uid (self->conversation);

  return chat_history_get_info (history, uid) != NULL ? self->conversation : NULL;
}


static void
composer_draft_cb (ChatView *self)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  ChatConversation *place = get_place (self);
  g_autofree char *draft = chat_view_dup_draft (self);

  /* The first prompt has just been sent: it is no draft of the next conversation. */
  if (place != NULL && !self->begun)
    chat_history_set_draft (history, NULL, NULL);
  self->begun = place != NULL;
  chat_history_set_draft (history, place, draft);
}


/* The files first, so that no draft without them is ever to be saved. */
static void
add_handed (ChatView        *self,
            const ChatDraft *draft)
{
  chat_view_load_files (self, draft);
  if (*draft->text != '\0')
    chat_composer_insert_lines (self->composer, draft->text);
}


static void
draft_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ChatView) self = CHAT_VIEW (user_data);
  g_autofree char *draft =
    chat_history_load_draft_finish (CHAT_HISTORY (source), result, NULL);

  /* Whoever was faster than the disk has the word. */
  if (self->conversation != NULL &&
      (self->resumed || (draft != NULL && chat_composer_is_blank (self->composer))))
    chat_view_load_draft (self, draft != NULL ? draft : "");

  self->restoring = FALSE;
  if (self->handed != NULL && self->conversation != NULL)
    add_handed (self, self->handed);
  g_clear_pointer (&self->handed, chat_draft_free);
  if (self->handed_files != NULL && self->conversation != NULL)
    chat_view_attach (self, self->handed_files);
  g_clear_pointer (&self->handed_files, g_ptr_array_unref);
}


/* A draft that comes later must not find the box filled: it would be lost. */
static void
hand_over (ChatView        *self,
           const ChatDraft *draft)
{
  if (!self->restoring)
    {
      add_handed (self, draft);
      return;
    }

  if (self->handed == NULL)
    self->handed = chat_draft_new ("");
  chat_draft_append (self->handed, draft);
}


void
chat_view_hand_over (ChatView   *self,
                     const char *text)
{
  g_autoptr(ChatDraft) draft = NULL;

  g_return_if_fail (CHAT_IS_VIEW (self));

  draft = chat_draft_new (text);
  hand_over (self, draft);
}


void
chat_view_hand_over_draft (ChatView   *self,
                           const char *draft)
{
  g_autoptr(ChatDraft) read = NULL;

  g_return_if_fail (CHAT_IS_VIEW (self));

  read = chat_draft_read (draft);
  hand_over (self, read);
}


void
chat_view_hand_over_files (ChatView  *self,
                           GPtrArray *files)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  if (!self->restoring)
    {
      chat_view_attach (self, files);
      return;
    }

  if (self->handed_files == NULL)
    self->handed_files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (self->handed_files, g_object_ref (g_ptr_array_index (files, i)));
}


void
chat_view_resume (ChatView      *self,
                  GtkTextBuffer *buffer)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  chat_composer_resume (self->composer, buffer);
  self->resumed = TRUE;
}


GtkTextBuffer *
chat_view_release (ChatView *self)
{
  g_return_val_if_fail (CHAT_IS_VIEW (self), NULL);

  return chat_composer_release (self->composer);
}


void
chat_view_keep_draft (ChatView *self,
                      gboolean  restore)
{
  ChatHistory *history;

  g_return_if_fail (CHAT_IS_VIEW (self));

  history = chat_engine_get_history (self->engine);
  self->begun = get_place (self) != NULL;
  g_signal_connect_object (self->composer, "notify::draft", G_CALLBACK (composer_draft_cb), self,
                           G_CONNECT_SWAPPED);
  self->restoring = restore;
  if (restore)
    chat_history_load_draft_async (history, get_place (self), draft_loaded_cb,
                                   g_object_ref (self));
}


static void
transcript_moved_cb (ChatView *self)
{
  g_autofree char *state = chat_transcript_dup_state (self->transcript);

  chat_history_set_view (chat_engine_get_history (self->engine), self->conversation, state);
}


void
chat_view_keep_place (ChatView   *self,
                      const char *state)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  if (state != NULL)
    chat_transcript_restore_state (self->transcript, state);
  g_signal_connect_object (self->transcript, "moved", G_CALLBACK (transcript_moved_cb), self,
                           G_CONNECT_SWAPPED);
}
