/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks in which format conversations are to be exported, and where to.
 */

#pragma once

#include <adwaita.h>

#include "chat-transfer.h"

G_BEGIN_DECLS

/* @target: a file or, for all conversations in most formats, a folder. */
typedef void (*ChatExportChosen) (GtkWindow        *parent,
                                  ChatExportFormat  format,
                                  GFile            *target,
                                  const char       *uid,
                                  gpointer          user_data);

/* @uid (nullable): of the conversation; NULL: all. @title (nullable): the name to be offered.
 * @chosen is not called if the user thinks better of it. */
void chat_export_dialog_present (GtkWindow        *parent,
                                 const char       *uid,
                                 const char       *title,
                                 ChatExportChosen  chosen,
                                 gpointer          user_data);

G_END_DECLS
