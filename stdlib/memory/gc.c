/* gc: the module gc: the cycle collector from Python. The collector itself is in runtime/life/gc.c.
 *
 *     gc_state.entries:   │ frozen │ generation 2 │ generation 1 │ generation 0 │
 *                         1        start of 2     start of 1     start of 0     used
 *
 * Looking:    get_objects and get_referrers walk over this table. Their own list is in it too and is left
 *             out, and so are objects that are about to die and tuples that are not finished.
 * Callbacks:  gc.callbacks are called before and after a collection, and may do anything but fail: an
 *             exception is reported as unraisable. The list is walked by index, since a callback may change
 *             it. Once the modules are being emptied no one is called any more.
 * Lists:      gc.callbacks and gc.garbage are made once. The module and this file own them both: binding the
 *             name to something else does not change what the collector uses, as in CPython.
 * Debugging:  the hooks `found` and `keep` are installed only while their flags are set, so that a usual
 *             collection does not call them for each object.
 *             Uncollectable objects do not exist since PEP 442; the counts are there, and are 0. */
#include "stdlib/memory/gc_module.h"

#include <stdio.h>
#include <time.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/life/gc_hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/sys/sys.h"
#include "vm/module.h"

static Ref gc_enable(View self UNUSED, View *args UNUSED)
{
    gc_state.enabled = true;
    return none_new();
}

static Ref gc_disable(View self UNUSED, View *args UNUSED)
{
    gc_state.enabled = false;
    return none_new();
}

static Ref gc_isenabled(View self UNUSED, View *args UNUSED)
{
    return bool_new(gc_state.enabled);
}

static Ref gc_collect(View self UNUSED, View *args)
{
    int32_t generation = GC_GENERATIONS - 1;
    if (args[0] && !object_as_int32(args[0], &generation))
        return NULL;
    if (generation < 0 || generation >= GC_GENERATIONS)
        return raise_error(ValueError, "invalid generation");
    size_t found = gc_collect_generation(generation);
    if (generation == GC_GENERATIONS - 1)
        heap_trim();
    return int_new((int64_t)found);
}

static Ref numbers_tuple(const int64_t *numbers)
{
    Ref items[GC_GENERATIONS];
    for (int g = 0; g < GC_GENERATIONS; g++) {
        items[g] = int_new(numbers[g]);
        if (!items[g]) {
            while (g-- > 0)
                release(items[g]);
            return NULL;
        }
    }
    return tuple_from_array_take(items, GC_GENERATIONS);
}

static Ref gc_get_count(View self UNUSED, View *args UNUSED)
{
    int64_t counts[GC_GENERATIONS];
    for (int g = 0; g < GC_GENERATIONS; g++)
        counts[g] = gc_state.generations[g].count;
    return numbers_tuple(counts);
}

static Ref gc_get_threshold(View self UNUSED, View *args UNUSED)
{
    int64_t thresholds[GC_GENERATIONS];
    for (int g = 0; g < GC_GENERATIONS; g++)
        thresholds[g] = gc_state.generations[g].threshold;
    return numbers_tuple(thresholds);
}

static Ref gc_set_threshold(View self UNUSED, View *args)
{
    int64_t thresholds[GC_GENERATIONS];
    size_t given = tuple_length(args[0]);
    if (given == 0 || given > GC_GENERATIONS)
        return raise_error(TypeError,
                           given ? "set_threshold() takes at most 3 arguments (%zu given)"
                                 : "set_threshold() takes at least 1 argument (%zu given)",
                           given);
    for (size_t g = 0; g < GC_GENERATIONS; g++) {
        thresholds[g] = gc_state.generations[g].threshold;
        if (g < given && !object_as_int64(tuple_item_peek(args[0], g), &thresholds[g]))
            return NULL;
        if (thresholds[g] > INT32_MAX || thresholds[g] < INT32_MIN)
            return raise_error(OverflowError,
                               thresholds[g] > 0 ? "signed integer is greater than maximum" : "signed integer is less than minimum");
    }
    for (int g = 0; g < GC_GENERATIONS; g++)
        gc_state.generations[g].threshold = (int32_t)thresholds[g];
    return none_new();
}

static Ref generation_stats(const GcGeneration *generation)
{
    Ref dict = dict_new();
    if (dict && dict_set_text_take((DictView)dict, "collections", int_new((int64_t)generation->collections)) &&
        dict_set_text_take((DictView)dict, "collected", int_new((int64_t)generation->collected)) &&
        dict_set_text_take((DictView)dict, "uncollectable", int_new((int64_t)generation->uncollectable)))
        return dict;
    release_maybe(dict);
    return NULL;
}

static Ref gc_get_stats(View self UNUSED, View *args UNUSED)
{
    GcGeneration generations[GC_GENERATIONS]; /* as they are now: making the answer allocates */
    memcpy(generations, gc_state.generations, sizeof generations);
    Ref list = list_new(0);
    for (int g = 0; list && g < GC_GENERATIONS; g++) {
        Ref stats = generation_stats(&generations[g]);
        if (!stats || !list_append_take((ListView)list, stats))
            clear_place(&list);
    }
    return list;
}

static Ref gc_is_tracked_function(View self UNUSED, View *args)
{
    return bool_new(type_has(type_of_peek(args[0]), TYPE_FLAG_GC) && gc_is_tracked(args[0]));
}

static Ref gc_is_finalized(View self UNUSED, View *args)
{
    return bool_new(type_has(type_of_peek(args[0]), TYPE_FLAG_GC) && (((GcObject *)args[0])->gc & GC_FINALIZED));
}

/* --- looking at the tracked objects --------------------------------------------------------------------- */

/* Where a generation lies in the table. What is frozen stands before the oldest one. */
static uint32_t first_of(int generation)
{
    return gc_state.generations[generation].start;
}

static uint32_t end_of(int generation)
{
    return generation > 0 ? first_of(generation - 1) : gc_state.used;
}

/* A tuple whose maker is not done: it still has empty places, which no Python code must see. */
static bool is_unfinished(View object)
{
    for (size_t i = 0; object->type == TYPE_TUPLE && i < tuple_length(object); i++)
        if (!tuple_item_peek(object, i))
            return true;
    return false;
}

static bool add_objects(ListView list, int generation)
{
    for (uint32_t i = first_of(generation); i < end_of(generation); i++) {
        View object = (View)gc_state.entries[i];
        if (object && object != AS_OBJECT(list) && object->refcount > 0 && !is_unfinished(object) && !list_append(list, object))
            return false;
    }
    return true;
}

static Ref gc_get_objects(View self UNUSED, View *args)
{
    Index generation = -1;
    if (args[0] && args[0] != NONE && !is_int(args[0]) && !type_of_peek(args[0])->as_index)
        return raise_error(TypeError, "argument should be integer or None, not '%T'", args[0]);
    if (args[0] && args[0] != NONE && !object_as_index_overflow(args[0], &generation))
        return NULL;
    if (generation >= GC_GENERATIONS)
        return raise_error(ValueError, "generation parameter must be less than the number of available generations (%i)", GC_GENERATIONS);
    if (generation < -1)
        return raise_error(ValueError, "generation parameter cannot be negative");
    Ref list = list_new(0);
    for (int g = 0; list && g < GC_GENERATIONS; g++)
        if ((generation == -1 || generation == g) && !add_objects((ListView)list, g))
            clear_place(&list);
    return list;
}

typedef struct ReferrerSearch {
    View targets; /* a tuple */
    bool found;
} ReferrerSearch;

static void look_for_target(View child, void *context)
{
    ReferrerSearch *search = context;
    for (size_t i = 0; i < tuple_length(search->targets); i++)
        search->found = search->found || tuple_item_peek(search->targets, i) == child;
}

static bool add_referrers(ListView list, View targets, int generation)
{
    for (uint32_t i = first_of(generation); i < end_of(generation); i++) {
        View object = (View)gc_state.entries[i];
        if (!object || object == AS_OBJECT(list) || object == targets || object->refcount <= 0 || is_unfinished(object))
            continue;
        ReferrerSearch search = {targets, false};
        instance_traverse_object(object, type_of_peek(object), look_for_target, &search);
        if ((search.found && !list_append(list, object)) || !check_interrupt())
            return false;
    }
    return true;
}

/* The youngest first, as CPython. */
static Ref gc_get_referrers(View self UNUSED, View *args)
{
    Ref list = list_new(0);
    for (int g = 0; list && g < GC_GENERATIONS; g++)
        if (!add_referrers((ListView)list, args[0], g))
            clear_place(&list);
    return list;
}

typedef struct ReferentList {
    ListView list;
    bool failed;
} ReferentList;

static void add_referent(View child, void *context)
{
    ReferentList *referents = context;
    if (child != UNBOUND && !referents->failed)
        referents->failed = !list_append(referents->list, child);
}

static Ref gc_get_referents(View self UNUSED, View *args)
{
    Ref list = list_new(0);
    ReferentList referents = {(ListView)list, list == NULL};
    for (size_t i = 0; !referents.failed && i < tuple_length(args[0]); i++) {
        View object = tuple_item_peek(args[0], i);
        if (type_has(type_of_peek(object), TYPE_FLAG_GC))
            instance_traverse_object(object, type_of_peek(object), add_referent, &referents);
    }
    if (referents.failed)
        clear_place(&list);
    return list;
}

/* --- callbacks ------------------------------------------------------------------------------------------ */

static ListView callbacks; /* gc.callbacks; owned */

static Ref event_info(int generation, size_t collected, size_t uncollectable)
{
    Ref dict = dict_new();
    if (dict && dict_set_text_take((DictView)dict, "generation", int_new(generation)) &&
        dict_set_text_take((DictView)dict, "collected", int_new((int64_t)collected)) &&
        dict_set_text_take((DictView)dict, "uncollectable", int_new((int64_t)uncollectable)))
        return dict;
    release_maybe(dict);
    return NULL;
}

static bool is_ending; /* the modules are going: nobody is called any more */

static void tell(const char *phase, int generation, size_t collected, size_t uncollectable)
{
    if (!callbacks || callbacks->used == 0 || is_ending)
        return;
    Ref text = str_from_text(phase), info = text ? event_info(generation, collected, uncollectable) : NULL;
    for (size_t i = 0; info && i < callbacks->used; i++) { /* a callback may change the list */
        Ref callback = retain(list_item_peek(callbacks, i)), result = call_2(callback, text, info);
        if (!result)
            error_write_unraisable(NULL, callback);
        release_maybe(result);
        release(callback);
    }
    error_clear();
    release_maybe(text);
    release_maybe(info);
}

/* --- freezing ------------------------------------------------------------------------------------------- */

static Ref freeze(View self UNUSED, View *args UNUSED)
{
    gc_freeze();
    return none_new();
}

static Ref unfreeze(View self UNUSED, View *args UNUSED)
{
    gc_unfreeze();
    return none_new();
}

static size_t count_objects(uint32_t start, uint32_t stop)
{
    size_t count = 0;
    for (uint32_t i = start; i < stop; i++)
        count += gc_state.entries[i] != NULL;
    return count;
}

static Ref gc_get_freeze_count(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)count_objects(1, first_of(GC_GENERATIONS - 1)));
}

/* --- debugging ------------------------------------------------------------------------------------------ */

enum {
    DEBUG_STATS = 1 << 0,         /* print numbers of each collection */
    DEBUG_COLLECTABLE = 1 << 1,   /* print what was found */
    DEBUG_UNCOLLECTABLE = 1 << 2, /* print what has a legacy finalizer, or is held by it */
    DEBUG_SAVEALL = 1 << 5,       /* keep the garbage in gc.garbage */
    DEBUG_LEAK = DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL
};

static int64_t debug_flags;
static ListView garbage; /* gc.garbage; owned */
static struct timespec started;

/* Write on sys.stderr, consuming the text; where that cannot be done (it is gone, or closed), on the
 * process's own. */
static void write_take(Ref text)
{
    Ref stream = retain_maybe(sys_attribute_peek(name(stderr)));
    Ref result = text && stream && stream != NONE ? call_method_1(stream, name(write), text) : NULL;
    size_t length;
    char *owned;
    const char *bytes = text && !result && stream != NONE ? str_utf8((StrView)text, &length, &owned) : NULL;
    if (bytes) {
        fputs(bytes, stderr);
        str_utf8_free(owned, length);
    }
    error_clear();
    release_maybe(result);
    release_maybe(stream);
    release_maybe(text);
}

static void write_numbers(int generation)
{
    write_take(str_format("gc: collecting generation %d...\n", generation));
    uint32_t stop = gc_state.used;
    size_t counts[GC_GENERATIONS];
    for (int g = 0; g < GC_GENERATIONS; g++) {
        counts[g] = count_objects(gc_state.generations[g].start, stop);
        stop = gc_state.generations[g].start;
    }
    write_take(str_format("gc: objects in each generation: %zu %zu %zu\n", counts[0], counts[1], counts[2]));
    write_take(str_format("gc: objects in permanent generation: %zu\n", count_objects(1, first_of(GC_GENERATIONS - 1))));
}

static void write_end(size_t collected, size_t uncollectable)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double elapsed = (double)(now.tv_sec - started.tv_sec) + (double)(now.tv_nsec - started.tv_nsec) / 1e9;
    char text[128];
    snprintf(text, sizeof text, "gc: done, %zu unreachable, %zu uncollectable, %.4fs elapsed\n", collected + uncollectable, uncollectable,
             elapsed);
    write_take(str_from_text(text));
}

static void before(int generation)
{
    tell("start", generation, 0, 0);
    if (!(debug_flags & DEBUG_STATS))
        return;
    write_numbers(generation);
    clock_gettime(CLOCK_MONOTONIC, &started);
}

static void after(int generation, size_t collected, size_t uncollectable)
{
    if (debug_flags & DEBUG_STATS)
        write_end(collected, uncollectable);
    tell("stop", generation, collected, uncollectable);
}

static void found(View object)
{
    if (debug_flags & DEBUG_COLLECTABLE)
        write_take(str_format("gc: collectable <%T %p>\n", object, (void *)object));
}

static bool keep(View object)
{
    if (!(debug_flags & DEBUG_SAVEALL) || !garbage)
        return false;
    if (!list_append(garbage, object)) {
        error_clear();
        return false;
    }
    return true;
}

/* gc.garbage has those whose finalizer stood in the way. */
static void uncollectable(View object, bool is_legacy)
{
    if (debug_flags & DEBUG_UNCOLLECTABLE)
        write_take(str_format("gc: uncollectable <%T %p>\n", object, (void *)object));
    if (garbage && (is_legacy || debug_flags & DEBUG_SAVEALL) && !list_append(garbage, object))
        error_clear();
}

static Ref gc_get_debug(View self UNUSED, View *args UNUSED)
{
    return int_new(debug_flags);
}

static Ref gc_set_debug(View self UNUSED, View *args)
{
    int32_t flags;
    if (!object_as_int32(args[0], &flags))
        return NULL;
    debug_flags = flags;
    gc_hooks.found = flags & DEBUG_COLLECTABLE ? found : NULL;
    gc_hooks.keep = flags & DEBUG_SAVEALL ? keep : NULL;
    return none_new();
}

static void ending(void)
{
    is_ending = true;
}

/* What gc.garbage still holds when the modules have gone, as DEBUG_UNCOLLECTABLE has it. */
static void list_garbage(void)
{
    Ref text = object_repr(AS_OBJECT(garbage));
    write_take(text ? str_format("      %U\n", text) : NULL);
    error_clear();
    release_maybe(text);
}

/* Unless the garbage was to be kept: complain of it. */
static void complain_of_garbage(void)
{
    if (!garbage || garbage->used == 0 || (debug_flags & DEBUG_SAVEALL))
        return;
    bool is_listed = debug_flags & DEBUG_UNCOLLECTABLE;
    Ref module = str_from_text("gc");
    const char *hint = is_listed ? "" : "; use gc.set_debug(gc.DEBUG_UNCOLLECTABLE) to list them";
    if (!module || !warn_at(ResourceWarning, module, 0, "gc: %zu uncollectable objects at shutdown%s", garbage->used, hint))
        error_write_unraisable(NULL, NULL);
    release_maybe(module);
    if (is_listed)
        list_garbage();
}

static bool add_constants(DictView dict)
{
    static const struct {
        const char *name;
        int value;
    } constants[] = {{"DEBUG_STATS", DEBUG_STATS},
                     {"DEBUG_COLLECTABLE", DEBUG_COLLECTABLE},
                     {"DEBUG_UNCOLLECTABLE", DEBUG_UNCOLLECTABLE},
                     {"DEBUG_SAVEALL", DEBUG_SAVEALL},
                     {"DEBUG_LEAK", DEBUG_LEAK}};
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return true;
}

/* The collector goes on using its own two lists, whatever the names are bound to later. */
static bool init(ModuleObject *module)
{
    Ref list = list_new(0), kept = list ? list_new(0) : NULL;
    if (!kept || !dict_set_text(module->dict, "callbacks", list) || !dict_set_text(module->dict, "garbage", kept)) {
        release_maybe(list);
        release_maybe(kept);
        return false;
    }
    release_maybe(AS_OBJECT(callbacks));
    release_maybe(AS_OBJECT(garbage));
    callbacks = (ListView)list;
    garbage = (ListView)kept;
    gc_hooks = (GcHooks){
        .before = before, .after = after, .uncollectable = uncollectable, .ending = ending, .modules_gone = complain_of_garbage};
    return add_constants(module->dict);
}

void gc_module_stop(void)
{
    Ref list = AS_OBJECT(callbacks), kept = AS_OBJECT(garbage);
    gc_hooks = (GcHooks){0};
    is_ending = false;
    debug_flags = 0;
    callbacks = NULL;
    garbage = NULL;
    gc_state.generations[GC_GENERATIONS - 1].start = 1; /* what was frozen dies as well */
    release_maybe(list);
    release_maybe(kept);
}

static const NativeFunction functions[] = {
    {"collect(generation=2)", gc_collect,
     "Run the garbage collector.\n"
     "\n"
     "With no arguments, run a full collection.  The optional argument\n"
     "may be an integer specifying which generation to collect.  A ValueError\n"
     "is raised if the generation number is invalid.\n"
     "\n"
     "The number of unreachable objects is returned."},
    {"disable()", gc_disable, "Disable automatic garbage collection."},
    {"enable()", gc_enable, "Enable automatic garbage collection."},
    {"freeze()", freeze,
     "Freeze all current tracked objects and ignore them for future collections.\n"
     "\n"
     "This can be used before a POSIX fork() call to make the gc copy-on-write friendly.\n"
     "Note: collection before a POSIX fork() call may free pages for future allocation\n"
     "which can cause copy-on-write."},
    {"get_count()", gc_get_count, "Return a three-tuple of the current collection counts."},
    {"get_debug()", gc_get_debug, "Get the garbage collection debugging flags."},
    {"get_freeze_count()", gc_get_freeze_count, "Return the number of objects in the permanent generation."},
    {"get_objects(generation=None)", gc_get_objects,
     "Return a list of objects tracked by the collector (excluding the list returned).\n"
     "\n"
     "  generation\n"
     "    Generation to extract the objects from.\n"
     "\n"
     "If generation is not None, return only the objects tracked by the collector\n"
     "that are in that generation."},
    {"get_referents(*objs)", gc_get_referents,
     "get_referents(*objs) -> list\n"
     "Return the list of objects that are directly referred to by objs."},
    {"get_referrers(*objs)", gc_get_referrers,
     "get_referrers(*objs) -> list\n"
     "Return the list of objects that directly refer to any of objs."},
    {"get_stats()", gc_get_stats, "Return a list of dictionaries containing per-generation statistics."},
    {"get_threshold()", gc_get_threshold, "Return the current collection thresholds."},
    {"is_finalized(obj, /)", gc_is_finalized, "Returns true if the object has been already finalized by the GC."},
    {"is_tracked(obj, /)", gc_is_tracked_function,
     "Returns true if the object is tracked by the garbage collector.\n"
     "\n"
     "Simple atomic objects will return false."},
    {"isenabled()", gc_isenabled, "Returns true if automatic garbage collection is enabled."},
    {"set_debug(flags, /)", gc_set_debug,
     "Set the garbage collection debugging flags.\n"
     "\n"
     "  flags\n"
     "    An integer that can have the following bits turned on:\n"
     "      DEBUG_STATS - Print statistics during collection.\n"
     "      DEBUG_COLLECTABLE - Print collectable objects found.\n"
     "      DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects\n"
     "        found.\n"
     "      DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.\n"
     "      DEBUG_LEAK - Debug leaking programs (everything but STATS).\n"
     "\n"
     "Debugging information is written to sys.stderr."},
    {"set_threshold(*thresholds)", gc_set_threshold,
     "set_threshold(threshold0, [threshold1, threshold2]) -> None\n"
     "\n"
     "Sets the collection thresholds.  Setting threshold0 to zero disables\n"
     "collection.\n"
     ""},
    {"unfreeze()", unfreeze,
     "Unfreeze all objects in the permanent generation.\n"
     "\n"
     "Put all objects in the permanent generation back into oldest generation."},
    {NULL, NULL, NULL},
};

const NativeModule gc_module = {.name = "gc",
                                .doc = "This module provides access to the garbage collector for reference cycles.\n"
                                       "\n"
                                       "enable() -- Enable automatic garbage collection.\n"
                                       "disable() -- Disable automatic garbage collection.\n"
                                       "isenabled() -- Returns true if automatic collection is enabled.\n"
                                       "collect() -- Do a full collection right now.\n"
                                       "get_count() -- Return the current collection counts.\n"
                                       "get_stats() -- Return list of dictionaries containing per-generation stats.\n"
                                       "set_debug() -- Set debugging flags.\n"
                                       "get_debug() -- Get debugging flags.\n"
                                       "set_threshold() -- Set the collection thresholds.\n"
                                       "get_threshold() -- Return the current the collection thresholds.\n"
                                       "get_objects() -- Return a list of all objects tracked by the collector.\n"
                                       "is_tracked() -- Returns true if a given object is tracked.\n"
                                       "is_finalized() -- Returns true if a given object has been already finalized.\n"
                                       "get_referrers() -- Return the list of objects that refer to an object.\n"
                                       "get_referents() -- Return the list of objects that an object refers to.\n"
                                       "freeze() -- Freeze all tracked objects and ignore them for future collections.\n"
                                       "unfreeze() -- Unfreeze all objects in the permanent generation.\n"
                                       "get_freeze_count() -- Return the number of objects in the permanent generation.\n"
                                       "",
                                .functions = functions,
                                .init = init};
