/* type: the table of classes, looking names up, and versions for caches.
 *
 * Looking up a name walks the class's mro, a tuple of classes, asking each one's dict. A small cache
 * remembers the answers by (version, name): a class's version changes whenever the class or one of its bases
 * does. Only descriptors (functions, properties …) and absences are remembered; so replacing one plain value
 * by another (`Cls.count += 1`) need not change the version.
 *
 *     types[index] ──► class            an object knows its class by this index, in its head
 *     type_versions[index]              what inline caches compare; 0: the class has none, caches miss
 *
 * A version is given out at the first need and never again to another class: 32 bits of them, then no class
 * gets one and all caches miss, which is slow but right. Changing a class takes away its version and those of
 * all classes below it: what a cache remembers of them is thereby forgotten, without anybody looking for the
 * cache. */
#include "runtime/classes/type.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/shared_keys.h"
#include "runtime/classes/type_private.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"

TypeObject *types[TYPES_MOST];
uint32_t type_versions[TYPES_MOST];
static uint32_t types_used = TYPE_NAMED;
static uint32_t last_version;

LookupCacheEntry type_lookup_cache[LOOKUP_CACHE_SIZE];

/* Orders of classes that changed while a name was looked up along them: (order, those before), or NULL. They hold what the lookup found,
 * which its caller borrows. */
static Ref kept_orders;

void type_forget_lookups(void)
{
    memset(type_lookup_cache, 0, sizeof type_lookup_cache);
    clear_place(&kept_orders);
}

void type_forget_orders(void)
{
    if (kept_orders) /* seldom: to clear the table takes as long as a thousand lookups */
        type_forget_lookups();
}

/* Only a key that is no str and compares in Python can change a class that is just asked, so this is rare. */
static void keep_order_take(Ref mro)
{
    Ref kept = tuple_pack(2, mro, kept_orders ? kept_orders : NONE);
    if (!kept) { /* then it is never given back */
        error_clear();
        return;
    }
    replace_take(&kept_orders, kept);
    release(mro);
}

/* --- indices and versions ------------------------------------------------------------------------------- */

bool type_take_index(TypeObject *type)
{
    static uint32_t hint = TYPE_NAMED;
    if (types_used < TYPES_MOST) {
        type->index = types_used++;
    } else {
        uint32_t tried = 0;
        while (types[hint] && tried++ < TYPES_MOST)
            hint = hint + 1 < TYPES_MOST ? hint + 1 : TYPE_NAMED;
        if (types[hint]) {
            raise_memory_error();
            return false;
        }
        type->index = hint;
    }
    types[type->index] = type;
    type_versions[type->index] = 0;
    return true;
}

void type_give_index(TypeObject *type)
{
    types[type->index] = NULL;
    type_versions[type->index] = 0;
    if (type->index == types_used - 1)
        types_used--;
}

uint32_t type_version(TypeObject *type)
{
    uint32_t *version = &type_versions[type->index];
    if (!*version && last_version != UINT32_MAX && !type->has_given_mro) {
        View mro = type->mro;
        /* a change in a base must reach this class; the farthest first: so none has to ask another */
        for (size_t i = mro ? tuple_length(mro) : 0; i-- > 1;)
            if (!type_version((TypeObject *)tuple_item_peek(mro, i)))
                return 0;
        *version = ++last_version;
    }
    return *version;
}

static bool forget_version(TypeObject *type, void *context UNUSED)
{
    if (!type_versions[type->index])
        return false; /* then no subclass has one either */
    type_versions[type->index] = 0;
    return true;
}

void type_modified(TypeObject *type)
{
    if (type_versions[type->index])
        type_walk_down(type, forget_version, NULL);
}

/* --- subclasses ----------------------------------------------------------------------------------------- */

/* Of each class that a walk has come upon, by its index,
 * the index of the next one; the last has its own, all others 0. */
static uint32_t walk_next[TYPES_MOST];

void type_walk_down(TypeObject *type, bool (*enter)(TypeObject *type, void *context), void *context)
{
    uint32_t at = type->index, end = at;
    walk_next[end] = end;
    for (bool more = true; more; at = walk_next[at]) {
        const TypeObject *class = types[at];
        uint32_t count = enter(types[at], context) ? class->subclasses_count : 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t index = class->subclasses[i]->index;
            if (walk_next[index])
                continue;
            walk_next[end] = index;
            walk_next[index] = index;
            end = index;
        }
        more = walk_next[at] != at;
    }
    for (at = type->index; at;) {
        uint32_t next = walk_next[at];
        walk_next[at] = 0;
        at = next == at ? 0 : next;
    }
}

bool type_add_subclass(TypeObject *base, TypeObject *type)
{
    if (base->subclasses_count == base->subclasses_capacity) {
        uint32_t capacity = base->subclasses_capacity ? base->subclasses_capacity * 2 : 4;
        TypeObject **larger = heap_resize(base->subclasses, base->subclasses_capacity * sizeof *larger, capacity * sizeof *larger);
        if (!larger) {
            raise_memory_error();
            return false;
        }
        base->subclasses = larger;
        base->subclasses_capacity = capacity;
    }
    base->subclasses[base->subclasses_count++] = type;
    return true;
}

void type_remove_subclass(TypeObject *base, TypeObject *type)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < base->subclasses_count; i++)
        if (base->subclasses[i] != type)
            base->subclasses[kept++] = base->subclasses[i];
    base->subclasses_count = kept;
    if (kept == 0 && base->subclasses) {
        heap_free(base->subclasses, base->subclasses_capacity * sizeof *base->subclasses);
        base->subclasses = NULL;
        base->subclasses_capacity = 0;
    }
}

/* --- looking up ----------------------------------------------------------------------------------------- */

static View lookup_in_mro(TypeObject *type, View name)
{
    Ref mro = retain_maybe(type->mro); /* a key of such a dict may assign to __bases__ when it is compared */
    View found = NULL;
    for (size_t i = 0; !found && mro && i < tuple_length(mro); i++) {
        TypeObject *base = (TypeObject *)tuple_item_peek(mro, i);
        found = base->dict ? dict_get_str_peek((DictView)base->dict, name) : NULL;
        if (found == NONE && name == name(__doc__))
            found = type_fill_doc(base);
    }
    if (UNLIKELY(found && mro != type->mro))
        keep_order_take(mro);
    else
        release_maybe(mro);
    return found;
}

View type_lookup_slow(TypeObject *type, View name)
{
    if (!((StrView)name)->is_interned)
        return lookup_in_mro(type, name);
    uint32_t version = type_version(type);
    View found = lookup_in_mro(type, name);
    if (version && (!found || is_descriptor(found))) {
        LookupCacheEntry *entry = &type_lookup_cache[lookup_cache_place(version, name)];
        *entry = (LookupCacheEntry){.name = name, .found = found, .version = version};
    }
    return found;
}

bool type_is_subtype(const TypeObject *type, const TypeObject *base)
{
    if (type == base && !type->has_given_mro) /* a metaclass may leave out the class itself */
        return true;
    View mro = type->mro;
    if (!mro) { /* being made */
        for (const TypeObject *step = type->base; step; step = step->base)
            if (step == base)
                return true;
        return false;
    }
    for (size_t i = 0; i < tuple_length(mro); i++)
        if (tuple_item_peek(mro, i) == AS_OBJECT(base))
            return true;
    return false;
}

const char *type_name_peek(const TypeObject *type)
{
    return type ? type->name : "?";
}

/* --- static types --------------------------------------------------------------------------------------- */

void type_set_layout(TypeObject *type)
{
    if (!type_has(type, TYPE_FLAG_HAS_DICT))
        type->inline_capacity = 0;
    else if (!type->inline_capacity)
        type->inline_capacity = 1;
    if (!type->slot_count && !type->inline_capacity)
        return;
    bool plain = type->size == sizeof(GcObject) && !type_has(type, TYPE_FLAG_VARIABLE);
    type->slots_offset = (uint32_t)(plain ? type->size : type->size + sizeof(Ref));
}

static bool add_methods(TypeObject *type, const NativeFunction *functions, NativeKind kind)
{
    for (; functions && functions->signature; functions++) {
        Ref method = native_method_new(functions, type, kind);
        if (!method)
            return false;
        Ref key = native_name(functions);
        bool may_replace = functions->signature[0] == '_'; /* a slot's wrapper, as list.__getitem__ does */
        bool done = key && (may_replace ? dict_set : dict_add_str)((DictView)type->dict, key, method);
        release_maybe(key);
        release(method);
        if (!done)
            return false;
    }
    return true;
}

static bool add_properties(TypeObject *type)
{
    for (const NativeProperty *property = type->properties; property && property->name; property++) {
        Ref key = str_intern_text(property->name), value = key ? descriptor_property_new(property, type) : NULL;
        bool done = value && (property->name[0] == '_' ? dict_set : dict_add_str)((DictView)type->dict, key, value);
        release_maybe(key);
        release_maybe(value);
        if (!done)
            return false;
    }
    bool adds_dict = type_has(type, TYPE_FLAG_HAS_DICT) && !(type->base && type_has(type->base, TYPE_FLAG_HAS_DICT));
    return !adds_dict || dict_set_text_take((DictView)type->dict, "__dict__", descriptor_property_new(&descriptor_dict_property, type));
}

const char *type_doc_text(const TypeObject *type)
{
    const char *end = type->doc && *type->doc == '(' ? strstr(type->doc, TYPE_SIGNATURE_END) : NULL;
    return end ? end + strlen(TYPE_SIGNATURE_END) : type->doc;
}

View type_fill_doc(TypeObject *type)
{
    View doc = dict_get_str_peek((DictView)type->dict, name(__doc__));
    if (doc != NONE || type_has(type, TYPE_FLAG_HEAP) || !type->doc)
        return doc;
    Ref raised = error_take(), text = str_from_text(type_doc_text(type));
    if (!text || !dict_set((DictView)type->dict, name(__doc__), text))
        error_clear(); /* no memory: as if it had none, until the next time */
    release_maybe(text);
    if (raised)
        error_restore_take(raised);
    return dict_get_str_peek((DictView)type->dict, name(__doc__));
}

static bool fill_dict(TypeObject *type)
{
    return slots_fill_dict(type) && add_methods(type, type->methods, NATIVE_METHOD) &&
           add_methods(type, type->class_methods, NATIVE_CLASS_METHOD) && add_methods(type, type->static_methods, NATIVE_STATIC_METHOD) &&
           dict_set((DictView)type->dict, name(__doc__), NONE) && /* type_fill_doc puts the text in when somebody looks */
           add_properties(type);                                  /* some types give their instances a __doc__ */
}

static bool make_static_mro(TypeObject *type)
{
    size_t depth = 1;
    for (TypeObject *step = type->base; step; step = step->base)
        depth++;
    type->mro = tuple_new(depth);
    if (!type->mro)
        return false;
    TypeObject *step = type;
    for (size_t i = 0; i < depth; i++, step = step->base)
        ((TupleView)type->mro)->items[i] = retain(AS_OBJECT(step));
    return true;
}

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

enum { FLAGS_INHERITED = TYPE_FLAG_HAS_DICT | TYPE_FLAG_VARIABLE | TYPE_FLAG_WEAKREFS | (int)0xFFFF0000 };

/* About how many names the type's dict will hold, so that it need not grow. */
static size_t expected_names(const TypeObject *type)
{
    size_t count = slots_count(type) + 1;
    const NativeFunction *const tables[] = {type->methods, type->class_methods, type->static_methods};
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (const NativeFunction *function = tables[i]; function && function->signature; function++)
            count++;
    for (const NativeProperty *property = type->properties; property && property->name; property++)
        count++;
    return count;
}

bool type_ready(TypeObject *type)
{
    if (type->dict)
        return true;
    if (type->index)
        types[type->index] = type;
    else if (type != types[TYPE_UNBOUND] && !type_take_index(type))
        return false;
    if (!type->base && type != &object_type)
        type->base = &object_type;
    if (type->base)
        type->flags |= type->base->flags & (uint32_t)FLAGS_INHERITED;
    if (type_has(type, TYPE_FLAG_HAS_DICT))
        type->flags |= TYPE_FLAG_DICT_BUILT_IN;
    if (type->new_native)
        type->new = type_new_native;
    if (type->init_native)
        type->init = type_init_native;
    type->flags |= TYPE_FLAG_IMMUTABLE;
    type->name_object = str_intern_text(last_part(type->name));
    type->qualified_name = retain_maybe(type->name_object);
    type->dict = dict_new_sized(expected_names(type), DICT_KEYS_STR);
    type->bases = type->base ? tuple_pack(1, type->base) : tuple_new(0);
    if (!type->name_object || !type->dict || !type->bases || !make_static_mro(type) || !fill_dict(type))
        return false;
    if (type->base) {
        slots_inherit(type, type->base);
        if (!type->size)
            type->size = type->base->size;
        if (!type_add_subclass(type->base, type))
            return false;
    }
    type_set_layout(type);
    return true;
}

void type_unready(TypeObject *type)
{
    instance_free_shapes(type);
    if (type->subclasses) {
        heap_free(type->subclasses, type->subclasses_capacity * sizeof *type->subclasses);
        type->subclasses = NULL;
        type->subclasses_count = type->subclasses_capacity = 0;
    }
    type->new_signature = type->init_signature = NULL;
    clear_place(&type->dict);
    clear_place(&type->bases);
    clear_place(&type->mro);
    clear_place(&type->qualified_name);
    clear_place(&type->name_object);
}

/* --- instances ------------------------------------------------------------------------------------------ */

Ref type_allocate(TypeObject *type, size_t items)
{
    size_t size = type->size + (type_has(type, TYPE_FLAG_VARIABLE) ? heap_array_size(items, sizeof(Ref)) : 0);
    Shape *root = NULL;
    if (type_has(type, TYPE_FLAG_HAS_DICT) && !(root = shared_keys_count_instance(type)))
        return NULL;
    if (size >= (size_t)PTRDIFF_MAX - 4096 || (type_has(type, TYPE_FLAG_VARIABLE) && items > UINT32_MAX))
        return raise_memory_error();
    size += instance_extra_size(type);
    GcObject *object = gc_new(type->index, size);
    if (!object)
        return NULL;
    memset(object + 1, 0, size - sizeof *object);
    if (type_has(type, TYPE_FLAG_VARIABLE))
        object->aux = (uint32_t)items;
    if (root)
        *instance_shape_place(&object->object, type) = root->id;
    return &object->object;
}
