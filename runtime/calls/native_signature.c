/* native_signature: parses a signature such as "pop(index=-1, /)" and binds the arguments of a call to its
 * parameters, with CPython's words when they do not fit.
 *
 *     "name(a, b=1, /, c=2, *values, d, e=5, **names)"
 *           └──────┘   └─┘           └────┘
 *         by position  either        by keyword only      with `*,` instead of `*values` no more are taken
 *
 * One text serves for all: it says which arguments are legal, words the TypeError, and is what help() shows.
 * A default in it is for the reader: the C function sees NULL for an argument that was not given.
 *
 * Places:     signature_bind fills one place for each parameter, in the order of the text.
 * Ownership:  the places borrow; only the tuple for *values and the dict for **names are made here, and
 *             signature_unbind releases them.
 * Table:      a parsed signature is found by the address of its line, in a hash table with chains, and lives
 *             until signatures_stop. Its node lies outside of the counted heap.
 * Words:      CPython has several ways to parse arguments, each with messages of its own. The form of the
 *             signature tells which way CPython's function goes (raise_wrong_count). */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/runtime.h"
#include "runtime/text/str.h"

typedef struct SignatureNode {
    struct SignatureNode *next;
    Signature signature;
} SignatureNode;

enum { SIGNATURE_BUCKETS = 512 };
static SignatureNode *buckets[SIGNATURE_BUCKETS];

/* --- parsing -------------------------------------------------------------------------------------------- */

static const char *skip_spaces(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

/* The end of a default value: the comma or closing parenthesis that is not inside brackets or quotes. */
static const char *skip_default(const char *text)
{
    int depth = 0;
    for (char quote = 0; *text; text++) {
        if (quote)
            quote = *text == quote ? 0 : quote;
        else if (*text == '\'')
            quote = *text;
        else if (*text == '(' || *text == '[' || *text == '{')
            depth++;
        else if (depth == 0 && (*text == ',' || *text == ')'))
            break;
        else if (*text == ')' || *text == ']' || *text == '}')
            depth--;
    }
    return text;
}

static bool add_parameter(Signature *signature, const char *start, size_t length)
{
    Ref name = str_from_latin1((const unsigned char *)start, length);
    if (!name)
        return false;
    bool done = str_intern(&name);
    signature->names[signature->count++] = name;
    return done;
}

static bool parse_parameters(Signature *signature, const char *text)
{
    bool keyword_only = false;
    for (text = skip_spaces(text); *text != ')'; text = skip_spaces(text)) {
        if (*text == ',') {
            text++;
            continue;
        }
        if (*text == '/') {
            signature->positional_only = signature->positional;
            text++;
            continue;
        }
        if (*text == '*' && (text[1] == ',' || text[1] == ')')) {
            keyword_only = true;
            text++;
            continue;
        }
        int stars = *text == '*' ? text[1] == '*' ? 2 : 1 : 0;
        const char *start = text += stars;
        while (*text != ',' && *text != ')' && *text != '=')
            text++;
        uint8_t place = signature->count;
        if (!add_parameter(signature, start, (size_t)(text - start)))
            return false;
        bool has_default = *text == '=';
        text = skip_default(text);
        if (stars == 2) {
            signature->keyword_rest = (int8_t)place;
        } else if (stars == 1) {
            signature->rest = (int8_t)place;
            keyword_only = true;
        } else {
            if (!has_default)
                signature->required_mask |= 1u << place;
            if (!keyword_only) {
                signature->positional = (uint8_t)(place + 1);
                if (!has_default)
                    signature->required = (uint8_t)(place + 1);
            }
        }
    }
    return true;
}

static SignatureNode *parse(const NativeFunction *function)
{
    SignatureNode *node = calloc(1, sizeof *node);
    if (!node)
        return raise_memory_error();
    Signature *signature = &node->signature;
    signature->function = function;
    signature->name = function->signature;
    const char *open = strchr(function->signature, '(');
    signature->name_length = (uint8_t)(open - function->signature);
    signature->rest = signature->keyword_rest = -1;
    if (!parse_parameters(signature, open + 1)) {
        for (int i = 0; i < signature->count; i++)
            release_maybe(signature->names[i]);
        free(node);
        return NULL;
    }
    return node;
}

const Signature *signature_of(const NativeFunction *function)
{
    SignatureNode **bucket = &buckets[((uintptr_t)function >> 3) % SIGNATURE_BUCKETS];
    for (SignatureNode *node = *bucket; node; node = node->next)
        if (node->signature.function == function)
            return &node->signature;
    SignatureNode *node = parse(function);
    if (!node)
        return NULL;
    Signature *signature = &node->signature;
    bool has_rest = signature->rest >= 0 || signature->keyword_rest >= 0;
    signature->exact = !has_rest && signature->positional == signature->count ? signature->count : UINT8_MAX;
    signature->least = !has_rest && signature->required_mask >> signature->positional == 0 ? signature->required : UINT8_MAX;
    node->next = *bucket;
    *bucket = node;
    return &node->signature;
}

void signatures_stop(void)
{
    for (size_t b = 0; b < SIGNATURE_BUCKETS; b++) {
        for (SignatureNode *node = buckets[b], *next; node; node = next) {
            next = node->next;
            for (int i = 0; i < node->signature.count; i++)
                release_maybe(node->signature.names[i]);
            release_maybe(node->signature.module_name);
            free(node);
        }
        buckets[b] = NULL;
    }
}

void signature_set_module(const Signature *signature, View module_name)
{
    if (!signature->module_name && !str_equal_text(module_name, "builtins"))
        ((Signature *)signature)->module_name = retain(module_name); /* the table's own, which is not const */
}

/* --- the words of the TypeError ------------------------------------------------------------------------- */

/* How messages call the function: "list.append", "len". */
typedef struct Label {
    char text[128];
} Label;

static Label label_of(const Signature *signature, const TypeObject *owner)
{
    Label label;
    int length = signature->name_length;
    const char *dot = owner ? strrchr(type_name_peek(owner), '.') : NULL;
    if (owner && signature->function != owner->new_native && signature->function != owner->init_native)
        snprintf(label.text, sizeof label.text, "%s.%.*s", dot ? dot + 1 : type_name_peek(owner), length, signature->name);
    else
        snprintf(label.text, sizeof label.text, "%.*s", length, signature->name);
    return label;
}

/* The same with the class or the module: messages about functions of no argument or one have it, as CPython's
 * do. */
static Label full_label_of(const Signature *signature, const TypeObject *owner)
{
    View module = owner ? NULL : signature->module_name;
    Label label = label_of(signature, owner);
    if (module && module->type == TYPE_STR && ((StrView)module)->is_ascii)
        snprintf(label.text, sizeof label.text, "%s.%.*s", (const char *)((StrView)module)->data, signature->name_length, signature->name);
    return label;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static bool raise_wrong_count(const Signature *signature, const TypeObject *owner, size_t given, bool has_keywords)
{
    size_t least = signature->required, most = signature->positional;
    if (signature->positional_only == most && !has_keywords && (size_t)signature->count - (signature->keyword_rest >= 0 ? 1 : 0) == most) {
        bool is_constructor = owner && (signature->function == owner->new_native || signature->function == owner->init_native);
        if (most == 0 && is_constructor)
            raise_error(TypeError, "%s takes no arguments", label_of(signature, NULL).text);
        else if (most == 0 && signature->keyword_rest >= 0)
            raise_error(TypeError, "%s() takes no positional arguments", label_of(signature, NULL).text);
        else if (most == 0)
            raise_error(TypeError, "%s() takes no arguments (%zu given)", full_label_of(signature, owner).text, given);
        else if (most == 1 && least == 1 && !is_constructor)
            raise_error(TypeError, "%s() takes exactly one argument (%zu given)", full_label_of(signature, owner).text, given);
        else if (strstr(signature->function->signature, "start=None, end=None, /)")) /* str.find and the like */
            raise_error(TypeError, "%s() takes at %s %zu argument%s (%zu given)", label_of(signature, NULL).text,
                        given < least ? "least" : "most", given < least ? least : most, plural(given < least ? least : most), given);
        else if (least == most)
            raise_error(TypeError, "%s expected %zu argument%s, got %zu", label_of(signature, NULL).text, most, plural(most), given);
        else if (given < least)
            raise_error(TypeError, "%s expected at least %zu argument%s, got %zu", label_of(signature, NULL).text, least, plural(least),
                        given);
        else
            raise_error(TypeError, "%s expected at most %zu argument%s, got %zu", label_of(signature, NULL).text, most, plural(most),
                        given);
        return false;
    }
    Label name_only = label_of(signature, NULL);
    const char *name = name_only.text;
    if (given < least && signature->positional_only == most && signature->rest >= 0)
        raise_error(TypeError, "%s expected at least %zu argument%s, got %zu", name, least, plural(least), given);
    else if (given > most && most == 0)
        raise_error(TypeError, "%s() takes no positional arguments", name);
    else if (given > most)
        raise_error(TypeError, "%s() takes %s %zu positional argument%s (%zu given)", name, least == most ? "exactly" : "at most", most,
                    plural(most), given);
    else { /* of the positional-only ones: who lacks another is told its name */
        least = least < signature->positional_only ? least : signature->positional_only;
        raise_error(TypeError, "%s() takes %s %zu positional argument%s (%zu given)", name, least == most ? "exactly" : "at least", least,
                    plural(least), given);
    }
    return false;
}

/* More arguments than parameters, which can be given by name: no matter how the arguments were given. */
static bool raise_too_many(const Signature *signature, size_t positional, size_t keywords)
{
    size_t most = signature->count;
    raise_error(TypeError, "%s() takes at most %zu %sargument%s (%zu given)", label_of(signature, NULL).text, most,
                positional ? "" : "keyword ", plural(most), positional + keywords);
    return false;
}

static bool raise_missing(const Signature *signature, size_t place)
{
    if (place < signature->positional)
        raise_error(TypeError, "%s() missing required argument '%U' (pos %zu)", label_of(signature, NULL).text, signature->names[place],
                    place + 1);
    else
        raise_error(TypeError, "%s() missing required keyword-only argument: '%U'", label_of(signature, NULL).text,
                    signature->names[place]);
    return false;
}

/* --- binding -------------------------------------------------------------------------------------------- */

static bool bind_rest(const Signature *signature, View *args, size_t positional, View *bound)
{
    size_t taken = positional < signature->positional ? positional : signature->positional;
    Ref rest = tuple_from_array(args + taken, positional - taken);
    bound[signature->rest] = rest;
    return rest != NULL;
}

static Index find_parameter(const Signature *signature, View keyword)
{
    for (Index i = signature->positional_only; i < signature->count; i++) {
        if (i == signature->rest || i == signature->keyword_rest)
            continue;
        if (signature->names[i] == keyword || str_equal(signature->names[i], keyword))
            return i;
    }
    return -1;
}

/* Keywords that do not fit. CPython speaks of them when no argument is missing, and of an argument that is
 * given twice first. */
typedef struct Misfits {
    Index twice;  /* the first parameter that is given by position, too; -1: none */
    View unknown; /* the first keyword that names no parameter; NULL: none */
} Misfits;

/* False if there is no memory. */
static inline ALWAYS_INLINE bool bind_keyword(const Signature *signature, View keyword, View value, View *bound, Misfits *misfits)
{
    Index place = find_parameter(signature, keyword);
    if (place >= 0 && !bound[place]) {
        bound[place] = value;
    } else if (place >= 0) {
        misfits->twice = misfits->twice < 0 || place < misfits->twice ? place : misfits->twice;
    } else if (signature->keyword_rest >= 0) {
        View *rest = &bound[signature->keyword_rest];
        return (*rest || (*rest = dict_new())) && dict_set((DictView)*rest, keyword, value);
    } else if (!misfits->unknown) {
        misfits->unknown = keyword;
    }
    return true;
}

/* Those which in CPython are parsed by a format of keywords alone: it counts them before it looks at names. */
static bool counts_keywords(const Signature *signature)
{
    static const char *const names[] = {"min", "max", "zip", "product"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(label_of(signature, NULL).text, names[i]) == 0)
            return true;
    return false;
}

static void raise_misfit(const Signature *signature, const TypeObject *owner, const Misfits *misfits)
{
    if (misfits->twice >= 0)
        raise_error(TypeError, "argument for %s() given by name ('%U') and position (%zd)", label_of(signature, NULL).text,
                    signature->names[misfits->twice], misfits->twice + 1);
    else if (signature->positional_only + (signature->rest >= 0) == signature->count)
        raise_error(TypeError, "%s() takes no keyword arguments", full_label_of(signature, owner).text);
    else
        raise_error(TypeError, "'%U' is an invalid keyword argument for %s()", misfits->unknown, label_of(signature, NULL).text);
}

/* Are the required parameters bound that the mask names? False with TypeError. */
static inline ALWAYS_INLINE bool check_required(const Signature *signature, const TypeObject *owner, const View *bound, uint32_t mask,
                                                size_t positional, bool has_keywords)
{
    for (mask &= signature->required_mask; mask; mask &= mask - 1) {
        size_t place = (size_t)__builtin_ctz(mask);
        if (bound[place])
            continue;
        return place < signature->positional_only ? raise_wrong_count(signature, owner, positional, has_keywords)
                                                  : raise_missing(signature, place);
    }
    return true;
}

bool signature_bind(const Signature *signature, const TypeObject *owner, View *args, size_t positional, View keyword_names, View *bound)
{
    size_t keywords = keyword_names ? tuple_length(keyword_names) : 0, only = signature->positional_only;
    Misfits misfits = {.twice = -1};
    memset(bound, 0, signature->count * sizeof *bound);
    if (keywords && only == signature->count && signature->keyword_rest < 0) {
        raise_error(TypeError, "%s() takes no keyword arguments", full_label_of(signature, owner).text);
        return false;
    }
    if (positional + keywords > signature->count && signature->rest < 0 && signature->keyword_rest < 0 && only < signature->count)
        return raise_too_many(signature, positional, keywords);
    size_t by_name = (size_t)signature->count - 1 - signature->positional;
    if (UNLIKELY(signature->rest >= 0 && signature->keyword_rest < 0 && keywords > by_name && counts_keywords(signature))) {
        raise_error(TypeError, "%s() takes at most %zu keyword argument%s (%zu given)", label_of(signature, NULL).text, by_name,
                    plural(by_name), keywords);
        return false;
    }
    if (positional > signature->positional && signature->rest < 0)
        return raise_wrong_count(signature, owner, positional + keywords, keywords > 0);
    for (size_t i = 0; i < positional && i < signature->positional; i++)
        bound[i] = args[i];
    if (signature->rest >= 0 && !bind_rest(signature, args, positional, bound))
        return false;
    if (positional < only && !check_required(signature, owner, bound, (1u << only) - 1, positional, keywords > 0))
        goto fail;
    for (size_t i = 0; i < keywords; i++)
        if (!bind_keyword(signature, tuple_item_peek(keyword_names, i), args[positional + i], bound, &misfits))
            goto fail;
    if (!check_required(signature, owner, bound, UINT32_MAX << only, positional, keywords > 0))
        goto fail;
    if (misfits.twice < 0 && !misfits.unknown)
        return true;
    raise_misfit(signature, owner, &misfits);
fail:
    signature_unbind(signature, bound);
    return false;
}

void signature_unbind(const Signature *signature, View *bound)
{
    if (signature->rest >= 0)
        release_maybe(bound[signature->rest]);
    if (signature->keyword_rest >= 0)
        release_maybe(bound[signature->keyword_rest]);
}

bool signature_keywords_to_dict(View keyword_names, View *values, Ref *result)
{
    *result = NULL;
    size_t count = keyword_names ? tuple_length(keyword_names) : 0;
    if (!count)
        return true;
    Ref dict = dict_new();
    for (size_t i = 0; dict && i < count; i++) {
        if (!dict_set((DictView)dict, tuple_item_peek(keyword_names, i), values[i])) {
            release(dict);
            return false;
        }
    }
    *result = dict;
    return dict != NULL;
}
