/* sys_hooks: functions of sys that set hooks; they stand in the table of sys.c. */
#ifndef OURO_STDLIB_SYS_SYS_HOOKS_H
#define OURO_STDLIB_SYS_SYS_HOOKS_H

#include "vm/module.h"

/* The types of their results. False with an exception. */
MUST_USE bool sys_hooks_ready(void);

Ref sys_set_asyncgen_hooks(View self, View *args);
Ref sys_get_asyncgen_hooks(View self, View *args);
Ref sys_settrace(View self, View *args);
Ref sys_gettrace(View self, View *args);
Ref sys_setprofile(View self, View *args);
Ref sys_getprofile(View self, View *args);
Ref sys_call_tracing(View self, View *args);
Ref sys_addaudithook(View self, View *args);
Ref sys_audit(View self, View *args);

/* The audit hooks go, at the end of the program. */
void sys_hooks_stop(void);

#endif
