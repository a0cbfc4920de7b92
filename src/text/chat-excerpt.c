/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a conversation as pieces, which become one text in each of three formats.
 */

#include "config.h"

#include "chat-excerpt.h"

#include "chat-export-part.h"
#include "chat-fence.h"
#include "chat-html.h"

#include <string.h>

typedef enum
{
  PIECE_SPEAKER,
  PIECE_MARKDOWN,
  PIECE_TYPED,
  PIECE_CODE,
} PieceKind;

typedef struct
{
  PieceKind  kind;
  char      *text;
  char      *language;   /* of code, or NULL */
  GArray    *marks;      /* (element-type ChatCiteMark) of Markdown, with addresses; or NULL */
} Piece;

struct _ChatExcerpt
{
  gatomicrefcount  ref_count;
  GArray          *pieces;   /* (element-type Piece) */
  char            *plain;    /* or NULL */
};

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_free (piece->text);
  g_free (piece->language);
  g_clear_pointer (&piece->marks, g_array_unref);
}

ChatExcerpt *
chat_excerpt_new (void)
{
  ChatExcerpt *self = g_new0 (ChatExcerpt, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  return self;
}

ChatExcerpt *
chat_excerpt_ref (ChatExcerpt *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chat_excerpt_unref (ChatExcerpt *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->pieces);
  g_free (self->plain);
  g_free (self);
}

static void
add_piece (ChatExcerpt *self,
           PieceKind    kind,
           const char  *text,
           gssize       length,
           const char  *language)
{
  Piece piece = {
    kind,
    length >= 0 ? g_strndup (text, (gsize) length) : g_strdup (text),
    g_strdup (language),
    NULL,
  };

  /* How far it is from the next one is for the format to say. */
  if (kind != PIECE_CODE)
    g_strchomp (piece.text);
  if (*piece.text == '\0')
    clear_piece (&piece);
  else
    g_array_append_val (self->pieces, piece);
}

void
chat_excerpt_begin_message (ChatExcerpt *self,
                            ChatMessage *message)
{
  add_piece (self, PIECE_SPEAKER, chat_export_get_speaker (message), -1, NULL);
}

static void
clear_mark (gpointer data)
{
  g_free ((char *) ((ChatCiteMark *) data)->url);
}

void
chat_excerpt_add_markdown (ChatExcerpt  *self,
                           const char   *markdown,
                           gssize        length,
                           const GArray *marks)
{
  guint n_pieces = self->pieces->len;
  Piece *piece;

  add_piece (self, PIECE_MARKDOWN, markdown, length, NULL);
  if (marks == NULL || self->pieces->len == n_pieces)
    return;

  piece = &g_array_index (self->pieces, Piece, n_pieces);
  piece->marks = g_array_new (FALSE, FALSE, sizeof (ChatCiteMark));
  g_array_set_clear_func (piece->marks, clear_mark);
  for (guint i = 0; i < marks->len; i++)
    {
      ChatCiteMark mark = g_array_index (marks, ChatCiteMark, i);

      mark.offset = MIN (mark.offset, strlen (piece->text));
      mark.url = g_strdup (mark.url);
      g_array_append_val (piece->marks, mark);
    }
}

void
chat_excerpt_add_typed (ChatExcerpt *self,
                        const char  *text,
                        gssize       length)
{
  add_piece (self, PIECE_TYPED, text, length, NULL);
}

void
chat_excerpt_add_code (ChatExcerpt *self,
                       const char  *language,
                       const char  *code,
                       gssize       length)
{
  add_piece (self, PIECE_CODE, code, length, language);
}

static char *
dup_sources (const ChatExportPart *part,
             ChatSourceList       *sources)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < part->numbers->len; i++)
    {
      const ChatSource *source =
        chat_source_list_get (sources, g_array_index (part->numbers, guint, i));

      g_string_append_printf (out, "%s\n%s\n", source->title, source->url);
    }

  return g_string_free (out, FALSE);
}

static void
add_part (ChatExcerpt          *self,
          const ChatExportPart *part,
          ChatSourceList       *sources)
{
  g_autofree char *list = NULL;

  switch (part->kind)
    {
    case CHAT_PART_TEXT:
      chat_excerpt_add_markdown (self, part->text, -1, part->marks);
      break;
    case CHAT_PART_CARD:
      add_piece (self, PIECE_TYPED, part->label, -1, NULL);
      if (part->text != NULL)
        add_piece (self, PIECE_CODE, part->text, -1, part->language);
      break;
    case CHAT_PART_SOURCES:
      list = dup_sources (part, sources);
      add_piece (self, PIECE_TYPED, part->label, -1, NULL);
      add_piece (self, PIECE_CODE, list, -1, NULL);
      break;
    case CHAT_PART_IMAGE:
    case CHAT_PART_NOTE:
      add_piece (self, PIECE_TYPED, part->label, -1, NULL);
      break;
    /* Folded away on the screen as well: who wants it selects it. */
    case CHAT_PART_THINKING:
    case CHAT_PART_NONE:
    default:
      break;
    }
}

void
chat_excerpt_add_content (ChatExcerpt *self,
                          ChatMessage *message)
{
  gboolean typed = chat_message_get_role (message) == CHAT_ROLE_USER;
  g_autoptr(ChatSourceList) sources = chat_source_list_new ();

  for (guint i = 0; i < chat_message_get_n_blocks (message);)
    {
      g_auto(ChatExportPart) part = { 0 };

      i = chat_export_part_init (&part, message, i, sources);
      if (part.kind == CHAT_PART_TEXT && typed)
        add_piece (self, PIECE_TYPED, part.text, -1, NULL);
      else
        add_part (self, &part, sources);
    }
}

void
chat_excerpt_add_message (ChatExcerpt *self,
                          ChatMessage *message)
{
  chat_excerpt_begin_message (self, message);
  chat_excerpt_add_content (self, message);
}

void
chat_excerpt_set_plain (ChatExcerpt *self,
                        const char  *plain)
{
  g_free (self->plain);
  self->plain = g_strdup (plain);
}

gboolean
chat_excerpt_is_empty (ChatExcerpt *self)
{
  return self->pieces->len == 0 && (self->plain == NULL || *self->plain == '\0');
}

static void
append_plain (GString     *out,
              const Piece *piece,
              const Piece *before)
{
  if (before != NULL)
    g_string_append (out, before->kind == PIECE_SPEAKER ? "\n" : "\n\n");
  g_string_append (out, piece->text);
}

static void
append_markdown (GString     *out,
                 const Piece *piece,
                 const Piece *before)
{
  if (before != NULL)
    g_string_append (out, g_str_has_suffix (out->str, "\n") ? "\n" : "\n\n");
  switch (piece->kind)
    {
    case PIECE_SPEAKER:
      g_string_append_printf (out, "## %s", piece->text);
      break;
    case PIECE_CODE:
      chat_fence_append (out, piece->language, piece->text, -1);
      break;
    case PIECE_MARKDOWN:
    case PIECE_TYPED:
    default:
      g_string_append (out, piece->text);
    }
}

static void
append_typed_html (GString    *out,
                   const char *text)
{
  g_string_append (out, "<p style=\"white-space: pre-wrap\">");
  chat_html_append_escaped (out, text, -1);
  g_string_append (out, "</p>\n");
}

static void
append_html (GString     *out,
             const Piece *piece,
             const Piece *before)
{
  switch (piece->kind)
    {
    case PIECE_SPEAKER:
      g_string_append (out, "<h2>");
      chat_html_append_escaped (out, piece->text, -1);
      g_string_append (out, "</h2>\n");
      break;
    case PIECE_CODE:
      g_string_append (out, "<pre><code>");
      chat_html_append_escaped (out, piece->text, -1);
      g_string_append (out, "</code></pre>\n");
      break;
    case PIECE_TYPED:
      append_typed_html (out, piece->text);
      break;
    case PIECE_MARKDOWN:
    default:
      chat_html_append_markdown (out, piece->text, strlen (piece->text),
                                 piece->marks != NULL ? (gconstpointer) piece->marks->data : NULL,
                                 piece->marks != NULL ? piece->marks->len : 0, NULL);
    }
}

typedef void (*AppendFunc) (GString     *out,
                            const Piece *piece,
                            const Piece *before);

static char *
join (ChatExcerpt *self,
      AppendFunc   append)
{
  GString *out = g_string_new (NULL);
  const Piece *before = NULL;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      append (out, piece, before);
      before = piece;
    }

  return g_string_free (out, FALSE);
}

char *
chat_excerpt_to_plain (ChatExcerpt *self)
{
  return self->plain != NULL ? g_strdup (self->plain) : join (self, append_plain);
}

char *
chat_excerpt_to_markdown (ChatExcerpt *self)
{
  return join (self, append_markdown);
}

char *
chat_excerpt_to_html (ChatExcerpt *self)
{
  return join (self, append_html);
}

char *
chat_excerpt_quote (const char *text)
{
  g_autofree char *trimmed = g_strchomp (g_strdup (text));
  g_auto(GStrv) lines = g_strsplit (trimmed, "\n", -1);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, *lines[i] != '\0' ? "> %s\n" : ">\n", lines[i]);
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}
