/* ast: the names of kinds and operators, and the walk over a node's children. See ast.h. */
#include "parser/ast.h"

const char *const ast_kind_names[NODE_KIND_COUNT] = {
#define NODE(kind, category, fields) #kind,
#include "parser/ast.def"
};

const char *const ast_operator_names[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                          "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
const char *const ast_bool_operator_names[] = {"And", "Or"};
const char *const ast_unary_operator_names[] = {"Invert", "Not", "UAdd", "USub"};
const char *const ast_cmp_op_names[] = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
const char *const ast_expr_context_names[] = {"Load", "Store", "Del"};

/* Where the children are in each kind's payload. */
typedef enum FieldKind { FIELD_END, FIELD_CHILD, FIELD_CHILDREN } FieldKind;

typedef struct Field {
    FieldKind kind;
    uint32_t offset;
} Field;

#define NODE(kind, category, fields) static const Field kind##_fields[] = {fields{FIELD_END, 0}};
#define CHILD(kind, field) {FIELD_CHILD, offsetof(Node, kind.field)},
#define OPTION(kind, field) {FIELD_CHILD, offsetof(Node, kind.field)},
#define CHILDREN(kind, field) {FIELD_CHILDREN, offsetof(Node, kind.field)},
#define NAME(kind, field)
#define NAMES(kind, field)
#define VALUE(kind, type, field)
#include "parser/ast.def"

static const Field *const node_fields[NODE_KIND_COUNT] = {
#define NODE(kind, category, fields) kind##_fields,
#include "parser/ast.def"
};

bool ast_next_child(ChildWalk *walk, Node **child)
{
    for (;; walk->field++, walk->index = 0) {
        Field field = node_fields[walk->node->kind][walk->field];
        const char *place = (const char *)walk->node + field.offset;
        if (field.kind == FIELD_END)
            return false;
        if (field.kind == FIELD_CHILD) {
            if (walk->index++)
                continue;
            *child = *(Node *const *)(const void *)place;
            return true;
        }
        const NodeList *list = (const void *)place;
        if (walk->index < list->count) {
            *child = list->items[walk->index++];
            return true;
        }
    }
}
