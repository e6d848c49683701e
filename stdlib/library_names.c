/* library_names: the table of library_names.def, and what is asked of it. */
#include "stdlib/library_names.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define NAME(name) #name,
static const char *const names[] = {
#include "stdlib/library_names.def"
};
#undef NAME

static int compare_names(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

bool is_library_name(const char *name)
{
    return bsearch(name, names, COUNT_OF(names), sizeof *names, compare_names) != NULL;
}

Ref library_names(void)
{
    Ref all = tuple_new(COUNT_OF(names));
    for (size_t i = 0; all && i < COUNT_OF(names); i++)
        if (!(((TupleView)all)->items[i] = str_intern_text(names[i])))
            clear_place(&all);
    Ref result = all ? frozenset_new(all) : NULL;
    release_maybe(all);
    return result;
}
