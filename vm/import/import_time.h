/* import_time: -X importtime: how long each import takes. */
#ifndef OURO_VM_IMPORT_IMPORT_TIME_H
#define OURO_VM_IMPORT_IMPORT_TIME_H

#include "runtime/life/object.h"

/* One import that is being timed; it lies in the importer's own frame. */
typedef struct ImportTime {
    int64_t started, inner_before; /* nanoseconds */
} ImportTime;

/* An import begins. True. */
bool import_time_begin(ImportTime *time);
/* It has ended, well or not: a line on stderr. An exception that is set stays. */
void import_time_end(const ImportTime *time, View full_name);

#endif
