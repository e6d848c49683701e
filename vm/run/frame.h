/* frame: a call in progress.
 *
 * Frames and registers lie on two stacks that are reserved once and never move. A callee's registers begin
 * right over its arguments in the caller's window, so a call copies nothing:
 *
 *     caller:  | locals … | temporaries …  f | x | y |
 *     callee:                               | x | y | locals … | temporaries … |
 *
 * A generator's registers live in the generator object instead; while it runs, its frame is on the stack of
 * frames like any other.
 *
 * Python code sees a frame as a FrameObject, made when somebody asks (a traceback, sys._getframe). It
 * outlives the call if it is still referred to then: the variables move into it. */
#ifndef OURO_VM_RUN_FRAME_H
#define OURO_VM_RUN_FRAME_H

#include "vm/run/function.h"

typedef struct FrameObject FrameObject;
typedef struct GeneratorObject GeneratorObject;

enum FrameFlags {
    FRAME_ENTRY = 1,       /* called from C: leaving it leaves the evaluation loop */
    FRAME_CONSTRUCT = 2,   /* an __init__ called by its class: the result is `constructed` */
    FRAME_ITERATED = 4,    /* a generator resumed by FOR_ITER: what it yields is the item, its end the loop's */
    FRAME_SEEN = 8,        /* somebody has asked for `object` */
    FRAME_BODY = 16,       /* of a module or class: `locals` are its names */
    FRAME_DELEGATED = 32,  /* a generator resumed by YIELD_FROM: what it yields is yielded on, what it returns is the value there */
    FRAME_SNAPSHOT = 64,   /* of a function that called locals(): `locals` are what it gave */
    FRAME_OWNS_CODE = 128, /* its function was given other code while it runs */
    FRAME_TRACED = 256,    /* a trace function was told that it was called, or it was so before there was one */
};

typedef struct Frame {     /* the caller's is the one before in memory */
    CodeView code;         /* borrowed from the function, unless FRAME_OWNS_CODE; vm_reference_count knows of it */
    FunctionView function; /* owned; a generator's frame borrows it from the generator */
    Ref *registers;
    const Instruction *pc; /* the instruction being executed, while another frame runs */
    Ref locals;      /* owned, with FRAME_BODY: the namespace of a module or class body; with FRAME_SNAPSHOT, see frame_locals; else NULL */
    Ref constructed; /* owned, with FRAME_CONSTRUCT; else undefined */
    GeneratorObject *generator; /* borrowed, or NULL */
    FrameObject *object;        /* owned, or NULL */
    uint32_t flags;
    uint32_t handled_depth; /* handlers running in this frame */
} Frame;

struct FrameObject {
    GC_HEAD(last_instruction);
    Frame *frame;               /* while it runs; NULL afterwards */
    GeneratorObject *generator; /* borrowed: of a suspended generator */
    FunctionView function;      /* as `code`: borrowed from the frame or generator as long as there is one, owned afterwards */
    CodeView code;
    FrameObject *back; /* owned; only known once asked for, or when the frame ended */
    Ref locals;        /* in functions what frame_locals gave, or NULL; when a module's or class's body has ended, its namespace */
    Ref *values;       /* what the registers held when the frame ended: locals, cells, free variables */
    uint32_t value_count;
    bool skips_lines, traces_opcodes; /* f_trace_lines is not set, f_trace_opcodes is */
    bool is_entering;                 /* its 'call' is being told: it is at `entry_line` */
    uint16_t traced_opcode;           /* of the instruction that was traced last, in the form that it had */
    uint32_t entry_line, last_line;   /* last_line: of the last instruction that has one, while it is traced */
    Ref trace;                        /* f_trace; owned, or NULL */
    Ref pending;                      /* the built-in function that it is calling, if a profiler was told; owned, or NULL */
};

extern TypeObject frame_type;

/* A script, a text given to exec, a statement of the REPL while it runs: its literals have one reference more
 * so long. */
typedef struct RunningSource {
    View literals; /* a list; NULL: none are kept */
    struct RunningSource *outer;
} RunningSource;

typedef struct Vm {
    Frame *frames;
    Frame *current; /* NULL outside of Python code */
    Ref *stack;
    Ref *binding; /* the end of the registers of a call that is being prepared, or that has ended and whose variables go; or NULL */
    struct RunningSource *sources; /* the texts that run directly, the innermost first */
} Vm;
extern Vm vm;

enum {
    FRAMES_MOST = 1 << 18, /* no recursion limit goes beyond, so counting the depth is enough to know that there is room */
    REGISTERS_ON_STACK = 1 << 23
};

/* The caller's frame, or NULL. Before the first lies one without code: so it can be asked of another
 * thread's frames, too. */
static inline Frame *frame_previous(const Frame *frame)
{
    const Frame *previous = frame - 1;
    return previous->code ? (Frame *)(uintptr_t)previous : NULL;
}

/* Do registers up to `end` lie on the stack of registers? (A generator's do not.) */
static inline bool registers_fit(const Ref *end)
{
    return (uintptr_t)end - (uintptr_t)vm.stack <= REGISTERS_ON_STACK * sizeof(Ref);
}

/* From now on Python code called from C takes registers behind `end`: those before it are in use, though
 * their frame is not among the frames (yet, or any more). Returns what vm.binding is to be again
 * afterwards. */
static inline Ref *registers_guard(Ref *end)
{
    Ref *outer = vm.binding;
    if (registers_fit(end) && (!outer || end > outer))
        vm.binding = end;
    return outer;
}

/* Where the registers of a frame called from C, or from a generator, begin. */
Ref *vm_stack_top(void);

/* Reserve a thread's stacks of frames and registers; give them back. False if there is no address space. */
MUST_USE bool vm_stacks_reserve(Vm *stacks);
void vm_stacks_free(Vm *stacks);

/* Reserve the stacks. False if there is no address space. */
MUST_USE bool vm_start(void);
void vm_stop(void);

/* A new frame over `registers` (on the stack of registers, or a generator's own) for the function, which is
 * consumed on success. Its first `filled` registers hold arguments already; the rest up to the temporaries
 * become unbound, and the closure's cells are put in. NULL with RecursionError. */
MUST_USE Frame *frame_push(FunctionView function, Ref *registers, size_t filled);

/* Make the registers behind the first `filled` ready: locals and cells unbound, the closure's cells in
 * place. */
void frame_registers_prepare(FunctionView function, Ref *registers, size_t filled);

/* The function with its `count` arguments at `args` is called from a generator: they move onto the stack of
 * registers. Their new place, or NULL with RecursionError. */
MUST_USE Ref *frame_registers_move_to_stack(CodeView code, Ref *args, size_t count);

/* The frame is of a function that was given the code of a module or class: its names are the globals. */
static inline void frame_use_globals(Frame *frame)
{
    frame->locals = retain(AS_OBJECT(frame->function->globals));
    frame->flags |= FRAME_BODY;
}

/* Leave the frame: release its variables, or move them into its FrameObject if somebody holds that. The frame
 * is gone afterwards. */
void frame_pop(Frame *frame);

/* Release registers [from, to), which may hold NULL. */
void frame_registers_release(Ref *registers, size_t from, size_t to);

/* The FrameObject of a running frame, owned by the caller. NULL with MemoryError. */
MUST_USE Ref frame_object(Frame *frame);

/* The frame is over, but somebody holds its object: that takes over the variables, which become unbound
 * (without memory they stay where they are), and references of its own to function and code. */
void frame_object_keep(FrameObject *object, Ref *registers);

/* The frame is over and its object dies with it: it lets go of what it borrowed. */
void frame_object_forget(FrameObject *object);

/* The function is about to get other code: frames that run the present one keep it. */
void frames_keep_code(FunctionView function);

/* How many references there are to the object, as CPython counts them: each frame refers to its code, which
 * here it borrows from its function. */
int64_t vm_reference_count(View object);

/* locals() of a frame: for a module or class its namespace. For a function it is a snapshot of its variables:
 * one dict, which belongs to the frame (or its FrameObject) from the first call on, keeps alive what it
 * refers to, and is brought up to date by each call: as in CPython up to 3.12. Owned; NULL with an
 * exception. */
MUST_USE Ref frame_locals(Frame *frame);

/* eval.c: run the frame (with FRAME_ENTRY) until it returns. NULL with an exception set. */
MUST_USE Ref eval_frame(Frame *frame);

/* Run a code object as a module or class body: with these globals and locals. `closure`: a tuple of as many
 * cells as the code has free variables, or NULL for none. The code of a function is called, without
 * arguments. */
MUST_USE Ref vm_run_code(CodeView code, View globals, View locals, View closure);

/* As vm_run_code, for a text that runs directly; `literals` (or NULL) is what compile_source made of it, and
 * remains the caller's. */
MUST_USE Ref vm_run_source(CodeView code, View literals, View globals, View locals);

/* The globals of the running Python code, or NULL. */
DictView vm_globals_peek(void);
Frame *vm_current_frame(void);

/* unwind.c: an exception is set in this frame: release temporaries and find its handler. The instruction to
 * go on with, or NULL: the frame must be left. */
const Instruction *unwind(Frame *frame, const Instruction *at, bool add_traceback);
void unwind_handled_pop(Frame *frame, size_t place);

/* super() without arguments: the running function's first argument and its __class__ cell, owned. False with
 * RuntimeError. */
MUST_USE bool frame_find_super_caller(Ref *class, Ref *self);

#endif
