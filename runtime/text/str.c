/* str: string objects: making, hashing, joining two, comparing, slicing; and the type.
 *
 *     'abc'     kind 1    │ a │ b │ c │ 0 │                a byte for each character, up to U+00FF
 *     'aβc'     kind 2    │ a   │ β   │ c   │ 0   │        two, up to U+FFFF
 *     'a🐍'     kind 4    │ a       │ 🐍      │ 0       │   four
 *
 * Layout (PEP 393): all characters of a string take the same room, the least that the widest needs. So s[i]
 * is one step, as UTF-8 cannot have it, and a text of ASCII is as small as in C. One wide character makes the
 * whole string wide.
 *
 * Invariants:  kind is the least that fits the widest character, so equal strings have the same bytes; data
 *              ends with a zero character.
 * Shared:      '' and the 256 strings of one Latin-1 character are static; whoever makes a string of that
 *              length returns them.
 * Growing:     `s += t` on a string that has no other reference grows its block. To make that linear a block
 *              over 512 bytes is then taken an eighth larger than needed, and has_slack says so.
 * Elsewhere:   str_intern.c, str_search.c (str_find), str_iterator.c, str_methods.c, str_parts.c,
 *              str_split.c, str_predicates.c, str_utf8.c; the encodings are in codecs.c. */
#include "runtime/text/str.h"

#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/range.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/siphash.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str_private.h"

static SharedText empty_object;
Ref str_empty = AS_OBJECT(&empty_object);
SharedText str_characters[256], str_letters[STR_LETTERS];

/* CPython 3.11's start makes names of these before the shared strings of one character could be: so the constant 'a' of a program is
 * another object than chr(97), while 'g' is chr(103). */
static const char letters[] = "abcdefhiklmnopqrstvwxyBCLST_";
_Static_assert(sizeof letters == STR_LETTERS + 1, "one shared string for each");
static uint8_t letter_places[256]; /* from 1 */

Ref str_interned_character(unsigned char character)
{
    uint8_t place = letter_places[character];
    return retain(AS_OBJECT(place ? &str_letters[place - 1] : &str_characters[character]));
}

static void make_letters(void)
{
    for (unsigned i = 0; i < STR_LETTERS; i++) {
        unsigned char letter = (unsigned char)letters[i];
        memcpy(&str_letters[i], &str_characters[letter], sizeof *str_letters);
        str_characters[letter].text.is_interned = false;
        letter_places[letter] = (uint8_t)(i + 1);
    }
}

uint64_t str_hash_secret[2];
static SharedText truth_objects[2];
View str_truths[2];

static void make_shared(StrObject *text, size_t length, bool is_ascii)
{
    *text = (StrObject){.object = {SHARED_COUNT, TYPE_STR}, .head = STR_HEAD(STR_1, is_ascii, length)};
    text->is_interned = true;
}

bool strs_start(void)
{
    make_shared(&empty_object.text, 0, true);
    for (unsigned i = 0; i < 256; i++) {
        make_shared(&str_characters[i].text, 1, i < 128);
        str_characters[i].text.data[0] = (unsigned char)i;
    }
    make_letters();
    static const char *const truths[] = {"False", "True"};
    for (size_t i = 0; i < COUNT_OF(truths); i++) {
        make_shared(&truth_objects[i].text, strlen(truths[i]), true);
        memcpy(truth_objects[i].text.data, truths[i], strlen(truths[i]));
        truth_objects[i].text.is_interned = false;
        str_truths[i] = AS_OBJECT(&truth_objects[i]);
    }
    return str_interning_start();
}

void strs_stop(void)
{
    str_interning_stop();
}

/* --- making --------------------------------------------------------------------------------------------- */

/* With slack, sizes are rounded up to a multiple of an eighth of the power of two below. */
static size_t with_slack(size_t size)
{
    size_t step = (size_t)1 << (60 - __builtin_clzl(size | 512));
    return (size + step - 1) & ~(step - 1);
}

static size_t text_size(size_t length, size_t kind)
{
    return sizeof(StrObject) + (length + 1) * kind;
}

size_t str_allocated_size(View self)
{
    StrView text = (StrView)self;
    size_t size = text_size(text->length, text->kind);
    return text->has_slack ? with_slack(size) : size;
}

/* str_allocate for a text of ASCII characters, at least one. */
Ref str_allocate_ascii(size_t length)
{
    size_t size = text_size(length, STR_1);
    StrObject *text = length < HEAP_SMALL_LIMIT ? heap_allocate_object(size) : NULL;
    if (UNLIKELY(!text))
        return str_allocate(length, 0x7F);
    text->object = (Object){1, TYPE_STR};
    text->hash = 0;
    text->head = STR_HEAD(STR_1, true, length);
    text->data[length] = 0;
    return AS_OBJECT(text);
}

Ref str_allocate(size_t length, Character widest)
{
    if (length == 0)
        return retain(str_empty);
    StrKind kind = str_kind_for(widest);
    if (UNLIKELY(length > ((size_t)PTRDIFF_MAX - 64) / kind - 64))
        return raise_memory_error();
    size_t size = text_size(length, kind);
    StrObject *text = heap_allocate_object(size);
    if (UNLIKELY(!text) && !(text = object_new_raw(TYPE_STR, size)))
        return NULL;
    text->object = (Object){1, TYPE_STR};
    text->hash = 0;
    text->head = STR_HEAD(kind, widest < 128, length);
    memset(text->data + length * kind, 0, kind);
    return AS_OBJECT(text);
}

Ref str_from_character(Character character)
{
    if (character < 256)
        return retain(AS_OBJECT(&str_characters[character]));
    Ref result = str_allocate(1, character);
    if (result)
        str_put((StrView)result, 0, character);
    return result;
}

Ref str_from_latin1(const unsigned char *bytes, size_t length)
{
    if (length == 1)
        return str_from_character(bytes[0]);
    Ref result = str_allocate(length, str_widest_in(bytes, STR_1, length));
    if (result && length)
        memcpy(((StrView)result)->data, bytes, length);
    return result;
}

static Ref from_data(const void *data, StrKind kind, size_t length)
{
    if (length == 0)
        return retain(str_empty);
    Character widest = str_widest_in(data, kind, length);
    if (length == 1 && widest < 256)
        return str_from_character(kind == STR_1   ? *(const uint8_t *)data
                                  : kind == STR_2 ? *(const uint16_t *)data
                                                  : *(const uint32_t *)data);
    Ref result = str_allocate(length, widest);
    if (result)
        str_copy_characters(((StrView)result)->data, str_kind_for(widest), data, kind, length);
    return result;
}

Ref str_from_characters(const Character *characters, size_t count)
{
    return from_data(characters, STR_4, count);
}

/* --- characters ----------------------------------------------------------------------------------------- */

static uint32_t bits_of_bytes(const unsigned char *data, size_t count)
{
    uint64_t all = 0, word;
    for (; count >= sizeof word; count -= sizeof word, data += sizeof word) {
        memcpy(&word, data, sizeof word);
        if ((all |= word) & 0x8080808080808080u)
            return 0x80;
    }
    all |= sip_tail(data, count);
    return all & 0x8080808080808080u ? 0x80 : 0;
}

/* The bounds are one less than powers of two, so it is enough to or all characters together. */
Character str_widest_in(const void *data, StrKind kind, size_t count)
{
    uint32_t bits = 0;
    if (kind == STR_1) {
        bits = bits_of_bytes(data, count);
    } else if (kind == STR_2) {
        for (const uint16_t *c = data, *end = c + count; c < end; c++)
            bits |= *c;
    } else {
        for (const uint32_t *c = data, *end = c + count; c < end; c++)
            bits |= *c;
    }
    return bits < 0x80 ? 0x7F : bits < 0x100 ? 0xFF : bits < 0x10000 ? 0xFFFF : 0x10FFFF;
}

Character str_widest(StrView text)
{
    return text->is_ascii ? 0x7F : text->kind == STR_1 ? 0xFF : text->kind == STR_2 ? 0xFFFF : 0x10FFFF;
}

#define COPY(target_type, source_type)     \
    do {                                   \
        target_type *to = target;          \
        const source_type *from = source;  \
        for (size_t i = 0; i < count; i++) \
            to[i] = (target_type)from[i];  \
    } while (0)

void str_copy_characters(void *target, StrKind target_kind, const void *source, StrKind source_kind, size_t count)
{
    if (target_kind == source_kind) {
        copy_few(target, source, count * source_kind);
        return;
    }
    switch (target_kind * 8 + source_kind) {
    case STR_1 * 8 + STR_2: COPY(uint8_t, uint16_t); break;
    case STR_1 * 8 + STR_4: COPY(uint8_t, uint32_t); break;
    case STR_2 * 8 + STR_1: COPY(uint16_t, uint8_t); break;
    case STR_2 * 8 + STR_4: COPY(uint16_t, uint32_t); break;
    case STR_4 * 8 + STR_1: COPY(uint32_t, uint8_t); break;
    default: COPY(uint32_t, uint16_t); break;
    }
}

void str_copy(StrView target, size_t at, StrView source, size_t start, size_t count)
{
    str_copy_characters(target->data + at * target->kind, (StrKind)target->kind, str_data_at(source, start), (StrKind)source->kind, count);
}

/* --- hashing -------------------------------------------------------------------------------------------- */

/* CPython's generator of the key. */
void str_hash_seed(uint32_t seed)
{
    unsigned char key[sizeof str_hash_secret] = {0};
    for (size_t i = 0; seed && i < sizeof key; i++) {
        seed = seed * 214013 + 2531011;
        key[i] = (unsigned char)(seed >> 16);
    }
    memcpy(str_hash_secret, key, sizeof key);
}

void str_hash_randomize(void)
{
    if (getrandom(str_hash_secret, sizeof str_hash_secret, GRND_NONBLOCK) == (ssize_t)sizeof str_hash_secret)
        return;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    str_hash_seed((uint32_t)now.tv_nsec ^ (uint32_t)now.tv_sec ^ (uint32_t)getpid() << 16);
}

uint64_t str_hash_bytes(const unsigned char *data, size_t size)
{
    uint64_t hash = size ? siphash13(str_hash_secret, data, size) : 0;
    return hash == UINT64_MAX ? UINT64_MAX - 1 : hash;
}

uint32_t str_hash_compute(StrView text)
{
    str_hash_set(text, str_hash_bytes(text->data, text->length * text->kind));
    return text->hash;
}

/* --- concatenating -------------------------------------------------------------------------------------- */

static Ref raise_too_large(void)
{
    return raise_error(OverflowError, "strings are too large to concat");
}

Ref str_concat(View left, View right)
{
    StrView a = str_view(left), b = str_view(right);
    if (a->length == 0)
        return retain(AS_OBJECT(b));
    if (b->length == 0)
        return retain(AS_OBJECT(a));
    if (a->length > (size_t)PTRDIFF_MAX - b->length)
        return raise_too_large();
    Character widest = str_widest(a) > str_widest(b) ? str_widest(a) : str_widest(b);
    Ref result = str_allocate(a->length + b->length, widest);
    if (result) {
        str_copy((StrView)result, 0, a, 0, a->length);
        str_copy((StrView)result, a->length, b, 0, b->length);
    }
    return result;
}

/* May this string be changed in place? Nobody else has it, and it is in no table. */
static bool is_private(StrView text)
{
    return text->object.refcount == 1 && !text->is_interned && text->object.type == TYPE_STR;
}

/* Make room behind the text. NULL if there is no memory: the old block stays. */
static StrView grow(StrView text, size_t length)
{
    size_t size = text_size(length, text->kind), old_size = str_allocated_size(AS_OBJECT(text));
    bool slack = text->has_slack || size > HEAP_SMALL_LIMIT;
    size_t new_size = slack ? with_slack(size) : size;
    if (new_size != old_size && !(text = heap_resize_object(text, old_size, new_size)))
        return NULL;
    if (slack && !text->has_slack)
        text->has_slack = true;
    return text;
}

Ref str_concat_take(Ref left, View right)
{
    StrView a = (StrView)left, b = str_view(right);
    size_t length = a->length, added = b->length;
    bool in_place = is_private(a) && b->kind <= a->kind && a != b && added;
    StrView grown = in_place ? grow(a, length + added) : NULL;
    if (!grown) {
        Ref result = str_concat(left, right);
        release(left);
        return result;
    }
    str_copy(grown, length, b, 0, added);
    bool has_slack = grown->has_slack;
    length += added;
    grown->head = STR_HEAD(grown->kind, grown->is_ascii && b->is_ascii, length);
    if (has_slack)
        grown->has_slack = true;
    if (LIKELY(grown->kind == STR_1))
        grown->data[length] = 0;
    else
        memset(grown->data + length * grown->kind, 0, grown->kind);
    grown->hash = 0;
    return AS_OBJECT(grown);
}

Ref str_repeat(View self, Index count)
{
    StrView text = str_view(self);
    if (count <= 0 || text->length == 0)
        return retain(str_empty);
    if (count == 1)
        return retain(AS_OBJECT(text));
    size_t length;
    if (__builtin_mul_overflow(text->length, (size_t)count, &length) || length > (size_t)PTRDIFF_MAX)
        return raise_error(OverflowError, "repeated string is too long");
    Ref result = str_allocate(length, str_widest(text));
    if (!result)
        return NULL;
    unsigned char *data = ((StrView)result)->data;
    size_t piece = text->length * text->kind, total = length * text->kind;
    if (piece == 1) {
        memset(data, text->data[0], total);
        return result;
    }
    memcpy(data, text->data, piece);
    for (size_t done = piece; done < total; done += piece) { /* double what is there */
        piece = done < total - done ? done : total - done;
        memcpy(data + done, data, piece);
    }
    return result;
}

/* --- slicing -------------------------------------------------------------------------------------------- */

Ref str_character_at(View text, size_t index)
{
    return str_from_character(str_at(str_view(text), index));
}

Ref str_slice(View self, size_t start, size_t stop)
{
    StrView text = str_view(self);
    if (stop > text->length)
        stop = text->length;
    if (start >= stop)
        return retain(str_empty);
    if (stop - start == text->length)
        return retain(AS_OBJECT(text));
    if (!text->is_ascii)
        return from_data(str_data_at(text, start), (StrKind)text->kind, stop - start);
    if (stop - start == 1)
        return str_from_character(text->data[start]);
    Ref result = str_allocate_ascii(stop - start);
    if (result)
        memcpy(((StrView)result)->data, text->data + start, stop - start);
    return result;
}

static Ref slice_with_step(StrView text, Index start, Index step, size_t count)
{
    if (count == 0)
        return retain(str_empty);
    Character bits = 0;
    for (size_t i = 0; i < count; i++)
        bits |= str_at(text, (size_t)(start + (Index)i * step));
    if (count == 1)
        return str_from_character(str_at(text, (size_t)start));
    Ref result = str_allocate(count, bits);
    for (size_t i = 0; result && i < count; i++)
        str_put((StrView)result, i, str_at(text, (size_t)(start + (Index)i * step)));
    return result;
}

Ref str_get_item(View self, View key)
{
    StrView text = str_view(self);
    if (key->type == TYPE_SLICE) {
        Index start, stop, step;
        size_t count;
        if (!slice_resolve(key, text->length, &start, &stop, &step, &count))
            return NULL;
        return step == 1 ? str_slice(AS_OBJECT(text), (size_t)start, (size_t)start + count) : slice_with_step(text, start, step, count);
    }
    if (!is_int(key) && !type_of_peek(key)->as_index)
        return raise_error(TypeError, "string indices must be integers, not '%T'", key);
    Index index;
    if (!object_as_index(key, &index))
        return NULL;
    if (index < 0)
        index += (Index)text->length;
    if (index < 0 || (size_t)index >= text->length)
        return raise_error(IndexError, "string index out of range");
    return str_from_character(str_at(text, (size_t)index));
}

/* --- comparing ------------------------------------------------------------------------------------------ */

bool str_equal(View left, View right)
{
    StrView a = str_view(left), b = str_view(right);
    if (a == b)
        return true;
    if (a->length != b->length || a->kind != b->kind || (a->hash && b->hash && a->hash != b->hash))
        return false;
    return memcmp(a->data, b->data, a->length * a->kind) == 0;
}

bool str_equal_text(View self, const char *ascii)
{
    StrView text = str_view(self);
    size_t length = strlen(ascii);
    return text->length == length && text->kind == STR_1 && memcmp(text->data, ascii, length) == 0;
}

int str_compare(View left, View right)
{
    StrView a = str_view(left), b = str_view(right);
    size_t shorter = a->length < b->length ? a->length : b->length;
    if (a->kind == STR_1 && b->kind == STR_1) {
        int order = memcmp(a->data, b->data, shorter);
        if (order)
            return order < 0 ? -1 : 1;
    } else {
        for (size_t i = 0; i < shorter; i++) {
            Character c = str_at(a, i), d = str_at(b, i);
            if (c != d)
                return c < d ? -1 : 1;
        }
    }
    return (a->length > b->length) - (a->length < b->length);
}

/* --- slots ---------------------------------------------------------------------------------------------- */

static Ref slot_compare(View self, View other, Comparison comparison)
{
    StrView left = str_view(self), right = str_view(other);
    if (!left || !right)
        return retain(NOT_IMPLEMENTED);
    if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
        return bool_new(str_equal(AS_OBJECT(left), AS_OBJECT(right)) == (comparison == COMPARE_EQ));
    return order_result(str_compare(AS_OBJECT(left), AS_OBJECT(right)), comparison);
}

Ref sequence_add_other(View left, View right, BinarySlot own_slot, const char *message)
{
    BinarySlot other = type_of_peek(right)->binary[BINARY_ADD];
    if (other && other != own_slot) {
        Ref result = other(left, right);
        if (result != NOT_IMPLEMENTED)
            return result;
        release(result);
    }
    return raise_error(TypeError, message, right);
}

static Ref slot_add(View left, View right)
{
    StrView a = str_view(left), b = str_view(right);
    if (!a)
        return retain(NOT_IMPLEMENTED);
    if (!b)
        return sequence_add_other(left, right, slot_add, "can only concatenate str (not \"%T\") to str");
    return str_concat(AS_OBJECT(a), AS_OBJECT(b));
}

bool sequence_repeat_count(View count, BinarySlot own_slot, View left, View right, Index *times, Ref *result)
{
    *result = NULL;
    TypeObject *type = type_of_peek(count);
    BinarySlot other = type->binary[BINARY_MULT];
    if (is_int(count) || type->as_index)
        return object_as_index_overflow(count, times);
    if (count == right && other && other != own_slot && !type->length) {
        *result = other(left, right);
        if (*result != NOT_IMPLEMENTED)
            return false;
        clear_place(result);
    }
    raise_error(TypeError, "can't multiply sequence by non-int of type '%T'", count);
    return false;
}

static Ref slot_multiply(View left, View right)
{
    Index times;
    Ref result;
    bool text_first = is_str(left);
    if (!sequence_repeat_count(text_first ? right : left, slot_multiply, left, right, &times, &result))
        return result;
    return str_repeat(text_first ? left : right, times);
}

static Ref slot_modulo(View left, View right)
{
    return is_str(left) ? str_percent(AS_OBJECT(str_view(left)), right) : retain(NOT_IMPLEMENTED);
}

static Index slot_length(View self)
{
    return (Index)str_view(self)->length;
}

static int slot_contains(View self, View item)
{
    StrView part = str_view(item), text = str_view(self);
    if (part)
        return str_find(AS_OBJECT(text), AS_OBJECT(part), 0, text->length, false) >= 0;
    raise_error(TypeError, "'in <string>' requires string as left operand, not %T", item);
    return -1;
}

static Hash slot_hash(View self)
{
    return str_hash(str_view(self));
}

static Ref slot_str(View self)
{
    return retain(AS_OBJECT(str_view(self)));
}

static Ref slot_repr(View self)
{
    return str_repr(AS_OBJECT(str_view(self)));
}

static void slot_finish(View self)
{
    if (((StrView)self)->is_interned)
        str_forget_interned((StrView)self);
}

static const NativeFunction new_native = {"str(object='', encoding='utf-8', errors='strict')", str_construct, NULL};

TypeObject str_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_STR,
    .name = "str",
    .doc =
        "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
        "Create a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\n"
        "that will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\n"
        "or repr(object).\nencoding defaults to sys.getdefaultencoding().\nerrors defaults to 'strict'.",
    .flags = TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_STR,
    .size = sizeof(StrObject),
    .allocated_size = str_allocated_size,
    .finish = slot_finish,
    .new_native = &new_native,
    .repr = slot_repr,
    .str = slot_str,
    .hash = slot_hash,
    .compare = slot_compare,
    .iterate = str_iterate,
    .length = slot_length,
    .get_item = str_get_item,
    .contains = slot_contains,
    .binary = {[BINARY_ADD] = slot_add, [BINARY_MULT] = slot_multiply, [BINARY_MOD] = slot_modulo},
    .methods = str_methods,
    .static_methods = str_static_methods,
};
