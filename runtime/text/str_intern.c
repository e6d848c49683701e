/* str_intern: the table of interned strings: one string for each text, so that names compare by pointer.
 *
 * Layout:     open addressing with linear probing; the table is at most half full.
 * Ownership:  the table owns nothing. A string that dies takes itself out (str_forget_interned), so
 *             sys.getrefcount shows only real references.
 * Shared:     '' and one-character Latin-1 strings are interned by being unique, and are not in the table; of some
 *             letters there are two, see str_interned_character. */
#include "runtime/text/str_private.h"

enum { FIRST_CAPACITY = 2048 }; /* the names of the language take almost half of it */

static StrView *table;
static size_t capacity, used; /* capacity is a power of two */

static size_t home_of(uint32_t hash)
{
    return hash & (capacity - 1);
}

/* The place of the text in the table, or the empty place where it belongs. */
static size_t place_of(const unsigned char *data, size_t length, StrKind kind, uint32_t hash)
{
    for (size_t place = home_of(hash);; place = (place + 1) & (capacity - 1)) {
        StrView text = table[place];
        if (!text || (text->hash == hash && text->length == length && text->kind == kind && memcmp(text->data, data, length * kind) == 0))
            return place;
    }
}

static bool table_resize(size_t new_capacity)
{
    StrView *old = table, *new = heap_allocate_zeroed(new_capacity * sizeof *new);
    if (!new) {
        raise_memory_error();
        return false;
    }
    size_t old_capacity = capacity;
    table = new;
    capacity = new_capacity;
    for (size_t i = 0; i < old_capacity; i++) {
        if (!old[i])
            continue;
        size_t place = home_of(old[i]->hash);
        while (table[place])
            place = (place + 1) & (capacity - 1);
        table[place] = old[i];
    }
    if (old)
        heap_free(old, old_capacity * sizeof *old);
    return true;
}

bool str_interning_start(void)
{
    return table_resize(FIRST_CAPACITY);
}

void str_interning_stop(void)
{
    for (size_t i = 0; i < capacity; i++)
        if (table[i])
            table[i]->is_interned = false;
    if (table)
        heap_free(table, capacity * sizeof *table);
    table = NULL;
    capacity = used = 0;
}

/* Take the string at `place` out, and move back those that had to step over it. */
static void remove_place(size_t place)
{
    size_t mask = capacity - 1;
    for (size_t next = (place + 1) & mask; table[next]; next = (next + 1) & mask) {
        size_t home = home_of(table[next]->hash);
        bool must_stay = place <= next ? place < home && home <= next : place < home || home <= next;
        if (must_stay)
            continue;
        table[place] = table[next];
        place = next;
    }
    table[place] = NULL;
    used--;
}

void str_forget_interned(StrView text)
{
    if (!table)
        return;
    size_t place = home_of(text->hash);
    while (table[place] != text) /* it is there: the others need not be looked at */
        place = (place + 1) & (capacity - 1);
    remove_place(place);
}

static bool make_room(void)
{
    return used * 2 < capacity || table_resize(capacity * 2);
}

bool str_intern(Ref *place)
{
    StrView text = (StrView)*place;
    if (text->is_interned)
        return true;
    if (text->length == 0 || (text->length == 1 && text->kind == STR_1)) {
        replace_take(place, text->length ? str_interned_character(text->data[0]) : retain(str_empty));
        return true;
    }
    if (!make_room())
        return false;
    size_t index = place_of(text->data, text->length, (StrKind)text->kind, str_hash32(text));
    if (table[index]) {
        replace_take(place, retain(AS_OBJECT(table[index])));
        return true;
    }
    table[index] = text;
    text->is_interned = true;
    used++;
    return true;
}

static bool is_ascii_text(const char *text, size_t length)
{
    return str_widest_in(text, STR_1, length) < 128;
}

/* The interned string of ASCII characters, at least two: looked for before one is made. NULL with
 * MemoryError. */
static Ref intern_ascii(const char *text, size_t length)
{
    uint64_t wide = str_hash_bytes((const unsigned char *)text, length);
    uint32_t hash = (uint32_t)(wide ^ wide >> 32);
    if (!make_room())
        return NULL;
    StrView *place = &table[place_of((const unsigned char *)text, length, STR_1, hash)];
    if (*place)
        return retain(AS_OBJECT(*place));
    StrView made = (StrView)str_allocate_ascii(length);
    if (!made)
        return NULL;
    memcpy(made->data, text, length);
    str_hash_set(made, wide);
    made->is_interned = true;
    *place = made;
    used++;
    return AS_OBJECT(made);
}

Ref str_intern_bytes(const char *text, size_t length)
{
    if (length > 1 && is_ascii_text(text, length))
        return intern_ascii(text, length);
    Ref result = str_from_utf8(text, length);
    if (result && !str_intern(&result))
        clear_place(&result);
    return result;
}

Ref str_intern_text(const char *text)
{
    return str_intern_bytes(text, strlen(text));
}
