/* Tests of int: the border between words and long integers, division, shifts, text, hashes. */
#include "tests/unit/fixture.h"

#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

TestSuite(int_objects, .init = fixture_start, .fini = fixture_stop);

static Ref number(const char *text)
{
    Ref original = str_from_text(text), value = int_parse(text, strlen(text), 10, original);
    release(original);
    cr_assert(value, "%s", text);
    return value;
}

static void check(Ref value, const char *expected)
{
    cr_assert(value);
    Ref text = int_to_str(value, 10, false);
    cr_assert(str_equal_text(text, expected), "expected %s", expected);
    release(text);
    release(value);
}

#define CHECK(function, a, b, expected)          \
    do {                                         \
        Ref left = number(a), right = number(b); \
        check(function(left, right), expected);  \
        release(left);                           \
        release(right);                          \
    } while (0)

Test(int_objects, sums_leave_the_word_and_come_back)
{
    CHECK(int_add, "9223372036854775807", "1", "9223372036854775808");
    CHECK(int_subtract, "9223372036854775808", "1", "9223372036854775807");
    CHECK(int_subtract, "-9223372036854775808", "1", "-9223372036854775809");
    CHECK(int_multiply, "4294967296", "4294967296", "18446744073709551616");
}

Test(int_objects, word_again_is_an_ordinary_int)
{
    Ref big = number("9223372036854775808"), one = int_new(1), back = int_subtract(big, one);
    cr_assert_eq(back->type, TYPE_INT);
    cr_assert_eq(big->type, TYPE_BIGINT);
    release(big);
    release(one);
    release(back);
}

Test(int_objects, division_rounds_down_and_the_rest_has_the_divisors_sign)
{
    CHECK(int_floor_divide, "-7", "2", "-4");
    CHECK(int_modulo, "-7", "2", "1");
    CHECK(int_modulo, "7", "-2", "-1");
    CHECK(int_floor_divide, "-100000000000000000000", "3", "-33333333333333333334");
    CHECK(int_modulo, "-100000000000000000000", "3", "2");
    CHECK(int_floor_divide, "-9223372036854775808", "-1", "9223372036854775808");
}

Test(int_objects, quotient_times_divisor_plus_rest_is_the_dividend)
{
    const char *const samples[] = {
        "1", "-3", "97", "-9223372036854775808", "18446744073709551615", "-340282366920938463463374607431768211457"};
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        for (size_t k = 0; k < COUNT_OF(samples); k++) {
            Ref a = number(samples[i]), b = number(samples[k]);
            Ref quotient = int_floor_divide(a, b), rest = int_modulo(a, b), product = int_multiply(quotient, b),
                sum = int_add(product, rest);
            cr_assert_eq(int_compare(sum, a), 0);
            Ref all[] = {a, b, quotient, rest, product, sum};
            for (size_t n = 0; n < COUNT_OF(all); n++)
                release(all[n]);
        }
    }
}

Test(int_objects, division_by_zero_is_an_error)
{
    Ref one = int_new(1), zero = int_new(0);
    cr_assert_null(int_floor_divide(one, zero));
    cr_assert(error_matches(ZeroDivisionError));
    error_clear();
    release(one);
    release(zero);
}

Test(int_objects, shifts_go_both_ways)
{
    CHECK(int_shift_left, "1", "100", "1267650600228229401496703205376");
    CHECK(int_shift_right, "1267650600228229401496703205376", "99", "2");
    CHECK(int_shift_right, "-1", "200", "-1");
    CHECK(int_and, "-1", "18446744073709551616", "18446744073709551616");
}

Test(int_objects, small_numbers_are_shared_and_others_are_not)
{
    Ref a = int_new(256), b = int_new(256), c = int_new(257), d = int_new(257);
    cr_assert_eq(a, b);
    cr_assert_neq(c, d);
    release(a);
    release(b);
    release(c);
    release(d);
}

Test(int_objects, hash_is_the_number_modulo_the_mersenne_prime)
{
    Ref prime = number("2305843009213693951"), one_more = number("2305843009213693952"), minus_one = int_new(-1);
    cr_assert_eq(int_hash(prime), 0);
    cr_assert_eq(int_hash(one_more), 1);
    cr_assert_eq(int_hash(minus_one), -2);
    release(prime);
    release(one_more);
    release(minus_one);
}
