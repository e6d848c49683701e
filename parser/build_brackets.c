/* build_brackets: calls, groups, displays, comprehensions, subscripts.
 *
 * The grammar reads what stands in brackets as a list of items and leaves their order to C: `f(a,
 * *b, c=1, **d)` has rules about what may follow what, each with a message of its own, and grammar
 * rules for them would multiply. The checks come in CPython's order, because the first one that
 * fails is what the user reads. */
#include "parser/parser_private.h"

#define MAKE(kind, location, ...) build_node(parser, NODE_##kind, location, &(kind##Fields){__VA_ARGS__})

/* `f(x for x in y)`: a generator without brackets of its own must be the only argument. */
static bool is_bare_generator(const Node *argument)
{
    return argument->kind == NODE_GeneratorExp && !argument->is_bracketed;
}

static bool fail_bare_generator(Parser *parser, const Node *generator)
{
    return parser_fail_node(parser, generator, "Generator expression must be parenthesized");
}

bool build_arguments_have_comma(Parser *parser, NodeList list)
{
    if (list.count == 1 && is_bare_generator(list.items[0]))
        return fail_bare_generator(parser, list.items[0]);
    return true;
}

enum { FOLLOWS_KEYWORD = 1, FOLLOWS_UNPACKING = 2 };

/* What an argument may not follow: keywords, and what is unpacked into them. What else is wrong counts more,
 * hence no words here. */
bool build_argument_append(Parser *parser, NodeList *list, Node *argument, Location location)
{
    if (is_bare_generator(list->items[0]))
        return fail_bare_generator(parser, list->items[0]);
    if (is_bare_generator(argument))
        return fail_bare_generator(parser, argument);
    /* Each argument knows what came before it: looking at all of them again would make a long call
     * quadratic. */
    const Node *last = list->items[list->count - 1];
    argument->follows = last->follows;
    if (last->kind == NODE_keyword)
        argument->follows |= last->keyword.arg ? FOLLOWS_KEYWORD : FOLLOWS_KEYWORD | FOLLOWS_UNPACKING;
    unsigned forbidden = argument->kind == NODE_Starred ? FOLLOWS_UNPACKING : argument->kind != NODE_keyword ? FOLLOWS_KEYWORD : 0;
    if (argument->follows & forbidden)
        return parser_give_up(parser, location.last + 1);
    return build_list_append(parser, list, argument);
}

static bool split_arguments(Parser *parser, NodeList arguments, NodeList *positional, NodeList *keywords)
{
    for (uint32_t i = 0; i < arguments.count; i++) {
        Node *argument = arguments.items[i];
        if (!build_list_append(parser, argument->kind == NODE_keyword ? keywords : positional, argument))
            return false;
    }
    return true;
}

Node *build_call(Parser *parser, Location location, Location brackets, Node *func, NodeList arguments)
{
    CallFields call = {.func = func};
    if (arguments.count == 1 && is_bare_generator(arguments.items[0])) {
        arguments.items[0] = build_node(parser, NODE_GeneratorExp, brackets, &arguments.items[0]->GeneratorExp);
        if (!arguments.items[0])
            return NULL;
    }
    if (!split_arguments(parser, arguments, &call.args, &call.keywords))
        return NULL;
    return build_node(parser, NODE_Call, location, &call);
}

Node *build_class(Parser *parser, Location location, const Name *name, NodeList arguments, NodeList body)
{
    ClassDefFields class = {.name = name, .body = body};
    if (arguments.count == 1 && is_bare_generator(arguments.items[0])) {
        const Node *generator = arguments.items[0]->GeneratorExp.generators.items[0];
        Node keyword = {.line = generator->line, .column = generator->column, .end_line = generator->line};
        keyword.end_column = keyword.column + (generator->comprehension.is_async ? 5 : 3);
        parser_fail_node(parser, &keyword, "invalid syntax");
        return NULL;
    }
    if (!split_arguments(parser, arguments, &class.bases, &class.keywords))
        return NULL;
    return build_node(parser, NODE_ClassDef, location, &class);
}

/* `f(a.b=1)`: only a name can be a keyword. `head` is the name and the sign after it. */
Node *build_keyword(Parser *parser, Location location, Location head, Node *name, Node *value)
{
    bool is_token = head.first + 1 == head.last;
    if (name->kind == NODE_Name && is_token)
        return MAKE(keyword, location, name->Name.id, value);
    const Token *end = &parser->tokens.items[head.last];
    Node range = {.line = name->line, .column = name->column, .end_line = end->end_line, .end_column = end->end_column};
    if (is_token && name->kind == NODE_Constant && name->Constant.kind <= CONSTANT_FALSE)
        parser_fail_node(parser, &range, "cannot assign to %s", build_expression_name(name));
    else
        parser_fail_node(parser, &range, "expression cannot contain assignment, perhaps you meant \"==\"?");
    return NULL;
}

Node *build_comprehension(Parser *parser, Location location, NodeKind kind, Node *element, NodeList generators)
{
    if (element->kind == NODE_Starred) {
        parser_fail_node(parser, element, "iterable unpacking cannot be used in comprehension");
        return NULL;
    }
    GeneratorExpFields fields = {element, generators}; /* ListComp and SetComp have the same */
    return build_node(parser, kind, location, &fields);
}

Node *build_dict_comprehension(Parser *parser, Location location, Location item_location, KeyValue item, NodeList generators)
{
    if (item.key)
        return MAKE(DictComp, location, item.key, item.value, generators);
    parser_fail(parser, SOURCE_SYNTAX_ERROR, (Location){item_location.first, item_location.first},
                "dict unpacking cannot be used in dict comprehension");
    return NULL;
}

Node *build_group(Parser *parser, Node *element)
{
    if (element->kind == NODE_Starred) {
        parser_fail_node(parser, element, "cannot use starred expression here");
        return NULL;
    }
    element->is_bracketed = true;
    return element;
}

/* `a[*b]` is `a[(*b,)]`. */
Node *build_slices(Parser *parser, Location location, Node *slice)
{
    if (slice->kind != NODE_Starred)
        return slice;
    NodeList elements = {0};
    return build_list_append(parser, &elements, slice) ? MAKE(Tuple, location, elements, Load) : NULL;
}

bool build_dict_append(Parser *parser, DictFields *dict, KeyValue item)
{
    return build_list_append(parser, &dict->keys, item.key) && build_list_append(parser, &dict->values, item.value);
}
