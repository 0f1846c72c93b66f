"""Identifiers of the user's own code get names that tell nothing.

Own is what the file shows in full: functions with a body, their parameters
and locals, the members of classes of which some method has a body. Names
that are only declared here stay: they stand for a library, and a telling name
of a function without a body is evidence. So do names that the language or a
library looks up (`lock`, `begin`) and names in macros.
"""
import ctypes
import re

from .edits import Edits
from .unit import FUNCTIONS, K, RECORDS, cindex

LOOKED_UP = set("""main begin end rbegin rend cbegin cend size empty data get
    lock unlock try_lock lock_shared unlock_shared try_lock_shared
    try_lock_for try_lock_until wait swap hash
    what type value_type iterator const_iterator promise_type await_ready
    await_suspend await_resume initial_suspend final_suspend
    get_return_object unhandled_exception return_void return_value
    yield_value first second push_back""".split())
VARIABLES = {K.VAR_DECL, K.PARM_DECL}
MEMBERS = {K.FIELD_DECL, K.ENUM_CONSTANT_DECL}
TYPES = RECORDS | {K.ENUM_DECL, K.TYPEDEF_DECL, K.TYPE_ALIAS_DECL}


def rename(unit, _marks):
    names = {token.text for token in unit.tokens}
    attributed = _attribute(unit)
    own = _own(unit, attributed)
    edits, fresh = Edits(), {}
    for token, declaration in attributed.items():
        if declaration not in own:
            continue
        old = token.text
        if old not in fresh:
            fresh[old] = _fresh_name(old, len(fresh), names)
        edits.replace(token.start, token.end, fresh[old])
    return {unit.path.name: edits.apply(unit.text)} if edits else None


def _fresh_name(old, number, names):
    """A name of the same shape: its first letter's case and its underscores."""
    stem = "Zed" if old.lstrip("_")[:1].isupper() else "zed"
    tail = "_" if old.endswith("_") else ""
    while f"{stem}{number}{tail}" in names:
        number += 1000
    return f"{stem}{number}{tail}"


def _identity(cursor):
    """One key for all declarations of an entity."""
    if cursor.kind in (K.CONSTRUCTOR, K.DESTRUCTOR):
        cursor = cursor.semantic_parent
    template = cindex.conf.lib.clang_getSpecializedCursorTemplate(cursor)
    if template and template.kind != K.INVALID_FILE and \
            not template.kind.is_invalid():
        cursor = template
    cursor = cursor.canonical
    if cursor.kind in (K.CONSTRUCTOR, K.DESTRUCTOR):
        cursor = cursor.semantic_parent.canonical
    file = cursor.location.file
    return (file.name if file else "", cursor.location.offset,
            cursor.spelling.split("<")[0])


def _attribute(unit):
    """Which declaration each identifier of the main file names."""
    directives = unit.directive_lines()
    tokens = {t.start: t for t in unit.tokens
              if t.kind == cindex.TokenKind.IDENTIFIER
              and not any(a <= t.start < b for a, b in directives)}
    found = {}

    def claim(cursor, target):
        inside, at = unit.file_location(cursor.location)
        if not inside or target is None or target.kind.is_invalid():
            return
        if unit.text[at:at + 1] == "~":
            at += 1
        token = tokens.get(at)
        if token and token not in found and token.text == \
                target.spelling.lstrip("~").split("<")[0]:
            found[token] = _identity(target)

    for cursor in unit.walk():
        claim(cursor, cursor if cursor.kind.is_declaration()
              else cursor.referenced)
    for token in tokens.values():
        if token in found:
            continue
        cursor = token.raw.cursor
        target = cursor if cursor.kind.is_declaration() else cursor.referenced
        if target and not target.kind.is_invalid() and \
                target.spelling.lstrip("~").split("<")[0] == token.text:
            found[token] = _identity(target)
    return found


def _defined_here(unit, function):
    """The definition with a body, wherever in the main file it stands."""
    definition = function.get_definition()
    if not definition or not unit.in_main(definition):
        return False
    return not re.search(r"=\s*(default|delete)\s*;?\s*$",
                         unit.source(definition))


def _pure(unit, method):
    return method.kind == K.CXX_METHOD and method.is_pure_virtual_method()


def _overridden(method):
    """The methods that this one overrides, all the way up."""
    count, array = ctypes.c_uint(), ctypes.POINTER(cindex.Cursor)()
    lib = cindex.conf.lib
    lib.clang_getOverriddenCursors(method, ctypes.byref(array),
                                   ctypes.byref(count))
    result = []
    for index in range(count.value):
        upper = array[index]
        upper._tu = method._tu
        result += [upper] + _overridden(upper)
    return result


def _own(unit, attributed):
    """Keys of the declarations that the file shows in full."""
    declared, foreign, types = {}, set(), {}
    for cursor in unit.walk():
        if not cursor.kind.is_declaration() or not unit.in_main(cursor):
            continue
        declared.setdefault(_identity(cursor), []).append(cursor)
        if cursor.kind in FUNCTIONS and cursor.semantic_parent.kind \
                not in RECORDS and not _defined_here(unit, cursor):
            for part in unit.walk(cursor):  # what a library's function takes
                if part.kind in (K.TYPE_REF, K.TEMPLATE_REF):
                    foreign.add(_identity(part.referenced))
    for key, cursors in declared.items():
        if cursors[0].kind in TYPES:
            types[key] = _is_own_type(unit, cursors)
    own = set()
    for key, cursors in declared.items():
        if key in foreign or key[2] in LOOKED_UP or not key[2]:
            continue
        if _is_own(unit, cursors, types):
            own.add(key)
    return own - _clashing(unit, own, attributed, declared)


def _is_own_type(unit, cursors):
    methods = [m for c in cursors if c.kind in RECORDS
               for m in c.get_children() if m.kind in FUNCTIONS]
    return not methods or any(_defined_here(unit, m) for m in methods)


def _is_own(unit, cursors, types):
    first = cursors[0]
    parent = first.semantic_parent
    if first.kind in FUNCTIONS:
        if first.spelling.startswith("operator"):
            return False
        for upper in _overridden(first):
            if not unit.in_main(upper) or not (
                    _pure(unit, upper) or _defined_here(unit, upper)):
                return False
        if _pure(unit, first):
            return types.get(_identity(parent), False)
        return _defined_here(unit, first)
    if first.kind in VARIABLES:
        if parent.kind in FUNCTIONS or first.kind == K.PARM_DECL:
            return True
        return first.storage_class != cindex.StorageClass.EXTERN
    if first.kind in MEMBERS:
        return types.get(_identity(parent), False) and \
            types.get(_identity(parent.semantic_parent), True)
    if first.kind in TYPES:
        return types.get(_identity(first), True)
    return False


def _clashing(unit, own, attributed, declared):
    """Keys whose name also stands where it could not be attributed."""
    loose = {t.text for t in unit.tokens
             if t.kind == cindex.TokenKind.IDENTIFIER and t not in attributed}
    for start, end in unit.directive_lines():
        loose |= set(re.findall(r"\w+", unit.text[start:end]))
    return {key for key in own if key[2] in loose or
            # A type that a library's function takes keeps its fields.
            any(c.kind in MEMBERS and _identity(c.semantic_parent) not in own
                and not c.semantic_parent.is_anonymous()
                for c in declared[key])}
