/* type_object: classes as objects: calling them, their attributes, their own methods; type itself is the
 * class of all of them. */
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/slots.h"
#include "runtime/classes/type.h"
#include "runtime/classes/type_private.h"
#include "runtime/classes/type_watch.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* --- calling a class ------------------------------------------------------------------------------------ */

static const Signature *new_signature(TypeObject *type)
{
    if (UNLIKELY(!type->new_signature))
        type->new_signature = signature_of(type->new_native);
    return type->new_signature;
}

static const Signature *init_signature(TypeObject *type)
{
    if (UNLIKELY(!type->init_signature))
        type->init_signature = signature_of(type->init_native);
    return type->init_signature;
}

Ref type_new_native(TypeObject *type, View args, View kwargs)
{
    Ref names = NULL, result = NULL;
    size_t count = tuple_length(args), keywords = kwargs ? ((DictView)kwargs)->used : 0;
    View *all = heap_allocate(heap_array_size(count + keywords + 1, sizeof *all));
    if (!all)
        return raise_memory_error();
    for (size_t i = 0; i < count; i++)
        all[i] = tuple_item_peek(args, i);
    if (keywords) {
        names = tuple_new(keywords);
        View key, value;
        size_t position = 0;
        for (size_t i = 0; names && dict_next_peek((DictView)kwargs, &position, &key, &value); i++) {
            ((TupleView)names)->items[i] = retain(key);
            all[count + i] = value;
        }
    }
    if (!keywords || names)
        result = native_invoke(new_signature(type), type, AS_OBJECT(type), all, count,
                               native_keywords_for_new(new_signature(type), type, names));
    heap_free(all, (count + keywords + 1) * sizeof *all);
    release_maybe(names);
    return result;
}

bool type_init_native(View self, View args, View kwargs)
{
    TypeObject *type = type_of_peek(self);
    TypeObject as_new = {.new_native = type->init_native}; /* the same binding, with self in the class's place */
    size_t count = tuple_length(args);
    if (!kwargs || ((DictView)kwargs)->used == 0) {
        Ref result = native_invoke(signature_of(as_new.new_native), NULL, self, ((TupleView)args)->items, count, NULL);
        release_maybe(result);
        return result != NULL;
    }
    Ref names = dict_keys_list((DictView)kwargs), tuple = names ? list_to_tuple((ListView)names) : NULL;
    Ref values = tuple ? dict_values_list((DictView)kwargs) : NULL, all = values ? list_from_array(((TupleView)args)->items, count) : NULL;
    Ref result = NULL;
    if (all && list_extend((ListView)all, values))
        result = native_invoke(init_signature(type), type, self, ((ListView)all)->items, count, tuple);
    release_maybe(names);
    release_maybe(tuple);
    release_maybe(values);
    release_maybe(all);
    release_maybe(result);
    return result != NULL;
}

static Ref make_instance(TypeObject *type, View *args, size_t positional, View keyword_names)
{
    if (type->new == type_new_native)
        return native_invoke(new_signature(type), type, AS_OBJECT(type), args, positional,
                             native_keywords_for_new(new_signature(type), type, keyword_names));
    if (type->new == object_new && type->init != object_init) {
        if (!type_has(type, TYPE_FLAG_ABSTRACT)) {
            Ref object = type_allocate(type, 0);
            if (object)
                gc_track(object);
            return object;
        }
    }
    Ref tuple = tuple_from_array(args, positional), kwargs = NULL, result = NULL;
    if (tuple && signature_keywords_to_dict(keyword_names, args + positional, &kwargs))
        result = type->new (type, tuple, kwargs);
    release_maybe(tuple);
    release_maybe(kwargs);
    return result;
}

/* Call __init__ as Python code defined it, without packing the arguments. */
static bool initialise_by_method(View object, View *args, size_t positional, View keyword_names)
{
    Ref method = object_special_method(object, name(__init__));
    if (!method && !error_is_set())
        raise_error(AttributeError, "%U", name(__init__));
    Ref result = method ? call_vector(method, args, positional, keyword_names) : NULL;
    release_maybe(method);
    if (!result)
        return false;
    bool is_none = result == NONE;
    if (!is_none)
        raise_error(TypeError, "__init__() should return None, not '%T'", result);
    release(result);
    return is_none;
}

static bool initialise(View object, View *args, size_t positional, View keyword_names)
{
    TypeObject *type = type_of_peek(object);
    if (type->init == slot_init)
        return initialise_by_method(object, args, positional, keyword_names);
    if (type->init == type_init_native) {
        if (type->init_native == list_type.init_native && type->new != list_type.new)
            keyword_names = NULL; /* a class derived from list, whose own __new__ may have wanted them */
        Ref result = native_invoke(init_signature(type), type, object, args, positional, keyword_names);
        release_maybe(result);
        return result != NULL;
    }
    Ref tuple = tuple_from_array(args, positional), kwargs = NULL;
    bool done = tuple && signature_keywords_to_dict(keyword_names, args + positional, &kwargs) && type->init(object, tuple, kwargs);
    release_maybe(tuple);
    release_maybe(kwargs);
    return done;
}

/* Call a class: make an instance. The call slot of type_type. */
static Ref type_call(View self, View *args, size_t positional, View keyword_names)
{
    TypeObject *type = (TypeObject *)self;
    if (type == &type_type && positional == 1 && !keyword_names)
        return retain(AS_OBJECT(type_of_peek(args[0])));
    if (type == &str_type && positional == 1 && !keyword_names)
        return object_str_as_given(args[0]);
    if (!check_stack()) /* `A.__init__ = A`: no frame is entered */
        return NULL;
    if (!type->new || type_has(type, TYPE_FLAG_NO_NEW))
        return raise_error(TypeError, "cannot create '%N' instances", type);
    Ref object = make_instance(type, args, positional, keyword_names);
    if (!object || !is_instance(object, type))
        return object;
    bool trivial = type_of_peek(object)->init == object_init && (type->new != object_new || (positional == 0 && !keyword_names));
    if (!trivial && type_of_peek(object)->init && !initialise(object, args, positional, keyword_names)) {
        release(object);
        return NULL;
    }
    return object;
}

static bool check_type_arguments(View args, View kwargs)
{
    size_t count = tuple_length(args);
    if (count != 3) {
        raise_error(TypeError, "type() takes 1 or 3 arguments");
        return false;
    }
    (void)kwargs;
    static const char *const kinds[] = {"str", "tuple", "dict"};
    bool fits[] = {is_str(tuple_item_peek(args, 0)), is_tuple(tuple_item_peek(args, 1)), is_dict(tuple_item_peek(args, 2))};
    for (size_t i = 0; i < 3; i++)
        if (!fits[i]) {
            raise_error(TypeError, "type.__new__() argument %zu must be %s, not %K", i + 1, kinds[i], tuple_item_peek(args, i));
            return false;
        }
    return true;
}

static Ref type_type_new(TypeObject *metatype, View args, View kwargs)
{
    if (!check_type_arguments(args, kwargs))
        return NULL;
    View bases = tuple_item_peek(args, 1);
    Ref own_bases = tuple_length(bases) ? retain(bases) : tuple_pack(1, &object_type);
    if (!own_bases)
        return NULL;
    Ref result = NULL;
    TypeObject *winner = type_winner_peek(metatype, own_bases);
    if (winner && winner != metatype && winner->new != type_type_new)
        result = winner->new (winner, args, kwargs);
    else if (winner)
        result = type_new(winner, AS_OBJECT(str_view(tuple_item_peek(args, 0))), own_bases, tuple_item_peek(args, 2), kwargs);
    release(own_bases);
    return result;
}

static bool type_type_init(View self UNUSED, View args, View kwargs UNUSED)
{
    size_t count = tuple_length(args);
    if (count == 1 || count == 3)
        return true;
    raise_error(TypeError, "type.__init__() takes 1 or 3 arguments");
    return false;
}

/* --- attributes of classes ------------------------------------------------------------------------------ */

static Ref type_get_attribute(View self, View name)
{
    TypeObject *type = (TypeObject *)self, *meta = type_of_peek(self);
    View in_meta = type_lookup_peek(meta, name);
    TypeObject *kind = in_meta ? type_of_peek(in_meta) : NULL;
    Ref held = retain_maybe(in_meta), result;
    if (in_meta && kind->descriptor_get && kind->descriptor_set) {
        result = kind->descriptor_get(in_meta, self, AS_OBJECT(meta));
        release(held);
        return result;
    }
    View own = type_lookup_peek(type, name);
    if (own) {
        TypeObject *own_kind = type_of_peek(own);
        Ref held_own = retain(own);
        release_maybe(held);
        if (!own_kind->descriptor_get)
            return held_own;
        result = own_kind->descriptor_get(own, NULL, self);
        release(held_own);
        return result;
    }
    if (!in_meta) {
        raise_error(AttributeError, "type object '%N' has no attribute '%U'", type, name);
        error_note_attribute(self, name);
        return NULL;
    }
    if (!kind->descriptor_get)
        return held;
    result = kind->descriptor_get(in_meta, self, AS_OBJECT(meta));
    release(held);
    return result;
}

static void update_abstract_flag(TypeObject *type, bool is_abstract)
{
    if (is_abstract)
        type->flags |= TYPE_FLAG_ABSTRACT;
    else
        type->flags &= ~(uint32_t)TYPE_FLAG_ABSTRACT;
}

/* A plain value replaced by a plain value is not remembered by any cache: see type.c. */
static bool is_silent_change(View old, View value)
{
    return old && value && !is_descriptor(old) && !is_descriptor(value);
}

static bool set_in_dict(TypeObject *type, View name, View value)
{
    View old = dict_get_str_peek((DictView)type->dict, name);
    if (!old && !value) {
        raise_error(AttributeError, "type object '%N' has no attribute '%U'", type, name);
        return false;
    }
    bool is_silent = is_silent_change(old, value);
    Ref held = retain_maybe(old); /* dies only when the caches know */
    bool done = value ? dict_set((DictView)type->dict, name, value) : dict_delete((DictView)type->dict, name) > 0;
    if (!is_silent)
        type_modified(type);
    release_maybe(held);
    return done;
}

bool type_set_attribute(View self, View name, View value)
{
    TypeObject *type = (TypeObject *)self;
    if (!type_has(type, TYPE_FLAG_HEAP)) {
        raise_error(TypeError, "cannot set '%U' attribute of immutable type '%N'", name, type);
        return false;
    }
    View in_meta = type_lookup_peek(type_of_peek(self), name);
    if (in_meta && type_of_peek(in_meta)->descriptor_set) {
        retain(in_meta);
        bool done = type_of_peek(in_meta)->descriptor_set(in_meta, self, value);
        release(in_meta);
        return done;
    }
    Ref key = retain(name);
    bool done = str_intern(&key) && set_in_dict(type, key, value);
    if (done && str_length(key) > 4 && str_at((StrView)key, 0) == '_' && str_at((StrView)key, 1) == '_')
        slots_update(type, key);
    release(key);
    return done;
}

/* --- properties and methods ----------------------------------------------------------------------------- */

/* CPython keeps the name of a type in C as text, and makes a string of it each time. */
static Ref name_of_its_own(const TypeObject *type, View name)
{
    return type_has(type, TYPE_FLAG_HEAP) ? retain(name) : str_from_latin1(((StrView)name)->data, str_length(name));
}
static Ref type_get_name(View self)
{
    return name_of_its_own((TypeObject *)self, ((TypeObject *)self)->name_object);
}
static Ref type_get_qualname(View self)
{
    return name_of_its_own((TypeObject *)self, ((TypeObject *)self)->qualified_name);
}
static Ref type_get_mro(View self)
{
    View mro = ((TypeObject *)self)->mro; /* NULL while its metaclass's mro() runs, and for ever if that failed */
    return retain(mro ? mro : NONE);
}
static Ref type_get_bases(View self)
{
    return retain(((TypeObject *)self)->bases);
}
static Ref type_get_dict(View self)
{
    type_fill_doc((TypeObject *)self);
    return descriptor_mappingproxy_new(((TypeObject *)self)->dict);
}
/* What the doc of a built-in type begins with. */
static Ref type_get_text_signature(View self)
{
    const TypeObject *type = (TypeObject *)self;
    if (self == AS_OBJECT(&object_type))
        return str_from_text("()"); /* classes that have no __init__ inherit it */
    const char *text = type_doc_text(type);
    if (type_has(type, TYPE_FLAG_HEAP) || text == type->doc)
        return none_new();
    return str_from_utf8(type->doc, (size_t)(text - type->doc) - strlen(TYPE_SIGNATURE_END));
}

/* CPython's bits (Py_TPFLAGS_…) for those of ours that say the same: copyreg, inspect and abc look at them. */
static Ref type_get_flags(View self)
{
    enum { MANAGED_DICT = 1 << 4, HEAPTYPE = 1 << 9, HAVE_VECTORCALL = 1 << 11, READY = 1 << 12, HAVE_GC = 1 << 14 };
    static const struct {
        uint32_t own;
        uint8_t bit;
    } same[] = {{TYPE_FLAG_SEQUENCE, 5},  {TYPE_FLAG_MAPPING, 6},    {TYPE_FLAG_NO_NEW, 7},
                {TYPE_FLAG_IMMUTABLE, 8}, {TYPE_FLAG_BASE, 10},      {TYPE_FLAG_METHOD_DESCRIPTOR, 17},
                {TYPE_FLAG_ABSTRACT, 20}, {TYPE_FLAG_INT, 24},       {TYPE_FLAG_LIST, 25},
                {TYPE_FLAG_TUPLE, 26},    {TYPE_FLAG_BYTES, 27},     {TYPE_FLAG_STR, 28},
                {TYPE_FLAG_DICT, 29},     {TYPE_FLAG_EXCEPTION, 30}, {TYPE_FLAG_TYPE, 31}};
    const TypeObject *type = (TypeObject *)self;
    unsigned layout = layout_of(type).flags;
    int64_t flags = READY | (layout & LAYOUT_GC ? HAVE_GC : 0) | (layout & LAYOUT_MANAGED_DICT ? MANAGED_DICT : 0) |
                    (layout & LAYOUT_VECTORCALL ? HAVE_VECTORCALL : 0) |
                    (type_has(type, TYPE_FLAG_HEAP) || layout & LAYOUT_HEAP_TYPE ? HEAPTYPE : 0);
    for (size_t i = 0; i < COUNT_OF(same); i++)
        if (type->flags & same[i].own)
            flags |= (int64_t)1 << same[i].bit;
    return int_new(flags);
}
static Ref type_get_basicsize(View self)
{
    return int_new(layout_of((TypeObject *)self).basic_size);
}
static Ref type_get_itemsize(View self)
{
    return int_new(layout_of((TypeObject *)self).item_size);
}

static Ref type_get_dictoffset(View self)
{
    return int_new(layout_offsets_of((TypeObject *)self).dict);
}

static Ref type_get_weakrefoffset(View self)
{
    return int_new(layout_offsets_of((TypeObject *)self).weakrefs);
}

static Ref type_get_base(View self)
{
    TypeObject *base = ((TypeObject *)self)->base;
    return retain(base ? AS_OBJECT(base) : NONE);
}

static bool is_mutable(View self, const char *attribute)
{
    if (type_has((TypeObject *)self, TYPE_FLAG_HEAP))
        return true;
    raise_error(TypeError, "cannot set '%s' attribute of immutable type '%N'", attribute, (TypeObject *)self);
    return false;
}

/* The class is made at run time, and there is a value: these attributes cannot be deleted. */
static bool is_settable(View self, const char *attribute, View value)
{
    if (!is_mutable(self, attribute))
        return false;
    if (!value)
        raise_error(TypeError, "cannot delete '%s' attribute of immutable type '%N'", attribute, (TypeObject *)self);
    return value && AUDIT("object.__setattr__", "OsO", self, attribute, value);
}

uint32_t type_renames;

static bool type_set_name_property(View self, View value)
{
    if (!is_settable(self, "__name__", value))
        return false;
    if (!is_str(value)) {
        raise_error(TypeError, "can only assign string to %N.__name__, not '%T'", (TypeObject *)self, value);
        return false;
    }
    TypeObject *type = (TypeObject *)self;
    char *old = type->owned_name_size ? (char *)(uintptr_t)type->name : NULL;
    size_t old_size = type->owned_name_size;
    type->owned_name_size = 0;
    Ref kept = retain(AS_OBJECT(str_view(value)));
    if (!type_set_name(type, kept)) {
        type->owned_name_size = old_size;
        release(kept);
        return false;
    }
    if (old)
        heap_free(old, old_size);
    type_renames++;
    replace_take(&type->name_object, kept);
    return true;
}

static bool type_set_qualname(View self, View value)
{
    if (!is_settable(self, "__qualname__", value))
        return false;
    if (!is_str(value)) {
        raise_error(TypeError, "can only assign string to %N.__qualname__, not '%T'", (TypeObject *)self, value);
        return false;
    }
    replace_take(&((TypeObject *)self)->qualified_name, retain(value));
    return true;
}

static Ref type_get_module(View self)
{
    TypeObject *type = (TypeObject *)self;
    if (type_has(type, TYPE_FLAG_HEAP)) {
        View module = dict_get_str_peek((DictView)type->dict, name(__module__));
        return module ? retain(module) : raise_error(AttributeError, "__module__");
    }
    const char *dot = strrchr(type->name, '.');
    return dot ? str_intern_bytes(type->name, (size_t)(dot - type->name)) : retain(name(builtins));
}

static bool type_set_module(View self, View value)
{
    return is_settable(self, "__module__", value) && set_in_dict((TypeObject *)self, name(__module__), value);
}

static Ref type_get_doc(View self)
{
    const TypeObject *type = (TypeObject *)self;
    View doc = type_fill_doc((TypeObject *)self);
    if (!type_has(type, TYPE_FLAG_HEAP) && type->doc && !(doc && is_str(doc))) /* what lies in its dict is for its instances */
        return str_from_text(type_doc_text(type));
    if (!doc)
        return none_new();
    if (type_of_peek(doc)->descriptor_get)
        return type_of_peek(doc)->descriptor_get(doc, NULL, self);
    return retain(doc);
}

static bool type_set_doc(View self, View value)
{
    return is_settable(self, "__doc__", value) && set_in_dict((TypeObject *)self, name(__doc__), value);
}

static Ref type_get_abstract(View self)
{
    View found = self == AS_OBJECT(&type_type) ? NULL /* that would be this very descriptor */
                                               : dict_get_str_peek((DictView)((TypeObject *)self)->dict, name(__abstractmethods__));
    return found ? retain(found) : raise_error(AttributeError, "__abstractmethods__");
}

/* What is deleted (value NULL) must be there. */
static bool is_there(TypeObject *type, View name, View value)
{
    if (value || dict_get_str_peek((DictView)type->dict, name))
        return true;
    raise_error(AttributeError, "%U", name);
    return false;
}

static bool type_set_abstract(View self, View value)
{
    TypeObject *type = (TypeObject *)self;
    int is_abstract = value ? object_truth(value) : 0;
    if (is_abstract < 0 || !is_mutable(self, "__abstractmethods__") || !is_there(type, name(__abstractmethods__), value) ||
        !set_in_dict(type, name(__abstractmethods__), value))
        return false;
    update_abstract_flag(type, is_abstract);
    return true;
}

static Ref type_get_annotations(View self)
{
    TypeObject *type = (TypeObject *)self;
    if (!type_has(type, TYPE_FLAG_HEAP))
        return raise_error(AttributeError, "type object '%N' has no attribute '__annotations__'", type);
    View found = dict_get_str_peek((DictView)type->dict, name(__annotations__));
    if (found)
        return retain(found);
    Ref made = dict_new();
    if (made && !set_in_dict(type, name(__annotations__), made))
        clear_place(&made);
    return made;
}

static bool type_set_annotations(View self, View value)
{
    return is_mutable(self, "__annotations__") && is_there((TypeObject *)self, name(__annotations__), value) &&
           set_in_dict((TypeObject *)self, name(__annotations__), value);
}

static const NativeProperty type_properties[] = {
    {"__name__", type_get_name, type_set_name_property, NULL},
    {"__qualname__", type_get_qualname, type_set_qualname, NULL},
    {"__module__", type_get_module, type_set_module, NULL},
    {"__mro__", type_get_mro, descriptor_refuse_write, NULL},
    {"__bases__", type_get_bases, type_set_bases, NULL},
    {"__base__", type_get_base, descriptor_refuse_write, NULL},
    {"__dict__", type_get_dict, NULL, NULL},
    {"__doc__", type_get_doc, type_set_doc, NULL},
    {"__abstractmethods__", type_get_abstract, type_set_abstract, NULL},
    {"__text_signature__", type_get_text_signature, NULL, NULL},
    {"__annotations__", type_get_annotations, type_set_annotations, NULL},
    {"__flags__", type_get_flags, descriptor_refuse_write, NULL},
    {"__basicsize__", type_get_basicsize, descriptor_refuse_write, NULL},
    {"__itemsize__", type_get_itemsize, descriptor_refuse_write, NULL},
    {"__dictoffset__", type_get_dictoffset, descriptor_refuse_write, NULL},
    {"__weakrefoffset__", type_get_weakrefoffset, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

static Ref type_mro_method(View self, View *args UNUSED)
{
    Ref mro = type_compute_mro((TypeObject *)self);
    Ref list = mro ? list_from_array(((TupleView)mro)->items, tuple_length(mro)) : NULL;
    release_maybe(mro);
    return list;
}

static Ref type_sizeof_method(View self, View *args UNUSED)
{
    return int_new(layout_class_size((TypeObject *)self));
}

static Ref type_subclasses_method(View self, View *args UNUSED)
{
    TypeObject *type = (TypeObject *)self;
    Ref list = list_new(0);
    for (uint32_t i = 0; list && i < type->subclasses_count; i++)
        if (!list_append((ListView)list, AS_OBJECT(type->subclasses[i])))
            clear_place(&list);
    return list;
}

static Ref type_instancecheck_method(View self, View *args)
{
    int answer = class_has_instance(self, args[0]);
    return answer < 0 ? NULL : bool_new(answer);
}

static Ref type_subclasscheck_method(View self, View *args)
{
    int answer = class_has_subclass(self, args[0]);
    return answer < 0 ? NULL : bool_new(answer);
}

static Ref type_prepare_method(View self UNUSED, View *args UNUSED)
{
    return dict_new();
}

bool type_add_names(DictView into, TypeObject *type)
{
    if (!check_stack() || !dict_update(into, type->dict))
        return false;
    for (size_t i = 0; i < tuple_length(type->bases); i++)
        if (!type_add_names(into, (TypeObject *)tuple_item_peek(type->bases, i)))
            return false;
    return true;
}

static Ref type_dir_method(View self, View *args UNUSED)
{
    Ref names = dict_new();
    Ref list = names && type_add_names((DictView)names, (TypeObject *)self) ? dict_keys_list((DictView)names) : NULL;
    release_maybe(names);
    return list;
}

static const NativeFunction type_methods[] = {
    {"mro()", type_mro_method, "Return a type's method resolution order."},
    {"__sizeof__()", type_sizeof_method, "Return memory consumption of the type object."},
    {"__subclasses__()", type_subclasses_method, "Return a list of immediate subclasses."},
    {"__instancecheck__(instance, /)", type_instancecheck_method, "Check if an object is an instance."},
    {"__subclasscheck__(subclass, /)", type_subclasscheck_method, "Check if a class is a subclass."},
    {"__dir__()", type_dir_method, "Specialized __dir__ implementation for types."},
    {NULL, NULL, NULL},
};
static const NativeFunction type_class_methods[] = {
    {"__prepare__(*args, **kwargs)", type_prepare_method, "Used to create the namespace for the class statement."},
    {NULL, NULL, NULL},
};

/* --- the object ----------------------------------------------------------------------------------------- */

static Ref type_repr(View self)
{
    TypeObject *type = (TypeObject *)self;
    Ref module = type_get_module(self);
    if (!module)
        error_clear();
    Ref result;
    if (module && is_str(module) && !str_equal_text(AS_OBJECT(str_view(module)), "builtins"))
        result = str_format("<class '%U.%U'>", module, type->qualified_name);
    else
        result = str_format("<class '%s'>", type_has(type, TYPE_FLAG_HEAP) ? type->name : type_name_peek(type));
    release_maybe(module);
    return result;
}

static void type_finish(View self)
{
    TypeObject *type = (TypeObject *)self;
    for (size_t i = 0; type->bases && i < tuple_length(type->bases); i++)
        type_remove_subclass((TypeObject *)tuple_item_peek(type->bases, i), type);
    instance_free_shapes(type);
    if (type->index)
        type_give_index(type);
    if (type->owned_name_size)
        heap_free((void *)(uintptr_t)type->name, type->owned_name_size);
    clear_place(&type->dict);
    clear_place(&type->bases);
    clear_place(&type->mro);
    clear_place(&type->slot_names);
    clear_place(&type->qualified_name);
    clear_place(&type->name_object);
    CLEAR(type->base);
}

static void type_traverse(View self, Visitor visit, void *context)
{
    TypeObject *type = (TypeObject *)self;
    if (!type_has(type, TYPE_FLAG_HEAP))
        return;
    VISIT(type->dict);
    VISIT(type->mro);
    VISIT(type->bases);
    VISIT(type->base);
}

/* The mro holds the class itself: a class is always part of a cycle. */
static void type_clear(View self)
{
    TypeObject *type = (TypeObject *)self;
    if (!type_has(type, TYPE_FLAG_HEAP))
        return;
    type_modified(type);
    if (type->dict)
        dict_clear((DictView)type->dict);
    clear_place(&type->mro);
}

TypeObject type_type = {.object = STATIC_HEAD(TYPE_TYPE),
                        .index = TYPE_TYPE,
                        .name = "type",
                        .doc = "type(object): the class of the object.\n"
                               "type(name, bases, dict, **kwds): a new class, as the class statement makes it.",
                        .size = sizeof(TypeObject),
                        .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_TYPE | TYPE_FLAG_WEAKREFS,
                        .new = type_type_new,
                        .init = type_type_init,
                        .call = type_call,
                        .get_attribute = type_get_attribute,
                        .set_attribute = type_set_attribute,
                        .repr = type_repr,
                        .finish = type_finish,
                        .traverse = type_traverse,
                        .clear = type_clear,
                        .properties = type_properties,
                        .methods = type_methods,
                        .class_methods = type_class_methods,
                        .binary = {[BINARY_OR] = union_or}};
