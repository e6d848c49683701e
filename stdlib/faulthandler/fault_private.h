/* fault_private: what the files of faulthandler share. */
#ifndef OURO_STDLIB_FAULTHANDLER_FAULT_PRIVATE_H
#define OURO_STDLIB_FAULTHANDLER_FAULT_PRIVATE_H

#include "runtime/calls/native.h"

/* Where a report goes. */
typedef struct FaultTarget {
    Ref file; /* kept alive as long as somebody may write, or NULL for a bare descriptor; owned */
    int descriptor;
    bool all_threads;
} FaultTarget;

/* Of the arguments file and all_threads (NULL or None: sys.stderr; NULL: true). False with an exception. */
MUST_USE bool fault_target(FaultTarget *target, View file, View all_threads);
void fault_target_free(FaultTarget *target);
/* Write where the threads are. */
void fault_write(const FaultTarget *target, bool is_outside);

#define FAULT_FUNCTION(name) Ref fault_##name(View self, View *args);
FAULT_FUNCTION(enable)
FAULT_FUNCTION(disable)
FAULT_FUNCTION(is_enabled)
FAULT_FUNCTION(register_signal)
FAULT_FUNCTION(unregister_signal)
FAULT_FUNCTION(dump_later)
FAULT_FUNCTION(cancel_dump_later)
#undef FAULT_FUNCTION

/* At the end of the program: as it was before the module. */
void fault_signals_stop(void);
void fault_later_stop(void);

#endif
