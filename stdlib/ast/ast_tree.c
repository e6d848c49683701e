/* ast_tree: node objects as a parser's tree, for compile().
 *
 *     object ─ which kind of its sum is it? ─► each field by asdl.def: looked up, converted, put where ast.def has it ─► Node
 *
 * Order:      lookups, conversions and complaints come in CPython's order: of a kind first its place, then its fields; of a product
 *             first the fields. Only then it is asked whether a required field is None.
 * Callbacks:  looking up a field may run Python code. What is being looked at is held; lists are looked at afresh.
 * Ownership:  nodes lie in the arena. Constants stay objects (Constant.given), which `held` keeps alive. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/ast/ast.h"
#include "stdlib/ast/ast_private.h"

typedef struct TreeMaker {
    Arena *arena;
    NameTable *names;
    ListView held;
} TreeMaker;

static bool make_node(TreeMaker *maker, View object, AstClass holds, Node **made);

/* --- what is no node ------------------------------------------------------------------------------------ */

/* An attribute that may be missing, or None: then *value is NULL. */
static bool look_up(View object, View name, Ref *value)
{
    *value = object_get_attribute_maybe(object, name);
    return *value || !error_is_set();
}

static bool fail_missing(View name, const char *owner)
{
    raise_error(TypeError, "required field \"%U\" missing from %s", name, owner);
    return false;
}

static bool read_int(View value, int *number)
{
    if (is_int(value))
        return object_as_int32(value, number);
    raise_error(ValueError, "invalid integer value: %R", value);
    return false;
}

static bool read_name(TreeMaker *maker, View value, const Name **name)
{
    if (value == NONE) {
        *name = NULL;
        return true;
    }
    if (value->type != TYPE_STR) {
        raise_error(TypeError, "AST identifier must be of type str");
        return false;
    }
    char *owned;
    size_t length;
    const char *text = str_utf8((StrView)value, &length, &owned);
    if (!text)
        return false;
    *name = names_intern(maker->names, text, length);
    str_utf8_free(owned, length);
    return *name || raise_memory_error() != NULL;
}

static bool read_string(View value)
{
    if (value == NONE || value->type == TYPE_STR || value->type == TYPE_BYTES)
        return true;
    raise_error(TypeError, "AST string must be of type str");
    return false;
}

/* Which kind of the sum the object is: AST_CLASS_COUNT after failing. */
static AstClass kind_of(View object, AstClass sum)
{
    View type = AS_OBJECT(type_of_peek(object));
    int end = (int)sum + 1;
    for (; end < AST_CLASS_COUNT && ast_rows[end].form == AST_KIND && ast_rows[end].sum == sum; end++)
        if (ast_classes.types[end] == type)
            return (AstClass)end;
    for (int kind = (int)sum + 1; kind < end; kind++) {
        int is = object_is_instance(object, ast_classes.types[kind]);
        if (is)
            return is < 0 ? AST_CLASS_COUNT : (AstClass)kind;
    }
    raise_error(TypeError, "expected some sort of %s, but got %R", ast_rows[sum].name, object);
    return AST_CLASS_COUNT;
}

/* An operator or a context: which of its sum it is, from 0. */
static bool read_choice(View value, AstClass sum, unsigned *choice)
{
    AstClass kind = kind_of(value, sum);
    *choice = (unsigned)kind - (unsigned)sum - 1;
    return kind != AST_CLASS_COUNT;
}

/* --- constants ------------------------------------------------------------------------------------------ */

static char *copy_text(TreeMaker *maker, const char *text, size_t length)
{
    char *copy = arena_copy(maker->arena, text, length);
    return copy ? copy : raise_memory_error();
}

static bool set_str_text(TreeMaker *maker, ConstantFields *constant, View text)
{
    char *owned;
    Ref escaped = NULL;
    const char *utf8 = str_utf8((StrView)text, &constant->length, &owned);
    if (!utf8 && error_clear_if(UnicodeEncodeError)) { /* surrogates: only annotations as texts look at it */
        escaped = codec_encode_str(text, "utf-8", "surrogatepass");
        const unsigned char *bytes;
        if (!escaped || !bytes_data_peek(escaped, &bytes, &constant->length)) {
            release_maybe(escaped);
            return false;
        }
        utf8 = (const char *)bytes;
        owned = NULL;
    }
    if (!utf8)
        return false;
    constant->text = copy_text(maker, utf8, constant->length);
    if (owned)
        str_utf8_free(owned, constant->length);
    release_maybe(escaped);
    return constant->text != NULL;
}

/* Of a number, tuple or frozenset, as annotations that are texts show it. Numbers of too many digits have none. */
static bool set_repr(TreeMaker *maker, ConstantFields *constant, View value)
{
    Ref text = object_repr(value);
    if (!text && !error_clear_if(ValueError))
        return false;
    bool done = text ? set_str_text(maker, constant, text) : (constant->text = "") != NULL;
    release_maybe(text);
    return done;
}

static ConstantKind constant_kind(View value)
{
    switch (value->type) {
    case TYPE_NONE: return CONSTANT_NONE;
    case TYPE_BOOL: return value == TRUE ? CONSTANT_TRUE : CONSTANT_FALSE;
    case TYPE_ELLIPSIS: return CONSTANT_ELLIPSIS;
    case TYPE_INT:
    case TYPE_BIGINT: return CONSTANT_INT;
    case TYPE_FLOAT: return CONSTANT_FLOAT;
    case TYPE_COMPLEX: return CONSTANT_IMAGINARY;
    case TYPE_STR: return CONSTANT_STRING;
    case TYPE_BYTES: return CONSTANT_BYTES;
    case TYPE_FROZENSET: return CONSTANT_FROZENSET;
    default: return CONSTANT_TUPLE;
    }
}

/* A value of a wrong type comes this far, and is refused by ast_validate. */
static bool set_constant(TreeMaker *maker, Node *node, View value)
{
    ConstantFields *constant = &node->Constant;
    constant->kind = constant_kind(value);
    constant->given = value;
    constant->text = "";
    if (!list_append(maker->held, value))
        return false;
    switch (constant->kind) {
    case CONSTANT_NONE:
    case CONSTANT_TRUE:
    case CONSTANT_FALSE:
    case CONSTANT_ELLIPSIS: return true;
    case CONSTANT_STRING: return set_str_text(maker, constant, value);
    case CONSTANT_BYTES: {
        const unsigned char *bytes;
        return bytes_data_peek(value, &bytes, &constant->length) &&
               (constant->text = copy_text(maker, (const char *)bytes, constant->length));
    }
    case CONSTANT_TUPLE:
        if (value->type != TYPE_TUPLE)
            return true;
        __attribute__((fallthrough));
    default: return set_repr(maker, constant, value);
    }
}

/* --- fields --------------------------------------------------------------------------------------------- */

/* The value of a field, not of a list, put to where the node has it. */
static bool set_value(TreeMaker *maker, Node *node, const AstField *field, View value)
{
    void *place = (char *)node + field->offset;
    const Name *name;
    Node *child;
    unsigned choice;
    int number;
    switch ((int)field->holds) {
    case AST_FIELD_CONSTANT:
        if (node->kind == NODE_Constant)
            return set_constant(maker, node, value);
        *(ConstantKind *)place = constant_kind(value);
        return true;
    case AST_FIELD_STRING:
        if (node->kind == NODE_Constant)
            node->Constant.has_u_prefix = value != NONE;
        return read_string(value);
    case AST_FIELD_INT:
        if (read_int(value, &number) && field->form == FIELD_NUMBER)
            *(int *)place = number;
        return !error_is_set();
    case AST_FIELD_IDENTIFIER:
        if (read_name(maker, value, &name))
            *(const Name **)place = name;
        return !error_is_set();
    default: break;
    }
    if (ast_rows[field->holds].form != AST_CHOICE) {
        if (make_node(maker, value, field->holds, &child) && field->form == FIELD_CHILD)
            *(Node **)place = child;
    } else if (read_choice(value, field->holds, &choice)) {
        *(unsigned *)place = choice; /* all of them are enums like this */
    }
    return !error_is_set();
}

/* An item of a list. */
static bool set_item(TreeMaker *maker, Node *node, const AstField *field, uint32_t index, View value)
{
    void *place = (char *)node + field->offset;
    unsigned choice;
    Node *ignored;
    switch (field->form) {
    case FIELD_CHILDREN: return make_node(maker, value, field->holds, &((NodeList *)place)->items[index]);
    case FIELD_NAMES:
        if (value == NONE) /* which CPython does not survive */
            return raise_error(ValueError, "None disallowed in name list") != NULL;
        return read_name(maker, value, &((NameList *)place)->items[index]);
    case FIELD_COMPARISONS:
        if (!read_choice(value, field->holds, &choice))
            return false;
        ((CmpOpList *)place)->items[index] = (CmpOp)choice;
        return true;
    default: return make_node(maker, value, field->holds, &ignored); /* type_ignores */
    }
}

/* Room for the items of a list. */
static bool start_list(TreeMaker *maker, Node *node, const AstField *field, size_t count)
{
    _Static_assert(offsetof(NodeList, items) == offsetof(NameList, items) && offsetof(NodeList, items) == offsetof(CmpOpList, items),
                   "one list for all");
    if (field->form == FIELD_HIDDEN)
        return true;
    NodeList *list = (void *)((char *)node + field->offset);
    if (count > INT32_MAX / sizeof *list->items)
        return raise_memory_error() != NULL;
    list->count = (uint32_t)count;
    list->items = count ? arena_alloc(maker->arena, count * sizeof *list->items) : NULL;
    return !count || list->items || raise_memory_error() != NULL;
}

static bool set_list(TreeMaker *maker, Node *node, const AstField *field, AstClass owner, View value)
{
    const char *title = ast_rows[owner].name;
    if (!is_list(value)) {
        raise_error(TypeError, "%s field \"%U\" must be a list, not a %.200T", title, field->name, value);
        return false;
    }
    ListView list = (ListView)value;
    size_t count = list->used;
    if (!start_list(maker, node, field, count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!error_enter_recursion(ast_rows[owner].traversing))
            return false;
        Ref item = retain(list_item_peek(list, i));
        bool done = set_item(maker, node, field, i, item);
        release(item);
        leave_recursion();
        if (!done)
            return false;
        if (list->used != count) {
            raise_error(RuntimeError, "%s field \"%U\" changed size during iteration", title, field->name);
            return false;
        }
    }
    return true;
}

static bool set_field(TreeMaker *maker, Node *node, const AstField *field, AstClass owner, View object)
{
    Ref value;
    if (!look_up(object, field->name, &value))
        return false;
    if (!value && field->quantifier != '?')
        return fail_missing(field->name, ast_rows[owner].name);
    bool done = true;
    if (field->quantifier == '*') {
        done = set_list(maker, node, field, owner, value);
    } else if (value && (field->quantifier != '?' || value != NONE)) {
        done = error_enter_recursion(ast_rows[owner].traversing);
        if (done) {
            done = set_value(maker, node, field, value);
            leave_recursion();
        }
    }
    release_maybe(value);
    return done;
}

/* Is every required field there? None is as good as nothing. */
static bool check_required(const Node *node, AstClass owner)
{
    for (uint32_t i = 0; i < ast_classes.field_count[owner]; i++) {
        const AstField *field = &ast_classes.fields[owner][i];
        bool is_pointer = field->form == FIELD_CHILD || field->form == FIELD_NAME;
        if (field->quantifier || !is_pointer || *(void *const *)(const void *)((const char *)node + field->offset))
            continue;
        raise_error(ValueError, "field '%U' is required for %s", field->name, ast_rows[owner].name);
        return false;
    }
    return true;
}

static bool set_fields(TreeMaker *maker, Node *node, AstClass owner, View object)
{
    for (uint32_t i = 0; i < ast_classes.field_count[owner]; i++)
        if (!set_field(maker, node, &ast_classes.fields[owner][i], owner, object))
            return false;
    return true;
}

/* --- nodes ---------------------------------------------------------------------------------------------- */

/* lineno, col_offset and, unless they may be missing, where it ends. `owner` is a sum or a product. */
static bool read_place(View object, AstClass owner, int places[AST_PLACE_NAMES])
{
    for (int i = 0; i < AST_PLACE_NAMES; i++) {
        bool may_miss = i >= 2 && ast_rows[owner].place == PLACE;
        View name = ast_classes.place_names[i];
        Ref value;
        if (!look_up(object, name, &value))
            return false;
        if (!value && !may_miss)
            return fail_missing(name, ast_rows[owner].name);
        bool done = true;
        if (!value || (may_miss && value == NONE)) {
            places[i] = places[i - 2];
        } else if ((done = error_enter_recursion(ast_rows[owner].traversing))) { /* as CPython counts */
            done = read_int(value, &places[i]);
            leave_recursion();
        }
        release_maybe(value);
        if (!done)
            return false;
    }
    return true;
}

static void set_place(Node *node, const int places[AST_PLACE_NAMES])
{
    node->line = (uint32_t)places[0];
    node->column = (uint32_t)places[1];
    node->end_line = (uint32_t)places[2];
    node->end_column = (uint32_t)places[3];
}

/* One more than the deepest child. */
static bool set_depth(Node *node)
{
    ChildWalk walk = {node, 0, 0};
    Node *child;
    node->depth = 1;
    while (ast_next_child(&walk, &child)) {
        if (!child || child->depth < node->depth)
            continue;
        if (child->depth >= AST_MAX_DEPTH) {
            raise_error(RecursionError, "%s", SOURCE_TOO_DEEP.message);
            return false;
        }
        node->depth = (uint16_t)(child->depth + 1);
    }
    return true;
}

static Node *node_new(TreeMaker *maker, AstClass which)
{
    NodeKind kind = ast_classes.node_kind[which];
    Node *node = arena_alloc(maker->arena, kind < NODE_KIND_COUNT ? ast_node_size(kind) : sizeof(Node));
    if (!node)
        return raise_memory_error();
    node->kind = kind;
    return node;
}

/* The node for an object that must be of the sum, or the product, `holds`. NULL in *made for None. */
static bool make_node(TreeMaker *maker, View object, AstClass holds, Node **made)
{
    int places[AST_PLACE_NAMES] = {0};
    bool is_sum = ast_rows[holds].form == AST_SUM, has_place = ast_rows[holds].place != NO_PLACE;
    *made = NULL;
    if (is_sum && object == NONE)
        return true;
    if (is_sum && has_place && !read_place(object, holds, places))
        return false;
    AstClass which = is_sum ? kind_of(object, holds) : holds;
    Node *node = which != AST_CLASS_COUNT ? node_new(maker, which) : NULL;
    if (!node || !set_fields(maker, node, which, object))
        return false;
    if (!is_sum && has_place && !read_place(object, holds, places))
        return false;
    set_place(node, places);
    if (!check_required(node, which) || (node->kind < NODE_KIND_COUNT && !set_depth(node)))
        return false;
    *made = node;
    return true;
}

Node *ast_to_tree(Arena *arena, View object, NodeKind root_class, ListView held)
{
    static const char *const titles[] = {[NODE_Module] = "Module", [NODE_Interactive] = "Interactive", [NODE_Expression] = "Expression"};
    TreeMaker maker = {arena, names_new(arena), held};
    Node *root;
    if (!maker.names)
        return raise_memory_error();
    int is = object_is_instance(object, ast_classes.types[ast_classes.class_of_node[root_class]]);
    if (is == 0)
        raise_error(TypeError, "expected %s node, got %.400T", titles[root_class], object);
    if (is <= 0 || !make_node(&maker, object, AST_mod, &root))
        return NULL;
    ASSERT(root);                 /* it is no None */
    if (root->kind != root_class) /* its class was changed meanwhile */
        return raise_error(TypeError, "expected %s node, got %.400T", titles[root_class], object);
    if (root_class == NODE_Expression)
        root->Expression.names = maker.names;
    else
        root->Module.names = maker.names;
    return ast_validate(root) ? root : NULL;
}
