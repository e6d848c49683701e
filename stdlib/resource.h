/* resource: what other modules ask of it. */
#ifndef OURO_STDLIB_RESOURCE_H
#define OURO_STDLIB_RESOURCE_H

#include <sys/resource.h>

#include "runtime/life/object.h"

/* What a process has used, as a resource.struct_rusage. NULL with an exception. */
MUST_USE Ref resource_usage_new(const struct rusage *usage);

#endif
