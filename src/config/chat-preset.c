/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Servers that many people use: what a new account begins with.
 */

#include "chat-preset.h"

#include <glib/gi18n.h>

/* The base URLs, headers and ports that each project documents, November 2026. Local servers take
 * any key and need none. */
static const ChatPreset presets[] = {
  { "anthropic", "Anthropic", CHAT_ANTHROPIC_URL, CHAT_AUTH_X_API_KEY, CHAT_DEFAULT_MODEL,
    "https://console.anthropic.com/settings/keys" },
  { "ollama", "Ollama", "http://localhost:11434", CHAT_AUTH_NONE, NULL, NULL },
  { "llama-cpp", "llama.cpp", "http://localhost:8080", CHAT_AUTH_NONE, NULL, NULL },
  { "lm-studio", "LM Studio", "http://localhost:1234", CHAT_AUTH_NONE, NULL, NULL },
  { "vllm", "vLLM", "http://localhost:8000", CHAT_AUTH_NONE, NULL, NULL },
  { "openrouter", "OpenRouter", "https://openrouter.ai/api", CHAT_AUTH_BEARER, NULL,
    "https://openrouter.ai/settings/keys" },
  { "deepseek", "DeepSeek", "https://api.deepseek.com/anthropic", CHAT_AUTH_X_API_KEY, NULL,
    "https://platform.deepseek.com/api_keys" },
  { "kimi", "Kimi", "https://api.moonshot.ai/anthropic", CHAT_AUTH_BEARER, NULL,
    "https://platform.moonshot.ai/console/api-keys" },
  { "other", NULL, "https://", CHAT_AUTH_BEARER, NULL, NULL },
};

const ChatPreset *
chat_preset_get_all (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);

  return presets;
}

const char *
chat_preset_get_name (const ChatPreset *self)
{
  /* Translators: a server that is none of those in the list, such as a company's gateway */
  return self->name != NULL ? self->name : _("Another server");
}

ChatProfile *
chat_preset_new_profile (const ChatPreset *self)
{
  ChatProfile *profile = chat_profile_new (chat_preset_get_name (self), self->base_url);

  chat_profile_set_key (profile, self->auth, NULL);
  chat_profile_set_model (profile, self->model != NULL ? self->model : "");

  return profile;
}

const char *
chat_preset_find_key_url (const char *base_url)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (g_strcmp0 (presets[i].base_url, base_url) == 0)
        return presets[i].key_url;
    }

  return NULL;
}
