/* _sha512: SHA-512 and SHA-384 as FIPS 180-4 describes them: blocks of 128 bytes, each mixed into eight words
 * by eighty rounds.
 *
 * The eighty constants of the rounds are the fractions of cube roots of primes, and are computed so when the
 * module is imported, instead of being copied: whoever reads can see that nothing is hidden in them.
 * SHA-384 is the same with other words to begin with, cut to 48 bytes. A copy of the state is finished for
 * digest(), so that more can be added afterwards. */
#include "runtime/bytes/bytes.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/life/gc.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

enum { BLOCK_SIZE = 128, ROUNDS = 80, STATE_WORDS = 8 };

typedef struct Sha {
    uint64_t state[STATE_WORDS];
    unsigned __int128 length; /* bytes so far */
    unsigned char block[BLOCK_SIZE];
} Sha;

typedef struct ShaObject {
    Object object;
    Sha sha;
} ShaObject;

/* --- the algorithm -------------------------------------------------------------------------------------- */

/* The first 64 bits of the fractional parts of the cube roots of the first eighty primes (4.2.3). */
static uint64_t round_constants[ROUNDS];

static const uint64_t start_512[STATE_WORDS] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                                0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static const uint64_t start_384[STATE_WORDS] = {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
                                                0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};

/* Is (whole + fraction / 2**64) ** 3 <= prime? Multiplied out in 2**-64ths that would take 192 bits; 128 are
 * carried here, the rest is only compared. */
static bool cube_fits(uint64_t whole, uint64_t fraction, uint64_t prime)
{
    unsigned __int128 root = (unsigned __int128)whole << 64 | fraction;
    /* root**2 in units of 2**-128 needs 3 words; root**3 in 2**-192 needs 4. Schoolbook multiplication,
     * lowest word first. */
    uint64_t r[2] = {(uint64_t)root, (uint64_t)(root >> 64)}, square[4] = {0}, cube[6] = {0};
    for (int i = 0; i < 2; i++) {
        unsigned __int128 carry = 0;
        for (int j = 0; j < 2; j++) {
            carry += (unsigned __int128)r[i] * r[j] + square[i + j];
            square[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        square[i + 2] += (uint64_t)carry;
    }
    for (int i = 0; i < 4; i++) {
        unsigned __int128 carry = 0;
        for (int j = 0; j < 2; j++) {
            carry += (unsigned __int128)square[i] * r[j] + cube[i + j];
            cube[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        cube[i + 2] += (uint64_t)carry;
    }
    return cube[3] < prime; /* a prime's cube root is never whole: equality cannot be */
}

static bool is_prime(uint64_t number)
{
    for (uint64_t divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return false;
    return true;
}

static void make_round_constants(void)
{
    uint64_t prime = 1;
    for (int i = 0; i < ROUNDS; i++) {
        do
            prime++;
        while (!is_prime(prime));
        uint64_t whole = 1, fraction = 0;
        while ((whole + 1) * (whole + 1) * (whole + 1) <= prime)
            whole++;
        for (uint64_t bit = UINT64_C(1) << 63; bit; bit >>= 1)
            if (cube_fits(whole, fraction | bit, prime))
                fraction |= bit;
        round_constants[i] = fraction;
    }
}

static uint64_t rotate(uint64_t word, unsigned bits)
{
    return word >> bits | word << (64 - bits);
}

static void mix_block(uint64_t *state, const unsigned char *block)
{
    uint64_t w[ROUNDS], v[STATE_WORDS];
    for (int i = 0; i < 16; i++) {
        memcpy(&w[i], block + 8 * i, 8);
        w[i] = __builtin_bswap64(w[i]); /* big-endian words; Ouro's machines are little-endian */
    }
    for (int i = 16; i < ROUNDS; i++) {
        uint64_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotate(a, 1) ^ rotate(a, 8) ^ a >> 7) + w[i - 7] + (rotate(b, 19) ^ rotate(b, 61) ^ b >> 6);
    }
    memcpy(v, state, sizeof v);
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t a = v[0], e = v[4];
        uint64_t choice = (e & v[5]) ^ (~e & v[6]), majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
        uint64_t first = v[7] + (rotate(e, 14) ^ rotate(e, 18) ^ rotate(e, 41)) + choice + round_constants[i] + w[i];
        uint64_t second = (rotate(a, 28) ^ rotate(a, 34) ^ rotate(a, 39)) + majority;
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += first;
        v[0] = first + second;
    }
    for (int i = 0; i < STATE_WORDS; i++)
        state[i] += v[i];
}

static void sha_add(Sha *sha, const unsigned char *data, size_t length)
{
    size_t used = (size_t)(sha->length % BLOCK_SIZE);
    sha->length += length;
    while (length > 0) {
        size_t part = length < BLOCK_SIZE - used ? length : BLOCK_SIZE - used;
        memcpy(sha->block + used, data, part);
        data += part;
        length -= part;
        used += part;
        if (used == BLOCK_SIZE) {
            mix_block(sha->state, sha->block);
            used = 0;
        }
    }
}

/* A one bit, zeros, and the length in bits as 128 bits (5.1.2); the digest then is the state, big-endian. */
static void sha_finish(const Sha *so_far, unsigned char digest[64])
{
    Sha sha = *so_far;
    unsigned char padding[BLOCK_SIZE + 16] = {0x80}, size[16];
    unsigned __int128 bits = sha.length * 8;
    for (int i = 0; i < 16; i++)
        size[i] = (unsigned char)(bits >> (120 - 8 * i));
    size_t used = (size_t)(sha.length % BLOCK_SIZE);
    sha_add(&sha, padding, (used < BLOCK_SIZE - 16 ? BLOCK_SIZE - 16 : 2 * BLOCK_SIZE - 16) - used);
    sha_add(&sha, size, sizeof size);
    for (int i = 0; i < STATE_WORDS; i++) {
        uint64_t word = __builtin_bswap64(sha.state[i]);
        memcpy(digest + 8 * i, &word, 8);
    }
}

/* --- the objects ---------------------------------------------------------------------------------------- */

static TypeObject sha384_type, sha512_type;

static ShaObject *sha_of(View self)
{
    return (ShaObject *)self;
}

static size_t digest_size(View self)
{
    return type_of_peek(self) == &sha384_type ? 48 : 64;
}

static bool add_bytes(View self, View bytes)
{
    const unsigned char *data;
    size_t length;
    if (!bytes_data_peek(bytes, &data, &length)) {
        raise_error(TypeError, is_str(bytes) ? "Strings must be encoded before hashing" : "object supporting the buffer API required");
        return false;
    }
    sha_add(&sha_of(self)->sha, data, length);
    return true;
}

static Ref sha_new(TypeObject *type, const uint64_t *start, View bytes)
{
    ShaObject *self = object_new_raw(type->index, sizeof *self);
    if (!self)
        return NULL;
    self->object.refcount = 1;
    self->object.type = type->index;
    self->sha = (Sha){.length = 0};
    memcpy(self->sha.state, start, sizeof self->sha.state);
    Ref result = AS_OBJECT(self);
    if (bytes && !add_bytes(result, bytes))
        clear_place(&result);
    return result;
}

static Ref sha512_sha512(View self UNUSED, View *args)
{
    return sha_new(&sha512_type, start_512, args[0]);
}

static Ref sha512_sha384(View self UNUSED, View *args)
{
    return sha_new(&sha384_type, start_384, args[0]);
}

static Ref sha_update(View self, View *args)
{
    return add_bytes(self, args[0]) ? none_new() : NULL;
}

static Ref sha_digest(View self, View *args UNUSED)
{
    unsigned char digest[64];
    sha_finish(&sha_of(self)->sha, digest);
    return bytes_new(digest, digest_size(self));
}

static Ref sha_hexdigest(View self, View *args UNUSED)
{
    unsigned char digest[64], text[128];
    size_t size = digest_size(self);
    sha_finish(&sha_of(self)->sha, digest);
    for (size_t i = 0; i < 2 * size; i++)
        text[i] = (unsigned char)"0123456789abcdef"[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
    return str_from_latin1(text, 2 * size);
}

static Ref sha_copy(View self, View *args UNUSED)
{
    Ref copy = sha_new(type_of_peek(self), start_512, NULL);
    if (copy)
        sha_of(copy)->sha = sha_of(self)->sha;
    return copy;
}

static Ref sha_name(View self)
{
    return str_from_text(type_of_peek(self) == &sha384_type ? "sha384" : "sha512");
}

static Ref sha_digest_size(View self)
{
    return int_new((int64_t)digest_size(self));
}

static Ref sha_block_size(View self UNUSED)
{
    return int_new(BLOCK_SIZE);
}

static const NativeFunction sha_methods[] = {
    {"copy()", sha_copy, "Return a copy of the hash object."},
    {"digest()", sha_digest, "Return the digest value as a bytes object."},
    {"hexdigest()", sha_hexdigest, "Return the digest value as a string of hexadecimal digits."},
    {"update(obj, /)", sha_update, "Update this hash object's state with the provided string."},
    {NULL, NULL, NULL},
};
static const NativeProperty sha_properties[] = {
    {"block_size", sha_block_size, NULL, NULL},
    {"digest_size", sha_digest_size, NULL, NULL},
    {"name", sha_name, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

#define SHA_TYPE(full_name)                                                                                          \
    {                                                                                                                \
        .object = STATIC_HEAD(TYPE_TYPE), .name = (full_name), .size = sizeof(ShaObject), .flags = TYPE_FLAG_NO_NEW, \
        .methods = sha_methods, .properties = sha_properties                                                         \
    }
static TypeObject sha384_type = SHA_TYPE("_sha512.sha384"), sha512_type = SHA_TYPE("_sha512.sha512");

static bool init(ModuleObject *module UNUSED)
{
    make_round_constants();
    return module_type_ready(&sha384_type) && module_type_ready(&sha512_type);
}

static const NativeFunction functions[] = {
    {"sha384(string=b'', *, usedforsecurity=True)", sha512_sha384,
     "Return a new SHA-384 hash object; optionally initialized with a string."},
    {"sha512(string=b'', *, usedforsecurity=True)", sha512_sha512,
     "Return a new SHA-512 hash object; optionally initialized with a string."},
    {NULL, NULL, NULL},
};

const NativeModule _sha512_module = {.name = "_sha512", .doc = "SHA-512 and SHA-384.", .functions = functions, .init = init};
