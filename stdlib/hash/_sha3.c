/* _sha3: SHA-3 and SHAKE, as classes. */
#include "runtime/containers/dict.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/hash/hash_private.h"
#include "stdlib/module_types.h"

/* Of the 1600 bits of the state, those that a block is mixed into, and the others. */
static Ref get_rate(View self)
{
    return int_new(8 * (int64_t)EVP_MD_CTX_get_block_size(((HashObject *)self)->state));
}
static Ref get_capacity(View self)
{
    return int_new(1600 - 8 * (int64_t)EVP_MD_CTX_get_block_size(((HashObject *)self)->state));
}
/* What is added behind the data: it tells the two families apart. */
static Ref get_suffix(View self)
{
    bool is_shake = (EVP_MD_get_flags(EVP_MD_CTX_get0_md(((HashObject *)self)->state)) & EVP_MD_FLAG_XOF) != 0;
    return bytes_new(is_shake ? "\x1f" : "\x06", 1);
}

static const NativeProperty properties[] = {
    {"block_size", hash_get_block_size, NULL, NULL},
    {"digest_size", hash_get_digest_size, NULL, NULL},
    {"name", hash_get_name, NULL, NULL},
    {"_capacity_bits", get_capacity, NULL, NULL},
    {"_rate_bits", get_rate, NULL, NULL},
    {"_suffix", get_suffix, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction methods[] = {
    {"copy()", hash_copy, "Return a copy of the hash object."},
    {"digest()", hash_digest, "Return the digest value as a bytes object."},
    {"hexdigest()", hash_hexdigest, "Return the digest value as a string of hexadecimal digits."},
    {"update(data, /)", hash_update, "Update this hash object's state with the provided bytes."},
    {NULL, NULL, NULL},
};
static const NativeFunction shake_methods[] = {
    {"copy()", hash_copy, "Return a copy of the hash object."},
    {"digest(length, /)", hash_long_digest, "Return so many bytes of the digest."},
    {"hexdigest(length, /)", hash_long_hexdigest, "Return so many bytes of the digest as a string of hexadecimal digits."},
    {"update(data, /)", hash_update, "Update this hash object's state with the provided bytes."},
    {NULL, NULL, NULL},
};

#define CLASS(hash, its_methods)                                                                                          \
    static Ref make_##hash(View type, View *args)                                                                         \
    {                                                                                                                     \
        return hash_new_named((TypeObject *)type, #hash, args[0]);                                                        \
    }                                                                                                                     \
    static const NativeFunction hash##_constructor = {#hash "(data=b'', /, *, usedforsecurity=True)", make_##hash, NULL}; \
    static TypeObject hash##_type = {HASH_TYPE_FIELDS("_sha3." #hash),                                                    \
                                     .doc = "A hash object of this algorithm, fed with the data.",                        \
                                     .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,                                            \
                                     .new_native = &hash##_constructor,                                                   \
                                     .methods = its_methods,                                                              \
                                     .properties = properties};
CLASS(sha3_224, methods)
CLASS(sha3_256, methods)
CLASS(sha3_384, methods)
CLASS(sha3_512, methods)
CLASS(shake_128, shake_methods)
CLASS(shake_256, shake_methods)

static bool init(ModuleObject *module)
{
    static TypeObject *const types_here[] = {&sha3_224_type, &sha3_256_type,  &sha3_384_type,
                                             &sha3_512_type, &shake_128_type, &shake_256_type};
    for (size_t i = 0; i < sizeof types_here / sizeof *types_here; i++)
        if (!module_type_ready(types_here[i]) ||
            !dict_set_text(module->dict, types_here[i]->name + strlen("_sha3."), AS_OBJECT(types_here[i])))
            return false;
    return dict_set_text_take(module->dict, "implementation", str_from_text("OpenSSL")) &&
           dict_set_text_take(module->dict, "keccakopt", int_new(0));
}

const NativeModule _sha3_module = {.name = "_sha3", .doc = "SHA-3 and SHAKE.", .init = init};
