"""Guards written as lock() ... unlock().

Applied to standard guards that nothing else names, where control reaches the
end of their scope or one `return` there; an early exit keeps its guard. What
that `return` computes is computed before the unlock.
"""
import re

from .edits import Edits
from .unit import COROUTINE, FUNCTIONS, K, body_of, leaves

GUARD = re.compile(r"(?:const )?(?:class )?std::"
                   r"(lock_guard|scoped_lock|unique_lock|shared_lock)\b")


def guards(unit, _marks):
    if unit.is_c:
        return None
    edits = Edits()
    for function in unit.walk():
        is_lambda = function.kind == K.LAMBDA_EXPR
        if not (is_lambda or function.kind in FUNCTIONS):
            continue
        body = body_of(function)
        if body and unit.in_main(function) and \
                not COROUTINE.search(unit.source(body)):
            result = None if is_lambda else function.result_type
            if result and re.search(r"\bauto\b", result.spelling):
                continue
            _in_block(unit, body, result, edits)
    return {unit.path.name: edits.apply(unit.text)} if edits else None


def _in_block(unit, block, result, edits):
    children = list(block.get_children())
    closing = []
    for index, child in enumerate(children):
        if child.kind == K.LAMBDA_EXPR:
            continue
        guard = child.kind == K.DECL_STMT and block.kind == K.COMPOUND_STMT \
            and _guard(unit, child)
        if guard:
            rest = children[index + 1:]
            end = rest[-1] if rest and rest[-1].kind == K.RETURN_STMT else None
            if not leaves(unit, rest[:-1] if end else rest) and \
                    not _names(unit, rest, guard[0]):
                lock, unlock = _calls(*guard[1:])
                start, stop = unit.statement_span(child)
                edits.replace(start, stop, lock)
                closing.insert(0, unlock)
                closing_return = end
        _in_block(unit, child, result, edits)
    if closing:
        _close(unit, block, closing_return, " ".join(closing), result, edits)


def _guard(unit, statement):
    """(name, kind, arguments) of a guard that locks at once, or None."""
    declared = [c for c in statement.get_children()]
    if len(declared) != 1 or declared[0].kind != K.VAR_DECL:
        return None
    variable = declared[0]
    match = GUARD.match(variable.type.get_canonical().spelling) or \
        GUARD.match(unit.source(variable))
    start, end = unit.span(variable)
    text = re.compile(re.escape(variable.spelling) + r"\s*([({])")
    opening = text.search(unit.text, unit.offset(variable.location), end)
    if not match or not opening or unit.text[end - 1] not in ")}":
        return None
    arguments = unit.split_arguments(opening.end(), end - 1)
    if not arguments or (len(arguments) > 1 and match[1] != "scoped_lock") \
            or any("_lock" in a and "std::" in a for a in arguments):
        return None
    if any(not re.fullmatch(r"[*&]?[\w.]+(->[\w.]+|\(\)|\[\w+\])*", a)
           for a in arguments):
        return None
    return variable.spelling, match[1], arguments


def _names(unit, statements, name):
    return any(c.kind == K.DECL_REF_EXPR and c.spelling == name
               for s in statements for c in unit.walk(s))


def _calls(kind, arguments):
    """The texts that lock and unlock."""
    suffix = "_shared" if kind == "shared_lock" else ""
    receivers = [a[1:] + "->" if a[0] == "*" else a + "." for a in arguments]
    unlock = " ".join(f"{r}unlock{suffix}();" for r in receivers)
    if len(arguments) > 1:
        return f"std::lock({', '.join(arguments)});", unlock
    return f"{receivers[0]}lock{suffix}();", unlock


def _close(unit, block, end, unlock, result, edits):
    """Unlocks at the end of the block, or around its last `return`."""
    if end is None:
        edits.insert(unit.span(block)[1] - 1, unlock + " ")
        return
    start, stop = unit.statement_span(end)
    value = unit.text[start + len("return"):stop - 1].strip()
    if not value or (result and result.spelling == "void"):
        edits.insert(start, unlock + " ")
        return
    kind = result.spelling if result else "auto"
    edits.replace(start, stop, f"{kind} rewriteResult = {value}; "
                               f"{unlock} return rewriteResult;")
