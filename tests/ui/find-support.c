/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the find bar's search share.
 */

#include "find-support.h"

#include "chat-transcript-find.h"

static void
found_cb (Search *self)
{
  self->n_found++;
}

void
search_open (Search *self)
{
  memset (self, 0, sizeof *self);
  talk_open (&self->talk, 700, 500);
  self->find = chat_find_new ();
  g_signal_connect_swapped (self->find, "found", G_CALLBACK (found_cb), self);
}

void
search_close (Search *self)
{
  g_clear_object (&self->find);
  talk_close (&self->talk);
}

void
search_for (Search     *self,
            const char *words)
{
  g_autoptr(ChatNeedle) needle = chat_needle_new (words, FALSE);

  chat_find_set_conversation (self->find, self->talk.conversation);
  chat_transcript_set_needle (self->talk.transcript, needle);
  chat_find_set_needle (self->find, needle);
  test_wait_until (!chat_find_is_busy (self->find));
}

void
search_show_current (Search *self)
{
  ChatFindHit hit;

  g_assert_true (chat_find_get_current (self->find, &hit));
  chat_transcript_show_hit (self->talk.transcript, &hit);
  talk_frame (&self->talk);
}

void
search_show_next (Search   *self,
                  gboolean  back)
{
  gboolean wrapped;

  g_assert_true (chat_find_move (self->find, back, &wrapped));
  search_show_current (self);
}

guint
search_count_marked (Search     *self,
                     const char *tag_text,
                     ChatInline  part)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->talk.column);
  ChatTags *tags = chat_column_get_tags (CHAT_COLUMN (self->talk.column));
  GtkTextTag *tag = chat_tags_get_inline (tags, part);
  GtkTextIter at;
  guint n_marked = 0;

  gtk_text_buffer_get_start_iter (buffer, &at);
  while (gtk_text_iter_starts_tag (&at, tag) || gtk_text_iter_forward_to_tag_toggle (&at, tag))
    {
      GtkTextIter start = at;

      if (!gtk_text_iter_starts_tag (&at, tag))
        break;
      gtk_text_iter_forward_to_tag_toggle (&at, tag);
      if (tag_text != NULL)
        {
          g_autofree char *text = gtk_text_iter_get_text (&start, &at);

          g_assert_cmpstr (text, ==, tag_text);
        }
      n_marked++;
      if (!gtk_text_iter_starts_tag (&at, tag) && !gtk_text_iter_forward_to_tag_toggle (&at, tag))
        break;
    }
  return n_marked;
}

void
search_assert_marked (Search     *self,
                      const char *tag_text,
                      ChatInline  part,
                      guint       n_wanted)
{
  g_assert_cmpuint (search_count_marked (self, tag_text, part), ==, n_wanted);
}
