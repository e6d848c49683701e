/* runtime: brings the runtime up, and takes it down again leaving nothing.
 *
 * The order matters: memory first; then the bare types, since every object needs its type; names, since
 * filling a type's dict needs interned strs. Types that are used to fill the dicts of others (str, dict,
 * tuple, the descriptors) only need their index and size at that time. */
#include "runtime/runtime.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/bytes/bytes.h"
#include "runtime/bytes/memoryview.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/namespace.h"
#include "runtime/classes/singletons.h"
#include "runtime/classes/slots.h"
#include "runtime/classes/structseq.h"
#include "runtime/classes/type.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/iterators.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/life/weakref.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

Ref name_objects[NAME_COUNT];

static const char *const name_texts[NAME_COUNT] = {
#define NAME(identifier) #identifier,
#include "runtime/names.def"
#undef NAME
};

bool names_start(void)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (!(name_objects[i] = str_intern_text(name_texts[i])))
            return false;
    return true;
}

void names_stop(void)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        clear_place(&name_objects[i]);
}

/* Bases before what is derived from them. */
static TypeObject *const static_types[] = {&object_type,
                                           &type_type,
                                           &int_type,
                                           &bool_type,
                                           &float_type,
                                           &complex_type,
                                           &str_type,
                                           &bytes_type,
                                           &bytearray_type,
                                           &none_type,
                                           &ellipsis_type,
                                           &not_implemented_type,
                                           &list_type,
                                           &tuple_type,
                                           &dict_type,
                                           &set_type,
                                           &frozenset_type,
                                           &range_type,
                                           &slice_type,
                                           &cell_type,
                                           &native_function_type,
                                           &native_method_type,
                                           &native_class_method_type,
                                           &native_property_type,
                                           &member_type,
                                           &slot_wrapper_type,
                                           &method_wrapper_type,
                                           &method_type,
                                           &property_type,
                                           &classmethod_type,
                                           &staticmethod_type,
                                           &super_type,
                                           &mappingproxy_type,
                                           &weakref_type,
                                           &weakproxy_type,
                                           &weakcallableproxy_type,
                                           &sequence_iterator_type,
                                           &callable_iterator_type,
                                           &enumerate_type,
                                           &zip_type,
                                           &map_type,
                                           &filter_type,
                                           &reversed_type,
                                           &list_iterator_type,
                                           &list_reverse_iterator_type,
                                           &tuple_iterator_type,
                                           &range_iterator_type,
                                           &long_range_iterator_type,
                                           &str_iterator_type,
                                           &str_wide_iterator_type,
                                           &bytes_iterator_type,
                                           &dict_keys_type,
                                           &dict_values_type,
                                           &dict_items_type,
                                           &dict_key_iterator_type,
                                           &dict_value_iterator_type,
                                           &dict_item_iterator_type,
                                           &dict_reverse_iterator_type,
                                           &dict_reverse_value_iterator_type,
                                           &dict_reverse_item_iterator_type,
                                           &set_iterator_type,
                                           &structseq_field_type,
                                           &namespace_type,
                                           &generic_alias_type,
                                           &generic_alias_iterator_type,
                                           &union_type,
                                           &bytearray_iterator_type,
                                           &memoryview_type,
                                           &memoryview_iterator_type};

/* Every type gets its place before any dict is filled. */
static bool give_places(void)
{
    types[TYPE_UNBOUND] = &unbound_type;
    types[TYPE_BIGINT] = &int_type;
    for (size_t i = 0; i < COUNT_OF(static_types); i++) {
        TypeObject *type = static_types[i];
        if (type->index)
            types[type->index] = type;
        else if (!type_take_index(type))
            return false;
    }
    return true;
}

bool runtime_start(void)
{
    stack_find_limit();
    ints_start();
    bool done = gc_start() && give_places() && strs_start() && names_start();
    for (size_t i = 0; done && i < COUNT_OF(static_types); i++)
        done = type_ready(static_types[i]);
    return done && namespace_finish_ready() && exceptions_start() && memory_error_reserve();
}

/* Debug builds insist that whoever took a reference to a shared object gave it back: the counts that a script
 * sees are true. */
static void check_count(View object UNUSED, int32_t start UNUSED)
{
#if defined(OURO_DEBUG)
    if (object->refcount == start)
        return;
    fprintf(stderr, "a shared object of type %s ends with %d references more than it began with\n", type_of_peek(object)->name,
            object->refcount - start);
    abort();
#endif
}

static void check_shared_counts(void)
{
    View singletons[] = {NONE, NOT_IMPLEMENTED, ELLIPSIS, FALSE, TRUE};
    for (size_t i = 0; i < COUNT_OF(singletons); i++)
        check_count(singletons[i], 1);
    for (int i = 0; i < SMALL_INT_COUNT; i++)
        check_count(AS_OBJECT(&int_small[i]), SHARED_COUNT);
    for (int i = 0; i < 256; i++)
        check_count(AS_OBJECT(&str_characters[i]), SHARED_COUNT);
    for (size_t i = 0; i < STR_LETTERS; i++)
        check_count(AS_OBJECT(&str_letters[i]), SHARED_COUNT);
    check_count(str_empty, SHARED_COUNT);
    check_count(AS_OBJECT(&tuple_empty_object), SHARED_COUNT);
    for (size_t i = 0; i < COUNT_OF(static_types); i++)
        check_count(AS_OBJECT(static_types[i]), 1);
}

void runtime_stop(void)
{
    memory_error_drop();
    gc_collect_generation(GC_GENERATIONS - 1);
    signatures_stop();
    exceptions_stop();
    for (size_t i = COUNT_OF(static_types); i-- > 0;)
        type_unready(static_types[i]);
    names_stop();
    strs_stop();
    check_shared_counts();
    gc_stop();
}
