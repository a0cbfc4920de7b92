/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The models that can be chosen: by keyboard, by a typed name, with favourites, and fast.
 */

#include "chat-model-popover.h"
#include "chat-model-row.h"
#include "window-support.h"

#include <string.h>

#define N_MODELS 500


static ChatModelPopover *
get_popover (WindowFixture *self)
{
  return CHAT_MODEL_POPOVER (find_widget (GTK_WIDGET (self->window), CHAT_TYPE_MODEL_POPOVER,
                                          NULL));
}


static gboolean
has_row (WindowFixture *self)
{
  return find_widget (GTK_WIDGET (get_popover (self)), CHAT_TYPE_MODEL_ROW, NULL) != NULL;
}


static ChatModels *
get_models (WindowFixture *self)
{
  return chat_engine_get_models (self->engine, chat_engine_get_profile (self->engine));
}


/* Opened by its key, with the list there. */
static void
open_popover (WindowFixture *self)
{
  test_wait_until (chat_models_get_state (get_models (self)) == CHAT_MODELS_READY);
  press_key (self->window, "<Control>m");
  /* It is made when it is first wanted. */
  test_wait_until (get_popover (self) != NULL);
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  settle ();
}


/* Who goes with an open popover takes the keyboard along. */
static void
close_popover (WindowFixture *self)
{
  gtk_popover_popdown (GTK_POPOVER (get_popover (self)));
  test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  settle ();
}


static const char *
get_model (WindowFixture *self)
{
  return chat_engine_get_model_for (self->engine, window_get_conversation (self));
}


static guint
count_rows (GtkWidget *root)
{
  guint n_rows = CHAT_IS_MODEL_ROW (root) && gtk_widget_get_mapped (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += count_rows (child);

  return n_rows;
}


static const char *
get_first_name (WindowFixture *self)
{
  GtkWidget *row = find_widget (GTK_WIDGET (get_popover (self)), CHAT_TYPE_MODEL_ROW, NULL);

  return chat_model_row_get_name (CHAT_MODEL_ROW (row));
}


static void
test_search (WindowFixture *self,
             gconstpointer  script)
{
  g_autofree char *models = test_write_models (N_MODELS);
  AdwWindowTitle *title =
    ADW_WINDOW_TITLE (find_widget (GTK_WIDGET (self->window), ADW_TYPE_WINDOW_TITLE, NULL));

  chat_demo_server_set_script (self->server, models, NULL);
  open_popover (self);
  g_assert_cmpuint (count_rows (GTK_WIDGET (get_popover (self))), >, 5);
  press_keys (self->window, "mod 43");
  test_wait_until (g_str_has_prefix (get_first_name (self), "Model 043"));
  press_key (self->window, "Down");
  press_key (self->window, "Return");

  /* the first is 043, the next 143 */
  g_assert_cmpstr (get_model (self), ==, "maker/model-143");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  g_assert_nonnull (strstr (adw_window_title_get_subtitle (title), "maker/model-143"));

  /* and new conversations begin with it */
  window_activate (self, "win.new-conversation");
  g_assert_cmpstr (get_model (self), ==, "maker/model-143");
}


/* The row that shows @name, with what the list puts around it. */
static GtkWidget *
find_model_row (GtkWidget  *root,
                const char *name)
{
  GtkWidget *found = NULL;

  if (CHAT_IS_MODEL_ROW (root))
    return g_str_has_prefix (chat_model_row_get_name (CHAT_MODEL_ROW (root)), name)
             ? gtk_widget_get_parent (root)
             : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_model_row (child, name);

  return found;
}


/* Whoever types does not want what a resting pointer happens to lie over. */
static void
test_resting_pointer (WindowFixture *self,
                      gconstpointer  script)
{
  g_autofree char *models = test_write_models (N_MODELS);

  chat_demo_server_set_script (self->server, models, NULL);
  open_popover (self);
  point_at (find_model_row (GTK_WIDGET (get_popover (self)), "Model 003"));
  press_keys (self->window, "mod 43");
  test_wait_until (g_str_has_prefix (get_first_name (self), "Model 043"));
  wait_for_frames (GTK_WIDGET (self->window));
  press_key (self->window, "Return");
  g_assert_cmpstr (get_model (self), ==, "maker/model-043");
}


static void
test_click (WindowFixture *self,
            gconstpointer  script)
{
  g_autofree char *models = test_write_models (N_MODELS);
  GtkWidget *row;

  chat_demo_server_set_script (self->server, models, NULL);
  open_popover (self);
  row = find_model_row (GTK_WIDGET (get_popover (self)), "Model 003");
  point_at (row);
  click_here (row);
  test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  g_assert_cmpstr (get_model (self), ==, "maker/model-003");
}


static void
test_typed (WindowFixture *self,
            gconstpointer  script)
{
  g_autofree char *models = test_write_models (N_MODELS);

  chat_demo_server_set_script (self->server, models, NULL);
  open_popover (self);
  press_keys (self->window, "my-own");
  press_key (self->window, "Return");
  g_assert_cmpstr (get_model (self), ==, "my-own");

  window_converse (self, "hello");
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 0), "\"model\":\"my-own\""));
}


/* The one in use is where the eye and Enter are, with all others behind it; what is typed counts
 * more. */
static void
test_chosen (WindowFixture *self,
             gconstpointer  script)
{
  g_autofree char *models = test_write_models (N_MODELS);

  chat_demo_server_set_script (self->server, models, NULL);
  open_popover (self);
  press_keys (self->window, "model-321");
  press_key (self->window, "Return");
  g_assert_cmpstr (get_model (self), ==, "maker/model-321");
  settle ();

  window_activate (self, "win.choose-model");
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  test_wait_until (g_str_has_prefix (get_first_name (self), "Model 321"));
  press_key (self->window, "Return");
  g_assert_cmpstr (get_model (self), ==, "maker/model-321");
  settle ();

  window_activate (self, "win.choose-model");
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  press_keys (self->window, "21");
  test_wait_until (g_str_has_prefix (get_first_name (self), "Model 021"));
  close_popover (self);
}


static void
test_favourites (WindowFixture *self,
                 gconstpointer  script)
{
  g_autofree char *models = test_write_models (N_MODELS);
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);

  chat_demo_server_set_script (self->server, models, NULL);
  open_popover (self);
  press_keys (self->window, "499");
  test_wait_until (g_str_has_prefix (get_first_name (self), "Model 499"));
  press_key (self->window, "<Control>d");
  g_assert_true (chat_accounts_is_favourite (accounts, "maker/model-499"));
  test_wait_until (strstr (get_first_name (self), "favourite") != NULL);
  press_key (self->window, "Escape");
  test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  settle ();

  window_activate (self, "win.choose-model");
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_popover (self))));
  test_wait_until (g_str_has_prefix (get_first_name (self), "Model 499"));
  chat_accounts_set_favourite (accounts, "maker/model-499", FALSE);
  close_popover (self);
}


static void
test_no_list (WindowFixture *self,
              gconstpointer  script)
{
  press_key (self->window, "<Control>m");
  test_wait_until (chat_models_get_state (get_models (self)) == CHAT_MODELS_FAILED);
  settle ();
  press_keys (self->window, "qwen");
  test_wait_until (has_row (self));
  press_key (self->window, "Return");
  g_assert_cmpstr (get_model (self), ==, "qwen");
}


/* Whoever scrolls to the end gets more: few rows are built at first. */
static void
test_few_rows (WindowFixture *self,
               gconstpointer  script)
{
  g_autofree char *models = test_write_models (N_MODELS);
  GtkWidget *scroller;
  GtkAdjustment *adjustment;

  chat_demo_server_set_script (self->server, models, NULL);
  open_popover (self);
  g_assert_cmpuint (count_rows (GTK_WIDGET (get_popover (self))), <, 40);

  scroller = gtk_widget_get_ancestor (find_widget (GTK_WIDGET (get_popover (self)),
                                                   CHAT_TYPE_MODEL_ROW, NULL),
                                      GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  for (guint i = 0; i < 2; i++)
    {
      double upper = gtk_adjustment_get_upper (adjustment);

      gtk_adjustment_set_value (adjustment, upper);
      test_wait_until (gtk_adjustment_get_upper (adjustment) > upper);
    }
  close_popover (self);
}


#define NO_LIST "{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"status\":404}}]," \
                "\"replies\":[{\"text\":\"yes\"}]}"


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(name, script, func) \
  g_test_add ("/model-popover/" name, WindowFixture, script, window_fixture_set_up, func, \
              window_fixture_tear_down)
  ADD ("search", NO_LIST, test_search);
  ADD ("resting-pointer", NO_LIST, test_resting_pointer);
  ADD ("click", NO_LIST, test_click);
  ADD ("typed", NO_LIST, test_typed);
  ADD ("chosen", NO_LIST, test_chosen);
  ADD ("favourites", NO_LIST, test_favourites);
  ADD ("no-list", NO_LIST, test_no_list);
  ADD ("few-rows", NO_LIST, test_few_rows);

  return g_test_run ();
}
