/* show: -X show=tokens,tree,scopes,code[,run]: the way of a program's text, written on stdout instead of
 * running it.
 *
 * Each view is made by the folder whose work it shows. They are made one after the other, as deep as is asked
 * for: an error of the parser is reported when the tree was wanted, not when only tokens were. How an error
 * is worded is compile_source's business, so it is asked again, and fails the same way. */
#include "shell/show.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lexer/show_tokens.h"
#include "parser/show_tree.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "vm/compile/compile.h"
#include "vm/compile/show_scopes.h"
#include "vm/run/show_code.h"

/* --- the words ------------------------------------------------------------------------------------------ */

static const struct {
    const char *word;
    unsigned bit;
} words_known[] = {{"tokens", SHOW_TOKENS}, {"tree", SHOW_TREE}, {"scopes", SHOW_SCOPES}, {"code", SHOW_CODE}, {"run", SHOW_RUN}};

static unsigned bit_of(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof words_known / sizeof *words_known; i++)
        if (strlen(words_known[i].word) == length && strncmp(words_known[i].word, word, length) == 0)
            return words_known[i].bit;
    return 0;
}

bool show_parse(const char *words, unsigned *views)
{
    unsigned found = 0;
    for (const char *word = words;; word++) {
        size_t length = strcspn(word, ",");
        unsigned bit = bit_of(word, length);
        if (!bit) {
            fprintf(stderr, "ouro: -X show: '%.*s' is none of tokens, tree, scopes, code, run\n", (int)length, word);
            return false;
        }
        found |= bit;
        word += length;
        if (!*word)
            break;
    }
    if (found == SHOW_RUN) {
        fputs("ouro: -X show=run names nothing to show: tokens, tree, scopes or code\n", stderr);
        return false;
    }
    *views |= found;
    return true;
}

/* --- the views ------------------------------------------------------------------------------------------ */

/* A heading, where there are several views. */
static void show_heading(unsigned views, const char *heading)
{
    unsigned asked = views & ~(unsigned)SHOW_RUN;
    if (asked & (asked - 1))
        printf("--- %s ---\n", heading);
}

static bool show_lexed(unsigned views, Arena *arena, const char *bytes, size_t length, const char *name, SourceError *error)
{
    Source source = {0};
    TokenList tokens = {0};
    if (!source_decode(arena, bytes, length, name, COOKIE_OBEYED, &source, error))
        return false;
    bool done = lexer_run(arena, &source, &tokens, error);
    if (!done && tokens.count)
        tokens.count--; /* the end is none */
    show_heading(views, "tokens");
    show_tokens(stdout, &source, &tokens);
    return done;
}

static bool show_parsed(unsigned views, Arena *arena, Node *root, SourceError *error)
{
    if (views & SHOW_TREE) {
        show_heading(views, "tree");
        if (!show_tree(stdout, arena, root)) {
            *error = (SourceError){.kind = SOURCE_MEMORY_ERROR};
            return false;
        }
    }
    if (views & SHOW_SCOPES) {
        const Scopes *scopes = scopes_build(arena, root, error);
        if (!scopes)
            return false;
        show_heading(views, "scopes");
        show_scopes(stdout, scopes);
    }
    return true;
}

/* Tokens, tree and scopes. */
static bool show_front(unsigned views, Arena *arena, const char *bytes, size_t length, const char *name, ParseMode mode, SourceError *error)
{
    if ((views & SHOW_TOKENS) && !show_lexed(views, arena, bytes, length, name, error))
        return false;
    if (!(views & (SHOW_TREE | SHOW_SCOPES)))
        return true;
    Node *root = parser_parse(arena, bytes, length, name, mode, error);
    return root && show_parsed(views, arena, root, error);
}

static bool flush(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    int number = errno;
    clearerr(stdout);
    return raise_errno(number, NULL);
}

bool show_text(unsigned views, const char *bytes, size_t length, View filename, ParseMode mode)
{
    Arena arena;
    SourceError error = {.kind = SOURCE_OK};
    size_t name_length;
    char *owned;
    const char *name = str_utf8((StrView)filename, &name_length, &owned);
    if (!name)
        return false;
    arena_init(&arena);
    bool done = show_front(views, &arena, bytes, length, name, mode, &error), is_memory = error.kind == SOURCE_MEMORY_ERROR;
    arena_destroy(&arena);
    str_utf8_free(owned, name_length);
    if (!flush())
        return false;
    if (!done && is_memory) {
        raise_memory_error();
        return false;
    }
    if (done && (views & (SHOW_CODE | SHOW_RUN)) != SHOW_CODE)
        return true;
    Ref code = compile_source(bytes, length, filename, mode, NULL, NULL);
    if (done && code)
        done = show_compiled(views, (CodeView)code);
    release_maybe(code);
    return done && code;
}

bool show_compiled(unsigned views, CodeView code)
{
    if (!(views & SHOW_CODE))
        return true;
    show_heading(views, "code");
    return show_code(stdout, code, views & SHOW_RUN ? SHOW_AS_RUN : SHOW_AS_COMPILED, SHOW_ALL_LEVELS) && flush();
}
