/* generator_private: what generators (generator.c) and coroutines (coroutine.c) share: they are one kind of
 * object, of several classes. */
#ifndef OURO_VM_RUN_GENERATOR_PRIVATE_H
#define OURO_VM_RUN_GENERATOR_PRIVATE_H

#include "vm/run/generator.h"

static inline GeneratorObject *generator_of(View self)
{
    return (GeneratorObject *)self;
}

/* By the class alone: neither class can be derived from. */
static inline bool is_coroutine(const GeneratorObject *generator)
{
    return generator->object.type == coroutine_type.index;
}

/* The iterator that a suspended `yield from` or `await` delegates to, or NULL. */
View generator_delegate_peek(const GeneratorObject *generator);

/* The frame is over: what it refers to besides its variables goes. */
static inline void generator_let_frame_go(GeneratorObject *generator)
{
    if (!generator->function)
        return;
    CLEAR(generator->function);
    release(AS_OBJECT(generator->code));
}

/* The place behind the registers: a coroutine's cr_origin, an async generator's finalizer (or NULL). */
static inline Ref *generator_more_place(GeneratorObject *generator)
{
    ASSERT(generator->has_more);
    return &generator->registers[generator->register_count];
}

/* What throw() was given: an exception; or a class, a value or arguments, and a traceback. */
typedef struct Thrown {
    View type, value, traceback; /* the last two may be NULL */
    bool is_for_delegate;        /* a GeneratorExit is thrown into what the generator waits for, too, which else would be closed */
} Thrown;

/* Throw into the generator, or what it delegates to; as generator_resume. */
SendResult generator_throw(GeneratorObject *generator, const Thrown *thrown, Ref *result);

/* What next() and send() give for an outcome, of which they consume the result. */
Ref generator_outcome_value(SendResult outcome, Ref result);

/* A dying async generator is given to the finalizer of its event loop. False if there is none. */
bool async_generator_hand_over(GeneratorObject *generator);

/* What asend() or athrow() gives; `argument` may be NULL. NULL with MemoryError. */
MUST_USE Ref async_step_new(TypeObject *type, View generator, View argument);

/* Note in cr_origin who makes the coroutine: the current frame and its callers. False with MemoryError. */
MUST_USE bool coroutine_note_origin(GeneratorObject *coroutine);

/* Methods and attributes. */
Ref generator_send_method(View self, View *args);
Ref generator_throw_method(View self, View *args);
Ref generator_close_method(View self, View *args);
Ref generator_sizeof_method(View self, View *args);
Ref generator_get_name(View self);
Ref generator_get_qualname(View self);
bool generator_set_name(View self, View value);
bool generator_set_qualname(View self, View value);
Ref generator_get_code(View self);
Ref generator_get_running(View self);
Ref generator_get_suspended(View self);
Ref generator_get_delegate(View self);

/* Slots. */
size_t generator_size(View self);
void generator_finish(View self);
void generator_traverse(View self, Visitor visit, void *context);
void generator_clear(View self);
void generator_delete(View self);
Ref generator_next(View self);
SendResult generator_send_slot(View self, View value, Ref *result);
Ref generator_repr(View self);

/* coroutine.c: warn that a coroutine that dies was never awaited. No exception is left set. */
void coroutine_warn_unawaited(View coroutine);

#endif
