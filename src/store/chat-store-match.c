/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A query in the language of FTS5. Everything that was typed stands in quotes there, so that
 * nothing of it can be an operator.
 */

#include "chat-store-match.h"

#include "chat-store-fts.h"
#include "chat-store-tokenizer.h"

static const char * const things[] = { "code", "image", "tool" };

static void
append_phrase (GString    *out,
               const char *text,
               gboolean    prefix)
{
  if (g_str_has_suffix (out->str, ")"))
    g_string_append (out, " AND");
  if (out->len > 0 && !g_str_has_suffix (out->str, "("))
    g_string_append_c (out, ' ');
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
  if (prefix)
    g_string_append (out, " *");
}

/* What begins like it, in the words that are known. Only phrases may stand beside each other
 * without a word between them (SQLite, FTS5, section 3.8). */
static void
append_alternatives (GString         *out,
                     const char      *text,
                     const GPtrArray *alternatives)
{
  if (alternatives->len == 0)
    {
      append_phrase (out, text, FALSE);
      return;
    }

  if (out->len > 0)
    g_string_append (out, g_str_has_suffix (out->str, " OR") ? " " : " AND ");
  g_string_append_c (out, '(');
  for (guint i = 0; i < alternatives->len; i++)
    {
      if (i > 0)
        g_string_append (out, " OR");
      append_phrase (out, g_ptr_array_index (alternatives, i), FALSE);
    }
  g_string_append_c (out, ')');
}

static void
append_fact (GString    *out,
             char        letter,
             const char *value)
{
  g_autofree char *fact = g_strdup_printf ("%c%c%s", CHAT_STORE_FACT, letter, value);

  append_phrase (out, fact, FALSE);
}

static void
append_model (GString         *out,
              const char      *model,
              const GPtrArray *alternatives)
{
  g_autoptr(GString) facts = g_string_new (NULL);

  chat_store_fts_append_model (facts, model);
  if (alternatives != NULL)
    append_alternatives (out, facts->str, alternatives);
  else
    append_phrase (out, facts->str, TRUE);
}

static void
append_words (GString         *out,
              const GPtrArray *words,
              gboolean         expanded,
              const char      *join)
{
  for (guint i = 0; i < words->len; i++)
    {
      const ChatQueryWord *word = g_ptr_array_index (words, i);

      if (i > 0 && join != NULL)
        g_string_append (out, join);
      if (expanded && word->alternatives != NULL)
        append_alternatives (out, word->text, word->alternatives);
      else
        append_phrase (out, word->text, word->prefix);
    }
}

static void
append_has (GString      *out,
            ChatQueryHas  has,
            const char   *join)
{
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      if ((has & (1 << i)) == 0)
        continue;
      if (out->len > 0 && join != NULL)
        g_string_append (out, join);
      append_fact (out, 'h', things[i]);
    }
}

static void
append_conversations (GString      *out,
                      const GArray *conversations)
{
  if (out->len > 0)
    g_string_append (out, " AND ");
  g_string_append_c (out, '(');
  for (guint i = 0; i < conversations->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             g_array_index (conversations, gint64, i));

      if (i > 0)
        g_string_append (out, " OR");
      append_fact (out, 'c', id);
    }
  g_string_append_c (out, ')');
}

static void
append_wanted (GString              *out,
               const ChatStoreQuery *query,
               const GArray         *conversations)
{
  append_words (out, query->words, TRUE, NULL);
  append_has (out, query->has, NULL);
  if (query->role != NULL)
    append_fact (out, 'r', query->role);
  if (query->model != NULL)
    append_model (out, query->model, query->models);
  if (conversations != NULL)
    append_conversations (out, conversations);

  /* Something must be there for NOT and for filters that are no facts: every message has a role. */
  if (out->len == 0)
    {
      append_fact (out, 'r', "user");
      g_string_append (out, " OR");
      append_fact (out, 'r', "assistant");
    }
}

static void
append_unwanted (GString              *out,
                 const ChatStoreQuery *query)
{
  append_words (out, query->without, TRUE, " OR");
  append_has (out, query->without_has, " OR");
  if (query->without_model != NULL)
    {
      if (out->len > 0)
        g_string_append (out, " OR");
      append_model (out, query->without_model, query->without_models);
    }
}

static char *
join (GString *wanted,
      GString *unwanted)
{
  return unwanted->len == 0 ? g_strdup (wanted->str)
                            : g_strdup_printf ("(%s) NOT (%s)", wanted->str, unwanted->str);
}

char *
chat_store_match_messages (const ChatStoreQuery *query,
                           const GArray         *conversations)
{
  g_autoptr(GString) wanted = g_string_new (NULL);
  g_autoptr(GString) unwanted = g_string_new (NULL);

  append_wanted (wanted, query, conversations);
  append_unwanted (unwanted, query);
  return join (wanted, unwanted);
}

char *
chat_store_match_titles (const ChatStoreQuery *query)
{
  g_autoptr(GString) wanted = g_string_new (NULL);
  g_autoptr(GString) unwanted = g_string_new (NULL);

  if (query->words->len == 0)
    return NULL;

  append_words (wanted, query->words, FALSE, NULL);
  append_words (unwanted, query->without, FALSE, " OR");
  return join (wanted, unwanted);
}
