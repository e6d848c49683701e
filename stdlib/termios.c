/* termios: terminals: modes, control characters, size.
 *
 * The attributes of a terminal are a list of seven: input, output, control and local modes, both speeds, and a list of
 * control characters, each a bytes of length 1; VMIN and VTIME are ints where the terminal does not put lines
 * together. */
#include <asm/ioctls.h>
#include <errno.h>
#include <linux/serial.h>
#include <linux/tty.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"

static Ref error_class;

static View error_peek(void)
{
    return module_error_class_peek(&error_class, "termios", "error", AS_OBJECT(&exception_types[Exception]));
}

/* error(errno, text). NULL. */
static Ref raise_terminal_error(void)
{
    int number = errno;
    View class = error_peek();
    Ref code = class ? int_new(number) : NULL, text = code ? str_from_text(strerror(number)) : NULL;
    Ref exception = text ? call_2(class, code, text) : NULL;
    release_maybe(code);
    release_maybe(text);
    return exception ? raise_take(exception) : NULL;
}

static Ref done(int result)
{
    return result < 0 ? raise_terminal_error() : none_new();
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref characters_to_list(const struct termios *mode)
{
    Ref list = list_new(0);
    for (int i = 0; list && i < NCCS; i++) {
        bool is_number = !(mode->c_lflag & ICANON) && (i == VMIN || i == VTIME);
        Ref item = is_number ? int_new(mode->c_cc[i]) : bytes_new(&mode->c_cc[i], 1);
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    return list;
}

static Ref get_attributes(View self UNUSED, View *args)
{
    int fd;
    struct termios mode;
    if (!posix_descriptor(args[0], &fd))
        return NULL;
    if (tcgetattr(fd, &mode) < 0)
        return raise_terminal_error();
    return list_from_array_take((Ref[]){int_new((int64_t)mode.c_iflag), int_new((int64_t)mode.c_oflag), int_new((int64_t)mode.c_cflag),
                                        int_new((int64_t)mode.c_lflag), int_new((int64_t)cfgetispeed(&mode)),
                                        int_new((int64_t)cfgetospeed(&mode)), characters_to_list(&mode)},
                                7);
}

static bool flag_from(View item, tcflag_t *flag)
{
    int64_t number;
    if (!object_as_int64(item, &number))
        return false;
    *flag = (tcflag_t)number;
    return true;
}

static bool characters_from(View list, struct termios *mode)
{
    if (!is_kind(list, TYPE_FLAG_LIST) || ((ListView)list)->used != NCCS) {
        raise_error(TypeError, "tcsetattr: attributes[6] must be %d element list", NCCS);
        return false;
    }
    for (size_t i = 0; i < NCCS && i < ((ListView)list)->used; i++) {
        View item = ((ListView)list)->items[i];
        const unsigned char *data;
        size_t length;
        int64_t number;
        if (is_bytes(item) && bytes_data_peek(item, &data, &length) && length == 1)
            mode->c_cc[i] = data[0];
        else if (!is_int(item)) {
            raise_error(TypeError, "tcsetattr: elements of attributes must be characters or integers");
            return false;
        } else if (!object_as_int64(item, &number))
            return false;
        else
            mode->c_cc[i] = (cc_t)number;
    }
    return true;
}

/* The terminal's struct has more than the list: what is not in that stays. */
static Ref set_attributes(View self UNUSED, View *args)
{
    int fd, when;
    struct termios mode;
    tcflag_t input_speed, output_speed;
    if (!posix_descriptor(args[0], &fd) || !posix_int(args[1], &when))
        return NULL;
    if (!is_kind(args[2], TYPE_FLAG_LIST) || ((ListView)args[2])->used != 7)
        return raise_error(TypeError, "tcsetattr, arg 3: must be 7 element list");
    if (tcgetattr(fd, &mode) < 0)
        return raise_terminal_error();
    Ref list = list_from_iterable(args[2]);
    if (!list)
        return NULL;
    View *items = ((ListView)list)->items;
    bool good = flag_from(items[0], &mode.c_iflag) && flag_from(items[1], &mode.c_oflag) && flag_from(items[2], &mode.c_cflag) &&
                flag_from(items[3], &mode.c_lflag) && flag_from(items[4], &input_speed) && flag_from(items[5], &output_speed) &&
                characters_from(items[6], &mode);
    release(list);
    if (!good)
        return NULL;
    if (cfsetispeed(&mode, input_speed) < 0 || cfsetospeed(&mode, output_speed) < 0)
        return raise_terminal_error();
    return done(tcsetattr(fd, when, &mode));
}

/* --- the rest ------------------------------------------------------------------------------------------- */

static Ref drain(View self UNUSED, View *args)
{
    int fd;
    return posix_descriptor(args[0], &fd) ? done(tcdrain(fd)) : NULL;
}

#define WITH_NUMBER(name, call)                                                                               \
    static Ref name(View self UNUSED, View *args)                                                             \
    {                                                                                                         \
        int fd, number;                                                                                       \
        return posix_descriptor(args[0], &fd) && posix_int(args[1], &number) ? done(call(fd, number)) : NULL; \
    }
WITH_NUMBER(send_break, tcsendbreak)
WITH_NUMBER(flush, tcflush)
WITH_NUMBER(flow, tcflow)
#undef WITH_NUMBER

static Ref get_size(View self UNUSED, View *args)
{
    int fd;
    struct winsize size;
    if (!posix_descriptor(args[0], &fd))
        return NULL;
    if (ioctl(fd, TIOCGWINSZ, &size) < 0)
        return raise_terminal_error();
    return tuple_from_array_take((Ref[]){int_new(size.ws_row), int_new(size.ws_col)}, 2);
}

static Ref set_size(View self UNUSED, View *args)
{
    int fd;
    int64_t rows, columns;
    struct winsize size;
    if (!posix_descriptor(args[0], &fd))
        return NULL;
    bool is_sequence = type_of_peek(args[1])->length && type_of_peek(args[1])->get_item;
    Ref pair = is_sequence ? tuple_from_iterable(args[1]) : NULL;
    if (!pair || tuple_length(pair) != 2) {
        release_maybe(pair);
        return error_is_set() ? NULL : raise_error(TypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
    }
    bool good = object_as_int64(tuple_item_peek(pair, 0), &rows) && object_as_int64(tuple_item_peek(pair, 1), &columns);
    release(pair);
    if (!good)
        return NULL;
    if (rows < 0 || rows > UINT16_MAX || columns < 0 || columns > UINT16_MAX)
        return raise_error(OverflowError, "winsize value(s) out of range.");
    if (ioctl(fd, TIOCGWINSZ, &size) < 0)
        return raise_terminal_error();
    size.ws_row = (unsigned short)rows;
    size.ws_col = (unsigned short)columns;
    return done(ioctl(fd, TIOCSWINSZ, &size));
}

static const NativeFunction functions[] = {
    {"tcdrain(fd, /)", drain, "Wait until all output has been written."},
    {"tcflow(fd, action, /)", flow, "Suspend or resume input or output."},
    {"tcflush(fd, queue, /)", flush, "Discard what waits to be read or written."},
    {"tcgetattr(fd, /)", get_attributes,
     "Return the terminal's attributes: [iflag, oflag, cflag, lflag, ispeed, ospeed, cc]; cc is a list of control characters."},
    {"tcgetwinsize(fd, /)", get_size, "Return the terminal's size: (rows, columns)."},
    {"tcsendbreak(fd, duration, /)", send_break, "Send a break."},
    {"tcsetattr(fd, when, attributes, /)", set_attributes, "Set the terminal's attributes to a list as tcgetattr() returns it."},
    {"tcsetwinsize(fd, winsize, /)", set_size, "Set the terminal's size: (rows, columns)."},
    {NULL, NULL, NULL},
};

static const struct {
    const char *name;
    int64_t value;
} constants[] = {
#define CONSTANT(name) {#name, (int64_t)name},
#include "stdlib/termios_constants.def"
#undef CONSTANT
};

static bool init(ModuleObject *module)
{
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(module->dict, constants[i].name, int_new(constants[i].value)))
            return false;
    View error = error_peek();
    return error && dict_set_text(module->dict, "error", error);
}

const NativeModule termios_module = {.name = "termios", .doc = "Control of terminals.", .functions = functions, .init = init};
