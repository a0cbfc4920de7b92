/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list shows of a conversation, without its messages.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What goes on in it at this moment; never stored. */
typedef enum
{
  CHAT_ACTIVITY_NONE,
  CHAT_ACTIVITY_STREAMING,
  CHAT_ACTIVITY_UNREAD,     /* a reply ended while no window showed it */
} ChatActivity;

#define CHAT_TYPE_CONVERSATION_INFO (chat_conversation_info_get_type ())
G_DECLARE_FINAL_TYPE (ChatConversationInfo, chat_conversation_info, CHAT, CONVERSATION_INFO, GObject)

/* Properties, all with notify: "title", "updated", "pinned", "archived", "trashed", "tags",
 * "activity". An info without a uid stands for a row that is still being loaded; its owner fills it
 * in by chat_conversation_info_copy_from(). */
ChatConversationInfo *chat_conversation_info_new           (const char           *uid);

const char           *chat_conversation_info_get_uid       (ChatConversationInfo *self);  /* nullable */
const char           *chat_conversation_info_get_title     (ChatConversationInfo *self);  /* nullable */
void                  chat_conversation_info_set_title     (ChatConversationInfo *self,
                                                            const char           *title);
/* Wall clock, ms since 1970: of the newest message. */
gint64                chat_conversation_info_get_updated   (ChatConversationInfo *self);
void                  chat_conversation_info_set_updated   (ChatConversationInfo *self,
                                                            gint64                updated_ms);
gint64                chat_conversation_info_get_created   (ChatConversationInfo *self);
void                  chat_conversation_info_set_created   (ChatConversationInfo *self,
                                                            gint64                created_ms);
gboolean              chat_conversation_info_get_pinned    (ChatConversationInfo *self);
void                  chat_conversation_info_set_pinned    (ChatConversationInfo *self,
                                                            gboolean              pinned);
gboolean              chat_conversation_info_get_archived  (ChatConversationInfo *self);
void                  chat_conversation_info_set_archived  (ChatConversationInfo *self,
                                                            gboolean              archived);
/* When it was put into the trash, ms since 1970; 0: it is not there. */
gint64                chat_conversation_info_get_trashed   (ChatConversationInfo *self);
void                  chat_conversation_info_set_trashed   (ChatConversationInfo *self,
                                                            gint64                trashed_ms);
/* Sorted, NULL-terminated; never NULL. */
const char * const   *chat_conversation_info_get_tags      (ChatConversationInfo *self);
void                  chat_conversation_info_set_tags      (ChatConversationInfo *self,
                                                            const char * const   *tags);
ChatActivity          chat_conversation_info_get_activity  (ChatConversationInfo *self);
void                  chat_conversation_info_set_activity  (ChatConversationInfo *self,
                                                            ChatActivity          activity);
/* Everything but the activity; notifies what differs. */
void                  chat_conversation_info_copy_from     (ChatConversationInfo *self,
                                                            ChatConversationInfo *other);

G_END_DECLS
