/* _abc: what the module abc is built on: which methods a class leaves abstract, and which classes count as
 * its subclasses without descending from it.
 *
 * An abstract base class answers issubclass(C, self) by asking, in this order: its caches, its own
 * __subclasshook__, the method resolution order of C, the classes that were registered with it, and its
 * subclasses. The answers are remembered in two sets of weak references, so that a cache keeps no class
 * alive. Every registration anywhere makes all negative answers stale (abc_invalidation_counter); positive
 * ones stay true for ever.
 *
 * Ownership:  the class owns its AbcData (its attribute _abc_impl). A weak set is an ordinary set of weak
 *             references; when a class dies, the callback of its reference takes it out of the set, which the
 *             callback itself knows only weakly.
 * Callbacks:  __subclasshook__, __subclasses__ and issubclass run Python code, which may register and thus
 *             change the sets: the registry is copied first. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/life/weakref.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

typedef struct AbcData {
    GC_HEAD(unused);
    Ref registry, cache, negative_cache; /* sets of weak references, NULL while empty */
    uint64_t negative_cache_version;     /* the counter when negative_cache was begun */
} AbcData;

/* __abc_tpflags__, as _collections_abc.py writes it. */
enum { ABC_SEQUENCE = 1 << 5, ABC_MAPPING = 1 << 6 };

static uint64_t abc_invalidation_counter;
static TypeObject abc_data_type;

static void abc_data_finish(View self)
{
    AbcData *data = (AbcData *)self;
    clear_place(&data->registry);
    clear_place(&data->cache);
    clear_place(&data->negative_cache);
}

static void abc_data_traverse(View self, Visitor visit, void *context)
{
    AbcData *data = (AbcData *)self;
    VISIT(data->registry);
    VISIT(data->cache);
    VISIT(data->negative_cache);
}

static Ref abc_data_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    AbcData *data = (AbcData *)type_allocate(type, 0);
    if (!data)
        return NULL;
    data->negative_cache_version = abc_invalidation_counter;
    gc_track(AS_OBJECT(data));
    return AS_OBJECT(data);
}

static TypeObject abc_data_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_abc._abc_data",
    .doc = "What an abstract base class knows of its virtual subclasses.",
    .size = sizeof(AbcData),
    .flags = TYPE_FLAG_GC,
    .new = abc_data_new,
    .finish = abc_data_finish,
    .traverse = abc_data_traverse,
    .clear = abc_data_finish,
};

/* Make `text` a name and look it up. NULL with an exception, or, from the second, without one if there is no
 * such attribute. */
static Ref get_attribute_maybe(View object, const char *text)
{
    Ref name = str_intern_text(text), result = name ? object_get_attribute_maybe(object, name) : NULL;
    release_maybe(name);
    return result;
}

static AbcData *abc_data_of(View class)
{
    Ref data = object_get_attribute_text(class, "_abc_impl");
    if (data && type_of_peek(data) != &abc_data_type) {
        release(data);
        return raise_error(TypeError, "_abc_impl is set to a wrong type");
    }
    return (AbcData *)data;
}

/* --- sets of weak references ---------------------------------------------------------------------------- */

/* The callback: self is a weak reference to the set, the argument the reference that died. */
static Ref forget_dead(View self, View *args)
{
    Ref set = weakref_get(self);
    bool done = set == NONE || set_discard((SetView)set, args[0]) >= 0;
    release(set);
    return done ? none_new() : NULL;
}

static const NativeFunction forget_dead_function = {"_destroy(wr, /)", forget_dead, NULL};

static bool add_weakly(Ref *set, View class)
{
    if (!*set && !(*set = set_new(NULL)))
        return false;
    Ref to_set = weakref_new(*set, NULL), callback = to_set ? native_function_new(&forget_dead_function, to_set, NULL) : NULL;
    Ref reference = callback ? weakref_new(class, callback) : NULL;
    bool done = reference && set_add((SetView)*set, reference);
    release_maybe(to_set);
    release_maybe(callback);
    release_maybe(reference);
    return done;
}

/* 1, 0 or -1. What cannot be referred to weakly is in no set. */
static int is_in_weakly(View set, View class)
{
    if (!set || ((SetView)set)->used == 0)
        return 0;
    Ref reference = weakref_new(class, NULL);
    if (!reference)
        return error_clear_if(TypeError) ? 0 : -1;
    int found = set_contains((SetView)set, reference);
    release(reference);
    return found;
}

/* --- abstract methods ----------------------------------------------------------------------------------- */

static int is_abstract(View object)
{
    Ref flag = object_get_attribute_maybe(object, name(__isabstractmethod__));
    if (!flag)
        return error_is_set() ? -1 : 0;
    int truth = object_truth(flag);
    release(flag);
    return truth;
}

/* The class's own abstract methods. */
static bool add_own_abstracts(SetView abstracts, View class)
{
    Ref items = dict_items_list((DictView)((TypeObject *)class)->dict);
    bool done = items != NULL;
    for (size_t i = 0; done && i < ((ListView)items)->used; i++) {
        View pair = list_item_peek((ListView)items, i);
        int abstract = is_abstract(tuple_item_peek(pair, 1));
        done = abstract >= 0 && (!abstract || set_add(abstracts, tuple_item_peek(pair, 0)));
    }
    release_maybe(items);
    return done;
}

/* Those of one base that the class does not define. */
static bool add_inherited_abstracts(SetView abstracts, View class, View base)
{
    Ref names = object_get_attribute_maybe(base, name(__abstractmethods__)), iterator = names ? object_iterate(names) : NULL, key;
    release_maybe(names);
    if (!iterator)
        return !error_is_set();
    bool done = true;
    while (done && (key = object_next(iterator))) {
        Ref value = is_str(key) ? object_get_attribute_maybe(class, AS_OBJECT(str_view(key))) : NULL;
        int abstract = value ? is_abstract(value) : error_is_set() ? -1 : 0;
        done = abstract >= 0 && (!abstract || set_add(abstracts, key));
        release_maybe(value);
        release(key);
    }
    release(iterator);
    return done && !error_is_set();
}

static bool compute_abstracts(View class)
{
    Ref abstracts = set_new(NULL), frozen = NULL;
    if (!abstracts)
        return false;
    Ref bases = retain(((TypeObject *)class)->bases);
    bool done = add_own_abstracts((SetView)abstracts, class);
    for (size_t i = 0; done && i < tuple_length(bases); i++)
        done = add_inherited_abstracts((SetView)abstracts, class, tuple_item_peek(bases, i));
    done = done && (frozen = frozenset_new(abstracts)) && object_set_attribute(class, name(__abstractmethods__), frozen);
    release(bases);
    release(abstracts);
    release_maybe(frozen);
    return done;
}

/* Sequence and Mapping say with __abc_tpflags__ that `match` may take their instances apart; the flag takes
 * the place of the attribute. */
static bool take_pattern_flags(View class)
{
    TypeObject *type = (TypeObject *)class;
    View given = dict_get_text_peek((DictView)type->dict, "__abc_tpflags__");
    int64_t flags;
    if (!given || given->type != TYPE_INT)
        return true;
    if (!object_as_int64(given, &flags))
        return false;
    if ((flags & ABC_SEQUENCE) && (flags & ABC_MAPPING)) {
        raise_error(TypeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
        return false;
    }
    type->flags |= (flags & ABC_SEQUENCE ? TYPE_FLAG_SEQUENCE : 0) | (flags & ABC_MAPPING ? TYPE_FLAG_MAPPING : 0);
    Ref name = str_intern_text("__abc_tpflags__");
    bool done = name && type_set_attribute(class, name, NULL);
    release_maybe(name);
    return done;
}

static bool check_class(View class)
{
    if (is_type(class))
        return true;
    raise_error(TypeError, "an abstract base class must be a class, not '%T'", class);
    return false;
}

static Ref abc_init(View self UNUSED, View *args)
{
    if (!check_class(args[0]) || !compute_abstracts(args[0]))
        return NULL;
    Ref data = abc_data_new(&abc_data_type, NULL, NULL), name = data ? str_intern_text("_abc_impl") : NULL;
    bool done = name && object_set_attribute(args[0], name, data) && take_pattern_flags(args[0]);
    release_maybe(name);
    release_maybe(data);
    return done ? none_new() : NULL;
}

/* --- registering ---------------------------------------------------------------------------------------- */

/* A class, and those that descend from it, become what they were registered as. Built-in types stay what they
 * are: a str is a Sequence, but `match` does not take it apart. */
static bool give_pattern_flags(TypeObject *type, void *given)
{
    enum { PATTERN_FLAGS = TYPE_FLAG_SEQUENCE | TYPE_FLAG_MAPPING };
    uint32_t flags = *(uint32_t *)given;
    if (!type_has(type, TYPE_FLAG_HEAP) || (type->flags & PATTERN_FLAGS) == flags)
        return false;
    type->flags = (type->flags & ~(uint32_t)PATTERN_FLAGS) | flags;
    return true;
}

static Ref abc_register(View self UNUSED, View *args)
{
    View class = args[0], subclass = args[1];
    if (!is_type(subclass))
        return raise_error(TypeError, "Can only register classes");
    int known = object_is_subclass(subclass, class);
    if (known)
        return known > 0 ? retain(subclass) : NULL;
    known = object_is_subclass(class, subclass);
    if (known)
        return known > 0 ? raise_error(RuntimeError, "Refusing to create an inheritance cycle") : NULL;
    AbcData *data = abc_data_of(class);
    bool done = data && add_weakly(&data->registry, subclass);
    release_maybe(AS_OBJECT(data));
    if (!done)
        return NULL;
    abc_invalidation_counter++;
    uint32_t flags = is_type(class) ? ((TypeObject *)class)->flags & (TYPE_FLAG_SEQUENCE | TYPE_FLAG_MAPPING) : 0;
    if (flags)
        type_walk_down((TypeObject *)subclass, give_pattern_flags, &flags);
    return retain(subclass);
}

/* --- asking --------------------------------------------------------------------------------------------- */

static Ref ask_subclasscheck(View class, View subclass)
{
    return call_method_1(class, name(__subclasscheck__), subclass);
}

static Ref abc_instancecheck(View self UNUSED, View *args)
{
    View class = args[0], instance = args[1], type = AS_OBJECT(type_of_peek(instance));
    AbcData *data = abc_data_of(class);
    Ref subclass = data ? object_get_attribute(instance, name(__class__)) : NULL, result = NULL;
    int cached = subclass ? is_in_weakly(data->cache, subclass) : -1;
    if (cached > 0) {
        result = bool_new(true);
    } else if (cached == 0 && subclass == type) {
        bool is_fresh = data->negative_cache_version == abc_invalidation_counter;
        int denied = is_fresh ? is_in_weakly(data->negative_cache, subclass) : 0;
        result = denied < 0 ? NULL : denied ? bool_new(false) : ask_subclasscheck(class, subclass);
    } else if (cached == 0) {
        result = ask_subclasscheck(class, subclass);
        int truth = result ? object_truth(result) : -1;
        if (truth <= 0) {
            release_maybe(result);
            result = truth < 0 ? NULL : ask_subclasscheck(class, type);
        }
    }
    release_maybe(subclass);
    release_maybe(AS_OBJECT(data));
    return result;
}

typedef enum Answer { ANSWER_FAILED = -1, ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN } Answer;

static Answer answer_of(int truth)
{
    return truth < 0 ? ANSWER_FAILED : truth ? ANSWER_YES : ANSWER_UNKNOWN;
}

static Answer ask_caches(AbcData *data, View subclass)
{
    int cached = is_in_weakly(data->cache, subclass);
    if (cached)
        return answer_of(cached);
    if (data->negative_cache_version < abc_invalidation_counter) {
        clear_place(&data->negative_cache);
        data->negative_cache_version = abc_invalidation_counter;
        return ANSWER_UNKNOWN;
    }
    int denied = is_in_weakly(data->negative_cache, subclass);
    return denied < 0 ? ANSWER_FAILED : denied ? ANSWER_NO : ANSWER_UNKNOWN;
}

static bool remember(Ref *set, View class)
{
    return add_weakly(set, class);
}

/* What the hook says is remembered, whichever it is. */
static Answer ask_hook(AbcData *data, View class, View subclass)
{
    Ref said = call_method_1(class, name(__subclasshook__), subclass);
    if (!said)
        return ANSWER_FAILED;
    Answer answer = ANSWER_UNKNOWN;
    if (said == TRUE)
        answer = remember(&data->cache, subclass) ? ANSWER_YES : ANSWER_FAILED;
    else if (said == FALSE)
        answer = remember(&data->negative_cache, subclass) ? ANSWER_NO : ANSWER_FAILED;
    else if (said != NOT_IMPLEMENTED) {
        raise_error(AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
        answer = ANSWER_FAILED;
    }
    release(said);
    return answer;
}

static Answer ask_mro(AbcData *data, View class, View subclass)
{
    View mro = ((TypeObject *)subclass)->mro;
    for (size_t i = 0; mro && i < tuple_length(mro); i++)
        if (tuple_item_peek(mro, i) == class)
            return remember(&data->cache, subclass) ? ANSWER_YES : ANSWER_FAILED;
    return ANSWER_UNKNOWN;
}

/* The classes of a list: is subclass one of theirs? */
static Answer ask_each(AbcData *data, View classes, View subclass)
{
    for (size_t i = 0; i < ((ListView)classes)->used; i++) {
        Ref other = retain(list_item_peek((ListView)classes, i));
        int truth = object_is_subclass(subclass, other);
        release(other);
        if (truth > 0)
            return remember(&data->cache, subclass) ? ANSWER_YES : ANSWER_FAILED;
        if (truth < 0)
            return ANSWER_FAILED;
    }
    return ANSWER_UNKNOWN;
}

/* A list of the registered classes that live. */
static Ref registered(View registry)
{
    Ref list = list_new(0);
    size_t position = 0;
    View reference;
    while (list && registry && set_next_peek((SetView)registry, &position, &reference)) {
        Ref class = weakref_get(reference);
        if (class == NONE)
            release(class);
        else if (!list_append_take((ListView)list, class))
            clear_place(&list);
    }
    return list;
}

static Answer ask_registry(AbcData *data, View subclass)
{
    int direct = is_in_weakly(data->registry, subclass);
    if (direct)
        return answer_of(direct);
    if (!data->registry)
        return ANSWER_UNKNOWN;
    Ref classes = registered(data->registry);
    Answer answer = classes ? ask_each(data, classes, subclass) : ANSWER_FAILED;
    release_maybe(classes);
    return answer;
}

static Answer ask_subclasses(AbcData *data, View class, View subclass)
{
    Ref method = get_attribute_maybe(class, "__subclasses__");
    if (!method) {
        if (!error_is_set())
            raise_error(AttributeError, "__subclasses__");
        return ANSWER_FAILED;
    }
    Ref list = call_0(method);
    release(method);
    Answer answer = ANSWER_FAILED;
    if (list && !is_list(list))
        raise_error(TypeError, "__subclasses__() must return a list");
    else if (list)
        answer = ask_each(data, list, subclass);
    release_maybe(list);
    return answer;
}

static Ref abc_subclasscheck(View self UNUSED, View *args)
{
    View class = args[0], subclass = args[1];
    if (!is_type(subclass))
        return raise_error(TypeError, "issubclass() arg 1 must be a class");
    AbcData *data = abc_data_of(class);
    if (!data)
        return NULL;
    Answer answer = ask_caches(data, subclass);
    if (answer == ANSWER_UNKNOWN)
        answer = ask_hook(data, class, subclass);
    if (answer == ANSWER_UNKNOWN)
        answer = ask_mro(data, class, subclass);
    if (answer == ANSWER_UNKNOWN)
        answer = ask_registry(data, subclass);
    if (answer == ANSWER_UNKNOWN)
        answer = ask_subclasses(data, class, subclass);
    if (answer == ANSWER_UNKNOWN)
        answer = remember(&data->negative_cache, subclass) ? ANSWER_NO : ANSWER_FAILED;
    release(AS_OBJECT(data));
    return answer == ANSWER_FAILED ? NULL : bool_new(answer == ANSWER_YES);
}

/* --- for tests and the curious -------------------------------------------------------------------------- */

static Ref abc_get_cache_token(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)abc_invalidation_counter);
}

static Ref copy_of(View set)
{
    return set_new(set);
}

static Ref abc_get_dump(View self UNUSED, View *args)
{
    AbcData *data = abc_data_of(args[0]);
    if (!data)
        return NULL;
    Ref parts[4] = {copy_of(data->registry), copy_of(data->cache), copy_of(data->negative_cache),
                    int_new((int64_t)data->negative_cache_version)};
    Ref result = parts[0] && parts[1] && parts[2] && parts[3] ? tuple_from_array(parts, 4) : NULL;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        release_maybe(parts[i]);
    release(AS_OBJECT(data));
    return result;
}

static Ref abc_reset_registry(View self UNUSED, View *args)
{
    AbcData *data = abc_data_of(args[0]);
    if (!data)
        return NULL;
    clear_place(&data->registry);
    release(AS_OBJECT(data));
    return none_new();
}

static Ref abc_reset_caches(View self UNUSED, View *args)
{
    AbcData *data = abc_data_of(args[0]);
    if (!data)
        return NULL;
    clear_place(&data->cache);
    clear_place(&data->negative_cache);
    release(AS_OBJECT(data));
    return none_new();
}

static bool init(ModuleObject *module UNUSED)
{
    return module_type_ready(&abc_data_type);
}

static const NativeFunction functions[] = {
    {"_abc_init(self, /)", abc_init, "Prepare a class that has the metaclass ABCMeta: find its abstract methods."},
    {"_abc_instancecheck(self, instance, /)", abc_instancecheck, "isinstance(instance, self) for an abstract base class."},
    {"_abc_register(self, subclass, /)", abc_register, "Make a class a virtual subclass of an abstract base class."},
    {"_abc_subclasscheck(self, subclass, /)", abc_subclasscheck, "issubclass(subclass, self) for an abstract base class."},
    {"_get_dump(self, /)", abc_get_dump, "Registry, caches and version of an abstract base class."},
    {"_reset_caches(self, /)", abc_reset_caches, "Forget what was found out of virtual subclasses."},
    {"_reset_registry(self, /)", abc_reset_registry, "Forget which classes were registered."},
    {"get_cache_token()", abc_get_cache_token, "A number that changes whenever any class is registered anywhere."},
    {NULL, NULL, NULL},
};

const NativeModule _abc_module = {.name = "_abc", .doc = "What the module abc is built on.", .functions = functions, .init = init};
