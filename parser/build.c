/* build: nodes, lists and names, and the nodes whose making takes more than a line of the grammar.
 *
 * A node is allocated with just the fields of its kind (ast.def), in the caller's arena. Its place
 * in the source comes from the tokens that the rule has matched, its depth from its children: a tree
 * that is too deep to be walked recursively is refused while it is built. Whatever fails here
 * returns NULL, and the grammar's action passes it on.
 *
 * Names are interned: equal names are one pointer in the whole tree, in NFKC form, as Python
 * compares them. */
#include <string.h>
#include <utf8proc.h>

#include "parser/parser_private.h"

static bool build_node_adopt(Parser *parser, Node *parent, const Node *child)
{
    if (!child || child->depth < parent->depth)
        return true;
    if (child->depth >= AST_MAX_DEPTH) {
        *parser->error = SOURCE_TOO_DEEP;
        return false;
    }
    parent->depth = (uint16_t)(child->depth + 1);
    return true;
}

static bool adopt_children(Parser *parser, Node *node)
{
    ChildWalk walk = {node, 0, 0};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (!build_node_adopt(parser, node, child))
            return false;
    return true;
}

/* A block's location ends with DEDENT, a statement's with NEWLINE; its node ends with the last token one can
 * see. */
static const Token *last_visible(const Parser *parser, Location location)
{
    uint32_t last = location.last;
    while (last > 0 && (token_kind(parser, last) == TOKEN_NEWLINE || token_kind(parser, last) == TOKEN_DEDENT ||
                        token_kind(parser, last) == TOKEN_INDENT))
        last--;
    return &parser->tokens.items[last];
}

static void build_node_end(const Parser *parser, Node *node, Location location)
{
    const Token *last = last_visible(parser, location);
    node->end_line = last->end_line;
    node->end_column = last->end_column;
}

static void node_start(const Parser *parser, Node *node, Location location)
{
    const Token *first = &parser->tokens.items[location.first];
    node->line = first->line;
    node->column = first->column;
}

Node *build_node(Parser *parser, NodeKind kind, Location location, const void *fields)
{
    Node *node = arena_alloc(parser->arena, ast_node_size(kind));
    if (!node) {
        parser_fail_memory(parser);
        return NULL;
    }
    node->kind = kind;
    node->depth = 1;
    node_start(parser, node, location);
    build_node_end(parser, node, location);
    memcpy((char *)node + offsetof(Node, Module), fields, ast_node_size(kind) - offsetof(Node, Module));
    return adopt_children(parser, node) ? node : NULL;
}

#define MAKE(kind, location, ...) build_node(parser, NODE_##kind, location, &(kind##Fields){__VA_ARGS__})

/* Lists have no capacity: they double when their length is a power of two. */
static void *grow(Parser *parser, void *items, uint32_t count, size_t size)
{
    if (count & (count - 1))
        return items;
    void *larger = arena_alloc(parser->arena, (count ? 2 * (size_t)count : 1) * size);
    if (!larger)
        parser_fail_memory(parser);
    else if (count)
        memcpy(larger, items, count * size);
    return larger;
}

bool build_list_append(Parser *parser, NodeList *list, Node *node)
{
    Node **items = grow(parser, list->items, list->count, sizeof *items);
    if (!items)
        return false;
    list->items = items;
    list->items[list->count++] = node;
    return true;
}

bool build_list_extend(Parser *parser, NodeList *list, NodeList tail)
{
    for (uint32_t i = 0; i < tail.count; i++)
        if (!build_list_append(parser, list, tail.items[i]))
            return false;
    return true;
}

bool build_names_append(Parser *parser, NameList *list, const Name *name)
{
    const Name **items = grow(parser, list->items, list->count, sizeof *items);
    if (!items)
        return false;
    list->items = items;
    list->items[list->count++] = name;
    return true;
}

static const Name *intern(Parser *parser, const char *text, size_t length)
{
    const Name *name = names_intern(parser->names, text, length);
    if (!name)
        parser_fail_memory(parser);
    return name;
}

/* Identifiers are compared in their NFKC form. */
static const Name *intern_normalised(Parser *parser, const char *text, size_t length)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    size_t room = length * 18 + 8; /* the longest compatibility decomposition of one character */
    utf8proc_int32_t *buffer = arena_alloc(parser->arena, room * sizeof *buffer);
    if (!buffer) {
        parser_fail_memory(parser);
        return NULL;
    }
    utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, buffer, (utf8proc_ssize_t)room,
                                                options);
    if (count < 0 || (size_t)count > room)
        return intern(parser, text, length);
    count = utf8proc_reencode(buffer, count, options);
    return count < 0 ? intern(parser, text, length) : intern(parser, (const char *)buffer, (size_t)count);
}

const Name *build_token_name(Parser *parser, uint32_t token)
{
    const char *text = token_text(parser, token);
    size_t length = parser->tokens.items[token].length;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return intern_normalised(parser, text, length);
    return intern(parser, text, length);
}

const Name *build_dotted_name(Parser *parser, Location location)
{
    if (token_kind(parser, location.last + 1) == TOKEN_DOT) /* there is more of it: the name is made when it is whole */
        return build_token_name(parser, location.first);
    size_t length = 0;
    for (uint32_t i = location.first; i <= location.last; i += 2) {
        const Name *part = build_token_name(parser, i);
        if (!part)
            return NULL;
        length += part->length + 1;
    }
    char *text = arena_alloc(parser->arena, length);
    if (!text) {
        parser_fail_memory(parser);
        return NULL;
    }
    char *end = text;
    for (uint32_t i = location.first; i <= location.last; i += 2) {
        const Name *part = build_token_name(parser, i);
        if (!part)
            return NULL;
        memcpy(end, part->text, part->length);
        end += part->length;
        *end++ = '.';
    }
    return intern(parser, text, length - 1);
}

Node *build_alias(Parser *parser, Location location, const Name *name, const Name *asname)
{
    if (!name)
        name = intern(parser, "*", 1);
    return name ? MAKE(alias, location, name, asname) : NULL;
}

Node *build_number(Parser *parser, Location location)
{
    const Token *token = &parser->tokens.items[location.first];
    ConstantKind kind = token->kind == TOKEN_INT ? CONSTANT_INT : token->kind == TOKEN_FLOAT ? CONSTANT_FLOAT : CONSTANT_IMAGINARY;
    return MAKE(Constant, location, kind, token_text(parser, location.first), token->length, false, NULL);
}

static bool append_comparison(Parser *parser, CompareFields *compare, CmpOp op, Node *right)
{
    CmpOp *ops = grow(parser, compare->ops.items, compare->ops.count, sizeof *ops);
    if (!ops)
        return false;
    compare->ops.items = ops;
    compare->ops.items[compare->ops.count++] = op;
    return build_list_append(parser, &compare->comparators, right);
}

Node *build_compare(Parser *parser, Location location, Node *left, CmpOp op, Node *right)
{
    CompareFields fields = {.left = left};
    return append_comparison(parser, &fields, op, right) ? build_node(parser, NODE_Compare, location, &fields) : NULL;
}

Node *build_extended_compare(Parser *parser, Location location, Node *compare, CmpOp op, Node *right)
{
    build_node_end(parser, compare, location);
    return append_comparison(parser, &compare->Compare, op, right) && build_node_adopt(parser, compare, right) ? compare : NULL;
}

Node *build_bool(Parser *parser, Location location, BoolOperator op, Node *left, Node *right)
{
    NodeList values = {0};
    if (!build_list_append(parser, &values, left) || !build_list_append(parser, &values, right))
        return NULL;
    return MAKE(BoolOp, location, op, values);
}

Node *build_extended_bool(Parser *parser, Location location, Node *node, Node *right)
{
    build_node_end(parser, node, location);
    return build_list_append(parser, &node->BoolOp.values, right) && build_node_adopt(parser, node, right) ? node : NULL;
}

/* if, elif, elif, else: each elif is an If alone in the orelse of the one before. */
Node *build_if(Parser *parser, Location location, Node *test, NodeList body, NodeList elifs, NodeList orelse)
{
    for (uint32_t i = elifs.count; i-- > 0;) {
        Node *elif = elifs.items[i];
        elif->If.orelse = orelse;
        build_node_end(parser, elif, location);
        orelse = (NodeList){0};
        if (!adopt_children(parser, elif) || !build_list_append(parser, &orelse, elif))
            return NULL;
    }
    return MAKE(If, location, test, body, orelse);
}

/* Try and TryStar have the same fields. CPython's compiler says this, hence the columns are bytes. */
Node *build_try(Parser *parser, Location location, NodeKind kind, const TryFields *fields)
{
    for (uint32_t i = 0; i + 1 < fields->handlers.count; i++)
        if (!fields->handlers.items[i]->ExceptHandler.type) {
            parser_fail_node(parser, fields->handlers.items[i], "default 'except:' must be last");
            return NULL;
        }
    return build_node(parser, kind, location, fields);
}

Node *build_decorated(Parser *parser, Node *definition, NodeList decorators)
{
    if (definition->kind == NODE_ClassDef)
        definition->ClassDef.decorator_list = decorators;
    else if (definition->kind == NODE_FunctionDef)
        definition->FunctionDef.decorator_list = decorators;
    else
        definition->AsyncFunctionDef.decorator_list = decorators;
    return adopt_children(parser, definition) ? definition : NULL;
}

/* FunctionDef and AsyncFunctionDef have the same fields. */
Node *build_async(Parser *parser, Location location, Node *function)
{
    function->kind = NODE_AsyncFunctionDef;
    node_start(parser, function, location);
    return function;
}
