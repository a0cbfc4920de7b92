/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which windows are open, for the next start: after a quit, and after the program was killed.
 */

#include "config.h"

#include "chat-open-windows.h"

#include "chat-settings.h"

/* One change seldom comes alone: a window that is drawn larger passes through many sizes. */
#define PAUSE_MS 300

/* A damaged setting does not fill the screen. */
#define MAX_WINDOWS 20

struct _ChatOpenWindows
{
  GObject         parent_instance;

  GtkApplication *application;   /* borrowed */
  ChatEngine     *engine;
  GSettings      *settings;
  guint           pause;         /* source: before it is written, or 0 */
  gboolean        kept;          /* what is written is what was open before the end */
};

G_DEFINE_FINAL_TYPE (ChatOpenWindows, chat_open_windows, G_TYPE_OBJECT)


static gboolean
begins_with_last (ChatOpenWindows *self)
{
  return g_settings_get_enum (self->settings, CHAT_SETTING_START_WITH) ==
         CHAT_START_WITH_LAST_CONVERSATION;
}


/* What is not changed is not to be written to the disk. */
static void
write_states (ChatOpenWindows *self,
              GVariant        *states)
{
  g_autoptr(GVariant) wanted = g_variant_ref_sink (states);
  g_autoptr(GVariant) written = g_settings_get_value (self->settings, CHAT_SETTING_OPEN_WINDOWS);

  if (!g_variant_equal (wanted, written))
    g_settings_set_value (self->settings, CHAT_SETTING_OPEN_WINDOWS, wanted);
}


/* Not while one of them is loading what it is to show: that would be lost. */
static void
save (ChatOpenWindows *self)
{
  g_autoptr(GVariantBuilder) states =
    g_variant_builder_new (G_VARIANT_TYPE ("a" CHAT_WINDOW_STATE_TYPE));

  g_clear_handle_id (&self->pause, g_source_remove);
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    {
      GVariant *state = NULL;

      if (!CHAT_IS_WINDOW (l->data))
        continue;

      state = chat_window_get_state (l->data);
      if (state == NULL)
        return;

      g_variant_builder_add_value (states, state);
    }

  write_states (self, g_variant_builder_end (states));
}


static gboolean
pause_cb (gpointer user_data)
{
  ChatOpenWindows *self = CHAT_OPEN_WINDOWS (user_data);

  self->pause = 0;
  save (self);

  return G_SOURCE_REMOVE;
}


static void
changed_cb (ChatOpenWindows *self)
{
  if (!self->kept && self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}


/* It is about to go, and may be the last. */
static void
unmap_cb (ChatOpenWindows *self)
{
  if (!self->kept)
    save (self);
}


static guint
count_windows (ChatOpenWindows *self)
{
  guint n_windows = 0;

  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    n_windows += CHAT_IS_WINDOW (l->data) ? 1 : 0;

  return n_windows;
}


static void
added_cb (ChatOpenWindows *self,
          GtkWindow       *window)
{
  if (!CHAT_IS_WINDOW (window))
    return;

  self->kept = FALSE;
  g_signal_connect_object (window, "state-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}


/* The program comes to its end, or has no window until somebody wants one. */
static void
forget_all (ChatOpenWindows *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  if (!begins_with_last (self))
    write_states (self, g_variant_new_array (G_VARIANT_TYPE (CHAT_WINDOW_STATE_TYPE), NULL, 0));
}


static void
removed_cb (ChatOpenWindows *self,
            GtkWindow       *window)
{
  if (!CHAT_IS_WINDOW (window) || self->kept)
    return;

  if (count_windows (self) > 0)
    changed_cb (self);
  else
    forget_all (self);
}


static void
chat_open_windows_dispose (GObject *object)
{
  ChatOpenWindows *self = CHAT_OPEN_WINDOWS (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_open_windows_parent_class)->dispose (object);
}


static void
chat_open_windows_class_init (ChatOpenWindowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_open_windows_dispose;
}


static void
chat_open_windows_init (ChatOpenWindows *self)
{
}


ChatOpenWindows *
chat_open_windows_new (GtkApplication *application,
                       ChatEngine     *engine,
                       GSettings      *settings)
{
  ChatOpenWindows *self = g_object_new (CHAT_TYPE_OPEN_WINDOWS, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (application, "window-added", G_CALLBACK (added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (removed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}


static ChatWindow *
new_window (ChatOpenWindows *self)
{
  GtkWidget *window = chat_window_new (self->application, self->engine, self->settings);

  /* It may stand beside a released one. */
  if (g_str_has_suffix (APPLICATION_ID, ".Devel"))
    gtk_widget_add_css_class (window, "devel");

  return CHAT_WINDOW (window);
}


/* Whether the window showed a conversation of the history. */
static gboolean
is_begun (GVariant *state)
{
  const char *uid;

  g_variant_get_child (state, 0, "&s", &uid);

  return *uid != '\0';
}


/* One whose conversation is not begun comes first: with it comes what was written there.
 * Returns: (transfer container), in the order of @states */
static GPtrArray *
open_all (ChatOpenWindows *self,
          GVariant        *states)
{
  gsize n_windows = MIN (g_variant_n_children (states), MAX_WINDOWS);
  GPtrArray *windows = g_ptr_array_new ();

  g_ptr_array_set_size (windows, (int) n_windows);
  for (guint begun = 0; begun < 2; begun++)
    {
      for (gsize i = 0; i < n_windows; i++)
        {
          g_autoptr(GVariant) state = g_variant_get_child_value (states, i);

          if (is_begun (state) != (begun > 0))
            continue;

          windows->pdata[i] = new_window (self);
          chat_window_set_state (windows->pdata[i], state);
        }
    }

  return windows;
}


/* A single window that had nothing to show begins as the user wants to begin. */
static void
show_last (ChatOpenWindows *self,
           ChatWindow      *window)
{
  g_autofree char *uid = g_settings_get_string (self->settings, CHAT_SETTING_LAST_CONVERSATION);

  if (*uid != '\0' && begins_with_last (self))
    chat_window_show_conversation (window, uid);
}


/* Whether a start would find conversations that were open. */
static gboolean
has_begun (GVariant *states)
{
  gboolean found = FALSE;

  for (gsize i = 0; i < g_variant_n_children (states) && !found; i++)
    {
      g_autoptr(GVariant) state = g_variant_get_child_value (states, i);

      found = is_begun (state);
    }

  return found;
}


/* Returns: (transfer none) the one in front */
static ChatWindow *
restore (ChatOpenWindows *self,
         GVariant        *states)
{
  g_autoptr(GVariant) first = NULL;
  g_autoptr(GPtrArray) windows = open_all (self, states);

  if (windows->len == 0)
    g_ptr_array_add (windows, new_window (self));
  else
    first = g_variant_get_child_value (states, 0);
  for (guint i = windows->len; i > 0; i--)
    gtk_window_present (windows->pdata[i - 1]);
  if (windows->len == 1 && (first == NULL || !is_begun (first)))
    show_last (self, windows->pdata[0]);

  return windows->pdata[0];
}


/* The one that was used last, or NULL. */
static ChatWindow *
find_window (ChatOpenWindows *self)
{
  GList *windows = gtk_application_get_windows (self->application);

  while (windows != NULL && !CHAT_IS_WINDOW (windows->data))
    windows = windows->next;

  return windows != NULL ? windows->data : NULL;
}


ChatWindow *
chat_open_windows_get (ChatOpenWindows *self)
{
  g_autoptr(GVariant) states = NULL;
  ChatWindow *window;

  g_return_val_if_fail (CHAT_IS_OPEN_WINDOWS (self), NULL);

  window = find_window (self);
  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return window;
    }

  states = g_settings_get_value (self->settings, CHAT_SETTING_OPEN_WINDOWS);

  return restore (self, states);
}


ChatWindow *
chat_open_windows_add (ChatOpenWindows *self)
{
  g_autoptr(GVariant) states = NULL;
  ChatWindow *window;

  g_return_val_if_fail (CHAT_IS_OPEN_WINDOWS (self), NULL);

  states = g_settings_get_value (self->settings, CHAT_SETTING_OPEN_WINDOWS);
  if (find_window (self) == NULL && has_begun (states))
    restore (self, states);

  window = new_window (self);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}


void
chat_open_windows_keep (ChatOpenWindows *self)
{
  g_return_if_fail (CHAT_IS_OPEN_WINDOWS (self));

  if (count_windows (self) > 0)
    save (self);
  forget_all (self);
  self->kept = TRUE;
}
