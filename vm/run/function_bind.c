/* function_bind: from the arguments of a call to the parameters of a Python function, with CPython's
 * words where they do not fit.
 *
 *     def f(a, b=1, /, c=2, *rest, k, m=3, **more)
 *     registers   | a | b | c | k | m | rest | more |       positional, keyword-only, *args, **kwargs
 *     call f(1, 2, 3, 4, k=5, z=6)
 *     arguments   | 1 | 2 | 3 | 4 | 5 | 6 |  keyword_names ('k', 'z')
 *
 * The steps, in CPython's order, which decides which of several mistakes is reported: positional
 * arguments to their registers, those left over to *args; keywords by name, those left over to
 * **kwargs; too many positional ones; then defaults for what is still NULL; what is NULL after that
 * is missing.
 *
 * Two shortcuts for calls from Python code, whose arguments stand where the registers will be: with
 * nothing to gather, they are only put in order (function_bind_in_place); and if they are in order
 * already, an instruction may remember so and add defaults by itself (function_takes_in_order).
 *
 * Invariant:   while binding, NULL marks a parameter without a value; afterwards no parameter is NULL. */
#include "vm/run/function.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

typedef struct Binding {
    FunctionView function;
    CodeView code;
    Ref *registers;
    size_t named; /* positional and keyword-only parameters */
    Ref keywords; /* the dict for **kwargs, or NULL: borrowed from its register */
} Binding;

static View parameter_name(const Binding *binding, size_t i)
{
    return tuple_item_peek(binding->code->local_names, i);
}

/* --- errors --------------------------------------------------------------------------------------------- */

/* "'a'", "'a' and 'b'", "'a', 'b', and 'c'" of the parameters in [from, to) without a value. */
static Ref missing_names(const Binding *binding, size_t from, size_t to, size_t count)
{
    StrBuilder text;
    strbuilder_start(&text);
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        if (binding->registers[i])
            continue;
        n++;
        if (n > 1)
            strbuilder_add_text(&text, count == 2 ? " and " : n == count ? ", and " : ", ");
        strbuilder_add_character(&text, '\'');
        strbuilder_add_str(&text, parameter_name(binding, i));
        strbuilder_add_character(&text, '\'');
    }
    return strbuilder_finish(&text);
}

/* Counted first and listed then: the words between the names depend on how many there are. */
static bool raise_missing(const Binding *binding, size_t from, size_t to, const char *kind)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += binding->registers[i] == NULL;
    Ref names = missing_names(binding, from, to, count);
    if (names)
        raise_error(TypeError, "%U() missing %zu required %s argument%s: %U", binding->function->qualified_name, count, kind,
                    count == 1 ? "" : "s", names);
    release_maybe(names);
    return false;
}

/* CPython says "from 1 to 2" when there are defaults, and mentions keyword-only arguments that were
 * given, as if they were at fault. */
static bool raise_too_many(const Binding *binding, size_t given)
{
    CodeView code = binding->code;
    size_t keyword_given = 0, defaults = binding->function->defaults ? tuple_length(binding->function->defaults) : 0;
    for (size_t i = code->argument_count; i < binding->named; i++)
        keyword_given += binding->registers[i] != NULL;
    Ref takes = defaults ? str_format("from %zd to %zu", (Index)code->argument_count - (Index)defaults, (size_t)code->argument_count)
                         : str_format("%zu", (size_t)code->argument_count);
    bool is_plural = defaults ? code->argument_count != 1 || true : code->argument_count != 1;
    Ref extra = keyword_given ? str_format(" positional argument%s (and %zu keyword-only argument%s)", given != 1 ? "s" : "", keyword_given,
                                           keyword_given != 1 ? "s" : "")
                              : retain(str_empty);
    if (takes && extra)
        raise_error(TypeError, "%U() takes %U positional argument%s but %zu%U %s given", binding->function->qualified_name, takes,
                    is_plural ? "s" : "", given, extra, given == 1 && !keyword_given ? "was" : "were");
    release_maybe(takes);
    release_maybe(extra);
    return false;
}

/* --- keywords ------------------------------------------------------------------------------------------- */

/* Names are interned nearly always, so one comparison of addresses each is enough. The second round
 * is for names that were made at run time: f(**{"".join(…): 1}). */
static Index find_parameter(const Binding *binding, View keyword)
{
    for (size_t i = binding->code->positional_only; i < binding->named; i++)
        if (parameter_name(binding, i) == keyword)
            return (Index)i;
    for (size_t i = binding->code->positional_only; i < binding->named; i++)
        if (str_equal(parameter_name(binding, i), keyword))
            return (Index)i;
    return -1;
}

static bool raise_positional_only(const Binding *binding, View keyword_names)
{
    StrBuilder text;
    strbuilder_start(&text);
    for (size_t i = 0; i < binding->code->positional_only; i++) {
        for (size_t k = 0; k < tuple_length(keyword_names); k++) {
            if (!str_equal(parameter_name(binding, i), tuple_item_peek(keyword_names, k)))
                continue;
            if (text.length || text.whole)
                strbuilder_add_text(&text, ", ");
            strbuilder_add_str(&text, parameter_name(binding, i));
        }
    }
    Ref names = strbuilder_finish(&text);
    if (names)
        raise_error(TypeError, "%U() got some positional-only arguments passed as keyword arguments: '%U'",
                    binding->function->qualified_name, names);
    release_maybe(names);
    return false;
}

static bool is_positional_only(const Binding *binding, View keyword)
{
    for (size_t i = 0; i < binding->code->positional_only; i++)
        if (str_equal(parameter_name(binding, i), keyword))
            return true;
    return false;
}

/* A name that is positional-only is free for **kwargs: f(a, /, **kw) may be called as f(0, a=1).
 * Only without a **kwargs it is a mistake, and has a message of its own. */
static bool bind_keyword(Binding *binding, View keyword_names, View keyword, View value)
{
    Index i = find_parameter(binding, keyword);
    if (i >= 0) {
        if (binding->registers[i]) {
            raise_error(TypeError, "%U() got multiple values for argument '%U'", binding->function->qualified_name, keyword);
            return false;
        }
        binding->registers[i] = retain(value);
        return true;
    }
    if (binding->keywords)
        return dict_set((DictView)binding->keywords, keyword, value);
    if (is_positional_only(binding, keyword))
        return raise_positional_only(binding, keyword_names);
    raise_error(TypeError, "%U() got an unexpected keyword argument '%U'", binding->function->qualified_name, keyword);
    return false;
}

/* --- defaults ------------------------------------------------------------------------------------------- */

/* Defaults belong to the last parameters. More of them than parameters can come from an assignment
 * to __defaults__; then the first ones are not used. */
static bool fill_positional_defaults(Binding *binding)
{
    size_t count = binding->code->argument_count;
    View defaults = binding->function->defaults;
    size_t default_count = defaults ? tuple_length(defaults) : 0, first = default_count < count ? count - default_count : 0;
    for (size_t i = 0; i < first; i++)
        if (!binding->registers[i])
            return raise_missing(binding, 0, first, "positional");
    for (size_t i = first; i < count; i++)
        if (!binding->registers[i])
            binding->registers[i] = retain(tuple_item_peek(defaults, i - first + (default_count > count ? default_count - count : 0)));
    return true;
}

/* All are looked at before one is reported: the message names every one that is missing. */
static bool fill_keyword_defaults(Binding *binding)
{
    bool is_missing = false;
    for (size_t i = binding->code->argument_count; i < binding->named; i++) {
        if (binding->registers[i])
            continue;
        View value = binding->function->keyword_defaults
                         ? dict_get_str_peek((DictView)binding->function->keyword_defaults, parameter_name(binding, i))
                         : NULL;
        binding->registers[i] = retain_maybe(value);
        is_missing = is_missing || !value;
    }
    return !is_missing || raise_missing(binding, binding->code->argument_count, binding->named, "keyword-only");
}

/* --- without copying ------------------------------------------------------------------------------------ */

enum { IN_PLACE_KEYWORDS_MOST = 8 };

/* Which parameter each keyword is for. False if one is for none, or for one that has a value.
 * By identity only: names in code are interned. What is not found so is left to function_bind, which
 * also words the errors. Positional-only parameters are not searched. */
static bool place_keywords(CodeView code, size_t positional, View keyword_names, size_t *places)
{
    size_t named = (size_t)code->argument_count + code->keyword_only;
    size_t first = positional > code->positional_only ? positional : code->positional_only;
    for (size_t k = 0; k < tuple_length(keyword_names); k++) {
        size_t i = first;
        while (i < named && tuple_item_peek(code->local_names, i) != tuple_item_peek(keyword_names, k))
            i++;
        if (i == named)
            return false;
        ASSERT(i >= positional && i < code->local_count);
        places[k] = i;
        for (size_t earlier = 0; earlier < k; earlier++)
            if (places[earlier] == i)
                return false;
    }
    return true;
}

/* Do the defaults fill the parameters from `first` on that are NULL in `registers`? If so, they do.
 * Again: first the question, then the change, because on "no" the caller puts the arguments back as
 * they were. */
static bool fill_in_place(FunctionView function, Ref *registers, size_t first)
{
    CodeView code = function->code;
    size_t count = code->argument_count, default_count = function->defaults ? tuple_length(function->defaults) : 0;
    for (size_t i = count; i < count + code->keyword_only; i++)
        if (!registers[i])
            return false;
    for (size_t i = first; i < count; i++)
        if (!registers[i] && (default_count > count || i < count - default_count))
            return false;
    for (size_t i = first; i < count; i++)
        if (!registers[i]) {
            ASSERT(function->defaults);
            registers[i] = retain(tuple_item_peek(function->defaults, i - (count - default_count)));
        }
    return true;
}

/* Keyword arguments stand behind the positional ones in the order of the call; they are lifted into
 * `values` and put down where their parameters are. The references only move, so no count changes. */
bool function_bind_in_place(FunctionView function, Ref *args, size_t positional, View keyword_names)
{
    CodeView code = function->code;
    size_t named = (size_t)code->argument_count + code->keyword_only;
    size_t keywords = keyword_names ? tuple_length(keyword_names) : 0, places[IN_PLACE_KEYWORDS_MOST];
    if (code->flags & (CODE_VARARGS | CODE_VARKEYWORDS) || !(code->flags & CODE_OPTIMIZED) || positional > code->argument_count ||
        keywords > IN_PLACE_KEYWORDS_MOST || (keywords && !place_keywords(code, positional, keyword_names, places)))
        return false;
    ASSERT(positional + keywords <= named);
    Ref values[IN_PLACE_KEYWORDS_MOST];
    for (size_t k = 0; k < keywords; k++)
        values[k] = args[positional + k];
    for (size_t i = positional; i < named; i++)
        args[i] = NULL;
    for (size_t k = 0; k < keywords; k++)
        args[places[k]] = values[k];
    if (fill_in_place(function, args, positional))
        return true;
    for (size_t k = 0; k < keywords; k++) /* as it was */
        args[positional + k] = values[k];
    return false;
}

bool function_takes_in_order(FunctionView function, size_t positional, View keyword_names)
{
    CodeView code = function->code;
    size_t keywords = keyword_names ? tuple_length(keyword_names) : 0;
    if (code->flags & (CODE_VARARGS | CODE_VARKEYWORDS | CODE_GENERATOR) || !(code->flags & CODE_OPTIMIZED) || code->keyword_only ||
        positional + keywords > code->argument_count || (keywords && positional < code->positional_only))
        return false;
    for (size_t k = 0; k < keywords; k++)
        if (tuple_item_peek(code->local_names, positional + k) != tuple_item_peek(keyword_names, k))
            return false;
    return true;
}

/* `args` stays the caller's: binding takes references. It may run Python code: a key that is hashed,
 * a dict that is collected. vm.binding must guard the registers meanwhile. */
bool function_bind(FunctionView function, Ref *registers, View *args, size_t positional, View keyword_names)
{
    CodeView code = function->code;
    size_t total = code_parameter_count(code), place = (size_t)code->argument_count + code->keyword_only;
    Binding binding = {.function = function, .code = code, .registers = registers, .named = place};
    size_t taken = positional < code->argument_count ? positional : code->argument_count;
    for (size_t i = 0; i < taken; i++)
        registers[i] = retain(args[i]);
    for (size_t i = taken; i < total; i++)
        registers[i] = NULL;
    if (code->flags & CODE_VARARGS) {
        registers[place] = tuple_from_array(args + taken, positional - taken);
        if (!registers[place++])
            goto fail;
    }
    if (code->flags & CODE_VARKEYWORDS && !(binding.keywords = registers[place] = dict_new()))
        goto fail;
    size_t keywords = keyword_names ? tuple_length(keyword_names) : 0;
    for (size_t i = 0; i < keywords; i++)
        if (!bind_keyword(&binding, keyword_names, tuple_item_peek(keyword_names, i), args[positional + i]))
            goto fail;
    if (positional > code->argument_count && !(code->flags & CODE_VARARGS)) {
        raise_too_many(&binding, positional);
        goto fail;
    }
    ASSERT(binding.named <= total && total <= code->first_temporary);
    if (fill_positional_defaults(&binding) && fill_keyword_defaults(&binding))
        return true;
fail:
    for (size_t i = 0; i < total; i++)
        release_maybe(registers[i]);
    return false;
}
