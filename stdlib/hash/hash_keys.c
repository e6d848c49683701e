/* hash_keys: hashes with keys (HMAC), and keys made of passwords (PBKDF2, scrypt). */
#include <limits.h>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/hash/hash_private.h"
#include "stdlib/module_types.h"

typedef struct HmacObject {
    GC_HEAD(unused);
    EVP_MAC_CTX *state;
    EVP_MD *algorithm;
} HmacObject;

static HmacObject *hmac_of(View self)
{
    return (HmacObject *)self;
}

/* --- which hash ----------------------------------------------------------------------------------------- */

static Ref unsupported; /* UnsupportedDigestmodError */

View hash_unsupported_peek(void)
{
    return module_error_class_peek(&unsupported, "_hashlib", "UnsupportedDigestmodError", AS_OBJECT(&exception_types[ValueError]));
}

static EVP_MD *algorithm_of_name(View text)
{
    size_t length;
    char *owned;
    const char *name = str_utf8(str_view(text), &length, &owned);
    if (!name)
        return NULL;
    EVP_MD *algorithm = strlen(name) == length ? hash_algorithm(name) : NULL;
    str_utf8_free(owned, length);
    return algorithm ? algorithm : hash_raise();
}

EVP_MD *hash_digestmod(View digestmod)
{
    if (is_str(digestmod))
        return algorithm_of_name(digestmod);
    Ref names = retain_maybe(hash_constructors_peek()); /* to compare may run Python code */
    Ref name = names ? dict_get((DictView)names, digestmod) : NULL;
    release_maybe(names);
    if (!name) {
        if (!error_is_set() || error_clear_if(TypeError)) /* what has no hash is no constructor */
            module_raise(hash_unsupported_peek(), "Unsupported digestmod %S", digestmod);
        return NULL;
    }
    EVP_MD *algorithm = algorithm_of_name(name);
    release(name);
    return algorithm;
}

/* --- HMAC ----------------------------------------------------------------------------------------------- */

/* A state of HMAC with a key. NULL with an exception. */
static EVP_MAC_CTX *hmac_start(const EVP_MD *algorithm, const BytesHold *key)
{
    static EVP_MAC *hmac;
    if (!hmac && !(hmac = EVP_MAC_fetch(NULL, "HMAC", NULL)))
        return hash_raise();
    EVP_MAC_CTX *state = EVP_MAC_CTX_new(hmac);
    if (!state)
        return raise_memory_error();
    char *name = (char *)(uintptr_t)EVP_MD_get0_name(algorithm); /* it is only read */
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0), OSSL_PARAM_construct_end()};
    const unsigned char *data = key->length ? key->data : (const unsigned char *)"";
    bool is_any_length = (EVP_MD_get_flags(algorithm) & EVP_MD_FLAG_XOF) != 0; /* HMAC needs hashes of a length */
    if (!is_any_length && EVP_MAC_init(state, data, key->length, parameters))
        return state;
    EVP_MAC_CTX_free(state);
    return hash_raise();
}

static bool hmac_add(EVP_MAC_CTX *state, View message)
{
    BytesHold hold;
    if (!hash_hold(message, &hold))
        return false;
    bool done = EVP_MAC_update(state, hold.data, hold.length) || hash_raise() != NULL;
    bytes_let_go(&hold);
    return done;
}

static Ref hmac_allocate_take(EVP_MAC_CTX *state, EVP_MD *algorithm)
{
    HmacObject *made = state ? (HmacObject *)type_allocate(&hash_hmac_type, 0) : NULL;
    if (made) {
        made->state = state;
        made->algorithm = algorithm;
        return AS_OBJECT(made);
    }
    EVP_MAC_CTX_free(state);
    EVP_MD_free(algorithm);
    return NULL;
}

Ref hash_hmac_new(View self UNUSED, View *args)
{
    BytesHold key;
    if (!args[2] || args[2] == NONE)
        return raise_error(TypeError, "Missing required parameter 'digestmod'.");
    EVP_MD *algorithm = hash_digestmod(args[2]);
    if (!algorithm)
        return NULL;
    if (!bytes_hold_required(args[0], &key)) {
        EVP_MD_free(algorithm);
        return NULL;
    }
    EVP_MAC_CTX *state = hmac_start(algorithm, &key);
    bytes_let_go(&key);
    Ref made = hmac_allocate_take(state, algorithm);
    if (made && args[1] && args[1] != NONE && !hmac_add(state, args[1]))
        clear_place(&made);
    return made;
}

Ref hash_hmac_digest(View self UNUSED, View *args)
{
    BytesHold key = {.owner = NULL}, message = {.owner = NULL};
    EVP_MD *algorithm = hash_digestmod(args[2]);
    Ref result = NULL;
    if (algorithm && bytes_hold_required(args[0], &key) && bytes_hold_required(args[1], &message)) {
        unsigned char digest[EVP_MAX_MD_SIZE];
        size_t length = 0;
        EVP_MAC_CTX *state = hmac_start(algorithm, &key);
        if (state && EVP_MAC_update(state, message.data, message.length) && EVP_MAC_final(state, digest, &length, sizeof digest))
            result = bytes_new(digest, length);
        else if (state)
            hash_raise();
        EVP_MAC_CTX_free(state);
    }
    bytes_let_go(&key);
    bytes_let_go(&message);
    EVP_MD_free(algorithm);
    return result;
}

/* The digest so far; its length, 0 with an exception. */
static size_t hmac_finish_copy(View self, unsigned char *digest)
{
    size_t length = 0;
    EVP_MAC_CTX *copy = EVP_MAC_CTX_dup(hmac_of(self)->state);
    if (!copy || !EVP_MAC_final(copy, digest, &length, EVP_MAX_MD_SIZE)) {
        hash_raise();
        length = 0;
    }
    EVP_MAC_CTX_free(copy);
    return length;
}

static Ref hmac_digest(View self, View *args UNUSED)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t length = hmac_finish_copy(self, digest);
    return length ? bytes_new(digest, length) : NULL;
}

static Ref hmac_hexdigest(View self, View *args UNUSED)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t length = hmac_finish_copy(self, digest);
    return length ? hash_hexadecimal(digest, length) : NULL;
}

static Ref hmac_update(View self, View *args)
{
    return hmac_add(hmac_of(self)->state, args[0]) ? none_new() : NULL;
}

static Ref hmac_copy(View self, View *args UNUSED)
{
    EVP_MAC_CTX *state = EVP_MAC_CTX_dup(hmac_of(self)->state);
    if (!state)
        return hash_raise();
    EVP_MD_up_ref(hmac_of(self)->algorithm);
    return hmac_allocate_take(state, hmac_of(self)->algorithm);
}

static void hmac_release(View self)
{
    EVP_MAC_CTX_free(hmac_of(self)->state);
    EVP_MD_free(hmac_of(self)->algorithm);
}

static Ref hmac_repr(View self)
{
    return str_format("<%s HMAC object @ %p>", hash_algorithm_name(hmac_of(self)->algorithm), (void *)self);
}
static Ref get_name(View self)
{
    return str_format("hmac-%s", hash_algorithm_name(hmac_of(self)->algorithm));
}
static Ref get_digest_size(View self)
{
    return int_new(EVP_MD_get_size(hmac_of(self)->algorithm));
}
static Ref get_block_size(View self)
{
    return int_new(EVP_MD_get_block_size(hmac_of(self)->algorithm));
}

static const NativeFunction hmac_methods[] = {
    {"copy()", hmac_copy, "Return a copy of the HMAC object."},
    {"digest()", hmac_digest, "Return the digest of the bytes passed to the update() method so far."},
    {"hexdigest()", hmac_hexdigest, "Return the digest as a string of hexadecimal digits."},
    {"update(msg)", hmac_update, "Update the HMAC object with msg."},
    {NULL, NULL, NULL},
};
static const NativeProperty hmac_properties[] = {
    {"digest_size", get_digest_size, NULL, NULL},
    {"block_size", get_block_size, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject hash_hmac_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_hashlib.HMAC",
    .doc = "Computes the HMAC of a message: update() adds to it, digest() and hexdigest() tell the HMAC of all so far.",
    .size = sizeof(HmacObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_NO_NEW,
    .finish = hmac_release,
    .repr = hmac_repr,
    .methods = hmac_methods,
    .properties = hmac_properties,
};

/* --- keys of passwords ---------------------------------------------------------------------------------- */

/* What both functions take: a password and a salt, and room for the key. */
typedef struct Derivation {
    BytesHold password, salt;
    Ref key;
} Derivation;

static Ref derivation_finish(Derivation *derivation, bool done)
{
    bytes_let_go(&derivation->password);
    bytes_let_go(&derivation->salt);
    if (!done)
        clear_place(&derivation->key);
    return derivation->key;
}

Ref hash_pbkdf2_hmac(View self UNUSED, View *args)
{
    Derivation derivation = {.key = NULL};
    int64_t rounds, length;
    if (!is_str(args[0]))
        return raise_error(TypeError, "pbkdf2_hmac() argument 'hash_name' must be str, not %T", args[0]);
    if (!bytes_hold_required(args[1], &derivation.password) || !bytes_hold_required(args[2], &derivation.salt) ||
        !object_as_int64(args[3], &rounds))
        return derivation_finish(&derivation, false);
    EVP_MD *algorithm = algorithm_of_name(args[0]);
    bool done = algorithm != NULL;
    if (done && derivation.password.length > INT_MAX)
        done = raise_error(OverflowError, "password is too long.") != NULL;
    if (done && derivation.salt.length > INT_MAX)
        done = raise_error(OverflowError, "salt is too long.") != NULL;
    if (done && rounds < 1)
        done = raise_error(ValueError, "iteration value must be greater than 0.") != NULL;
    if (done && rounds > INT_MAX)
        done = raise_error(OverflowError, "iteration value is too great.") != NULL;
    length = done ? EVP_MD_get_size(algorithm) : 0;
    if (done && args[4] && args[4] != NONE)
        done = object_as_int64(args[4], &length);
    if (done && length < 1)
        done = raise_error(ValueError, "key length must be greater than 0.") != NULL;
    if (done && length > INT_MAX)
        done = raise_error(OverflowError, "key length is too great.") != NULL;
    done = done && (derivation.key = bytes_new(NULL, (size_t)length)) != NULL;
    if (done && !PKCS5_PBKDF2_HMAC((const char *)derivation.password.data, (int)derivation.password.length, derivation.salt.data,
                                   (int)derivation.salt.length, (int)rounds, algorithm, (int)length, ((BytesObject *)derivation.key)->data))
        done = hash_raise() != NULL;
    EVP_MD_free(algorithm);
    return derivation_finish(&derivation, done);
}

/* One of scrypt's three numbers. False with an exception. */
static bool read_cost(View argument, const char *name, uint64_t *result)
{
    if (!argument || argument == NONE)
        return raise_error(TypeError, "%s is required and must be an unsigned int", name) != NULL;
    if (!is_int(argument))
        return raise_error(TypeError, "scrypt() argument '%s' must be int, not %T", name, argument) != NULL;
    int64_t number;
    if (!int_to_int64(int_view(argument), &number) || number < 0)
        return raise_error(TypeError, "%s is required and must be an unsigned int", name) != NULL;
    *result = (uint64_t)number;
    return true;
}

static bool read_limit(View argument, int64_t otherwise, int64_t least, const char *words, int64_t *result)
{
    *result = otherwise;
    if (argument && !object_as_int64(argument, result))
        return false;
    return (*result >= least && *result <= INT_MAX) || raise_error(ValueError, words, INT_MAX) != NULL;
}

Ref hash_scrypt(View self UNUSED, View *args)
{
    Derivation derivation = {.key = NULL};
    uint64_t n, r, p;
    int64_t memory, length;
    bool done = bytes_hold_required(args[0], &derivation.password);
    if (done && (!args[1] || args[1] == NONE))
        done = raise_error(TypeError, "salt is required") != NULL;
    done = done && bytes_hold_required(args[1], &derivation.salt) && read_cost(args[2], "n", &n);
    if (done && (n < 2 || n & (n - 1)))
        done = raise_error(ValueError, "n must be a power of 2.") != NULL;
    done = done && read_cost(args[3], "r", &r) && read_cost(args[4], "p", &p) &&
           read_limit(args[5], 0, 0, "maxmem must be positive and smaller than %d", &memory) &&
           read_limit(args[6], 64, 1, "dklen must be greater than 0 and smaller than %d", &length);
    /* first without a place for the key: are the numbers possible? */
    if (done && !EVP_PBE_scrypt(NULL, 0, NULL, 0, n, r, p, (uint64_t)memory, NULL, 0))
        done = (ERR_peek_last_error() ? hash_raise() : raise_error(ValueError, "Invalid parameter combination for n, r, p, maxmem.")) !=
               NULL;
    done = done && (derivation.key = bytes_new(NULL, (size_t)length)) != NULL;
    if (done && !EVP_PBE_scrypt((const char *)derivation.password.data, derivation.password.length, derivation.salt.data,
                                derivation.salt.length, n, r, p, (uint64_t)memory, ((BytesObject *)derivation.key)->data, (size_t)length))
        done = hash_raise() != NULL;
    return derivation_finish(&derivation, done);
}
