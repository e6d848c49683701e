/* ast: the tree the parser builds and the compiler walks.
 *
 * A node is a small header and the payload of its kind: `node->kind == NODE_BinOp`, then `node->BinOp.left`.
 * Kinds and fields are CPython 3.11's (see ast.def). A node occupies only the bytes its kind needs, so nodes
 * are never copied by assignment.
 *
 * Everything lies in the arena given to parser_parse and dies with it. The tree is never deeper than
 * AST_MAX_DEPTH, so whoever walks it may recurse. */
#ifndef OURO_PARSER_AST_H
#define OURO_PARSER_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parser/names.h"
#include "runtime/memory/arena.h"

enum { AST_MAX_DEPTH = 6000 };

typedef struct Node Node;

typedef struct NodeList {
    uint32_t count;
    Node **items;
} NodeList;

typedef enum Operator { Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv } Operator;
typedef enum BoolOperator { And, Or } BoolOperator;
typedef enum UnaryOperator { Invert, Not, UAdd, USub } UnaryOperator;
typedef enum CmpOp { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn } CmpOp;
typedef enum ExprContext { Load, Store, Del } ExprContext;

typedef struct CmpOpList {
    uint32_t count;
    CmpOp *items;
} CmpOpList;

typedef enum ConstantKind {
    CONSTANT_NONE,
    CONSTANT_TRUE,
    CONSTANT_FALSE,
    CONSTANT_ELLIPSIS,
    CONSTANT_INT,
    CONSTANT_FLOAT,
    CONSTANT_IMAGINARY,
    CONSTANT_STRING,
    CONSTANT_BYTES,
    CONSTANT_TUPLE, /* these two only with `given` */
    CONSTANT_FROZENSET
} ConstantKind;

typedef enum __attribute__((packed)) NodeKind {
#define NODE(kind, category, fields) NODE_##kind,
#include "parser/ast.def"
    NODE_KIND_COUNT
} NodeKind;

/* One struct for the payload of each kind: BinOpFields, NameFields … */
#define NODE(kind, category, fields) \
    typedef struct kind##Fields {    \
        fields                       \
    } kind##Fields;
#define CHILD(kind, field) Node *field;
#define OPTION(kind, field) Node *field;
#define CHILDREN(kind, field) NodeList field;
#define NAME(kind, field) const Name *field;
#define NAMES(kind, field) NameList field;
#define VALUE(kind, type, field) type field;
#include "parser/ast.def"

struct Node {
    NodeKind kind;
    bool is_bracketed; /* stands in round brackets that are not part of it; of use only to the parser */
    uint8_t follows;   /* of an argument of a call: what stands before it; of use only to the parser, see build_argument_append */
    uint16_t depth;    /* 1 for a leaf, else one more than the deepest child */
    uint32_t line;     /* from 1 */
    uint32_t column;   /* in bytes of UTF-8, from 0 */
    uint32_t end_line;
    uint32_t end_column;
    union {
#define NODE(kind, category, fields) kind##Fields kind;
#include "parser/ast.def"
    };
};

/* The fields of each kind, as ast.def has them: for who treats all kinds alike. */
typedef enum FieldForm {
    FIELD_END,
    FIELD_CHILD,    /* Node *, which may be NULL */
    FIELD_CHILDREN, /* NodeList */
    FIELD_NAME,     /* const Name *, which may be NULL */
    FIELD_NAMES,    /* NameList */
    FIELD_OPERATOR,
    FIELD_BOOL_OPERATOR,
    FIELD_UNARY_OPERATOR,
    FIELD_COMPARISONS, /* CmpOpList */
    FIELD_CONTEXT,
    FIELD_NUMBER,    /* int */
    FIELD_SINGLETON, /* ConstantKind */
    FIELD_HIDDEN     /* of use to the compiler only */
} FieldForm;

typedef struct NodeField {
    const char *name;
    FieldForm form;
    uint32_t offset; /* in the node */
} NodeField;

extern const NodeField *const ast_fields[NODE_KIND_COUNT]; /* each ends with FIELD_END */

/* The bytes that a node of this kind takes. */
size_t ast_node_size(NodeKind kind);

/* The children of a node, in the order of its fields, NULLs included: for walks that treat all kinds alike.
 *
 *     ChildWalk walk = {node};
 *     while (ast_next_child(&walk, &child)) ... */
typedef struct ChildWalk {
    const Node *node;
    uint32_t field;
    uint32_t index;
} ChildWalk;

bool ast_next_child(ChildWalk *walk, Node **child);

extern const char *const ast_kind_names[NODE_KIND_COUNT];
extern const char *const ast_operator_names[];      /* "Add" ... */
extern const char *const ast_bool_operator_names[]; /* "And", "Or" */
extern const char *const ast_unary_operator_names[];
extern const char *const ast_cmp_op_names[];
extern const char *const ast_expr_context_names[];

#endif
