/* Tests of classes: how their bases are put in order (or not), what gives a class a new version, what slots a
 * class inherits, and the lists of subclasses. */
#include "tests/unit/fixture.h"

#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/type_private.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/text/str.h"

TestSuite(type, .init = fixture_start, .fini = fixture_stop);

static TypeObject *class_in(View namespace, const char *name)
{
    View found = dict_get_text_peek((DictView) namespace, name);
    cr_assert(found && is_type(found), "%s is no class", name);
    return (TypeObject *)found;
}

/* Is the mro of the class these names, with a blank between them? */
static void expect_mro(View namespace, const char *name, const char *expected)
{
    char names[256] = "";
    View mro = class_in(namespace, name)->mro;
    for (size_t i = 0; i < tuple_length(mro); i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i ? " " : "",
                 type_name_peek((TypeObject *)tuple_item_peek(mro, i)));
    cr_assert_str_eq(names, expected);
}

/* The words of the TypeError that is set, which is cleared. */
static void expect_type_error(const char *words)
{
    cr_assert(error_matches(TypeError));
    Ref error = error_take();
    View text = tuple_item_peek(((ExceptionObject *)error)->args, 0);
    cr_assert(str_equal_text(text, words), "%s", (const char *)((StrView)text)->data);
    release(error);
}

/* class Made(a, b): pass. */
static Ref derive(View a, View b)
{
    Ref name = str_from_text("Made"), bases = tuple_pack(2, a, b), body = dict_new();
    Ref made = type_new(&type_type, name, bases, body, NULL);
    release(name);
    release(bases);
    release(body);
    return made;
}

static void set_attribute(TypeObject *type, const char *name, View value)
{
    Ref key = str_from_text(name);
    cr_assert(type_set_attribute(AS_OBJECT(type), key, value));
    release(key);
}

#define DIAMOND "class A: pass\nclass B(A): pass\nclass C(A): pass\nclass D(B, C): pass\n"

Test(type, mro_has_a_class_before_its_bases_and_bases_in_their_order)
{
    Ref namespace = fixture_run(DIAMOND "class X(list): pass\n");
    expect_mro(namespace, "A", "A object");
    expect_mro(namespace, "D", "D B C A object");
    expect_mro(namespace, "X", "X list object");
    release(namespace);
}

/* The boats of "A Monotonic Superclass Linearization for Dylan", where simpler rules fail. */
Test(type, mro_of_a_class_keeps_the_order_of_each_base)
{
    Ref namespace = fixture_run("class Boat: pass\n"
                                "class DayBoat(Boat): pass\n"
                                "class WheelBoat(Boat): pass\n"
                                "class EngineLess(DayBoat): pass\n"
                                "class SmallMultihull(DayBoat): pass\n"
                                "class PedalWheelBoat(EngineLess, WheelBoat): pass\n"
                                "class SmallCatamaran(SmallMultihull): pass\n"
                                "class Pedalo(PedalWheelBoat, SmallCatamaran): pass\n");
    expect_mro(namespace, "Pedalo", "Pedalo PedalWheelBoat EngineLess SmallCatamaran SmallMultihull DayBoat WheelBoat Boat object");
    release(namespace);
}

Test(type, bases_that_contradict_each_other_are_refused_and_leave_no_trace)
{
    Ref namespace = fixture_run("class A: pass\nclass B: pass\nclass X(A, B): pass\nclass Y(B, A): pass\nclass Z(X): pass\n");
    View x = AS_OBJECT(class_in(namespace, "X")), y = AS_OBJECT(class_in(namespace, "Y")), a = AS_OBJECT(class_in(namespace, "A"));
    for (int i = 0; i < 2; i++) { /* the first merge, which stopped half-way, does no harm to the second */
        cr_assert_null(derive(x, y));
        expect_type_error("Cannot create a consistent method resolution\norder (MRO) for bases A, B");
        cr_assert_null(derive(a, x));
        expect_type_error("Cannot create a consistent method resolution\norder (MRO) for bases A, X");
    }
    cr_assert_null(derive(a, a));
    expect_type_error("duplicate base class A");
    cr_assert_eq(class_in(namespace, "Y")->subclasses_count, 0, "a class that failed is nobody's subclass");
    Ref good = derive(x, a);
    cr_assert(good);
    release(good);
    release(namespace);
}

Test(type, bases_of_different_layouts_are_refused)
{
    cr_assert_null(derive(AS_OBJECT(&type_type), AS_OBJECT(&exception_types[BaseException])));
    expect_type_error("multiple bases have instance lay-out conflict");
    cr_assert_null(derive(AS_OBJECT(types[TYPE_BOOL]), AS_OBJECT(&object_type)));
    expect_type_error("type 'bool' is not an acceptable base type");
}

Test(type, version_stays_until_the_class_or_a_base_changes)
{
    Ref namespace = fixture_run(DIAMOND "def f(self): pass\n");
    TypeObject *a = class_in(namespace, "A"), *b = class_in(namespace, "B"), *c = class_in(namespace, "C"), *d = class_in(namespace, "D");
    View function = dict_get_text_peek((DictView) namespace, "f");
    uint32_t of_a = type_version(a), of_b = type_version(b), of_c = type_version(c), of_d = type_version(d);
    cr_assert(of_a && of_b && of_c && of_d && of_a != of_b && of_b != of_d);
    cr_assert(type_version(a) == of_a && type_version(d) == of_d);
    set_attribute(b, "method", function);
    cr_assert(type_version(a) == of_a && type_version(c) == of_c, "neither its base nor its sibling");
    cr_assert(type_version(b) != of_b && type_version(d) != of_d, "but the class and what descends from it");
    of_d = type_version(d);
    set_attribute(a, "method", function);
    cr_assert(type_version(a) != of_a && type_version(c) != of_c && type_version(d) != of_d, "down to the last");
    of_a = type_version(a);
    set_attribute(a, "method", NULL);
    cr_assert_neq(type_version(a), of_a, "deleting is a change");
    release(namespace);
}

Test(type, version_changes_with_the_bases)
{
    Ref namespace = fixture_run(DIAMOND "class E: pass\nclass Other: pass\nclass F(B): pass\n");
    TypeObject *b = class_in(namespace, "B"), *f = class_in(namespace, "F");
    uint32_t of_b = type_version(b), of_f = type_version(f);
    fixture_run_in(namespace, "B.__bases__ = (E,)\n");
    cr_assert(type_version(b) != of_b && type_version(f) != of_f);
    expect_mro(namespace, "F", "F B E object");
    release(namespace);
}

Test(type, lookup_sees_each_change_though_it_remembers)
{
    Ref namespace = fixture_run(DIAMOND "def f(self): pass\ndef g(self): pass\n"), name = str_intern_text("method_of_the_test");
    TypeObject *a = class_in(namespace, "A"), *b = class_in(namespace, "B"), *d = class_in(namespace, "D");
    View f = dict_get_text_peek((DictView) namespace, "f"), g = dict_get_text_peek((DictView) namespace, "g");
    cr_assert_null(type_lookup_peek(d, name));
    cr_assert_null(type_lookup_peek(d, name), "from the cache: it is not there");
    cr_assert(type_set_attribute(AS_OBJECT(a), name, f));
    cr_assert(type_lookup_peek(d, name) == f && type_lookup_peek(d, name) == f);
    cr_assert(type_set_attribute(AS_OBJECT(b), name, g));
    cr_assert(type_lookup_peek(d, name) == g && type_lookup_peek(a, name) == f);
    cr_assert(type_set_attribute(AS_OBJECT(b), name, NULL));
    cr_assert_eq(type_lookup_peek(d, name), f);
    release(name);
    release(namespace);
}

Test(type, special_method_fills_the_slot_of_the_class_and_of_those_that_inherit_it)
{
    Ref namespace = fixture_run("class A: pass\nclass B(A): pass\nclass C(B):\n    def __len__(self): return 3\ndef f(self): return 5\n");
    TypeObject *a = class_in(namespace, "A"), *b = class_in(namespace, "B"), *c = class_in(namespace, "C");
    View f = dict_get_text_peek((DictView) namespace, "f");
    cr_assert(!a->length && !b->length && c->length);
    set_attribute(a, "__len__", f);
    cr_assert(a->length && b->length);
    fixture_run_in(namespace, "of_b = len(B())\nof_c = len(C())\n");
    cr_assert(fixture_int(namespace, "of_b") == 5 && fixture_int(namespace, "of_c") == 3);
    set_attribute(a, "__len__", NULL);
    cr_assert(!a->length && !b->length && c->length);
    release(namespace);
}

Test(type, native_slot_is_inherited_until_a_method_takes_its_place)
{
    Ref namespace = fixture_run("class A(list): pass\nclass B(A):\n    def __len__(self): return 7\n    __repr__ = object.__repr__\n");
    TypeObject *list = types[TYPE_LIST], *a = class_in(namespace, "A"), *b = class_in(namespace, "B");
    cr_assert(a->length == list->length && a->get_item == list->get_item && a->repr == list->repr);
    cr_assert(b->length != list->length && b->get_item == list->get_item && b->repr != list->repr);
    set_attribute(b, "__len__", NULL);
    cr_assert_eq(b->length, list->length);
    release(namespace);
}

Test(type, eq_without_hash_makes_unhashable_and_what_inherits_it)
{
    Ref namespace = fixture_run("class A:\n    def __eq__(self, other): return True\nclass B(A): pass\n"
                                "class C(A):\n    def __hash__(self): return 11\n"
                                "a, b, c = A(), B(), C()\n");
    static const char *const unhashable[] = {"a", "b"};
    for (size_t i = 0; i < COUNT_OF(unhashable); i++) {
        cr_assert_eq(object_hash(dict_get_text_peek((DictView) namespace, unhashable[i])), -1);
        expect_type_error(i ? "unhashable type: 'B'" : "unhashable type: 'A'");
    }
    cr_assert_eq(object_hash(dict_get_text_peek((DictView) namespace, "c")), 11);
    cr_assert_eq(dict_get_text_peek((DictView)class_in(namespace, "A")->dict, "__hash__"), NONE);
    release(namespace);
}

Test(type, members_of_slots_are_inherited_and_come_before_the_own)
{
    Ref namespace = fixture_run("class A:\n    __slots__ = ('x', 'y')\nclass B(A):\n    __slots__ = ('z',)\nclass C(B): pass\n");
    TypeObject *a = class_in(namespace, "A"), *b = class_in(namespace, "B"), *c = class_in(namespace, "C");
    cr_assert(a->slot_count == 2 && b->slot_count == 3 && c->slot_count == 3);
    cr_assert(a->inline_capacity == 0 && b->inline_capacity == 0 && c->inline_capacity > 0, "only C has a __dict__");
    cr_assert(type_solid_base(c) == b && type_solid_base(b) == b && type_solid_base(a) == a);
    release(namespace);
}

Test(type, subclasses_are_listed_once_in_order_and_leave_when_they_die)
{
    Ref namespace = fixture_run(DIAMOND);
    TypeObject *a = class_in(namespace, "A"), *b = class_in(namespace, "B"), *c = class_in(namespace, "C"), *d = class_in(namespace, "D");
    cr_assert(a->subclasses_count == 2 && a->subclasses[0] == b && a->subclasses[1] == c);
    cr_assert(b->subclasses_count == 1 && b->subclasses[0] == d && c->subclasses_count == 1 && c->subclasses[0] == d);
    fixture_run_in(namespace, "import gc\ndel D\ngc.collect()\n");
    cr_assert(b->subclasses_count == 0 && !b->subclasses && c->subclasses_count == 0);
    fixture_run_in(namespace, "class E: pass\nC.__bases__ = (E,)\n");
    cr_assert(a->subclasses_count == 1 && a->subclasses[0] == b);
    cr_assert_eq(class_in(namespace, "E")->subclasses[0], c);
    release(namespace);
}

typedef struct Walked {
    TypeObject *classes[8];
    size_t count;
    TypeObject *not_below;
} Walked;

static bool note(TypeObject *type, void *context)
{
    Walked *walked = context;
    walked->classes[walked->count++] = type;
    return type != walked->not_below;
}

Test(type, walk_down_comes_to_each_class_once)
{
    Ref namespace = fixture_run(DIAMOND "class E(B): pass\n");
    TypeObject *a = class_in(namespace, "A"), *b = class_in(namespace, "B"), *d = class_in(namespace, "D"), *e = class_in(namespace, "E");
    Walked all = {0};
    type_walk_down(a, note, &all);
    cr_assert(all.count == 5 && all.classes[0] == a && all.classes[3] == d && all.classes[4] == e);
    Walked some = {.not_below = b};
    type_walk_down(a, note, &some);
    cr_assert_eq(some.count, 4, "D descends from C, too, but not E");
    Walked one = {.not_below = a};
    type_walk_down(a, note, &one);
    cr_assert_eq(one.count, 1);
    release(namespace);
}

Test(type, index_of_a_class_names_it_while_it_lives)
{
    Ref namespace = fixture_run("class A: pass\n");
    TypeObject *a = class_in(namespace, "A");
    uint32_t index = a->index;
    cr_assert(index >= TYPE_NAMED && types[index] == a);
    fixture_run_in(namespace, "import gc\ndel A\ngc.collect()\n");
    cr_assert_null(types[index]);
    release(namespace);
}
