/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a transcript is scrolled to and what is folded in it, as a text to be kept.
 */

#include "chat-transcript-private.h"

#include "chat-json.h"
#include "chat-selection.h"

/* One object: "folds" as chat_folds_to_text() writes them, and unless the end is followed
 * "message", its "character" at the top edge and how many "px" of that line are above it. */
char *
chat_transcript_dup_state (ChatTranscript *self)
{
  ChatFollower *follower;
  ChatFollowerPlace place;
  g_autofree char *folds = NULL;
  gboolean placed;
  GString *out;

  g_return_val_if_fail (CHAT_IS_TRANSCRIPT (self), NULL);

  follower = chat_transcript_get_follower (self);
  folds = chat_follower_dup_folds (follower);
  placed = chat_follower_get_place (follower, &place);
  if (!placed && *folds == '\0')
    return g_strdup ("");

  out = g_string_new ("{\"folds\":");
  chat_json_append_string (out, folds, -1);
  if (placed)
    {
      g_string_append (out, ",\"message\":");
      chat_json_append_string (out, chat_message_get_uid (place.message), -1);
      g_string_append_printf (out, ",\"character\":%d,\"px\":%d", place.offset, place.px);
    }

  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

void
chat_transcript_restore_state (ChatTranscript *self,
                               const char     *state)
{
  ChatConversation *conversation;
  ChatFollower *follower;
  g_autoptr(JsonObject) object = NULL;
  const char *folds;
  const char *uid;
  ChatFollowerPlace place;

  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  object = chat_json_parse_object (state, -1, NULL);
  conversation = chat_transcript_get_conversation (self);
  if (object == NULL || conversation == NULL)
    return;

  follower = chat_transcript_get_follower (self);
  folds = chat_json_get_string (object, "folds");
  uid = chat_json_get_string (object, "message");
  if (folds != NULL)
    chat_follower_set_folds (follower, folds);

  place.message = uid != NULL ? chat_conversation_lookup (conversation, uid) : NULL;
  place.offset = (int) CLAMP (chat_json_get_int (object, "character", 0), 0, G_MAXINT);
  place.px = (int) CLAMP (chat_json_get_int (object, "px", 0), G_MININT / 2, G_MAXINT / 2);
  if (place.message != NULL && chat_conversation_find (conversation, place.message, NULL))
    chat_follower_set_place (follower, &place);
}

char *
chat_transcript_dup_selection (ChatTranscript *self)
{
  ChatFollower *follower;
  ChatSelection *selection;
  g_autoptr(ChatExcerpt) excerpt = NULL;

  g_return_val_if_fail (CHAT_IS_TRANSCRIPT (self), NULL);

  follower = chat_transcript_get_follower (self);
  selection = follower != NULL ? chat_follower_get_selection (follower) : NULL;
  excerpt = selection != NULL ? chat_selection_extract (selection) : NULL;

  return excerpt != NULL ? chat_excerpt_to_plain (excerpt) : NULL;
}
