/* mro: the order in which a class and its bases are asked for a name.
 *
 * The C3 linearisation: merge the orders of the bases and the list of the bases itself; take the first head that stands in no other list's tail. If there
 * is none, the bases contradict each other. (Barrett et al., "A Monotonic Superclass Linearization for Dylan", 1996.) */
#include "runtime/errors.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/strbuilder.h"
#include "runtime/tuple.h"
#include "runtime/type.h"

typedef struct MergeList {
    View order;  /* a tuple */
    size_t next; /* its head */
} MergeList;

static View head_of(const MergeList *list)
{
    return list->next < tuple_length(list->order) ? tuple_item_peek(list->order, list->next) : NULL;
}

static bool in_a_tail(const MergeList *lists, size_t count, View class)
{
    for (size_t l = 0; l < count; l++)
        for (size_t i = lists[l].next + 1; i < tuple_length(lists[l].order); i++)
            if (tuple_item_peek(lists[l].order, i) == class)
                return true;
    return false;
}

static View choose(const MergeList *lists, size_t count, bool *is_finished)
{
    *is_finished = true;
    for (size_t l = 0; l < count; l++) {
        View head = head_of(&lists[l]);
        if (!head)
            continue;
        *is_finished = false;
        if (!in_a_tail(lists, count, head))
            return head;
    }
    return NULL;
}

static void raise_conflict(const MergeList *lists, size_t count)
{
    StrBuilder names;
    strbuilder_start(&names);
    for (size_t l = 0; l < count; l++) {
        View head = head_of(&lists[l]);
        bool repeated = !head;
        for (size_t k = 0; k < l && !repeated; k++)
            repeated = head_of(&lists[k]) == head;
        if (repeated)
            continue;
        if (names.length || names.whole)
            strbuilder_add_text(&names, ", ");
        strbuilder_add_str(&names, ((TypeObject *)head)->name_object);
    }
    Ref text = strbuilder_finish(&names);
    if (text)
        raise_error(TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %U", text);
    release_maybe(text);
}

static Ref merge(TypeObject *type, MergeList *lists, size_t count)
{
    Ref result = list_new(0);
    if (!result || !list_append((ListView)result, AS_OBJECT(type)))
        goto fail;
    for (;;) {
        bool is_finished;
        View next = choose(lists, count, &is_finished);
        if (is_finished)
            break;
        if (!next) {
            raise_conflict(lists, count);
            goto fail;
        }
        if (!list_append((ListView)result, next))
            goto fail;
        for (size_t l = 0; l < count; l++)
            if (head_of(&lists[l]) == next)
                lists[l].next++;
    }
    Ref tuple = list_to_tuple((ListView)result);
    release(result);
    return tuple;
fail:
    release_maybe(result);
    return NULL;
}

Ref type_compute_mro(TypeObject *type)
{
    size_t bases = tuple_length(type->bases), count = bases + 1;
    MergeList *lists = heap_allocate(heap_array_size(count, sizeof *lists));
    if (!lists)
        return raise_memory_error();
    for (size_t i = 0; i < bases; i++)
        lists[i] = (MergeList){((TypeObject *)tuple_item_peek(type->bases, i))->mro, 0};
    lists[bases] = (MergeList){type->bases, 0};
    Ref result = merge(type, lists, count);
    heap_free(lists, count * sizeof *lists);
    return result;
}
