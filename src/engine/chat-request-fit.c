/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which parameters a request carries: the user's wish, bent to what is taken at the other end.
 */

#include "chat-request-setup.h"

#include <string.h>

/* Long answers and their thinking fit; the API refuses more than the model's own maximum. */
#define DEFAULT_MAX_TOKENS 32000

/* Local servers refuse, or reserve memory for, what does not fit their context. */
#define FOREIGN_MAX_TOKENS 8192

/* The version from which no sampling is taken, not even at its default (Messages API, versions). */
#define VERSION_WITHOUT_SAMPLING "2026-10-21"

/* Of Anthropic's own; others take up to 2. */
#define MAX_TEMPERATURE 1

typedef struct
{
  const ChatDialect      *dialect;
  const ChatCapabilities *capabilities;
  const ChatParameters   *wish;
  ChatRequestOptions     *options;
  gboolean                sampling;   /* the model and the version of the API take it */
  ChatLeftOut             left_out;
} Fit;

static void
fit_max_tokens (Fit *self)
{
  const gint64 most = self->capabilities->max_output;
  gint64 tokens = self->wish->max_tokens;

  if (tokens <= 0)
    tokens = most > 0 ? MIN (DEFAULT_MAX_TOKENS, most) : FOREIGN_MAX_TOKENS;
  if (most > 0 && tokens > most)
    {
      self->left_out |= CHAT_LEFT_OUT_MAX_TOKENS;
      tokens = most;
    }
  self->options->max_tokens = tokens;
}

/* Who sets a temperature where thinking is not on by itself does not want thinking, which takes
 * none. */
static ChatRequestThinking
get_default_thinking (Fit *self)
{
  if (!self->dialect->thinking)
    return CHAT_REQUEST_THINKING_UNSET;

  switch (self->capabilities->thinking)
    {
    case CHAT_THINKING_EITHER:
      return self->wish->sampling.set != 0 && self->sampling
             ? CHAT_REQUEST_THINKING_UNSET : CHAT_REQUEST_THINKING_ADAPTIVE;
    case CHAT_THINKING_ADAPTIVE:
    case CHAT_THINKING_ALWAYS:
      return CHAT_REQUEST_THINKING_ADAPTIVE;
    case CHAT_THINKING_UNKNOWN:
    case CHAT_THINKING_NONE:
    case CHAT_THINKING_BUDGET:
    default:
      return CHAT_REQUEST_THINKING_UNSET;
    }
}

static ChatRequestThinking
get_off (Fit *self)
{
  if (self->capabilities->thinking == CHAT_THINKING_ALWAYS)
    {
      self->left_out |= CHAT_LEFT_OUT_OFF;
      return CHAT_REQUEST_THINKING_ADAPTIVE;
    }

  return self->dialect->thinking ? CHAT_REQUEST_THINKING_DISABLED : CHAT_REQUEST_THINKING_UNSET;
}

static ChatRequestThinking
get_adaptive (Fit *self)
{
  if (self->capabilities->thinking != CHAT_THINKING_BUDGET)
    return CHAT_REQUEST_THINKING_ADAPTIVE;

  self->left_out |= CHAT_LEFT_OUT_ADAPTIVE;
  return CHAT_REQUEST_THINKING_BUDGET;
}

static ChatRequestThinking
get_budget (Fit *self)
{
  if (self->capabilities->thinking != CHAT_THINKING_ADAPTIVE &&
      self->capabilities->thinking != CHAT_THINKING_ALWAYS)
    return CHAT_REQUEST_THINKING_BUDGET;

  self->left_out |= CHAT_LEFT_OUT_BUDGET;
  return CHAT_REQUEST_THINKING_ADAPTIVE;
}

static ChatRequestThinking
get_thinking (Fit *self)
{
  const ChatThinkingMode mode = self->wish->thinking;

  if (self->capabilities->thinking == CHAT_THINKING_NONE)
    {
      if (mode == CHAT_THINKING_MODE_ADAPTIVE || mode == CHAT_THINKING_MODE_BUDGET)
        self->left_out |= CHAT_LEFT_OUT_THINKING;
      return CHAT_REQUEST_THINKING_UNSET;
    }

  switch (mode)
    {
    case CHAT_THINKING_MODE_OFF:
      return get_off (self);
    case CHAT_THINKING_MODE_ADAPTIVE:
      return get_adaptive (self);
    case CHAT_THINKING_MODE_BUDGET:
      return get_budget (self);
    case CHAT_THINKING_MODE_DEFAULT:
    default:
      return get_default_thinking (self);
    }
}

/* A limit that the user set is kept, and the budget below it; else there is room made for both. */
static void
fit_budget (Fit *self)
{
  ChatRequestOptions *options = self->options;
  const gint64 most = self->capabilities->max_output;

  options->thinking_budget = MAX (self->wish->thinking_budget, CHAT_MIN_THINKING_BUDGET);
  if (self->wish->max_tokens <= 0)
    options->max_tokens = MAX (options->max_tokens,
                               options->thinking_budget + CHAT_MIN_THINKING_BUDGET);
  if (most > 0)
    options->max_tokens = MIN (options->max_tokens, most);

  if (options->max_tokens <= CHAT_MIN_THINKING_BUDGET)
    {
      options->thinking = CHAT_REQUEST_THINKING_UNSET;
      self->left_out |= CHAT_LEFT_OUT_THINKING;
    }
  else if (options->thinking_budget >= options->max_tokens)
    {
      options->thinking_budget = options->max_tokens - 1;
      self->left_out |= CHAT_LEFT_OUT_LOWER_BUDGET;
    }
}

static void
fit_thinking (Fit *self)
{
  self->options->thinking = get_thinking (self);
  self->options->thinking_omitted = self->wish->display == CHAT_DISPLAY_OMITTED;
  if (self->options->thinking == CHAT_REQUEST_THINKING_BUDGET)
    fit_budget (self);
}

static void
fit_effort (Fit *self)
{
  const ChatEffort most = self->capabilities->quiet_effort;
  ChatEffort effort = self->wish->effort;

  if (effort == CHAT_EFFORT_DEFAULT)
    return;
  if (!self->dialect->effort || !chat_capabilities_has_effort (self->capabilities, effort))
    {
      self->left_out |= CHAT_LEFT_OUT_EFFORT;
      return;
    }

  if (self->options->thinking == CHAT_REQUEST_THINKING_DISABLED &&
      most != CHAT_EFFORT_DEFAULT && effort > most)
    {
      self->left_out |= CHAT_LEFT_OUT_LOWER_EFFORT;
      effort = most;
    }
  self->options->effort = chat_effort_get_name (effort);
}

static void
limit_sampling (Fit *self)
{
  ChatSampling *sampling = &self->options->sampling;

  if (!self->capabilities->one_sampling)
    return;

  if ((sampling->set & CHAT_SAMPLING_TEMPERATURE) != 0 && sampling->temperature > MAX_TEMPERATURE)
    {
      self->left_out |= CHAT_LEFT_OUT_TEMPERATURE;
      sampling->temperature = MAX_TEMPERATURE;
    }
  if ((sampling->set & CHAT_SAMPLING_TEMPERATURE) != 0 &&
      (sampling->set & CHAT_SAMPLING_TOP_P) != 0)
    {
      self->left_out |= CHAT_LEFT_OUT_TOP_P;
      sampling->set &= ~CHAT_SAMPLING_TOP_P;
    }
}

static void
fit_sampling (Fit *self)
{
  const gboolean thinks = self->options->thinking == CHAT_REQUEST_THINKING_ADAPTIVE ||
                          self->options->thinking == CHAT_REQUEST_THINKING_BUDGET;

  if (self->wish->sampling.set == 0)
    return;

  if (!self->sampling)
    self->left_out |= CHAT_LEFT_OUT_SAMPLING;
  else if (thinks)
    self->left_out |= CHAT_LEFT_OUT_WHILE_THINKING;
  else
    {
      self->options->sampling = self->wish->sampling;
      limit_sampling (self);
    }
}

ChatLeftOut
chat_request_setup_options (ChatProfile            *profile,
                            const char             *model,
                            const ChatCapabilities *capabilities,
                            const ChatParameters   *parameters,
                            ChatRequestOptions     *options)
{
  const ChatCapabilities known = chat_capabilities_for_model (model);
  const ChatDialect *dialect = chat_profile_get_dialect (profile);
  Fit self = { dialect, capabilities != NULL ? capabilities : &known, parameters, options, FALSE,
               0 };

  self.sampling = self.capabilities->sampling &&
                  strcmp (chat_profile_get_version (profile), VERSION_WITHOUT_SAMPLING) < 0;
  *options = (ChatRequestOptions) {
    .model = model,
    .cache_control = dialect->cache_control,
    .unsigned_thinking = dialect->unsigned_thinking,
    .plain_documents = !dialect->documents,
    .stop_sequences = (const char * const *) parameters->stop_sequences,
    .stream = TRUE,
  };
  fit_max_tokens (&self);
  fit_thinking (&self);
  fit_effort (&self);
  fit_sampling (&self);

  return self.left_out;
}
