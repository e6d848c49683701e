/* cell: a box for a variable that functions share.
 *
 *     def counter():             frame of counter ──► cell ──► 0
 *         n = 0                                        ▲
 *         def step(): nonlocal n …    step.__closure__ ┘
 *
 * A variable that an inner function uses cannot live in the outer function's frame, which ends first. It is
 * kept in a cell; the frame and the closure each own a reference to that. An empty cell (value NULL) is an
 * unbound variable. Comparing two cells compares what is in them, and may run Python code. */
#include "runtime/containers/cell.h"

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

Ref cell_new(View value)
{
    CellObject *cell = gc_new(TYPE_CELL, sizeof *cell);
    if (!cell)
        return NULL;
    cell->value = retain_maybe(value);
    gc_track(AS_OBJECT(cell));
    return AS_OBJECT(cell);
}

static void cell_finish(View self)
{
    clear_place(&((CellObject *)self)->value);
}

static void cell_traverse(View self, Visitor visit, void *context)
{
    VISIT(((CellObject *)self)->value);
}

static Ref cell_repr(View self)
{
    View value = ((CellObject *)self)->value;
    if (!value)
        return str_format("<cell at %p: empty>", (void *)self);
    return str_format("<cell at %p: %T object at %p>", (void *)self, value, (void *)value);
}

static Ref cell_compare(View left, View right, Comparison comparison)
{
    if (left->type != TYPE_CELL || right->type != TYPE_CELL)
        return retain(NOT_IMPLEMENTED);
    View a = ((CellObject *)left)->value, b = ((CellObject *)right)->value;
    if (a && b)
        return object_compare(a, b, comparison);
    return object_compare(a ? TRUE : FALSE, b ? TRUE : FALSE, comparison); /* an empty cell comes first */
}

static Ref cell_get_contents(View self)
{
    View value = ((CellObject *)self)->value;
    return value ? retain(value) : raise_error(ValueError, "Cell is empty");
}

static bool cell_set_contents(View self, View value)
{
    cell_set(self, value);
    return true;
}

static Ref cell_new_native(View type UNUSED, View *args)
{
    return cell_new(args[0]);
}

static const NativeFunction cell_constructor = {"cell(contents=None, /)", cell_new_native, NULL};
static const NativeProperty cell_properties[] = {
    {"cell_contents", cell_get_contents, cell_set_contents, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject cell_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_CELL,
    .name = "cell",
    .doc = "([contents])\n--\n\nHolds a variable that functions share with those defined in them.",
    .size = sizeof(CellObject),
    .flags = TYPE_FLAG_GC,
    .new_native = &cell_constructor,
    .finish = cell_finish,
    .traverse = cell_traverse,
    .clear = cell_finish,
    .repr = cell_repr,
    .compare = cell_compare,
    .properties = cell_properties,
};
