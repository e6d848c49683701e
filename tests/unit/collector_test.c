/* Tests of the collector: what it finds, what it leaves, in which order things happen. */
#include "tests/unit/fixture.h"

#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/life/gc.h"

static void setup(void)
{
    fixture_start();
    gc_state.enabled = false; /* only the collections that a test asks for */
    gc_collect_generation(GC_GENERATIONS - 1);
}

TestSuite(collector, .init = setup, .fini = fixture_stop);

static size_t collect(void)
{
    return gc_collect_generation(GC_GENERATIONS - 1);
}

/* A list that holds itself, without a reference from outside. */
static void drop_ring(void)
{
    Ref ring = list_new(0);
    cr_assert(list_append((ListView)ring, ring));
    release(ring);
}

Test(collector, ring_without_a_reference_is_found)
{
    size_t before = heap_live_blocks();
    drop_ring();
    cr_assert_gt(heap_live_blocks(), before);
    cr_assert_eq(collect(), 1);
    cr_assert_eq(heap_live_blocks(), before);
}

Test(collector, ring_with_a_reference_stays)
{
    Ref ring = list_new(0);
    cr_assert(list_append((ListView)ring, ring));
    cr_assert_eq(collect(), 0);
    cr_assert_eq(ring->refcount, 2);
    release(ring);
    cr_assert_eq(collect(), 1);
}

Test(collector, what_hangs_on_a_ring_goes_with_it)
{
    Ref ring = list_new(0), dict = dict_new(), inner = list_new(0);
    cr_assert(list_append((ListView)ring, ring) && list_append((ListView)ring, dict) && dict_set_text((DictView)dict, "inner", inner));
    release(inner);
    release(dict);
    release(ring);
    cr_assert_eq(collect(), 3);
}

Test(collector, survivors_of_a_young_collection_are_older)
{
    Ref list = list_new(0);
    cr_assert(list_append((ListView)list, list));
    gc_collect_generation(0);
    release(list); /* it is garbage now, but no longer among the youngest */
    cr_assert_eq(gc_collect_generation(0), 0);
    cr_assert_eq(gc_collect_generation(1), 1);
}

Test(collector, collections_are_counted_for_their_generation)
{
    size_t before = gc_state.generations[1].collections;
    gc_collect_generation(1);
    gc_collect_generation(0);
    cr_assert_eq(gc_state.generations[1].collections, before + 1);
}

Test(collector, tuple_of_numbers_is_no_longer_watched)
{
    Ref one = int_new(1), tuple = tuple_pack(2, one, one);
    release(one);
    cr_assert(gc_is_tracked(tuple));
    collect();
    cr_assert_not(gc_is_tracked(tuple));
    release(tuple);
}

Test(collector, finalizer_that_brings_its_object_back_saves_what_it_holds)
{
    Ref namespace = fixture_run("saved = []\n"
                                "class A:\n"
                                "    def __del__(self):\n"
                                "        saved.append(self)\n"
                                "a = A()\n"
                                "a.me = a\n"
                                "a.kept = [1]\n"
                                "del a\n");
    collect();
    Ref again = fixture_run("");
    release(again);
    View saved = dict_get_text_peek((DictView) namespace, "saved");
    cr_assert_eq(((ListView)saved)->used, 1);
    cr_assert_eq(list_item_peek((ListView)saved, 0)->refcount, 2, "the list's and its own");
    list_clear((ListView)saved);
    cr_assert_gt(collect(), 0, "the finalizer does not run again");
    cr_assert_eq(((ListView)saved)->used, 0);
    release(namespace);
    collect();
}

Test(collector, callback_of_a_weak_reference_runs_before_the_finalizer_of_its_ring)
{
    Ref namespace = fixture_run("import _weakref\n"
                                "order = []\n"
                                "class A:\n"
                                "    def __del__(self):\n"
                                "        order.append('finalizer')\n"
                                "a = A()\n"
                                "a.me = a\n"
                                "watch = _weakref.ref(a, lambda reference: order.append('callback'))\n"
                                "del a\n"
                                "import gc\n"
                                "gc.collect()\n"
                                "first = int(order == ['callback', 'finalizer'])\n");
    cr_assert_eq(fixture_int(namespace, "first"), 1);
    release(namespace);
    collect();
}
