/* modules: the table of native modules, from modules.def. */
#include "stdlib/modules.h"

#define MODULE(name) extern const NativeModule name##_module;
#include "stdlib/modules.def"
#undef MODULE

const NativeModule *const modules_native[] = {
#define MODULE(name) &name##_module,
#include "stdlib/modules.def"
#undef MODULE
    NULL};
