/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which parameters a model takes: what its server says, completed by the table.
 */

#include "chat-capabilities.h"

#include <string.h>

#define BIT(effort)   (1u << CHAT_EFFORT_##effort)
#define UP_TO_HIGH    (BIT (LOW) | BIT (MEDIUM) | BIT (HIGH))
#define WITHOUT_XHIGH (UP_TO_HIGH | BIT (MAX))
#define ALL_EFFORTS   (WITHOUT_XHIGH | BIT (XHIGH))

/* What the older ones differ in from a model of today, which takes every effort, "high" by itself,
 * and no sampling (Messages API, effort and thinking; the levels are those of a recorded answer to
 * GET /v1/models). */
static const struct
{
  const char *id;
  guint       efforts;
  ChatEffort  effort;
  ChatEffort  quiet_effort;
  gboolean    sampling;
} differences[] = {
  { "claude-opus-5-5", ALL_EFFORTS, CHAT_EFFORT_MEDIUM, CHAT_EFFORT_DEFAULT, FALSE },
  { "claude-haiku-5-5", ALL_EFFORTS, CHAT_EFFORT_MEDIUM, CHAT_EFFORT_DEFAULT, FALSE },
  { "claude-opus-5", ALL_EFFORTS, CHAT_EFFORT_HIGH, CHAT_EFFORT_HIGH, FALSE },
  { "claude-opus-4-6", WITHOUT_XHIGH, CHAT_EFFORT_HIGH, CHAT_EFFORT_DEFAULT, TRUE },
  { "claude-sonnet-4-6", WITHOUT_XHIGH, CHAT_EFFORT_HIGH, CHAT_EFFORT_DEFAULT, TRUE },
  { "claude-opus-4-5", UP_TO_HIGH, CHAT_EFFORT_HIGH, CHAT_EFFORT_DEFAULT, TRUE },
  { "claude-sonnet-4-5", 0, CHAT_EFFORT_DEFAULT, CHAT_EFFORT_DEFAULT, TRUE },
  { "claude-haiku-4-5", 0, CHAT_EFFORT_DEFAULT, CHAT_EFFORT_DEFAULT, TRUE },
  { "claude-demo", 0, CHAT_EFFORT_DEFAULT, CHAT_EFFORT_DEFAULT, FALSE },
};

static const char * const effort_names[CHAT_N_EFFORTS] = {
  [CHAT_EFFORT_LOW] = "low",
  [CHAT_EFFORT_MEDIUM] = "medium",
  [CHAT_EFFORT_HIGH] = "high",
  [CHAT_EFFORT_XHIGH] = "xhigh",
  [CHAT_EFFORT_MAX] = "max",
};

/* Gateways put the maker before it. */
static gboolean
is_claude (const char *model_id)
{
  const char *slash = strrchr (model_id, '/');

  return g_str_has_prefix (slash != NULL ? slash + 1 : model_id, "claude-");
}

static void
apply_differences (ChatCapabilities *self,
                   const char       *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      if (strcmp (differences[i].id, id) != 0)
        continue;
      self->efforts = differences[i].efforts;
      self->effort = differences[i].effort;
      self->quiet_effort = differences[i].quiet_effort;
      self->sampling = differences[i].sampling;
    }
}

ChatCapabilities
chat_capabilities_for_model (const char *model_id)
{
  const ChatModelInfo *info = chat_model_info_find (model_id);
  ChatCapabilities self = { .efforts = ALL_EFFORTS, .sampling = TRUE };

  /* what its server understands, the dialect says */
  if (model_id == NULL || (info == NULL && !is_claude (model_id)))
    return self;

  self.effort = CHAT_EFFORT_HIGH;
  self.sampling = FALSE;
  self.one_sampling = TRUE;
  if (info == NULL)
    return self;

  self.thinking = info->thinking;
  self.max_output = info->max_output;
  apply_differences (&self, info->id);

  return self;
}

static gboolean
is_supported (JsonObject *object,
              const char *member,
              gboolean    fallback)
{
  return chat_json_get_boolean (chat_json_get_object (object, member), "supported", fallback);
}

/* Whether it may be off is told only since October 2026. */
static ChatThinkingSupport
judge_adaptive (JsonObject          *types,
                ChatThinkingSupport  known)
{
  const gboolean may_be_off = is_supported (types, "disabled", known == CHAT_THINKING_ADAPTIVE);

  return may_be_off ? CHAT_THINKING_ADAPTIVE : CHAT_THINKING_ALWAYS;
}

static void
read_thinking (ChatCapabilities *self,
               JsonObject       *thinking)
{
  JsonObject *types = chat_json_get_object (thinking, "types");
  const gboolean adaptive = is_supported (types, "adaptive", FALSE);
  const gboolean enabled = is_supported (types, "enabled", FALSE);

  if (thinking != NULL && !chat_json_get_boolean (thinking, "supported", TRUE))
    self->thinking = CHAT_THINKING_NONE;
  else if (adaptive && enabled)
    self->thinking = CHAT_THINKING_EITHER;
  else if (adaptive)
    self->thinking = judge_adaptive (types, self->thinking);
  else if (enabled)
    self->thinking = CHAT_THINKING_BUDGET;
}

static void
read_efforts (ChatCapabilities *self,
              JsonObject       *effort)
{
  if (effort == NULL)
    return;

  self->efforts = 0;
  for (ChatEffort i = CHAT_EFFORT_LOW; i < CHAT_N_EFFORTS; i++)
    {
      if (chat_json_get_boolean (effort, "supported", FALSE) &&
          is_supported (effort, effort_names[i], FALSE))
        self->efforts |= 1u << i;
    }
}

void
chat_capabilities_read (ChatCapabilities *self,
                        JsonObject       *model)
{
  JsonObject *capabilities = chat_json_get_object (model, "capabilities");
  const gint64 max_output = chat_json_get_int (model, "max_tokens", 0);

  read_thinking (self, chat_json_get_object (capabilities, "thinking"));
  read_efforts (self, chat_json_get_object (capabilities, "effort"));
  if (max_output > 0)
    self->max_output = max_output;
}

gboolean
chat_capabilities_has_effort (const ChatCapabilities *self,
                              ChatEffort              effort)
{
  return (self->efforts & (1u << effort)) != 0;
}

const char *
chat_effort_get_name (ChatEffort effort)
{
  g_return_val_if_fail (effort < CHAT_N_EFFORTS, NULL);

  return effort_names[effort];
}

ChatEffort
chat_effort_from_name (const char *name)
{
  for (ChatEffort i = CHAT_EFFORT_LOW; i < CHAT_N_EFFORTS; i++)
    {
      if (g_strcmp0 (effort_names[i], name) == 0)
        return i;
    }

  return CHAT_EFFORT_DEFAULT;
}
