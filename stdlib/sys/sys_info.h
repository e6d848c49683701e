/* sys_info: what sys knows of the interpreter and the machine: version_info, flags, hash_info, paths … */
#ifndef OURO_STDLIB_SYS_SYS_INFO_H
#define OURO_STDLIB_SYS_SYS_INFO_H

#include "vm/module.h"

/* Add all of it to the dict of sys. False with an exception. */
MUST_USE bool sys_add_info(DictView dict);

extern const char sys_version[]; /* sys.version */

/* What of it is made later. */
extern LazyNames sys_lazy_names;

#endif
