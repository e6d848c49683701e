/* expat_handlers: what expat tells of, told to Python's handlers.
 *
 * Each callback makes Python's arguments, hands out the character data that wait, and calls. When something fails, the parser is stopped and
 * forgets its handlers: Parse() then raises. A handler may set or delete others, and change every setting. */
#include <limits.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/expat/expat_private.h"

/* --- calling -------------------------------------------------------------------------------------------- */

static int refuse_entity(XML_Parser parser UNUSED, const XML_Char *context UNUSED, const XML_Char *base UNUSED,
                         const XML_Char *system UNUSED, const XML_Char *public UNUSED)
{
    return 0;
}

static void fail(ParserObject *self)
{
    expat_clear_handlers(self);
    XML_SetExternalEntityRefHandler(self->parser, refuse_entity); /* one that is being read shall fail, too */
    XML_StopParser(self->parser, XML_FALSE);
}

/* Call a handler with arguments that are consumed; a NULL among them means that its maker raised. NULL with an exception, and the parser is
 * stopped. */
static Ref call_take(ParserObject *self, int number, Ref *args, size_t count)
{
    bool is_whole = self->handlers[number] != NULL;
    for (size_t i = 0; i < count; i++)
        is_whole = is_whole && args[i];
    Ref result = NULL;
    if (is_whole) {
        Ref handler = retain(self->handlers[number]);
        bool was_in_callback = self->in_callback;
        self->in_callback = true;
        result = call_vector(handler, args, count, NULL);
        self->in_callback = was_in_callback;
        release(handler);
    }
    for (size_t i = 0; i < count; i++)
        release_maybe(args[i]);
    if (!result)
        fail(self);
    return result;
}

static void tell_take(ParserObject *self, int number, Ref *args, size_t count)
{
    release_maybe(call_take(self, number, args, count));
}

/* The answer of a handler that says whether to go on. */
static int ask_take(ParserObject *self, int number, Ref *args, size_t count)
{
    Ref answer = call_take(self, number, args, count);
    int64_t value = 0;
    if (!answer)
        return 0;
    bool done = object_as_int64(answer, &value);
    release(answer);
    if (!done)
        fail(self);
    return done && value != 0;
}

/* Is there a handler to be called? The character data that wait come before. */
static bool begins(ParserObject *self, int number)
{
    if (!self->handlers[number] || error_is_set() || !expat_flush(self))
        return false;
    return self->handlers[number] != NULL;
}

/* --- arguments ------------------------------------------------------------------------------------------ */

static Ref text(const XML_Char *bytes)
{
    return bytes ? str_from_utf8(bytes, strlen(bytes)) : none_new();
}

/* A name: the same object each time; None, too, is noted among them. */
static Ref name(ParserObject *self, const XML_Char *bytes)
{
    Ref value = text(bytes);
    if (!value || !self->intern)
        return value;
    Ref dict = retain(self->intern), known = dict_get((DictView)dict, value);
    if (known)
        replace_take(&value, known);
    else if (error_is_set() || !dict_set((DictView)dict, value, value))
        clear_place(&value);
    release(dict);
    return value;
}

/* A list of names and values one after the other, or a dict. */
static Ref attributes(ParserObject *self, const XML_Char **pairs, size_t count)
{
    Ref result = self->ordered_attributes ? list_new_reserved(count) : dict_new();
    bool is_list = self->ordered_attributes;
    for (size_t i = 0; result && i < count; i += 2) {
        Ref key = name(self, pairs[i]), value = key ? text(pairs[i + 1]) : NULL;
        bool done = value && (is_list ? list_append((ListView)result, key) && list_append((ListView)result, value)
                                      : dict_set((DictView)result, key, value));
        release_maybe(key);
        release_maybe(value);
        if (!done)
            clear_place(&result);
    }
    return result;
}

/* (type, quantifier, name, children) of a declaration. NULL with an exception. */
static Ref content_model(const XML_Content *model)
{
    if (!check_stack())
        return NULL;
    Ref children = tuple_new(model->numchildren);
    for (unsigned i = 0; children && i < model->numchildren; i++) {
        Ref child = content_model(&model->children[i]);
        if (child)
            ((TupleView)children)->items[i] = child;
        else
            clear_place(&children);
    }
    if (!children)
        return NULL;
    Ref items[4] = {int_new((int64_t)model->type), int_new((int64_t)model->quant), text(model->name), children};
    if (items[0] && items[1] && items[2])
        return tuple_from_array_take(items, 4);
    for (size_t i = 0; i < 4; i++)
        release_maybe(items[i]);
    return NULL;
}

/* --- character data ------------------------------------------------------------------------------------- */

static bool tell_characters(ParserObject *self, const char *bytes, int length)
{
    Ref args[] = {str_from_utf8(bytes, (size_t)length)};
    Ref result = call_take(self, HANDLER_CharacterData, args, 1);
    release_maybe(result);
    return result != NULL;
}

bool expat_flush(ParserObject *self)
{
    int used = self->buffer_used;
    if (!self->buffer || used == 0)
        return true;
    self->buffer_used = 0;
    if (!self->handlers[HANDLER_CharacterData])
        return true;
    return tell_characters(self, self->buffer, used);
}

static void on_CharacterData(void *context, const XML_Char *bytes, int length)
{
    ParserObject *self = context;
    if (!self->handlers[HANDLER_CharacterData] || error_is_set())
        return;
    if (!self->buffer) {
        (void)tell_characters(self, bytes, length);
        return;
    }
    if (self->buffer_used > self->buffer_size - length && !expat_flush(self))
        return;
    if (!self->handlers[HANDLER_CharacterData] || !self->buffer)
        return;
    if (length > self->buffer_size) {
        (void)tell_characters(self, bytes, length);
        return;
    }
    memcpy(self->buffer + self->buffer_used, bytes, (size_t)length);
    self->buffer_used += length;
}

/* While a handler runs, expat must go on calling something. */
static void ignore_characters(void *context UNUSED, const XML_Char *bytes UNUSED, int length UNUSED)
{
}

void expat_drop_buffer(ParserObject *self)
{
    if (self->buffer)
        heap_free(self->buffer, (size_t)self->buffer_size);
    self->buffer = NULL;
    self->buffer_used = 0;
}

bool expat_set_buffer(ParserObject *self, bool gathers, int size)
{
    if (!expat_flush(self))
        return false;
    if (!gathers) {
        expat_drop_buffer(self);
        self->buffer_size = size;
        return true;
    }
    char *fresh = heap_allocate((size_t)size);
    if (!fresh)
        return raise_memory_error() != NULL;
    expat_drop_buffer(self);
    self->buffer = fresh;
    self->buffer_size = size;
    return true;
}

/* --- what expat calls ----------------------------------------------------------------------------------- */

#define TELL(number, ...)                                          \
    do {                                                           \
        ParserObject *self = context;                              \
        if (!begins(self, number))                                 \
            return;                                                \
        Ref args[] = {__VA_ARGS__};                                \
        tell_take(self, number, args, sizeof args / sizeof *args); \
    } while (0)

static void on_StartElement(void *context, const XML_Char *element, const XML_Char **pairs)
{
    ParserObject *self = context;
    if (!begins(self, HANDLER_StartElement))
        return;
    size_t count = 0;
    if (self->specified_attributes)
        count = (size_t)XML_GetSpecifiedAttributeCount(self->parser);
    else
        while (pairs[count])
            count += 2;
    Ref args[2] = {name(self, element), NULL};
    args[1] = args[0] ? attributes(self, pairs, count) : NULL;
    tell_take(self, HANDLER_StartElement, args, 2);
}
static void on_EndElement(void *context, const XML_Char *element)
{
    TELL(HANDLER_EndElement, name(self, element));
}
static void on_ProcessingInstruction(void *context, const XML_Char *target, const XML_Char *data)
{
    TELL(HANDLER_ProcessingInstruction, name(self, target), text(data));
}
static void on_UnparsedEntityDecl(void *context, const XML_Char *entity, const XML_Char *base, const XML_Char *system,
                                  const XML_Char *public, const XML_Char *notation)
{
    TELL(HANDLER_UnparsedEntityDecl, name(self, entity), name(self, base), name(self, system), name(self, public), name(self, notation));
}
static void on_NotationDecl(void *context, const XML_Char *notation, const XML_Char *base, const XML_Char *system, const XML_Char *public)
{
    TELL(HANDLER_NotationDecl, name(self, notation), name(self, base), name(self, system), name(self, public));
}
static void on_StartNamespaceDecl(void *context, const XML_Char *prefix, const XML_Char *uri)
{
    TELL(HANDLER_StartNamespaceDecl, name(self, prefix), name(self, uri));
}
static void on_EndNamespaceDecl(void *context, const XML_Char *prefix)
{
    TELL(HANDLER_EndNamespaceDecl, name(self, prefix));
}
static void on_Comment(void *context, const XML_Char *data)
{
    TELL(HANDLER_Comment, text(data));
}

/* Handlers without arguments. */
static void tell_alone(ParserObject *self, int number)
{
    Ref none[1];
    if (begins(self, number))
        tell_take(self, number, none, 0);
}
static void on_StartCdataSection(void *context)
{
    tell_alone(context, HANDLER_StartCdataSection);
}
static void on_EndCdataSection(void *context)
{
    tell_alone(context, HANDLER_EndCdataSection);
}
static void on_EndDoctypeDecl(void *context)
{
    tell_alone(context, HANDLER_EndDoctypeDecl);
}

static void on_Default(void *context, const XML_Char *bytes, int length)
{
    TELL(HANDLER_Default, str_from_utf8(bytes, (size_t)length));
}
static void on_DefaultHandlerExpand(void *context, const XML_Char *bytes, int length)
{
    TELL(HANDLER_DefaultHandlerExpand, str_from_utf8(bytes, (size_t)length));
}
static int on_NotStandalone(void *context)
{
    Ref none[1];
    return begins(context, HANDLER_NotStandalone) ? ask_take(context, HANDLER_NotStandalone, none, 0) : 0;
}
static int on_ExternalEntityRef(XML_Parser parser, const XML_Char *entity, const XML_Char *base, const XML_Char *system,
                                const XML_Char *public)
{
    ParserObject *self = XML_GetUserData(parser);
    if (!begins(self, HANDLER_ExternalEntityRef))
        return 0;
    Ref args[] = {text(entity), name(self, base), name(self, system), name(self, public)};
    return ask_take(self, HANDLER_ExternalEntityRef, args, 4);
}
static void on_StartDoctypeDecl(void *context, const XML_Char *doctype, const XML_Char *system, const XML_Char *public, int has_internal)
{
    TELL(HANDLER_StartDoctypeDecl, name(self, doctype), name(self, system), name(self, public), int_new(has_internal));
}
static void on_EntityDecl(void *context, const XML_Char *entity, int is_parameter, const XML_Char *value, int length, const XML_Char *base,
                          const XML_Char *system, const XML_Char *public, const XML_Char *notation)
{
    TELL(HANDLER_EntityDecl, name(self, entity), int_new(is_parameter), value ? str_from_utf8(value, (size_t)length) : none_new(),
         name(self, base), name(self, system), name(self, public), name(self, notation));
}
static void on_XmlDecl(void *context, const XML_Char *version, const XML_Char *encoding, int standalone)
{
    TELL(HANDLER_XmlDecl, text(version), text(encoding), int_new(standalone));
}
static void on_ElementDecl(void *context, const XML_Char *element, XML_Content *model)
{
    ParserObject *self = context;
    if (begins(self, HANDLER_ElementDecl)) {
        Ref args[] = {name(self, element), content_model(model)};
        tell_take(self, HANDLER_ElementDecl, args, 2);
    }
    XML_FreeContentModel(self->parser, model);
}
static void on_AttlistDecl(void *context, const XML_Char *element, const XML_Char *attribute, const XML_Char *type, const XML_Char *usual,
                           int is_required)
{
    TELL(HANDLER_AttlistDecl, name(self, element), name(self, attribute), text(type), text(usual), int_new(is_required));
}
static void on_SkippedEntity(void *context, const XML_Char *entity, int is_parameter)
{
    TELL(HANDLER_SkippedEntity, name(self, entity), int_new(is_parameter));
}

/* --- which are set -------------------------------------------------------------------------------------- */

/* Tell expat whether there is such a handler. */
static void tell_expat(ParserObject *self, int number)
{
    bool is_set = self->handlers[number] != NULL;
    if (number == HANDLER_CharacterData && !is_set && self->in_callback) {
        XML_SetCharacterDataHandler(self->parser, ignore_characters);
        return;
    }
    switch (number) {
#define HANDLER(name, set)                            \
    case HANDLER_##name:                              \
        set(self->parser, is_set ? on_##name : NULL); \
        break;
#include "stdlib/expat/expat_handlers.def"
#undef HANDLER
    default: break;
    }
}

void expat_set_handlers(ParserObject *self)
{
    for (int i = 0; i < HANDLER_COUNT; i++)
        if (self->handlers[i])
            tell_expat(self, i);
}

void expat_clear_handlers(ParserObject *self)
{
    for (int i = 0; i < HANDLER_COUNT; i++) {
        if (!self->handlers[i])
            continue;
        Ref handler = self->handlers[i];
        self->handlers[i] = NULL;
        tell_expat(self, i);
        release(handler);
    }
}

static Ref get_handler(View self, int number)
{
    Ref handler = ((ParserObject *)self)->handlers[number];
    return retain(handler ? handler : NONE);
}

static bool set_handler(View view, View value, int number)
{
    ParserObject *self = (ParserObject *)view;
    if (!value)
        return raise_error(RuntimeError, "Cannot delete attribute") != NULL;
    if (number == HANDLER_CharacterData && !expat_flush(self))
        return false;
    Ref before = self->handlers[number];
    self->handlers[number] = value == NONE ? NULL : retain(value);
    tell_expat(self, number);
    release_maybe(before);
    return true;
}

#define HANDLER(name, set)                               \
    static Ref get_##name(View self)                     \
    {                                                    \
        return get_handler(self, HANDLER_##name);        \
    }                                                    \
    static bool set_##name(View self, View value)        \
    {                                                    \
        return set_handler(self, value, HANDLER_##name); \
    }
#include "stdlib/expat/expat_handlers.def"
#undef HANDLER

/* --- settings and places -------------------------------------------------------------------------------- */

static ParserObject *parser_of(View self)
{
    return (ParserObject *)self;
}

/* The truth of what a switch is set to: 1 or 0, or -1 with an exception. */
static int switched(View value)
{
    if (!value) {
        raise_error(RuntimeError, "Cannot delete attribute");
        return -1;
    }
    return object_truth(value);
}

static Ref get_buffer_size(View self)
{
    return int_new(parser_of(self)->buffer_size);
}
static bool set_buffer_size(View self, View value)
{
    int64_t size;
    if (!value)
        return raise_error(RuntimeError, "Cannot delete attribute") != NULL;
    if (!is_int(value))
        return raise_error(TypeError, "buffer_size must be an integer") != NULL;
    if (!object_as_int64(value, &size))
        return false;
    if (size <= 0)
        return raise_error(ValueError, "buffer_size must be greater than zero") != NULL;
    if (size > INT_MAX)
        return raise_error(ValueError, "buffer_size must not be greater than %i", INT_MAX) != NULL;
    return size == parser_of(self)->buffer_size || expat_set_buffer(parser_of(self), parser_of(self)->buffer != NULL, (int)size);
}

static Ref get_buffer_text(View self)
{
    return bool_new(parser_of(self)->buffer != NULL);
}
static bool set_buffer_text(View self, View value)
{
    int on = switched(value);
    if (on < 0)
        return false;
    return on == (parser_of(self)->buffer != NULL) || expat_set_buffer(parser_of(self), on, parser_of(self)->buffer_size);
}

static Ref get_buffer_used(View self)
{
    return int_new(parser_of(self)->buffer_used);
}

#define SWITCH(name, action)                      \
    static Ref get_##name(View self)              \
    {                                             \
        return bool_new(parser_of(self)->name);   \
    }                                             \
    static bool set_##name(View self, View value) \
    {                                             \
        int on = switched(value);                 \
        if (on < 0)                               \
            return false;                         \
        parser_of(self)->name = on;               \
        action;                                   \
        return true;                              \
    }
SWITCH(namespace_prefixes, XML_SetReturnNSTriplet(parser_of(self)->parser, on))
SWITCH(ordered_attributes, )
SWITCH(specified_attributes, )

#define PLACE(name, function)                                       \
    static Ref get_##name(View self)                                \
    {                                                               \
        return int_new((int64_t)function(parser_of(self)->parser)); \
    }
PLACE(error_code, XML_GetErrorCode)
PLACE(line, XML_GetCurrentLineNumber)
PLACE(column, XML_GetCurrentColumnNumber)
PLACE(byte, XML_GetCurrentByteIndex)

static Ref get_intern(View self)
{
    Ref intern = parser_of(self)->intern;
    return retain(intern ? intern : NONE);
}

/* Only one has its whole name. */
#define HANDLER_TITLE(name) (HANDLER_##name == HANDLER_DefaultHandlerExpand ? #name : #name "Handler")

const NativeProperty expat_parser_properties[] = {
#define HANDLER(name, set) {HANDLER_TITLE(name), get_##name, set_##name, NULL},
#include "stdlib/expat/expat_handlers.def"
#undef HANDLER
    {"buffer_size", get_buffer_size, set_buffer_size, NULL},
    {"buffer_text", get_buffer_text, set_buffer_text, NULL},
    {"buffer_used", get_buffer_used, NULL, NULL},
    {"namespace_prefixes", get_namespace_prefixes, set_namespace_prefixes, NULL},
    {"ordered_attributes", get_ordered_attributes, set_ordered_attributes, NULL},
    {"specified_attributes", get_specified_attributes, set_specified_attributes, NULL},
    {"intern", get_intern, descriptor_refuse_write, NULL},
    {"ErrorCode", get_error_code, NULL, NULL},
    {"ErrorLineNumber", get_line, NULL, NULL},
    {"ErrorColumnNumber", get_column, NULL, NULL},
    {"ErrorByteIndex", get_byte, NULL, NULL},
    {"CurrentLineNumber", get_line, NULL, NULL},
    {"CurrentColumnNumber", get_column, NULL, NULL},
    {"CurrentByteIndex", get_byte, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

/* --- encodings ------------------------------------------------------------------------------------------ */

/* One byte a character: asked of Python's codec. */
int expat_unknown_encoding(void *context UNUSED, const XML_Char *encoding, XML_Encoding *info)
{
    unsigned char bytes[256];
    if (error_is_set())
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++)
        bytes[i] = (unsigned char)i;
    Ref all = bytes_new(bytes, sizeof bytes), decoded = all ? codec_decode_bytes(all, encoding, "replace") : NULL;
    StrView characters = decoded ? str_view(decoded) : NULL;
    int status = XML_STATUS_ERROR;
    if (characters && characters->length != 256) {
        raise_error(ValueError, "multi-byte encodings are not supported");
    } else if (characters) {
        for (size_t i = 0; i < 256; i++) {
            Character character = str_at(characters, i);
            info->map[i] = character == 0xFFFD ? -1 : (int)character;
        }
        info->data = NULL;
        info->convert = NULL;
        info->release = NULL;
        status = XML_STATUS_OK;
    }
    release_maybe(all);
    release_maybe(decoded);
    return status;
}
