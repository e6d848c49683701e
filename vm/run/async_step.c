/* async_step: what __anext__(), asend(), athrow() and aclose() of an asynchronous generator give: an object
 * to be awaited, which drives the generator to its next item.
 *
 *     step.send(v) ─► the generator goes on until it
 *                       yields an item    ─► the step returns it (StopIteration)      the generator is at a YIELD
 *                       awaits            ─► what is awaited yields to the loop        at a YIELD_FROM
 *                       returns, raises   ─► StopAsyncIteration; the exception
 *
 *     INIT ──send──► ITER ──send, throw──► … ──► CLOSED        each is awaited once
 *
 * A generator makes one step at a time (is_stepping): a second one that begins meanwhile is an error. The
 * rules follow CPython's async_gen_asend and async_gen_athrow (genobject.c), also where they are odd. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "vm/run/generator_private.h"

typedef enum StepState { STEP_INIT, STEP_ITER, STEP_CLOSED } StepState;

typedef struct StepObject {
    GC_HEAD(state);
    GeneratorObject *generator; /* owned */
    Ref argument;               /* of asend: what is sent, or NULL; of athrow: the tuple of what is thrown; NULL: aclose */
} StepObject;

static StepObject *step_of(View self)
{
    return (StepObject *)self;
}

Ref async_step_new(TypeObject *type, View generator, View argument)
{
    ASSERT(generator->type == async_generator_type.index);
    StepObject *step = gc_new(type->index, sizeof *step);
    if (!step)
        return NULL;
    step->state = STEP_INIT;
    step->generator = (GeneratorObject *)retain(generator);
    step->argument = retain_maybe(argument);
    gc_track(AS_OBJECT(step));
    return AS_OBJECT(step);
}

static bool ends_generator(void)
{
    return error_matches(StopAsyncIteration) || error_matches(GeneratorExit);
}

static bool is_at_item(const GeneratorObject *generator)
{
    return generator->pc->op == OP_YIELD;
}

/* A generator that returned has no item any more. */
static SendResult stop_if_returned(SendResult outcome, Ref *result)
{
    if (outcome != SEND_RETURN)
        return outcome;
    clear_place(result);
    raise_value(StopAsyncIteration, NULL);
    return SEND_ERROR;
}

/* What the generator did, as the step tells it: an item is what the step returns. */
static SendResult outcome_of_step(GeneratorObject *generator, SendResult outcome, Ref *result)
{
    outcome = stop_if_returned(outcome, result);
    if (outcome == SEND_ERROR) {
        generator->is_closed |= ends_generator();
        generator->is_stepping = false;
        return SEND_ERROR;
    }
    if (!is_at_item(generator))
        return SEND_NEXT;
    generator->is_stepping = false;
    return SEND_RETURN;
}

static SendResult raise_reused(const char *names)
{
    raise_error(RuntimeError, "cannot reuse already awaited %s", names);
    return SEND_ERROR;
}

static SendResult close_step(StepObject *step, SendResult outcome)
{
    step->state = STEP_CLOSED;
    return outcome;
}

/* --- __anext__ and asend -------------------------------------------------------------------------------- */

static const char send_names[] = "__anext__()/asend()", throw_names[] = "aclose()/athrow()";

static SendResult send_step_send(View self, View value, Ref *result)
{
    StepObject *step = step_of(self);
    GeneratorObject *generator = step->generator;
    *result = NULL;
    if (step->state == STEP_CLOSED)
        return raise_reused(send_names);
    if (step->state == STEP_INIT) {
        if (generator->is_stepping) {
            raise_error(RuntimeError, "anext(): asynchronous generator is already running");
            return SEND_ERROR;
        }
        if (value == NONE && step->argument)
            value = step->argument;
        step->state = STEP_ITER;
    }
    generator->is_stepping = true;
    retain(self);
    SendResult outcome = outcome_of_step(generator, generator_resume(generator, value, result), result);
    if (outcome != SEND_NEXT)
        close_step(step, outcome);
    release(self);
    return outcome;
}

static SendResult send_step_throw(StepObject *step, const Thrown *thrown, Ref *result)
{
    if (step->state == STEP_CLOSED)
        return raise_reused(send_names);
    SendResult outcome = outcome_of_step(step->generator, generator_throw(step->generator, thrown, result), result);
    return outcome == SEND_NEXT ? outcome : close_step(step, outcome);
}

/* --- athrow and aclose ---------------------------------------------------------------------------------- */

/* The generator yielded an item though it was to end. */
static SendResult raise_ignored_exit(StepObject *step, Ref *result)
{
    clear_place(result);
    step->generator->is_stepping = false;
    raise_error(RuntimeError, "async generator ignored GeneratorExit");
    return close_step(step, SEND_ERROR);
}

/* aclose() is done when the generator has ended, one way or the other. */
static SendResult end_close(StepObject *step, Ref *result)
{
    step->generator->is_stepping = false;
    close_step(step, SEND_ERROR);
    if (step->argument || !ends_generator())
        return SEND_ERROR;
    error_clear();
    *result = none_new();
    return SEND_RETURN;
}

/* The end of a send or throw into a generator that aclose() drives. */
static SendResult outcome_of_close(StepObject *step, SendResult outcome, Ref *result)
{
    outcome = stop_if_returned(outcome, result);
    if (outcome == SEND_ERROR)
        return end_close(step, result);
    return is_at_item(step->generator) ? raise_ignored_exit(step, result) : SEND_NEXT;
}

static SendResult begin_throw(StepObject *step, Ref *result)
{
    GeneratorObject *generator = step->generator;
    step->state = STEP_ITER;
    generator->is_stepping = true;
    if (!step->argument) {
        generator->is_closed = true;
        Thrown thrown = {.type = AS_OBJECT(&exception_types[GeneratorExit]), .is_for_delegate = true};
        return outcome_of_close(step, generator_throw(generator, &thrown, result), result);
    }
    size_t count = tuple_length(step->argument);
    if (count < 1 || count > 3) {
        raise_error(TypeError, "athrow expected at %s %d argument%s, got %zu", count < 1 ? "least" : "most", count < 1 ? 1 : 3,
                    count < 1 ? "" : "s", count);
        return SEND_ERROR;
    }
    View *given = ((TupleView)step->argument)->items;
    Thrown thrown = {given[0], count > 1 ? given[1] : NULL, count > 2 ? given[2] : NULL, true};
    SendResult outcome = outcome_of_step(generator, generator_throw(generator, &thrown, result), result);
    return outcome == SEND_ERROR ? end_close(step, result) : outcome == SEND_RETURN ? close_step(step, outcome) : outcome;
}

/* Before its first send: may the step begin? SEND_NEXT: yes. */
static SendResult check_beginning(StepObject *step, View value)
{
    GeneratorObject *generator = step->generator;
    if (generator->is_stepping) {
        raise_error(RuntimeError, "%s(): asynchronous generator is already running", step->argument ? "athrow" : "aclose");
        return close_step(step, SEND_ERROR);
    }
    if (generator->is_closed) {
        raise_value(StopAsyncIteration, NULL);
        return close_step(step, SEND_ERROR);
    }
    if (value == NONE)
        return SEND_NEXT;
    raise_error(RuntimeError, "can't send non-None value to a just-started coroutine");
    return SEND_ERROR;
}

static SendResult throw_step_advance(StepObject *step, View value, Ref *result)
{
    GeneratorObject *generator = step->generator;
    if (step->state == STEP_CLOSED)
        return raise_reused(throw_names);
    if (generator->state == GENERATOR_FINISHED) {
        *result = none_new();
        return close_step(step, SEND_RETURN);
    }
    if (step->state == STEP_INIT)
        return check_beginning(step, value) == SEND_NEXT ? begin_throw(step, result) : SEND_ERROR;
    SendResult outcome = generator_resume(generator, value, result);
    return step->argument ? outcome_of_step(generator, outcome, result) : outcome_of_close(step, outcome, result);
}

static SendResult throw_step_send(View self, View value, Ref *result)
{
    *result = NULL;
    retain(self);
    SendResult outcome = throw_step_advance(step_of(self), value, result);
    release(self);
    return outcome;
}

static SendResult throw_step_throw(StepObject *step, const Thrown *thrown, Ref *result)
{
    GeneratorObject *generator = step->generator;
    if (step->state == STEP_CLOSED)
        return raise_reused(throw_names);
    SendResult outcome = generator_throw(generator, thrown, result);
    if (step->argument)
        return outcome_of_step(generator, outcome, result);
    outcome = stop_if_returned(outcome, result);
    if (outcome == SEND_NEXT)
        return is_at_item(generator) ? raise_ignored_exit(step, result) : SEND_NEXT;
    if (!ends_generator())
        return SEND_ERROR;
    error_clear();
    *result = none_new();
    return SEND_RETURN;
}

/* --- the types ------------------------------------------------------------------------------------------ */

static void step_finish(View self)
{
    CLEAR(step_of(self)->generator);
    clear_place(&step_of(self)->argument);
}

static void step_traverse(View self, Visitor visit, void *context)
{
    VISIT(step_of(self)->generator);
    VISIT(step_of(self)->argument);
}

static Ref step_self(View self)
{
    return retain(self);
}

static Ref step_next(View self)
{
    Ref result;
    SendResult outcome = type_of_peek(self)->send(self, NONE, &result);
    return generator_outcome_value(outcome, result);
}

static Ref step_send_method(View self, View *args)
{
    Ref result;
    SendResult outcome = type_of_peek(self)->send(self, args[0], &result);
    return generator_outcome_value(outcome, result);
}

static Ref step_throw_method(View self, View *args)
{
    Ref result = NULL;
    Thrown thrown = {args[0], args[1], args[2], false};
    retain(self);
    SendResult outcome = self->type == async_send_step_type.index ? send_step_throw(step_of(self), &thrown, &result)
                                                                  : throw_step_throw(step_of(self), &thrown, &result);
    release(self);
    return generator_outcome_value(outcome, result);
}

static Ref step_close_method(View self, View *args UNUSED)
{
    step_of(self)->state = STEP_CLOSED;
    return none_new();
}

static const NativeFunction methods[] = {
    {"send(value, /)", step_send_method, "Resume the generator, which gets the value."},
    {"throw(type, value=None, traceback=None, /)", step_throw_method, "Raise an exception where the generator waits."},
    {"close()", step_close_method, "Let the step end."},
    {NULL, NULL, NULL},
};

#define STEP_SLOTS                                                                                                                 \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(StepObject), .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW, .finish = step_finish, \
    .traverse = step_traverse, .clear = NULL, /* a cycle through one goes through its generator, which breaks it */                \
        .await = step_self, .iterate = step_self, .next = step_next, .methods = methods

TypeObject async_send_step_type = {.name = "async_generator_asend", .send = send_step_send, STEP_SLOTS};
TypeObject async_throw_step_type = {.name = "async_generator_athrow", .send = throw_step_send, STEP_SLOTS};
