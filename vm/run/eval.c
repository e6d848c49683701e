/* eval: the evaluation loop.
 *
 * One handler for each opcode; each ends by jumping straight to the next one's (computed goto), so that the
 * processor predicts every jump by itself. The state is four variables: `i` (the present instruction), `R`
 * (registers), `K` (constants), `frame`.
 *
 * Invariants:  between instructions every register owns its reference, or is UNBOUND (a local without a
 *              value) or dead (a temporary). An operand is borrowed within one instruction only; one marked
 *              as a temporary is consumed, whatever happens. frame->pc is stored before anything that may
 *              look at the frame: calls, and whatever may raise (see FAIL).
 * Safe points: JUMP_BACK, SAFE_POINT, entering a function, and instructions that made a container let the
 * collector and Ctrl-C in.
 * Quickening:  an instruction that sees ints, floats, lists … rewrites itself into a form for them, which
 *              falls back when its guard fails. */
#include "runtime/calls/operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/slots.h"
#include "runtime/classes/super.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/dict.h"
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
#include "vm/module.h"
#include "vm/run/eval_helpers.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/observe.h"
#include "vm/run/quick.h"

/* --- the vocabulary of the handlers --------------------------------------------------------------------- */

#define TARGET(name) L_##name
#define DISPATCH goto *labels[i->op] /* run the instruction at i: after a jump, or once more in the form it has now */
#define NEXT_BY(words)           \
    do {                         \
        ASSERT(!error_is_set()); \
        i += (words);            \
        DISPATCH;                \
    } while (0)
#define NEXT NEXT_BY(1)

#define IS_TEMPORARY(x) (((x) & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) == OPERAND_TEMPORARY)
#define OPERAND(x) (UNLIKELY((x)&OPERAND_CONSTANT) ? K[(x)&OPERAND_INDEX_CONSTANT] : R[(x)&OPERAND_INDEX])
/* A call that fails has set an exception; one that succeeds has not (NEXT). */
#define FAIL                    \
    do {                        \
        ASSERT(error_is_set()); \
        goto error;             \
    } while (0)
#define SAVE (frame->pc = i)
/* release, with what mostly dies, a number, inlined. A finalizer sees at which line it runs. */
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
#define CONSUME(x)                         \
    do {                                   \
        if (IS_TEMPORARY(x))               \
            RELEASE(R[(x)&OPERAND_INDEX]); \
    } while (0)
/* An owned reference to the operand: a temporary's own, or a new one. */
#define OWNED(x) (IS_TEMPORARY(x) ? R[(x)&OPERAND_INDEX] : retain(OPERAND(x)))
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
#define SAFE_POINT                                                 \
    do {                                                           \
        if (UNLIKELY(gc_state.requested) && !safe_point(frame, i)) \
            FAIL;                                                  \
    } while (0)
/* Behind STORE(i->a, …): if the instruction fails now, its result is gone again. */
#define SAFE_POINT_STORED                                                 \
    do {                                                                  \
        if (UNLIKELY(gc_state.requested) && !safe_point_stored(frame, i)) \
            FAIL;                                                         \
    } while (0)
/* In a generator that goes on: what the instruction at i is to consume is alive, so it cannot fail before it
 * began. */
#define SAFE_POINT_RESUMED                \
    do {                                  \
        if (UNLIKELY(gc_state.requested)) \
            safe_point_resumed(frame, i); \
    } while (0)
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
 * the function are consumed. For a class's __init__ `instance` is what the call will give, else NULL. */
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
        SAFE_POINT;                                                 \
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
        return retain(AS_OBJECT(&small_ints[value - SMALL_INT_LOWEST]));
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

/* The arguments are in a generator's registers, or there is no room. NULL with RecursionError. */
static Frame *push_from_elsewhere(FunctionView function, Ref *registers, size_t filled)
{
    if (!vm.current->generator)
        return frame_push(function, registers, filled);
    Ref *moved = registers_move_to_stack(function->code, registers, filled);
    return moved ? frame_push(function, moved, filled) : NULL;
}

/* Is there room for a callee whose registers are to begin at `registers`? No, if these are a generator's. */
static inline ALWAYS_INLINE bool has_room(CodeView code, const Ref *registers)
{
    return thread.recursion_depth < thread.recursion_limit && registers_fit(registers + code->register_count);
}

/* frame_push, inlined, for a callee of this loop whose `filled` arguments are all it has at `registers`;
 * there is room. */
static inline ALWAYS_INLINE void push_here(Frame *frame, FunctionView function, CodeView code, Ref *registers, size_t filled)
{
    thread.recursion_depth++;
    if (filled < code->first_temporary) {
        size_t first_free = code->first_temporary - code->free_count;
        for (size_t n = filled; n < first_free; n++)
            registers[n] = UNBOUND;
        for (size_t n = first_free; UNLIKELY(n < code->first_temporary); n++)
            registers[n] = retain(tuple_item_peek(function->closure, n - first_free));
    }
    frame->code = code; /* member by member: the compiler would clear the whole with a slow loop first */
    frame->function = function;
    frame->registers = registers;
    frame->pc = code->instructions;
    frame->locals = NULL;
    frame->generator = NULL;
    frame->object = NULL;
    frame->flags = 0;
    frame->handled_depth = 0;
    vm.current = frame;
}

/* `count` arguments, keywords included, as CALL counts them: see function_takes_in_order. */
static inline bool takes_in_order(FunctionView function, size_t count, uint32_t names, Ref *constants)
{
    View keyword_names = names == UINT32_MAX ? NULL : constants[names];
    return function_takes_in_order(function, count - (keyword_names ? tuple_length(keyword_names) : 0), keyword_names);
}

/* Defaults for the parameters behind the first `count`, in the registers of the callee to be. False, with
 * nothing done, if they do not suffice, or if the registers are a generator's, where there may be no room. */
static inline ALWAYS_INLINE bool fill_defaults(const Frame *frame, FunctionView function, Ref *registers, size_t count)
{
    size_t parameters = function->code->argument_count, missing = parameters - count;
    if (missing == 0)
        return true;
    View defaults = function->defaults;
    size_t available = defaults ? tuple_length(defaults) : 0;
    if (UNLIKELY(missing > available || frame->generator || !registers_fit(registers + parameters)))
        return false;
    for (size_t n = available - missing; n < available; n++)
        registers[count++] = retain(tuple_item_peek(defaults, n));
    return true;
}

/* The last reference to what a variable held, whose frame is not among the frames any more. `end`: of the
 * frame's registers. */
static NOINLINE void release_last_guarded(Ref object, Ref *end)
{
    object->refcount = 0;
    Ref *outer = registers_guard(end);
    object_release_last(object);
    vm.binding = outer;
}

/* frame_pop for a frame without anything special. */
static inline ALWAYS_INLINE void pop_plain_frame(Frame *frame)
{
    FunctionView function = frame->function;
    Ref *place = frame->registers, *end = place + frame->code->first_temporary;
    vm.current = frame - 1; /* finalizers do not see this frame, and theirs take its place */
    for (; place < end; place++) {
        Ref value = *place;
        if (value == UNBOUND)
            continue;
        *place = UNBOUND;
        if (value->refcount != 1)
            release(value);
        else if (LIKELY(value->type == TYPE_INT || value->type == TYPE_FLOAT))
            heap_free(value, 16);
        else
            release_last_guarded(value, end);
    }
    thread.recursion_depth--;
    release(AS_OBJECT(function));
}

static inline void pop_frame(Frame *frame)
{
    if (UNLIKELY(frame->flags))
        frame_pop(frame);
    else
        pop_plain_frame(frame);
}

/* Is the native function, or method, this one? */
static inline ALWAYS_INLINE bool is_native(View callable, NativeCode code)
{
    const NativeFunction *function = ((NativeObject *)callable)->function;
    return function && function->code == code;
}

/* len() of what len() is mostly asked of; -1 for anything else. */
static inline ALWAYS_INLINE Index plain_length(View container)
{
    switch (container->type) {
    case TYPE_LIST: return (Index)((ListView)container)->used;
    case TYPE_TUPLE: return (Index)tuple_length(container);
    case TYPE_STR: return (Index)((StrView)container)->length;
    case TYPE_DICT: return ((DictView)container)->used;
    default: return -1;
    }
}

/* Can the generator be resumed with this value, without an error to raise? */
static inline bool can_go_on(const GeneratorObject *generator, View sent)
{
    return generator->state == GENERATOR_SUSPENDED || (generator->state == GENERATOR_CREATED && sent == NONE);
}

/* No handler in this frame: pop it. False if it was called from C. */
static bool leave_by_error(Frame *frame)
{
    uint32_t flags = frame->flags;
    GeneratorObject *generator = frame->generator;
    Ref raised = error_take();
    frame_pop(frame);
    error_restore_take(raised);
    if (flags & (FRAME_ITERATED | FRAME_DELEGATED)) {
        generator_end(generator);
        release(AS_OBJECT(generator));
    }
    return !(flags & FRAME_ENTRY);
}

/* Where each opcode's handler is: two tables in eval_frame, one of which never changes. To have frame->pc
 * exact all the time, as tracemalloc needs it, or to tell an observer of every instruction, every entry of
 * the other leads to one handler that does so and goes on to the true one: that costs nothing while nobody
 * asks. */
static const void **labels_in_use;
static const void *const *labels_true, *watch_labels[EVAL_WATCHES];
static EvalWatch watch;

void eval_set_watch(EvalWatch wanted)
{
    watch = wanted;
    for (size_t opcode = 0; labels_in_use && opcode < OPCODE_COUNT; opcode++)
        labels_in_use[opcode] = watch == EVAL_UNWATCHED ? labels_true[opcode] : watch_labels[watch];
}

Ref eval_frame(Frame *frame)
{
    static const void *const true_labels[OPCODE_COUNT] = {
#include "vm/run/labels.def"
    };
    static const void *labels[OPCODE_COUNT] = {
#include "vm/run/labels.def"
    };
    if (UNLIKELY(!labels_in_use)) {
        labels_in_use = labels;
        labels_true = true_labels;
        watch_labels[EVAL_STORING_PC] = &&storing_pc;
        watch_labels[EVAL_TELLING] = &&telling;
        if (watch != EVAL_UNWATCHED)
            eval_set_watch(watch);
    }

    const Instruction *i;
    Ref *R, *K, yielded;
    ENTER_FRAME(frame);
    if (UNLIKELY(error_is_set())) /* thrown into a generator */
        goto error;
    DISPATCH;

telling:
    SAVE;
    eval_tell_observers(frame);
storing_pc:
    SAVE;
    goto *true_labels[i->op];

    /* --- moving ----------------------------------------------------------------------------------------- */

    TARGET(NOP) : NEXT;

    TARGET(MOVE) :
    {
        if (i->b & OPERAND_CONSTANT ? i->a & OPERAND_TEMPORARY : (i->a ^ i->b) & OPERAND_TEMPORARY) {
            REWRITE(i->b & OPERAND_CONSTANT ? OP_MOVE_CONSTANT : i->b & OPERAND_TEMPORARY ? OP_MOVE_TEMPORARY : OP_MOVE_LOCAL);
            DISPATCH;
        }
        View value = OPERAND(i->b);
        if (!IS_TEMPORARY(i->b))
            retain(value);
        STORE(i->a, value);
        NEXT;
    }
    TARGET(MOVE_TEMPORARY) :
    {
        Ref *place = &R[i->a], old = *place;
        *place = TEMPORARY_AT(i->b);
        RELEASE(old);
        NEXT;
    }
    TARGET(MOVE_LOCAL) :
    {
        View value = LOCAL_AT(i->b);
        TEMPORARY_AT(i->a) = retain(value);
        NEXT;
    }
    TARGET(MOVE_CONSTANT) :
    {
        TEMPORARY_AT(i->a) = retain(CONSTANT_AT(i->b));
        NEXT;
    }
    TARGET(LOAD_CONST) :
    {
        STORE(i->a, retain(K[(uint32_t)i->b | (uint32_t)i->c << 16]));
        NEXT;
    }
    TARGET(DELETE_LOCAL) :
    {
        Ref old = R[i->a];
        if (old == UNBOUND)
            goto unbound;
        R[i->a] = UNBOUND;
        SAVE;
        release(old);
        NEXT;
    }
    TARGET(CHECK_BOUND) :
    {
        if (UNLIKELY(R[i->a] == UNBOUND))
            goto unbound;
        NEXT;
    }
    TARGET(RELEASE) :
    {
        SAVE;
        release_maybe(R[i->a & OPERAND_INDEX]);
        NEXT;
    }
    TARGET(CLEAR_TEMPORARY) :
    {
        Ref old = R[i->a];
        R[i->a] = NULL;
        SAVE;
        release_maybe(old);
        NEXT;
    }

    /* --- variables that are not registers --------------------------------------------------------------- */

    TARGET(LOAD_GLOBAL) :
    {
        SAVE;
        Ref value = load_global(frame->function, (Instruction *)(uintptr_t)i, K[i->b]);
        if (!value)
            FAIL;
        STORE(i->a, value);
        NEXT_BY(3);
    }
    TARGET(LOAD_GLOBAL_MODULE) :
    {
        DictView globals = frame->function->globals;
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        if (UNLIKELY(globals->version != cache[0])) {
            REWRITE(OP_LOAD_GLOBAL);
            DISPATCH;
        }
        STORE(i->a, retain(globals->entries[cache[1]].value));
        NEXT_BY(3);
    }
    TARGET(LOAD_GLOBAL_TEMPORARY) :
    {
        DictView globals = frame->function->globals;
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        if (UNLIKELY(globals->version != cache[0])) {
            REWRITE(OP_LOAD_GLOBAL);
            DISPATCH;
        }
        TEMPORARY_AT(i->a) = retain(globals->entries[cache[1]].value);
        NEXT_BY(3);
    }
    TARGET(LOAD_GLOBAL_BUILTIN) :
    {
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        DictView builtins = frame->function->builtins;
        if (UNLIKELY(frame->function->globals->version != cache[0] || builtins->version != cache[1])) {
            REWRITE(OP_LOAD_GLOBAL);
            DISPATCH;
        }
        STORE(i->a, retain(builtins->entries[*CACHE(1)].value));
        NEXT_BY(3);
    }
    TARGET(STORE_GLOBAL) :
    {
        View value = OPERAND(i->a);
        SAVE;
        bool done = dict_set(frame->function->globals, K[i->b], value);
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(DELETE_GLOBAL) :
    {
        SAVE;
        if (!delete_name(AS_OBJECT(frame->function->globals), K[i->b]))
            FAIL;
        NEXT;
    }
    TARGET(LOAD_NAME) :
    {
        SAVE;
        Ref value = load_name(frame, K[i->b]);
        if (!value)
            FAIL;
        STORE(i->a, value);
        NEXT_BY(3);
    }
    TARGET(STORE_NAME) :
    {
        View value = OPERAND(i->a);
        SAVE;
        bool done = frame->locals->type == TYPE_DICT ? dict_set((DictView)frame->locals, K[i->b], value)
                                                     : object_set_item(frame->locals, K[i->b], value);
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(DELETE_NAME) :
    {
        SAVE;
        if (!delete_name(frame->locals, K[i->b]))
            FAIL;
        NEXT;
    }
    TARGET(MAKE_CELL) :
    {
        Ref value = NULL;
        if (i->b != NO_OPERAND && R[i->b] != UNBOUND)
            value = R[i->b];
        SAVE;
        Ref cell = cell_new(value);
        if (!cell)
            FAIL;
        if (value) {
            R[i->b] = UNBOUND;
            release(value);
        }
        R[i->a] = cell;
        NEXT;
    }
    TARGET(LOAD_CELL) :
    {
        View value = ((CellObject *)R[i->b])->value;
        if (UNLIKELY(!value)) {
            SAVE;
            raise_empty_cell(frame->code, i->b);
            FAIL;
        }
        STORE(i->a, retain(value));
        NEXT;
    }
    TARGET(STORE_CELL) :
    {
        Ref value = OWNED(i->b);
        SAVE;
        replace_take(&((CellObject *)R[i->a])->value, value);
        NEXT;
    }
    TARGET(DELETE_CELL) :
    {
        SAVE;
        CellObject *cell = (CellObject *)R[i->a];
        if (!cell->value) {
            raise_empty_cell(frame->code, i->a);
            FAIL;
        }
        clear_place(&cell->value);
        NEXT;
    }
    TARGET(LOAD_CLASS_CELL) :
    {
        SAVE;
        Ref value = load_class_cell(frame, i->b, K[i->c]);
        if (!value)
            FAIL;
        STORE(i->a, value);
        NEXT;
    }

    /* --- operators -------------------------------------------------------------------------------------- */

    TARGET(ADD)
        : TARGET(SUB)
        : TARGET(MULT)
        : TARGET(MATMULT)
        : TARGET(DIV)
        : TARGET(MOD) : TARGET(POW) : TARGET(LSHIFT) : TARGET(RSHIFT) : TARGET(OR) : TARGET(XOR) : TARGET(AND) : TARGET(FLOORDIV) :
    {
        Instruction general = *i; /* it is rewritten, here or by Python code that comes to it meanwhile */
        View left = OPERAND(general.b), right = OPERAND(general.c);
        SAVE;
        BinaryOperator operator=(BinaryOperator)(general.op - OP_ADD);
        if (left->type == TYPE_INT || left->type == TYPE_FLOAT)
            quick_arithmetic((Instruction *)(uintptr_t)i, left, right);
        Ref result = binary_operation(left, right, operator);
        CONSUME(general.c);
        CONSUME(general.b);
        if (!result)
            FAIL;
        STORE(general.a, result);
        NEXT;
    }
    TARGET(INPLACE_ADD) :
    {
        View left = OPERAND(i->b), right = OPERAND(i->c);
        if (left->type == TYPE_STR && right->type == TYPE_STR) { /* s += t: in place when nobody else has s */
            SAVE;
            Ref owned;
            if (IS_TEMPORARY(i->b)) {
                owned = left;
            } else if (i->a == i->b) {
                owned = left;
                R[i->b] = UNBOUND;
            } else {
                owned = retain(left);
            }
            Ref kept = left != right ? NULL : retain(right);
            Ref result = str_concat_take(owned, right);
            release_maybe(kept);
            CONSUME(i->c);
            if (!result)
                FAIL;
            STORE(i->a, result);
            NEXT;
        }
    }
    TARGET(INPLACE_SUB)
        : TARGET(INPLACE_MULT)
        : TARGET(INPLACE_MATMULT)
        : TARGET(INPLACE_DIV)
        : TARGET(INPLACE_MOD)
        : TARGET(INPLACE_POW)
        : TARGET(INPLACE_LSHIFT)
        : TARGET(INPLACE_RSHIFT) : TARGET(INPLACE_OR) : TARGET(INPLACE_XOR) : TARGET(INPLACE_AND) : TARGET(INPLACE_FLOORDIV) :
    {
        Instruction general = *i;
        View left = OPERAND(general.b), right = OPERAND(general.c);
        SAVE;
        BinaryOperator operator=(BinaryOperator)(general.op - OP_INPLACE_ADD);
        Ref result;
        if (left->type == TYPE_INT || left->type == TYPE_FLOAT) {
            quick_arithmetic((Instruction *)(uintptr_t)i, left, right);
            result = type_of_peek(right)->flags & TYPE_FLAG_HEAP ? object_inplace(left, right, operator)
                                                                 : binary_operation(left, right, operator);
            if (!result && error_matches(TypeError)) { /* in the words of the in-place operator */
                error_clear();
                result = object_inplace(left, right, operator);
            }
        } else {
            result = object_inplace(left, right, operator);
        }
        CONSUME(general.c);
        CONSUME(general.b);
        if (!result)
            FAIL;
        STORE(general.a, result);
        NEXT;
    }

/* A quick form: both operands of the type, or back to the general form. */
#define QUICK_HANDLER(label, left_place, right_place, is_left_consumed, is_right_consumed, is_to_temporary, kind, body) \
    label : {                                                                                                           \
        Ref left = left_place, right = right_place;                                                                     \
        if (UNLIKELY(left->type != TYPE_##kind || right->type != TYPE_##kind))                                          \
            goto slow_type;                                                                                             \
        C_##kind x = VALUE_##kind(left), y = VALUE_##kind(right), r;                                                    \
        body;                                                                                                           \
        if (!is_to_temporary && !is_left_consumed && !is_right_consumed && LIKELY(SWAP_##kind(&R[i->a], r)))            \
            NEXT;                                                                                                       \
        Ref result = RESULT_##kind(left, is_left_consumed, right, is_right_consumed, r);                                \
        if (UNLIKELY(!result))                                                                                          \
            goto slow_value;                                                                                            \
        Ref *place = &R[i->a];                                                                                          \
        if (is_to_temporary) {                                                                                          \
            *place = result;                                                                                            \
        } else {                                                                                                        \
            Ref old = *place;                                                                                           \
            *place = result;                                                                                            \
            RELEASE(old);                                                                                               \
        }                                                                                                               \
        NEXT;                                                                                                           \
    }
#define QUICK_VARIANT(number, suffix, left, right, l, r, name, kind, body) \
    QUICK_HANDLER(L_##name##_##suffix, left, right, l, r, 0, kind, body)   \
    QUICK_HANDLER(L_##name##_##suffix##_T, left, right, l, r, 1, kind, body)
#define SLOW goto slow_value
#define QUICK(name, generic, kind, body) EACH_VARIANT(QUICK_VARIANT, name, kind, body)
#include "vm/run/quick.def"
#undef QUICK
#undef SLOW

slow_type: /* other types than it was made for: the general form again */
    *(Instruction *)(uintptr_t)i = quick_general_form(*i);
    DISPATCH;

slow_value
    : { /* the right types, but a value that needs more: an overflow, a division by zero, or a block that must be asked for, as always while the heap is listened to */
    unsigned number = i->op % QUICK_INPLACE - OP_TABLE_END;
    const uint16_t *bits = quick_bits[number % OPERAND_VARIANTS];
    Ref left = bits[0] & OPERAND_CONSTANT ? K[i->b] : R[i->b], right = bits[1] & OPERAND_CONSTANT ? K[i->c] : R[i->c], *place = &R[i->a];
    SAVE;
    Ref result = binary_operation(left, right, quick_groups[number / QUICK_VARIANTS].generic - OP_ADD);
    if (bits[1] & OPERAND_TEMPORARY)
        release_known_number(right);
    if (bits[0] & OPERAND_TEMPORARY)
        release_known_number(left);
    if (!result)
        FAIL;
    if (number & OPERAND_VARIANTS)
        *place = result;
    else {
        Ref old = *place;
        *place = result;
        RELEASE(old);
    }
    NEXT;
}

    TARGET(NEGATIVE) : TARGET(POSITIVE) : TARGET(INVERT) :
    {
        View value = OPERAND(i->b);
        SAVE;
        Ref result = i->op == OP_NEGATIVE ? object_negative(value) : i->op == OP_POSITIVE ? object_positive(value) : object_invert(value);
        CONSUME(i->b);
        if (!result)
            FAIL;
        STORE(i->a, result);
        NEXT;
    }
    TARGET(NOT) :
    {
        View value = OPERAND(i->b);
        SAVE;
        int truth = object_truth(value);
        CONSUME(i->b);
        if (truth < 0)
            FAIL;
        STORE(i->a, bool_new(!truth));
        NEXT;
    }
    TARGET(LT) : TARGET(LE) : TARGET(EQ) : TARGET(NE) : TARGET(GT) : TARGET(GE) :
    {
        View left = OPERAND(i->b), right = OPERAND(i->c);
        SAVE;
        Ref result = compare_operation(left, right, (unsigned)(i->op - OP_LT));
        CONSUME(i->c);
        CONSUME(i->b);
        if (!result)
            FAIL;
        STORE(i->a, result);
        NEXT;
    }
    TARGET(IS) : TARGET(IS_NOT) :
    {
        View left = OPERAND(i->b), right = OPERAND(i->c);
        bool truth = (left == right) == (i->op == OP_IS);
        SAVE;
        CONSUME(i->c);
        CONSUME(i->b);
        STORE(i->a, bool_new(truth));
        NEXT;
    }
    TARGET(IN) : TARGET(NOT_IN) :
    {
        View left = OPERAND(i->b), right = OPERAND(i->c);
        SAVE;
        Index place = right->type == TYPE_DICT ? dict_find_quick((DictView)right, left) : DICT_NOT_QUICK;
        int found = LIKELY(place != DICT_NOT_QUICK) ? place >= 0 : object_contains(right, left);
        CONSUME(i->c);
        CONSUME(i->b);
        if (found < 0)
            FAIL;
        STORE(i->a, bool_new((found != 0) == (i->op == OP_IN)));
        NEXT;
    }

    /* --- jumps ------------------------------------------------------------------------------------------ */

    TARGET(JUMP) :
    {
        JUMP_LONG;
        NEXT;
    }
    TARGET(JUMP_BACK) :
    {
        SAFE_POINT;
        JUMP_LONG;
        NEXT;
    }
    TARGET(SAFE_POINT) :
    {
        SAFE_POINT;
        NEXT;
    }
    TARGET(JUMP_IF_TRUE) : TARGET(JUMP_IF_FALSE) :
    {
        View value = OPERAND(i->a);
        int truth;
        if (value == TRUE) {
            truth = 1;
        } else if (value == FALSE || value == NONE) {
            truth = 0;
        } else {
            SAVE;
            truth = object_truth(value);
        }
        CONSUME(i->a);
        if (truth < 0)
            FAIL;
        if (truth == (i->op == OP_JUMP_IF_TRUE))
            JUMP_LONG;
        NEXT;
    }
    TARGET(JUMP_LT)
        : TARGET(JUMP_LE)
        : TARGET(JUMP_EQ)
        : TARGET(JUMP_NE)
        : TARGET(JUMP_GT)
        : TARGET(JUMP_GE)
        : TARGET(JUMP_NOT_LT)
        : TARGET(JUMP_NOT_LE) : TARGET(JUMP_NOT_EQ) : TARGET(JUMP_NOT_NE) : TARGET(JUMP_NOT_GT) : TARGET(JUMP_NOT_GE) :
    {
        Instruction general = *i;
        View left = OPERAND(general.b), right = OPERAND(general.c);
        SAVE;
        unsigned condition = (unsigned)(general.op - OP_JUMP_LT);
        if (left->type == TYPE_INT || left->type == TYPE_FLOAT)
            quick_jump((Instruction *)(uintptr_t)i, left, right);
        bool negated = condition >= 6;
        int truth = compare_truth(left, right, negated ? condition - 6 : condition);
        CONSUME(general.c);
        CONSUME(general.b);
        if (truth < 0)
            FAIL;
        if ((truth != 0) != negated)
            JUMP_SHORT;
        NEXT;
    }

#define JUMP_HANDLER(number, suffix, left_place, right_place, is_left_consumed, is_right_consumed, label, kind, condition, wanted) \
    L_##label##_##suffix:                                                                                                          \
    {                                                                                                                              \
        Ref left = left_place, right = right_place;                                                                                \
        if (UNLIKELY(left->type != TYPE_##kind || right->type != TYPE_##kind))                                                     \
            goto slow_type;                                                                                                        \
        bool truth = VALUE_##kind(left) condition VALUE_##kind(right);                                                             \
        if (is_right_consumed)                                                                                                     \
            release_known_number(right);                                                                                           \
        if (is_left_consumed)                                                                                                      \
            release_known_number(left);                                                                                            \
        if (truth == (wanted))                                                                                                     \
            JUMP_SHORT;                                                                                                            \
        NEXT;                                                                                                                      \
    }
#define JUMP_HANDLERS(name, condition)                               \
    EACH_VARIANT(JUMP_HANDLER, JI_##name, INT, condition, true)      \
    EACH_VARIANT(JUMP_HANDLER, JI_NOT_##name, INT, condition, false) \
    EACH_VARIANT(JUMP_HANDLER, JF_##name, FLOAT, condition, true)    \
    EACH_VARIANT(JUMP_HANDLER, JF_NOT_##name, FLOAT, condition, false)
    JUMP_HANDLERS(LT, <)
    JUMP_HANDLERS(LE, <=)
    JUMP_HANDLERS(EQ, ==)
    JUMP_HANDLERS(NE, !=)
    JUMP_HANDLERS(GT, >)
    JUMP_HANDLERS(GE, >=)

    TARGET(JUMP_IS) : TARGET(JUMP_IS_NOT) :
    {
        View left = OPERAND(i->b), right = OPERAND(i->c);
        bool truth = (left == right) == (i->op == OP_JUMP_IS);
        SAVE;
        CONSUME(i->c);
        CONSUME(i->b);
        if (truth)
            JUMP_SHORT;
        NEXT;
    }
    TARGET(JUMP_IN) : TARGET(JUMP_NOT_IN) :
    {
        View left = OPERAND(i->b), right = OPERAND(i->c);
        SAVE;
        Index place = right->type == TYPE_DICT ? dict_find_quick((DictView)right, left) : DICT_NOT_QUICK;
        int found = LIKELY(place != DICT_NOT_QUICK) ? place >= 0 : object_contains(right, left);
        CONSUME(i->c);
        CONSUME(i->b);
        if (found < 0)
            FAIL;
        if ((found != 0) == (i->op == OP_JUMP_IN))
            JUMP_SHORT;
        NEXT;
    }
    TARGET(GET_ITER) :
    {
        View iterable = OPERAND(i->b);
        SAVE;
        Ref iterator = object_iterate(iterable);
        CONSUME(i->b);
        if (!iterator)
            FAIL;
        STORE(i->a, iterator);
        NEXT;
    }
    TARGET(FOR_ITER) : /* at the end of the loop: with an item, back to its body */
    {
        SAFE_POINT;
        View iterator = R[i->b];
        if (iterator->type == TYPE_LIST_ITERATOR)
            REWRITE(OP_FOR_ITER_LIST);
        else if (iterator->type == TYPE_RANGE_ITERATOR)
            REWRITE(OP_FOR_ITER_RANGE);
        else if (iterator->type == TYPE_GENERATOR)
            REWRITE(OP_FOR_ITER_GENERATOR);
        goto L_FOR_ITER_GENERIC;
    }
L_FOR_ITER_GENERIC : {
    View iterator = R[i->b];
    SAVE;
    Ref item = object_next(iterator);
    if (!item) {
        if (error_is_set())
            FAIL;
        NEXT_BY(2);
    }
    STORE(i->a, item);
    JUMP_FAR;
}
    TARGET(FOR_ITER_LIST) :
    {
        SAFE_POINT;
        ListIterator *iterator = (ListIterator *)R[i->b];
        if (UNLIKELY(iterator->object.type != TYPE_LIST_ITERATOR)) {
            REWRITE(OP_FOR_ITER);
            DISPATCH;
        }
        ListView list = iterator->list;
        if (UNLIKELY(!list || iterator->index >= list->used)) {
            SAVE;
            iterator->list = NULL;
            release_maybe(AS_OBJECT(list));
            NEXT_BY(2);
        }
        SAVE;
        STORE(i->a, retain(list->items[iterator->index++]));
        JUMP_FAR;
    }
    TARGET(FOR_ITER_RANGE) :
    {
        SAFE_POINT;
        RangeIterator *iterator = (RangeIterator *)R[i->b];
        if (UNLIKELY(iterator->object.type != TYPE_RANGE_ITERATOR)) {
            REWRITE(OP_FOR_ITER);
            DISPATCH;
        }
        if (UNLIKELY(iterator->remaining == 0))
            NEXT_BY(2);
        int64_t next = iterator->next;
        if (UNLIKELY(i->a & OPERAND_TEMPORARY || !swap_int(&R[i->a], next))) {
            SAVE;
            Ref value = int_new(next);
            if (UNLIKELY(!value))
                FAIL;
            STORE(i->a, value);
        }
        iterator->next = (int64_t)((uint64_t)next + (uint64_t)iterator->step);
        iterator->remaining--;
        JUMP_FAR;
    }
    TARGET(FOR_ITER_GENERATOR) :
    {
        GeneratorObject *generator = (GeneratorObject *)R[i->b];
        if (UNLIKELY(generator->object.type != TYPE_GENERATOR || generator->state > GENERATOR_SUSPENDED)) {
            REWRITE(OP_FOR_ITER);
            goto L_FOR_ITER_GENERIC;
        }
        SAVE;
        if (generator->state == GENERATOR_SUSPENDED)
            generator_deliver_take(generator, none_new());
        Frame *callee = generator_push(generator, FRAME_ITERATED);
        if (UNLIKELY(!callee))
            FAIL;
        ENTER_FRAME(callee);
        SAFE_POINT_RESUMED;
        DISPATCH;
    }

    /* --- attributes and items --------------------------------------------------------------------------- */

    TARGET(LOAD_ATTR) :
    {
        View object = OPERAND(i->b);
        SAVE;
        Ref value = load_attribute((Instruction *)(uintptr_t)i, object, K[i->c]);
        CONSUME(i->b);
        if (!value)
            FAIL;
        STORE(i->a, value);
        NEXT_BY(3);
    }
    TARGET(LOAD_ATTR_INLINE) :
    {
        View object = OPERAND(i->b);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        Ref *place = (Ref *)(void *)((char *)object + *CACHE(1));
        if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1]) &&
            !(place = attribute_place_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {
            REWRITE(OP_LOAD_ATTR);
            DISPATCH;
        }
        Ref value = retain(*place);
        if (IS_TEMPORARY(i->b)) {
            SAVE;
            release(object);
        }
        STORE(i->a, value);
        NEXT_BY(3);
    }
    TARGET(LOAD_ATTR_LOCAL) :
    {
        View object = LOCAL_AT(i->b);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        Ref *place = (Ref *)(void *)((char *)object + *CACHE(1));
        if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1]) &&
            !(place = attribute_place_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {
            REWRITE(OP_LOAD_ATTR);
            DISPATCH;
        }
        TEMPORARY_AT(i->a) = retain(*place);
        NEXT_BY(3);
    }
    TARGET(LOAD_ATTR_TEMPORARY) :
    {
        Ref object = TEMPORARY_AT(i->b);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        Ref *place = (Ref *)(void *)((char *)object + *CACHE(1));
        if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1]) &&
            !(place = attribute_place_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {
            REWRITE(OP_LOAD_ATTR);
            DISPATCH;
        }
        Ref value = retain(*place);
        SAVE;
        release(object);
        TEMPORARY_AT(i->a) = value;
        NEXT_BY(3);
    }
    TARGET(LOAD_ATTR_SLOT_LOCAL) :
    {
        View object = LOCAL_AT(i->b);
        if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0)))
            goto slow_load_attribute;
        Ref value = *(Ref *)(void *)((char *)object + *CACHE(1));
        if (UNLIKELY(!value))
            goto slow_load_attribute;
        TEMPORARY_AT(i->a) = retain(value);
        NEXT_BY(3);
    }
    TARGET(LOAD_ATTR_SLOT) :
    {
        View object = OPERAND(i->b);
        if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0)))
            goto slow_load_attribute;
        Ref value = *(Ref *)(void *)((char *)object + *CACHE(1));
        if (UNLIKELY(!value))
            goto slow_load_attribute;
        retain(value);
        SAVE;
        CONSUME(i->b);
        STORE(i->a, value);
        NEXT_BY(3);
    slow_load_attribute:
        REWRITE(OP_LOAD_ATTR);
        DISPATCH;
    }
    TARGET(STORE_ATTR) :
    {
        View object = OPERAND(i->a), value = OPERAND(i->b);
        SAVE;
        bool done = store_attribute((Instruction *)(uintptr_t)i, object, K[i->c], value);
        CONSUME(i->b);
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT_BY(3);
    }
    TARGET(STORE_ATTR_INLINE) :
    {
        View object = OPERAND(i->a);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        Ref *place = (Ref *)(void *)((char *)object + *CACHE(1));
        if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1]) &&
            !(place = attribute_place_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {
            REWRITE(OP_STORE_ATTR);
            DISPATCH;
        }
        Ref value = OWNED(i->b), old = *place;
        SAVE;
        *place = value;
        CONSUME(i->a);
        release(old);
        NEXT_BY(3);
    }
    TARGET(STORE_ATTR_LOCAL) :
    {
        View object = LOCAL_AT(i->a);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        Ref *place = (Ref *)(void *)((char *)object + *CACHE(1));
        if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1]) &&
            !(place = attribute_place_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {
            REWRITE(OP_STORE_ATTR);
            DISPATCH;
        }
        Ref old = *place;
        *place = TEMPORARY_AT(i->b);
        RELEASE(old);
        NEXT_BY(3);
    }
    TARGET(STORE_ATTR_SLOT) :
    {
        View object = OPERAND(i->a);
        if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0))) {
            REWRITE(OP_STORE_ATTR);
            DISPATCH;
        }
        Ref value = OWNED(i->b);
        Ref *place = (Ref *)(void *)((char *)object + *CACHE(1)), old = *place;
        *place = value;
        SAVE;
        CONSUME(i->a);
        if (old)
            RELEASE(old);
        NEXT_BY(3);
    }
    TARGET(STORE_ATTR_NEW) :
    {
        View object = OPERAND(i->a);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1])) {
            REWRITE(OP_STORE_ATTR);
            DISPATCH;
        }
        Ref value = OWNED(i->b);
        *(Ref *)(void *)((char *)object + cache[2]) = value;
        ((GcObject *)object)->aux = cache[3];
        SAVE;
        CONSUME(i->a);
        NEXT_BY(3);
    }
    TARGET(STORE_ATTR_SLOT_LOCALS) :
    {
        View object = LOCAL_AT(i->a);
        if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0))) {
            REWRITE(OP_STORE_ATTR);
            DISPATCH;
        }
        Ref *place = (Ref *)(void *)((char *)object + *CACHE(1)), old = *place;
        *place = retain(LOCAL_AT(i->b));
        SAVE;
        if (old)
            RELEASE(old);
        NEXT_BY(3);
    }
    TARGET(STORE_ATTR_NEW_LOCALS) :
    {
        View object = LOCAL_AT(i->a);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1])) {
            REWRITE(OP_STORE_ATTR);
            DISPATCH;
        }
        *(Ref *)(void *)((char *)object + cache[2]) = retain(LOCAL_AT(i->b));
        ((GcObject *)object)->aux = cache[3];
        NEXT_BY(3);
    }
    TARGET(DELETE_ATTR) :
    {
        View object = OPERAND(i->a);
        SAVE;
        retain(object);
        bool done = object_set_attribute(object, K[i->c], NULL);
        release(object);
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(LOAD_METHOD) :
    {
        SAVE;
        Ref *pair = &R[i->a & OPERAND_INDEX];
        Ref self = OWNED(i->b);
        if (!load_method((Instruction *)(uintptr_t)i, self, K[i->c], pair)) {
            release(self);
            FAIL;
        }
        NEXT_BY(3);
    }
    TARGET(LOAD_METHOD_CACHED) :
    {
        View object = OPERAND(i->b);
        const uint32_t *cache = (const uint32_t *)CACHE(0);
        View method = (View)(uintptr_t)*CACHE(1);
        if (UNLIKELY(type_versions[object->type] != cache[0] || (cache[1] && ((GcObject *)object)->aux != cache[1])) &&
            !(method = method_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {
            REWRITE(OP_LOAD_METHOD);
            DISPATCH;
        }
        Ref *pair = &R[i->a & OPERAND_INDEX];
        Ref self = OWNED(i->b);
        pair[0] = retain(method);
        pair[1] = self;
        NEXT_BY(3);
    }
    TARGET(GET_ITEM) :
    {
        Instruction general = *i; /* Python code may come to it meanwhile and rewrite it */
        View object = OPERAND(general.b), key = OPERAND(general.c);
        SAVE;
        if (object->type == TYPE_LIST && key->type == TYPE_INT)
            quick_list_item((Instruction *)(uintptr_t)i);
        else if (object->type == TYPE_TUPLE && key->type == TYPE_INT)
            REWRITE(OP_GET_ITEM_TUPLE);
        else if (object->type == TYPE_STR && key->type == TYPE_INT)
            REWRITE(OP_GET_ITEM_STR);
        else if (object->type == TYPE_DICT)
            REWRITE(OP_GET_ITEM_DICT);
        Ref value = object_get_item(object, key);
        CONSUME(general.c);
        CONSUME(general.b);
        if (!value)
            FAIL;
        STORE(general.a, value);
        NEXT;
    }

#define LIST_ITEM_HANDLER(label, left_place, right_place, is_left_consumed, is_right_consumed, is_to_temporary) \
    label : {                                                                                                   \
        ListView list = (ListView)left_place;                                                                   \
        Ref key = right_place;                                                                                  \
        if (UNLIKELY(list->object.type != TYPE_LIST || key->type != TYPE_INT))                                  \
            goto slow_list_item;                                                                                \
        int64_t index = VALUE_INT(key);                                                                         \
        if (index < 0)                                                                                          \
            index += (int64_t)list->used;                                                                       \
        if (UNLIKELY((uint64_t)index >= list->used))                                                            \
            goto slow_list_item;                                                                                \
        Ref value = retain(list->items[index]);                                                                 \
        if (is_right_consumed)                                                                                  \
            release_known_number(key);                                                                          \
        if (is_left_consumed) {                                                                                 \
            SAVE;                                                                                               \
            release(AS_OBJECT(list));                                                                           \
        }                                                                                                       \
        Ref *place = &R[i->a];                                                                                  \
        if (is_to_temporary) {                                                                                  \
            *place = value;                                                                                     \
        } else {                                                                                                \
            Ref old = *place;                                                                                   \
            *place = value;                                                                                     \
            RELEASE(old);                                                                                       \
        }                                                                                                       \
        NEXT;                                                                                                   \
    }
#define LIST_ITEM_VARIANT(number, suffix, left, right, l, r, ...) \
    LIST_ITEM_HANDLER(L_LIST_ITEM_##suffix, left, right, l, r, 0) \
    LIST_ITEM_HANDLER(L_LIST_ITEM_##suffix##_T, left, right, l, r, 1)
    EACH_VARIANT(LIST_ITEM_VARIANT, )

slow_list_item:
    *(Instruction *)(uintptr_t)i = quick_general_form(*i);
    goto L_GET_ITEM_GENERIC;

    TARGET(GET_ITEM_TUPLE) :
    {
        View object = OPERAND(i->b), key = OPERAND(i->c);
        if (UNLIKELY(object->type != TYPE_TUPLE || key->type != TYPE_INT))
            goto slow_get_item;
        int64_t index = VALUE_INT(key);
        if (index < 0)
            index += ((TupleView)object)->length;
        if (UNLIKELY((uint64_t)index >= ((TupleView)object)->length))
            goto slow_get_item;
        Ref value = retain(((TupleView)object)->items[index]);
        SAVE;
        CONSUME(i->c);
        CONSUME(i->b);
        STORE(i->a, value);
        NEXT;
    }
    TARGET(GET_ITEM_STR) :
    {
        View object = OPERAND(i->b), key = OPERAND(i->c);
        if (UNLIKELY(object->type != TYPE_STR || key->type != TYPE_INT))
            goto slow_get_item;
        StrView text = (StrView)object;
        int64_t index = VALUE_INT(key);
        if (index < 0)
            index += (int64_t)text->length;
        if (UNLIKELY((uint64_t)index >= text->length || text->kind != STR_1))
            goto slow_get_item;
        Ref value = retain(AS_OBJECT(&str_characters[text->data[index]]));
        SAVE;
        CONSUME(i->c);
        CONSUME(i->b);
        STORE(i->a, value);
        NEXT;
    }
    TARGET(GET_ITEM_DICT) :
    {
        View object = OPERAND(i->b), key = OPERAND(i->c);
        if (UNLIKELY(object->type != TYPE_DICT))
            goto slow_get_item;
        SAVE;
        DictView dict = (DictView)object;
        Index place = dict_find_quick(dict, key);
        Ref value = LIKELY(place >= 0) ? retain(dict->entries[place].value) : dict_get(dict, key);
        if (UNLIKELY(!value)) {
            if (!error_is_set())
                raise_value(KeyError, key);
            CONSUME(i->c);
            CONSUME(i->b);
            FAIL;
        }
        CONSUME(i->c);
        CONSUME(i->b);
        STORE(i->a, value);
        NEXT;
    }
slow_get_item:
    REWRITE(OP_GET_ITEM);
    goto L_GET_ITEM_GENERIC;
L_GET_ITEM_GENERIC : {
    Instruction general = *i;
    View object = OPERAND(general.b), key = OPERAND(general.c);
    SAVE;
    Ref value = object_get_item(object, key);
    CONSUME(general.c);
    CONSUME(general.b);
    if (!value)
        FAIL;
    STORE(general.a, value);
    NEXT;
}
    TARGET(SET_ITEM) :
    {
        View object = OPERAND(i->a), key = OPERAND(i->b);
        if (object->type == TYPE_LIST && key->type == TYPE_INT) {
            bool is_plain = !((i->a | i->b) & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) && IS_TEMPORARY(i->c);
            REWRITE(is_plain ? OP_SET_ITEM_LIST_LOCAL : OP_SET_ITEM_LIST);
        } else if (object->type == TYPE_DICT) {
            REWRITE(OP_SET_ITEM_DICT);
        }
        goto L_SET_ITEM_GENERIC;
    }
L_SET_ITEM_GENERIC : {
    View object = OPERAND(i->a), key = OPERAND(i->b), value = OPERAND(i->c);
    SAVE;
    bool done = object_set_item(object, key, value);
    CONSUME(i->c);
    CONSUME(i->b);
    CONSUME(i->a);
    if (!done)
        FAIL;
    NEXT;
}
    TARGET(SET_ITEM_LIST) :
    {
        View object = OPERAND(i->a), key = OPERAND(i->b), value = OPERAND(i->c);
        ListView list = (ListView)object;
        if (UNLIKELY(object->type != TYPE_LIST || key->type != TYPE_INT || (uint64_t)VALUE_INT(key) >= list->used)) {
            REWRITE(OP_SET_ITEM);
            goto L_SET_ITEM_GENERIC; /* negative, out of range: this once */
        }
        Ref *place = &list->items[VALUE_INT(key)], old = *place;
        *place = IS_TEMPORARY(i->c) ? value : retain(value);
        SAVE;
        CONSUME(i->b);
        CONSUME(i->a);
        RELEASE(old);
        NEXT;
    }
    TARGET(SET_ITEM_LIST_LOCAL) :
    {
        ListView list = (ListView)LOCAL_AT(i->a);
        View key = LOCAL_AT(i->b);
        if (UNLIKELY(list->object.type != TYPE_LIST || key->type != TYPE_INT || (uint64_t)VALUE_INT(key) >= list->used)) {
            REWRITE(OP_SET_ITEM);
            goto L_SET_ITEM_GENERIC;
        }
        Ref *place = &list->items[VALUE_INT(key)], old = *place;
        *place = TEMPORARY_AT(i->c);
        RELEASE(old);
        NEXT;
    }
    TARGET(SET_ITEM_DICT) :
    {
        View object = OPERAND(i->a), key = OPERAND(i->b);
        if (UNLIKELY(object->type != TYPE_DICT)) {
            REWRITE(OP_SET_ITEM);
            DISPATCH;
        }
        SAVE;
        bool done = dict_set_take((DictView)object, key, OWNED(i->c));
        CONSUME(i->b);
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(DELETE_ITEM) :
    {
        View object = OPERAND(i->a), key = OPERAND(i->b);
        SAVE;
        bool done = object_delete_item(object, key);
        CONSUME(i->b);
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT;
    }

    /* --- making values ---------------------------------------------------------------------------------- */

    TARGET(BUILD_LIST) :
    {
        SAVE;
        Ref list = list_from_array_take(&R[i->b & OPERAND_INDEX], i->c);
        if (!list)
            FAIL;
        STORE(i->a, list);
        SAFE_POINT_STORED;
        NEXT;
    }
    TARGET(BUILD_TUPLE) :
    {
        SAVE;
        Ref tuple = tuple_from_array_take(&R[i->b & OPERAND_INDEX], i->c);
        if (!tuple)
            FAIL;
        STORE(i->a, tuple);
        SAFE_POINT_STORED;
        NEXT;
    }
    TARGET(BUILD_SET) :
    {
        SAVE;
        Ref set = build_set_take(&R[i->b & OPERAND_INDEX], i->c);
        if (!set)
            FAIL;
        STORE(i->a, set);
        SAFE_POINT_STORED;
        NEXT;
    }
    TARGET(BUILD_DICT) :
    {
        SAVE;
        Ref dict = build_dict_take(&R[i->b & OPERAND_INDEX], i->c);
        if (!dict)
            FAIL;
        STORE(i->a, dict);
        SAFE_POINT_STORED;
        NEXT;
    }
    TARGET(BUILD_STRING) :
    {
        SAVE;
        Ref *items = &R[i->b & OPERAND_INDEX];
        Ref text = str_join_array(str_empty, items, i->c);
        for (unsigned n = i->c; n-- > 0;)
            release(items[n]);
        if (!text)
            FAIL;
        STORE(i->a, text);
        NEXT;
    }
    TARGET(BUILD_SLICE) :
    {
        if (i->c != 2 || i[1].op != OP_GET_ITEM || i[1].c != i->a)
            goto L_BUILD_SLICE_GENERIC;
        REWRITE(OP_GET_SLICE);
        goto L_GET_SLICE;
    }
L_BUILD_SLICE_GENERIC : {
    SAVE;
    Ref *items = &R[i->b & OPERAND_INDEX];
    Ref slice = slice_new(items[0], items[1], i->c == 3 ? items[2] : NULL);
    release_arguments(items, i->c);
    if (!slice)
        FAIL;
    STORE(i->a, slice);
    NEXT;
}
    TARGET(GET_SLICE) :
    {
        Ref *items = &R[i->b & OPERAND_INDEX];
        frame->pc = i + 1;
        Ref result = get_slice(OPERAND(i[1].b), items[0], items[1]);
        if (UNLIKELY(result == UNBOUND))
            goto L_BUILD_SLICE_GENERIC; /* this once */
        i++;
        release_arguments(items, 2);
        CONSUME(i->b);
        if (UNLIKELY(!result))
            FAIL;
        STORE(i->a, result);
        NEXT;
    }
    TARGET(LIST_APPEND) :
    {
        SAVE;
        if (!list_append_take((ListView)R[i->a], OWNED(i->b)))
            FAIL;
        NEXT;
    }
    TARGET(LIST_EXTEND) :
    {
        View iterable = OPERAND(i->b);
        SAVE;
        bool done = extend_by_star((ListView)R[i->a], iterable, i->c != 0);
        CONSUME(i->b);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(LIST_TO_TUPLE) :
    {
        SAVE;
        View list = OPERAND(i->b);
        Ref tuple = list_to_tuple((ListView)list);
        CONSUME(i->b);
        if (!tuple)
            FAIL;
        STORE(i->a, tuple);
        NEXT;
    }
    TARGET(SET_ADD) :
    {
        View item = OPERAND(i->b);
        SAVE;
        bool done = set_add((SetView)R[i->a], item);
        CONSUME(i->b);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(SET_UPDATE) :
    {
        View iterable = OPERAND(i->b);
        SAVE;
        bool done = set_update((SetView)R[i->a], iterable);
        CONSUME(i->b);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(DICT_PUT) :
    {
        View key = OPERAND(i->b), value = OPERAND(i->c);
        SAVE;
        bool done = dict_set((DictView)R[i->a], key, value);
        CONSUME(i->c);
        CONSUME(i->b);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(DICT_UPDATE) :
    {
        View mapping = OPERAND(i->b);
        SAVE;
        bool done = update_by_stars((DictView)R[i->a], mapping);
        CONSUME(i->b);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(DICT_MERGE) :
    {
        View mapping = OPERAND(i->b);
        SAVE;
        bool done = merge_keywords((DictView)R[i->a], mapping, R[i->c]);
        CONSUME(i->b);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(CONVERT) :
    {
        View value = OPERAND(i->b);
        SAVE;
        Ref text = i->c == 's' ? object_str(value) : i->c == 'r' ? object_repr(value) : object_ascii(value);
        CONSUME(i->b);
        if (!text)
            FAIL;
        STORE(i->a, text);
        NEXT;
    }
    TARGET(FORMAT) :
    {
        View value = OPERAND(i->b);
        View specification = i->c == NO_OPERAND ? NULL : OPERAND(i->c);
        SAVE;
        if (!specification && value->type == TYPE_STR) { /* it is its own text */
            STORE(i->a, OWNED(i->b));
            NEXT;
        }
        Ref text;
        if (!specification && value->type == TYPE_INT) {
            text = int_to_str(value, 10, false);
        } else {
            retain(value);
            text = object_format(value, specification);
            release(value);
        }
        if (i->c != NO_OPERAND)
            CONSUME(i->c);
        CONSUME(i->b);
        if (!text)
            FAIL;
        STORE(i->a, text);
        NEXT;
    }
    TARGET(UNPACK) :
    {
        View value = OPERAND(i->b);
        SAVE;
        bool is_consumed = IS_TEMPORARY(i->b);
        retain(value); /* its own register may be among those written */
        if (is_consumed)
            release(value);
        bool done = unpack(value, &R[i->a & OPERAND_INDEX], i->c);
        release(value);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(UNPACK_STAR) :
    {
        View value = OPERAND(i->b);
        SAVE;
        bool is_consumed = IS_TEMPORARY(i->b);
        retain(value);
        if (is_consumed)
            release(value);
        bool done = unpack_star(value, &R[i->a & OPERAND_INDEX], i->c, *CACHE(0));
        release(value);
        if (!done)
            FAIL;
        NEXT_BY(2);
    }

    /* --- functions and calls ---------------------------------------------------------------------------- */

    TARGET(MAKE_FUNCTION) :
    {
        SAVE;
        Ref function = make_function(frame->function->globals, (CodeView)K[i->c], &R[i->b & OPERAND_INDEX], (unsigned)*CACHE(0));
        if (!function)
            FAIL;
        STORE(i->a, function);
        SAFE_POINT_STORED;
        NEXT_BY(2);
    }
    TARGET(BUILD_CLASS) :
    {
        SAVE;
        View found = dict_get_str_peek(frame->function->builtins, name(__build_class__));
        if (!found) {
            raise_error(NameError, "__build_class__ not found");
            FAIL;
        }
        STORE(i->a, retain(found));
        NEXT;
    }
    TARGET(CALL) :
    {
        Ref callable = R[i->b];
        SAVE;
        uint32_t names = KEYWORDS_WORD;
        if (callable->type == TYPE_FUNCTION && names == UINT32_MAX && is_simple_call((FunctionView)callable, i->c))
            REWRITE(OP_CALL_FUNCTION);
        else if (callable->type == TYPE_FUNCTION && !frame->generator && takes_in_order((FunctionView)callable, i->c, names, K) &&
                 (VERSION_WORD = code_version(((FunctionView)callable)->code)) != 0)
            REWRITE(OP_CALL_FUNCTION_DEFAULTS);
        else if (callable->type == TYPE_NATIVE_FUNCTION && names == UINT32_MAX)
            REWRITE(i->c == 1 && is_native(callable, object_length_native) ? OP_CALL_LEN : OP_CALL_NATIVE);
        else if (callable->type == TYPE_TYPE && names == UINT32_MAX && constructs_simply((TypeObject *)callable, i->c) &&
                 (VERSION_WORD = type_version((TypeObject *)callable)) != 0)
            REWRITE(OP_CALL_CLASS);
        View keyword_names = names == UINT32_MAX ? NULL : K[names];
        size_t keywords = keyword_names ? tuple_length(keyword_names) : 0;
        if (callable == AS_OBJECT(&super_type) && i->c == 0) {
            REWRITE(OP_CALL_SUPER);
            DISPATCH;
        }
        if (callable->type == TYPE_METHOD && ((MethodObject *)callable)->function->type == TYPE_FUNCTION) {
            FunctionView function = (FunctionView)((MethodObject *)callable)->function;
            if (!(function->code->flags & CODE_GENERATOR)) {
                retain(AS_OBJECT(function));
                R[i->b] = retain(((MethodObject *)callable)->self); /* in the method's place, before the arguments */
                release(callable);
                Frame *callee = push_call(function, &R[i->b], i->c + 1u - keywords, keyword_names);
                if (!callee)
                    FAIL;
                ENTER_FRAME(callee);
                SAFE_POINT;
                DISPATCH;
            }
        }
        if (callable->type == TYPE_FUNCTION && !(((FunctionView)callable)->code->flags & CODE_GENERATOR)) {
            Frame *callee = push_call((FunctionView)callable, &R[i->b + 1], i->c - keywords, keyword_names);
            if (!callee)
                FAIL;
            ENTER_FRAME(callee);
            SAFE_POINT;
            DISPATCH;
        }
        Ref result = call_vector(callable, &R[i->b + 1], i->c - keywords, keyword_names);
        release_arguments(&R[i->b + 1], i->c);
        release(callable);
        if (!result)
            FAIL;
        STORE(i->a, result);
        SAFE_POINT_STORED;
        NEXT_BY(2);
    }
    TARGET(CALL_FUNCTION) :
    {
        FunctionView function = (FunctionView)R[i->b];
        if (UNLIKELY(function->object.type != TYPE_FUNCTION || !is_simple_call(function, i->c))) {
            REWRITE(OP_CALL);
            DISPATCH;
        }
        SAVE;
        CALL_PYTHON(function, &R[i->b + 1], i->c, (Ref)NULL);
    }
    TARGET(CALL_FUNCTION_DEFAULTS) :
    {
        FunctionView function = (FunctionView)R[i->b];
        if (UNLIKELY(function->object.type != TYPE_FUNCTION || function->code->version != VERSION_WORD ||
                     !fill_defaults(frame, function, &R[i->b + 1], i->c))) {
            REWRITE(OP_CALL);
            DISPATCH;
        }
        SAVE;
        CALL_PYTHON(function, &R[i->b + 1], function->code->argument_count, (Ref)NULL);
    }
    TARGET(CALL_METHOD_DEFAULTS) :
    {
        FunctionView function = (FunctionView)R[i->b];
        if (UNLIKELY(!function || function->object.type != TYPE_FUNCTION || function->code->version != VERSION_WORD ||
                     !fill_defaults(frame, function, &R[i->b + 1], i->c + 1u))) {
            REWRITE(OP_CALL_METHOD);
            DISPATCH;
        }
        SAVE;
        CALL_PYTHON(function, &R[i->b + 1], function->code->argument_count, (Ref)NULL);
    }
    TARGET(CALL_LEN) :
    {
        Ref native = R[i->b], container = R[i->b + 1];
        if (UNLIKELY(native->type != TYPE_NATIVE_FUNCTION || !is_native(native, object_length_native)))
            goto L_CALL_NATIVE;
        Index length = plain_length(container);
        if (UNLIKELY(length < 0))
            goto L_CALL_NATIVE;
        SAVE;
        Ref result = int_new(length);
        release(container);
        release(native);
        if (UNLIKELY(!result))
            FAIL;
        STORE(i->a, result);
        SAFE_POINT_STORED;
        NEXT_BY(2);
    }
    TARGET(CALL_NATIVE) :
    {
        NativeObject *native = (NativeObject *)R[i->b];
        if (UNLIKELY(native->object.type != TYPE_NATIVE_FUNCTION)) {
            REWRITE(OP_CALL);
            DISPATCH;
        }
        SAVE;
        const Signature *signature = native->signature;
        Ref result = LIKELY(signature && signature->exact == i->c) ? signature->function->code(native->self, &R[i->b + 1])
                                                                   : native_function_type.call(AS_OBJECT(native), &R[i->b + 1], i->c, NULL);
        release_arguments(&R[i->b + 1], i->c);
        release(AS_OBJECT(native));
        if (!result)
            FAIL;
        STORE(i->a, result);
        SAFE_POINT_STORED;
        NEXT_BY(2);
    }
    TARGET(CALL_CLASS) :
    {
        TypeObject *type = (TypeObject *)R[i->b];
        if (UNLIKELY(type->object.type != TYPE_TYPE || type_versions[type->index] != VERSION_WORD ||
                     !is_simple_call((FunctionView)type->initialiser, i->c + 1u))) {
            REWRITE(OP_CALL);
            DISPATCH;
        }
        SAVE;
        View initialiser = type->initialiser;
        Ref instance = instance_new(type);
        if (UNLIKELY(!instance)) {
            release_arguments(&R[i->b], i->c + 1u);
            FAIL;
        }
        gc_track(instance);
        R[i->b] = retain(instance); /* in the class's place: __init__'s self */
        FunctionView function = (FunctionView)retain(initialiser);
        release(AS_OBJECT(type));
        CALL_PYTHON(function, &R[i->b], i->c + 1u, instance);
    }
    TARGET(CALL_SUPER) :
    {
        Ref callable = R[i->b];
        if (UNLIKELY(callable != AS_OBJECT(&super_type))) {
            REWRITE(OP_CALL);
            DISPATCH;
        }
        SAVE;
        Instruction *next = (Instruction *)(uintptr_t)(i + CALL_WORDS);
        if (next->op == OP_LOAD_METHOD && next->b == i->a && load_super_method(frame, next, K[next->c], &R[next->a & OPERAND_INDEX])) {
            release(callable);
            NEXT_BY(CALL_WORDS + 3);
        }
        Ref super = super_of_caller(); /* it asks this very frame */
        release(callable);
        if (!super)
            FAIL;
        STORE(i->a, super);
        SAFE_POINT_STORED;
        NEXT_BY(CALL_WORDS);
    }
    TARGET(CALL_METHOD) :
    {
        Ref *pair = &R[i->b];
        SAVE;
        uint32_t names = KEYWORDS_WORD;
        View keyword_names = names == UINT32_MAX ? NULL : K[names];
        size_t keywords = keyword_names ? tuple_length(keyword_names) : 0;
        if (!pair[0] && pair[1]->type == TYPE_METHOD) { /* there is room for function and self apart */
            Ref method = pair[1];
            pair[0] = retain(((MethodObject *)method)->function);
            pair[1] = retain(((MethodObject *)method)->self);
            release(method);
        }
        Ref callable = pair[0] ? pair[0] : pair[1];
        View *args = pair[0] ? pair + 1 : pair + 2;
        size_t count = i->c + (pair[0] ? 1u : 0u);
        if (callable->type == TYPE_FUNCTION && !(((FunctionView)callable)->code->flags & CODE_GENERATOR)) {
            if (pair[0] && names == UINT32_MAX && is_simple_call((FunctionView)callable, count))
                REWRITE(OP_CALL_METHOD_FUNCTION);
            else if (pair[0] && !frame->generator && takes_in_order((FunctionView)callable, count, names, K) &&
                     (VERSION_WORD = code_version(((FunctionView)callable)->code)) != 0)
                REWRITE(OP_CALL_METHOD_DEFAULTS);
            Frame *callee = push_call((FunctionView)callable, args, count - keywords, keyword_names);
            if (!callee)
                FAIL;
            ENTER_FRAME(callee);
            SAFE_POINT;
            DISPATCH;
        }
        if (pair[0] && callable->type == native_method_type.index && names == UINT32_MAX)
            REWRITE(i->c == 1 && is_native(callable, list_append_native) ? OP_CALL_LIST_APPEND : OP_CALL_METHOD_NATIVE);
        Ref result = call_vector(callable, args, count - keywords, keyword_names);
        release_arguments(args, count);
        release(callable);
        if (!result)
            FAIL;
        STORE(i->a, result);
        SAFE_POINT_STORED;
        NEXT_BY(2);
    }
    TARGET(CALL_METHOD_FUNCTION) :
    {
        FunctionView function = (FunctionView)R[i->b];
        if (UNLIKELY(!function || function->object.type != TYPE_FUNCTION || !is_simple_call(function, i->c + 1u))) {
            REWRITE(OP_CALL_METHOD);
            DISPATCH;
        }
        SAVE;
        CALL_PYTHON(function, &R[i->b + 1], i->c + 1u, (Ref)NULL);
    }
    TARGET(CALL_LIST_APPEND) :
    {
        Ref native = R[i->b], list = R[i->b + 1];
        if (UNLIKELY(!native || native->type != native_method_type.index || !is_native(native, list_append_native) ||
                     list->type != TYPE_LIST))
            goto L_CALL_METHOD_NATIVE;
        SAVE;
        bool done = list_append_take((ListView)list, R[i->b + 2]);
        release(list);
        release(native);
        if (UNLIKELY(!done))
            FAIL;
        STORE(i->a, none_new());
        SAFE_POINT_STORED;
        NEXT_BY(2);
    }
    TARGET(CALL_METHOD_NATIVE) :
    {
        NativeObject *native = (NativeObject *)R[i->b];
        if (UNLIKELY(!native || native->object.type != native_method_type.index)) {
            REWRITE(OP_CALL_METHOD);
            DISPATCH;
        }
        SAVE;
        const Signature *signature = native->signature;
        Ref result = LIKELY(signature && signature->exact == i->c && R[i->b + 1]->type == native->owner->index)
                         ? signature->function->code(R[i->b + 1], &R[i->b + 2])
                         : native_method_type.call(AS_OBJECT(native), &R[i->b + 1], i->c + 1u, NULL);
        release_arguments(&R[i->b + 1], i->c + 1u);
        release(AS_OBJECT(native));
        if (!result)
            FAIL;
        STORE(i->a, result);
        SAFE_POINT_STORED;
        NEXT_BY(2);
    }
    TARGET(CALL_SPREAD) :
    {
        SAVE;
        Ref *base = &R[i->b];
        Ref result = call_spread(base[0], &base[1], i->c ? base[2] : NULL);
        for (unsigned n = i->c ? 3u : 2u; n-- > 0;)
            release(base[n]);
        if (!result)
            FAIL;
        STORE(i->a, result);
        SAFE_POINT_STORED;
        NEXT;
    }
    TARGET(RETURN) :
    {
        Ref value = OWNED(i->a);
        if (frame->flags == FRAME_CONSTRUCT && value == NONE && i->a & OPERAND_CONSTANT)
            REWRITE(OP_RETURN_CONSTRUCTED);
        else if (!frame->flags)
            REWRITE(i->a & OPERAND_CONSTANT ? OP_RETURN_CONSTANT : i->a & OPERAND_TEMPORARY ? OP_RETURN_TEMPORARY : OP_RETURN_LOCAL);
        SAVE;
        if (UNLIKELY(frame->flags & (FRAME_ENTRY | FRAME_CONSTRUCT | FRAME_ITERATED | FRAME_DELEGATED))) {
            if (frame->flags & FRAME_CONSTRUCT) {
                if (UNLIKELY(value != NONE)) {
                    raise_error(TypeError, "__init__() should return None, not '%T'", value);
                    release(value);
                    FAIL;
                }
                release(value);
                value = frame->constructed;
                frame->flags &= ~(uint32_t)FRAME_CONSTRUCT;
            }
            uint32_t flags = frame->flags;
            GeneratorObject *generator = frame->generator;
            pop_frame(frame);
            if (flags & FRAME_ENTRY)
                return value;
            if (flags & FRAME_ITERATED) { /* the loop over it ends */
                release(value);
                generator_end(generator);
                release(AS_OBJECT(generator));
                ENTER_FRAME(frame - 1);
                NEXT_BY(2);
            }
            if (flags & FRAME_DELEGATED) {
                generator_end(generator);
                release(AS_OBJECT(generator));
                ENTER_FRAME(frame - 1);
                R[i->a & OPERAND_INDEX] = value;
                NEXT;
            }
        } else {
            pop_frame(frame);
        }
        ENTER_FRAME(frame - 1);
        STORE(i->a, value);
        NEXT_BY(CALL_WORDS);
    }

/* Most functions return to Python code, and nobody has asked for their frame. */
#define RETURN_HANDLER(kind, take)  \
    TARGET(RETURN_##kind) :         \
    {                               \
        if (UNLIKELY(frame->flags)) \
            goto L_RETURN;          \
        Ref value = take;           \
        SAVE;                       \
        pop_plain_frame(frame);     \
        ENTER_FRAME(frame - 1);     \
        STORE(i->a, value);         \
        NEXT_BY(CALL_WORDS);        \
    }
    RETURN_HANDLER(TEMPORARY, R[i->a & OPERAND_INDEX])
    RETURN_HANDLER(LOCAL, retain(R[i->a]))
    RETURN_HANDLER(CONSTANT, retain(CONSTANT_AT(i->a)))

    TARGET(RETURN_CONSTRUCTED) :
    {
        if (UNLIKELY(frame->flags != FRAME_CONSTRUCT))
            goto L_RETURN;
        Ref value = frame->constructed;
        SAVE;
        frame->flags = 0;
        pop_plain_frame(frame);
        ENTER_FRAME(frame - 1);
        STORE(i->a, value);
        NEXT_BY(CALL_WORDS);
    }

    TARGET(YIELD) :
    {
        yielded = OWNED(i->b);
    }
yield : {
    generator_suspend(frame, i, i->c);
    uint32_t flags = frame->flags;
    while (UNLIKELY(flags & FRAME_DELEGATED)) { /* those that delegate to it yield as well */
        release(AS_OBJECT(frame->generator));
        frame--;
        i = frame->pc;
        generator_suspend(frame, i, i->c);
        flags = frame->flags;
    }
    if (!(flags & FRAME_ITERATED))
        return yielded;
    Ref generator = AS_OBJECT(frame->generator);
    ENTER_FRAME(frame - 1);
    STORE(i->a, yielded);
    release(generator);
    JUMP_FAR;
}
    TARGET(YIELD_FROM) :
    {
        SAVE;
        Ref *place = &R[i->a & OPERAND_INDEX], sent = *place, result;
        *place = NULL;
        GeneratorObject *delegate = (GeneratorObject *)R[i->b];
        if (LIKELY(delegate->object.type == TYPE_GENERATOR && can_go_on(delegate, sent))) {
            if (delegate->state == GENERATOR_SUSPENDED)
                generator_deliver_take(delegate, sent);
            else
                release(sent);
            Frame *callee = generator_push(delegate, FRAME_DELEGATED);
            if (UNLIKELY(!callee))
                FAIL;
            ENTER_FRAME(callee);
            SAFE_POINT_RESUMED;
            DISPATCH;
        }
        SendResult outcome = iterator_send(R[i->b], sent, &result);
        release(sent);
        if (outcome == SEND_ERROR)
            FAIL;
        if (outcome == SEND_RETURN) {
            *place = result;
            NEXT;
        }
        yielded = result;
        goto yield;
    }
    TARGET(GET_YIELD_FROM) :
    {
        View iterable = OPERAND(i->b);
        SAVE;
        Ref iterator = iterable->type == TYPE_GENERATOR ? retain(iterable) : delegate_iterator(iterable);
        CONSUME(i->b);
        if (!iterator)
            FAIL;
        STORE(i->a, iterator);
        NEXT;
    }

    TARGET(GET_AWAITABLE) :
    {
        View value = OPERAND(i->b);
        SAVE;
        Ref iterator = awaitable_iterator(value);
        CONSUME(i->b);
        if (!iterator)
            FAIL;
        STORE(i->a, iterator);
        NEXT;
    }

    /* --- exceptions ------------------------------------------------------------------------------------- */

    TARGET(RAISE) :
    {
        View exception = OPERAND(i->a), cause = i->b == NO_OPERAND ? NULL : OPERAND(i->b);
        SAVE;
        raise_object(exception, cause);
        if (cause)
            CONSUME(i->b);
        CONSUME(i->a);
        FAIL;
    }
    TARGET(RERAISE_HANDLED) :
    {
        SAVE;
        if (!thread.handled) {
            raise_error(RuntimeError, "No active exception to reraise");
            FAIL;
        }
        error_restore_take(retain(thread.handled));
        goto reraise;
    }
    TARGET(RERAISE) :
    {
        SAVE;
        Ref exception = retain(R[i->a]);
        handled_pop(frame, i->a - 1u);
        error_restore_take(exception);
        goto reraise;
    }
    TARGET(POP_HANDLED) :
    {
        SAVE;
        handled_pop(frame, i->a);
        NEXT;
    }
    TARGET(JUMP_NO_MATCH) :
    {
        View class = OPERAND(i->a);
        SAVE;
        int matches = exception_matches(thread.handled, class);
        CONSUME(i->a);
        if (matches < 0)
            FAIL;
        if (!matches)
            JUMP_LONG;
        NEXT;
    }
    TARGET(WITH_ENTER) :
    {
        SAVE;
        Ref held = OWNED(i->b);
        bool done = with_enter(held, &R[i->a & OPERAND_INDEX], i->c != 0);
        release(held);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(WITH_EXIT) :
    {
        SAVE;
        Ref method = R[i->a];
        R[i->a] = NULL;
        Ref result = call_3(method, NONE, NONE, NONE);
        release(method);
        if (!result)
            FAIL;
        if (i->b == NO_OPERAND)
            release(result);
        else
            R[i->b & OPERAND_INDEX] = result;
        NEXT;
    }
    TARGET(WITH_HANDLE) :
    {
        SAVE;
        View exception = thread.handled, traceback = ((ExceptionObject *)exception)->traceback;
        Ref result = call_3(R[i->b], AS_OBJECT(type_of_peek(exception)), exception, traceback ? traceback : NONE);
        if (!result)
            FAIL;
        STORE(i->a, result);
        NEXT;
    }
    TARGET(ASSERTION_ERROR) :
    {
        STORE(i->a, retain(AS_OBJECT(&exception_types[AssertionError])));
        NEXT;
    }

    /* --- modules and the rest --------------------------------------------------------------------------- */

    TARGET(IMPORT_NAME) :
    {
        SAVE;
        Ref module = import_statement(frame, K[i->c], OPERAND(i->b), (int)*CACHE(0));
        CONSUME(i->b);
        if (!module)
            FAIL;
        STORE(i->a, module);
        NEXT_BY(2);
    }
    TARGET(IMPORT_FROM) :
    {
        SAVE;
        Ref value = import_from(R[i->b], K[i->c]);
        if (!value)
            FAIL;
        STORE(i->a, value);
        NEXT;
    }
    TARGET(IMPORT_STAR) :
    {
        SAVE;
        bool done = import_star(OPERAND(i->a), frame->locals);
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(PRINT_EXPRESSION) :
    {
        SAVE;
        bool done = print_expression(OPERAND(i->a));
        CONSUME(i->a);
        if (!done)
            FAIL;
        NEXT;
    }
    TARGET(SETUP_ANNOTATIONS) :
    {
        SAVE;
        if (!setup_annotations(frame->locals))
            FAIL;
        NEXT;
    }

    /* --- leaving the straight path ---------------------------------------------------------------------- */

unbound:
    SAVE;
    raise_unbound_local(frame->code, i->a);

error : {
    bool is_new = true;
    for (;;) {
        const Instruction *target = unwind(frame, i, is_new);
        if (target) {
            R = frame->registers;
            K = frame->code->constants;
            i = target;
            DISPATCH;
        }
        if (!leave_by_error(frame))
            return NULL;
        frame--;
        i = frame->pc;
        is_new = true;
    }
}

reraise : {
    const Instruction *target = unwind(frame, i, false);
    if (target) {
        i = target;
        DISPATCH;
    }
    if (!leave_by_error(frame))
        return NULL;
    frame--;
    R = frame->registers;
    K = frame->code->constants;
    i = frame->pc;
    goto error;
}
}
