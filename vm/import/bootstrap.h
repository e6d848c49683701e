/* bootstrap: CPython's importlib, which is woken when somebody looks for it. */
#ifndef OURO_VM_IMPORT_BOOTSTRAP_H
#define OURO_VM_IMPORT_BOOTSTRAP_H

#include "vm/import/module_find.h"

/* Make _frozen_importlib and _frozen_importlib_external, unless that has been done; then sys.meta_path and
 * its like are there, and all modules have their __spec__ and __loader__. False with an exception. */
MUST_USE bool importlib_wake(void);
bool importlib_is_awake(void);
bool importlib_is_waking(void);

/* Has somebody changed how modules are found (sys.meta_path, sys.path_hooks)? */
bool importlib_is_customised(void);

/* -v, -vv: importlib tells of what it does, so from its start on it does it all. */
extern int import_verbosity;

/* Import by importlib's own way; the module, owned. NULL with an exception. */
MUST_USE Ref importlib_find_and_load(View full_name);

/* Does importlib find a module in these places of a path, a list? 1, 0, or -1 with an exception. */
MUST_USE int importlib_finds_in(View full_name, View places);

/* While importlib is awake: give a module that import has made, and is about to run, its __spec__ and
 * __loader__, and tell that it is being initialised, or no more. False with an exception. */
MUST_USE bool importlib_introduce(View module, View full_name, const FoundModule *found);
void importlib_initialised(View module);
/* The same for a module in C. */
MUST_USE bool importlib_introduce_native(View module, View full_name);

/* Give a copy of importlib._bootstrap_external Ouro's own number for .pyc files: it must not read CPython's.
 * False with MemoryError. */
MUST_USE bool importlib_set_magic(View module);

/* At the end of the program. */
void importlib_stop(void);

#endif
