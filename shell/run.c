/* run: the program that the options name, from sys.argv to the exit status.
 *
 *     session_start ─► sys.argv, sys.path, sys.flags … ─► the target: a text, a file, a module, the REPL
 *                   ─► an exception is reported ─► -i: the prompt ─► atexit ─► streams flushed ─►
 *                   session_stop
 *
 * Whatever is to run, it runs in the module __main__, whose namespace is there before and after: -i
 * goes on in it. The status is that of SystemExit if there was one, 1 after another exception, and
 * 120 if flushing stdout failed at the end. */
#include "shell/run.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "heapview/command.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "shell/repl/repl.h"
#include "shell/run_private.h"
#include "shell/session.h"
#include "shell/show.h"
#include "stdlib/atexit.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/builtins/uncaught.h"
#include "stdlib/faulthandler/faulthandler.h"
#include "stdlib/memory/_tracemalloc.h"
#include "stdlib/sys/sys.h"
#include "vm/compile/compile.h"
#include "vm/compile/source_file.h"
#include "vm/import/import.h"
#include "vm/run/frame.h"

#ifndef OURO_LIBRARY
#define OURO_LIBRARY "/usr/lib/python3.11"
#endif

static const Options *told; /* the options of this run */

/* --- __main__ ------------------------------------------------------------------------------------------- */

Ref run_main_module(void)
{
    View known = dict_get_str_peek(modules_peek(), name(__main__));
    if (known)
        return retain(known);
    Ref module = module_new(name(__main__), NULL), annotations = module ? dict_new() : NULL;
    DictView dict = module ? ((ModuleObject *)module)->dict : NULL;
    View builtins = dict_get_text_peek(modules_peek(), "builtins");
    if (module && !(annotations && dict_set(dict, name(__annotations__), annotations) && dict_set(dict, name(__builtins__), builtins) &&
                    dict_set(modules_peek(), name(__main__), module)))
        clear_place(&module);
    release_maybe(annotations);
    gc_age_all(); /* the program's own objects are the young ones */
    return module;
}

unsigned run_views_wanted(void)
{
    return told->show;
}

bool run_show_afterwards(View code)
{
    Ref raised = error_take();
    bool done = run_flush_streams() && show_compiled(told->show, (CodeView)code);
    if (raised) {
        error_clear();
        error_restore_take(raised);
    }
    return done;
}

bool run_text(const char *bytes, size_t length, View filename, TextKind kind)
{
    ParseMode mode = kind == TEXT_SCRIPT ? PARSE_SCRIPT : PARSE_FILE;
    CompileOptions how = {.mode = mode, .flags = kind == TEXT_COMMAND ? COMPILE_IGNORE_COOKIE : 0, .optimize = -1};
    if (told->show) {
        if (!show_text(told->show, bytes, length, filename, mode))
            return false;
        if (!(told->show & SHOW_RUN))
            return true;
    }
    Ref module = run_main_module(), code = NULL, literals = NULL, result = NULL;
    DictView dict = module ? ((ModuleObject *)module)->dict : NULL;
    if (dict && (kind != TEXT_SCRIPT || (dict_set(dict, name(__file__), filename) && dict_set_text(dict, "__cached__", NONE))))
        code = compile_text(bytes, length, filename, &how, NULL, &literals);
    if (code)
        result = vm_run_source((CodeView)code, literals, AS_OBJECT(dict), AS_OBJECT(dict));
    if (code && told->show && !run_show_afterwards(code))
        clear_place(&result);
    release_maybe(code);
    release_maybe(literals);
    release_maybe(module);
    release_maybe(result);
    return result != NULL;
}

/* "ouro: can't open file …", with the reason. */
static bool complain_of_file(const Options *options, View path, int number, int *status)
{
    Ref program = run_text_of_bytes(options->program, strlen(options->program));
    Ref text = program ? str_format("%U: can't open file %R: [Errno %d] %s\n", program, path, number, strerror(number)) : NULL;
    if (text)
        run_say(text);
    release_maybe(program);
    *status = 2;
    bool done = text != NULL;
    release_maybe(text);
    return done;
}

/* -x. The line stays, empty: the numbers of the others are right. */
static void blank_first_line(const SourceText *text)
{
    for (size_t i = 0; i < text->length && text->bytes[i] != '\n'; i++)
        text->bytes[i] = ' ';
}

/* Put the folder where the script really lies on sys.path. */
static bool put_script_folder_first(const Options *options)
{
    char *folder = realpath(options->target, NULL), *slash = strrchr(folder ? folder : options->target, '/');
    if (slash && !folder)
        folder = strdup(options->target);
    if (slash && folder)
        folder[slash == strchr(folder, '/') && slash == folder ? 1 : strrchr(folder, '/') - folder] = 0;
    bool done = run_put_first_text(options, slash && folder ? folder : "");
    free(folder);
    return done;
}

static bool is_named_as(const char *path, const char *ending)
{
    size_t length = strlen(path), size = strlen(ending);
    return length > size && strcmp(path + length - size, ending) == 0;
}

/* The file may hold an archive, compiled code, or a text. */
static bool run_content(const Options *options, const SourceText *text, View filename)
{
    if (is_named_as(options->target, ".pyc"))
        return put_script_folder_first(options) && run_compiled(text->bytes, text->length, filename);
    int is_archive = run_looks_like_archive(text->bytes, text->length) ? run_is_archive(filename) : 0;
    if (is_archive)
        return is_archive > 0 && run_importer(options, filename);
    if (options->skip_first_line)
        blank_first_line(text);
    return put_script_folder_first(options) && run_text(text->bytes, text->length, filename, TEXT_SCRIPT);
}

/* What cannot be opened may be a folder in an archive. */
static bool run_without_file(const Options *options, View filename, int number, int *status)
{
    int is_archive = number == ENOTDIR ? run_is_archive(filename) : 0;
    return is_archive ? is_archive > 0 && run_importer(options, filename) : complain_of_file(options, filename, number, status);
}

static bool run_file(const Options *options, int *status)
{
    struct stat kind;
    Ref filename = run_absolute_name(options->target);
    if (!filename)
        return false;
    bool done;
    FILE *stream;
    SourceText text;
    const char *place = *options->target ? options->target : "."; /* no name names the working folder, as in CPython */
    if (stat(place, &kind) == 0 && S_ISDIR(kind.st_mode)) {
        done = run_importer(options, filename);
    } else if (!(stream = fopen(options->target, "rb"))) {
        done = run_without_file(options, filename, errno, status);
    } else {
        done = source_stream_read(stream, &text);
        fclose(stream);
        if (done) {
            done = run_content(options, &text, filename);
            source_file_free(&text);
        }
    }
    release(filename);
    return done;
}

static bool run_named_text(const Options *options, const char *name, const char *bytes, size_t length, TextKind kind)
{
    Ref filename = run_put_first_text(options, "") ? str_from_text(name) : NULL;
    bool done = filename && run_text(bytes, length, filename, kind);
    release_maybe(filename);
    return done;
}

/* -c. The text must be UTF-8. */
static bool run_command(const Options *options)
{
    size_t length = strlen(options->target);
    Ref text = run_text_of_bytes(options->target, length), bytes = text ? codec_encode_as(text, CODEC_UTF8, "strict", 0) : NULL;
    bool is_wrong = text && !bytes;
    release_maybe(text);
    release_maybe(bytes);
    if (is_wrong)
        fputs("Unable to decode the command from the command line:\n", stderr);
    return bytes && run_named_text(options, "<string>", options->target, length, TEXT_COMMAND);
}

static bool run_stdin(const Options *options)
{
    if (isatty(0) || options->interactive)
        return run_put_first_text(options, "") && repl_run(options->quiet, options->variables[VARIABLE_STARTUP]);
    SourceText text;
    if (!source_stream_read(stdin, &text))
        return false;
    bool done = run_named_text(options, "<stdin>", text.bytes, text.length, TEXT_INPUT);
    source_file_free(&text);
    return done;
}

/* --- ending --------------------------------------------------------------------------------------------- */

/* A stream that says so: there is nothing to flush. */
static bool is_closed(View stream)
{
    Ref closed = object_get_attribute_text(stream, "closed");
    bool answer = closed && object_truth(closed) > 0;
    release_maybe(closed);
    error_clear();
    return answer;
}

bool run_flush_streams(void)
{
    Ref raised = error_take();
    const char *const streams[] = {"stdout", "stderr"};
    bool done = true;
    for (size_t i = 0; i < COUNT_OF(streams); i++) {
        Ref stream = sys_attribute(streams[i]);
        if (stream && stream != NONE && !is_closed(stream)) {
            Ref flushed = call_method_0(stream, name(flush));
            done = done && flushed;
            if (!flushed && i == 0)
                error_write_unraisable(NULL, stream);
            release_maybe(flushed);
        }
        error_clear();
        release_maybe(stream);
    }
    error_restore_take(raised);
    return done;
}

void run_say(View text)
{
    Ref stream = sys_attribute("stderr"), result = stream && stream != NONE ? call_method_1(stream, name(write), text) : NULL;
    error_clear();
    char *owned = NULL;
    size_t length = 0;
    const char *bytes = result ? NULL : str_utf8((StrView)text, &length, &owned);
    if (bytes) {
        fwrite(bytes, 1, length, stderr);
        str_utf8_free(owned, length);
    }
    error_clear();
    release_maybe(result);
    release_maybe(stream);
}

/* SystemExit: its code is the status, or a message for stderr. */
static int exit_status(View exception)
{
    View code = ((ExceptionObject *)exception)->extra[EXTRA_CODE];
    int64_t number;
    if (!code || code == NONE)
        return 0;
    if (is_int(code))
        return int_to_int64(int_view(code), &number) ? (int)(number & 0xFF) : 255;
    (void)run_flush_streams();
    Ref text = object_str(code), line = text ? str_format("%U\n", text) : str_from_text("\n");
    error_clear();
    if (line)
        run_say(line);
    release_maybe(line);
    release_maybe(text);
    return 1;
}

/* The program ended with an exception: report it. SystemExit is one like any other if a prompt follows. */
static int run_report_exception(bool prompt_follows)
{
    Ref exception = error_take();
    if (!exception)
        return 0;
    int status = 1;
    if (is_instance(exception, &exception_types[SystemExit]) && !prompt_follows) {
        status = exit_status(exception);
    } else {
        if (is_instance(exception, &exception_types[KeyboardInterrupt]))
            status = STATUS_INTERRUPTED;
        if (!uncaught_report(exception)) {
            Ref exit = error_take();
            status = exit_status(exit);
            release(exit);
        }
    }
    release(exception);
    return status;
}

static bool run_target(const Options *options, int *status)
{
    switch (options->kind) {
    case RUN_FILE: return run_file(options, status);
    case RUN_COMMAND: return run_command(options);
    case RUN_MODULE: return run_module(options);
    case RUN_STDIN: return run_stdin(options);
    }
    return false;
}

/* threading, if anybody imported it, waits for the threads that are no daemons. */
static void wait_for_threads(void)
{
    View module = modules_peek() ? dict_get_text_peek(modules_peek(), "threading") : NULL;
    if (!module)
        return;
    retain(module);
    Ref method = object_get_attribute_text(module, "_shutdown"), done = method ? call_0(method) : NULL;
    if (!done)
        error_write_unraisable(NULL, module);
    release_maybe(done);
    release_maybe(method);
    release(module);
}

/* The prompt that comes after a program. A program may ask for it while it runs. */
static bool is_inspection_wanted(const Options *options)
{
    const char *wish = options->ignore_environment ? NULL : getenv("PYTHONINSPECT");
    return (options->inspect || (wish && *wish)) && options->kind != RUN_STDIN && (isatty(0) || options->interactive);
}

static int run_between_hooks(const Options *options)
{
    int status = 0;
    if (!run_start_instruments(options) || (options->hooks && !options->hooks->started()))
        status = 1;
    else if ((!run_set_arguments(options) || !run_prepare_path(options) || !run_obey_warnings() || !run_target(options, &status)) &&
             status == 0)
        status = run_report_exception(options->inspect && options->kind != RUN_STDIN);
    if (options->hooks) {
        (void)run_flush_streams(); /* the script's output comes before what is said of it */
        options->hooks->ended();
    }
    if (is_inspection_wanted(options))
        status = repl_run(true, NULL) ? 0 : run_report_exception(false);
    return status;
}

int run_program(const Options *options)
{
    int status = 1;
    told = options;
    if (!run_settle(options))
        return 1;
    if (options->fail_at)
        heap_fail_at(options->fail_at, options->fail_ever_after);
    bool started = session_start();
    if (started) {
        gc_state.stress = options->gc_stress;
        status = run_between_hooks(options);
        wait_for_threads();
        atexit_run();
        if (!run_flush_streams())
            status = STATUS_FLUSH_FAILED;
    } else {
        heap_fail_at(0, false);
        fputs("MemoryError: Ouro cannot start\n", stderr);
    }
    heap_fail_at(0, false);
    gc_state.stress = false;
    session_stop();
    return status;
}
