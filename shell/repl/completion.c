/* completion: see completion.h. Where the cursor is decides what is offered: in an import, in a string, behind a
 * bracket, behind a dot, or in a plain word. Callables are offered with "(", as CPython's rlcompleter does. */
#include "shell/repl/completion_private.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/growing.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "shell/repl/highlight.h"
#include "vm/module.h"

static DictView namespace;

static const Word nothing = {"", 0};

static bool is_interrupted; /* by Ctrl-C, while something was looked up */

void completion_drop_error(void)
{
    if (error_is_set() && error_matches(KeyboardInterrupt))
        is_interrupted = true;
    error_clear();
}

/* --- collecting ----------------------------------------------------------------------------------------- */

void completion_offer(Completions *found, Word base, Word typed, const char *name, const char *ending)
{
    size_t length = strlen(name), more = strlen(ending);
    if (length < typed.length || memcmp(name, typed.text, typed.length) != 0)
        return;
    char *item = GROWING_ROOM(found->items, found->count, found->capacity, 64) ? malloc(base.length + length + more + 1) : NULL;
    if (!item)
        return;
    memcpy(item, base.text, base.length);
    memcpy(item + base.length, name, length);
    memcpy(item + base.length + length, ending, more + 1);
    found->items[found->count++] = item;
}

void completion_offer_str(Completions *found, Word base, Word typed, View name, const char *ending)
{
    StrView text = str_view(name);
    size_t length;
    char *owned;
    const char *utf8 = text ? str_utf8(text, &length, &owned) : NULL;
    if (utf8) {
        completion_offer(found, base, typed, utf8, ending);
        str_utf8_free(owned, length);
    }
    completion_drop_error();
}

static const char *call_mark(View value)
{
    return value && object_is_callable(value) ? "(" : "";
}

static void offer_names(Completions *found, DictView dict, Word typed)
{
    Ref names = dict_keys_list(dict);
    for (size_t i = 0; names && i < ((ListView)names)->used; i++) {
        View name = list_item_peek((ListView)names, i);
        if (is_str(name))
            completion_offer_str(found, nothing, typed, name, call_mark(dict_get_peek(dict, name)));
    }
    release_maybe(names);
    completion_drop_error();
}

static void offer_keywords(Completions *found, Word typed)
{
    const char *word;
    for (size_t i = 0; (word = highlight_keyword(i)) != NULL; i++)
        completion_offer(found, nothing, typed, word, "");
}

/* --- objects -------------------------------------------------------------------------------------------- */

/* A property would run its function, which may do anything: it is not asked. */
static bool is_property(View object, View name)
{
    Ref of_type = object_get_attribute_maybe(AS_OBJECT(type_of_peek(object)), name);
    bool answer = of_type && type_of_peek(of_type) == &property_type;
    release_maybe(of_type);
    completion_drop_error();
    return answer;
}

static View global_peek(View name)
{
    View known = namespace ? dict_get_str_peek(namespace, name) : NULL;
    if (!known)
        known = dict_get_str_peek(builtins_dict_peek(), name);
    return known ? known : builtins_make_peek(name);
}

/* The object that the path (names joined by dots) stands for, owned; NULL, with or without an exception, if there is none. */
static Ref object_at(Word path)
{
    Ref object = NULL;
    for (size_t start = 0; start <= path.length;) {
        const char *dot = memchr(path.text + start, '.', path.length - start);
        size_t stop = dot ? (size_t)(dot - path.text) : path.length;
        Ref name = str_from_utf8(path.text + start, stop - start);
        if (!name || !str_intern(&name))
            return release_maybe(name), release_maybe(object), NULL;
        Ref next = start == 0                  ? retain_maybe(global_peek(name))
                   : is_property(object, name) ? NULL
                                               : object_get_attribute_maybe(object, name);
        release(name);
        release_maybe(object);
        object = next;
        if (!object)
            return NULL;
        start = stop + 1;
    }
    return object;
}

void completion_offer_attributes(Completions *found, Word base, Word typed, View object, bool shows_calls)
{
    Ref key = str_intern_text("dir"), dir = key ? retain_maybe(builtins_make_peek(key)) : NULL;
    if (!dir && key)
        dir = retain_maybe(dict_get_str_peek(builtins_dict_peek(), key));
    Ref names = dir ? call_1(dir, object) : NULL;
    for (size_t i = 0; names && names->type == TYPE_LIST && i < ((ListView)names)->used; i++) {
        Ref name = retain(list_item_peek((ListView)names, i));
        bool is_private = is_str(name) && str_length(name) && str_at(str_view(name), 0) == '_';
        if (is_str(name) && (!is_private || typed.length)) {
            Ref value = shows_calls && !is_property(object, name) ? object_get_attribute_maybe(object, name) : NULL;
            completion_drop_error();
            completion_offer_str(found, base, typed, name, call_mark(value));
            release_maybe(value);
        }
        release(name);
    }
    release_maybe(key);
    release_maybe(dir);
    release_maybe(names);
    completion_drop_error();
}

/* --- keys ----------------------------------------------------------------------------------------------- */

/* repr(key) with the quotes that were typed, or as it is: then of numbers, too. */
static void offer_key(Completions *found, Word typed, View key, char quote)
{
    if (!is_str(key) && (quote || !(is_int(key) || is_tuple(key))))
        return;
    Ref shown = object_repr(key);
    if (shown && quote && str_at((StrView)shown, 0) != (Character)quote) {
        Ref plain = str_format("%c%U%c", quote, key, quote); /* repr chose the other quotes: only a key without either is as simple */
        bool is_simple = str_length(shown) == str_length(key) + 2 && str_at((StrView)shown, 0) == '\'';
        release(shown);
        shown = is_simple ? plain : NULL;
        if (!is_simple)
            release_maybe(plain);
    }
    if (shown)
        completion_offer_str(found, nothing, typed, shown, "]");
    release_maybe(shown);
    completion_drop_error();
}

static bool is_path_byte(char c)
{
    return is_name_byte(c) || c == '.';
}

/* `bracket`: where a [ stands; behind it `typed`. */
static void offer_keys(Completions *found, const char *text, size_t bracket, Word typed, char quote)
{
    size_t start = bracket;
    while (start > 0 && is_path_byte(text[start - 1]))
        start--;
    Ref object = start < bracket ? object_at((Word){text + start, bracket - start}) : NULL;
    completion_drop_error();
    DictView dict = object && is_dict(object) ? (DictView)object : NULL;
    Ref keys = dict ? dict_keys_list(dict) : NULL;
    for (size_t i = 0; keys && i < ((ListView)keys)->used; i++) {
        Ref key = retain(list_item_peek((ListView)keys, i));
        offer_key(found, typed, key, quote);
        release(key);
    }
    release_maybe(keys);
    release_maybe(object);
    completion_drop_error();
}

/* --- where the cursor is -------------------------------------------------------------------------------- */

static size_t word_start(const char *text, size_t cursor)
{
    while (cursor > 0 && is_path_byte(text[cursor - 1]))
        cursor--;
    return cursor;
}

static size_t statement_start(const char *text, size_t cursor)
{
    while (cursor > 0 && text[cursor - 1] != '\n' && text[cursor - 1] != ';')
        cursor--;
    while (text[cursor] == ' ' || text[cursor] == '\t')
        cursor++;
    return cursor;
}

static bool begins_import(const char *text, size_t cursor)
{
    size_t start = statement_start(text, cursor);
    return start < cursor && (strncmp(text + start, "import ", 7) == 0 || strncmp(text + start, "from ", 5) == 0);
}

static bool is_triple(const char *text, size_t cursor, size_t quote)
{
    return cursor >= quote + 3 && text[quote + 1] == text[quote] && text[quote + 2] == text[quote];
}

bool completion_has_word(const char *text, size_t cursor)
{
    size_t quote;
    if (cursor == 0)
        return false;
    if (highlight_is_in_string(text, cursor, &quote))
        return !is_triple(text, cursor, quote);
    return is_path_byte(text[cursor - 1]) || text[cursor - 1] == '[' || begins_import(text, cursor);
}

static void find_in_string(Completions *found, const char *text, size_t cursor, size_t quote)
{
    if (is_triple(text, cursor, quote))
        return;
    if (quote > 0 && text[quote - 1] == '[') {
        found->from = quote;
        offer_keys(found, text, quote - 1, (Word){text + quote, cursor - quote}, text[quote]);
    }
    if (found->count == 0) {
        found->from = quote + 1;
        completion_offer_files(found, (Word){text + quote + 1, cursor - quote - 1}, text[quote]);
    }
}

static void find_word(Completions *found, const char *text, size_t cursor)
{
    size_t start = word_start(text, cursor), dot = cursor;
    while (dot > start && text[dot - 1] != '.')
        dot--;
    found->from = start;
    if (start == cursor) {
        if (cursor > 0 && text[cursor - 1] == '[')
            offer_keys(found, text, cursor - 1, nothing, 0);
        return;
    }
    Word typed = {text + dot, cursor - dot};
    if (dot > start) {
        Ref object = object_at((Word){text + start, dot - 1 - start});
        completion_drop_error();
        found->shown_from = dot - start;
        if (object)
            completion_offer_attributes(found, (Word){text + start, dot - start}, typed, object, true);
        release_maybe(object);
        return;
    }
    if (!builtins_make_all())
        completion_drop_error();
    offer_keywords(found, typed);
    if (namespace)
        offer_names(found, namespace, typed);
    offer_names(found, builtins_dict_peek(), typed);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort(Completions *found)
{
    size_t kept = 0;
    if (found->count)
        qsort(found->items, found->count, sizeof *found->items, compare);
    for (size_t i = 0; i < found->count; i++)
        if (kept && strcmp(found->items[kept - 1], found->items[i]) == 0)
            free(found->items[i]);
        else
            found->items[kept++] = found->items[i];
    found->count = kept;
}

Completions completion_find(const char *text, size_t cursor)
{
    Completions found = {0};
    size_t quote, statement = statement_start(text, cursor);
    Ref raised = error_take();
    if (highlight_is_in_string(text, cursor, &quote)) {
        find_in_string(&found, text, cursor, quote);
    } else {
        found.from = word_start(text, cursor);
        if (statement > cursor || !completion_offer_imports(&found, (Word){text + statement, cursor - statement}))
            find_word(&found, text, cursor);
    }
    completion_drop_error();
    error_restore_take(raised);
    if (is_interrupted)
        thread.interrupted = true; /* who reads the next key sees it */
    is_interrupted = false;
    sort(&found);
    return found;
}

void completion_free(Completions *found)
{
    for (size_t i = 0; i < found->count; i++)
        free(found->items[i]);
    free(found->items);
    *found = (Completions){0};
}

void completion_start(DictView names)
{
    namespace = names;
}
