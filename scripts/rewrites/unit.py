"""One parsed case file: its text, its tokens and its functions, by libclang.

Text is kept as Latin-1, one character a byte, so that the byte offsets of
libclang are indexes into it. A location inside a macro argument counts where
it is spelled; one inside a macro body counts where the macro is used.
"""
import ctypes
import functools
import re
import sys

try:
    from clang import cindex
except ImportError:  # Debian's bindings are seen by the system's Python only
    sys.path.append("/usr/lib/python3/dist-packages")
    try:
        from clang import cindex
    except ImportError:
        print("rewrites: libclang's Python bindings are missing, install "
              "python3-clang-19", file=sys.stderr)
        sys.exit(2)

# CXTranslationUnit_PrecompiledPreamble | _CreatePreambleOnFirstParse
PREAMBLE_AT_ONCE = 0x4 | 0x100
K = cindex.CursorKind
TypeKind = cindex.TypeKind
FUNCTIONS = {K.FUNCTION_DECL, K.CXX_METHOD, K.CONSTRUCTOR, K.DESTRUCTOR,
             K.CONVERSION_FUNCTION, K.FUNCTION_TEMPLATE}
RECORDS = {K.STRUCT_DECL, K.CLASS_DECL, K.UNION_DECL, K.CLASS_TEMPLATE,
           K.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION}
BLOCKS = {K.COMPOUND_STMT, K.IF_STMT, K.FOR_STMT, K.WHILE_STMT,
          K.CXX_FOR_RANGE_STMT, K.SWITCH_STMT, K.CXX_TRY_STMT, K.LABEL_STMT,
          K.CASE_STMT, K.DEFAULT_STMT, K.CXX_CATCH_STMT}
LOOPS = {K.FOR_STMT, K.WHILE_STMT, K.DO_STMT, K.CXX_FOR_RANGE_STMT}
LEAVING = {K.RETURN_STMT, K.GOTO_STMT, K.INDIRECT_GOTO_STMT,
           K.CXX_THROW_EXPR}
COROUTINE = re.compile(r"\bco_(return|await|yield)\b")


class Token:
    """A token of the main file, with its place in the text."""

    def __init__(self, raw, unit):
        self.raw = raw
        self.text = raw.spelling
        self.kind = raw.kind
        self.start = unit.offset(raw.location)
        self.end = self.start + len(self.text.encode())


class Unit:
    """A case file as libclang sees it."""

    def __init__(self, path, text, flags):
        self.path, self.text = path, text
        self.flags, self._files = flags, {}
        self.tu = self._parse(
            text, cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        self.is_c = str(path).endswith(".c")
        self._tokens = self._trial = None

    def _parse(self, text, options):
        contents = [(str(self.path), text.encode("latin-1"))]
        return cindex.Index.create().parse(
            str(self.path), args=self.flags, unsaved_files=contents,
            options=options)

    def still_parses(self, text):
        """Whether the edited text of the file is without errors."""
        if self._trial is None:  # its headers are parsed once
            self._trial = self._parse(text, PREAMBLE_AT_ONCE)
        else:
            self._trial.reparse([(str(self.path), text.encode("latin-1"))])
        return not any(d.severity >= cindex.Diagnostic.Error
                       for d in self._trial.diagnostics)

    # Places ----------------------------------------------------------------
    def file_location(self, location):
        """(is in the main file, offset), macro arguments where spelled."""
        file, offset = ctypes.c_void_p(), ctypes.c_uint()
        line, column = ctypes.c_uint(), ctypes.c_uint()
        cindex.conf.lib.clang_getSpellingLocation(
            location, ctypes.byref(file), ctypes.byref(line),
            ctypes.byref(column), ctypes.byref(offset))
        key = file.value
        if key not in self._files:
            name = location.file.name if location.file else ""
            self._files[key] = name == str(self.path)
        return self._files[key], offset.value

    def offset(self, location):
        return self.file_location(location)[1]

    def in_main(self, cursor):
        file = cursor.location.file
        return file is not None and file.name == str(self.path)

    def span(self, cursor):
        """Offsets of the cursor's text, macros as used."""
        return cursor.extent.start.offset, cursor.extent.end.offset

    def source(self, cursor):
        start, end = self.span(cursor)
        return self.text[start:end]

    def statement_span(self, statement):
        """The text of a statement with its semicolon."""
        start, end = self.span(statement)
        if statement.kind in BLOCKS or self.text[end - 1] == ";":
            return start, end
        after = re.compile(r"\s*;").match(self.text, end)
        return start, after.end() if after else end

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def line_start(self, offset):
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset):
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def indent_at(self, offset):
        start = self.line_start(offset)
        return re.compile(r"[ \t]*").match(self.text, start).group()

    def lead_start(self, offset):
        """The line on which a declaration starts, or its comment above."""
        start = self.line_start(offset)
        while start:
            above = self.line_start(start - 1)
            if not re.match(r"\s*(//|/\*.*\*/\s*$)", self.text[above:start]) \
                    or above == 0:
                break
            start = above
        return start

    # Tokens ----------------------------------------------------------------
    @property
    def tokens(self):
        if self._tokens is None:
            self._tokens = [Token(t, self) for t in
                            self.tu.get_tokens(extent=self.tu.cursor.extent)]
        return self._tokens

    def code_tokens(self, start, end):
        return [t for t in self.tokens if start <= t.start < end
                and t.kind != cindex.TokenKind.COMMENT]

    def closing(self, opening):
        """The offset of the bracket that closes the one at `opening`."""
        pairs, depth = {"(": ")", "{": "}", "[": "]"}, 0
        first = self.text[opening]
        for token in self.code_tokens(opening, len(self.text)):
            if token.text == first:
                depth += 1
            elif token.text == pairs[first]:
                depth -= 1
                if not depth:
                    return token.start
        return None

    def split_arguments(self, start, end):
        """The texts between top-level commas of an argument list."""
        parts, depth, begin = [], 0, start
        for token in self.code_tokens(start, end):
            if token.text in "([{<":
                depth += 1
            elif token.text in ")]}>":
                depth -= 1
            elif token.text == "," and depth == 0:
                parts.append(self.text[begin:token.start].strip())
                begin = token.end
        last = self.text[begin:end].strip()
        return parts + [last] if last else parts

    def directive_lines(self):
        """Offset ranges of preprocessor directives."""
        pattern = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", re.M)
        return [m.span() for m in pattern.finditer(self.text)]

    def after_includes(self):
        """The offset just after the last #include of the file's head."""
        found = list(re.finditer(r"^[ \t]*#[ \t]*include\b.*\n?", self.text,
                                 re.M))
        if not found:
            return 0
        if re.search(r"^[ \t]*#[ \t]*if", self.text, re.M):
            return None  # an include may stand in a branch
        return found[-1].end()

    # Cursors ---------------------------------------------------------------
    @functools.cached_property
    def top_level(self):
        """The declarations of the main file outside all others."""
        return [c for c in self.tu.cursor.get_children() if self.in_main(c)
                and not c.kind.is_preprocessing()]

    def walk(self, root=None, into=lambda c: True):
        """Pre-order walk; the children of the main file if no root."""
        stack = list(reversed(self.top_level if root is None else [root]))
        while stack:
            cursor = stack.pop()
            yield cursor
            if into(cursor):
                stack.extend(reversed(list(cursor.get_children())))

    @functools.cached_property
    def functions(self):
        """The functions of the main file that have a body."""
        return [c for c in self.walk() if c.kind in FUNCTIONS
                and self.in_main(c) and body_of(c)]


def body_of(function):
    """The compound statement of a function, lambda or try block, or None."""
    for child in function.get_children():
        if child.kind in (K.COMPOUND_STMT, K.CXX_TRY_STMT):
            return child
    return None


def leaves(unit, statements, loop_depth=0):
    """Whether control may leave the statements other than at their end."""
    for statement in statements:
        if statement.kind in LEAVING:
            return True
        if statement.kind in (K.BREAK_STMT, K.CONTINUE_STMT) and \
                not loop_depth:
            return True
        if statement.kind == K.LAMBDA_EXPR:
            continue
        inner = statement.kind in LOOPS or statement.kind == K.SWITCH_STMT
        if leaves(unit, statement.get_children(), loop_depth + inner):
            return True
    return False


def if_parts(unit, statement):
    """(condition, then, else or None) of a plain if, or None."""
    opening = unit.text.find("(", unit.span(statement)[0])
    closing = unit.closing(opening)
    children = list(statement.get_children())
    head = [c for c in children if unit.span(c)[0] < closing]
    rest = [c for c in children if unit.span(c)[0] > closing]
    plain = re.match(r"if\s*\($", unit.text[unit.span(statement)[0]:
                                             opening + 1])
    if not plain or len(head) != 1 or not rest or \
            not head[0].kind.is_expression():
        return None
    text = (opening + 1, closing)
    return text, rest[0], rest[1] if len(rest) > 1 else None
