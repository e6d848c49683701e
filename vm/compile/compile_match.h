/* compile_match: what the two files of the match statement share: compile_match.c holds the statement, captures,
 * values and alternatives, compile_match_parts.c the patterns that take their subject apart. */
#ifndef OURO_VM_COMPILE_COMPILE_MATCH_H
#define OURO_VM_COMPILE_COMPILE_MATCH_H

#include "vm/compile/compiler.h"

typedef struct Capture {
    const Name *name;
    Operand place; /* the register that has the value */
} Capture;

/* The pattern of a case, or an alternative in it. */
typedef struct Matching {
    uint32_t bottom; /* the temporaries that are still alive where a failure leads to */
    Buffer captures; /* Capture */
    Buffer failures; /* a Label for each depth from `bottom` on; NO_LABEL: nobody fails there */
    bool may_be_irrefutable;
} Matching;

/* Where to jump to now when the pattern does not fit. */
Label match_failure(Compiler *c, Matching *matching);
void match_release_down_to(Compiler *c, uint32_t depth);

/* The value in `place` will be bound to the name, if there is one (a wildcard has none). */
void match_capture(Compiler *c, Matching *matching, const Name *name, Operand place);
void match_check_assignable(Compiler *c, const Name *name); /* fails for __debug__ */
bool match_is_wildcard(const Node *node);

/* Compile a part of a pattern, which may always be irrefutable, against the register `subject`. */
void match_part(Compiler *c, Matching *matching, const Node *node, Operand subject);

/* Behind these the subject, which is only borrowed, fits the pattern; its parts may lie in further
 * temporaries. */
void match_sequence(Compiler *c, Matching *matching, const Node *node, Operand subject);
void match_mapping(Compiler *c, Matching *matching, const Node *node, Operand subject);
void match_class(Compiler *c, Matching *matching, const Node *node, Operand subject);

#endif
