/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The arguments of ask, and the profile and the prompt they make.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

typedef struct
{
  char           *profile;
  char           *base_url;
  char           *model;
  char           *system;
  char           *auth;
  char           *thinking;
  char           *effort;
  char           *display;
  char           *temperature;
  char           *top_p;
  gint64          top_k;
  char          **stop;
  char           *ca_file;
  char          **files;
  char          **words;
  gint64          max_tokens;
  char           *conversation;   /* id to go on with, or NULL */
  gboolean        allow_http;
  gboolean        over_budget;    /* whatever was spent this month */
  gboolean        events;
  gboolean        json;
  gboolean        stats;
  gboolean        is_new;         /* keep it as a new conversation */
  ChatParameters  parameters;     /* those that were given; the others are by default */
} ChatAskOptions;

/* FALSE after the reason was printed on standard error. */
gboolean     chat_ask_options_parse       (ChatAskOptions  *self,
                                           int              argc,
                                           char           **argv);
void         chat_ask_options_clear       (ChatAskOptions  *self);
/* The given parameters over @parameters, those of the conversation so far. */
void         chat_ask_options_apply       (ChatAskOptions  *self,
                                           ChatParameters  *parameters);
/* Chooses or makes the engine's profile. FALSE after the reason was printed. */
gboolean     chat_ask_options_set_profile (ChatAskOptions  *self,
                                           ChatEngine      *engine);
/* The words, the files, and standard input where it is no terminal. NULL after the reason was
 * printed. Returns: (transfer full) */
ChatMessage *chat_ask_options_make_prompt (ChatAskOptions  *self);

G_END_DECLS
