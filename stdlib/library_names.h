/* library_names: which names belong to modules of the standard library, whether Ouro has them or not. */
#ifndef OURO_STDLIB_LIBRARY_NAMES_H
#define OURO_STDLIB_LIBRARY_NAMES_H

#include "runtime/life/object.h"

/* Why the module of this name (of its top, without dots) cannot be imported by the code of `importer` (its
 * __name__, or NULL): "Ouro has no module '_sre' yet, which 're' needs". NULL without an exception if CPython
 * has it not either; or with MemoryError. */
MUST_USE Ref library_explain_missing(View name, View importer);

/* Where CPython's library, installed, lies. */
extern const char library_folder[];

/* A new frozenset of all of them. NULL with MemoryError. */
MUST_USE Ref library_names(void);

#endif
