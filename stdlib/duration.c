/* duration: how long somebody is to wait, as Python says it: a number of seconds. */
#include "stdlib/duration.h"

#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"

static const int64_t second_ns = DURATION_SECOND;

bool duration_nanoseconds(View seconds, int64_t *result)
{
    double number;
    int64_t whole;
    if (is_float(seconds)) {
        number = float_value(seconds);
        if (isnan(number)) {
            raise_error(ValueError, "Invalid value NaN (not a number)");
            return false;
        }
        number = number < 0 ? floor(number * 1e9) : ceil(number * 1e9);
        // cppcheck-suppress incorrectLogicOperator ; it misreads hexadecimal floats
        if (number >= -0x1p63 && number < 0x1p63) {
            *result = (int64_t)number;
            return true;
        }
    } else {
        if (!is_int(seconds) && !type_of_peek(seconds)->as_index) {
            raise_error(TypeError, "'%T' object cannot be interpreted as an integer", seconds);
            return false;
        }
        if (object_as_int64(seconds, &whole)) {
            if (!__builtin_mul_overflow(whole, second_ns, result))
                return true;
        } else if (!error_clear_if(OverflowError)) {
            return false;
        }
    }
    raise_error(OverflowError, "timestamp too large to convert to C _PyTime_t");
    return false;
}

struct timespec duration_moment(int64_t nanoseconds)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t until;
    if (__builtin_add_overflow((int64_t)now.tv_sec * second_ns + now.tv_nsec, nanoseconds, &until))
        until = INT64_MAX;
    return (struct timespec){.tv_sec = until / second_ns, .tv_nsec = until % second_ns};
}
