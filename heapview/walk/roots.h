/* roots: the references that are not held by objects: by frames that run, and by the interpreter itself. */
#ifndef OURO_HEAPVIEW_WALK_ROOTS_H
#define OURO_HEAPVIEW_WALK_ROOTS_H

#include "heapview/walk/edges.h"
#include "vm/run/frame.h"

typedef struct Root {
    const Frame *frame; /* whose reference it is; NULL: the interpreter's */
    const char *holder; /* of the interpreter: what holds it, as text; static */
    const Ref *place;   /* of a pending one: its register */
    Edge edge;
} Root;

typedef bool (*RootVisitor)(const Root *root, void *context);

/* Visit them all: frames from the outermost in, then the interpreter's. False if the visitor stopped it. */
bool roots_each(RootVisitor visit, void *context);

/* The registers of instructions that are being executed by C code: arguments of built-in functions, operands.
 * They may have been released already, so that what is in them must be compared only, never looked into.
 * `edge.index` 0 is the callable of a call, 1 its first argument, and so on; `edge.field` is "argument" or
 * "operand". */
bool roots_pending_each(RootVisitor visit, void *context);

/* How many consecutive temporaries an instruction that makes something of them takes from register b on, as
 * opcodes.def says; 0 for others, and for calls. */
size_t roots_instruction_items(const Instruction *i);

/* The name of what a frame's call instruction calls, as far as it can be told: "len()". */
void roots_write_pending_callee(Text *text, const Frame *frame);

#endif
