/* compile: source text or AST to a code object. */
#ifndef OURO_VM_COMPILE_COMPILE_H
#define OURO_VM_COMPILE_COMPILE_H

#include "parser/parser.h"
#include "vm/code.h"

/* Compile a text; the code object, or NULL with SyntaxError (or MemoryError …) set. With PARSE_INTERACTIVE,
 * *incomplete (if given) becomes true, without an exception, when more lines are needed. *literals, if given,
 * becomes a list of the literals in the text, or NULL if there are none, or on failure: who runs a text
 * directly (a script, -c, exec(text), a statement of the REPL) owns it and keeps it until the code has run,
 * as CPython keeps the syntax tree, which refers to each once. sys.getrefcount shows it. */
MUST_USE Ref compile_source(const char *bytes, size_t length, View filename, ParseMode mode, bool *incomplete, Ref *literals);

/* The flags of compile(): CPython's PyCF_…, with its bits. */
enum CompileFlags {
    COMPILE_DONT_IMPLY_DEDENT = 0x200,
    COMPILE_ONLY_AST = 0x400,
    COMPILE_IGNORE_COOKIE = 0x800, /* the text is UTF-8, whatever its cookie says */
    COMPILE_TYPE_COMMENTS = 0x1000,
    COMPILE_TOP_LEVEL_AWAIT = 0x2000,
    COMPILE_ALLOW_INCOMPLETE_INPUT = 0x4000
};

typedef struct CompileOptions {
    ParseMode mode;
    int flags;
    int optimize; /* -1: as compile_optimize says */
    /* If given: what becomes of the tree, instead of code. The result, owned; NULL with an exception, or with *error filled in. */
    Ref (*convert)(Arena *arena, const Node *root, SourceError *error);
} CompileOptions;

/* compile_source with all that compile() can ask for. */
MUST_USE Ref compile_text(const char *bytes, size_t length, View filename, const CompileOptions *options, bool *incomplete, Ref *literals);

/* Code for a tree that was not parsed here; in the arena there may be left more. NULL with an exception. */
MUST_USE Ref compile_tree(Arena *arena, Node *root, View filename, const CompileOptions *options);

/* A literal's value, owned. NULL with an exception: no memory, or an int of too many digits. */
MUST_USE Ref compile_literal(Arena *arena, const Node *node);
/* After compile_literal failed: make the exception, if it is not for want of memory, a SyntaxError at the node, in *error. */
void compile_literal_failed(Arena *arena, const Node *node, SourceError *error);

/* How much is left out: 1 (-O): assert, and __debug__ is False; 2 (-OO): docstrings, too. */
extern int compile_optimize;

#endif
