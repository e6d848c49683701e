/* build_parameters: the parameter list of a function or lambda, checked item by item.
 *
 *     def f(a, b=1, /, c, *args, d, e=2, **kw)
 *           └ posonly ┘  │  │     └ kwonly ┘ └ kwarg
 *                     args  vararg
 *
 * The grammar sees a list of items separated by commas; which kinds have come so far decides what
 * the next may be. */
#include "parser/parser_private.h"

ParameterList *parameters_new(Parser *parser, FunctionForm form)
{
    ParameterList *list = arena_alloc(parser->arena, sizeof *list);
    if (!list) {
        parser_fail_memory(parser);
        return NULL;
    }
    list->is_lambda = form == FORM_LAMBDA;
    return list;
}

static bool fail(Parser *parser, Location location, const char *message)
{
    return parser_fail(parser, SOURCE_SYNTAX_ERROR, location, message);
}

static bool add_plain(Parser *parser, ParameterList *list, Parameter parameter)
{
    argumentsFields *fields = &list->fields;
    if (list->has_star) {
        list->awaits_keyword = false;
        return build_list_append(parser, &fields->kwonlyargs, parameter.arg) &&
               build_list_append(parser, &fields->kw_defaults, parameter.value);
    }
    if (!parameter.value && fields->defaults.count)
        return parser_fail_node(parser, parameter.arg, "non-default argument follows default argument");
    if (parameter.value && !build_list_append(parser, &fields->defaults, parameter.value))
        return false;
    return build_list_append(parser, &fields->args, parameter.arg);
}

static bool add_slash(Parser *parser, ParameterList *list, Location location)
{
    argumentsFields *fields = &list->fields;
    bool is_followed = token_kind(parser, location.last + 1) == TOKEN_COMMA;
    if (list->has_slash)
        return fail(parser, location, "/ may appear only once");
    if (list->has_star)
        return fail(parser, location, "/ must be ahead of *");
    if (!fields->args.count)
        return fail(parser, location, is_followed ? "at least one argument must precede /" : "invalid syntax");
    list->has_slash = true;
    fields->posonlyargs = fields->args;
    fields->args = (NodeList){0};
    return true;
}

static bool add_star(Parser *parser, ParameterList *list, Parameter parameter)
{
    Location star = {parameter.location.first, parameter.location.first};
    if (list->has_star) {
        bool is_followed = parameter.arg || token_kind(parser, star.last + 1) == TOKEN_COMMA;
        return fail(parser, star, is_followed ? "* argument may appear only once" : "invalid syntax");
    }
    if (parameter.value)
        return fail(parser, (Location){parameter.default_location.first, parameter.default_location.first},
                    "var-positional argument cannot have default value");
    list->has_star = true;
    list->awaits_keyword = !parameter.arg;
    list->bare_star = parameter.location;
    list->fields.vararg = parameter.arg;
    return true;
}

static bool fail_bare_star(Parser *parser, const ParameterList *list)
{
    Location place = list->bare_star;
    if (list->is_lambda) { /* there CPython points behind the star and its comma */
        place.first += token_kind(parser, place.first + 1) == TOKEN_COMMA ? 2 : 1;
        place.last = place.first;
    }
    return fail(parser, place, "named arguments must follow bare *");
}

static bool add_double_star(Parser *parser, ParameterList *list, Parameter parameter)
{
    if (list->awaits_keyword)
        return fail_bare_star(parser, list);
    if (parameter.value)
        return fail(parser, (Location){parameter.default_location.first, parameter.default_location.first},
                    "var-keyword argument cannot have default value");
    list->fields.kwarg = parameter.arg;
    return true;
}

bool parameters_add(Parser *parser, ParameterList *list, Parameter parameter)
{
    if (list->fields.kwarg)
        return parameter.kind == PARAMETER_PLAIN ? parser_fail_node(parser, parameter.arg, "arguments cannot follow var-keyword argument")
                                                 : fail(parser, (Location){parameter.location.first, parameter.location.first},
                                                        "arguments cannot follow var-keyword argument");
    switch (parameter.kind) {
    case PARAMETER_PLAIN: return add_plain(parser, list, parameter);
    case PARAMETER_SLASH: return add_slash(parser, list, parameter.location);
    case PARAMETER_STAR: return add_star(parser, list, parameter);
    default: return add_double_star(parser, list, parameter);
    }
}

Node *parameters_finish(Parser *parser, const ParameterList *list, Location location)
{
    if (list->awaits_keyword) {
        fail_bare_star(parser, list);
        return NULL;
    }
    return build_node(parser, NODE_arguments, location, &list->fields);
}
