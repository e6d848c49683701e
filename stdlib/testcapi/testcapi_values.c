/* testcapi_values: single functions of CPython's interface in C that its tests ask of objects: numbers as bytes, buffers, codecs,
 * exceptions, an empty code object; and the limits of C's types. */
#include <float.h>
#include <limits.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/struct/struct.h"
#include "stdlib/testcapi/testcapi_private.h"

/* --- floats as bytes (PyFloat_Pack2, 4 and 8) ----------------------------------------------------------- */

/* The item of a struct that has this size. False with ValueError. */
static bool float_field(size_t size, View little_end_first, const char *message, Field *field)
{
    int64_t order = 0;
    if (!object_as_int64(little_end_first, &order))
        return false;
    *field = (Field){.code = size == 2 ? 'e' : size == 4 ? 'f' : 'd', .is_big = !order, .size = size, .count = 1};
    return size == 2 || size == 4 || size == 8 ||
           raise_error(ValueError, "%s must 2, 4 or 8%s", message, message[0] == 'd' ? " bytes" : "");
}

/* (size, value, little_end_first) */
static Ref float_pack(View self UNUSED, View *args)
{
    int64_t size;
    Field field;
    if (!object_as_int64(args[0], &size) || !float_field((size_t)size, args[2], "size", &field))
        return NULL;
    unsigned char data[8];
    return struct_pack_item(&field, args[1], false, data) ? bytes_new(data, field.size) : NULL;
}

/* (data, little_end_first) */
static Ref float_unpack(View self UNUSED, View *args)
{
    const unsigned char *data;
    size_t length;
    Field field;
    if (!bytes_data_peek(args[0], &data, &length))
        return raise_error(TypeError, "a bytes-like object is required, not '%T'", args[0]);
    return float_field(length, args[1], "data length", &field) ? struct_unpack_item(&field, data) : NULL;
}

/* --- sequences and buffers ------------------------------------------------------------------------------ */

/* A view that nobody looks through was once a lock against changes. */
static Ref getbuffer_with_null_view(View self UNUSED, View *args)
{
    BytesHold hold;
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    bytes_let_go(&hold);
    return raise_error(BufferError, "view==NULL argument is obsolete");
}

static Ref sequence_getitem(View self UNUSED, View *args)
{
    return object_get_item(args[0], args[1]);
}

static Ref sequence_setitem(View self UNUSED, View *args)
{
    return object_set_item(args[0], args[1], args[2]) ? none_new() : NULL;
}

/* (dict, key, hash) */
static Ref dict_getitem_knownhash(View self UNUSED, View *args)
{
    int64_t hash;
    if (!object_as_int64(args[2], &hash))
        return NULL;
    if (!is_dict(args[0]))
        return raise_error(SystemError, "bad argument to internal function");
    Ref value = dict_get_known_hash((DictView)args[0], args[1], hash);
    return value || error_is_set() ? value : raise_value(KeyError, args[1]);
}

/* --- texts and codecs ----------------------------------------------------------------------------------- */

/* What makes an incremental encoder or decoder of that name. */
static Ref incremental(View encoding, View errors, const char *part)
{
    Ref registry = NULL, codec = NULL, make = NULL, result = NULL, lookup = NULL;
    Ref module_name = str_from_text("codecs");
    View import = dict_get_text_peek(builtins_dict_peek(), "__import__");
    if (!module_name || !import || !(registry = call_1(import, module_name)) || !(lookup = object_get_attribute_text(registry, "lookup")) ||
        !(codec = call_1(lookup, encoding)) || !(make = object_get_attribute_text(codec, part)))
        goto done;
    result = errors ? call_1(make, errors) : call_0(make);
done:
    release_maybe(module_name);
    release_maybe(registry);
    release_maybe(lookup);
    release_maybe(codec);
    release_maybe(make);
    return result;
}

static Ref codec_incrementalencoder(View self UNUSED, View *args)
{
    return incremental(args[0], args[1], "incrementalencoder");
}

static Ref codec_incrementaldecoder(View self UNUSED, View *args)
{
    return incremental(args[0], args[1], "incrementaldecoder");
}

static Ref exact_text(View text)
{
    return is_str(text) ? retain(AS_OBJECT(str_view(text))) : raise_error(TypeError, "bad argument type for built-in operation");
}

/* A str made the way that is no more: without telling its length in advance. */
static Ref unicode_legacy_string(View self UNUSED, View *args)
{
    return warn_here(DeprecationWarning, "PyUnicode_FromUnicode(NULL, size) is deprecated; use PyUnicode_New() instead")
               ? exact_text(args[0])
               : NULL;
}

/* A str, by way of an array of wide characters. */
static Ref getargs_u(View self UNUSED, View *args)
{
    return warn_here(DeprecationWarning, "getargs: The 'u' format is deprecated. Use 'U' instead.") ? exact_text(args[0]) : NULL;
}

static Ref with_docstring(View self UNUSED, View *args UNUSED)
{
    return none_new();
}

/* --- exceptions ----------------------------------------------------------------------------------------- */

/* Raise the class with the numbers from 0 on as arguments. */
static Ref raise_exception(View self UNUSED, View *args)
{
    int64_t count;
    if (!object_as_int64(args[1], &count))
        return NULL;
    if (!is_type(args[0]) || !type_has((TypeObject *)args[0], TYPE_FLAG_EXCEPTION))
        return raise_error(SystemError, "_PyErr_SetObject: exception %R is not a BaseException subclass", args[0]);
    Ref arguments = tuple_new(count > 0 ? (size_t)count : 0);
    for (int64_t i = 0; arguments && i < count; i++)
        if (!(((TupleView)arguments)->items[i] = int_new(i)))
            clear_place(&arguments);
    Ref exception = arguments ? call_tuple(args[0], arguments, NULL) : NULL;
    release_maybe(arguments);
    return exception ? raise_take(exception) : NULL;
}

static Ref raise_memoryerror(View self UNUSED, View *args UNUSED)
{
    return raise_memory_error();
}

/* The class's namespace: a copy of the one given, with module and docstring. NULL with an exception. */
static Ref exception_namespace(View given, View module, View doc)
{
    Ref space = given && given != NONE ? dict_new() : NULL;
    if (space ? !dict_merge((DictView)space, given, true) : !(space = dict_new()))
        goto fail;
    if (!dict_get_text_peek((DictView)space, "__module__") && !dict_set_text((DictView)space, "__module__", module))
        goto fail;
    if (doc && doc != NONE && !dict_set_text((DictView)space, "__doc__", doc))
        goto fail;
    return space;
fail:
    release_maybe(space);
    return NULL;
}

/* (name, doc, base, dict) */
static Ref make_exception_with_doc(View self UNUSED, View *args)
{
    Ref dot = str_from_text("."), partition = str_intern_text("rpartition"), title = NULL, bases = NULL, space = NULL, result = NULL;
    Ref parts = dot && partition ? call_method_1(args[0], partition, dot) : NULL;
    if (!parts)
        goto done;
    if (str_length(tuple_item_peek(parts, 0)) == 0) {
        raise_error(SystemError, "PyErr_NewException: name must be module.class");
        goto done;
    }
    View base = args[2] && args[2] != NONE ? args[2] : AS_OBJECT(&exception_types[Exception]);
    bases = is_tuple(base) ? retain(base) : tuple_pack(1, base);
    title = retain(tuple_item_peek(parts, 2));
    space = bases ? exception_namespace(args[3], tuple_item_peek(parts, 0), args[1]) : NULL;
    result = space ? call_3(AS_OBJECT(&type_type), title, bases, space) : NULL;
done:
    release_maybe(dot);
    release_maybe(partition);
    release_maybe(parts);
    release_maybe(title);
    release_maybe(bases);
    release_maybe(space);
    return result;
}

/* Making one raises one of the same class, and so on. */
static Ref recursing_init(View self, View *args UNUSED)
{
    if (!error_enter_recursion(" while normalizing an exception"))
        return NULL;
    Ref another = call_0(AS_OBJECT(type_of_peek(self)));
    leave_recursion();
    return another ? raise_take(another) : NULL;
}

static const NativeFunction recursing_method = {"__init__(*args)", recursing_init, NULL};

static bool add_recursing_error(DictView dict)
{
    Ref title = str_from_text("RecursingInfinitelyError"), bases = tuple_pack(1, AS_OBJECT(&exception_types[Exception])),
        space = dict_new();
    Ref made = NULL;
    if (title && bases && space &&
        dict_set_text_take((DictView)space, "__init__", native_method_new(&recursing_method, &exception_types[Exception], NATIVE_METHOD)) &&
        dict_set_text_take((DictView)space, "__doc__", str_from_text("Instantiating this exception starts infinite recursion.")))
        made = call_3(AS_OBJECT(&type_type), title, bases, space);
    release_maybe(title);
    release_maybe(bases);
    release_maybe(space);
    return made && dict_set_text_take(dict, "RecursingInfinitelyError", made);
}

/* --- code ----------------------------------------------------------------------------------------------- */

/* (filename, funcname, firstlineno): a code object that raises AssertionError. */
static Ref code_newempty(View self UNUSED, View *args)
{
    View compile = dict_get_text_peek(builtins_dict_peek(), "compile");
    Ref text = str_from_text("raise AssertionError"), mode = str_from_text("exec"), names = NULL, replace = NULL, result = NULL;
    Ref code = text && mode && compile ? call_3(compile, text, args[0], mode) : NULL;
    Ref words[] = {str_intern_text("co_name"), str_intern_text("co_qualname"), str_intern_text("co_firstlineno")};
    if (code && words[0] && words[1] && words[2] && (names = tuple_from_array(words, 3)) &&
        (replace = object_get_attribute_text(code, "replace"))) {
        View values[] = {args[1], args[1], args[2]};
        result = call_vector(replace, values, 0, names);
    }
    for (size_t i = 0; i < COUNT_OF(words); i++)
        release_maybe(words[i]);
    release_maybe(text);
    release_maybe(mode);
    release_maybe(code);
    release_maybe(names);
    release_maybe(replace);
    return result;
}

/* --- constants ------------------------------------------------------------------------------------------ */

static bool add_constants(DictView dict)
{
    static const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"CHAR_MAX", CHAR_MAX},   {"CHAR_MIN", CHAR_MIN},          {"UCHAR_MAX", UCHAR_MAX},       {"SHRT_MAX", SHRT_MAX},
                   {"SHRT_MIN", SHRT_MIN},   {"USHRT_MAX", USHRT_MAX},        {"INT_MAX", INT_MAX},           {"INT_MIN", INT_MIN},
                   {"UINT_MAX", UINT_MAX},   {"LONG_MAX", LONG_MAX},          {"LONG_MIN", LONG_MIN},         {"LLONG_MAX", LLONG_MAX},
                   {"LLONG_MIN", LLONG_MIN}, {"PY_SSIZE_T_MAX", PTRDIFF_MAX}, {"PY_SSIZE_T_MIN", PTRDIFF_MIN}};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (!dict_set_text_take(dict, numbers[i].name, int_new(numbers[i].value)))
            return false;
    return dict_set_text_take(dict, "ULONG_MAX", int_from_uint64(ULONG_MAX)) &&
           dict_set_text_take(dict, "ULLONG_MAX", int_from_uint64(ULLONG_MAX)) &&
           dict_set_text_take(dict, "FLT_MAX", float_new((double)FLT_MAX)) &&
           dict_set_text_take(dict, "FLT_MIN", float_new((double)FLT_MIN)) && dict_set_text_take(dict, "DBL_MAX", float_new(DBL_MAX)) &&
           dict_set_text_take(dict, "DBL_MIN", float_new(DBL_MIN));
}

static const NativeFunction functions[] = {
    {"code_newempty(filename, funcname, firstlineno, /)", code_newempty, NULL},
    {"codec_incrementaldecoder(encoding, errors=None, /)", codec_incrementaldecoder, NULL},
    {"codec_incrementalencoder(encoding, errors=None, /)", codec_incrementalencoder, NULL},
    {"dict_getitem_knownhash(dict, key, hash, /)", dict_getitem_knownhash, NULL},
    {"float_pack(size, value, little_end_first, /)", float_pack, NULL},
    {"float_unpack(data, little_end_first, /)", float_unpack, NULL},
    {"getargs_u(text, /)", getargs_u, NULL},
    {"getbuffer_with_null_view(object, /)", getbuffer_with_null_view, NULL},
    {"make_exception_with_doc(name, doc=None, base=None, dict=None)", make_exception_with_doc, NULL},
    {"raise_exception(exception, count, /)", raise_exception, NULL},
    {"raise_memoryerror()", raise_memoryerror, NULL},
    {"sequence_getitem(sequence, index, /)", sequence_getitem, NULL},
    {"sequence_setitem(sequence, index, value, /)", sequence_setitem, NULL},
    {"test_with_docstring()", with_docstring, "A function with a docstring, as any."},
    {"unicode_legacy_string(text, /)", unicode_legacy_string, NULL},
    {NULL, NULL, NULL},
};

static bool init(DictView dict)
{
    return add_constants(dict) && add_recursing_error(dict);
}

const TestcapiPart testcapi_values = {functions, init};
