"""Early returns as if/else, and if/else back as early returns.

Labels and cases keep a function as it is: a jump must not enter a scope.
"""
from .edits import Edits
from .unit import COROUTINE, K, LEAVING, LOOPS, body_of, if_parts

ENDS = LEAVING | {K.BREAK_STMT, K.CONTINUE_STMT}
LABELS = {K.LABEL_STMT, K.SWITCH_STMT, K.GOTO_STMT, K.INDIRECT_GOTO_STMT}


def _blocks(unit):
    """(function, block) for each compound without labels or cases."""
    for function in unit.functions:
        body = body_of(function)
        inside = list(unit.walk(body))
        if any(c.kind in LABELS for c in inside) or \
                COROUTINE.search(unit.source(body)):
            continue
        for cursor in inside:
            if cursor.kind == K.COMPOUND_STMT:
                yield function, cursor


def _ends(unit, statement):
    """Whether control never leaves the statement at its end."""
    if statement.kind in ENDS:
        return True
    if statement.kind == K.COMPOUND_STMT:
        children = list(statement.get_children())
        return bool(children) and _ends(unit, children[-1])
    return False


def _plain(unit, statement):
    """The parts of an if whose text no macro makes."""
    if statement.kind != K.IF_STMT or \
            not unit.source(statement).startswith("if"):
        return None
    return if_parts(unit, statement)


def if_else(unit, _marks):
    """`if (c) return; rest` becomes `if (c) { return; } else { rest }`."""
    edits = Edits()
    for _, block in _blocks(unit):
        children = list(block.get_children())
        for child in children[:-1]:
            parts = _plain(unit, child)
            if not parts or parts[2] or not _ends(unit, parts[1]):
                continue
            start, end = unit.statement_span(parts[1])
            if parts[1].kind != K.COMPOUND_STMT:
                edits.insert(start, "{ ")
                edits.insert(end, " } else {")
            else:
                edits.insert(end, " else {")
            edits.insert(unit.span(block)[1] - 1, "} ")
    return {unit.path.name: edits.apply(unit.text)} if edits else None


def early_return(unit, _marks):
    """`if (c) A else B` at a function's end returns after A; an `else` after
    a return goes; `if (c) { A } return x;` returns first unless c."""
    edits = Edits()
    loop_bodies = [list(c.get_children())[-1] for c in unit.walk()
                   if c.kind in LOOPS - {K.DO_STMT}]
    for function, block in _blocks(unit):
        children = list(block.get_children())
        for index, child in enumerate(children):
            parts = _plain(unit, child)
            if not parts:
                continue
            is_last = index + 1 == len(children)
            at_end = block == body_of(function) and is_last and \
                function.result_type.spelling == "void" and \
                function.kind in (K.FUNCTION_DECL, K.CXX_METHOD)
            if parts[2]:
                _drop_else(unit, parts, at_end, edits)
            elif at_end:
                _leave_unless(unit, parts, "return;", edits)
            elif is_last and block in loop_bodies:
                _leave_unless(unit, parts, "continue;", edits)
            elif index + 2 == len(children) and \
                    children[-1].kind == K.RETURN_STMT and \
                    block == body_of(function):
                _invert(unit, parts, children[-1], edits)
    return {unit.path.name: edits.apply(unit.text)} if edits else None


def _drop_else(unit, parts, at_end, edits):
    _, then, other = parts
    ended = _ends(unit, then)
    if then.kind != K.COMPOUND_STMT or not (ended or at_end):
        return
    end = unit.span(then)[1]
    start = unit.text.index("else", end)
    if edits.replace(start, start + len("else"), "") and not ended:
        edits.insert(end - 1, "return; ")


def _invert(unit, parts, last, edits):
    _, then, _ = parts
    first, stop = unit.statement_span(last)
    value = unit.text[first:stop]
    # A value with effects, or one that the branch sets, may not be computed
    # twice in the text: literals and names of what the branch leaves alone.
    names = {c.spelling for c in unit.walk(last)
             if c.kind == K.DECL_REF_EXPR}
    if any(c.kind in (K.CALL_EXPR, K.MEMBER_REF_EXPR, K.LAMBDA_EXPR)
           for c in unit.walk(last)) or "\n" in value or "//" in value:
        return
    if _ends(unit, then) or names & {c.spelling for c in unit.walk(then)}:
        return
    _leave_unless(unit, parts, value, edits)


def _leave_unless(unit, parts, leave, edits):
    """`if (c) A` becomes `if (!(c)) leave; A`."""
    (start, end), then, _ = parts
    body, _ = unit.statement_span(then)
    if edits.replace(start, end, f"!({unit.text[start:end]})"):
        edits.insert(body, leave + " ")
