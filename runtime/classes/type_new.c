/* type_new: what a class statement makes: a class on the heap.
 *
 * The steps: find the metaclass and the base that decides the layout; make the object; add members for
 * __slots__; linearise the bases; fill the slots; then tell the values (__set_name__) and the parent
 * (__init_subclass__). */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/slots.h"
#include "runtime/classes/type.h"
#include "runtime/classes/type_private.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { INLINE_DEFAULT = 4 };

/* Instances differ in length in CPython. */
enum { NO_FIXED_SIZE = TYPE_FLAG_INT | TYPE_FLAG_TUPLE | TYPE_FLAG_BYTES };

uint32_t type_inline_hint;

TypeObject *type_winner_peek(TypeObject *metatype, View bases)
{
    TypeObject *winner = metatype;
    for (size_t i = 0; i < tuple_length(bases); i++) {
        TypeObject *other = type_of_peek(tuple_item_peek(bases, i));
        if (type_is_subtype(winner, other))
            continue;
        if (!type_is_subtype(other, winner))
            return raise_error(
                TypeError,
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
        winner = other;
    }
    return winner;
}

/* --- the base that decides the layout ------------------------------------------------------------------- */

/* Does CPython's instance have more fields than its base's, besides members of __slots__? A pointer to weak references does not count, nor
 * a __dict__ before the object; but one behind items does (extra_ivars, Objects/typeobject.c). */
static bool adds_fields_in_cpython(const TypeObject *type, bool has_items)
{
    const TypeObject *base = type->base;
    if (!type_has(type, TYPE_FLAG_HEAP)) {
        Layout own = layout_of(type), inherited = layout_of(base);
        return own.basic_size != inherited.basic_size || own.item_size != inherited.item_size;
    }
    bool had_dict = type_has(base, TYPE_FLAG_HEAP) ? type_has(base, TYPE_FLAG_HAS_DICT) : (layout_of(base).flags & LAYOUT_DICT) != 0;
    return has_items && type_has(type, TYPE_FLAG_HAS_DICT) && !had_dict;
}

/* Does Ouro's? A number, str or bytes is kept in a box by instances of classes derived from its type: that is no new field. */
static bool adds_fields(const TypeObject *type)
{
    bool is_boxed = type_has(type, TYPE_FLAG_BOXED) && !type_has(type->base, TYPE_FLAG_BOXED);
    return type->slot_count != type->base->slot_count || (type->size != type->base->size && !is_boxed);
}

/* The nearest ancestor (or self) that adds fields to the instance. */
TypeObject *type_solid_base(TypeObject *type)
{
    const TypeObject *built_in = type;
    while (type_has(built_in, TYPE_FLAG_HEAP) && built_in->base)
        built_in = built_in->base;
    bool has_items = layout_of(built_in).item_size != 0;
    while (type->base && !adds_fields(type) && !adds_fields_in_cpython(type, has_items))
        type = type->base;
    return type;
}

TypeObject *type_best_base(View bases)
{
    TypeObject *winner = NULL, *best = NULL;
    for (size_t i = 0; i < tuple_length(bases); i++) {
        View item = tuple_item_peek(bases, i);
        if (!is_type(item))
            return raise_error(TypeError, "bases must be types");
        TypeObject *base = (TypeObject *)item;
        if (!type_has(base, TYPE_FLAG_BASE))
            return raise_error(TypeError, "type '%N' is not an acceptable base type", base);
        TypeObject *solid = type_solid_base(base);
        if (!winner || (solid != winner && type_is_subtype(solid, winner))) {
            winner = solid;
            best = base;
        } else if (!type_is_subtype(winner, solid)) {
            return raise_error(TypeError, "multiple bases have instance lay-out conflict");
        }
    }
    return best;
}

/* --- __slots__ ------------------------------------------------------------------------------------------ */

static Ref mangled(View class_name, View name)
{
    size_t length = str_length(name), leading = 0;
    if (length < 3 || str_at((StrView)name, 0) != '_' || str_at((StrView)name, 1) != '_' ||
        (str_at((StrView)name, length - 1) == '_' && str_at((StrView)name, length - 2) == '_'))
        return retain(name);
    while (leading < str_length(class_name) && str_at((StrView)class_name, leading) == '_')
        leading++;
    if (leading == str_length(class_name))
        return retain(name);
    Ref stripped = str_slice(class_name, leading, str_length(class_name));
    Ref result = stripped ? str_format("_%U%U", stripped, name) : NULL;
    release_maybe(stripped);
    return result;
}

/* `__dict__` or `__weakref__` in __slots__: room for one, unless the base has it or it cannot be added. */
static bool add_room(const TypeObject *type, View name, bool *has_dict, bool *has_weakref)
{
    Layout base = layout_of(type->base);
    bool is_dict_name = str_equal(name, name(__dict__));
    bool *has = is_dict_name ? has_dict : has_weakref;
    if (*has || base.flags & (is_dict_name ? LAYOUT_DICT : LAYOUT_WEAKREFS) || (!is_dict_name && base.item_size)) {
        raise_error(TypeError, is_dict_name ? "__dict__ slot disallowed: we already got one"
                                            : "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
        return false;
    }
    return *has = true;
}

/* The names in __slots__ as a list of interned strs; sets has_dict/has_weakref for these two. */
static Ref slot_names_list(TypeObject *type, View slots, bool *has_dict, bool *has_weakref)
{
    Ref given = is_str(slots) ? tuple_pack(1, slots) : tuple_from_iterable(slots);
    if (given && tuple_length(given) && layout_of(type->base).item_size) {
        raise_error(TypeError, "nonempty __slots__ not supported for subtype of '%N'", type->base);
        clear_place(&given);
    }
    Ref names = given ? list_new(0) : NULL;
    for (size_t i = 0; names && i < tuple_length(given); i++) {
        View item = tuple_item_peek(given, i);
        if (!is_str(item)) {
            raise_error(TypeError, "__slots__ items must be strings, not '%T'", item);
            clear_place(&names);
            break;
        }
        View text = AS_OBJECT(str_view(item));
        if (!str_is_identifier(text)) {
            raise_error(TypeError, "__slots__ must be identifiers");
            clear_place(&names);
            break;
        }
        if (str_equal(text, name(__dict__)) || str_equal(text, name(__weakref__))) {
            if (add_room(type, text, has_dict, has_weakref))
                continue;
            clear_place(&names);
            break;
        }
        Ref key = mangled(type->name_object, text);
        bool is_passing = str_equal(text, name(__classcell__)); /* what the compiler put there does not stay */
        if (key && !is_passing && dict_contains((DictView)type->dict, key) > 0) {
            raise_error(ValueError, "%R in __slots__ conflicts with class variable", text);
            clear_place(&key);
        }
        if (!key || !str_intern(&key) || !list_append((ListView)names, key))
            clear_place(&names);
        release_maybe(key);
    }
    release_maybe(given);
    return names;
}

/* `names`: those of slot_names_list. */
static bool add_members(TypeObject *type, View names)
{
    bool done = list_sort((ListView)names, NULL, false); /* members die in the order of their names, as CPython's */
    size_t count = ((ListView)names)->used;
    for (size_t i = 0; done && i < count; i++) {
        View name = list_item_peek((ListView)names, i);
        Ref member = descriptor_member_new(type, name, type->slot_count);
        done = member && dict_set((DictView)type->dict, name, member);
        release_maybe(member);
        type->slot_count++;
    }
    if (done)
        type->slot_names = list_to_tuple((ListView)names);
    return done && type->slot_names;
}

/* --- making --------------------------------------------------------------------------------------------- */

static TypeObject *allocate(TypeObject *metatype, TypeObject *base, View name, View bases)
{
    TypeObject *type = (TypeObject *)type_allocate(metatype, 0);
    if (!type)
        return NULL;
    if (!type_take_index(type)) {
        type->index = 0;
        gc_track(AS_OBJECT(type));
        release(AS_OBJECT(type));
        return NULL;
    }
    type->flags = TYPE_FLAG_HEAP | TYPE_FLAG_GC | TYPE_FLAG_BASE |
                  (base->flags & (0xFFFF0000u | TYPE_FLAG_HAS_DICT | TYPE_FLAG_DICT_BUILT_IN | TYPE_FLAG_DICT_LAST | TYPE_FLAG_BOXED |
                                  TYPE_FLAG_VARIABLE | TYPE_FLAG_WEAKREFS));
    /* those of no fixed size in CPython have no place for weak references */
    uint32_t from_all = type_has(base, NO_FIXED_SIZE) ? TYPE_FLAG_HAS_DICT : TYPE_FLAG_HAS_DICT | TYPE_FLAG_WEAKREFS;
    if (type_has(base, TYPE_FLAG_TYPE | TYPE_FLAG_MODULE)) /* their __dict__ is that of type and module */
        from_all &= ~(uint32_t)TYPE_FLAG_HAS_DICT;
    enum { PATTERN_FLAGS = TYPE_FLAG_SEQUENCE | TYPE_FLAG_MAPPING };
    type->flags &= ~(uint32_t)PATTERN_FLAGS; /* the first base that has one decides */
    for (size_t i = 0; i < tuple_length(bases); i++) {
        uint32_t flags = ((TypeObject *)tuple_item_peek(bases, i))->flags;
        type->flags |= flags & (from_all | (type_has(type, PATTERN_FLAGS) ? 0 : (uint32_t)PATTERN_FLAGS));
    }
    type->base = (TypeObject *)retain(AS_OBJECT(base));
    type->bases = retain(bases);
    type->name_object = retain(name);
    type->qualified_name = retain(name);
    type->name = "?";
    type->slot_count = base->slot_count;
    type->size = base->size;
    bool is_value = type_has(base, TYPE_FLAG_INT | TYPE_FLAG_FLOAT | TYPE_FLAG_COMPLEX | TYPE_FLAG_STR | TYPE_FLAG_BYTES);
    if (is_value && !type_has(base, TYPE_FLAG_BOXED)) {
        type->flags |= TYPE_FLAG_BOXED;
        type->size = sizeof(BoxedObject);
    }
    return type;
}

/* The name as C text, kept as long as the class. */
bool type_set_name(TypeObject *type, View name)
{
    char *owned;
    size_t length;
    const char *text = str_utf8((StrView)name, &length, &owned);
    if (!text)
        return false;
    if (strlen(text) != length) {
        str_utf8_free(owned, length);
        raise_error(ValueError, "type name must not contain null characters");
        return false;
    }
    if (owned) { /* not ASCII: the class keeps the UTF-8 */
        char *copy = heap_allocate(length + 1);
        if (copy)
            memcpy(copy, text, length + 1);
        str_utf8_free(owned, length);
        if (!copy) {
            raise_memory_error();
            return false;
        }
        type->owned_name_size = length + 1;
        text = copy;
    }
    type->name = text;
    return true;
}

/* How many attributes the class body's methods assign to self, as the compiler counted; the class's own and
 * its bases'. */
static uint32_t inline_estimate(TypeObject *type)
{
    uint32_t most = 0;
    for (size_t i = 0; i < tuple_length(type->bases); i++) {
        TypeObject *base = (TypeObject *)tuple_item_peek(type->bases, i);
        if (type_has(base, TYPE_FLAG_HEAP) && base->inline_capacity > most)
            most = base->inline_capacity;
    }
    uint64_t own = type_inline_hint;
    type_inline_hint = 0;
    uint64_t total = most + own;
    if (total < INLINE_DEFAULT)
        total = INLINE_DEFAULT;
    return total > INLINE_MOST ? INLINE_MOST : (uint32_t)total;
}

/* Unless the class body has something of that name. */
static bool add_property(TypeObject *type, View name, const NativeProperty *property)
{
    if (dict_get_str_peek((DictView)type->dict, name))
        return true;
    Ref object = descriptor_property_new(property, type);
    bool done = object && dict_set((DictView)type->dict, name, object);
    release_maybe(object);
    return done;
}

/* Tell the methods that mention __class__ or super, through their cell: before mro(), which may call them. */
static bool set_cell(TypeObject *type)
{
    View cell = dict_get_str_peek((DictView)type->dict, name(__classcell__));
    if (!cell)
        return true;
    if (cell->type != TYPE_CELL) {
        raise_error(TypeError, "__classcell__ must be a nonlocal cell, not %R", AS_OBJECT(type_of_peek(cell)));
        return false;
    }
    cell_set(cell, AS_OBJECT(type));
    return dict_delete((DictView)type->dict, name(__classcell__)) >= 0;
}

static bool set_up_layout(TypeObject *type)
{
    bool has_dict = true, has_weakref = true;
    Ref names = NULL;
    View slots = dict_get_str_peek((DictView)type->dict, name(__slots__));
    if (slots) {
        has_dict = has_weakref = false;
        retain(slots);
        names = slot_names_list(type, slots, &has_dict, &has_weakref);
        release(slots);
        if (!names)
            return false;
    }
    bool done = set_cell(type) && (!names || add_members(type, names));
    release_maybe(names);
    if (!done)
        return false;
    if (has_dict && !type_has(type, TYPE_FLAG_TYPE | TYPE_FLAG_MODULE))
        type->flags |= TYPE_FLAG_HAS_DICT;
    if (has_weakref && !type_has(type, NO_FIXED_SIZE))
        type->flags |= TYPE_FLAG_WEAKREFS;
    uint32_t estimate = inline_estimate(type);
    if (type_has(type, TYPE_FLAG_HAS_DICT))
        type->inline_capacity = instance_keeps_inline(type) ? estimate : 1;
    type_set_layout(type);
    bool adds_dict = type_has(type, TYPE_FLAG_HAS_DICT) && !type_has(type->base, TYPE_FLAG_HAS_DICT);
    bool adds_weakref = type_has(type, TYPE_FLAG_WEAKREFS) && !type_has(type->base, TYPE_FLAG_WEAKREFS);
    return (!adds_dict || add_property(type, name(__dict__), &descriptor_dict_property)) &&
           (!adds_weakref || add_property(type, name(__weakref__), &descriptor_weakref_property));
}

static bool wrap_function(TypeObject *type, View name, TypeObject *wrapper)
{
    View found = dict_get_str_peek((DictView)type->dict, name);
    if (!found || found->type != TYPE_FUNCTION)
        return true;
    Ref wrapped = property_wrapped_function_new(wrapper, found);
    bool done = wrapped && dict_set((DictView)type->dict, name, wrapped);
    release_maybe(wrapped);
    return done;
}

static bool set_up_names(TypeObject *type)
{
    DictView dict = (DictView)type->dict;
    View qualified = dict_get_str_peek(dict, name(__qualname__));
    if (qualified) {
        if (!is_str(qualified)) {
            raise_error(TypeError, "type __qualname__ must be a str, not %T", qualified);
            return false;
        }
        replace_take(&type->qualified_name, retain(qualified));
        if (dict_delete(dict, name(__qualname__)) < 0)
            return false;
    }
    View globals = hooks.caller_globals ? hooks.caller_globals() : NULL;
    View module = globals ? dict_get_str_peek((DictView)globals, name(__name__)) : NULL;
    if (module && !dict_get_str_peek(dict, name(__module__)) && !dict_set(dict, name(__module__), module))
        return false;
    return wrap_function(type, name(__new__), &staticmethod_type) && wrap_function(type, name(__init_subclass__), &classmethod_type) &&
           wrap_function(type, name(__class_getitem__), &classmethod_type);
}

/* What a class has even if its body does not say so, behind the rest. */
static bool add_defaults(TypeObject *type)
{
    DictView dict = (DictView)type->dict;
    if (!dict_get_str_peek(dict, name(__doc__)) && !dict_set(dict, name(__doc__), NONE))
        return false;
    return !dict_get_str_peek(dict, name(__eq__)) || dict_get_str_peek(dict, name(__hash__)) || dict_set(dict, name(__hash__), NONE);
}

static bool call_set_names(TypeObject *type)
{
    Ref items = dict_items_list((DictView)type->dict);
    bool done = items != NULL;
    for (size_t i = 0; done && i < ((ListView)items)->used; i++) {
        View pair = list_item_peek((ListView)items, i), value = tuple_item_peek(pair, 1);
        if (!type_lookup_peek(type_of_peek(value), name(__set_name__)))
            continue;
        View args[] = {AS_OBJECT(type), tuple_item_peek(pair, 0)};
        Ref result = slot_call_special(value, name(__set_name__), args, 2);
        done = result != NULL;
        release_maybe(result);
        if (!done) {
            Ref cause = error_take();
            raise_error(RuntimeError, "Error calling __set_name__ on '%T' instance %R in '%N'", value, tuple_item_peek(pair, 0), type);
            error_set_cause_take(cause);
        }
    }
    release_maybe(items);
    return done;
}

static bool call_init_subclass(TypeObject *type, View kwargs)
{
    Ref super = call_2(AS_OBJECT(&super_type), AS_OBJECT(type), AS_OBJECT(type));
    Ref method = super ? object_get_attribute(super, name(__init_subclass__)) : NULL;
    release_maybe(super);
    Ref empty = method ? tuple_new(0) : NULL;
    Ref result = empty ? call_tuple(method, empty, kwargs) : NULL;
    release_maybe(empty);
    release_maybe(method);
    release_maybe(result);
    return result != NULL;
}

static bool join_bases(TypeObject *type, bool is_joined)
{
    for (size_t i = 0; !is_joined && i < tuple_length(type->bases); i++)
        if (!type_add_subclass((TypeObject *)tuple_item_peek(type->bases, i), type))
            return false;
    return true;
}

bool type_check_distinct(View bases)
{
    for (size_t i = 0; i < tuple_length(bases); i++) {
        for (size_t k = i + 1; k < tuple_length(bases); k++) {
            if (tuple_item_peek(bases, i) != tuple_item_peek(bases, k))
                continue;
            raise_error(TypeError, "duplicate base class %N", (TypeObject *)tuple_item_peek(bases, i));
            return false;
        }
    }
    return true;
}

Ref type_new(TypeObject *metatype, View name, View bases, View namespace, View kwargs)
{
    TypeObject *base = type_best_base(bases);
    if (!base || !type_check_distinct(bases))
        return NULL;
    TypeObject *type = allocate(metatype, base, name, bases);
    if (!type)
        return NULL;
    type->dict = dict_copy((DictView) namespace);
    slots_set_defaults(type);
    slots_inherit_layout(type, base);
    bool done = type->dict && type_set_name(type, name) && set_up_names(type) && set_up_layout(type) && add_defaults(type);
    MroResult order = done ? type_renew_mro(type) : MRO_FAILED;
    done = order != MRO_FAILED;
    gc_track(AS_OBJECT(type));
    if (done) {
        slots_update(type, NULL);
        done = join_bases(type, order == MRO_OVERTAKEN) && call_set_names(type) && call_init_subclass(type, kwargs);
    }
    if (!done)
        clear_place((Ref *)&type);
    return AS_OBJECT(type);
}
