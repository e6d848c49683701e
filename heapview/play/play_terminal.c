/* play_terminal: termios and escape sequences; see play_terminal.h. Signals that end the program first put
 * the terminal right. */
#include "heapview/play/play_terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static volatile sig_atomic_t is_taken, has_resized;

static const char enter[] = "\x1b[?1049h\x1b[?25l\x1b[2J", leave[] = "\x1b[0m\x1b[?25h\x1b[?1049l";

static void write_all(const char *bytes, size_t length)
{
    while (length) {
        ssize_t done = write(STDOUT_FILENO, bytes, length);
        if (done < 0 && errno != EINTR)
            return;
        bytes += done > 0 ? done : 0;
        length -= done > 0 ? (size_t)done : 0;
    }
}

void terminal_give_back(void)
{
    if (!is_taken)
        return;
    is_taken = false;
    write_all(leave, sizeof leave - 1);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

static void on_end(int signal_number)
{
    int kept = errno;
    terminal_give_back();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    errno = kept;
}

static void on_resize(int signal_number)
{
    (void)signal_number;
    has_resized = true;
}

bool terminal_take(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &before))
        return false;
    struct sigaction end = {.sa_handler = on_end}, resize = {.sa_handler = on_resize};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        sigaction(ends[i], &end, NULL);
    sigaction(SIGWINCH, &resize, NULL);
    struct termios raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    is_taken = true;
    if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)) {
        is_taken = false;
        return false;
    }
    write_all(enter, sizeof enter - 1);
    return true;
}

void terminal_size(size_t *width, size_t *height)
{
    struct winsize size = {0};
    bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row;
    *width = is_known ? size.ws_col : 80;
    *height = is_known ? size.ws_row : 24;
}

/* The next byte; -1: there will be none; KEY_RESIZED. */
static int read_byte(void)
{
    unsigned char byte;
    for (;;) {
        if (has_resized) {
            has_resized = false;
            return KEY_RESIZED;
        }
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got == 1)
            return byte;
        if (got == 0 || errno != EINTR)
            return -1;
    }
}

/* Does another byte follow at once? Then an Esc was the beginning of a key's sequence. */
static bool more_follows(void)
{
    enum { MILLISECONDS = 30 };
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&input, 1, MILLISECONDS) == 1;
}

static int read_sequence(void)
{
    static const struct {
        char last;
        int key;
    } keys[] = {{'A', KEY_UP}, {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT}, {'H', KEY_HOME}, {'F', KEY_END}};
    int byte = read_byte(), number = 0;
    if (byte != '[' && byte != 'O')
        return 27;
    for (byte = read_byte(); byte >= '0' && byte <= ';'; byte = read_byte())
        number = byte == ';' ? number : number * 10 + byte - '0';
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].last == byte)
            return keys[i].key;
    if (byte == '~')
        return number == 5                  ? KEY_PAGE_UP
               : number == 6                ? KEY_PAGE_DOWN
               : number == 1 || number == 7 ? KEY_HOME
               : number == 4 || number == 8 ? KEY_END
                                            : 27;
    return 27;
}

int terminal_key(void)
{
    int byte = read_byte();
    if (byte < 0)
        return KEY_CLOSED;
    return byte == 27 && more_follows() ? read_sequence() : byte;
}

bool terminal_ask(const char *question, char *answer, size_t size)
{
    size_t length = 0, width, height;
    for (;;) {
        answer[length] = 0;
        terminal_size(&width, &height);
        printf("\x1b[%zu;1H\x1b[K%s%s\x1b[?25h", height, question, answer);
        fflush(stdout);
        int key = terminal_key();
        if (key == '\r' || key == '\n' || key == 27 || key == 3 || key == KEY_CLOSED) {
            fputs("\x1b[?25l", stdout);
            return key == '\r' || key == '\n';
        }
        if (key == 127 || key == 8)
            length -= length > 0;
        else if (key >= 32 && key < 256 && length + 1 < size)
            answer[length++] = (char)key;
    }
}
