/* print_exception: exceptions as CPython 3.11 prints them.
 *
 * The whole text is built first and written at once. Source lines are read from the file that the code object
 * names; carets mark the part of the line that the instruction came from, ~ and ^ tell the operands of an
 * operator from the operator itself (source_carets.c). */
#include "stdlib/builtins/print_exception.h"

#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exception_group.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/builtins/source_carets.h"
#include "stdlib/builtins/suggestions.h"
#include "vm/module.h"
#include "vm/run/traceback.h"

enum { REPEATS_SHOWN = 3, TRACEBACK_MOST = 1000 };

/* An exception, and before it in print what it came from. */
typedef struct Chain {
    View *items; /* the exception itself, then its cause or context, then theirs … */
    size_t count, capacity;
} Chain;

typedef struct Output {
    StrBuilder text;
    Chain seen;       /* all whose causes and contexts were looked for: none is printed twice as such; owned */
    unsigned depth;   /* how many groups the exception is in, the one that is printed included */
    bool needs_close; /* the innermost group's last exception has no line below it yet */
} Output;

/* Lines of what is in a group begin with this. */
static void add_margin(Output *out)
{
    for (unsigned i = 0; i < out->depth; i++)
        strbuilder_add_text(&out->text, "  ");
    if (out->depth)
        strbuilder_add_text(&out->text, "| ");
}

/* Whole lines, each with the margin; `part` is ended. */
static void add_lines(Output *out, StrBuilder *part)
{
    Ref text = strbuilder_finish(part);
    size_t length = text ? str_length(text) : 0;
    for (size_t i = 0, start = 0; i < length; i++) {
        if (str_at((StrView)text, i) != '\n' && i + 1 < length)
            continue;
        Ref line = str_slice(text, start, i + 1);
        add_margin(out);
        if (line)
            strbuilder_add_str(&out->text, line);
        release_maybe(line);
        start = i + 1;
    }
    error_clear();
    release_maybe(text);
}

static void add_object_take(StrBuilder *out, Ref text)
{
    if (text)
        strbuilder_add_str(out, text);
    else
        error_clear();
    release_maybe(text);
}

/* --- traceback ------------------------------------------------------------------------------------------ */

static void add_frame_line(StrBuilder *out, TracebackObject *entry)
{
    CodeView code = entry->frame->code;
    add_object_take(out, str_format("  File \"%U\", line %d, in %U\n", code->filename, traceback_line(entry), code->name));
    CodePosition position = traceback_position(entry);
    source_add_line(out, code->filename, &position);
}

static bool same_place(TracebackObject *a, TracebackObject *b)
{
    return a->frame->code == b->frame->code && a->line == b->line;
}

static void add_repeats(StrBuilder *out, size_t repeats)
{
    if (repeats > REPEATS_SHOWN)
        add_object_take(out, str_format("  [Previous line repeated %zu more time%s]\n", repeats - REPEATS_SHOWN,
                                        repeats - REPEATS_SHOWN == 1 ? "" : "s"));
}

static size_t traceback_length(TracebackObject *entry)
{
    size_t length = 0;
    for (; entry; entry = entry->next)
        length++;
    return length;
}

/* How many entries sys.tracebacklimit allows: the last ones are shown. */
static size_t traceback_limit(void)
{
    Ref key = str_intern_text("tracebacklimit");
    View wish = key ? sys_attribute_peek(key) : NULL;
    int64_t limit = TRACEBACK_MOST;
    if (wish && is_int(wish) && !int_to_int64(int_view(wish), &limit))
        limit = int_sign(AS_OBJECT(int_view(wish))) < 0 ? 0 : INT64_MAX;
    release_maybe(key);
    error_clear();
    return limit > 0 ? (size_t)limit : 0;
}

/* The last `most` entries. */
static void add_entries(StrBuilder *out, View traceback, size_t most)
{
    TracebackObject *entry = (TracebackObject *)traceback, *last = NULL;
    for (size_t length = traceback_length(entry); length > most; length--)
        entry = entry->next;
    size_t repeats = 0;
    for (; entry; entry = entry->next) {
        if (last && same_place(last, entry)) {
            repeats++;
        } else {
            add_repeats(out, repeats);
            repeats = 1;
        }
        last = entry;
        if (repeats <= REPEATS_SHOWN)
            add_frame_line(out, entry);
    }
    add_repeats(out, repeats);
}

void print_traceback_text(StrBuilder *out, View traceback)
{
    size_t most = traceback_limit();
    if (most == 0)
        return;
    strbuilder_add_text(out, "Traceback (most recent call last):\n");
    add_entries(out, traceback, most);
}

/* The same in a group, or of one. The box around the outermost group begins at its first line. */
static void add_traceback(Output *out, View exception)
{
    View traceback = ((ExceptionObject *)exception)->traceback;
    size_t most = traceback_limit();
    if (!traceback || most == 0)
        return;
    if (is_exception_group(exception) && out->depth == 1)
        strbuilder_add_text(&out->text, "  + ");
    else
        add_margin(out);
    strbuilder_add_text(&out->text, is_exception_group(exception) ? "Exception Group Traceback (most recent call last):\n"
                                                                  : "Traceback (most recent call last):\n");
    StrBuilder part;
    strbuilder_start(&part);
    add_entries(&part, traceback, most);
    add_lines(out, &part);
}

/* --- the last line -------------------------------------------------------------------------------------- */

static void add_type_name(Output *out, TypeObject *type)
{
    Ref module = object_get_attribute_maybe(AS_OBJECT(type), name(__module__));
    error_clear();
    if (!module || !is_str(module))
        strbuilder_add_text(&out->text, "<unknown>.");
    else if (!str_equal_text(AS_OBJECT(str_view(module)), "builtins") && !str_equal_text(AS_OBJECT(str_view(module)), "__main__")) {
        strbuilder_add_str(&out->text, AS_OBJECT(str_view(module)));
        strbuilder_add_character(&out->text, '.');
    }
    release_maybe(module);
    strbuilder_add_str(&out->text, type->qualified_name);
}

static void add_message(Output *out, View exception)
{
    Ref message = object_str(exception);
    error_clear();
    if (!message) {
        strbuilder_add_text(&out->text, ": <exception str() failed>");
    } else if (str_length(message)) {
        strbuilder_add_text(&out->text, ": ");
        strbuilder_add_str(&out->text, message);
    }
    release_maybe(message);
    Ref suggestion = suggestion_for(exception);
    if (suggestion) {
        add_object_take(&out->text, str_format(". Did you mean: '%U'?", suggestion));
        release(suggestion);
    }
    error_clear();
}

/* A SyntaxError shows its own place first, and only its message behind the name. False if it has no place. */
static bool add_syntax_place(StrBuilder *place, StrBuilder *line_text, View exception)
{
    Ref *extra = ((ExceptionObject *)exception)->extra;
    View line = extra[EXTRA_SYNTAX_LINENO], filename = extra[EXTRA_SYNTAX_FILENAME];
    int64_t number;
    if (!line || !is_int(line) || !object_as_int64(line, &number)) {
        error_clear();
        return false;
    }
    if (filename && is_str(filename))
        add_object_take(place, str_format("  File \"%U\", line %S\n", str_view(filename), line));
    else
        add_object_take(place, str_format("  File \"<string>\", line %S\n", line));
    View text = extra[EXTRA_SYNTAX_TEXT];
    if (text && is_str(text)) {
        int64_t offset = 0, end_offset = 0, end_line = number;
        if (extra[EXTRA_SYNTAX_OFFSET] && is_int(extra[EXTRA_SYNTAX_OFFSET]) && !object_as_int64(extra[EXTRA_SYNTAX_OFFSET], &offset))
            error_clear();
        if (extra[EXTRA_SYNTAX_END_OFFSET] && is_int(extra[EXTRA_SYNTAX_END_OFFSET]) &&
            !object_as_int64(extra[EXTRA_SYNTAX_END_OFFSET], &end_offset))
            error_clear();
        if (extra[EXTRA_SYNTAX_END_LINENO] && is_int(extra[EXTRA_SYNTAX_END_LINENO]) &&
            !object_as_int64(extra[EXTRA_SYNTAX_END_LINENO], &end_line))
            error_clear();
        if (end_line > number)
            end_offset = INT64_MAX; /* only the first line is shown: marked to its end */
        if (type_is_subtype(type_of_peek(exception), &exception_types[IndentationError]))
            end_offset = 0; /* a point */
        source_add_syntax_line(line_text, AS_OBJECT(str_view(text)), offset, end_offset);
    }
    return true;
}

static bool add_syntax_error(Output *out, View exception)
{
    StrBuilder place, text;
    strbuilder_start(&place);
    strbuilder_start(&text);
    bool has_place = add_syntax_place(&place, &text, exception);
    add_lines(out, &place);
    add_object_take(&out->text, strbuilder_finish(&text)); /* without a margin, in CPython */
    if (!has_place)
        return false;
    View message = ((ExceptionObject *)exception)->extra[EXTRA_SYNTAX_MSG];
    add_margin(out);
    add_type_name(out, type_of_peek(exception));
    strbuilder_add_text(&out->text, ": ");
    add_object_take(&out->text, object_str(message ? message : NONE));
    return true;
}

static void add_notes(Output *out, View exception)
{
    Ref notes = object_get_attribute_maybe(exception, name(__notes__));
    if (!notes) {
        error_clear();
        return;
    }
    if (is_list(notes) || is_tuple(notes)) {
        Ref list = list_from_iterable(notes);
        for (size_t i = 0; list && i < ((ListView)list)->used; i++) {
            StrBuilder note;
            strbuilder_start(&note);
            Ref text = object_str(list_item_peek((ListView)list, i));
            if (text)
                strbuilder_add_str(&note, text);
            else
                strbuilder_add_text(&note, "<note str() failed>");
            release_maybe(text);
            error_clear();
            add_lines(out, &note);
            strbuilder_add_character(&out->text, '\n');
        }
        release_maybe(list);
    } else {
        add_margin(out);
        add_object_take(&out->text, object_repr(notes)); /* CPython ends no line here */
    }
    error_clear();
    release(notes);
}

static void add_exception(Output *out, View exception)
{
    add_traceback(out, exception);
    if (!is_instance(exception, &exception_types[SyntaxError]) || !add_syntax_error(out, exception)) {
        add_margin(out);
        add_type_name(out, type_of_peek(exception));
        add_message(out, exception);
    }
    strbuilder_add_character(&out->text, '\n');
    add_notes(out, exception);
}

/* --- groups --------------------------------------------------------------------------------------------- */

/*   + Exception Group Traceback (most recent call last):
 *   |   File …
 *   | ExceptionGroup: message (2 sub-exceptions)
 *   +-+---------------- 1 ----------------
 *     | ValueError: one
 *     +---------------- 2 ----------------
 *     | ValueError: two
 *     +------------------------------------ */
enum { GROUP_WIDTH_MOST = 15, GROUP_DEPTH_MOST = 10 };

static bool add_tree(Output *out, View exception);

static void add_indent(Output *out)
{
    for (unsigned i = 0; i < out->depth; i++)
        strbuilder_add_text(&out->text, "  ");
}

/* One of the exceptions in a group, or, behind the last that is shown, how many more there are. */
static bool add_member(Output *out, View items, size_t i)
{
    size_t count = tuple_length(items);
    const char *corner = i == 0 ? "+-" : "  ";
    bool done = true;
    add_indent(out);
    if (i < GROUP_WIDTH_MOST)
        add_object_take(&out->text, str_format("%s+---------------- %zu ----------------\n", corner, i + 1));
    else
        strbuilder_add_text(&out->text, "  +---------------- ... ----------------\n");
    out->depth++;
    if (i < GROUP_WIDTH_MOST) {
        done = add_tree(out, tuple_item_peek(items, i));
    } else {
        add_margin(out);
        add_object_take(&out->text,
                        str_format("and %zu more exception%s\n", count - GROUP_WIDTH_MOST, count - GROUP_WIDTH_MOST > 1 ? "s" : ""));
    }
    return done;
}

static bool add_group(Output *out, View exception)
{
    if (out->depth > GROUP_DEPTH_MOST) {
        add_margin(out);
        add_object_take(&out->text, str_format("... (max_group_depth is %d)\n", GROUP_DEPTH_MOST));
        return true;
    }
    if (out->depth == 0)
        out->depth++;
    add_exception(out, exception);
    View items = exception_group_items_peek(exception);
    size_t count = tuple_length(items), shown = count <= GROUP_WIDTH_MOST ? count : GROUP_WIDTH_MOST + 1;
    bool done = true;
    out->needs_close = false;
    for (size_t i = 0; done && i < shown; i++) {
        if (i + 1 == shown)
            out->needs_close = true; /* a group in it may end with the same line */
        done = add_member(out, items, i);
        if (i + 1 == shown && out->needs_close) {
            add_indent(out);
            strbuilder_add_text(&out->text, "+------------------------------------\n");
            out->needs_close = false;
        }
        out->depth--;
    }
    if (out->depth == 1)
        out->depth = 0;
    return done;
}

/* --- chains --------------------------------------------------------------------------------------------- */

static bool chain_add(Chain *chain, View exception)
{
    if (chain->count == chain->capacity) {
        size_t capacity = chain->capacity ? chain->capacity * 2 : 8;
        View *larger = heap_resize(chain->items, chain->capacity * sizeof *larger, capacity * sizeof *larger);
        if (!larger)
            return false;
        chain->items = larger;
        chain->capacity = capacity;
    }
    chain->items[chain->count++] = exception;
    return true;
}

static bool is_in_chain(const Chain *chain, View exception)
{
    for (size_t i = 0; i < chain->count; i++)
        if (chain->items[i] == exception)
            return true;
    return false;
}

static View came_from(View exception)
{
    ExceptionObject *error = (ExceptionObject *)exception;
    return error->cause ? error->cause : error->suppress_context ? NULL : error->context;
}

/* False without memory, or if the chain is deeper than calls may be: CPython goes down it by calling itself.
 * It ends at what was seen before, in this chain or elsewhere in a group. */
static bool chain_collect(Output *out, Chain *chain, View exception)
{
    View step = exception;
    do {
        bool is_too_deep = (int64_t)chain->count + 1 + thread.recursion_depth >= thread.recursion_limit - 1;
        if (is_too_deep || !chain_add(chain, step) || !chain_add(&out->seen, step))
            return false;
        retain(step); /* what is printed may run code that lets it go */
        step = came_from(step);
    } while (step && !is_in_chain(&out->seen, step));
    return true;
}

static void chain_free(Chain *chain)
{
    if (chain->items)
        heap_free(chain->items, chain->capacity * sizeof *chain->items);
}

/* The exception, whether a group or not, behind those that it came from. */
static bool add_tree(Output *out, View exception)
{
    Chain chain = {NULL, 0, 0};
    bool done = chain_collect(out, &chain, exception), needs_close = out->needs_close;
    for (size_t i = chain.count; done && i-- > 0;) {
        out->needs_close = needs_close;
        if (is_exception_group(chain.items[i]))
            done = add_group(out, chain.items[i]);
        else
            add_exception(out, chain.items[i]);
        if (i == 0 || !done)
            break;
        const char *how = ((ExceptionObject *)chain.items[i - 1])->cause
                              ? "The above exception was the direct cause of the following exception:\n"
                              : "During handling of the above exception, another exception occurred:\n";
        for (int line = 0; line < 3; line++) {
            add_margin(out);
            strbuilder_add_text(&out->text, line == 1 ? how : "\n");
        }
    }
    chain_free(&chain);
    return done;
}

Ref (*print_paint_error)(View text);

bool print_to_stderr(View text)
{
    Ref out = retain_maybe(sys_attribute_peek(name(stdout)));
    if (out && out != NONE)
        release_maybe(call_method_0(out, name(flush)));
    release_maybe(out);
    error_clear();
    Ref err = retain_maybe(sys_attribute_peek(name(stderr)));
    bool done = true;
    if (err && err != NONE) {
        Ref shown = print_paint_error ? print_paint_error(text) : retain(text);
        Ref written = call_method_1(err, name(write), shown), flushed = written ? call_method_0(err, name(flush)) : NULL;
        release(shown);
        done = written != NULL;
        if (done)
            error_clear(); /* of flush() */
        release_maybe(written);
        release_maybe(flushed);
    }
    release_maybe(err);
    return done;
}

/* The last resort: what is known without calling anything but repr(), on C's stderr. */
static void dump(View exception)
{
    enum { OUR_OWN = 1 };
    fflush(stdout);
    fprintf(stderr,
            "object address  : %p\nobject refcount : %d\nobject type     : %p\nobject type name: %s\nobject repr     : ", (void *)exception,
            exception->refcount - OUR_OWN, (void *)type_of_peek(exception), type_name_peek(type_of_peek(exception)));
    Ref shown = object_repr(exception);
    if (shown)
        str_write_escaped(shown);
    error_clear();
    release_maybe(shown);
    fputs("\nlost sys.stderr\n", stderr);
}

void print_exception(View exception)
{
    View err = sys_attribute_peek(name(stderr));
    if (err == NONE)
        return;
    Output out = {.depth = 0};
    Ref raised = error_take();
    retain(exception);
    strbuilder_start(&out.text);
    bool is_whole = err && add_tree(&out, exception);
    for (size_t i = 0; i < out.seen.count; i++)
        release(out.seen.items[i]);
    chain_free(&out.seen);
    Ref text = strbuilder_finish(&out.text);
    bool is_written = is_whole && text && print_to_stderr(text);
    error_clear();
    if (!is_written)
        dump(exception);
    release_maybe(text);
    release(exception);
    error_restore_take(raised);
}
