/* collection: takes notes while the collector runs; see collection.h.
 *
 * The notes are the collector's own figures: what it copied and subtracted, how it sorted the candidates,
 * whom it finalised and cleared. Only the reasons are found here: who holds an object from outside (a scan),
 * through whom another is reached (a walk from those), and how the garbage hangs together. */
#include "heapview/views/collection.h"

#include <stdlib.h>
#include <string.h>

#include "heapview/views/collection_private.h"
#include "heapview/walk/describe.h"
#include "heapview/walk/last_names.h"
#include "heapview/walk/scan.h"
#include "runtime/classes/type.h"
#include "runtime/life/gc.h"
#include "runtime/life/gc_hooks.h"
#include "runtime/memory/address_table.h"

enum { TITLE_LENGTH = 40 };

static Collection now;
static bool is_running;
static void (*teller)(Forms *forms);
static Watcher asker; /* whom it is explained to */

static void forget(Collection *c)
{
    for (size_t i = 0; i < c->count; i++) {
        text_free(&c->candidates[i].name);
        text_free(&c->candidates[i].path);
        text_free(&c->candidates[i].holder);
        text_free(&c->candidates[i].through_by);
    }
    for (size_t i = 0; i < c->cycle_count; i++)
        text_free(&c->cycles[i]);
    for (size_t i = 0; i < c->event_count; i++)
        text_free(&c->events[i].text);
    free(c->candidates);
    free(c->table);
    free(c->cycles);
    free(c->events);
    *c = (Collection){0};
}

/* --- candidates ----------------------------------------------------------------------------------------- */

static uint32_t find(const void *object)
{
    for (size_t i = address_home(object, now.mask); now.table[i]; i = (i + 1) & now.mask)
        if (now.candidates[now.table[i] - 1].address == (uintptr_t)object)
            return now.table[i] - 1;
    return CANDIDATE_NONE;
}

static bool make_tables(uint32_t start, uint32_t stop)
{
    size_t size = 64;
    while (size < (size_t)(stop - start) * 2)
        size *= 2;
    now.mask = size - 1;
    now.table = calloc(size, sizeof *now.table);
    now.candidates = calloc((size_t)(stop - start) + 1, sizeof *now.candidates);
    return now.table && now.candidates;
}

/* The instance's own idea of its name: a str attribute `name`. */
static bool on_attribute(const Edge *edge, void *context)
{
    if (edge->kind != EDGE_ATTRIBUTE || !edge->name || edge->child->type != TYPE_STR)
        return true;
    Text label = {0};
    describe_str(&label, edge->name, TITLE_LENGTH);
    bool found = label.bytes && strcmp(label.bytes, "name") == 0;
    text_free(&label);
    if (found)
        describe_str(context, edge->child, TITLE_LENGTH);
    return !found;
}

/* What people may know it by: a name that leads to it; the name that it had; its attribute `name`; or its
 * type and number. */
static void name_candidate(const Scan *scan, Candidate *candidate, size_t *nameless)
{
    uint32_t node = scan_find(scan, candidate->object);
    Watcher before = watcher_now;
    watcher_now = asker;
    const char *last = last_name_peek(candidate->object);
    watcher_now = before;
    describe_object(&candidate->name, candidate->object, TITLE_LENGTH);
    candidate->is_programs = node && scan_is_programs(scan, node);
    if (node && scan_is_named(scan, node)) {
        scan_path_write(&candidate->path, scan, node);
        text_format(&candidate->name, " '%s'", candidate->path.bytes ? candidate->path.bytes : "");
        const Node *found = &scan->nodes[node];
        Root root = {.frame = found->frame, .holder = found->holder, .edge = found->edge};
        if (found->edge.child && !found->is_seed)
            scan_reference_write(&candidate->holder, scan, found->parent, found->parent ? NULL : &root, &found->edge);
        return;
    }
    if (last) {
        text_format(&candidate->path, "%s", last);
        text_format(&candidate->name, " (was '%s')", last);
        return;
    }
    edges_each(candidate->object, on_attribute, &candidate->path);
    if (candidate->path.length) {
        text_format(&candidate->name, " with the name '%s'", candidate->path.bytes);
        return;
    }
    ++*nameless;
    text_format(&candidate->path, "%s#%zu", type_name_peek(type_of_peek(candidate->object)), *nameless);
    text_format(&candidate->name, " #%zu", *nameless);
}

static void on_candidates(int generation, uint32_t start, uint32_t stop)
{
    Scan scan;
    size_t nameless = 0;
    forget(&now);
    is_running = true;
    now.generation = generation;
    if (!make_tables(start, stop) || !scan_all(&scan, NULL, NULL)) {
        now.failed = true;
        return;
    }
    for (uint32_t i = start; i < stop; i++) {
        View object = AS_OBJECT(gc_state.entries[i]);
        if (!object)
            continue;
        Candidate *candidate = &now.candidates[now.count++];
        *candidate = (Candidate){.address = (uintptr_t)object, .object = object, .count = object->refcount, .through = CANDIDATE_NONE};
        name_candidate(&scan, candidate, &nameless);
        size_t place = address_home(object, now.mask);
        while (now.table[place])
            place = (place + 1) & now.mask;
        now.table[place] = (uint32_t)now.count;
    }
    scan_free(&scan);
}

static void on_subtracted(uint32_t start, uint32_t stop)
{
    for (uint32_t i = start; !now.failed && i < stop; i++) {
        const GcObject *object = gc_state.entries[i];
        uint32_t candidate = object ? find(object) : CANDIDATE_NONE;
        if (candidate != CANDIDATE_NONE)
            now.candidates[candidate].left = object->gc & GC_INDEX_MASK;
    }
}

/* --- who is reachable through whom ---------------------------------------------------------------------- */

typedef struct Reaching {
    uint32_t *queue;
    size_t used;
    uint32_t from;
} Reaching;

static bool reach(const Edge *edge, void *context)
{
    Reaching *reaching = context;
    uint32_t to = edge->kind == EDGE_WEAK ? CANDIDATE_NONE : find(edge->child);
    if (to == CANDIDATE_NONE || now.candidates[to].is_reachable)
        return true;
    now.candidates[to].is_reachable = true;
    now.candidates[to].through = reaching->from;
    edge_write(&now.candidates[to].through_by, edge);
    reaching->queue[reaching->used++] = to;
    return true;
}

static void find_reasons(void)
{
    Reaching reaching = {.queue = calloc(now.count + 1, sizeof(uint32_t))};
    if (!reaching.queue) {
        now.failed = true;
        return;
    }
    for (uint32_t i = 0; i < now.count; i++)
        if (now.candidates[i].left) {
            now.candidates[i].is_reachable = true;
            reaching.queue[reaching.used++] = i;
        }
    for (size_t i = 0; i < reaching.used; i++) {
        reaching.from = reaching.queue[i];
        edges_each(now.candidates[reaching.from].object, reach, &reaching);
    }
    free(reaching.queue);
}

/* --- cycles: for each unreachable object that lies on one, the shortest way back to itself, unless a cycle
 * that was found before has it --- */

typedef struct Search {
    uint32_t *queue, *from; /* from[i]: the candidate by which i was reached + 1; 0: not reached */
    Text *by;
    size_t used;
    uint32_t start, at;
    bool is_closed;
    Text closing;
} Search;

static bool follow(const Edge *edge, void *context)
{
    Search *search = context;
    uint32_t to = edge->kind == EDGE_WEAK ? CANDIDATE_NONE : find(edge->child);
    if (to == CANDIDATE_NONE || now.candidates[to].is_reachable)
        return true;
    if (to == search->start) {
        search->is_closed = true;
        edge_write(&search->closing, edge);
        return false;
    }
    if (!search->from[to]) {
        search->from[to] = search->at + 1;
        edge_write(&search->by[to], edge);
        search->queue[search->used++] = to;
    }
    return true;
}

/* "obj1.ref → obj2.ref → obj1"; marks its members as told. */
static void tell_cycle(Search *search, bool *is_told)
{
    Text *grown = realloc(now.cycles, (now.cycle_count + 1) * sizeof *grown);
    if (!grown) {
        now.failed = true;
        return;
    }
    now.cycles = grown;
    Text *path = &grown[now.cycle_count++], rest = {0};
    *path = (Text){0};
    text_format(&rest, "%s%s → %s", now.candidates[search->at].path.bytes, search->closing.bytes, now.candidates[search->start].path.bytes);
    is_told[search->at] = true;
    for (uint32_t at = search->at; at != search->start;) {
        uint32_t before = search->from[at] - 1;
        Text longer = {0};
        text_format(&longer, "%s%s → %s", now.candidates[before].path.bytes, search->by[at].bytes, rest.bytes ? rest.bytes : "");
        text_free(&rest);
        rest = longer;
        is_told[at = before] = true;
    }
    *path = rest;
}

static void clear_search(Search *search)
{
    for (size_t i = 0; i < now.count; i++)
        text_free(&search->by[i]);
    memset(search->from, 0, now.count * sizeof *search->from);
    text_free(&search->closing);
    search->used = 0;
    search->is_closed = false;
}

static void search_from(Search *search, uint32_t start, bool *is_told)
{
    search->start = start;
    search->queue[search->used++] = start;
    for (size_t i = 0; i < search->used && !search->is_closed; i++) {
        search->at = search->queue[i];
        edges_each(now.candidates[search->at].object, follow, search);
    }
    if (search->is_closed)
        tell_cycle(search, is_told);
    clear_search(search);
}

static void find_cycles(void)
{
    enum { CYCLES_MOST = 50 };
    size_t count = now.count + 1;
    bool *is_told = calloc(count, sizeof *is_told);
    Search search = {.queue = calloc(count, sizeof(uint32_t)), .from = calloc(count, sizeof(uint32_t)), .by = calloc(count, sizeof(Text))};
    if (!is_told || !search.queue || !search.from || !search.by)
        now.failed = true;
    for (uint32_t i = 0; !now.failed && i < now.count && now.cycle_count < CYCLES_MOST; i++)
        if (!now.candidates[i].is_reachable && !is_told[i])
            search_from(&search, i, is_told);
    free(is_told);
    free(search.queue);
    free(search.from);
    free(search.by);
}

static void on_sorted(uint32_t survivors, uint32_t garbage, uint32_t stop)
{
    (void)survivors;
    if (now.failed)
        return;
    for (uint32_t i = garbage; i < stop; i++)
        now.garbage += gc_state.entries[i] != NULL;
    find_reasons();
    if (!now.failed)
        find_cycles();
}

/* --- what is done --------------------------------------------------------------------------------------- */

static void note_event(EventKind kind, View object, uint32_t candidate)
{
    Event *grown = is_running && !now.failed ? realloc(now.events, (now.event_count + 1) * sizeof *grown) : NULL;
    if (!grown) {
        now.failed |= is_running;
        return;
    }
    now.events = grown;
    Event *event = &grown[now.event_count++];
    *event = (Event){.kind = kind, .candidate = candidate};
    if (candidate == CANDIDATE_NONE)
        describe_object(&event->text, object, TITLE_LENGTH);
    else
        text_add(&event->text, now.candidates[candidate].name.bytes, now.candidates[candidate].name.length);
}

static void on_callback(View weakref)
{
    if (is_running)
        note_event(EVENT_CALLBACK, weakref, CANDIDATE_NONE);
}
static void on_finalizing(View object)
{
    note_event(EVENT_FINALIZER, object, now.failed ? CANDIDATE_NONE : find(object));
}
static void on_resurrected(View object)
{
    note_event(EVENT_RESURRECTED, object, now.failed ? CANDIDATE_NONE : find(object));
}
static void on_clearing(View object)
{
    note_event(EVENT_CLEARED, object, now.failed ? CANDIDATE_NONE : find(object));
}

static void on_ended(int generation, size_t collected)
{
    Forms forms = {0};
    (void)generation;
    now.collected = collected;
    is_running = false;
    if (now.failed)
        forms.text.failed = true;
    else
        collection_tell(&now, &forms);
    forget(&now);
    teller(&forms);
}

static const GcWatcher watcher = {on_candidates, on_subtracted,  on_sorted,   on_callback,
                                  on_finalizing, on_resurrected, on_clearing, on_ended};

void collection_explain(void (*told)(Forms *forms))
{
    teller = told;
    asker = watcher_now;
    gc_watcher = told ? &watcher : NULL;
}

static Forms made;

static void keep_made(Forms *forms)
{
    view_forms_free(&made);
    made = *forms;
}

bool collection_make(int generation, Forms *forms)
{
    void (*before)(Forms * forms) = teller;
    Watcher asked_before = asker;
    *forms = (Forms){0};
    if (gc_state.collecting)
        return false;
    collection_explain(keep_made);
    gc_collect_generation(generation);
    collection_explain(before);
    asker = asked_before;
    *forms = made;
    made = (Forms){0};
    return forms->text.length > 0;
}
