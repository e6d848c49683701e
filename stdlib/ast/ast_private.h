/* ast_private: the classes of module ast, and the two ways between a parser's tree and node objects.
 *
 * A class is known by its AstClass, the index of its line in asdl.def; what a field holds by the class of its values, or by
 * one of the AST_FIELD_… that are no nodes. */
#ifndef OURO_STDLIB_AST_AST_PRIVATE_H
#define OURO_STDLIB_AST_AST_PRIVATE_H

#include "parser/ast.h"
#include "runtime/classes/type.h"

typedef enum AstClass {
#define SUM(name, attributes) AST_##name,
#define CHOICE(name) AST_##name,
#define KIND(sum, name, fields) AST_##name,
#define PRODUCT(name, attributes, fields) AST_##name,
#include "stdlib/ast/asdl.def"
    AST_CLASS_COUNT,
    AST_FIELD_IDENTIFIER = AST_CLASS_COUNT,
    AST_FIELD_STRING,
    AST_FIELD_INT,
    AST_FIELD_CONSTANT
} AstClass;

typedef enum AstForm { AST_SUM, AST_CHOICE, AST_KIND, AST_PRODUCT } AstForm;
typedef enum AstPlace { NO_PLACE, PLACE, EXACT_PLACE } AstPlace;

typedef struct AstRow {
    const char *name;
    AstForm form;
    AstClass sum;   /* of a KIND; of others themselves */
    AstPlace place; /* a KIND has that of its sum */
    const char *fields;
    const char *traversing; /* where a recursion that is too deep says that it was */
} AstRow;

extern const AstRow ast_rows[AST_CLASS_COUNT];

/* One field of a class. `form` and `offset` are those of the parser's node, FIELD_HIDDEN where that has no such field. */
typedef struct AstField {
    View name; /* interned */
    AstClass holds;
    char quantifier; /* '?', '*' or 0 */
    FieldForm form;
    uint32_t offset;
} AstField;

enum { AST_PLACE_NAMES = 4 }; /* lineno, col_offset, end_lineno, end_col_offset */

/* What there is once the classes are made. All is borrowed from `kept`. */
typedef struct AstClasses {
    Ref kept; /* a list */
    View types[AST_CLASS_COUNT];
    View instance[AST_CLASS_COUNT]; /* of kinds of a CHOICE */
    const AstField *fields[AST_CLASS_COUNT];
    uint32_t field_count[AST_CLASS_COUNT];
    NodeKind node_kind[AST_CLASS_COUNT]; /* NODE_KIND_COUNT: the parser knows no such node */
    AstClass class_of_node[NODE_KIND_COUNT];
    View place_names[AST_PLACE_NAMES];
} AstClasses;

extern AstClasses ast_classes;
extern TypeObject ast_node_type; /* ast.AST */

/* Make the classes, unless they are there. False with an exception; then there are none. */
MUST_USE bool ast_classes_ready(void);

/* ast_validate.c: does the tree, made of node objects, keep the rules that the parser keeps by itself? Lines and columns below 0
 * become 0. False with ValueError, TypeError, or RecursionError. */
MUST_USE bool ast_validate(Node *root);

/* The parts of that, and what they share. `context` is what the expression must be. */
MUST_USE bool validate_expression(Node *node, ExprContext context);
MUST_USE bool validate_name(const Name *name);
MUST_USE bool validate_place(Node *node);
MUST_USE bool validate_pattern(Node *pattern, bool may_be_star);
/* Raise ValueError; false. */
bool validate_fail(const char *format, ...);

#endif
