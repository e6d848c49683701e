/* module_lazy: names of native modules that are made when somebody first asks for one.
 *
 * Some names cost more to make than the whole rest of a start (a set of three hundred names, classes written
 * in Python) and are rarely asked for. Whoever looks sees no difference: a name is made when it is missed,
 * and all of them before somebody sees the module's namespace as a dict. What was made once, or assigned, is
 * an ordinary entry from then on, which may be deleted. */
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "vm/module_state.h"

static int place_of(const LazyNames *lazy, View name)
{
    for (int i = 0; lazy->names[i]; i++)
        if (str_equal_text(name, lazy->names[i]))
            return i;
    return -1;
}

/* Make one. NULL without an exception if it cannot be had any more. Borrowed from the namespace. */
static View make_at(LazyNames *lazy, DictView dict, int place)
{
    uint32_t bit = UINT32_C(1) << place;
    if (lazy->made & bit || module_state.is_ending)
        return NULL;
    Ref key = str_intern_text(lazy->names[place]), value = NULL;
    View present = key ? dict_get_str_peek(dict, key) : NULL;
    if (!present && key && (value = lazy->make(lazy->names[place])) && dict_set(dict, key, value))
        present = value;
    if (present)
        lazy->made |= bit;
    release_maybe(key);
    release_maybe(value);
    return present;
}

View lazy_find_peek(LazyNames *lazy, DictView dict, View name)
{
    int place = lazy && !lazy->is_off && is_str(name) ? place_of(lazy, AS_OBJECT(str_view(name))) : -1;
    return place < 0 ? NULL : make_at(lazy, dict, place);
}

bool lazy_make_all(LazyNames *lazy, DictView dict)
{
    for (int i = 0; lazy && !lazy->is_off && lazy->names[i]; i++)
        if (!make_at(lazy, dict, i) && error_is_set())
            return false;
    return true;
}

void lazy_forget(LazyNames *lazy, View name)
{
    int place = lazy && is_str(name) ? place_of(lazy, AS_OBJECT(str_view(name))) : -1;
    if (place >= 0)
        lazy->made |= UINT32_C(1) << place;
}
