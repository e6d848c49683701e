/* builtins: the parts of the module builtins. */
#ifndef OURO_STDLIB_BUILTINS_BUILTINS_H
#define OURO_STDLIB_BUILTINS_BUILTINS_H

#include "vm/module.h"

extern const NativeModule builtins_module;
extern LazyNames builtins_lazy_names; /* what CPython's module site adds */
extern const NativeFunction builtins_io_functions[], builtins_code_functions[], builtins_iterables_functions[];

/* The name of a file as compile() takes it (a str, bytes, an object with __fspath__): a str, owned. NULL with an exception. */
MUST_USE Ref builtin_filename(View given);

#endif
