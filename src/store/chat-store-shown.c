/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the messages that were found are on the path that their conversation shows.
 */

#include "chat-store-shown.h"

/* Messages that are looked at for all hits of an answer together: a few milliseconds. */
#define MAX_STEPS 5000

/* The end of the path, or NULL: it is empty, or nobody knows since none was ever chosen. */
static const char end[] =
  "SELECT l.id, c.leaf = '' FROM message m JOIN conversation c ON c.id = m.conversation"
  " LEFT JOIN message l ON l.uid = c.leaf WHERE m.id = ? AND m.trashed = 0";

/* Down from the hit: the index of parents alone answers, and holds a conversation in a page or two,
 * where the rows of its messages are many. */
static const char children[] = "SELECT id FROM message WHERE parent = ?";

typedef enum
{
  UNKNOWN,
  SHOWN,
  ELSEWHERE,
} Place;

typedef struct
{
  sqlite3_stmt *end;
  sqlite3_stmt *children;
  GHashTable   *places;    /* gint64 → Place, of the hits so far: nothing is walked along twice */
  GArray       *stack;     /* (element-type gint64) */
  guint         n_steps;
} Walk;

static void
push_children (Walk   *self,
               gint64  id)
{
  sqlite3_bind_int64 (self->children, 1, id);
  while (sqlite3_step (self->children) == SQLITE_ROW)
    {
      gint64 child = sqlite3_column_int64 (self->children, 0);

      g_array_append_val (self->stack, child);
    }
  sqlite3_reset (self->children);
}

/* Whether @leaf is @id or below it. */
static Place
look_below (Walk   *self,
            gint64  id,
            gint64  leaf)
{
  g_array_set_size (self->stack, 0);
  g_array_append_val (self->stack, id);

  while (self->stack->len > 0)
    {
      gint64 at = g_array_index (self->stack, gint64, self->stack->len - 1);
      Place place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &at));

      g_array_set_size (self->stack, self->stack->len - 1);
      if (at == leaf || place == SHOWN)
        return SHOWN;
      if (place == ELSEWHERE)
        continue;
      if (self->n_steps++ == MAX_STEPS)
        return UNKNOWN;
      push_children (self, at);
    }

  return ELSEWHERE;
}

static Place
find_place (Walk   *self,
            gint64  id)
{
  Place place = UNKNOWN;

  sqlite3_bind_int64 (self->end, 1, id);
  if (sqlite3_step (self->end) == SQLITE_ROW)
    {
      if (sqlite3_column_type (self->end, 0) != SQLITE_NULL)
        place = look_below (self, id, sqlite3_column_int64 (self->end, 0));
      else if (sqlite3_column_int (self->end, 1) != 0)
        place = ELSEWHERE;
    }
  sqlite3_reset (self->end);
  return place;
}

static void
mark (Walk         *self,
      const gint64 *ids,
      GPtrArray    *hits)
{
  for (guint i = 0; i < hits->len && self->n_steps <= MAX_STEPS; i++)
    {
      ChatSearchHit *hit = g_ptr_array_index (hits, i);
      Place place = ids[i] != 0 ? find_place (self, ids[i]) : UNKNOWN;

      hit->in_other_branch = place == ELSEWHERE;
      g_hash_table_insert (self->places, (gpointer) &ids[i], GUINT_TO_POINTER (place));
    }
}

void
chat_store_shown_mark (sqlite3      *sqlite,
                       const gint64 *ids,
                       GPtrArray    *hits)
{
  g_autoptr(GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (gint64));
  Walk walk = { NULL, NULL, places, stack, 0 };

  if (sqlite3_prepare_v2 (sqlite, end, -1, &walk.end, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2 (sqlite, children, -1, &walk.children, NULL) == SQLITE_OK)
    mark (&walk, ids, hits);
  sqlite3_finalize (walk.end);
  sqlite3_finalize (walk.children);
}
