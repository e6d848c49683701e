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

/* It would tear the pairs apart. */
/* clang-format off */
#define FORM_OF(place)                                                                                                \
    _Generic((place),                                                                                                 \
        Operator: FIELD_OPERATOR, BoolOperator: FIELD_BOOL_OPERATOR, UnaryOperator: FIELD_UNARY_OPERATOR,             \
        CmpOpList: FIELD_COMPARISONS, ExprContext: FIELD_CONTEXT, ConstantKind: FIELD_SINGLETON, int: FIELD_NUMBER,   \
        default: FIELD_HIDDEN)
/* clang-format on */

#define NODE(kind, category, fields) static const NodeField kind##_fields[] = {fields{NULL, FIELD_END, 0}};
#define CHILD(kind, field) {#field, FIELD_CHILD, offsetof(Node, kind.field)},
#define OPTION(kind, field) {#field, FIELD_CHILD, offsetof(Node, kind.field)},
#define CHILDREN(kind, field) {#field, FIELD_CHILDREN, offsetof(Node, kind.field)},
#define NAME(kind, field) {#field, FIELD_NAME, offsetof(Node, kind.field)},
#define NAMES(kind, field) {#field, FIELD_NAMES, offsetof(Node, kind.field)},
#define VALUE(kind, type, field) {#field, FORM_OF(((Node *)NULL)->kind.field), offsetof(Node, kind.field)},
#include "parser/ast.def"

const NodeField *const ast_fields[NODE_KIND_COUNT] = {
#define NODE(kind, category, fields) kind##_fields,
#include "parser/ast.def"
};

static const uint16_t payload_sizes[NODE_KIND_COUNT] = {
#define NODE(kind, category, fields) sizeof(kind##Fields),
#include "parser/ast.def"
};

size_t ast_node_size(NodeKind kind)
{
    return offsetof(Node, Module) + payload_sizes[kind];
}

bool ast_next_child(ChildWalk *walk, Node **child)
{
    for (;; walk->field++, walk->index = 0) {
        NodeField field = ast_fields[walk->node->kind][walk->field];
        const char *place = (const char *)walk->node + field.offset;
        if (field.form == FIELD_END)
            return false;
        if (field.form == FIELD_CHILD) {
            if (walk->index++)
                continue;
            *child = *(Node *const *)(const void *)place;
            return true;
        }
        if (field.form != FIELD_CHILDREN)
            continue;
        const NodeList *list = (const void *)place;
        if (walk->index < list->count) {
            *child = list->items[walk->index++];
            return true;
        }
    }
}
