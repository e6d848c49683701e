/* _hashlib: what hashlib takes from OpenSSL: hashes by name, hmac, keys made of passwords (hash_keys.c). */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/set.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/collections/_operator.h"
#include "stdlib/hash/hash_private.h"
#include "stdlib/module_types.h"

static TypeObject hash_type, long_hash_type;

/* --- the types ------------------------------------------------------------------------------------------ */

static Ref hash_repr(View self)
{
    Ref name = hash_get_name(self), result = NULL;
    if (name)
        result = str_format("<%U %T object @ %p>", name, self, (void *)self);
    release_maybe(name);
    return result;
}

static const NativeFunction long_methods[] = {
    {"digest(length)", hash_long_digest, "Return so many bytes of the digest."},
    {"hexdigest(length)", hash_long_hexdigest, "Return so many bytes of the digest as a string of hexadecimal digits."},
    {NULL, NULL, NULL},
};
static const NativeProperty long_properties[] = {
    {"digest_size", hash_get_digest_size, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static TypeObject hash_type = {
    HASH_TYPE_FIELDS("_hashlib.HASH"),
    .doc = "(name, string=b'')\n--\n\nComputes a hash: update() adds data, digest() and hexdigest() tell the hash of all so far.",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE | TYPE_FLAG_NO_NEW,
    .repr = hash_repr,
    .methods = hash_methods,
    .properties = hash_properties,
};
static TypeObject long_hash_type = {
    HASH_TYPE_FIELDS("_hashlib.HASHXOF"),
    .doc = "(name, string=b'')\n--\n\nComputes a hash of any length.",
    .base = &hash_type,
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE | TYPE_FLAG_NO_NEW,
    .repr = hash_repr,
    .methods = long_methods,
    .properties = long_properties,
};

/* A hash object of an algorithm, consumed; NULL: there is none. */
static Ref make_take(EVP_MD *algorithm, View data)
{
    bool is_any_length = algorithm && (EVP_MD_get_flags(algorithm) & EVP_MD_FLAG_XOF);
    return hash_new_take(is_any_length ? &long_hash_type : &hash_type, algorithm, data);
}

static Ref module_new_hash(View self UNUSED, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "name must be a string");
    size_t length;
    char *owned;
    const char *name = str_utf8(str_view(args[0]), &length, &owned);
    if (!name)
        return NULL;
    EVP_MD *algorithm = strlen(name) == length ? hash_algorithm(name) : NULL;
    str_utf8_free(owned, length);
    return algorithm ? make_take(algorithm, args[1]) : raise_error(ValueError, "unsupported hash type %U", args[0]);
}

#define CONSTRUCTOR(name)                                 \
    static Ref make_##name(View self UNUSED, View *args)  \
    {                                                     \
        return make_take(hash_algorithm(#name), args[0]); \
    }
CONSTRUCTOR(md5)
CONSTRUCTOR(sha1)
CONSTRUCTOR(sha224)
CONSTRUCTOR(sha256)
CONSTRUCTOR(sha384)
CONSTRUCTOR(sha512)
CONSTRUCTOR(sha3_224)
CONSTRUCTOR(sha3_256)
CONSTRUCTOR(sha3_384)
CONSTRUCTOR(sha3_512)
CONSTRUCTOR(shake_128)
CONSTRUCTOR(shake_256)

static const char *const constructors[] = {"md5",      "sha1",     "sha224",   "sha256",   "sha384",    "sha512",
                                           "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"};

/* --- the module ----------------------------------------------------------------------------------------- */

static Ref constructor_names; /* a dict */

View hash_constructors_peek(void)
{
    return constructor_names;
}

static bool add_constructors(ModuleObject *module)
{
    Ref names = dict_new();
    for (size_t i = 0; names && i < sizeof constructors / sizeof *constructors; i++) {
        char title[32];
        snprintf(title, sizeof title, "openssl_%s", constructors[i]);
        View function = dict_get_text_peek(module->dict, title);
        Ref name = str_from_text(constructors[i]);
        if (!function || !name || !dict_set((DictView)names, function, name))
            clear_place(&names);
        release_maybe(name);
    }
    if (!names || !module_keep(&constructor_names))
        return names ? (release(names), false) : false;
    replace_take(&constructor_names, names);
    return dict_set_text_take(module->dict, "_constructors", descriptor_mappingproxy_new(names));
}

/* OpenSSL tells of its algorithms one by one. */
typedef struct Names {
    Ref set;
    bool has_failed;
} Names;

static void add_name(EVP_MD *algorithm, void *context)
{
    Names *names = context;
    if (names->has_failed || EVP_MD_get_type(algorithm) == NID_undef)
        return;
    Ref name = str_from_text(hash_algorithm_name(algorithm));
    names->has_failed = !name || !set_add((SetView)names->set, name);
    release_maybe(name);
}

static bool add_names(ModuleObject *module)
{
    Names names = {.set = set_new(NULL)};
    if (!names.set)
        return false;
    EVP_MD_free(hash_algorithm("md5")); /* OpenSSL is ready now */
    EVP_MD_do_all_provided(NULL, add_name, &names);
    Ref frozen = names.has_failed ? NULL : frozenset_new(names.set);
    release(names.set);
    return dict_set_text_take(module->dict, "openssl_md_meth_names", frozen);
}

static Ref fips_mode(View self UNUSED, View *args UNUSED)
{
    return int_new(EVP_default_properties_is_fips_enabled(NULL));
}

static bool init(ModuleObject *module)
{
    View error = hash_unsupported_peek();
    return error && module_type_ready(&hash_type) && module_type_ready(&long_hash_type) && module_type_ready(&hash_hmac_type) &&
           dict_set_text(module->dict, "HASH", AS_OBJECT(&hash_type)) &&
           dict_set_text(module->dict, "HASHXOF", AS_OBJECT(&long_hash_type)) &&
           dict_set_text(module->dict, "HMAC", AS_OBJECT(&hash_hmac_type)) &&
           dict_set_text(module->dict, "UnsupportedDigestmodError", error) && add_constructors(module) && add_names(module);
}

#define FUNCTION(name)                                                                                                               \
    {                                                                                                                                \
        "openssl_" #name "(string=b'', *, usedforsecurity=True)", make_##name, "Return a hash object of " #name ", with the string." \
    }
static const NativeFunction functions[] = {
    {"new(name, string=b'', *, usedforsecurity=True)", module_new_hash,
     "Return a hash object of the algorithm of this name, with the string."},
    FUNCTION(md5),
    FUNCTION(sha1),
    FUNCTION(sha224),
    FUNCTION(sha256),
    FUNCTION(sha384),
    FUNCTION(sha512),
    FUNCTION(sha3_224),
    FUNCTION(sha3_256),
    FUNCTION(sha3_384),
    FUNCTION(sha3_512),
    FUNCTION(shake_128),
    FUNCTION(shake_256),
    {"compare_digest(a, b, /)", operator_compare_digest, "Return 'a == b'.\n\nThe time that it takes depends on the length of b alone."},
    {"get_fips_mode()", fips_mode, "Is OpenSSL in the mode of the standard FIPS 140? 1 or 0."},
    {"hmac_digest(key, msg, digest)", hash_hmac_digest, "The HMAC of the message, in one go."},
    {"hmac_new(key, msg=b'', digestmod=None)", hash_hmac_new, "Return a new HMAC object, with the message."},
    {"pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", hash_pbkdf2_hmac,
     "A key of dklen bytes (None: as many as the hash has), made of a password by so many rounds of HMAC."},
    {"scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)", hash_scrypt,
     "A key of dklen bytes, made of a password with much work and memory."},
    {NULL, NULL, NULL},
};

const NativeModule _hashlib_module = {.name = "_hashlib", .doc = "Hashes by OpenSSL.", .functions = functions, .init = init};
