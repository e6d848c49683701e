/* repl: the interactive interpreter: prompts, statements, recovery from every error.
 *
 *     a terminal:         editor.h: a whole block ─► statement_run        (or commands.h: `:why x`)
 *     a dumb terminal, -i with something else as input: lines as they come ─► statement_try; prompts go to stderr
 *
 * As CPython does, the second kind behaves as 3.11's interpreter, line by line, without colours. */
#include "shell/repl/repl.h"

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
#include "shell/repl/colours.h"
#include "shell/repl/commands.h"
#include "shell/repl/completion.h"
#include "shell/repl/editor.h"
#include "shell/repl/hints.h"
#include "shell/repl/history.h"
#include "shell/repl/sources.h"
#include "shell/repl/statement.h"
#include "shell/run.h"
#include "stdlib/builtins/uncaught.h"
#include "stdlib/sys/sys.h"
#include "vm/compile/source_file.h"
#include "vm/module.h"
#include "vm/run/interrupt.h"

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

static DictView completed; /* the namespace of what is typed */

/* What sys.__interactivehook__ does, unless the program or PYTHONSTARTUP replaced it. */
static bool start_reading(void)
{
    if (!is_on_terminal() || !completed)
        return true;
    history_use_file();
    completion_start(completed);
    return true;
}

/* The next line without its newline, in a block of malloc; NULL at the end of the input, or when Ctrl-C was
 * pressed (see thread.interrupted). */
static char *read_line(const char *prompt)
{
    fputs(prompt, stderr);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = interrupt_wait_begin() ? getline(&line, &capacity, stdin) : -1;
    interrupt_wait_end();
    if (length < 0) {
        free(line);
        return NULL;
    }
    if (length > 0 && line[length - 1] == '\n')
        line[length - 1] = 0;
    return line;
}

/* --- running -------------------------------------------------------------------------------------------- */

/* Not even a small text can be made any more: as CPython, the session ends, rather than fail for ever. */
static bool is_memory_gone(void)
{
    Ref probe = str_format("%s", "a text");
    bool is_gone = !probe;
    release_maybe(probe);
    error_clear();
    return is_gone;
}

/* An exception that ends the session is left set. */
static bool recover(void)
{
    if (!error_is_set())
        return true;
    if (error_matches(SystemExit))
        return false;
    bool lacks_memory = error_matches(MemoryError);
    Ref exception = error_take();
    bool goes_on = uncaught_report(exception);
    if (goes_on && commands_hints_are_on())
        hints_tell(exception);
    release(exception);
    if (goes_on && lacks_memory && is_memory_gone()) {
        raise_memory_error();
        return false;
    }
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

/* exit, quit and help mean their calls, as long as the names are the built-in ones. */
static const char *add_parentheses(const char *text, View namespace)
{
    static const char *const calls[][2] = {{"exit", "exit()"}, {"quit", "quit()"}, {"help", "help()"}};
    for (size_t i = 0; i < COUNT_OF(calls); i++)
        if (strcmp(text, calls[i][0]) == 0 && !dict_get_text_peek((DictView) namespace, text))
            return calls[i][1];
    return text;
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

/* --- line by line --------------------------------------------------------------------------------------- */

typedef struct Session {
    Place place;
    Typed typed;     /* line by line: the statement so far */
    bool wants_more; /* it goes on */
} Session;

/* The statement has run, or failed. False: the session ends. */
static bool finish_statement(Session *session)
{
    session->wants_more = false;
    session->typed.length = 0;
    bool goes_on = recover();
    heap_write_references();
    flush_stdout();
    commands_after_statement();
    return goes_on;
}

static void forget_interrupt(void)
{
    thread.interrupted = false;
    gc_state.requested = false;
}

/* No line: Ctrl-C, or the end of the input. False: the session ends. */
static bool handle_no_line(Session *session)
{
    bool is_interrupted = thread.interrupted;
    clearerr(stdin);
    if (is_interrupted) { /* forget what was typed */
        forget_interrupt();
        fputs("\nKeyboardInterrupt\n", stderr);
        session->wants_more = false;
        session->typed.length = 0;
        return true;
    }
    fputc('\n', stderr);
    if (session->wants_more) {
        statement_end(&session->typed, session->place);
        return finish_statement(session);
    }
    heap_write_references();
    return false;
}

static bool read_and_run(Session *session)
{
    char *prompt = prompt_text(session->wants_more ? "ps2" : "ps1"), *line = prompt ? read_line(prompt) : NULL;
    free(prompt);
    if (!line)
        return handle_no_line(session);
    bool is_first = !session->wants_more && is_on_terminal();
    if (is_first && commands_obey(line)) {
        free(line);
        return true;
    }
    if (is_first)
        commands_before_statement();
    const char *meant = is_first ? add_parentheses(line, session->place.namespace) : line;
    bool done = typed_add(&session->typed, meant, strlen(meant));
    free(line);
    if (!done)
        return false;
    session->wants_more = statement_try(&session->typed, session->place);
    flush_stdout();
    return session->wants_more || finish_statement(session);
}

/* --- block by block ------------------------------------------------------------------------------------- */

static size_t without_blanks(const char *text, size_t length)
{
    while (length > 0 && strchr(" \t\n", text[length - 1]))
        length--;
    return length;
}

static void run_edited(Session *session, Edited *edited)
{
    edited->text[edited->length = without_blanks(edited->text, edited->length)] = 0;
    history_add(edited->text);
    if (commands_obey(edited->text))
        return;
    const char *meant = add_parentheses(edited->text, session->place.namespace);
    Ref name = sources_add(meant, strlen(meant));
    commands_before_statement();
    if (name)
        statement_run(meant, strlen(meant), (Place){name, session->place.namespace});
    release_maybe(name);
}

static bool handle_interrupt(Session *session)
{
    forget_interrupt();
    if (!error_is_set()) {
        fputs("KeyboardInterrupt\n", stderr);
        return true;
    }
    return finish_statement(session);
}

static Session *edited_session; /* while a text is edited, for the keys */

static void run_help(void)
{
    statement_run("help()", strlen("help()"), (Place){edited_session->place.filename, edited_session->place.namespace});
    if (!recover())
        error_clear(); /* of SystemExit: it ends help() only */
    flush_stdout();
    forget_interrupt();
}

/* All statements, without prompts, as they would be pasted. */
static void show_history(void)
{
    fflush(stdout);
    FILE *pager = popen("exec ${PAGER:-$(command -v less || command -v more || command -v cat)}", "w");
    size_t count = history_count();
    for (size_t i = 0; pager && i < count; i++)
        fprintf(pager, "%s\n", history_entry_peek(i));
    if (pager)
        pclose(pager);
    forget_interrupt();
}

/* F1: help(), F2: the history, F4 … F8: commands. */
static void press_key(int number, const char *word)
{
    if (number == 1)
        run_help();
    else if (number == 2)
        show_history();
    else
        commands_key(number, word);
}

static bool edit_and_run(Session *session)
{
    static const EditorHooks editor_hooks = {.wants_more = statement_wants_more, .key = press_key};
    char *prompt = prompt_text("ps1"), *more = prompt_text("ps2");
    Edited edited = {.how = EDIT_END};
    edited_session = session;
    if (prompt && more)
        edited = editor_read(prompt, more, &editor_hooks);
    free(prompt);
    free(more);
    bool goes_on = edited.how == EDIT_TEXT || edited.how == EDIT_UNFINISHED;
    if (goes_on && edited.text)
        run_edited(session, &edited);
    free(edited.text);
    if (edited.how == EDIT_INTERRUPTED)
        return handle_interrupt(session);
    if (!goes_on)
        heap_write_references();
    return goes_on && finish_statement(session);
}

static void run_session(Session *session, const char *startup)
{
    bool is_edited = editor_is_possible();
    if (is_on_terminal())
        choose_locale();
    completed = (DictView)session->place.namespace;
    sys_prepare_interaction = start_reading;
    commands_start(completed);
    if (is_edited) {
        sources_start();
        colours_start();
    }
    bool goes_on = !startup || run_startup(startup);
    if (goes_on)
        call_hook();
    while (goes_on && !(error_is_set() && error_matches(SystemExit)))
        goes_on = is_edited ? edit_and_run(session) : read_and_run(session);
    completion_start(NULL);
    commands_start(NULL);
    completed = NULL;
    sys_prepare_interaction = NULL;
    history_free();
    editor_stop();
}

bool repl_run(bool is_quiet, const char *startup)
{
    Ref module = run_main_module(), filename = str_from_text("<stdin>");
    Session session = {.place = {filename, module ? AS_OBJECT(((ModuleObject *)module)->dict) : NULL}};
    if (!is_quiet)
        print_banner();
    if (module && filename && set_prompts())
        run_session(&session, startup);
    free(session.typed.text);
    release_maybe(filename);
    release_maybe(module);
    return !error_is_set();
}
