/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of attachments share: files to attach, and what has become of them.
 */

#pragma once

#include "chat-composer.h"
#include "window-support.h"

G_BEGIN_DECLS

/* What the server answers. */
#define ATTACHMENTS_SCRIPT "{\"check\":false,\"replies\":[{\"text\":\"Yes.\"}]}"

ChatComposer      *attachments_get_composer  (WindowFixture *self);
ChatAttachmentRow *attachments_get_row       (WindowFixture *self);
/* A fixture. Returns: (transfer full) */
GFile             *attachments_get_file      (const char    *name);
void               attachments_begin         (WindowFixture *self,
                                              const char    *name);
/* Until it is read, or known not to be. */
void               attachments_add           (WindowFixture *self,
                                              const char    *name);
/* @expected: "notes.txt:ready page.pdf:failed", as the chips stand. */
void               attachments_assert        (WindowFixture *self,
                                              const char    *expected);
/* @expected: "image,document,text", the last user message of request @number. */
void               attachments_assert_sent   (WindowFixture *self,
                                              guint          number,
                                              const char    *expected);
void               attachments_assert_prompt (WindowFixture *self,
                                              const char    *expected);
/* With a server that takes documents. */
void               attachments_set_up        (WindowFixture *self,
                                              gconstpointer  script);
/* The next test finds no draft of this one. */
void               attachments_tear_down     (WindowFixture *self,
                                              gconstpointer  script);

G_END_DECLS
