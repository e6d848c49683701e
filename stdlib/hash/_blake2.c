/* _blake2: BLAKE2 with all its parameters: key, salt, person, and the places of a tree. By libb2: OpenSSL knows only its plain form.
 *
 * libb2 wants its states at multiples of 64 bytes, the heap gives multiples of 16: a state is copied to work on it. */
#include <blake2.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/hash/hash_private.h"
#include "stdlib/module_types.h"

/* One of the two: b works on words of 64 bits, s of 32. */
typedef struct Variant {
    const char *name;
    unsigned digest_most, key_most, salt_most, person_most, block_size;
    uint64_t offset_most;
} Variant;

static const Variant variants[] = {
    {"blake2b", BLAKE2B_OUTBYTES, BLAKE2B_KEYBYTES, BLAKE2B_SALTBYTES, BLAKE2B_PERSONALBYTES, BLAKE2B_BLOCKBYTES, UINT64_MAX},
    {"blake2s", BLAKE2S_OUTBYTES, BLAKE2S_KEYBYTES, BLAKE2S_SALTBYTES, BLAKE2S_PERSONALBYTES, BLAKE2S_BLOCKBYTES, ((uint64_t)1 << 48) - 1},
};

typedef struct BlakeObject {
    GC_HEAD(digest_size);
    union {
        unsigned char b[sizeof(blake2b_state)], s[sizeof(blake2s_state)];
    } state;
} BlakeObject;

static TypeObject blake2b_type, blake2s_type;

static BlakeObject *blake_of(View self)
{
    return (BlakeObject *)self;
}
static const Variant *variant_of(View self)
{
    return &variants[type_of_peek(self) == &blake2s_type];
}

/* --- data ----------------------------------------------------------------------------------------------- */

static void add(View self, const unsigned char *data, size_t length)
{
    BlakeObject *object = blake_of(self);
    if (variant_of(self) == &variants[0]) {
        blake2b_state state;
        memcpy(&state, object->state.b, sizeof state);
        blake2b_update(&state, data, length);
        memcpy(object->state.b, &state, sizeof state);
    } else {
        blake2s_state state;
        memcpy(&state, object->state.s, sizeof state);
        blake2s_update(&state, data, length);
        memcpy(object->state.s, &state, sizeof state);
    }
}

static bool add_data(View self, View data)
{
    enum { PIECE = 1 << 25 };
    BytesHold hold;
    if (!hash_hold(data, &hold))
        return false;
    bool goes_on = true;
    for (size_t at = 0; goes_on && at < hold.length; at += PIECE) {
        add(self, hold.data + at, hold.length - at < PIECE ? hold.length - at : PIECE);
        goes_on = check_interrupt();
    }
    bytes_let_go(&hold);
    return goes_on;
}

/* The digest, of a copy of the state. */
static void finish(View self, unsigned char *digest)
{
    BlakeObject *object = blake_of(self);
    if (variant_of(self) == &variants[0]) {
        blake2b_state state;
        memcpy(&state, object->state.b, sizeof state);
        blake2b_final(&state, digest, object->digest_size);
    } else {
        blake2s_state state;
        memcpy(&state, object->state.s, sizeof state);
        blake2s_final(&state, digest, object->digest_size);
    }
}

/* --- parameters ----------------------------------------------------------------------------------------- */

typedef struct Parameters {
    int64_t digest_size, fanout, depth, node_depth, inner_size;
    uint64_t leaf_size, node_offset;
    BytesHold key, salt, person;
    bool is_last_node;
} Parameters;

/* A small number between two others. False with an exception in CPython's words. */
static bool read_small(View argument, int64_t otherwise, int64_t least, int64_t most, const char *words, int64_t *result)
{
    int32_t number = (int32_t)otherwise;
    if (argument && !object_as_int32(argument, &number))
        return false;
    *result = number;
    return (number >= least && number <= most) || raise_error(ValueError, words, (int)most) != NULL;
}

/* A large one that is not negative. */
static bool read_large(View argument, uint64_t most, const char *name, uint64_t *result)
{
    *result = 0;
    if (!argument)
        return true;
    Ref number = object_index(argument);
    if (!number)
        return false;
    int64_t word = 0;
    bool is_word = int_to_int64(number, &word), is_negative = int_sign(number)<0, is_long = int_bit_length(number)> 64;
    bool done = !is_long && object_low_bits(number, result);
    release(number);
    if (is_negative)
        return raise_error(ValueError, "value must be positive") != NULL;
    if (is_long || !done)
        return error_is_set() ? false : raise_error(OverflowError, "int too big to convert") != NULL;
    if (is_word)
        *result = (uint64_t)word;
    return *result <= most || raise_error(OverflowError, "%s is too large", name) != NULL;
}

static bool hold_part(View argument, unsigned most, const char *name, BytesHold *hold)
{
    if (!argument)
        return true;
    if (!bytes_hold_required(argument, hold))
        return false;
    return hold->length <= most || raise_error(ValueError, "maximum %s length is %d bytes", name, (int)most) != NULL;
}

/* The arguments after the data, in the order of the signature. */
static bool read_parameters(View *args, const Variant *variant, Parameters *p)
{
    int last = args[10] ? object_truth(args[10]) : 0;
    p->is_last_node = last > 0;
    return last >= 0 &&
           read_small(args[0], variant->digest_most, 1, variant->digest_most, "digest_size must be between 1 and %d bytes",
                      &p->digest_size) &&
           hold_part(args[2], variant->salt_most, "salt", &p->salt) && hold_part(args[3], variant->person_most, "person", &p->person) &&
           read_small(args[4], 1, 0, 255, "fanout must be between 0 and %d", &p->fanout) &&
           read_small(args[5], 1, 1, 255, "depth must be between 1 and %d", &p->depth) &&
           read_large(args[6], UINT32_MAX, "leaf_size", &p->leaf_size) &&
           read_large(args[7], variant->offset_most, "node_offset", &p->node_offset) &&
           read_small(args[8], 0, 0, 255, "node_depth must be between 0 and %d", &p->node_depth) &&
           read_small(args[9], 0, 0, variant->digest_most, "inner_size must be between 0 and is %d", &p->inner_size) &&
           hold_part(args[1], variant->key_most, "key", &p->key);
}

static void start_b(BlakeObject *object, const Parameters *p)
{
    blake2b_param param = {.digest_length = (uint8_t)p->digest_size,
                           .key_length = (uint8_t)p->key.length,
                           .fanout = (uint8_t)p->fanout,
                           .depth = (uint8_t)p->depth,
                           .leaf_length = (uint32_t)p->leaf_size,
                           .node_offset = p->node_offset,
                           .node_depth = (uint8_t)p->node_depth,
                           .inner_length = (uint8_t)p->inner_size};
    if (p->salt.length)
        memcpy(param.salt, p->salt.data, p->salt.length);
    if (p->person.length)
        memcpy(param.personal, p->person.data, p->person.length);
    blake2b_state state;
    blake2b_init_param(&state, &param);
    state.last_node = p->is_last_node;
    memcpy(object->state.b, &state, sizeof state);
}

static void start_s(BlakeObject *object, const Parameters *p)
{
    blake2s_param param = {.digest_length = (uint8_t)p->digest_size,
                           .key_length = (uint8_t)p->key.length,
                           .fanout = (uint8_t)p->fanout,
                           .depth = (uint8_t)p->depth,
                           .leaf_length = (uint32_t)p->leaf_size,
                           .node_depth = (uint8_t)p->node_depth,
                           .inner_length = (uint8_t)p->inner_size};
    for (int i = 0; i < 6; i++)
        param.node_offset[i] = (uint8_t)(p->node_offset >> 8 * i);
    if (p->salt.length)
        memcpy(param.salt, p->salt.data, p->salt.length);
    if (p->person.length)
        memcpy(param.personal, p->person.data, p->person.length);
    blake2s_state state;
    blake2s_init_param(&state, &param);
    state.last_node = p->is_last_node;
    memcpy(object->state.s, &state, sizeof state);
}

/* A key is hashed first, as a block of its own. */
static void add_key(View self, const BytesHold *key)
{
    unsigned char block[BLAKE2B_BLOCKBYTES] = {0};
    if (!key->length)
        return;
    memcpy(block, key->data, key->length);
    add(self, block, variant_of(self)->block_size);
    explicit_bzero(block, sizeof block);
}

static Ref blake_make(View type, View *args)
{
    const Variant *variant = &variants[type == AS_OBJECT(&blake2s_type)];
    Parameters parameters = {.digest_size = 0};
    Ref result = NULL;
    if (read_parameters(args + 1, variant, &parameters) && (result = type_allocate((TypeObject *)type, 0))) {
        blake_of(result)->digest_size = (uint32_t)parameters.digest_size;
        (variant == &variants[0] ? start_b : start_s)(blake_of(result), &parameters);
        add_key(result, &parameters.key);
        if (args[0] && !add_data(result, args[0]))
            clear_place(&result);
    }
    bytes_let_go(&parameters.key);
    bytes_let_go(&parameters.salt);
    bytes_let_go(&parameters.person);
    return result;
}

/* --- the types ------------------------------------------------------------------------------------------ */

static Ref blake_update(View self, View *args)
{
    return add_data(self, args[0]) ? none_new() : NULL;
}
static Ref blake_digest(View self, View *args UNUSED)
{
    unsigned char digest[BLAKE2B_OUTBYTES];
    finish(self, digest);
    return bytes_new(digest, blake_of(self)->digest_size);
}
static Ref blake_hexdigest(View self, View *args UNUSED)
{
    unsigned char digest[BLAKE2B_OUTBYTES];
    finish(self, digest);
    return hash_hexadecimal(digest, blake_of(self)->digest_size);
}
static Ref blake_copy(View self, View *args UNUSED)
{
    Ref copy = type_allocate(type_of_peek(self), 0);
    if (copy) {
        blake_of(copy)->state = blake_of(self)->state;
        blake_of(copy)->digest_size = blake_of(self)->digest_size;
    }
    return copy;
}
static void blake_finish(View self)
{
    explicit_bzero(&blake_of(self)->state, sizeof blake_of(self)->state); /* it knows a key */
}

static Ref get_name(View self)
{
    return str_from_text(variant_of(self)->name);
}
static Ref get_block_size(View self)
{
    return int_new(variant_of(self)->block_size);
}
static Ref get_digest_size(View self)
{
    return int_new(blake_of(self)->digest_size);
}

static const NativeFunction methods[] = {
    {"copy()", blake_copy, "Return a copy of the hash object."},
    {"digest()", blake_digest, "Return the digest value as a bytes object."},
    {"hexdigest()", blake_hexdigest, "Return the digest value as a string of hexadecimal digits."},
    {"update(data, /)", blake_update, "Update this hash object's state with the provided bytes-like object."},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"name", get_name, NULL, NULL},
    {"block_size", get_block_size, NULL, NULL},
    {"digest_size", get_digest_size, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

#define PARAMETERS(most)                                                                                                    \
    "(data=b'', /, *, digest_size=" most ", key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, " \
    "node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)"
static const NativeFunction constructor_b = {"blake2b" PARAMETERS("64"), blake_make, NULL},
                            constructor_s = {"blake2s" PARAMETERS("32"), blake_make, NULL};

#define BLAKE_TYPE(full_name, constructor, most)                                                                                       \
    {                                                                                                                                  \
        .object = STATIC_HEAD(TYPE_TYPE), .name = (full_name), .doc = PARAMETERS(most) TYPE_SIGNATURE_END "Return a new hash object.", \
        .size = sizeof(BlakeObject), .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC, .new_native = &(constructor), .finish = blake_finish,   \
        .methods = methods, .properties = properties                                                                                   \
    }
static TypeObject blake2b_type = BLAKE_TYPE("_blake2.blake2b", constructor_b, "64"),
                  blake2s_type = BLAKE_TYPE("_blake2.blake2s", constructor_s, "32");

/* The limits, as attributes of the class and constants of the module. */
static bool add_limits(ModuleObject *module, TypeObject *type, const Variant *variant, const char *prefix)
{
    const struct {
        const char *name;
        unsigned value;
    } limits[] = {{"SALT_SIZE", variant->salt_most},
                  {"PERSON_SIZE", variant->person_most},
                  {"MAX_KEY_SIZE", variant->key_most},
                  {"MAX_DIGEST_SIZE", variant->digest_most}};
    if (!module_type_ready(type) || !dict_set_text(module->dict, variant->name, AS_OBJECT(type)))
        return false;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s_%s", prefix, limits[i].name);
        if (!dict_set_text_take((DictView)type->dict, limits[i].name, int_new(limits[i].value)) ||
            !dict_set_text_take(module->dict, name, int_new(limits[i].value)))
            return false;
    }
    return true;
}

static bool init(ModuleObject *module)
{
    return add_limits(module, &blake2b_type, &variants[0], "BLAKE2B") && add_limits(module, &blake2s_type, &variants[1], "BLAKE2S");
}

const NativeModule _blake2_module = {.name = "_blake2", .doc = "BLAKE2b and BLAKE2s for hashlib.", .init = init};
