/* module: module objects, the table of native modules, and the namespaces that everything hangs on:
 * sys.modules, sys and builtins. Who makes modules out of source texts is import (vm/import/import.h). */
#ifndef OURO_VM_MODULE_H
#define OURO_VM_MODULE_H

#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"

typedef struct ModuleObject {
    GC_HEAD(native); /* 1 + the index of the NativeModule that it was made from; 0: none */
    DictView dict;   /* owned */
} ModuleObject;

extern TypeObject module_type;

/* Names of a native module that are made when first asked for: see module_lazy.c. */
typedef struct LazyNames {
    const char *const *names;      /* ends with NULL; at most 32 */
    Ref (*make)(const char *name); /* the value, owned; NULL with an exception */
    bool is_off;                   /* there are none after all: -S */
    uint32_t made;                 /* bit i: the ith was made or assigned; reset when the module is */
} LazyNames;

/* A module written in C: one constant table. `init` adds what is not a function. */
typedef struct NativeModule {
    const char *name;
    const char *doc;
    const NativeFunction *functions;    /* ends with a NULL signature; may be NULL */
    bool (*init)(ModuleObject *module); /* may be NULL */
    LazyNames *lazy;                    /* may be NULL */
} NativeModule;

/* The native modules: those of the standard library, builtins first (the array ends with NULL), and one more
 * that knows the whole interpreter, which only the shell can name (may be NULL). */
void module_set_native(const NativeModule *const *table, const NativeModule *more);
/* The native module at this place; NULL at the end. */
const NativeModule *module_native_at(size_t index);

/* An empty module; doc may be NULL. NULL with MemoryError. */
MUST_USE Ref module_new(View name, View doc);
/* A module with all that its table has. NULL with an exception. */
MUST_USE Ref module_from_table(const NativeModule *table);

/* sys.modules, borrowed. */
DictView modules_peek(void);
/* The builtins as they were at the start, borrowed: from it the namespace is restored at the end. */
DictView modules_builtins_copy_peek(void);

/* Is the code of the module of this name still running? Set by import. */
extern bool (*module_is_initialising)(View full_name);

/* The namespace of sys, borrowed; NULL once the program is over. */
DictView sys_dict_peek(void);
/* sys.NAME as it is now, borrowed; NULL without an exception if it is not there. */
View sys_attribute_peek(View name);
/* Set it; nothing is done when sys is gone. False with MemoryError. */
MUST_USE bool sys_set_attribute(const char *name, View value);

/* The builtins that code with these globals sees: their __builtins__, or the module builtins'; borrowed. */
DictView module_builtins_peek(DictView globals);
/* The dict of the module builtins, borrowed. */
DictView builtins_dict_peek(void);
/* A name that is not in the dict of the module builtins (yet), made if it can be: borrowed. NULL, with an
 * exception only if making it failed. */
View builtins_make_peek(View name);
/* Make all that the module builtins has. False with an exception. */
MUST_USE bool builtins_make_all(void);

#endif
