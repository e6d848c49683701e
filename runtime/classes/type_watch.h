/* type_watch: what changes in classes, for those who remember something of them. */
#ifndef OURO_RUNTIME_CLASSES_TYPE_WATCH_H
#define OURO_RUNTIME_CLASSES_TYPE_WATCH_H

#include <stdint.h>

/* How many times a class has been given another __name__. */
extern uint32_t type_renames;

#endif
