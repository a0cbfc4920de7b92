/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that the palette offers: an action with all that it needs, and how it is shown.
 */

#include "chat-command.h"

G_DEFINE_FINAL_TYPE (ChatCommand, chat_command, G_TYPE_OBJECT)

/* Words that only its place has, too, lead to a command, but not before those of titles. */
#define PLACE_DIVISOR 2

/* One that means it says more than scattered letters of a title, but less than a word of it. */
#define WORDS_SHARE(score) ((score) * 3 / 4)


static void
chat_command_finalize (GObject *object)
{
  ChatCommand *self = CHAT_COMMAND (object);

  g_clear_weak_pointer (&self->owner);
  g_clear_pointer (&self->target, g_variant_unref);
  g_array_unref (self->places);
  g_free (self->id);
  g_free (self->title);
  g_free (self->place);
  g_free (self->keys);
  g_free (self->words);
  g_free (self->action);

  G_OBJECT_CLASS (chat_command_parent_class)->finalize (object);
}


static void
chat_command_class_init (ChatCommandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_command_finalize;
}


static void
chat_command_init (ChatCommand *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
}


ChatCommand *
chat_command_new (const char *id,
                  const char *title,
                  const char *place,
                  const char *action,
                  GVariant   *target,
                  GtkWidget  *owner)
{
  ChatCommand *self = g_object_new (CHAT_TYPE_COMMAND, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->place = g_strdup (place);
  self->action = g_strdup (action);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_set_weak_pointer (&self->owner, owner);

  return self;
}


void
chat_command_match (ChatCommand     *self,
                    const ChatFuzzy *words)
{
  g_autofree char *both = NULL;

  self->score = chat_fuzzy_score (words, self->title, self->places);
  if (self->words != NULL)
    self->score = MAX (self->score, WORDS_SHARE (chat_fuzzy_score (words, self->words, NULL)));
  if (self->score > 0 || self->place == NULL)
    return;

  both = g_strconcat (self->title, " ", self->place, NULL);
  self->score = chat_fuzzy_score (words, both, NULL) / PLACE_DIVISOR;
}


static int
compare_scores (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const ChatCommand *first = *(ChatCommand **) a;
  const ChatCommand *second = *(ChatCommand **) b;

  return (first->score < second->score) - (first->score > second->score);
}


void
chat_command_sort (GPtrArray *commands)
{
  if (commands->len > 0)
    g_qsort_with_data (commands->pdata, (int) commands->len, sizeof (gpointer), compare_scores,
                       NULL);
}
