/* sys_hooks: functions of sys that set hooks; they stand in the table of sys.c. */
#ifndef OURO_STDLIB_SYS_SYS_HOOKS_H
#define OURO_STDLIB_SYS_SYS_HOOKS_H

#include "vm/module.h"

/* The types of their results. False with an exception. */
MUST_USE bool sys_hooks_ready(void);

Ref sys_set_asyncgen_hooks(View self, View *args);
Ref sys_get_asyncgen_hooks(View self, View *args);

#endif
