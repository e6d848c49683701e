/* ast: source texts as trees of node objects, and such trees as the parser's. */
#ifndef OURO_STDLIB_AST_AST_H
#define OURO_STDLIB_AST_AST_H

#include "parser/ast.h"
#include "runtime/classes/type.h"
#include "runtime/containers/list.h"
#include "runtime/errors/source_error.h"

/* Is it an instance of ast.AST? */
bool is_ast_node(View object);

/* The node objects for a parser's tree. NULL with an exception, or with *error filled in: a `convert` of CompileOptions. */
MUST_USE Ref ast_from_tree(Arena *arena, const Node *root, SourceError *error);

/* The parser's tree, in the arena, for node objects; `root_class` is one of Module, Expression, Interactive, by its NodeKind.
 * NULL with an exception. Objects that the tree refers to are put into the list `held`. */
MUST_USE Node *ast_to_tree(Arena *arena, View object, NodeKind root_class, ListView held);

#endif
