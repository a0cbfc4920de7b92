/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What chat-view.c and its verbs in chat-view-actions.c share.
 */

#pragma once

#include "chat-announcer.h"
#include "chat-banner.h"
#include "chat-composer.h"
#include "chat-draft.h"
#include "chat-find-bar.h"
#include "chat-narrow-bin.h"
#include "chat-session.h"
#include "chat-transcript.h"
#include "chat-view.h"

G_BEGIN_DECLS

struct _ChatView
{
  GtkWidget         parent_instance;

  ChatEngine       *engine;
  ChatConversation *conversation;
  GSettings        *settings;
  ChatSession      *session;
  ChatAnnouncer    *announcer;
  ChatToastPlace   *toast_place;  /* of the toasts */
  AdwToast         *undo_toast;   /* shown for as long as undo_id can be taken back */
  guint             undo_id;
  ChatMessage      *edited;       /* the prompt that stands in the composer, or NULL */
  gboolean          begun;        /* the conversation has a place in the history */
  gboolean          compact;      /* nothing is above the composer before there is a message */

  gboolean          resumed;      /* what is written was kept when another view went */
  gboolean          restoring;    /* the draft is on its way from the disk */
  ChatDraft        *handed;       /* what waits for that, or NULL */
  GPtrArray        *handed_files; /* (element-type GFile) that wait for it, or NULL */
  gboolean          send_when_read;   /* was asked to send while an attachment was being read */
  GtkFileChooserNative *chooser;  /* of files to attach, while it is open */
  GCancellable     *previewing;   /* what would be sent is being written to be shown; or NULL */
  gboolean          waiting;      /* offline: what is written is sent when the network is back */

  ChatNarrowBin    *bin;
  ChatBanner       *offline_banner;
  ChatFindBar      *find_bar;
  AdwToastOverlay  *toasts;
  GtkStack         *stack;
  GtkWidget        *start_page;
  ChatTranscript   *transcript;
  AdwClamp         *clamp;
  ChatBanner       *meter_banner;
  GtkWidget        *drop_note;
  ChatComposer     *composer;
};

/* Installs "chat.*". */
void chat_view_install_actions (GtkWidgetClass *widget_class);
/* The verbs for one message, named by its uid. */
void chat_view_install_message_actions (GtkWidgetClass *widget_class);
void chat_view_update_message_actions  (ChatView       *self);
/* The prompt that stands in the composer, or NULL. Borrowed. */
ChatMessage *chat_view_get_edited (ChatView *self);
/* chat-view-attach.c: "chat.attach", and what keeps attachments with the draft. */
void chat_view_install_attach_actions (GtkWidgetClass *widget_class);
void chat_view_follow_attachments (ChatView *self);
/* @files (element-type GFile) */
void chat_view_attach              (ChatView *self,
                                    GPtrArray *files);
/* chat-view-offers.c: "chat.take-offer" */
void chat_view_install_offer_action (GtkWidgetClass *widget_class);
/* chat-view-drop.c */
void chat_view_take_drops (ChatView *self);
/* chat-view-mention.c: what "@" offers. */
void chat_view_offer_mentions      (ChatView *self);
/* What is in the composer as a complete user message. @take: the attachments move into it, and
 * chat_composer_clear() must follow. Returns: (transfer full) */
ChatMessage *chat_view_write_message (ChatView *self,
                                      gboolean  take);
/* TRUE if something is still being read; then it is sent as soon as that is done. */
gboolean chat_view_wait_for_attachments (ChatView *self);
/* Attaches what the history keeps of @draft, below what is attached. */
void chat_view_load_files          (ChatView        *self,
                                    const ChatDraft *draft);
/* Puts into the empty composer what chat_view_dup_draft() wrote. */
void chat_view_load_draft          (ChatView       *self,
                                    const char     *draft);
/* chat-view-meter.c */
void chat_view_install_meter_actions (GtkWidgetClass *widget_class);
/* chat-view-preview.c */
void chat_view_install_preview_action (GtkWidgetClass *widget_class);
/* chat-view-prompts.c */
void chat_view_install_prompt_actions (GtkWidgetClass *widget_class);
/* Puts @prompt into the composer. */
void chat_view_edit            (ChatView       *self,
                                ChatMessage    *prompt);
/* "chat.send-when-back" and "chat.send-not", and the banner with them. */
void chat_view_install_offline_actions (GtkWidgetClass *widget_class);
void chat_view_update_offline  (ChatView       *self);
/* Says so when the context or the budget comes to its end. */
void chat_view_update_meter    (ChatView       *self);
/* Enables what makes sense now. The only place that does. */
void chat_view_update_actions  (ChatView       *self);

G_END_DECLS
