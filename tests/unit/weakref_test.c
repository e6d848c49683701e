/* Tests of weak references: which are shared, in what order they stand and call back, and what they say while
 * their object dies or is collected. */
#include "tests/unit/fixture.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/life/gc.h"
#include "runtime/life/weakref.h"
#include "runtime/text/str.h"

static void setup(void)
{
    fixture_start();
    gc_state.enabled = false; /* only the collections that a test asks for */
}

TestSuite(weakref, .init = setup, .fini = fixture_stop);

#define CLASS                                                                  \
    "import _weakref, gc\n"                                                    \
    "order = []\n"                                                             \
    "def note(what):\n"                                                        \
    "    return lambda reference: order.append((what, reference() is None))\n" \
    "class A:\n"                                                               \
    "    def __del__(self):\n"                                                 \
    "        order.append(('finalizer', [r() is None for r in watch]))\n"      \
    "watch = []\n"

static View get(View namespace, const char *name)
{
    View found = dict_get_text_peek((DictView) namespace, name);
    cr_assert(found, "no %s", name);
    return found;
}

/* Run the text behind CLASS; then `order` must read so. */
static void expect_order(const char *text, const char *expected)
{
    Ref namespace = fixture_run(CLASS);
    fixture_run_in(namespace, text);
    Ref repr = object_repr(get(namespace, "order"));
    cr_assert(str_equal_text(repr, expected), "%s", (const char *)((StrView)repr)->data);
    release(repr);
    release(namespace);
}

/* A namespace with an instance `a` of a plain class, and a callback `done`. */
static Ref one_object(void)
{
    return fixture_run("class A:\n    def __hash__(self): return 77\na = A()\ndef done(reference): pass\n");
}

Test(weakref, reference_keeps_nothing_alive_and_is_shared_without_a_callback)
{
    Ref namespace = one_object();
    View a = get(namespace, "a");
    int32_t count = a->refcount;
    Ref first = weakref_new(a, NULL), again = weakref_new(a, NULL), other = weakref_new(a, get(namespace, "done"));
    cr_assert(a->refcount == count && first == again && other != first, "one with a callback is its own");
    Ref got = weakref_get(first);
    cr_assert(got == a && a->refcount == count + 1);
    release(got);
    cr_assert_eq(weakref_count(a), 2);
    release(again);
    release(other);
    cr_assert_eq(weakref_count(a), 1, "one that dies leaves the list");
    fixture_run_in(namespace, "del a\n");
    got = weakref_get(first);
    cr_assert_eq(got, NONE);
    release(got);
    release(first);
    release(namespace);
}

Test(weakref, list_has_the_shared_ones_first_then_the_newest)
{
    Ref namespace = one_object();
    View a = get(namespace, "a"), done = get(namespace, "done");
    Ref old = weakref_new(a, done), new = weakref_new(a, done), proxy = weakproxy_new(a, NULL), shared = weakref_new(a, NULL);
    Ref list = weakref_list(a), expected[] = {shared, proxy, new, old};
    cr_assert_eq(((ListView)list)->used, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        cr_assert_eq(list_item_peek((ListView)list, i), expected[i], "place %zu", i);
    release(list);
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        release(expected[i]);
    cr_assert(weakref_count(a) == 0 && !(((GcObject *)a)->gc & GC_HAS_WEAKREFS), "nothing is left of them");
    release(namespace);
}

/* Entries that leave the table close the gap; those behind it are found all the same. */
Test(weakref, table_finds_each_of_many_objects_while_others_die)
{
    Ref namespace = fixture_run("import _weakref\n"
                                "class A: pass\n"
                                "objects = [A() for i in range(3000)]\n"
                                "for i, a in enumerate(objects): a.i = i\n"
                                "references = [_weakref.ref(a) for a in objects]\n"
                                "a = None\n"
                                "for i in range(0, 3000, 3): objects[i] = None\n"
                                "gone = sum(r() is None for r in references)\n"
                                "right = sum(r() is not None and r().i == i for i, r in enumerate(references))\n");
    cr_assert(fixture_int(namespace, "gone") == 1000 && fixture_int(namespace, "right") == 2000);
    ListView objects = (ListView)get(namespace, "objects"), references = (ListView)get(namespace, "references");
    for (size_t i = 1; i < 3000; i += 3) {
        cr_assert_eq(weakref_count(objects->items[i]), 1);
        Ref again = weakref_new(objects->items[i], NULL);
        cr_assert_eq(again, references->items[i]);
        release(again);
    }
    release(namespace);
}

Test(weakref, what_has_no_room_for_them_is_refused)
{
    Ref list = list_new(0), number = int_new(1000);
    cr_assert(!weakref_new(list, NULL) && error_matches(TypeError));
    error_clear();
    cr_assert(!weakproxy_new(number, NULL) && error_matches(TypeError));
    error_clear();
    release(list);
    release(number);
}

Test(weakref, callbacks_come_newest_first_when_all_references_are_dead)
{
    expect_order("a = A.__new__(type('B', (), {}))\n" /* without a finalizer */
                 "references = [_weakref.ref(a, note(i)) for i in range(3)]\n"
                 "watch = [_weakref.ref(a)]\n"
                 "del a\n",
                 "[(2, True), (1, True), (0, True)]");
}

/* The finalizer, which may look, still finds the object by its references if the last count took it, and none
 * if the collector did. As in CPython 3.11. */
Test(weakref, last_count_runs_the_finalizer_before_the_references_are_cleared)
{
    expect_order("a = A()\nr = _weakref.ref(a, note('callback'))\nwatch = [r]\ndel a\n", "[('finalizer', [False]), ('callback', True)]");
}

Test(weakref, collector_clears_the_references_before_the_finalizer)
{
    expect_order("a = A()\na.me = a\nr = _weakref.ref(a, note('callback'))\nwatch = [r]\ndel a\ngc.collect()\n",
                 "[('callback', True), ('finalizer', [True])]");
}

Test(weakref, one_that_is_garbage_itself_does_not_call_back)
{
    expect_order("a = A()\na.me = a\na.r = _weakref.ref(a, note('inside'))\nb = _weakref.ref(a, note('outside'))\ndel a\ngc.collect()\n",
                 "[('outside', True), ('finalizer', [])]");
}

/* A callback of the first object looks at the second, which is garbage of the same collection. */
Test(weakref, all_garbage_is_beyond_reach_when_the_first_callback_runs)
{
    expect_order("a, b = A(), A()\na.other, b.other = b, a\n"
                 "of_a, of_b = _weakref.ref(a, note('a')), _weakref.ref(b, note('b'))\n"
                 "watch = [of_a, of_b]\ndel a, b\n"
                 "def look(reference): order.append([r() is None for r in watch])\n"
                 "another = _weakref.ref(of_a(), look)\n"
                 "gc.collect()\norder.sort(key=str)\n",
                 "[('a', True), ('b', True), ('finalizer', [True, True]), ('finalizer', [True, True]), [True, True]]");
}

Test(weakref, object_that_its_finalizer_saves_has_lost_its_references)
{
    expect_order("saved = []\n"
                 "class B:\n"
                 "    def __del__(self): saved.append(self)\n"
                 "a = B()\na.me = a\nr = _weakref.ref(a, note('callback'))\ndel a\ngc.collect()\n"
                 "order.append((len(saved), r() is None, _weakref.getweakrefcount(saved[0])))\n"
                 "del saved[0].me\n",
                 "[('callback', True), (1, True, 0)]");
}

Test(weakref, callback_that_raises_does_not_keep_the_others_from_running)
{
    expect_order("import sys\n"
                 "class Quiet:\n"
                 "    def write(self, text): pass\n"
                 "    def flush(self): pass\n"
                 "sys.stderr, old = Quiet(), sys.stderr\n"
                 "a = A.__new__(type('B', (), {}))\n"
                 "r, s = _weakref.ref(a, note(1)), _weakref.ref(a, lambda reference: 1 // 0)\n"
                 "del a\nsys.stderr = old\n",
                 "[(1, True)]");
}

Test(weakref, hash_and_equality_are_the_object_s_and_the_hash_is_kept)
{
    Ref namespace = one_object();
    View a = get(namespace, "a");
    Ref asked = weakref_new(a, NULL), not_asked = weakref_new(a, get(namespace, "done"));
    cr_assert(object_hash(asked) == 77 && object_equal(asked, not_asked) == 1);
    fixture_run_in(namespace, "del a\n");
    cr_assert_eq(object_hash(asked), 77);
    cr_assert(object_hash(not_asked) == -1 && error_matches(TypeError));
    error_clear();
    cr_assert(object_equal(asked, not_asked) == 0 && object_equal(asked, asked) == 1, "dead ones are themselves");
    release(asked);
    release(not_asked);
    release(namespace);
}

Test(weakref, proxy_does_what_its_object_does_until_that_dies)
{
    Ref namespace = fixture_run("class A:\n    x = 5\n    def __len__(self): return 3\na = A()\n");
    Ref proxy = weakproxy_new(get(namespace, "a"), NULL), again = weakproxy_new(get(namespace, "a"), NULL), x = str_from_text("x");
    cr_assert_eq(proxy, again, "shared as well");
    Ref five = object_get_attribute(proxy, x);
    cr_assert(((IntObject *)five)->value == 5 && object_length(proxy) == 3);
    fixture_run_in(namespace, "del a\n");
    cr_assert(!object_get_attribute(proxy, x) && error_matches(ReferenceError));
    error_clear();
    cr_assert(object_length(proxy) == -1 && error_matches(ReferenceError));
    error_clear();
    cr_assert(object_hash(proxy) == -1 && error_matches(TypeError), "a proxy is unhashable, dead or alive");
    error_clear();
    Ref all[] = {five, proxy, again, x, namespace};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(all[i]);
}

Test(weakref, proxy_of_what_can_be_called_can_be_called)
{
    Ref namespace = fixture_run("def f(): return 9\nclass A: pass\na = A()\n");
    Ref callable = weakproxy_new(get(namespace, "f"), NULL), plain = weakproxy_new(get(namespace, "a"), NULL);
    cr_assert(type_of_peek(callable)->call && !type_of_peek(plain)->call);
    Ref nine = call_0(callable);
    cr_assert_eq(((IntObject *)nine)->value, 9);
    release(nine);
    release(callable);
    release(plain);
    release(namespace);
}
