/* gc_module: the module gc, for the shell. */
#ifndef OURO_STDLIB_MEMORY_GC_MODULE_H
#define OURO_STDLIB_MEMORY_GC_MODULE_H

/* Forget gc.callbacks: the modules are about to be emptied. */
void gc_module_stop(void);

#endif
