/* _csv: what CPython's csv.py is made of. Here: the module's table, and the dialects registered by name.
 *
 * Invariant:  `dialects`, which the program can reach as _csv._dialects, is a dict; what a name stands for in it
 *             is taken for a dialect by its attributes, whatever it is. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/csv/csv_private.h"
#include "stdlib/module_types.h"

static Ref error_class, dialects;

enum { FIELD_LIMIT_FIRST = 128 * 1024 };
int64_t csv_field_limit = FIELD_LIMIT_FIRST;

View csv_error_peek(void)
{
    return module_error_class_peek(&error_class, "_csv", "Error", AS_OBJECT(&exception_types[Exception]));
}

bool csv_take_arguments(View all, View *first, View *second)
{
    size_t count = tuple_length(all);
    *first = *second = NULL;
    if (count < 1)
        return raise_error(TypeError, " expected at least 1 argument, got 0") != NULL;
    if (count > 2)
        return raise_error(TypeError, " expected at most 2 arguments, got %zu", count) != NULL;
    *first = tuple_item_peek(all, 0);
    *second = count > 1 ? tuple_item_peek(all, 1) : NULL;
    return true;
}

Ref csv_registered(View name)
{
    Ref found = dict_get((DictView)dialects, name);
    return found || error_is_set() ? found : module_raise(csv_error_peek(), "unknown dialect");
}

static Ref register_dialect(View self UNUSED, View *args)
{
    View name, dialect;
    if (!csv_take_arguments(args[0], &name, &dialect))
        return NULL;
    if (!is_str(name))
        return raise_error(TypeError, "dialect name must be a string");
    Ref made = csv_dialect_from(dialect, args[1]);
    bool done = made && dict_set((DictView)dialects, name, made);
    release_maybe(made);
    return done ? none_new() : NULL;
}

static Ref unregister_dialect(View self UNUSED, View *args)
{
    int deleted = dict_delete((DictView)dialects, args[0]);
    return deleted > 0 ? none_new() : deleted < 0 ? NULL : module_raise(csv_error_peek(), "unknown dialect");
}

static Ref get_dialect(View self UNUSED, View *args)
{
    return csv_registered(args[0]);
}

static Ref list_dialects(View self UNUSED, View *args UNUSED)
{
    return dict_keys_list((DictView)dialects);
}

static Ref field_size_limit(View self UNUSED, View *args)
{
    int64_t limit = csv_field_limit;
    if (args[0] && args[0]->type != TYPE_INT && args[0]->type != TYPE_BIGINT)
        return raise_error(TypeError, "limit must be an integer");
    if (args[0] && !object_as_int64(args[0], &limit))
        return NULL;
    Ref old = int_new(csv_field_limit);
    if (old)
        csv_field_limit = limit;
    return old;
}

static bool init(ModuleObject *module)
{
    static const struct {
        const char *name;
        Quoting value;
    } quotings[] = {
        {"QUOTE_MINIMAL", QUOTE_MINIMAL}, {"QUOTE_ALL", QUOTE_ALL}, {"QUOTE_NONNUMERIC", QUOTE_NONNUMERIC}, {"QUOTE_NONE", QUOTE_NONE}};
    csv_field_limit = FIELD_LIMIT_FIRST;
    if (!csv_error_peek() || !module_keep(&dialects) || (!dialects && !(dialects = dict_new())))
        return false;
    if (!module_type_ready(&csv_dialect_type) || !module_type_ready(&csv_reader_type) || !module_type_ready(&csv_writer_type))
        return false;
    for (size_t i = 0; i < sizeof quotings / sizeof *quotings; i++)
        if (!dict_set_text_take(module->dict, quotings[i].name, int_new(quotings[i].value)))
            return false;
    return dict_set_text(module->dict, "Error", csv_error_peek()) && dict_set_text(module->dict, "_dialects", dialects) &&
           dict_set_text(module->dict, "Dialect", AS_OBJECT(&csv_dialect_type)) &&
           dict_set_text(module->dict, "Reader", AS_OBJECT(&csv_reader_type)) &&
           dict_set_text(module->dict, "Writer", AS_OBJECT(&csv_writer_type)) &&
           dict_set_text_take(module->dict, "__version__", str_from_text("1.0"));
}

static const NativeFunction functions[] = {
    {"reader(*args, **options)", csv_reader,
     "reader(iterable [, dialect='excel'] [optional keyword args]) -> iterator of rows\n\nEach line that the iterable gives is a str; a "
     "row "
     "is a list of the fields of one\nline, or of several where a field in quotes goes on over the end of a line."},
    {"writer(*args, **options)", csv_writer,
     "writer(fileobj [, dialect='excel'] [optional keyword args]) -> an object that writes rows\n\nThe file needs nothing but a method "
     "write(), which takes a str."},
    {"list_dialects()", list_dialects, "Return a list of all known dialect names.\n\nnames = csv.list_dialects()"},
    {"register_dialect(*args, **options)", register_dialect,
     "Give a dialect a name.\n\ndialect = csv.register_dialect(name[, dialect[, **fmtparams]])"},
    {"unregister_dialect(name)", unregister_dialect, "Delete the name/dialect mapping associated with a string name."},
    {"get_dialect(name)", get_dialect, "Return the dialect instance associated with name."},
    {"field_size_limit(limit=None, /)", field_size_limit,
     "Set an upper limit of the length of a field.\n\nReturn the old limit. Without an argument, the limit stays as it is."},
    {NULL, NULL, NULL},
};

const NativeModule _csv_module = {
    .name = "_csv",
    .doc = "CSV parsing and writing.\n\nReader and writer of tables as text: a row a line, fields between delimiters, some of them in "
           "quotes.\n"
           "What the details are is a dialect.",
    .functions = functions,
    .init = init,
};
