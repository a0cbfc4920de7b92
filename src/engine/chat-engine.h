/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine: what a program creates to hold conversations. Two in one process do not meet.
 */

#pragma once

#include <gio/gio.h>

#include "chat-accounts.h"
#include "chat-conversation.h"
#include "chat-exchange.h"
#include "chat-history.h"
#include "chat-keyring.h"
#include "chat-left-out.h"
#include "chat-library.h"
#include "chat-models.h"
#include "chat-parameters.h"
#include "chat-profile.h"
#include "chat-turn.h"

G_BEGIN_DECLS

#define CHAT_TYPE_ENGINE (chat_engine_get_type ())
G_DECLARE_FINAL_TYPE (ChatEngine, chat_engine, CHAT, ENGINE, GObject)

/* First thing in main(), before any thread: what libsoup reads from the environment. */
void        chat_engine_prepare_process (void);

/* Property "n-turns" (notify): how many turns run. They go on while nobody shows them; a program
 * that is to end waits until there is none, or stops them by dropping the engine. Signal "turn-ended",
 * with the ChatTurn, when it no longer counts and its conversation is marked as unread. */
ChatEngine *chat_engine_new         (void);

/* Opens the history in @folder (nullable: the user's own). Without it an engine leaves no trace.
 * Once; returns at once (see chat_history_get_state()). */
void        chat_engine_open_history (ChatEngine       *self,
                                      const char       *folder);
ChatHistory *chat_engine_get_history (ChatEngine       *self);   /* nullable */

guint       chat_engine_get_n_turns (ChatEngine        *self);
GList      *chat_engine_list_turns  (ChatEngine        *self);   /* (transfer container) ChatTurn */
void        chat_engine_stop_turns  (ChatEngine        *self);   /* they end soon after */

/* Whether a conversation gets a better title than its first prompt, by a small request to a small
 * model once its first reply is there. Property "auto-title" (notify), at first FALSE: it costs. Never
 * for the demo, and not where the user renamed it. */
gboolean    chat_engine_get_auto_title (ChatEngine     *self);
void        chat_engine_set_auto_title (ChatEngine     *self,
                                        gboolean        auto_title);

/* GListModel of ChatProfile: the environment's if there is one, the user's own, then the demo. */
GListModel *chat_engine_get_profiles (ChatEngine       *self);
ChatAccounts *chat_engine_get_accounts (ChatEngine     *self);
/* Where a turn gets the key of its profile from, if that has none yet. */
ChatKeyring *chat_engine_get_keyring (ChatEngine       *self);
/* The profile that new conversations use. Property "profile" (notify). Signal "profile-used", with a
 * ChatProfile, before something is sent to its server. */
ChatProfile *chat_engine_get_profile (ChatEngine       *self);
void        chat_engine_set_profile (ChatEngine        *self,
                                     ChatProfile       *profile);

/* The models that @profile offers, asked for when they are first wanted. Signal "models-changed", with
 * the ChatProfile, when their state changes. Returns: (transfer none); another one after
 * chat_profile_changed() */
ChatModels *chat_engine_get_models  (ChatEngine        *self,
                                     ChatProfile       *profile);

/* Which parameters @model takes, by the list of @profile if that is there, else by the table. */
ChatCapabilities chat_engine_get_capabilities (ChatEngine  *self,
                                     ChatProfile       *profile,
                                     const char        *model);

/* The user's prompts, and his named sets of parameters. */
ChatLibrary *chat_engine_get_prompts (ChatEngine       *self);
ChatLibrary *chat_engine_get_presets (ChatEngine       *self);

/* chat-engine-choice.c: who answers in @conversation. It goes on with what it was used with last, as
 * long as there is such a profile. Returns: (transfer none) */
ChatProfile *chat_engine_get_profile_for (ChatEngine       *self,
                                          ChatConversation *conversation);
const char *chat_engine_get_model_for (ChatEngine          *self,
                                       ChatConversation    *conversation);
/* From its next turn on. @model (nullable): as the profile has it. Signal "choice-changed", with the
 * ChatConversation, here and in the next two. */
void        chat_engine_choose      (ChatEngine            *self,
                                     ChatConversation      *conversation,
                                     ChatProfile           *profile,
                                     const char            *model);
/* How it answers. What the model does not take is kept, for another one, but not sent. */
void        chat_engine_set_parameters (ChatEngine         *self,
                                     ChatConversation      *conversation,
                                     const ChatParameters  *parameters);
/* @system (nullable): the system prompt. */
void        chat_engine_set_system  (ChatEngine            *self,
                                     ChatConversation      *conversation,
                                     const char            *system);
/* What of its parameters would not be sent now, or not so. */
ChatLeftOut chat_engine_get_left_out (ChatEngine           *self,
                                     ChatConversation      *conversation);

/* Appends the prompt and an open reply to @conversation and starts the turn: with a history both are
 * saved before the request leaves. @parameters (nullable): NULL as the conversation was last used.
 * Tool calls that are still open in the last reply are answered as not run, as the API demands.
 * Returns: (transfer none), owned by the engine until it has ended. Precondition: no turn runs. */
ChatTurn   *chat_engine_send        (ChatEngine           *self,
                                     ChatConversation     *conversation,
                                     const char           *prompt,
                                     const ChatParameters *parameters);
/* The same with a prompt that holds more than text: a complete user message. */
ChatTurn   *chat_engine_send_message (ChatEngine           *self,
                                     ChatConversation     *conversation,
                                     ChatMessage          *prompt,
                                     const ChatParameters *parameters);
/* Another request after a reply that was stopped, interrupted or cut off: appends a user message
 * that quotes the end and asks to go on (there is no resume; Messages API, error recovery). */
ChatTurn   *chat_engine_continue    (ChatEngine           *self,
                                     ChatConversation     *conversation,
                                     const ChatParameters *parameters);
/* For each key that is pressed in a prompt: the connection is made ahead, and nothing sent yet. */
void        chat_engine_expect_prompt (ChatEngine          *self,
                                     ChatConversation     *conversation);
/* Property "online" (notify): whether there is a network, as far as one knows; TRUE until it is watched
 * or said. To be watched, the desktop is asked, which takes a moment. */
void        chat_engine_watch_network (ChatEngine          *self);
gboolean    chat_engine_is_online   (ChatEngine           *self);
void        chat_engine_set_online  (ChatEngine           *self,
                                     gboolean              online);
/* Asks again for @reply (NULL: the last one): a sibling of it if it has any content or anything
 * follows from it, else in its place. */
ChatTurn   *chat_engine_retry       (ChatEngine           *self,
                                     ChatConversation     *conversation,
                                     ChatMessage          *reply,
                                     const ChatParameters *parameters);
/* Sends @prompt as a sibling of @replaced, a user message of the tree: a new branch. */
ChatTurn   *chat_engine_send_edited (ChatEngine           *self,
                                     ChatConversation     *conversation,
                                     ChatMessage          *replaced,
                                     ChatMessage          *prompt,
                                     const ChatParameters *parameters);
/* The turn that runs in @conversation, or NULL. */
ChatTurn   *chat_engine_get_turn    (ChatEngine           *self,
                                     ChatConversation     *conversation);

G_END_DECLS
