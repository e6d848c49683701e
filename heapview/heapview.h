/* heapview: the module of that name. */
#ifndef OURO_HEAPVIEW_HEAPVIEW_H
#define OURO_HEAPVIEW_HEAPVIEW_H

#include "vm/module.h"

extern const NativeModule heapview_module;

#endif
