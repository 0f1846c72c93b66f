"""Classes move into a header of the case's own name.

The header gets the class definitions and what they need from before them
(functions that their inline bodies call, types, constants, macros), all in
the order and in the namespaces of the file. Everything else stays.
"""
import re

from .unit import K, RECORDS

SCOPES = {K.NAMESPACE, K.LINKAGE_SPEC}
DIRECTIVES = {K.USING_DIRECTIVE, K.USING_DECLARATION, K.NAMESPACE_ALIAS}


class Item:
    """One declaration outside functions and classes, with its scopes."""

    def __init__(self, span, scopes):
        self.start, self.end = span
        self.scopes = scopes
        self.cursors = []
        self.moves = False


def header(unit, _marks):
    at = unit.after_includes()
    if at is None:
        return None
    items = _merged(unit, list(_items(unit, unit.top_level, ())))
    _select(unit, items)
    moving = [i for i in items if i.moves]
    defines = _defines(unit, at)
    if not moving or moving[0].start < at:
        return None
    name = unit.path.stem + ".h"
    include = f'#include "{name}"\n'
    main, position = [unit.text[:at], include], at
    for start, end in sorted([(i.start, i.end) for i in moving] + defines):
        main.append(unit.text[position:start])
        position = end
    main.append(unit.text[position:])
    return {unit.path.name: "".join(main),
            name: _header_text(unit, moving, defines, at)}


def _items(unit, cursors, scopes):
    for cursor in cursors:
        if cursor.kind in SCOPES or _is_linkage(unit, cursor):
            opening = unit.text.find("{", unit.span(cursor)[0])
            head = unit.text[unit.span(cursor)[0]:opening + 1]
            if scopes and scopes[-1][0] == opening:  # `namespace a::b {`
                yield from _items(unit, cursor.get_children(), scopes)
                continue
            if ";" not in head and opening > 0:
                yield from _items(unit, cursor.get_children(),
                                  scopes + ((opening, head),))
                continue
        start, end = unit.statement_span(cursor)
        if unit.text[end - 1] == "}" and \
                unit.text[end:].lstrip().startswith(";"):
            end = unit.text.index(";", end) + 1
        item = Item((unit.lead_start(start), _line_tail(unit, end)), scopes)
        item.cursors.append(cursor)
        yield item


def _is_linkage(unit, cursor):
    return cursor.kind == K.UNEXPOSED_DECL and \
        unit.source(cursor).startswith('extern "C"')


def _line_tail(unit, end):
    """Past the comment and the newline after a declaration."""
    tail = re.compile(r"[ \t]*(//[^\n]*|/\*[^\n]*?\*/)?[ \t]*\n")
    match = tail.match(unit.text, end)
    return match.end() if match else end


def _merged(unit, items):
    """`struct S {...} a, b;` is one item, and so is a line of several."""
    merged = []
    for item in sorted(items, key=lambda i: i.start):
        if merged and item.start < merged[-1].end:
            merged[-1].end = max(merged[-1].end, item.end)
            merged[-1].cursors += item.cursors
        else:
            merged.append(item)
    return merged


def _select(unit, items):
    """The classes, and what they need of what stands before them."""
    spans = [(i.start, i.end) for i in items]

    def item_at(offset):
        for item, (start, end) in zip(items, spans):
            if start <= offset < end:
                return item
        return None

    queue = [i for i in items if any(
        c.kind in RECORDS and c.is_definition() for c in i.cursors)]
    last = max((i.start for i in queue), default=0)
    queue += [i for i in items if i.start < last and
              any(c.kind in DIRECTIVES for c in i.cursors)]
    while queue:
        item = queue.pop()
        if item.moves:
            continue
        item.moves = True
        for root in item.cursors:
            for cursor in unit.walk(root):
                target = cursor.referenced
                if not target or target.kind.is_invalid():
                    continue
                for place in _declarations(unit, target):
                    needed = item_at(place)
                    if needed and needed.start < item.start:
                        queue.append(needed)


def _declarations(unit, target):
    """Where the entity and the class or namespace it is in are declared."""
    for cursor in (target, target.canonical, target.semantic_parent):
        if cursor is not None and not cursor.kind.is_invalid() and \
                unit.in_main(cursor) and cursor.kind != K.NAMESPACE:
            yield cursor.location.offset


def _defines(unit, at):
    """Macro definitions after the includes, with their newline."""
    return [(a, b + 1) for a, b in unit.directive_lines()
            if a >= at and re.match(r"\s*#\s*(define|undef|pragma)",
                                    unit.text[a:b])]


def _header_text(unit, moving, defines, at):
    texts = ["#pragma once\n"]
    texts += [unit.text[a:b] + "\n" for a, b in unit.directive_lines()
              if b <= at]
    texts.append("\n")
    scopes = ()
    pieces = [(i.start, i) for i in moving] + [(a, (a, b)) for a, b in defines]
    for _, piece in sorted(pieces, key=lambda p: p[0]):
        if isinstance(piece, tuple):
            texts.append(unit.text[piece[0]:piece[1]])
            continue
        if piece.scopes != scopes:
            texts.append("}\n" * len(scopes))
            texts += [head + "\n" for _, head in piece.scopes]
            scopes = piece.scopes
        texts.append(unit.text[piece.start:piece.end] + "\n")
    texts.append("}\n" * len(scopes))
    return "".join(texts)
