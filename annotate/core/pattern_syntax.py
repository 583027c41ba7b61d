"""Reading a pattern (`core.patterns` describes the language) into a tree."""

from __future__ import annotations

from annotate.core.pattern_tree import Characters, Choice, Edge, Join, Repeat, Tree

MAX_LENGTH = 1000
MAX_DEPTH = 30
MAX_COUNT = 1000


class PatternError(ValueError):
    """Not in the pattern language; `position` counts the pattern's characters from 0."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


DOT = Characters((("\n", "\n"),), negated=True)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_KINDS = "dwsDWS"


def parse(source: str) -> Tree:
    if len(source) > MAX_LENGTH:
        raise PatternError(f"longer than {MAX_LENGTH} characters", MAX_LENGTH)
    parser = _Parser(source)
    tree = parser.choice(0)
    if parser.at < len(source):
        raise PatternError("nothing is open that `)` could close", parser.at)
    return tree


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self, expected: str) -> bool:
        if self.source.startswith(expected, self.at):
            self.at += len(expected)
            return True
        return False

    def fail(self, reason: str, position: int | None = None) -> PatternError:
        return PatternError(reason, self.at if position is None else position)

    def choice(self, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise self.fail(f"groups within groups more than {MAX_DEPTH} deep")
        parts = [self.join(depth)]
        while self.take("|"):
            parts.append(self.join(depth))
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def join(self, depth: int) -> Tree:
        parts: list[Tree] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.counted(self.atom(depth)))
        return parts[0] if len(parts) == 1 else Join(tuple(parts))

    def atom(self, depth: int) -> Tree:
        start = self.at
        character = self.peek()
        self.at += 1
        match character:
            case "(":
                return self.group(depth, start)
            case "[":
                return self.set(start)
            case ".":
                return DOT
            case "^" | "$":
                return Edge(start=character == "^")
            case "\\":
                return self.escape(start)
            case "*" | "+" | "?":
                raise self.fail(f"nothing before `{character}` to repeat", start)
            case "{" if self.count(start) is not None:
                raise self.fail("nothing before `{` to repeat", start)
            case _:
                return _one(character)

    def group(self, depth: int, start: int) -> Tree:
        if self.peek() == "?" and not self.take("?:"):
            raise self.fail("`(?` with anything but `:` (looking around, names, flags)", start)
        tree = self.choice(depth + 1)
        if not self.take(")"):
            raise self.fail("`(` is not closed", start)
        return tree

    def escape(self, start: int) -> Characters:
        character = self.peek()
        self.at += 1
        if character in _KINDS and character:
            return Characters(kinds=character)
        if character in _ESCAPED:
            return _one(_ESCAPED[character])
        if not character:
            raise self.fail("`\\` at the end", start)
        if character.isdecimal():
            raise self.fail("references back to a group", start)
        if character.isalnum():
            raise self.fail(f"`\\{character}`", start)
        return _one(character)

    def set(self, start: int) -> Characters:
        negated = self.take("^")
        ranges: list[tuple[str, str]] = []
        kinds = ""
        first = True
        while first or self.peek() != "]":
            first = False
            if not self.peek():
                raise self.fail("`[` is not closed", start)
            low = self.member()
            if low.kinds:
                kinds += low.kinds
            else:
                ranges.append((low.ranges[0][0], self.upper(low.ranges[0][0])))
        self.at += 1
        return Characters(tuple(ranges), kinds, negated)

    def member(self) -> Characters:
        start = self.at
        self.at += 1
        if self.source[start] == "\\":
            return self.escape(start)
        return _one(self.source[start])

    def upper(self, low: str) -> str:
        """The end of a range that starts with `low`, or `low` if it is no range."""
        start = self.at
        after = self.source[start + 1 : start + 2]
        if self.peek() != "-" or after in ("]", ""):
            return low
        self.at += 1
        high = self.member()
        if high.kinds or high.ranges[0][0] < low:
            raise self.fail("a range that does not go up", start)
        return high.ranges[0][0]

    def counted(self, part: Tree) -> Tree:
        start = self.at
        bounds = self.bounds(start)
        if bounds is None:
            return part
        self.take("?")
        again = self.at
        if self.bounds(again) is not None:
            raise self.fail("a count right behind a count", again)
        return Repeat(part, *bounds)

    def bounds(self, start: int) -> tuple[int, int | None] | None:
        if self.take("*"):
            return 0, None
        if self.take("+"):
            return 1, None
        if self.take("?"):
            return 0, 1
        if self.take("{"):
            found = self.count(start)
            if found is None:
                self.at = start
            return found
        return None

    def count(self, start: int) -> tuple[int, int | None] | None:
        """The inside of `{...}`; None, and nothing read, if it is no count and so a plain `{`."""
        inside, closed, _ = self.source[self.at :].partition("}")
        low, comma, high = inside.partition(",")
        numbers = [each for each in (low, high) if each]
        if not closed or not numbers or not all(map(_is_number, numbers)):
            return None
        if max(map(len, numbers)) > len(str(MAX_COUNT)) or max(map(int, numbers)) > MAX_COUNT:
            raise self.fail(f"a count over {MAX_COUNT}", start)
        least = int(low or 0)
        most = int(high) if high else None if comma else least
        if most is not None and most < least:
            raise self.fail("a count that goes down", start)
        self.at += len(inside) + 1
        return least, most


def _one(character: str) -> Characters:
    return Characters(((character, character),))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()
