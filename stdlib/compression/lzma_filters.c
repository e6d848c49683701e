/* lzma_filters: chains of filters: from Python's dicts to liblzma's structs, and back.
 *
 * Options lie on the heap as blocks of liblzma's kind, for it makes some of them itself. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/compression/lzma_private.h"
#include "stdlib/module_types.h"

bool lzma_read_uint64(View value, uint64_t *result)
{
    View number = int_view(value);
    if (!number)
        return raise_error(TypeError, "an integer is required") != NULL;
    if (int_sign(number) < 0)
        return raise_error(OverflowError, "can't convert negative int to unsigned") != NULL;
    if (int_bit_length(number) > 64)
        return raise_error(OverflowError, "int too big to convert") != NULL;
    return object_low_bits(number, result);
}

bool lzma_read_uint32(View value, uint32_t *result)
{
    uint64_t number;
    if (!lzma_read_uint64(value, &number))
        return false;
    *result = (uint32_t)number;
    return number <= UINT32_MAX || raise_error(OverflowError, "Value too large for uint32_t type") != NULL;
}

/* --- options -------------------------------------------------------------------------------------------- */

/* A key of a filter's dict, and the field that it is. */
typedef struct OptionField {
    const char *name;
    size_t offset;
} OptionField;

/* liblzma's enums are as large as its numbers. */
_Static_assert(sizeof(lzma_mode) == sizeof(uint32_t) && sizeof(lzma_match_finder) == sizeof(uint32_t), "all fields are 32 bits");

#define FIELD(struct_name, key, member)    \
    {                                      \
        key, offsetof(struct_name, member) \
    }
static const OptionField lzma_fields[] = {FIELD(lzma_options_lzma, "dict_size", dict_size),
                                          FIELD(lzma_options_lzma, "lc", lc),
                                          FIELD(lzma_options_lzma, "lp", lp),
                                          FIELD(lzma_options_lzma, "pb", pb),
                                          FIELD(lzma_options_lzma, "mode", mode),
                                          FIELD(lzma_options_lzma, "nice_len", nice_len),
                                          FIELD(lzma_options_lzma, "mf", mf),
                                          FIELD(lzma_options_lzma, "depth", depth),
                                          {NULL, 0}};
static const OptionField delta_fields[] = {FIELD(lzma_options_delta, "dist", dist), {NULL, 0}};
static const OptionField branch_fields[] = {FIELD(lzma_options_bcj, "start_offset", start_offset), {NULL, 0}};

/* specification[name]. NULL without an exception: it is not there. */
static Ref item_of(View specification, const char *name)
{
    Ref key = str_from_text(name), value = key ? object_get_item(specification, key) : NULL;
    release_maybe(key);
    if (!value)
        error_clear_if(KeyError);
    return value;
}

/* Fill the fields that the dict names; it must name nothing else. False with an exception. */
static bool fill_options(View specification, void *options, const OptionField *fields, const char *words)
{
    Index known = 0, length = object_length(specification);
    bool done = length >= 0;
    static const char *const others[] = {"id", "preset"};
    for (size_t i = 0; done && i < 2; i++) {
        Ref value = fields == lzma_fields || i == 0 ? item_of(specification, others[i]) : NULL;
        known += value != NULL;
        release_maybe(value);
        done = !error_is_set();
    }
    for (; done && fields->name; fields++) {
        Ref value = item_of(specification, fields->name);
        uint32_t number;
        if (value) {
            known++;
            done = lzma_read_uint32(value, &number);
            if (done)
                memcpy((char *)options + fields->offset, &number, sizeof number);
        }
        release_maybe(value);
        done = done && !error_is_set();
    }
    if (!done && !error_matches(TypeError) && !error_matches(OverflowError))
        return false;
    if (done && known == length)
        return true;
    error_clear();
    return raise_error(ValueError, "%s", words) != NULL;
}

static void *options_new(size_t size)
{
    void *options = compression_allocate(NULL, 1, size);
    if (!options)
        return raise_memory_error();
    return memset(options, 0, size);
}

/* The options of the preset that the dict names, or the usual one's. */
static bool start_with_preset(View specification, lzma_options_lzma *options)
{
    uint32_t preset = LZMA_PRESET_DEFAULT;
    Ref value = item_of(specification, "preset");
    bool done = value ? lzma_read_uint32(value, &preset) : !error_is_set();
    release_maybe(value);
    if (!done)
        return false;
    return !lzma_lzma_preset(options, preset) || module_raise(lzma_error_peek(), "Invalid compression preset: %u", preset) != NULL;
}

static bool read_options(View specification, lzma_filter *filter)
{
    switch (filter->id) {
    case LZMA_FILTER_LZMA1:
    case LZMA_FILTER_LZMA2:
        return (filter->options = options_new(sizeof(lzma_options_lzma))) && start_with_preset(specification, filter->options) &&
               fill_options(specification, filter->options, lzma_fields, "Invalid filter specifier for LZMA filter");
    case LZMA_FILTER_DELTA:
        if (!(filter->options = options_new(sizeof(lzma_options_delta))))
            return false;
        ((lzma_options_delta *)filter->options)->dist = 1;
        return fill_options(specification, filter->options, delta_fields, "Invalid filter specifier for delta filter");
    case LZMA_FILTER_X86:
    case LZMA_FILTER_POWERPC:
    case LZMA_FILTER_IA64:
    case LZMA_FILTER_ARM:
    case LZMA_FILTER_ARMTHUMB:
    case LZMA_FILTER_SPARC:
        return (filter->options = options_new(sizeof(lzma_options_bcj))) &&
               fill_options(specification, filter->options, branch_fields, "Invalid filter specifier for BCJ filter");
    default: return raise_error(ValueError, "Invalid filter ID: %llu", (unsigned long long)filter->id) != NULL;
    }
}

/* One filter. False with an exception, and then it has no options. */
static bool read_filter(View specification, lzma_filter *filter)
{
    *filter = (lzma_filter){.options = NULL};
    if (!object_is_mapping(specification))
        return raise_error(TypeError, "Filter specifier must be a dict or dict-like object") != NULL;
    Ref id = item_of(specification, "id");
    if (!id)
        return error_is_set() ? false : raise_error(ValueError, "Filter specifier must have an \"id\" entry") != NULL;
    uint64_t number;
    bool done = lzma_read_uint64(id, &number);
    release(id);
    if (!done)
        return false;
    filter->id = number;
    if (read_options(specification, filter))
        return true;
    compression_free(NULL, filter->options);
    filter->options = NULL;
    return false;
}

void lzma_filters_drop(lzma_filter *filters)
{
    for (; filters->id != LZMA_VLI_UNKNOWN; filters++)
        compression_free(NULL, filters->options);
}

bool lzma_filters_read(View specifications, lzma_filter filters[LZMA_FILTERS_MAX + 1])
{
    filters[0].id = LZMA_VLI_UNKNOWN;
    if (is_dict(specifications))
        return raise_error(TypeError, "%T is not a sequence", specifications) != NULL;
    Index count = object_length(specifications);
    if (count < 0)
        return false;
    if (count > LZMA_FILTERS_MAX)
        return raise_error(ValueError, "Too many filters - liblzma supports a maximum of %d", LZMA_FILTERS_MAX) != NULL;
    for (Index i = 0; i < count; i++) {
        Ref index = int_new(i), item = index ? object_get_item(specifications, index) : NULL;
        release_maybe(index);
        bool done = item && read_filter(item, &filters[i]);
        release_maybe(item);
        filters[done ? i + 1 : i].id = LZMA_VLI_UNKNOWN;
        if (!done) {
            lzma_filters_drop(filters);
            return false;
        }
    }
    return true;
}

/* --- properties: options as bytes ----------------------------------------------------------------------- */

Ref lzma_encode_properties(View self UNUSED, View *args)
{
    lzma_filter filter;
    uint32_t size;
    if (!read_filter(args[0], &filter))
        return NULL;
    Ref result = lzma_succeeded(lzma_properties_size(&size, &filter)) ? bytes_new(NULL, size) : NULL;
    if (result && size)
        memset(((BytesObject *)result)->data, 0, size);
    if (result && !lzma_succeeded(lzma_properties_encode(&filter, ((BytesObject *)result)->data)))
        clear_place(&result);
    compression_free(NULL, filter.options);
    return result;
}

static bool add_fields(DictView dict, const void *options, const OptionField *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t number;
        memcpy(&number, (const char *)options + fields[i].offset, sizeof number);
        if (!dict_set_text_take(dict, fields[i].name, int_new(number)))
            return false;
    }
    return true;
}

/* The options as a dict. */
static Ref describe(const lzma_filter *filter)
{
    Ref dict = dict_new();
    DictView view = (DictView)dict;
    if (!dict)
        return NULL;
    bool done = dict_set_text_take(view, "id", int_from_uint64(filter->id));
    if (filter->id == LZMA_FILTER_LZMA1)
        done = done && add_fields(view, filter->options, lzma_fields + 1, 3) && add_fields(view, filter->options, lzma_fields, 1);
    else if (filter->id == LZMA_FILTER_LZMA2)
        done = done && add_fields(view, filter->options, lzma_fields, 1);
    else if (filter->id == LZMA_FILTER_DELTA)
        done = done && add_fields(view, filter->options, delta_fields, 1);
    else if (filter->options) /* without: from the beginning */
        done = done && add_fields(view, filter->options, branch_fields, 1);
    if (!done)
        clear_place(&dict);
    return dict;
}

Ref lzma_decode_properties(View self UNUSED, View *args)
{
    uint64_t id;
    BytesHold hold;
    if (!lzma_read_uint64(args[0], &id) || !bytes_hold_required(args[1], &hold))
        return NULL;
    lzma_filter filter = {.id = id};
    lzma_ret decoded = lzma_properties_decode(&filter, &lzma_heap, hold.data, hold.length);
    Ref result = lzma_succeeded(decoded) ? describe(&filter) : NULL;
    if (decoded == LZMA_OK)
        compression_free(NULL, filter.options);
    bytes_let_go(&hold);
    return result;
}
