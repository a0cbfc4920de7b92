/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why conversations cannot be kept: what happened, what it means for the text, what to do.
 */

#include "chat-history-problem.h"

#include "chat-phrase.h"

#include <glib/gi18n.h>

static int
get_code (const GError *error)
{
  return error->domain == CHAT_STORE_ERROR ? error->code : CHAT_STORE_ERROR_FAILED;
}

/* GLib's and SQLite's own words help where ours are general. Returns: (transfer full) */
static char *
make_cause (const GError *error,
            gboolean      opening)
{
  switch (get_code (error))
    {
    case CHAT_STORE_ERROR_FULL:
      return g_strdup (_("The disk is full."));
    case CHAT_STORE_ERROR_READ_ONLY:
      return g_strdup (_("The folder of the conversations cannot be written to."));
    case CHAT_STORE_ERROR_LOCKED:
      return g_strdup (_("Another program holds the history for too long."));
    case CHAT_STORE_ERROR_DAMAGED:
      return g_strdup (_("The history is damaged."));
    case CHAT_STORE_ERROR_TOO_NEW:
      return g_strdup (_("The history was written by a later version of this program."));
    case CHAT_STORE_ERROR_NOT_FOUND:
    case CHAT_STORE_ERROR_QUERY:
    case CHAT_STORE_ERROR_FAILED:
    default:
      /* Translators: %s is a reason, mostly in English, such as "disk I/O error" */
      return g_strdup_printf (opening ? _("The history cannot be opened: %s.")
                                      : _("The history cannot be written: %s."), error->message);
    }
}

static const char *
get_advice (const GError *error)
{
  switch (get_code (error))
    {
    case CHAT_STORE_ERROR_FULL:
      return _("Make room and try again.");
    case CHAT_STORE_ERROR_READ_ONLY:
      return _("Make the folder writable and try again.");
    case CHAT_STORE_ERROR_LOCKED:
      return _("Close the other program and try again.");
    case CHAT_STORE_ERROR_DAMAGED:
      return _("Restart the program: it sets the damaged file aside and keeps what can be read.");
    case CHAT_STORE_ERROR_TOO_NEW:
      return _("Use that version to read it; nothing in it was changed.");
    case CHAT_STORE_ERROR_NOT_FOUND:
    case CHAT_STORE_ERROR_QUERY:
    case CHAT_STORE_ERROR_FAILED:
    default:
      return _("Check the folder and try again.");
    }
}

GError *
chat_history_problem_in_words (const GError *error)
{
  g_autofree char *cause = NULL;

  if (error->domain != CHAT_STORE_ERROR)
    return g_error_copy (error);

  cause = make_cause (error, FALSE);
  return g_error_new_literal (error->domain, error->code, cause);
}

char *
chat_history_problem_of_error (const GError *error,
                               const char   *folder,
                               gboolean      opening)
{
  g_autofree char *cause = make_cause (error, opening);
  /* Translators: %s is the path of the folder with the conversations */
  g_autofree char *place = g_strdup_printf (_("The folder is %s."), folder);
  GString *out = g_string_new (cause);

  chat_phrase_append (out, opening
                              ? _("What you write is kept in memory only, until the program ends.")
                              : _("What is new is kept in memory only, until it can be saved."));
  chat_phrase_append (out, get_advice (error));
  chat_phrase_append (out, place);

  return g_string_free (out, FALSE);
}

char *
chat_history_problem_of_opening (ChatStoreOpening  opening,
                                 const char       *folder,
                                 const char       *set_aside)
{
  switch (opening)
    {
    case CHAT_STORE_SALVAGED:
      /* Translators: %s is the path of a file */
      return g_strdup_printf (_("The history was damaged. What could be read of it is here; the "
                                "damaged file is kept as %s."),
                              set_aside != NULL ? set_aside : folder);
    case CHAT_STORE_READ_ONLY:
      /* Translators: %s is the path of a folder */
      return g_strdup_printf (_("The history cannot be written to. What is in it can be read; what "
                                "is new is kept in memory only, until the program ends. Make the "
                                "folder %s writable and try again."), folder);
    case CHAT_STORE_OPENED:
    case CHAT_STORE_MIGRATED:
    default:
      return NULL;
    }
}
