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
#include "shell/repl.h"
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

/* --- sys.argv and sys.path ------------------------------------------------------------------------------ */

Ref sys_attribute(const char *name)
{
    Ref key = str_from_text(name);
    View found = key ? sys_attribute_peek(key) : NULL;
    retain_maybe(found);
    release_maybe(key);
    return found;
}

static bool append_text(ListView list, const char *text, size_t length)
{
    Ref item = str_from_utf8(text, length);
    if (!item) {
        error_clear();
        item = str_from_latin1((const unsigned char *)text, length);
    }
    return item && list_append_take(list, item);
}

bool run_set_arguments(const Options *options, const char *first)
{
    Ref argv = sys_attribute("argv");
    if (argv && is_list(argv))
        list_clear((ListView)argv); /* "-m", while the module was looked for */
    bool done = argv && append_text((ListView)argv, first, strlen(first));
    for (int i = 0; done && i < options->argument_count; i++)
        done = append_text((ListView)argv, options->arguments[i], strlen(options->arguments[i]));
    release_maybe(argv);
    return done;
}

/* Each of the folders between colons. */
static bool append_folders(ListView list, const char *folders)
{
    bool done = true;
    while (done && folders && *folders) {
        size_t length = strcspn(folders, ":");
        done = length == 0 || append_text(list, folders, length);
        folders += length + (folders[length] == ':');
    }
    return done;
}

/* Where packages are installed, if it is there. */
static bool append_installed(ListView list, const char *folder)
{
    return access(folder, F_OK) != 0 || append_text(list, folder, strlen(folder));
}

/* The script's folder first, then OUROPATH and PYTHONPATH, then the installed library and packages. */
bool run_set_path(const Options *options, const char *directory)
{
    Ref path = sys_attribute("path");
    ListView list = (ListView)path;
    bool done = path && (options->safe_path || append_text(list, directory, strlen(directory))) &&
                (options->ignore_environment || append_folders(list, getenv("OUROPATH"))) &&
                append_folders(list, options->variables[VARIABLE_PATH]) && append_text(list, OURO_LIBRARY, strlen(OURO_LIBRARY)) &&
                (options->no_site || (append_installed(list, "/usr/local/lib/python3.11/dist-packages") &&
                                      append_installed(list, "/usr/lib/python3/dist-packages")));
    release_maybe(path);
    return done;
}

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

static bool flush_streams(void);

unsigned run_views_wanted(void)
{
    return told->show;
}

bool run_show_afterwards(View code)
{
    Ref raised = error_take();
    bool done = flush_streams() && show_compiled(told->show, (CodeView)code);
    if (raised) {
        error_clear();
        error_restore_take(raised);
    }
    return done;
}

bool run_text(const char *bytes, size_t length, View filename, TextKind kind)
{
    ParseMode mode = kind == TEXT_TYPED ? PARSE_FILE : PARSE_SCRIPT;
    if (told->show) {
        if (!show_text(told->show, bytes, length, filename, mode))
            return false;
        if (!(told->show & SHOW_RUN))
            return true;
    }
    Ref module = run_main_module(), code = NULL, literals = NULL, result = NULL;
    DictView dict = module ? ((ModuleObject *)module)->dict : NULL;
    if (dict && (kind == TEXT_TYPED || (dict_set(dict, name(__file__), filename) && dict_set_text(dict, "__cached__", NONE))))
        code = compile_source(bytes, length, filename, mode, NULL, kind == TEXT_MODULE ? NULL : &literals);
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

/* CPython shows the main script by its absolute path. */
Ref run_absolute_name(const char *path)
{
    char *full = path[0] == '/' ? NULL : realpath(".", NULL);
    Ref result;
    if (full) {
        while (path[0] == '.' && path[1] == '/')
            path += 2;
        result = str_format("%s/%s", full, path);
        free(full);
    } else {
        result = str_from_utf8(path, strlen(path));
    }
    return result;
}

/* "ouro: can't open file …", with the reason. */
static bool complain_of_file(const char *name, int number, int *status)
{
    Ref path = run_absolute_name(name);
    size_t length;
    char *owned;
    const char *text = path ? str_utf8((StrView)path, &length, &owned) : NULL;
    if (text) {
        fprintf(stderr, "ouro: can't open file '%s': [Errno %d] %s\n", text, number, strerror(number));
        str_utf8_free(owned, length);
    }
    release_maybe(path);
    *status = 2;
    return text != NULL;
}

/* -x. The line stays, empty: the numbers of the others are right. */
static void blank_first_line(const SourceText *text)
{
    for (size_t i = 0; i < text->length && text->bytes[i] != '\n'; i++)
        text->bytes[i] = ' ';
}

static bool run_file(const Options *options, int *status)
{
    struct stat kind;
    if (stat(options->target, &kind) == 0 && S_ISDIR(kind.st_mode))
        return run_folder(options, status);
    char directory[PATH_MAX];
    char *resolved = realpath(options->target, NULL);
    snprintf(directory, sizeof directory, "%s", resolved ? resolved : options->target);
    free(resolved);
    char *slash = strrchr(directory, '/');
    if (slash)
        *slash = 0;
    if (!run_set_arguments(options, options->target) || !run_set_path(options, slash ? directory : ""))
        return false;
    FILE *stream = fopen(options->target, "rb");
    if (!stream)
        return complain_of_file(options->target, errno, status);
    SourceText text;
    bool done = source_stream_read(stream, &text);
    fclose(stream);
    if (!done)
        return false;
    if (options->skip_first_line)
        blank_first_line(&text);
    if (text.length >= 4 && memcmp(text.bytes, "PK\3\4", 4) == 0) {
        fprintf(stderr, "ouro: '%s' is a zip archive: Ouro does not run programs from archives\n", options->target);
        *status = 1;
    } else {
        Ref filename = run_absolute_name(options->target);
        done = filename && run_text(text.bytes, text.length, filename, TEXT_SCRIPT);
        release_maybe(filename);
    }
    source_file_free(&text);
    return done;
}

static bool run_named_text(const Options *options, const char *argv0, const char *name, const char *bytes, size_t length)
{
    Ref filename = run_set_arguments(options, argv0) && run_set_path(options, "") ? str_from_text(name) : NULL;
    bool done = filename && run_text(bytes, length, filename, TEXT_TYPED);
    release_maybe(filename);
    return done;
}

static bool run_stdin(const Options *options)
{
    if (isatty(0) || options->inspect)
        return run_set_arguments(options, "") && run_set_path(options, "") &&
               repl_run(options->quiet, options->interactive || isatty(0) ? options->variables[VARIABLE_STARTUP] : NULL);
    SourceText text;
    if (!source_stream_read(stdin, &text))
        return false;
    bool done = run_named_text(options, "-", "<stdin>", text.bytes, text.length);
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

/* False if one of them fails; for stdout that is reported. */
static bool flush_streams(void)
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

/* Write on sys.stderr, or, if that is not possible, on C's. */
static void say(View text)
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
    (void)flush_streams();
    Ref text = object_str(code), line = text ? str_format("%U\n", text) : str_from_text("\n");
    error_clear();
    if (line)
        say(line);
    release_maybe(line);
    release_maybe(text);
    return 1;
}

/* The program ended with an exception: report it. */
static int run_report_exception(void)
{
    Ref exception = error_take();
    if (!exception)
        return 0;
    int status = 1;
    if (is_instance(exception, &exception_types[SystemExit])) {
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
    case RUN_COMMAND: return run_named_text(options, "-c", "<string>", options->target, strlen(options->target));
    case RUN_MODULE: return run_module(options, status);
    case RUN_STDIN: return run_stdin(options);
    }
    return false;
}

/* The number of frames that somebody wishes to be traced: 0 or more, -1 if it is no number. ",real" behind it
 * asks for the sizes of Ouro's own blocks, not CPython's. */
static int frames_of(const char *wish, bool *real)
{
    char *end;
    errno = 0;
    long frames = strtol(wish, &end, 10);
    if (real && end != wish && strcmp(end, ",real") == 0) {
        *real = true;
        end += strlen(end);
    }
    return *end || errno || frames < 0 || frames > INT_MAX ? -1 : (int)frames;
}

/* PYTHONTRACEMALLOC=N, or -X tracemalloc[=N], which counts more. False with CPython's words on stderr. */
static bool start_tracing(const Options *options)
{
    const char *wish = options->variables[VARIABLE_TRACEMALLOC], *source = "PYTHONTRACEMALLOC";
    int frames = wish ? frames_of(wish, NULL) : 0;
    bool real = false;
    if (frames >= 0 && options->trace_malloc) {
        frames = frames_of(options->trace_malloc, &real);
        source = "-X tracemalloc=NFRAME";
    }
    if (frames < 0)
        fprintf(stderr,
                "Fatal Python error: config_init_tracemalloc: %s: invalid number of frames\n"
                "Python runtime state: preinitialized\n\n",
                source);
    else if (frames > TRACEMALLOC_FRAMES_MOST)
        fprintf(stderr,
                "Fatal Python error: init_interp_main: can't initialize tracemalloc\n"
                "Python runtime state: core initialized\n"
                "ValueError: the number of frames must be in range [1; %d]\n\n"
                "Current thread 0x%016lx (most recent call first):\n  <no Python frame>\n",
                TRACEMALLOC_FRAMES_MOST, (unsigned long)pthread_self());
    else {
        if (real)
            tracemalloc_count_real_sizes();
        if (frames > 0 && !tracemalloc_start(frames))
            fputs("ouro: no memory for tracemalloc\n", stderr);
    }
    return frames >= 0 && frames <= TRACEMALLOC_FRAMES_MOST;
}

/* PYTHONHASHSEED. False with CPython's words on stderr. */
static bool seed_hashes(const Options *options)
{
    const char *wish = options->random_hashes ? NULL : options->variables[VARIABLE_HASHSEED];
    if (options->reproducible)
        return true; /* zeros */
    if (!wish || !*wish || strcmp(wish, "random") == 0) {
        str_hash_randomize();
        return true;
    }
    char *end;
    errno = 0;
    unsigned long seed = strtoul(wish, &end, 10);
    if (*end || seed > UINT32_MAX || errno) {
        fputs("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\n"
              "Python runtime state: preinitialized\n\n",
              stderr);
        return false;
    }
    str_hash_seed((uint32_t)seed);
    return true;
}

/* --- what sys tells of the options ---------------------------------------------------------------------- */

static bool list_has(ListView list, View text)
{
    for (size_t i = 0; i < list->used; i++)
        if (str_equal(list_item_peek(list, i), text))
            return true;
    return false;
}

/* Each is there once. */
static bool add_warning(View list, const char *text, size_t length)
{
    Ref item = str_from_utf8(text, length);
    bool done = item && (list_has((ListView)list, item) || list_append((ListView)list, item));
    release_maybe(item);
    return done;
}

/* The last one counts most: -X dev, then the environment, then the command line. */
static bool add_warnings(View list)
{
    bool done = !told->dev_mode || add_warning(list, "default", strlen("default"));
    const char *more = told->variables[VARIABLE_WARNINGS];
    while (done && more && *more) {
        size_t length = strcspn(more, ",");
        done = length == 0 || add_warning(list, more, length);
        more += length + (more[length] == ',');
    }
    for (int i = 0; done && i < told->warning_count; i++)
        done = add_warning(list, told->warnings[i], strlen(told->warnings[i]));
    return done;
}

static bool add_x_options(View dict)
{
    bool done = true;
    for (int i = 0; done && i < told->x_count; i++) {
        const char *text = told->x_options[i], *value = strchr(text, '=');
        Ref key = str_from_utf8(text, value ? (size_t)(value - text) : strlen(text)),
            item = value ? str_from_text(value + 1) : retain(TRUE);
        done = key && item && dict_set((DictView)dict, key, item);
        release_maybe(key);
        release_maybe(item);
    }
    return done;
}

static void tell(const Options *options)
{
    told = options;
    sys_settings = (SysSettings){.inspect = options->inspect,
                                 .interactive = options->interactive,
                                 .optimize = options->optimize,
                                 .no_site = options->no_site,
                                 .quiet = options->quiet,
                                 .no_user_site = options->no_user_site,
                                 .ignore_environment = options->ignore_environment,
                                 .isolated = options->isolated,
                                 .dev_mode = options->dev_mode,
                                 .utf8_mode = options->utf8_mode,
                                 .safe_path = options->safe_path,
                                 .unbuffered = options->unbuffered,
                                 .int_max_str_digits = options->int_max_str_digits,
                                 .add_warn_options = add_warnings,
                                 .add_x_options = add_x_options};
    compile_optimize = options->optimize;
    codecs_check_names = options->dev_mode;
    builtins_lazy_names.is_off = options->no_site;
    if (options->int_max_str_digits >= 0)
        int_max_str_digits = (int)options->int_max_str_digits;
}

/* Whoever gave options for warnings has the module warnings read them, before anything else runs. */
static bool obey_warnings(void)
{
    Ref list = sys_attribute("warnoptions"), module = NULL;
    bool is_wanted = list && is_list(list) && ((ListView)list)->used;
    if (is_wanted)
        module = import_by_name("warnings");
    release_maybe(list);
    release_maybe(module);
    return !is_wanted || module;
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

int run_program(const Options *options)
{
    int status = 0;
    tell(options);
    if (!seed_hashes(options))
        return 1;
    if (options->fail_at)
        heap_fail_at(options->fail_at, options->fail_ever_after);
    bool started = session_start();
    if (started) {
        gc_state.stress = options->gc_stress;
        if (!start_tracing(options) || (options->reports_faults && !faulthandler_start()) || (options->hooks && !options->hooks->started()))
            status = 1;
        else if ((!obey_warnings() || !run_target(options, &status)) && status == 0)
            status = run_report_exception();
        if (options->hooks) {
            (void)flush_streams(); /* the script's output comes before what is said of it */
            options->hooks->ended();
        }
        if (options->inspect && options->kind != RUN_STDIN && !repl_run(true, NULL))
            status = run_report_exception();
        wait_for_threads();
        atexit_run();
        if (!flush_streams())
            status = STATUS_FLUSH_FAILED;
    } else {
        heap_fail_at(0, false);
        status = 1;
        fputs("MemoryError: Ouro cannot start\n", stderr);
    }
    heap_fail_at(0, false);
    gc_state.stress = false;
    session_stop();
    return status;
}
