/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of code from a style scheme of GtkSourceView.
 */

#include "chat-code-scheme.h"

#include <string.h>

/* A colour of style.css, and the styles that may have it, the best one first. */
static const struct
{
  const char *color;
  const char *styles[2];
  gboolean    background;
} colors[] = {
  { "chat_code_bg", { "text", NULL }, TRUE },
  { "chat_code_comment", { "def:comment", NULL }, FALSE },
  { "chat_code_string", { "def:string", "def:constant" }, FALSE },
  { "chat_code_statement", { "def:statement", "def:keyword" }, FALSE },
  { "chat_code_function", { "def:function", "def:identifier" }, FALSE },
  { "chat_code_number", { "def:number", "def:constant" }, FALSE },
};


static GtkSourceStyleScheme *
get_scheme (const char *id)
{
  return gtk_source_style_scheme_manager_get_scheme (
    gtk_source_style_scheme_manager_get_default (), id);
}


static gboolean
is_dark (GtkSourceStyleScheme *scheme)
{
  return g_strcmp0 (gtk_source_style_scheme_get_metadata (scheme, "variant"), "dark") == 0;
}


/* Schemes of others may name a sibling that is not installed. */
static GtkSourceStyleScheme *
get_sibling (GtkSourceStyleScheme *scheme)
{
  const char *id = gtk_source_style_scheme_get_metadata (scheme, is_dark (scheme) ? "light-variant"
                                                                                  : "dark-variant");

  return id != NULL ? get_scheme (id) : NULL;
}


/* Some are only named by their dark sibling. */
static GtkSourceStyleScheme *
find_dark (GtkSourceStyleScheme *light)
{
  const char * const *ids =
    gtk_source_style_scheme_manager_get_scheme_ids (gtk_source_style_scheme_manager_get_default ());

  for (; *ids != NULL; ids++)
    {
      GtkSourceStyleScheme *scheme = get_scheme (*ids);

      if (is_dark (scheme) && get_sibling (scheme) == light)
        return scheme;
    }

  return NULL;
}


GPtrArray *
chat_code_scheme_list (void)
{
  const char * const *ids =
    gtk_source_style_scheme_manager_get_scheme_ids (gtk_source_style_scheme_manager_get_default ());
  GPtrArray *list = g_ptr_array_new ();

  for (; ids != NULL && *ids != NULL; ids++)
    {
      GtkSourceStyleScheme *scheme = get_scheme (*ids);

      if (!is_dark (scheme) || get_sibling (scheme) == NULL)
        g_ptr_array_add (list, scheme);
    }

  return list;
}


GtkSourceStyleScheme *
chat_code_scheme_find (const char *id,
                       gboolean    dark)
{
  GtkSourceStyleScheme *scheme = id[0] != '\0' ? get_scheme (id) : NULL;
  GtkSourceStyleScheme *sibling;

  if (scheme == NULL || is_dark (scheme) == dark)
    return scheme;

  sibling = get_sibling (scheme);
  if (sibling == NULL && dark)
    sibling = find_dark (scheme);

  return sibling;
}


/* NULL: the scheme does not say, or not as a colour. */
static char *
dup_color (GtkSourceStyleScheme *scheme,
           const char           *style_id,
           gboolean              background)
{
  GtkSourceStyle *style = gtk_source_style_scheme_get_style (scheme, style_id);
  g_autofree char *color = NULL;
  gboolean is_set = FALSE;
  GdkRGBA rgba;

  if (style == NULL)
    return NULL;

  if (background)
    g_object_get (style, "background", &color, "background-set", &is_set, NULL);
  else
    g_object_get (style, "foreground", &color, "foreground-set", &is_set, NULL);

  return is_set && color != NULL && gdk_rgba_parse (&rgba, color) ? gdk_rgba_to_string (&rgba)
                                                                  : NULL;
}


char *
chat_code_scheme_dup_css (GtkSourceStyleScheme *scheme)
{
  g_autoptr(GString) css = g_string_new (NULL);

  for (gsize i = 0; scheme != NULL && i < G_N_ELEMENTS (colors); i++)
    {
      g_autofree char *color = NULL;

      for (gsize j = 0; color == NULL && j < G_N_ELEMENTS (colors[i].styles); j++)
        {
          if (colors[i].styles[j] != NULL)
            color = dup_color (scheme, colors[i].styles[j], colors[i].background);
        }
      if (color != NULL)
        g_string_append_printf (css, "@define-color %s %s;\n", colors[i].color, color);
    }

  return g_string_free (g_steal_pointer (&css), FALSE);
}
