/* generator: generators; see generator.h for how one is suspended.
 *
 * Three ways resume one. A for loop and a `yield from` in Python code push its frame in the same
 * evaluation loop (FOR_ITER, YIELD_FROM: handlers/). C code, as next(), list() or send(), calls the
 * loop anew, by resume() here. All of them go through generator_push and generator_suspend or
 * generator_end.
 *
 *     send(v), next()       generator_deliver_take puts v where the yield wants it ─► resume
 *     throw(e), close()     the exception is set ─► resume: the loop begins with its way to a handler
 *                           while it delegates (yield from), the delegate gets it first
 *
 *     result of a resume    SEND_NEXT: yielded    SEND_RETURN: returned    SEND_ERROR: raised
 *
 * A StopIteration is only made when somebody sees it: by send() or next(), not by a for loop.
 *
 * Invariants:  a RUNNING generator is not resumed, cleared or closed by anybody else (ValueError).
 *              Whoever resumes holds a reference until it stops: the last one may go while it runs.
 *              Suspended, it holds references in the registers up to first_temporary + live; NULL and
 *              UNBOUND may be among them. */
#include "vm/run/generator_private.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/run/interrupt.h"
#include "vm/run/signals.h"

/* Its fields and registers are zero until the caller has bound the arguments; it is not tracked
 * before that. It holds two references to the code: one of its own, which gi_code shows as long as
 * it lives, and one that stands for its frame's and goes with that, so that sys.getrefcount counts
 * as CPython's. */
GeneratorObject *generator_new(FunctionView function)
{
    CodeView code = function->code;
    uint32_t type = code->flags & CODE_COROUTINE         ? coroutine_type.index
                    : code->flags & CODE_ASYNC_GENERATOR ? async_generator_type.index
                                                         : TYPE_GENERATOR;
    size_t places = code->register_count;
    if (type == async_generator_type.index || (UNLIKELY(coroutine_origin_depth > 0) && type == coroutine_type.index))
        places++;
    GeneratorObject *generator = gc_new(type, sizeof *generator + places * sizeof(Ref));
    if (!generator)
        return NULL;
    memset((GcObject *)generator + 1, 0, sizeof *generator - sizeof(GcObject) + places * sizeof(Ref));
    if (UNLIKELY(places != code->register_count))
        generator->has_more = true;
    generator->state = GENERATOR_CREATED;
    generator->function = (FunctionView)retain(AS_OBJECT(function));
    generator->code = (CodeView)retain(AS_OBJECT(code));
    retain(AS_OBJECT(code)); /* its frame's own, as long as there is a function */
    generator->name = retain(function->name);
    generator->qualified_name = retain(function->qualified_name);
    generator->pc = code->instructions;
    generator->register_count = code->register_count;
    return generator;
}

size_t generator_size(View self)
{
    return sizeof(GeneratorObject) + (generator_of(self)->register_count + generator_of(self)->has_more) * sizeof(Ref);
}

/* --- running -------------------------------------------------------------------------------------------- */

/* CPython keeps a stack of exception states, to which a running generator adds its own. Here one
 * variable says what is being handled; it is exchanged when a generator begins or stops to run. A
 * generator outside of any handler sees its resumer's exception: sys.exc_info() in it tells that,
 * and a bare `raise` raises it. */
void generator_exchange_handled_in(GeneratorObject *generator)
{
    ASSERT(!generator->outer_handled);
    ASSERT(!generator->own_handled == !generator->handled_depth);
    generator->outer_handled = thread.handled;
    if (generator->handled_depth) {
        thread.handled = generator->own_handled;
        generator->own_handled = NULL;
        generator->handled_depth = 0; /* the frame counts now */
    } else {
        thread.handled = retain_maybe(generator->outer_handled);
    }
}

/* `depth` 0: what it saw was its resumer's, and its reference to that is dropped. Else it takes the
 * exception along, to go on with its handler at the next resumption, whoever that resumer is. */
void generator_exchange_handled_out(GeneratorObject *generator, uint32_t depth)
{
    ASSERT(!generator->own_handled);
    ASSERT(!depth || thread.handled);
    generator->handled_depth = depth;
    if (depth)
        generator->own_handled = thread.handled;
    else
        release_maybe(thread.handled);
    thread.handled = generator->outer_handled;
    generator->outer_handled = NULL;
}

/* What messages call it. */
static const char *kind_of(const GeneratorObject *generator)
{
    return generator->object.type == TYPE_GENERATOR ? "generator" : is_coroutine(generator) ? "coroutine" : "async generator";
}

/* A StopIteration that escapes from a generator's body is a mistake (PEP 479).
 * A for loop around the generator would take it for the end of the items, and a bug would look like
 * a short sequence. */
static void convert_stop_iteration(const GeneratorObject *generator)
{
    bool is_async_stop = !is_coroutine(generator) && generator->object.type != TYPE_GENERATOR && error_matches(StopAsyncIteration);
    if (!is_async_stop && !error_matches(StopIteration))
        return;
    Ref cause = error_take();
    raise_error(RuntimeError, "%s raised %s", kind_of(generator), is_async_stop ? "StopAsyncIteration" : "StopIteration");
    error_set_cause_take(cause);
}

/* First the state, then the exchange, then what dies: the finalizers that run because the function
 * goes find a generator that has ended. */
void generator_end(GeneratorObject *generator)
{
    generator->state = GENERATOR_FINISHED;
    generator->live = 0;
    generator_exchange_handled_out(generator, 0);
    generator_let_frame_go(generator);
    if (error_is_set())
        convert_stop_iteration(generator);
}

static SendResult check_state(GeneratorObject *generator)
{
    if (generator->state == GENERATOR_RUNNING) {
        raise_error(ValueError, "%s already executing", kind_of(generator));
        return SEND_ERROR;
    }
    return SEND_NEXT;
}

/* A coroutine is awaited once.
 * To await it again would give nothing, silently, as an exhausted generator does. */
static SendResult raise_reused(void)
{
    raise_error(RuntimeError, "cannot reuse already awaited coroutine");
    return SEND_ERROR;
}

/* Run from generator->pc on. With an exception set it is raised there.
 * The reference that generator_push took is released last, when nobody looks at the generator any
 * more. */
static SendResult resume(GeneratorObject *generator, Ref *result)
{
    Frame *frame = stack_is_low() ? raise_error(RecursionError, "maximum recursion depth exceeded")
                                  : generator_push(generator, FRAME_ENTRY);
    if (!frame)
        return SEND_ERROR;
    *result = eval_frame(frame);
    ASSERT(generator->state == GENERATOR_SUSPENDED || generator->state == GENERATOR_FINISHED);
    ASSERT((*result != NULL) == !error_is_set());
    SendResult outcome = SEND_NEXT;
    if (generator->state != GENERATOR_SUSPENDED) {
        generator_end(generator);
        outcome = *result ? SEND_RETURN : SEND_ERROR;
    }
    release(AS_OBJECT(generator));
    return outcome;
}

/* The exception that is set is raised where the generator stands. What the generator is handling there is its
 * context.
 * An exhausted generator lets it through: throw() raises it in the caller. */
static SendResult resume_with_error(GeneratorObject *generator, Ref *result)
{
    *result = NULL;
    if (generator->state == GENERATOR_RUNNING) {
        error_clear();
        return check_state(generator);
    }
    if (generator->state == GENERATOR_FINISHED) {
        if (!is_coroutine(generator))
            return SEND_ERROR;
        error_clear();
        return raise_reused();
    }
    if (generator->handled_depth)
        error_add_context(generator->own_handled);
    return resume(generator, result);
}

/* At a `yield from` it is the delegate's affair, as CPython has it: nobody is to be interrupted between the two. */
bool generator_is_interrupted(const GeneratorObject *generator)
{
    if (LIKELY(!interrupt_signals_came && !thread.interrupted))
        return false;
    return generator->state == GENERATOR_SUSPENDED && generator->pc->op == OP_YIELD && !signals_handle();
}

/* A generator that has not begun has no yield that could receive a value; only None may be sent to
 * it. */
SendResult generator_resume(GeneratorObject *generator, View value, Ref *result)
{
    *result = NULL;
    if (UNLIKELY(generator_is_interrupted(generator)))
        return generator->state == GENERATOR_SUSPENDED ? resume_with_error(generator, result) : SEND_ERROR;
    if (check_state(generator) == SEND_ERROR)
        return SEND_ERROR;
    if (generator->state == GENERATOR_FINISHED) {
        if (is_coroutine(generator))
            return raise_reused();
        *result = none_new();
        return SEND_RETURN;
    }
    if (generator->state == GENERATOR_CREATED) {
        if (value != NONE) {
            raise_error(TypeError, "can't send non-None value to a just-started %s", kind_of(generator));
            return SEND_ERROR;
        }
    } else {
        generator_deliver_take(generator, retain(value));
    }
    return resume(generator, result);
}

/* --- throwing ------------------------------------------------------------------------------------------- */

/* Only the instruction tells: at a YIELD_FROM its second register is the iterator. */
View generator_delegate_peek(const GeneratorObject *generator)
{
    if (generator->state != GENERATOR_SUSPENDED || generator->pc->op != OP_YIELD_FROM)
        return NULL;
    return generator->registers[generator->pc->b & OPERAND_INDEX];
}

/* Is it a generator or a coroutine, of no derived class (there is none)? */
static bool generator_is_native(View object)
{
    return object->type == TYPE_GENERATOR || object->type == coroutine_type.index;
}

/* `close` is optional: an iterator without one has nothing to be told. What it returns does not
 * matter, what it raises does. */
static bool close_iterator(View iterator)
{
    if (!check_stack())
        return false;
    if (generator_is_native(iterator)) {
        Ref done = generator_close_method(iterator, NULL);
        release_maybe(done);
        return done != NULL;
    }
    Ref method = object_get_attribute_maybe(iterator, name(close));
    if (!method && error_is_set())
        error_write_unraisable(NULL, iterator); /* as CPython: only what close() itself raises is raised */
    if (!method)
        return true;
    Ref result = call_0(method);
    release(method);
    release_maybe(result);
    return result != NULL;
}

/* An exception of this class. Where the class gives something else, or fails, that is what is thrown: set. */
static void set_from_class(View class, View value)
{
    Ref exception;
    if (value && value != NONE && is_exception(value) && is_instance(value, (TypeObject *)class))
        exception = retain(value);
    else if (value && is_tuple(value))
        exception = call_tuple(class, value, NULL);
    else
        exception = value && value != NONE ? call_1(class, value) : call_0(class);
    if (exception && !is_exception(exception)) {
        raise_error(TypeError, "calling %R should have returned an instance of BaseException, not %T", class, exception);
        clear_place(&exception);
    }
    if (exception)
        error_restore_take(exception);
}

/* Set what is thrown. It has no context: the caller's handler is not what it was raised in. False if the
 * arguments are no good: then it is their error that is set. */
static bool set_thrown(const Thrown *thrown)
{
    View traceback = thrown->traceback == NONE ? NULL : thrown->traceback;
    if (traceback && traceback->type != TYPE_TRACEBACK)
        raise_error(TypeError, "throw() third argument must be a traceback object");
    else if (is_exception(thrown->type) && thrown->value && thrown->value != NONE)
        raise_error(TypeError, "instance exception may not have a separate value");
    else if (!is_exception(thrown->type) && !is_exception_class(thrown->type))
        raise_error(TypeError, "exceptions must be classes or instances deriving from BaseException, not %T", thrown->type);
    if (error_is_set())
        return false;
    if (is_exception(thrown->type))
        error_restore_take(retain(thrown->type));
    else
        set_from_class(thrown->type, thrown->value);
    if (traceback)
        replace_take(&((ExceptionObject *)thread.raised)->traceback, retain(traceback));
    return true;
}

/* Throw into a delegate that is a generator or coroutine itself. What resumes that is this generator: its frame is on the stack meanwhile, for
 * whoever looks at f_back. */
static SendResult throw_through(GeneratorObject *generator, GeneratorObject *delegate, const Thrown *thrown, Ref *result)
{
    Frame *frame = generator_show(generator, 0);
    if (!frame)
        return SEND_ERROR;
    SendResult outcome = generator_throw(delegate, thrown, result);
    generator_hide(frame, generator->pc);
    return outcome;
}

/* Hand it to the delegate. SEND_NEXT: that yielded; SEND_RETURN: it returned *result, go on; SEND_ERROR:
 * raise here what is set, or, if nothing is, what is thrown.
 * A delegate that is no generator may have no throw(); then the exception is raised at the `yield
 * from`. *stays: asking for that failed; that is the caller's affair, and the generator stays where it is. */
static SendResult throw_into_delegate(GeneratorObject *generator, View delegate, const Thrown *thrown, Ref *result, bool *stays)
{
    if (generator_is_native(delegate))
        return throw_through(generator, generator_of(delegate), thrown, result);
    generator->state = GENERATOR_RUNNING;
    Ref method = object_get_attribute_maybe(delegate, name(throw));
    if (!method) {
        *stays = error_is_set();
        return SEND_ERROR;
    }
    View args[] = {thrown->type, thrown->value, thrown->traceback};
    *result = call_vector(method, args, !thrown->value ? 1 : !thrown->traceback ? 2 : 3, NULL);
    release(method);
    if (*result)
        return SEND_NEXT;
    if (!error_matches(StopIteration))
        return SEND_ERROR;
    Ref stop = error_take();
    *result = exception_stop_value(stop);
    release(stop);
    return SEND_RETURN;
}

static bool is_exit(View type)
{
    if (is_exception_class(type))
        return type_is_subtype((TypeObject *)type, &exception_types[GeneratorExit]);
    return is_instance(type, &exception_types[GeneratorExit]);
}

/* Raise it where the generator stands. */
static SendResult throw_here(GeneratorObject *generator, const Thrown *thrown, Ref *result)
{
    if (!error_is_set() && !set_thrown(thrown))
        return SEND_ERROR;
    return resume_with_error(generator, result);
}

/* A generator that delegates lets its delegate have it first.
 * Meanwhile this generator counts as running, though its frame is on no stack: code of the delegate
 * that tries to resume it must be told so. GeneratorExit is not thrown into the delegate: that is
 * closed instead, and then GeneratorExit raised here. When the delegate returned, the generator goes
 * on behind its YIELD_FROM with the value, as if it had been delivered there. */
SendResult generator_throw(GeneratorObject *generator, const Thrown *thrown, Ref *result)
{
    *result = NULL;
    if (!check_stack())
        return SEND_ERROR;
    View delegate = generator_delegate_peek(generator);
    if (!delegate || generator->state == GENERATOR_RUNNING)
        return throw_here(generator, thrown, result);
    retain(delegate);
    SendResult outcome = SEND_ERROR;
    bool stays = false;
    if (thrown->is_for_delegate || !is_exit(thrown->type)) {
        outcome = throw_into_delegate(generator, delegate, thrown, result, &stays);
    } else {
        generator->state = GENERATOR_RUNNING;
        if (!close_iterator(delegate))
            ASSERT(error_is_set());
    }
    generator->state = GENERATOR_SUSPENDED;
    release(delegate);
    if (outcome == SEND_NEXT || stays)
        return outcome;
    Ref *place = &generator->registers[generator->pc->a & OPERAND_INDEX];
    if (outcome == SEND_ERROR) {
        clear_place(place);
        return throw_here(generator, thrown, result);
    }
    replace_take(place, *result);
    *result = NULL;
    generator->pc++;
    return resume(generator, result);
}

/* --- methods -------------------------------------------------------------------------------------------- */

/* What next() and send() give for an outcome.
 * A tuple or an exception as value must not be taken for the arguments of StopIteration, so
 * raise_value is given the one value; None is left out, as in CPython. */
Ref generator_outcome_value(SendResult outcome, Ref result)
{
    if (outcome != SEND_RETURN)
        return result;
    if (result == NONE)
        raise_value(StopIteration, NULL);
    else
        raise_value(StopIteration, result);
    release(result);
    return NULL;
}

static Ref next_value(SendResult outcome, Ref result)
{
    if (outcome != SEND_RETURN || result != NONE)
        return generator_outcome_value(outcome, result);
    release(result);
    return NULL; /* exhausted, without the expense of a StopIteration */
}

/* The slot that list(), sum() and the like call for each item. resume() unfolded for the one case:
 * suspended, no exception, nothing to send. */
Ref generator_next(View self)
{
    Ref result;
    GeneratorObject *generator = generator_of(self);
    if (LIKELY(generator->state == GENERATOR_SUSPENDED && !stack_is_low())) { /* as it mostly is */
        generator_deliver_take(generator, none_new());
        Frame *frame = generator_push(generator, FRAME_ENTRY);
        if (!frame)
            return NULL;
        result = eval_frame(frame);
        if (LIKELY(generator->state == GENERATOR_SUSPENDED)) {
            release(self);
            return result;
        }
        generator_end(generator);
        release(self);
        return next_value(result ? SEND_RETURN : SEND_ERROR, result);
    }
    SendResult outcome = generator_resume(generator, NONE, &result);
    return next_value(outcome, result);
}

SendResult generator_send_slot(View self, View value, Ref *result)
{
    return generator_resume(generator_of(self), value, result);
}

Ref generator_send_method(View self, View *args)
{
    Ref result;
    SendResult outcome = generator_resume(generator_of(self), args[0], &result);
    return generator_outcome_value(outcome, result);
}

/* throw(exception) or throw(type, value, traceback). */
Ref generator_throw_method(View self, View *args)
{
    Ref result;
    Thrown thrown = {args[0], args[1], args[2], false};
    SendResult outcome = generator_throw(generator_of(self), &thrown, &result);
    return generator_outcome_value(outcome, result);
}

/* Close the delegate, then raise GeneratorExit here.
 * The place of what was to be sent to the delegate is emptied: no value is on its way any more. */
static SendResult exit_generator(GeneratorObject *generator, Ref *result)
{
    View delegate = generator_delegate_peek(generator);
    bool is_closed = true;
    if (delegate) {
        retain(delegate);
        generator->state = GENERATOR_RUNNING;
        is_closed = close_iterator(delegate);
        generator->state = GENERATOR_SUSPENDED;
        release(delegate);
        clear_place(&generator->registers[generator->pc->a & OPERAND_INDEX]);
    }
    if (is_closed)
        raise_value(GeneratorExit, NULL);
    return resume_with_error(generator, result);
}

/* A generator that has not begun has no `finally` to run: it just ends. One that catches
 * GeneratorExit and yields once more refuses to be closed, which is an error; to return instead is
 * all right. */
Ref generator_close_method(View self, View *args UNUSED)
{
    GeneratorObject *generator = generator_of(self);
    if (generator->state == GENERATOR_FINISHED)
        return none_new();
    if (generator->state == GENERATOR_CREATED) {
        generator_clear(self);
        return none_new();
    }
    Ref result;
    SendResult outcome = exit_generator(generator, &result);
    release_maybe(result);
    if (outcome == SEND_NEXT)
        return raise_error(RuntimeError, "%s ignored GeneratorExit", kind_of(generator));
    if (outcome == SEND_ERROR && !error_clear_if(GeneratorExit) && !error_clear_if(StopIteration))
        return NULL;
    return none_new();
}

/* Generators and coroutines have a slot for it, which tells a return from an exception without
 * making a StopIteration. For anything else it is next() or a method `send`, and the value is taken
 * out of the StopIteration. */
SendResult generator_send_to(View iterator, View value, Ref *result)
{
    TypeObject *type = type_of_peek(iterator);
    if (type->send)
        return type->send(iterator, value, result);
    *result = value == NONE && type->next ? type->next(iterator) : call_method_1(iterator, name(send), value);
    if (*result)
        return SEND_NEXT;
    if (!error_is_set()) {
        *result = none_new();
        return SEND_RETURN;
    }
    if (!error_matches(StopIteration))
        return SEND_ERROR;
    Ref stop = error_take();
    *result = exception_stop_value(stop);
    release(stop);
    return SEND_RETURN;
}
