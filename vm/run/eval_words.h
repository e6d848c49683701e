/* eval_words: the words in which the handlers of the evaluation loop are written.
 *
 * A handler is `TARGET(NAME) { … }`. It sees four variables: `i` (the present instruction), `R` (registers),
 * `K` (constants), `frame`; and it ends with a word that goes somewhere else:
 *
 *     NEXT, NEXT_BY(n)       the next instruction, or the one n words on (caches are words, too)
 *     DELIVER(place, value)  fail if value is NULL, else store it and NEXT
 *     DISPATCH               the instruction at i: after a jump, or this one again in the form it has now
 *     GO(NAME)               another handler, for the same instruction
 *     FAIL                   an exception is set: to the handler of it, in this frame or an outer one
 *     return                 to C: the frame that was called from C has ended
 *
 * `ALSO(NAME, OTHER)` before a handler: the opcode NAME is handled by OTHER's, too.
 *
 * The same text compiles in two ways. With gcc the handlers are pieces of one function, between which it
 * jumps (computed goto): each ends with a jump of its own, so that the processor predicts each by itself.
 * With clang (EVAL_TAIL_CALLS) each is a function of its own, which calls the next in its own place. */
#ifndef OURO_VM_RUN_EVAL_WORDS_H
#define OURO_VM_RUN_EVAL_WORDS_H

#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/life/gc.h"
#include "runtime/life/object.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "vm/run/frame.h"
#include "vm/run/quick.h"

#if EVAL_TAIL_CALLS
#if __has_attribute(preserve_none)
#define HANDLER_CALL __attribute__((preserve_none))
#else
#define HANDLER_CALL
#endif
#define HANDLER_PARAMETERS const Instruction *i UNUSED, Ref *R UNUSED, Ref *K UNUSED, Frame *frame UNUSED
typedef HANDLER_CALL Ref (*Handler)(HANDLER_PARAMETERS);
#define CONTINUE_WITH(handler) __attribute__((musttail)) return (handler)(i, R, K, frame)
#define TARGET(name) static HANDLER_CALL Ref L_##name(HANDLER_PARAMETERS)
#define ALSO(name, other)         \
    TARGET(name)                  \
    {                             \
        CONTINUE_WITH(L_##other); \
    }
#define GO(name) CONTINUE_WITH(L_##name)
#define HANDLER_OF(name) L_##name
#define DISPATCH CONTINUE_WITH(handlers[i->op])
#else
typedef const void *Handler;
#define TARGET(name) L_##name:
#define ALSO(name, other) L_##name:
#define GO(name) goto L_##name
#define HANDLER_OF(name) &&L_##name
#define CONTINUE_WITH(handler) goto *(handler)
#define DISPATCH CONTINUE_WITH(handlers[i->op])
#endif

#define NEXT_BY(words)           \
    do {                         \
        ASSERT(!error_is_set()); \
        i += (words);            \
        DISPATCH;                \
    } while (0)
#define NEXT NEXT_BY(1)
/* A call that fails has set an exception; one that succeeds has not (NEXT). */
#define FAIL                    \
    do {                        \
        ASSERT(error_is_set()); \
        GO(FAILED);             \
    } while (0)

#define IS_TEMPORARY(x) (((x) & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) == OPERAND_TEMPORARY)
#define OPERAND(x) (UNLIKELY((x)&OPERAND_CONSTANT) ? K[(x)&OPERAND_INDEX_CONSTANT] : R[(x)&OPERAND_INDEX])
#define SAVE (frame->pc = i)
/* release, with what mostly dies, a number, inlined. A finalizer sees at which line it runs.
 * To inline the numbers saves a call in nearly every instruction of arithmetic: a block of 16 bytes
 * goes back to its free list. */
#define RELEASE(object)                                                                                         \
    do {                                                                                                        \
        Ref released_ = (object);                                                                               \
        if (released_->refcount == 1 && LIKELY(released_->type == TYPE_INT || released_->type == TYPE_FLOAT)) { \
            heap_free(released_, 16);                                                                           \
        } else if (UNLIKELY(--released_->refcount <= 0)) {                                                      \
            SAVE;                                                                                               \
            object_release_last(released_);                                                                     \
        }                                                                                                       \
    } while (0)
/* Behind the operation and before the result is stored: an operand may be the register that the
 * result goes to. */
#define CONSUME(x)                         \
    do {                                   \
        if (IS_TEMPORARY(x))               \
            RELEASE(R[(x)&OPERAND_INDEX]); \
    } while (0)
/* An owned reference to the operand: a temporary's own, or a new one.
 * A temporary is read once, so its reference moves: no count changes. That is most of what
 * temporaries gain. */
#define OWNED(x) (IS_TEMPORARY(x) ? R[(x)&OPERAND_INDEX] : retain(OPERAND(x)))
/* A local gets the new value first and loses the old one then: the old one's finalizer may look at
 * the frame, or come back to this function, and must find the variable as it will be. A temporary
 * that is written is dead. */
#define STORE(x, value)                      \
    do {                                     \
        Ref stored_ = (value);               \
        Ref *place_ = &R[(x)&OPERAND_INDEX]; \
        if ((x)&OPERAND_TEMPORARY) {         \
            *place_ = stored_;               \
        } else {                             \
            Ref old_ = *place_;              \
            *place_ = stored_;               \
            RELEASE(old_);                   \
        }                                    \
    } while (0)
#define SAFE_POINT_HERE                                                 \
    do {                                                                \
        if (UNLIKELY(gc_state.requested) && !eval_safe_point(frame, i)) \
            FAIL;                                                       \
    } while (0)
/* Behind STORE(i->a, …): if the instruction fails now, its result is gone again. */
#define SAFE_POINT_STORED                                                      \
    do {                                                                       \
        if (UNLIKELY(gc_state.requested) && !eval_safe_point_stored(frame, i)) \
            FAIL;                                                              \
    } while (0)
/* In a generator that goes on: what the instruction at i is to consume is alive, so it cannot fail before it
 * began. */
#define SAFE_POINT_RESUMED                     \
    do {                                       \
        if (UNLIKELY(gc_state.requested))      \
            eval_safe_point_resumed(frame, i); \
    } while (0)
/* The end of most handlers: fail if there is no result, else store it and go on. Safely: let the collector in
 * behind it, for what may have made a container. */
#define DELIVER_BY(words, x, result) \
    do {                             \
        Ref result_ = (result);      \
        if (!result_)                \
            FAIL;                    \
        STORE(x, result_);           \
        NEXT_BY(words);              \
    } while (0)
#define DELIVER(x, result) DELIVER_BY(1, x, result)
#define DELIVER_SAFELY(words, x, result) \
    do {                                 \
        Ref result_ = (result);          \
        if (!result_)                    \
            FAIL;                        \
        STORE(x, result_);               \
        SAFE_POINT_STORED;               \
        NEXT_BY(words);                  \
    } while (0)
/* The end of those without a result. */
#define NEXT_BY_IF(words, done) \
    do {                        \
        if (!(done))            \
            FAIL;               \
        NEXT_BY(words);         \
    } while (0)
#define NEXT_IF(done) NEXT_BY_IF(1, done)
#define JUMP_LONG NEXT_BY(1 + (ptrdiff_t)long_offset(i))
#define JUMP_SHORT NEXT_BY(1 + (ptrdiff_t)(int16_t)i->a)
#define JUMP_FAR NEXT_BY(1 + (int64_t)*CACHE(0))
#define CACHE(n) ((uint64_t *)(void *)(uintptr_t)(i + 1 + (n)))
#define REWRITE(opcode) (((Instruction *)(uintptr_t)i)->op = (uint16_t)(opcode))
#define ENTER_FRAME(new_frame)      \
    do {                            \
        frame = (new_frame);        \
        R = frame->registers;       \
        K = frame->code->constants; \
        i = frame->pc;              \
    } while (0)

/* Call a Python function in this same loop. Its `filled` arguments, all it takes, stand at `base`; they and
 * the function are consumed. For a class's __init__ `instance` is what the call will give, else NULL.
 * The C stack does not grow: the callee's frame is pushed and the loop goes on with its first
 * instruction. The caller's pc stands at its call, which is how RETURN finds the register for the
 * result (R[i->a] of the caller) and the instruction behind it. */
#define CALL_PYTHON(function, base, filled, instance)               \
    do {                                                            \
        Ref *base_ = (base);                                        \
        CodeView code_ = (function)->code;                          \
        Frame *callee_ = frame + 1;                                 \
        if (LIKELY(has_room(code_, base_))) {                       \
            push_here(callee_, function, code_, base_, filled);     \
        } else {                                                    \
            callee_ = push_from_elsewhere(function, base_, filled); \
            if (!callee_) {                                         \
                release_arguments(base_, filled);                   \
                release_maybe(instance);                            \
                release(AS_OBJECT(function));                       \
                FAIL;                                               \
            }                                                       \
            base_ = callee_->registers;                             \
        }                                                           \
        if (instance) {                                             \
            callee_->constructed = instance;                        \
            callee_->flags |= FRAME_CONSTRUCT;                      \
        }                                                           \
        frame = callee_;                                            \
        R = base_;                                                  \
        K = code_->constants;                                       \
        i = code_->instructions;                                    \
        SAFE_POINT_HERE;                                            \
        DISPATCH;                                                   \
    } while (0)

/* x and y for the quick forms. */
#define VALUE_INT(object) (((IntObject *)(object))->value)
#define VALUE_FLOAT(object) (((FloatObject *)(object))->value)
#define C_INT int64_t
#define C_FLOAT double
#define RESULT_INT result_int
#define RESULT_FLOAT result_float
#define SWAP_INT swap_int
#define SWAP_FLOAT swap_float

/* The eight ways in which the operands of a quick form may stand: V(number, suffix, left place, right place,
 * is the left one consumed, is the right one, …). A suffix is two letters, of the left and the right operand:
 * R a register, T a temporary (consumed), K a constant. */
#define LOCAL_AT(x) R[x]
#define TEMPORARY_AT(x) R[(x)&OPERAND_INDEX]
#define CONSTANT_AT(x) K[(x)&OPERAND_INDEX_CONSTANT]
#define EACH_VARIANT(V, ...)                      \
    V(0, RR, R[i->b], R[i->c], 0, 0, __VA_ARGS__) \
    V(1, RT, R[i->b], R[i->c], 0, 1, __VA_ARGS__) \
    V(2, RK, R[i->b], K[i->c], 0, 0, __VA_ARGS__) \
    V(3, TR, R[i->b], R[i->c], 1, 0, __VA_ARGS__) \
    V(4, TT, R[i->b], R[i->c], 1, 1, __VA_ARGS__) \
    V(5, TK, R[i->b], K[i->c], 1, 0, __VA_ARGS__) \
    V(6, KR, K[i->b], R[i->c], 0, 0, __VA_ARGS__) \
    V(7, KT, K[i->b], R[i->c], 0, 1, __VA_ARGS__)

/* The words behind CALL: the constant with the keyword names, and the version of a function. */
#define KEYWORDS_WORD (*(uint32_t *)CACHE(0))
#define VERSION_WORD (((uint32_t *)CACHE(0))[1])
enum { CALL_WORDS = 2 }; /* of a call, with its cache */

/* 32 bits in b and c, read at once. */
static inline ALWAYS_INLINE int32_t long_offset(const Instruction *i)
{
    int32_t offset;
    memcpy(&offset, &i->b, sizeof offset);
    return offset;
}
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "b holds the lower half of a long offset");

/* The same for what is known to be an int or a float. */
static inline ALWAYS_INLINE void release_known_number(Ref object)
{
    if (object->refcount == 1)
        heap_free(object, 16);
    else
        release(object);
}

/* The block for the result of arithmetic: that of a consumed operand that nobody else has (a temporary is
 * seen by nobody, so it may change), or a free one. What is consumed and not used is released. NULL, with
 * nothing done, if there is no free block at hand. */
static inline ALWAYS_INLINE Ref take_block(Ref left, bool is_left_consumed, Ref right, bool is_right_consumed, uint32_t type)
{
    if (is_left_consumed && left->refcount == 1) {
        if (is_right_consumed)
            release_known_number(right);
        return left;
    }
    if (is_right_consumed && right->refcount == 1) {
        if (is_left_consumed)
            release_known_number(left);
        return right;
    }
    FreeBlock *block = heap.free[1];
    if (UNLIKELY(!block))
        return NULL;
    heap.free[1] = block->next;
    Ref result = (Ref)(void *)block;
    *result = (Object){1, type};
    if (is_right_consumed)
        release_known_number(right);
    if (is_left_consumed)
        release_known_number(left);
    return result;
}

static inline ALWAYS_INLINE Ref result_int(Ref left, bool is_left_consumed, Ref right, bool is_right_consumed, int64_t value)
{
    if (int_is_small(value)) {
        if (is_right_consumed)
            release_known_number(right);
        if (is_left_consumed)
            release_known_number(left);
        return retain(AS_OBJECT(&int_small[value - SMALL_INT_LOWEST]));
    }
    Ref result = take_block(left, is_left_consumed, right, is_right_consumed, TYPE_INT);
    if (LIKELY(result != NULL))
        VALUE_INT(result) = value;
    return result;
}

static inline ALWAYS_INLINE Ref result_float(Ref left, bool is_left_consumed, Ref right, bool is_right_consumed, double value)
{
    Ref result = take_block(left, is_left_consumed, right, is_right_consumed, TYPE_FLOAT);
    if (LIKELY(result != NULL))
        VALUE_FLOAT(result) = value;
    return result;
}

/* A new number goes to a local whose old value, a number of the same type, dies of it: the block that is
 * taken from the free list and the one that is given back to it change places there. So the new number never
 * has the address of the old one, as anywhere in Python. NULL if it is not so, or not so simple. */
static inline ALWAYS_INLINE Ref swap_number(Ref *place, uint32_t type)
{
    Object dying = {1, type};
    Ref old = *place;
    FreeBlock *block = heap.free[1];
    if (UNLIKELY(memcmp(old, &dying, sizeof dying) != 0 || !block))
        return NULL;
    ((FreeBlock *)(void *)old)->next = block->next;
    heap.free[1] = (FreeBlock *)(void *)old;
    Ref result = (Ref)(void *)block;
    *result = dying;
    *place = result;
    return result;
}

static inline ALWAYS_INLINE bool swap_int(Ref *place, int64_t value)
{
    Ref result = int_is_small(value) ? NULL : swap_number(place, TYPE_INT);
    if (result)
        VALUE_INT(result) = value;
    return result != NULL;
}

static inline ALWAYS_INLINE bool swap_float(Ref *place, double value)
{
    Ref result = swap_number(place, TYPE_FLOAT);
    if (result)
        VALUE_FLOAT(result) = value;
    return result != NULL;
}

#endif
