/* thread_excepthook: how an exception that ended a thread is reported; threading.excepthook unless it was
 * replaced. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/print_exception.h"
#include "stdlib/module_types.h"
#include "stdlib/thread/thread_private.h"

static const StructSeqField fields[] = {
    {"exc_type", "Exception type"},
    {"exc_value", "Exception value"},
    {"exc_traceback", "Exception traceback"},
    {"thread", "Thread"},
    {NULL, NULL},
};
static StructSeqType arguments_type = STRUCTSEQ("_thread._ExceptHookArgs", fields, 4, 0, "ExceptHookArgs");

bool thread_excepthook_ready(ModuleObject *module)
{
    return structseq_ready(&arguments_type, module_type_ready) &&
           dict_set_text_take(module->dict, "_ExceptHookArgs", retain(AS_OBJECT(&arguments_type.type)));
}

/* Its name; without a thread object, or one without a name, its number. */
static Ref name_of(View thread_object)
{
    Ref name = thread_object != NONE ? object_get_attribute_text(thread_object, "name") : NULL;
    error_clear();
    Ref text = name ? object_str(name) : NULL;
    error_clear();
    release_maybe(name);
    return text ? text : str_format("%lu", (unsigned long)thread_identity(thread_self));
}

/* The exception as it was when it was caught, whatever its own traceback is by now. */
static Ref exception_of(View type, View value, View traceback)
{
    Ref exception = value != NONE && is_exception(value) ? retain(value) : is_exception_class(type) ? call_0(type) : NULL;
    if (exception && is_exception(exception) && traceback->type == TYPE_TRACEBACK && !((ExceptionObject *)exception)->traceback)
        ((ExceptionObject *)exception)->traceback = retain(traceback);
    return exception;
}

static Ref report(View *items)
{
    Ref name = name_of(items[3]), head = name ? str_format("Exception in thread %U:\n", name) : NULL;
    release_maybe(name);
    bool done = head && print_to_stderr(head);
    release_maybe(head);
    Ref exception = done ? exception_of(items[0], items[1], items[2]) : NULL;
    if (exception && is_exception(exception))
        print_exception(exception);
    release_maybe(exception);
    return done && !error_is_set() ? none_new() : NULL;
}

/* Is sys.stderr gone, as at the end of a program? */
static bool has_no_stderr(void)
{
    Ref name = str_intern_text("stderr");
    View stream = name ? sys_attribute_peek(name) : NULL;
    release_maybe(name);
    return !stream || stream == NONE;
}

/* Then the thread still has what it was when the thread was made. */
static Ref report_on_own_stderr(View *items)
{
    Ref own = items[3] == NONE ? NULL : object_get_attribute_text(items[3], "_stderr");
    error_clear();
    if (!own || own == NONE) {
        release_maybe(own);
        return none_new();
    }
    Ref result = sys_set_attribute("stderr", own) ? report(items) : NULL;
    release(own);
    Ref raised = error_take();
    if (!sys_set_attribute("stderr", NONE))
        error_clear();
    error_restore_take(raised);
    return result;
}

Ref thread_excepthook(View self UNUSED, View *args)
{
    if (type_of_peek(args[0]) != &arguments_type.type)
        return raise_error(TypeError, "_thread.excepthook argument type must be ExceptHookArgs");
    View *items = ((TupleView)args[0])->items;
    if (items[0] == AS_OBJECT(&exception_types[SystemExit]))
        return none_new();
    return has_no_stderr() ? report_on_own_stderr(items) : report(items);
}
