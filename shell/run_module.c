/* run_module: `ouro -m package.module`, and `ouro FOLDER`: what is found runs as __main__, but knows its
 * package (relative imports) and its own name (__spec__).
 *
 * The packages around it are imported first, under their own names. What cannot be found is said in the words
 * of CPython's runpy. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "shell/run.h"
#include "shell/run_private.h"
#include "shell/session.h"
#include "stdlib/modules.h"
#include "vm/compile/source_file.h"
#include "vm/import/bootstrap.h"
#include "vm/import/module_find.h"

/* Say it on stderr, behind the program's name; consumes text. False with the exception if there is no
 * text. */
static bool complain_take(Ref text, int *status)
{
    size_t length;
    char *owned;
    const char *bytes = text ? str_utf8((StrView)text, &length, &owned) : NULL;
    if (bytes) {
        fprintf(stderr, "ouro: %s\n", bytes);
        str_utf8_free(owned, length);
        *status = 1;
    }
    release_maybe(text);
    return bytes != NULL;
}

/* --- __spec__ and __package__ --------------------------------------------------------------------------- */

/* As importlib would make it. */
static Ref make_spec(View name, View origin)
{
    Ref module = importlib_wake() ? import_by_name("_importlib_support") : NULL;
    Ref function = module ? object_get_attribute_text(module, "make_spec") : NULL;
    Ref spec = function ? call_3(function, name, origin, NONE) : NULL;
    release_maybe(module);
    release_maybe(function);
    return spec;
}

/* The part of a dotted name before its last dot; '' if there is none. */
static Ref parent_of(View name)
{
    size_t dot = str_length(name);
    while (dot > 0 && str_at((StrView)name, dot - 1) != '.')
        dot--;
    return str_slice(name, 0, dot ? dot - 1 : 0);
}

/* Tell __main__ who it is. */
static bool introduce(View name, View origin)
{
    Ref module = run_main_module(), spec = module ? make_spec(name, origin) : NULL, package = spec ? parent_of(name) : NULL;
    DictView dict = module ? ((ModuleObject *)module)->dict : NULL;
    bool done = package && dict_set(dict, name(__spec__), spec) && dict_set(dict, name(__package__), package);
    release_maybe(module);
    release_maybe(spec);
    release_maybe(package);
    return done;
}

/* Run what was found under this name. argv0: sys.argv[0], NULL: its path. */
static bool run_found(const Options *options, View name, const FoundModule *found, const char *argv0)
{
    SourceText text = {NULL, 0};
    size_t length;
    char *owned;
    const char *path = str_utf8((StrView)found->filename, &length, &owned);
    bool is_embedded = found->kind == FOUND_EMBEDDED;
    bool done = path && run_set_arguments(options, argv0 ? argv0 : path) && introduce(name, found->filename) &&
                (is_embedded || source_file_read(found->filename, &text));
    if (path)
        str_utf8_free(owned, length);
    if (!done)
        return false;
    done = is_embedded ? run_text(found->embedded.text, found->embedded.length, found->filename, TEXT_MODULE)
                       : run_text(text.bytes, text.length, found->filename, TEXT_MODULE);
    if (text.bytes)
        source_file_free(&text);
    return done;
}

/* --- -m ------------------------------------------------------------------------------------------------- */

/* The exception that is set, an ImportError, becomes the complaint that the module cannot be found. */
static bool complain_of_import(View name, int *status)
{
    Ref raised = error_take(), text;
    size_t length = str_length(name);
    Ref start = length > 3 ? str_slice(name, 0, length - 3) : NULL, tail = start ? str_slice(name, length - 3, length) : NULL;
    const char *type = type_name_peek(type_of_peek(raised));
    if (tail && str_equal_text(tail, ".py"))
        text = str_format("Error while finding module specification for %R (%s: %S). Try using '%U' instead of '%U' as the module name.",
                          name, type, raised, start, name);
    else
        text = error_is_set() ? NULL : str_format("Error while finding module specification for %R (%s: %S)", name, type, raised);
    release(raised);
    release_maybe(start);
    release_maybe(tail);
    return complain_take(text, status);
}

/* Is the ImportError that is set about this package or one around it, and not about what they import? */
static bool is_about(View package)
{
    View missing = ((ExceptionObject *)thread.raised)->extra[EXTRA_NAME];
    if (!missing || !is_str(missing))
        return false;
    missing = AS_OBJECT(str_view(missing));
    size_t length = str_length(missing);
    return str_equal(missing, package) ||
           (str_length(package) > length && str_at((StrView)package, length) == '.' && str_find(package, missing, 0, length, false) == 0);
}

/* The packages around the module are imported. *path: where to look for it, owned. False: the search is over,
 * with an exception or (*status) a complaint. */
static bool import_parent(View name, Ref *path, int *status)
{
    Ref package = parent_of(name);
    *path = package && str_length(package) == 0 ? sys_attribute("path") : NULL;
    if (!package || *path) {
        release_maybe(package);
        return *path != NULL;
    }
    size_t length;
    char *owned;
    const char *text = str_utf8((StrView)package, &length, &owned);
    Ref module = text ? import_by_name(text) : NULL;
    bool is_complaint = false;
    if (module) {
        *path = object_get_attribute_maybe(module, name(__path__));
        if (!*path && !error_is_set()) {
            raise_error(ModuleNotFoundError, "__path__ attribute not found on %R while trying to find %R", package, name);
            is_complaint = true;
        }
    } else {
        is_complaint = error_matches(ImportError) && is_about(package);
    }
    if (text)
        str_utf8_free(owned, length);
    release_maybe(module);
    release(package);
    if (is_complaint && complain_of_import(name, status))
        return false;
    return *path != NULL;
}

/* Importing its packages may have imported the module, which will now run a second time. */
static bool warn_of_second_life(View name)
{
    Ref package = parent_of(name), filename = package ? str_from_text("<frozen runpy>") : NULL;
    View known = filename && str_length(package) ? dict_get_str_peek(modules_peek(), name) : NULL;
    Ref path = known ? object_get_attribute_maybe(known, name(__path__)) : NULL;
    bool done = filename && !error_is_set();
    if (done && known && known != NONE && !path)
        done = warn_at(RuntimeWarning, filename, 128,
                       "%R found in sys.modules after import of package %R, but prior to execution of %R; "
                       "this may result in unpredictable behaviour",
                       name, package, name);
    release_maybe(package);
    release_maybe(filename);
    release_maybe(path);
    return done;
}

static bool is_native_module(View name)
{
    const NativeModule *native;
    for (size_t i = 0; (native = module_native_at(i)); i++)
        if (str_equal_text(name, native->name))
            return true;
    return false;
}

static bool ends_with_main(View name)
{
    Ref package = parent_of(name);
    size_t start = package ? str_length(package) : 0;
    Ref tail = package ? str_slice(name, start + (start > 0), str_length(name)) : NULL;
    bool is_main = tail && str_equal_text(tail, "__main__");
    release_maybe(package);
    release_maybe(tail);
    return is_main;
}

static bool run_named(const Options *options, View name, View package, int *status);

/* A package is run by the module __main__ in it. It is loaded by then, or, if the last import failed to find
 * that module, said to be a package. */
static bool run_package(const Options *options, View name, int *status)
{
    if (ends_with_main(name))
        return complain_take(str_from_text("Cannot use package as __main__ module"), status);
    Ref main = str_format("%U.__main__", name);
    bool done = main && run_named(options, main, name, status);
    release_maybe(main);
    return done;
}

/* package: the one that was asked for instead, or NULL. */
static bool run_named(const Options *options, View name, View package, int *status)
{
    Ref path, part = NULL;
    if (!import_parent(name, &path, status))
        return !error_is_set();
    Ref parent = parent_of(name);
    size_t start = parent ? str_length(parent) : 0;
    part = parent ? str_slice(name, start + (start > 0), str_length(name)) : NULL;
    release_maybe(parent);
    FoundModule found = {.kind = FOUND_NOTHING};
    bool done = part && (package || warn_of_second_life(name)) && module_find(name, part, path, &found);
    release(path);
    release_maybe(part);
    if (!done)
        return false;
    if (found.kind && found.path)
        done = run_package(options, name, status);
    else if (found.kind)
        done = run_found(options, name, &found, NULL);
    else if (is_native_module(name))
        done = complain_take(str_format("No code object available for %U", name), status);
    else if (package)
        done = complain_take(str_format("No module named %U; %R is a package and cannot be directly executed", name, package), status);
    else
        done = complain_take(str_format("No module named %U", name), status);
    module_found_release(&found);
    return done;
}

bool run_module(const Options *options, int *status)
{
    char *here = realpath(".", NULL);
    bool done = run_set_arguments(options, "-m") && run_set_path(options, here ? here : "");
    free(here);
    Ref name = done ? str_from_text(options->target) : NULL;
    if (name && str_length(name) && str_at((StrView)name, 0) == '.')
        done = complain_take(str_from_text("Relative module names not supported"), status);
    else
        done = name && run_named(options, name, NULL, status);
    release_maybe(name);
    return done;
}

/* --- a folder ------------------------------------------------------------------------------------------- */

bool run_folder(const Options *options, int *status)
{
    Ref folder = run_absolute_name(options->target), name = folder ? str_from_text("__main__") : NULL, path = NULL;
    size_t length;
    char *owned;
    const char *text = name ? str_utf8((StrView)folder, &length, &owned) : NULL;
    FoundModule found = {.kind = FOUND_NOTHING};
    bool done = text && run_set_path(options, text) && (path = list_from_array(&folder, 1)) && module_find(name, name, path, &found);
    if (done && found.kind == FOUND_FILE && !found.path)
        done = run_found(options, name, &found, options->target);
    else if (done)
        done = complain_take(str_format("can't find '__main__' module in '%U'", folder), status);
    module_found_release(&found);
    if (text)
        str_utf8_free(owned, length);
    release_maybe(folder);
    release_maybe(name);
    release_maybe(path);
    return done;
}
