/* collection_text: a collection told step by step, as text and as JSON.
 *
 * The text follows the collector's own passes: counts and what is left of them when internal references are
 * subtracted, who is reachable and through whom, what is garbage and in which cycles, what was done with it.
 * It shows the garbage and the program's own objects first, and a bounded number of rows; the
 * JSON has all. */
#include <inttypes.h>
#include <string.h>

#include "heapview/views/collection_private.h"
#include "runtime/classes/type.h"

enum { ROWS_MOST = 30, REASONS_MOST = 15, EVENTS_MOST = 30 };

static const char *words(const Text *text)
{
    return text->bytes ? text->bytes : "";
}

static void heading(Text *text, int number, const char *what)
{
    text_format(text, "\n\n");
    text_coloured(text, COLOUR_HEADING, "%d. %s", number, what);
}

static void row(Text *text, const Candidate *candidate)
{
    text_format(text, "\n  %7" PRId32 " %7" PRId64 " %7" PRIu32 "  ", candidate->count, (int64_t)candidate->count - candidate->left,
                candidate->left);
    text_coloured(text, candidate->is_reachable ? COLOUR_GOOD : COLOUR_BAD, "%s", words(&candidate->name));
}

/* What one asks for first: the garbage, the program's own objects, those of the library. */
static int rank(const Candidate *candidate)
{
    return !candidate->is_reachable ? 0 : candidate->is_programs ? 1 : 2;
}

static void table_text(Text *text, const Collection *c)
{
    size_t shown = 0;
    text_format(text, "\n  %7s %7s %7s", "count", "inside", "left");
    for (int wanted = 0; wanted < 2; wanted++)
        for (size_t i = 0; i < c->count && shown < ROWS_MOST; i++)
            if (rank(&c->candidates[i]) == wanted) {
                row(text, &c->candidates[i]);
                shown++;
            }
    if (shown < c->count)
        text_format(text, "\n  … and %zu others", c->count - shown);
}

static void reasons_text(Text *text, const Collection *c)
{
    size_t shown = 0, reachable = c->count - c->garbage;
    for (size_t i = 0; i < c->count && shown < REASONS_MOST; i++) {
        const Candidate *candidate = &c->candidates[i];
        if (rank(candidate) != 1)
            continue;
        shown++;
        text_format(text, "\n  %s: ", words(&candidate->name));
        if (candidate->left && candidate->holder.length)
            text_format(text, "%" PRIu32 " from outside: %s", candidate->left, candidate->holder.bytes);
        else if (candidate->left)
            text_format(text, "%" PRIu32 " from outside", candidate->left);
        else
            text_format(text, "through %s%s", words(&c->candidates[candidate->through].path), words(&candidate->through_by));
    }
    if (shown < reachable)
        text_format(text, shown ? "\n  … and %zu others" : "\n  %zu objects of the library", reachable - shown);
    if (reachable == 0)
        text_format(text, "\n  nothing");
}

static void cycles_text(Text *text, const Collection *c)
{
    for (size_t i = 0; i < c->cycle_count; i++) {
        text_format(text, "\n  cycle: ");
        text_coloured(text, COLOUR_BAD, "%s", words(&c->cycles[i]));
    }
    if (c->garbage == 0)
        text_format(text, "\n  nothing");
}

static const char *const done_words[] = {"callback of", "finalizer of", "reachable again:", "references let go:"};
static const char *const done_kinds[] = {"callback", "finalizer", "resurrected", "cleared"};

static void events_text(Text *text, const Collection *c)
{
    for (size_t i = 0; i < c->event_count && i < EVENTS_MOST; i++)
        text_format(text, "\n  %s %s", done_words[c->events[i].kind], words(&c->events[i].text));
    if (c->event_count > EVENTS_MOST)
        text_format(text, "\n  … and %zu other steps", c->event_count - EVENTS_MOST);
    if (c->event_count == 0)
        text_format(text, "\n  nothing");
}

static void tell_text(Text *text, const Collection *c)
{
    static const char *const which[] = {"of generation 0", "of generations 0 and 1", "of all generations"};
    size_t survivors = c->count - c->garbage;
    int into = c->generation < 2 ? c->generation + 1 : 2;
    text_coloured(text, COLOUR_HEADING, "A collection %s: %zu candidates", which[c->generation], c->count);
    heading(text, 1, "References among the candidates are subtracted from their counts");
    table_text(text, c);
    heading(text, 2, "Reachable: what has something left is held from outside, and so is all that it leads to");
    reasons_text(text, c);
    heading(text, 3, "Unreachable");
    text_format(text, ": %zu objects", c->garbage);
    cycles_text(text, c);
    heading(text, 4, "What is done with them: callbacks, finalizers, then the cycles are broken");
    events_text(text, c);
    text_format(text, "\n\n");
    text_coloured(text, COLOUR_HEADING, "%zu collected; %zu survivors are now in generation %d", c->collected, survivors, into);
}

static void pair(Text *json, const char *key, const Text *value)
{
    text_format(json, ", \"%s\": ", key);
    text_add_json(json, words(value), value->length);
}

static void tell_json(Text *json, const Collection *c)
{
    text_format(json, "{\"view\": \"collection\", \"generation\": %d, \"unreachable\": %zu, \"collected\": %zu, \"candidates\": [",
                c->generation, c->garbage, c->collected);
    for (size_t i = 0; i < c->count; i++) {
        const Candidate *candidate = &c->candidates[i];
        text_format(json, "%s\n  {\"id\": %" PRIuPTR ", \"count\": %" PRId32 ", \"left\": %" PRIu32 ", \"reachable\": %s", i ? "," : "",
                    candidate->address, candidate->count, candidate->left, candidate->is_reachable ? "true" : "false");
        if (candidate->through != CANDIDATE_NONE)
            text_format(json, ", \"through\": %" PRIuPTR, c->candidates[candidate->through].address);
        pair(json, "name", &candidate->name);
        pair(json, "holder", &candidate->holder);
        text_format(json, "}");
    }
    text_format(json, "],\n \"cycles\": [");
    for (size_t i = 0; i < c->cycle_count; i++) {
        text_format(json, i ? ", " : "");
        text_add_json(json, words(&c->cycles[i]), c->cycles[i].length);
    }
    text_format(json, "],\n \"steps\": [");
    for (size_t i = 0; i < c->event_count; i++) {
        text_format(json, "%s\n  {\"what\": \"%s\"", i ? "," : "", done_kinds[c->events[i].kind]);
        if (c->events[i].candidate != CANDIDATE_NONE)
            text_format(json, ", \"id\": %" PRIuPTR, c->candidates[c->events[i].candidate].address);
        pair(json, "object", &c->events[i].text);
        text_format(json, "}");
    }
    text_format(json, "]}");
}

void collection_tell(const Collection *collection, Forms *forms)
{
    tell_text(&forms->text, collection);
    tell_json(&forms->json, collection);
}
