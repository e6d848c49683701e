/* heapview: the module: each view as a function of Python.
 *
 * A function converts its arguments, lets the view be made outside of the counted heap, and only then makes a
 * View of it. So the new object is in no picture of its own, and a view that could not be made for want of
 * memory is a MemoryError.
 * Python code runs only while arguments are converted, before the look at the heap begins. */
#include "heapview/heapview.h"

#include "heapview/ledger/ledger.h"
#include "heapview/tell/view.h"
#include "heapview/views/collection.h"
#include "heapview/views/graph.h"
#include "heapview/views/growth.h"
#include "heapview/views/map.h"
#include "heapview/views/why.h"
#include "heapview/walk/births.h"
#include "heapview/walk/last_names.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

static Ref why_function(View self UNUSED, View *args)
{
    Forms forms;
    return why_make(args[0], &forms) ? view_new_take(&forms) : raise_memory_error();
}

/* A limit: a whole number that is not negative. */
static bool read_limit(View argument, const char *name, size_t usual, size_t *limit)
{
    int64_t number;
    *limit = usual;
    if (!argument)
        return true;
    if (!object_as_int64(argument, &number))
        return false;
    if (number < 0) {
        raise_error(ValueError, "%s must not be negative", name);
        return false;
    }
    *limit = (size_t)number;
    return true;
}

static Ref graph_function(View self UNUSED, View *args)
{
    GraphLimits limits;
    Forms forms;
    if (!read_limit(args[1], "depth", 4, &limits.depth) || !read_limit(args[2], "max_objects", 60, &limits.objects) ||
        !read_limit(args[3], "max_edges", 20, &limits.edges))
        return NULL;
    int everything = args[4] ? object_truth(args[4]) : 0;
    if (everything < 0)
        return NULL;
    limits.everything = everything > 0;
    return graph_make(args[0], limits, &forms) ? view_new_take(&forms) : raise_memory_error();
}

static Ref backrefs_function(View self UNUSED, View *args)
{
    Forms forms;
    return backrefs_make(args[0], &forms) ? view_new_take(&forms) : raise_memory_error();
}

static Ref map_function(View self UNUSED, View *args UNUSED)
{
    Forms forms;
    return map_make(&forms) ? view_new_take(&forms) : raise_memory_error();
}

/* From now on note which line makes which block, and the names that objects had. */
static Ref start_function(View self UNUSED, View *args UNUSED)
{
    if (births_start() && last_names_start())
        return none_new();
    births_stop();
    return raise_memory_error();
}

static Ref stop_function(View self UNUSED, View *args UNUSED)
{
    births_stop();
    last_names_stop();
    return none_new();
}

static Ref snapshot_function(View self UNUSED, View *args UNUSED)
{
    return growth_snapshot_new();
}

static Ref diff_function(View self UNUSED, View *args)
{
    Forms forms;
    for (int i = 0; i < 2; i++)
        if (args[i]->type != snapshot_type.index)
            return raise_error(TypeError, "diff() arguments must be heapview.Snapshot, not %T", args[i]);
    return growth_diff_make(args[0], args[1], &forms) ? view_new_take(&forms) : raise_memory_error();
}

static Ref growth_function(View self UNUSED, View *args UNUSED)
{
    Forms forms;
    return growth_make(&forms) ? view_new_take(&forms) : raise_memory_error();
}

static Ref collect_function(View self UNUSED, View *args)
{
    size_t generation;
    Forms forms;
    if (!read_limit(args[0], "generation", GC_GENERATIONS - 1, &generation))
        return NULL;
    if (generation >= GC_GENERATIONS)
        return raise_error(ValueError, "invalid generation");
    if (gc_state.collecting)
        return raise_error(RuntimeError, "a collection is running");
    return collection_make((int)generation, &forms) ? view_new_take(&forms) : raise_memory_error();
}

static bool init(ModuleObject *module)
{
    return module_type_ready(&view_type) && module_type_ready(&snapshot_type) && module_type_ready(&ledger_type) &&
           dict_set_text(module->dict, "View", AS_OBJECT(&view_type)) &&
           dict_set_text(module->dict, "Snapshot", AS_OBJECT(&snapshot_type)) &&
           dict_set_text(module->dict, "ledger", AS_OBJECT(&ledger_type));
}

static const NativeFunction functions[] = {
    {"backrefs(obj, /)", backrefs_function, "What keeps the object alive: the shortest way to it from a name of the program."},
    {"graph(obj, /, depth=4, max_objects=60, max_edges=20, everything=False)", graph_function,
     "What the object refers to, and so on: with counts, generations and cycles; weak references dashed, suspended generators with their "
     "variables."},
    {"collect(generation=2)", collect_function,
     "Collect, and explain it: candidates, counts, who is reachable through whom, cycles, finalizers."},
    {"diff(before, after, /)", diff_function, "What grew or shrank from one snapshot to another, by type, and by line after start()."},
    {"growth()", growth_function, "What grew or shrank since the last call, by type, and by line after start()."},
    {"map()", map_function,
     "Where the heap's blocks lie: arenas, pools, size classes; by type, and by line after start(); and what keeps an arena."},
    {"snapshot()", snapshot_function, "How many objects of each type live now, for diff()."},
    {"start()", start_function, "From now on note which line makes which block, and by which name objects were known last."},
    {"stop()", stop_function, "Note it no longer, and forget what was noted."},
    {"why(obj, /)", why_function,
     "Every reference that makes up the object's count, named: the parts add up to what sys.getrefcount(obj) says."},
    {NULL, NULL, NULL},
};

const NativeModule heapview_module = {
    .name = "heapview", .doc = "What CPython cannot show of memory: each function gives a View.", .functions = functions, .init = init};
