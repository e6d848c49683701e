/* repl: the interactive interpreter: blocks, history kept from run to run, recovery from every error.
 *
 * On a terminal libedit reads the lines. With `-i` and something else as input the lines are read as they
 * come, and the prompts go to stderr, as CPython's do. */
#include "shell/repl.h"

#include <editline/readline.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "shell/completion.h"
#include "shell/run.h"
#include "shell/run_private.h"
#include "shell/show.h"
#include "stdlib/builtins/uncaught.h"
#include "stdlib/sys/sys.h"
#include "vm/compile/compile.h"
#include "vm/compile/source_file.h"
#include "vm/module.h"
#include "vm/run/frame.h"
#include "vm/run/interrupt.h"

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

/* What -X show asks for comes around the run, or, without `run`, instead of it. */
static void run_statement(const Statement *statement, View filename, View code, View literals, View namespace)
{
    unsigned views = run_views_wanted();
    if (views && !show_text(views, statement->text, statement->length, filename, PARSE_INTERACTIVE))
        return;
    if (views && !(views & SHOW_RUN))
        return;
    Ref result = vm_run_source((CodeView)code, literals, namespace, namespace);
    release_maybe(result);
    if (views && !run_show_afterwards(code))
        return; /* the exception is reported by who asked for the statement, as one of the run is */
}

/* Compile what was typed; run it if it is whole. True: more lines are wanted. */
static bool try_statement(const Statement *statement, View filename, View namespace)
{
    bool incomplete;
    Ref literals, code = compile_source(statement->text, statement->length, filename, PARSE_INTERACTIVE, &incomplete, &literals);
    if (!code)
        return incomplete;
    run_statement(statement, filename, code, literals, namespace);
    release(code);
    release_maybe(literals);
    return false;
}

/* Ctrl-D at the second prompt: no more lines come. A block ends as it would with a blank line; what lacks
 * something says so, as the end of a file would. */
static bool end_statement(Statement *statement, View filename, View namespace)
{
    Ref whole = compile_source(statement->text, statement->length, filename, PARSE_FILE, NULL, NULL);
    bool done = !whole || statement_add(statement, "");
    if (whole && done)
        (void)try_statement(statement, filename, namespace);
    release_maybe(whole);
    return done;
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

/* --- reading -------------------------------------------------------------------------------------------- */

static bool is_on_terminal(void)
{
    return isatty(0) && isatty(1);
}

/* Characters beyond ASCII are read and shown as UTF-8, whatever the environment says of the locale. */
static void choose_locale(void)
{
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

enum { HISTORY_KEPT = 2000 };

static DictView completed; /* the namespace of what is typed */

/* What sys.__interactivehook__ does, unless the program or PYTHONSTARTUP replaced it. */
static bool start_reading(void)
{
    if (!is_on_terminal() || !completed)
        return true;
    using_history();
    if (history_file() && read_history(history_file()) == 0 && history_length > 2 * HISTORY_KEPT)
        history_truncate_file(history_file(), HISTORY_KEPT);
    completion_start(completed);
    return true;
}

/* A line is written down when it is typed: a session that is killed loses nothing, and two at a time lose
 * nothing of each other. */
static void remember_line(const char *line)
{
    add_history(line);
    const char *path = history_file();
    if (!path)
        return;
    if (access(path, F_OK) != 0)
        write_history(path);
    /* libedit counts from the newest one, 0 */
    else
        append_history(0, path);
}

/* The next line without its newline, in a block of malloc; NULL at the end of the input, or when Ctrl-C was
 * pressed (see thread.interrupted). */
static char *read_line(const char *prompt)
{
    if (is_on_terminal()) {
        char *line = interrupt_wait_begin() ? readline(prompt) : NULL;
        interrupt_wait_end();
        if (line && *line)
            remember_line(line);
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

/* --- running -------------------------------------------------------------------------------------------- */

/* An exception that ends the session is left set. */
static bool recover(void)
{
    if (!error_is_set())
        return true;
    if (error_matches(SystemExit))
        return false;
    Ref exception = error_take();
    bool goes_on = uncaught_report(exception);
    release(exception);
    return goes_on;
}

/* PYTHONSTARTUP: a script that runs in the namespace of what will be typed. False: it ended the session. */
static bool run_startup(const char *path)
{
    SourceText text;
    Ref filename = str_from_text(path);
    bool goes_on = true;
    if (filename && source_file_read(filename, &text)) {
        goes_on = run_text(text.bytes, text.length, filename, TEXT_INPUT) || recover();
        source_file_free(&text);
    } else if (error_is_set()) {
        fputs("Could not open PYTHONSTARTUP\n", stderr);
        goes_on = recover();
    }
    release_maybe(filename);
    return goes_on;
}

/* The prompts are the program's, once it is interactive. False with MemoryError. */
static bool set_prompts(void)
{
    static const char *const prompts[][2] = {{"ps1", ">>> "}, {"ps2", "... "}};
    for (size_t i = 0; i < COUNT_OF(prompts); i++) {
        Ref key = str_intern_text(prompts[i][0]), text = key ? str_from_text(prompts[i][1]) : NULL;
        bool done = text && (sys_attribute_peek(key) || sys_set_attribute(prompts[i][0], text));
        release_maybe(key);
        release_maybe(text);
        if (!done)
            return false;
    }
    return true;
}

/* str(sys.ps1), in a block of malloc; empty if that fails. */
static char *prompt_text(const char *name)
{
    Ref key = str_intern_text(name), prompt = key ? retain_maybe(sys_attribute_peek(key)) : NULL,
        shown = prompt ? object_str(prompt) : NULL;
    size_t length;
    char *owned;
    const char *text = shown ? str_utf8((StrView)shown, &length, &owned) : NULL;
    char *copy = strdup(text ? text : "");
    if (text)
        str_utf8_free(owned, length);
    release_maybe(key);
    release_maybe(prompt);
    release_maybe(shown);
    error_clear();
    return copy;
}

/* sys.__interactivehook__(), if somebody left it there. */
static void call_hook(void)
{
    Ref key = str_intern_text("__interactivehook__"), hook = key ? retain_maybe(sys_attribute_peek(key)) : NULL;
    Ref result = hook ? call_0(hook) : NULL;
    release_maybe(key);
    release_maybe(hook);
    if (hook && !result) {
        fputs("Failed calling sys.__interactivehook__\n", stderr);
        (void)recover();
    }
    release_maybe(result);
}

static void flush_stdout(void)
{
    Ref out = error_is_set() ? NULL : retain_maybe(sys_attribute_peek(name(stdout)));
    if (out && out != NONE) {
        release_maybe(call_method_0(out, name(flush)));
        error_clear();
    }
    release_maybe(out);
}

typedef struct Session {
    View filename, namespace;
    Statement statement;
    bool wants_more; /* the statement goes on */
} Session;

/* The statement has run, or failed. False: the session ends. */
static bool finish_statement(Session *session)
{
    session->wants_more = false;
    session->statement.length = 0;
    bool goes_on = recover();
    heap_write_references();
    flush_stdout();
    return goes_on;
}

/* No line: Ctrl-C, or the end of the input. False: the session ends. */
static bool handle_no_line(Session *session)
{
    if (thread.interrupted) { /* Ctrl-C: forget what was typed */
        thread.interrupted = false;
        gc_state.requested = false;
        clearerr(stdin);
        fputs("\nKeyboardInterrupt\n", stderr);
        session->wants_more = false;
        session->statement.length = 0;
        return true;
    }
    clearerr(stdin);
    fputc('\n', stderr);
    if (session->wants_more)
        return end_statement(&session->statement, session->filename, session->namespace) && finish_statement(session);
    heap_write_references();
    return false;
}

static bool read_and_run(Session *session)
{
    char *prompt = prompt_text(session->wants_more ? "ps2" : "ps1"), *line = prompt ? read_line(prompt) : NULL;
    free(prompt);
    if (!line)
        return handle_no_line(session);
    bool done = statement_add(&session->statement, line);
    free(line);
    if (!done)
        return false;
    session->wants_more = try_statement(&session->statement, session->filename, session->namespace);
    flush_stdout();
    return session->wants_more || finish_statement(session);
}

bool repl_run(bool is_quiet, const char *startup)
{
    Ref module = run_main_module(), filename = str_from_text("<stdin>");
    Session session = {.filename = filename, .namespace = module ? AS_OBJECT(((ModuleObject *)module)->dict) : NULL};
    if (!is_quiet)
        print_banner();
    if (module && filename && set_prompts()) {
        if (is_on_terminal())
            choose_locale();
        completed = ((ModuleObject *)module)->dict;
        sys_prepare_interaction = start_reading;
        bool goes_on = !startup || run_startup(startup);
        if (goes_on)
            call_hook();
        while (goes_on && !(error_is_set() && error_matches(SystemExit)))
            goes_on = read_and_run(&session);
        completed = NULL;
        sys_prepare_interaction = NULL;
    }
    free(session.statement.text);
    release_maybe(filename);
    release_maybe(module);
    return !error_is_set();
}
