/* statement: see statement.h. The parser decides what is whole; CPython's rules for interactive input are its
 * (PARSE_INTERACTIVE): a block ends with a blank line. */
#include "shell/repl/statement.h"

#include <stdlib.h>
#include <string.h>

#include "parser/parser.h"
#include "runtime/errors/errors.h"
#include "shell/run.h"
#include "shell/show.h"
#include "vm/compile/compile.h"
#include "vm/run/frame.h"

bool typed_add(Typed *typed, const char *line, size_t length)
{
    if (!typed->text || typed->length + length + 2 > typed->capacity) {
        size_t capacity = (typed->length + length + 2) * 2;
        char *text = realloc(typed->text, capacity);
        if (!text)
            return false;
        typed->text = text;
        typed->capacity = capacity;
    }
    memcpy(typed->text + typed->length, line, length);
    typed->length += length;
    typed->text[typed->length++] = '\n';
    typed->text[typed->length] = 0;
    return true;
}

/* --- running -------------------------------------------------------------------------------------------- */

/* What -X show asks for comes around the run, or, without `run`, instead of it. */
static void run_code(const char *text, size_t length, Place place, ParseMode mode, View code, View literals)
{
    unsigned views = run_views_wanted();
    if (views && !show_text(views, text, length, place.filename, mode))
        return;
    if (views && !(views & SHOW_RUN))
        return;
    Ref result = vm_run_source((CodeView)code, literals, place.namespace, place.namespace);
    release_maybe(result);
    if (views && !run_show_afterwards(code))
        return; /* the exception is reported by who asked for the statement, as one of the run is */
}

/* True: the text is incomplete, and nothing was done. */
static bool compile_and_run(const char *text, size_t length, Place place, ParseMode mode)
{
    bool incomplete = false;
    Ref literals, code = compile_source(text, length, place.filename, mode, mode == PARSE_INTERACTIVE ? &incomplete : NULL, &literals);
    if (!code)
        return incomplete;
    run_code(text, length, place, mode, code, literals);
    release(code);
    release_maybe(literals);
    return false;
}

bool statement_try(const Typed *typed, Place place)
{
    return compile_and_run(typed->text, typed->length, place, PARSE_INTERACTIVE);
}

void statement_end(Typed *typed, Place place)
{
    Ref whole = compile_source(typed->text, typed->length, place.filename, PARSE_FILE, NULL, NULL);
    if (whole && typed_add(typed, "", 0))
        (void)statement_try(typed, place);
    release_maybe(whole);
}

/* --- texts that are edited -------------------------------------------------------------------------------- */

static SourceErrorKind parse(const char *text, size_t length, ParseMode mode)
{
    Arena arena;
    SourceError error = {0};
    arena_init(&arena);
    Ref raised = error_take();
    bool is_right = parser_parse(&arena, text, length, "<stdin>", mode, &error) != NULL;
    arena_destroy(&arena);
    error_clear();
    error_restore_take(raised);
    return is_right ? SOURCE_OK : error.kind;
}

/* Where the last line begins. */
static size_t last_line(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] != '\n')
        length--;
    return length;
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\t')
            return false;
    return true;
}

/* The text with its last newline; blanks alone in the last line (an indentation) go, so that it is a blank line. */
static bool normalize(Typed *typed, const char *text, size_t length)
{
    size_t last = last_line(text, length);
    return typed_add(typed, text, is_blank(text + last, length - last) ? last : length);
}

bool statement_wants_more(const char *text, size_t length)
{
    Typed typed = {0};
    size_t last = last_line(text, length);
    if (!normalize(&typed, text, length))
        return false;
    SourceErrorKind kind = parse(typed.text, typed.length, PARSE_INTERACTIVE);
    bool wants_more = kind == SOURCE_INCOMPLETE;
    /* a statement behind a block: several, which a blank line ends */
    if (kind != SOURCE_OK && !wants_more && last > 0 && !is_blank(text + last, length - last))
        wants_more = parse(typed.text, typed.length, PARSE_FILE) == SOURCE_OK;
    free(typed.text);
    return wants_more;
}

static uint32_t first_line(const Node *node)
{
    const NodeList *decorators = node->kind == NODE_FunctionDef        ? &node->FunctionDef.decorator_list
                                 : node->kind == NODE_AsyncFunctionDef ? &node->AsyncFunctionDef.decorator_list
                                 : node->kind == NODE_ClassDef         ? &node->ClassDef.decorator_list
                                                                       : NULL;
    return decorators && decorators->count ? decorators->items[0]->line : node->line;
}

/* The line (from 1) of the last statement, with those before it on the same line; 1: there are no others, or the text is wrong. */
static uint32_t line_of_last(const char *text, size_t length)
{
    Arena arena;
    SourceError error = {0};
    uint32_t line = 1;
    arena_init(&arena);
    const Node *tree = parser_parse(&arena, text, length, "<stdin>", PARSE_FILE, &error);
    const NodeList *body = tree ? &tree->Module.body : NULL;
    uint32_t i = body ? body->count : 0;
    if (i > 0) {
        for (i--; i > 0 && body->items[i - 1]->end_line >= first_line(body->items[i]);)
            i--;
        line = i > 0 ? first_line(body->items[i]) : 1;
    }
    arena_destroy(&arena);
    error_clear();
    return line;
}

/* The statements before the last, then it, with newlines before it: its lines keep their numbers. */
static void run_in_two(Typed *typed, uint32_t line, Place place)
{
    size_t split = 0;
    for (uint32_t i = 1; i < line; i++)
        split = (size_t)(strchr(typed->text + split, '\n') - typed->text) + 1;
    (void)compile_and_run(typed->text, split, place, PARSE_FILE);
    if (error_is_set())
        return;
    Typed last = {0};
    bool done = true;
    for (uint32_t i = 1; i < line && done; i++)
        done = typed_add(&last, "", 0);
    if (done && typed_add(&last, typed->text + split, typed->length - split) &&
        compile_and_run(last.text, last.length, place, PARSE_INTERACTIVE))
        (void)compile_and_run(last.text, last.length, place, PARSE_FILE);
    free(last.text);
}

void statement_run(const char *text, size_t length, Place place)
{
    Typed typed = {0};
    if (!normalize(&typed, text, length) || (memchr(text, '\n', length) && !typed_add(&typed, "", 0))) {
        free(typed.text);
        return;
    }
    uint32_t line = line_of_last(typed.text, typed.length);
    if (line > 1)
        run_in_two(&typed, line, place);
    else if (compile_and_run(typed.text, typed.length, place, PARSE_INTERACTIVE))
        (void)compile_and_run(typed.text, typed.length, place, PARSE_FILE); /* says what is missing */
    free(typed.text);
}
