/* completion: what Tab offers in the interactive interpreter: keywords, names of the namespace and the
 * built-ins, and, behind a dot, attributes.
 *
 * To find the attributes of `a.b.` the object is looked up, attribute by attribute; nothing is called, but a
 * property runs. Whatever goes wrong on the way only means that there is nothing to offer. Callables are
 * offered with "(", as CPython's rlcompleter does. */
#include "shell/completion.h"

#include <editline/readline.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "vm/module.h"

static DictView namespace;
static ListView matches; /* while one completion goes on: whole replacements for the word */
static size_t next_match;

static const char *const keywords[] = {"False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
                                       "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
                                       "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
                                       "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

/* --- collecting ----------------------------------------------------------------------------------------- */

/* prefix: UTF-8. */
static bool starts_with(View text, const char *prefix, size_t length)
{
    char *owned;
    size_t bytes;
    const char *utf8 = str_utf8((StrView)text, &bytes, &owned);
    bool is_start = utf8 && bytes >= length && memcmp(utf8, prefix, length) == 0;
    if (utf8)
        str_utf8_free(owned, bytes);
    error_clear();
    return is_start;
}

/* Offer base + name, with "(" behind if the value can be called. */
static void offer(const char *base, size_t base_length, View name, View value)
{
    Ref start = str_from_utf8(base, base_length);
    Ref whole = start ? str_format("%U%U%s", start, name, value && object_is_callable(value) ? "(" : "") : NULL;
    release_maybe(start);
    if (!whole || !list_append_take(matches, whole))
        error_clear();
}

static void offer_names(DictView dict, const char *prefix, size_t length)
{
    Ref names = dict_keys_list(dict);
    for (size_t i = 0; names && i < ((ListView)names)->used; i++) {
        View name = list_item_peek((ListView)names, i);
        if (is_str(name) && starts_with(name, prefix, length))
            offer("", 0, name, dict_get_peek(dict, name));
    }
    release_maybe(names);
    error_clear();
}

static void offer_keywords(const char *prefix, size_t length)
{
    for (size_t i = 0; i < COUNT_OF(keywords); i++) {
        Ref name = strncmp(keywords[i], prefix, length) == 0 ? str_from_text(keywords[i]) : NULL;
        if (name)
            offer("", 0, name, NULL);
        release_maybe(name);
    }
}

/* The object that `path` (names joined by dots) stands for, owned; NULL, with or without an exception, if
 * there is none. */
static Ref object_at(const char *path, size_t length)
{
    Ref object = NULL;
    for (size_t start = 0; start <= length;) {
        const char *dot = memchr(path + start, '.', length - start);
        size_t stop = dot ? (size_t)(dot - path) : length;
        Ref name = str_from_utf8(path + start, stop - start);
        if (!name || !str_intern(&name))
            return release_maybe(name), release_maybe(object), NULL;
        Ref found;
        if (start > 0) {
            found = object_get_attribute_maybe(object, name);
        } else {
            View known = dict_get_str_peek(namespace, name);
            if (!known)
                known = dict_get_str_peek(builtins_dict_peek(), name);
            found = retain_maybe(known ? known : builtins_make_peek(name));
        }
        release(name);
        release_maybe(object);
        object = found;
        if (!object)
            return NULL;
        start = stop + 1;
    }
    return object;
}

static void offer_attributes(const char *word, size_t dot)
{
    const char *prefix = word + dot + 1;
    size_t length = strlen(prefix);
    Ref object = object_at(word, dot);
    View dir = dict_get_text_peek(builtins_dict_peek(), "dir");
    Ref names = object && dir ? call_1(dir, object) : NULL;
    for (size_t i = 0; names && names->type == TYPE_LIST && i < ((ListView)names)->used; i++) {
        Ref name = retain(list_item_peek((ListView)names, i));
        bool is_private = is_str(name) && starts_with(name, "_", 1) && length == 0; /* shown once asked for */
        if (is_str(name) && !is_private && starts_with(name, prefix, length)) {
            Ref value = object_get_attribute_maybe(object, name);
            error_clear();
            offer(word, dot + 1, name, value);
            release_maybe(value);
        }
        release(name);
    }
    release_maybe(names);
    release_maybe(object);
    error_clear();
}

/* --- libedit's side ------------------------------------------------------------------------------------- */

static void collect(const char *word)
{
    matches = (ListView)list_new(0);
    next_match = 0;
    if (!matches) {
        error_clear();
        return;
    }
    const char *dot = strrchr(word, '.');
    size_t length = strlen(word);
    if (dot) {
        offer_attributes(word, (size_t)(dot - word));
        return;
    }
    if (!builtins_make_all())
        error_clear();
    offer_keywords(word, length);
    offer_names(namespace, word, length);
    offer_names(builtins_dict_peek(), word, length);
}

/* Called again and again: the next match as a block of malloc, NULL after the last. */
static char *generate(const char *word, int state)
{
    if (state == 0)
        collect(word);
    if (matches && next_match < matches->used) {
        size_t length;
        char *owned;
        const char *text = str_utf8((StrView)list_item_peek(matches, next_match++), &length, &owned);
        char *copy = text ? strndup(text, length) : NULL;
        if (text)
            str_utf8_free(owned, length);
        error_clear();
        return copy;
    }
    CLEAR(matches);
    return NULL;
}

/* Characters in the line before the cursor; libedit counts bytes. */
static int columns_before_cursor(void)
{
    int columns = 0;
    for (int i = 0; i < rl_point; i++)
        columns += ((unsigned char)rl_line_buffer[i] & 0xC0) != 0x80;
    return columns;
}

static char **complete(const char *word, int start UNUSED, int end UNUSED)
{
    rl_attempted_completion_over = 1; /* no file names */
    if (*word == 0) {
        rl_insert_text(&"    "[columns_before_cursor() % 4]); /* to the next multiple of four */
        return NULL;
    }
    Ref raised = error_take();
    char **found = rl_completion_matches(word, generate);
    error_restore_take(raised);
    return found;
}

void completion_start(DictView names)
{
    namespace = names;
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";
    rl_completion_append_character = 0;
}
