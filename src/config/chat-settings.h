/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's settings. data/org.example.ClaudeChat.gschema.xml says what each key means.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHAT_SETTINGS_SCHEMA "org.example.ClaudeChat"

#define CHAT_SETTING_SEND_KEY           "send-key"            /* ChatSendKey */
#define CHAT_SETTING_MARKDOWN_HELP      "markdown-help"
#define CHAT_SETTING_CHECK_SPELLING     "check-spelling"
#define CHAT_SETTING_NOTIFY_REPLIES     "notify-replies"
#define CHAT_SETTING_SEARCH_PROVIDER    "search-provider"
#define CHAT_SETTING_QUICK_ASK_KEY      "quick-ask-key"
#define CHAT_SETTING_AUTO_TITLES        "auto-titles"
#define CHAT_SETTING_START_WITH         "start-with"          /* ChatStartWith */
#define CHAT_SETTING_CONFIRM_QUIT       "confirm-quit"
#define CHAT_SETTING_FOLLOW_REPLIES     "follow-replies"
#define CHAT_SETTING_KINETIC_SCROLLING  "kinetic-scrolling"
#define CHAT_SETTING_ANNOUNCEMENTS      "announcements"       /* ChatAnnounce */

#define CHAT_SETTING_COLOR_SCHEME       "color-scheme"        /* ChatColorScheme */
#define CHAT_SETTING_TEXT_SIZE          "text-size"           /* percent */
#define CHAT_SETTING_TEXT_FONT          "text-font"           /* family, or "" */
#define CHAT_SETTING_CODE_FONT          "code-font"           /* family, or "" */
#define CHAT_SETTING_COLUMN_WIDTH       "column-width"        /* px */
#define CHAT_SETTING_CODE_SCHEME        "code-scheme"         /* of GtkSourceView, or "" */
#define CHAT_SETTING_WRAP_CODE          "wrap-code"

#define CHAT_SETTING_MONTHLY_BUDGET     "monthly-budget"      /* US dollars; 0: none */
#define CHAT_SETTING_BUDGET_WARNING     "budget-warning"      /* percent */
#define CHAT_SETTING_BUDGET_STOPS       "budget-stops"

#define CHAT_SETTING_PROMPT_CACHING     "prompt-caching"
#define CHAT_SETTING_CONNECT_TIMEOUT    "connect-timeout"     /* ms */
#define CHAT_SETTING_FIRST_BYTE_TIMEOUT "first-byte-timeout"  /* ms */
#define CHAT_SETTING_IDLE_TIMEOUT       "idle-timeout"        /* ms */
#define CHAT_SETTING_DEBUG_MESSAGES     "debug-messages"
#define CHAT_SETTING_KEYS               "keys"                /* a{sas}, by action: chat-keymap.h */

/* What a start finds again; not among the preferences. */
#define CHAT_SETTING_WINDOW_SIZE        "window-size"         /* (ii) */
#define CHAT_SETTING_WINDOW_MAXIMIZED   "window-maximized"
#define CHAT_SETTING_LAST_CONVERSATION  "last-conversation"
#define CHAT_SETTING_OPEN_WINDOWS       "open-windows"        /* a(siib) */
#define CHAT_SETTING_RECENT_COMMANDS    "recent-commands"     /* as */

/* The values of the schema. */
typedef enum
{
  CHAT_SEND_KEY_ENTER,
  CHAT_SEND_KEY_CONTROL_ENTER,
} ChatSendKey;

typedef enum
{
  CHAT_START_WITH_NEW_CONVERSATION,
  CHAT_START_WITH_LAST_CONVERSATION,
} ChatStartWith;

typedef enum
{
  CHAT_ANNOUNCE_NOTHING,
  CHAT_ANNOUNCE_STATUS,       /* sending, complete, stopped, failed, copied */
  CHAT_ANNOUNCE_SENTENCES,    /* and the reply */
} ChatAnnounce;

typedef enum
{
  CHAT_COLOR_SCHEME_SYSTEM,
  CHAT_COLOR_SCHEME_LIGHT,
  CHAT_COLOR_SCHEME_DARK,
} ChatColorScheme;

/* GLib ends a program that asks for a schema or a key that is not there, so this looks first: in the
 * build tree or the prefix that the program was started from, then where GLib looks (a schema of an
 * older version may be installed). Main thread. Returns: (transfer full), NULL with @error set if the
 * schema is nowhere */
GSettings *chat_settings_new       (GError    **error);
/* Gives each key of @keys (NULL-terminated) its default. */
void       chat_settings_reset     (GSettings          *self,
                                    const char * const *keys);

G_END_DECLS
