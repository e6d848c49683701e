/* run_module: `ouro -m package.module`, `ouro FOLDER`, `ouro app.zip`, `ouro program.pyc`: what is found runs as
 * __main__, but knows its package (relative imports) and its own name (__spec__).
 *
 * CPython's runpy does it, as there: it imports the packages around a module, asks importlib for the code, and
 * says what cannot be found. With -X show its parts are called one by one: the text is shown before the code
 * runs. */
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "shell/run.h"
#include "shell/run_private.h"
#include "shell/show.h"
#include "vm/import/import.h"
#include "vm/module.h"
#include "vm/run/frame.h"

/* --- -X show -------------------------------------------------------------------------------------------- */

/* The text of what the spec is about; NULL with an exception, or without one: it has none. */
static Ref source_of(View spec)
{
    Ref loader = object_get_attribute_text(spec, "loader"), name = loader ? object_get_attribute_text(spec, "name") : NULL;
    Ref method = name ? object_get_attribute_text(loader, "get_source") : NULL;
    Ref source = method ? call_1(method, name) : NULL;
    release_maybe(loader);
    release_maybe(name);
    release_maybe(method);
    if (source == NONE)
        clear_place(&source);
    return source;
}

static bool show_source(const Options *options, View spec)
{
    Ref source = source_of(spec), filename = source ? object_get_attribute_text(spec, "origin") : NULL;
    char *owned;
    size_t length;
    const char *text = filename && is_str(source) && is_str(filename) ? str_utf8(str_view(source), &length, &owned) : NULL;
    bool done = text && show_text(options->show, text, length, filename, PARSE_SCRIPT);
    if (text)
        str_utf8_free(owned, length);
    else
        done = !error_is_set();
    release_maybe(source);
    release_maybe(filename);
    return done;
}

/* code runs as __main__; its views are shown afterwards. */
static bool run_shown(View runpy, View spec, View code)
{
    Ref module = run_main_module(), name = module ? str_from_text("__main__") : NULL;
    Ref function = name ? object_get_attribute_text(runpy, "_run_code") : NULL;
    View args[] = {code, module ? AS_OBJECT(((ModuleObject *)module)->dict) : NULL, NONE, name, spec};
    Ref result = function ? call_vector(function, args, COUNT_OF(args), NULL) : NULL;
    bool done = run_show_afterwards(code) && result;
    release_maybe(module);
    release_maybe(name);
    release_maybe(function);
    release_maybe(result);
    return done;
}

/* details: what runpy found: name, spec, code. */
static bool show_details(const Options *options, View runpy, View details)
{
    if (!is_tuple(details) || tuple_length(details) != 3 || ((TupleView)details)->items[2]->type != TYPE_CODE) {
        raise_error(TypeError, "runpy found no code");
        return false;
    }
    View spec = ((TupleView)details)->items[1], code = ((TupleView)details)->items[2];
    return show_source(options, spec) && (!(options->show & SHOW_RUN) || run_shown(runpy, spec, code));
}

static bool show_module(const Options *options, View runpy, View name, bool is_named)
{
    Ref function = object_get_attribute_text(runpy, is_named ? "_get_module_details" : "_get_main_module_details");
    Ref details = !function ? NULL : is_named ? call_1(function, name) : call_0(function);
    bool done = details && show_details(options, runpy, details);
    release_maybe(function);
    release_maybe(details);
    return done;
}

/* --- by runpy ------------------------------------------------------------------------------------------- */

/* is_named: by -m. Then sys.argv[0] becomes the path of what is found. */
static bool run_by_runpy(const Options *options, View name, bool is_named)
{
    Ref main = run_main_module(), runpy = main ? import_by_name("runpy") : NULL, function = NULL, result = NULL;
    bool done = false;
    if (runpy && options->show) {
        done = show_module(options, runpy, name, is_named);
    } else if (runpy && (function = object_get_attribute_text(runpy, "_run_module_as_main"))) {
        result = call_2(function, name, is_named ? TRUE : FALSE);
        done = result != NULL;
    }
    release_maybe(main);
    release_maybe(runpy);
    release_maybe(function);
    release_maybe(result);
    return done;
}

bool run_module(const Options *options)
{
    Ref here = run_absolute_name(""), name = here ? run_text_of_bytes(options->target, strlen(options->target)) : NULL;
    bool done = name && run_put_first(options, here, PATH_OF_SCRIPT) && run_by_runpy(options, name, true);
    release_maybe(here);
    release_maybe(name);
    return done;
}

bool run_importer(const Options *options, View place)
{
    Ref name = str_from_text("__main__");
    bool done = name && run_put_first(options, place, PATH_OF_PROGRAM) && run_by_runpy(options, name, false);
    release_maybe(name);
    return done;
}

/* --- archives and compiled code ------------------------------------------------------------------------- */

/* An archive ends with a record that only a comment follows. */
bool run_looks_like_archive(const char *bytes, size_t length)
{
    enum { RECORD = 22, COMMENT_MOST = 65535 };
    size_t tail = length < RECORD + COMMENT_MOST ? length : RECORD + COMMENT_MOST;
    return length >= RECORD && memmem(bytes + length - tail, tail, "PK\5\6", 4);
}

int run_is_archive(View filename)
{
    Ref module = import_by_name("zipimport"), type = module ? object_get_attribute_text(module, "zipimporter") : NULL;
    Ref importer = type ? call_1(type, filename) : NULL;
    release_maybe(module);
    release_maybe(type);
    if (importer) {
        release(importer);
        return 1;
    }
    return error_clear_if(ImportError) ? 0 : -1; /* a ZipImportError */
}

bool run_compiled(const char *bytes, size_t length, View filename)
{
    enum { HEADER = 16 };
    if (length < HEADER || memcmp(bytes, "Ou\r\n", 4) != 0) {
        raise_error(RuntimeError, "Bad magic number in .pyc file");
        return false;
    }
    Ref marshal = import_by_name("marshal"), loads = marshal ? object_get_attribute_text(marshal, "loads") : NULL;
    Ref data = loads ? bytes_new(bytes + HEADER, length - HEADER) : NULL, code = data ? call_1(loads, data) : NULL;
    Ref module = code ? run_main_module() : NULL, result = NULL;
    DictView dict = module ? ((ModuleObject *)module)->dict : NULL;
    if (code && code->type != TYPE_CODE)
        raise_error(RuntimeError, "Bad code object in .pyc file");
    else if (dict && dict_set(dict, name(__file__), filename))
        result = vm_run_code((CodeView)code, AS_OBJECT(dict), AS_OBJECT(dict), NULL);
    release_maybe(marshal);
    release_maybe(loads);
    release_maybe(data);
    release_maybe(code);
    release_maybe(module);
    release_maybe(result);
    return result != NULL;
}
