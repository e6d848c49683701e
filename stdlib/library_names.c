/* library_names: the table of library_names.def, and what is asked of it.
 *
 * The table has all names of CPython's library. So an import that fails can tell "Ouro has no module 'x' yet"
 * from a name that is wrong, and say which module of the library needed it.
 * Some modules of the installed library could be found and would fail in their midst, for want of what only
 * CPython has (`refused`): those are refused at once, if the file is really the library's.
 * The names are sorted, and found by halving. */
#include "stdlib/library_names.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

#ifndef OURO_LIBRARY
#define OURO_LIBRARY "/usr/lib/python3.11"
#endif

#define NAME(name) #name,
#define ELSEWHERE(name) #name,
static const char *const names[] = {
#include "stdlib/library_names.def"
};
#undef NAME
#undef ELSEWHERE

/* Of other systems. */
#define NAME(name)
#define ELSEWHERE(name) #name,
static const char *const elsewhere[] = {
#include "stdlib/library_names.def"
};
#undef NAME
#undef ELSEWHERE

const char library_folder[] = OURO_LIBRARY;

static int compare_names(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

/* Is the text, up to its first dot, among the names? */
static bool is_among(View text, const char *const *sorted, size_t count)
{
    char name[32];
    size_t length = 0;
    while (length < str_length(text) && length < sizeof name - 1 && str_at((StrView)text, length) < 128 &&
           str_at((StrView)text, length) != '.') {
        name[length] = (char)str_at((StrView)text, length);
        length++;
    }
    name[length] = 0;
    return (length == str_length(text) || str_at((StrView)text, length) == '.') &&
           bsearch(name, sorted, count, sizeof *sorted, compare_names);
}

Ref library_explain_missing(View name, View importer)
{
    if (!is_among(name, names, COUNT_OF(names)) || is_among(name, elsewhere, COUNT_OF(elsewhere)))
        return NULL;
    if (!importer || !is_among(importer, names, COUNT_OF(names)))
        return str_format("Ouro has no module '%U' yet", name);
    size_t stop = 0;
    while (stop < str_length(importer) && str_at((StrView)importer, stop) != '.')
        stop++;
    Ref top = str_slice(importer, 0, stop);
    Ref text = top ? str_format("Ouro has no module '%U' yet, which '%U' needs", name, top) : NULL;
    release_maybe(top);
    return text;
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
