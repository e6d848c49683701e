/* module_find: a module is looked for among the embedded sources, then in one folder after the other.
 *
 * In a folder, part/__init__.py counts more than part.py, and that more than a folder `part` without an
 * __init__.py. Such folders are remembered while the search goes on: if nothing else is found, all of them
 * together are a namespace package. */
#include "vm/import/module_find.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

static bool is_kind_of_file(View path, mode_t kind)
{
    char *owned;
    size_t length;
    struct stat status;
    const char *name = str_utf8((StrView)path, &length, &owned);
    if (!name) {
        error_clear();
        return false;
    }
    bool result = stat(name, &status) == 0 && (status.st_mode & S_IFMT) == kind;
    str_utf8_free(owned, length);
    return result;
}

static bool found_package_take(FoundModule *found, Ref directory)
{
    found->path = directory ? list_from_array(&directory, 1) : NULL;
    release_maybe(directory);
    return found->path != NULL;
}

static bool find_embedded_source(View full_name, FoundModule *found)
{
    char *owned;
    size_t length;
    const char *name = str_utf8((StrView)full_name, &length, &owned);
    if (!name)
        return error_clear_if(UnicodeEncodeError);
    if (import_library.find_embedded && import_library.find_embedded(name, &found->embedded))
        found->kind = FOUND_EMBEDDED;
    str_utf8_free(owned, length);
    if (!found->kind)
        return true;
    const char *file = found->embedded.path, *slash = strrchr(file, '/');
    found->filename = str_from_text(file);
    return found->filename &&
           (!found->embedded.is_package ||
            found_package_take(found, str_from_utf8(file, slash ? (size_t)(slash - file) : 0))); /* its other parts are there */
}

/* Note the file, if there is one. False with MemoryError. */
static bool take_file(FoundModule *found, Ref name)
{
    if (name && is_kind_of_file(name, S_IFREG)) {
        found->kind = FOUND_FILE;
        found->filename = retain(name);
    }
    release_maybe(name);
    return name != NULL;
}

/* directory/part, from the root: a program may change its working directory. */
static Ref place_in(View directory, View part)
{
    size_t length = str_length(directory);
    if (length && str_at((StrView)directory, 0) == '/')
        return str_format(str_at((StrView)directory, length - 1) == '/' ? "%U%U" : "%U/%U", directory, part);
    char *here = realpath(".", NULL);
    Ref place = length == 0 || str_equal_text(directory, ".") ? str_format("%s/%U", here ? here : ".", part)
                                                              : str_format("%s/%U/%U", here ? here : ".", directory, part);
    free(here);
    return place;
}

static bool find_in(View part, View directory, FoundModule *found, ListView portions)
{
    Ref place = place_in(directory, part);
    bool done = place && take_file(found, str_format("%U/__init__.py", place));
    if (done && found->kind)
        done = found_package_take(found, retain(place));
    else
        done = done && take_file(found, str_format("%U.py", place));
    if (done && !found->kind && is_kind_of_file(place, S_IFDIR))
        done = list_append(portions, place);
    release_maybe(place);
    return done;
}

static bool find_on(View part, ListView path, FoundModule *found)
{
    Ref portions = list_new(0);
    bool done = portions != NULL;
    for (size_t i = 0; done && !found->kind && i < path->used; i++) {
        StrView directory = str_view(list_item_peek(path, i));
        if (directory)
            done = find_in(part, AS_OBJECT(directory), found, (ListView)portions);
        if (directory && done && !found->kind && !found->is_for_hooks)
            found->is_for_hooks = is_kind_of_file(AS_OBJECT(directory), S_IFREG);
    }
    if (done && !found->kind && ((ListView)portions)->used) {
        found->kind = FOUND_NAMESPACE;
        found->path = retain(portions);
    }
    release_maybe(portions);
    return done;
}

bool module_find(View full_name, View part, View path, FoundModule *found)
{
    *found = (FoundModule){.kind = FOUND_NOTHING};
    bool done = find_embedded_source(full_name, found);
    if (done && !found->kind && path && is_list(path)) {
        retain(path);
        done = find_on(part, (ListView)path, found);
        release(path);
    }
    if (!done)
        module_found_release(found);
    return done;
}

void module_found_release(FoundModule *found)
{
    clear_place(&found->filename);
    clear_place(&found->path);
}
