/* testcapi_private: what the files of the modules _testcapi and _testinternalcapi share.
 *
 * Each file has a table of functions; _testcapi.c makes one module of them. */
#ifndef OURO_STDLIB_TESTCAPI_TESTCAPI_PRIVATE_H
#define OURO_STDLIB_TESTCAPI_TESTCAPI_PRIVATE_H

#include "vm/module.h"

/* A part of the module: its functions, ended by a NULL signature, and what else it brings (may be NULL). */
typedef struct TestcapiPart {
    const NativeFunction *functions;
    bool (*init)(DictView dict); /* false with an exception */
} TestcapiPart;

extern const TestcapiPart testcapi_calls, testcapi_memory, testcapi_values;

/* The module's functions for each calling convention of C, and the classes whose methods they are. */
extern const NativeFunction testcapi_conventions[];
MUST_USE bool testcapi_conventions_init(DictView dict);

/* The types whose instances are called as methods are. */
MUST_USE bool testcapi_descriptors_init(DictView dict);

/* Make the type ready, and give it to the module under the last part of its name. False with an exception. */
MUST_USE bool testcapi_add_type(DictView dict, TypeObject *type);

/* A `__new__` for types whose instances hold nothing, whatever it is given: a constructor "T(*args, **kwargs)". */
MUST_USE Ref testcapi_new_plain(View type, View *args);

#endif
