/* modules: the table of native modules. */
#ifndef OURO_STDLIB_MODULES_H
#define OURO_STDLIB_MODULES_H

#include "vm/module.h"

/* Ends with NULL. A module is added by one line in modules.def. */
extern const NativeModule *const modules_native[];

#endif
