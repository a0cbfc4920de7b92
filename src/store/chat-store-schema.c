/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SQL of each version of the database.
 */

#include "chat-store-schema.h"

/* Rows refer to each other by id; uids are what the world outside knows. Times are ms since 1970.
 *
 * conversation.leaf is the uid of the last message of the chosen path: NULL was never chosen, ''
 * is the empty path. A message is never older than its parent by sequence, so a conversation is
 * read in one pass. message.parent does not cascade: SQLite would recurse as deep as the
 * conversation is long, and stops at 1000; whole sets are deleted instead.
 *
 * The four partial indices are the four lists, in their order, so that any part of one is found
 * without sorting. They hold what their conditions ask, too: SQLite 3.40 asks it of each entry
 * again, and would read all rows for it. */
#define LIST_ORDER "pinned DESC, updated DESC, id DESC, archived, trashed"

static const char version_1[] =
  "CREATE TABLE conversation ("
  "  id INTEGER PRIMARY KEY,"
  "  uid TEXT NOT NULL UNIQUE,"
  "  title TEXT,"
  "  created INTEGER NOT NULL,"
  "  updated INTEGER NOT NULL,"
  "  pinned INTEGER NOT NULL DEFAULT 0,"
  "  archived INTEGER NOT NULL DEFAULT 0,"
  "  trashed INTEGER NOT NULL DEFAULT 0,"
  "  system TEXT,"
  "  profile TEXT,"
  "  model TEXT,"
  "  parameters TEXT,"
  "  leaf TEXT"
  ") STRICT;"
  "CREATE INDEX conversation_current ON conversation (" LIST_ORDER ")"
  "  WHERE trashed = 0 AND archived = 0;"
  "CREATE INDEX conversation_archived ON conversation (" LIST_ORDER ")"
  "  WHERE trashed = 0 AND archived = 1;"
  "CREATE INDEX conversation_kept ON conversation (" LIST_ORDER ")"
  "  WHERE trashed = 0;"
  "CREATE INDEX conversation_trash ON conversation (" LIST_ORDER ")"
  "  WHERE trashed <> 0;"

  "CREATE TABLE message ("
  "  id INTEGER PRIMARY KEY,"
  "  uid TEXT NOT NULL UNIQUE,"
  "  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  "  parent INTEGER REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED,"
  "  sequence INTEGER NOT NULL,"
  "  role INTEGER NOT NULL,"
  "  state INTEGER NOT NULL,"
  "  created INTEGER NOT NULL,"
  "  trashed INTEGER NOT NULL DEFAULT 0,"
  "  writer TEXT,"
  "  model TEXT,"
  "  api_id TEXT,"
  "  stop_reason TEXT,"
  "  stop_sequence TEXT,"
  "  stop_details TEXT,"
  "  request_id TEXT,"
  "  prefix_hash TEXT,"
  "  failure TEXT,"
  "  usage TEXT,"
  "  timings TEXT,"
  "  block_states TEXT NOT NULL,"
  "  blocks TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX message_conversation ON message (conversation, sequence);"
  "CREATE INDEX message_parent ON message (parent);"
  "CREATE INDEX message_open ON message (writer) WHERE state = 0;"
  "CREATE INDEX message_trash ON message (trashed) WHERE trashed <> 0;"

  "CREATE TABLE journal ("
  "  id INTEGER PRIMARY KEY,"
  "  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  bytes BLOB NOT NULL"
  ") STRICT;"
  "CREATE INDEX journal_message ON journal (message);"

  /* '' is the draft of a conversation not begun, and others may not be saved yet: no reference */
  "CREATE TABLE draft ("
  "  conversation TEXT PRIMARY KEY,"
  "  text TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE tag ("
  "  conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,"
  "  name TEXT NOT NULL,"
  "  PRIMARY KEY (conversation, name)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX tag_name ON tag (name);"

  "CREATE TABLE attachment ("
  "  digest TEXT PRIMARY KEY,"
  "  size INTEGER NOT NULL,"
  "  created INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE attachment_use ("
  "  message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,"
  "  digest TEXT NOT NULL REFERENCES attachment (digest),"
  "  PRIMARY KEY (message, digest)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX attachment_use_digest ON attachment_use (digest);";

/* How a conversation was last shown. Nothing of it is missed when it is lost. */
static const char version_2[] =
  "CREATE TABLE view_state ("
  "  conversation INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,"
  "  state TEXT NOT NULL"
  ") STRICT;";

/* What was paid for: it outlives the conversations, which it names, but does not refer to. Costs
 * are nano-dollars; NULL is unknown, and then the usage is kept to be looked at again. Rows are
 * told from those of other tables by their number of columns: see chat-store-rescue.c. */
#define LEDGER                                                                                 \
  "CREATE TABLE ledger ("                                                                      \
  "  id INTEGER PRIMARY KEY,"                                                                  \
  "  reply TEXT NOT NULL UNIQUE,"                                                              \
  "  conversation TEXT NOT NULL,"                                                              \
  "  at INTEGER NOT NULL,"                                                                     \
  "  profile TEXT,"                                                                            \
  "  model TEXT,"                                                                              \
  "  input INTEGER NOT NULL,"                                                                  \
  "  output INTEGER NOT NULL,"                                                                 \
  "  cache_write INTEGER NOT NULL,"                                                            \
  "  cache_read INTEGER NOT NULL,"                                                             \
  "  thinking INTEGER NOT NULL,"                                                               \
  "  searches INTEGER NOT NULL,"                                                               \
  "  saved INTEGER NOT NULL DEFAULT 0,"                                                        \
  "  partial INTEGER NOT NULL DEFAULT 0,"                                                      \
  "  usage TEXT,"                                                                              \
  "  cost INTEGER"                                                                             \
  ") STRICT;"                                                                                  \
  "CREATE INDEX ledger_at ON ledger (at);"                                                     \
  "CREATE INDEX ledger_conversation ON ledger (conversation);"                                 \
  "CREATE INDEX ledger_unknown ON ledger (id) WHERE cost IS NULL;"

#define COUNT(path) "max (ifnull (CAST (usage ->> '" path "' AS INTEGER), 0), 0)"

/* What the messages say was used before there was a ledger, at prices that are looked up later.
 * Copies have the id and the time of their original, and were not paid for again. A refusal without
 * a word is not charged. */
#define BOOK_MESSAGES                                                                          \
  "INSERT INTO ledger (reply, conversation, at, profile, model, input, output, cache_write,"   \
  "   cache_read, thinking, searches, partial, usage, cost)"                                   \
  "  SELECT reply, conversation, created, profile, model, " COUNT ("$.input_tokens") ", "      \
     COUNT ("$.output_tokens") ", " COUNT ("$.cache_creation_input_tokens") ", "               \
     COUNT ("$.cache_read_input_tokens") ", "                                                  \
     COUNT ("$.output_tokens_details.thinking_tokens") ", "                                    \
     COUNT ("$.server_tool_use.web_search_requests") ", stop_reason IS NULL, usage,"           \
  "   CASE WHEN stop_reason = 'refusal' AND usage ->> '$.output_tokens' = 0 THEN 0 END"        \
  "  FROM (SELECT min (m.id), m.uid AS reply, c.uid AS conversation, m.created, c.profile,"    \
  "    m.model, m.stop_reason, m.usage FROM message m"                                         \
  "    JOIN conversation c ON c.id = m.conversation"                                           \
  "    WHERE m.role = 1 AND m.state <> 0 AND json_valid (m.usage)"                             \
  "     AND json_type (m.usage) = 'object'"                                                    \
  "    GROUP BY ifnull (m.api_id, m.uid), m.created, m.usage);"

static const char version_3[] = LEDGER BOOK_MESSAGES;

typedef gboolean (*Migration) (ChatStoreDb  *db,
                               GError      **error);

static gboolean
make_version_1 (ChatStoreDb  *db,
                GError      **error)
{
  return chat_store_execute (db, version_1, error) &&
         chat_store_execute (db, chat_store_fts_schema (), error);
}

static gboolean
make_version_2 (ChatStoreDb  *db,
                GError      **error)
{
  return chat_store_execute (db, version_2, error);
}

static gboolean
make_version_3 (ChatStoreDb  *db,
                GError      **error)
{
  return chat_store_execute (db, version_3, error);
}

/* migrations[n] makes version n + 1 of version n; what has been released is never changed. */
static const Migration migrations[] = {
  make_version_1,
  make_version_2,
  make_version_3,
};

int
chat_store_schema_version (void)
{
  return G_N_ELEMENTS (migrations);
}

static gboolean
apply (ChatStoreDb  *db,
       int           version,
       GError      **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                                           CHAT_STORE_APPLICATION_ID,
                                           chat_store_schema_version ());

  for (; version < chat_store_schema_version (); version++)
    {
      if (!migrations[version] (db, error))
        return FALSE;
    }

  return chat_store_execute (db, mark, error);
}

gboolean
chat_store_schema_migrate (ChatStoreDb  *db,
                           int           version,
                           GError      **error)
{
  if (!chat_store_begin (db, error))
    return FALSE;
  if (apply (db, version, error))
    return chat_store_commit (db, error);

  chat_store_roll_back (db);
  return FALSE;
}
