/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sources of one message, numbered in the order in which they are met.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char     *title;
  char     *place;    /* the host of its address, a page; or NULL */
  char     *url;      /* or NULL */
  gboolean  listed;   /* a search result shows it already */
} ChatSource;

/* Behind what text a source is cited. */
typedef struct
{
  gsize       offset;   /* bytes of the text up to the mark */
  guint       number;   /* of the source */
  const char *url;      /* its address, of the list; or NULL */
} ChatCiteMark;

typedef struct _ChatSourceList ChatSourceList;

ChatSourceList   *chat_source_list_new     (void);
void              chat_source_list_free    (ChatSourceList *self);
void              chat_source_list_clear   (ChatSourceList *self);

/* The number of a source, from 1 on; the same address, or the same title without one, is the same
 * source. @listed: the caller shows it. */
guint             chat_source_list_add     (ChatSourceList *self,
                                            const char     *url,
                                            const char     *title,
                                            const char     *place,
                                            gboolean        listed);
/* The number of what a citation cites: raw JSON of any of the API's citation types. 0 if it is none. */
guint             chat_source_list_cite    (ChatSourceList *self,
                                            const char     *citation);
/* The content of a web_search_tool_result: the numbers of what has an address go into @numbers. */
void              chat_source_list_add_hits (ChatSourceList *self,
                                            JsonArray      *hits,
                                            GArray         *numbers);
/* The content of a web_fetch_tool_result; FALSE if it is none. */
gboolean          chat_source_list_add_page (ChatSourceList *self,
                                            JsonObject     *content);
/* Those that no search result lists. Returns: (transfer full) (element-type guint) */
GArray           *chat_source_list_get_unlisted (ChatSourceList *self);
guint             chat_source_list_get_n   (ChatSourceList *self);
const ChatSource *chat_source_list_get     (ChatSourceList *self,
                                            guint           number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatSourceList, chat_source_list_free)

G_END_DECLS
