/* parse_dump: a developer's tool that shows what the parser makes of a file, for comparison with CPython
 * (parse_compare.py).
 *
 *     parse_dump tree FILE             the tree, one node or field a line, with locations
 *     parse_dump scopes FILE           the scopes and their symbols
 *     parse_dump annotations FILE      the annotations of variables, as text
 *     parse_dump check FILE...         only the files that do not parse, and why
 *     parse_dump errors FILE           the error of each snippet in FILE; a line "-----" ends each snippet */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexer/utf8.h"
#include "parser/parser.h"
#include "parser/unparse.h"
#ifdef WITH_SCOPES
#include "vm/compile/scope.h"
#endif

static void dump(const char *field, const Node *node, int indent);

static void dump_list(const char *field, NodeList list, int indent)
{
    printf("%*s%s: %u\n", indent, "", field, list.count);
    for (uint32_t i = 0; i < list.count; i++)
        dump("-", list.items[i], indent + 1);
}

static void dump_names(const char *field, NameList list, int indent)
{
    printf("%*s%s: %u\n", indent, "", field, list.count);
    for (uint32_t i = 0; i < list.count; i++)
        printf("%*s%s\n", indent + 1, "", list.items[i]->text);
}

static void dump_name(const char *field, const Name *name, int indent)
{
    if (name)
        printf("%*s%s = %s\n", indent, "", field, name->text);
}

static void dump_text(const char *text, size_t length, int is_bytes)
{
    putchar('"');
    for (size_t i = 0; i < length;) {
        uint32_t step = 1;
        uint32_t c = is_bytes ? (unsigned char)text[i] : utf8_decode(text + i, &step);
        if (c < ' ' || c > '~' || c == '"' || c == '\\')
            printf("\\{%x}", c);
        else
            putchar((int)c);
        i += step;
    }
    printf("\"\n");
}

static const char *const constant_names[] = {"None", "True", "False", "Ellipsis"};

static void dump_constant(const Node *node, int indent)
{
    ConstantFields constant = node->Constant;
    printf("%*svalue = ", indent, "");
    if (constant.kind <= CONSTANT_ELLIPSIS)
        puts(constant_names[constant.kind]);
    else if (constant.kind < CONSTANT_STRING)
        printf("%.*s\n", (int)constant.length, constant.text);
    else {
        fputs(constant.kind == CONSTANT_BYTES ? "b" : "s", stdout);
        dump_text(constant.text, constant.length, constant.kind == CONSTANT_BYTES);
    }
    if (constant.has_u_prefix)
        printf("%*skind = u\n", indent, "");
}

static void dump_value(const char *type, const char *field, const void *place, int indent)
{
    if (strcmp(type, "NameTable *") == 0)
        return;
    printf("%*s%s = ", indent, "", field);
    unsigned value = *(const unsigned *)place;
    if (strcmp(type, "Operator") == 0)
        puts(ast_operator_names[value]);
    else if (strcmp(type, "BoolOperator") == 0)
        puts(ast_bool_operator_names[value]);
    else if (strcmp(type, "UnaryOperator") == 0)
        puts(ast_unary_operator_names[value]);
    else if (strcmp(type, "ExprContext") == 0)
        puts(ast_expr_context_names[value]);
    else if (strcmp(type, "ConstantKind") == 0)
        puts(constant_names[value]);
    else if (strcmp(type, "int") == 0)
        printf("%d\n", (int)value);
    else {
        const CmpOpList *ops = place;
        for (uint32_t i = 0; i < ops->count; i++)
            printf("%s ", ast_cmp_op_names[ops->items[i]]);
        puts("");
    }
}

static void dump_fields(const Node *node, int indent)
{
    switch (node->kind) {
#define NODE(kind, category, fields) \
    case NODE_##kind:                \
        fields break;
#define CHILD(kind, field) dump(#field, node->kind.field, indent);
#define OPTION(kind, field) dump(#field, node->kind.field, indent);
#define CHILDREN(kind, field) dump_list(#field, node->kind.field, indent);
#define NAME(kind, field) dump_name(#field, node->kind.field, indent);
#define NAMES(kind, field) dump_names(#field, node->kind.field, indent);
#define VALUE(kind, type, field) dump_value(#type, #field, &node->kind.field, indent);
#include "parser/ast.def"
    default: break;
    }
}

static int has_location(const Node *node)
{
    switch (node->kind) {
    case NODE_Module:
    case NODE_Interactive:
    case NODE_Expression:
    case NODE_comprehension:
    case NODE_arguments:
    case NODE_withitem:
    case NODE_match_case: return 0;
    default: return 1;
    }
}

static void dump(const char *field, const Node *node, int indent)
{
    if (!node) {
        if (strcmp(field, "-") == 0)
            printf("%*s- None\n", indent, "");
        return;
    }
    printf("%*s%s %s", indent, "", field, ast_kind_names[node->kind]);
    if (has_location(node))
        printf(" %u:%u-%u:%u", node->line, node->column, node->end_line, node->end_column);
    puts("");
    if (node->kind == NODE_Constant)
        dump_constant(node, indent + 1);
    else
        dump_fields(node, indent + 1);
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*length + 1);
    if (!text || fread(text, 1, *length, file) != *length)
        exit(2);
    text[*length] = 0;
    fclose(file);
    return text;
}

static const char *const error_names[] = {"OK",          "SyntaxError",    "IndentationError", "TabError",
                                          "MemoryError", "RecursionError", "incomplete"};

static void print_error(const SourceError *error)
{
    printf("%s|%s|%d|%d|%d|%d\n", error_names[error->kind], error->message ? error->message : "", error->line, error->column,
           error->end_line, error->end_column == SOURCE_NONE ? 0 : error->end_column);
}

/* The annotations of a module's statements, a line each. */
static void dump_annotations(Arena *arena, const Node *module)
{
    for (uint32_t i = 0; i < module->Module.body.count; i++) {
        size_t length;
        bool is_too_deep;
        const Node *node = module->Module.body.items[i];
        if (node->kind == NODE_AnnAssign)
            puts(unparse_expression(arena, node->AnnAssign.annotation, &length, &is_too_deep));
    }
}

#ifdef WITH_SCOPES
static void dump_scopes(const Scopes *scopes, const Node *node)
{
    static const char *const kinds[] = {"module", "class", "function", "function", "function"};
    static const char *const names[] = {"LOCAL", "GLOBAL_EXPLICIT", "GLOBAL_IMPLICIT", "CELL", "FREE"};
    const Scope *scope = scope_of(scopes, node);
    if (scope) {
        printf("%s %u\n", kinds[scope->kind], scope->parent ? node->line : 0);
        for (uint32_t i = 0; i < scope->symbols.count; i++) {
            const Symbol *symbol = scope->symbols.items[i];
            printf("  %s %s%s\n", symbol->name->text, names[symbol->scope], symbol->is_free_in_class ? " FREE_CLASS" : "");
        }
    }
    ChildWalk walk = {node, 0, 0};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child)
            dump_scopes(scopes, child);
}
#endif

static int parse(const char *text, size_t length, const char *name, ParseMode mode, int show_tree, int show_success)
{
    Arena arena;
    SourceError error;
    arena_init(&arena);
    Node *root = parser_parse(&arena, text, length, name, mode, &error);
    int failed = !root;
#ifdef WITH_SCOPES
    Scopes *scopes = root ? scopes_build(&arena, root, &error) : NULL;
    failed = !scopes;
    if (scopes && show_tree == 2) {
        dump_scopes(scopes, root);
        show_tree = 0;
    }
#endif
    if (!failed && show_tree == 3)
        dump_annotations(&arena, root);
    else if (!failed && show_tree)
        dump("root", root, 0);
    if (failed && !show_success)
        printf("%s: ", name);
    if (failed || show_success)
        print_error(&error);
    arena_destroy(&arena);
    return failed;
}

static void parse_snippets(const char *path, ParseMode mode)
{
    size_t length;
    char *text = read_file(path, &length);
    const char *snippet = text;
    for (char *line = text; *line;) {
        char *end = strchr(line, '\n');
        if (!end)
            break;
        if (strncmp(line, "-----\n", 6) == 0) {
            parse(snippet, (size_t)(line - snippet), "<snippet>", mode, 0, 1);
            snippet = end + 1;
        }
        line = end + 1;
    }
    free(text);
}

int main(int count, char **arguments)
{
    int failures = 0;
    for (int i = 2; i < count; i++) {
        if (strcmp(arguments[1], "errors") == 0 || strcmp(arguments[1], "interactive") == 0) {
            parse_snippets(arguments[i], arguments[1][0] == 'i' ? PARSE_INTERACTIVE : PARSE_FILE);
            continue;
        }
        size_t length;
        char *text = read_file(arguments[i], &length);
        failures += parse(text, length, arguments[i], PARSE_FILE,
                          strcmp(arguments[1], "tree") == 0          ? 1
                          : strcmp(arguments[1], "scopes") == 0      ? 2
                          : strcmp(arguments[1], "annotations") == 0 ? 3
                                                                     : 0,
                          0);
        free(text);
    }
    return failures != 0;
}
