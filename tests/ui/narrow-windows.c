/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every window, popover and menu fits into the least width of a window, no text is cut there, and
 * nothing to press is too small for a finger; and where letters are large enough to be measured,
 * all of them stand out from their ground, light and dark.
 *
 *   narrow-windows [OPTION]... [PLACE]...     (--help says which)
 *
 * In the language of with-pseudo-language, nothing is left in English. Says what does not fit and
 * what makes it so wide. Ends with 1 if there is any.
 */

#include "legible.h"
#include "places.h"
#include "pseudo-language.h"

#define WIDTH  360
#define HEIGHT 640
#define DPI    96

/* px, each way. */
#define TARGET 24

#define MAX_STEPS 5

/* Letters so many times as large have strokes that are some pixels wide. */
#define MEASURED_SIZE 3


static double size = 1;
static gboolean wide;
static gboolean mirrored;
static gboolean pseudo;
static char *locales;
static char **names;

static const GOptionEntry options[] = {
  { "size", 0, 0, G_OPTION_ARG_DOUBLE, &size, "Text so many times as large, 0.5 to 3", "N" },
  { "wide", 0, 0, G_OPTION_ARG_NONE, &wide, "Windows as wide as they open", NULL },
  { "mirrored", 0, 0, G_OPTION_ARG_NONE, &mirrored, "From right to left", NULL },
  { "locales", 0, 0, G_OPTION_ARG_FILENAME, &locales, "Catalogues of the language in LANGUAGE",
    "FOLDER" },
  { "pseudo", 0, 0, G_OPTION_ARG_NONE, &pseudo, "They are those of with-pseudo-language", NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, "[PLACE…]" },
  { NULL }
};

static guint n_faults;


static void
tell (const Place *place,
      GtkWidget   *widget,
      const char  *what)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                           : gtk_widget_get_tooltip_text (widget);

  g_print ("%s: %s “%s” %s\n", place->name, G_OBJECT_TYPE_NAME (widget),
           text != NULL ? text : "", what);
  n_faults++;
}


/* What a tooltip says whole may be cut: names and titles of any length. */
static gboolean
is_said_elsewhere (GtkWidget *widget)
{
  while (widget != NULL && !gtk_widget_get_has_tooltip (widget))
    widget = gtk_widget_get_parent (widget);

  return widget != NULL;
}


static void
check_label (const Place *place,
             GtkLabel    *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (gtk_label_get_ellipsize (label) == PANGO_ELLIPSIZE_NONE)
    {
      if (width > gtk_widget_get_width (GTK_WIDGET (label)) + 1
          || height > gtk_widget_get_height (GTK_WIDGET (label)) + 1)
        tell (place, GTK_WIDGET (label), "is cut");
    }
  else if (pango_layout_is_ellipsized (layout) && !is_said_elsewhere (GTK_WIDGET (label)))
    tell (place, GTK_WIDGET (label), "is shortened, and nothing says it whole");
}


/* GTK keeps the items of menus and lists to itself. What a row has been set to is no item. */
static gboolean
is_item (GtkWidget *widget)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);

  return g_str_equal (type, "GtkModelButton")
         || (g_str_equal (type, "GtkListItemWidget")
             && gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) == NULL);
}


static gboolean
is_target (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));

  return GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_ENTRY (widget)
         || GTK_IS_SEARCH_ENTRY (widget) || is_item (widget);
}


/* Web Content Accessibility Guidelines 2.2, 2.5.8. */
static void
check_target (const Place *place,
              GtkWidget   *button)
{
  g_autofree char *words = NULL;
  graphene_rect_t bounds;

  /* With its padding. */
  if (!gtk_widget_compute_bounds (button, button, &bounds)
      || (bounds.size.width >= TARGET && bounds.size.height >= TARGET))
    return;

  words = g_strdup_printf ("is only %g × %g px for a finger", bounds.size.width,
                           bounds.size.height);
  tell (place, button, words);
}


/* All of them, where one can scroll, too. */
static void
check_targets (const Place *place,
               GtkWidget   *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (is_target (widget))
    check_target (place, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_NATIVE (child))
        check_targets (place, child);
    }
}


/* What can be scrolled there lies outside of what is seen. */
static gboolean
can_scroll_sideways (GtkWidget *widget)
{
  GtkPolicyType policy;

  if (!GTK_IS_SCROLLED_WINDOW (widget))
    return FALSE;

  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
  return policy != GTK_POLICY_NEVER;
}


/* A bar that comes over what it scrolls, and what is not shown yet. */
static gboolean
is_beside (GtkWidget *widget)
{
  return GTK_IS_SCROLLBAR (widget)
         || (GTK_IS_REVEALER (widget) && !gtk_revealer_get_reveal_child (GTK_REVEALER (widget)));
}


/* What is seen, and not only what lays it out. */
static gboolean
is_part (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) || GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget)
         || GTK_IS_IMAGE (widget) || GTK_IS_SWITCH (widget) || GTK_IS_TEXT_VIEW (widget);
}


static void
check (const Place *place,
       GtkWidget   *root,
       GtkWidget   *widget)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) || is_beside (widget))
    return;

  if (GTK_IS_LABEL (widget))
    check_label (place, GTK_LABEL (widget));
  if (is_part (widget) && gtk_widget_compute_bounds (widget, root, &bounds)
      && (bounds.origin.x < -1
          || bounds.origin.x + bounds.size.width > gtk_widget_get_width (root) + 1)
      && bounds.size.width > 0)
    {
      tell (place, widget, "reaches out of the window");
      return;
    }
  if (can_scroll_sideways (widget))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_NATIVE (child))
        check (place, root, child);
    }
}


/* Down to what is so wide. */
static void
tell_cause (const Place *place,
            GtkWidget   *widget)
{
  GtkWidget *widest = NULL;
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;

      if (!gtk_widget_get_visible (child) || GTK_IS_NATIVE (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      if (least >= most)
        widest = child;
      most = MAX (most, least);
    }
  if (widest == NULL)
    return;

  g_print ("%s:   %d px: %s %s\n", place->name, most, G_OBJECT_TYPE_NAME (widest),
           GTK_IS_LABEL (widest) ? gtk_label_get_text (GTK_LABEL (widest)) : "");
  tell_cause (place, widest);
}


/* Without its shadow a popover is as wide as it likes; a window can be narrower than it is, and has
 * a frame only on a screen without a compositor. */
static int
get_needed_width (GtkWidget *front)
{
  int least;

  if (GTK_IS_POPOVER (front))
    return gtk_widget_get_width (gtk_widget_get_first_child (front));

  gtk_widget_measure (front, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return least - (gtk_widget_get_allocated_width (front) - gtk_widget_get_width (front));
}


static void
check_width (const Place *place,
             GtkWidget   *front)
{
  const int needed = get_needed_width (front);
  g_autofree char *words = g_strdup_printf ("needs %d px", needed);

  /* libadwaita lays its dialogs out by the window behind them. */
  if (wide || needed <= WIDTH || ADW_IS_MESSAGE_DIALOG (front))
    return;

  tell (place, front, words);
  tell_cause (place, front);
}


/* In steps: what is in a window asks for less when it has become narrower, and a size that is asked
 * for again is not listened to. */
static void
make_narrow (GtkWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);

  test_wait_until (gtk_widget_get_width (widget) > 0);
  for (int step = 0; step < MAX_STEPS && gtk_widget_get_width (widget) > WIDTH; step++)
    {
      const int frame = gtk_widget_get_allocated_width (widget) - gtk_widget_get_width (widget);

      gtk_window_set_default_size (window, WIDTH + frame, HEIGHT + step);
      for (int frames = 0; frames < 4; frames++)
        gtk_test_widget_wait_for_draw (widget);
      settle ();
    }
}


/* With the frame and the padding, as it is measured. */
static gboolean
has_room (GtkWidget *widget)
{
  graphene_rect_t bounds;
  int width;
  int height;

  g_assert_true (gtk_widget_compute_bounds (widget, widget, &bounds));
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (bounds.size.width < width)
    return FALSE;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, (int) bounds.size.width, &height, NULL,
                      NULL, NULL);
  return bounds.size.height >= height;
}


/* A popover in which something is shown late, such as a sum from the disk, becomes larger when the
 * screen has answered. One that stays too small is told of afterwards. */
static void
wait_for_room (GtkWidget *popover)
{
  for (int step = 0; step < MAX_STEPS && !has_room (gtk_widget_get_first_child (popover)); step++)
    wait_for_frames (popover);
}


static void
prepare (WindowFixture *self)
{
  if (!wide)
    make_narrow (self->window);
}


static void
check_language (const Place *place,
                GtkWidget   *front)
{
  g_autoptr(GPtrArray) found = pseudo_language_find_left_out (front);

  for (guint i = 0; i < found->len; i++)
    g_print ("%s: %s\n", place->name, (char *) g_ptr_array_index (found, i));
  n_faults += found->len;
}


static void
faint_cb (GtkWidget *label,
          double     contrast,
          gpointer   user_data)
{
  g_autofree char *words = g_strdup_printf ("stands out by %.2f:1 only", contrast);

  tell (user_data, label, words);
}


static void
check_legible (const Place *place,
               GtkWidget   *front)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_DARK,
                                            ADW_COLOR_SCHEME_FORCE_LIGHT };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
      wait_for_frames (front);
      legible_check (front, faint_cb, (gpointer) place);
    }
}


static void
look (const Place *place)
{
  WindowFixture fixture = { 0 };
  GtkWidget *front;

  front = places_enter_after (&fixture, place, prepare);
  g_print ("# %s: %s\n", place->name, G_OBJECT_TYPE_NAME (front));
  /* A dialog is as wide as its window. */
  if (!wide && GTK_IS_WINDOW (front) && !ADW_IS_MESSAGE_DIALOG (front)
      && front != GTK_WIDGET (fixture.window))
    make_narrow (GTK_WINDOW (front));
  if (GTK_IS_POPOVER (front))
    wait_for_room (front);
  check_width (place, front);
  check (place, front, front);
  check_targets (place, front);
  if (pseudo)
    check_language (place, front);
  if (size >= MEASURED_SIZE)
    check_legible (place, front);
  places_leave (&fixture);
}


int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  if (locales != NULL)
    pseudo_language_begin (locales, pseudo);
  window_test_init (&argc, &argv);
  if (mirrored)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-xft-dpi", (int) (DPI * PANGO_SCALE * size),
                NULL);
  for (const Place *place = places_get_all (); names == NULL && place->name != NULL; place++)
    look (place);
  for (char **name = names; name != NULL && *name != NULL; name++)
    look (places_find (*name));

  return n_faults > 0 ? 1 : 0;
}
