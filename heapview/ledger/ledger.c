/* ledger: watches counts from instruction to instruction, and finds the causes of what changed; see ledger.h.
 *
 *     before each instruction:   is the count of a watched object another than it was?
 *                                no: nothing to do, which is the usual case
 *                                yes: name all its references anew, and compare them with those noted before
 *
 * What the instruction before has changed is told by the difference: references that are new (+1, "bound to
 * 'a'"), and references that have gone (-1, "del a"). Those that only moved are paired off (ledger_pairs.c).
 * What the names cannot explain was taken or let go by C code. An object's first count and its entries add up
 * to its last count.
 *
 * Watched:    objects that were given; what a name is bound to, looked up at each instruction; what a line
 *             makes or what is of a type. Those are seen at birth by the heap's observer, and asked for their
 *             type one instruction later, when they are complete.
 * Deaths:     the heap tells of freed blocks too: a watched object that is gone is never touched again, only
 *             its noted holders are told. `dead` keeps the last deaths, for the cause "its holder died".
 * Ownership:  nothing here takes a reference, and all of it lies outside of the counted heap, so the counts
 *             are those of the program alone. There is a book for each watcher; `ledger_now` is the one at
 *             hand.
 * Memory:     what cannot be noted makes the book fail as a whole: a book with gaps would be wrong. */
#include "heapview/ledger/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/ledger/ledger_private.h"
#include "heapview/walk/describe.h"
#include "runtime/classes/type.h"
#include "runtime/containers/tuple.h"
#include "runtime/memory/growing.h"
#include "runtime/memory/heap.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/eval_observe.h"

enum { WATCHED_MOST = 2000, BORN_MOST = 4096 };

static Ledger books[WATCHER_COUNT];
Ledger *ledger_now = books;

/* The instruction that ran last: what changed, it has changed. */
static struct {
    Instruction instruction;
    const Frame *frame;
    uint32_t line;
} last;

/* Objects made since the last instruction, whose type is not known before it is over. */
static struct {
    View object;
    uint32_t line;
} born[BORN_MOST];
static size_t born_count;

static uint32_t line_of(const Frame *frame)
{
    return code_position(frame->code, (size_t)(frame->pc - frame->code->instructions))->line;
}

/* --- the book ------------------------------------------------------------------------------------------- */

static Text *add_entry(Watched *watched, int32_t delta)
{
    if (!GROWING_ROOM(ledger_now->entries, ledger_now->entry_count, ledger_now->entry_capacity, 64)) {
        ledger_now->failed = true;
        return NULL;
    }
    watched->count += delta;
    Entry *entry = &ledger_now->entries[ledger_now->entry_count++];
    *entry = (Entry){.line = last.line, .watched = (uint32_t)(watched - ledger_now->watched), .delta = delta, .count = watched->count};
    return &entry->cause;
}

/* --- causes --------------------------------------------------------------------------------------------- */

static bool is_return(unsigned op)
{
    return op >= OP_RETURN && op <= OP_RETURN_CONSTANT;
}

static void cause_of_new(Text *cause, const Holder *holder)
{
    switch (holder->kind) {
    case EDGE_GLOBAL: text_format(cause, "bound to '%s'", holder->label); break;
    case EDGE_LOCAL:
        if (holder->is_frame)
            text_format(cause, "bound to '%s' of %s()", holder->label, holder->function);
        else
            text_format(cause, "now %s", holder->words);
        break;
    case EDGE_TEMPORARY:
        if (holder->is_passing)
            causes_write_destination(cause, holder->by, holder->place);
        else
            text_format(cause, "now %s", holder->words);
        break;
    case EDGE_ATTRIBUTE: text_format(cause, "bound to %s", holder->words); break;
    case EDGE_ITEM:
    case EDGE_KEY:
    case EDGE_VALUE: text_format(cause, "put into a container: %s", holder->words); break;
    default: text_format(cause, "now %s", holder->words);
    }
}

static bool has_died(const void *object);

static void cause_of_gone_local(Text *cause, const Holder *holder)
{
    if (is_return(last.instruction.op) && holder->by == last.frame)
        text_format(cause, "%s() returned, its local '%s' cleared", holder->function, holder->label);
    else if (holder->by > (const void *)vm.current)
        text_format(cause, "%s() ended, its local '%s' cleared", holder->function, holder->label);
    else if (last.instruction.op == OP_DELETE_LOCAL)
        text_format(cause, "del %s", holder->label);
    else
        text_format(cause, "'%s' of %s() bound to something else", holder->label, holder->function);
}

static void cause_of_gone(Text *cause, const Holder *holder)
{
    unsigned op = last.instruction.op;
    if (holder->is_passing && strncmp(holder->words, "an argument", 11) == 0)
        text_format(cause, "the call is over: no longer %s", holder->words);
    else if (holder->is_passing)
        text_format(cause, "used, and let go");
    else if (holder->kind == EDGE_GLOBAL)
        text_format(cause, op == OP_DELETE_NAME || op == OP_DELETE_GLOBAL ? "del %s" : "'%s' bound to something else", holder->label);
    else if (holder->kind == EDGE_LOCAL && holder->is_frame)
        cause_of_gone_local(cause, holder);
    else if (!holder->is_frame && holder->by && has_died(holder->by))
        text_format(cause, "its holder died: no longer %s", holder->words);
    else
        text_format(cause, "no longer %s", holder->words);
}

/* --- changes -------------------------------------------------------------------------------------------- */

/* `count` references more or less than names can tell. */
static void write_unnamed(Watched *watched, int64_t count)
{
    for (; count > 0; count--) {
        Text *cause = add_entry(watched, 1);
        if (cause)
            text_format(cause, "taken by C code");
    }
    for (; count < 0; count++) {
        Text *cause = add_entry(watched, -1);
        if (cause)
            text_format(cause, "let go by C code");
    }
}

/* A container is made before it gets its name: `c = [a]`. Its holders are asked again on the next line. */
static void note_nameless(Watched *watched)
{
    watched->nameless_line = 0;
    for (size_t i = 0; i < watched->holders.count && vm.current; i++)
        if (watched->holders.list[i].is_nameless)
            watched->nameless_line = line_of(vm.current);
}

/* New references first, then those that went: a value is stored before the old one is released. */
static void write_changes(Watched *watched, int32_t count)
{
    Holders now = {0};
    holders_find(&now, watched->object, NULL);
    ledger_now->failed |= now.failed;
    ledger_now->failed |= !pairs_of_holders(&watched->holders, &now);
    int64_t unnamed = (int64_t)count - watched->count;
    for (size_t i = 0; i < now.count; i++)
        if (now.list[i].is_unpaired) {
            Text *cause = add_entry(watched, 1);
            if (cause)
                cause_of_new(cause, &now.list[i]);
            unnamed--;
        }
    for (size_t i = 0; i < watched->holders.count; i++)
        if (watched->holders.list[i].is_unpaired) {
            Text *cause = add_entry(watched, -1);
            if (cause)
                cause_of_gone(cause, &watched->holders.list[i]);
            unnamed++;
        }
    write_unnamed(watched, unnamed);
    holders_free(&watched->holders);
    watched->holders = now;
    note_nameless(watched);
}

/* It is gone: all who held it have let go. */
static void write_end(Watched *watched)
{
    for (size_t i = 0; i < watched->holders.count && watched->count > 0; i++) {
        Text *cause = add_entry(watched, -1);
        if (cause)
            cause_of_gone(cause, &watched->holders.list[i]);
    }
    write_unnamed(watched, -(int64_t)watched->count);
    if (ledger_now->entry_count)
        ledger_now->entries[ledger_now->entry_count - 1].is_freed = true;
    watched->is_closed = true;
}

static void begin(Watched *watched)
{
    watched->is_fresh = false;
    watched->first_count = watched->count = watched->object->refcount;
    watched->first_line = last.line;
    holders_find(&watched->holders, watched->object, &watched->title);
    note_nameless(watched);
    for (size_t i = 0; i < watched->holders.count; i++) {
        const Holder *holder = &watched->holders.list[i];
        text_format(&watched->first_holders, i ? " + " : "");
        if (holder->is_passing)
            causes_write_destination(&watched->first_holders, holder->by, holder->place);
        else
            text_format(&watched->first_holders, "%s", holder->words);
    }
}

/* --- whom to watch -------------------------------------------------------------------------------------- */

static Watched *find_watched(const void *object)
{
    for (size_t i = 0; i < ledger_now->watched_count; i++)
        if (ledger_now->watched[i].object == object && !ledger_now->watched[i].is_freed)
            return &ledger_now->watched[i];
    return NULL;
}

/* In the book of now. */
static bool add_watched(View object)
{
    if (object_is_static(object) || find_watched(object) || ledger_now->watched_count == WATCHED_MOST)
        return true;
    if (!ledger_now->watched)
        ledger_now->watched = calloc(WATCHED_MOST, sizeof *ledger_now->watched);
    if (!ledger_now->watched)
        return false;
    ledger_now->watched[ledger_now->watched_count++] = (Watched){.object = object, .is_fresh = true};
    return true;
}

bool ledger_watch(View object)
{
    ledger_now = &books[watcher_now];
    return add_watched(object);
}

bool ledger_wish(LedgerWish wish)
{
    ledger_now = &books[watcher_now];
    if (ledger_now->wish_count == COUNT_OF(ledger_now->wishes))
        return false;
    ledger_now->wishes[ledger_now->wish_count++] = wish;
    return true;
}

static void watch(View object)
{
    ledger_now->failed |= !add_watched(object);
}

static void look_for_name(const char *name, Frame *frame)
{
    View main = dict_get_text_peek(modules_peek(), "__main__");
    View bound = main ? dict_get_text_peek(((ModuleObject *)main)->dict, name) : NULL;
    if (bound)
        watch(bound);
    const CodeObject *code = frame->code;
    for (uint32_t i = 0; i < code->local_count; i++)
        if (frame->registers[i] != UNBOUND && str_equal_text(tuple_item_peek(code->local_names, i), name))
            watch(frame->registers[i]);
}

static void look_at_born(const LedgerWish *wish)
{
    for (size_t i = 0; i < born_count; i++) {
        View object = born[i].object;
        if (!object)
            continue;
        if ((wish->line && born[i].line == wish->line) || (wish->type[0] && strcmp(type_name_peek(type_of_peek(object)), wish->type) == 0))
            watch(object);
    }
}

static void look_for_wishes(Frame *frame)
{
    for (size_t i = 0; i < ledger_now->wish_count; i++) {
        if (ledger_now->wishes[i].name[0])
            look_for_name(ledger_now->wishes[i].name, frame);
        else
            look_at_born(&ledger_now->wishes[i]);
    }
}

/* --- what the heap and the evaluation loop tell --------------------------------------------------------- */

static bool is_main_script(const CodeObject *code)
{
    static View main_name; /* compared only */
    const Frame *first = vm.frames;
    if (first)
        main_name = first->code->filename;
    return code->filename == main_name;
}

static void on_allocate(void *block, size_t size, BlockUse use)
{
    (void)size;
    bool is_wished = books[WATCHER_SCRIPT].wish_count || books[WATCHER_COMMAND].wish_count;
    if (use != BLOCK_OBJECT || born_count == BORN_MOST || !is_wished || !vm.current)
        return;
    born[born_count].object = block;
    born[born_count++].line = is_main_script(vm.current->code) ? line_of(vm.current) : 0;
}

enum { DEAD_MOST = 64 };
static const void *dead[DEAD_MOST]; /* the blocks that were freed last, for the causes */
static size_t dead_count;

static bool has_died(const void *object)
{
    size_t kept = dead_count < DEAD_MOST ? dead_count : DEAD_MOST;
    for (size_t i = 0; i < kept; i++)
        if (dead[i] == object)
            return true;
    return false;
}

static void on_free(void *block, size_t size)
{
    (void)size;
    dead[dead_count++ % DEAD_MOST] = block;
    for (size_t i = 0; i < born_count; i++)
        if (born[i].object == block)
            born[i].object = NULL;
    Ledger *before = ledger_now;
    for (int w = 0; w < WATCHER_COUNT; w++) {
        ledger_now = &books[w];
        Watched *watched = find_watched(block);
        if (watched)
            watched->is_freed = true;
    }
    ledger_now = before;
}

static void remember(Frame *frame)
{
    last.instruction = *frame->pc;
    last.frame = frame;
    last.line = line_of(frame);
    dead_count = 0;
}

/* The instruction of this frame goes on: it is in C code that has called Python code. What it works with
 * stays where it is until that is over. */
static bool is_in_c_code(const Frame *frame)
{
    return frame < vm.current && (frame[1].flags & FRAME_ENTRY);
}

/* Is a value at work no longer where it was? It has been handed on then, to a variable or a container, for
 * which the count need not have changed. */
static bool has_moved_on(const Watched *watched)
{
    for (size_t i = 0; i < watched->holders.count; i++) {
        const Holder *holder = &watched->holders.list[i];
        const Frame *frame = holder->by;
        if (!holder->is_passing || !frame)
            continue;
        if (frame > vm.current || (holder->is_pending && !is_in_c_code(frame)))
            return true;
        if (holder->is_pending)
            continue;
        size_t live = code_position(frame->code, (size_t)(frame->pc - frame->code->instructions))->live;
        if (holder->place >= frame->code->first_temporary + live)
            return true;
    }
    return false;
}

static void look_at(Watched *watched)
{
    if (watched->is_closed)
        return;
    if (watched->is_fresh) {
        if (watched->is_freed)
            watched->is_closed = true;
        else
            begin(watched);
    } else if (watched->is_freed) {
        write_end(watched);
    } else if (watched->object->refcount != watched->count) {
        write_changes(watched, watched->object->refcount);
    } else if (has_moved_on(watched)) {
        holders_find(&watched->holders, watched->object, NULL);
        note_nameless(watched);
    } else if (watched->nameless_line && watched->nameless_line != line_of(vm.current)) {
        holders_find(&watched->holders, watched->object, NULL);
        watched->nameless_line = 0;
    }
}

static void before_instruction(Frame *frame)
{
    if (!last.frame)
        last.line = line_of(frame);
    for (int w = 0; w < WATCHER_COUNT; w++) {
        ledger_now = &books[w];
        if (!ledger_now->is_kept)
            continue;
        if (ledger_now->wish_count)
            look_for_wishes(frame);
        for (size_t i = 0; i < ledger_now->watched_count; i++)
            look_at(&ledger_now->watched[i]);
    }
    born_count = 0;
    remember(frame);
}

static const HeapObserver observer = {.allocated = on_allocate, .freeing = on_free};

static void clear_book(void)
{
    for (size_t i = 0; i < ledger_now->watched_count; i++) {
        holders_free(&ledger_now->watched[i].holders);
        text_free(&ledger_now->watched[i].title);
        text_free(&ledger_now->watched[i].first_holders);
    }
    for (size_t i = 0; i < ledger_now->entry_count; i++)
        text_free(&ledger_now->entries[i].cause);
    free(ledger_now->watched);
    free(ledger_now->entries);
    *ledger_now = (Ledger){0};
}

static bool is_any_kept(void)
{
    return books[WATCHER_SCRIPT].is_kept || books[WATCHER_COMMAND].is_kept;
}

static bool listen(void)
{
    born_count = dead_count = 0;
    last.frame = NULL;
    if (!heap_observe(&observer))
        return false;
    if (eval_observe(before_instruction))
        return true;
    heap_unobserve(&observer);
    return false;
}

bool ledger_start(void)
{
    if (!is_any_kept() && !listen())
        return false;
    ledger_now = &books[watcher_now];
    clear_book();
    return ledger_now->is_kept = true;
}

/* What the last instruction did has not been seen yet. */
static void close_book(void)
{
    for (size_t i = 0; i < ledger_now->watched_count; i++) {
        Watched *watched = &ledger_now->watched[i];
        if (watched->is_closed || watched->is_fresh)
            continue;
        if (watched->is_freed)
            write_end(watched);
        else if (watched->object->refcount != watched->count)
            write_changes(watched, watched->object->refcount);
    }
}

void ledger_stop(void)
{
    ledger_now = &books[watcher_now];
    if (!ledger_now->is_kept)
        return;
    close_book();
    ledger_now->is_kept = false;
    if (is_any_kept())
        return;
    eval_unobserve(before_instruction);
    heap_unobserve(&observer);
}

bool ledger_is_kept(void)
{
    return books[watcher_now].is_kept;
}

bool ledger_make(Forms *forms)
{
    *forms = (Forms){0};
    ledger_now = &books[watcher_now];
    if (!ledger_now->failed)
        ledger_tell(forms);
    return !ledger_now->failed;
}
