/* Tests of the list's functions for C: what a list made in each way owns, how large it is, and what is left
 * when there is no memory. */
#include "tests/unit/fixture.h"

#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/errors/errors.h"

TestSuite(list, .init = fixture_start, .fini = fixture_stop);

/* A list of `count` ints from 1000 on, which only it refers to. */
static ListView numbers(int64_t count)
{
    ListView list = (ListView)list_new((size_t)count);
    for (int64_t i = 0; i < count; i++)
        list->items[i] = int_new(1000 + i);
    return list;
}

static void assert_numbers(ListView list, size_t count, const int *expected)
{
    cr_assert_eq(list->used, count);
    for (size_t i = 0; i < count; i++)
        cr_assert_eq(((IntObject *)list->items[i])->value, expected[i]);
}

Test(list, concatenation_and_repetition_count_their_references_and_are_no_larger_than_needed)
{
    ListView a = numbers(2), b = numbers(3);
    ListView sum = (ListView)list_concat(a, b), twice = (ListView)list_repeat(a, 2), none = (ListView)list_repeat(a, 0);
    assert_numbers(sum, 5, (int[]){1000, 1001, 1000, 1001, 1002});
    assert_numbers(twice, 4, (int[]){1000, 1001, 1000, 1001});
    cr_assert_eq(sum->capacity, 5);
    cr_assert_eq(twice->capacity, 4);
    cr_assert(none->used == 0 && none->capacity == 0 && !none->items);
    cr_assert_eq(a->items[0]->refcount, 4);
    cr_assert_eq(b->items[2]->refcount, 2);
    release(AS_OBJECT(twice));
    cr_assert_eq(a->items[0]->refcount, 2);
    release(AS_OBJECT(sum));
    release(AS_OBJECT(none));
    release(AS_OBJECT(a));
    release(AS_OBJECT(b));
}

Test(list, many_items_are_copied_and_dropped_as_few_are)
{
    for (int64_t count = 0; count < 3 * PREFETCH_AHEAD; count++) {
        ListView list = numbers(count), copy = (ListView)list_slice(list, 0, (size_t)count);
        cr_assert_eq(copy->used, (size_t)count);
        for (int64_t i = 0; i < count; i++)
            cr_assert(copy->items[i] == list->items[i] && list->items[i]->refcount == 2);
        list_clear(copy);
        cr_assert(copy->used == 0 && copy->capacity == 0 && !copy->items);
        for (int64_t i = 0; i < count; i++)
            cr_assert_eq(list->items[i]->refcount, 1);
        release(AS_OBJECT(copy));
        release(AS_OBJECT(list));
    }
}

Test(list, appending_grows_by_the_rule_of_cpython)
{
    static const size_t capacities[] = {4, 4, 4, 4, 8, 8, 8, 8, 16, 16, 16, 16, 16, 16, 16, 16, 24};
    ListView list = numbers(0);
    for (size_t i = 0; i < COUNT_OF(capacities); i++) {
        cr_assert(list_append_take(list, int_new(5000)));
        cr_assert_eq(list->capacity, capacities[i]);
    }
    release(AS_OBJECT(list));
}

/* Each of the ways to make a list, with the first, then the second of its two blocks refused. */
Test(list, without_memory_nothing_is_made_and_nothing_lost)
{
    ListView list = numbers(3);
    for (unsigned n = 1; n <= 2; n++) {
        heap_fail_at(n, false);
        cr_assert_null(list_concat(list, list));
        heap_fail_at(n, false);
        cr_assert_null(list_repeat(list, 7));
        heap_fail_at(n, false);
        cr_assert_null(list_slice(list, 1, 3));
        Ref items[] = {retain(list->items[0]), retain(list->items[1])};
        heap_fail_at(n, false);
        cr_assert_null(list_from_array_take(items, 2)); /* consumes them all the same */
        heap_fail_at(0, false);
        cr_assert(error_is_set());
        error_clear();
    }
    ListView empty = numbers(0);
    heap_fail_at(1, false);
    cr_assert_not(list_append(empty, list->items[0]));
    heap_fail_at(0, false);
    error_clear();
    cr_assert(empty->used == 0 && !empty->items);
    for (size_t i = 0; i < 3; i++)
        cr_assert_eq(list->items[i]->refcount, 1);
    cr_assert_null(list_repeat(list, SIZE_MAX / 2));
    cr_assert_null(list_repeat(list, SIZE_MAX / 25));
    error_clear();
    release(AS_OBJECT(empty));
    release(AS_OBJECT(list));
}

Test(list, plain_slices_are_told_from_others)
{
    size_t from, to;
    Ref two = int_new(2), back = int_new(-1000), far = int_new(INT64_MIN);
    cr_assert(slice_plain(NONE, NONE, 5, &from, &to) && from == 0 && to == 5);
    cr_assert(slice_plain(two, NONE, 5, &from, &to) && from == 2 && to == 5);
    cr_assert(slice_plain(NONE, two, 1, &from, &to) && from == 0 && to == 1);
    cr_assert(slice_plain(back, two, 5, &from, &to) && from == 0 && to == 2);
    cr_assert(slice_plain(two, far, 5, &from, &to) && from == 2 && to == 2);
    cr_assert(slice_plain(two, NONE, 0, &from, &to) && from == 0 && to == 0);
    cr_assert_not(slice_plain(AS_OBJECT(&bool_true), NONE, 5, &from, &to));
    cr_assert_not(slice_plain(NONE, ELLIPSIS, 5, &from, &to));
    release(two);
    release(back);
    release(far);
}
