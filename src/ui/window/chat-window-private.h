/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What chat-window.c, its verbs and its transfers share.
 */

#pragma once

#include "chat-accessible.h"
#include "chat-banner.h"
#include "chat-command-palette.h"
#include "chat-model-popover.h"
#include "chat-parameters-window.h"
#include "chat-view-cache.h"
#include "chat-window-search.h"
#include "chat-window.h"

G_BEGIN_DECLS

struct _ChatWindow
{
  AdwApplicationWindow  parent_instance;

  ChatEngine           *engine;
  GSettings            *settings;
  ChatHistory          *history;        /* nullable */
  ChatView             *view;           /* the one in front */
  ChatView             *fresh;          /* the one for a conversation that is not begun, or NULL */
  ChatViewCache        *cache;
  char                 *left;           /* uid whose view goes when another is in front, or NULL */
  ChatWindowSearch     *search;
  GtkWidget            *page;           /* in front of the view, or NULL */
  ChatConversation     *shown;          /* the history was told that it is in front, or NULL */
  ChatConversationInfo *info;           /* of the view's conversation, once it has one */
  gboolean              trashed;        /* it was so when it was last looked at */
  GCancellable         *loading;        /* of the conversation that comes next, or NULL */
  AdwToast             *waiting_toast;  /* for the view that comes, or NULL */
  ChatToastPlace       *page_place;     /* of the page's toasts */
  GCancellable         *transfer;       /* of an export or import that runs, or NULL */
  char                 *closed_problem; /* the user has read it, or NULL */
  GMenuModel           *profile_menu;
  ChatModelPopover     *model_popover;  /* of the model button, once it was wanted; or NULL */
  ChatParametersWindow *parameters;     /* while it is open; weak */

  ChatCommandPalette   *palette;        /* once it was wanted; of the overlay */
  char                 *palette_target; /* uid of the conversation it is about, or NULL */
  GPtrArray            *slash_commands; /* while a slash command is typed, or NULL */

  GtkOverlay           *overlay;
  AdwFlap              *flap;
  ChatSidebar          *sidebar;
  AdwHeaderBar         *header_bar;
  AdwWindowTitle       *title;
  GtkWidget            *sidebar_button;
  GtkWidget            *model_button;
  GtkLabel             *model_label;
  GtkMenuButton        *menu_button;
  GMenuModel           *conversation_menu;
  GMenu                *profile_section;
  GMenu                *conversation_section;
  ChatBanner           *banner;
  ChatBanner           *problem_banner;
  ChatBanner           *trash_banner;
  ChatBanner           *transfer_banner;
  GtkStack             *pages;
  GtkStack             *views;
  AdwToastOverlay      *page_toasts;    /* around the page */
};

/* Of what is in front: the page or the view. */
ChatToastPlace *chat_window_get_toast_place (ChatWindow *self);
/* chat-window-views.c: brings @view in front. */
void chat_window_set_view              (ChatWindow       *self,
                                        ChatView         *view);
/* Returns: (transfer full) */
ChatView *chat_window_new_view         (ChatWindow       *self,
                                        ChatConversation *conversation,
                                        gboolean          restore_draft,
                                        const char       *place);
/* Shows a conversation that is not begun: the one that waits for that, or another. */
void chat_window_show_fresh            (ChatWindow     *self);
/* Goes on to the nearest conversation of the list, as the one in front is gone. */
void chat_window_leave_conversation    (ChatWindow     *self);
/* After the history's list has changed: with its first prompt a conversation comes into it, deleted
 * for ever it goes. */
void chat_window_update_info           (ChatWindow     *self);
/* A reply that ends is unread unless its conversation is in front of somebody. */
void chat_window_update_shown          (ChatWindow     *self);

/* chat-window-header.c: brings what stands above the conversation up to date. */
void chat_window_update_header         (ChatWindow     *self);
/* The tooltips of the header bar. */
void chat_window_explain_buttons       (ChatWindow     *self);
/* The conversation's menu, after a change of its info. */
void chat_window_update_menu           (ChatWindow     *self);
void chat_window_update_flap           (ChatWindow     *self);

/* In this conversation, and in those to come. @model (nullable): as the profile has it. */
void chat_window_choose                (ChatWindow       *self,
                                        ChatProfile      *profile,
                                        const char       *model);

/* chat-window-actions.c: the ways through the window. */
void chat_window_install_actions       (GtkWidgetClass *widget_class);
/* Keys that have no place among the accelerators of the application. */
void chat_window_add_keys              (ChatWindow     *self);

/* chat-window-verbs.c: what can be done with a conversation as a whole. */
void chat_window_install_verbs         (GtkWidgetClass *widget_class);
/* The uid that a verb with @parameter is about. Returns: (transfer full) (nullable) */
char *chat_window_dup_target           (ChatWindow     *self,
                                        GVariant       *parameter);

/* chat-window-answers.c: how the conversation is answered. */
void chat_window_install_answers       (GtkWidgetClass *widget_class);
/* Lets the model button open its popover. */
void chat_window_offer_models          (ChatWindow     *self);
/* After another model was chosen: that it is not sent all that is set. */
void chat_window_tell_left_out         (ChatWindow     *self);

/* chat-window-memory.c: for the next start. */
void chat_window_install_memory        (GType           type);
void chat_window_restore_size          (ChatWindow     *self);
void chat_window_remember_conversation (ChatWindow     *self);

/* chat-window-transfer.c: export and import. */
void chat_window_install_transfers     (GtkWidgetClass *widget_class);

/* chat-window-commands.c: the palette. */
void chat_window_install_commands      (GtkWidgetClass *widget_class);
/* All that can be done now with the conversation in front; with @messages also going to one.
 * Returns: (transfer full) (element-type ChatCommand) */
GPtrArray *chat_window_list_commands   (ChatWindow     *self,
                                        gboolean        messages);
/* What a command that asks for a model is answered with. Returns: (transfer full)
 * (element-type ChatCommand) */
GPtrArray *chat_window_list_models     (ChatWindow     *self);
void chat_window_run_command           (ChatWindow     *self,
                                        ChatCommand    *command);

/* chat-window-slash.c: commands that are typed into the message box of @view. */
void chat_window_add_slash             (ChatWindow     *self,
                                        ChatView       *view);

G_END_DECLS
