/* exception_group: BaseExceptionGroup and ExceptionGroup: an exception that carries others, and what `except*`
 * needs of them. */
#ifndef OURO_RUNTIME_ERRORS_EXCEPTION_GROUP_H
#define OURO_RUNTIME_ERRORS_EXCEPTION_GROUP_H

#include "runtime/errors/exceptions.h"

static inline bool is_exception_group(View object)
{
    return is_exception(object) && is_instance(object, &exception_types[BaseExceptionGroup]);
}

/* The exceptions in the group, borrowed: a tuple. */
static inline View exception_group_items_peek(View group)
{
    return ((const ExceptionObject *)group)->extra[EXTRA_EXCEPTIONS];
}

/* What `except* class` takes of the exception (or of None: nothing): *match is a group, or None; *rest is
 * what is left, or None. An exception that is no group comes in a new one. Both owned. False with an
 * exception. */
MUST_USE bool exception_group_match(View exception, View class, Ref *match, Ref *rest);

/* At the end of an except*: what is to be raised, given the exception that was caught and a list of what its
 * clauses raised, raised again or left (None among them). What was raised again, or left, keeps its place in
 * the structure of the original. None if there is nothing; owned. NULL with an exception. */
MUST_USE Ref exception_group_rejoin(View original, View raised);

/* exceptions.c: fill the type's tables, before it is made ready; and ExceptionGroup's second base, after. */
void exception_group_set_up(TypeObject *type);
MUST_USE bool exception_group_add_base(void);

#endif
