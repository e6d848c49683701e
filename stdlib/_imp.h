/* _imp: for the shell, which hands it on: the names of frozen modules. */
#ifndef OURO_STDLIB_IMP_H
#define OURO_STDLIB_IMP_H

#include "runtime/life/object.h"

/* Has CPython 3.11 a frozen module of this name? */
bool imp_is_frozen(View name);

#endif
