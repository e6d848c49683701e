/* hash_private: what the modules of hashes share: one object for all algorithms of OpenSSL, and how these are found.
 *
 *     a name ─ hash_algorithm ─► EVP_MD ─ hash_new ─► HashObject ─ update ─ digest: of a copy, so that more can be added afterwards
 *
 * OpenSSL's own memory does not lie on Ouro's heap: what it keeps for itself outlives a program. */
#ifndef OURO_STDLIB_HASH_HASH_PRIVATE_H
#define OURO_STDLIB_HASH_HASH_PRIVATE_H

#include <openssl/evp.h>

#include "runtime/bytes/bytes.h"
#include "vm/module.h"

typedef struct HashObject {
    GC_HEAD(unused);
    EVP_MD_CTX *state;
} HashObject;

/* The algorithm of a name of Python's or OpenSSL's, to be given back with EVP_MD_free. NULL without an exception: there is none. */
MUST_USE EVP_MD *hash_algorithm(const char *name);
/* Python's name of one, as long as the program runs. */
const char *hash_algorithm_name(const EVP_MD *algorithm);

/* A new state fed with data (NULL: nothing); consumes the algorithm. NULL with an exception, ValueError "unsupported hash type" if
 * algorithm is NULL. */
MUST_USE Ref hash_new_take(TypeObject *type, EVP_MD *algorithm, View data);
/* The same by a name that there is. */
MUST_USE Ref hash_new_named(TypeObject *type, const char *name, View data);

/* Data to be hashed: held; a str is refused in CPython's words. False with TypeError. */
MUST_USE bool hash_hold(View data, BytesHold *hold);
/* Raise ValueError with what OpenSSL says is wrong: "[library] reason". NULL. */
void *hash_raise(void);
/* Bytes as hexadecimal digits. */
MUST_USE Ref hash_hexadecimal(const unsigned char *bytes, size_t length);

/* The methods and attributes of such objects: digests of a fixed length, and of any. */
extern const NativeFunction hash_methods[], hash_long_methods[];
extern const NativeProperty hash_properties[];
Ref hash_copy(View self, View *args);
Ref hash_update(View self, View *args);
Ref hash_digest(View self, View *args);
Ref hash_hexdigest(View self, View *args);
Ref hash_long_digest(View self, View *args);
Ref hash_long_hexdigest(View self, View *args);
Ref hash_get_block_size(View self);
Ref hash_get_digest_size(View self);
Ref hash_get_name(View self);
void hash_finish(View self);

#define HASH_TYPE_FIELDS(full_name) .object = STATIC_HEAD(TYPE_TYPE), .name = (full_name), .size = sizeof(HashObject), .finish = hash_finish

/* hash_keys.c: what _hashlib makes with keys and passwords. */
extern TypeObject hash_hmac_type;
/* The algorithm that digestmod means: a name, or one of the module's constructors. NULL with an exception. */
MUST_USE EVP_MD *hash_digestmod(View digestmod);
View hash_unsupported_peek(void);
Ref hash_hmac_new(View self, View *args);
Ref hash_hmac_digest(View self, View *args);
Ref hash_pbkdf2_hmac(View self, View *args);
Ref hash_scrypt(View self, View *args);
/* _hashlib._constructors, a dict from constructor to name: borrowed, NULL before the module is imported. */
View hash_constructors_peek(void);

#endif
