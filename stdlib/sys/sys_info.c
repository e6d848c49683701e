/* sys_info: what sys knows of the interpreter and the machine: one table of fields for each tuple with names,
 * and the plain values. */
#include "stdlib/sys/sys_info.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/namespace.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap_large.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "stdlib/library_names.h"
#include "stdlib/module_types.h"
#include "stdlib/modules.h"
#include "stdlib/sys/sys.h"
#include "vm/import/bootstrap.h"

#ifdef __clang__
const char sys_version[] = "3.11.2 (Ouro) [" __VERSION__ "]";
#else
const char sys_version[] = "3.11.2 (Ouro) [GCC " __VERSION__ "]";
#endif

enum {
    VERSION_MAJOR = 3,
    VERSION_MINOR = 11,
    VERSION_MICRO = 2,
    HEX_VERSION = VERSION_MAJOR << 24 | VERSION_MINOR << 16 | VERSION_MICRO << 8 | 0xF0
};

/* --- the tuples with names ------------------------------------------------------------------------------ */

static const StructSeqField version_fields[] = {
    {"major", "Major release number"},   {"minor", "Minor release number"},
    {"micro", "Patch release number"},   {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"},
    {"serial", "Serial release number"}, {NULL, NULL},
};
static StructSeqType version_type = STRUCTSEQ("sys.version_info", version_fields, 5, TYPE_FLAG_NO_NEW,
                                              "The version of the language, as a named tuple.");

static const StructSeqField flag_fields[] = {
    {"debug", "-d"},
    {"inspect", "-i"},
    {"interactive", "-i"},
    {"optimize", "-O or -OO"},
    {"dont_write_bytecode", "-B"},
    {"no_user_site", "-s"},
    {"no_site", "-S"},
    {"ignore_environment", "-E"},
    {"verbose", "-v"},
    {"bytes_warning", "-b"},
    {"quiet", "-q"},
    {"hash_randomization", "-R"},
    {"isolated", "-I"},
    {"dev_mode", "-X dev"},
    {"utf8_mode", "-X utf8"},
    {"warn_default_encoding", "-X warn_default_encoding"},
    {"safe_path", "-P"},
    {"int_max_str_digits", "-X int_max_str_digits"},
    {NULL, NULL},
};
static StructSeqType flags_type = STRUCTSEQ("sys.flags", flag_fields, 18, TYPE_FLAG_NO_NEW, "The flags of the command line.");

static const StructSeqField hash_fields[] = {
    {"width", "width of the type used for hashing, in bits"},
    {"modulus", "prime number giving the modulus on which the hash function is based"},
    {"inf", "value to be used for hash of a positive infinity"},
    {"nan", "value to be used for hash of a nan"},
    {"imag", "multiplier used for the imaginary part of a complex number"},
    {"algorithm", "name of the algorithm for hashing of str and bytes"},
    {"hash_bits", "internal output size of the algorithm"},
    {"seed_bits", "seed size of the algorithm"},
    {"cutoff", "small string optimization cutoff"},
    {NULL, NULL},
};
static StructSeqType hash_type = STRUCTSEQ("sys.hash_info", hash_fields, 9, 0, "Parameters of the hash functions.");

static const StructSeqField int_fields[] = {
    {"bits_per_digit", "size of a digit in bits"},
    {"sizeof_digit", "size in bytes of the C type used to represent a digit"},
    {"default_max_str_digits", "maximum string conversion digits limitation"},
    {"str_digits_check_threshold", "minimum positive value for int_max_str_digits"},
    {NULL, NULL},
};
static StructSeqType int_info_type = STRUCTSEQ("sys.int_info", int_fields, 4, 0, "How integers are represented.");

static const StructSeqField float_fields[] = {
    {"max", "DBL_MAX -- maximum representable finite float"},
    {"max_exp", "DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable"},
    {"max_10_exp", "DBL_MAX_10_EXP -- maximum int e such that 10**e is representable"},
    {"min", "DBL_MIN -- Minimum positive normalized float"},
    {"min_exp", "DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float"},
    {"min_10_exp", "DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float"},
    {"dig", "DBL_DIG -- maximum number of decimal digits that can be faithfully represented in a float"},
    {"mant_dig", "DBL_MANT_DIG -- mantissa digits"},
    {"epsilon", "DBL_EPSILON -- Difference between 1 and the next representable float"},
    {"radix", "FLT_RADIX -- radix of exponent"},
    {"rounds", "FLT_ROUNDS -- rounding mode used for arithmetic operations"},
    {NULL, NULL},
};
static StructSeqType float_info_type = STRUCTSEQ("sys.float_info", float_fields, 11, 0, "The range and precision of floats.");

static const StructSeqField thread_fields[] = {
    {"name", "name of the thread implementation"},
    {"lock", "name of the lock implementation"},
    {"version", "name and version of the thread library"},
    {NULL, NULL},
};
static StructSeqType thread_info_type = STRUCTSEQ("sys.thread_info", thread_fields, 3, 0, "The implementation of threads.");

static Ref version_info(void)
{
    return structseq_new_take(
        &version_type, (Ref[]){int_new(VERSION_MAJOR), int_new(VERSION_MINOR), int_new(VERSION_MICRO), str_from_text("final"), int_new(0)});
}

SysSettings sys_settings = {.int_max_str_digits = -1};

/* What the command line and the variables said. (sys.dont_write_bytecode is always True: Ouro writes none.) */
static Ref flags(void)
{
    const SysSettings *is = &sys_settings;
    bool is_hash_random = str_hash_secret[0] || str_hash_secret[1];
    return structseq_new_take(&flags_type,
                              (Ref[]){int_new(is->debug), int_new(is->inspect), int_new(is->interactive), int_new(is->optimize),
                                      int_new(is->dont_write_bytecode), int_new(is->no_user_site), int_new(is->no_site),
                                      int_new(is->ignore_environment), int_new(is->verbose), int_new(is->bytes_warning), int_new(is->quiet),
                                      int_new(is_hash_random), int_new(is->isolated), bool_new(is->dev_mode), int_new(is->utf8_mode),
                                      int_new(is->warn_default_encoding), bool_new(is->safe_path), int_new(is->int_max_str_digits)});
}

static Ref hash_info(void)
{
    return structseq_new_take(&hash_type, (Ref[]){int_new(64), int_new((INT64_C(1) << 61) - 1), int_new(314159), int_new(0),
                                                  int_new(1000003), str_from_text("siphash13"), int_new(64), int_new(128), int_new(0)});
}

/* CPython's numbers, which sys.getsizeof(int) shows too. */
static Ref int_info(void)
{
    return structseq_new_take(&int_info_type, (Ref[]){int_new(30), int_new(4), int_new(4300), int_new(640)});
}

static Ref float_info(void)
{
    return structseq_new_take(&float_info_type,
                              (Ref[]){float_new(DBL_MAX), int_new(DBL_MAX_EXP), int_new(DBL_MAX_10_EXP), float_new(DBL_MIN),
                                      int_new(DBL_MIN_EXP), int_new(DBL_MIN_10_EXP), int_new(DBL_DIG), int_new(DBL_MANT_DIG),
                                      float_new(DBL_EPSILON), int_new(FLT_RADIX), int_new(FLT_ROUNDS)});
}

static Ref thread_info(void)
{
    char library[64] = "";
#ifdef _CS_GNU_LIBPTHREAD_VERSION
    if (confstr(_CS_GNU_LIBPTHREAD_VERSION, library, sizeof library) == 0)
        library[0] = 0;
#endif
    return structseq_new_take(
        &thread_info_type, (Ref[]){str_from_text("pthread"), str_from_text("semaphore"), library[0] ? str_from_text(library) : none_new()});
}

static bool add_tuples(DictView dict)
{
    return structseq_ready(&version_type, module_type_ready) && dict_set_text_take(dict, "version_info", version_info()) &&
           structseq_ready(&flags_type, module_type_ready) && dict_set_text_take(dict, "flags", flags());
}

/* --- names that are made when first asked for ----------------------------------------------------------- */

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static Ref builtin_module_names(void)
{
    const char *sorted[256];
    size_t count = 0;
    while (count < COUNT_OF(sorted) && module_native_at(count)) {
        sorted[count] = module_native_at(count)->name;
        count++;
    }
    qsort(sorted, count, sizeof *sorted, compare_texts);
    Ref names = tuple_new(count);
    for (size_t i = 0; names && i < count; i++)
        if (!(((TupleView)names)->items[i] = str_intern_text(sorted[i])))
            clear_place(&names);
    return names;
}

static const char *const lazy[] = {
    "hash_info", "int_info",   "float_info",          "thread_info", "stdlib_module_names", "builtin_module_names",
    "meta_path", "path_hooks", "path_importer_cache", NULL};

static Ref make_lazy(const char *name)
{
    static const struct {
        StructSeqType *type;
        Ref (*make)(void);
    } makers[] = {{&hash_type, hash_info}, {&int_info_type, int_info}, {&float_info_type, float_info}, {&thread_info_type, thread_info}};
    for (size_t i = 0; i < COUNT_OF(makers); i++)
        if (strcmp(name, lazy[i]) == 0)
            return structseq_ready(makers[i].type, module_type_ready) ? makers[i].make() : NULL;
    if (strcmp(name, "stdlib_module_names") == 0)
        return library_names();
    if (strcmp(name, "builtin_module_names") == 0)
        return builtin_module_names();
    if (!importlib_wake())
        return NULL;
    View made = dict_get_text_peek(sys_dict_peek(), name);
    return made ? retain(made) : raise_error(AttributeError, "module 'sys' has no attribute '%s'", name);
}

LazyNames sys_lazy_names = {.names = lazy, .make = make_lazy};

/* --- the rest ------------------------------------------------------------------------------------------- */

static bool add_to_namespace_take(View space, const char *name, Ref value)
{
    Ref key = value ? str_intern_text(name) : NULL;
    bool done = key && object_set_attribute(space, key, value);
    release_maybe(key);
    release_maybe(value);
    return done;
}

/* By which sysconfig finds its data. */
static bool add_multiarch(View space)
{
#if defined __linux__ && defined __x86_64__
    return add_to_namespace_take(space, "_multiarch", str_from_text("x86_64-linux-gnu"));
#elif defined __linux__ && defined __aarch64__
    return add_to_namespace_take(space, "_multiarch", str_from_text("aarch64-linux-gnu"));
#else
    return space != NULL;
#endif
}

static bool add_implementation(DictView dict)
{
    Ref space = namespace_new();
    View version = dict_get_text_peek(dict, "version_info");
    bool done = space && add_to_namespace_take(space, "name", str_from_text("ouro")) &&
                add_to_namespace_take(space, "cache_tag", str_from_text("cpython-311")) &&
                add_to_namespace_take(space, "version", retain(version)) &&
                add_to_namespace_take(space, "hexversion", int_new(HEX_VERSION)) && add_multiarch(space) &&
                dict_set_text(dict, "implementation", space);
    release_maybe(space);
    return done;
}

static Ref text_of_bytes(const char *bytes, size_t length)
{
    return codec_str_from_utf8((const unsigned char *)bytes, length, "surrogateescape");
}

/* The first folder of PATH that has the program: it is copied to path. False: none. */
static bool search_program(const char *name, char *path, size_t room)
{
    const char *folders = getenv("PATH");
    while (folders && *folders) {
        size_t length = strcspn(folders, ":");
        if (length && folders[0] == '/' && (size_t)snprintf(path, room, "%.*s/%s", (int)length, folders, name) < room &&
            access(path, X_OK) == 0)
            return true;
        folders += length + (folders[length] == ':');
    }
    return false;
}

/* The program that runs, by the name that it was called by: a link stays one. Where nobody says, the empty str,
 * as the language has it. */
static Ref executable(void)
{
    char path[4096];
    const char *name = sys_settings.program;
    if (name && name[0] == '/')
        return text_of_bytes(name, strlen(name));
    if (name && strchr(name, '/') && getcwd(path, sizeof path)) {
        size_t here = strlen(path);
        name += name[0] == '.' && name[1] == '/' ? 2 : 0;
        if ((size_t)snprintf(path + here, sizeof path - here, "/%s", name) < sizeof path - here)
            return text_of_bytes(path, strlen(path));
    } else if (name && *name && search_program(name, path, sizeof path)) {
        return text_of_bytes(path, strlen(path));
    }
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    return length < 0 ? str_from_text("") : text_of_bytes(path, (size_t)length);
}

/* The command line, options and all, as the system keeps it. With -X reproducible only the program's name:
 * how it is watched must not show, and the words are blocks of the heap. */
static Ref original_arguments(void)
{
    Ref list = list_new(0);
    if (heap_is_reproducible) {
        Ref program = str_from_text("ouro");
        if (list && (!program || !list_append_take((ListView)list, program)))
            clear_place(&list);
        return list;
    }
    FILE *file = list ? fopen("/proc/self/cmdline", "r") : NULL;
    char *line = NULL;
    size_t room = 0;
    for (ssize_t length; file && list && (length = getdelim(&line, &room, 0, file)) > 0;) {
        size_t used = (size_t)length - (line[length - 1] == 0);
        Ref text = text_of_bytes(line, used);
        if (!text || !list_append_take((ListView)list, text))
            clear_place(&list);
    }
    free(line);
    if (file)
        fclose(file);
    return list;
}

static bool add_texts(DictView dict)
{
    static const struct {
        const char *name, *text;
    } texts[] = {{"abiflags", ""},
                 {"base_exec_prefix", "/usr"},
                 {"base_prefix", "/usr"},
                 {"byteorder", "little"},
                 {"copyright", "Copyright (c) 2026 the Ouro authors"},
                 {"exec_prefix", "/usr"},
                 {"float_repr_style", "short"},
                 {"platform", "linux"},
                 {"platlibdir", "lib"},
                 {"prefix", "/usr"},
                 {"_framework", ""},
                 {"version", sys_version}};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (!dict_set_text_take(dict, texts[i].name, str_from_text(texts[i].text)))
            return false;
    return true;
}

static bool add_numbers(DictView dict)
{
    return dict_set_text_take(dict, "api_version", int_new(1013)) && dict_set_text_take(dict, "hexversion", int_new(HEX_VERSION)) &&
           dict_set_text_take(dict, "maxsize", int_new(INT64_MAX)) && dict_set_text_take(dict, "maxunicode", int_new(0x10FFFF));
}

/* With -X reproducible none, as orig_argv: the program has to be the same, whoever watches it. */
static Ref x_options(void)
{
    Ref dict = dict_new();
    if (dict && !heap_is_reproducible && sys_settings.add_x_options && !sys_settings.add_x_options(dict))
        clear_place(&dict);
    return dict;
}

static Ref pycache_prefix(void)
{
    const char *prefix = sys_settings.pycache_prefix;
    return prefix ? text_of_bytes(prefix, strlen(prefix)) : none_new();
}

static bool add_paths(DictView dict)
{
    return dict_set_text_take(dict, "executable", executable()) &&
           dict_set_text(dict, "_base_executable", dict_get_text_peek(dict, "executable")) &&
           dict_set_text_take(dict, "orig_argv", original_arguments()) && dict_set_text_take(dict, "pycache_prefix", pycache_prefix()) &&
           dict_set_text_take(dict, "_stdlib_dir", str_from_text(library_folder)) && dict_set_text(dict, "dont_write_bytecode", TRUE) &&
           dict_set_text_take(dict, "_xoptions", x_options());
}

bool sys_add_info(DictView dict)
{
    return add_tuples(dict) && add_implementation(dict) && add_texts(dict) && add_numbers(dict) && add_paths(dict);
}
