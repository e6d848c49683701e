/* Tests of the signatures of native functions: what is read from the text, where the arguments of a call go,
 * and the words of each TypeError, which are those of python3.11 for a function of such a signature. */
#include "tests/unit/fixture.h"

#include "runtime/calls/native.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/text/str.h"

TestSuite(native_signature, .init = fixture_start, .fini = fixture_stop);

static Ref no_code(View self UNUSED, View *args UNUSED)
{
    return none_new();
}

static const NativeFunction mixed = {"f(x, /, y=0, *, z=None)", no_code, NULL},
                            variable = {"g(first, *rest, key=None, **others)", no_code, NULL};

/* --- reading -------------------------------------------------------------------------------------------- */

typedef struct Reading {
    NativeFunction function;
    const char *names; /* with a blank between them */
    unsigned positional_only, positional, required, required_mask;
    int rest, keyword_rest;
    unsigned exact, least; /* UINT8_MAX: not so simple */
} Reading;

static const Reading readings[] = {
    {{"f()", no_code, NULL}, "", 0, 0, 0, 0, -1, -1, 0, 0},
    {{"f(x, /)", no_code, NULL}, "x", 1, 1, 1, 1, -1, -1, 1, 1},
    {{"f(x, y)", no_code, NULL}, "x y", 0, 2, 2, 3, -1, -1, 2, 2},
    {{"f(x, /, y=0, *, z=None)", no_code, NULL}, "x y z", 1, 2, 1, 1, -1, -1, UINT8_MAX, 1},
    {{"f(x, y=(1, 'a)'), /, z='*, /=')", no_code, NULL}, "x y z", 2, 3, 1, 1, -1, -1, 3, 1},
    {{"f(*, z, w=[])", no_code, NULL}, "z w", 0, 0, 0, 1, -1, -1, UINT8_MAX, UINT8_MAX},
    {{"f(*values)", no_code, NULL}, "values", 0, 0, 0, 0, 0, -1, UINT8_MAX, UINT8_MAX},
    {{"f(a, *values, key=None, **names)", no_code, NULL}, "a values key names", 0, 1, 1, 1, 1, 3, UINT8_MAX, UINT8_MAX},
};

Test(native_signature, text_is_read)
{
    for (size_t i = 0; i < COUNT_OF(readings); i++) {
        const Reading *expected = &readings[i];
        const Signature *found = signature_of(&expected->function);
        cr_assert(found && found->name_length == 1);
        Ref blank = str_from_text(" "), names = str_join_array(blank, (View *)(uintptr_t)found->names, found->count);
        cr_expect(str_equal_text(names, expected->names), "%s: names", found->name);
        release(names);
        release(blank);
        cr_expect(found->positional_only == expected->positional_only && found->positional == expected->positional &&
                      found->required == expected->required && found->required_mask == expected->required_mask,
                  "%s: kinds", found->name);
        cr_expect(found->rest == expected->rest && found->keyword_rest == expected->keyword_rest, "%s: stars", found->name);
        cr_expect(found->exact == expected->exact && found->least == expected->least, "%s: the short ways", found->name);
    }
}

Test(native_signature, text_is_read_once_and_names_are_interned)
{
    const Signature *signature = signature_of(&mixed);
    Ref y = str_intern_text("y");
    cr_assert(signature_of(&mixed) == signature && signature->names[1] == y);
    release(y);
}

/* --- binding -------------------------------------------------------------------------------------------- */

typedef struct Call {
    View args[8];
    size_t positional;
    Ref keyword_names; /* or NULL */
} Call;

/* A call with so many ints 1000, 1001 … by position, and more for the names, with a blank between them. */
static Call call_of(size_t positional, const char *keywords)
{
    Call call = {.positional = positional};
    size_t count = positional;
    Ref names[8];
    for (const char *name = keywords, *end; name && *name; name = *end ? end + 1 : end) {
        end = name + strcspn(name, " ");
        names[count++ - positional] = str_intern_bytes(name, (size_t)(end - name));
    }
    for (size_t i = 0; i < count; i++)
        call.args[i] = int_new(1000 + (int64_t)i);
    if (count > positional)
        call.keyword_names = tuple_from_array(names, count - positional);
    for (size_t i = positional; i < count; i++)
        release(names[i - positional]);
    return call;
}

static void call_free(Call *call)
{
    for (size_t i = 0; i < COUNT_OF(call->args); i++)
        if (call->args[i]) {
            cr_expect_eq(call->args[i]->refcount, 1, "argument %zu is still held", i);
            release(call->args[i]);
        }
    release_maybe(call->keyword_names);
}

static bool bind(const NativeFunction *function, const TypeObject *owner, Call *call, View *bound)
{
    return signature_bind(signature_of(function), owner, call->args, call->positional, call->keyword_names, bound);
}

/* Are the ints bound so to three parameters? 0: nothing is. */
static void expect_bound(const NativeFunction *function, size_t positional, const char *keywords, const int *expected)
{
    View bound[NATIVE_MAX_PARAMETERS];
    Call call = call_of(positional, keywords);
    cr_assert(bind(function, NULL, &call, bound));
    cr_assert_eq(signature_of(function)->count, 3);
    for (size_t i = 0; i < 3; i++)
        cr_assert_eq(bound[i] ? ((IntObject *)bound[i])->value : 0, expected[i], "place %zu", i);
    signature_unbind(signature_of(function), bound);
    call_free(&call);
}

Test(native_signature, arguments_go_to_their_places)
{
    expect_bound(&mixed, 1, NULL, (int[]){1000, 0, 0});
    expect_bound(&mixed, 2, NULL, (int[]){1000, 1001, 0});
    expect_bound(&mixed, 1, "y", (int[]){1000, 1001, 0});
    expect_bound(&mixed, 1, "z y", (int[]){1000, 1002, 1001});
    expect_bound(&mixed, 2, "z", (int[]){1000, 1001, 1002});
}

Test(native_signature, the_rest_goes_to_a_tuple_and_a_dict_which_unbinding_releases)
{
    View bound[NATIVE_MAX_PARAMETERS];
    Call call = call_of(3, "key other first_not");
    cr_assert(bind(&variable, NULL, &call, bound));
    cr_assert(bound[0] == call.args[0] && bound[2] == call.args[3]);
    cr_assert(tuple_length(bound[1]) == 2 && tuple_item_peek(bound[1], 0) == call.args[1] && tuple_item_peek(bound[1], 1) == call.args[2]);
    DictView others = (DictView)bound[3];
    cr_assert(others->used == 2 && dict_get_text_peek(others, "other") == call.args[4]);
    cr_assert_eq(dict_get_text_peek(others, "first_not"), call.args[5]);
    signature_unbind(signature_of(&variable), bound);
    call_free(&call);
}

Test(native_signature, without_a_rest_there_is_an_empty_tuple_and_no_dict)
{
    View bound[NATIVE_MAX_PARAMETERS];
    Call call = call_of(0, "first");
    cr_assert(bind(&variable, NULL, &call, bound));
    cr_assert(bound[0] == call.args[0] && tuple_length(bound[1]) == 0 && !bound[2] && !bound[3]);
    signature_unbind(signature_of(&variable), bound);
    call_free(&call);
}

/* A name before the '/' is no keyword: where there is a **names it goes there. */
Test(native_signature, positional_only_name_is_free_for_the_other_keywords)
{
    static const NativeFunction function = {"h(self, /, **names)", no_code, NULL};
    View bound[NATIVE_MAX_PARAMETERS];
    Call call = call_of(1, "self");
    cr_assert(bind(&function, NULL, &call, bound));
    cr_assert(bound[0] == call.args[0] && dict_get_text_peek((DictView)bound[1], "self") == call.args[1]);
    signature_unbind(signature_of(&function), bound);
    call_free(&call);
}

Test(native_signature, keyword_need_not_be_the_interned_str)
{
    View bound[NATIVE_MAX_PARAMETERS];
    Call call = call_of(1, "z");
    char text[] = {'y', 0};
    Ref wide = str_from_text("€y"), name = str_slice(wide, 1, 2), names = tuple_pack(1, name);
    cr_assert(str_equal_text(name, text));
    replace_take(&call.keyword_names, names);
    cr_assert(bind(&mixed, NULL, &call, bound) && bound[1] == call.args[1]);
    release(name);
    release(wide);
    call_free(&call);
}

/* --- the words of the errors ---------------------------------------------------------------------------- */

static const struct {
    NativeFunction function;
    uint32_t owner; /* the index of the type whose method it is, or 0 */
    const char *module;
    size_t positional;
    const char *keywords, *in_python, *words;
} errors[] = {
    {{"globals()", no_code, NULL}, 0, NULL, 1, NULL, "globals(1)", "globals() takes no arguments (1 given)"},
    {{"clear()", no_code, NULL}, TYPE_LIST, NULL, 2, NULL, "[].clear(1, 2)", "list.clear() takes no arguments (2 given)"},
    {{"time()", no_code, NULL}, 0, "time", 1, NULL, "time.time(1)", "time.time() takes no arguments (1 given)"},
    {{"len(obj, /)", no_code, NULL}, 0, NULL, 0, NULL, "len()", "len() takes exactly one argument (0 given)"},
    {{"sqrt(x, /)", no_code, NULL}, 0, "math", 2, NULL, "math.sqrt(1, 2)", "math.sqrt() takes exactly one argument (2 given)"},
    {{"append(object, /)", no_code, NULL}, TYPE_LIST, NULL, 0, NULL, "[].append()", "list.append() takes exactly one argument (0 given)"},
    {{"divmod(x, y, /)", no_code, NULL}, 0, NULL, 1, NULL, "divmod(1)", "divmod expected 2 arguments, got 1"},
    {{"insert(index, object, /)", no_code, NULL}, TYPE_LIST, NULL, 3, NULL, "[].insert(1, 2, 3)", "insert expected 2 arguments, got 3"},
    {{"pop(index=-1, /)", no_code, NULL}, TYPE_LIST, NULL, 2, NULL, "[].pop(1, 2)", "pop expected at most 1 argument, got 2"},
    {{"index(value, start=0, /)", no_code, NULL}, TYPE_LIST, NULL, 0, NULL, "[].index()", "index expected at least 1 argument, got 0"},
    {{"getattr(object, name, default=x, /)", no_code, NULL},
     0,
     NULL,
     4,
     NULL,
     "getattr(1, 2, 3, 4)",
     "getattr expected at most 3 arguments, got 4"},
    {{"max(first, /, *rest)", no_code, NULL}, 0, NULL, 0, NULL, "max()", "max expected at least 1 argument, got 0"},
    {{"len(obj, /)", no_code, NULL}, 0, NULL, 0, "obj", "len(obj=1)", "len() takes no keyword arguments"},
    {{"append(object, /)", no_code, NULL}, TYPE_LIST, NULL, 0, "object", "[].append(object=1)", "list.append() takes no keyword arguments"},
    {{"gcd(*integers)", no_code, NULL}, 0, "math", 0, "x", "math.gcd(x=1)", "math.gcd() takes no keyword arguments"},
    {{"sum(iterable, /, start=0)", no_code, NULL}, 0, NULL, 0, NULL, "sum()", "sum() takes at least 1 positional argument (0 given)"},
    {{"sum(iterable, /, start=0)", no_code, NULL}, 0, NULL, 3, NULL, "sum(1, 2, 3)", "sum() takes at most 2 arguments (3 given)"},
    {{"sum(iterable, /, start=0)", no_code, NULL}, 0, NULL, 1, "x", "sum([], x=1)", "'x' is an invalid keyword argument for sum()"},
    {{"sum(iterable, /, start=0)", no_code, NULL}, 0, NULL, 2, "start", "sum([], 1, start=1)", "sum() takes at most 2 arguments (3 given)"},
    {{"round(number, ndigits=None)", no_code, NULL}, 0, NULL, 0, NULL, "round()", "round() missing required argument 'number' (pos 1)"},
    {{"round(number, ndigits=None)", no_code, NULL},
     0,
     NULL,
     0,
     "ndigits",
     "round(ndigits=1)",
     "round() missing required argument 'number' (pos 1)"},
    {{"round(number, ndigits=None)", no_code, NULL},
     0,
     NULL,
     1,
     "number",
     "round(1, number=1)",
     "argument for round() given by name ('number') and position (1)"},
    {{"compile(source, filename, mode)", no_code, NULL},
     0,
     NULL,
     1,
     NULL,
     "compile(1)",
     "compile() missing required argument 'filename' (pos 2)"},
    {{"isclose(a, b, *, rel_tol=0, abs_tol=0)", no_code, NULL},
     0,
     "math",
     3,
     NULL,
     "math.isclose(1, 2, 3)",
     "isclose() takes exactly 2 positional arguments (3 given)"},
    {{"to_bytes(length=1, byteorder='big', *, signed=False)", no_code, NULL},
     TYPE_INT,
     NULL,
     3,
     NULL,
     "(5).to_bytes(1, 'big', True)",
     "to_bytes() takes at most 2 positional arguments (3 given)"},
    {{"sort(*, key=None, reverse=False)", no_code, NULL}, TYPE_LIST, NULL, 1, NULL, "[].sort(1)", "sort() takes no positional arguments"},
    {{"sort(*, key=None, reverse=False)", no_code, NULL},
     TYPE_LIST,
     NULL,
     3,
     NULL,
     "[].sort(1, 2, 3)",
     "sort() takes at most 2 arguments (3 given)"},
    {{"sort(*, key=None, reverse=False)", no_code, NULL},
     TYPE_LIST,
     NULL,
     0,
     "a b c",
     "[].sort(a=1, b=2, c=3)",
     "sort() takes at most 2 keyword arguments (3 given)"},
    {{"print(*values, sep=' ', end='\\n')", no_code, NULL},
     0,
     NULL,
     1,
     "foo",
     "print(1, foo=2)",
     "'foo' is an invalid keyword argument for print()"},
    /* wrong in two ways: what is missing comes first, then what is given twice */
    {{"round(number, ndigits=None)", no_code, NULL},
     0,
     NULL,
     0,
     "zzz",
     "round(zzz=1)",
     "round() missing required argument 'number' (pos 1)"},
    {{"isclose(a, b, *, rel_tol=0)", no_code, NULL},
     0,
     "math",
     1,
     "zzz",
     "math.isclose(1, zzz=1)",
     "isclose() missing required argument 'b' (pos 2)"},
    {{"to_bytes(length=1, byteorder='big', *, signed=False)", no_code, NULL},
     TYPE_INT,
     NULL,
     1,
     "zzz length",
     "(5).to_bytes(1, zzz=1, length=1)",
     "argument for to_bytes() given by name ('length') and position (1)"},
    {{"prod(iterable, /, *, start=1)", no_code, NULL},
     0,
     "math",
     0,
     "zzz",
     "math.prod(zzz=1)",
     "prod() takes exactly 1 positional argument (0 given)"},
    {{"sum(iterable, /, start=0)", no_code, NULL}, 0, NULL, 0, "zzz", "sum(zzz=1)", "sum() takes at least 1 positional argument (0 given)"},
};

Test(native_signature, wrong_calls_are_refused_in_the_words_of_python)
{
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        View bound[NATIVE_MAX_PARAMETERS];
        Call call = call_of(errors[i].positional, errors[i].keywords);
        if (errors[i].module) {
            Ref module = str_from_text(errors[i].module);
            signature_set_module(signature_of(&errors[i].function), module);
            release(module);
        }
        cr_assert_not(bind(&errors[i].function, errors[i].owner ? types[errors[i].owner] : NULL, &call, bound), "%s", errors[i].in_python);
        cr_assert(error_matches(TypeError));
        Ref error = error_take();
        View words = tuple_item_peek(((ExceptionObject *)error)->args, 0);
        cr_expect(str_equal_text(words, errors[i].words), "%s says: %s", errors[i].in_python, (const char *)((StrView)words)->data);
        release(error);
        call_free(&call);
    }
}

/* What was made for the call that is refused is released: call_free sees the arguments' counts. */
Test(native_signature, call_that_is_refused_releases_what_was_made_for_it)
{
    View bound[NATIVE_MAX_PARAMETERS];
    Call call = call_of(2, "other first");
    cr_assert_not(bind(&variable, NULL, &call, bound));
    cr_assert(error_matches(TypeError));
    error_clear();
    call_free(&call);
}

Test(native_signature, without_memory_a_call_is_refused_and_releases_what_was_made)
{
    for (unsigned n = 1; n <= 3; n++) { /* the tuple, the dict, the dict's entries */
        View bound[NATIVE_MAX_PARAMETERS];
        Call call = call_of(3, "other");
        const Signature *signature = signature_of(&variable);
        heap_fail_at(n, true);
        bool done = signature_bind(signature, NULL, call.args, call.positional, call.keyword_names, bound);
        heap_fail_at(0, false);
        cr_assert(!done && error_matches(MemoryError), "allocation %u", n);
        error_clear();
        call_free(&call);
    }
}

/* --- calling -------------------------------------------------------------------------------------------- */

static Ref sum_code(View self, View *args)
{
    cr_assert_eq(self, NONE);
    return int_new(((IntObject *)args[0])->value + (args[1] ? ((IntObject *)args[1])->value : 5000));
}

Test(native_signature, code_gets_the_places_and_null_for_what_was_left_out)
{
    static const NativeFunction function = {"add(x, /, y=5000)", sum_code, NULL};
    static const struct {
        size_t positional;
        const char *keywords;
        int64_t sum;
    } calls[] = {{2, NULL, 2001}, {1, "y", 2001}, {1, NULL, 6000}};
    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        Call call = call_of(calls[i].positional, calls[i].keywords);
        Ref sum = native_invoke(signature_of(&function), NULL, NONE, call.args, call.positional, call.keyword_names);
        cr_assert(sum && ((IntObject *)sum)->value == calls[i].sum);
        release(sum);
        call_free(&call);
    }
}

Test(native_signature, keywords_become_a_dict_and_none_no_dict)
{
    Call call = call_of(1, "a b"), none = call_of(1, NULL);
    Ref dict;
    cr_assert(signature_keywords_to_dict(call.keyword_names, call.args + call.positional, &dict));
    cr_assert(((DictView)dict)->used == 2 && dict_get_text_peek((DictView)dict, "b") == call.args[2]);
    release(dict);
    cr_assert(signature_keywords_to_dict(none.keyword_names, none.args, &dict) && !dict);
    call_free(&call);
    call_free(&none);
}
