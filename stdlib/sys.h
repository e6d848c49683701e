/* sys: the module sys. */
#ifndef OURO_STDLIB_SYS_H
#define OURO_STDLIB_SYS_H

#include "vm/modules.h"

extern const NativeModule sys_module;

#endif
