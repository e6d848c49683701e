/* suggestions: the name that was probably meant: the nearest one by edit distance, within a limit.
 *
 * Distances are CPython's: a replaced letter that differs only in case costs 1, any other move or replacement
 * 2; a name may cost a third of the lengths at most. (Levenshtein distance; Wagner and Fischer, 1974, with
 * one row.) */
#include "stdlib/builtins/suggestions.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/traceback.h"

enum { MOVE_COST = 2, CASE_COST = 1, NAME_LENGTH_MOST = 40, CANDIDATES_MOST = 750 };

static size_t replacement_cost(Character a, Character b)
{
    if (a == b)
        return 0;
    if (a < 128 && b < 128 && (a | 32) == (b | 32) && (a | 32) >= 'a' && (a | 32) <= 'z')
        return CASE_COST;
    return MOVE_COST;
}

/* The distance, or limit + 1 if it is more than the limit. */
static size_t distance(StrView a, StrView b, size_t limit)
{
    size_t a_start = 0, a_length = a->length, b_length = b->length;
    while (a_start < a_length && a_start < b_length && str_at(a, a_start) == str_at(b, a_start))
        a_start++;
    while (a_length > a_start && b_length > a_start && str_at(a, a_length - 1) == str_at(b, b_length - 1)) {
        a_length--;
        b_length--;
    }
    size_t m = a_length - a_start, n = b_length - a_start;
    if (m == 0 || n == 0)
        return (m + n) * MOVE_COST;
    if (m > NAME_LENGTH_MOST || n > NAME_LENGTH_MOST)
        return limit + 1;
    size_t row[NAME_LENGTH_MOST + 1];
    for (size_t i = 0; i <= m; i++)
        row[i] = i * MOVE_COST;
    for (size_t j = 0; j < n; j++) {
        size_t diagonal = row[0], smallest = SIZE_MAX;
        row[0] = (j + 1) * MOVE_COST;
        for (size_t i = 0; i < m; i++) {
            size_t replaced = diagonal + replacement_cost(str_at(b, a_start + j), str_at(a, a_start + i));
            size_t moved = (row[i] < row[i + 1] ? row[i] : row[i + 1]) + MOVE_COST;
            diagonal = row[i + 1];
            row[i + 1] = replaced < moved ? replaced : moved;
            if (row[i + 1] < smallest)
                smallest = row[i + 1];
        }
        if (smallest > limit)
            return limit + 1;
    }
    return row[m];
}

static Ref nearest(StrView wanted, ListView candidates)
{
    if (candidates->used >= CANDIDATES_MOST)
        return NULL;
    View best = NULL;
    size_t best_distance = SIZE_MAX;
    for (size_t i = 0; i < candidates->used; i++) {
        StrView name = str_view(candidates->items[i]);
        if (!name || (name->length == wanted->length && str_equal(AS_OBJECT(name), AS_OBJECT(wanted))))
            continue;
        size_t limit = (wanted->length + name->length + 3) * MOVE_COST / 6;
        if (best && best_distance - 1 < limit)
            limit = best_distance - 1;
        size_t found = distance(wanted, name, limit);
        if (found > limit)
            continue;
        if (!best || found < best_distance) {
            best = AS_OBJECT(name);
            best_distance = found;
        }
    }
    return retain_maybe(best);
}

static Ref nearest_in_take(View name, Ref candidates)
{
    StrView wanted = name ? str_view(name) : NULL;
    Ref best = candidates && wanted ? nearest(wanted, (ListView)candidates) : NULL;
    release_maybe(candidates);
    return best;
}

static Ref suggest_attribute(ExceptionObject *error)
{
    View object = error->extra[EXTRA_OBJ], name = error->extra[EXTRA_NAME];
    return object && name && object != NONE ? nearest_in_take(name, object_dir(object)) : NULL;
}

/* A list of all variables of the function, bound or not. */
static Ref variable_names(CodeView code)
{
    View groups[] = {code->local_names, code->cell_names, code->free_names};
    Ref names = list_new(0);
    for (size_t i = 0; names && i < COUNT_OF(groups); i++)
        for (size_t k = 0; names && k < tuple_length(groups[i]); k++)
            if (!list_append((ListView)names, tuple_item_peek(groups[i], k)))
                clear_place(&names);
    return names;
}

/* Names in the innermost frame of the traceback: its variables, its globals, the builtins. */
static Ref suggest_name(ExceptionObject *error)
{
    View name = error->extra[EXTRA_NAME];
    TracebackObject *entry = (TracebackObject *)error->traceback;
    if (!name || !entry)
        return NULL;
    while (entry->next)
        entry = entry->next;
    Ref found = nearest_in_take(name, variable_names(entry->frame->code));
    if (!found && !error_is_set())
        found = nearest_in_take(name, dict_keys_list(entry->frame->function->globals));
    if (!found && !error_is_set() && (entry->frame->function->builtins != builtins_dict_peek() || builtins_make_all()))
        found = nearest_in_take(name, dict_keys_list(entry->frame->function->builtins));
    return found;
}

Ref suggestion_for(View exception)
{
    if (is_instance(exception, &exception_types[AttributeError]))
        return suggest_attribute((ExceptionObject *)exception);
    if (is_instance(exception, &exception_types[NameError]) && !is_instance(exception, &exception_types[UnboundLocalError]))
        return suggest_name((ExceptionObject *)exception);
    return NULL;
}
