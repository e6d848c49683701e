/* errno: the numbers of the system's errors.
 *
 * Which names there are depends on the system, hence an #ifdef for each. Some numbers have two names; the
 * table is in CPython's order, because errorcode knows a number by the name that comes last. */
#include <errno.h>

#include "runtime/containers/dict.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"

#define CODE(name) #name, name

static const struct {
    const char *name;
    int number;
} codes[] = {
#ifdef EDEADLK
    {CODE(EDEADLK)},
#endif
#ifdef EOPNOTSUPP
    {CODE(EOPNOTSUPP)},
#endif
#ifdef EWOULDBLOCK
    {CODE(EWOULDBLOCK)},
#endif
#ifdef E2BIG
    {CODE(E2BIG)},
#endif
#ifdef EACCES
    {CODE(EACCES)},
#endif
#ifdef EADDRINUSE
    {CODE(EADDRINUSE)},
#endif
#ifdef EADDRNOTAVAIL
    {CODE(EADDRNOTAVAIL)},
#endif
#ifdef EADV
    {CODE(EADV)},
#endif
#ifdef EAFNOSUPPORT
    {CODE(EAFNOSUPPORT)},
#endif
#ifdef EAGAIN
    {CODE(EAGAIN)},
#endif
#ifdef EALREADY
    {CODE(EALREADY)},
#endif
#ifdef EBADE
    {CODE(EBADE)},
#endif
#ifdef EBADF
    {CODE(EBADF)},
#endif
#ifdef EBADFD
    {CODE(EBADFD)},
#endif
#ifdef EBADMSG
    {CODE(EBADMSG)},
#endif
#ifdef EBADR
    {CODE(EBADR)},
#endif
#ifdef EBADRQC
    {CODE(EBADRQC)},
#endif
#ifdef EBADSLT
    {CODE(EBADSLT)},
#endif
#ifdef EBFONT
    {CODE(EBFONT)},
#endif
#ifdef EBUSY
    {CODE(EBUSY)},
#endif
#ifdef ECANCELED
    {CODE(ECANCELED)},
#endif
#ifdef ECHILD
    {CODE(ECHILD)},
#endif
#ifdef ECHRNG
    {CODE(ECHRNG)},
#endif
#ifdef ECOMM
    {CODE(ECOMM)},
#endif
#ifdef ECONNABORTED
    {CODE(ECONNABORTED)},
#endif
#ifdef ECONNREFUSED
    {CODE(ECONNREFUSED)},
#endif
#ifdef ECONNRESET
    {CODE(ECONNRESET)},
#endif
#ifdef EDEADLOCK
    {CODE(EDEADLOCK)},
#endif
#ifdef EDESTADDRREQ
    {CODE(EDESTADDRREQ)},
#endif
#ifdef EDOM
    {CODE(EDOM)},
#endif
#ifdef EDOTDOT
    {CODE(EDOTDOT)},
#endif
#ifdef EDQUOT
    {CODE(EDQUOT)},
#endif
#ifdef EEXIST
    {CODE(EEXIST)},
#endif
#ifdef EFAULT
    {CODE(EFAULT)},
#endif
#ifdef EFBIG
    {CODE(EFBIG)},
#endif
#ifdef EHOSTDOWN
    {CODE(EHOSTDOWN)},
#endif
#ifdef EHOSTUNREACH
    {CODE(EHOSTUNREACH)},
#endif
#ifdef EIDRM
    {CODE(EIDRM)},
#endif
#ifdef EILSEQ
    {CODE(EILSEQ)},
#endif
#ifdef EINPROGRESS
    {CODE(EINPROGRESS)},
#endif
#ifdef EINTR
    {CODE(EINTR)},
#endif
#ifdef EINVAL
    {CODE(EINVAL)},
#endif
#ifdef EIO
    {CODE(EIO)},
#endif
#ifdef EISCONN
    {CODE(EISCONN)},
#endif
#ifdef EISDIR
    {CODE(EISDIR)},
#endif
#ifdef EISNAM
    {CODE(EISNAM)},
#endif
#ifdef EKEYEXPIRED
    {CODE(EKEYEXPIRED)},
#endif
#ifdef EKEYREJECTED
    {CODE(EKEYREJECTED)},
#endif
#ifdef EKEYREVOKED
    {CODE(EKEYREVOKED)},
#endif
#ifdef EL2HLT
    {CODE(EL2HLT)},
#endif
#ifdef EL2NSYNC
    {CODE(EL2NSYNC)},
#endif
#ifdef EL3HLT
    {CODE(EL3HLT)},
#endif
#ifdef EL3RST
    {CODE(EL3RST)},
#endif
#ifdef ELIBACC
    {CODE(ELIBACC)},
#endif
#ifdef ELIBBAD
    {CODE(ELIBBAD)},
#endif
#ifdef ELIBEXEC
    {CODE(ELIBEXEC)},
#endif
#ifdef ELIBMAX
    {CODE(ELIBMAX)},
#endif
#ifdef ELIBSCN
    {CODE(ELIBSCN)},
#endif
#ifdef ELNRNG
    {CODE(ELNRNG)},
#endif
#ifdef ELOOP
    {CODE(ELOOP)},
#endif
#ifdef EMEDIUMTYPE
    {CODE(EMEDIUMTYPE)},
#endif
#ifdef EMFILE
    {CODE(EMFILE)},
#endif
#ifdef EMLINK
    {CODE(EMLINK)},
#endif
#ifdef EMSGSIZE
    {CODE(EMSGSIZE)},
#endif
#ifdef EMULTIHOP
    {CODE(EMULTIHOP)},
#endif
#ifdef ENAMETOOLONG
    {CODE(ENAMETOOLONG)},
#endif
#ifdef ENAVAIL
    {CODE(ENAVAIL)},
#endif
#ifdef ENETDOWN
    {CODE(ENETDOWN)},
#endif
#ifdef ENETRESET
    {CODE(ENETRESET)},
#endif
#ifdef ENETUNREACH
    {CODE(ENETUNREACH)},
#endif
#ifdef ENFILE
    {CODE(ENFILE)},
#endif
#ifdef ENOANO
    {CODE(ENOANO)},
#endif
#ifdef ENOBUFS
    {CODE(ENOBUFS)},
#endif
#ifdef ENOCSI
    {CODE(ENOCSI)},
#endif
#ifdef ENODATA
    {CODE(ENODATA)},
#endif
#ifdef ENODEV
    {CODE(ENODEV)},
#endif
#ifdef ENOENT
    {CODE(ENOENT)},
#endif
#ifdef ENOEXEC
    {CODE(ENOEXEC)},
#endif
#ifdef ENOKEY
    {CODE(ENOKEY)},
#endif
#ifdef ENOLCK
    {CODE(ENOLCK)},
#endif
#ifdef ENOLINK
    {CODE(ENOLINK)},
#endif
#ifdef ENOMEDIUM
    {CODE(ENOMEDIUM)},
#endif
#ifdef ENOMEM
    {CODE(ENOMEM)},
#endif
#ifdef ENOMSG
    {CODE(ENOMSG)},
#endif
#ifdef ENONET
    {CODE(ENONET)},
#endif
#ifdef ENOPKG
    {CODE(ENOPKG)},
#endif
#ifdef ENOPROTOOPT
    {CODE(ENOPROTOOPT)},
#endif
#ifdef ENOSPC
    {CODE(ENOSPC)},
#endif
#ifdef ENOSR
    {CODE(ENOSR)},
#endif
#ifdef ENOSTR
    {CODE(ENOSTR)},
#endif
#ifdef ENOSYS
    {CODE(ENOSYS)},
#endif
#ifdef ENOTBLK
    {CODE(ENOTBLK)},
#endif
#ifdef ENOTCONN
    {CODE(ENOTCONN)},
#endif
#ifdef ENOTDIR
    {CODE(ENOTDIR)},
#endif
#ifdef ENOTEMPTY
    {CODE(ENOTEMPTY)},
#endif
#ifdef ENOTNAM
    {CODE(ENOTNAM)},
#endif
#ifdef ENOTRECOVERABLE
    {CODE(ENOTRECOVERABLE)},
#endif
#ifdef ENOTSOCK
    {CODE(ENOTSOCK)},
#endif
#ifdef ENOTSUP
    {CODE(ENOTSUP)},
#endif
#ifdef ENOTTY
    {CODE(ENOTTY)},
#endif
#ifdef ENOTUNIQ
    {CODE(ENOTUNIQ)},
#endif
#ifdef ENXIO
    {CODE(ENXIO)},
#endif
#ifdef EOVERFLOW
    {CODE(EOVERFLOW)},
#endif
#ifdef EOWNERDEAD
    {CODE(EOWNERDEAD)},
#endif
#ifdef EPERM
    {CODE(EPERM)},
#endif
#ifdef EPFNOSUPPORT
    {CODE(EPFNOSUPPORT)},
#endif
#ifdef EPIPE
    {CODE(EPIPE)},
#endif
#ifdef EPROTO
    {CODE(EPROTO)},
#endif
#ifdef EPROTONOSUPPORT
    {CODE(EPROTONOSUPPORT)},
#endif
#ifdef EPROTOTYPE
    {CODE(EPROTOTYPE)},
#endif
#ifdef ERANGE
    {CODE(ERANGE)},
#endif
#ifdef EREMCHG
    {CODE(EREMCHG)},
#endif
#ifdef EREMOTE
    {CODE(EREMOTE)},
#endif
#ifdef EREMOTEIO
    {CODE(EREMOTEIO)},
#endif
#ifdef ERESTART
    {CODE(ERESTART)},
#endif
#ifdef ERFKILL
    {CODE(ERFKILL)},
#endif
#ifdef EROFS
    {CODE(EROFS)},
#endif
#ifdef ESHUTDOWN
    {CODE(ESHUTDOWN)},
#endif
#ifdef ESOCKTNOSUPPORT
    {CODE(ESOCKTNOSUPPORT)},
#endif
#ifdef ESPIPE
    {CODE(ESPIPE)},
#endif
#ifdef ESRCH
    {CODE(ESRCH)},
#endif
#ifdef ESRMNT
    {CODE(ESRMNT)},
#endif
#ifdef ESTALE
    {CODE(ESTALE)},
#endif
#ifdef ESTRPIPE
    {CODE(ESTRPIPE)},
#endif
#ifdef ETIME
    {CODE(ETIME)},
#endif
#ifdef ETIMEDOUT
    {CODE(ETIMEDOUT)},
#endif
#ifdef ETOOMANYREFS
    {CODE(ETOOMANYREFS)},
#endif
#ifdef ETXTBSY
    {CODE(ETXTBSY)},
#endif
#ifdef EUCLEAN
    {CODE(EUCLEAN)},
#endif
#ifdef EUNATCH
    {CODE(EUNATCH)},
#endif
#ifdef EUSERS
    {CODE(EUSERS)},
#endif
#ifdef EXDEV
    {CODE(EXDEV)},
#endif
#ifdef EXFULL
    {CODE(EXFULL)},
#endif
};

#undef CODE

/* Where two names share a number, errorcode knows the later one of the table, as in CPython. */
static bool add_code(DictView dict, DictView names, size_t index)
{
    Ref number = int_new(codes[index].number), name = number ? str_intern_text(codes[index].name) : NULL;
    bool done = name && dict_set(dict, name, number) && dict_set(names, number, name);
    release_maybe(number);
    release_maybe(name);
    return done;
}

static bool init(ModuleObject *module)
{
    Ref names = dict_new();
    bool done = names && dict_set_text(module->dict, "errorcode", names);
    for (size_t i = 0; done && i < COUNT_OF(codes); i++)
        done = add_code(module->dict, (DictView)names, i);
    release_maybe(names);
    return done;
}

const NativeModule errno_module = {.name = "errno", .doc = "This module makes available standard errno system symbols.", .init = init};
