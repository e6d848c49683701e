/* Tests of instances and their shapes: who shares one, what splits and joins them, what moves the attributes
 * to a dict, and that asking for __dict__ does not change what sys.getsizeof shows. */
#include "tests/unit/fixture.h"

#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

TestSuite(instance, .init = fixture_start, .fini = fixture_stop);

static View get(View namespace, const char *name)
{
    View found = dict_get_text_peek((DictView) namespace, name);
    cr_assert(found, "no %s", name);
    return found;
}

static const Shape *shape_of(View object)
{
    return shapes[*instance_shape_place(object, type_of_peek(object))];
}

static const Shape *shape_in(View namespace, const char *name)
{
    return shape_of(get(namespace, name));
}

static bool set_attribute(View object, const char *name, View value)
{
    Ref key = str_from_text(name);
    bool done = instance_set(object, type_of_peek(object), key, value);
    release(key);
    return done;
}

/* The int that the attribute is; -1 if there is none. */
static int64_t attribute(View object, const char *name)
{
    Ref key = str_from_text(name), value = instance_get(object, type_of_peek(object), key);
    int64_t number = value ? ((IntObject *)value)->value : -1;
    cr_assert_not(error_is_set());
    release_maybe(value);
    release(key);
    return number;
}

static DictView dict_of(View object)
{
    return shape_of(object)->is_dict ? (DictView)instance_attributes(object, type_of_peek(object))[0] : NULL;
}

#define CLASS                         \
    "class A:\n"                      \
    "    def __init__(self, x, y):\n" \
    "        self.x = x\n"            \
    "        self.y = y\n"

Test(instance, those_that_assign_in_the_same_order_share_a_shape)
{
    Ref namespace = fixture_run(CLASS "a = A(1, 2)\nb = A(3, 4)\nc = A.__new__(A)\nc.x = 5\nc.y = 6\n");
    const Shape *shape = shape_in(namespace, "a");
    cr_assert(shape == shape_in(namespace, "b") && shape == shape_in(namespace, "c"), "whoever assigns");
    cr_assert(shape->count == 2 && !shape->is_dict && shape->type == type_of_peek(get(namespace, "a")));
    cr_assert(str_equal_text(shape->key, "y") && str_equal_text(shape->parent->key, "x") && !shape->parent->parent->key);
    cr_assert(attribute(get(namespace, "a"), "x") == 1 && attribute(get(namespace, "c"), "y") == 6);
    release(namespace);
}

Test(instance, another_order_is_another_shape_below_the_same_root)
{
    Ref namespace = fixture_run(CLASS "a = A(1, 2)\nb = A.__new__(A)\nb.y = 1\nb.x = 2\n");
    const Shape *a = shape_in(namespace, "a"), *b = shape_in(namespace, "b");
    cr_assert(a != b && a->count == b->count && a->parent != b->parent && a->parent->parent == b->parent->parent);
    cr_assert(attribute(get(namespace, "b"), "x") == 2 && attribute(get(namespace, "b"), "y") == 1);
    release(namespace);
}

Test(instance, classes_have_shapes_of_their_own)
{
    Ref namespace = fixture_run("class A: pass\nclass B: pass\na = A()\nb = B()\na.x = b.x = 1\n");
    cr_assert_neq(shape_in(namespace, "a"), shape_in(namespace, "b"));
    release(namespace);
}

Test(instance, shape_finds_names_interned_or_not)
{
    Ref namespace = fixture_run("class A: pass\na = A()\na.first_name = 1\na.second_name = 2\n");
    const Shape *shape = shape_in(namespace, "a");
    Ref copy = str_from_text("second_name"), interned = str_intern_text("first_name"), absent = str_from_text("third_name");
    cr_assert(instance_shape_find(shape, interned) == 0 && instance_shape_find(shape, copy) == 1);
    cr_assert_eq(instance_shape_find(shape, absent), -1);
    Ref all[] = {copy, interned, absent, namespace};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(all[i]);
}

Test(instance, another_value_keeps_the_shape_and_releases_the_old)
{
    Ref namespace = fixture_run("class A: pass\na = A()\na.x = 1\n"), old = int_new(1000), new = int_new(2000);
    View a = get(namespace, "a");
    const Shape *shape = shape_of(a);
    cr_assert(set_attribute(a, "x", old) && old->refcount == 2);
    cr_assert(set_attribute(a, "x", new) && old->refcount == 1 && new->refcount == 2);
    cr_assert_eq(shape_of(a), shape);
    release(old);
    release(new);
    release(namespace);
}

/* The others move up, and the shape is the one that they alone would have led to. */
Test(instance, deleting_leads_to_the_shape_of_those_that_remain)
{
    Ref namespace = fixture_run("class A: pass\n"
                                "a = A()\na.x = 1\na.y = 2\na.z = 3\n"
                                "b = A()\nb.x = 1\nb.z = 3\n"
                                "del a.y\n");
    View a = get(namespace, "a");
    cr_assert_eq(shape_of(a), shape_in(namespace, "b"));
    cr_assert(attribute(a, "x") == 1 && attribute(a, "y") == -1 && attribute(a, "z") == 3);
    cr_assert_null(instance_attributes(a, type_of_peek(a))[2], "its place is empty");
    cr_assert(set_attribute(a, "z", NULL) && set_attribute(a, "x", NULL));
    cr_assert_eq(shape_of(a), type_of_peek(a)->first_shape);
    cr_assert(!set_attribute(a, "x", NULL) && error_matches(AttributeError));
    error_clear();
    release(namespace);
}

/* So many shapes by deletion are enough: then the attributes move to a dict, and the shapes do not become
 * more without end. */
Test(instance, deleting_in_ever_new_ways_ends_in_a_dict)
{
    Ref namespace = fixture_run("class A: pass\n"
                                "dicts = 0\n"
                                "kept = []\n"
                                "for i in range(60):\n"
                                "    a = A()\n"
                                "    for k in range(4):\n"
                                "        setattr(a, f'n{(i * 7 + k * (i // 20 + 1)) % 24}', k)\n"
                                "    delattr(a, f'n{i * 7 % 24}')\n"
                                "    kept.append(a)\n"
                                "right = all(sum(vars(a).values()) == 6 for a in kept)\n");
    const Shape *first = type_of_peek(get(namespace, "a"))->first_shape;
    cr_assert_leq(first->deletions, SHAPES_BY_DELETION_MOST + INLINE_MOST);
    cr_assert_eq(get(namespace, "right"), TRUE);
    release(namespace);
}

/* The class sees one attribute assigned, and makes room for four: the fifth moves all of them. */
Test(instance, attributes_over_the_inline_places_move_to_a_hidden_dict)
{
    Ref namespace = fixture_run("class A: pass\na = A()\na.p = 0\na.q = 1\na.r = 2\na.s = 3\n");
    View a = get(namespace, "a");
    TypeObject *type = type_of_peek(a);
    cr_assert_eq(type->inline_capacity, 4);
    cr_assert(shape_of(a)->count == 4 && !dict_of(a));
    Ref more = int_new(4);
    cr_assert(set_attribute(a, "t", more));
    DictView dict = instance_hidden_dict_peek(a, type);
    cr_assert(dict && dict == dict_of(a) && dict->used == 5 && dict->is_hidden);
    cr_assert_eq(shape_of(a), type->dict_shape);
    cr_assert_not(gc_is_tracked(AS_OBJECT(dict)), "the collector knows nothing of it");
    static const char *const names[] = {"p", "q", "r", "s", "t"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        cr_assert_eq(attribute(a, names[i]), (int64_t)i);
    cr_assert(set_attribute(a, "p", NULL) && attribute(a, "p") == -1 && attribute(a, "t") == 4);
    release(more);
    release(namespace);
}

Test(instance, inline_places_are_as_many_as_the_methods_assign)
{
    Ref namespace = fixture_run("class A:\n"
                                "    def __init__(self):\n"
                                "        self.a = self.b = self.c = self.d = self.e = self.f = 1\n"
                                "class B(A):\n"
                                "    def more(self):\n"
                                "        self.g = 2\n"
                                "a = A()\n"
                                "b = B()\nb.more()\n");
    cr_assert(type_of_peek(get(namespace, "a"))->inline_capacity == 6 && type_of_peek(get(namespace, "b"))->inline_capacity == 7);
    cr_assert(!dict_of(get(namespace, "a")) && shape_in(namespace, "b")->count == 7);
    release(namespace);
}

Test(instance, dict_that_is_asked_for_takes_the_attributes_over)
{
    Ref namespace = fixture_run(CLASS "a = A(1, 2)\nb = A(1, 2)\n");
    View a = get(namespace, "a");
    DictView dict = (DictView)instance_dict_peek(a, type_of_peek(a));
    cr_assert(dict && dict->used == 2 && !dict->is_hidden && dict_of(a) == dict);
    cr_assert_eq(instance_dict_peek(a, type_of_peek(a)), AS_OBJECT(dict), "the same again");
    Ref three = int_new(3);
    cr_assert(dict_set_text(dict, "z", three) && attribute(a, "z") == 3, "one can be seen through the other");
    cr_assert(set_attribute(a, "x", three) && dict_get_text_peek(dict, "x") == three);
    cr_assert_null(dict_of(get(namespace, "b")), "the other instance has none");
    release(three);
    release(namespace);
}

/* What the script sees before and after; the figures are python3.11's. */
Test(instance, dict_that_is_asked_for_leaves_what_getsizeof_shows)
{
    Ref namespace = fixture_run("import sys\n" CLASS "a = A(1, 2)\n"
                                "before = sys.getsizeof(a)\n"
                                "of_dict = sys.getsizeof(a.__dict__)\n"
                                "after = sys.getsizeof(a)\n");
    cr_assert(fixture_int(namespace, "before") == 56 && fixture_int(namespace, "after") == 56);
    cr_assert_eq(fixture_int(namespace, "of_dict"), 296);
    View a = get(namespace, "a");
    cr_assert_eq(layout_size_of(a) + layout_head_size(type_of_peek(a)), 56);
    release(namespace);
}

Test(instance, copy_of_the_dict_leaves_the_instance_as_it_is)
{
    Ref namespace = fixture_run(CLASS "a = A(1, 2)\n");
    View a = get(namespace, "a");
    Ref copy = instance_dict_copy(a, type_of_peek(a));
    cr_assert(copy && ((DictView)copy)->used == 2 && !dict_of(a));
    cr_assert(str_equal_text(((DictView)copy)->entries[0].key, "x") && str_equal_text(((DictView)copy)->entries[1].key, "y"));
    release(copy);
    release(namespace);
}

Test(instance, dict_that_is_given_replaces_the_attributes)
{
    Ref namespace = fixture_run(CLASS "a = A(1, 2)\n"), dict = dict_new(), seven = int_new(7);
    View a = get(namespace, "a");
    cr_assert(dict_set_text((DictView)dict, "w", seven) && instance_set_dict(a, type_of_peek(a), dict));
    cr_assert(attribute(a, "x") == -1 && attribute(a, "w") == 7 && dict->refcount == 2);
    cr_assert(!instance_set_dict(a, type_of_peek(a), NONE) && error_matches(TypeError));
    error_clear();
    fixture_run_in(namespace, "del a\n");
    cr_assert_eq(dict->refcount, 1, "it outlives the instance");
    release(namespace);
    release(dict);
    release(seven);
}

Test(instance, members_of_slots_stand_before_the_attributes)
{
    Ref namespace = fixture_run("class A:\n    __slots__ = ('m', 'n')\nclass B(A): pass\nb = B()\nb.x = 3\nb.n = 2\nb.m = 1\n");
    View b = get(namespace, "b");
    Ref *slots = instance_slots(b, type_of_peek(b));
    for (int64_t i = 0; i < 3; i++)
        cr_assert_eq(((IntObject *)slots[i])->value, i + 1);
    cr_assert(shape_of(b)->count == 1 && instance_attributes(b, type_of_peek(b)) == slots + 2);
    release(namespace);
}

Test(instance, class_that_is_assigned_keeps_the_places_of_the_old)
{
    Ref namespace = fixture_run("class Wide:\n"
                                "    def __init__(self):\n"
                                "        self.a = self.b = self.c = self.d = self.e = self.f = 1\n"
                                "class Narrow: pass\n"
                                "w = Wide()\n"
                                "w.__class__ = Narrow\n");
    View w = get(namespace, "w");
    TypeObject *narrow = type_of_peek(w);
    cr_assert_eq(AS_OBJECT(narrow), get(namespace, "Narrow"));
    cr_assert(narrow->inline_capacity == 4 && instance_inline_places(w, narrow) == 6);
    cr_assert(attribute(w, "f") == 1 && shape_of(w)->is_dict && shape_of(w)->places == 6);
    cr_assert_eq(instance_extra_size_of(w, narrow), 6 * sizeof(Ref));
    release(namespace);
}

Test(instance, without_memory_for_a_dict_the_attributes_stay)
{
    Ref namespace = fixture_run("class A: pass\na = A()\na.p = 0\na.q = 1\na.r = 2\na.s = 3\n"), more = int_new(1000);
    Ref p = str_intern_text("p"), key = str_intern_text("t_of_the_test");
    View a = get(namespace, "a");
    heap_fail_at(1, true);
    bool replaced = instance_set(a, type_of_peek(a), p, more);
    heap_fail_at(0, false);
    cr_assert(replaced, "another value needs none");
    heap_fail_at(1, true);
    bool moved = instance_set(a, type_of_peek(a), key, more);
    heap_fail_at(0, false);
    cr_assert(!moved && error_matches(MemoryError));
    error_clear();
    cr_assert(attribute(a, "q") == 1 && attribute(a, "s") == 3 && attribute(a, "t_of_the_test") == -1);
    release(more);
    release(p);
    release(key);
    release(namespace);
}
