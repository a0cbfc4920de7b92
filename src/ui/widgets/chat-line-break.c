/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of what is no word of a language: addresses and ids.
 */

#include "chat-line-break.h"


void
chat_line_break_anywhere (GtkLabel *label)
{
  g_autoptr(PangoAttrList) list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, list);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
}
