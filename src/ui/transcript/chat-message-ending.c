/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a message on the page: the status line while it is written, then its end line or the
 * note that says why it has none.
 */

#include "chat-message-view-private.h"

#include "chat-line-section.h"
#include "chat-note-section.h"

#include <glib/gi18n.h>

/* Silence of this length within a block is told; servers send tool input a value at a time. */
#define SILENCE_US (3 * G_USEC_PER_SEC)

/* The first second counts by fifths, so that it is seen to run. */
#define FIRST_STEP_US (G_USEC_PER_SEC / 5)

/* @words: NULL removes it. */
static void
show_ending (ChatMessageView *self,
             const char      *words,
             ChatMarkIcon     icon,
             gboolean         busy)
{
  if (words == NULL)
    {
      if (self->ending != NULL)
        chat_section_remove (self->ending);
      self->ending = NULL;
      return;
    }

  if (self->ending == NULL)
    self->ending = chat_line_section_new (self->page, CHAT_STYLE_STATUS, CHAT_NO_BLOCK, words);
  else
    chat_line_section_set_text (self->ending, words);
  self->ending->icon = icon;
  self->ending->busy = busy;
}

/* @note: (transfer full), NULL removes it. */
static void
show_note (ChatMessageView *self,
           ChatNote        *note)
{
  if (self->note != NULL && note != NULL && chat_note_section_get_kind (self->note) == note->kind)
    {
      chat_note_section_set_note (self->note, note);
      return;
    }

  if (self->note != NULL)
    chat_section_remove (self->note);
  self->note = note != NULL ? chat_note_section_new (self->page, note) : NULL;
}

static gsize
get_size (ChatMessage *message)
{
  gsize size = 0;

  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);

      size += block->text->len + block->input_json->len;
    }

  return size;
}

static ChatMarkIcon
get_activity_icon (ChatTurnActivity activity)
{
  switch (activity)
    {
    case CHAT_ACTIVITY_THINKING:
      return CHAT_MARK_THINKING;
    case CHAT_ACTIVITY_PREPARING:
    case CHAT_ACTIVITY_RUNNING:
      return CHAT_MARK_TOOL;
    case CHAT_ACTIVITY_CONNECTING:
    case CHAT_ACTIVITY_WAITING:
    case CHAT_ACTIVITY_WRITING:
    case CHAT_ACTIVITY_PAUSING:
    default:
      return CHAT_MARK_BUSY;
    }
}

/* What the turn does now. A block that does not grow is no writing, whatever its state. */
static void
look (ChatMessageView              *self,
      const ChatMessageViewContext *context,
      ChatActivityState            *state)
{
  chat_status_look (chat_turn_get_phase (context->turn),
                    chat_turn_get_phase_started (context->turn), self->message, state);
  chat_rate_meter_feed (&self->meter, context->now_us, get_size (self->message));
  if (state->activity == CHAT_ACTIVITY_WRITING && self->meter.grown_us != 0 &&
      context->now_us - self->meter.grown_us >= SILENCE_US)
    {
      state->activity = CHAT_ACTIVITY_PAUSING;
      state->since_us = self->meter.grown_us;
    }
}

static void
show_status (ChatMessageView              *self,
             const ChatMessageViewContext *context)
{
  ChatActivityState state;
  g_autofree char *words = NULL;
  double rate;

  look (self, context, &state);
  self->writing = state.activity == CHAT_ACTIVITY_WRITING;
  if (self->has_status && self->ending != NULL && !context->tick &&
      state.activity == self->activity.activity && state.since_us == self->activity.since_us)
    return;

  rate = chat_status_guess_tokens ((gsize) chat_rate_meter_get_rate (&self->meter,
                                                                     context->now_us));
  words = chat_status_line (&state, context->now_us, rate);
  show_ending (self, words, get_activity_icon (state.activity), TRUE);
  self->activity = state;
  self->activity.name = NULL;
  self->has_status = TRUE;
}

static void
update_running (ChatMessageView              *self,
                const ChatMessageViewContext *context)
{
  ChatRetry retry;

  if (!chat_turn_get_retry (context->turn, &retry))
    {
      show_note (self, NULL);
      self->counting = FALSE;
      show_status (self, context);
      return;
    }

  self->writing = FALSE;
  self->has_status = FALSE;
  self->counting = TRUE;
  self->activity.since_us = retry.at_us;
  show_ending (self, NULL, CHAT_MARK_NONE, FALSE);
  show_note (self, chat_note_new_retry (&retry, context->now_us));
}

static char *
describe_complete (ChatMessageView *self)
{
  g_autofree char *line = chat_status_end_line (self->message, self->page->narrow);

  if (chat_message_has_content (self->message))
    return g_steal_pointer (&line);
  if (line == NULL)
    return g_strdup (_("The reply is empty"));

  return g_strdup_printf ("%s · %s", _("The reply is empty"), line);
}

/* An older message that did not end well says so in a line. */
static void
show_quiet_ending (ChatMessageView *self,
                   ChatNote        *note)
{
  g_autofree char *words = chat_status_ending (self->message);

  show_ending (self, words != NULL ? words : note->title, chat_note_get_icon (note->kind), FALSE);
}

static void
update_ended (ChatMessageView              *self,
              const ChatMessageViewContext *context)
{
  g_autoptr(ChatNote) note = chat_note_new (self->message);
  g_autofree char *words = NULL;

  self->writing = self->has_status = self->counting = FALSE;
  if (note != NULL && !context->last)
    {
      show_quiet_ending (self, note);
      show_note (self, NULL);
      return;
    }

  if (chat_message_get_state (self->message) == CHAT_MESSAGE_COMPLETE)
    words = describe_complete (self);
  show_ending (self, words, CHAT_MARK_NONE, FALSE);
  show_note (self, g_steal_pointer (&note));
}

void
chat_message_view_update_ending (ChatMessageView              *self,
                                 const ChatMessageViewContext *context)
{
  if (chat_message_get_role (self->message) == CHAT_ROLE_USER)
    return;

  if (context->turn != NULL)
    update_running (self, context);
  else
    update_ended (self, context);
}

gint64
chat_message_view_get_due (ChatMessageView *self,
                           gint64           now_us)
{
  gint64 elapsed = now_us - self->activity.since_us;
  gint64 step = elapsed >= 0 && elapsed < G_USEC_PER_SEC ? FIRST_STEP_US : G_USEC_PER_SEC;

  if (!self->has_status && !self->counting)
    return 0;
  /* Towards a moment to come the seconds change when the rest is whole. */
  if (elapsed < 0)
    return MAX (-elapsed % step, 1);

  return step - elapsed % step;
}
