/* sys: the interpreter's own parameters and functions.
 *
 * The functions are here, plain values and tuples with names in sys_info.c. The settings come from the
 * command line (SysSettings, sys.h), which the shell fills before the start.
 *
 * Memory:     getrefcount and getsizeof say what CPython's would: the count includes the argument's
 *             reference, the size is that of CPython's layout. getallocatedblocks counts Ouro's own.
 * Recursion:  the limit that a program asks for is remembered and told; the one in force is never more than
 *             there is room for frames.
 * Streams:    sys.stdin, stdout and stderr are streams over descriptors 0, 1, 2, which they do not own.
 *             stderr is flushed after each line and writes what it cannot encode as escapes. */
#include "stdlib/sys/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/uncaught.h"
#include "stdlib/io/io.h"
#include "stdlib/module_types.h"
#include "stdlib/sys/sys_hooks.h"
#include "stdlib/sys/sys_info.h"
#include "stdlib/sys/sys_threads.h"
#include "vm/import/import.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"

/* --- memory --------------------------------------------------------------------------------------------- */

/* CPython's count while getrefcount runs includes the argument's own reference, which here the caller's
 * temporary holds. */
static Ref sys_getrefcount(View self UNUSED, View *args)
{
    return int_new(vm_reference_count(args[0]));
}

/* What __sizeof__ returned, as a number. False with an exception. */
static bool as_size(View size, int64_t *bytes)
{
    if (is_int(size) && int_to_int64(int_view(size), bytes))
        return true;
    if (is_int(size))
        int_raise_too_large("ssize_t");
    else
        raise_error(TypeError, "an integer is required");
    return false;
}

static Ref sys_getsizeof(View self UNUSED, View *args)
{
    Ref method = object_special_method(args[0], name(__sizeof__));
    Ref size = method ? call_0(method) : NULL;
    release_maybe(method);
    int64_t bytes;
    if (!size || !as_size(size, &bytes)) {
        release_maybe(size);
        if (args[1] && error_clear_if(TypeError))
            return retain(args[1]);
        return error_is_set() ? NULL : raise_error(TypeError, "Type %T doesn't define __sizeof__", args[0]);
    }
    release(size);
    if (bytes < 0)
        return raise_error(ValueError, "__sizeof__() should return >= 0");
    return int_new(bytes + layout_head_size(type_of_peek(args[0])));
}

static Ref sys_getallocatedblocks(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)heap_live_blocks());
}

static Ref sys_debugmallocstats(View self UNUSED, View *args UNUSED)
{
    heap_write_statistics();
    return none_new();
}

static Ref sys_clear_type_cache(View self UNUSED, View *args UNUSED)
{
    type_forget_lookups();
    return none_new();
}

static Ref sys_intern(View self UNUSED, View *args)
{
    if (args[0]->type != TYPE_STR)
        return raise_error(TypeError,
                           is_str(args[0])   ? "can't intern %T"
                           : args[0] == NONE ? "intern() argument must be str, not None"
                                             : "intern() argument must be str, not %K",
                           args[0]);
    Ref text = retain(args[0]);
    if (!str_intern(&text))
        clear_place(&text);
    return text;
}

/* --- frames, recursion, exceptions ---------------------------------------------------------------------- */

static int64_t recursion_limit_asked; /* 0: never set. The limit in force never exceeds the room for frames. */

static Ref sys_getrecursionlimit(View self UNUSED, View *args UNUSED)
{
    return int_new(recursion_limit_asked ? recursion_limit_asked : thread.recursion_limit);
}

static Ref sys_setrecursionlimit(View self UNUSED, View *args)
{
    int32_t limit;
    if (!object_as_int32(args[0], &limit))
        return NULL;
    if (limit < 1)
        return raise_error(ValueError, "recursion limit must be greater or equal than 1");
    int depth = thread.recursion_depth + 1; /* CPython counts the call of this function */
    if (limit <= depth)
        return raise_error(RecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
                           (int)limit, depth);
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
    Ref object = frame ? frame_object(frame) : raise_error(ValueError, "call stack is not deep enough");
    if (object && !AUDIT("sys._getframe", "O", object))
        clear_place(&object);
    return object;
}

static Ref sys_get_coroutine_origin_tracking_depth(View self UNUSED, View *args UNUSED)
{
    return int_new(coroutine_origin_depth);
}

static Ref sys_set_coroutine_origin_tracking_depth(View self UNUSED, View *args)
{
    int32_t depth;
    if (!object_as_int32(args[0], &depth))
        return NULL;
    if (depth < 0)
        return raise_error(ValueError, "depth must be >= 0");
    coroutine_origin_depth = (int)depth;
    return none_new();
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
    return uncaught_excepthook(args[1], args[2]);
}

static Ref sys_unraisablehook(View self UNUSED, View *args)
{
    return uncaught_unraisablehook(args[0]);
}

/* stdout.buffer.write(), with escapes for what stdout cannot encode; or, where there is no buffer, the text of it. */
static Ref write_escaped(View out, View text)
{
    Ref encoding = object_get_attribute_text(out, "encoding");
    char *owned = NULL;
    size_t length;
    const char *name = encoding && is_str(encoding) ? str_utf8(str_view(encoding), &length, &owned) : NULL;
    Ref bytes = name ? codec_encode_str(text, name, "backslashreplace") : NULL, result = NULL;
    Ref key = bytes ? str_intern_text("buffer") : NULL, buffer = key ? object_get_attribute_maybe(out, key) : NULL;
    if (buffer) {
        result = call_method_1(buffer, name(write), bytes);
    } else if (key && !error_is_set()) {
        Ref escaped = codec_decode_bytes(bytes, name, "strict");
        result = escaped ? call_method_1(out, name(write), escaped) : NULL;
        release_maybe(escaped);
    }
    if (name)
        str_utf8_free(owned, length);
    else if (!error_is_set())
        raise_error(TypeError, "the encoding of sys.stdout must be a string");
    release_maybe(encoding);
    release_maybe(bytes);
    release_maybe(key);
    release_maybe(buffer);
    return result;
}

static bool display(View out, View text)
{
    Ref result = call_method_1(out, name(write), text), newline = NULL;
    if (!result && error_clear_if(UnicodeEncodeError))
        result = write_escaped(out, text);
    if (result && (newline = str_from_text("\n")))
        replace_take(&result, call_method_1(out, name(write), newline));
    bool done = result && newline;
    release_maybe(result);
    release_maybe(newline);
    return done;
}

Ref (*sys_paint_value)(View text);

static Ref sys_displayhook(View self UNUSED, View *args)
{
    DictView builtins = builtins_dict_peek();
    if (args[0] == NONE)
        return none_new();
    if (!dict_set(builtins, name(_), NONE))
        return NULL;
    Ref text = object_repr(args[0]);
    if (text && sys_paint_value)
        replace_take(&text, sys_paint_value(text));
    Ref out = text ? retain_maybe(sys_attribute_peek(name(stdout))) : NULL;
    if (text && (!out || out == NONE))
        raise_error(RuntimeError, "lost sys.stdout");
    bool done = out && out != NONE && display(out, text) && dict_set(builtins, name(_), args[0]);
    release_maybe(text);
    release_maybe(out);
    return done ? none_new() : NULL;
}

static Ref sys_getdefaultencoding(View self UNUSED, View *args UNUSED)
{
    return str_from_text("utf-8");
}
static Ref sys_is_finalizing(View self UNUSED, View *args UNUSED)
{
    return bool_new(false);
}

static Ref sys_get_int_max_str_digits(View self UNUSED, View *args UNUSED)
{
    return int_new(int_max_str_digits);
}

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

/* --- settings that a program may ask for ---------------------------------------------------------------- */

static Ref sys_getfilesystemencodeerrors(View self UNUSED, View *args UNUSED)
{
    return str_from_text("surrogateescape");
}

/* --- hooks that site and the debugger are found by ------------------------------------------------------ */

/* What PYTHONBREAKPOINT names; the debugger, where it says nothing. */
static const char *breakpoint_path(void)
{
    const char *wish = sys_settings.ignore_environment ? NULL : getenv("PYTHONBREAKPOINT");
    return wish && *wish ? wish : NULL;
}

/* The callable that "module.name" or "name" (a built-in one) stands for. NULL with an exception. */
static Ref find_callable(const char *path)
{
    const char *dot = strrchr(path, '.');
    Ref module_name = dot ? str_from_utf8(path, (size_t)(dot - path)) : retain(name(builtins)), list = NULL, module = NULL, callable = NULL;
    Ref attribute = module_name ? str_from_text(dot ? dot + 1 : path) : NULL;
    if (attribute && str_intern(&attribute) && (list = tuple_pack(1, attribute)))
        module = import_module(module_name, NULL, list, 0);
    if (module)
        callable = object_get_attribute(module, attribute);
    release_maybe(module_name);
    release_maybe(attribute);
    release_maybe(list);
    release_maybe(module);
    return callable;
}

/* As CPython's, but that a missing debugger is told: an import that fails is only a warning when it was
 * PYTHONBREAKPOINT that asked for it. */
static Ref sys_breakpointhook(View self UNUSED, View *args)
{
    const char *wish = breakpoint_path();
    if (wish && strcmp(wish, "0") == 0)
        return none_new();
    Ref hook = wish && *wish == '.' ? NULL : find_callable(wish ? wish : "pdb.set_trace");
    if (!hook && wish && (!error_is_set() || error_clear_if(ImportError) || error_clear_if(AttributeError)))
        return warn_here(RuntimeWarning, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", wish) ? none_new() : NULL;
    Ref result = hook ? call_tuple(hook, args[0], args[1]) : NULL;
    release_maybe(hook);
    return result;
}

bool (*sys_prepare_interaction)(void);

static Ref sys_interactivehook(View self UNUSED, View *args UNUSED)
{
    return !sys_prepare_interaction || sys_prepare_interaction() ? none_new() : NULL;
}

static const NativeFunction functions[] = {
    {"__interactivehook__()", sys_interactivehook, "Prepare the interactive interpreter: history and completion."},
    {"_clear_type_cache()", sys_clear_type_cache, "Clear the internal type lookup cache."},
    {"_debugmallocstats()", sys_debugmallocstats,
     "Print summary info to stderr about the state of pymalloc's structures.\n\nIn Py_DEBUG mode, also perform some expensive internal "
     "consistency\nchecks."},
    {"_current_exceptions()", sys_current_exceptions,
     "Return what each thread is handling, as sys.exc_info() tells it, by the threads' identifiers."},
    {"_current_frames()", sys_current_frames, "Return the current frame of each thread, by the threads' identifiers."},
    {"_getframe(depth=0, /)", sys_getframe, "Return a frame object from the call stack."},
    {"addaudithook(hook)", sys_addaudithook, "Add a function that is told of events that matter for security, until the program ends."},
    {"audit(event, *args)", sys_audit, "Pass the event to any audit hooks that are attached."},
    {"breakpointhook(*args, **kws)", sys_breakpointhook,
     "What breakpoint() calls: what the variable PYTHONBREAKPOINT names, or pdb.set_trace."},
    {"call_tracing(func, args, /)", sys_call_tracing, "Call func(*args), while tracing is enabled."},
    {"call_tracing(func, args, /)", sys_call_tracing, "Call func(*args), while tracing is enabled."},
    {"displayhook(object, /)", sys_displayhook, "Print an object to sys.stdout and also save it in builtins._"},
    {"exc_info()", sys_exc_info, "Return current exception information: (type, value, traceback)."},
    {"excepthook(exctype, value, traceback, /)", sys_excepthook, "Handle an exception by displaying it with a traceback on sys.stderr."},
    {"exception()", sys_exception, "Return the current exception."},
    {"exit(status=None, /)", sys_exit, "Exit the interpreter by raising SystemExit(status)."},
    {"get_asyncgen_hooks()", sys_get_asyncgen_hooks, "Return the installed asynchronous generators hooks."},
    {"get_coroutine_origin_tracking_depth()", sys_get_coroutine_origin_tracking_depth,
     "Return how many callers a new coroutine notes in its cr_origin."},
    {"get_int_max_str_digits()", sys_get_int_max_str_digits,
     "Return the maximum string digits limit for non-binary int<->str conversions."},
    {"getallocatedblocks()", sys_getallocatedblocks, "Return the number of memory blocks currently allocated."},
    {"getdefaultencoding()", sys_getdefaultencoding, "Return the current default encoding used by the Unicode implementation."},
    {"getfilesystemencodeerrors()", sys_getfilesystemencodeerrors, "Return the error mode used for Unicode to OS filename conversion."},
    {"getfilesystemencoding()", sys_getdefaultencoding, "Return the encoding used to convert Unicode filenames to OS filenames."},
    {"getprofile()", sys_getprofile, "Return the profiling function set with sys.setprofile, or None."},
    {"getrecursionlimit()", sys_getrecursionlimit,
     "Return the current value of the recursion limit.\n"
     "\n"
     "The recursion limit is the maximum depth of the Python interpreter\n"
     "stack.  This limit prevents infinite recursion from causing an overflow\n"
     "of the C stack and crashing Python."},
    {"getrefcount(object, /)", sys_getrefcount,
     "Return the reference count of object.\n"
     "\n"
     "The count returned is generally one higher than you might expect,\n"
     "because it includes the (temporary) reference as an argument to\n"
     "getrefcount()."},
    {"getsizeof(object, default=0)", sys_getsizeof,
     "getsizeof(object [, default]) -> int\n"
     "\n"
     "Return the size of object in bytes."},
    {"getswitchinterval()", sys_getswitchinterval, "Return the current thread switch interval."},
    {"gettrace()", sys_gettrace, "Return the debug tracing function set with sys.settrace, or None."},
    {"intern(string, /)", sys_intern,
     "``Intern'' the given string.\n"
     "\n"
     "This enters the string in the (global) table of interned strings whose\n"
     "purpose is to speed up dictionary lookups. Return the string itself or\n"
     "the previously interned string object with the same value."},
    {"is_finalizing()", sys_is_finalizing, "Return True if Python is exiting."},
    {"set_asyncgen_hooks(firstiter=None, finalizer=None)", sys_set_asyncgen_hooks,
     "Set what is told of the first iteration and of the end of asynchronous generators."},
    {"set_coroutine_origin_tracking_depth(depth)", sys_set_coroutine_origin_tracking_depth,
     "Let each new coroutine note so many of its callers in cr_origin; 0: none."},
    {"set_int_max_str_digits(maxdigits)", sys_set_int_max_str_digits,
     "Set the maximum string digits limit for non-binary int<->str conversions."},
    {"setprofile(function, /)", sys_setprofile, "Set the profiling function: it is called on each function call and return."},
    {"setrecursionlimit(limit, /)", sys_setrecursionlimit,
     "Set the maximum depth of the Python interpreter stack to n.\n"
     "\n"
     "This limit prevents infinite recursion from causing an overflow of the C\n"
     "stack and crashing Python.  The highest possible limit is platform-\n"
     "dependent."},
    {"setswitchinterval(interval, /)", sys_setswitchinterval, "Set the ideal thread switching delay, in seconds."},
    {"settrace(function, /)", sys_settrace,
     "Set the debug tracing function: it is called on each function call, and what it returns on each line."},
    {"unraisablehook(unraisable, /)", sys_unraisablehook, "Handle an unraisable exception."},
    {NULL, NULL, NULL},
};

/* --- what is not a function ----------------------------------------------------------------------------- */

static bool add_streams(DictView dict)
{
    return dict_set_text_take(dict, "stdin", io_standard_stream(0)) && dict_set_text_take(dict, "stdout", io_standard_stream(1)) &&
           dict_set_text_take(dict, "stderr", io_standard_stream(2)) &&
           dict_set_text(dict, "__stdin__", dict_get_text_peek(dict, "stdin")) &&
           dict_set_text(dict, "__stdout__", dict_get_text_peek(dict, "stdout")) &&
           dict_set_text(dict, "__stderr__", dict_get_text_peek(dict, "stderr"));
}

static Ref warn_options(void)
{
    Ref list = list_new(0);
    if (list && sys_settings.add_warn_options && !sys_settings.add_warn_options(list))
        clear_place(&list);
    return list;
}

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    return add_streams(dict) && sys_add_info(dict) && dict_set_text(dict, "modules", AS_OBJECT(modules_peek())) &&
           dict_set_text_take(dict, "path", list_new(0)) && dict_set_text_take(dict, "argv", list_new(0)) &&
           structseq_ready(&uncaught_hook_args_type, module_type_ready) && sys_hooks_ready() &&
           dict_set_text_take(dict, "warnoptions", warn_options()) &&
           dict_set_text(dict, "__breakpointhook__", dict_get_text_peek(dict, "breakpointhook")) &&
           dict_set_text(dict, "__displayhook__", dict_get_text_peek(dict, "displayhook")) &&
           dict_set_text(dict, "__excepthook__", dict_get_text_peek(dict, "excepthook")) &&
           dict_set_text(dict, "__unraisablehook__", dict_get_text_peek(dict, "unraisablehook"));
}

const NativeModule sys_module = {.name = "sys",
                                 .doc = "This module provides access to some objects used or maintained by the interpreter.",
                                 .functions = functions,
                                 .init = init,
                                 .lazy = &sys_lazy_names};
