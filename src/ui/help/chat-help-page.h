/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of the manual: Mallard 1.0 (http://projectmallard.org/1.0/), as far as ours use it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_HELP_HEADING,      /* of a section */
  CHAT_HELP_PARAGRAPH,
  CHAT_HELP_ITEM,         /* of a list without numbers */
  CHAT_HELP_STEP          /* of one with numbers */
} ChatHelpKind;

typedef struct
{
  ChatHelpKind  kind;
  guint         number;   /* of a step, from 1 */
  char         *markup;   /* for Pango; a link to another page is "help:" and its id */
} ChatHelpBlock;

/* In the user's language where it is translated. */
typedef struct
{
  char   *title;
  char   *summary;
  GArray *blocks;         /* (element-type ChatHelpBlock) */
} ChatHelpPage;

/* The ids of all pages but "index", in the order in which they are listed; NULL ends it. */
const char * const *chat_help_page_get_topics (void);
/* Reads one of the pages that the program holds. Returns: (transfer full), or NULL with @error: one of
 * GIO if there is no such page, of GMarkup if it is not well-formed. Only on the main thread. */
ChatHelpPage       *chat_help_page_load       (const char    *id,
                                               GError       **error);
/* Reads @text, which is a whole page. */
ChatHelpPage       *chat_help_page_parse      (const char    *text,
                                               gsize          length,
                                               GError       **error);
void                chat_help_page_free       (ChatHelpPage  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatHelpPage, chat_help_page_free)

G_END_DECLS
