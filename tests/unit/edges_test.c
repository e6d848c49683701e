/* Tests of edges: what each kind of object holds has its name, and the edges to an object add up to what its
 * holder counts. */
#include "tests/unit/fixture.h"

#include <stdlib.h>

#include "heapview/walk/describe.h"
#include "heapview/walk/edges.h"
#include "runtime/calls/native.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/text/str.h"
#include "vm/run/frame.h"

TestSuite(edges, .init = fixture_start, .fini = fixture_stop);

static View get(View namespace, const char *name)
{
    View found = dict_get_text_peek((DictView) namespace, name);
    cr_assert(found, "no %s", name);
    return found;
}

/* Write "name=value"; of anything but ints and strs only the type. */
static bool write_edge(const Edge *edge, void *context)
{
    Text *text = context;
    if (text->length)
        text_add_words(text, ", ");
    edge_write(text, edge);
    text_add_words(text, "=");
    if (edge->child->type == TYPE_INT || edge->child->type == TYPE_STR)
        describe_value(text, edge->child, 20);
    else
        describe_type(text, edge->child);
    return true;
}

/* Run the text; then the edges of `h` read so. */
static void expect_edges(const char *source, const char *expected)
{
    Ref namespace = fixture_run(source);
    Text text = {0};
    cr_assert(edges_each(get(namespace, "h"), write_edge, &text));
    cr_assert_str_eq(text.bytes ? text.bytes : "", expected);
    text_free(&text);
    release(namespace);
}

Test(edges, items_have_their_index_and_values_their_key)
{
    expect_edges("h = [1, 'a', 1]\n", "[0]=1, [1]='a', [2]=1");
    expect_edges("h = (1, ())\n", "[0]=1, [1]=tuple");
    expect_edges("h = {'k': 1, 2: 'b'}\n", "key 'k'='k', ['k']=1, key 2=2, [2]='b'");
    expect_edges("h = {'k': 1, 2: 'b'}\ndel h['k']\n", "key 2=2, [2]='b'");
    expect_edges("h = {5}\n", "key 5=5");
    expect_edges("h = []\n", "");
    expect_edges("h = {}\n", "");
}

Test(edges, attributes_have_their_names_wherever_they_are_kept)
{
    expect_edges("class A: pass\nh = A()\nh.p = 1\nh.q = 2\n", ".p=1, .q=2, .__class__=type");
    expect_edges("class A: pass\nh = A()\nh.p = 1\nh.q = 2\nh.r = 3\ndel h.q\n", ".p=1, .r=3, .__class__=type");
    expect_edges("class A: pass\nh = A()\nfor i in range(6): setattr(h, f'n{i}', i)\n",
                 ".n0=0, .n1=1, .n2=2, .n3=3, .n4=4, .n5=5, .__class__=type");
    expect_edges("class A: pass\nh = A()\nh.p = 1\nh.__dict__\n", ".__dict__=dict, .__class__=type");
    expect_edges("class A: __slots__ = ('m', 'n')\nclass B(A): __slots__ = 'o'\nh = B()\nh.o, h.m = 3, 1\n", ".m=1, .o=3, .__class__=type");
    expect_edges("class L(list): pass\nh = L([7])\nh.p = 1\n", "[0]=7, .__dict__=dict, .__class__=type");
}

Test(edges, fields_of_functions_and_what_they_close_over)
{
    expect_edges("def h(a, b=1, *, c=2):\n    'text'\n",
                 ".__code__=code, .__globals__=dict, .__builtins__=dict, .__defaults__=tuple, .__kwdefaults__=dict, .__name__='h', "
                 ".__qualname__='h', .__doc__='text', .__module__='<test>'");
    expect_edges("def make(v):\n    return lambda: v\nh = make(1).__closure__\n", "[0]=cell");
    expect_edges("def make(v):\n    return lambda: v\nh = make(1).__closure__[0]\n", ".cell_contents=1");
    expect_edges("class A:\n    def m(self): pass\nh = A().m\n", ".__func__=function, .__self__=A");
    expect_edges("h = slice(1, 2)\n", ".start=1, .stop=2, .step=NoneType");
}

Test(edges, generator_has_its_variables_and_what_it_works_with)
{
    expect_edges("def g(a):\n    b = 'b'\n    yield (a, 'work', (yield))\nh = g(1)\nnext(h)\n",
                 ".its function=function, .gi_code=code, .__name__='g', .__qualname__='g', .the code of its frame=code, local 'a'=1, "
                 "local 'b'='b', temporary 0=1, temporary 1='work'");
    expect_edges("def g(a):\n    b = 'b'\n    yield\nh = g(1)\n",
                 ".its function=function, .gi_code=code, .__name__='g', .__qualname__='g', .the code of its frame=code, local 'a'=1");
    expect_edges("def g(a):\n    yield\nh = g(1)\nlist(h)\n", ".gi_code=code, .__name__='g', .__qualname__='g'");
}

Test(edges, weak_reference_is_told_of_as_one)
{
    expect_edges("import _weakref\nclass A: pass\na = A()\nh = _weakref.ref(a, lambda reference: None)\n", ".__callback__=function, ()=A");
}

/* --- adding up ------------------------------------------------------------------------------------------ */

typedef struct Count {
    View child;
    int32_t edges;
} Count;

static bool count_edge(const Edge *edge, void *context)
{
    Count *count = context;
    count->edges += edge->child == count->child && edge->kind != EDGE_WEAK;
    return true;
}

static int32_t edges_between(View holder, View child)
{
    Count count = {child, 0};
    cr_assert(edges_each(holder, count_edge, &count));
    return count.edges;
}

/* Each makes `h`, which holds x in so many places. */
static const struct {
    const char *source;
    int32_t references;
} holders[] = {
    {"h = [x, 1, x]\n", 2},
    {"h = (x, x, x)\n", 3},
    {"h = {x: x, 'k': x, 1: 2}\n", 3},
    {"h = {i: x for i in range(100)}\nfor i in range(50): del h[i]\n", 50},
    {"h = {x, 1}\n", 1},
    {"h = {x: 1, 2: x}.items()\n", 0},
    {"h = A()\nh.p = h.q = x\n", 2},
    {"h = A()\nh.p = h.q = h.r = x\ndel h.q\n", 2},
    {"h = A()\nfor i in range(9): setattr(h, f'n{i}', x)\n", 9},
    {"h = A()\nh.p = x\nh.__dict__\n", 0},
    {"h = S()\nh.m = h.n = x\n", 2},
    {"h = closed(x).__closure__[0]\n", 1},
    {"h = x.method\n", 1},
    {"h = slice(x, x)\n", 2},
    {"h = property(x, x)\n", 2},
    {"h = staticmethod(x)\n", 1},
    {"h = g(x)\n", 1},
    {"h = g(x)\nnext(h)\n", 4},
    {"h = g(x)\nlist(h)\n", 0},
    {"h = ended(x)\n", 2},
    {"h = _weakref.ref(x)\n", 0},
    {"h = _weakref.ref(A, x)\n", 1},
    {"h = ValueError()\nh.__cause__ = h.__context__ = x\n", 2},
    {"h = ImportError(name=x, path=x)\n", 2},
    {"h = map(x, ())\n", 1},
};

Test(edges, references_to_an_object_add_up_for_each_kind_of_holder)
{
    for (size_t i = 0; i < COUNT_OF(holders); i++) {
        Ref namespace = fixture_run("import _weakref, sys\n"
                                    "class X(Exception):\n"
                                    "    def __call__(self): pass\n"
                                    "    def method(self): pass\n"
                                    "class A: pass\n"
                                    "class S: __slots__ = 'm', 'n'\n"
                                    "def closed(v): return lambda: v\n"
                                    "def g(a):\n"
                                    "    b = a\n"
                                    "    yield (a, a, (yield))\n"
                                    "def ended(a):\n"
                                    "    b = a\n"
                                    "    return sys._getframe()\n"
                                    "x = X()\n");
        View x = get(namespace, "x");
        int32_t before = x->refcount;
        fixture_run_in(namespace, holders[i].source);
        View h = get(namespace, "h");
        cr_expect_eq(edges_between(h, x), holders[i].references, "%s: %d edges", holders[i].source, edges_between(h, x));
        if (holders[i].references)
            cr_expect_eq(x->refcount - before, holders[i].references, "%s: %d counted", holders[i].source, x->refcount - before);
        release(namespace);
    }
}

/* --- frames --------------------------------------------------------------------------------------------- */

static View looked_for;
static int32_t of_inner, of_outer;

/* Called from inner(), which outer() called. */
static Ref look(View self UNUSED, View *args UNUSED)
{
    Count inner = {looked_for, 0}, outer = {looked_for, 0};
    cr_assert(vm.current && edges_each_of_frame(vm.current, count_edge, &inner));
    cr_assert(edges_each_of_frame(vm.current - 1, count_edge, &outer));
    of_inner = inner.edges;
    of_outer = outer.edges;
    return int_new(looked_for->refcount);
}

Test(edges, running_frames_have_variables_cells_and_what_they_work_with)
{
    static const NativeFunction function = {"look()", look, NULL};
    Ref namespace = fixture_run("class X: pass\nx = X()\n"), native = native_function_new(&function, NULL, NULL);
    cr_assert(native && dict_set_text((DictView) namespace, "look", native));
    release(native);
    looked_for = get(namespace, "x");
    fixture_run_in(namespace, "def inner(a, *rest):\n"
                              "    b = a\n"
                              "    return (a, b, look())\n"
                              "def outer(a):\n"
                              "    for unused in (1,):\n"
                              "        c = d = a\n"
                              "        del d\n"
                              "        return inner(a)[2]\n"
                              "count = outer(x)\n");
    cr_assert_eq(of_outer, 2, "its variables a and c: %d", of_outer);
    cr_assert_eq(of_inner, 4, "its variables a and b, and both again in the tuple to be: %d", of_inner);
    cr_assert_eq(fixture_int(namespace, "count"), 1 + of_outer + of_inner,
                 "and the global: what calls are given, those who are called own");
    release(namespace);
}

/* --- the visitor ---------------------------------------------------------------------------------------- */

static bool stop_at_second(const Edge *edge UNUSED, void *context)
{
    return ++*(int *)context < 2;
}

Test(edges, visitor_can_stop_at_any_edge)
{
    static const char *const sources[] = {"h = [1, 2, 3]\n", "h = {1: 2, 3: 4}\n", "h = {1, 2, 3}\n",
                                          "class A: pass\nh = A()\nh.p = h.q = h.r = 1\n", "def h(): pass\n"};
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        Ref namespace = fixture_run(sources[i]);
        int visited = 0;
        cr_assert_not(edges_each(get(namespace, "h"), stop_at_second, &visited));
        cr_assert_eq(visited, 2);
        release(namespace);
    }
}
