/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The looks of code: a few kinds that the styles of all languages are mapped to.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the order of data/style/code-classes.xml. */
typedef enum
{
  CHAT_CODE_PLAIN,
  CHAT_CODE_COMMENT,
  CHAT_CODE_STRING,
  CHAT_CODE_TYPE,
  CHAT_CODE_STATEMENT,
  CHAT_CODE_PREPROCESSOR,
  CHAT_CODE_FUNCTION,
  CHAT_CODE_NUMBER,
  CHAT_CODE_NOTE,
  CHAT_CODE_HEADING,
  CHAT_CODE_EMPHASIS,
  CHAT_CODE_STRONG,
  CHAT_CODE_LINK,
  CHAT_CODE_ADDED,
  CHAT_CODE_REMOVED,
  CHAT_CODE_HUNK,
  CHAT_CODE_FILE,
  CHAT_N_CODE_STYLES,
} ChatCodeStyle;

/* Characters of a block of code that look alike; never over an end of line. */
typedef struct
{
  guint         start;
  guint         end;
  ChatCodeStyle style;
} ChatCodeRun;

typedef struct _ChatCodeTags ChatCodeTags;

/* Adds its tags to @table, above those that are there: they must win over the tag of the line. */
ChatCodeTags *chat_code_tags_new    (GtkTextTagTable *table);
void          chat_code_tags_free   (ChatCodeTags    *self);
/* Takes the colours of the style sheet as @widget sees them; tags that are right are left alone. */
void          chat_code_tags_update (ChatCodeTags    *self,
                                     GtkWidget       *widget);
/* NULL for plain text. */
GtkTextTag   *chat_code_tags_get    (ChatCodeTags    *self,
                                     ChatCodeStyle    style);
/* Gives the characters from @start to @end of @buffer the looks of @runs (element-type ChatCodeRun),
 * which are characters of the buffer too, and no other. */
void          chat_code_tags_show   (ChatCodeTags    *self,
                                     GtkTextBuffer   *buffer,
                                     guint            start,
                                     guint            end,
                                     const GArray    *runs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatCodeTags, chat_code_tags_free)

G_END_DECLS
