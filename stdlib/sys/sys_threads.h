/* sys_threads: functions of sys about threads; they stand in the table of sys.c. */
#ifndef OURO_STDLIB_SYS_SYS_THREADS_H
#define OURO_STDLIB_SYS_SYS_THREADS_H

#include "runtime/life/object.h"

Ref sys_getswitchinterval(View self, View *args);
Ref sys_setswitchinterval(View self, View *args);
Ref sys_current_frames(View self, View *args);
Ref sys_current_exceptions(View self, View *args);

#endif
