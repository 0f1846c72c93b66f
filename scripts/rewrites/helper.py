"""The new function that a moved statement becomes, as text."""
import re

from .unit import FUNCTIONS, K, RECORDS, TypeKind


class Refused(Exception):
    """The statement cannot be moved as it is."""


def declared(spelling, name):
    """A declaration of `name` with a type that libclang has spelled."""
    if "(*" in spelling:
        at = spelling.index("(*") + 2
        return f"{spelling[:at]}{name}{spelling[at:]}"
    array = re.match(r"(.*?)\s*((?:\[\d*\])+)$", spelling)
    if array:
        inner = f"({name})" if name.startswith("&") else name
        return f"{array[1]} {inner}{array[2]}"
    if name[:1] in "&*" and spelling[-1:] in "&*":
        return f"{spelling}{name}"
    return f"{spelling} {name}"


def without_const(spelling):
    """The type without the qualifiers of its outermost level."""
    spelling = re.sub(r"^const\s+(?!.*[*])", "", spelling)
    return re.sub(r"\s*\bconst$", "", spelling)


def is_class(kind):
    """Whether `T(x)` may call a constructor, so that it must be written."""
    kind = kind.get_canonical().kind
    arithmetic = TypeKind.BOOL.value <= kind.value <= TypeKind.LONGDOUBLE.value
    return not arithmetic and kind not in (TypeKind.ENUM, TypeKind.POINTER)


class Helper:
    """Parameters, call and text of the helper for one place."""

    def __init__(self, unit, place, name, style):
        self.unit, self.place, self.name = unit, place, name
        self.canonical, self.const = bool(style & 1), bool(style & 2)
        function = place.function
        parent = function.semantic_parent
        self.is_method = parent.kind in RECORDS
        if function.kind == K.FUNCTION_TEMPLATE and not self.is_method or \
                any(c.kind == K.TEMPLATE_TYPE_PARAMETER
                    for c in function.get_children()):
            raise Refused
        self.locals = self._locals()

    # What the statement names -----------------------------------------------
    def _locals(self):
        """{name: declaration} of locals from outside the statement."""
        unit, found = self.unit, {}
        first, last = unit.span(self.place.function)
        begin, end = self.place.span
        for cursor in self._syntax():
            target = cursor.referenced
            if cursor.kind == K.TYPE_REF and target and \
                    unit.in_main(target) and \
                    target.semantic_parent.kind in FUNCTIONS:
                raise Refused  # a local type
            if not target or target.kind.is_invalid() or \
                    not unit.in_main(target):
                continue
            at = target.location.offset
            is_local = first <= at < last and not begin <= at < end and \
                target.kind not in FUNCTIONS and \
                cursor.kind in (K.DECL_REF_EXPR, K.VARIABLE_REF)
            is_member = self.place.shape == "initializer" and \
                target.kind == K.FIELD_DECL
            if is_local or is_member:
                found[target.spelling] = target
        if any("lambda at" in d.type.spelling for d in found.values()):
            raise Refused
        return found

    def _syntax(self):
        for root in self.place.cursors:
            yield from self.unit.walk(root)

    def _uses_object(self):
        """Whether the statement needs `this`."""
        for cursor in self._syntax():
            if cursor.kind == K.CXX_THIS_EXPR:
                return True
            if cursor.kind in (K.MEMBER_REF_EXPR, K.CALL_EXPR,
                               K.DECL_REF_EXPR):
                target = cursor.referenced
                if target and target.kind in (K.FIELD_DECL, K.CXX_METHOD) \
                        and not any(c.kind.is_expression() for c in
                                    cursor.get_children()):
                    return True
        return False

    def _by_value(self, declaration):
        """In C: the statement only reads the variable."""
        kind = declaration.type.get_canonical()
        if kind.kind == TypeKind.CONSTANTARRAY:
            return True  # it decays
        if kind.kind == TypeKind.RECORD:
            return False
        name = re.escape(declaration.spelling)
        text = self.unit.text[slice(*self.place.span)]
        return not re.search(
            rf"&\s*{name}\b|(\+\+|--)\s*{name}\b|\b{name}\s*(\+\+|--|"
            rf"[-+*/%&|^]?=[^=]|<<=|>>=)", text)

    def _spelled(self, kind):
        if self.canonical:
            kind = kind.get_canonical()
        spelling = kind.spelling
        if not spelling or "(unnamed" in spelling or "(anonymous" in spelling:
            raise Refused
        return spelling

    # Texts ------------------------------------------------------------------
    def moved_text(self):
        """The moved text in the helper's terms."""
        unit, (start, end) = self.unit, self.place.span
        text = unit.text[start:end]
        if not unit.is_c:
            return text
        places = []
        for cursor in self._syntax():
            target = self.locals.get(cursor.spelling)
            if cursor.kind != K.DECL_REF_EXPR or target is None or \
                    cursor.referenced != target or self._by_value(target):
                continue
            at = unit.offset(cursor.location)
            if not unit.text.startswith(cursor.spelling, at):
                raise Refused
            places.append(at - start)
        for at in sorted(set(places), reverse=True):
            name = re.compile(r"\w+").match(text, at).group()
            text = f"{text[:at]}(*{name}){text[at + len(name):]}"
        return text

    def split(self, moved):
        """(text before the call, helper's body, its result type, after)."""
        shape, moved = self.place.shape, moved.strip()
        if shape == "statement":
            return "", moved, "void", ";"
        if shape == "condition":
            result = "int" if self.unit.is_c else "bool"
            return "", f"return {moved};", result, ""
        if shape == "return":
            kind = self.place.function.result_type
            if self.place.is_lambda or "auto" in kind.spelling:
                raise Refused
            return " ", f"return {moved};", self._spelled(kind), ""
        if shape == "initializer":
            kind = self.place.member.type
            result = without_const(self._spelled(kind))
            if result.endswith(("&", "]")) or not moved:
                raise Refused
            value = f"{result}({moved})" if is_class(kind) else moved
            return "", f"return {value};", result, ""
        return self._split_declaration(moved)

    def _split_declaration(self, moved):
        variables = list(self.place.cursors[0].get_children())
        if len(variables) != 1 or moved.startswith(("static", "constexpr")):
            raise Refused
        variable = variables[0]
        binding = re.match(r"(const\s+)?auto\s*&?&?\s*\[[^\]]*\]\s*=", moved)
        if binding:
            value = moved[binding.end():].rstrip(";").strip()
            kind = list(variable.get_children())[-1].type
            spelled = self._spelled(kind)
            if "&" in binding[0]:
                spelled += " &"
            return f"{binding[0]} ", f"return {value};", spelled, ";"
        name = variable.spelling
        if variable.kind != K.VAR_DECL or not name:
            raise Refused
        head = re.match(rf"(.*?\b{re.escape(name)})\s*([=({{])(.*);$",
                        moved, re.S)
        spelled = self._spelled(variable.type)
        if not head or spelled.endswith("]") or "(*" in spelled:
            raise Refused
        if spelled.endswith("&"):
            self._refuse_temporary(variable)
            result = spelled
        else:
            result = without_const(spelled)
        value = head[3].strip()
        if head[2] == "(" or head[2] == "{":
            value = value[:-1]
        if head[2] != "=" and is_class(variable.type):
            value = result + head[2] + head[3].strip()
        return f"{head[1]} = ", f"return {value};", result, ";"

    def _refuse_temporary(self, variable):
        """A reference to a temporary would dangle out of the helper."""
        value = list(variable.get_children())[-1]
        call = next((c for c in self.unit.walk(value)
                     if c.kind == K.CALL_EXPR), None)
        if call is None:
            return
        if call.referenced is None or \
                not call.referenced.result_type.spelling.endswith("&"):
            raise Refused

    def call(self):
        arguments = []
        for name, declaration in self.locals.items():
            pointer = self.unit.is_c and not self._by_value(declaration)
            arguments.append(f"&{name}" if pointer else name)
        return f"{self.name}({', '.join(arguments)})"

    def _parameters(self):
        texts = []
        for name, declaration in self.locals.items():
            kind = self._spelled(declaration.type)
            if self.unit.is_c:
                mark = "" if self._by_value(declaration) else "*"
            else:
                mark = "" if kind.endswith("&") else "&"
                if self.const and not kind.startswith("const"):
                    kind = f"const {kind}"
            texts.append(declared(kind, mark + name))
        if self.unit.is_c and not texts:
            return "void"
        return ", ".join(texts)

    def insert(self, result, body, edits):
        """Adds the helper in front of the function."""
        unit, function = self.unit, self.place.function
        at = unit.lead_start(unit.span(function)[0])
        indent = unit.indent_at(unit.span(function)[0])
        signature = f"{self.name}({self._parameters()})"
        tail = before = qualifier = ""
        if not self.is_method:
            before = "static "
        elif not self._uses_object() or function.is_static_method() or \
                self.place.shape == "initializer":
            before = "static "
        elif function.is_const_method():
            tail = " const"
        if self.is_method and \
                function.lexical_parent.kind not in RECORDS:
            qualifier = self._declare_in_class(
                f"{before}{declared(result, signature)}{tail};", edits)
            before = ""
        head = f"{before}{declared(result, qualifier + signature)}{tail}"
        text = f"{indent}{head} {{\n{indent}  {body}\n{indent}}}\n"
        return edits.insert(at, text)

    def _declare_in_class(self, declaration, edits):
        """Declares the method beside its function; gives its qualifier."""
        unit, function = self.unit, self.place.function
        inside = function.canonical
        name_at = unit.offset(function.location)
        qualifier = re.search(r"((?:\w+\s*::\s*)+)~?$",
                              unit.text[:name_at + 1].rsplit("\n", 1)[-1][:-1])
        if not unit.in_main(inside) or not qualifier:
            raise Refused
        at = unit.lead_start(unit.span(inside)[0])
        indent = unit.indent_at(unit.span(inside)[0])
        edits.insert(at, f"{indent}{declaration}\n")
        return qualifier[1]
