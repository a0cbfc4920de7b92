/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a model: names, limits, what its thinking parameter accepts.
 */

#include "chat-model-info.h"

#include <glib/gi18n.h>
#include <string.h>

#define CONTEXT_LARGE 1000000
#define CONTEXT_SMALL  200000
#define OUTPUT_LARGE   128000
#define OUTPUT_SMALL    64000

#define LARGE(id, name, thinking) \
  { id, name, CONTEXT_LARGE, OUTPUT_LARGE, CHAT_THINKING_##thinking }
#define SMALL(id, name, thinking) \
  { id, name, CONTEXT_SMALL, OUTPUT_SMALL, CHAT_THINKING_##thinking }

/* Messages API, "Models" and "Thinking", November 2026. Whether Sonnet 5.5 can be told not to think
 * is disputed there: as the wrong guess is a 400, it counts as one that cannot. */
static const ChatModelInfo models[] = {
  LARGE ("claude-fable-5-2", "Claude Fable 5.2", ALWAYS),
  LARGE ("claude-mythos-5-2", "Claude Mythos 5.2", ALWAYS),
  LARGE ("claude-fable-5-1", "Claude Fable 5.1", ALWAYS),
  LARGE ("claude-mythos-5-1", "Claude Mythos 5.1", ALWAYS),
  LARGE ("claude-fable-5", "Claude Fable 5", ALWAYS),
  LARGE ("claude-mythos-5", "Claude Mythos 5", ALWAYS),
  LARGE ("claude-opus-5-5", "Claude Opus 5.5", ALWAYS),
  LARGE ("claude-opus-5", "Claude Opus 5", ADAPTIVE),
  LARGE ("claude-opus-4-8", "Claude Opus 4.8", ADAPTIVE),
  LARGE ("claude-opus-4-7", "Claude Opus 4.7", ADAPTIVE),
  LARGE ("claude-opus-4-6", "Claude Opus 4.6", EITHER),
  SMALL ("claude-opus-4-5", "Claude Opus 4.5", BUDGET),
  LARGE ("claude-sonnet-5-5", "Claude Sonnet 5.5", ALWAYS),
  LARGE ("claude-sonnet-5", "Claude Sonnet 5", ADAPTIVE),
  LARGE ("claude-sonnet-4-6", "Claude Sonnet 4.6", EITHER),
  SMALL ("claude-sonnet-4-5", "Claude Sonnet 4.5", BUDGET),
  LARGE ("claude-haiku-5-5", "Claude Haiku 5.5", ADAPTIVE),
  SMALL ("claude-haiku-4-5", "Claude Haiku 4.5", BUDGET),
  /* the last one: chat_model_info_get_all() leaves it out */
  /* Translators: the model of the demo account, whose answers are prepared. */
  SMALL (CHAT_DEMO_MODEL, N_("Demo model"), ADAPTIVE),
};

/* Messages API, deprecations, November 2026. */
static const struct
{
  const char *id;
  const char *day;
} retirements[] = {
  { "claude-sonnet-4-5", "2026-11-30T00:00:00Z" },
};

#undef LARGE
#undef SMALL

/* "-20251001", and nothing after it. */
static gboolean
is_date_suffix (const char *text)
{
  const gsize n_digits = strlen ("20251001");

  return text[0] == '-' &&
         strlen (text + 1) == n_digits &&
         strspn (text + 1, "0123456789") == n_digits;
}

gboolean
chat_model_id_matches (const char *known,
                       const char *asked)
{
  const gsize length = strlen (known);

  return strncmp (known, asked, length) == 0 &&
         (asked[length] == '\0' || is_date_suffix (asked + length));
}

/* Gateways write "anthropic/claude-opus-4.5:beta" for claude-opus-4-5. */
static char *
without_provider (const char *model_id)
{
  const char *slash = strrchr (model_id, '/');
  char *id;

  if (slash == NULL)
    return g_strdup (model_id);

  id = g_strndup (slash + 1, strcspn (slash + 1, ":"));

  return g_strdelimit (id, ".", '-');
}

const ChatModelInfo *
chat_model_info_find (const char *model_id)
{
  g_autofree char *id = NULL;

  if (model_id == NULL)
    return NULL;

  id = without_provider (model_id);
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (chat_model_id_matches (models[i].id, id))
        return &models[i];
    }

  return NULL;
}

const ChatModelInfo *
chat_model_info_get_all (guint *n_infos)
{
  *n_infos = G_N_ELEMENTS (models) - 1;

  return models;
}

const char *
chat_model_info_get_retirement (const char *model_id)
{
  const ChatModelInfo *info = chat_model_info_find (model_id);

  for (gsize i = 0; info != NULL && i < G_N_ELEMENTS (retirements); i++)
    {
      if (strcmp (retirements[i].id, info->id) == 0)
        return retirements[i].day;
    }

  return NULL;
}

const char *
chat_model_info_get_name (const char *model_id)
{
  const ChatModelInfo *info = chat_model_info_find (model_id);

  return info != NULL ? _(info->display_name) : model_id;
}
