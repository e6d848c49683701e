/* modules: module objects, sys.modules, and import. */
#ifndef OURO_VM_IMPORT_MODULES_H
#define OURO_VM_IMPORT_MODULES_H

#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"

typedef struct ModuleObject {
    GC_HEAD(native); /* 1 + the index of the NativeModule that it was made from; 0: none */
    DictView dict;   /* owned */
} ModuleObject;

extern TypeObject module_type;

/* Names of a native module that are made when first asked for: see modules_lazy.c. */
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

/* Where native modules are found: a NULL-terminated array, set by the shell at start. */
void modules_set_native(const NativeModule *const *table);
/* Where embedded sources are found: the text of a module, or NULL. */
typedef struct EmbeddedSource {
    const char *text;
    size_t length;
    const char *path;
    bool is_package;
} EmbeddedSource;
void modules_set_embedded(bool (*find)(const char *name, EmbeddedSource *result));

/* What is known of the library, set by the shell: why a module without dots in its name is missing (a text,
 * NULL without an exception: nothing is known), told to code whose __name__ is `importer` (or NULL); and
 * whether a file that was found is not to be run. */
typedef struct LibraryKnowledge {
    Ref (*explain_missing)(View name, View importer);
    bool (*is_refused)(View name, View filename);
} LibraryKnowledge;
void modules_set_library(LibraryKnowledge knowledge);

MUST_USE Ref module_new(View name, View doc);
MUST_USE Ref module_from_table(const NativeModule *table);

/* sys.modules, borrowed. */
DictView modules_peek(void);
/* The builtins as they were at the start, borrowed: from it the namespace is restored at the end. */
DictView modules_builtins_copy_peek(void);

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
/* The namespace of sys, borrowed; NULL once the program is over. */
DictView sys_dict_peek(void);

/* __import__(name, globals, fromlist, level). fromlist: a tuple or None. */
MUST_USE Ref import_module(View name, View globals, View from_list, int level);
MUST_USE Ref import_from(View module, View name);
MUST_USE bool import_star(View module, View into);

/* Import a module by its full name and return it (not its first part). */
MUST_USE Ref import_by_name(const char *name);

MUST_USE bool modules_start(void);
/* modules_stop.c: the end of all modules. */
void modules_stop(void);

#endif
