/* Tests of the str: which kind a text gets, however it is made; what is shared and what is interned; slices,
 * search and comparison across kinds; UTF-8 in both directions. */
#include "tests/unit/fixture.h"

#include "runtime/bytes/bytes.h"
#include "runtime/containers/range.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str_private.h"
#include "runtime/text/strbuilder.h"

TestSuite(str, .init = fixture_start, .fini = fixture_stop);

/* A text of each kind: the ends of what a kind holds. */
static const struct {
    Character character;
    StrKind kind;
    bool is_ascii;
} ends[] = {{0, STR_1, true},      {0x7F, STR_1, true},    {0x80, STR_1, false},    {0xFF, STR_1, false},
            {0x100, STR_2, false}, {0xFFFF, STR_2, false}, {0x10000, STR_4, false}, {0x10FFFF, STR_4, false}};

static Ref text(const char *utf8)
{
    Ref made = str_from_text(utf8);
    cr_assert(made);
    return made;
}

/* Is it that text, of the least kind, with the zero behind it? Consumes it. */
static void expect_text_take(Ref made, const char *utf8)
{
    Ref expected = text(utf8);
    StrView a = (StrView)made, b = (StrView)expected;
    cr_assert(made && str_equal(made, expected), "not %s", utf8);
    cr_assert(a->kind == b->kind && a->is_ascii == b->is_ascii && a->length == b->length);
    for (size_t i = 0; i < a->kind; i++)
        cr_assert_eq(a->data[a->length * a->kind + i], 0);
    release(expected);
    release(made);
}

Test(str, kind_is_the_least_that_the_widest_character_needs)
{
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        Character characters[] = {'a', ends[i].character, 'b'};
        StrView made = (StrView)str_from_characters(characters, 3);
        cr_assert(made->kind == ends[i].kind && made->is_ascii == ends[i].is_ascii, "U+%X", ends[i].character);
        for (size_t k = 0; k < 3; k++)
            cr_assert_eq(str_at(made, k), characters[k]);
        cr_assert_eq(str_block_size(made), sizeof(StrObject) + 4 * made->kind);
        release(AS_OBJECT(made));
        made = (StrView)str_from_characters((Character[]){ends[i].character, ends[i].character}, 2);
        cr_assert(made->kind == ends[i].kind && made->is_ascii == ends[i].is_ascii, "U+%X twice", ends[i].character);
        release(AS_OBJECT(made));
    }
}

Test(str, strings_of_one_latin_1_character_and_none_are_shared)
{
    Ref wide = text("é€"), part = str_slice(wide, 0, 1), none = str_slice(wide, 1, 1),
        made = str_from_latin1((const unsigned char *)"\xE9", 1);
    cr_assert_eq(((StrView)wide)->kind, STR_2);
    cr_assert_eq(part, made, "a slice of a wider text is as narrow as it can be");
    cr_assert_eq(part, AS_OBJECT(&str_characters[0xE9]));
    cr_assert_eq(none, str_empty);
    Ref euro = str_character_at(wide, 1), again = str_character_at(wide, 1);
    cr_assert_neq(euro, again, "others are made anew");
    Ref all[] = {wide, part, none, made, euro, again};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(all[i]);
}

Test(str, joining_two_widens_to_the_wider)
{
    Ref narrow = text("ab"), latin = text("é"), wide = text("€"), widest = text("😀");
    expect_text_take(str_concat(narrow, latin), "abé");
    expect_text_take(str_concat(latin, wide), "é€");
    expect_text_take(str_concat(widest, narrow), "😀ab");
    Ref same = str_concat(str_empty, wide);
    cr_assert_eq(same, wide, "nothing need be made");
    release(same);
    expect_text_take(str_repeat(wide, 3), "€€€");
    expect_text_take(str_repeat(narrow, 3), "ababab");
    expect_text_take(str_repeat(narrow, -1), "");
    cr_assert(!str_repeat(narrow, PTRDIFF_MAX) && error_matches(OverflowError));
    Ref all[] = {narrow, latin, wide, widest};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(all[i]);
}

Test(str, what_nobody_else_has_grows_in_place_and_forgets_its_hash)
{
    Ref grown = text("abc"), piece = text("de"), other;
    uint32_t before = str_hash32((StrView)grown);
    grown = str_concat_take(grown, piece);
    cr_assert_neq(str_hash32((StrView)grown), before);
    other = retain(grown);
    Ref longer = str_concat_take(grown, piece);
    cr_assert_neq(longer, other, "another has it");
    expect_text_take(other, "abcde");
    expect_text_take(longer, "abcdede");
    Ref interned = str_intern_text("a name");
    View as_it_was = interned;
    Ref with_more = str_concat_take(retain(interned), piece);
    cr_assert_neq(with_more, as_it_was);
    expect_text_take(with_more, "a namede");
    expect_text_take(interned, "a name");
    release(piece);
}

Test(str, growing_bit_by_bit_takes_a_slack_that_the_block_size_tells)
{
    Ref grown = text("ab"), piece = text("c");
    for (size_t length = 2; length < 5000; length++) {
        StrView view = (StrView)grown;
        cr_assert_eq(view->length, length);
        cr_assert_eq(view->has_slack, sizeof(StrObject) + length + 1 > HEAP_SMALL_LIMIT);
        cr_assert_geq(str_block_size(view), sizeof(StrObject) + length + 1);
        grown = str_concat_take(grown, piece);
    }
    release(piece);
    release(grown);
}

Test(str, builder_widens_when_a_wider_character_comes)
{
    StrBuilder builder;
    strbuilder_start(&builder);
    for (int i = 0; i < 200; i++) /* more than its small buffer holds */
        strbuilder_add_character(&builder, 'a');
    strbuilder_add_text(&builder, "bc");
    cr_assert_eq(builder.kind, STR_1);
    strbuilder_add_character(&builder, 0x20AC);
    cr_assert_eq(builder.kind, STR_2);
    strbuilder_add_repeated(&builder, 0x1F600, 2);
    cr_assert_eq(builder.kind, STR_4);
    Ref made = strbuilder_finish(&builder), tail = str_slice(made, 199, 205);
    cr_assert_eq(str_length(made), 205);
    expect_text_take(tail, "abc€😀😀");
    release(made);
}

Test(str, builder_gives_back_the_one_str_that_was_added)
{
    StrBuilder builder;
    Ref whole = text("whole €");
    strbuilder_start(&builder);
    strbuilder_add_text(&builder, "");
    strbuilder_add_str(&builder, whole);
    Ref made = strbuilder_finish(&builder);
    cr_assert_eq(made, whole);
    strbuilder_start(&builder);
    strbuilder_add_str(&builder, whole);
    strbuilder_add_slice(&builder, whole, 0, 2);
    expect_text_take(strbuilder_finish(&builder), "whole €wh");
    strbuilder_start(&builder);
    strbuilder_add_str(&builder, whole);
    strbuilder_abandon(&builder);
    cr_assert_eq(whole->refcount, 2);
    release(made);
    release(whole);
}

Test(str, slice_narrows_and_the_whole_is_itself)
{
    Ref wide = text("ab€é😀");
    cr_assert_eq(((StrView)wide)->kind, STR_4);
    expect_text_take(str_slice(wide, 0, 2), "ab");
    expect_text_take(str_slice(wide, 1, 4), "b€é");
    expect_text_take(str_slice(wide, 3, 100), "é😀");
    expect_text_take(str_slice(wide, 4, 2), "");
    Ref whole = str_slice(wide, 0, 5);
    cr_assert_eq(whole, wide);
    release(whole);
    release(wide);
}

/* text[start:stop:step], each a number or None. */
static Ref subscript(View of, View start, View stop, View step)
{
    Ref slice = slice_new(start, stop, step), part = str_get_item(of, slice);
    release(slice);
    cr_assert(part);
    return part;
}

Test(str, subscripts_step_and_count_from_the_end)
{
    Ref wide = text("a€béc"), two = int_new(2), back = int_new(-1), back_two = int_new(-2), five = int_new(5);
    expect_text_take(subscript(wide, NONE, NONE, two), "abc");
    expect_text_take(subscript(wide, NONE, NONE, back), "céb€a");
    expect_text_take(subscript(wide, back, NONE, back_two), "cba");
    expect_text_take(subscript(wide, back_two, NONE, NONE), "éc");
    expect_text_take(subscript(wide, five, NONE, NONE), "");
    expect_text_take(str_get_item(wide, back_two), "é");
    cr_assert(!str_get_item(wide, five) && error_matches(IndexError));
    error_clear();
    cr_assert(!str_get_item(wide, NONE) && error_matches(TypeError));
    Ref all[] = {wide, two, back, back_two, five};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(all[i]);
}

Test(str, interned_strings_are_one_for_each_text_however_made)
{
    Ref name = str_intern_text("spam_of_the_test"), copy = text("spam_of_the_test"), wide = text("€ uro"), wide_copy = text("€ uro");
    cr_assert_neq(copy, name);
    cr_assert(str_intern(&copy) && str_intern(&wide) && str_intern(&wide_copy));
    cr_assert_eq(copy, name);
    cr_assert_eq(wide_copy, wide);
    cr_assert_eq(name->refcount, 2, "the table owns none");
    Ref letter = str_intern_text("x");
    cr_assert_neq(letter, AS_OBJECT(&str_characters['x']), "some letters are another object as a name, as in CPython");
    Ref same = str_from_character('x');
    cr_assert(str_intern(&same));
    cr_assert_eq(same, letter);
    release(same);
    Ref other = str_intern_text("X");
    cr_assert_eq(other, AS_OBJECT(&str_characters['X']));
    release(other);
    Ref all[] = {name, copy, wide, wide_copy, letter};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(all[i]);
}

/* Those that die leave the table; the others are found all the same, though the search for them went over
 * places that are now empty; and the table grows. */
Test(str, interned_string_that_dies_leaves_the_others_to_be_found)
{
    enum { MANY = 5000 };
    static Ref names[MANY];
    for (int i = 0; i < MANY; i++) {
        names[i] = str_format("name_%d", i);
        cr_assert(names[i] && str_intern(&names[i]));
    }
    for (int i = 0; i < MANY; i += 2)
        release(names[i]);
    for (int i = 1; i < MANY; i += 2) {
        Ref again = str_format("name_%d", i);
        cr_assert(again && str_intern(&again));
        cr_assert_eq(again, names[i], "name_%d", i);
        release(again);
        release(names[i]);
    }
}

Test(str, search_finds_parts_of_narrower_kinds_and_none_of_wider)
{
    Ref narrow = text("abcabc"), wide = text("abc€abc"), part = text("bc"), euro = text("€"), long_part = text("abcabcabc");
    cr_assert_eq(str_find(narrow, part, 0, 6, false), 1);
    cr_assert_eq(str_find(narrow, part, 0, 6, true), 4);
    cr_assert_eq(str_find(narrow, part, 2, 5, false), -1, "the end is not in the range");
    cr_assert_eq(str_find(wide, part, 2, 7, false), 5);
    cr_assert_eq(str_find(wide, euro, 0, 7, false), 3);
    cr_assert_eq(str_find(narrow, euro, 0, 6, false), -1);
    cr_assert_eq(str_find(narrow, long_part, 0, 6, false), -1);
    cr_assert_eq(str_find(narrow, str_empty, 2, 6, false), 2);
    cr_assert_eq(str_find(narrow, str_empty, 2, 6, true), 6);
    Ref all[] = {narrow, wide, part, euro, long_part};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        release(all[i]);
}

Test(str, order_is_that_of_the_code_points_whatever_the_kinds)
{
    static const char *const in_order[] = {"", "a", "ab", "a\xC3\xA9", "b", "\xC3\xA9", "€", "\xEF\xBF\xBF", "😀"};
    for (size_t i = 0; i < COUNT_OF(in_order); i++)
        for (size_t k = 0; k < COUNT_OF(in_order); k++) {
            Ref a = text(in_order[i]), b = text(in_order[k]);
            cr_assert_eq(str_compare(a, b), (i > k) - (i < k), "%zu and %zu", i, k);
            cr_assert_eq(str_equal(a, b), i == k);
            release(a);
            release(b);
        }
}

Test(str, utf8_comes_back_as_the_bytes_that_it_was_made_of)
{
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        Character characters[] = {ends[i].character, 'x', ends[i].character};
        Ref made = str_from_characters(characters, 3);
        size_t length;
        char *owned;
        const char *bytes = str_utf8((StrView)made, &length, &owned);
        cr_assert(bytes && bytes[length] == 0);
        cr_assert_eq(owned == NULL, ends[i].is_ascii, "ASCII text is its own UTF-8");
        Ref again = str_from_utf8(bytes, length);
        cr_assert(again && str_equal(made, again));
        str_utf8_free(owned, length);
        release(again);
        release(made);
    }
}

Test(str, what_is_no_utf8_is_refused)
{
    static const char *const wrong[] = {
        "a\x80",   "\xC0\x80", "\xC1\xBF",    "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
        "caf\xC3", "\xE2\x82", "\xE2\x28\xA1"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        cr_assert(!str_from_text(wrong[i]) && error_matches(UnicodeDecodeError), "case %zu", i);
        error_clear();
    }
}

Test(str, lone_surrogates_come_in_and_do_not_go_out)
{
    Ref lone = text("a\xED\xA0\x80");
    cr_assert_eq(str_at((StrView)lone, 1), 0xD800);
    size_t length;
    char *owned;
    cr_assert(!str_utf8((StrView)lone, &length, &owned) && error_matches(UnicodeEncodeError));
    cr_assert_null(owned);
    error_clear();
    release(lone);
}

/* No memory from now on. */
static void refuse(void)
{
    heap_fail_at(1, true);
}

/* It was refused: there is memory again. */
static void expect_refused(View made)
{
    heap_fail_at(0, false);
    cr_assert(!made && error_matches(MemoryError));
    error_clear();
}

Test(str, without_memory_nothing_is_made_and_what_was_taken_is_released)
{
    Ref a = text("abc€"), b = text("de"), kept = retain(b);
    refuse();
    expect_refused(str_concat(a, b));
    refuse();
    expect_refused(str_slice(a, 1, 4));
    refuse();
    expect_refused(str_repeat(a, 3));
    refuse();
    expect_refused(str_concat_take(kept, a));
    refuse();
    expect_refused(str_from_text("fgh"));
    refuse();
    expect_refused(str_intern_text("no name of the language"));
    cr_assert(a->refcount == 1 && b->refcount == 1);
    release(a);
    release(b);
}
