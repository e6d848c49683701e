/* uncaught: what becomes of an exception that no frame handled (sys.excepthook), or that C code could
 * not pass on (sys.unraisablehook). */
#ifndef OURO_STDLIB_BUILTINS_UNCAUGHT_H
#define OURO_STDLIB_BUILTINS_UNCAUGHT_H

#include "runtime/classes/structseq.h"
#include "runtime/life/object.h"

/* The program, or a line of the interactive session, ended with this exception: remember it in sys.last_type,
 * last_value and last_traceback, as CPython does (so the frames and their locals live on), and call
 * sys.excepthook. False if the hook raised SystemExit, which then is set. */
MUST_USE bool uncaught_report(View exception);

/* What error_write_unraisable reports: call sys.unraisablehook. `message` is "Exception ignored in atexit
 * callback" and the like, or NULL for "Exception ignored in"; `object` may be NULL. Never fails: a hook that
 * raises is reported itself. */
void uncaught_report_unraisable(const char *message, View object, View exception);

/* What the hooks do unless they were replaced. NULL with an exception. */
MUST_USE Ref uncaught_excepthook(View value, View traceback);
MUST_USE Ref uncaught_unraisablehook(View arguments);

/* The class of uncaught_unraisablehook's argument, to be made ready by sys. */
extern StructSeqType uncaught_hook_args_type;

#endif
