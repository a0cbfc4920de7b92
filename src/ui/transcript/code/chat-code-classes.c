/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the styles of GtkSourceView's languages to our few kinds of code. Its tags do not tell which
 * style they are for, only how they look; so the numbers are put where a look has its colour.
 */

#include "chat-code-classes.h"

#include "chat-ui-resources.h"

#include <sys/mman.h>
#include <unistd.h>

#define SCHEME_RESOURCE "/org/example/ClaudeChat/code-classes.xml"
#define SCHEME_ID       "claude-chat-classes"

#define LIGHT_RESOURCE "/org/example/ClaudeChat/code-light.xml"
#define LIGHT_ID       "claude-chat-light"

/* Data of a tag: its ChatCodeStyle, one more, so that 0 is "not looked at yet". */
#define STYLE_KEY "chat-code-style"

static gboolean
write_all (int     fd,
           GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gssize written = 0;

  while (length > 0 && (written = write (fd, data, length)) > 0)
    {
      data += written;
      length -= (gsize) written;
    }

  return length == 0;
}

/* @places: where the schemes are that it leans on. */
static GtkSourceStyleScheme *
read_scheme (int                 fd,
             const char         *id,
             const char * const *places)
{
  g_autoptr(GtkSourceStyleSchemeManager) manager = gtk_source_style_scheme_manager_new ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_auto(GStrv) paths = NULL;
  GtkSourceStyleScheme *scheme;

  g_strv_builder_add (builder, path);
  for (; places != NULL && *places != NULL; places++)
    g_strv_builder_add (builder, *places);
  paths = g_strv_builder_end (builder);
  gtk_source_style_scheme_manager_set_search_path (manager, (const char * const *) paths);
  scheme = gtk_source_style_scheme_manager_get_scheme (manager, id);
  return scheme != NULL ? g_object_ref (scheme) : NULL;
}

/* GtkSourceView 5.6 lists the schemes of a resource, but only opens files. */
static GtkSourceStyleScheme *
load (const char         *resource,
      const char         *id,
      const char * const *places)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (chat_ui_get_resource (), resource,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GtkSourceStyleScheme *scheme = NULL;
  int fd = memfd_create (id, MFD_CLOEXEC);

  if (fd < 0)
    return NULL;

  if (bytes != NULL && write_all (fd, bytes))
    scheme = read_scheme (fd, id, places);
  close (fd);

  return scheme;
}

GtkSourceStyleScheme *
chat_code_classes_load (void)
{
  return load (SCHEME_RESOURCE, SCHEME_ID, NULL);
}

GtkSourceStyleScheme *
chat_code_classes_load_light (void)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  return load (LIGHT_RESOURCE, LIGHT_ID,
               gtk_source_style_scheme_manager_get_search_path (manager));
}

static ChatCodeStyle
read_style (GtkTextTag *tag)
{
  g_autoptr(GdkRGBA) color = NULL;
  gboolean is_set;
  int number;

  g_object_get (tag, "foreground-set", &is_set, "foreground-rgba", &color, NULL);
  if (!is_set || color == NULL)
    return CHAT_CODE_PLAIN;

  number = (int) (color->blue * 255 + 0.5);
  return number < CHAT_N_CODE_STYLES ? (ChatCodeStyle) number : CHAT_CODE_PLAIN;
}

static ChatCodeStyle
get_tag_style (GtkTextTag *tag)
{
  int known = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (tag), STYLE_KEY));

  if (known == 0)
    {
      known = (int) read_style (tag) + 1;
      g_object_set_data (G_OBJECT (tag), STYLE_KEY, GINT_TO_POINTER (known));
    }

  return (ChatCodeStyle) (known - 1);
}

/* The innermost context that says anything. */
static ChatCodeStyle
get_style (const GtkTextIter *at)
{
  g_autoptr(GSList) tags = gtk_text_iter_get_tags (at);
  ChatCodeStyle style = CHAT_CODE_PLAIN;

  for (GSList *l = tags; l != NULL; l = l->next)
    {
      ChatCodeStyle own = get_tag_style (l->data);

      if (own != CHAT_CODE_PLAIN)
        style = own;
    }

  return style;
}

static void
add_run (GArray            *runs,
         const GtkTextIter *from,
         const GtkTextIter *to,
         ChatCodeStyle      style)
{
  ChatCodeRun run = { (guint) gtk_text_iter_get_offset (from),
                      (guint) gtk_text_iter_get_offset (to), style };
  ChatCodeRun *last = runs->len > 0 ? &g_array_index (runs, ChatCodeRun, runs->len - 1) : NULL;

  if (run.start == run.end)
    return;
  if (last != NULL && last->end == run.start && last->style == style)
    last->end = run.end;
  else
    g_array_append_val (runs, run);
}

/* A run that goes on over lines is cut at their ends. */
static void
add_lines (GArray            *runs,
           const GtkTextIter *from,
           const GtkTextIter *to,
           ChatCodeStyle      style)
{
  GtkTextIter at = *from;

  while (gtk_text_iter_compare (&at, to) < 0)
    {
      GtkTextIter end = at;

      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      if (gtk_text_iter_compare (&end, to) > 0)
        end = *to;
      add_run (runs, &at, &end, style);
      if (!gtk_text_iter_forward_line (&at))
        break;
    }
}

void
chat_code_classes_read (const GtkTextIter *start,
                        GArray            *runs)
{
  GtkTextIter at = *start;

  while (!gtk_text_iter_is_end (&at))
    {
      GtkTextIter next = at;
      ChatCodeStyle style = get_style (&at);

      gtk_text_iter_forward_to_tag_toggle (&next, NULL);
      if (style != CHAT_CODE_PLAIN)
        add_lines (runs, &at, &next, style);
      at = next;
    }
}
