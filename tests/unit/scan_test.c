/* Tests of the scan: it finds every object once and every counted reference once, names what it finds by the
 * shortest way, and leaves all as it was. */
#include "tests/unit/fixture.h"

#include "heapview/walk/scan.h"
#include "runtime/calls/native.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/life/gc.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/generator.h"

static View main_names;

static void setup(void)
{
    fixture_start();
    gc_state.enabled = false;
    Ref module = module_new(name(__main__), NULL);
    cr_assert(module && dict_set(modules_peek(), name(__main__), module));
    main_names = AS_OBJECT(((ModuleObject *)module)->dict);
    release(module);
}

TestSuite(scan, .init = setup, .fini = fixture_stop);

/* Run the text in the module __main__. */
static void run(const char *text)
{
    fixture_run_in(main_names, text);
    cr_assert(dict_set(((DictView)main_names), name(__name__), name(__main__)));
}

static View get(const char *name)
{
    View found = dict_get_text_peek((DictView)main_names, name);
    cr_assert(found, "no %s", name);
    return found;
}

static Scan whole_scan(void)
{
    Scan scan;
    cr_assert(scan_all(&scan, NULL, NULL));
    return scan;
}

static void expect_path(const Scan *scan, View object, const char *expected)
{
    Text text = {0};
    uint32_t node = scan_find(scan, object);
    cr_assert(node, "%s is not found", expected);
    scan_path_write(&text, scan, node);
    cr_assert_str_eq(text.bytes, expected);
    text_free(&text);
}

Test(scan, finds_each_object_once_and_all_that_the_collector_knows)
{
    run("class A: pass\nmany = [A() for i in range(10000)]\nfor i, a in enumerate(many): a.p = [i]\n");
    Scan scan = whole_scan();
    for (uint32_t i = 1; i < scan.count; i++)
        cr_assert_eq(scan_find(&scan, scan.nodes[i].object), i);
    for (uint32_t i = 1; i < gc_state.used; i++)
        cr_assert(!gc_state.entries[i] || scan_find(&scan, AS_OBJECT(gc_state.entries[i])), "entry %u", i);
    ListView many = (ListView)get("many");
    for (size_t i = 0; i < many->used; i++)
        cr_assert(scan_find(&scan, many->items[i]) &&
                  scan_find(&scan, instance_attributes(many->items[i], type_of_peek(many->items[i]))[0]));
    Object absent = {1, TYPE_NONE};
    cr_assert_eq(scan_find(&scan, &absent), NODE_NONE);
    scan_free(&scan);
}

Test(scan, names_are_the_shortest_way_from_the_globals)
{
    run("class A: pass\n"
        "b = A()\n"
        "b.children = [A(), {'key': A()}]\n"
        "far = [[b.children[0]]]\n"
        "d = {7: (A(), A())}\n"
        "def make(v):\n"
        "    return lambda: v\n"
        "f = make(A())\n"
        "def g():\n"
        "    kept = A()\n"
        "    yield\n"
        "h = g()\nnext(h)\n"
        "asked = A()\nasked.__dict__['p'] = A()\n");
    Scan scan = whole_scan();
    View b = get("b"), children = instance_attributes(b, type_of_peek(b))[0], in_dict = list_item_peek((ListView)children, 1);
    expect_path(&scan, b, "b");
    expect_path(&scan, list_item_peek((ListView)children, 0), "b.children[0]");
    expect_path(&scan, dict_get_text_peek((DictView)in_dict, "key"), "b.children[1]['key']");
    expect_path(&scan, tuple_item_peek(((DictView)get("d"))->entries[0].value, 1), "d[7][1]");
    View cell = tuple_item_peek(((FunctionView)get("f"))->closure, 0);
    expect_path(&scan, ((CellObject *)cell)->value, "f.__closure__[0].cell_contents");
    expect_path(&scan, ((GeneratorObject *)get("h"))->registers[0], "h.gi_frame.f_locals['kept']");
    View asked = instance_dict_peek(get("asked"), type_of_peek(get("asked")));
    expect_path(&scan, dict_get_text_peek((DictView)asked, "p"), "asked.p");
    for (uint32_t i = 1; i < scan.count; i++)
        cr_assert(!scan.nodes[i].parent || scan.nodes[i].parent < i, "what is nearer comes first");
    scan_free(&scan);
}

Test(scan, what_other_modules_have_bears_their_name)
{
    run("import sys\nm = sys.modules['m'] = type(sys)('m')\nm.x = [1]\ny = sys.y = [2]\ndel m\n");
    Scan scan = whole_scan();
    View x = dict_get_text_peek(((ModuleObject *)dict_get_text_peek(modules_peek(), "m"))->dict, "x");
    expect_path(&scan, x, "m.x");
    expect_path(&scan, get("y"), "y"); /* the program's own name, though sys is older than __main__ */
    cr_assert(scan_is_named(&scan, scan_find(&scan, x)) && !scan_is_programs(&scan, scan_find(&scan, x)));
    cr_assert(scan_is_programs(&scan, scan_find(&scan, get("y"))));
    uint32_t owner, dict = scan_find(&scan, main_names);
    cr_assert(scan_is_namespace(&scan, dict, &owner) && scan.nodes[owner].object->type == TYPE_MODULE);
    cr_assert(str_equal_text(scan_module_name_peek(&scan, dict), "__main__") && !scan_is_namespace(&scan, owner, &owner));
    scan_free(&scan);
}

Test(scan, ring_that_nothing_reaches_is_found_without_a_name)
{
    run("ring = [[]]\nring[0].append(ring)\n");
    View ring = get("ring"), inner = list_item_peek((ListView)ring, 0);
    run("del ring\n");
    Scan scan = whole_scan();
    cr_assert(scan_find(&scan, ring) && scan_find(&scan, inner));
    cr_assert_not(scan_is_named(&scan, scan_find(&scan, ring)));
    expect_path(&scan, inner, "a list without a name"); /* the older one */
    expect_path(&scan, ring, "a list without a name[0]");
    cr_assert(scan.nodes[scan_find(&scan, ring)].rest == 0 && scan.nodes[scan_find(&scan, inner)].rest == 0);
    scan_free(&scan);
    gc_collect_generation(GC_GENERATIONS - 1);
}

enum { NODES_MOST = 1 << 16 };
static int32_t told_of[NODES_MOST]; /* by node: how many references to it the scan has told of */

static void count_reference(Scan *scan, uint32_t holder UNUSED, const Root *root UNUSED, const Edge *edge, void *context UNUSED)
{
    uint32_t node = scan_find(scan, edge->child);
    cr_assert(node && node < NODES_MOST);
    told_of[node]++;
}

/* Of all that the collector could know, neither more nor fewer references are told of than are counted. */
Test(scan, references_add_up_to_the_count_of_each_object_of_the_program)
{
    run("import _weakref\n"
        "class A:\n"
        "    __slots__ = 'm', '__dict__', '__weakref__'\n"
        "    def method(self): pass\n"
        "    value = property(method)\n"
        "class B(Exception): pass\n"
        "shared = ['shared']\n"
        "a = A()\na.m = a.p = shared\n"
        "b = B(shared)\nfor i in range(9): setattr(b, f'n{i}', shared)\n"
        "everything = [shared, (shared, shared), {'k': shared}, {(1, 2)}, frozenset({(3, 4)}), a.method, slice(shared, a)]\n"
        "def f(x=shared, *, y=shared):\n"
        "    def inner(): return x\n"
        "    return inner\n"
        "closure = f()\n"
        "def g(x):\n"
        "    held = x\n"
        "    yield (x, held, (yield))\n"
        "waiting, fresh, done = g(shared), g(shared), g(shared)\n"
        "next(waiting)\nlist(done)\n"
        "weak = _weakref.ref(a), _weakref.ref(a, f), _weakref.proxy(a)\n"
        "steps = iter(everything), zip(everything, shared), enumerate(shared), reversed(shared), map(f, shared), {1: shared}.items()\n"
        "try: raise ValueError(shared)\n"
        "except ValueError as error: caught = error\n");
    Scan scan;
    cr_assert(scan_all(&scan, count_reference, NULL));
    size_t checked = 0;
    for (uint32_t i = 1; i < scan.count; i++) {
        const Node *node = &scan.nodes[i];
        if (object_is_static(node->object) || !object_is_gc(node->object))
            continue;
        Text text = {0};
        scan_path_write(&text, &scan, i);
        cr_expect_eq(told_of[i], node->object->refcount, "%s: %d of %d", text.bytes, told_of[i], node->object->refcount);
        cr_expect_eq(node->rest, 0, "%s", text.bytes);
        text_free(&text);
        checked++;
    }
    cr_assert_gt(checked, 60, "%zu", checked);
    scan_free(&scan);
    run("del caught\n");
}

/* --- references, and frames that run -------------------------------------------------------------------- */

typedef struct Told {
    View object;
    Text text;
} Told;

static void tell(Scan *scan, uint32_t holder, const Root *root, const Edge *edge, void *context)
{
    Told *told = context;
    if (edge->child != told->object)
        return;
    scan_reference_write(&told->text, scan, holder, root, edge);
    text_add_words(&told->text, "; ");
}

static Told told;
static uint32_t rest;

static Ref look(View self UNUSED, View *args UNUSED)
{
    Scan scan;
    cr_assert(scan_all(&scan, tell, &told));
    rest = scan.nodes[scan_find(&scan, told.object)].rest;
    scan_free(&scan);
    return none_new();
}

Test(scan, each_reference_is_told_once_in_words)
{
    static const NativeFunction function = {"look()", look, NULL};
    Ref native = native_function_new(&function, NULL, NULL);
    cr_assert(native && dict_set_text((DictView)main_names, "look", native));
    release(native);
    run("class A: pass\nx = A()\nlist_of_it = [x, x]\na = A()\na.held = x\nd = {'k': x, x: 1}\nt = (0, x)\n");
    told.object = get("x");
    run("__name__ = '__main__'\ndef f(local):\n    look()\nf(x)\n");
    cr_expect_str_eq(told.text.bytes, "local 'local' of f(); global 'x'; items[0] of list 'list_of_it'; items[1] of list 'list_of_it'; "
                                      "attribute 'held' of A 'a'; value ['k'] of dict 'd'; a key of dict 'd'; items[1] of tuple 't'; ");
    cr_expect_eq(rest, 0);
    text_free(&told.text);
}

Test(scan, looking_changes_nothing)
{
    run("class A: pass\na = A()\na.p = [1, 2]\nf = lambda: a\n");
    size_t blocks = heap_live_blocks();
    int32_t count = get("a")->refcount;
    uint32_t used = gc_state.used;
    Scan scan = whole_scan();
    scan_free(&scan);
    cr_assert(heap_live_blocks() == blocks && get("a")->refcount == count && gc_state.used == used);
}
