/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a citation says, in words: the source, the place in it, the words that are cited.
 */

#pragma once

#include "chat-message.h"
#include "chat-source-list.h"

G_BEGIN_DECLS

/* Also a plain link, which has a title and a url only. */
typedef struct
{
  guint  number;   /* of the source; 0 for a plain link */
  char  *title;
  char  *place;    /* host, or NULL */
  char  *where;    /* "Pages 3–5", or NULL */
  char  *text;     /* what is cited, or NULL */
  char  *url;      /* or NULL */
} ChatCitation;

/* The citation marks of the text that begins with block @first of @message, in their order on the
 * page: a mark for each source that a block cites in a row. @sources has them numbered.
 * Returns: (transfer full) (element-type ChatCitation) */
GPtrArray    *chat_citations_new      (ChatMessage    *message,
                                       guint           first,
                                       ChatSourceList *sources);
ChatCitation *chat_citation_new_link  (const char     *title,
                                       const char     *url);
void          chat_citation_free      (ChatCitation   *self);
/* Whether the address may be opened: the web, and nothing else. */
gboolean      chat_citation_can_open  (const char     *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatCitation, chat_citation_free)

G_END_DECLS
