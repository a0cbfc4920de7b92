/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help with Markdown in the text of the composer: each a single step that can be undone.
 */

#include "chat-prompt-edit.h"

#include "chat-markdown-edit.h"

#include <string.h>

typedef struct
{
  char  *text;
  guint  from;   /* what is selected, in characters */
  guint  to;
} Scene;


static void
clear_scene (Scene *scene)
{
  g_free (scene->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, clear_scene)


static void
read_scene (GtkTextView *view,
            Scene       *scene)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  scene->text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  scene->from = (guint) gtk_text_iter_get_offset (&start);
  scene->to = (guint) gtk_text_iter_get_offset (&end);
}


/* Leaves of @old, which is between the iterators, @length bytes at @left. */
static void
delete_around (GtkTextBuffer *buffer,
               GtkTextIter   *start,
               GtkTextIter   *end,
               const char    *old,
               const char    *left,
               gsize          length)
{
  int offset = gtk_text_iter_get_offset (start);
  int n_before = (int) g_utf8_strlen (old, left - old);
  GtkTextIter from = *start;

  gtk_text_iter_forward_chars (&from, n_before + (int) g_utf8_strlen (left, (gssize) length));
  gtk_text_buffer_delete (buffer, &from, end);
  gtk_text_buffer_get_iter_at_offset (buffer, start, offset);
  gtk_text_buffer_get_iter_at_offset (buffer, end, offset + n_before);
  gtk_text_buffer_delete (buffer, start, end);
}


/* @with takes the place of what is between the iterators, which become invalid. What both have
 * stays untouched: a selection that goes and comes again does not survive, as X11 tells that it is
 * gone only when it is there again. */
static void
replace (GtkTextBuffer *buffer,
         GtkTextIter   *start,
         GtkTextIter   *end,
         const char    *with)
{
  g_autofree char *old = gtk_text_buffer_get_text (buffer, start, end, TRUE);
  const char *kept = strstr (with, old);
  const char *left = strstr (old, with);
  int offset = gtk_text_iter_get_offset (start);

  if (kept != NULL)
    {
      gtk_text_buffer_insert (buffer, end, kept + strlen (old), -1);
      gtk_text_buffer_get_iter_at_offset (buffer, start, offset);
      gtk_text_buffer_insert (buffer, start, with, (int) (kept - with));
    }
  else if (left != NULL)
    {
      delete_around (buffer, start, end, old, left, strlen (with));
    }
  else
    {
      gtk_text_buffer_delete (buffer, start, end);
      gtk_text_buffer_insert (buffer, start, with, -1);
    }
}


static void
apply (GtkTextView            *view,
       const ChatMarkdownEdit *edit)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_view_reset_im_context (view);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) edit->from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) edit->to);
  gtk_text_buffer_begin_user_action (buffer);
  replace (buffer, &start, &end, edit->with);
  gtk_text_buffer_end_user_action (buffer);

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) edit->select_from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) edit->select_to);
  gtk_text_buffer_select_range (buffer, &end, &start);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}


static void
toggle (GtkWidget        *widget,
        ChatMarkdownMark  mark)
{
  g_auto(ChatMarkdownEdit) edit = { 0 };
  g_auto(Scene) scene = { 0 };

  read_scene (GTK_TEXT_VIEW (widget), &scene);
  chat_markdown_edit_toggle (scene.text, scene.from, scene.to, mark, &edit);
  apply (GTK_TEXT_VIEW (widget), &edit);
}


static void
bold_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  toggle (widget, CHAT_MARKDOWN_BOLD);
}


static void
italic_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  toggle (widget, CHAT_MARKDOWN_ITALIC);
}


static void
code_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  toggle (widget, CHAT_MARKDOWN_CODE);
}


void
chat_prompt_edit_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "composer.bold", NULL, bold_action);
  gtk_widget_class_install_action (widget_class, "composer.italic", NULL, italic_action);
  gtk_widget_class_install_action (widget_class, "composer.code", NULL, code_action);
}


gboolean
chat_prompt_edit_is_code (GtkTextView *view)
{
  g_auto(Scene) scene = { 0 };

  read_scene (view, &scene);

  return chat_markdown_edit_is_code (scene.text, scene.from);
}


void
chat_prompt_edit_new_line (GtkTextView *view,
                           gboolean     helps)
{
  g_auto(ChatMarkdownEdit) edit = { 0 };
  g_auto(Scene) scene = { 0 };

  read_scene (view, &scene);
  if (helps)
    chat_markdown_edit_new_line (scene.text, scene.from, scene.to, &edit);
  else
    edit = (ChatMarkdownEdit) { scene.from, scene.to, g_strdup ("\n"), scene.from + 1,
                                scene.from + 1 };
  apply (view, &edit);
}


gboolean
chat_prompt_edit_surround (GtkTextView *view,
                           gunichar     typed)
{
  g_auto(ChatMarkdownEdit) edit = { 0 };
  g_auto(Scene) scene = { 0 };

  if (!gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (view)))
    return FALSE;

  read_scene (view, &scene);
  if (!chat_markdown_edit_surround (scene.text, scene.from, scene.to, typed, &edit))
    return FALSE;

  apply (view, &edit);

  return TRUE;
}
