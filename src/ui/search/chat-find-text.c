/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a message as one reads them, part by part: what is looked through.
 */

#include "chat-find-text.h"

#include "chat-block-text.h"
#include "chat-markdown-words.h"
#include "chat-utf8.h"

#include <string.h>

/* A picture or a file within the message: taking it apart for its name would hold up the window. */
#define ATTACHMENT_MAX (256 * 1024)


/* What a person wrote stands as it is. */
static gboolean
is_markdown (ChatMessage   *message,
             ChatBlockKind  kind)
{
  return kind == CHAT_BLOCK_THINKING ||
         (kind == CHAT_BLOCK_TEXT && chat_message_get_role (message) != CHAT_ROLE_USER);
}


static ChatFindPart *
get_last (GArray *parts)
{
  return parts->len > 0 ? &g_array_index (parts, ChatFindPart, parts->len - 1) : NULL;
}


static gboolean
attach_result (ChatMessage *message,
               guint        block,
               GArray      *parts)
{
  const char *answers = chat_message_get_block (message, block)->tool_use_id;

  for (guint i = parts->len; answers != NULL && i > 0; i--)
    {
      ChatFindPart *part = &g_array_index (parts, ChatFindPart, i - 1);
      const ChatContentBlock *call = chat_message_get_block (message, part->block);

      if (call->kind == CHAT_BLOCK_SERVER_TOOL_USE && part->result == G_MAXUINT &&
          g_strcmp0 (call->id, answers) == 0)
        {
          part->result = block;
          return TRUE;
        }
    }

  return FALSE;
}


void
chat_find_text_collect (ChatMessage *message,
                        guint        from,
                        GArray      *parts)
{
  for (guint block = from; block < chat_message_get_n_blocks (message); block++)
    {
      ChatBlockKind kind = chat_message_get_block (message, block)->kind;
      ChatFindPart *last = get_last (parts);
      ChatFindPart part = { block, 1, G_MAXUINT,
                            kind == CHAT_BLOCK_TEXT && !is_markdown (message, kind) };

      if (kind == CHAT_BLOCK_TEXT && last != NULL && last->block + last->n_blocks == block &&
          chat_message_get_block (message, last->block)->kind == CHAT_BLOCK_TEXT)
        last->n_blocks++;
      else if (kind != CHAT_BLOCK_SERVER_TOOL_RESULT || !attach_result (message, block, parts))
        g_array_append_val (parts, part);
    }
}


static guint64
stamp_block (const ChatContentBlock *block)
{
  return ((guint64) block->text->len + block->input_json->len) << 3 | (guint64) block->state;
}


guint64
chat_find_text_stamp (ChatMessage        *message,
                      const ChatFindPart *part)
{
  guint64 stamp = 0;

  for (guint i = 0; i < part->n_blocks; i++)
    stamp += stamp_block (chat_message_get_block (message, part->block + i));
  if (part->result != G_MAXUINT)
    stamp += 1 + stamp_block (chat_message_get_block (message, part->result));

  return stamp;
}


static void
add_sources (GString        *out,
             ChatSourceList *sources,
             const GArray   *numbers)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      const ChatSource *source = chat_source_list_get (sources,
                                                       g_array_index (numbers, guint, i));

      g_string_append_printf (out, "\n%s", source->title);
      if (source->place != NULL)
        g_string_append_printf (out, " · %s", source->place);
    }
}


static void
add_words (GString    *out,
           const char *before,
           const char *words)
{
  if (words != NULL)
    g_string_append_printf (out, "%s%s", before, words);
}


/* In the order in which the transcript shows it. */
static char *
word (ChatMessage        *message,
      const ChatFindPart *part)
{
  const ChatContentBlock *block = chat_message_get_block (message, part->block);
  g_autoptr(ChatSourceList) sources = chat_source_list_new ();
  g_autoptr(ChatBlockText) text = NULL;
  g_autoptr(ChatBlockText) result = NULL;
  const ChatBlockText *last;
  GString *out = g_string_new (NULL);

  /* The line above a picture is no text of the message. */
  if (block->kind == CHAT_BLOCK_IMAGE ||
      (block->kind == CHAT_BLOCK_DOCUMENT && strlen (block->start) > ATTACHMENT_MAX))
    return g_string_free (out, FALSE);

  text = chat_block_text_new (block, sources);
  /* The header of a result has the name of its call. */
  if (block->kind != CHAT_BLOCK_TOOL_RESULT)
    {
      add_words (out, "", text->title);
      add_words (out, " · ", text->summary);
    }
  add_words (out, "\n", text->remark);
  if (part->result != G_MAXUINT)
    {
      result = chat_block_text_new (chat_message_get_block (message, part->result), sources);
      add_words (out, " · ", result->summary);
      add_words (out, " · ", result->remark);
    }

  last = result != NULL ? result : text;
  if (last->sources != NULL && last->sources->len > 0)
    {
      add_sources (out, sources, last->sources);
      return g_string_free (out, FALSE);
    }
  add_words (out, "\n", text->body);
  add_words (out, "\n", result != NULL ? result->body : NULL);

  return g_string_free (out, FALSE);
}


static char *
join (ChatMessage        *message,
      const ChatFindPart *part)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < part->n_blocks; i++)
    {
      const GString *text = chat_message_get_block (message, part->block + i)->text;

      g_string_append_len (out, text->str, (gssize) text->len);
    }

  return g_string_free (out, FALSE);
}


static char *
render (ChatMessage        *message,
        const ChatFindPart *part)
{
  GString *source = g_string_new (NULL);
  g_autoptr(GPtrArray) blocks = NULL;

  for (guint i = 0; i < part->n_blocks; i++)
    {
      const GString *text = chat_message_get_block (message, part->block + i)->text;

      chat_utf8_append_valid (source, text->str, text->len);
    }
  blocks = chat_markdown_parse (source->str, source->len);
  g_string_free (source, TRUE);

  return chat_markdown_to_words (blocks);
}


char *
chat_find_text_dup (ChatMessage        *message,
                    const ChatFindPart *part)
{
  ChatBlockKind kind = chat_message_get_block (message, part->block)->kind;

  if (is_markdown (message, kind))
    return render (message, part);

  return part->grows ? join (message, part) : word (message, part);
}


struct _ChatFindLive
{
  ChatMarkdownLiveWords *words;
  guint                  n_read;     /* blocks of the part that are read to their end */
  gsize                  consumed;   /* bytes of the next one */
};


gboolean
chat_find_text_is_live (ChatMessage        *message,
                        const ChatFindPart *part)
{
  return chat_message_get_state (message) == CHAT_MESSAGE_OPEN &&
         is_markdown (message, chat_message_get_block (message, part->block)->kind);
}


ChatFindLive *
chat_find_live_new (void)
{
  ChatFindLive *self = g_new0 (ChatFindLive, 1);

  self->words = chat_markdown_live_words_new ();
  return self;
}


void
chat_find_live_free (ChatFindLive *self)
{
  if (self == NULL)
    return;

  chat_markdown_live_words_free (self->words);
  g_free (self);
}


const GString *
chat_find_live_read (ChatFindLive       *self,
                     ChatMessage        *message,
                     const ChatFindPart *part,
                     gsize              *kept)
{
  g_autoptr(GString) fresh = g_string_new (NULL);

  while (self->n_read < part->n_blocks)
    {
      const GString *text = chat_message_get_block (message, part->block + self->n_read)->text;

      chat_utf8_append_valid (fresh, text->str + self->consumed, text->len - self->consumed);
      self->consumed = text->len;
      /* The next one begins when this has ended. */
      if (self->n_read + 1 == part->n_blocks)
        break;
      self->n_read++;
      self->consumed = 0;
    }

  *kept = fresh->len > 0 ? chat_markdown_live_words_append (self->words, fresh->str, fresh->len)
                         : chat_markdown_live_words_get (self->words)->len;
  return chat_markdown_live_words_get (self->words);
}
