/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the reader has folded and unfolded in a conversation, and which code he does not want to
 * wrap. As text each is a word "uid/block/part+" (unfolded), "uid/block/part-" or, for wrapping,
 * "uid/block/part/wrap+" and "uid/block/part/wrap-".
 */

#include "chat-folds.h"

#include <string.h>

/* Who unfolds more than this in one conversation does not look for the first ones. */
#define MAX_FOLDS 1000

/* What the word for wrapping has behind the part. */
#define WRAP "/wrap"

struct _ChatFolds
{
  GHashTable *states;   /* words without their sign → GINT_TO_POINTER (it is a plus) */
  gboolean    wraps;    /* code that the reader has not touched */
};

ChatFolds *
chat_folds_new (void)
{
  ChatFolds *self = g_new0 (ChatFolds, 1);

  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wraps = TRUE;
  return self;
}

void
chat_folds_free (ChatFolds *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->states);
  g_free (self);
}

static char *
make_key (const char *uid,
          guint       block,
          guint       part,
          const char *what)
{
  return g_strdup_printf ("%s/%u/%u%s", uid, block, part, what);
}

static void
set_state (ChatFolds *self,
           char      *key,
           gboolean   state)
{
  if (g_hash_table_size (self->states) >= MAX_FOLDS)
    g_hash_table_remove_all (self->states);
  g_hash_table_insert (self->states, key, GINT_TO_POINTER (state));
}

static gboolean
get_state (ChatFolds  *self,
           const char *uid,
           guint       block,
           guint       part,
           const char *what,
           gboolean   *state)
{
  g_autofree char *key = NULL;
  gpointer value;

  if (g_hash_table_size (self->states) == 0)
    return FALSE;

  key = make_key (uid, block, part, what);
  if (!g_hash_table_lookup_extended (self->states, key, NULL, &value))
    return FALSE;

  *state = GPOINTER_TO_INT (value);
  return TRUE;
}

void
chat_folds_set (ChatFolds  *self,
                const char *uid,
                guint       block,
                guint       part,
                gboolean    open)
{
  set_state (self, make_key (uid, block, part, ""), open);
}

gboolean
chat_folds_get (ChatFolds  *self,
                const char *uid,
                guint       block,
                guint       part,
                gboolean   *open)
{
  return get_state (self, uid, block, part, "", open);
}

void
chat_folds_set_wrap (ChatFolds  *self,
                     const char *uid,
                     guint       block,
                     guint       part,
                     gboolean    wrap)
{
  set_state (self, make_key (uid, block, part, WRAP), wrap);
}

gboolean
chat_folds_get_wrap (ChatFolds  *self,
                     const char *uid,
                     guint       block,
                     guint       part)
{
  gboolean wrap = self->wraps;

  get_state (self, uid, block, part, WRAP, &wrap);
  return wrap;
}

void
chat_folds_set_usual_wrap (ChatFolds *self,
                           gboolean   wrap)
{
  self->wraps = wrap;
}

char *
chat_folds_to_text (ChatFolds *self)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;
  gpointer state;

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, &key, &state))
    g_string_append_printf (text, "%s%s%c", text->len > 0 ? " " : "", (const char *) key,
                            GPOINTER_TO_INT (state) ? '+' : '-');

  return g_string_free (text, FALSE);
}

void
chat_folds_read (ChatFolds  *self,
                 const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", MAX_FOLDS);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);
      char sign = length > 0 ? words[i][length - 1] : '\0';

      if (sign == '+' || sign == '-')
        g_hash_table_insert (self->states, g_strndup (words[i], length - 1),
                             GINT_TO_POINTER (sign == '+'));
    }
}
