/* run_settings: what options and variables mean to sys, the compiler, the heap's instruments and warnings. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "shell/run_private.h"
#include "stdlib/_imp.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/faulthandler/faulthandler.h"
#include "stdlib/io/io.h"
#include "stdlib/memory/_tracemalloc.h"
#include "stdlib/sys/sys.h"
#include "vm/code.h"
#include "vm/compile/compile.h"
#include "vm/import/bootstrap.h"
#include "vm/import/import.h"

static const Options *told; /* the options of this run */

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
    Ref item = run_text_of_bytes(text, length);
    bool done = item && (list_has((ListView)list, item) || list_append((ListView)list, item));
    release_maybe(item);
    return done;
}

/* The last one counts most: -X dev, then the environment, then the command line, then -b. */
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
    const char *of_bytes = told->bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning";
    return done && (!told->bytes_warning || add_warning(list, of_bytes, strlen(of_bytes)));
}

static bool add_x_options(View dict)
{
    bool done = true;
    for (int i = 0; done && i < told->x_count; i++) {
        const char *text = told->x_options[i], *value = strchr(text, '=');
        Ref key = run_text_of_bytes(text, value ? (size_t)(value - text) : strlen(text)),
            item = value ? run_text_of_bytes(value + 1, strlen(value + 1)) : retain(TRUE);
        done = key && item && dict_set((DictView)dict, key, item);
        release_maybe(key);
        release_maybe(item);
    }
    return done;
}

bool run_settle(const Options *options)
{
    told = options;
    sys_settings = (SysSettings){.inspect = options->inspect,
                                 .interactive = options->interactive,
                                 .optimize = options->optimize,
                                 .no_site = options->no_site,
                                 .quiet = options->quiet,
                                 .debug = options->debug,
                                 .verbose = options->verbose,
                                 .bytes_warning = options->bytes_warning,
                                 .dont_write_bytecode = options->dont_write_bytecode,
                                 .warn_default_encoding = options->warn_default_encoding,
                                 .pycache_prefix = options->pycache_prefix,
                                 .program = options->program,
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
    bytes_warning = options->bytes_warning > 0;
    code_hides_ranges = options->no_debug_ranges;
    import_verbosity = options->verbose;
    import_is_timed = options->import_time;
    imp_switch_frozen(options->no_frozen_modules);
    if (options->check_hash_pycs)
        imp_check_hash_based_pycs = options->check_hash_pycs;
    return seed_hashes(options);
}

/* codecs.lookup(encoding).name, owned. */
static Ref codec_name(const char *encoding)
{
    Ref codecs = import_by_name("_codecs"), lookup = codecs ? object_get_attribute_text(codecs, "lookup") : NULL;
    Ref text = lookup ? run_text_of_bytes(encoding, strlen(encoding)) : NULL, found = text ? call_1(lookup, text) : NULL;
    Ref name = found ? object_get_attribute_text(found, "name") : NULL;
    release_maybe(codecs);
    release_maybe(lookup);
    release_maybe(text);
    release_maybe(found);
    return name;
}

static bool reconfigure(View stream, View encoding)
{
    Ref errors = object_get_attribute_text(stream, "errors"), method = errors ? object_get_attribute_text(stream, "reconfigure") : NULL;
    Ref keys[] = {str_from_text("encoding"), str_from_text("errors")};
    Ref names = keys[0] && keys[1] ? tuple_from_array(keys, 2) : NULL;
    Ref result = method && names ? call_vector(method, (View[]){encoding, errors}, 0, names) : NULL;
    release_maybe(errors);
    release_maybe(method);
    release_maybe(keys[0]);
    release_maybe(keys[1]);
    release_maybe(names);
    release_maybe(result);
    return result != NULL;
}

/* PYTHONIOENCODING, where it is not UTF-8. False with CPython's words on stderr. */
static bool set_stream_encoding(void)
{
    static const char *const names[] = {"stdin", "stdout", "stderr"};
    char room[64];
    const char *encoding = io_standard_encoding(room, sizeof room);
    if (!encoding)
        return true;
    Ref name = codec_name(encoding);
    bool done = name != NULL;
    for (size_t i = 0; done && i < COUNT_OF(names); i++) {
        Ref stream = sys_attribute(names[i]);
        done = !stream || stream == NONE || reconfigure(stream, name);
        release_maybe(stream);
    }
    release_maybe(name);
    if (!done)
        fprintf(stderr,
                "Fatal Python error: init_stdio_encoding: failed to get the Python codec name of the stdio encoding\n"
                "Python runtime state: core initialized\nLookupError: unknown encoding: %s\n\n"
                "Current thread 0x%016lx (most recent call first):\n  <no Python frame>\n",
                encoding, (unsigned long)pthread_self());
    error_clear();
    return done;
}

bool run_start_instruments(const Options *options)
{
    return set_stream_encoding() && start_tracing(options) && (!options->reports_faults || faulthandler_start());
}

bool run_obey_warnings(void)
{
    Ref list = sys_attribute("warnoptions"), module = NULL;
    bool is_wanted = list && is_list(list) && ((ListView)list)->used;
    if (is_wanted)
        module = import_by_name("warnings");
    release_maybe(list);
    release_maybe(module);
    return !is_wanted || module;
}
