/* compiler: from the AST to code objects. Private to the files compile*.c and emit.c; the public face is
 * compile.h.
 *
 * Values are computed into *operands*: a local register, a constant, or a temporary. Temporaries are a stack:
 * `depth` of them are live. An instruction is emitted after the operands it consumes were taken off that
 * stack and before its result is put on it, so that the position table tells the unwinder exactly which
 * temporaries are alive when the instruction raises.
 *
 * After a failure (`failed`) everything is a no-op, so that the code need not check at each step. */
#ifndef OURO_VM_COMPILE_COMPILER_H
#define OURO_VM_COMPILE_COMPILER_H

#include "parser/ast.h"
#include "runtime/errors/source_error.h"
#include "runtime/memory/stack.h"
#include "vm/code.h"
#include "vm/compile/constants.h"
#include "vm/compile/scope.h"

typedef uint16_t Operand;
typedef uint32_t Label;

/* What surrounds the statement being compiled, for break, continue, return, and for what must happen on the
 * way out. */
typedef enum BlockKind {
    BLOCK_WHILE,
    BLOCK_FOR,
    BLOCK_TRY,
    BLOCK_FINALLY,
    BLOCK_WITH,
    BLOCK_HANDLER,
    BLOCK_GROUP_HANDLER,
    BLOCK_NAMED_HANDLER,
    BLOCK_FINALLY_HANDLER
} BlockKind;

typedef struct Block {
    BlockKind kind;
    struct Block *outer;
    Label again, leave;    /* loops: continue and break */
    uint32_t depth;        /* live temporaries when it began */
    uint32_t nesting;      /* how many blocks this is inside of in CPython, itself included */
    Operand place;         /* FOR: the iterator; WITH: the bound __exit__; handlers: what was handled before */
    const NodeList *final; /* FINALLY: the statements */
    const Node *named;     /* NAMED_HANDLER: the handler, whose name is to be deleted */
    bool is_guarded;       /* TRY, FINALLY, WITH, handlers: instructions from `guard_start` on go to `guard_target` when they raise */
    uint32_t guard_start;
    Label guard_target;
} Block;

/* A place to jump to. */
typedef struct LabelState {
    uint32_t instruction;
    bool is_reached; /* some jump to it, or a guard, has been seen */
    uint64_t *bound; /* what is surely bound on all ways to it so far; see compile_bound.c */
} LabelState;

typedef struct Fixup {
    uint32_t instruction;
    Label label;
    enum { FIX_SHORT, FIX_LONG, FIX_WORD } kind;
} Fixup;

/* A growing array of plain data. */
typedef struct Buffer {
    void *data;
    size_t count, capacity, item_size;
} Buffer;

/* The code object being made. */
typedef struct Unit {
    struct Unit *outer;
    const Scope *scope;
    Buffer instructions, positions, handlers, labels, fixups;
    ConstantTable constants;
    Ref name, qualified_name;
    uint32_t first_line;
    uint32_t first_temporary, depth, deepest;
    Block *block;
    const Node *place;        /* the node whose position instructions get */
    CodePosition position;    /* or this, when `place` is NULL */
    uint64_t *bound;          /* a bit for each local that surely has a value; NULL where names are no registers */
    bool is_unreachable;      /* control cannot come here */
    bool is_artificial;       /* what is emitted belongs to no line of its own: see note_position() */
    uint32_t mark_count;      /* entries at the end of `positions` for lines that no instruction stands for yet */
    uint32_t last_label;      /* where a label was set last; UINT32_MAX: nowhere yet */
    uint32_t implicit_return; /* the instruction, if it has no line; 0: none */
    bool has_ended;           /* the last instruction goes on with none behind it */
    bool far_jumps;           /* compare-and-jump did not reach: avoid it */
    const Node *class_node;   /* for methods: the class around, to count attributes */
} Unit;

typedef struct Compiler {
    Arena *arena;
    Scopes *scopes;
    NameTable *names;
    Ref filename;
    SourceError *error;
    Unit *unit;
    ConstantTable constants; /* the literals of the whole source: equal ones are one object */
    Ref literals;            /* NULL, or a list of what stands in the source and what was folded from it: see compile_constant.c */
    bool keeps_literals;
    int optimize; /* see compile.h */
    bool is_interactive;
    bool failed;
    bool too_far; /* a short jump did not reach: compile the unit again with far_jumps */
} Compiler;

/* --- emit.c --------------------------------------------------------------------------------------------- */

/* Append an item of the buffer's size. False, and failed, without memory. */
bool emit_buffer_add(Compiler *c, Buffer *buffer, const void *item);
void emit_buffer_free(Buffer *buffer);

void emit(Compiler *c, Opcode op, Operand a, Operand b, Operand c_field);
void emit_word(Compiler *c, uint64_t word);
/* Emit an instruction whose result goes to `want`, or to a fresh temporary if that is NO_OPERAND. Returns
 * where. */
Operand emit_result(Compiler *c, Opcode op, Operand want, Operand b, Operand c_field);
uint32_t emit_here(const Compiler *c);

/* The node's line has no instruction of its own (`pass`, `try:`, a constant): note it, so that trace functions are told
 * of it, and co_lines() shows it, though nothing is executed for it. */
void emit_mark(Compiler *c, const Node *node);

/* What follows is for an attribute, or for the call of a method, `around`: its place is that of `around`, but begins at the attribute's
 * name where that stands on a later line (CPython's update_start_location_to_match_attr). */
void emit_place_of_attribute(Compiler *c, const Node *around, const Node *attribute);

/* A jump that no line of the source stands for. */
void emit_jump_artificial(Compiler *c, Label label);

Label emit_label_new(Compiler *c);
void emit_label_set(Compiler *c, Label label);
void emit_jump(Compiler *c, Opcode op, Operand a, Label label);                           /* 32 bits in b and c */
void emit_compare_jump(Compiler *c, Opcode op, Operand left, Operand right, Label label); /* 16 bits in a */

/* A for loop has its FOR_ITER at the end, which jumps back to the body with an item; the loop is entered by a
 * jump to it. */
typedef struct ForLoop {
    Label again, body;
    Operand target;
} ForLoop;
/* Before the body: the item will be in loop->target, which is `target` or, for NO_OPERAND, the next temporary
 * (not pushed yet). */
void emit_for_enter(Compiler *c, ForLoop *loop, Operand target);
/* Behind the body; goes on when the iterator is exhausted. */
void emit_for_iterate(Compiler *c, const ForLoop *loop, Operand iterator);

Operand emit_temporary_push(Compiler *c);                /* the next temporary becomes live */
void emit_consume(Compiler *c, Operand operand);         /* a temporary (the topmost one) ends; others are left alone */
void emit_temporaries_drop(Compiler *c, uint32_t depth); /* back to this many */
Operand emit_temporary_next(const Compiler *c);          /* where emit_temporary_push would put it */

uint32_t emit_constant_add_take(Compiler *c, Ref value);
/* The object that stands in the whole source for constants equal to value, which is consumed; owned.
 * *is_new: it is this very one, the first. NULL after failing. */
Ref emit_constant_of_source_take(Compiler *c, Ref value, bool *is_new);
uint32_t emit_constant_name(Compiler *c, const Name *name); /* mangled where the class asks for it */
uint32_t emit_constant_text(Compiler *c, const char *text);
/* compile_function.c: the name as an interned str, not mangled: of functions, classes and keyword arguments.
 * NULL without memory. */
MUST_USE Ref compile_name_text(const Name *name);
Operand emit_constant_operand(Compiler *c, uint32_t place); /* loads those out of reach into a temporary */
Operand emit_constant_none(Compiler *c);
void emit_return_none(Compiler *c); /* the one that is not written */

void emit_guard_open(Compiler *c, Block *block);
void emit_guard_close(Compiler *c, Block *block);

MUST_USE Ref emit_unit_finish(Compiler *c);

void emit_fail_syntax(Compiler *c, const Node *node, const char *message);
void emit_fail_unsupported(Compiler *c, const Node *node, const char *what);
/* A target that no parser makes, in a tree of node objects. */
void emit_fail_node_type(Compiler *c, const Node *node, const char *assignment);
void emit_fail_memory(Compiler *c);
void emit_fail_depth(Compiler *c);
/* False, and failed, if the stack is nearly used up: asked at each expression and statement. */
bool emit_check_depth(Compiler *c);

/* --- compile_expression.c ------------------------------------------------------------------------------- */
/* `yield x` whose value nobody asks for. */
void compile_yield_statement(Compiler *c, const Node *node);

/* Compute the value: into `want`, or, if that is NO_OPERAND, anywhere. */
Operand compile_value(Compiler *c, const Node *node, Operand want);
static inline Operand compile_operand(Compiler *c, const Node *node)
{
    return compile_value(c, node, NO_OPERAND);
}
/* Into the next temporary. */
Operand compile_temporary(Compiler *c, const Node *node);
/* Evaluate left before right: like compile_operand for the left one, but copied if the right one may rebind
 * it. */
Operand compile_left(Compiler *c, const Node *node, const Node *right);
/* Jump to label if the value's truth is `when`; fall through otherwise. */
void compile_condition(Compiler *c, const Node *node, bool when, Label label);
/* yield from or await (by the getter) the value, which is consumed: what it returns. */
Operand compile_delegate_loop(Compiler *c, Operand value, Opcode getter, Operand want);
/* The same for what the method of an `async with` gave. */
Operand compile_await_of_with(Compiler *c, Operand value, enum Awaited whose);
/* The same for the iterator itself, in the topmost temporary, which is consumed. */
Operand compile_delegate(Compiler *c, Operand iterator, Operand want);
bool compile_may_rebind(const Node *node);
Operand compile_move(Compiler *c, Operand from, Operand want);

/* compile_bound.c */
void bound_start(Compiler *c);                                  /* at the beginning of a unit */
void bound_add(Compiler *c, Operand destination);               /* an instruction writes there */
void bound_check(Compiler *c, const Node *node, Operand local); /* the local is read: emit CHECK_BOUND unless it surely has a value */
void bound_jump(Compiler *c, Label label);                      /* a jump to label, or a guard whose handler it is */
void bound_join(Compiler *c, Label label);                      /* label is set here */

/* compile_name.c */
Operand compile_name_load(Compiler *c, const Node *node, const Name *name, Operand want);
void compile_name_store(Compiler *c, const Name *name, Operand value);
void compile_name_delete(Compiler *c, const Name *name);
/* The register of a plain local of a function, or NO_OPERAND. */
Operand compile_local_register(Compiler *c, const Name *name);
Operand compile_cell_register(Compiler *c, const Symbol *symbol);

/* compile_call.c */
Operand compile_call(Compiler *c, const Node *node, Operand want);
/* Arguments as for a call of the callable in temporary `base` (already there). */
Operand compile_call_arguments(Compiler *c, Operand base, const NodeList *args, const NodeList *keywords, uint32_t already, Operand want);

/* compile_display.c */
Operand compile_display(Compiler *c, const Node *node, Operand want);
Operand compile_iterable(Compiler *c, const Node *node); /* of a for, or on the right of `in` */
Operand compile_comprehension(Compiler *c, const Node *node, Operand want);
Operand compile_joined(Compiler *c, const Node *node, Operand want);

/* compile_target.c */
void compile_store(Compiler *c, const Node *target, Operand value); /* consumes value */
/* The operand into which a value meant for this target can be computed directly: a plain local, or
 * NO_OPERAND. */
Operand target_register(Compiler *c, const Node *target);
void compile_delete(Compiler *c, const Node *target);
void compile_augmented(Compiler *c, const Node *node);

/* compile_function.c */
Operand compile_function(Compiler *c, const Node *node, Operand want);
void compile_definition(Compiler *c, const Node *node);
void compile_class(Compiler *c, const Node *node);
Operand compile_function_object(Compiler *c, Ref code_take, const Scope *scope, uint32_t base_depth, unsigned flags, Operand want);
/* Note in the code object of a function, lambda or comprehension (arguments NULL) what parameters it
 * takes. */
void compile_describe_parameters(CodeView code, const Node *arguments, const Scope *scope);
bool compile_unit_enter(Compiler *c, Unit *unit, const Node *node, const char *name);
void compile_unit_leave(Compiler *c, Unit *unit);

/* compile_annotation.c */
/* A dict of a function's annotations in a temporary: FUNCTION_ANNOTATIONS, or 0 if there are none. */
unsigned compile_annotations(Compiler *c, const Node *arguments, const Node *returns);
/* At the head of a module or class: if some statement of the body annotates a variable, make sure of
 * __annotations__. */
void compile_annotations_setup(Compiler *c, const NodeList *body);
void compile_annotated(Compiler *c, const Node *node); /* an AnnAssign */

/* compile_statement.c */
void compile_statements(Compiler *c, const NodeList *body);
void compile_block(Compiler *c, const NodeList *body); /* of a module, class or function: but for its docstring */
void compile_statement(Compiler *c, const Node *node);

/* compile_match.c */
void compile_match(Compiler *c, const Node *node);

/* compile_try.c */
void compile_try(Compiler *c, const Node *node);
void compile_with(Compiler *c, const Node *node);
/* The head of an asynchronous loop over the iterator in temporary `iterator`: returns the next item, in a
 * temporary. `*again` and `*ended` are labels for what jumps back, and for compile_async_end. */
Operand compile_async_next(Compiler *c, Operand iterator, Label *again, Label *ended);
/* Behind the body: control comes here when there are no more items. Consumes the iterator. */
void compile_async_end(Compiler *c, Operand iterator, Label ended, const Node *place);
/* Emit what must happen when control leaves the blocks up to (not including) `until`; then, behind the jump,
 * their guards start again by compile_reopen_blocks. Temporaries of the blocks left become NULL. */
void compile_unwind_blocks(Compiler *c, Block *until);
void compile_reopen_blocks(Compiler *c, Block *until);
void compile_block_push(Compiler *c, Block *block, BlockKind kind);
void compile_block_pop(Compiler *c);

/* compile_constant.c */
/* The constant that the expression is, folded; owned. NULL without failing if it is none. */
Ref compile_fold_constant(Compiler *c, const Node *node);
/* The elements as a constant, if all of them are constants; owned. NULL without failing if they are not. What
 * CPython's optimiser makes (for `in`) is a literal, what its compiler makes is none. */
typedef enum FoldedElements { FOLD_TUPLE, FOLD_SET, FOLD_LITERAL_TUPLE, FOLD_LITERAL_SET } FoldedElements;
Ref compile_fold_elements(Compiler *c, const NodeList *elements, FoldedElements kind);

/* --- compile_warnings.c --------------------------------------------------------------------------------- */

/* SyntaxWarning: what is hardly meant. */
void compile_warn_of_compare(Compiler *c, const Node *node);
void compile_warn_of_call(Compiler *c, const Node *node);
void compile_warn_of_subscript(Compiler *c, const Node *node);
void compile_warn_of_assert(Compiler *c, const Node *node);

#endif
