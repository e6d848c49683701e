/* builtins_code: compile, eval, exec. */
#include "runtime/bytes.h"
#include "runtime/errors.h"
#include "runtime/int.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "stdlib/builtins.h"
#include "vm/compile.h"
#include "vm/frame.h"

/* The code of a source given as str or bytes; for who runs it at once also its literals (compile.h). */
static Ref compile_object(View source, View filename, ParseMode mode, const char *function, Ref *literals)
{
    const unsigned char *bytes;
    size_t length;
    if (bytes_data_peek(source, &bytes, &length))
        return compile_source((const char *)bytes, length, filename, mode, NULL, literals);
    StrView text = str_view(source);
    if (!text)
        return raise_error(TypeError, "%s() arg 1 must be a string, bytes or code object", function);
    char *owned;
    const char *utf8 = str_utf8(text, &length, &owned);
    if (!utf8)
        return NULL;
    Ref code = compile_source(utf8, length, filename, mode, NULL, literals);
    str_utf8_free(owned, length);
    return code;
}

static Ref builtin_compile(View self UNUSED, View *args)
{
    StrView mode = str_view(args[2]), filename = str_view(args[1]);
    if (!filename || !mode)
        return raise_error(TypeError, "compile() argument %d must be str, not %T", filename ? 3 : 2, filename ? args[2] : args[1]);
    int64_t optimize = -1;
    if (args[5] && !object_as_int64(args[5], &optimize))
        return NULL;
    if (optimize < -1 || optimize > 2)
        return raise_error(ValueError, "compile(): invalid optimize value");
    static const struct {
        const char *name;
        ParseMode mode;
    } modes[] = {{"exec", PARSE_FILE}, {"eval", PARSE_EVAL}, {"single", PARSE_INTERACTIVE}};
    for (size_t i = 0; i < COUNT_OF(modes); i++)
        if (str_equal_text(AS_OBJECT(mode), modes[i].name)) {
            compile_optimize_once((int)optimize);
            Ref code = compile_object(args[0], AS_OBJECT(filename), modes[i].mode, "compile", NULL);
            compile_optimize_once(-1); /* nothing was compiled, if it was no text */
            return code;
        }
    return raise_error(ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
}

static Ref run(View source, View globals, View locals, ParseMode mode, const char *function)
{
    if (globals && globals != NONE && !is_dict(globals))
        return raise_error(TypeError, "%s() globals must be a dict, not %T", function, globals);
    if (locals && locals != NONE && !type_of_peek(locals)->get_item)
        return raise_error(TypeError, "locals must be a mapping");
    bool has_globals = globals && globals != NONE;
    DictView namespace = has_globals ? (DictView)globals : vm_globals_peek();
    if (!namespace)
        return raise_error(SystemError, "%s() without a running frame", function);
    Ref place = locals && locals != NONE ? retain(locals) : has_globals ? retain(globals) : frame_locals(vm_current_frame());
    if (!place)
        return NULL;
    Ref result = NULL, code = NULL, literals = NULL;
    if (!dict_get_str_peek(namespace, name(__builtins__)) && !dict_set(namespace, name(__builtins__), AS_OBJECT(builtins_dict_peek())))
        goto done;
    if (source->type == TYPE_CODE) {
        code = source;
    } else {
        Ref filename = str_from_text("<string>");
        code = filename ? compile_object(source, filename, mode, function, &literals) : NULL;
        release_maybe(filename);
    }
    if (code)
        result = vm_run_source((CodeView)code, literals, AS_OBJECT(namespace), place);
done:
    if (code != source)
        release_maybe(code);
    release_maybe(literals);
    release(place);
    return result;
}

static Ref builtin_exec(View self UNUSED, View *args)
{
    Ref result = run(args[0], args[1], args[2], PARSE_FILE, "exec");
    if (!result)
        return NULL;
    release(result);
    return none_new();
}

/* eval ignores spaces and tabs before the expression. */
static Ref builtin_eval(View self UNUSED, View *args)
{
    StrView text = str_view(args[0]);
    size_t start = 0;
    while (text && start < text->length && (str_at(text, start) == ' ' || str_at(text, start) == '\t'))
        start++;
    if (!text || start == 0)
        return run(args[0], args[1], args[2], PARSE_EVAL, "eval");
    Ref stripped = str_slice(AS_OBJECT(text), start, text->length);
    Ref result = stripped ? run(stripped, args[1], args[2], PARSE_EVAL, "eval") : NULL;
    release_maybe(stripped);
    return result;
}

const NativeFunction builtins_code_functions[] = {
    {"compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)", builtin_compile, "Compile source into a code object."},
    {"eval(source, globals=None, locals=None, /)", builtin_eval, "Evaluate the given source in the context of globals and locals."},
    {"exec(source, globals=None, locals=None, /)", builtin_exec, "Execute the given source in the context of globals and locals."},
    {NULL, NULL, NULL}};
