/* builtins: the module builtins: the functions and classes that need no import. What has a file of its own:
 * print and input (builtins_io.c), exec and eval (builtins_code.c), min, max, sum, sorted and the like
 * (builtins_iterables.c). */
#include "stdlib/builtins/builtins.h"

#include "runtime/bytes/bytes.h"
#include "runtime/bytes/memoryview.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/slots.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/iterators.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/compile/compile.h"
#include "vm/import/import.h"
#include "vm/run/frame.h"

/* --- numbers and characters ----------------------------------------------------------------------------- */

static Ref builtin_abs(View self UNUSED, View *args)
{
    return object_absolute(args[0]);
}
static Ref builtin_divmod(View self UNUSED, View *args)
{
    return object_binary(args[0], args[1], BINARY_DIVMOD);
}
static Ref builtin_pow(View self UNUSED, View *args)
{
    return object_power(args[0], args[1], args[2]);
}

static Ref in_base(View number, int base)
{
    Ref value = object_index(number);
    Ref text = value ? int_to_str(value, base, true) : NULL;
    release_maybe(value);
    return text;
}

static Ref builtin_bin(View self UNUSED, View *args)
{
    return in_base(args[0], 2);
}
static Ref builtin_oct(View self UNUSED, View *args)
{
    return in_base(args[0], 8);
}
static Ref builtin_hex(View self UNUSED, View *args)
{
    return in_base(args[0], 16);
}

static Ref builtin_chr(View self UNUSED, View *args)
{
    int32_t code;
    if (!object_as_int32(args[0], &code))
        return NULL;
    if (code < 0 || code > 0x10FFFF)
        return raise_error(ValueError, "chr() arg not in range(0x110000)");
    return str_from_character((Character)code);
}

static Ref builtin_ord(View self UNUSED, View *args)
{
    StrView text = str_view(args[0]);
    const unsigned char *bytes;
    size_t length;
    if (text) {
        if (text->length == 1)
            return int_new(str_at(text, 0));
        length = text->length;
    } else if (bytes_data_peek(args[0], &bytes, &length)) {
        if (length == 1)
            return int_new(bytes[0]);
    } else {
        return raise_error(TypeError, "ord() expected string of length 1, but %T found", args[0]);
    }
    return raise_error(TypeError, "ord() expected a character, but string of length %zu found", length);
}

static Ref builtin_round(View self UNUSED, View *args)
{
    Ref method = object_special_method(args[0], name(__round__));
    if (!method)
        return error_is_set() ? NULL : raise_error(TypeError, "type %T doesn't define __round__ method", args[0]);
    Ref result = args[1] && args[1] != NONE ? call_1(method, args[1]) : call_0(method);
    release(method);
    return result;
}

/* --- attributes and classes ----------------------------------------------------------------------------- */

static View attribute_name(View given, const char *function, Ref *held)
{
    StrView name = str_view(given);
    if (!name)
        return raise_error(TypeError, "%s(): attribute name must be string", function);
    *held = retain(AS_OBJECT(name));
    return str_intern(held) ? *held : NULL;
}

static Ref builtin_getattr(View self UNUSED, View *args)
{
    Ref held = NULL;
    if (!is_str(args[1]))
        return raise_error(TypeError, "attribute name must be string, not '%T'", args[1]);
    View name = attribute_name(args[1], "getattr", &held);
    Ref value = !name ? NULL : args[2] ? object_get_attribute_maybe(args[0], name) : object_get_attribute(args[0], name);
    if (!value && args[2] && !error_is_set())
        value = retain(args[2]);
    release_maybe(held);
    return value;
}

static Ref builtin_hasattr(View self UNUSED, View *args)
{
    Ref held = NULL;
    if (!is_str(args[1]))
        return raise_error(TypeError, "attribute name must be string, not '%T'", args[1]);
    View name = attribute_name(args[1], "hasattr", &held);
    Ref value = name ? object_get_attribute_maybe(args[0], name) : NULL;
    release_maybe(held);
    bool found = value != NULL;
    release_maybe(value);
    return error_is_set() ? NULL : bool_new(found);
}

static Ref set_or_delete(View object, View given, View value)
{
    Ref held = NULL;
    if (!is_str(given))
        return raise_error(TypeError, "attribute name must be string, not '%T'", given);
    View name = attribute_name(given, "setattr", &held);
    bool done = name && object_set_attribute(object, name, value);
    release_maybe(held);
    return done ? none_new() : NULL;
}

static Ref builtin_setattr(View self UNUSED, View *args)
{
    return set_or_delete(args[0], args[1], args[2]);
}
static Ref builtin_delattr(View self UNUSED, View *args)
{
    return set_or_delete(args[0], args[1], NULL);
}
static Ref builtin_callable(View self UNUSED, View *args)
{
    return bool_new(object_is_callable(args[0]));
}
static Ref builtin_id(View self UNUSED, View *args)
{
    Ref id = int_new((int64_t)(uintptr_t)args[0]);
    if (id && !AUDIT("builtins.id", "O", id))
        clear_place(&id);
    return id;
}
static Ref builtin_repr(View self UNUSED, View *args)
{
    return object_repr(args[0]);
}
static Ref builtin_ascii(View self UNUSED, View *args)
{
    return object_ascii(args[0]);
}

static Ref builtin_hash(View self UNUSED, View *args)
{
    Hash hash = object_hash(args[0]);
    return hash == -1 ? NULL : int_new(hash);
}

static Ref builtin_format(View self UNUSED, View *args)
{
    if (args[1] && !is_str(args[1]))
        return raise_error(TypeError, "format() argument 2 must be str, not %K", args[1]);
    return object_format(args[0], args[1]);
}

static Ref truth_or_fail(int truth)
{
    return truth < 0 ? NULL : bool_new(truth != 0);
}

static Ref builtin_isinstance(View self UNUSED, View *args)
{
    return truth_or_fail(object_is_instance(args[0], args[1]));
}
static Ref builtin_issubclass(View self UNUSED, View *args)
{
    return truth_or_fail(object_is_subclass(args[0], args[1]));
}

/* --- namespaces ----------------------------------------------------------------------------------------- */

static Ref builtin_globals(View self UNUSED, View *args UNUSED)
{
    DictView globals = vm_globals_peek();
    return globals ? retain(AS_OBJECT(globals)) : raise_error(SystemError, "globals() without a running frame");
}

static Ref builtin_locals(View self UNUSED, View *args UNUSED)
{
    Frame *frame = vm_current_frame();
    return frame ? frame_locals(frame) : raise_error(SystemError, "locals() without a running frame");
}

static Ref builtin_vars(View self, View *args)
{
    if (!args[0])
        return builtin_locals(self, args);
    Ref dict = object_get_attribute_maybe(args[0], name(__dict__));
    return dict || error_is_set() ? dict : raise_error(TypeError, "vars() argument must have __dict__ attribute");
}

static Ref builtin_dir(View self UNUSED, View *args)
{
    if (args[0])
        return object_dir(args[0]);
    Ref locals = builtin_locals(NULL, NULL), keys = locals ? call_method_0(locals, name(keys)) : NULL;
    Ref names = keys ? list_from_iterable(keys) : NULL;
    release_maybe(locals);
    release_maybe(keys);
    if (names && !list_sort((ListView)names, NULL, false))
        clear_place(&names);
    return names;
}

static Ref builtin_import(View self UNUSED, View *args)
{
    int32_t level = 0;
    if (!is_str(args[0]))
        return raise_error(TypeError, "module name must be a string");
    if (args[4] && !object_as_int32(args[4], &level))
        return NULL;
    if (level < 0)
        return raise_error(ValueError, "level must be >= 0");
    return import_module(AS_OBJECT(str_view(args[0])), args[1], args[3], level);
}

/* --- the class statement -------------------------------------------------------------------------------- */

/* Bases that are no classes may name classes in their place (__mro_entries__). NULL without an exception:
 * nothing to replace. */
static Ref replaced_bases(View bases)
{
    bool any = false;
    for (size_t i = 0; i < tuple_length(bases); i++)
        any = any || !is_type(tuple_item_peek(bases, i));
    if (!any)
        return NULL;
    Ref list = list_new(0);
    bool replaced = false;
    for (size_t i = 0; list && i < tuple_length(bases); i++) {
        View base = tuple_item_peek(bases, i);
        Ref method = is_type(base) ? NULL : object_get_attribute_maybe(base, name(__mro_entries__));
        bool done = !error_is_set();
        if (method) {
            Ref entries = call_1(method, bases);
            done = entries && list_extend((ListView)list, entries);
            release_maybe(entries);
            release(method);
            replaced = true;
        } else if (done) {
            done = list_append((ListView)list, base);
        }
        if (!done)
            clear_place(&list);
    }
    Ref result = list && replaced ? list_to_tuple((ListView)list) : NULL;
    release_maybe(list);
    return result;
}

static Ref find_metaclass(View bases, DictView kwargs)
{
    Ref given = kwargs ? dict_pop(kwargs, name(metaclass)) : NULL;
    if (error_is_set())
        return NULL;
    Ref meta = given ? given : retain(tuple_length(bases) ? AS_OBJECT(type_of_peek(tuple_item_peek(bases, 0))) : AS_OBJECT(&type_type));
    if (!is_type(meta))
        return meta;
    TypeObject *winner = type_winner_peek((TypeObject *)meta, bases);
    Ref result = retain_maybe(AS_OBJECT(winner));
    release(meta);
    return result;
}

static Ref prepare_namespace(View meta, View name, View bases, View kwargs)
{
    Ref prepare = object_get_attribute_maybe(meta, name(__prepare__));
    if (!prepare)
        return error_is_set() ? NULL : dict_new();
    Ref args = tuple_pack(2, name, bases), namespace = args ? call_tuple(prepare, args, kwargs) : NULL;
    release_maybe(args);
    release(prepare);
    if (namespace && !type_of_peek(namespace)->get_item) {
        raise_error(TypeError, "%s.__prepare__() must return a mapping, not %T",
                    is_type(meta) ? type_name_peek((TypeObject *)meta) : "<metaclass>", namespace);
        clear_place(&namespace);
    }
    return namespace;
}

static bool run_body(FunctionView function, View namespace, Ref *cell)
{
    Frame *frame = check_stack() ? frame_push((FunctionView)retain(AS_OBJECT(function)), vm_stack_top(), 0) : NULL;
    if (!frame) {
        release(AS_OBJECT(function));
        return false;
    }
    frame->locals = retain(namespace);
    frame->flags = FRAME_ENTRY | FRAME_BODY;
    *cell = eval_frame(frame);
    return *cell != NULL;
}

static bool check_cell(View cell, View class)
{
    if (cell->type != TYPE_CELL || !is_type(class))
        return true;
    View held = ((CellObject *)cell)->value;
    if (!held)
        raise_error(RuntimeError, "__class__ not set defining '%s' as %R. Was __classcell__ propagated to type.__new__?",
                    type_name_peek((TypeObject *)class), class);
    else if (held != class)
        raise_error(TypeError, "__class__ set to %R defining '%s' as %R", held, type_name_peek((TypeObject *)class), class);
    return held == class;
}

static Ref build_class(FunctionView function, View name, View bases, DictView kwargs, View original_bases)
{
    Ref meta = find_metaclass(bases, kwargs);
    Ref namespace = meta ? prepare_namespace(meta, name, bases, AS_OBJECT(kwargs)) : NULL, cell = NULL, class = NULL;
    if (namespace && run_body(function, namespace, &cell)) {
        bool done = original_bases == bases || object_set_item(namespace, name(__orig_bases__), original_bases);
        Ref args = done ? tuple_pack(3, name, bases, namespace) : NULL;
        type_inline_hint = function->code->static_attributes;
        class = args ? call_tuple(meta, args, AS_OBJECT(kwargs)) : NULL;
        type_inline_hint = 0;
        release_maybe(args);
        if (class && !check_cell(cell, class))
            clear_place(&class);
    }
    release_maybe(cell);
    release_maybe(namespace);
    release_maybe(meta);
    return class;
}

static Ref builtin_build_class(View self UNUSED, View *args)
{
    if (args[0]->type != TYPE_FUNCTION)
        return raise_error(TypeError, "__build_class__: func must be a function");
    if (!is_str(args[1]))
        return raise_error(TypeError, "__build_class__: name is not a string");
    Ref bases = replaced_bases(args[2]);
    if (error_is_set())
        return NULL;
    Ref kwargs = args[3] ? dict_copy((DictView)args[3]) : NULL;
    Ref class = error_is_set() ? NULL : build_class((FunctionView)args[0], args[1], bases ? bases : args[2], (DictView)kwargs, args[2]);
    release_maybe(bases);
    release_maybe(kwargs);
    return class;
}

/* --- the module ----------------------------------------------------------------------------------------- */

static Ref builtin_breakpoint(View self UNUSED, View *args)
{
    Ref key = str_intern_text("breakpointhook"), hook = key ? retain_maybe(sys_attribute_peek(key)) : NULL;
    if (key && !hook)
        raise_error(RuntimeError, "lost sys.breakpointhook");
    Ref result = hook ? call_tuple(hook, args[0], args[1]) : NULL;
    release_maybe(key);
    release_maybe(hook);
    return result;
}

static const NativeFunction functions[] = {
    {"__build_class__(func, name, /, *bases, **kwds)", builtin_build_class, "Internal helper function used by the class statement."},
    {"__import__(name, globals=None, locals=None, fromlist=(), level=0)", builtin_import, "Import a module."},
    {"abs(x, /)", builtin_abs, "Return the absolute value of the argument."},
    {"ascii(obj, /)", builtin_ascii, "Return an ASCII-only representation of an object."},
    {"bin(number, /)", builtin_bin, "Return the binary representation of an integer."},
    {"breakpoint(*args, **kws)", builtin_breakpoint,
     "Call sys.breakpointhook(*args, **kws).\n\nWhat it is by default enters a debugger; the variable PYTHONBREAKPOINT chooses another."},
    {"callable(obj, /)", builtin_callable, "Return whether the object is callable (i.e., some kind of function)."},
    {"chr(i, /)", builtin_chr, "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"delattr(obj, name, /)", builtin_delattr, "Deletes the named attribute from the given object."},
    {"dir(object=None, /)", builtin_dir, "The names in the current scope, or the attributes of an object."},
    {"divmod(x, y, /)", builtin_divmod, "Return the tuple (x//y, x%y)."},
    {"format(value, format_spec='', /)", builtin_format, "Return type(value).__format__(value, format_spec)"},
    {"getattr(object, name, default=None, /)", builtin_getattr, "Get a named attribute from an object."},
    {"globals()", builtin_globals, "Return the dictionary containing the current scope's global variables."},
    {"hasattr(obj, name, /)", builtin_hasattr, "Return whether the object has an attribute with the given name."},
    {"hash(obj, /)", builtin_hash, "Return the hash value for the given object."},
    {"hex(number, /)", builtin_hex, "Return the hexadecimal representation of an integer."},
    {"id(obj, /)", builtin_id, "Return the identity of an object."},
    {"isinstance(obj, class_or_tuple, /)", builtin_isinstance,
     "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass(cls, class_or_tuple, /)", builtin_issubclass, "Return whether 'cls' is derived from another class or is the same class."},
    {"len(obj, /)", object_length_native, "Return the number of items in a container."},
    {"locals()", builtin_locals, "Return a dictionary containing the current scope's local variables."},
    {"oct(number, /)", builtin_oct, "Return the octal representation of an integer."},
    {"ord(c, /)", builtin_ord, "Return the Unicode code point for a one-character string."},
    {"pow(base, exp, mod=None)", builtin_pow, "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."},
    {"repr(obj, /)", builtin_repr, "Return the canonical string representation of the object."},
    {"round(number, ndigits=None)", builtin_round, "Round a number to a given precision in decimal digits."},
    {"setattr(obj, name, value, /)", builtin_setattr, "Sets the named attribute on the given object to the specified value."},
    {"vars(object=None, /)", builtin_vars, "Without arguments, equivalent to locals(). With an argument, equivalent to object.__dict__."},
    {NULL, NULL, NULL},
};

static bool add_types(DictView dict)
{
    static TypeObject *const public_types[] = {
        &object_type,    &type_type,      &int_type,        &bool_type,     &float_type,       &complex_type,      &str_type,
        &bytes_type,     &bytearray_type, &memoryview_type, &list_type,     &tuple_type,       &dict_type,         &set_type,
        &frozenset_type, &range_type,     &slice_type,      &property_type, &classmethod_type, &staticmethod_type, &super_type,
        &enumerate_type, &zip_type,       &map_type,        &filter_type,   &reversed_type};
    for (size_t i = 0; i < COUNT_OF(public_types); i++)
        if (!dict_set(dict, public_types[i]->name_object, AS_OBJECT(public_types[i])))
            return false;
    for (int kind = 0; kind < EXCEPTION_COUNT; kind++)
        if (!dict_set(dict, exception_types[kind].name_object, AS_OBJECT(&exception_types[kind])))
            return false;
    return dict_set_text(dict, "EnvironmentError", AS_OBJECT(&exception_types[OSError])) &&
           dict_set_text(dict, "IOError", AS_OBJECT(&exception_types[OSError]));
}

static bool add_constants(DictView dict)
{
    return dict_set_text(dict, "None", NONE) && dict_set_text(dict, "True", TRUE) && dict_set_text(dict, "False", FALSE) &&
           dict_set_text(dict, "Ellipsis", ELLIPSIS) && dict_set_text(dict, "NotImplemented", NOT_IMPLEMENTED) &&
           dict_set(dict, name(__debug__), compile_optimize ? FALSE : TRUE);
}

static bool builtins_add(ModuleObject *module, const NativeFunction *more);

static bool init(ModuleObject *module)
{
    return builtins_add(module, builtins_io_functions) && builtins_add(module, builtins_code_functions) &&
           builtins_add(module, builtins_iterables_functions) && add_types(module->dict) && add_constants(module->dict);
}

/* Add a table of functions to the module. */
static bool builtins_add(ModuleObject *module, const NativeFunction *more)
{
    for (; more->signature; more++) {
        Ref native = native_function_new(more, AS_OBJECT(module), name(builtins)), key = native ? native_name(more) : NULL;
        bool done = key && dict_set(module->dict, key, native);
        release_maybe(native);
        release_maybe(key);
        if (!done)
            return false;
    }
    return true;
}

/* What CPython's module site adds: made of the library's own classes, by stdlib/_site_names.py, which is
 * forgotten again. */
static Ref make_site_name(const char *name)
{
    Ref module = import_by_name("_site_names"), own = str_from_text("_site_names"), make = str_from_text("make"), key = str_from_text(name);
    Ref value = module && own && make && key ? call_method_1(module, make, key) : NULL;
    if (value && dict_delete(modules_peek(), own) < 0)
        clear_place(&value);
    release_maybe(module);
    release_maybe(own);
    release_maybe(make);
    release_maybe(key);
    return value;
}

static const char *const site_names[] = {"exit", "quit", "copyright", "credits", "license", "help", NULL};
LazyNames builtins_lazy_names = {.names = site_names, .make = make_site_name};

const NativeModule builtins_module = {.name = "builtins",
                                      .doc = "Built-in functions, types, exceptions, and other objects.",
                                      .functions = functions,
                                      .init = init,
                                      .lazy = &builtins_lazy_names};
