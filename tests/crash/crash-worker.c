/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carries out the commands of crash-world.h with the real store.
 */

#include "crash-worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a piece of the journal. */
#define PIECE 3000

/* When something went into the trash: any time will do. */
#define TRASHED_MS 1000

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

ChatStore *
crash_worker_open (const char        *folder,
                   ChatStoreOpening  *opening,
                   char             **set_aside,
                   GError           **error)
{
  g_autoptr(ChatStore) store = chat_store_new (folder);
  g_autoptr(GAsyncResult) result = NULL;

  chat_store_open_async (store, NULL, result_cb, &result);
  wait_for (&result);
  if (!chat_store_open_finish (store, result, opening, set_aside, error))
    return NULL;
  return g_steal_pointer (&store);
}

void
crash_worker_close (ChatStore *store)
{
  g_object_unref (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
put (ChatStoreBatch   *batch,
     const char       *conversation,
     const char       *parent,
     const char       *uid,
     ChatRole          role,
     ChatMessageState  state,
     const char       *text)
{
  g_autoptr(ChatMessage) message = chat_message_new (role);

  chat_message_set_uid (message, uid);
  if (*text != '\0')
    chat_message_add_block (message, chat_content_block_new_text (text));
  if (chat_message_get_state (message) != state)
    chat_message_set_state (message, state);
  chat_store_batch_put_message (batch, conversation, parent, message);
}

static void
begin (ChatStoreBatch  *batch,
       char           **words)
{
  const char *parent = strcmp (words[2], "-") == 0 ? NULL : words[2];

  chat_store_batch_set_durable (batch);
  put (batch, words[1], parent, words[3], CHAT_ROLE_USER, CHAT_MESSAGE_COMPLETE, words[5]);
  put (batch, words[1], words[3], words[4], CHAT_ROLE_ASSISTANT, CHAT_MESSAGE_OPEN, "");
  chat_store_batch_set_leaf (batch, words[1], words[4]);
  chat_store_batch_touch (batch, words[1], g_get_real_time () / 1000);
}

static void
journal (ChatStoreBatch  *batch,
         char           **words)
{
  g_autofree char *piece = g_malloc (PIECE);
  g_autoptr(GBytes) bytes = NULL;

  memset (piece, *words[2], PIECE);
  bytes = g_bytes_new (piece, PIECE);
  chat_store_batch_append_journal (batch, words[1], bytes);
}

static void
end (ChatStoreBatch  *batch,
     char           **words)
{
  chat_store_batch_set_durable (batch);
  put (batch, words[1], strcmp (words[2], "-") == 0 ? NULL : words[2], words[3],
       CHAT_ROLE_ASSISTANT, (ChatMessageState) atoi (words[4]), words[5]);
  chat_store_batch_clear_journal (batch, words[3]);
}

static void
rewrite (ChatStoreBatch  *batch,
         char           **words)
{
  put (batch, words[1], NULL, words[2], CHAT_ROLE_USER, CHAT_MESSAGE_COMPLETE, words[3]);
}

static void
cut (ChatStoreBatch  *batch,
     char           **words)
{
  chat_store_batch_set_message_trashed (batch, words[1], TRASHED_MS);
}

static void
copy (ChatStoreBatch  *batch,
      char           **words)
{
  chat_store_batch_copy_conversation (batch, words[1], NULL, words[2], NULL);
}

static void
title (ChatStoreBatch  *batch,
       char           **words)
{
  chat_store_batch_set_title (batch, words[1], words[2]);
}

static void
tags (ChatStoreBatch  *batch,
      char           **words)
{
  g_auto(GStrv) names = g_strsplit (words[2], ",", -1);

  chat_store_batch_set_tags (batch, words[1], (const char * const *) names);
}

static void
archive (ChatStoreBatch  *batch,
         char           **words)
{
  chat_store_batch_set_archived (batch, words[1], *words[2] == '1');
}

static void
trash (ChatStoreBatch  *batch,
       char           **words)
{
  chat_store_batch_set_trashed (batch, words[1], *words[2] == '1' ? TRASHED_MS : 0);
}

static void
purge (ChatStoreBatch  *batch,
       char           **words)
{
  chat_store_batch_purge_conversation (batch, words[1]);
}

static void
empty (ChatStoreBatch  *batch,
       char           **words)
{
  chat_store_batch_empty_trash (batch, TRASHED_MS + 1);
}

static void
draft (ChatStoreBatch  *batch,
       char           **words)
{
  chat_store_batch_set_draft (batch, words[1], words[2]);
}

static void
idle (ChatStoreBatch  *batch,
      char           **words)
{
}

static const struct
{
  const char *verb;
  void      (*fill) (ChatStoreBatch *batch, char **words);
} verbs[] = {
  { "begin", begin }, { "journal", journal }, { "end", end }, { "rewrite", rewrite },
  { "cut", cut }, { "copy", copy }, { "title", title }, { "tags", tags }, { "archive", archive },
  { "trash", trash }, { "purge", purge }, { "empty", empty }, { "draft", draft }, { "idle", idle },
};

gboolean
crash_worker_run (ChatStore   *store,
                  const char  *command,
                  GError     **error)
{
  g_auto(GStrv) words = g_strsplit (command, " ", -1);
  g_autoptr(GAsyncResult) result = NULL;
  ChatStoreBatch *batch = chat_store_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (strcmp (words[0], verbs[i].verb) == 0)
        verbs[i].fill (batch, words);
    }

  chat_store_commit_async (store, batch, result_cb, &result);
  wait_for (&result);
  return chat_store_commit_finish (store, result, error);
}

static char *
find_parent (ChatStore  *store,
             const char *conversation,
             const char *message)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ChatConversation) loaded = NULL;
  g_autoptr(GError) error = NULL;
  ChatMessage *found;

  chat_store_load_async (store, conversation, NULL, result_cb, &result);
  wait_for (&result);
  loaded = chat_store_load_finish (store, result, NULL, &error);
  if (loaded == NULL)
    g_error ("%s: %s", conversation, error->message);
  found = chat_conversation_lookup (loaded, message);
  if (found == NULL)
    return g_strdup ("-");
  return g_strdup (chat_message_get_uid (chat_conversation_get_parent (loaded, found)));
}

GPtrArray *
crash_worker_recover (ChatStore  *store,
                      GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) orphans = NULL;
  GPtrArray *commands;

  chat_store_orphans_async (store, result_cb, &result);
  wait_for (&result);
  orphans = chat_store_orphans_finish (store, result, error);
  if (orphans == NULL)
    return NULL;

  commands = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < orphans->len; i++)
    {
      const ChatStoreOrphan *orphan = g_ptr_array_index (orphans, i);
      g_autofree char *parent = find_parent (store, orphan->conversation, orphan->message);

      g_ptr_array_add (commands, g_strdup_printf ("end %s %s %s %d recovered%" G_GSIZE_FORMAT,
                                                  orphan->conversation, parent, orphan->message,
                                                  CHAT_MESSAGE_INTERRUPTED,
                                                  g_bytes_get_size (orphan->journal)));
    }
  return commands;
}

static void
say (const char *word,
     const char *rest)
{
  printf ("%s %s\n", word, rest);
  fflush (stdout);
}

static int
fail (const GError *error)
{
  say ("error", error->message);
  return 1;
}

int
crash_worker_main (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) recovery = NULL;
  ChatStoreOpening opening;
  ChatStore *store = crash_worker_open (folder, &opening, NULL, &error);
  g_autofree char *how = NULL;
  char line[512];

  if (store == NULL)
    return fail (error);
  how = g_strdup_printf ("%d", opening);
  say ("opened", how);
  recovery = crash_worker_recover (store, &error);
  if (recovery == NULL)
    return fail (error);
  for (guint i = 0; i < recovery->len; i++)
    say ("orphan", g_ptr_array_index (recovery, i));
  say ("ready", "");

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      line[strcspn (line, "\n")] = '\0';
      if (!crash_worker_run (store, line, &error))
        return fail (error);
      say ("ok", line);
    }
  crash_worker_close (store);
  return 0;
}
