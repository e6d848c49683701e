/* pyexpat: XML, read by Debian's libexpat, on which xml.parsers.expat, xml.sax, xml.dom, xml.etree and plistlib run. Here: the parser's
 * methods, the module. */
#include <limits.h>
#include <stdio.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/expat/expat_private.h"
#include "stdlib/library_memory.h"
#include "stdlib/module_types.h"

static ParserObject *parser_of(View self)
{
    return (ParserObject *)self;
}

/* --- errors --------------------------------------------------------------------------------------------- */

static Ref error_class;

static View error_peek(void)
{
    return module_error_class_peek(&error_class, "xml.parsers.expat", "ExpatError", AS_OBJECT(&exception_types[Exception]));
}

static bool set_number(View object, const char *name, int64_t number)
{
    Ref key = str_intern_text(name), value = key ? int_new(number) : NULL;
    bool done = value && object_set_attribute(object, key, value);
    release_maybe(key);
    release_maybe(value);
    return done;
}

/* Raise ExpatError for what expat says is wrong, and where. NULL. */
static void *raise_expat(XML_Parser parser, enum XML_Error code)
{
    if (code == XML_ERROR_NO_MEMORY)
        return raise_memory_error();
    int64_t line = (int64_t)XML_GetErrorLineNumber(parser), column = (int64_t)XML_GetErrorColumnNumber(parser);
    Ref message = str_format("%s: line %lld, column %lld", XML_ErrorString(code), (long long)line, (long long)column);
    Ref exception = message ? call_1(error_peek(), message) : NULL;
    release_maybe(message);
    if (exception && set_number(exception, "code", code) && set_number(exception, "offset", column) &&
        set_number(exception, "lineno", line))
        return raise_take(exception);
    release_maybe(exception);
    return NULL;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* A parser object without expat's parser. NULL with MemoryError. */
static ParserObject *parser_new(View intern)
{
    enum { USUAL_BUFFER = 8192 };
    ParserObject *made = (ParserObject *)type_allocate(&expat_parser_type, 0);
    if (!made)
        return NULL;
    made->intern = retain_maybe(intern);
    made->buffer_size = USUAL_BUFFER;
    return made;
}

/* Give it expat's parser, which may be NULL for want of memory. */
static Ref parser_finish_making(ParserObject *made, XML_Parser parser)
{
    made->parser = parser;
    gc_track(AS_OBJECT(made));
    if (!parser) {
        release(AS_OBJECT(made));
        return raise_memory_error();
    }
    XML_SetUserData(parser, made);
    XML_SetUnknownEncodingHandler(parser, expat_unknown_encoding, NULL);
    return AS_OBJECT(made);
}

/* The UTF-8 of an optional text without zeros. False with an exception; NULL and None are NULL. */
static bool read_text(View argument, const char *function, const char *parameter, const char **result, char **owned, size_t *length)
{
    *result = NULL;
    *owned = NULL;
    *length = 0;
    if (!argument || argument == NONE)
        return true;
    if (!is_str(argument))
        return raise_error(TypeError, "%s() argument '%s' must be str or None, not %T", function, parameter, argument) != NULL;
    *result = str_utf8(str_view(argument), length, owned);
    if (*result && strlen(*result) != *length)
        return raise_error(ValueError, "embedded null character") != NULL;
    return *result != NULL;
}

/* The dict of names: a new one without an argument, none for None. False with an exception. */
static bool read_intern(View argument, Ref *intern)
{
    *intern = NULL;
    if (argument == NONE)
        return true;
    if (argument && !is_dict(argument))
        return raise_error(TypeError, "intern must be a dictionary") != NULL;
    *intern = argument ? retain(argument) : dict_new();
    return *intern != NULL;
}

static Ref module_parser_create(View self UNUSED, View *args)
{
    static const XML_Memory_Handling_Suite memory = {library_allocate, library_reallocate, library_free};
    const char *encoding, *separator;
    char *owned_encoding = NULL, *owned_separator = NULL;
    size_t encoding_length = 0, separator_length = 0;
    Ref intern = NULL, result = NULL;
    bool done = read_text(args[0], "ParserCreate", "encoding", &encoding, &owned_encoding, &encoding_length) &&
                read_text(args[1], "ParserCreate", "namespace_separator", &separator, &owned_separator, &separator_length);
    if (done && separator_length > 1)
        done = raise_error(ValueError, "namespace_separator must be at most one character, omitted, or None") != NULL;
    ParserObject *made = done && read_intern(args[2], &intern) ? parser_new(intern) : NULL;
    if (made && (result = parser_finish_making(made, XML_ParserCreate_MM(encoding, &memory, separator))))
        XML_SetHashSalt(made->parser, str_hash_secret[0] | 1); /* expat would ask the system for one */
    release_maybe(intern);
    str_utf8_free(owned_encoding, encoding_length);
    str_utf8_free(owned_separator, separator_length);
    return result;
}

/* A parser for an external entity: with the same handlers and settings. */
static Ref parser_for_entity(View view, View *args)
{
    ParserObject *self = parser_of(view);
    const char *context, *encoding;
    char *owned_context = NULL, *owned_encoding = NULL;
    size_t context_length = 0, encoding_length = 0;
    Ref result = NULL;
    bool done = read_text(args[0], "ExternalEntityParserCreate", "context", &context, &owned_context, &context_length) &&
                read_text(args[1], "ExternalEntityParserCreate", "encoding", &encoding, &owned_encoding, &encoding_length);
    ParserObject *made = done ? parser_new(self->intern) : NULL;
    if (made) {
        made->parent = retain(view);
        made->ordered_attributes = self->ordered_attributes;
        made->specified_attributes = self->specified_attributes;
        made->namespace_prefixes = self->namespace_prefixes;
        made->buffer_size = self->buffer_size;
        for (int i = 0; i < HANDLER_COUNT; i++)
            made->handlers[i] = retain_maybe(self->handlers[i]);
        result = parser_finish_making(made, XML_ExternalEntityParserCreate(self->parser, context, encoding));
    }
    if (result)
        expat_set_handlers(made);
    if (result && self->buffer && !expat_set_buffer(made, true, made->buffer_size))
        clear_place(&result);
    str_utf8_free(owned_context, context_length);
    str_utf8_free(owned_encoding, encoding_length);
    return result;
}

static void parser_finish(View view)
{
    ParserObject *self = parser_of(view);
    if (self->parser)
        XML_ParserFree(self->parser);
    self->parser = NULL;
    for (int i = 0; i < HANDLER_COUNT; i++)
        clear_place(&self->handlers[i]);
    expat_drop_buffer(self);
    clear_place(&self->intern);
    clear_place(&self->parent);
}

static void parser_traverse(View view, Visitor visit, void *context)
{
    ParserObject *self = parser_of(view);
    for (int i = 0; i < HANDLER_COUNT; i++)
        VISIT(self->handlers[i]);
    VISIT(self->intern);
    VISIT(self->parent);
}

static void parser_clear(View view)
{
    expat_clear_handlers(parser_of(view));
    clear_place(&parser_of(view)->intern);
}

/* --- parsing -------------------------------------------------------------------------------------------- */

/* Is a call of Parse() allowed? Not within a handler of the same parser: expat would be led astray. */
static bool begin_parsing(ParserObject *self)
{
    if (self->is_parsing)
        return raise_error(RuntimeError, "a parser cannot be called by its own handlers") != NULL;
    self->is_parsing = true;
    return true;
}

/* What expat's status means: the status, after the character data that wait. */
static Ref finish_parsing(ParserObject *self, int status)
{
    bool done = !error_is_set() && (status != XML_STATUS_ERROR || raise_expat(self->parser, XML_GetErrorCode(self->parser)) != NULL) &&
                expat_flush(self);
    self->is_parsing = false;
    return done ? int_new(status) : NULL;
}

/* In pieces, for expat counts in ints. */
static int parse_bytes(ParserObject *self, const char *data, size_t length, bool is_final)
{
    enum { PIECE = 1 << 20 };
    int status = XML_STATUS_OK;
    while (length > PIECE && status != XML_STATUS_ERROR && !error_is_set()) {
        status = (int)XML_Parse(self->parser, data, PIECE, 0);
        data += PIECE;
        length -= PIECE;
    }
    if (status != XML_STATUS_ERROR && !error_is_set())
        status = (int)XML_Parse(self->parser, data, (int)length, is_final);
    return status;
}

static Ref parser_parse(View view, View *args)
{
    ParserObject *self = parser_of(view);
    int is_final = args[1] ? object_int_truth(args[1]) : 0;
    if (is_final < 0)
        return NULL;
    if (is_str(args[0])) {
        size_t length;
        char *owned;
        Ref held = retain(args[0]);
        const char *data = str_utf8(str_view(args[0]), &length, &owned);
        Ref result = NULL;
        if (data && begin_parsing(self)) {
            (void)XML_SetEncoding(self->parser, "utf-8");
            result = finish_parsing(self, parse_bytes(self, data, length, is_final));
        }
        if (data)
            str_utf8_free(owned, length);
        release(held);
        return result;
    }
    BytesHold hold;
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    Ref result = begin_parsing(self) ? finish_parsing(self, parse_bytes(self, (const char *)hold.data, hold.length, is_final)) : NULL;
    bytes_let_go(&hold);
    return result;
}

/* What file.read(count) gives: a bytes or bytearray of not more. NULL with an exception. */
static Ref read_piece(View read, View count, int64_t most)
{
    const unsigned char *data;
    size_t length;
    Ref piece = call_1(read, count);
    if (!piece)
        return NULL;
    if (!bytes_data_peek(piece, &data, &length))
        raise_error(TypeError, "read() did not return a bytes object (type=%T)", piece);
    else if ((int64_t)length > most)
        raise_error(ValueError, "read() returned too much data: %i bytes requested, %zd returned", (int)most, (Index)length);
    if (error_is_set())
        clear_place(&piece);
    return piece;
}

static Ref parser_parse_file(View view, View *args)
{
    enum { PIECE = 2048 };
    ParserObject *self = parser_of(view);
    Ref read = object_get_attribute_text(args[0], "read"), count = int_new(PIECE);
    if (!read && error_clear_if(AttributeError))
        raise_error(TypeError, "argument must have 'read' attribute");
    if (!read || !count || !begin_parsing(self)) {
        release_maybe(read);
        release_maybe(count);
        return NULL;
    }
    int status = XML_STATUS_OK;
    for (bool is_last = false; !is_last && status != XML_STATUS_ERROR && !error_is_set();) {
        Ref piece = read_piece(read, count, PIECE);
        BytesHold hold;
        if (piece && bytes_hold_required(piece, &hold)) {
            is_last = hold.length == 0;
            status = (int)XML_Parse(self->parser, (const char *)hold.data, (int)hold.length, is_last);
            bytes_let_go(&hold);
        }
        release_maybe(piece);
    }
    release(read);
    release(count);
    return finish_parsing(self, status);
}

/* --- other methods -------------------------------------------------------------------------------------- */

static Ref parser_set_base(View self, View *args)
{
    size_t length;
    char *owned;
    if (!is_str(args[0]))
        return raise_error(TypeError, "SetBase() argument must be str, not %T", args[0]);
    const char *base = str_utf8(str_view(args[0]), &length, &owned);
    if (!base)
        return NULL;
    bool done = XML_SetBase(parser_of(self)->parser, base) != XML_STATUS_ERROR;
    str_utf8_free(owned, length);
    return done ? none_new() : raise_memory_error();
}

static Ref parser_get_base(View self, View *args UNUSED)
{
    const char *base = XML_GetBase(parser_of(self)->parser);
    return base ? str_from_text(base) : none_new();
}

/* The text that the present event comes from, within a handler. */
static Ref parser_input_context(View self, View *args UNUSED)
{
    int offset, size;
    if (!parser_of(self)->in_callback)
        return none_new();
    const char *text = XML_GetInputContext(parser_of(self)->parser, &offset, &size);
    return text ? bytes_new(text + offset, (size_t)(size - offset)) : none_new();
}

static Ref parser_param_entities(View self, View *args)
{
    int32_t flag;
    if (!object_as_int32(args[0], &flag))
        return NULL;
    return int_new(XML_SetParamEntityParsing(parser_of(self)->parser, (enum XML_ParamEntityParsing)flag));
}

static Ref parser_foreign_dtd(View self, View *args)
{
    int flag = args[0] ? object_truth(args[0]) : 1;
    if (flag < 0)
        return NULL;
    enum XML_Error code = XML_UseForeignDTD(parser_of(self)->parser, flag ? XML_TRUE : XML_FALSE);
    return code == XML_ERROR_NONE ? none_new() : raise_expat(parser_of(self)->parser, code);
}

static const NativeFunction parser_methods[] = {
    {"ExternalEntityParserCreate(context, encoding=<unrepresentable>, /)", parser_for_entity,
     "A parser for an external entity, with the context that ExternalEntityRefHandler was given."},
    {"GetBase()", parser_get_base, "The base URL for the parser."},
    {"GetInputContext()", parser_input_context,
     "The text that the present event comes from, to the end of what has been read; within a handler."},
    {"Parse(data, isfinal=False, /)", parser_parse, "Parse data, str or bytes-like; isfinal: they are the last."},
    {"ParseFile(file, /)", parser_parse_file, "Parse what file.read() gives, to its end."},
    {"SetBase(base, /)", parser_set_base, "Set the base URL for the parser."},
    {"SetParamEntityParsing(flag, /)", parser_param_entities,
     "Say when parameter entities, the external DTD among them, are read: XML_PARAM_ENTITY_PARSING_…"},
    {"UseForeignDTD(flag=True, /)", parser_foreign_dtd, "Let the application provide a DTD, whether the document names one or not."},
    {NULL, NULL, NULL},
};

TypeObject expat_parser_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "pyexpat.xmlparser",
    .doc = "XML parser",
    .size = sizeof(ParserObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = parser_finish,
    .traverse = parser_traverse,
    .clear = parser_clear,
    .methods = parser_methods,
    .properties = expat_parser_properties,
};

/* --- the module ----------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int value;
} model_constants[] = {
    {"XML_CTYPE_EMPTY", XML_CTYPE_EMPTY}, {"XML_CTYPE_ANY", XML_CTYPE_ANY},       {"XML_CTYPE_MIXED", XML_CTYPE_MIXED},
    {"XML_CTYPE_NAME", XML_CTYPE_NAME},   {"XML_CTYPE_CHOICE", XML_CTYPE_CHOICE}, {"XML_CTYPE_SEQ", XML_CTYPE_SEQ},
    {"XML_CQUANT_NONE", XML_CQUANT_NONE}, {"XML_CQUANT_OPT", XML_CQUANT_OPT},     {"XML_CQUANT_REP", XML_CQUANT_REP},
    {"XML_CQUANT_PLUS", XML_CQUANT_PLUS},
};

/* expat's errors, in the order of their codes, from 1. */
static const char *const error_names[] = {
    "NO_MEMORY",
    "SYNTAX",
    "NO_ELEMENTS",
    "INVALID_TOKEN",
    "UNCLOSED_TOKEN",
    "PARTIAL_CHAR",
    "TAG_MISMATCH",
    "DUPLICATE_ATTRIBUTE",
    "JUNK_AFTER_DOC_ELEMENT",
    "PARAM_ENTITY_REF",
    "UNDEFINED_ENTITY",
    "RECURSIVE_ENTITY_REF",
    "ASYNC_ENTITY",
    "BAD_CHAR_REF",
    "BINARY_ENTITY_REF",
    "ATTRIBUTE_EXTERNAL_ENTITY_REF",
    "MISPLACED_XML_PI",
    "UNKNOWN_ENCODING",
    "INCORRECT_ENCODING",
    "UNCLOSED_CDATA_SECTION",
    "EXTERNAL_ENTITY_HANDLING",
    "NOT_STANDALONE",
    "UNEXPECTED_STATE",
    "ENTITY_DECLARED_IN_PE",
    "FEATURE_REQUIRES_XML_DTD",
    "CANT_CHANGE_FEATURE_ONCE_PARSING",
    "UNBOUND_PREFIX",
    "UNDECLARING_PREFIX",
    "INCOMPLETE_PE",
    "XML_DECL",
    "TEXT_DECL",
    "PUBLICID",
    "SUSPENDED",
    "NOT_SUSPENDED",
    "ABORTED",
    "FINISHED",
    "SUSPEND_PE",
    "RESERVED_PREFIX_XML",
    "RESERVED_PREFIX_XMLNS",
    "RESERVED_NAMESPACE_URI",
    "INVALID_ARGUMENT",
    "NO_BUFFER",
    "AMPLIFICATION_LIMIT_BREACH",
};

/* A module within this one, as an attribute and in sys.modules; its namespace, borrowed. NULL with an exception. */
static DictView add_part(ModuleObject *module, const char *full_name, const char *doc)
{
    Ref name = str_intern_text(full_name), text = name ? str_from_text(doc) : NULL, part = text ? module_new(name, text) : NULL;
    bool done = part && dict_set(modules_peek(), name, part) && dict_set_text(module->dict, full_name + strlen("pyexpat."), part);
    DictView dict = done ? ((ModuleObject *)part)->dict : NULL;
    release_maybe(name);
    release_maybe(text);
    release_maybe(part);
    return dict;
}

static bool add_error(DictView names, DictView codes, DictView messages, int code)
{
    char title[64];
    snprintf(title, sizeof title, "XML_ERROR_%s", error_names[code - 1]);
    Ref number = int_new(code), message = str_from_text(XML_ErrorString((enum XML_Error)code));
    bool done = number && message && dict_set_text(names, title, message) && dict_set(codes, message, number) &&
                dict_set(messages, number, message);
    release_maybe(number);
    release_maybe(message);
    return done;
}

static bool add_errors(ModuleObject *module)
{
    DictView names = add_part(module, "pyexpat.errors", "Constants used to describe error conditions.");
    Ref codes = names ? dict_new() : NULL, messages = codes ? dict_new() : NULL;
    bool done = messages != NULL;
    for (int i = 1; done && i <= (int)(sizeof error_names / sizeof *error_names); i++)
        done = add_error(names, (DictView)codes, (DictView)messages, i);
    done = done && dict_set_text(names, "codes", codes) && dict_set_text(names, "messages", messages);
    release_maybe(codes);
    release_maybe(messages);
    return done;
}

static bool add_model(ModuleObject *module)
{
    DictView names = add_part(module, "pyexpat.model", "Constants used to interpret content model information.");
    bool done = names != NULL;
    for (size_t i = 0; done && i < sizeof model_constants / sizeof *model_constants; i++)
        done = dict_set_text_take(names, model_constants[i].name, int_new(model_constants[i].value));
    return done;
}

static Ref pair_take(Ref first, Ref second)
{
    Ref pair = first && second ? tuple_pack(2, first, second) : NULL;
    release_maybe(first);
    release_maybe(second);
    return pair;
}

static bool add_features(ModuleObject *module)
{
    Ref list = list_new(0);
    for (const XML_Feature *feature = XML_GetFeatureList(); list && feature->feature != XML_FEATURE_END; feature++) {
        Ref pair = pair_take(str_from_text(feature->name), int_new(feature->value));
        if (!pair || !list_append((ListView)list, pair))
            clear_place(&list);
        release_maybe(pair);
    }
    return dict_set_text_take(module->dict, "features", list);
}

static bool add_version(ModuleObject *module)
{
    XML_Expat_Version version = XML_ExpatVersionInfo();
    Ref numbers[] = {int_new(version.major), int_new(version.minor), int_new(version.micro)}; /* small: they are shared */
    return dict_set_text_take(module->dict, "version_info", tuple_from_array_take(numbers, 3)) &&
           dict_set_text_take(module->dict, "EXPAT_VERSION", str_from_text(XML_ExpatVersion())) &&
           dict_set_text_take(module->dict, "native_encoding", str_from_text("UTF-8"));
}

static bool init(ModuleObject *module)
{
    View error = error_peek();
    return error && module_type_ready(&expat_parser_type) && dict_set_text(module->dict, "ExpatError", error) &&
           dict_set_text(module->dict, "error", error) && dict_set_text(module->dict, "XMLParserType", AS_OBJECT(&expat_parser_type)) &&
           dict_set_text_take(module->dict, "XML_PARAM_ENTITY_PARSING_NEVER", int_new(XML_PARAM_ENTITY_PARSING_NEVER)) &&
           dict_set_text_take(module->dict, "XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE",
                              int_new(XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)) &&
           dict_set_text_take(module->dict, "XML_PARAM_ENTITY_PARSING_ALWAYS", int_new(XML_PARAM_ENTITY_PARSING_ALWAYS)) &&
           add_version(module) && add_features(module) && add_errors(module) && add_model(module);
}

static Ref module_error_string(View self UNUSED, View *args)
{
    int64_t code;
    if (!object_as_int64(args[0], &code))
        return NULL;
    const char *text = code > 0 && code < INT_MAX ? XML_ErrorString((enum XML_Error)code) : NULL;
    return text ? str_from_text(text) : none_new();
}

static const NativeFunction functions[] = {
    {"ErrorString(code, /)", module_error_string, "What an error number means."},
    {"ParserCreate(encoding=None, namespace_separator=None, intern=<unrepresentable>)", module_parser_create,
     "A new parser. With a namespace_separator, names are put together of namespace, separator and name."},
    {NULL, NULL, NULL},
};

const NativeModule pyexpat_module = {.name = "pyexpat", .doc = "Python wrapper for Expat parser.", .functions = functions, .init = init};
