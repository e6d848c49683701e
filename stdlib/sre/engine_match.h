/* engine_match: the loop that runs the codes, and what happens when they fail. Included by engine_*.c behind
 * engine.h, which says how it works. */
#define ROOM(count)                                              \
    do {                                                         \
        if (UNLIKELY((size_t)(limit - top) < (size_t)(count))) { \
            top = matcher_grow(matcher, top, (size_t)(count));   \
            if (!top)                                            \
                return -1;                                       \
            base = matcher->stack;                               \
            limit = base + matcher->stack_room;                  \
        }                                                        \
    } while (0)
#define PUSH_NUMBER(value) ((top++)->number = (Index)(value))
#define PUSH_PLACE(value) ((top++)->pointer = (value))

/* Forget the marks that were set since; the note has those that were there. */
static void NAME(restore_marks)(Matcher *matcher, const Word *note)
{
    Index last = note[-SCOPE_LAST_MARK].number;
    matcher->last_mark = last;
    matcher->last_index = note[-SCOPE_LAST_INDEX].number;
    for (Index i = 0; i <= last; i++)
        matcher->marks[i] = note[-SCOPE_MARKS - last + i].pointer;
}

static inline size_t NAME(scope_size)(const Word *note)
{
    return (size_t)note[-SCOPE_LAST_MARK].number + SCOPE_MARKS;
}

/* Match the codes at `from`: 1, with matcher->at where the match ends; 0; or -1 with an exception. */
int NAME(sre_match)(Matcher *matcher, const Code *code, const void *from)
{
    const PatternObject *const pattern = matcher->pattern;
    const Char *at = from, *const end = (const Char *)matcher->end, *stop, *least;
    Word *base = matcher->stack, *top = base, *limit = base + matcher->stack_room, *note, *rep;
    Index scope = 0, repeat = 0, count; /* offsets of notes; 0: none */
    const Code *args, *next;
    PUSH_NUMBER(NOTE_BOTTOM);

run:
    switch (sre_op(*code)) {
    case SRE_LITERAL:
        if (at >= end || *at != code[1])
            goto fail;
        at++;
        code += 2;
        goto run;
    case SRE_NOT_LITERAL:
        if (at >= end || *at == code[1])
            goto fail;
        at++;
        code += 2;
        goto run;
    case SRE_IN:
    case SRE_IN_IGNORE:
    case SRE_IN_LOC_IGNORE:
    case SRE_IN_UNI_IGNORE:
        if (at >= end || !NAME(takes)(pattern, code, *at))
            goto fail;
        at++;
        code += 1 + code[1];
        goto run;
    case SRE_ANY:
        if (at >= end || *at == '\n')
            goto fail;
        at++;
        code++;
        goto run;
    case SRE_ANY_ALL:
        if (at >= end)
            goto fail;
        at++;
        code++;
        goto run;
    case SRE_LITERAL_IGNORE:
    case SRE_LITERAL_LOC_IGNORE:
    case SRE_LITERAL_UNI_IGNORE:
    case SRE_NOT_LITERAL_IGNORE:
    case SRE_NOT_LITERAL_LOC_IGNORE:
    case SRE_NOT_LITERAL_UNI_IGNORE:
        if (NAME(run)(matcher, code, at, 1) == at)
            goto fail;
        at++;
        code += 2;
        goto run;
    case SRE_CATEGORY:
        if (at >= end || !sre_category(code[1], *at))
            goto fail;
        at++;
        code += 2;
        goto run;
    case SRE_AT:
        if (!NAME(is_at)(matcher, at, code[1]))
            goto fail;
        code += 2;
        goto run;
    case SRE_MARK: {
        Index mark = code[1];
        code += 2;
        if (top - base > 1) { /* there is another way, for which the mark has to be restored */
            ROOM(5);
            PUSH_NUMBER(mark);
            PUSH_PLACE(matcher->marks[mark]);
            PUSH_NUMBER(matcher->last_mark);
            PUSH_NUMBER(matcher->last_index);
            PUSH_NUMBER(NOTE_MARK);
        }
        if (mark & 1)
            matcher->last_index = mark / 2 + 1;
        if (mark > matcher->last_mark) {
            for (Index between = matcher->last_mark + 1; between < mark; between++)
                matcher->marks[between] = NULL;
            matcher->last_mark = mark;
        }
        matcher->marks[mark] = at;
        goto run;
    }
    case SRE_GROUPREF:
    case SRE_GROUPREF_IGNORE:
    case SRE_GROUPREF_LOC_IGNORE:
    case SRE_GROUPREF_UNI_IGNORE:
        at = NAME(again)(matcher, sre_op(*code), code[1], at);
        if (!at)
            goto fail;
        code += 2;
        goto run;
    case SRE_GROUPREF_EXISTS: {
        const Char *first, *last;
        code += NAME(group_span)(matcher, code[1], &first, &last) ? 3 : 1 + code[2];
        goto run;
    }
    case SRE_INFO:
        if ((size_t)(end - at) < code[3])
            goto fail;
        code += 1 + code[1];
        goto run;
    case SRE_JUMP: code += 1 + code[1]; goto run;
    case SRE_BRANCH:
        for (code++; *code && !NAME(may_match)(pattern, code + 1, at, end); code += *code)
            ;
        if (!*code)
            goto fail;
        goto branch;

    case SRE_REPEAT_ONE:
        if ((size_t)(end - at) < code[2])
            goto fail;
        stop = NAME(run)(matcher, code + 4, at, code[3]);
        if ((size_t)(stop - at) < code[2])
            goto fail;
        least = at + code[2];
        at = stop;
        code += 1 + code[1];
        goto give_back;
    case SRE_POSSESSIVE_REPEAT_ONE:
        stop = NAME(run)(matcher, code + 4, at, code[3]);
        if ((size_t)(stop - at) < code[2])
            goto fail;
        at = stop;
        code += 1 + code[1];
        goto run;
    case SRE_MIN_REPEAT_ONE:
        stop = NAME(run)(matcher, code + 4, at, code[2]);
        if ((size_t)(stop - at) < code[2])
            goto fail;
        at = stop;
        count = code[2];
        goto lazy;

    case SRE_REPEAT:
        ROOM(REP_SIZE + 1);
        PUSH_NUMBER(repeat);
        repeat = top - 1 - base;
        PUSH_PLACE(code + 1);
        PUSH_NUMBER(-1);
        PUSH_PLACE(NULL);
        PUSH_NUMBER(NOTE_REPEAT);
        code += 1 + code[1];
        goto run;
    case SRE_MAX_UNTIL:
        if (UNLIKELY(++matcher->steps >= STEPS_BETWEEN_LOOKS) && !matcher_look(matcher))
            return -1;
        rep = base + repeat;
        args = rep[REP_CODES].pointer;
        count = rep[REP_COUNT].number + 1;
        code++;
        if (count < (Index)args[1])
            goto body;
        if ((count < (Index)args[2] || args[2] == SRE_MAXREPEAT) && at != rep[REP_LAST].pointer &&
            NAME(may_match)(pattern, args + 3, at, end)) {
            ROOM(5);
            rep = base + repeat;
            PUSH_NUMBER(repeat);
            PUSH_PLACE(rep[REP_LAST].pointer);
            PUSH_PLACE(at);
            PUSH_PLACE(code);
            PUSH_NUMBER(NOTE_MAX_TAIL);
            rep[REP_COUNT].number = count;
            rep[REP_LAST].pointer = at;
            code = args + 3;
            goto run;
        }
        goto leave;
    case SRE_MIN_UNTIL:
        if (UNLIKELY(++matcher->steps >= STEPS_BETWEEN_LOOKS) && !matcher_look(matcher))
            return -1;
        rep = base + repeat;
        args = rep[REP_CODES].pointer;
        count = rep[REP_COUNT].number + 1;
        code++;
        if (count < (Index)args[1])
            goto body;
        ROOM(3);
        PUSH_NUMBER(repeat);
        PUSH_PLACE(at);
        PUSH_NUMBER(NOTE_MIN_BODY);
        repeat = base[repeat + REP_OUTER].number;
        goto run;

    case SRE_ASSERT:
    case SRE_ASSERT_NOT:
        if ((size_t)(at - (const Char *)matcher->beginning) < code[2]) {
            if (*code == SRE_ASSERT)
                goto fail;
            code += 1 + code[1]; /* so far back there is nothing */
            goto run;
        }
        args = code + 1 + code[1];
        count = *code == SRE_ASSERT ? SCOPE_ASSERT : SCOPE_ASSERT_NOT;
        stop = at - code[2];
        code += 3;
        goto enter;
    case SRE_ATOMIC_GROUP:
        args = code + 1 + code[1];
        count = SCOPE_ATOMIC;
        stop = at;
        code += 2;
        goto enter;
    case SRE_POSSESSIVE_REPEAT:
        args = code + 1;
        if (args[2] == 0) {
            code = args + args[0] + 1;
            goto run;
        }
        count = SCOPE_POSSESSIVE;
        stop = at;
        code += 4;
        goto enter;
    case SRE_SUCCESS:
        if (scope)
            goto succeed;
        if ((matcher->match_all && at != end) || (matcher->must_advance && at == (const Char *)matcher->start))
            goto fail;
        matcher->at = (const unsigned char *)at;
        return 1;
    default: goto fail; /* FAILURE */
    }

branch: /* take the way that `code` is the length of; note the next one that may match */
    for (next = code + *code; *next && !NAME(may_match)(pattern, next + 1, at, end); next += *next)
        ;
    if (*next) {
        ROOM(3);
        PUSH_PLACE(at);
        PUSH_PLACE(next);
        PUSH_NUMBER(NOTE_BRANCH);
    }
    code++;
    goto run;

give_back: /* go on with the codes behind, at the last place from `least` to `at` where they may match */
    at = NAME(last_place)(pattern, code, least, at, end);
    if (!at)
        goto fail;
    if (at > least) {
        ROOM(4);
        PUSH_PLACE(at);
        PUSH_PLACE(code);
        PUSH_PLACE(least);
        PUSH_NUMBER(NOTE_GREEDY);
    }
    goto run;

lazy: /* go on behind the MIN_REPEAT_ONE at `code`, which has taken `count` so far */
    next = code + 1 + code[1];
    while (!NAME(may_match)(pattern, next, at, end)) {
        if ((count >= (Index)code[3] && code[3] != SRE_MAXREPEAT) || NAME(run)(matcher, code + 4, at, 1) == at)
            goto fail;
        at++;
        count++;
    }
    if (count < (Index)code[3] || code[3] == SRE_MAXREPEAT) {
        ROOM(4);
        PUSH_PLACE(at);
        PUSH_PLACE(code);
        PUSH_NUMBER(count);
        PUSH_NUMBER(NOTE_LAZY);
    }
    code = next;
    goto run;

body: /* once more the body of the repeat, which is needed */
    ROOM(3);
    rep = base + repeat;
    PUSH_NUMBER(repeat);
    PUSH_PLACE(rep[REP_LAST].pointer);
    PUSH_NUMBER(NOTE_COUNT);
    rep[REP_COUNT].number = count;
    code = args + 3;
    goto run;

leave: /* go on behind the repeat */
    if (!NAME(may_match)(pattern, code, at, end))
        goto fail;
    ROOM(2);
    PUSH_NUMBER(repeat);
    PUSH_NUMBER(NOTE_SET_REPEAT);
    repeat = base[repeat + REP_OUTER].number;
    goto run;

enter: /* a scope: its body is `code`, matched from `stop` on; `count` is its state, `args` its codes */
    ROOM(matcher->last_mark + SCOPE_MARKS);
    for (Index i = 0; i <= matcher->last_mark; i++)
        PUSH_PLACE(matcher->marks[i]);
    PUSH_NUMBER(matcher->last_mark);
    PUSH_NUMBER(matcher->last_index);
    PUSH_NUMBER(scope);
    PUSH_NUMBER(repeat);
    PUSH_PLACE(at);
    PUSH_PLACE(args);
    PUSH_NUMBER(0);
    PUSH_NUMBER(count);
    PUSH_NUMBER(NOTE_SCOPE);
    scope = top - base;
    at = stop;
    goto run;

succeed: /* the body of the scope matched: there is no way back into it */
    note = top = base + scope;
    repeat = note[-SCOPE_REPEAT].number;
    code = note[-SCOPE_CODES].pointer;
    switch ((ScopeState)note[-SCOPE_STATE].number) {
    case SCOPE_ASSERT_NOT:
        NAME(restore_marks)(matcher, note);
        scope = note[-SCOPE_OUTER].number;
        top -= NAME(scope_size)(note);
        goto fail;
    case SCOPE_POSSESSIVE:
        if (UNLIKELY(++matcher->steps >= STEPS_BETWEEN_LOOKS) && !matcher_look(matcher))
            return -1;
        count = ++note[-SCOPE_COUNT].number;
        if (count < (Index)code[1] || ((count < (Index)code[2] || code[2] == SRE_MAXREPEAT) && at != note[-SCOPE_AT].pointer)) {
            note[-SCOPE_AT].pointer = at;
            code += 3;
            goto run;
        }
        code += code[0] + 1;
        break;
    case SCOPE_ASSERT: at = note[-SCOPE_AT].pointer; break;
    default: break;
    }
    scope = note[-SCOPE_OUTER].number;
    note[-SCOPE_STATE].number = SCOPE_DONE;
    if (matcher->last_mark < 0) /* no marks, nothing to restore */
        top -= NAME(scope_size)(note);
    goto run;

fail: /* the last note is what to do now */
    if (UNLIKELY(++matcher->steps >= STEPS_BETWEEN_LOOKS) && !matcher_look(matcher))
        return -1;
fail_further:
    switch ((NoteKind)top[-1].number) {
    case NOTE_BOTTOM: return 0;
    case NOTE_MARK:
        top -= 5;
        matcher->marks[top[0].number] = top[1].pointer;
        matcher->last_mark = top[2].number;
        matcher->last_index = top[3].number;
        goto fail_further;
    case NOTE_BRANCH:
        top -= 3;
        at = top[0].pointer;
        code = top[1].pointer;
        goto branch;
    case NOTE_GREEDY:
        top -= 4;
        at = (const Char *)top[0].pointer - 1;
        code = top[1].pointer;
        least = top[2].pointer;
        goto give_back;
    case NOTE_LAZY:
        top -= 4;
        at = top[0].pointer;
        code = top[1].pointer;
        count = top[2].number + 1;
        if (NAME(run)(matcher, code + 4, at, 1) == at)
            goto fail_further;
        at++;
        goto lazy;
    case NOTE_REPEAT:
        top -= REP_SIZE + 1;
        repeat = top[REP_OUTER].number;
        goto fail_further;
    case NOTE_COUNT:
        top -= 3;
        rep = base + top[0].number;
        rep[REP_LAST].pointer = top[1].pointer;
        rep[REP_COUNT].number--;
        goto fail_further;
    case NOTE_MAX_TAIL:
        top -= 5;
        repeat = top[0].number;
        rep = base + repeat;
        rep[REP_LAST].pointer = top[1].pointer;
        rep[REP_COUNT].number--;
        at = top[2].pointer;
        code = top[3].pointer;
        goto leave;
    case NOTE_SET_REPEAT:
        top -= 2;
        repeat = top[0].number;
        goto fail_further;
    case NOTE_MIN_BODY:
        top -= 3;
        repeat = top[0].number;
        at = top[1].pointer;
        rep = base + repeat;
        args = rep[REP_CODES].pointer;
        count = rep[REP_COUNT].number + 1;
        if ((count >= (Index)args[2] && args[2] != SRE_MAXREPEAT) || at == rep[REP_LAST].pointer)
            goto fail_further;
        ROOM(3);
        rep = base + repeat;
        PUSH_NUMBER(repeat);
        PUSH_PLACE(rep[REP_LAST].pointer);
        PUSH_NUMBER(NOTE_COUNT);
        rep[REP_COUNT].number = count;
        rep[REP_LAST].pointer = at;
        code = args + 3;
        goto run;
    case NOTE_SCOPE: break;
    }

    /* the body of a scope failed, or what follows one that is done */
    note = top;
    top -= NAME(scope_size)(note);
    switch ((ScopeState)note[-SCOPE_STATE].number) {
    case SCOPE_DONE: NAME(restore_marks)(matcher, note); goto fail_further;
    case SCOPE_ASSERT_NOT:
        scope = note[-SCOPE_OUTER].number;
        at = note[-SCOPE_AT].pointer;
        code = note[-SCOPE_CODES].pointer;
        goto run;
    case SCOPE_POSSESSIVE:
        scope = note[-SCOPE_OUTER].number;
        code = note[-SCOPE_CODES].pointer;
        at = note[-SCOPE_AT].pointer;
        if (note[-SCOPE_COUNT].number < (Index)code[1]) {
            NAME(restore_marks)(matcher, note);
            goto fail_further;
        }
        top = note; /* it took all it could */
        note[-SCOPE_STATE].number = SCOPE_DONE;
        code += code[0] + 1;
        goto run;
    default: scope = note[-SCOPE_OUTER].number; goto fail_further;
    }
}
