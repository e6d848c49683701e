/* last_names: the name that an object was last bound to, kept after the name went elsewhere: what is garbage
 * has no name any more, but people know it by the one that it had.
 *
 * Noted from last_names_start on, for containers and instances, when a variable is deleted or bound anew, or
 * its function returns. */
#ifndef OURO_HEAPVIEW_WALK_LAST_NAMES_H
#define OURO_HEAPVIEW_WALK_LAST_NAMES_H

#include "heapview/tell/watcher.h"
#include "runtime/life/object.h"

/* For the watcher of now; what was noted before, for another, it is not told. False if there is no memory. */
MUST_USE bool last_names_start(void);
void last_names_stop(void);

/* The name, or NULL; valid until the object dies or gets another. */
const char *last_name_peek(View object);

#endif
