/* builtins_code: compile, eval, exec.
 *
 *     source (str, bytes, code) ──► code object ──► run in a place: globals and locals
 *
 * A place that is not given is the caller's: its globals, and its locals as locals() gives them. The globals
 * must be a dict; the locals may be any mapping. Globals without __builtins__ get the caller's.
 *
 * Literals:   text that is run at once holds a reference to each of its constants while it runs, as CPython's
 *             syntax tree does; so sys.getrefcount tells the same there (compile.h).
 * Ownership:  a Place borrows the globals, which the caller's arguments hold, and owns the locals.
 * Refused:    flags of compile() that would change its result and that Ouro does not know yet. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/ast/ast.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/posix/posix.h"
#include "vm/compile/compile.h"
#include "vm/run/frame.h"

static bool has_no_nulls(const char *text, size_t length)
{
    if (!memchr(text, 0, length))
        return true;
    raise_error(ValueError, "source code string cannot contain null bytes");
    return false;
}

/* The features of __future__ that are in force in the code that runs. */
static int inherited_flags(void)
{
    return vm.current ? (int)(vm.current->function->code->flags & CODE_FUTURE) : 0;
}

static Ref compile_bytes(const char *bytes, size_t length, View filename, const CompileOptions *options, Ref *literals)
{
    return has_no_nulls(bytes, length) ? compile_text(bytes, length, filename, options, NULL, literals) : NULL;
}

/* The code of a source given as str or bytes; for who runs it at once also its literals (compile.h). */
static Ref compile_object(View source, View filename, const CompileOptions *options, const char *function, Ref *literals)
{
    const unsigned char *bytes;
    size_t length;
    if (bytes_data_peek(source, &bytes, &length)) {
        Ref copy = source->type == TYPE_BYTES ? retain(source) : bytes_new(bytes, length); /* audit hooks may change a bytearray */
        bool is_allowed = copy && AUDIT("compile", "OO", copy, filename) && bytes_data_peek(copy, &bytes, &length);
        Ref code = is_allowed ? compile_bytes((const char *)bytes, length, filename, options, literals) : NULL;
        release_maybe(copy);
        return code;
    }
    StrView text = str_view(source);
    if (!text)
        return raise_error(TypeError, "%s() arg 1 must be a string, bytes or %s object", function,
                           strcmp(function, "compile") ? "code" : "AST");
    char *owned;
    const char *utf8 = str_utf8(text, &length, &owned);
    if (!utf8)
        return NULL;
    CompileOptions of_str = *options; /* characters need no cookie */
    of_str.flags |= COMPILE_IGNORE_COOKIE;
    bool is_allowed = AUDIT("compile", "yO", utf8, length, filename);
    Ref code = is_allowed ? compile_bytes(utf8, length, filename, &of_str, literals) : NULL;
    str_utf8_free(owned, length);
    return code;
}

/* The code for a tree of node objects. */
static Ref compile_node(View node, View filename, const CompileOptions *options)
{
    Arena arena;
    arena_init(&arena);
    Ref held = list_new(0);
    NodeKind kind = options->mode == PARSE_FILE ? NODE_Module : options->mode == PARSE_EVAL ? NODE_Expression : NODE_Interactive;
    Node *root = held && AUDIT("compile", "OO", NULL, filename) ? ast_to_tree(&arena, node, kind, (ListView)held) : NULL;
    Ref code = root ? compile_tree(&arena, root, filename, options) : NULL;
    arena_destroy(&arena);
    release_maybe(held);
    return code;
}

static bool has_null(View text)
{
    for (size_t i = 0; i < str_length(text); i++)
        if (str_at((StrView)text, i) == 0)
            return true;
    return false;
}

/* After posix_path refused it: other objects with bytes are taken too, under protest. */
static Ref filename_of_buffer(View given)
{
    BytesHold hold;
    Ref raised = error_take();
    if (!bytes_hold(given, BYTES_READ, &hold)) {
        error_restore_take(raised);
        return NULL;
    }
    release_maybe(raised);
    Ref bytes = bytes_new((const char *)hold.data, hold.length);
    bytes_let_go(&hold);
    if (bytes && !warn_here(DeprecationWarning, "path should be string, bytes, or os.PathLike, not %T", given))
        clear_place(&bytes);
    return bytes;
}

Ref builtin_filename(View given)
{
    Ref path = posix_path(given), text = NULL;
    if (!path && error_matches(TypeError))
        path = filename_of_buffer(given);
    if (path && is_str(path))
        text = retain(AS_OBJECT(str_view(path)));
    else if (path)
        text = codec_decode_bytes(path, "utf-8", "surrogateescape");
    release_maybe(path);
    if (!text)
        return NULL;
    if (!has_null(text))
        return text;
    release(text);
    return raise_error(ValueError, "embedded null character");
}

/* The flags of compile(). */
static bool read_flags(View given, int *flags)
{
    enum {
        KNOWN = 0x1FE7610 /* of __future__ and of the parser */
    };
    *flags = 0;
    if (given && !object_as_int32(given, flags))
        return false;
    if (*flags & ~KNOWN)
        raise_error(ValueError, "compile(): unrecognised flags");
    return !error_is_set();
}

/* dont_inherit. */
static bool read_inherit(View given, int *flags)
{
    int dont = 0;
    if (given && !object_as_int32(given, &dont))
        return false;
    if (!dont)
        *flags |= inherited_flags();
    return true;
}

static Ref compile_in_mode(View source, View filename, View mode, int flags, int optimize);

static Ref builtin_compile(View self UNUSED, View *args)
{
    Ref filename = builtin_filename(args[1]);
    if (!filename)
        return NULL;
    Ref code = NULL;
    int flags, optimize = -1;
    if (!is_str(args[2]))
        raise_error(TypeError, "compile() argument 'mode' must be str, not %K", args[2]);
    else if (has_null(AS_OBJECT(str_view(args[2]))))
        raise_error(ValueError, "embedded null character");
    else if (read_flags(args[3], &flags) && read_inherit(args[4], &flags) && (!args[5] || object_as_int32(args[5], &optimize))) {
        if (optimize < -1 || optimize > 2)
            raise_error(ValueError, "compile(): invalid optimize value");
        else
            code = compile_in_mode(args[0], filename, AS_OBJECT(str_view(args[2])), flags, optimize);
    }
    release(filename);
    return code;
}

static Ref compile_in_mode(View source, View filename, View mode, int flags, int optimize)
{
    static const struct {
        const char *name;
        ParseMode mode;
    } modes[] = {{"exec", PARSE_FILE}, {"eval", PARSE_EVAL}, {"single", PARSE_SINGLE}};
    for (size_t i = 0; i < COUNT_OF(modes); i++)
        if (str_equal_text(mode, modes[i].name)) {
            if (source->type == TYPE_CODE)
                return retain(source);
            CompileOptions options = {
                .mode = modes[i].mode, .flags = flags, .optimize = optimize, .convert = flags & COMPILE_ONLY_AST ? ast_from_tree : NULL};
            if (is_ast_node(source))
                return flags & COMPILE_ONLY_AST ? retain(source) : compile_node(source, filename, &options);
            return compile_object(source, filename, &options, "compile", NULL);
        }
    if (str_equal_text(mode, "func_type"))
        return raise_error(flags & COMPILE_ONLY_AST ? NotImplementedError : ValueError,
                           flags & COMPILE_ONLY_AST ? "compile() does not support the mode 'func_type' yet"
                                                    : "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    return raise_error(ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
}

/* What eval and exec run in. */
typedef struct Place {
    DictView globals; /* borrowed */
    Ref locals;
} Place;

/* The namespaces given, or, where none is, the caller's. False with an exception; `complaint` (may be NULL)
 * is for when there is no caller. */
static bool find_place(View globals, View locals, Place *place, const char *complaint)
{
    bool has_globals = globals && globals != NONE, has_locals = locals && locals != NONE;
    place->globals = has_globals ? (DictView)globals : vm_globals_peek();
    place->locals = has_locals                     ? retain(locals)
                    : has_globals                  ? retain(globals)
                    : place->globals && vm.current ? frame_locals(vm_current_frame())
                                                   : NULL;
    if (!place->globals || !place->locals) {
        if (!error_is_set())
            raise_error(complaint ? TypeError : SystemError, "%s", complaint ? complaint : "globals and locals cannot be NULL");
        release_maybe(place->locals);
        return false;
    }
    View builtins = vm.current ? AS_OBJECT(vm.current->function->builtins) : AS_OBJECT(builtins_dict_peek());
    if (dict_get_str_peek(place->globals, name(__builtins__)) || dict_set(place->globals, name(__builtins__), builtins))
        return true;
    release(place->locals);
    return false;
}

/* The source is text, or code that was checked already. */
static Ref run(View source, const Place *place, View closure, ParseMode mode, const char *function)
{
    if (source->type == TYPE_CODE)
        return AUDIT("exec", "O", source) ? vm_run_code((CodeView)source, AS_OBJECT(place->globals), place->locals, closure) : NULL;
    CompileOptions options = {.mode = mode, .optimize = -1, .flags = inherited_flags()};
    Ref filename = str_from_text("<string>"), literals = NULL;
    Ref code = filename ? compile_object(source, filename, &options, function, &literals) : NULL;
    Ref result = code && AUDIT("exec", "O", code) ? vm_run_source((CodeView)code, literals, AS_OBJECT(place->globals), place->locals)
                                                  : NULL;
    release_maybe(filename);
    release_maybe(code);
    release_maybe(literals);
    return result;
}

/* Does the closure fit the code? */
static bool check_closure(View source, View closure)
{
    if (source->type != TYPE_CODE) {
        if (closure)
            raise_error(TypeError, "closure can only be used when source is a code object");
        return !closure;
    }
    size_t cells = ((CodeView)source)->free_count;
    if (cells == 0 && closure)
        raise_error(TypeError, "cannot use a closure with this code object");
    if (cells == 0)
        return !closure;
    bool fits = closure && closure->type == TYPE_TUPLE && tuple_length(closure) == cells;
    for (size_t i = 0; fits && i < cells; i++)
        fits = tuple_item_peek(closure, i)->type == TYPE_CELL;
    if (!fits)
        raise_error(TypeError, "code object requires a closure of exactly length %zu", cells);
    return fits;
}

static Ref builtin_exec(View self UNUSED, View *args)
{
    View globals = args[1], locals = args[2], closure = args[3] && args[3] != NONE ? args[3] : NULL;
    if (globals && globals != NONE && !is_dict(globals))
        return raise_error(TypeError, "exec() globals must be a dict, not %T", globals);
    if (locals && locals != NONE && !object_is_mapping(locals))
        return raise_error(TypeError, "locals must be a mapping or None, not %T", locals);
    Place place;
    if (!find_place(globals, locals, &place, NULL))
        return NULL;
    Ref result = check_closure(args[0], closure) ? run(args[0], &place, closure, PARSE_FILE, "exec") : NULL;
    release(place.locals);
    if (!result)
        return NULL;
    release(result);
    return none_new();
}

static Ref evaluate(View source, View globals, View locals)
{
    if (locals && locals != NONE && !object_is_mapping(locals))
        return raise_error(TypeError, "locals must be a mapping");
    if (globals && globals != NONE && !is_dict(globals))
        return raise_error(TypeError, object_is_mapping(globals) ? "globals must be a real dict; try eval(expr, {}, mapping)"
                                                                 : "globals must be a dict");
    Place place;
    if (!find_place(globals, locals, &place, "eval must be given globals and locals when called without a frame"))
        return NULL;
    Ref result = NULL;
    if (source->type == TYPE_CODE && ((CodeView)source)->free_count)
        raise_error(TypeError, "code object passed to eval() may not contain free variables");
    else
        result = run(source, &place, NULL, PARSE_EVAL, "eval");
    release(place.locals);
    return result;
}

/* eval ignores spaces and tabs before the expression. */
static Ref builtin_eval(View self UNUSED, View *args)
{
    StrView text = str_view(args[0]);
    size_t start = 0;
    while (text && start < text->length && (str_at(text, start) == ' ' || str_at(text, start) == '\t'))
        start++;
    if (!text || start == 0)
        return evaluate(args[0], args[1], args[2]);
    Ref stripped = str_slice(AS_OBJECT(text), start, text->length);
    Ref result = stripped ? evaluate(stripped, args[1], args[2]) : NULL;
    release_maybe(stripped);
    return result;
}

const NativeFunction builtins_code_functions[] = {
    {"compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", builtin_compile,
     "Compile source into a code object."},
    {"eval(source, globals=None, locals=None, /)", builtin_eval, "Evaluate the given source in the context of globals and locals."},
    {"exec(source, globals=None, locals=None, /, *, closure=None)", builtin_exec,
     "Execute the given source in the context of globals and locals."},
    {NULL, NULL, NULL},
};
