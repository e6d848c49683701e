/* repl: the interactive interpreter: blocks, history kept from run to run, recovery from every error.
 *
 * On a terminal libedit reads the lines. With `-i` and something else as input the lines are read as they come, and the prompts go to stderr, as CPython's do. */
#include "shell/repl.h"

#include <editline/readline.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/errors.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "shell/completion.h"
#include "shell/run.h"
#include "stdlib/uncaught.h"
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

static void run_statement(View code, View literals, View namespace)
{
    Ref result = vm_run_source((CodeView)code, literals, namespace, namespace);
    release_maybe(result);
}

/* Compile what was typed; run it if it is whole. True: more lines are wanted. */
static bool try_statement(const Statement *statement, View filename, View namespace)
{
    bool incomplete;
    Ref literals, code = compile_source(statement->text, statement->length, filename, PARSE_INTERACTIVE, &incomplete, &literals);
    if (!code)
        return incomplete;
    run_statement(code, literals, namespace);
    release(code);
    release(literals);
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
    fputs("Ouro 0.1 (Python 3.11.2) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n", stderr);
}

/* --- reading ------------------------------------------------------------------------------------------------------------------ */

static bool is_on_terminal(void)
{
    return isatty(0) && isatty(1);
}

static void start_reading(DictView namespace)
{
    if (!is_on_terminal())
        return;
    using_history();
    if (history_file())
        read_history(history_file());
    completion_start(namespace);
}

static void stop_reading(void)
{
    if (is_on_terminal() && history_file())
        write_history(history_file());
}

/* The next line without its newline, in a block of malloc; NULL at the end of the input, or when Ctrl-C was pressed (see vm.interrupted). */
static char *read_line(const char *prompt)
{
    if (is_on_terminal()) {
        char *line = readline(prompt);
        if (line && *line)
            add_history(line);
        return line;
    }
    fputs(prompt, stderr);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = getline(&line, &capacity, stdin);
    if (length < 0) {
        free(line);
        return NULL;
    }
    if (length > 0 && line[length - 1] == '\n')
        line[length - 1] = 0;
    return line;
}

/* --- running ------------------------------------------------------------------------------------------------------------------ */

/* An exception that ends the session is left set. */
static bool recover(void)
{
    if (!error_is_set())
        return true;
    if (error_matches(SystemExit))
        return false;
    Ref exception = error_take();
    bool goes_on = report_uncaught(exception);
    release(exception);
    return goes_on;
}

bool repl_run(bool is_quiet)
{
    Ref module = main_module(), filename = str_from_text("<stdin>");
    bool goes_on = module && filename;
    Statement statement = {NULL, 0, 0};
    bool more = false;
    if (!is_quiet)
        print_banner();
    if (goes_on)
        start_reading(((ModuleObject *)module)->dict);
    while (goes_on) {
        char *line = read_line(more ? "... " : ">>> ");
        if (!line && vm.interrupted) { /* Ctrl-C: forget what was typed */
            vm.interrupted = false;
            gc_state.requested = false;
            clearerr(stdin);
            fputs("\nKeyboardInterrupt\n", stderr);
            more = false;
            statement.length = 0;
            continue;
        }
        if (!line) {
            fputc('\n', stderr);
            heap_write_references();
            break;
        }
        goes_on = statement_add(&statement, line);
        free(line);
        if (!goes_on)
            break;
        more = try_statement(&statement, filename, AS_OBJECT(((ModuleObject *)module)->dict));
        if (!more) {
            goes_on = recover();
            statement.length = 0;
            heap_write_references();
        }
        View out = sys_attribute_peek(name(stdout));
        if (out && out != NONE && !error_is_set()) {
            release_maybe(call_method_0(out, name(flush)));
            error_clear();
        }
    }
    stop_reading();
    free(statement.text);
    release_maybe(filename);
    release_maybe(module);
    return !error_is_set();
}
