/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation with a scripted server, in one process and without a fixed wait.
 */

#pragma once

#include "chat-demo-server.h"
#include "chat-engine.h"

G_BEGIN_DECLS

/* An engine whose profile is a server of our own on loopback. */
typedef struct
{
  ChatDemoServer   *server;
  ChatEngine       *engine;
  ChatProfile      *profile;
  ChatConversation *conversation;
} TestTalk;

#define TEST_TALK_KEY "sk-ant-test-0123456789abcdef"

void         test_talk_set_up     (TestTalk   *self,
                                   const char *script);
void         test_talk_tear_down  (TestTalk   *self);
void         test_talk_set_script (TestTalk   *self,
                                   const char *script);
/* Sends and waits for the end. Returns: (transfer none) the reply. */
ChatMessage *test_talk_ask        (TestTalk   *self,
                                   const char *prompt);
/* Waits for the turn's end. */
void         test_talk_wait       (ChatTurn   *turn);
/* Runs the main loop until @phase, which must come. */
void         test_talk_wait_phase (ChatTurn   *turn,
                                   guint       phase);
void         test_assert_reply    (ChatMessage *reply,
                                   ChatMessageState state,
                                   ChatFailureKind failure,
                                   const char *text);

G_END_DECLS
