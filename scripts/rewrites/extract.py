"""The act, or the check, moves into a helper of the same file.

The statement becomes a call of a new function in front of the one it stands
in: a private-by-position method where that is a method, else a static
function. The helper gets what the statement names by reference (in C a value
where the statement only reads it). Of a declaration only the initialiser
moves, of an `if` or `while` only the condition, of a `return` the value. What
leaves the function otherwise, or names local types, stays.
"""
import re

from .edits import Edits
from .guards import GUARD
from .helper import Helper, Refused
from .marks import CALL_MARK, MARK
from .unit import BLOCKS, COROUTINE, K, LEAVING, if_parts


def act(unit, marks):
    """Each marked statement becomes a call; the mark goes along."""
    return _extract(unit, [(m.line, m.number) for m in marks], "Act")


def check(unit, marks):
    """The statement at which the fact of each mark was learned: the report's
    first note tells, or a guess."""
    lines = []
    for mark in marks:
        line = mark.learned or _guessed_check(unit, mark.line)
        if line and line != mark.line:
            lines.append((line, mark.number))
    return _extract(unit, lines, "Check", first=True)


def _extract(unit, lines, stem, first=False):
    edits, done = Edits(), set()
    for line, number in lines:
        place = _place(unit, line, first)
        if not place or place.span in done:
            continue
        done.add(place.span)
        before = edits.mark()
        if not _move(unit, place, _helper_that_parses(
                unit, place, f"rewrite{stem}{number}"), edits):
            edits.rewind(before)
    return {unit.path.name: edits.apply(unit.text)} if edits else None


def _helper_that_parses(unit, place, name):
    """Types as written or canonical, references to const or not: what fits
    the statement; the first if nothing does, so that the failure shows."""
    fallback = None
    for style in range(4):
        trial = Edits()
        try:
            helper = Helper(unit, place, name, style)
            if not _move(unit, place, helper, trial):
                return None
        except Refused:
            continue
        if unit.still_parses(trial.apply(unit.text)):
            return helper
        fallback = fallback or helper
    return fallback


class Place:
    """A statement, what of it moves, and the functions around it."""

    def __init__(self, span, cursors, shape, function, is_lambda):
        self.span = span          # the text that moves
        self.cursors = cursors    # its syntax
        self.shape = shape        # statement, condition, return, ...
        self.function = function  # in front of which the helper goes
        self.is_lambda = is_lambda


def _place(unit, line, first=False):
    """What moves of the statement on a line; of several member initialisers
    on it the last, or the first."""
    code = [t for t in unit.tokens if unit.line_of(t.start) == line
            and not t.text.startswith(("//", "/*"))]
    if not code:
        return None
    at = code[0].start
    function = next((f for f in reversed(unit.functions)
                     if unit.span(f)[0] <= at < unit.span(f)[1]), None)
    if not function:
        return None
    statement, is_lambda = _innermost(unit, function, at)
    if statement is None:
        return _initializer(unit, function, line, first)
    return _shape(unit, statement, at, line, function, is_lambda)


def _innermost(unit, function, at):
    """The statement of the innermost block around an offset."""
    found, is_lambda = None, False
    for cursor in unit.walk(function):
        start, end = unit.span(cursor)
        if not start <= at < end:
            continue
        if cursor.kind == K.LAMBDA_EXPR:
            is_lambda = True
        if cursor.kind == K.COMPOUND_STMT and start < at:
            for child in cursor.get_children():
                first, last = unit.statement_span(child)
                if first <= at < last:
                    found = child
    return found, is_lambda


def _shape(unit, statement, at, line, function, is_lambda):
    def place(span, cursors, shape):
        return Place(span, cursors, shape, function, is_lambda)

    while statement.kind in (K.CASE_STMT, K.DEFAULT_STMT, K.LABEL_STMT):
        statement = list(statement.get_children())[-1]
    start, end = unit.statement_span(statement)
    if statement.kind == K.IF_STMT:
        parts = if_parts(unit, statement)
        if not parts or not unit.text.startswith("if", start):
            return None
        for branch in parts[1:]:
            if branch and unit.statement_span(branch)[0] <= at < \
                    unit.statement_span(branch)[1]:
                return _shape(unit, branch, at, line, function, is_lambda)
        if unit.line_of(unit.span(parts[1])[0]) == line and \
                parts[1].kind != K.COMPOUND_STMT:
            return None  # condition and branch on one line
        condition = next(c for c in statement.get_children())
        return place(parts[0], [condition], "condition")
    if statement.kind in (K.WHILE_STMT, K.FOR_STMT, K.CXX_FOR_RANGE_STMT):
        body = list(statement.get_children())[-1]
        if unit.statement_span(body)[0] <= at:
            return _shape(unit, body, at, line, function, is_lambda)
        return None
    if statement.kind == K.RETURN_STMT:
        value = list(statement.get_children())
        if not value or not unit.text.startswith("return", start):
            return None
        return place((start + len("return"), end - 1), value, "return")
    if statement.kind == K.DECL_STMT:
        return place((start, end), [statement], "declaration")
    if statement.kind in BLOCKS or statement.kind == K.DO_STMT or \
            not statement.kind.is_expression():
        return None
    return place((start, end), [statement], "statement")


def _initializer(unit, function, line, first):
    """`member(arguments)` in a constructor's initialiser list."""
    if function.kind != K.CONSTRUCTOR:
        return None
    children, places = list(function.get_children()), []
    for member, value in zip(children, children[1:]):
        if member.kind != K.MEMBER_REF:
            continue
        start, name_end = unit.span(member)
        opening = re.compile(r"\s*\(").match(unit.text, name_end)
        closing = opening and unit.closing(opening.end() - 1)
        if closing and \
                unit.line_of(start) <= line <= unit.line_of(closing):
            place = Place((opening.end(), closing), [value], "initializer",
                          function, False)
            place.member = member.referenced
            places.append(place)
    return places[0 if first else -1] if places else None


def _move(unit, place, helper, edits):
    """Adds the helper and the call to the edits."""
    if helper is None:
        return False
    for root in place.cursors:
        if any(c.kind in LEAVING or c.kind == K.LAMBDA_EXPR
               for c in unit.walk(root)):
            return False
    start, end = place.span
    if COROUTINE.search(unit.text[start:end]):
        return False
    moved = helper.moved_text()
    prefix, body, result, suffix = helper.split(moved)
    marks = MARK.findall(moved)
    line_end = unit.line_end(end)
    for hit in MARK.finditer(unit.text, end, line_end):
        marks.append(hit.groups())
        if not edits.replace(*hit.span(), CALL_MARK.format(*hit.groups()[1:])):
            return False
        body += f" // EXPECT: {hit[2]} #{hit[3]}"
    if "//" in suffix + prefix:
        return False
    inner = MARK.findall(moved)
    call = prefix + helper.call() + suffix
    if inner:
        call += "".join(f" /* EXPECT-AT-CALL: {c} #{n} */"
                        for _, c, n in inner)
    if not edits.replace(start, end, call):
        return False
    return helper.insert(result, body, edits)


def _guessed_check(unit, line):
    """The last line above in the function that sets a local of the act, or
    that sets any variable from a call or a member."""
    place = _place(unit, line)
    if not place:
        return None
    wanted = {c.referenced.hash for root in place.cursors
              for c in unit.walk(root)
              if c.kind == K.DECL_REF_EXPR and c.referenced
              and c.referenced.kind == K.VAR_DECL}
    best = nearest = None
    for cursor in unit.walk(place.function):
        start, _ = unit.span(cursor)
        if start >= place.span[0] or not _learns(unit, cursor):
            continue
        if unit.line_of(start) != line:
            nearest = unit.line_of(start)
        if wanted & {c.hash for c in _set_by(unit, cursor)}:
            best = unit.line_of(start)
    return best or nearest


def _learns(unit, cursor):
    """Whether a statement sets something from a call or a member."""
    if cursor.kind == K.MEMBER_REF:
        return True
    if cursor.kind not in (K.DECL_STMT, K.BINARY_OPERATOR):
        return False
    text = unit.source(cursor)
    if cursor.kind == K.DECL_STMT and (GUARD.match(text) or (
            re.search(r"\w\s*;$", text) and "=" not in text)):
        return False  # a guard, or nothing is said about its value
    return any(c.kind in (K.CALL_EXPR, K.MEMBER_REF_EXPR)
               for c in unit.walk(cursor))


def _set_by(unit, cursor):
    """The variables that a statement declares or assigns."""
    children = list(cursor.get_children())
    if cursor.kind == K.DECL_STMT:
        return children
    if cursor.kind == K.BINARY_OPERATOR:
        after = unit.text[unit.span(children[0])[1]:unit.span(cursor)[1]]
        if re.match(r"\s*=[^=]", after) and children[0].referenced:
            return [children[0].referenced]
    return []
