/* import_time: -X importtime: how long each import takes, alone and with the imports within it.
 *
 *     inner      the time of all imports that have ended within the one that is running: it is put aside when an
 *                import begins, starts from zero, and afterwards has the whole of that import added
 *
 * The lines are CPython's, written straight to C's stderr: sys.stderr may not be there yet. */
#include "vm/import/import_time.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

static int64_t inner;
static int depth;

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

bool import_time_begin(ImportTime *time)
{
    static bool has_head;
    if (!has_head)
        fputs("import time: self [us] | cumulative | imported package\n", stderr);
    has_head = true;
    depth++;
    *time = (ImportTime){now(), inner};
    inner = 0;
    return true;
}

/* Whole microseconds, rounded up, as CPython has them. */
static int64_t microseconds(int64_t nanoseconds)
{
    return (nanoseconds + 999) / 1000;
}

void import_time_end(const ImportTime *time, View full_name)
{
    int64_t whole = now() - time->started;
    Ref raised = error_take();
    size_t length;
    char *owned;
    const char *name = str_utf8((StrView)full_name, &length, &owned);
    depth--;
    fprintf(stderr, "import time: %9" PRId64 " | %10" PRId64 " | %*s%s\n", microseconds(whole - inner), microseconds(whole), depth * 2, "",
            name ? name : "?");
    if (name)
        str_utf8_free(owned, length);
    error_clear();
    inner = time->inner_before + whole;
    error_restore_take(raised);
}
