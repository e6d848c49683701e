/* binascii: what the files of the module share. */
#ifndef OURO_STDLIB_BINASCII_BINASCII_PRIVATE_H
#define OURO_STDLIB_BINASCII_BINASCII_PRIVATE_H

#include "runtime/bytes/bytes.h"

/* binascii.Error, borrowed. */
View binascii_error_peek(void);

/* The bytes of text to decode: a str of ASCII, or bytes. False with an exception; let go with
 * bytes_let_go. */
MUST_USE bool binascii_hold_text(View object, BytesHold *hold);

/* A flag that may be left out. False with an exception. */
MUST_USE bool binascii_read_flag(View argument, bool otherwise, bool *flag);

/* The value of a hexadecimal digit, or -1. */
static inline int binascii_digit(unsigned char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* binascii_base64.c */
Ref binascii_b2a_base64(View module, View *args);
Ref binascii_a2b_base64(View module, View *args);
/* binascii_mail.c */
Ref binascii_b2a_uu(View module, View *args);
Ref binascii_a2b_uu(View module, View *args);
Ref binascii_b2a_qp(View module, View *args);
Ref binascii_a2b_qp(View module, View *args);

#endif
