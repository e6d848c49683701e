/* watcher: who looks: the script itself, which imported heapview, or the command line (`ouro -m heapview …`).
 * What is noted for one is not seen by the other, so that a script that looks at its own heap sees the same
 * whether it is watched or not. */
#ifndef OURO_HEAPVIEW_TELL_WATCHER_H
#define OURO_HEAPVIEW_TELL_WATCHER_H

typedef enum Watcher { WATCHER_SCRIPT, WATCHER_COMMAND, WATCHER_COUNT } Watcher;

/* For whom everything is done that is done now: the script, unless a command's hook says otherwise for as
 * long as it runs. */
extern Watcher watcher_now;

#endif
