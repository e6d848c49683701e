/* handlers/calls: functions are made, called, and return.
 *
 * A Python function is called without recursion in C: its frame is pushed, and the loop goes on in
 * it (CALL_PYTHON). The arguments lie where the callee's first registers are to be, so that nothing
 * is copied:
 *
 *     CALL a ← b, c         R[b] | R[b+1] … R[b+c]        the callable, its arguments
 *     CALL_METHOD a ← b, c  R[b] | R[b+1] | R[b+2] …      function or NULL; self or callable; arguments
 *
 * The callable and all arguments are temporaries that the instruction consumes, whatever happens. A
 * call's word holds the keyword names, and the version that a specialised form remembers.
 *
 *     CALL ─► CALL_FUNCTION            a Python function that takes just so many positional arguments
 *          ─► CALL_FUNCTION_DEFAULTS   one whose arguments stand in order; defaults make up the rest
 *          ─► CALL_NATIVE, CALL_LEN    a C function
 *          ─► CALL_CLASS               a Python class with a plain __init__
 *          ─► CALL_SUPER               super()
 *
 * A specialised form that meets something else becomes CALL again and starts over. Nothing has been
 * consumed by then: each form checks before it touches anything. */
TARGET(MAKE_FUNCTION)
{
    SAVE;
    Ref function = eval_make_function(frame->function->globals, (CodeView)K[i->c], &R[i->b & OPERAND_INDEX], (unsigned)*CACHE(0));
    DELIVER_SAFELY(2, i->a, function);
}
TARGET(BUILD_CLASS)
{
    SAVE;
    View found = dict_get_str_peek(frame->function->builtins, name(__build_class__));
    if (!found) {
        raise_error(NameError, "__build_class__ not found");
        FAIL;
    }
    STORE(i->a, retain(found));
    NEXT;
}
/* It decides on a form for the next time, and makes this call in the general way. A bound method is
 * taken apart: its self goes into the method's own register, right before the arguments, and is the
 * first of them. */
TARGET(CALL)
{
    Ref callable = R[i->b];
    SAVE;
    uint32_t names = KEYWORDS_WORD;
    if (callable->type == TYPE_FUNCTION && names == UINT32_MAX && is_simple_call((FunctionView)callable, i->c))
        REWRITE(OP_CALL_FUNCTION);
    else if (callable->type == TYPE_FUNCTION && !frame->generator && takes_in_order((FunctionView)callable, i->c, names, K) &&
             (VERSION_WORD = code_version(((FunctionView)callable)->code)) != 0)
        REWRITE(OP_CALL_FUNCTION_DEFAULTS);
    else if (callable->type == TYPE_NATIVE_FUNCTION && names == UINT32_MAX)
        REWRITE(i->c == 1 && is_native(callable, object_length_native) ? OP_CALL_LEN : OP_CALL_NATIVE);
    else if (callable->type == TYPE_TYPE && names == UINT32_MAX && eval_constructs_simply((TypeObject *)callable, i->c) &&
             (VERSION_WORD = type_version((TypeObject *)callable)) != 0)
        REWRITE(OP_CALL_CLASS);
    View keyword_names = names == UINT32_MAX ? NULL : K[names];
    size_t keywords = keyword_names ? tuple_length(keyword_names) : 0;
    if (callable == AS_OBJECT(&super_type) && i->c == 0) {
        REWRITE(OP_CALL_SUPER);
        DISPATCH;
    }
    if (callable->type == TYPE_METHOD && ((MethodObject *)callable)->function->type == TYPE_FUNCTION) {
        FunctionView function = (FunctionView)((MethodObject *)callable)->function;
        if (!(function->code->flags & CODE_GENERATOR)) {
            retain(AS_OBJECT(function));
            R[i->b] = retain(((MethodObject *)callable)->self); /* in the method's place, before the arguments */
            release(callable);
            Frame *callee = eval_push_call(function, &R[i->b], i->c + 1u - keywords, keyword_names);
            if (!callee)
                FAIL;
            ENTER_FRAME(callee);
            SAFE_POINT_HERE;
            DISPATCH;
        }
    }
    if (callable->type == TYPE_FUNCTION && !(((FunctionView)callable)->code->flags & CODE_GENERATOR)) {
        Frame *callee = eval_push_call((FunctionView)callable, &R[i->b + 1], i->c - keywords, keyword_names);
        if (!callee)
            FAIL;
        ENTER_FRAME(callee);
        SAFE_POINT_HERE;
        DISPATCH;
    }
    Ref result = call_vector(callable, &R[i->b + 1], i->c - keywords, keyword_names);
    release_arguments(&R[i->b + 1], i->c);
    release(callable);
    DELIVER_SAFELY(2, i->a, result);
}
/* The check asks the function at hand, not an address remembered: any function that fits will do. So
 * calling each of a list of functions stays quick. */
TARGET(CALL_FUNCTION)
{
    FunctionView function = (FunctionView)R[i->b];
    if (UNLIKELY(function->object.type != TYPE_FUNCTION || !is_simple_call(function, i->c))) {
        REWRITE(OP_CALL);
        DISPATCH;
    }
    SAVE;
    CALL_PYTHON(function, &R[i->b + 1], i->c, (Ref)NULL);
}
/* The version is the code's: whether keywords stand in order depends on nothing else. Defaults are
 * looked at each time, since a program may assign other ones. */
TARGET(CALL_FUNCTION_DEFAULTS)
{
    FunctionView function = (FunctionView)R[i->b];
    if (UNLIKELY(function->object.type != TYPE_FUNCTION || function->code->version != VERSION_WORD ||
                 !fill_defaults(frame, function, &R[i->b + 1], i->c))) {
        REWRITE(OP_CALL);
        DISPATCH;
    }
    SAVE;
    CALL_PYTHON(function, &R[i->b + 1], function->code->argument_count, (Ref)NULL);
}
TARGET(CALL_METHOD_DEFAULTS)
{
    FunctionView function = (FunctionView)R[i->b];
    if (UNLIKELY(!function || function->object.type != TYPE_FUNCTION || function->code->version != VERSION_WORD ||
                 !fill_defaults(frame, function, &R[i->b + 1], i->c + 1u))) {
        REWRITE(OP_CALL_METHOD);
        DISPATCH;
    }
    SAVE;
    CALL_PYTHON(function, &R[i->b + 1], function->code->argument_count, (Ref)NULL);
}
/* len() of a built-in container is a field. The name `len` was looked up as any other: whoever has
 * rebound it comes to CALL_NATIVE or further. */
TARGET(CALL_LEN)
{
    Ref native = R[i->b], container = R[i->b + 1];
    if (UNLIKELY(native->type != TYPE_NATIVE_FUNCTION || !is_native(native, object_length_native)))
        GO(CALL_NATIVE);
    Index length = plain_length(container);
    if (UNLIKELY(length < 0))
        GO(CALL_NATIVE);
    SAVE;
    Ref result = int_new(length);
    release(container);
    release(native);
    DELIVER_SAFELY(2, i->a, result);
}
/* `exact` says that the C function takes just so many positional arguments; then they are passed as
 * they lie. Otherwise its signature sorts them first. */
TARGET(CALL_NATIVE)
{
    NativeObject *native = (NativeObject *)R[i->b];
    if (UNLIKELY(native->object.type != TYPE_NATIVE_FUNCTION)) {
        REWRITE(OP_CALL);
        DISPATCH;
    }
    SAVE;
    const Signature *signature = native->signature;
    Ref result = LIKELY(signature && signature->exact == i->c) ? signature->function->code(native->self, &R[i->b + 1])
                                                               : native_function_type.call(AS_OBJECT(native), &R[i->b + 1], i->c, NULL);
    release_arguments(&R[i->b + 1], i->c);
    release(AS_OBJECT(native));
    DELIVER_SAFELY(2, i->a, result);
}
/* What type.__call__ does, in this loop: make the instance, call __init__ on it, and give the
 * instance. It waits in the callee's frame (`constructed`) for RETURN, which drops the None that
 * __init__ returns. */
TARGET(CALL_CLASS)
{
    TypeObject *type = (TypeObject *)R[i->b];
    if (UNLIKELY(type->object.type != TYPE_TYPE || type_versions[type->index] != VERSION_WORD ||
                 !is_simple_call((FunctionView)type->initialiser, i->c + 1u))) {
        REWRITE(OP_CALL);
        DISPATCH;
    }
    SAVE;
    View initialiser = type->initialiser;
    Ref instance = instance_new(type);
    if (UNLIKELY(!instance)) {
        release_arguments(&R[i->b], i->c + 1u);
        FAIL;
    }
    gc_track(instance);
    R[i->b] = retain(instance); /* in the class's place: __init__'s self */
    FunctionView function = (FunctionView)retain(initialiser);
    release(AS_OBJECT(type));
    CALL_PYTHON(function, &R[i->b], i->c + 1u, instance);
}
/* Mostly super().f(…): then the LOAD_METHOD behind it is done here as well, and no super object is
 * made. */
TARGET(CALL_SUPER)
{
    Ref callable = R[i->b];
    if (UNLIKELY(callable != AS_OBJECT(&super_type))) {
        REWRITE(OP_CALL);
        DISPATCH;
    }
    SAVE;
    Instruction *next = (Instruction *)(uintptr_t)(i + CALL_WORDS);
    if (next->op == OP_LOAD_METHOD && next->b == i->a && eval_load_super_method(frame, next, K[next->c], &R[next->a & OPERAND_INDEX])) {
        release(callable);
        NEXT_BY(CALL_WORDS + 3);
    }
    Ref super = super_of_caller(); /* it asks this very frame */
    release(callable);
    DELIVER_SAFELY(CALL_WORDS, i->a, super);
}
/* If LOAD_METHOD found no method but some attribute, pair[0] is NULL. A bound method is taken apart
 * into the pair, a callable of another kind is called with the arguments behind the pair. */
TARGET(CALL_METHOD)
{
    Ref *pair = &R[i->b];
    SAVE;
    uint32_t names = KEYWORDS_WORD;
    View keyword_names = names == UINT32_MAX ? NULL : K[names];
    size_t keywords = keyword_names ? tuple_length(keyword_names) : 0;
    if (!pair[0] && pair[1]->type == TYPE_METHOD) { /* there is room for function and self apart */
        Ref method = pair[1];
        pair[0] = retain(((MethodObject *)method)->function);
        pair[1] = retain(((MethodObject *)method)->self);
        release(method);
    }
    Ref callable = pair[0] ? pair[0] : pair[1];
    View *args = pair[0] ? pair + 1 : pair + 2;
    size_t count = i->c + (pair[0] ? 1u : 0u);
    if (callable->type == TYPE_FUNCTION && !(((FunctionView)callable)->code->flags & CODE_GENERATOR)) {
        if (pair[0] && names == UINT32_MAX && is_simple_call((FunctionView)callable, count))
            REWRITE(OP_CALL_METHOD_FUNCTION);
        else if (pair[0] && !frame->generator && takes_in_order((FunctionView)callable, count, names, K) &&
                 (VERSION_WORD = code_version(((FunctionView)callable)->code)) != 0)
            REWRITE(OP_CALL_METHOD_DEFAULTS);
        Frame *callee = eval_push_call((FunctionView)callable, args, count - keywords, keyword_names);
        if (!callee)
            FAIL;
        ENTER_FRAME(callee);
        SAFE_POINT_HERE;
        DISPATCH;
    }
    if (pair[0] && callable->type == native_method_type.index && names == UINT32_MAX)
        REWRITE(i->c == 1 && is_native(callable, list_append_native) ? OP_CALL_LIST_APPEND : OP_CALL_METHOD_NATIVE);
    Ref result = call_vector(callable, args, count - keywords, keyword_names);
    release_arguments(args, count);
    release(callable);
    DELIVER_SAFELY(2, i->a, result);
}
TARGET(CALL_METHOD_FUNCTION)
{
    FunctionView function = (FunctionView)R[i->b];
    if (UNLIKELY(!function || function->object.type != TYPE_FUNCTION || !is_simple_call(function, i->c + 1u))) {
        REWRITE(OP_CALL_METHOD);
        DISPATCH;
    }
    SAVE;
    CALL_PYTHON(function, &R[i->b + 1], i->c + 1u, (Ref)NULL);
}
/* list.append takes over the argument's own reference, and its result is None: no array of
 * arguments, no check of their number. */
TARGET(CALL_LIST_APPEND)
{
    Ref native = R[i->b], list = R[i->b + 1];
    if (UNLIKELY(!native || native->type != native_method_type.index || !is_native(native, list_append_native) || list->type != TYPE_LIST))
        GO(CALL_METHOD_NATIVE);
    SAVE;
    bool done = list_append_take((ListView)list, R[i->b + 2]);
    release(list);
    release(native);
    if (UNLIKELY(!done))
        FAIL;
    STORE(i->a, none_new());
    SAFE_POINT_STORED;
    NEXT_BY(2);
}
/* A method of a built-in class takes any self of that class or a derived one; only for the very
 * class the check of self is known to succeed. */
TARGET(CALL_METHOD_NATIVE)
{
    NativeObject *native = (NativeObject *)R[i->b];
    if (UNLIKELY(!native || native->object.type != native_method_type.index)) {
        REWRITE(OP_CALL_METHOD);
        DISPATCH;
    }
    SAVE;
    const Signature *signature = native->signature;
    Ref result = LIKELY(signature && signature->exact == i->c && R[i->b + 1]->type == native->owner->index)
                     ? signature->function->code(R[i->b + 1], &R[i->b + 2])
                     : native_method_type.call(AS_OBJECT(native), &R[i->b + 1], i->c + 1u, NULL);
    release_arguments(&R[i->b + 1], i->c + 1u);
    release(AS_OBJECT(native));
    DELIVER_SAFELY(2, i->a, result);
}
TARGET(CALL_SPREAD)
{
    SAVE;
    Ref *base = &R[i->b];
    Ref result = eval_call_spread(base[0], &base[1], i->c ? base[2] : NULL);
    for (unsigned n = i->c ? 3u : 2u; n-- > 0;)
        release(base[n]);
    DELIVER_SAFELY(1, i->a, result);
}
/* The order: the result is owned before the frame's variables die, since it may be one of them, and
 * stored after the frame is gone, in the caller's register, which the caller's own instruction
 * names. Who waits for the frame is in its flags: C (ENTRY), a class (CONSTRUCT), a for loop
 * (ITERATED), a yield from (DELEGATED). */
TARGET(RETURN)
{
    Ref value = OWNED(i->a);
    if (frame->flags == FRAME_CONSTRUCT && value == NONE && i->a & OPERAND_CONSTANT)
        REWRITE(OP_RETURN_CONSTRUCTED);
    else if (!frame->flags)
        REWRITE(i->a & OPERAND_CONSTANT ? OP_RETURN_CONSTANT : i->a & OPERAND_TEMPORARY ? OP_RETURN_TEMPORARY : OP_RETURN_LOCAL);
    SAVE;
    if (UNLIKELY(frame->flags & (FRAME_ENTRY | FRAME_CONSTRUCT | FRAME_ITERATED | FRAME_DELEGATED))) {
        if (frame->flags & FRAME_CONSTRUCT) {
            if (UNLIKELY(value != NONE)) {
                raise_error(TypeError, "__init__() should return None, not '%T'", value);
                release(value);
                FAIL;
            }
            release(value);
            value = frame->constructed;
            frame->flags &= ~(uint32_t)FRAME_CONSTRUCT;
        }
        uint32_t flags = frame->flags;
        GeneratorObject *generator = frame->generator;
        pop_frame(frame);
        if (flags & FRAME_ENTRY)
            return value;
        if (flags & FRAME_ITERATED) { /* the loop over it ends */
            release(value);
            generator_end(generator);
            release(AS_OBJECT(generator));
            ENTER_FRAME(frame - 1);
            NEXT_BY(2);
        }
        if (flags & FRAME_DELEGATED) {
            generator_end(generator);
            release(AS_OBJECT(generator));
            ENTER_FRAME(frame - 1);
            R[i->a & OPERAND_INDEX] = value;
            if (UNLIKELY(trace_is_on()))
                trace_delegate_returned(frame, value);
            NEXT;
        }
    } else {
        pop_frame(frame);
    }
    ENTER_FRAME(frame - 1);
    STORE(i->a, value);
    NEXT_BY(CALL_WORDS);
}

/* Most functions return to Python code, and nobody has asked for their frame.
 * A frame's flags may be set at any time, by sys._getframe() or locals(): the form checks them each
 * time, and stays what it is if they are. */
#define RETURN_HANDLER(kind, take)  \
    TARGET(RETURN_##kind)           \
    {                               \
        if (UNLIKELY(frame->flags)) \
            GO(RETURN);             \
        Ref value = take;           \
        SAVE;                       \
        pop_plain_frame(frame);     \
        ENTER_FRAME(frame - 1);     \
        STORE(i->a, value);         \
        NEXT_BY(CALL_WORDS);        \
    }
RETURN_HANDLER(TEMPORARY, R[i->a & OPERAND_INDEX])
RETURN_HANDLER(LOCAL, retain(R[i->a]))
RETURN_HANDLER(CONSTANT, retain(CONSTANT_AT(i->a)))

TARGET(RETURN_CONSTRUCTED)
{
    if (UNLIKELY(frame->flags != FRAME_CONSTRUCT))
        GO(RETURN);
    Ref value = frame->constructed;
    SAVE;
    frame->flags = 0;
    pop_plain_frame(frame);
    ENTER_FRAME(frame - 1);
    STORE(i->a, value);
    NEXT_BY(CALL_WORDS);
}
