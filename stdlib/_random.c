/* _random: the Mersenne Twister, on which the module random is built.
 *
 * MT19937 (Matsumoto and Nishimura, 1998): 624 words of state, twisted all at once when they are used up,
 * tempered one by one on the way out. Seeding is theirs too, so that a seed gives the numbers that it gives
 * in CPython. */
#include <time.h>
#include <unistd.h>

#include <sys/random.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

enum { WORDS = 624, MIDDLE = 397 };

/* Its size must be a multiple of a pointer's: attributes of subclasses' instances follow it. */
typedef struct RandomObject {
    GC_HEAD(unused);
    uint32_t padding;
    uint32_t next; /* the word of the state to be used next; WORDS: twist first */
    uint32_t state[WORDS];
} RandomObject;
_Static_assert(sizeof(RandomObject) % sizeof(void *) == 0, "attributes must be aligned");

static RandomObject *random_of(View self)
{
    return (RandomObject *)self;
}

/* --- the generator -------------------------------------------------------------------------------------- */

static uint32_t twist_pair(uint32_t high, uint32_t low)
{
    uint32_t mixed = (high & 0x80000000u) | (low & 0x7fffffffu);
    return mixed >> 1 ^ (low & 1 ? 0x9908b0dfu : 0);
}

static void twist(uint32_t *state)
{
    for (size_t i = 0; i < WORDS; i++)
        state[i] = state[(i + MIDDLE) % WORDS] ^ twist_pair(state[i], state[(i + 1) % WORDS]);
}

static uint32_t next_word(RandomObject *random)
{
    if (random->next >= WORDS) {
        twist(random->state);
        random->next = 0;
    }
    uint32_t word = random->state[random->next++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9d2c5680u;
    word ^= word << 15 & 0xefc60000u;
    return word ^ word >> 18;
}

static void seed_word(RandomObject *random, uint32_t seed)
{
    random->state[0] = seed;
    for (uint32_t i = 1; i < WORDS; i++)
        random->state[i] = 1812433253u * (random->state[i - 1] ^ random->state[i - 1] >> 30) + i;
    random->next = WORDS;
}

/* The step of both rounds of seed_words: mix what went before into the word at *place, then go on around the
 * circle, of which word 0 is only the last one's copy. */
static void stir(uint32_t *state, size_t *place, uint32_t factor)
{
    uint32_t before = state[*place - 1];
    state[*place] ^= (before ^ before >> 30) * factor;
}

static void advance(uint32_t *state, size_t *place)
{
    if (++*place == WORDS) {
        state[0] = state[WORDS - 1];
        *place = 1;
    }
}

static void seed_words(RandomObject *random, const uint32_t *key, size_t count)
{
    seed_word(random, 19650218u);
    uint32_t *state = random->state;
    size_t place = 1, used = 0;
    for (size_t left = count > WORDS ? count : WORDS; left > 0; left--) {
        stir(state, &place, 1664525u);
        state[place] += key[used] + (uint32_t)used;
        advance(state, &place);
        used = used + 1 == count ? 0 : used + 1;
    }
    for (size_t left = WORDS - 1; left > 0; left--) {
        stir(state, &place, 1566083941u);
        state[place] -= (uint32_t)place;
        advance(state, &place);
    }
    state[0] = 0x80000000u;
}

/* --- seeds ---------------------------------------------------------------------------------------------- */

/* From the system, or if it has none to give from the clock. */
static void seed_from_system(RandomObject *random)
{
    uint32_t key[WORDS];
    if (getrandom(key, sizeof key, GRND_NONBLOCK) == (ssize_t)sizeof key) {
        seed_words(random, key, WORDS);
        return;
    }
    struct timespec now, up;
    clock_gettime(CLOCK_REALTIME, &now);
    clock_gettime(CLOCK_MONOTONIC, &up);
    uint32_t few[] = {(uint32_t)now.tv_nsec, (uint32_t)now.tv_sec, (uint32_t)getpid(), (uint32_t)up.tv_nsec, (uint32_t)up.tv_sec};
    seed_words(random, few, COUNT_OF(few));
}

/* From the magnitude of an int, 32 bits at a time, the lowest first. */
static bool seed_from_int(RandomObject *random, View value)
{
    Magnitude m;
    magnitude_of(value, &m);
    size_t count = m.count ? (size_t)m.count * 2 - (m.limbs[m.count - 1] >> 32 == 0) : 1, size = count * sizeof(uint32_t);
    uint32_t *key = heap_allocate(size);
    if (!key) {
        raise_memory_error();
        return false;
    }
    for (size_t i = 0; i < count; i++)
        key[i] = m.count ? (uint32_t)(m.limbs[i / 2] >> (i % 2 ? 32 : 0)) : 0;
    seed_words(random, key, count);
    heap_free(key, size);
    return true;
}

static bool seed(View self, View value)
{
    if (!value || value == NONE) {
        seed_from_system(random_of(self));
        return true;
    }
    if (int_view(value))
        return seed_from_int(random_of(self), int_view(value));
    Hash hash = object_hash(value);
    Ref number = hash == -1 ? NULL : int_from_uint64((uint64_t)hash);
    bool done = number && seed_from_int(random_of(self), number);
    release_maybe(number);
    return done;
}

static Ref random_seed(View self, View *args)
{
    return seed(self, args[0]) ? none_new() : NULL;
}

static Ref random_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

static bool random_init(View self, View args, View kwargs)
{
    if (kwargs) {
        raise_error(TypeError, "Random() takes no keyword arguments");
        return false;
    }
    if (tuple_length(args) > 1) {
        raise_error(TypeError, "Random() requires 0 or 1 argument");
        return false;
    }
    return seed(self, tuple_length(args) ? tuple_item_peek(args, 0) : NULL);
}

/* --- numbers -------------------------------------------------------------------------------------------- */

/* 53 bits of two words: every multiple of 2**-53 in [0, 1) is equally likely. */
static Ref random_random(View self, View *args UNUSED)
{
    uint32_t high = next_word(random_of(self)) >> 5, low = next_word(random_of(self)) >> 6;
    return float_new(((double)high * 0x1p26 + (double)low) / 0x1p53);
}

/* The lowest words first; of the last, the upper bits. */
static Ref many_bits(RandomObject *random, uint64_t bits)
{
    size_t limbs = (size_t)((bits - 1) / LIMB_BITS + 1);
    BigIntObject *big = int_big_new(limbs);
    if (!big)
        return NULL;
    memset(big->limbs, 0, limbs * sizeof(mp_limb_t));
    for (size_t i = 0; bits > 0; i++) {
        if (!check_interrupt()) {
            int_big_drop(big, limbs);
            return NULL;
        }
        uint32_t word = next_word(random);
        if (bits < 32)
            word >>= 32 - bits;
        big->limbs[i / 2] |= (mp_limb_t)word << (i % 2 ? 32 : 0);
        bits = bits < 32 ? 0 : bits - 32;
    }
    return int_finish_take(big, limbs, limbs, false);
}

static Ref random_getrandbits(View self, View *args)
{
    int64_t bits;
    if (!is_int(args[0]) && !type_of_peek(args[0])->as_index)
        return raise_error(TypeError, "'%T' object cannot be interpreted as an integer", args[0]);
    bool fits = object_as_int64(args[0], &bits);
    if (!fits && !error_clear_if(OverflowError))
        return NULL;
    if (!fits || bits > INT32_MAX || bits < INT32_MIN)
        return raise_error(OverflowError, fits && bits > 0 ? "signed integer is greater than maximum"
                                          : fits           ? "signed integer is less than minimum"
                                                           : "Python int too large to convert to C int");
    if (bits < 0)
        return raise_error(ValueError, "number of bits must be non-negative");
    if (bits == 0)
        return int_new(0);
    if (bits <= 32)
        return int_new(next_word(random_of(self)) >> (32 - bits));
    return many_bits(random_of(self), (uint64_t)bits);
}

/* --- the state ------------------------------------------------------------------------------------------ */

static Ref random_getstate(View self, View *args UNUSED)
{
    Ref state = tuple_new(WORDS + 1);
    for (size_t i = 0; state && i <= WORDS; i++)
        if (!(((TupleView)state)->items[i] = int_new(i < WORDS ? random_of(self)->state[i] : random_of(self)->next)))
            clear_place(&state);
    return state;
}

static bool state_word(View item, uint64_t *word)
{
    int64_t number;
    View value = int_view(item);
    if (!value)
        raise_error(TypeError, "an integer is required");
    else if (int_sign(value) < 0)
        raise_error(OverflowError, "can't convert negative value to unsigned int");
    else if (!int_to_int64(value, &number) && int_bit_length(value) > 64)
        int_raise_too_large("unsigned long");
    else {
        Magnitude m;
        magnitude_of(value, &m);
        *word = m.count ? m.limbs[0] : 0;
        return true;
    }
    return false;
}

static Ref random_setstate(View self, View *args)
{
    uint32_t words[WORDS];
    uint64_t word = 0;
    int64_t next;
    View state = args[0];
    if (!is_tuple(state))
        return raise_error(TypeError, "state vector must be a tuple");
    if (tuple_length(state) != WORDS + 1)
        return raise_error(ValueError, "state vector is the wrong size");
    for (size_t i = 0; i < WORDS; i++) {
        if (!state_word(tuple_item_peek(state, i), &word))
            return NULL;
        words[i] = (uint32_t)word;
    }
    if (!object_as_int64(tuple_item_peek(state, WORDS), &next))
        return NULL;
    if (next < 0 || next > WORDS)
        return raise_error(ValueError, "invalid state");
    memcpy(random_of(self)->state, words, sizeof words);
    random_of(self)->next = (uint32_t)next;
    return none_new();
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void random_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static const NativeFunction random_methods[] = {
    {"getrandbits(k, /)", random_getrandbits, "getrandbits(k) -> x.  Generates an int with k random bits."},
    {"getstate()", random_getstate, "getstate() -> tuple containing the current state."},
    {"random()", random_random, "random() -> x in the interval [0, 1)."},
    {"seed(n=None, /)", random_seed,
     "seed([n]) -> None.  Defaults to use urandom and falls back to a combination of the current time and the process identifier."},
    {"setstate(state, /)", random_setstate, "setstate(state) -> None.  Restores generator state."},
    {NULL, NULL, NULL},
};

static TypeObject random_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_random.Random",
    .size = sizeof(RandomObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .traverse = random_traverse,
    .new = random_new,
    .init = random_init,
    .methods = random_methods,
    .doc = "Random() -> create a random number generator with its own internal state.",
};

static bool init(ModuleObject *module)
{
    return module_type_ready(&random_type) && dict_set_text(module->dict, "Random", AS_OBJECT(&random_type));
}

const NativeModule _random_module = {
    .name = "_random", .doc = "Module implements the Mersenne Twister random number generator.", .init = init};
