"""A set of edits of one text, applied together."""


class Edits:
    """Insertions and replacements by offset; overlaps are refused."""

    def __init__(self):
        self._edits = []

    def __bool__(self):
        return bool(self._edits)

    def replace(self, start, end, text):
        """Replaces a range; returns whether it overlaps no earlier edit."""
        for begin, stop, _ in self._edits:
            if start < stop and begin < end:
                return False
            if begin < start == end < stop or start < begin == stop < end:
                return False
        self._edits.append((start, end, text))
        return True

    def insert(self, offset, text):
        return self.replace(offset, offset, text)

    def mark(self):
        return len(self._edits)

    def rewind(self, mark):
        del self._edits[mark:]

    def apply(self, text):
        """The edited text; insertions at one place keep their order."""
        pieces, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda e: e[:2]):
            pieces += [text[at:start], new]
            at = end
        return "".join(pieces) + text[at:]
