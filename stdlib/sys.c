/* sys: the interpreter's own parameters and functions. */
#include "stdlib/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/errors.h"
#include "runtime/exceptions.h"
#include "runtime/float.h"
#include "runtime/instance.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/module_types.h"
#include "stdlib/print_exception.h"
#include "stdlib/textfile.h"
#include "vm/frame.h"

/* --- memory ------------------------------------------------------------------------------------------------------------------------------ */

/* CPython's count while getrefcount runs includes the argument's own reference, which here the caller's temporary holds. */
static Ref sys_getrefcount(View self UNUSED, View *args)
{
    return int_new(args[0]->refcount < 0 ? INT32_MAX : args[0]->refcount);
}

static Ref sys_getsizeof(View self UNUSED, View *args)
{
    Ref method = object_special_method(args[0], name(__sizeof__));
    Ref size = method ? call_0(method) : NULL;
    release_maybe(method);
    int64_t bytes;
    if (!size || !object_as_int64(size, &bytes)) {
        release_maybe(size);
        if (args[1] && error_clear_if(TypeError))
            return retain(args[1]);
        return error_is_set() ? NULL : raise_error(TypeError, "Type %T doesn't define __sizeof__", args[0]);
    }
    release(size);
    if (bytes < 0)
        return raise_error(ValueError, "__sizeof__() should return >= 0");
    bool has_gc_head = type_has(type_of_peek(args[0]), TYPE_FLAG_GC) && type_of_peek(args[0]) != &object_type;
    return int_new(bytes + (has_gc_head ? 16 : 0));
}

static Ref sys_getallocatedblocks(View self UNUSED, View *args UNUSED) { return int_new((int64_t)heap_live_blocks()); }

static Ref sys_intern(View self UNUSED, View *args)
{
    if (args[0]->type != TYPE_STR)
        return raise_error(TypeError, is_str(args[0]) ? "can't intern %T" : "intern() argument must be str, not %T", args[0]);
    Ref text = retain(args[0]);
    if (!str_intern(&text))
        clear_place(&text);
    return text;
}

/* --- frames, recursion, exceptions ----------------------------------------------------------------------------------------------------------- */

static int64_t recursion_limit_asked; /* 0: never set. The limit in force never exceeds the room for frames. */

static Ref sys_getrecursionlimit(View self UNUSED, View *args UNUSED)
{
    return int_new(recursion_limit_asked ? recursion_limit_asked : thread.recursion_limit);
}

static Ref sys_setrecursionlimit(View self UNUSED, View *args)
{
    int64_t limit;
    if (!object_as_int64(args[0], &limit))
        return NULL;
    if (limit < 1)
        return raise_error(ValueError, "recursion limit must be greater or equal than 1");
    if (limit > INT32_MAX)
        return raise_error(OverflowError, "Python int too large to convert to C int");
    if (limit <= thread.recursion_depth)
        return raise_error(RecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", (int)limit, thread.recursion_depth);
    recursion_limit_asked = limit;
    thread.recursion_limit = limit < FRAMES_MOST - 1 ? (int)limit : FRAMES_MOST - 1;
    return none_new();
}

static Ref sys_getframe(View self UNUSED, View *args)
{
    int64_t depth = 0;
    if (args[0] && !object_as_int64(args[0], &depth))
        return NULL;
    Frame *frame = vm_current_frame();
    for (; frame && depth > 0; depth--)
        frame = frame_previous(frame);
    return frame ? frame_object(frame) : raise_error(ValueError, "call stack is not deep enough");
}

static Ref sys_exc_info(View self UNUSED, View *args UNUSED)
{
    View exception = thread.handled;
    if (!exception)
        return tuple_pack(3, NONE, NONE, NONE);
    View traceback = ((ExceptionObject *)exception)->traceback;
    return tuple_pack(3, type_of_peek(exception), exception, traceback ? traceback : NONE);
}

static Ref sys_exception(View self UNUSED, View *args UNUSED)
{
    return retain(thread.handled ? thread.handled : NONE);
}

static Ref sys_exit(View self UNUSED, View *args)
{
    return raise_value(SystemExit, args[0] ? args[0] : NULL);
}

static Ref sys_excepthook(View self UNUSED, View *args)
{
    if (is_exception(args[1]))
        print_exception(args[1]);
    return none_new();
}

static Ref sys_unraisablehook(View self UNUSED, View *args UNUSED)
{
    return none_new();
}

static Ref sys_displayhook(View self UNUSED, View *args)
{
    DictView builtins = builtins_dict_peek();
    if (args[0] == NONE)
        return none_new();
    if (!dict_set(builtins, name(_), NONE))
        return NULL;
    Ref text = object_repr(args[0]);
    View sys = dict_get_text_peek(modules_peek(), "sys");
    Ref out = text && sys ? object_get_attribute(sys, name(stdout)) : NULL;
    Ref line = out ? str_format("%U\n", text) : NULL, result = line ? call_method_1(out, name(write), line) : NULL;
    bool done = result && dict_set(builtins, name(_), args[0]);
    release_maybe(text);
    release_maybe(out);
    release_maybe(line);
    release_maybe(result);
    return done ? none_new() : NULL;
}

static Ref sys_getdefaultencoding(View self UNUSED, View *args UNUSED) { return str_from_text("utf-8"); }
static Ref sys_is_finalizing(View self UNUSED, View *args UNUSED) { return bool_new(false); }

static Ref sys_get_int_max_str_digits(View self UNUSED, View *args UNUSED) { return int_new(int_max_str_digits); }

static Ref sys_set_int_max_str_digits(View self UNUSED, View *args)
{
    int64_t digits;
    if (!object_as_int64(args[0], &digits))
        return NULL;
    if (digits != 0 && digits < 640)
        return raise_error(ValueError, "maxdigits must be 0 or larger than 640");
    int_max_str_digits = (int)digits;
    return none_new();
}

static const NativeFunction functions[] = {
    {"_getframe(depth=0, /)", sys_getframe, "Return a frame object from the call stack."},
    {"displayhook(object, /)", sys_displayhook, "Print an object to sys.stdout and also save it in builtins._"},
    {"exc_info()", sys_exc_info, "Return current exception information: (type, value, traceback)."},
    {"excepthook(exctype, value, traceback, /)", sys_excepthook, "Handle an exception by displaying it with a traceback on sys.stderr."},
    {"exception()", sys_exception, "Return the current exception."},
    {"exit(status=None, /)", sys_exit, "Exit the interpreter by raising SystemExit(status)."},
    {"get_int_max_str_digits()", sys_get_int_max_str_digits, "Return the maximum string digits limit for non-binary int<->str conversions."},
    {"getallocatedblocks()", sys_getallocatedblocks, "Return the number of memory blocks currently allocated."},
    {"getdefaultencoding()", sys_getdefaultencoding, "Return the current default encoding used by the Unicode implementation."},
    {"getfilesystemencoding()", sys_getdefaultencoding, "Return the encoding used to convert Unicode filenames to OS filenames."},
    {"getrecursionlimit()", sys_getrecursionlimit, "Return the current value of the recursion limit."},
    {"getrefcount(object, /)", sys_getrefcount, "Return the reference count of object."},
    {"getsizeof(object, default=0)", sys_getsizeof, "Return the size of object in bytes."},
    {"intern(string, /)", sys_intern, "``Intern'' the given string."},
    {"is_finalizing()", sys_is_finalizing, "Return True if Python is exiting."},
    {"set_int_max_str_digits(maxdigits)", sys_set_int_max_str_digits, "Set the maximum string digits limit for non-binary int<->str conversions."},
    {"setrecursionlimit(limit, /)", sys_setrecursionlimit, "Set the maximum depth of the Python interpreter stack to n."},
    {"unraisablehook(unraisable, /)", sys_unraisablehook, "Handle an unraisable exception."},
    {NULL, NULL, NULL}};

/* --- what is not a function ------------------------------------------------------------------------------------------------------------------ */

static bool add_streams(DictView dict)
{
    unsigned out_flags = TEXTFILE_WRITE | (isatty(1) ? TEXTFILE_LINES : 0u);
    return dict_set_text_take(dict, "stdin", textfile_new(0, "<stdin>", "r", TEXTFILE_READ)) &&
           dict_set_text_take(dict, "stdout", textfile_new(1, "<stdout>", "w", out_flags)) &&
           dict_set_text_take(dict, "stderr", textfile_new(2, "<stderr>", "w", TEXTFILE_WRITE | TEXTFILE_LINES | TEXTFILE_ESCAPES)) &&
           dict_set_text(dict, "__stdin__", dict_get_text_peek(dict, "stdin")) && dict_set_text(dict, "__stdout__", dict_get_text_peek(dict, "stdout")) &&
           dict_set_text(dict, "__stderr__", dict_get_text_peek(dict, "stderr"));
}

static bool add_text(DictView dict, const char *name, const char *text)
{
    return dict_set_text_take(dict, name, str_from_text(text));
}

/* A tuple of numbers and texts that is also looked up by name (version_info, flags): a class made by its own type() call. */
static Ref version_tuple(void)
{
    Ref level = str_from_text("final"), numbers[] = {int_new(3), int_new(11), int_new(2), int_new(0)};
    Ref result = level && numbers[0] && numbers[1] && numbers[2] && numbers[3] ? tuple_pack(5, numbers[0], numbers[1], numbers[2], level, numbers[3]) : NULL;
    release_maybe(level);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        release_maybe(numbers[i]);
    return result;
}

static Ref simple_namespace(const char *name, const char *const *texts, const int64_t *numbers)
{
    Ref dict = dict_new(), bases = tuple_new(0), title = str_from_text(name);
    Ref args = dict && bases && title ? tuple_pack(3, title, bases, dict) : NULL, class = args ? call_tuple(AS_OBJECT(&type_type), args, NULL) : NULL;
    Ref object = class ? call_0(class) : NULL;
    for (size_t i = 0; object && texts[i]; i++) {
        Ref key = str_intern_text(texts[i]), value = key ? int_new(numbers[i]) : NULL;
        if (!value || !object_set_attribute(object, key, value))
            clear_place(&object);
        release_maybe(key);
        release_maybe(value);
    }
    release_maybe(dict);
    release_maybe(bases);
    release_maybe(title);
    release_maybe(args);
    release_maybe(class);
    return object;
}

static bool add_descriptions(DictView dict)
{
    static const char *const hash_names[] = {"width", "modulus", "inf", "nan", "imag", "hash_bits", "seed_bits", "cutoff", NULL};
    static const int64_t hash_numbers[] = {64, (INT64_C(1) << 61) - 1, 314159, 0, 1000003, 64, 128, 0};
    static const char *const flag_names[] = {"debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment",
                                             "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", NULL};
    static const int64_t flag_numbers[] = {0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1};
    return dict_set_text_take(dict, "version_info", version_tuple()) && dict_set_text_take(dict, "hash_info", simple_namespace("hash_info", hash_names, hash_numbers)) &&
           dict_set_text_take(dict, "flags", simple_namespace("flags", flag_names, flag_numbers));
}

static Ref float_info(void)
{
    static const char *const names[] = {"dig", "mant_dig", "max_10_exp", "max_exp", "min_10_exp", "min_exp", "radix", "rounds", NULL};
    static const int64_t numbers[] = {15, 53, 308, 1024, -307, -1021, 2, 1};
    static const struct { const char *name; double value; } values[] = {{"max", 1.7976931348623157e+308}, {"min", 2.2250738585072014e-308}, {"epsilon", 2.220446049250313e-16}};
    Ref object = simple_namespace("float_info", names, numbers);
    for (size_t i = 0; object && i < COUNT_OF(values); i++) {
        Ref key = str_intern_text(values[i].name), value = key ? float_new(values[i].value) : NULL;
        if (!value || !object_set_attribute(object, key, value))
            clear_place(&object);
        release_maybe(key);
        release_maybe(value);
    }
    return object;
}

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    return module_type_ready(&textfile_type) && add_streams(dict) && add_descriptions(dict) && dict_set_text_take(dict, "float_info", float_info()) &&
           dict_set_text(dict, "modules", AS_OBJECT(modules_peek())) && dict_set_text_take(dict, "path", list_new(0)) &&
           dict_set_text_take(dict, "argv", list_new(0)) && dict_set_text_take(dict, "meta_path", list_new(0)) && dict_set_text_take(dict, "maxsize", int_new(INT64_MAX)) &&
           dict_set_text_take(dict, "maxunicode", int_new(0x10FFFF)) && dict_set_text_take(dict, "hexversion", int_new(0x030B02F0)) &&
           add_text(dict, "byteorder", "little") && add_text(dict, "platform", "linux") && add_text(dict, "version", "3.11.2 (Ouro)") &&
           add_text(dict, "copyright", "Copyright (c) 2026 the Ouro authors") && add_text(dict, "executable", "") && add_text(dict, "prefix", "/usr") &&
           add_text(dict, "base_prefix", "/usr") && add_text(dict, "exec_prefix", "/usr") && add_text(dict, "base_exec_prefix", "/usr") &&
           dict_set_text_take(dict, "warnoptions", list_new(0)) && dict_set_text(dict, "dont_write_bytecode", TRUE) &&
           dict_set_text(dict, "__displayhook__", dict_get_text_peek(dict, "displayhook")) && dict_set_text(dict, "__excepthook__", dict_get_text_peek(dict, "excepthook"));
}

const NativeModule sys_module = {.name = "sys", .doc = "This module provides access to some objects used or maintained by the interpreter.", .functions = functions, .init = init};
