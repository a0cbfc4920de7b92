/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a history must hold after a row of commands.
 */

#include "crash-world.h"

#include "chat-message.h"

#include <stdlib.h>
#include <string.h>

/* More conversations than that make a dump slow, and fewer ways to hurt each. */
#define MAX_CONVERSATIONS 12

#define NO_PARENT (-1)

/* Tries to find a message that will do; then something else is done. */
#define N_DRAWS 8

typedef struct
{
  char             *uid;       /* NULL: a copy's, which nobody knows */
  int               parent;    /* its position, or NO_PARENT */
  ChatMessageState  state;
  gboolean          trashed;
  char             *text;
  GString          *journal;   /* a letter for each piece */
} Message;

typedef struct
{
  char      *uid;
  char      *title;
  char      *tags;
  char      *draft;
  gboolean   archived;
  gboolean   trashed;
  GPtrArray *messages;         /* (element-type Message) in their order */
} Conversation;

struct _CrashWorld
{
  GPtrArray *conversations;    /* (element-type Conversation) */
};

static void
free_message (gpointer data)
{
  Message *message = data;

  g_free (message->uid);
  g_free (message->text);
  g_string_free (message->journal, TRUE);
  g_free (message);
}

static void
free_conversation (gpointer data)
{
  Conversation *conversation = data;

  g_free (conversation->uid);
  g_free (conversation->title);
  g_free (conversation->tags);
  g_free (conversation->draft);
  g_ptr_array_unref (conversation->messages);
  g_free (conversation);
}

CrashWorld *
crash_world_new (void)
{
  CrashWorld *self = g_new0 (CrashWorld, 1);

  self->conversations = g_ptr_array_new_with_free_func (free_conversation);
  return self;
}

void
crash_world_free (CrashWorld *self)
{
  g_ptr_array_unref (self->conversations);
  g_free (self);
}

static Conversation *
find_conversation (CrashWorld *self,
                   const char *uid)
{
  for (guint i = 0; i < self->conversations->len; i++)
    {
      Conversation *conversation = g_ptr_array_index (self->conversations, i);

      if (strcmp (conversation->uid, uid) == 0)
        return conversation;
    }

  return NULL;
}

static Conversation *
need_conversation (CrashWorld *self,
                   const char *uid)
{
  Conversation *conversation = find_conversation (self, uid);

  if (conversation == NULL)
    {
      conversation = g_new0 (Conversation, 1);
      conversation->uid = g_strdup (uid);
      conversation->messages = g_ptr_array_new_with_free_func (free_message);
      g_ptr_array_add (self->conversations, conversation);
    }
  return conversation;
}

/* NO_PARENT if there is none. */
static int
find_message (const Conversation *conversation,
              const char         *uid)
{
  for (guint i = 0; i < conversation->messages->len; i++)
    {
      const Message *message = g_ptr_array_index (conversation->messages, i);

      if (g_strcmp0 (message->uid, uid) == 0)
        return (int) i;
    }

  return NO_PARENT;
}

static Message *
add_message (Conversation     *conversation,
             const char       *uid,
             int               parent,
             ChatMessageState  state,
             const char       *text)
{
  Message *message = g_new0 (Message, 1);

  message->uid = g_strdup (uid);
  message->parent = parent;
  message->state = state;
  message->text = g_strdup (text);
  message->journal = g_string_new (NULL);
  g_ptr_array_add (conversation->messages, message);
  return message;
}

static Message *
look_up_message (CrashWorld *self,
                 const char *uid)
{
  for (guint i = 0; i < self->conversations->len; i++)
    {
      Conversation *conversation = g_ptr_array_index (self->conversations, i);
      int position = find_message (conversation, uid);

      if (position != NO_PARENT)
        return g_ptr_array_index (conversation->messages, position);
    }

  g_error ("no message %s", uid);
}

/* Inventing */

static Conversation *
draw_conversation (CrashWorld *self,
                   GRand      *random)
{
  if (self->conversations->len == 0)
    return NULL;
  return g_ptr_array_index (self->conversations,
                            g_rand_int_range (random, 0, (gint32) self->conversations->len));
}

/* One that is not in the trash and, if @open is asked, is or is not being written; NULL: none
 * came. */
static Message *
draw_message (Conversation *conversation,
              GRand        *random,
              gboolean      open)
{
  gint32 n_messages = conversation != NULL ? (gint32) conversation->messages->len : 0;

  for (guint i = 0; i < N_DRAWS && n_messages > 0; i++)
    {
      Message *message = g_ptr_array_index (conversation->messages,
                                            g_rand_int_range (random, 0, n_messages));
      gboolean is_open = message->state == CHAT_MESSAGE_OPEN;

      if (message->uid != NULL && !message->trashed && is_open == open)
        return message;
    }

  return NULL;
}

static char *
invent_begin (CrashWorld   *self,
              Conversation *conversation,
              GRand        *random,
              guint         number)
{
  Message *parent = draw_message (conversation, random, FALSE);

  if (conversation == NULL || (self->conversations->len < MAX_CONVERSATIONS &&
                               g_rand_int_range (random, 0, 3) == 0))
    return g_strdup_printf ("begin c%u - p%u r%u text%u", number, number, number, number);
  return g_strdup_printf ("begin %s %s p%u r%u text%u", conversation->uid,
                          parent != NULL ? parent->uid : "-", number, number, number);
}

static char *
invent_stream (CrashWorld   *self,
               Conversation *conversation,
               GRand        *random,
               guint         number)
{
  Message *reply = draw_message (conversation, random, TRUE);
  const Message *prompt;
  static const int states[] = { CHAT_MESSAGE_COMPLETE, CHAT_MESSAGE_STOPPED, CHAT_MESSAGE_CUT_OFF };

  if (reply == NULL)
    return invent_begin (self, conversation, random, number);
  if (g_rand_int_range (random, 0, 5) > 0)
    return g_strdup_printf ("journal %s %c", reply->uid,
                            'a' + (int) (reply->journal->len % 26));

  prompt = g_ptr_array_index (conversation->messages, reply->parent);
  return g_strdup_printf ("end %s %s %s %d reply%u", conversation->uid, prompt->uid, reply->uid,
                          states[g_rand_int_range (random, 0, G_N_ELEMENTS (states))],
                          number);
}

static char *
invent_branch (CrashWorld   *self,
               Conversation *conversation,
               GRand        *random,
               guint         number)
{
  Message *message = draw_message (conversation, random, FALSE);

  if (message == NULL)
    return invent_begin (self, conversation, random, number);
  if (g_rand_int_range (random, 0, 2) == 0)
    return g_strdup_printf ("cut %s", message->uid);
  return g_strdup_printf ("rewrite %s %s text%u", conversation->uid, message->uid,
                          number);
}

char *
crash_world_invent (CrashWorld *self,
                    GRand      *random,
                    guint       number)
{
  Conversation *conversation = draw_conversation (self, random);
  int kind = conversation == NULL ? 0 : g_rand_int_range (random, 0, 40);

  if (kind < 6)
    return invent_begin (self, conversation, random, number);
  if (kind < 26)
    return invent_stream (self, conversation, random, number);
  if (kind < 29)
    return invent_branch (self, conversation, random, number);

  switch (kind)
    {
    case 29:
    case 30:
      return g_strdup_printf ("title %s title%u", conversation->uid, number);
    case 31:
      return g_strdup_printf ("tags %s a%u,b", conversation->uid, number);
    case 32:
      return g_strdup_printf ("archive %s %d", conversation->uid, !conversation->archived);
    case 33:
    case 34:
      return g_strdup_printf ("trash %s %d", conversation->uid, !conversation->trashed);
    case 35:
      return g_strdup_printf ("copy %s c%u", conversation->uid, number);
    case 36:
      return g_strdup_printf ("purge %s", conversation->uid);
    case 37:
      return g_strdup (g_rand_int_range (random, 0, 4) == 0 ? "empty" : "idle");
    default:
      return g_strdup_printf ("draft %s draft%u", conversation->uid, number);
    }
}

/* Applying */

static void
begin (CrashWorld  *self,
       char       **words)
{
  Conversation *conversation = need_conversation (self, words[1]);
  int prompt = (int) conversation->messages->len;

  add_message (conversation, words[3], find_message (conversation, words[2]),
               CHAT_MESSAGE_COMPLETE, words[5]);
  add_message (conversation, words[4], prompt, CHAT_MESSAGE_OPEN, "");
}

static void
journal (CrashWorld  *self,
         char       **words)
{
  g_string_append (look_up_message (self, words[1])->journal, words[2]);
}

static void
end (CrashWorld  *self,
     char       **words)
{
  Message *reply = look_up_message (self, words[3]);

  reply->state = (ChatMessageState) atoi (words[4]);
  g_string_truncate (reply->journal, 0);
  g_free (reply->text);
  reply->text = g_strdup (words[5]);
}

static void
rewrite (CrashWorld  *self,
         char       **words)
{
  Message *message = look_up_message (self, words[2]);

  g_free (message->text);
  message->text = g_strdup (words[3]);
  message->state = CHAT_MESSAGE_COMPLETE;
}

static void
cut (CrashWorld  *self,
     char       **words)
{
  for (guint i = 0; i < self->conversations->len; i++)
    {
      Conversation *conversation = g_ptr_array_index (self->conversations, i);
      int root = find_message (conversation, words[1]);

      /* A child stands after its parent. */
      for (guint j = 0; j < conversation->messages->len && root != NO_PARENT; j++)
        {
          Message *message = g_ptr_array_index (conversation->messages, j);
          const Message *parent = message->parent != NO_PARENT
                                  ? g_ptr_array_index (conversation->messages, message->parent)
                                  : NULL;

          if ((int) j == root || (parent != NULL && (int) j > root && parent->trashed))
            message->trashed = TRUE;
        }
    }
}

static void
copy (CrashWorld  *self,
      char       **words)
{
  const Conversation *original = find_conversation (self, words[1]);
  Conversation *made = need_conversation (self, words[2]);
  g_autofree int *places = g_new (int, original->messages->len + 1);

  made->title = g_strdup (original->title);
  made->tags = g_strdup (original->tags);
  for (guint i = 0; i < original->messages->len; i++)
    {
      const Message *message = g_ptr_array_index (original->messages, i);

      places[i] = NO_PARENT;
      if (message->trashed)
        continue;
      places[i] = (int) made->messages->len;
      add_message (made, NULL, message->parent == NO_PARENT ? NO_PARENT : places[message->parent],
                   message->state == CHAT_MESSAGE_OPEN ? CHAT_MESSAGE_INTERRUPTED : message->state,
                   message->text);
    }
}

static void
set_text (char       **place,
          const char  *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static gboolean
change_conversation (CrashWorld  *self,
                     char       **words)
{
  Conversation *conversation = words[1] != NULL ? find_conversation (self, words[1]) : NULL;

  if (strcmp (words[0], "title") == 0)
    set_text (&conversation->title, words[2]);
  else if (strcmp (words[0], "tags") == 0)
    set_text (&conversation->tags, words[2]);
  else if (strcmp (words[0], "draft") == 0)
    set_text (&conversation->draft, words[2]);
  else if (strcmp (words[0], "archive") == 0)
    conversation->archived = *words[2] == '1';
  else if (strcmp (words[0], "trash") == 0)
    conversation->trashed = *words[2] == '1';
  else if (strcmp (words[0], "purge") == 0)
    g_ptr_array_remove (self->conversations, conversation);
  else
    return FALSE;
  return TRUE;
}

static void
drop_messages (Conversation *conversation)
{
  g_autofree int *places = g_new (int, conversation->messages->len + 1);
  int n_kept = 0;

  for (guint i = 0; i < conversation->messages->len; i++)
    {
      Message *message = g_ptr_array_index (conversation->messages, i);

      places[i] = message->trashed ? NO_PARENT : n_kept++;
      if (message->parent != NO_PARENT)
        message->parent = places[message->parent];
    }

  for (guint i = conversation->messages->len; i > 0; i--)
    {
      if (((const Message *) g_ptr_array_index (conversation->messages, i - 1))->trashed)
        g_ptr_array_remove_index (conversation->messages, i - 1);
    }
}

static void
empty_trash (CrashWorld *self)
{
  for (guint i = self->conversations->len; i > 0; i--)
    {
      Conversation *conversation = g_ptr_array_index (self->conversations, i - 1);

      if (conversation->trashed)
        g_ptr_array_remove_index (self->conversations, i - 1);
      else
        drop_messages (conversation);
    }
}

void
crash_world_apply (CrashWorld *self,
                   const char *command)
{
  static const struct
  {
    const char *verb;
    void      (*apply) (CrashWorld *self, char **words);
  } verbs[] = {
    { "begin", begin }, { "journal", journal }, { "end", end }, { "rewrite", rewrite },
    { "cut", cut }, { "copy", copy },
  };
  g_auto(GStrv) words = g_strsplit (command, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (strcmp (words[0], verbs[i].verb) == 0)
        {
          verbs[i].apply (self, words);
          return;
        }
    }

  if (strcmp (words[0], "empty") == 0)
    empty_trash (self);
  else if (strcmp (words[0], "idle") != 0 && !change_conversation (self, words))
    g_error ("unknown command: %s", command);
}

/* Dumping */

static int
compare_uids (gconstpointer a,
              gconstpointer b)
{
  const Conversation *one = *(gconstpointer *) a;
  const Conversation *other = *(gconstpointer *) b;

  return strcmp (one->uid, other->uid);
}

char *
crash_world_dump (CrashWorld *self)
{
  GString *out = g_string_new (NULL);

  g_ptr_array_sort (self->conversations, compare_uids);
  for (guint i = 0; i < self->conversations->len; i++)
    {
      const Conversation *conversation = g_ptr_array_index (self->conversations, i);

      g_string_append_printf (out, "%s|%s|%s|%s|%d|%d\n", conversation->uid,
                              conversation->title != NULL ? conversation->title : "",
                              conversation->tags != NULL ? conversation->tags : "",
                              conversation->draft != NULL ? conversation->draft : "",
                              conversation->archived, conversation->trashed);
      for (guint j = 0; j < conversation->messages->len; j++)
        {
          const Message *message = g_ptr_array_index (conversation->messages, j);

          g_string_append_printf (out, "  %d|%d|%d|%s|%s\n", message->parent, message->state,
                                  message->trashed, message->text, message->journal->str);
        }
    }

  return g_string_free (out, FALSE);
}

static void
append_rows (GString    *out,
             sqlite3    *db,
             const char *sql,
             gint64      id,
             void      (*then) (GString *out, sqlite3 *db, gint64 id))
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_bind_int64 (statement, 1, id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_string_append_printf (out, "%s\n", (const char *) sqlite3_column_text (statement, 1));
      if (then != NULL)
        then (out, db, sqlite3_column_int64 (statement, 0));
    }
  sqlite3_finalize (statement);
}

static void
append_messages (GString *out,
                 sqlite3 *db,
                 gint64   id)
{
  append_rows (out, db,
    "SELECT m.id, format ('  %d|%d|%d|%s|%s', ifnull ((SELECT (SELECT count (*) FROM message q"
    "   WHERE q.conversation = m.conversation AND q.sequence < p.sequence)"
    "  FROM message p WHERE p.id = m.parent), -1),"
    " m.state, m.trashed <> 0, chat_search_text (m.blocks, 0),"
    " ifnull ((SELECT group_concat (substr (bytes, 1, 1), '')"
    "  FROM (SELECT bytes FROM journal j WHERE j.message = m.id ORDER BY j.id)), ''))"
    " FROM message m WHERE m.conversation = ?1 ORDER BY m.sequence", id, NULL);
}

char *
crash_world_dump_db (sqlite3 *db)
{
  GString *out = g_string_new (NULL);

  append_rows (out, db,
    "SELECT c.id, format ('%s|%s|%s|%s|%d|%d', c.uid, ifnull (c.title, ''),"
    " ifnull ((SELECT group_concat (name, ',') FROM tag t WHERE t.conversation = c.id), ''),"
    " ifnull ((SELECT text FROM draft d WHERE d.conversation = c.uid), ''),"
    " c.archived <> 0, c.trashed <> 0) FROM conversation c WHERE ?1 = 0 ORDER BY c.uid", 0,
    append_messages);
  return g_string_free (out, FALSE);
}
