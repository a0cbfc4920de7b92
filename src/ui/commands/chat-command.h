/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that the palette offers: an action with all that it needs, and how it is shown.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-fuzzy.h"

G_BEGIN_DECLS

/* What a command asks for in a second step before it can run. */
typedef enum
{
  CHAT_COMMAND_RUNS,
  CHAT_COMMAND_ASKS_MODEL,
  CHAT_COMMAND_ASKS_TITLE,
} ChatCommandKind;

#define CHAT_TYPE_COMMAND (chat_command_get_type ())
G_DECLARE_FINAL_TYPE (ChatCommand, chat_command, CHAT, COMMAND, GObject)

/* Filled in by whoever makes it; strings are owned. */
struct _ChatCommand
{
  GObject          parent_instance;

  ChatCommandKind  kind;
  char            *id;         /* the same whenever it is offered again */
  char            *title;
  char            *place;      /* what it belongs to: a group of actions, "Conversation" */
  char            *keys;       /* the first of them, or NULL */
  char            *words;      /* that lead to it after a slash, separated by blanks, or NULL */
  char            *action;
  GVariant        *target;     /* or NULL */
  GtkWidget       *owner;      /* weak: where the action is activated */
  gboolean         searched;   /* shown only when something is looked for */

  guint            score;      /* of what is looked for now; 0: it does not match */
  GArray          *places;     /* (element-type guint) bytes of the title that matched */
};

/* @owner (nullable): the window */
ChatCommand *chat_command_new   (const char      *id,
                                 const char      *title,
                                 const char      *place,
                                 const char      *action,
                                 GVariant        *target,
                                 GtkWidget       *owner);
/* Sets score and places. */
void         chat_command_match (ChatCommand     *self,
                                 const ChatFuzzy *words);
/* Puts the best first; what is as good as another stays where it is. @commands: (element-type
 * ChatCommand) */
void         chat_command_sort  (GPtrArray       *commands);

G_END_DECLS
