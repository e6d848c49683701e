/* import: finds, makes and runs modules, and ends them all when the program is over. */
#ifndef OURO_VM_IMPORT_IMPORT_H
#define OURO_VM_IMPORT_IMPORT_H

#include "vm/module.h"

/* A module's source that is part of the binary. */
typedef struct EmbeddedSource {
    const char *text;
    size_t length;
    const char *path;
    bool is_package;
    const uint32_t *code; /* its code as compiled when the binary was built; NULL: there is none */
} EmbeddedSource;

/* What import is told of the library by the shell, at the start. */
typedef struct ImportLibrary {
    /* the source of an embedded module; false: there is none of this name */
    bool (*find_embedded)(const char *name, EmbeddedSource *result);
    /* the code object of an embedded module that has `code`, for that filename; NULL with MemoryError */
    Ref (*load_code)(const uint32_t *code, View filename);
    /* why a module without dots in its name is missing (a text, owned; NULL without an exception: nothing is
     * known), told to code whose __name__ is `importer` (or NULL) */
    Ref (*explain_missing)(View name, View importer);
    /* the folder where the part of the library lies that is written in Python */
    const char *folder;
} ImportLibrary;

extern ImportLibrary import_library;

/* -X importtime: each import says on stderr how long it took. */
extern bool import_is_timed;

/* __import__(name, globals, fromlist, level). fromlist: any iterable, or NULL. NULL with an exception. */
MUST_USE Ref import_module(View name, View globals, View from_list, int level);

/* The code object of an embedded module, for a file of that name: as compiled when the binary was built, or,
 * under -O, from its source. NULL with an exception. */
MUST_USE Ref import_embedded_code(const EmbeddedSource *source, View filename);

/* The path that __cached__ tells for a file. NULL with MemoryError. */
MUST_USE Ref import_cached_path(View filename);

/* Import a module by its full name and return it (not its first part). NULL with an exception. */
MUST_USE Ref import_by_name(const char *name);

/* sys.modules with builtins and sys. False with an exception. */
MUST_USE bool import_start(void);
/* import_stop.c: the end of all modules. */
void import_stop(void);

#endif
