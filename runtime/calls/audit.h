/* audit: what is about to be done is told to the audit hooks of the program (sys.addaudithook, PEP 578), who may refuse. */
#ifndef OURO_RUNTIME_CALLS_AUDIT_H
#define OURO_RUNTIME_CALLS_AUDIT_H

#include "runtime/life/object.h"
#include "runtime/memory/hooks.h"

/* The event with its arguments as `format` has them: O an object (NULL: None), i an int64_t, s a text, y bytes (a pointer and a size_t). False with an exception: a hook refuses,
 * or there is no memory. Costs one comparison as long as nobody listens. Names and arguments are CPython's (its table of audit
 * events). */
#define AUDIT(...) (LIKELY(!hooks.audit) || audit_tell(__VA_ARGS__))

MUST_USE bool audit_tell(const char *event, const char *format, ...);

#endif
