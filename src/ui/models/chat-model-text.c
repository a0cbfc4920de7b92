/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Models in words.
 */

#include "chat-model-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define THOUSAND 1000
#define MILLION  1000000

static const struct
{
  ChatModelAbilities  ability;
  const char         *name;
} abilities[] = {
  /* Translators: what a model can take or do, in a list */
  { CHAT_MODEL_SEES_IMAGES, N_("images") },
  { CHAT_MODEL_READS_PDF, N_("PDF") },
  { CHAT_MODEL_THINKS, N_("thinking") },
  { CHAT_MODEL_SEARCHES, N_("web search") },
};


static void
append_part (GString *out,
             char    *part)
{
  if (part != NULL && *part != '\0')
    {
      if (out->len > 0)
        g_string_append (out, " · ");
      g_string_append_printf (out, "\u2068%s\u2069", part);
    }
  g_free (part);
}


static char *
dup_context (gint64 context)
{
  if (context <= 0)
    return NULL;
  if (context >= MILLION)
    /* Translators: the context window: "1M tokens", millions */
    return g_strdup_printf (_("%gM tokens"), round (context * 10.0 / MILLION) / 10);
  if (context >= THOUSAND)
    /* Translators: the context window: "200K tokens", thousands */
    return g_strdup_printf (_("%dK tokens"), (int) (context / THOUSAND));

  return g_strdup_printf (ngettext ("%d token", "%d tokens", context), (int) context);
}


static char *
dup_price (ChatModel *model)
{
  double input, output;

  if (!chat_model_get_price (model, &input, &output))
    return NULL;
  if (input == 0 && output == 0)
    return g_strdup (_("free"));

  /* Translators: US dollars for a million tokens, read and written */
  return g_strdup_printf (_("$%.4g in, $%.4g out"), input, output);
}


static char *
dup_abilities (ChatModelAbilities has)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (abilities); i++)
    {
      if ((has & abilities[i].ability) != 0)
        g_strv_builder_add (builder, _(abilities[i].name));
    }
  names = g_strv_builder_end (builder);

  /* Translators: between the items of a list */
  return g_strjoinv (_(", "), names);
}


char *
chat_model_text_dup_caption (ChatModel *model)
{
  GString *caption = g_string_new (NULL);

  append_part (caption, dup_context (chat_model_get_context (model)));
  append_part (caption, dup_price (model));
  append_part (caption, dup_abilities (chat_model_get_abilities (model)));

  return g_string_free (caption, FALSE);
}


char *
chat_model_text_dup_retirement (ChatModel *model)
{
  GDateTime *retirement = chat_model_get_retirement (model);
  g_autofree char *day = NULL;

  if (chat_model_get_lifecycle (model) == CHAT_MODEL_RETIRED)
    return g_strdup (_("Retired"));
  if (retirement == NULL)
    return chat_model_get_lifecycle (model) == CHAT_MODEL_DEPRECATED
           ? g_strdup (_("Deprecated")) : NULL;

  /* Translators: a day, as strftime() takes it: "30 November 2026" */
  day = g_date_time_format (retirement, _("%-d %B %Y"));

  /* Translators: from this day on the model cannot be used */
  return g_strdup_printf (_("Retires on %s"), day);
}
