/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens, money and time in words.
 */

#include "chat-meter-text.h"

#include "chat-status-text.h"

#include <glib/gi18n.h>

#define THOUSAND 1000
#define MILLION  1000000
#define PERCENT  100

#define MS_US 1000


/* First strong isolate … pop directional isolate: it cannot tear a sentence apart. */
static char *
isolate (char *value)
{
  g_autofree char *owned = value;

  return g_strconcat ("\u2068", owned, "\u2069", NULL);
}


char *
chat_meter_short_number (gint64 number)
{
  /* 999 950 are "1000.0" thousands */
  if (number + THOUSAND / 20 >= MILLION)
    /* Translators: millions of tokens, short: "1.2M" */
    return g_strdup_printf (_("%.1fM"), (double) number / MILLION);
  if (number >= THOUSAND)
    /* Translators: thousands of tokens, short: "12.4k" */
    return g_strdup_printf (_("%.1fk"), (double) number / THOUSAND);

  return chat_status_number (number);
}


char *
chat_meter_money (gint64 nano)
{
  if (nano < 0)
    /* Translators: a price that nobody here knows */
    return g_strdup (C_("price", "unknown"));
  if (nano == 0)
    return g_strdup (C_("price", "nothing"));

  return chat_status_price (nano);
}


char *
chat_meter_sum (const ChatSpent *spent)
{
  g_autofree char *money = NULL;

  if (spent->n_unclear == 0)
    return chat_meter_money (spent->cost);
  if (spent->cost == 0)
    return chat_meter_money (CHAT_COST_UNKNOWN);

  money = isolate (chat_meter_money (spent->cost));
  /* Translators: an amount of money; the price of some replies is not known */
  return g_strdup_printf (_("at least %s"), money);
}


char *
chat_meter_fill (const ChatForecast *forecast)
{
  const gboolean counted = forecast->counted > 0;
  g_autofree char *tokens = isolate (chat_status_number (forecast->tokens));
  g_autofree char *limit = isolate (chat_status_number (forecast->limit));
  g_autofree char *share = NULL;

  if (forecast->limit <= 0)
    return g_strdup_printf (counted ? ngettext ("%s token", "%s tokens", (gulong) forecast->tokens)
                                    : ngettext ("About %s token", "About %s tokens",
                                                (gulong) forecast->tokens), tokens);

  share = isolate (g_strdup_printf ("%" G_GINT64_FORMAT,
                                    forecast->tokens * PERCENT / forecast->limit));
  /* Translators: tokens of those that the model can read, and the share in percent */
  return g_strdup_printf (counted ? _("%s of %s tokens · %s %%")
                                  : _("About %s of %s tokens · %s %%"), tokens, limit, share);
}


char *
chat_meter_label (const ChatForecast *forecast)
{
  g_autofree char *tokens = chat_meter_short_number (forecast->tokens);
  g_autofree char *money = NULL;

  /* Alone it needs no isolate. Most fonts have no glyph for one, so that Pango asks all of them. */
  if (forecast->cost <= 0)
    return g_steal_pointer (&tokens);

  tokens = isolate (g_steal_pointer (&tokens));
  money = isolate (chat_meter_money (forecast->cost));
  return g_strdup_printf ("%s · %s", tokens, money);
}


char *
chat_meter_cache (const ChatForecast *forecast,
                  gint64              now_ms)
{
  g_autofree char *left = NULL;

  if (forecast->cache_until <= now_ms)
    return NULL;

  left = isolate (chat_status_duration ((forecast->cache_until - now_ms) * MS_US, FALSE));
  /* Translators: the beginning of the conversation, which makes the next message cheaper */
  return g_strdup_printf (_("In the server’s cache for %s more"), left);
}
