/* Tests of CPython's sizes: the table must be sorted, or the search misses rows. */
#include <criterion/criterion.h>
#include <string.h>

#include "runtime/classes/layout.h"
#include "tests/unit/fixture.h"

TestSuite(layout, .init = fixture_start, .fini = fixture_stop);

static const char *const names[] = {
#define LAYOUT(name, basic_size, item_size, flags) name,
#include "runtime/classes/layout.def"
#undef LAYOUT
};

Test(layout, rows_are_sorted)
{
    for (size_t i = 1; i < COUNT_OF(names); i++)
        cr_assert_lt(strcmp(names[i - 1], names[i]), 0, "%s stands before %s", names[i - 1], names[i]);
}

Test(layout, every_row_is_found)
{
    cr_assert_eq(layout_of(&type_type).basic_size, 904);
    cr_assert_eq(layout_of(&object_type).basic_size, 16);
    cr_assert_eq(layout_of(types[TYPE_LIST]).basic_size, 40);
    cr_assert_eq(layout_of(types[TYPE_ZIP]).basic_size, 48);
}
