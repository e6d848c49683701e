/* fstrings: the text and the expressions of f-strings.
 *
 * As in CPython 3.11 an f-string is one token; where its expressions end is found here by counting brackets
 * and quotes, then each is parsed as a source of its own, in round brackets so that it may span lines.
 * Expressions cannot nest without bound, because an inner string cannot use the quotes of an outer one;
 * format specifications nest once. */
#include <ctype.h>
#include <string.h>

#include "parser/build_strings.h"

enum { MAX_NESTING = 200, MAX_SPEC_DEPTH = 2 };

typedef struct Scanner {
    StringBuilder *builder;
    Literal *literal;
    const char *place;
    const char *located; /* where locate was asked last, and what it said: NULL at first */
    uint32_t line, column;
} Scanner;

static bool parse_pieces(Scanner *scanner, int depth);

static bool fail(Scanner *scanner, const char *message)
{
    return build_string_fail(scanner->builder, message);
}

static bool fail_unmatched(Scanner *scanner, char bracket)
{
    return fail(scanner, arena_printf(scanner->builder->parser->arena, "f-string: unmatched '%c'", bracket));
}

static bool at_end(const Scanner *scanner)
{
    return scanner->place >= scanner->literal->end;
}

static bool expect_more(Scanner *scanner)
{
    return !at_end(scanner) || fail(scanner, "f-string: expecting '}'");
}

/* Skip \N{name}, whose braces are not ours. */
static void skip_named_escape(Scanner *scanner)
{
    const char *end = scanner->literal->end;
    if (at_end(scanner) || *scanner->place != '{')
        return;
    const char *brace = memchr(scanner->place, '}', (size_t)(end - scanner->place));
    if (brace)
        scanner->place = brace + 1;
}

/* Text up to the next expression or the end; in a format specification also up to its closing brace. Doubled
 * braces stand for one outside of specifications. */
static bool parse_text(Scanner *scanner, int depth)
{
    const char *start = scanner->place;
    Literal *literal = scanner->literal;
    while (!at_end(scanner)) {
        char c = *scanner->place++;
        if (!literal->is_raw && c == '\\' && !at_end(scanner)) {
            c = *scanner->place++;
            if (c == 'N')
                skip_named_escape(scanner);
            if (c == '{')
                build_string_warn_of_escape(scanner->builder, literal, scanner->place - 1, 1, "escape sequence");
            if (c != '{' && c != '}')
                continue;
        }
        if (c != '{' && c != '}')
            continue;
        if (depth == 0) {
            if (!at_end(scanner) && *scanner->place == c) {
                if (!build_string_decode(scanner->builder, literal, start, scanner->place))
                    return false;
                start = ++scanner->place;
                continue;
            }
            if (c == '}')
                return fail(scanner, "f-string: single '}' is not allowed");
        }
        scanner->place--;
        break;
    }
    return build_string_decode(scanner->builder, literal, start, scanner->place);
}

/* Skip a string within an expression; the place is at its opening quote. */
static bool skip_string(Scanner *scanner)
{
    const char *end = scanner->literal->end;
    char quote = *scanner->place;
    bool is_triple = end - scanner->place >= 3 && scanner->place[1] == quote && scanner->place[2] == quote;
    for (scanner->place += is_triple ? 3 : 1; !at_end(scanner); scanner->place++) {
        const char *place = scanner->place;
        if (*place == '\\')
            return fail(scanner, "f-string expression part cannot include a backslash");
        if (*place == quote && !is_triple)
            return true;
        if (*place == quote && end - place >= 3 && place[1] == quote && place[2] == quote) {
            scanner->place += 2;
            return true;
        }
    }
    return fail(scanner, "f-string: unterminated string");
}

/* At one of !:}=<> outside of brackets: whether the expression ends. Comparisons do not end it. */
static bool ends_expression(Scanner *scanner)
{
    char c = *scanner->place;
    char next = scanner->place + 1 < scanner->literal->end ? scanner->place[1] : 0;
    if (next == '=' && (c == '!' || c == '=' || c == '<' || c == '>')) {
        scanner->place++;
        return false;
    }
    return c != '<' && c != '>';
}

static char closing_of(char opening)
{
    return opening == '(' ? ')' : opening == '[' ? ']' : '}';
}

static bool close_bracket(Scanner *scanner, const char *brackets, int *nesting)
{
    char c = *scanner->place;
    if (!*nesting)
        return fail_unmatched(scanner, c);
    char opening = brackets[--*nesting];
    if (closing_of(opening) == c)
        return true;
    return fail(scanner, arena_printf(scanner->builder->parser->arena,
                                      "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c, opening));
}

/* Move to the end of an expression. */
static bool find_end(Scanner *scanner)
{
    char brackets[MAX_NESTING];
    int nesting = 0;
    for (; !at_end(scanner); scanner->place++) {
        char c = *scanner->place;
        if (c == '\\')
            return fail(scanner, "f-string expression part cannot include a backslash");
        if (c == '\'' || c == '"') {
            if (!skip_string(scanner))
                return false;
        } else if (c == '(' || c == '[' || c == '{') {
            if (nesting == MAX_NESTING)
                return fail(scanner, "f-string: too many nested parenthesis");
            brackets[nesting++] = c;
        } else if (c == '#') {
            return fail(scanner, "f-string expression part cannot include '#'");
        } else if (!nesting && strchr("!:}=<>", c)) {
            if (ends_expression(scanner))
                return true;
        } else if (strchr(")]}", c) && !close_bracket(scanner, brackets, &nesting)) {
            return false;
        }
    }
    if (nesting)
        return fail_unmatched(scanner, brackets[nesting - 1]);
    return expect_more(scanner);
}

/* Where in the file a place of the literal is, which lies behind the one asked for before. */
static void locate(Scanner *scanner, const char *place, uint32_t *line, uint32_t *column)
{
    if (!scanner->located) {
        const Parser *parser = scanner->builder->parser;
        const Token *token = &parser->tokens.items[scanner->literal->token];
        scanner->located = token_text(parser, scanner->literal->token);
        scanner->line = token->line;
        scanner->column = token->column;
    }
    for (const char *c = scanner->located; c < place; c++) {
        scanner->column++;
        if (*c == '\n') {
            scanner->line++;
            scanner->column = 0;
        }
    }
    scanner->located = place;
    *line = scanner->line;
    *column = scanner->column;
}

/* Parse the expression between start (after the brace) and end. */
static Node *parse_expression(Scanner *scanner, const char *start, const char *end)
{
    Parser *parser = scanner->builder->parser;
    const char *place = start;
    while (place < end && (*place == ' ' || *place == '\t' || *place == '\n' || *place == '\f' || *place == '\r'))
        place++;
    if (place == end) {
        fail(scanner, *end == '}' ? "f-string: empty expression not allowed"
                                  : arena_printf(parser->arena, "f-string: expression required before '%c'", *end));
        return NULL;
    }
    size_t length = (size_t)(end - start) + 2;
    char *text = arena_alloc(parser->arena, length + 1);
    if (!text) {
        parser_fail_memory(parser);
        return NULL;
    }
    text[0] = '(';
    memcpy(text + 1, start, length - 2);
    text[length - 1] = ')';
    Source source = {.text = text, .length = (uint32_t)length, .is_fstring_expression = true, .warnings = parser->source->warnings};
    locate(scanner, start - 1, &source.first_line, &source.first_column);
    return parser_fstring_expression(parser, &source);
}

/* `=`: the text of the expression, up to what follows the sign, is shown too. */
static bool parse_debug(Scanner *scanner, const char *start, bool *is_debug)
{
    *is_debug = *scanner->place == '=';
    if (!*is_debug)
        return true;
    scanner->place++;
    while (!at_end(scanner) && isspace((unsigned char)*scanner->place))
        scanner->place++;
    return expect_more(scanner) && build_string_add(scanner->builder, start, (size_t)(scanner->place - start));
}

static bool parse_conversion(Scanner *scanner, int *conversion)
{
    *conversion = -1;
    if (*scanner->place != '!')
        return true;
    scanner->place++;
    if (!expect_more(scanner))
        return false;
    *conversion = (unsigned char)*scanner->place++;
    if (*conversion != 's' && *conversion != 'r' && *conversion != 'a')
        return fail(scanner, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    return expect_more(scanner);
}

/* A format specification is a small f-string of its own. */
static bool parse_spec(Scanner *scanner, int depth, Node **spec)
{
    *spec = NULL;
    if (*scanner->place != ':')
        return true;
    scanner->place++;
    if (!expect_more(scanner))
        return false;
    StringBuilder *outer = scanner->builder;
    StringBuilder builder = {.parser = outer->parser, .location = outer->location, .has_u_prefix = outer->has_u_prefix};
    scanner->builder = &builder;
    bool parsed = parse_pieces(scanner, depth + 1);
    scanner->builder = outer;
    builder.location = (Location){scanner->literal->token, scanner->literal->token};
    if (!parsed || !build_string_flush(&builder))
        return false;
    *spec = build_node(outer->parser, NODE_JoinedStr, builder.location, &(JoinedStrFields){builder.values});
    return *spec != NULL;
}

/* {expression=!conversion:specification}; the place is at the brace. */
static bool parse_field(Scanner *scanner, int depth)
{
    FormattedValueFields fields;
    bool is_debug;
    if (depth >= MAX_SPEC_DEPTH)
        return fail(scanner, "f-string: expressions nested too deeply");
    const char *start = ++scanner->place;
    if (!find_end(scanner))
        return false;
    fields.value = parse_expression(scanner, start, scanner->place);
    if (!fields.value || !parse_debug(scanner, start, &is_debug) || !build_string_flush(scanner->builder) ||
        !parse_conversion(scanner, &fields.conversion) || !parse_spec(scanner, depth, &fields.format_spec))
        return false;
    if (at_end(scanner) || *scanner->place != '}')
        return fail(scanner, "f-string: expecting '}'");
    scanner->place++;
    if (is_debug && fields.conversion == -1 && !fields.format_spec)
        fields.conversion = 'r';
    StringBuilder *builder = scanner->builder;
    Node *field = build_node(builder->parser, NODE_FormattedValue, builder->location, &fields);
    return field && build_list_append(builder->parser, &builder->values, field);
}

/* Text and fields, up to the end or, in a specification, its closing brace. */
static bool parse_pieces(Scanner *scanner, int depth)
{
    for (;;) {
        if (!parse_text(scanner, depth))
            return false;
        if (at_end(scanner) || *scanner->place == '}')
            return true;
        if (!parse_field(scanner, depth))
            return false;
    }
}

bool fstring_parse(StringBuilder *builder, Literal *literal)
{
    Scanner scanner = {.builder = builder, .literal = literal, .place = literal->body};
    return parse_pieces(&scanner, 0);
}
