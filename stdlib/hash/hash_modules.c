/* hash_modules: _md5, _sha1, _sha256, _sha512: the hashes that hashlib falls back to, each a module of its own. */
#include "runtime/containers/dict.h"
#include "stdlib/hash/hash_private.h"
#include "stdlib/module_types.h"

/* A type that only its function makes, and that function. */
#define HASH(module, hash)                                                                                                                 \
    static TypeObject hash##_type = {HASH_TYPE_FIELDS("_" #module "." #hash), .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_NO_NEW, \
                                     .methods = hash_methods, .properties = hash_properties};                                              \
    static Ref make_##hash(View self UNUSED, View *args)                                                                                   \
    {                                                                                                                                      \
        return hash_new_named(&hash##_type, #hash, args[0]);                                                                               \
    }
#define FUNCTION(hash)                                                                                                             \
    {                                                                                                                              \
#hash "(string=b'', *, usedforsecurity=True)", make_##hash, "Return a new hash object of this algorithm, with the string." \
    }
#define END              \
    {                    \
        NULL, NULL, NULL \
    }

HASH(md5, md5)
HASH(sha1, sha1)
HASH(sha256, sha224)
HASH(sha256, sha256)
HASH(sha512, sha384)
HASH(sha512, sha512)

static bool add_type(ModuleObject *module, const char *name, TypeObject *type)
{
    return module_type_ready(type) && dict_set_text(module->dict, name, AS_OBJECT(type));
}

static bool md5_init(ModuleObject *module)
{
    return add_type(module, "MD5Type", &md5_type);
}
static bool sha1_init(ModuleObject *module)
{
    return add_type(module, "SHA1Type", &sha1_type);
}
static bool sha256_init(ModuleObject *module)
{
    return add_type(module, "SHA224Type", &sha224_type) && add_type(module, "SHA256Type", &sha256_type);
}
static bool sha512_init(ModuleObject *module)
{
    return add_type(module, "SHA384Type", &sha384_type) && add_type(module, "SHA512Type", &sha512_type);
}

static const NativeFunction md5_functions[] = {FUNCTION(md5), END}, sha1_functions[] = {FUNCTION(sha1), END},
                            sha256_functions[] = {FUNCTION(sha224), FUNCTION(sha256), END},
                            sha512_functions[] = {FUNCTION(sha384), FUNCTION(sha512), END};

const NativeModule _md5_module = {.name = "_md5", .doc = "MD5.", .functions = md5_functions, .init = md5_init};
const NativeModule _sha1_module = {.name = "_sha1", .doc = "SHA-1.", .functions = sha1_functions, .init = sha1_init};
const NativeModule _sha256_module = {.name = "_sha256", .doc = "SHA-224 and SHA-256.", .functions = sha256_functions, .init = sha256_init};
const NativeModule _sha512_module = {.name = "_sha512", .doc = "SHA-384 and SHA-512.", .functions = sha512_functions, .init = sha512_init};
