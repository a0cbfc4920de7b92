/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of rendered Markdown as it stands on the page: its lines, and what is drawn with them.
 */

#pragma once

#include "chat-direction.h"
#include "chat-leaf-parts.h"
#include "chat-markdown.h"
#include "chat-run.h"
#include "chat-table-grid.h"
#include "chat-tags.h"

G_BEGIN_DECLS

/* Complete code with more lines can be folded to so many. */
#define CHAT_FOLD_LINES 40

/* px of a card below the last line of its code, and of one above it. */
#define CHAT_CARD_PAD 12

/* Places are characters of the run; @end is before the end of the line. */
typedef struct
{
  guint       start;
  guint       end;
  GtkTextTag *tag;
} ChatLeafLine;

typedef struct
{
  guint number;   /* of the source */
  gsize at;       /* byte of the block's text that it stands behind */
} ChatLeafCite;

/* What a block looks like depends on what stands above it. */
typedef struct
{
  ChatTags      *tags;
  gboolean       quiet;       /* thinking: small and dim, no cards */
  ChatDirection  direction;   /* of the text so far: what a block without letters goes by */
  gboolean       mixed;       /* there were lines of the other direction: GTK would go by them */
  const struct _ChatLeaf *above;   /* or NULL */
  int            gap;         /* px above the first block of all */
  int            width;       /* px from text edge to text edge */
  guint          kept_rows;   /* of a table, that are as they were when it was @old */
  gboolean       folded;      /* long code is cut */
  gboolean       unwrapped;   /* lines of code do not wrap */
  gboolean       live;        /* what is not closed is being written, else only not read yet */
  const GArray  *cites;       /* (element-type ChatLeafCite) that belong into this block */
} ChatLeafContext;

typedef struct _ChatLeaf
{
  ChatMarkdownBlock *block;
  ChatTags          *tags;      /* borrowed */
  ChatRun           *head;      /* the line above code with its line tag, or NULL */
  ChatRun           *run;       /* text and tags of parts of lines, from character @base on */
  GArray            *lines;     /* (element-type ChatLeafLine) of the run */
  GArray            *links;     /* (element-type ChatLeafLink) */
  GArray            *pills;     /* (element-type ChatPill) */
  GArray            *rects;     /* (element-type ChatPillRect), when it was last looked for */
  guint              stamp;     /* of the view's layout then */
  guint              placed;    /* characters [placed, placed_end) of the leaf have their rects */
  guint              placed_end;
  GArray            *formulas;  /* (element-type ChatLeafFormula) */
  guint              base;      /* characters of the leaf in front of the run */
  guint              offset;    /* of its first character, from where the text begins */
  guint              n_chars;
  int                gap;       /* px above its first line */
  int                pad;       /* px of its card below its last line */
  int                margin;    /* px of the design's font from the text edge */
  gboolean           card;
  gboolean           rtl;
  ChatDirection      direction; /* of the text up to its end */
  gboolean           mixed;
  ChatBar            bars[CHAT_MAX_BARS];
  guint              n_bars;

  struct _ChatCodeBlock *code;   /* borrowed from the prose, or NULL */
  int                scroll;    /* px that a grid or code is moved sideways */

  /* tables only */
  ChatTableFit      *fit;
  ChatTableGrid     *grid;        /* or NULL: it fits, and its lines are what is seen */
  guint              table;       /* of the tags */
  gboolean           has_markers; /* in a line above the table */

  /* code only: lines that are final are not kept, the run is the last one */
  GArray            *pads;        /* (element-type guint) characters of the code in front of which there
                                   * is one that is not in it, in order */
  guint              n_base_pads; /* of these before the last line */
  gsize              base_byte;   /* of the code, where the run begins */
  guint              base_char;
  guint              tail;        /* of the run, where its last line begins */
  gsize              tail_byte;
  guint              tail_char;
  ChatLeafWidest     widest;
  ChatLeafWidest     base_widest; /* of those before the last line */
  gboolean           unwrapped;
  int                reach;       /* px of its widest line, when it was last looked for */

  /* long code that is complete: only its first lines are there, or all, and a line that changes it */
  gboolean           foldable;
  gboolean           folded;
  gsize              shown;       /* bytes of the code */
  guint              fold_place;  /* end of the last line that always shows; only if laid out anew */
  guint              fold_char;   /* the same in characters of the code */
  guint              handle;      /* where the line that folds begins, in characters of the leaf */
} ChatLeaf;

/* Lays out @block. @old (nullable): the same block before it has grown. Of code, what comes before its
 * last line is taken over from it; a table takes its columns along. */
ChatLeaf *chat_leaf_new         (ChatMarkdownBlock     *block,
                                 const ChatLeafContext *context,
                                 ChatLeaf              *old);
void      chat_leaf_free        (ChatLeaf              *self);
/* Appends all of it with all tags; it has not been trimmed. */
void      chat_leaf_append      (const ChatLeaf        *self,
                                 ChatRun               *run);
/* The same for the run from its character @from on. */
void      chat_leaf_append_run  (const ChatLeaf        *self,
                                 guint                  from,
                                 ChatRun               *run);
/* Whether @block is code of which all but the last line is on the page. @kept: bytes of it that are
 * known to be as they were. */
gboolean  chat_leaf_is_grown    (const ChatLeaf          *self,
                                 const ChatMarkdownBlock *block,
                                 gsize                    kept);
/* Of code that is on the page: forgets all lines but the last. */
void      chat_leaf_trim        (ChatLeaf              *self);
/* What the reader did with the code that was @old. */
void      chat_leaf_go_on       (ChatLeaf              *self,
                                 ChatLeaf              *old);
/* Where a character of the code is, in characters of the leaf. */
guint     chat_leaf_get_place   (const ChatLeaf        *self,
                                 guint                  character);
/* The link at a character of the leaf. Returns: (nullable) */
const ChatLeafLink *chat_leaf_find_link (const ChatLeaf *self,
                                 guint                  character);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatLeaf, chat_leaf_free)

G_END_DECLS
