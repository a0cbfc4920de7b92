/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A script: which reply a request gets. The format: data/demo/README.md.
 */

#pragma once

#include "chat-demo-plan.h"
#include "chat-demo-value.h"

G_BEGIN_DECLS

typedef struct _ChatDemoScript ChatDemoScript;

/* @folder: where its files are (nullable). @tries_out: make all replies once, to find mistakes in
 * them. Returns: (transfer full), or NULL with CHAT_DEMO_ERROR set. */
ChatDemoScript *chat_demo_script_new       (const char       *json,
                                            GFile            *folder,
                                            gboolean          tries_out,
                                            GError          **error);
void            chat_demo_script_free      (ChatDemoScript   *self);

/* Whether requests are to be checked as the real API does. */
gboolean        chat_demo_script_checks    (ChatDemoScript   *self);

/* What @request gets, or NULL if the script has nothing to say to it. Replies that come in order
 * move on by one. Returns: (transfer full) (nullable) */
ChatDemoPlan   *chat_demo_script_answer    (ChatDemoScript   *self,
                                            ChatDemoRequest  *request,
                                            GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDemoScript, chat_demo_script_free)

G_END_DECLS
