/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text into HTML, none of it trusted.
 */

#pragma once

#include "chat-source-list.h"

G_BEGIN_DECLS

/* For content and for quoted attributes alike. @length in bytes, or -1. */
void     chat_html_append_escaped  (GString    *out,
                                    const char *text,
                                    gssize      length);
/* The opening tag of a link that tells nobody where it was. FALSE, and nothing is written, if
 * @address is none that a document may lead to (http, https, mailto). */
gboolean chat_html_append_link     (GString    *out,
                                    const char *address);
/* Whether chat_html_append_link() writes one. */
gboolean chat_html_may_lead_to     (const char *address);
/* Markdown as body content: raw HTML in it is shown as text, pictures become links. @marks, in the
 * order of their offsets, are the number of each source, which leads to the element with the id that is
 * @anchor and that number; without @anchor (nullable) to the address of the source, as what is pasted
 * elsewhere has no list of them. */
void     chat_html_append_markdown (GString            *out,
                                    const char         *markdown,
                                    gsize               length,
                                    const ChatCiteMark *marks,
                                    gsize               n_marks,
                                    const char         *anchor);

G_END_DECLS
