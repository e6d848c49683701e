/* repl: the interactive interpreter, on libedit: history kept from run to run, blocks, recovery from every error. */
#include "shell/repl.h"

#include <editline/readline.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/errors.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "stdlib/print_exception.h"
#include "stdlib/source_carets.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/modules.h"

/* The statement being typed. */
typedef struct Statement {
    char *text;
    size_t length, capacity;
} Statement;

static bool statement_add(Statement *statement, const char *line)
{
    size_t length = strlen(line);
    if (statement->length + length + 2 > statement->capacity) {
        size_t capacity = (statement->length + length + 2) * 2;
        char *text = realloc(statement->text, capacity);
        if (!text)
            return false;
        statement->text = text;
        statement->capacity = capacity;
    }
    memcpy(statement->text + statement->length, line, length);
    statement->length += length;
    statement->text[statement->length++] = '\n';
    statement->text[statement->length] = 0;
    return true;
}

static void run_statement(View code, View namespace)
{
    Ref result = vm_run_code((CodeView)code, namespace, namespace);
    release_maybe(result);
}

/* Compile what was typed; run it if it is whole. True: more lines are wanted. */
static bool try_statement(const Statement *statement, View filename, View namespace)
{
    bool incomplete;
    Ref code = compile_source(statement->text, statement->length, filename, PARSE_INTERACTIVE, &incomplete);
    if (!code)
        return incomplete;
    run_statement(code, namespace);
    release(code);
    return false;
}

static char *history_file(void)
{
    const char *home = getenv("HOME");
    static char path[4096];
    if (!home)
        return NULL;
    snprintf(path, sizeof path, "%s/.ouro_history", home);
    return path;
}

static void print_banner(void)
{
    puts("Ouro 0.1 (Python 3.11.2)\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.");
}

/* An exception that ends the session is left set. */
static bool recover(void)
{
    if (!error_is_set())
        return true;
    if (error_matches(SystemExit))
        return false;
    if (error_matches(KeyboardInterrupt)) {
        error_clear();
        fputs("\nKeyboardInterrupt\n", stderr);
        return true;
    }
    Ref exception = error_take();
    print_exception(exception);
    release(exception);
    return true;
}

bool repl_run(bool is_quiet)
{
    Ref module = import_by_name("__main__"), filename = str_from_text("<stdin>");
    if (!module && error_clear_if(ModuleNotFoundError)) {
        module = module_new(name(__main__), NULL);
        View builtins = dict_get_text_peek(modules_peek(), "builtins");
        if (module && (!dict_set(((ModuleObject *)module)->dict, name(__builtins__), builtins) || !dict_set(modules_peek(), name(__main__), module)))
            clear_place(&module);
    }
    bool goes_on = module && filename;
    Statement statement = {NULL, 0, 0};
    bool more = false;
    if (!is_quiet)
        print_banner();
    using_history();
    if (history_file())
        read_history(history_file());
    while (goes_on) {
        char *line = readline(more ? "... " : ">>> ");
        if (!line) {
            putchar('\n');
            break;
        }
        if (*line)
            add_history(line);
        goes_on = statement_add(&statement, line);
        free(line);
        if (!goes_on)
            break;
        source_remember(filename, statement.text, statement.length);
        more = try_statement(&statement, filename, AS_OBJECT(((ModuleObject *)module)->dict));
        if (!more) {
            goes_on = recover();
            statement.length = 0;
        }
        View sys = dict_get_text_peek(modules_peek(), "sys");
        View out = sys ? dict_get_str_peek(((ModuleObject *)sys)->dict, name(stdout)) : NULL;
        if (out && !error_is_set()) {
            release_maybe(call_method_0(out, name(flush)));
            error_clear();
        }
    }
    if (history_file())
        write_history(history_file());
    free(statement.text);
    release_maybe(filename);
    release_maybe(module);
    return !error_is_set();
}
