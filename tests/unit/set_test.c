/* Tests of the set's table: the order of ints and where they stand, as python3.11 has them; growth, dummies,
 * algebra, and items whose __eq__ changes the set. The orders were printed by python3.11. */
#include "tests/unit/fixture.h"

#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set_algebra.h"
#include "runtime/containers/set_private.h"
#include "runtime/errors/errors.h"

TestSuite(set, .init = fixture_start, .fini = fixture_stop);

static void add(SetView set, int64_t item)
{
    Ref key = int_new(item);
    cr_assert(set_add(set, key));
    release(key);
}

static bool has(SetView set, int64_t item)
{
    Ref key = int_new(item);
    int found = set_contains(set, key);
    release(key);
    cr_assert_geq(found, 0);
    return found;
}

static int discard(SetView set, int64_t item)
{
    Ref key = int_new(item);
    int result = set_discard(set, key);
    release(key);
    return result;
}

static SetView set_of(const int64_t *items, size_t count)
{
    SetView set = (SetView)set_new(NULL);
    for (size_t i = 0; i < count; i++)
        add(set, items[i]);
    return set;
}
#define SET_OF(...) set_of((int64_t[]){__VA_ARGS__}, sizeof(int64_t[]){__VA_ARGS__} / sizeof(int64_t))

static void expect_order(SetView set, const int64_t *expected, size_t count)
{
    size_t position = 0;
    View key;
    cr_assert_eq(set->used, count, "%zu items", set->used);
    for (size_t i = 0; i < count; i++) {
        cr_assert(set_next_peek(set, &position, &key));
        cr_assert_eq(((IntObject *)key)->value, expected[i], "item %zu is %ld", i, ((IntObject *)key)->value);
    }
    cr_assert_not(set_next_peek(set, &position, &key));
}
#define EXPECT_ORDER(set, ...) expect_order(set, (int64_t[]){__VA_ARGS__}, sizeof(int64_t[]){__VA_ARGS__} / sizeof(int64_t))

static void expect_order_take(Ref set, const int64_t *expected, size_t count)
{
    cr_assert(set);
    expect_order((SetView)set, expected, count);
    release(set);
}
#define EXPECT_ORDER_TAKE(set, ...) expect_order_take(set, (int64_t[]){__VA_ARGS__}, sizeof(int64_t[]){__VA_ARGS__} / sizeof(int64_t))

Test(set, ints_stand_in_the_order_of_cpython)
{
    SetView sets[] = {SET_OF(8, 0, 16, 24, 1), SET_OF(33, 1, 65, 97, 129, 2, 34, 66), SET_OF(-1, -2, 7, 15, 23, 31, 1000000007, 5),
                      SET_OF(1L << 40, (1L << 40) + 8, 1L << 45, 3, 11, 19, 27, 35)};
    EXPECT_ORDER(sets[0], 0, 1, 8, 16, 24);
    EXPECT_ORDER(sets[1], 65, 33, 129, 1, 97, 2, 34, 66);
    EXPECT_ORDER(sets[2], 5, 7, 1000000007, 15, -2, 23, -1, 31);
    EXPECT_ORDER(sets[3], 1L << 40, 1L << 45, 3, 35, (1L << 40) + 8, 11, 19, 27);
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        release(AS_OBJECT(sets[i]));
}

/* In the smallest table there is no room for neighbours: from its home place 1 each item jumps on to 6, 7 and
 * 4 (i = 5 i + 1). */
Test(set, colliding_items_jump_from_place_to_place)
{
    SetView set = SET_OF(1, 9, 17, 25);
    static const size_t places[] = {1, 6, 7, 4};
    for (size_t i = 0; i < COUNT_OF(places); i++)
        cr_assert_eq(((IntObject *)set->table[places[i]].key)->value, (int64_t)(1 + 8 * i));
    release(AS_OBJECT(set));
}

/* In a larger table the nine places behind the home place come first; the eleventh item jumps, by 5 i + 1 and
 * more of its hash. */
Test(set, colliding_items_fill_nine_places_behind_their_home_place)
{
    SetView large = (SetView)set_new(NULL);
    for (int64_t i = 0; i < 19; i++)
        add(large, i);
    cr_assert_eq(large->mask, 127);
    for (int64_t k = 0; k <= 10; k++) {
        add(large, 64 + 128 * k);
        size_t place = k < 10 ? (size_t)(64 + k) : (64 * 5 + 1 + (1344 >> 5)) & 127;
        cr_assert(large->table[place].key && ((IntObject *)large->table[place].key)->value == 64 + 128 * k, "item %ld", k);
    }
    release(AS_OBJECT(large));
}

Test(set, colliding_items_stand_behind_their_home_place)
{
    SetView set = SET_OF(0, 1, 2, 3, 4); /* the fifth makes it 32 places */
    cr_assert_eq(set->mask, 31);
    add(set, 32);
    add(set, 64);
    cr_assert(((IntObject *)set->table[5].key)->value == 32 && ((IntObject *)set->table[6].key)->value == 64);
    release(AS_OBJECT(set));
}

Test(set, grows_at_three_fifths_and_fourfold_then_twofold)
{
    static const struct {
        size_t used, places;
    } growth[] = {{5, 32}, {19, 128}, {77, 512}, {307, 2048}, {1229, 8192}, {4915, 32768}, {19661, 131072}, {78643, 262144}};
    SetView set = (SetView)set_new(NULL);
    cr_assert(set->table == set->small && set->mask == 7);
    for (size_t i = 0; i < COUNT_OF(growth); i++) {
        size_t before = set->mask;
        while (set->used < growth[i].used) {
            cr_assert_eq(set->mask, before, "not before %zu items", growth[i].used);
            add(set, (int64_t)set->used);
        }
        cr_assert_eq(set->mask + 1, growth[i].places);
    }
    for (int64_t i = 0; i < 78643; i++)
        cr_assert(has(set, i));
    release(AS_OBJECT(set));
}

Test(set, deleted_item_leaves_a_dummy_over_which_others_are_found)
{
    SetView set = SET_OF(1, 9, 17);
    cr_assert_eq(discard(set, 9), 1);
    cr_assert_eq(discard(set, 9), 0);
    cr_assert(set->used == 2 && set->filled == 3 && set->table[6].key, "its place is not free");
    cr_assert(has(set, 17) && !has(set, 9));
    EXPECT_ORDER(set, 1, 17);
    release(AS_OBJECT(set));
}

Test(set, growing_does_away_with_dummies)
{
    SetView set = SET_OF(1, 9, 17, 25);
    discard(set, 9);
    discard(set, 17);
    cr_assert_eq(set->filled, 4);
    add(set, 5); /* the fifth place that is filled, though there are three items */
    cr_assert(set->used == 3 && set->filled == 3 && set->mask == 15);
    EXPECT_ORDER(set, 1, 5, 25);
    release(AS_OBJECT(set));
}

/* One item comes and goes, again and again: the table never grows. */
Test(set, coming_and_going_needs_no_larger_table)
{
    SetView set = (SetView)set_new(NULL);
    for (int64_t i = 0; i < 10000; i++) {
        add(set, i);
        cr_assert_eq(discard(set, i), 1);
    }
    cr_assert_eq(set->mask, 7);
    cr_assert_eq(set->used, 0);
    release(AS_OBJECT(set));
}

Test(set, popping_goes_round_and_gives_each_item_once)
{
    SetView set = SET_OF(3, 1, 2, 10);
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        Ref item = set_pop(set);
        sum += ((IntObject *)item)->value;
        release(item);
    }
    cr_assert_eq(sum, 16);
    cr_assert(!set_pop(set) && set->used == 0);
    release(AS_OBJECT(set));
}

Test(set, algebra_has_the_items_and_the_order_of_cpython)
{
    SetView a = SET_OF(8, 0, 16, 3), b = SET_OF(0, 3, 11, 24);
    EXPECT_ORDER_TAKE(set_union(a, AS_OBJECT(b)), 0, 3, 8, 11, 16, 24);
    EXPECT_ORDER_TAKE(set_intersection(a, AS_OBJECT(b)), 0, 3);
    EXPECT_ORDER_TAKE(set_difference(a, AS_OBJECT(b)), 8, 16);
    EXPECT_ORDER_TAKE(set_symmetric_difference(a, AS_OBJECT(b)), 8, 11, 16, 24);
    cr_assert(a->used == 4 && b->used == 4, "new sets");
    Ref copy = set_copy(a);
    cr_assert(set_intersection_update((SetView)copy, AS_OBJECT(b)));
    EXPECT_ORDER_TAKE(copy, 0, 3);
    copy = set_copy(a);
    cr_assert(set_difference_update((SetView)copy, AS_OBJECT(a)));
    cr_assert_eq(((SetView)copy)->used, 0);
    release(copy);
    release(AS_OBJECT(a));
    release(AS_OBJECT(b));
}

Test(set, relations_of_sets)
{
    SetView some = SET_OF(1, 2), more = SET_OF(2, 1, 3), others = SET_OF(4, 5), none = (SetView)set_new(NULL);
    cr_assert(set_is_subset(some, more) == 1 && set_is_subset(more, some) == 0 && set_is_subset(none, some) == 1);
    cr_assert(set_is_superset(more, AS_OBJECT(some)) == 1 && set_is_superset(some, AS_OBJECT(more)) == 0);
    cr_assert(set_is_disjoint(some, AS_OBJECT(others)) == 1 && set_is_disjoint(some, AS_OBJECT(more)) == 0);
    SetView all[] = {some, more, others, none};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(AS_OBJECT(all[i]));
}

Test(set, equal_item_that_is_there_is_kept_and_can_be_asked_for)
{
    SetView set = (SetView)set_new(NULL);
    Ref first = int_new(1000), second = int_new(1000), absent = int_new(1001);
    cr_assert(set_add(set, first) && set_add(set, second));
    cr_assert_eq(set->used, 1);
    cr_assert_eq(set_get_peek(set, second), first);
    cr_assert(!set_get_peek(set, absent) && !error_is_set());
    Ref list = list_new(0);
    cr_assert(!set_get_peek(set, list) && error_matches(TypeError));
    error_clear();
    Ref all[] = {first, second, absent, list, AS_OBJECT(set)};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release_maybe(all[i]);
}

/* The set in a namespace in which the text has run. */
static SetView set_in(View namespace)
{
    View found = dict_get_text_peek((DictView) namespace, "s");
    cr_assert(found && found->type == TYPE_SET);
    return (SetView)found;
}

#define CLASS_THAT_CHANGES_ITS_SET                  \
    "class K:\n"                                    \
    "    def __init__(self, act): self.act = act\n" \
    "    def __hash__(self): return 1\n"            \
    "    def __eq__(self, other):\n"                \
    "        act, self.act = self.act, None\n"      \
    "        if act: act()\n"                       \
    "        return self is other\n"                \
    "s = set()\n"

Test(set, search_begins_again_when_eq_makes_the_table_larger)
{
    Ref namespace = fixture_run(CLASS_THAT_CHANGES_ITS_SET "s.add(K(lambda: s.update(range(2, 40))))\n"
                                                           "k = K(None)\n"
                                                           "s.add(k)\n"
                                                           "found = int(k in s)\n"
                                                           "once = sum(x is k for x in s)\n");
    cr_assert_eq(set_in(namespace)->used, 40);
    cr_assert(fixture_int(namespace, "found") == 1 && fixture_int(namespace, "once") == 1);
    release(namespace);
}

Test(set, eq_that_clears_the_set_leaves_it_with_the_new_item_alone)
{
    Ref namespace = fixture_run(CLASS_THAT_CHANGES_ITS_SET "s.add(K(s.clear))\n"
                                                           "k = K(None)\n"
                                                           "s.add(k)\n"
                                                           "only = int(list(s) == [k])\n");
    cr_assert_eq(fixture_int(namespace, "only"), 1);
    cr_assert(set_in(namespace)->used == 1 && set_in(namespace)->filled == 1);
    release(namespace);
}

Test(set, eq_that_fails_leaves_the_set_as_it_was)
{
    Ref namespace = fixture_run(CLASS_THAT_CHANGES_ITS_SET "s.add(K(lambda: 1 // 0))\n"
                                                           "failed = 0\n"
                                                           "try:\n"
                                                           "    s.add(K(None))\n"
                                                           "except ZeroDivisionError:\n"
                                                           "    failed = 1\n");
    cr_assert_eq(fixture_int(namespace, "failed"), 1);
    cr_assert_eq(set_in(namespace)->used, 1);
    release(namespace);
}

Test(set, without_memory_the_new_item_is_in_and_the_table_is_as_it_was)
{
    SetView set = SET_OF(1, 2, 3, 4);
    Ref key = int_new(1000);
    heap_fail_at(1, true);
    cr_assert_not(set_add(set, key));
    heap_fail_at(0, false);
    cr_assert(error_matches(MemoryError));
    error_clear();
    for (int64_t i = 1; i <= 4; i++)
        cr_assert(has(set, i));
    cr_assert_eq(set->mask, 7);
    release(AS_OBJECT(set));
    cr_assert_eq(key->refcount, 1);
    release(key);
}
