/* hooks: what lower rooms ask of higher ones.
 *
 * Rooms know only what lies below them: the heap knows no objects, a class knows no frames, the evaluation
 * loop knows no import. Sometimes a lower room needs a deed of a higher one all the same. Then it calls a
 * member of this one struct. The shell fills it at the start (shell/session.c), before anything runs; until
 * then, and in a test of a single room, a member is NULL, and who calls it copes with that. */
#ifndef OURO_RUNTIME_MEMORY_HOOKS_H
#define OURO_RUNTIME_MEMORY_HOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct Object;
struct TypeObject;

typedef struct RuntimeHooks {
    /* --- for memory/ --- */

    /* Write on stderr what object this block is: "TYPE of SIZE bytes, COUNT references". */
    void (*write_object)(const void *block, size_t size);
    /* Write on stderr where the block was allocated, if tracemalloc knows; false if nobody traces. It must
     * not allocate. */
    bool (*write_origin)(const void *block);
    /* Write the running Python frames on stderr, before the end of a program whose heap is damaged. It must
     * not allocate. */
    void (*write_frames)(void);

    /* --- for classes/ and errors/ --- */

    /* super() without arguments asks its caller's frame: the class and self, owned; false with
     * RuntimeError. */
    bool (*find_super_caller)(struct Object **size_class, struct Object **self);
    /* The globals of the Python code that is running, borrowed, or NULL: a class that is made belongs to that
     * module. */
    struct Object *(*caller_globals)(void);
    /* Report an exception that has nobody to be raised to: sys.unraisablehook. */
    void (*write_unraisable)(const char *message, struct Object *object, struct Object *exception);
    /* Issue a warning: filename NULL: of the running code; source NULL: of no object. False with the
     * exception that the filters make of it. */
    bool (*warn)(struct TypeObject *category, struct Object *text, struct Object *filename, uint32_t line, struct Object *source);
    /* Tell the audit hooks of an event with its arguments; NULL: there are none. False with an exception: it is not to
     * happen. See AUDIT. */
    bool (*audit)(const char *event, struct Object **arguments, size_t count);
    /* A module by its full name, owned; NULL with an exception. */
    struct Object *(*import_by_name)(const char *name);

    /* --- for vm/ --- */

    /* Somebody asks what only importlib knows: have it fill in __spec__ and __loader__ of all modules. False with an
     * exception. */
    bool (*wake_importlib)(void);
    /* Is a module of this name one of those that CPython has frozen? */
    bool (*is_frozen_module)(struct Object *name);

    /* --- for lexer/ --- */

    /* A source text in an encoding that the lexer does not know itself, as UTF-8 in a block that `allocate` gives
     * (from the arena). False: *out is what is wrong, or NULL without memory. No exception is left. */
    bool (*decode_source)(const char *encoding, const unsigned char *bytes, size_t length, void *(*allocate)(void *arena, size_t size),
                          void *arena, char **out, size_t *out_length);

    /* --- for vm/run/ --- */

    /* The import statement: __import__ as it is when nobody replaced it. Owned; NULL with an exception. */
    struct Object *(*import_module)(struct Object *name, struct Object *globals, struct Object *from_list, int level);
} RuntimeHooks;

extern RuntimeHooks hooks;

#endif
