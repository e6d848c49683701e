/* show_tree: a tree, drawn for people to read. */
#ifndef OURO_PARSER_SHOW_TREE_H
#define OURO_PARSER_SHOW_TREE_H

#include <stdio.h>

#include "parser/ast.h"

/* Draw the tree under `root`, a line for each node. `arena` serves for the texts of constants. False if that
 * has no memory left, or the stack no room for so deep a tree; what is written until then stays. An error of
 * `out` is left for the caller to ask (ferror). */
MUST_USE bool show_tree(FILE *out, Arena *arena, const Node *root);

#endif
