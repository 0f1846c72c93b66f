"""`std::` names are brought in by using declarations and used bare.

A name that is also declared or used bare in the file keeps its `std::`:
`std::bind` beside `::bind` would become another call.
"""
from .edits import Edits
from .unit import K, cindex


def using(unit, _marks):
    at = unit.after_includes()
    if unit.is_c or at is None:
        return None
    uses, kept = _qualified_names(unit, at), set()
    in_uses = {tokens[-1].start for tokens in uses}
    previous = None
    for token in unit.tokens:
        if token.kind == cindex.TokenKind.IDENTIFIER and \
                token.start not in in_uses and previous not in (".", "->"):
            kept.add(token.text)
        previous = token.text
    for cursor in unit.walk():
        if cursor.kind.is_declaration():
            kept.add(cursor.spelling)
    edits, names = Edits(), {}
    for tokens in uses:
        last = tokens[-1]
        full = "::".join(t.text for t in tokens if t.text != "::")
        if last.text in kept or names.get(last.text, full) != full:
            continue
        names[last.text] = full
        edits.replace(tokens[0].start, last.start, "")
    if not names:
        return None
    lines = "".join(f"using {full};\n" for full in sorted(names.values()))
    edits.insert(at, lines)
    return {unit.path.name: edits.apply(unit.text)}


def _qualified_names(unit, after):
    """Token runs `std :: a :: b`, b being the first that is no namespace."""
    directives = unit.directive_lines()
    tokens = [t for t in unit.code_tokens(after, len(unit.text))
              if not any(a <= t.start < b for a, b in directives)]
    found = []
    for index, token in enumerate(tokens):
        if token.text != "std" or index + 2 >= len(tokens) or \
                tokens[index - 1].text in ("::", "namespace", "=", "using") \
                and tokens[index - 1].text != "=":
            continue
        run, position = [token], index
        while position + 2 < len(tokens) and \
                tokens[position + 1].text == "::":
            run += tokens[position + 1:position + 3]
            position += 2
            if not _is_namespace(run[-1]):
                break
        if len(run) > 1 and not _is_namespace(run[-1]) and \
                run[-1].kind == cindex.TokenKind.IDENTIFIER:
            found.append(run)
    return found


def _is_namespace(token):
    cursor = token.raw.cursor
    if cursor.kind == K.NAMESPACE_REF or cursor.kind == K.NAMESPACE:
        return cursor.spelling.split("::")[-1] == token.text
    return token.text in ("std", "chrono", "this_thread", "filesystem",
                          "literals", "placeholders", "chrono_literals",
                          "string_literals", "ranges", "views", "ios_base")
