/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All keys of the program in one table, as they are before anybody has changed them.
 */

#include "chat-shortcuts.h"

#include <glib/gi18n.h>

#define GENERAL      N_("General")
#define SIDEBAR      N_("Conversations")
#define CONVERSATION N_("Conversation")
#define AT_CURSOR    N_("Message that Alt+Up or Alt+Down leads to")
#define COMPOSER     N_("Message box")

/* Translators: a slash command is what can be typed at the beginning of the message box: "/new".
 * One short word in small letters, or two or more with the same meaning, separated by blanks, of
 * which the first is shown. The English words always hold, too. */
static const ChatShortcut shortcuts[] = {
  { "win.new-conversation", "<Control>n", N_("New conversation"), GENERAL,
    CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "new clear") },
  { "app.new-window", "<Shift><Control>n", N_("New window"), GENERAL, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "window") },
  { "app.quick-ask", "<Control><Alt>space", N_("Quick ask: a small window for one question"),
    GENERAL, CHAT_SHORTCUT_APPLICATION },
  { "quick.open", "<Shift><Control>Return", N_("Go on from there in the full window"), GENERAL,
    CHAT_SHORTCUT_WIDGET },
  { "win.show-palette", "<Control>k", N_("Palette: everything that can be done"), GENERAL,
    CHAT_SHORTCUT_APPLICATION },
  { "win.menu", "F10", N_("Open the main menu"), GENERAL, CHAT_SHORTCUT_APPLICATION },
  { "win.toggle-sidebar", "F9", N_("Show or hide the sidebar"), GENERAL,
    CHAT_SHORTCUT_APPLICATION },
  { "win.search", "<Shift><Control>f", N_("Search all conversations"), GENERAL,
    CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "search") },
  { "win.choose-model", "<Control>m", N_("Choose the model"), GENERAL, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "model") },
  { "win.prompts", "<Shift><Control>e", N_("Prompt library"), GENERAL, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "library") },
  { "win.import", "<Control>o", N_("Import conversations"), GENERAL, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "import") },
  { "win.export-all", "<Shift><Control>s", N_("Export all conversations"), GENERAL,
    CHAT_SHORTCUT_APPLICATION },
  { "win.open-preferences", "<Control>comma", N_("Preferences"), GENERAL,
    CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "preferences settings") },
  { "preferences.previous-page", "<Control>Page_Up", N_("Page before, in the preferences"), GENERAL,
    CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_YIELDS },
  { "preferences.next-page", "<Control>Page_Down", N_("Page after, in the preferences"), GENERAL,
    CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_YIELDS },
  { "win.show-shortcuts", "<Control>question", N_("Show all keys"), GENERAL,
    CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "keys help") },
  { "win.change-keys", "", N_("Change the keys"), GENERAL, CHAT_SHORTCUT_APPLICATION },
  { "chat.take-offer", "<Alt>z", N_("Undo, while it is offered"), GENERAL, CHAT_SHORTCUT_VIEW },
  { "win.help", "F1", N_("Manual"), GENERAL, CHAT_SHORTCUT_APPLICATION },
  { "win.about", "", N_("About the program"), GENERAL, CHAT_SHORTCUT_APPLICATION },
  { "win.close", "<Control>w", N_("Close the window"), GENERAL, CHAT_SHORTCUT_APPLICATION },
  { "app.quit", "<Control>q", N_("Quit"), GENERAL, CHAT_SHORTCUT_APPLICATION },

  { "win.previous-conversation", "<Control>Page_Up", N_("Conversation above"), SIDEBAR,
    CHAT_SHORTCUT_APPLICATION },
  { "win.next-conversation", "<Control>Page_Down", N_("Conversation below"), SIDEBAR,
    CHAT_SHORTCUT_APPLICATION },
  { "win.next-unread", "<Shift><Control>j", N_("Conversation with an unread reply"), SIDEBAR,
    CHAT_SHORTCUT_APPLICATION },
  { "win.show-nth", "<Alt>1", N_("First to ninth conversation"), SIDEBAR, CHAT_SHORTCUT_WINDOW,
    CHAT_SHORTCUT_DIGITS },
  { "win.conversation-menu", "<Shift><Control>F10", N_("Menu of the conversation"), SIDEBAR,
    CHAT_SHORTCUT_APPLICATION },
  { "row.menu", "<Shift>F10 Menu", N_("Menu of the row"), SIDEBAR, CHAT_SHORTCUT_WIDGET,
    CHAT_SHORTCUT_FIXED },
  { "win.rename::", "F2", N_("Rename"), SIDEBAR, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "rename title") },
  { "win.toggle-pinned::", "<Control>d", N_("Pin or unpin"), SIDEBAR, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "pin") },
  { "win.edit-tags::", "<Control>t", N_("Tags"), SIDEBAR, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "tags") },
  { "win.toggle-archived::", "<Shift><Control>a", N_("Archive, or take out of the archive"),
    SIDEBAR, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "archive") },
  { "win.duplicate::", "<Shift><Control>d", N_("Duplicate"), SIDEBAR, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "duplicate") },
  { "win.export::", "<Control>s", N_("Export"), SIDEBAR, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "export save") },
  { "win.delete::", "<Shift><Control>Delete", N_("Delete"), SIDEBAR, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "delete") },
  { "win.empty-trash", "", N_("Empty the trash"), SIDEBAR, CHAT_SHORTCUT_APPLICATION },
  { "row.delete", "Delete", N_("Delete the row"), SIDEBAR, CHAT_SHORTCUT_WIDGET },

  { "chat.escape", "Escape", N_("Stop the reply, or go back to the message box"), CONVERSATION,
    CHAT_SHORTCUT_VIEW, CHAT_SHORTCUT_FIXED },
  { "chat.stop", "", N_("Stop the reply"), CONVERSATION, CHAT_SHORTCUT_VIEW },
  { "chat.try-now", "", N_("Try to send again now"), CONVERSATION, CHAT_SHORTCUT_VIEW },
  { "chat.retry", "", N_("Ask again for the reply that failed"), CONVERSATION,
    CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "retry") },
  { "chat.continue", "", N_("Go on with the reply that was cut short"), CONVERSATION,
    CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "continue") },
  { "chat.delete-last", "", N_("Delete the last message"), CONVERSATION, CHAT_SHORTCUT_VIEW },
  { "chat.undo", "", N_("Bring back what was deleted"), CONVERSATION, CHAT_SHORTCUT_VIEW },
  { "chat.latest", "<Control>j", N_("Go to the end of the conversation"), CONVERSATION,
    CHAT_SHORTCUT_VIEW },
  { "chat.find", "<Control>f", N_("Find in the conversation"), CONVERSATION,
    CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "find") },
  { "chat.find-next", "<Control>g F3", N_("Next hit"), CONVERSATION, CHAT_SHORTCUT_VIEW },
  { "chat.find-previous", "<Shift><Control>g <Shift>F3", N_("Previous hit"), CONVERSATION,
    CHAT_SHORTCUT_VIEW },
  { "chat.focus-composer", "<Control>l", N_("Go to the message box"), CONVERSATION,
    CHAT_SHORTCUT_VIEW },
  { "win.parameters", "<Shift><Control>p", N_("Parameters: system prompt, thinking, limits"),
    CONVERSATION, CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "system parameters") },
  { "win.toggle-thinking", "<Shift><Control>t", N_("Switch thinking off or on"), CONVERSATION,
    CHAT_SHORTCUT_APPLICATION,
    .words = NC_("slash command", "thinking") },
  /* With M, libadwaita 1.7 opens its adaptive preview. */
  { "chat.show-meter", "<Shift><Control>o", N_("Tokens and costs"), CONVERSATION,
    CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "cost tokens") },
  { "chat.show-branches", "<Shift><Control>b", N_("Show all branches"), CONVERSATION,
    CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "branches") },
  { "chat.fork-here", "<Shift><Control>k", N_("Fork into a new conversation"), CONVERSATION,
    CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "fork") },
  { "chat.fork-with-summary", "<Shift><Control>y", N_("Go on in a new conversation with a summary"),
    CONVERSATION, CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "summary compact") },
  { "chat.previous-message", "<Alt>Up", N_("Message before"), CONVERSATION, CHAT_SHORTCUT_VIEW },
  { "chat.next-message", "<Alt>Down", N_("Message after"), CONVERSATION, CHAT_SHORTCUT_VIEW },

  { "chat.copy", "c", N_("Copy the message"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "chat.copy-markdown", "", N_("Copy the message as Markdown"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "code.copy", "1", N_("Copy its first to ninth block of code"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_DIGITS },
  { "transcript.next-message", "j Down", N_("Message after"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "transcript.previous-message", "k Up", N_("Message before"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "transcript.first", "g Home", N_("First message"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "transcript.last", "<Shift>g End", N_("End of the conversation"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "transcript.page", "Page_Up Page_Down", N_("A page up or down"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_FIXED },
  { "transcript.toggle-fold", "space", N_("Fold or unfold"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "code.wrap-message", "w", N_("Wrap the lines of its code, or no longer"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "transcript.scroll-left", "<Alt>Left", N_("Show what a wide table or code has further left"),
    AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "transcript.scroll-right", "<Alt>Right",
    N_("Show what a wide table or code has further right"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "chat.quote-message", "q", N_("Quote the selection or the message"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "transcript.leave", "Return", N_("Back to the message box"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "transcript.caret", "F7", N_("Move through the text with a caret, or no longer"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_FIXED },
  { "chat.edit", "e", N_("Edit the message"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "chat.regenerate", "r", N_("Ask for another reply"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "chat.previous-version", "bracketleft", N_("Version before"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "chat.next-version", "bracketright", N_("Version after"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "chat.fork", "f", N_("Fork from here"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "transcript.links", "o", N_("Links and sources of the message"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },
  { "chat.details", "i", N_("Details of the message"), AT_CURSOR, CHAT_SHORTCUT_WIDGET },
  { "chat.delete", "Delete", N_("Delete the message and what follows"), AT_CURSOR,
    CHAT_SHORTCUT_WIDGET },

  { "chat.send", "Return", N_("Send"), COMPOSER, CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_ENTER },
  { "chat.send-when-back", "<Shift><Control>w", N_("Send when the network is back"), COMPOSER,
    CHAT_SHORTCUT_VIEW },
  { "chat.send-not", "<Shift><Control>x", N_("Do not send when the network is back"),
    COMPOSER, CHAT_SHORTCUT_VIEW },
  { "composer.send", "<Control>Return", N_("Send, also where Enter begins a line"), COMPOSER,
    CHAT_SHORTCUT_WIDGET },
  { "composer.new-line", "<Shift>Return", N_("Begin a new line"), COMPOSER, CHAT_SHORTCUT_WIDGET,
    CHAT_SHORTCUT_FIXED },
  { "chat.edit-last", "Up", N_("Edit the last message, when the box is empty"), COMPOSER,
    CHAT_SHORTCUT_WIDGET },
  { "composer.earlier", "<Control>Up", N_("Earlier message"), COMPOSER, CHAT_SHORTCUT_WIDGET },
  { "composer.later", "<Control>Down", N_("Later message"), COMPOSER, CHAT_SHORTCUT_WIDGET },
  { "chat.attach", "<Control>u", N_("Attach files"), COMPOSER, CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "attach file") },
  { "composer.paste-text", "<Shift><Control>v", N_("Paste as text, however long it is"), COMPOSER,
    CHAT_SHORTCUT_WIDGET },
  { "chat.drop-attachments", "", N_("Take all attachments out"), COMPOSER, CHAT_SHORTCUT_VIEW },
  { "attachment.remove", "Delete BackSpace", N_("Remove the attachment that has the focus"),
    COMPOSER, CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_FIXED },
  { "chat.preview", "<Control>i", N_("See what will be sent"), COMPOSER, CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "preview") },
  { "chat.insert-prompt", "<Shift><Control>l", N_("Insert a prompt of the library"), COMPOSER,
    CHAT_SHORTCUT_VIEW,
    .words = NC_("slash command", "prompt") },
  { "composer.bold", "<Control>b", N_("Bold, or no longer"), COMPOSER, CHAT_SHORTCUT_WIDGET },
  { "composer.italic", "<Control>i", N_("Italic, or no longer, when text is selected"), COMPOSER,
    CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_YIELDS },
  { "composer.code", "<Control>e", N_("Code, or no longer"), COMPOSER, CHAT_SHORTCUT_WIDGET },
  { "text.undo", "<Control>z", N_("Undo what was written; also what was sent comes back"),
    COMPOSER, CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_FIXED },
  { "text.redo", "<Shift><Control>z <Control>y", N_("Redo what was undone in the box"), COMPOSER,
    CHAT_SHORTCUT_WIDGET, CHAT_SHORTCUT_FIXED },
  { "composer.leave", "Tab", N_("Leave the box"), COMPOSER, CHAT_SHORTCUT_WIDGET,
    CHAT_SHORTCUT_FIXED },
  { NULL }
};


const ChatShortcut *
chat_shortcuts_get_all (void)
{
  return shortcuts;
}


const ChatShortcut *
chat_shortcuts_find (const char *action)
{
  for (const ChatShortcut *entry = shortcuts; entry->action != NULL; entry++)
    {
      if (g_str_equal (entry->action, action))
        return entry;
    }

  return NULL;
}


gboolean
chat_shortcuts_overlap (const ChatShortcut *entry,
                        const ChatShortcut *other)
{
  if (((entry->flags | other->flags) & CHAT_SHORTCUT_YIELDS) != 0 &&
      entry->scope != other->scope)
    return FALSE;

  return entry->scope != CHAT_SHORTCUT_WIDGET || other->scope != CHAT_SHORTCUT_WIDGET ||
         g_str_equal (entry->group, other->group);
}


gboolean
chat_shortcuts_is_typed_over (const ChatShortcut *entry)
{
  return entry->scope != CHAT_SHORTCUT_WIDGET || g_str_equal (entry->group, COMPOSER);
}


gboolean
chat_shortcuts_is_at_cursor (const ChatShortcut *entry)
{
  return entry->scope == CHAT_SHORTCUT_WIDGET && g_str_equal (entry->group, AT_CURSOR);
}
