/* eval_calls: making functions, calling in the less simple ways, raising, with.
 *
 * What calls of Python functions have in common is that nothing is copied if the arguments stand
 * right:
 *
 *     stand in order                 CALL_FUNCTION, CALL_METHOD_FUNCTION …: the handler pushes the frame
 *     keywords, defaults             eval_push_call: sorted in their registers (function_bind_in_place)
 *     *args, **kwargs, mistakes      eval_push_call: lifted out of the way, then bound (function_bind)
 *     f(*args, **kwargs)             eval_call_spread: a tuple and a dict
 *
 * Owning: the arguments are consumed by whoever is called here, also on failure, so that a handler
 * has nothing to clean up after a failed call. They die from the last to the first. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/slots.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/run/eval_helpers.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

/* `parts` are the temporaries that the bits of `flags` announce, in this order. Without a function
 * they are released all the same: the instruction consumes them whatever happens. */
Ref eval_make_function(DictView globals, CodeView code, Ref *parts, unsigned flags)
{
    FunctionView function = (FunctionView)function_new(code, globals);
    size_t n = 0;
    Ref *places[] = {function ? &function->defaults : NULL, function ? &function->keyword_defaults : NULL,
                     function ? &function->annotations : NULL, function ? &function->closure : NULL};
    for (unsigned bit = 0; bit < COUNT_OF(places); bit++) {
        if (!(flags >> bit & 1))
            continue;
        if (function)
            *places[bit] = parts[n++];
        else
            release(parts[n++]);
    }
    return AS_OBJECT(function);
}

/* The arguments lie where function_bind wants to write the parameters, so they are lifted out first
 * (`held`); it takes references, and they are released behind it. vm.binding lies beyond the
 * registers meanwhile: what binding runs must not take them for free. On success the frame owns the
 * function, else it is released here. */
Frame *eval_push_call(FunctionView function, Ref *args, size_t positional, View keyword_names)
{
    enum { SMALL = 16 };
    if (!vm.current->generator && registers_fit(args + function->code->register_count) &&
        function_bind_in_place(function, args, positional, keyword_names)) {
        size_t named = (size_t)function->code->argument_count + function->code->keyword_only;
        Frame *pushed = frame_push(function, args, named);
        if (!pushed) {
            release_arguments(args, named);
            release(AS_OBJECT(function));
        }
        return pushed;
    }
    ASSERT(!(function->code->flags & CODE_GENERATOR));
    size_t count = positional + (keyword_names ? tuple_length(keyword_names) : 0);
    Ref small[SMALL], *held = small;
    Frame *frame = NULL;
    if (count > SMALL && !(held = heap_allocate(heap_array_size(count, sizeof *held)))) {
        raise_memory_error();
        release_arguments(args, count);
        release(AS_OBJECT(function));
        return NULL;
    }
    memcpy(held, args, count * sizeof *held);
    Ref *outer = vm.binding, *place = vm.current->generator ? vm_stack_top() : args;
    bool fits = registers_fit(place + function->code->register_count), is_bound = false;
    if (fits) {
        vm.binding = place + function->code->register_count; /* binding may run Python code */
        is_bound = function_bind(function, place, held, positional, keyword_names);
        vm.binding = outer;
    } else {
        raise_error(RecursionError, "maximum recursion depth exceeded");
    }
    if (is_bound) {
        frame = frame_push(function, place, code_parameter_count(function->code));
        if (!frame)
            frame_registers_release(place, 0, code_parameter_count(function->code));
        else if (!(function->code->flags & CODE_OPTIMIZED))
            frame_use_globals(frame);
    }
    release_arguments(held, count);
    if (held != small)
        heap_free(held, count * sizeof *held);
    if (!frame)
        release(AS_OBJECT(function));
    return frame;
}

/* The tuple replaces what it was made from: a generator that is exhausted dies before the call
 * begins, as on CPython's stack. What is no iterable is refused before anything is unpacked, with
 * the function's name in the message. */
Ref eval_call_spread(View callable, Ref *place, View kwargs)
{
    View args = *place;
    if (args->type != TYPE_TUPLE) {
        if (!type_of_peek(args)->iterate && !type_of_peek(args)->get_item) {
            Ref label = eval_callable_label(callable);
            if (label)
                raise_error(TypeError, "%U argument after * must be an iterable, not %K", label, args);
            release_maybe(label);
            return NULL;
        }
        Ref tuple = tuple_from_iterable(args);
        if (!tuple)
            return NULL;
        replace_take(place, tuple);
    }
    return call_tuple(callable, *place, kwargs);
}

/* Is it a class whose instances are plain objects, initialised by a Python function that takes just `count`
 * arguments besides self? Then the class remembers the function, for as long as its version stays.
 * Then CALL_CLASS makes the instance and pushes the frame of __init__ without going through
 * type.__call__. A change of __init__, or of __new__, in the class or a base takes the version away. */
bool eval_constructs_simply(TypeObject *type, size_t count)
{
    if (type->new != object_new || type->init != slot_init || type_has(type, TYPE_FLAG_ABSTRACT))
        return false;
    View initialiser = type_lookup_peek(type, name(__init__));
    if (!initialiser || initialiser->type != TYPE_FUNCTION || !is_simple_call((FunctionView)initialiser, count + 1))
        return false;
    type->initialiser = initialiser;
    return true;
}

/* --- raising -------------------------------------------------------------------------------------------- */

/* `raise E` is `raise E()`: the class is called here, and anything may come back from it. */
static Ref instance_of_exception(View given)
{
    if (is_exception(given))
        return retain(given);
    if (!is_exception_class(given))
        return raise_error(TypeError, "exceptions must derive from BaseException");
    Ref made = call_0(given);
    if (made && !is_exception(made)) {
        raise_error(TypeError, "calling %R should have returned an instance of BaseException, not %R", given,
                    AS_OBJECT(type_of_peek(made)));
        clear_place(&made);
    }
    return made;
}

/* `raise x from y`. `from None` only hides the context; it is noted by suppress_context, which also
 * a true cause sets. The context, what was being handled, is added by raise_take. */
void eval_raise_object(View given, View given_cause)
{
    Ref exception = instance_of_exception(given);
    if (!exception)
        return;
    if (given_cause) {
        Ref cause = NULL;
        if (given_cause != NONE) {
            if (!is_exception(given_cause) && !is_exception_class(given_cause))
                raise_error(TypeError, "exception causes must derive from BaseException");
            else
                cause = instance_of_exception(given_cause);
            if (!cause) {
                release(exception);
                return;
            }
        }
        ExceptionObject *error = (ExceptionObject *)exception;
        error->suppress_context = 1;
        replace_take(&error->cause, cause);
    }
    raise_take(exception);
}

static bool check_catchable(View class)
{
    if (is_exception_class(class))
        return true;
    raise_error(TypeError, "catching classes that do not inherit from BaseException is not allowed");
    return false;
}

/* All classes of a tuple are checked before any is compared, as in CPython 3.11: a wrong entry
 * behind the one that matches is reported all the same. */
int eval_exception_matches(View exception, View class)
{
    if (!is_tuple(class))
        return check_catchable(class) ? is_instance(exception, (TypeObject *)class) : -1;
    for (size_t n = 0; n < tuple_length(class); n++)
        if (!check_catchable(tuple_item_peek(class, n)))
            return -1;
    for (size_t n = 0; n < tuple_length(class); n++)
        if (is_instance(exception, (TypeObject *)tuple_item_peek(class, n)))
            return 1;
    return 0;
}

/* --- with ----------------------------------------------------------------------------------------------- */

/* Both methods are looked up, on the class, before __enter__ is called: a manager that could not be
 * left again must not be entered. __exit__ is bound now, whatever becomes of the class in the body. */
bool eval_with_enter(View manager, Ref *pair, bool is_async)
{
    Ref enter = object_special_method(manager, is_async ? name(__aenter__) : name(__enter__));
    Ref leave = enter ? object_special_method(manager, is_async ? name(__aexit__) : name(__exit__)) : NULL;
    if (!leave) {
        if (!error_is_set())
            raise_error(TypeError, "'%T' object does not support the %scontext manager protocol%s", manager,
                        is_async ? "asynchronous " : "",
                        !enter     ? ""
                        : is_async ? " (missed __aexit__ method)"
                                   : " (missed __exit__ method)");
        release_maybe(enter);
        return false;
    }
    Ref entered = call_0(enter);
    release(enter);
    if (!entered) {
        release(leave);
        return false;
    }
    pair[0] = leave;
    pair[1] = entered;
    return true;
}

/* The collector, and Ctrl-C. The only places where either gets in are between instructions, or at
 * the end of one that has its result stored: everywhere else something would be held in C variables
 * alone. */
bool eval_safe_point(Frame *frame, const Instruction *i)
{
    frame->pc = i;
    gc_run_requested();
    threads_switch_if_asked();
    ASSERT(!error_is_set());
    return signals_handle();
}

/* The position table says that a temporary result is not alive yet at this instruction, so the
 * unwinder would leave it. A local keeps it: the assignment has happened. */
bool eval_safe_point_stored(Frame *frame, const Instruction *i)
{
    if (eval_safe_point(frame, i))
        return true;
    if (i->a & OPERAND_TEMPORARY) {
        ASSERT(error_is_set());
        Ref interrupt = error_take(); /* the death of the result may run code */
        clear_place(&frame->registers[i->a & OPERAND_INDEX]);
        error_restore_take(interrupt);
    }
    return false;
}

/* `requested` is set again, so that the next safe point sees the interrupt. */
void eval_safe_point_resumed(Frame *frame, const Instruction *i)
{
    frame->pc = i;
    gc_run_requested();
    threads_switch_if_asked();
    if (thread.interrupted || interrupt_signals_came)
        gc_state.requested = true;
}
