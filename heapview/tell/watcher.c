/* watcher: who has asked for what is being watched; see watcher.h. */
#include "heapview/tell/watcher.h"

Watcher watcher_now = WATCHER_SCRIPT;
