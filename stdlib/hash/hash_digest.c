/* hash_digest: the object that computes a hash, by OpenSSL: data are added, the digest is read from a copy. */
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/hash/hash_private.h"

#include <openssl/err.h>

/* --- algorithms ----------------------------------------------------------------------------------------- */

/* Python's names, and OpenSSL's. */
static const struct {
    const char *name, *openssl;
} algorithms[] = {
    {"md5", "MD5"},
    {"sha1", "SHA1"},
    {"sha224", "SHA2-224"},
    {"sha256", "SHA2-256"},
    {"sha384", "SHA2-384"},
    {"sha512", "SHA2-512"},
    {"sha512_224", "SHA2-512/224"},
    {"sha512_256", "SHA2-512/256"},
    {"sha3_224", "SHA3-224"},
    {"sha3_256", "SHA3-256"},
    {"sha3_384", "SHA3-384"},
    {"sha3_512", "SHA3-512"},
    {"shake_128", "SHAKE-128"},
    {"shake_256", "SHAKE-256"},
    {"blake2s", "BLAKE2S-256"},
    {"blake2b", "BLAKE2B-512"},
};
enum { ALGORITHM_COUNT = sizeof algorithms / sizeof *algorithms };

/* OpenSSL's own, which a program usually calls before its main: see shell/no_init.ld. */
extern void OPENSSL_cpuid_setup(void);

EVP_MD *hash_algorithm(const char *name)
{
    static EVP_MD *found[ALGORITHM_COUNT]; /* OpenSSL's own search takes longer than to hash a short text */
    OPENSSL_cpuid_setup();
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL); /* a file of settings may name libraries, which Ouro cannot load */
    for (size_t i = 0; i < ALGORITHM_COUNT; i++) {
        if (strcmp(algorithms[i].name, name) != 0)
            continue;
        if (!found[i])
            found[i] = EVP_MD_fetch(NULL, algorithms[i].openssl, NULL);
        if (found[i])
            EVP_MD_up_ref(found[i]);
        return found[i];
    }
    return EVP_MD_fetch(NULL, name, NULL);
}

const char *hash_algorithm_name(const EVP_MD *algorithm)
{
    for (size_t i = 0; i < ALGORITHM_COUNT; i++)
        if (EVP_MD_is_a(algorithm, algorithms[i].openssl))
            return algorithms[i].name;
    return OBJ_nid2ln(EVP_MD_get_type(algorithm));
}

void *hash_raise(void)
{
    unsigned long code = ERR_peek_last_error();
    if (!code)
        return raise_error(ValueError, "no reason supplied");
    ERR_clear_error();
    if (ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE)
        return raise_memory_error();
    const char *library = ERR_lib_error_string(code), *reason = ERR_reason_error_string(code);
    return library ? raise_error(ValueError, "[%s] %s", library, reason ? reason : "no reason supplied")
                   : raise_error(ValueError, "%s", reason ? reason : "no reason supplied");
}

/* --- adding --------------------------------------------------------------------------------------------- */

bool hash_hold(View data, BytesHold *hold)
{
    if (is_str(data))
        return raise_error(TypeError, "Strings must be encoded before hashing") != NULL;
    if (bytes_hold(data, BYTES_READ, hold))
        return true;
    return error_is_set() ? false : raise_error(TypeError, "object supporting the buffer API required") != NULL;
}

static HashObject *hash_of(View self)
{
    return (HashObject *)self;
}

/* In pieces, between which Ctrl-C is looked at. */
static bool add(EVP_MD_CTX *state, View data)
{
    enum { PIECE = 1 << 25 };
    BytesHold hold;
    if (!hash_hold(data, &hold))
        return false;
    bool done = true;
    for (size_t at = 0; done && at < hold.length; at += PIECE) {
        size_t piece = hold.length - at < PIECE ? hold.length - at : PIECE;
        done = EVP_DigestUpdate(state, hold.data + at, piece) || hash_raise() != NULL;
        done = done && check_interrupt();
    }
    bytes_let_go(&hold);
    return done;
}

/* An object with a state that is not begun. NULL with MemoryError. */
static HashObject *hash_allocate(TypeObject *type)
{
    HashObject *made = (HashObject *)type_allocate(type, 0);
    if (!made)
        return NULL;
    made->state = EVP_MD_CTX_new();
    if (made->state)
        return made;
    release(AS_OBJECT(made));
    return raise_memory_error();
}

Ref hash_new_take(TypeObject *type, EVP_MD *algorithm, View data)
{
    if (!algorithm)
        return error_is_set() ? NULL : hash_raise();
    HashObject *made = hash_allocate(type);
    bool done = made && (EVP_DigestInit_ex(made->state, algorithm, NULL) || hash_raise() != NULL) && (!data || add(made->state, data));
    EVP_MD_free(algorithm);
    if (!done && made)
        CLEAR(made);
    return AS_OBJECT(made);
}

Ref hash_new_named(TypeObject *type, const char *name, View data)
{
    return hash_new_take(type, hash_algorithm(name), data);
}

void hash_finish(View self)
{
    EVP_MD_CTX_free(hash_of(self)->state);
    hash_of(self)->state = NULL;
}

Ref hash_update(View self, View *args)
{
    return add(hash_of(self)->state, args[0]) ? none_new() : NULL;
}

Ref hash_copy(View self, View *args UNUSED)
{
    HashObject *copy = hash_allocate(type_of_peek(self));
    if (copy && !EVP_MD_CTX_copy_ex(copy->state, hash_of(self)->state)) {
        hash_raise();
        CLEAR(copy);
    }
    return AS_OBJECT(copy);
}

/* --- digests -------------------------------------------------------------------------------------------- */

Ref hash_hexadecimal(const unsigned char *bytes, size_t length)
{
    Ref text = length ? str_allocate_ascii(2 * length) : retain(str_empty);
    if (text && length)
        bytes_hex_digits(((StrView)text)->data, bytes, length, BYTES_NO_SEPARATOR, 1);
    return text;
}

/* The digest so far, of `length` bytes if it may have any length. False with an exception. */
static bool finish_copy(View self, unsigned char *place, size_t length, bool is_any_length)
{
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    if (!copy)
        return raise_memory_error() != NULL;
    bool done = EVP_MD_CTX_copy_ex(copy, hash_of(self)->state) &&
                (is_any_length ? EVP_DigestFinalXOF(copy, place, length) : EVP_DigestFinal_ex(copy, place, NULL));
    if (!done)
        hash_raise();
    EVP_MD_CTX_free(copy);
    return done;
}

static size_t digest_size(View self)
{
    return (size_t)EVP_MD_CTX_get_size(hash_of(self)->state);
}

Ref hash_digest(View self, View *args UNUSED)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    return finish_copy(self, digest, 0, false) ? bytes_new(digest, digest_size(self)) : NULL;
}

Ref hash_hexdigest(View self, View *args UNUSED)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    return finish_copy(self, digest, 0, false) ? hash_hexadecimal(digest, digest_size(self)) : NULL;
}

/* shake: as many bytes as one asks for. */
Ref hash_long_digest(View self, View *args)
{
    Index length;
    if (!object_as_ssize(args[0], &length))
        return NULL;
    if (length < 0)
        return raise_error(ValueError, "value must be positive");
    if (length >= 1 << 29)
        return raise_error(ValueError, "length is too large");
    Ref result = bytes_new(NULL, (size_t)length);
    if (result && length && !finish_copy(self, ((BytesObject *)result)->data, (size_t)length, true))
        clear_place(&result);
    return result;
}

Ref hash_long_hexdigest(View self, View *args)
{
    Ref digest = hash_long_digest(self, args), text = NULL;
    if (digest)
        text = hash_hexadecimal(((BytesObject *)digest)->data, ((BytesObject *)digest)->length);
    release_maybe(digest);
    return text;
}

/* --- attributes ----------------------------------------------------------------------------------------- */

Ref hash_get_block_size(View self)
{
    return int_new(EVP_MD_CTX_get_block_size(hash_of(self)->state));
}
Ref hash_get_digest_size(View self)
{
    bool is_any_length = (EVP_MD_get_flags(EVP_MD_CTX_get0_md(hash_of(self)->state)) & EVP_MD_FLAG_XOF) != 0;
    return int_new(is_any_length ? 0 : (int64_t)digest_size(self));
}
Ref hash_get_name(View self)
{
    return str_from_text(hash_algorithm_name(EVP_MD_CTX_get0_md(hash_of(self)->state)));
}

const NativeFunction hash_methods[] = {
    {"copy()", hash_copy, "Return a copy of the hash object."},
    {"digest()", hash_digest, "Return the digest value as a bytes object."},
    {"hexdigest()", hash_hexdigest, "Return the digest value as a string of hexadecimal digits."},
    {"update(obj, /)", hash_update, "Update this hash object's state with the provided bytes."},
    {NULL, NULL, NULL},
};
const NativeProperty hash_properties[] = {
    {"block_size", hash_get_block_size, NULL, NULL},
    {"digest_size", hash_get_digest_size, NULL, NULL},
    {"name", hash_get_name, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
