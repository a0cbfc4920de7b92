/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says below a reply that did not come to a plain end, and what can be done.
 */

#include "chat-note.h"

#include "chat-failure-text.h"
#include "chat-json.h"
#include "chat-phrase.h"
#include "chat-status-text.h"

#include <glib/gi18n.h>

void
chat_note_free (ChatNote *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->body);
  g_free (self->details);
  g_free (self);
}

static void
add_button (ChatNote       *self,
            const char     *label,
            const char     *action,
            ChatButtonLook  look)
{
  ChatNoteButton button = { label, action, look };

  g_assert (self->n_buttons < CHAT_NOTE_MAX_BUTTONS);
  self->buttons[self->n_buttons++] = button;
}

static void
add_details_button (ChatNote *self)
{
  if (self->details != NULL)
    add_button (self, _("Details"), NULL, CHAT_BUTTON_FLAT);
}

/* Some of the reply is there: it can be taken up, asked for again, or thrown away. */
static void
add_kept_buttons (ChatNote    *self,
                  ChatMessage *message)
{
  gboolean kept = chat_message_has_content (message);

  if (kept)
    add_button (self, _("Continue"), "chat.continue", CHAT_BUTTON_SUGGESTED);
  add_button (self, _("Retry"), "chat.retry", CHAT_BUTTON_PLAIN);
  add_button (self, _("Delete"), "chat.delete-last", CHAT_BUTTON_FLAT);
  add_details_button (self);
}

static void
take_title (ChatNote    *self,
            ChatMessage *message)
{
  g_autofree char *ending = chat_status_ending (message);

  /* Translators: how a reply ended, as a sentence: "Stopped after 214 words." */
  self->title = g_strdup_printf (_("%s."), ending);
}

static void
describe_stopped (ChatNote    *self,
                  ChatMessage *message)
{
  take_title (self, message);
  add_kept_buttons (self, message);
}

static void
describe_interrupted (ChatNote    *self,
                      ChatMessage *message)
{
  ChatFailure *failure = chat_message_get_failure (message);

  take_title (self, message);
  if (failure != NULL)
    {
      g_autoptr(ChatFailureText) text =
        chat_failure_text_new (failure, chat_message_has_content (message));

      self->body = chat_phrase_join (text->title, text->body);
      self->details = g_strdup (text->details);
    }
  add_kept_buttons (self, message);
}

/* The step that helps first; Retry is offered anyway. */
static void
add_step_button (ChatNote     *self,
                 ChatNextStep  step)
{
  switch (step)
    {
    case CHAT_NEXT_STEP_OPEN_PREFERENCES:
      add_button (self, _("Open preferences"), "win.open-preferences", CHAT_BUTTON_PLAIN);
      break;
    case CHAT_NEXT_STEP_EDIT_MESSAGE:
      add_button (self, _("Edit the message"), "chat.edit-last", CHAT_BUTTON_PLAIN);
      break;
    case CHAT_NEXT_STEP_CHOOSE_MODEL:
      add_button (self, _("Choose the model…"), "win.choose-model", CHAT_BUTTON_PLAIN);
      break;
    case CHAT_NEXT_STEP_SEND_ANYWAY:
      add_button (self, _("Send anyway"), "chat.send-anyway", CHAT_BUTTON_PLAIN);
      add_button (self, _("Open preferences"), "win.open-preferences", CHAT_BUTTON_PLAIN);
      break;
    case CHAT_NEXT_STEP_RETRY:
    case CHAT_NEXT_STEP_NONE:
    default:
      break;
    }
}

static void
describe_failed (ChatNote    *self,
                 ChatMessage *message)
{
  ChatFailure *failure = chat_message_get_failure (message);
  g_autoptr(ChatFailure) unknown = NULL;
  g_autoptr(ChatFailureText) text = NULL;

  if (failure == NULL)
    failure = unknown = chat_failure_new (CHAT_FAILURE_OTHER, NULL);

  text = chat_failure_text_new (failure, FALSE);
  self->title = g_strdup (text->title);
  self->body = g_strdup (text->body);
  self->details = g_strdup (text->details);
  add_step_button (self, text->next_step);
  add_button (self, _("Retry"), "chat.retry", CHAT_BUTTON_PLAIN);
  add_details_button (self);
}

/* stop_details of a refusal (Messages API, stop reasons). */
static void
describe_refused (ChatNote    *self,
                  ChatMessage *message)
{
  const char *raw = chat_message_get_stop_details (message);
  g_autoptr(JsonObject) details = raw != NULL ? chat_json_parse_object (raw, -1, NULL) : NULL;
  const char *explanation = chat_json_get_string (details, "explanation");
  const char *category = chat_json_get_string (details, "category");

  take_title (self, message);
  /* First strong isolate … pop directional isolate: it may be in another language. */
  self->body = explanation != NULL ? g_strconcat ("\u2068", explanation, "\u2069", NULL)
                                   : g_strdup (_("The message and what came before it stay."));
  if (category != NULL)
    self->details = g_strdup_printf (_("Category: %s"), category);
  add_button (self, _("Edit the message"), "chat.edit-last", CHAT_BUTTON_PLAIN);
  add_button (self, _("Retry"), "chat.retry", CHAT_BUTTON_PLAIN);
  add_details_button (self);
}

static const struct
{
  ChatMessageState  state;
  ChatNoteKind      kind;
  void            (*describe) (ChatNote    *self,
                               ChatMessage *message);
} states[] = {
  { CHAT_MESSAGE_STOPPED, CHAT_NOTE_STOPPED, describe_stopped },
  { CHAT_MESSAGE_INTERRUPTED, CHAT_NOTE_INTERRUPTED, describe_interrupted },
  { CHAT_MESSAGE_CUT_OFF, CHAT_NOTE_CUT_OFF, describe_stopped },
  { CHAT_MESSAGE_REFUSED, CHAT_NOTE_REFUSED, describe_refused },
  { CHAT_MESSAGE_FAILED, CHAT_NOTE_FAILED, describe_failed },
};

ChatNote *
chat_note_new (ChatMessage *message)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      ChatNote *self;

      if (states[i].state != chat_message_get_state (message))
        continue;

      self = g_new0 (ChatNote, 1);
      self->kind = states[i].kind;
      states[i].describe (self, message);
      return self;
    }

  return NULL;
}

ChatNote *
chat_note_new_retry (const ChatRetry *retry,
                     gint64           now_us)
{
  ChatNote *self = g_new0 (ChatNote, 1);

  self->kind = CHAT_NOTE_RETRYING;
  self->title = chat_status_retry_title (retry);
  self->body = chat_status_retry_body (retry, now_us);
  add_button (self, _("Try now"), "chat.try-now", CHAT_BUTTON_PLAIN);
  add_button (self, _("Cancel"), "chat.stop", CHAT_BUTTON_FLAT);
  return self;
}
