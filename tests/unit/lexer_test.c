/* Tests of the lexer: tokens, their places, and what it refuses. */
#include <criterion/criterion.h>
#include <string.h>

#include "lexer/lexer.h"

static Arena arena;
static Source source;
static TokenList tokens;
static SourceError error;

static void setup(void)
{
    arena_init(&arena);
}

static void teardown(void)
{
    arena_destroy(&arena);
}

TestSuite(lexer, .init = setup, .fini = teardown);

static bool lex_bytes(const char *text, size_t length)
{
    memset(&error, 0, sizeof error);
    return source_decode(&arena, text, length, "test.py", COOKIE_OBEYED, &source, &error) && lexer_run(&arena, &source, &tokens, &error);
}

static bool lex(const char *text)
{
    return lex_bytes(text, strlen(text));
}

static void expect_kinds(const char *text, const char *expected)
{
    char found[1024] = "";
    cr_assert(lex(text), "%s", error.message);
    for (uint32_t i = 0; i < tokens.count; i++) {
        strcat(found, token_texts[tokens.items[i].kind]);
        strcat(found, i + 1 < tokens.count ? " " : "");
    }
    cr_assert_str_eq(found, expected);
}

static void expect_error(const char *text, const char *message, int line, int column)
{
    cr_assert_not(lex(text));
    cr_assert_str_eq(error.message, message);
    cr_assert_eq(error.line, line, "line %d", error.line);
    cr_assert_eq(error.column, column, "column %d", error.column);
}

Test(lexer, longest_operator_wins)
{
    expect_kinds("a **= b ** c * d", "name **= name ** name * name newline end of file");
    expect_kinds("a<<=b<c<=d->e:=f...", "name <<= name < name <= name -> name := name ... newline end of file");
}

Test(lexer, keywords_are_whole_words)
{
    expect_kinds("if iffy in index", "if name in name newline end of file");
}

Test(lexer, indentation_makes_blocks)
{
    expect_kinds("if x:\n  y\n  if z:\n\n    # comment\n    w\nv\n",
                 "if name : newline indent name newline if name : newline indent name newline dedent dedent name newline end of file");
}

Test(lexer, brackets_join_lines)
{
    expect_kinds("f(\n  a,\n\n# comment\nb)\n", "name ( name , name ) newline end of file");
}

Test(lexer, backslash_joins_lines)
{
    expect_kinds("a = \\\n  b\n", "name = name newline end of file");
}

Test(lexer, missing_newline_at_end_is_supplied)
{
    expect_kinds("if x:\n  y", "if name : newline indent name newline dedent end of file");
}

Test(lexer, carriage_returns_end_lines)
{
    expect_kinds("a\r\nb\rc", "name newline name newline name newline end of file");
}

Test(lexer, form_feed_resets_indentation)
{
    expect_kinds("  \fa\n", "name newline end of file");
}

Test(lexer, places_are_lines_and_bytes)
{
    cr_assert(lex("é = '''a\nb''' + x"));
    const Token *string = &tokens.items[2];
    cr_assert_eq(string->line, 1u);
    cr_assert_eq(string->column, 5u);
    cr_assert_eq(string->end_line, 2u);
    cr_assert_eq(string->end_column, 4u);
    cr_assert_eq(tokens.items[4].column, 7u);
}

Test(lexer, levels_count_open_brackets)
{
    cr_assert(lex("f([a])"));
    const int expected[] = {0, 0, 1, 2, 1, 0, 0, 0};
    for (uint32_t i = 0; i < tokens.count; i++)
        cr_assert_eq(tokens.items[i].level, expected[i], "token %u", i);
}

Test(lexer, latin1_cookie_is_obeyed)
{
    cr_assert(lex("# -*- coding: latin-1 -*-\nx = '\xe9'\n"));
    cr_assert(strstr(source.text, "'é'"));
}

Test(lexer, byte_order_mark_is_skipped)
{
    expect_kinds("\xEF\xBB\xBFx", "name newline end of file");
}

Test(lexer, unknown_encoding_is_refused)
{
    cr_assert_not(lex("# coding: klingon\n"));
    cr_assert_str_eq(error.message, "unknown encoding: klingon");
}

Test(lexer, invalid_utf8_is_refused)
{
    cr_assert_not(lex("x = 1\ny = '\xff'\n"));
    cr_assert_str_eq(error.message, "Non-UTF-8 code starting with '\\xff' in file test.py on line 2, but no encoding declared; see "
                                    "https://peps.python.org/pep-0263/ for details");
}

Test(lexer, null_bytes_are_refused)
{
    cr_assert_not(lex_bytes("x\0y", 3));
    cr_assert_str_eq(error.message, "source code cannot contain null bytes");
}

Test(lexer, tabs_and_spaces_must_agree)
{
    cr_assert_not(lex("if x:\n        a\n\tb\n"));
    cr_assert_eq(error.kind, SOURCE_TAB_ERROR);
}

Test(lexer, dedent_must_match)
{
    cr_assert_not(lex("if x:\n    a\n  b\n"));
    cr_assert_eq(error.kind, SOURCE_INDENTATION_ERROR);
    cr_assert_str_eq(error.message, "unindent does not match any outer indentation level");
}

Test(lexer, errors_have_cpythons_places)
{
    expect_error("x = 0777", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 1, 5);
    expect_error("a = 'b", "unterminated string literal (detected at line 1)", 1, 5);
    expect_error("f(]", "closing parenthesis ']' does not match opening parenthesis '('", 1, 3);
    expect_error("é€", "invalid character '€' (U+20AC)", 1, 2);
}

Test(lexer, nesting_is_bounded)
{
    char text[300];
    memset(text, '(', 201);
    text[201] = 0;
    expect_error(text, "too many nested parentheses", 1, 201);
}

Test(lexer, open_bracket_at_the_end_is_reported_to_the_parser)
{
    cr_assert(lex("f(a, [b"));
    cr_assert(tokens.ended_in_bracket);
    cr_assert_eq(tokens.items[tokens.open_bracket].kind, TOKEN_LBRACKET);
}
