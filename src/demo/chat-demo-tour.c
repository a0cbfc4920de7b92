/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guided tour: the built-in script that answers what a newcomer types, without a key.
 */

#include "chat-demo-tour.h"

#include "chat-demo-resources.h"

#define FOLDER_URI "resource:///org/example/ClaudeChat/demo/"

/* The files are part of the program: that they can be read is no question at run time. */
static char *
load (const char *name)
{
  g_autofree char *uri = g_strconcat (FOLDER_URI, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_uri (uri);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_resources_register (chat_demo_get_resource ());
  if (!g_file_load_contents (file, NULL, &text, NULL, NULL, &error))
    g_error ("%s", error->message);
  return text;
}

ChatDemoScript *
chat_demo_tour_new (gboolean tries_out)
{
  g_autofree char *json = load ("tour.json");
  g_autoptr(GFile) folder = g_file_new_for_uri (FOLDER_URI);
  g_autoptr(GError) error = NULL;
  ChatDemoScript *tour = chat_demo_script_new (json, folder, tries_out, &error);

  if (tour == NULL)
    g_error ("tour.json: %s", error->message);
  return tour;
}

char *
chat_demo_tour_models (void)
{
  return load ("models.json");
}
