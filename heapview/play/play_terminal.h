/* play_terminal: keys without Enter, and the other screen; both are given back however the program ends. */
#ifndef OURO_HEAPVIEW_PLAY_PLAY_TERMINAL_H
#define OURO_HEAPVIEW_PLAY_PLAY_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Take the terminal. False if there is none. */
bool terminal_take(void);
void terminal_give_back(void);

typedef enum Key {
    KEY_RESIZED = 1000,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_CLOSED
} Key;

/* The next key: a byte, or a Key. */
int terminal_key(void);
void terminal_size(size_t *width, size_t *height);

/* Ask for a line of text, at the bottom of the screen. False if the answer was Esc. */
bool terminal_ask(const char *question, char *answer, size_t size);

#endif
