/* Tests of the dict: order, growth, deletion, versions, equal keys of different types. */
#include "tests/unit/fixture.h"

#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/text/str.h"

TestSuite(dict, .init = fixture_start, .fini = fixture_stop);

static void put(DictView dict, int64_t key, int64_t value)
{
    Ref k = int_new(key), v = int_new(value);
    cr_assert(dict_set(dict, k, v));
    release(k);
    release(v);
}

static int64_t get(DictView dict, int64_t key)
{
    Ref k = int_new(key);
    View found = dict_get_peek(dict, k);
    release(k);
    return found ? ((IntObject *)found)->value : -1;
}

Test(dict, keeps_the_order_of_insertion_through_growth_and_deletion)
{
    DictView dict = (DictView)dict_new();
    for (int64_t i = 0; i < 1000; i++)
        put(dict, i * 7919 % 1000, i);
    for (int64_t i = 0; i < 1000; i += 2) {
        Ref key = int_new(i * 7919 % 1000);
        cr_assert_eq(dict_delete(dict, key), 1);
        release(key);
    }
    View key, value;
    size_t position = 0;
    int64_t expected = 1;
    for (; dict_next_peek(dict, &position, &key, &value); expected += 2)
        cr_assert_eq(((IntObject *)value)->value, expected);
    cr_assert_eq(expected, 1001);
    release(AS_OBJECT(dict));
}

Test(dict, key_set_again_keeps_its_place)
{
    DictView dict = (DictView)dict_new();
    put(dict, 1, 10);
    put(dict, 2, 20);
    put(dict, 1, 11);
    Ref values = dict_values_list(dict);
    cr_assert_eq(((IntObject *)list_item_peek((ListView)values, 0))->value, 11);
    cr_assert_eq(((ListView)values)->used, 2);
    release(values);
    release(AS_OBJECT(dict));
}

Test(dict, equal_numbers_of_different_types_are_one_key)
{
    DictView dict = (DictView)dict_new();
    put(dict, 1, 10);
    Ref one = float_new(1.0);
    cr_assert_eq(dict_contains(dict, one), 1);
    cr_assert_eq(dict_contains(dict, TRUE), 1);
    release(one);
    release(AS_OBJECT(dict));
}

Test(dict, version_names_the_set_of_keys)
{
    DictView dict = (DictView)dict_new();
    put(dict, 1, 10);
    uint32_t version = dict_version(dict);
    put(dict, 1, 11);
    cr_assert_eq(dict_version(dict), version, "another value is no other key");
    put(dict, 2, 20);
    cr_assert_neq(dict_version(dict), version);
    release(AS_OBJECT(dict));
}

Test(dict, colliding_hashes_are_told_apart)
{
    DictView dict = (DictView)dict_new();
    for (int64_t i = 1; i < 200; i++)
        put(dict, i << 32, i);
    for (int64_t i = 1; i < 200; i++)
        cr_assert_eq(get(dict, i << 32), i);
    cr_assert_eq(get(dict, 5), -1);
    release(AS_OBJECT(dict));
}

Test(dict, unhashable_key_is_a_type_error)
{
    DictView dict = (DictView)dict_new();
    Ref list = list_new(0);
    cr_assert_not(dict_set(dict, list, NONE));
    cr_assert(error_matches(TypeError));
    error_clear();
    release(list);
    release(AS_OBJECT(dict));
}
