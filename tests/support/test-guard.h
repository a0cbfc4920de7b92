/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory that ends exactly at a page nobody may touch: one byte read too far is a crash.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TestGuard TestGuard;

TestGuard  *test_guard_new  (gsize       capacity);
void        test_guard_free (TestGuard  *self);
/* Copies @bytes to the very end of the memory. What was put there before is overwritten first, so
 * that whoever still looks at it sees nonsense. Returns: (transfer none) */
const char *test_guard_put  (TestGuard  *self,
                             const char *bytes,
                             gsize       length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestGuard, test_guard_free)

G_END_DECLS
