/* slots_doc: what help() and inspect.signature() learn of slot wrappers: a sentence and a signature for each
 * special method. Signatures are CPython's. */
#include "runtime/classes/slots_private.h"
#include "runtime/text/str.h"

#define OPERATOR(special, symbol)                                                                                                      \
    [DEFINITION___##special##__] = "Compute self " symbol " value.", [DEFINITION___r##special##__] = "Compute value " symbol " self.", \
    [DEFINITION___i##special##__] = "Compute self " symbol "= value, in place if the class can."

static const char *const docs[DEFINITION_COUNT] = {
    [DEFINITION___repr__] = "The text of repr(self).",
    [DEFINITION___str__] = "The text of str(self).",
    [DEFINITION___hash__] = "The number hash(self), equal for equal objects.",
    [DEFINITION___call__] = "Call self as a function.",
    [DEFINITION___iter__] = "An iterator: iter(self).",
    [DEFINITION___next__] = "Implement next(self).",
    [DEFINITION___lt__] = "Whether self < value.",
    [DEFINITION___le__] = "Whether self <= value.",
    [DEFINITION___eq__] = "Whether self == value.",
    [DEFINITION___ne__] = "Whether self != value.",
    [DEFINITION___gt__] = "Whether self > value.",
    [DEFINITION___ge__] = "Whether self >= value.",
    [DEFINITION___getattribute__] = "The attribute: getattr(self, name).",
    [DEFINITION___getattr__] = "The attribute, when the usual search has not found it.",
    [DEFINITION___setattr__] = "Carry out setattr(self, name, value).",
    [DEFINITION___delattr__] = "Carry out delattr(self, name).",
    [DEFINITION___get__] = "The attribute that this descriptor is for the instance, or for the class owner.",
    [DEFINITION___set__] = "Assign the value to this attribute of the instance.",
    [DEFINITION___delete__] = "Delete this attribute of the instance.",
    [DEFINITION___init__] = "Initialize self, just made, with the arguments of the call; help(type(self)) tells which.",
    [DEFINITION___del__] = "Called when the object is about to be freed.",
    [DEFINITION___await__] = "An iterator, for `await self`.",
    [DEFINITION___aiter__] = "An asynchronous iterator, for `async for`.",
    [DEFINITION___anext__] = "The next item, or awaiting it ends in StopAsyncIteration.",
    [DEFINITION___neg__] = "Compute -self.",
    [DEFINITION___pos__] = "Compute +self.",
    [DEFINITION___invert__] = "Compute ~self.",
    [DEFINITION___abs__] = "Compute abs(self).",
    [DEFINITION___int__] = "Compute int(self).",
    [DEFINITION___float__] = "Compute float(self).",
    [DEFINITION___index__] = "The exact integer that self is, for indices, slices, bin() and the like.",
    [DEFINITION___bool__] = "Whether self is true.",
    [DEFINITION___len__] = "The number of items: len(self).",
    [DEFINITION___getitem__] = "The item self[key].",
    [DEFINITION___setitem__] = "Carry out self[key] = value.",
    [DEFINITION___delitem__] = "Carry out del self[key].",
    [DEFINITION___contains__] = "Whether key is in self.",
    OPERATOR(add, "+"),
    OPERATOR(sub, "-"),
    OPERATOR(mul, "*"),
    OPERATOR(matmul, "@"),
    OPERATOR(truediv, "/"),
    OPERATOR(mod, "%"),
    OPERATOR(lshift, "<<"),
    OPERATOR(rshift, ">>"),
    OPERATOR(or, "|"),
    OPERATOR(xor, "^"),
    OPERATOR(and, "&"),
    OPERATOR(floordiv, "//"),
    [DEFINITION___pow__] = "Compute self ** value, or pow(self, value, mod).",
    [DEFINITION___rpow__] = "Compute value ** self, or pow(value, self, mod).",
    [DEFINITION___ipow__] = "Compute self **= value, in place if the class can.",
    [DEFINITION___divmod__] = "The pair of quotient and remainder: divmod(self, value).",
    [DEFINITION___rdivmod__] = "The pair of quotient and remainder: divmod(value, self).",
};

Ref slot_definition_doc(uint32_t definition)
{
    return docs[definition] ? str_from_text(docs[definition]) : none_new();
}

static const char *wrapper_signature(const SlotDefinition *definition)
{
    switch (definition->kind) {
    case CALL:
    case INIT: return "($self, /, *args, **kwargs)";
    case GET_ATTRIBUTE:
    case DELETE_ATTRIBUTE: return "($self, name, /)";
    case SET_ATTRIBUTE: return "($self, name, value, /)";
    case DESCRIPTOR_GET: return "($self, instance, owner=None, /)";
    case DESCRIPTOR_SET: return "($self, instance, value, /)";
    case DESCRIPTOR_DELETE: return "($self, instance, /)";
    case GET_ITEM:
    case DELETE_ITEM:
    case CONTAINS: return "($self, key, /)";
    case SET_ITEM: return "($self, key, value, /)";
    case COMPARE:
    case INPLACE: return "($self, value, /)";
    case BINARY:
    case REFLECTED: return definition->detail == BINARY_POW ? "($self, value, mod=None, /)" : "($self, value, /)";
    case GET_ATTRIBUTE_HOOK:
    case DEL: return NULL;
    default: return "($self, /)";
    }
}

Ref slot_definition_signature(uint32_t definition)
{
    const char *text = wrapper_signature(&slot_definitions[definition]);
    return text ? str_from_text(text) : none_new();
}
