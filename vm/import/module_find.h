/* module_find: where the source of a module is: in the binary, or in a folder of sys.path or of a package's
 * __path__. */
#ifndef OURO_VM_IMPORT_MODULE_FIND_H
#define OURO_VM_IMPORT_MODULE_FIND_H

#include "vm/import/import.h"

typedef enum FoundKind {
    FOUND_NOTHING,
    FOUND_EMBEDDED,
    FOUND_FILE,
    FOUND_NAMESPACE /* folders without __init__.py: a package that has only its name and its __path__ */
} FoundKind;

typedef struct FoundModule {
    FoundKind kind;
    EmbeddedSource embedded; /* EMBEDDED */
    Ref filename;            /* EMBEDDED, FILE */
    Ref path;                /* of a package, its __path__, a list; NULL of a module */
    Ref hook_places; /* where on the path before that importlib may know more: zip files, folders with compiled code alone; a list, or NULL */
} FoundModule;

/* Look for the module with this full name, whose last part is `part`, in the folders of `path` (a list, or
 * anything else: nowhere), owned by *found: release with module_found_release. True also for FOUND_NOTHING;
 * false with MemoryError. */
MUST_USE bool module_find(View full_name, View part, View path, FoundModule *found);
void module_found_release(FoundModule *found);

/* Is there an extension module, made for CPython, of which `part` is the name, in these folders? Its path, owned;
 * NULL without an exception: there is none; or with MemoryError. */
Ref module_find_extension(View part, View path);

#endif
