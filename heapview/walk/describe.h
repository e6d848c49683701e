/* describe: what an object is, in a few characters, found without running any Python code: `[1, 2, 'a']`,
 * `Node object`, `function f`. */
#ifndef OURO_HEAPVIEW_WALK_DESCRIBE_H
#define OURO_HEAPVIEW_WALK_DESCRIBE_H

#include "heapview/tell/text.h"
#include "runtime/life/object.h"

/* The value as repr would show it, cut to about `most` characters with "…": exact for numbers, texts, None
 * and containers of them; `Node object` for others. */
void describe_value(Text *text, View object, size_t most);

/* The value with its type before it where that says more: `list [1, 2]`, `int 7`, but `None`, `Node object`,
 * `class Node`. */
void describe_object(Text *text, View object, size_t most);

/* The same for a str without quotes, cut likewise. */
void describe_str(Text *text, View str, size_t most);

/* The type's name. */
void describe_type(Text *text, View object);

#endif
