/* type_mro: the order in which a class and its bases are asked for a name.
 *
 * The C3 linearisation: merge the orders of the bases and the list of the bases itself; take the first head
 * that stands in no other list's tail. If there is none, the bases contradict each other. (Barrett et al., "A
 * Monotonic Superclass Linearization for Dylan", 1996.)
 *
 * A metaclass may say something else, by its method mro(). That is Python code: it sees the class unfinished,
 * may change its bases and may make classes from it. */
#include "runtime/classes/slots.h"
#include "runtime/classes/type_private.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

typedef struct MergeList {
    View order;  /* a tuple */
    size_t next; /* its head */
} MergeList;

static View head_of(const MergeList *list)
{
    return list->next < tuple_length(list->order) ? tuple_item_peek(list->order, list->next) : NULL;
}

/* In how many tails each class stands, by its index. A merge leaves here what it found, so one within another
 * does no harm. */
static uint32_t tails[TYPES_MOST];

/* Before the merge, and after one that stopped half-way: count what stands behind the heads, or take it
 * off. */
static void count_tails(const MergeList *lists, size_t count, bool forget)
{
    for (size_t l = 0; l < count; l++)
        for (size_t i = lists[l].next + 1; i < tuple_length(lists[l].order); i++)
            tails[((TypeObject *)tuple_item_peek(lists[l].order, i))->index] += forget ? UINT32_MAX : 1;
}

/* The head is taken; who stood behind it leaves the tail. */
static void advance(MergeList *list)
{
    list->next++;
    View head = head_of(list);
    if (head)
        tails[((TypeObject *)head)->index]--;
}

static View choose(const MergeList *lists, size_t count, bool *is_finished)
{
    *is_finished = true;
    for (size_t l = 0; l < count; l++) {
        View head = head_of(&lists[l]);
        if (!head)
            continue;
        *is_finished = false;
        if (!tails[((TypeObject *)head)->index])
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
    count_tails(lists, count, false);
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
                advance(&lists[l]);
    }
    Ref tuple = list_to_tuple((ListView)result);
    release(result);
    return tuple;
fail:
    count_tails(lists, count, true);
    release_maybe(result);
    return NULL;
}

static bool bases_are_complete(View bases)
{
    for (size_t i = 0; i < tuple_length(bases); i++) {
        TypeObject *base = (TypeObject *)tuple_item_peek(bases, i);
        if (base->mro)
            continue;
        raise_error(TypeError, "Cannot extend an incomplete type '%N'", base);
        return false;
    }
    return true;
}

Ref type_compute_mro(TypeObject *type)
{
    if (!bases_are_complete(type->bases))
        return NULL;
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

/* What a metaclass's mro() gave must be classes whose methods suit the instances of `type`. */
static bool check_given(TypeObject *type, View order)
{
    TypeObject *solid = type_solid_base(type);
    for (size_t i = 0; i < tuple_length(order); i++) {
        View class = tuple_item_peek(order, i);
        if (!is_type(class))
            raise_error(TypeError, "mro() returned a non-class ('%T')", class);
        else if (!type_is_subtype(solid, type_solid_base((TypeObject *)class)))
            raise_error(TypeError, "mro() returned base with unsuitable layout ('%N')", (TypeObject *)class);
        else
            continue;
        return false;
    }
    return true;
}

/* mro(), which a metaclass may override. */
static Ref ask_for_order(TypeObject *type, bool *is_given)
{
    TypeObject *metatype = type_of_peek(AS_OBJECT(type));
    View found = type_lookup_peek(metatype, name(mro));
    *is_given = metatype != &type_type && found != type_lookup_peek(&type_type, name(mro));
    if (!*is_given)
        return type_compute_mro(type);
    Ref given = slot_call_special(AS_OBJECT(type), name(mro), NULL, 0);
    Ref order = given ? tuple_from_iterable(given) : NULL;
    release_maybe(given);
    if (order && tuple_length(order) == 0)
        raise_error(TypeError, "type MRO must not be empty");
    if (order && (error_is_set() || !check_given(type, order)))
        clear_place(&order);
    return order;
}

MroResult type_renew_mro(TypeObject *type)
{
    bool is_given;
    Ref before = retain_maybe(type->mro), order = ask_for_order(type, &is_given);
    bool is_overtaken = type->mro != before;
    release_maybe(before);
    if (!order)
        return MRO_FAILED;
    if (is_overtaken) { /* mro() has assigned to __bases__: what came of that stays */
        release(order);
        return MRO_OVERTAKEN;
    }
    replace_take(&type->mro, order);
    type->has_given_mro = is_given;
    type_modified(type);
    return MRO_RENEWED;
}
