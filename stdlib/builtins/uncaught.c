/* uncaught: what becomes of an exception that no frame handled, or that C code could not pass on.
 *
 * excepthook:      the program ended with the exception. It is kept in sys.last_value, and sys.excepthook is
 *                  called, which Python code may have replaced. If the hook fails, both are printed.
 * unraisablehook:  a __del__, a callback or an atexit function failed: its caller is the collector, or a
 *                  release, which cannot fail. sys.unraisablehook is told, and the program goes on.
 *
 * This is the last place to go to, so nothing here may fail in its turn: what goes wrong while a message is
 * made is replaced by a fixed text, and an exception that comes up is cleared.
 * Hooks run any Python code, so the hook and what it is given are held during its call. */
#include "stdlib/builtins/uncaught.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/life/gc.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/builtins/print_exception.h"
#include "vm/module.h"
#include "vm/run/frame.h"
#include "vm/run/traceback.h"

static View traceback_of(View exception)
{
    View traceback = ((ExceptionObject *)exception)->traceback;
    return traceback ? traceback : NONE;
}

static void write_text(const char *text)
{
    Ref line = str_from_text(text);
    if (line && !print_to_stderr(line))
        error_clear();
    release_maybe(line);
    error_clear();
}

/* --- sys.excepthook ------------------------------------------------------------------------------------- */

Ref uncaught_excepthook(View value, View traceback)
{
    if (!is_exception(value)) {
        Ref line = str_format("TypeError: print_exception(): Exception expected for value, %T found\n", value);
        bool done = line && print_to_stderr(line);
        release_maybe(line);
        return done ? none_new() : NULL;
    }
    ExceptionObject *error = (ExceptionObject *)value;
    if (!error->traceback && traceback->type == TYPE_TRACEBACK)
        replace_take(&error->traceback, retain(traceback));
    print_exception(value);
    return none_new();
}

static void remember(View exception)
{
    if (!sys_set_attribute("last_type", AS_OBJECT(type_of_peek(exception))) || !sys_set_attribute("last_value", exception) ||
        !sys_set_attribute("last_traceback", traceback_of(exception)))
        error_clear();
}

bool uncaught_report(View exception)
{
    remember(exception);
    Ref hook = retain_maybe(sys_attribute_peek(name(excepthook)));
    if (!hook) {
        write_text("sys.excepthook is missing\n");
        print_exception(exception);
        return true;
    }
    Ref result = call_3(hook, AS_OBJECT(type_of_peek(exception)), exception, traceback_of(exception));
    release(hook);
    release_maybe(result);
    if (result)
        return true;
    if (error_matches(SystemExit))
        return false;
    Ref second = error_take();
    write_text("Error in sys.excepthook:\n");
    print_exception(second);
    release(second);
    write_text("\nOriginal exception was:\n");
    print_exception(exception);
    return true;
}

/* --- sys.unraisablehook --------------------------------------------------------------------------------- */

static const StructSeqField hook_args_fields[] = {
    {"exc_type", "Exception type"}, {"exc_value", "Exception value"},           {"exc_traceback", "Exception traceback"},
    {"err_msg", "Error message"},   {"object", "Object causing the exception"}, {NULL, NULL},
};

enum { ARGS_TYPE, ARGS_VALUE, ARGS_TRACEBACK, ARGS_MESSAGE, ARGS_OBJECT };

StructSeqType uncaught_hook_args_type = STRUCTSEQ("UnraisableHookArgs", hook_args_fields, 5, 0,
                                                  "UnraisableHookArgs\n"
                                                  "\n"
                                                  "Type used to pass arguments to sys.unraisablehook.");

/* "Exception ignored in: <function C.__del__ at 0x…>". */
static void add_place(StrBuilder *out, View message, View object)
{
    bool has_message = message != NONE;
    if (has_message)
        strbuilder_add_str(out, message);
    if (object != NONE) {
        Ref shown = object_repr(object);
        error_clear();
        strbuilder_add_text(out, has_message ? ": " : "Exception ignored in: ");
        if (shown)
            strbuilder_add_str(out, shown);
        else
            strbuilder_add_text(out, "<object repr() failed>");
        release_maybe(shown);
        strbuilder_add_character(out, '\n');
    } else if (has_message) {
        strbuilder_add_text(out, ":\n");
    }
}

/* "ValueError: its message". */
static void add_last_line(StrBuilder *out, TypeObject *type, View value)
{
    Ref module = object_get_attribute_maybe(AS_OBJECT(type), name(__module__));
    error_clear();
    if (!module || !is_str(module)) {
        strbuilder_add_text(out, "<unknown>");
    } else if (!str_equal_text(module, "builtins") && !str_equal_text(module, "__main__")) {
        strbuilder_add_str(out, module);
        strbuilder_add_character(out, '.');
    }
    release_maybe(module);
    strbuilder_add_str(out, type->qualified_name);
    if (value != NONE) {
        Ref text = object_str(value);
        error_clear();
        strbuilder_add_text(out, ": ");
        if (text)
            strbuilder_add_str(out, text);
        else
            strbuilder_add_text(out, "<exception str() failed>");
        release_maybe(text);
    }
    strbuilder_add_character(out, '\n');
}

/* The values in the order of the fields; none is NULL. False with an exception. */
static bool write_unraisable(const View *values)
{
    View type = values[ARGS_TYPE], message = values[ARGS_MESSAGE];
    if (!is_type(type) || (message != NONE && !is_str(message))) {
        raise_error(TypeError, "sys.unraisablehook needs an exception class, and None or a str as err_msg");
        return false;
    }
    StrBuilder out;
    strbuilder_start(&out);
    add_place(&out, message, values[ARGS_OBJECT]);
    if (values[ARGS_TRACEBACK]->type == TYPE_TRACEBACK)
        print_traceback_text(&out, values[ARGS_TRACEBACK]);
    add_last_line(&out, (TypeObject *)type, values[ARGS_VALUE]);
    Ref text = strbuilder_finish(&out);
    bool done = text && print_to_stderr(text);
    release_maybe(text);
    return done;
}

Ref uncaught_unraisablehook(View arguments)
{
    if (type_of_peek(arguments) != &uncaught_hook_args_type.type)
        return raise_error(TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
    View values[ARGS_OBJECT + 1];
    for (size_t i = 0; i < COUNT_OF(values); i++)
        values[i] = structseq_field_peek(arguments, i);
    return write_unraisable(values) ? none_new() : NULL;
}

/* What C code raised passed through no frame: it is said where Python code is at the moment. */
static void say_where(View exception)
{
    Frame *frame = vm_current_frame();
    if (!frame || !frame->code || !frame->pc || ((ExceptionObject *)exception)->traceback)
        return;
    uint32_t index = (uint32_t)(frame->pc - frame->code->instructions);
    traceback_add(exception, frame, index, code_position(frame->code, index)->line);
}

/* Without a hook, or if it failed. */
static void report_plainly(View message, View object, View exception)
{
    if (!write_unraisable((View[]){AS_OBJECT(type_of_peek(exception)), exception, traceback_of(exception), message, object}))
        error_clear();
}

/* False, with the exception that the hook raised, if it did. */
static bool call_hook(View hook, View message, View object, View exception)
{
    Ref arguments = structseq_new_take(&uncaught_hook_args_type, (Ref[]){retain(AS_OBJECT(type_of_peek(exception))), retain(exception),
                                                                         retain(traceback_of(exception)), retain(message), retain(object)});
    if (arguments)
        gc_track(
            arguments); /* unlike CPython's: a hook that stores them where the frames lead back to makes a cycle, which is to be found */
    Ref result = arguments ? call_1(hook, arguments) : NULL;
    release_maybe(arguments);
    release_maybe(result);
    return result != NULL;
}

static void report_failed_hook(View hook)
{
    Ref exception = error_take(), message = str_from_text("Exception ignored in sys.unraisablehook");
    error_clear();
    report_plainly(message ? message : NONE, hook, exception);
    release_maybe(message);
    release(exception);
}

void uncaught_report_unraisable(const char *message, View object, View exception)
{
    say_where(exception);
    Ref text = message ? str_from_text(message) : NULL;
    error_clear();
    View shown = text ? text : NONE;
    Ref hook = retain_maybe(sys_attribute_peek(name(unraisablehook)));
    if (!hook || hook == NONE)
        report_plainly(shown, object ? object : NONE, exception);
    else if (!call_hook(hook, shown, object ? object : NONE, exception))
        report_failed_hook(hook);
    release_maybe(hook);
    release_maybe(text);
}
