/* _stat: what the bits of a file's mode mean. stat.py, in Python, has the same; this is quicker. */
#include <sys/stat.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"

static bool mode_from(View argument, mode_t *mode)
{
    int64_t number;
    if (!is_int(argument))
        raise_error(TypeError, "an integer is required");
    else if (int_sign(argument) < 0)
        raise_error(OverflowError, "can't convert negative value to unsigned int");
    else if (!int_to_int64(int_view(argument), &number))
        raise_error(OverflowError, "Python int too large to convert to C unsigned long");
    else if (number > UINT32_MAX)
        raise_error(OverflowError, "mode out of range");
    else
        *mode = (mode_t)number;
    return !error_is_set();
}

/* Doors, event ports and whiteouts are of other systems. */
#define KIND(name, test)                                          \
    static Ref stat_##name(View self UNUSED, View *args)          \
    {                                                             \
        mode_t mode = 0;                                          \
        return mode_from(args[0], &mode) ? bool_new(test) : NULL; \
    }
KIND(is_directory, S_ISDIR(mode))
KIND(is_character_device, S_ISCHR(mode))
KIND(is_block_device, S_ISBLK(mode))
KIND(is_regular, S_ISREG(mode))
KIND(is_fifo, S_ISFIFO(mode))
KIND(is_link, S_ISLNK(mode))
KIND(is_socket, S_ISSOCK(mode))
KIND(is_of_other_system, false)
#undef KIND

static Ref permissions(View self UNUSED, View *args)
{
    mode_t mode = 0;
    return mode_from(args[0], &mode) ? int_new((int64_t)(mode & 07777)) : NULL;
}

static Ref kind(View self UNUSED, View *args)
{
    mode_t mode = 0;
    return mode_from(args[0], &mode) ? int_new((int64_t)(mode & S_IFMT)) : NULL;
}

static char kind_letter(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
    }
}

static Ref file_mode(View self UNUSED, View *args)
{
    mode_t mode = 0;
    char text[] = "?rwxrwxrwx";
    if (!mode_from(args[0], &mode))
        return NULL;
    text[0] = kind_letter(mode);
    for (int i = 0; i < 9; i++)
        if (!(mode & (0400u >> i)))
            text[1 + i] = '-';
    static const struct {
        mode_t bit;
        int place;
        char letters[3]; /* with and without the right to execute */
    } specials[] = {{S_ISUID, 3, "sS"}, {S_ISGID, 6, "sS"}, {S_ISVTX, 9, "tT"}};
    for (size_t i = 0; i < COUNT_OF(specials); i++)
        if (mode & specials[i].bit)
            text[specials[i].place] = specials[i].letters[text[specials[i].place] == '-'];
    return str_from_text(text);
}

static const NativeFunction functions[] = {
    {"S_IFMT(mode, /)", kind, "Return the portion of the file's mode that describes the file type."},
    {"S_IMODE(mode, /)", permissions, "Return the portion of the file's mode that can be set by os.chmod()."},
    {"S_ISBLK(mode, /)", stat_is_block_device, "Return True if mode is from a block special device file."},
    {"S_ISCHR(mode, /)", stat_is_character_device, "Return True if mode is from a character special device file."},
    {"S_ISDIR(mode, /)", stat_is_directory, "Return True if mode is from a directory."},
    {"S_ISDOOR(mode, /)", stat_is_of_other_system, "Return True if mode is from a door."},
    {"S_ISFIFO(mode, /)", stat_is_fifo, "Return True if mode is from a FIFO (named pipe)."},
    {"S_ISLNK(mode, /)", stat_is_link, "Return True if mode is from a symbolic link."},
    {"S_ISPORT(mode, /)", stat_is_of_other_system, "Return True if mode is from an event port."},
    {"S_ISREG(mode, /)", stat_is_regular, "Return True if mode is from a regular file."},
    {"S_ISSOCK(mode, /)", stat_is_socket, "Return True if mode is from a socket."},
    {"S_ISWHT(mode, /)", stat_is_of_other_system, "Return True if mode is from a whiteout."},
    {"filemode(mode, /)", file_mode, "Convert a file's mode to a string of the form '-rwxrwxrwx'."},
    {NULL, NULL, NULL},
};

#define CONSTANT(name) \
    {                  \
#name, name    \
    }
static const struct {
    const char *name;
    int64_t value;
} constants[] = {
    CONSTANT(S_IFBLK),
    CONSTANT(S_IFCHR),
    CONSTANT(S_IFDIR),
    CONSTANT(S_IFIFO),
    CONSTANT(S_IFLNK),
    CONSTANT(S_IFREG),
    CONSTANT(S_IFSOCK),
    CONSTANT(S_ISUID),
    CONSTANT(S_ISGID),
    CONSTANT(S_ISVTX),
    CONSTANT(S_IREAD),
    CONSTANT(S_IWRITE),
    CONSTANT(S_IEXEC),
    CONSTANT(S_IRWXU),
    CONSTANT(S_IRUSR),
    CONSTANT(S_IWUSR),
    CONSTANT(S_IXUSR),
    CONSTANT(S_IRWXG),
    CONSTANT(S_IRGRP),
    CONSTANT(S_IWGRP),
    CONSTANT(S_IXGRP),
    CONSTANT(S_IRWXO),
    CONSTANT(S_IROTH),
    CONSTANT(S_IWOTH),
    CONSTANT(S_IXOTH),
    {"S_ENFMT", S_ISGID},
    /* the items of a stat_result */
    {"ST_MODE", 0},
    {"ST_INO", 1},
    {"ST_DEV", 2},
    {"ST_NLINK", 3},
    {"ST_UID", 4},
    {"ST_GID", 5},
    {"ST_SIZE", 6},
    {"ST_ATIME", 7},
    {"ST_MTIME", 8},
    {"ST_CTIME", 9},
    /* of other systems */
    {"S_IFDOOR", 0},
    {"S_IFPORT", 0},
    {"S_IFWHT", 0},
    {"UF_NODUMP", 1},
    {"UF_IMMUTABLE", 2},
    {"UF_APPEND", 4},
    {"UF_OPAQUE", 8},
    {"UF_NOUNLINK", 16},
    {"UF_COMPRESSED", 32},
    {"UF_HIDDEN", 0x8000},
    {"SF_ARCHIVED", 0x10000},
    {"SF_IMMUTABLE", 0x20000},
    {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000},
    {"SF_SNAPSHOT", 0x200000},
};
#undef CONSTANT

static bool init(ModuleObject *module)
{
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(module->dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return true;
}

const NativeModule _stat_module = {.name = "_stat", .doc = "What the bits of a file's mode mean.", .functions = functions, .init = init};
