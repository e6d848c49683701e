/* _tracemalloc_traces: see the header. An allocation may take a few nanoseconds more when it is traced, so
 * nothing is searched for where looking will do:
 *
 *     shadow:      address ──► mark       an array of marks for each 16 KiB of addresses that hold a traced block, one mark for each 16 bytes;
 *                                         a hash table finds the array. No mark ever moves, and neighbours in
 *                                         memory are neighbours here.
 *     mark:        size, number of the traceback, in 64 bits; 0: not traced
 *     tracebacks:  each different one once, in a hash table and by number
 *     pending:     the block allocated last: how large CPython's would be can only be told when its object is
 *                  filled. It gets its mark at the next event, or question. An instance whose attributes
 *                  CPython keeps in a second block has a second mark, 16 bytes on, for that
 *     recent:      instruction, frame ──► traceback: what the same instruction in the same depth was given
 *                  last time; only used while one place for each block will do
 *
 * Where an instruction stands in the source never changes while its code object lives; when one dies, what is
 * known of instructions is forgotten (code_deaths). */
#include "stdlib/memory/_tracemalloc_traces.h"

#include <stdlib.h>

#include "runtime/memory/heap.h"
#include "stdlib/memory/_tracemalloc.h"
#include "stdlib/memory/_tracemalloc_sizes.h"
#include "vm/run/eval_observe.h"
#include "vm/run/frame.h"

enum {
    PAGE_BITS = 14, /* of the addresses that one array of marks is for */
    MARKS_PER_PAGE = (1 << PAGE_BITS) / HEAP_ALIGNMENT,
    SIZE_BITS = 40,
    SMALLEST_TABLE = 256,
    RECENT = 1024
};

#define DEATHS_UNKNOWN UINT64_MAX

static bool is_real; /* sizes are Ouro's own, not CPython's */

typedef uint64_t Mark;
static const size_t size_most = ((size_t)1 << SIZE_BITS) - 1;
static const uint32_t id_most = (1u << (64 - SIZE_BITS)) - 1;

typedef struct Page {
    uintptr_t number; /* of the addresses, in units of pages; 0: free */
    Mark *marks;
} Page;

typedef struct RecentTraceback {
    const Instruction *pc; /* NULL: nothing known */
    uint32_t depth, id;    /* the depth in bytes of the stack of frames */
} RecentTraceback;

typedef struct RecentPlace {
    const Instruction *pc;
    Place place; /* borrowed from the code object */
} RecentPlace;

static struct {
    uint32_t frame_limit; /* 0: not tracing */
    bool is_paused;
    size_t traced, peak;
    Page *pages;
    size_t page_mask, page_count;
    unsigned page_shift;
    Traceback **by_id; /* [0] is unused */
    size_t id_room;
    Traceback **buckets;
    size_t bucket_mask, traceback_count, traceback_bytes;
    struct {
        void *block; /* NULL: nothing is pending */
        size_t size; /* as asked for, or accounted */
        uint32_t id;
        bool is_object;
    } pending;
    Traceback *candidate; /* scratch, with room for frame_limit places */
    /* when the instructions below were forgotten last; DEATHS_UNKNOWN: they are to be, and until then nobody
     * relies on them */
    uint64_t code_deaths;
    RecentTraceback recent[RECENT];
    RecentPlace places[RECENT];
} state;

/* --- where Python is ------------------------------------------------------------------------------------ */

static void forget_instructions(void)
{
    memset(state.recent, 0, sizeof state.recent);
    memset(state.places, 0, sizeof state.places);
    state.code_deaths = code_deaths;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * 0x9E3779B97F4A7C15u ^ hash >> 29;
}

/* The place of the instruction that a frame is at, its file name borrowed. */
static Place place_of(const Frame *frame)
{
    RecentPlace *recent = &state.places[((uintptr_t)frame->pc / sizeof(Instruction)) % RECENT];
    if (recent->pc != frame->pc) {
        size_t instruction = (size_t)(frame->pc - frame->code->instructions);
        *recent = (RecentPlace){frame->pc, {frame->code->filename, code_position(frame->code, instruction)->line}};
    }
    return recent->place;
}

static uint32_t depth_of(const Frame *frame)
{
    return frame ? (uint32_t)(frame - vm.frames) + 1 : 0;
}

/* A frame that still makes the cells of its variables: as for CPython, the call is not yet there, and the
 * caller allocates. */
static bool is_incomplete(const Frame *frame)
{
    return frame && frame->pc->op == OP_MAKE_CELL;
}

/* Where Python is now, into the scratch traceback; its file names are borrowed. */
static void look_around(void)
{
    Traceback *traceback = state.candidate;
    uint64_t hash = 0;
    Frame *first = is_incomplete(vm.current) ? frame_previous(vm.current) : vm.current;
    traceback->count = 0;
    for (Frame *frame = first; frame && traceback->count < state.frame_limit; frame = frame_previous(frame)) {
        Place place = place_of(frame);
        traceback->places[traceback->count++] = place;
        hash = mix(mix(hash, (uintptr_t)place.filename), place.line);
    }
    traceback->total = depth_of(first);
    if (traceback->total > TRACEMALLOC_FRAMES_MOST)
        traceback->total = TRACEMALLOC_FRAMES_MOST;
    if (traceback->total == 0) {
        traceback->places[0] = (Place){NULL, 0};
        traceback->count = traceback->total = 1;
    }
    traceback->hash = mix(hash, traceback->total);
}

static bool is_same(const Traceback *a, const Traceback *b)
{
    if (a->hash != b->hash || a->count != b->count || a->total != b->total)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (a->places[i].filename != b->places[i].filename || a->places[i].line != b->places[i].line)
            return false;
    return true;
}

static bool grow_buckets(void)
{
    size_t size = (state.bucket_mask + 1) * 2;
    Traceback **larger = calloc(size, sizeof(Traceback *));
    if (!larger)
        return false;
    for (size_t i = 0; i <= state.bucket_mask; i++)
        for (Traceback *step = state.buckets[i], *next; step; step = next) {
            next = step->next;
            step->next = larger[step->hash & (size - 1)];
            larger[step->hash & (size - 1)] = step;
        }
    free(state.buckets);
    state.buckets = larger;
    state.bucket_mask = size - 1;
    return true;
}

static bool make_room_for_id(void)
{
    if (state.traceback_count + 1 < state.id_room)
        return true;
    Traceback **larger = realloc(state.by_id, state.id_room * 2 * sizeof *larger);
    if (!larger)
        return false;
    state.by_id = larger;
    state.id_room *= 2;
    return true;
}

/* The scratch traceback, kept under the next number. NULL if there is no memory, or no number, for it. */
static Traceback *keep_candidate(void)
{
    if (state.traceback_count == id_most || !make_room_for_id() || (state.traceback_count > state.bucket_mask && !grow_buckets()))
        return NULL;
    size_t size = sizeof(Traceback) + state.candidate->count * sizeof(Place);
    Traceback *made = malloc(size);
    if (!made)
        return NULL;
    memcpy(made, state.candidate, size);
    made->tuple = NULL;
    for (uint32_t i = 0; i < made->count; i++)
        retain_maybe(made->places[i].filename);
    Traceback **bucket = &state.buckets[made->hash & state.bucket_mask];
    made->next = *bucket;
    *bucket = made;
    made->id = (uint32_t)++state.traceback_count;
    state.by_id[made->id] = made;
    state.traceback_bytes += size;
    return made;
}

/* The number of the traceback of the present moment; 0 if it cannot be kept. */
static uint32_t search_traceback(void)
{
    if (state.code_deaths != code_deaths)
        forget_instructions();
    look_around();
    for (Traceback *step = state.buckets[state.candidate->hash & state.bucket_mask]; step; step = step->next)
        if (is_same(step, state.candidate))
            return step->id;
    Traceback *kept = keep_candidate();
    return kept ? kept->id : 0;
}

static uint32_t depth_in_bytes(const Frame *frame)
{
    return (uint32_t)((uintptr_t)frame - (uintptr_t)vm.frames);
}

static RecentTraceback *recent_of(const Frame *frame)
{
    return &state.recent[((uintptr_t)frame->pc / sizeof(Instruction) + depth_in_bytes(frame)) % RECENT];
}

/* search_traceback, and remember the answer: with one place, instruction and depth tell all there is to know
 * (but not who called). */
static NEVER_INLINE uint32_t search_and_remember(void)
{
    uint32_t id = search_traceback();
    const Frame *frame = vm.current;
    if (state.frame_limit == 1 && frame && !is_incomplete(frame) && id)
        *recent_of(frame) = (RecentTraceback){frame->pc, depth_in_bytes(frame), id};
    return id;
}

/* What search_and_remember would say, if it is remembered; else 0. */
static inline uint32_t remembered_traceback(void)
{
    const Frame *frame = vm.current;
    if (UNLIKELY(frame == NULL || state.code_deaths != code_deaths))
        return 0;
    const RecentTraceback *recent = recent_of(frame);
    return LIKELY(recent->pc == frame->pc && recent->depth == depth_in_bytes(frame)) ? recent->id : 0;
}

/* --- marks ---------------------------------------------------------------------------------------------- */

static size_t home_of(uintptr_t number)
{
    return (size_t)(number * 0x9E3779B97F4A7C15u >> state.page_shift);
}

/* Where the page mostly is. */
static inline const Page *first_page(uintptr_t number)
{
    return &state.pages[home_of(number)];
}

/* Where it is, or belongs. */
static Page *find_page(uintptr_t number)
{
    size_t i = home_of(number);
    while (state.pages[i].number && state.pages[i].number != number)
        i = (i + 1) & state.page_mask;
    return &state.pages[i];
}

static bool grow_pages(void)
{
    Page *old = state.pages;
    size_t old_size = state.page_mask + 1;
    Page *larger = calloc(old_size * 2, sizeof *larger);
    if (!larger)
        return false;
    state.pages = larger;
    state.page_mask = old_size * 2 - 1;
    state.page_shift--;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].number)
            *find_page(old[i].number) = old[i];
    free(old);
    return true;
}

static Page *add_page(uintptr_t number)
{
    if (state.page_count * 4 > state.page_mask && !grow_pages())
        return NULL;
    Mark *marks = calloc(MARKS_PER_PAGE, sizeof *marks);
    if (!marks)
        return NULL;
    Page *page = find_page(number);
    page->number = number;
    page->marks = marks;
    state.page_count++;
    return page;
}

static size_t mark_index(const void *block)
{
    return (uintptr_t)block / HEAP_ALIGNMENT % MARKS_PER_PAGE;
}

static Page *page_of(const void *block)
{
    Page *page = find_page((uintptr_t)block >> PAGE_BITS);
    return page->number ? page : add_page((uintptr_t)block >> PAGE_BITS);
}

static inline ALWAYS_INLINE void set_mark(const void *block, size_t size, uint32_t id)
{
    const Page *page = first_page((uintptr_t)block >> PAGE_BITS);
    if (UNLIKELY(page->number != (uintptr_t)block >> PAGE_BITS) && !(page = page_of(block)))
        return;
    page->marks[mark_index(block)] = (Mark)id << SIZE_BITS | size;
    state.traced += size;
    if (state.traced > state.peak)
        state.peak = state.traced;
}

/* Give the pending block its mark. */
static inline ALWAYS_INLINE void settle(void)
{
    void *block = state.pending.block;
    if (!block)
        return;
    state.pending.block = NULL;
    CountedSize size = {state.pending.size, 0};
    if (state.pending.is_object && !is_real)
        size = tracemalloc_counted_size(block, size.object);
    if (size.object <= size_most)
        set_mark(block, size.object, state.pending.id);
    if (size.values)
        set_mark((char *)block + HEAP_ALIGNMENT, size.values, state.pending.id);
}

static void on_allocate(void *block, size_t size, BlockUse use)
{
    settle();
    uint32_t id = remembered_traceback();
    if (UNLIKELY(!id) && (state.is_paused || !(id = search_and_remember())))
        return;
    state.pending.block = block;
    state.pending.size = size;
    state.pending.id = id;
    state.pending.is_object = use == BLOCK_OBJECT;
}

static void on_account(void *block, size_t size)
{
    if (is_real || state.pending.block != block)
        return;
    state.pending.size = size;
    if (size == 0)
        state.pending.block = NULL;
}

static void clear_mark(const Page *page, const void *block)
{
    Mark *mark = &page->marks[mark_index(block)];
    state.traced -= *mark & size_most;
    *mark = 0;
}

static NEVER_INLINE void on_free_slow(void *block)
{
    const Page *page = find_page((uintptr_t)block >> PAGE_BITS);
    if (page->number)
        clear_mark(page, block);
}

static inline void forget_mark(void *block)
{
    const Page *page = first_page((uintptr_t)block >> PAGE_BITS);
    if (LIKELY(page->number == (uintptr_t)block >> PAGE_BITS))
        clear_mark(page, block);
    else
        on_free_slow(block);
}

static void on_free(void *block, size_t size)
{
    settle();
    forget_mark(block);
    if (size > HEAP_ALIGNMENT)
        forget_mark((char *)block + HEAP_ALIGNMENT);
}

static const HeapObserver observer = {on_allocate, on_free, on_account};

/* --- starting and stopping ------------------------------------------------------------------------------ */

static void free_tables(void)
{
    free(state.pages);
    free(state.by_id);
    free(state.buckets);
    free(state.candidate);
    state.pages = NULL;
    state.by_id = state.buckets = NULL;
    state.candidate = NULL;
}

static bool allocate_tables(uint32_t frames)
{
    state.pages = calloc(SMALLEST_TABLE, sizeof *state.pages);
    state.by_id = malloc(SMALLEST_TABLE * sizeof *state.by_id);
    state.buckets = calloc(SMALLEST_TABLE, sizeof *state.buckets);
    state.candidate = malloc(sizeof(Traceback) + frames * sizeof(Place));
    if (!state.pages || !state.by_id || !state.buckets || !state.candidate) {
        free_tables();
        return false;
    }
    state.page_mask = state.bucket_mask = SMALLEST_TABLE - 1;
    state.page_shift = 64 - 8;
    state.id_room = SMALLEST_TABLE;
    return true;
}

static void free_tracebacks(void)
{
    bool was_paused = state.is_paused;
    state.is_paused = true;
    for (size_t id = 1; id <= state.traceback_count; id++) {
        Traceback *traceback = state.by_id[id];
        for (uint32_t n = 0; n < traceback->count; n++)
            release_maybe(traceback->places[n].filename);
        free(traceback);
    }
    memset(state.buckets, 0, (state.bucket_mask + 1) * sizeof *state.buckets);
    state.traceback_count = state.traceback_bytes = 0;
    state.is_paused = was_paused;
}

void traces_count_real_sizes(void)
{
    is_real = true;
}

void traces_clear(void)
{
    state.pending.block = NULL;
    for (size_t i = 0; i <= state.page_mask; i++)
        free(state.pages[i].marks);
    memset(state.pages, 0, (state.page_mask + 1) * sizeof *state.pages);
    state.page_count = state.traced = state.peak = 0;
    foreign_clear();
    forget_instructions();
    free_tracebacks();
}

bool traces_start(uint32_t frames)
{
    if (!allocate_tables(frames))
        return false;
    if (!heap_observe(&observer)) {
        free_tables();
        return false;
    }
    forget_instructions();
    state.frame_limit = frames;
    eval_store_pc();
    return true;
}

void traces_stop(void)
{
    heap_unobserve(&observer);
    eval_store_pc_no_longer();
    traces_clear();
    free_tables();
    state.frame_limit = 0;
}

void traces_pause(bool pause)
{
    state.is_paused = pause;
    state.code_deaths = DEATHS_UNKNOWN;
}

/* --- questions ------------------------------------------------------------------------------------------ */

Traceback *traces_find(const void *block)
{
    settle();
    Page *page = find_page((uintptr_t)block >> PAGE_BITS);
    Mark mark = page->number ? page->marks[mark_index(block)] : 0;
    return mark ? state.by_id[mark >> SIZE_BITS] : NULL;
}

bool traces_add_foreign(uint32_t domain, uintptr_t address, size_t size)
{
    settle();
    ForeignTrace trace = {domain, search_traceback(), address, size};
    const ForeignTrace *old = foreign_find(domain, address);
    size_t old_size = old ? old->size : 0;
    if (!trace.id || !foreign_set(&trace))
        return false;
    state.traced += size - old_size;
    if (state.traced > state.peak)
        state.peak = state.traced;
    return true;
}

void traces_remove_foreign(uint32_t domain, uintptr_t address)
{
    const ForeignTrace *trace = foreign_find(domain, address);
    if (!trace)
        return;
    state.traced -= trace->size;
    foreign_remove(trace);
}

Traceback *traces_find_foreign(uint32_t domain, uintptr_t address)
{
    const ForeignTrace *trace = foreign_find(domain, address);
    return trace ? state.by_id[trace->id] : NULL;
}

const ForeignTrace *traces_foreign_at(size_t index, Traceback **traceback)
{
    const ForeignTrace *trace = foreign_at(index);
    if (trace)
        *traceback = state.by_id[trace->id];
    return trace;
}

bool traces_next(size_t *position, size_t *size, Traceback **traceback)
{
    settle();
    size_t end = (state.page_mask + 1) * MARKS_PER_PAGE;
    while (*position < end) {
        const Page *page = &state.pages[*position / MARKS_PER_PAGE];
        if (!page->number) {
            *position += MARKS_PER_PAGE;
            continue;
        }
        Mark mark = page->marks[(*position)++ % MARKS_PER_PAGE];
        if (mark) {
            *size = mark & size_most;
            *traceback = state.by_id[mark >> SIZE_BITS];
            return true;
        }
    }
    return false;
}

void traces_drop_tuples(void)
{
    for (size_t id = 1; id <= state.traceback_count; id++)
        clear_place(&state.by_id[id]->tuple);
}

size_t traces_now(void)
{
    settle();
    return state.traced;
}

size_t traces_peak(void)
{
    settle();
    return state.peak;
}

void traces_reset_peak(void)
{
    settle();
    state.peak = state.traced;
}

size_t traces_own_memory(void)
{
    if (!state.frame_limit)
        return sizeof state;
    return sizeof state + (state.page_mask + 1) * sizeof(Page) + state.page_count * MARKS_PER_PAGE * sizeof(Mark) +
           state.id_room * sizeof *state.by_id + foreign_own_memory() + (state.bucket_mask + 1) * sizeof *state.buckets +
           state.traceback_bytes;
}
