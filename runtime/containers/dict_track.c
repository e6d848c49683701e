/* dict_track: dicts and the collector. As in CPython, a dict is known to it from the first value on that
 * could be part of a cycle, until a full collection finds none; one that only keeps the attributes of an
 * instance is not known at all. */
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"

void dict_track_for_values(DictView dict)
{
    for (uint32_t i = 0; i < dict->filled; i++)
        if (dict->entries[i].key)
            dict_track_for(dict, dict->entries[i].value);
}

static bool may_be_tracked(View item)
{
    return object_is_gc(item) && (item->type != TYPE_TUPLE || gc_is_tracked(item));
}

void dict_untrack_if_possible(View self)
{
    DictView dict = (DictView)self;
    for (uint32_t i = 0; i < dict->filled; i++)
        if (dict->entries[i].key && (may_be_tracked(dict->entries[i].key) || may_be_tracked(dict->entries[i].value)))
            return;
    gc_untrack(self);
}

/* As CPython's: the value first; keys not at all where all are strs, which can be part of no cycle. */
void dict_traverse(View self, Visitor visit, void *context)
{
    DictView dict = (DictView)self;
    for (uint32_t i = 0; i < dict->filled; i++) {
        if (i + PREFETCH_AHEAD < dict->filled) /* what is visited lies anywhere, and is looked at */
            object_prefetch(dict->entries[i + PREFETCH_AHEAD].value);
        if (!dict->entries[i].key)
            continue;
        visit(dict->entries[i].value, context);
        if (dict->hashes)
            visit(dict->entries[i].key, context);
    }
}
