/* ledger_text: the book as text and as JSON.
 *
 * The entries are in order of time; here each watched object gets its own paragraph, with the entries that
 * are its own. An object that was never seen at the beginning of an instruction is left out: its first count
 * is not known. Both forms have the same entries, with the words that were made when they happened. */
#include <inttypes.h>

#include "heapview/ledger/ledger_private.h"
#include "runtime/classes/type.h"

static const char *words(const Text *text)
{
    return text->bytes ? text->bytes : "";
}

static void entry_text(Text *text, const Entry *entry)
{
    text_format(text, "\n  line %" PRIu32 ": ", entry->line);
    text_coloured(text, entry->delta > 0 ? COLOUR_GOOD : COLOUR_BAD, "%+" PRId32, entry->delta);
    text_format(text, " → ");
    text_coloured(text, COLOUR_COUNT, "%" PRId32, entry->count);
    text_format(text, "  %s%s", words(&entry->cause), entry->is_freed ? ": freed" : "");
}

static void tell_text(Text *text)
{
    size_t shown = 0;
    for (size_t w = 0; w < ledger_now->watched_count; w++) {
        const Watched *watched = &ledger_now->watched[w];
        if (watched->is_fresh)
            continue;
        text_format(text, shown++ ? "\n\n" : "");
        text_coloured(text, COLOUR_HEADING, "%s", words(&watched->title));
        text_format(text, "\n  line %" PRIu32 ": ", watched->first_line);
        text_coloured(text, COLOUR_COUNT, "%" PRId32, watched->first_count);
        text_format(text, " at first%s%s", watched->first_holders.length ? ": " : "", words(&watched->first_holders));
        for (size_t i = 0; i < ledger_now->entry_count; i++)
            if (ledger_now->entries[i].watched == w)
                entry_text(text, &ledger_now->entries[i]);
    }
    if (shown == 0)
        text_format(text, "nothing was seen of what is watched");
}

static void entry_json(Text *json, const Entry *entry)
{
    text_format(json, "{\"line\": %" PRIu32 ", \"delta\": %" PRId32 ", \"count\": %" PRId32 ", \"freed\": %s, \"cause\": ", entry->line,
                entry->delta, entry->count, entry->is_freed ? "true" : "false");
    text_add_json(json, words(&entry->cause), entry->cause.length);
    text_format(json, "}");
}

static void tell_json(Text *json)
{
    bool first = true;
    text_format(json, "{\"view\": \"ledger\", \"objects\": [");
    for (size_t w = 0; w < ledger_now->watched_count; w++) {
        const Watched *watched = &ledger_now->watched[w];
        if (watched->is_fresh)
            continue;
        text_format(json, "%s\n {\"id\": %" PRIuPTR ", \"line\": %" PRIu32 ", \"count\": %" PRId32 ", \"object\": ", first ? "" : ",",
                    (uintptr_t)watched->object, watched->first_line, watched->first_count);
        text_add_json(json, words(&watched->title), watched->title.length);
        text_format(json, ", \"entries\": [");
        first = false;
        bool first_entry = true;
        for (size_t i = 0; i < ledger_now->entry_count; i++)
            if (ledger_now->entries[i].watched == w) {
                text_format(json, first_entry ? "\n  " : ",\n  ");
                entry_json(json, &ledger_now->entries[i]);
                first_entry = false;
            }
        text_format(json, "]}");
    }
    text_format(json, "]}");
}

void ledger_tell(Forms *forms)
{
    tell_text(&forms->text);
    tell_json(&forms->json);
}
